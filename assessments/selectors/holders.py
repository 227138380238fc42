"""Who is judged in a year, and what is known of each before: a handful of queries for all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from assessments.models import Answer, Assessment, CompactResult
from campaigns.models import CampaignYear
from core.text import display_name
from units.enums import WITHOUT_FORM
from units.models import Unit
from units.paths import under


@dataclass(frozen=True)
class Holder:
    """What is known of a holder before it is judged."""

    unit_id: int
    unit_type: str
    name: str
    place: str
    place_id: int | None
    path: str
    is_difficult: bool
    group_id: int
    values: Mapping[str, str] = field(default_factory=dict)
    outcome: str | None = None
    record_id: int | None = None
    status: str = ""


_UNIT_FIELDS = (
    "pk", "type", "kind_word", "name", "path", "is_difficult_area",
    "parent_id", "parent__kind_word", "parent__name", "parent__is_difficult_area",
    "commune__is_difficult_area",
)  # fmt: skip


def holders(
    campaign_year: CampaignYear,
    unit_types: Iterable[str],
    place: Unit,
    only: Iterable[int] | None = None,
) -> list[Holder]:
    """Holders of these types at or below a place, in the commune's order; ``only`` these ids.

    Households, clans and individuals: those that registered. Units with a form: those that take
    part.
    """
    types = frozenset(unit_types)
    where = Q(under(place.path, "unit__path"))
    if only is not None:
        where &= Q(unit__pk__in=list(only))
    return [
        *_compact(campaign_year, types & WITHOUT_FORM, where),
        *_with_form(campaign_year, types - WITHOUT_FORM, where),
    ]


def _compact(campaign_year: CampaignYear, types: frozenset[str], where: Q) -> list[Holder]:
    if not types:
        return []
    rows = (
        CompactResult.objects.filter(
            where, campaign_year=campaign_year, is_registered=True, unit__type__in=types
        )
        .order_by("unit__type", "unit__parent__position", "unit__position", "unit__sort_key", "pk")
        .values_list("group_id", "values", "result", *(f"unit__{one}" for one in _UNIT_FIELDS))
    )
    return [
        _holder(unit, group_id, values=values, outcome=outcome)
        for group_id, values, outcome, *unit in rows
    ]


def _with_form(campaign_year: CampaignYear, types: frozenset[str], where: Q) -> list[Holder]:
    if not types:
        return []
    rows = list(
        campaign_year.participations.taking_part()
        .filter(where, unit__type__in=types)
        .order_by("group__position", "unit__position", "unit__sort_key", "unit_id")
        .values_list("group_id", *(f"unit__{one}" for one in _UNIT_FIELDS))
    )
    records = {
        unit_id: (pk, status)
        for unit_id, pk, status in Assessment.objects.filter(
            campaign_year=campaign_year, unit_id__in=[row[1] for row in rows]
        ).values_list("unit_id", "pk", "status")
    }
    answers = _answers([pk for pk, _status in records.values()])
    found = []
    for group_id, *unit in rows:
        record_id, status = records.get(unit[0], (None, ""))
        values = answers.get(record_id or 0, {})
        found.append(_holder(unit, group_id, values=values, record_id=record_id, status=status))
    return found


def _answers(record_ids: list[int]) -> dict[int, dict[str, str]]:
    """The value used now (final, else reviewed, else own) by record and criterion code."""
    found: dict[int, dict[str, str]] = {}
    rows = Answer.objects.filter(assessment_id__in=record_ids).values_list(
        "assessment_id", "criterion__code", "final_value", "reviewed_value", "self_value",
        "final_title_state", "title_state",
    )  # fmt: skip
    for record_id, code, final, reviewed, own, final_title, title in rows:
        value = final or reviewed or own or final_title or title
        found.setdefault(record_id, {})[code] = value
    return found


def _holder(
    unit: Sequence[Any],
    group_id: int,
    *,
    values: Mapping[str, str],
    outcome: str | None = None,
    record_id: int | None = None,
    status: str = "",
) -> Holder:
    pk, kind, word, name, path, own, place_id, place_word, place_name, place, commune = unit
    return Holder(
        unit_id=pk,
        unit_type=kind,
        name=display_name(word, name),
        place=display_name(place_word, place_name) if place_id else "",
        place_id=place_id,
        path=path,
        is_difficult=bool(own or place or commune),
        group_id=group_id,
        values=values,
        outcome=outcome,
        record_id=record_id,
        status=status,
    )
