"""Who hears of a step: the unit of what came back or was decided, the office of an objection."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.models import Assessment
from assessments.rules import ENTERING_OWN
from assessments.selectors.waiting import people_of_level
from campaigns.models import DutyDelivery, Participation
from campaigns.rules import is_own_form
from campaigns.services.problems import office_over
from core import clock
from core.display import vn_date
from core.prepared import Prepared
from notices.services import tell
from units.enums import Role
from units.policy import LEADERS, OFFICE


def tell_returned(assessment: Assessment, *, count: int, actor: User) -> None:
    """Whoever enters for the unit learns that items came back, and whoever handed them in."""
    _tell_unit(
        assessment,
        actor,
        _("%(unit)s: %(count)s mục của phiếu năm %(year)s bị trả lại")
        % {
            "unit": assessment.unit,
            "count": count,
            "year": assessment.campaign_year.year,
        },
        _("Mở phiếu để xem lý do ở từng mục. Sửa xong, hãy nộp lại."),
    )


def tell_approved(assessment: Assessment, *, actor: User) -> None:
    """The unit learns the result, and until when it may object."""
    _tell_unit(
        assessment,
        actor,
        _("%(unit)s: phiếu năm %(year)s đã được duyệt")
        % {"unit": assessment.unit, "year": assessment.campaign_year.year},
        _("Nếu chưa đồng ý, đơn vị có ý kiến trong %(days)s ngày từ ngày duyệt.")
        % {"days": assessment.campaign_year.campaign.objection_days},
    )


def tell_objection(assessment: Assessment, *, text: str, actor: User) -> None:
    """The reviewing office learns that a unit does not agree."""
    _tell(
        assessment,
        office_over(assessment.unit).exclude(pk=actor.pk),
        _("%(unit)s có ý kiến về kết quả thẩm định năm %(year)s")
        % {"unit": assessment.unit, "year": assessment.campaign_year.year},
        text,
    )


def tell_forwarded(assessment: Assessment, *, actor: User) -> None:
    """The next level learns that a record waits for it."""
    _tell(
        assessment,
        [one for one in people_of_level(assessment) if one.pk != actor.pk],
        _("%(unit)s: phiếu năm %(year)s chờ thẩm định ở cấp của ông/bà")
        % {"unit": assessment.unit, "year": assessment.campaign_year.year},
        _("%(name)s đã thẩm định ở cấp trước.") % {"name": actor},
    )


def tell_extended(participation: Participation, row: DutyDelivery, *, actor: User) -> list[User]:
    """The unit's head learns of more days; for the commune's own form its leader. Gives whom."""
    unit, year = participation.unit, participation.campaign_year
    people = _leaders if is_own_form(year.campaign, unit) else _heads
    told = [one for one in people(unit.pk, clock.today()) if one.pk != actor.pk]
    tell(
        told,
        _("%(unit)s được gia hạn đến hết ngày %(day)s")
        % {"unit": unit, "day": vn_date(row.moved_last_day)},
        body=_("%(duty)s, năm %(year)s. Lý do gia hạn: %(reason)s")
        % {"duty": row.duty.what, "year": year.year, "reason": row.moved_reason},
        path=reverse("assessments:form", args=[participation.pk]),
        object_kind="campaigns.delivery",
        object_id=row.pk,
    )
    return told


def _tell_unit(assessment: Assessment, actor: User, subject: str, body: str) -> None:
    people = {user.pk: user for user in _people_of(assessment)}
    if assessment.submitted_by is not None:
        people[assessment.submitted_by.pk] = assessment.submitted_by
    people.pop(actor.pk, None)
    _tell(assessment, people.values(), subject, body)


def _tell(assessment: Assessment, people: Iterable[User], subject: str, body: str) -> None:
    tell(
        people,
        subject,
        body=body,
        path=reverse("assessments:record", args=[assessment.pk]),
        object_kind="assessments.assessment",
        object_id=assessment.pk,
    )


def _people_of(assessment: Assessment) -> list[User]:
    """Heads and editors of the unit; for the commune's own form its office."""
    unit = assessment.unit
    own = is_own_form(assessment.campaign_year.campaign, unit)
    people = _office_people if own else _own_people
    return people(unit.pk, clock.today())


def _holding(roles: frozenset[str]) -> Prepared[User]:
    return Prepared(
        lambda unit, day: (
            User.objects.filter(
                Q(memberships__to_on=None) | Q(memberships__to_on__gte=day),
                memberships__from_on__lte=day,
                memberships__role__in=sorted(roles),
                memberships__unit_id=unit,
                is_active=True,
            )
            .only("is_active")  # to be told something, a person's name is not needed
            .distinct()
        )
    )


_office_people, _own_people = _holding(OFFICE), _holding(ENTERING_OWN)
_leaders, _heads = _holding(LEADERS), _holding(frozenset({Role.HEAD}))
