"""The office's own rules on the plan's sets: dated and marked as the office's, never rewritten."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from accounts.models import User
from campaigns.models import Campaign, ParticipantGroup
from campaigns.rules import can_manage_year
from campaigns.services.after_closing import reason_for_campaign
from core import clock
from core.audit import Subject
from core.errors import DomainError
from criteria.models import PassRule
from criteria.services.rules import RuleRow, add_rule, asks_for_what_it_decides, end_rule
from recognitions.data import TITLES
from units.access import audit_subject


def set_local_rule(
    campaign: Campaign,
    group: ParticipantGroup,
    row: RuleRow,
    *,
    actor: User,
    reason: str = "",
) -> PassRule:
    """Set a row for one group; the office leader of the launching unit alone.

    Raises ``DomainError`` without a reason where the row would judge a closed year.
    """
    if not can_manage_year(actor, campaign):
        raise PermissionDenied
    if group.criteria_set is None:
        raise DomainError(_("Nhóm này không có bộ tiêu chí nên không đặt được quy tắc."))
    _refuse_own_title(group, row)
    reason = reason_for_campaign(campaign, reason, touches=lambda year: _judges(row, year))
    return add_rule(
        group.criteria_set,
        row,
        actor=actor.as_actor,
        subject=_subject(campaign, group.criteria_set_id or 0, str(group)),
        is_local=True,
        reason=reason,
    )


def _judges(row: RuleRow, year: int) -> bool:
    """Whether the row holds on the day whose rules judge the year: today, or its last day."""
    last = dt.date(year, 12, 31)
    begins = row.valid_from is None or row.valid_from <= last
    return begins and (row.valid_to is None or row.valid_to >= min(last, clock.today()))


def _refuse_own_title(group: ParticipantGroup, row: RuleRow) -> None:
    """A learning title of these units is what the row decides; one of another campaign may be."""
    types = set(row.unit_types or group.unit_types)
    title = row.title
    if title and title.code in _LEARNING and types & set(title.holder_types):
        raise asks_for_what_it_decides(title)


_LEARNING = frozenset(fact.code for fact in TITLES)


def end_local_rule(
    campaign: Campaign, rule: PassRule, *, last_day: dt.date, reason: str, actor: User
) -> PassRule:
    """End a row that the office set; what a document wrote is not the office's to end."""
    if not can_manage_year(actor, campaign) or not rule.is_local:
        raise PermissionDenied
    return end_rule(
        rule,
        last_day=last_day,
        reason=reason,
        actor=actor.as_actor,
        subject=_subject(campaign, rule.criteria_set_id, rule.label),
    )


def _subject(campaign: Campaign, pk: int, label: str) -> Subject:
    return audit_subject("criteria.set", pk, label, campaign.launched_by)
