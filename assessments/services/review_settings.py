"""What the office sets for its reviews: limits, levels, ready-made sentences."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.enums import Status
from assessments.models import Assessment, ReturnPhrase, ReviewSetting
from campaigns.enums import ReviewBody
from campaigns.models import Campaign, ParticipantGroup
from campaigns.rules import can_manage_year, can_work_office
from core.audit import record
from core.errors import DomainError
from core.text import one_line
from units.access import access_of, audit_subject
from units.models import Unit
from units.policy import OFFICE

LIMITS = ("jump_percent", "jump_minimum", "text_length", "all_met_from")
# The chains an office may choose: each level once, the deciding one last.
CHAINS: dict[str, tuple[ReviewBody, ...]] = {
    "": (),
    "office-leader": (ReviewBody.OFFICE, ReviewBody.LEADER),
    "office-province": (ReviewBody.OFFICE, ReviewBody.PROVINCE),
    "office-leader-province": (ReviewBody.OFFICE, ReviewBody.LEADER, ReviewBody.PROVINCE),
}
BETWEEN = frozenset({Status.SUBMITTED, Status.IN_REVIEW, Status.REVIEWED})
SUGGESTED = (
    "Thiếu minh chứng. Đề nghị đính kèm ảnh hoặc văn bản.",
    "Minh chứng không đúng với tiêu chí. Đề nghị thay.",
    "Ảnh mờ, không đọc được. Đề nghị chụp lại.",
    "Số liệu không khớp với sổ theo dõi. Đề nghị kiểm tra lại.",
    "Số liệu thay đổi nhiều so với năm trước. Đề nghị nêu rõ lý do.",
    "Nội dung ghi chung chung. Đề nghị ghi rõ việc đã làm, thời gian, số người tham gia.",
    "Chưa ghi ngày họp thôn hoặc số hộ dự họp.",
)


@transaction.atomic
def set_limits(
    campaign: Campaign, values: Mapping[str, Decimal | int], *, source: str, actor: User
) -> ReviewSetting:
    """Set from when on something looks odd; what is already handed in keeps its flags."""
    if not can_work_office(actor, campaign):
        raise PermissionDenied
    row, _created = ReviewSetting.objects.get_or_create(campaign=campaign)
    before = {name: getattr(row, name) for name in LIMITS}
    for name in LIMITS:
        setattr(row, name, values[name])
    row.source = one_line(source)[:200]
    row.save()
    record(
        "assessments.limits_set",
        audit_subject("assessments.limits", row.pk, str(campaign), campaign.launched_by),
        actor=actor.as_actor,
        before={name: str(value) for name, value in before.items()},
        after={name: str(getattr(row, name)) for name in LIMITS},
        reason=row.source,
    )
    return row


@transaction.atomic
def set_chain(group: ParticipantGroup, name: str, *, actor: User) -> ParticipantGroup:
    """Choose the levels that review a group's records.

    Refused while a record of the group is between handing in and the end, as it would then stand
    at a level that means something else.
    """
    campaign = group.campaign
    if not can_manage_year(actor, campaign):
        raise PermissionDenied
    if name not in CHAINS:
        raise DomainError(_("Hãy chọn các cấp thẩm định trong danh sách."))
    chain = [str(one) for one in CHAINS[name]]
    if chain == group.review_chain:
        return group
    if Assessment.objects.filter(group=group, status__in=BETWEEN).exists():
        raise DomainError(
            _("Nhóm này còn phiếu đã nộp chưa chốt nên chưa đổi được các cấp thẩm định.")
        )
    before, group.review_chain = group.review_chain, chain
    group.save(update_fields=["review_chain"])
    record(
        "assessments.chain_set",
        audit_subject("campaigns.group", group.pk, str(group), campaign.launched_by),
        actor=actor.as_actor,
        before={"levels": before},
        after={"levels": chain},
    )
    return group


@transaction.atomic
def add_phrase(unit: Unit, text: str, *, actor: User) -> ReturnPhrase:
    """Add a ready-made sentence for returning; one that was retired comes back."""
    _check_office(unit, actor)
    text = _checked(text)
    row, created = ReturnPhrase.objects.get_or_create(
        unit=unit, text=text, defaults={"position": _next(unit)}
    )
    if not created and not row.is_retired:
        raise DomainError(_("Câu này đã có trong danh sách."), field="text")
    ReturnPhrase.objects.filter(pk=row.pk).update(is_retired=False)
    _told("assessments.phrase_added", row, actor)
    return row


@transaction.atomic
def change_phrase(row: ReturnPhrase, text: str, *, actor: User) -> ReturnPhrase:
    """Write the sentence otherwise; what was sent with it stays as it was sent."""
    _check_office(row.unit, actor)
    text, before = _checked(text), row.text
    if ReturnPhrase.objects.filter(unit=row.unit, text=text).exclude(pk=row.pk).exists():
        raise DomainError(_("Câu này đã có trong danh sách."), field="text")
    row.text = text
    row.save(update_fields=["text"])
    _told("assessments.phrase_changed", row, actor, before={"text": before})
    return row


@transaction.atomic
def retire_phrase(row: ReturnPhrase, *, actor: User) -> None:
    """Offer the sentence no longer."""
    _check_office(row.unit, actor)
    ReturnPhrase.objects.filter(pk=row.pk).update(is_retired=True)
    _told("assessments.phrase_retired", row, actor)


@transaction.atomic
def take_suggested(unit: Unit, *, actor: User) -> int:
    """Begin with the sentences that come with the product; returns how many were new."""
    _check_office(unit, actor)
    have = set(ReturnPhrase.objects.filter(unit=unit).values_list("text", flat=True))
    wanted = [text for text in SUGGESTED if text not in have]
    for text in wanted:
        add_phrase(unit, text, actor=actor)
    return len(wanted)


def _check_office(unit: Unit, actor: User) -> None:
    if not access_of(actor).has_role_in(unit, OFFICE):
        raise PermissionDenied


def _checked(text: str) -> str:
    text = one_line(text)
    if not text:
        raise DomainError(_("Hãy ghi câu mẫu."), field="text")
    if len(text) > 300:
        raise DomainError(_("Câu mẫu dài nhất 300 chữ cái."), field="text")
    return text


def _next(unit: Unit) -> int:
    return ReturnPhrase.objects.filter(unit=unit).count() + 1


def _told(
    action: str, row: ReturnPhrase, actor: User, before: Mapping[str, str] | None = None
) -> None:
    record(
        action,
        audit_subject("assessments.phrase", row.pk, row.text, row.unit),
        actor=actor.as_actor,
        before=before,
        after={"text": row.text},
    )
