"""What the register answers to title criteria: never typed, always read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from criteria.models import Criterion
from criteria.scoring.facts import Line
from recognitions.enums import TitleState
from recognitions.models import Recognition, Title
from units.models import Unit
from units.paths import is_under, under


@dataclass(frozen=True)
class TitleAnswer:
    """The register's answer to one title criterion, with what it rests on.

    ``achieved`` of ``total`` units hold the title; for the unit's own title that is 1 of 1.
    """

    state: TitleState
    achieved: int
    total: int
    detail: str = ""


def answers(unit: Unit, criteria: Iterable[Criterion], day: dt.date) -> dict[int, TitleAnswer]:
    """The register's answers for one unit on a day, by criterion id.

    A criterion asks for the title of the holder's own type; one about sub-units is met when
    all of them hold it, partly when some do, and not applicable when there are none
    (contract 2). ``criteria`` come with their titles prefetched.
    """
    wanted = list(criteria)
    if not wanted:
        return {}
    title_ids = {title.pk for criterion in wanted for title in criterion.titles.all()}
    valid = list(
        Recognition.objects.valid_on(day)
        .filter(under(unit.path, "holder__path"), title_id__in=title_ids)
        .values_list("title_id", "holder_id", "decision_number", "decided_on")
    )
    considered = set(
        Recognition.objects.considered_on(day)
        .filter(under(unit.path, "holder__path"), title_id__in=title_ids)
        .values_list("title_id", "holder_id")
    )
    register = _Register(unit, valid, considered, day)
    return {criterion.pk: register.answer(criterion) for criterion in wanted}


class _Register:
    """What is known about the unit and everything below it, looked up once."""

    def __init__(
        self,
        unit: Unit,
        valid: list[tuple[int, int, str, dt.date | None]],
        considered: set[tuple[int, int]],
        day: dt.date,
    ) -> None:
        self.unit = unit
        self.day = day
        self.valid = {(title, holder): (number, on) for title, holder, number, on in valid}
        self.considered = considered

    def answer(self, criterion: Criterion) -> TitleAnswer:
        if criterion.sub_unit_types:
            return self._of_sub_units(criterion)
        titles = [t.pk for t in criterion.titles.all() if self.unit.type in t.holder_types]
        for title in titles:
            if (title, self.unit.pk) in self.valid:
                number, on = self.valid[title, self.unit.pk]
                day = f" ngày {on:%d/%m/%Y}" if on else ""
                return TitleAnswer(TitleState.ACHIEVED, 1, 1, f"Quyết định số {number}{day}")
        if any((title, self.unit.pk) in self.considered for title in titles):
            return TitleAnswer(TitleState.UNDER_CONSIDERATION, 0, 1)
        return TitleAnswer(TitleState.NOT_ACHIEVED, 0, 1)

    def _of_sub_units(self, criterion: Criterion) -> TitleAnswer:
        titles = {title.pk for title in criterion.titles.all()}
        below = (
            Unit.objects.below(self.unit)
            .of_types(criterion.sub_unit_types)
            .active_on(self.day)
            .values_list("pk", flat=True)
        )
        holders = {holder for title, holder in self.valid if title in titles}
        units = set(below)
        achieved = len(units & holders)
        detail = f"{achieved}/{len(units)} đơn vị được công nhận"
        if not units:
            return TitleAnswer(TitleState.NOT_APPLICABLE, 0, 0, "Không có đơn vị trực thuộc")
        if achieved == len(units):
            return TitleAnswer(TitleState.ACHIEVED, achieved, len(units), detail)
        state = TitleState.PARTLY if achieved else TitleState.NOT_ACHIEVED
        return TitleAnswer(state, achieved, len(units), detail)


class TitlesOfMany:
    """The register's answers for every unit below one, asked in at most four queries."""

    def __init__(self, host: Unit, title_ids: frozenset[int], day: dt.date) -> None:
        self._host = host
        self._day = day
        self._titles = title_ids

    @cached_property
    def _held(self) -> dict[int, set[int]]:
        """Titles validly held, by holder."""
        rows = Recognition.objects.valid_on(self._day).filter(
            under(self._host.path, "holder__path")
        )
        found: dict[int, set[int]] = {}
        for holder_id, title_id in rows.values_list("holder_id", "title_id"):
            found.setdefault(holder_id, set()).add(title_id)
        return found

    @cached_property
    def _considered(self) -> set[tuple[int, int]]:
        rows = Recognition.objects.considered_on(self._day).filter(
            under(self._host.path, "holder__path"), title_id__in=self._titles
        )
        return set(rows.values_list("holder_id", "title_id"))

    @cached_property
    def _catalogue(self) -> dict[int, Title]:
        return {one.pk: one for one in Title.objects.all()}

    @cached_property
    def _sub_unit_types(self) -> dict[str, list[str]]:
        """The types of sub-units that a criterion of a plan speaks of, by its code."""
        rows = Criterion.objects.filter(titles__in=self._titles).exclude(sub_unit_types=[])
        return {code: list(types) for code, types in rows.values_list("code", "sub_unit_types")}

    @cached_property
    def _below(self) -> list[tuple[int, str, str]]:
        types = {one for some in self._sub_unit_types.values() for one in some}
        found = Unit.objects.below(self._host).of_types(types).active_on(self._day)
        return list(found.values_list("pk", "type", "path"))

    def names_held(self, unit_id: int) -> frozenset[str]:
        """The names of the titles that a unit holds."""
        return frozenset(self._catalogue[one].name for one in self._held.get(unit_id, ()))

    def of(
        self, unit_id: int, unit_type: str, path: str, lines: Iterable[Line]
    ) -> dict[str, TitleState]:
        """What the register answers to the title criteria among the lines, by code."""
        return {
            line.code: self._state(unit_id, unit_type, path, line) for line in lines if line.titles
        }

    def _state(self, unit_id: int, unit_type: str, path: str, line: Line) -> TitleState:
        if line.code in self._sub_unit_types:
            return self._of_sub_units(path, line)
        fitting = {one for one in line.titles if unit_type in self._catalogue[one].holder_types}
        if fitting & self._held.get(unit_id, set()):
            return TitleState.ACHIEVED
        if any((unit_id, one) in self._considered for one in fitting):
            return TitleState.UNDER_CONSIDERATION
        return TitleState.NOT_ACHIEVED

    def _of_sub_units(self, path: str, line: Line) -> TitleState:
        types = self._sub_unit_types[line.code]
        below = [
            pk
            for pk, unit_type, at in self._below
            if unit_type in types and at != path and is_under(at, path)
        ]
        held = sum(bool(line.titles & self._held.get(pk, set())) for pk in below)
        if not below:
            return TitleState.NOT_APPLICABLE
        if held == len(below):
            return TitleState.ACHIEVED
        return TitleState.PARTLY if held else TitleState.NOT_ACHIEVED
