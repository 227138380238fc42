"""Samples for checking on the spot: drawn by a seed, and what was found there."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.enums import Judgement, Outcome, SampleKind, Status
from assessments.models import Assessment, CompactResult, RecheckItem, RecheckSample
from campaigns.models import CampaignYear
from campaigns.rules import can_work_office
from campaigns.services.after_closing import reason_for
from core import clock
from core.audit import record
from core.display import vn_date
from core.errors import DomainError, StaleError
from core.text import nfc
from criteria.enums import CriterionKind
from units.access import audit_subject
from units.enums import UnitType

LARGEST = 500


@dataclass(frozen=True)
class Claim:
    """A unit that can be drawn, the village it is counted for, and what was claimed of it."""

    unit_id: int
    village_id: int
    claimed: int
    out_of: int


def new_seed() -> str:
    """Six digits, proposed where the office writes none of its own."""
    return f"{secrets.randbelow(10**6):06d}"


def rank(seed: str, unit_id: int) -> str:
    """The place of a unit in the order that a seed gives; the same on every machine."""
    return sha256(f"{seed}:{unit_id}".encode()).hexdigest()


def draw(claims: Iterable[Claim], seed: str, size: int) -> list[Claim]:
    """The first ones in the seed's order: whoever has seed and list draws the same again."""
    return sorted(claims, key=lambda one: rank(seed, one.unit_id))[:size]


def drawn(claims: Iterable[Claim], kind: str, seed: str, size: int) -> list[Claim]:
    """``size`` villages, or ``size`` households of every village."""
    if kind == SampleKind.VILLAGES:
        return draw(claims, seed, size)
    by_village: dict[int, list[Claim]] = {}
    for one in claims:
        by_village.setdefault(one.village_id, []).append(one)
    return [one for some in by_village.values() for one in draw(some, seed, size)]


def claims_of(campaign_year: CampaignYear, kind: str) -> list[Claim]:
    """What can be drawn: households found to have achieved, or villages that handed in."""
    if kind == SampleKind.HOUSEHOLDS:
        return _households(campaign_year)
    return _villages(campaign_year)


def _households(campaign_year: CampaignYear) -> list[Claim]:
    rows = CompactResult.objects.filter(
        campaign_year=campaign_year,
        result=Outcome.ACHIEVED,
        unit__type=UnitType.HOUSEHOLD,
        unit__parent__type=UnitType.VILLAGE,
    ).order_by("unit__parent__position", "unit__parent__sort_key", "unit_id")
    pairs = rows.values_list("unit_id", "unit__parent_id")
    return [Claim(pk, village, 1, 1) for pk, village in pairs if village is not None]


def _villages(campaign_year: CampaignYear) -> list[Claim]:
    rows = Assessment.objects.filter(
        campaign_year=campaign_year, unit__type=UnitType.VILLAGE
    ).exclude(status__in=[Status.DRAFT, Status.RETURNED])
    judged = Q(answers__criterion__kind=CriterionKind.GRADED) & ~Q(
        answers__self_value__in=["", Judgement.NOT_APPLICABLE]
    )
    counted = rows.annotate(
        asked=Count("answers", filter=judged),
        met=Count("answers", filter=judged & Q(answers__self_value=Judgement.MET)),
    ).order_by("unit__position", "unit__sort_key", "unit_id")
    return [
        Claim(unit, unit, met, asked)
        for unit, met, asked in counted.values_list("unit_id", "met", "asked")
        if asked
    ]


@transaction.atomic
def draw_sample(
    campaign_year: CampaignYear,
    *,
    kind: str,
    size: int | None,
    seed: str,
    actor: User,
    reason: str = "",
) -> RecheckSample:
    """Draw a sample and keep it with what was claimed on that day.

    Raises ``DomainError`` when nothing can be drawn, for a size out of range, for the same draw
    made twice, and for a closed year without a reason.
    """
    if not can_work_office(actor, campaign_year.campaign):
        raise PermissionDenied
    reason = reason_for(campaign_year, reason)
    CampaignYear.objects.select_for_update().get(pk=campaign_year.pk)
    if kind not in SampleKind.values:
        raise DomainError(_("Hãy chọn phúc tra hộ hay thôn."), field="kind")
    if size is None or not 1 <= size <= LARGEST:
        raise DomainError(_("Số lượng từ 1 đến %(most)s.") % {"most": LARGEST}, field="size")
    seed = seed.strip() or new_seed()
    if not (seed.isascii() and seed.isalnum() and len(seed) <= 20):
        raise DomainError(_("Số gieo gồm chữ số hoặc chữ cái không dấu."), field="seed")
    claims = claims_of(campaign_year, kind)
    if not claims:
        raise DomainError(_("Chưa có hộ hoặc thôn nào tự đánh giá để rút mẫu."), field="kind")
    if RecheckSample.objects.filter(
        campaign_year=campaign_year, kind=kind, seed=seed, size=size
    ).exists():
        raise DomainError(_("Mẫu với số gieo này đã rút; hãy dùng số gieo khác."), field="seed")
    row = RecheckSample.objects.create(
        campaign_year=campaign_year,
        kind=kind,
        seed=seed,
        size=size,
        frame_size=len(claims),
        drawn_by=actor,
        drawn_at=clock.now(),
    )
    items = [
        RecheckItem(
            sample=row,
            position=position,
            unit_id=one.unit_id,
            village_id=one.village_id,
            claimed=one.claimed,
            out_of=one.out_of,
        )
        for position, one in enumerate(drawn(claims, kind, seed, size), start=1)
    ]
    RecheckItem.objects.bulk_create(items)
    _record(
        "assessments.sample_drawn",
        row,
        actor,
        after={"seed": seed, "size": size, "frame": len(claims), "drawn": len(items)},
        reason=reason,
    )
    return row


@transaction.atomic
def enter_result(
    item: RecheckItem,
    *,
    found: int | None,
    note: str,
    checked_on: dt.date | None,
    actor: User,
    seen: int,
    reason: str = "",
) -> RecheckItem:
    """Write what was found on the spot; ``None`` takes it back.

    Raises ``DomainError`` for a number above the whole, a day to come or before the sample was
    drawn, a difference without a word, words without a result, a closed year without a reason,
    and ``StaleError`` when somebody else was faster.
    """
    sample = item.sample
    if not can_work_office(actor, sample.campaign_year.campaign):
        raise PermissionDenied
    note = nfc(note).strip()
    if found is not None:
        if not 0 <= found <= item.out_of:
            raise DomainError(
                _("Kết quả phúc tra từ 0 đến %(most)s.") % {"most": item.out_of}, field="found"
            )
        _refuse_day(checked_on, sample)
        if found != item.claimed and not note:
            raise DomainError(_("Kết quả khác với tự đánh giá. Hãy ghi đã thấy gì."), field="note")
    elif note and item.found is None:
        raise DomainError(_("Hãy chọn kết quả phúc tra."), field="found")
    else:
        note, checked_on = "", None
    reason = reason_for(sample.campaign_year, reason)
    swapped = RecheckItem.objects.filter(pk=item.pk, version=seen).update(
        found=found,
        note=note,
        checked_on=checked_on,
        entered_by=actor if found is not None else None,
        version=F("version") + 1,
    )
    if not swapped:
        raise StaleError
    _record(
        "assessments.recheck_entered",
        sample,
        actor,
        before=_told(item, item.found, item.note),
        after=_told(item, found, note),
        reason=reason or note,
    )
    item.refresh_from_db()
    return item


def _refuse_day(day: dt.date | None, sample: RecheckSample) -> None:
    """Nobody goes to a unit before it was drawn, nor tomorrow."""
    if day is None or day > clock.today():
        raise DomainError(_("Hãy ghi ngày phúc tra, không sau hôm nay."), field="checked_on")
    drawn_on = timezone.localdate(sample.drawn_at)
    if day < drawn_on:
        raise DomainError(
            _("Ngày phúc tra phải từ ngày rút mẫu (%(day)s). Hãy kiểm tra lại ngày, tháng, năm.")
            % {"day": vn_date(drawn_on)},
            field="checked_on",
        )


def _told(item: RecheckItem, found: int | None, note: str) -> dict[str, object]:
    """What stands of one unit of the sample, beside what was claimed of it."""
    said = {"unit": item.unit.display_name, "claimed": item.claimed, "found": found}
    return {**said, "note": note} if note else said


def _record(
    action: str,
    row: RecheckSample,
    actor: User,
    *,
    before: object = None,
    after: object = None,
    reason: str = "",
) -> None:
    host = row.campaign_year.campaign.launched_by
    label = _("Phúc tra %(year)s, số gieo %(seed)s") % {
        "year": row.campaign_year.year,
        "seed": row.seed,
    }
    record(
        action,
        audit_subject("assessments.sample", row.pk, label, host),
        actor=actor.as_actor,
        before=before,
        after=after,
        reason=reason,
    )
