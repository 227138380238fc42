"""The grid of households, clans and individuals: cells understood, then saved as rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.enums import Circumstance, Judgement, Outcome
from assessments.models import CompactResult
from assessments.rules import can_enter_for
from assessments.selectors.compact import Tab, judgements_of
from assessments.selectors.grid import Column, Kind
from assessments.selectors.grid_reading import (
    read_circumstance,
    read_judgement,
    read_note,
    read_outcome,
    read_ticked,
    tick_text,
    word_text,
)
from assessments.selectors.results_grid import (
    CIRCUMSTANCE,
    NOTE,
    REGISTERED,
    RESULT,
    cell_text,
    columns_of,
    criterion_key,
    year_lock,
)
from assessments.services.compact import CompactEntry, check_result, set_results
from assessments.services.grid import Change, Judged, all_or_nothing, is_overtaken, refuse_too_many
from campaigns.models import CampaignYear
from core.errors import DomainError
from units.models import Unit


@dataclass(frozen=True)
class Block:
    """The changes of one saving with the rows and columns they name."""

    campaign_year: CampaignYear
    columns: Mapping[str, Column]
    codes: Mapping[str, str]
    units: Mapping[int, Unit]
    rows: Mapping[int, CompactResult]
    may_enter: frozenset[int]


def preview(
    campaign_year: CampaignYear, place: Unit, tab: Tab, changes: Sequence[Change], *, actor: User
) -> list[Judged]:
    """What the changes would say, cell by cell; writes nothing.

    Raises ``PermissionDenied`` for a row out of the actor's sight.
    """
    block = _block(campaign_year, place, tab, changes, actor=actor)
    return _with_rows(block, [_judge(block, change) for change in changes])


@transaction.atomic
def save(
    campaign_year: CampaignYear, place: Unit, tab: Tab, changes: Sequence[Change], *, actor: User
) -> list[Judged]:
    """Write the changes, all or none, with one audit event; returns every cell as it was judged.

    Raises ``CellsRefusedError``, ``CellsOvertakenError``, ``DomainError`` and
    ``PermissionDenied``.
    """
    # The year's row lets two savings of new rows wait for each other.
    CampaignYear.objects.select_for_update(no_key=True).get(pk=campaign_year.pk)
    campaign_year.refresh_from_db(fields=["state"])
    block = _block(campaign_year, place, tab, changes, actor=actor)
    judged = _with_rows(block, [_judge(block, change) for change in changes])
    written = all_or_nothing(judged, lambda one: _who(block, one))
    if written:
        set_results(campaign_year, place, _entries(block, written), actor=actor)
    return judged


def _block(
    campaign_year: CampaignYear, place: Unit, tab: Tab, changes: Sequence[Change], *, actor: User
) -> Block:
    refuse_too_many(changes)
    wanted = {change.row for change in changes}
    found = Unit.objects.visible_to(actor).at_or_below(place).of_types({tab.type})
    units = {unit.pk: unit for unit in found.filter(pk__in=wanted)}
    if set(units) != wanted:
        raise PermissionDenied
    criteria = judgements_of(tab.group)
    rows = CompactResult.objects.filter(campaign_year=campaign_year, unit_id__in=wanted)
    return Block(
        campaign_year,
        {one.id: one for one in columns_of(tab, criteria, in_village=True)},
        {criterion_key(one): one.code for one in criteria},
        units,
        {row.unit_id: row for row in rows.select_related("entered_by")},
        frozenset(pk for pk, unit in units.items() if can_enter_for(actor, unit)),
    )


def _judge(block: Block, change: Change) -> Judged:
    column = block.columns.get(change.column)
    blank = Judged(
        change,
        block.units[change.row].display_name,
        column.label if column else change.column,
    )
    if column is None or column.kind == Kind.READ:
        return replace(blank, error=_("Cột này không nhập được."))
    stands = _stands(block, change)
    blank = replace(blank, before=stands)
    locked = year_lock(block.campaign_year)
    if not locked and change.row not in block.may_enter:
        locked = _("Ông/bà chỉ được xem.")
    if locked:
        return replace(blank, error=locked)
    try:
        value, after = _read(change)
    except DomainError as error:
        return replace(blank, error=str(error))
    return replace(
        blank,
        after=after,
        value=value,
        is_overtaken=is_overtaken(change, (stands, ""), (after, "")),
    )


def _stands(block: Block, change: Change) -> str:
    row = block.rows.get(change.row) or CompactResult()
    code = block.codes.get(change.column)
    if code is not None:
        return word_text(Judgement, str(row.values.get(code, "")))
    return cell_text(change.column, row)


def _read(change: Change) -> tuple[Any, str]:
    """The value of a cell and how it will stand there."""
    if change.column == REGISTERED:
        ticked = read_ticked(change.text)
        return ticked, tick_text(ticked=ticked)
    if change.column == CIRCUMSTANCE:
        value = read_circumstance(change.text)
        return value, word_text(Circumstance, value)
    if change.column == RESULT:
        value = read_outcome(change.text)
        return value, word_text(Outcome, value)
    if change.column == NOTE:
        note = read_note(change.text)
        return note, note
    value = read_judgement(change.text)
    return value, word_text(Judgement, value)


def _with_rows(block: Block, judged: Sequence[Judged]) -> list[Judged]:
    """The cells, with the refusal of a row that does not hold together at the cell it concerns."""
    broken: dict[int, str] = {}
    for entry in _entries(block, [one for one in judged if not one.error]):
        row = CompactResult(is_registered=entry.is_registered, result=entry.result or "")
        try:
            check_result(row, block.units[entry.unit_id])
        except DomainError as error:
            broken[entry.unit_id] = str(error)
    concerned = {REGISTERED, RESULT}
    return [
        replace(one, error=broken[one.change.row])
        if one.change.row in broken and one.change.column in concerned and not one.error
        else one
        for one in judged
    ]


def _entries(block: Block, judged: Iterable[Judged]) -> list[CompactEntry]:
    """Whole rows: what stands there with the changed cells put in."""
    by_row: dict[int, dict[str, Any]] = defaultdict(dict)
    for one in judged:
        by_row[one.change.row][one.change.column] = one.value
    return [_entry(block, unit_id, cells) for unit_id, cells in by_row.items()]


def _entry(block: Block, unit_id: int, cells: Mapping[str, Any]) -> CompactEntry:
    row = block.rows.get(unit_id) or CompactResult()
    values = {
        **row.values,
        **{block.codes[key]: value for key, value in cells.items() if key in block.codes},
    }
    return CompactEntry(
        unit_id,
        is_registered=cells.get(REGISTERED, row.is_registered),
        values=values,
        note=cells.get(NOTE, row.note),
        result=cells.get(RESULT, row.result),
        circumstance=cells.get(CIRCUMSTANCE, row.circumstance),
    )


def _who(block: Block, one: Judged) -> str:
    """Who last wrote the row."""
    row = block.rows.get(one.change.row)
    return str(row.entered_by) if row else ""
