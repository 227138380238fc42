"""Making results final, closing the year, and opening one row again."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.models import User
from assessments import titles
from assessments.enums import Action, Judgement, Status
from assessments.models import Answer, Assessment
from assessments.services.counting import follow_values
from assessments.services.steps import Details, fetch, perform
from campaigns.models import CampaignYear
from campaigns.rules import can_manage_year
from campaigns.services import years
from core import clock
from core.errors import DomainError
from core.text import nfc
from criteria.enums import CriterionKind
from criteria.models import Criterion


@transaction.atomic
def finalise(
    assessment: Assessment,
    *,
    actor: User,
    version: int,
    different: Mapping[str, tuple[str, str]] | None = None,
) -> Assessment:
    """Copy the reviewed values to the final ones; the register's answers are frozen.

    ``different``: criterion code → (final value, reason), where the leader decides otherwise.
    """
    moved = perform(
        Action.FINALISE,
        assessment,
        actor=actor,
        version=version,
        details=Details(changes={"is_reopened": False}),
    )
    Answer.objects.filter(assessment=moved).update(final_value=F("reviewed_value"), final_reason="")
    for code, (value, reason) in (different or {}).items():
        _differ(moved, code, value, reason)
    wanted = list(
        Criterion.objects.filter(
            criteria_set_id=moved.group.criteria_set_id, kind=CriterionKind.TITLE
        ).prefetch_related("titles")
    )
    for pk, answer in titles.answers(moved.unit, wanted, clock.today()).items():
        Answer.objects.update_or_create(
            assessment=moved, criterion_id=pk, defaults={"final_title_state": answer.state}
        )
    follow_values(moved)
    return moved


def _differ(assessment: Assessment, code: str, value: str, reason: str) -> None:
    if value not in Judgement.values:
        raise DomainError(_("Hãy chọn kết quả cuối cùng."))
    answer = Answer.objects.filter(
        assessment=assessment, criterion__code=code, criterion__kind=CriterionKind.GRADED
    ).first()
    if answer is None:
        raise DomainError(_("Không có mục %(codes)s trong phiếu.") % {"codes": code})
    if value == answer.reviewed_value:
        return
    reason = nfc(reason).strip()
    if not reason:
        raise DomainError(_("Hãy ghi lý do kết quả cuối cùng khác kết quả thẩm định."), field=code)
    answer.final_value, answer.final_reason = value, reason
    answer.save(update_fields=["final_value", "final_reason"])


@transaction.atomic
def close_year(campaign_year: CampaignYear, *, actor: User, note: str = "") -> CampaignYear:
    """Close the year: every reviewed row becomes final, the others stay and can be named."""
    if not can_manage_year(actor, campaign_year.campaign):
        raise PermissionDenied
    CampaignYear.objects.select_for_update().get(pk=campaign_year.pk)  # acts wait: steps.hold
    reviewed = Assessment.objects.filter(
        campaign_year=campaign_year, status=Status.REVIEWED
    ).values_list("pk", flat=True)
    for pk in list(reviewed):
        row = fetch(pk)
        finalise(row, actor=actor, version=row.version)
    return years.mark_closed(campaign_year, actor=actor, note=note)


@transaction.atomic
def reopen(assessment: Assessment, *, reason: str, actor: User, version: int) -> Assessment:
    """Open one final row again, even after the year was closed; it stays marked."""
    moved = perform(
        Action.REOPEN,
        assessment,
        actor=actor,
        version=version,
        details=Details(note=nfc(reason), changes={"is_reopened": True}),
    )
    Answer.objects.filter(assessment=moved).update(
        final_value="", final_reason="", final_title_state=""
    )
    follow_values(moved)
    return moved
