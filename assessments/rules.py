"""May this person do this to this assessment."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from accounts.models import User
from assessments import levels
from assessments.models import Assessment, ScoreSheet
from campaigns.enums import YearState
from campaigns.models import CampaignYear
from campaigns.rules import is_own_form
from core import clock
from units.access import access_of
from units.enums import WITHOUT_FORM, Role
from units.models import Unit
from units.policy import LEADERS, OFFICE

ENTERING_OWN = frozenset({Role.EDITOR, Role.HEAD})
READING_ROLES = frozenset(Role) - {Role.ADMINISTRATOR}


def year_is_open(assessment: Assessment) -> bool:
    """Whether the year takes changes; a row reopened after closing still does."""
    return assessment.campaign_year.state == YearState.OPEN or assessment.is_reopened


def is_author(user: User, assessment: Assessment) -> bool:
    """Whether the person entered or submitted something in this record."""
    return any(author.user_id == user.pk for author in assessment.authors.all())


def enters_on_behalf(user: User, campaign_year: CampaignYear, unit: Unit) -> bool:
    """Whether the person would enter for a unit of somebody else, as the office above it."""
    access = access_of(user)
    own = access.has_role_in(unit, ENTERING_OWN) or is_own_form(campaign_year.campaign, unit)
    return not own and access.has_role_over(unit, OFFICE)


def can_enter_for(user: User, unit: Unit) -> bool:
    """Enter answers: the unit's editor or head, or the office in it or above it.

    For a household, clan or individual also the head or editor of the village above.
    """
    access = access_of(user)
    if unit.type in WITHOUT_FORM:
        return access.has_role_over(unit, ENTERING_OWN | OFFICE)
    return access.has_role_in(unit, ENTERING_OWN) or access.has_role_over(unit, OFFICE)


def can_enter(user: User, assessment: Assessment) -> bool:
    """Enter answers into this record while its year is open."""
    allowed = can_enter_for(user, assessment.unit)
    return allowed and year_is_open(assessment)


def can_submit(user: User, assessment: Assessment) -> bool:
    """Submit: the unit's head, or the office on its behalf; the own form: the office leader."""
    access = access_of(user)
    unit = assessment.unit
    if not year_is_open(assessment):
        return False
    if is_own_form(assessment.campaign_year.campaign, unit):
        return access.has_role_in(unit, LEADERS)
    return access.has_role_in(unit, {Role.HEAD}) or access.has_role_over(unit, OFFICE)


def can_withdraw(user: User, assessment: Assessment) -> bool:
    """Take a submitted form back: the unit's head, or the officer who submitted it.

    Not any more once a level has passed it.
    """
    if not year_is_open(assessment) or assessment.level > 1:
        return False
    submitted = assessment.submitted_by_id == user.pk
    by_office = submitted and access_of(user).has_role_over(assessment.unit, OFFICE)
    return _heads(user, assessment) or by_office


def _heads(user: User, assessment: Assessment) -> bool:
    if is_own_form(assessment.campaign_year.campaign, assessment.unit):
        return access_of(user).has_role_in(assessment.unit, LEADERS)
    return access_of(user).has_role_in(assessment.unit, {Role.HEAD})


def reviews_unit(user: User, assessment: Assessment) -> bool:
    """Whether the person belongs to the body whose turn it is to review this record.

    The commune's office reviews its units, of an agency's sections the agency's; an officer of a
    commune's agency is not that body. The launching unit's own form is reviewed by the province,
    where the province uses the system. Somebody named for an absent reviewer belongs to the body
    as long as that lasts.
    """
    return levels.reviewing(user, assessment) is not None


def can_review(user: User, assessment: Assessment) -> bool:
    """Review: the body whose turn it is, never somebody who entered or submitted this record.

    A small commune may allow its own work to be reviewed; approving then asks for a reason. Nobody
    passes one record at two levels, and who stands in has no right that the absent one lacks.
    """
    return year_is_open(assessment) and not why_not_review(user, assessment)


def why_not_review(user: User, assessment: Assessment) -> str:
    """Why the person may not review this record now, in words; empty when they may."""
    right = levels.reviewing(user, assessment)
    if right is None:
        return _skipped(user, assessment) or _("Phiếu này không do ông/bà thẩm định.")
    own_allowed = assessment.campaign_year.campaign.own_review_allowed
    if is_author(user, assessment) and (right.instead_of or not own_allowed):
        return _("Ông/bà đã nhập hoặc nộp hồ sơ này nên người khác thẩm định.")
    if right.instead_of and is_author(right.instead_of, assessment):
        return _(
            "%(absent)s đã nhập hoặc nộp hồ sơ này nên người thay %(absent)s cũng không thẩm định."
        ) % {"absent": right.instead_of}
    if assessment.forwarded_by_id == user.pk:
        return _("Ông/bà đã thẩm định phiếu này ở cấp dưới nên người khác thẩm định ở cấp này.")
    if right.instead_of and assessment.forwarded_by_id == right.instead_of.pk:
        return _(
            "%(absent)s đã thẩm định phiếu này ở cấp dưới nên người thay %(absent)s cũng không "
            "thẩm định ở cấp này."
        ) % {"absent": right.instead_of}
    return ""


def _skipped(user: User, assessment: Assessment) -> str:
    """Words for somebody of a level whose turn has not come, or is over."""
    chain = levels.chain_of(assessment)
    own = [
        place
        for place, body in enumerate(chain, start=1)
        if place != assessment.level and levels.reviewing_at(user, assessment, body)
    ]
    if not own:
        return ""
    turn = {"body": chain[min(assessment.level, len(chain)) - 1].label}
    if own[0] < assessment.level:
        return _("Phiếu đã qua cấp của ông/bà, đang ở cấp sau: %(body)s.") % turn
    return _("Phiếu còn ở cấp trước: %(body)s. Không bỏ qua cấp thẩm định nào.") % turn


def can_forward(user: User, assessment: Assessment) -> bool:
    """Pass the record to the next level, where this one is not the last."""
    return not levels.is_last_level(assessment) and can_review(user, assessment)


def can_approve(user: User, assessment: Assessment) -> bool:
    """Decide: the last level of the chain."""
    return levels.is_last_level(assessment) and can_review(user, assessment)


def is_decided_outside(assessment: Assessment) -> bool:
    """Whether the level above decides on paper: the own form, where it does not use the system."""
    campaign = assessment.campaign_year.campaign
    return is_own_form(campaign, assessment.unit) and not campaign.province_reviews


def can_record_outside(user: User, assessment: Assessment) -> bool:
    """Record what the level above decided outside the system, for the commune's own form."""
    return (
        year_is_open(assessment)
        and is_decided_outside(assessment)
        and access_of(user).has_role_in(assessment.unit, LEADERS)
    )


def can_return(user: User, assessment: Assessment) -> bool:
    """Send items back: the reviewer, or the office leader for a level above that is not here."""
    return can_record_outside(user, assessment) or can_review(user, assessment)


def last_day_to_object(assessment: Assessment, reviewed_on: dt.date) -> dt.date:
    """The last day for the unit's objection; how many days it has is the office's to set."""
    days = assessment.campaign_year.campaign.objection_days
    return reviewed_on + dt.timedelta(days=days)


def may_object_until(assessment: Assessment) -> dt.date | None:
    """The last day on which the unit may still object, or ``None`` where it may not any more.

    Some days long and never after closing. Where the level above decided on paper, nobody here
    could look again.
    """
    reviewed_on = assessment.reviewed_on
    if reviewed_on is None or assessment.campaign_year.state != YearState.OPEN:
        return None
    if is_decided_outside(assessment):
        return None
    until = last_day_to_object(assessment, reviewed_on)
    return until if clock.today() <= until else None


def can_object(user: User, assessment: Assessment) -> bool:
    """Object to the review: the unit's head, as long as the term runs."""
    return may_object_until(assessment) is not None and _heads(user, assessment)


def can_finalise(user: User, assessment: Assessment) -> bool:
    """Make a reviewed row final: the office leader of the launching unit."""
    host = assessment.campaign_year.campaign.launched_by
    return year_is_open(assessment) and access_of(user).has_role_in(host, LEADERS)


def can_reopen(user: User, assessment: Assessment) -> bool:
    """Open a final row again, even after the year was closed: the office leader."""
    host = assessment.campaign_year.campaign.launched_by
    return access_of(user).has_role_in(host, LEADERS)


def can_name_substitute(user: User, unit: Unit) -> bool:
    """Name who reviews while somebody is away: the leader of the reviewing office."""
    return access_of(user).has_role_in(unit, LEADERS)


# ---------------------------------------------------------------- points by an official set


def can_score(user: User, sheet: ScoreSheet) -> bool:
    """Enter a unit's own points while its year is open: whoever enters for the unit."""
    is_open = sheet.campaign_year.state == YearState.OPEN
    return is_open and can_enter_for(user, sheet.unit)


def can_hand_in_points(user: User, sheet: ScoreSheet) -> bool:
    """Hand the points in: the unit's head, or the office on its behalf."""
    access = access_of(user)
    is_head = access.has_role_in(sheet.unit, {Role.HEAD})
    is_open = sheet.campaign_year.state == YearState.OPEN
    return is_open and (is_head or access.has_role_over(sheet.unit, OFFICE))


def can_review_points(user: User, sheet: ScoreSheet) -> bool:
    """Review: the office of the launching unit, never somebody who scored for the unit.

    A small commune may allow its own work to be reviewed, as with forms.
    """
    campaign = sheet.campaign_year.campaign
    is_office = access_of(user).has_role_in(campaign.launched_by, OFFICE)
    if sheet.campaign_year.state != YearState.OPEN or not is_office:
        return False
    if campaign.own_review_allowed:
        return True
    return all(author.pk != user.pk for author in sheet.authors.all())


def can_decide_points(user: User, sheet: ScoreSheet) -> bool:
    """Make reviewed points final: the office leader of the launching unit."""
    host = sheet.campaign_year.campaign.launched_by
    is_open = sheet.campaign_year.state == YearState.OPEN
    return is_open and access_of(user).has_role_in(host, LEADERS)
