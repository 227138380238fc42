"""What the office wants of each measure in a year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from campaigns.enums import MeasureKind
from campaigns.models import Campaign, TargetMeasure, YearlyTarget
from campaigns.rules import can_work_office
from campaigns.services.after_closing import reason_for
from core.audit import record
from core.errors import DomainError
from core.numbers import format_number
from criteria.enums import IndicatorKind
from criteria.models import Indicator
from units.access import audit_subject

# Of a measure whose line no sheet of the campaign holds.
ANY_LEVEL = tuple(map(Decimal, range(1, 10)))


def field_of(measure: TargetMeasure) -> str:
    """The name of the measure's input, beside which an error belongs."""
    return f"measure_{measure.pk}"


@transaction.atomic
def set_yearly_targets(
    campaign: Campaign,
    year: int,
    values: Mapping[int, Decimal | None],
    *,
    actor: User,
    reason: str = "",
) -> int:
    """Write the year's value of each measure (by its id); ``None`` takes a value away.

    Measures that are not named stay as they are. Returns how many values changed; old and new
    ones stand in one audit event. Raises ``DomainError`` for a year outside the campaign, a
    percentage above 100, a level that the form does not offer, an answer that cannot be, or a
    closed year without a reason.
    """
    if not can_work_office(actor, campaign):
        raise PermissionDenied
    if not campaign.first_year <= year <= campaign.last_year:
        raise DomainError(
            _("Phong trào chỉ có các năm từ %(first)s đến %(last)s.")
            % {"first": campaign.first_year, "last": campaign.last_year}
        )
    row = campaign.years.filter(year=year).first()
    if row is not None:
        reason = reason_for(row, reason)
    measures = TargetMeasure.objects.filter(target__campaign=campaign, pk__in=values)
    known = {
        row.measure_id: row.value
        for row in YearlyTarget.objects.filter(measure__in=measures, year=year)
    }
    levels = _levels(campaign, measures)
    before: dict[str, Decimal | None] = {}
    after: dict[str, Decimal | None] = {}
    for measure in measures:
        value = values[measure.pk]
        if value == known.get(measure.pk):
            continue
        _check(measure, value, levels.get(measure.indicator, ANY_LEVEL))
        _write(measure, year, value)
        before[measure.code], after[measure.code] = known.get(measure.pk), value
    if after:
        record(
            "campaigns.yearly_targets_set",
            audit_subject(
                "campaigns.campaign", campaign.pk, f"{campaign} {year}", campaign.launched_by
            ),
            actor=actor.as_actor,
            before={"year": year, "values": before},
            after={"year": year, "values": after},
            reason=reason,
        )
    return len(after)


def _levels(campaign: Campaign, measures: Iterable[TargetMeasure]) -> dict[str, list[Decimal]]:
    """The levels that the campaign's sheets offer on the lines of the measures, by line code."""
    codes = {one.indicator for one in measures if one.kind == MeasureKind.LEVEL and one.indicator}
    if not codes:
        return {}
    rows = Indicator.objects.filter(
        criteria_set__in=campaign.groups.values("indicator_set"),
        kind=IndicatorKind.LEVEL,
        code__in=codes,
    )
    found: dict[str, set[Decimal]] = {}
    for code, options in rows.values_list("code", "options"):
        found.setdefault(code, set()).update(Decimal(str(one["value"])) for one in options)
    return {code: sorted(levels) for code, levels in found.items() if levels}


def _check(measure: TargetMeasure, value: Decimal | None, levels: Sequence[Decimal]) -> None:
    if value is None:
        return
    if measure.kind == MeasureKind.PERCENT and not 0 <= value <= 100:
        reason = _("Tỷ lệ phải từ 0 đến 100. Hãy kiểm tra lại.")
    elif measure.kind == MeasureKind.YES_NO and value not in {0, 1}:
        reason = _("Chỉ tiêu này chỉ có thể là có hoặc không.")
    elif measure.kind == MeasureKind.LEVEL and value not in levels:
        reason = _(
            "Chỉ tiêu này chỉ có các mức độ từ %(lowest)s đến %(highest)s. "
            "Hãy ghi một số nguyên trong khoảng đó, ví dụ %(highest)s."
        ) % {"lowest": format_number(levels[0]), "highest": format_number(levels[-1])}
    else:
        return
    raise DomainError(reason, field=field_of(measure))


def _write(measure: TargetMeasure, year: int, value: Decimal | None) -> None:
    if value is None:
        YearlyTarget.objects.filter(measure=measure, year=year).delete()
    else:
        YearlyTarget.objects.update_or_create(measure=measure, year=year, defaults={"value": value})
