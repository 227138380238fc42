"""Quotas of a campaign: a row is set with its days and its paper, and ended; never rewritten."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from awards.enums import QuotaBasis, RecipientKind, Rounding
from awards.models import AwardType, Quota
from awards.rules import can_set_quotas
from campaigns.enums import Occasion
from campaigns.models import Campaign
from core.audit import record
from core.errors import DomainError, StaleError
from core.numbers import format_date
from core.text import nfc, one_line
from units.access import audit_subject

HUNDRED = 100


@dataclass(frozen=True, kw_only=True)
class QuotaRow:
    """A row to be, as the paper has it; no kinds are all kinds."""

    occasion: Occasion
    year: int
    award_type: AwardType
    basis: QuotaBasis
    value: int
    source: str
    valid_from: dt.date
    valid_to: dt.date | None = None
    kinds: Sequence[RecipientKind] = ()
    rounding: Rounding = Rounding.DOWN
    base_count: int | None = None
    either_or: bool = False


@transaction.atomic
def set_quota(campaign: Campaign, row: QuotaRow, *, actor: User) -> Quota:
    """Set a quota of the campaign from a day on.

    Raises ``PermissionDenied``, and ``DomainError`` beside the field for a row that contradicts
    itself or says again what another row of the same days says.
    """
    if not can_set_quotas(actor, campaign):
        raise PermissionDenied
    # The campaign's row is the lock: two rows of the same moment see each other.
    Campaign.objects.select_for_update().get(pk=campaign.pk)
    _check(campaign, row)
    _refuse_second(campaign, row)
    made = Quota.objects.create(
        host=campaign.launched_by,
        campaign=campaign,
        **{**vars(row), "kinds": [str(one) for one in row.kinds], "source": one_line(row.source)},
    )
    _note("awards.quota_set", made, actor, after=told(made))
    return made


def _check(campaign: Campaign, row: QuotaRow) -> None:
    if not campaign.first_year <= row.year <= campaign.last_year:
        raise DomainError(
            _("Năm phải từ %(first)s đến %(last)s, các năm của phong trào.")
            % {"first": campaign.first_year, "last": campaign.last_year},
            field="year",
        )
    if not one_line(row.source):
        raise DomainError(_("Hãy ghi văn bản quy định hạn mức."), field="source")
    is_percent = row.basis == QuotaBasis.PERCENT
    if is_percent and row.value > HUNDRED:
        raise DomainError(_("Phần trăm phải từ 0 đến 100."), field="value")
    if row.base_count is not None and not is_percent:
        raise DomainError(
            _("Chỉ hạn mức theo phần trăm mới có số tham gia. Hãy để trống."), field="base_count"
        )
    if row.either_or and len(row.kinds) < 2:
        raise DomainError(
            _("“Chỉ một trong các đối tượng” cần ít nhất hai đối tượng. Hãy đánh dấu cả hai."),
            field="kinds",
        )
    if row.valid_to is not None and row.valid_to < row.valid_from:
        raise DomainError(_("Ngày hết áp dụng phải từ ngày áp dụng trở đi."), field="valid_to")


def _refuse_second(campaign: Campaign, row: QuotaRow) -> None:
    same = Quota.objects.filter(
        campaign=campaign,
        occasion=row.occasion,
        year=row.year,
        award_type=row.award_type,
        basis=row.basis,
    )
    for other in same:
        meets = (
            (other.valid_to is None or other.valid_to >= row.valid_from)
            and (row.valid_to is None or other.valid_from is None
                 or other.valid_from <= row.valid_to)
        )  # fmt: skip
        if meets and set(other.kinds) == set(row.kinds):
            raise DomainError(
                _(
                    "Đã có hạn mức tính như vậy cho hình thức và đối tượng này trong thời gian "
                    "này (%(source)s). Hãy kết thúc hạn mức cũ trước."
                )
                % {"source": other.source},
                field="valid_from",
            )


@transaction.atomic
def end_quota(quota: Quota, *, last_day: dt.date, reason: str, actor: User) -> Quota:
    """Let a quota end on a day, with a reason; what was decided before stands.

    Raises ``PermissionDenied``, ``DomainError``, and ``StaleError`` when somebody else ended it.
    """
    if not can_set_quotas(actor, quota.campaign):
        raise PermissionDenied
    words = nfc(reason).strip()
    if not words:
        raise DomainError(_("Hãy ghi lý do kết thúc hạn mức."), field="reason")
    if quota.valid_from is not None and last_day < quota.valid_from:
        raise DomainError(
            _("Ngày kết thúc phải từ ngày áp dụng (%(day)s) trở đi.")
            % {"day": format_date(quota.valid_from)},
            field="last_day",
        )
    before = quota.valid_to
    rows = Quota.objects.filter(pk=quota.pk, valid_to=before, end_reason="")
    if not rows.update(valid_to=last_day, end_reason=words):
        raise StaleError
    quota.refresh_from_db()
    _note(
        "awards.quota_ended", quota, actor,
        before={"valid_to": before}, after={"valid_to": last_day}, reason=words,
    )  # fmt: skip
    return quota


def told(quota: Quota) -> dict[str, Any]:
    """The row as the trail keeps it: only what it says."""
    values: dict[str, Any] = {
        "occasion": str(quota.get_occasion_display()),
        "year": quota.year,
        "form": quota.award_type.name,
        "kinds": [str(RecipientKind(one).label) for one in quota.kinds] or None,
        "basis": str(quota.get_basis_display()),
        "quota_amount": quota.value,
        "rounding": str(quota.get_rounding_display())
        if quota.basis == QuotaBasis.PERCENT
        else None,
        "base_count": quota.base_count,
        "either_or": quota.either_or or None,
        "source": quota.source,
        "valid_from": quota.valid_from,
        "valid_to": quota.valid_to,
    }
    return {key: one for key, one in values.items() if one is not None}


def _note(
    action: str, quota: Quota, actor: User, *, before: Any = None, after: Any = None,
    reason: str = "",
) -> None:  # fmt: skip
    label = f"{quota.award_type.name} {quota.year}"
    record(
        action,
        audit_subject("awards.quota", quota.pk, label, quota.host),
        actor=actor.as_actor,
        before=before,
        after=after,
        reason=reason,
    )
