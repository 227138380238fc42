"""The villages' own forms, criteria and figures, entered by the office on their behalf.

Each row is tried as it would be written and taken back: the preview and the writing can never
judge it differently.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from assessments import figures, registers
from assessments.enums import Judgement, ValueState
from assessments.figures import Reading
from assessments.forms_of import lines_of
from assessments.models import Answer, Assessment, IndicatorValue
from assessments.rules import enters_on_behalf
from assessments.services.discarding import discard_untouched
from assessments.services.entry import begin
from assessments.services.received import Stood, put_back, stands
from assessments.services.sheets import Sheet, save_sheet
from assessments.services.submission import Submission, check_receipt
from campaigns.models import CampaignYear, ParticipantGroup
from campaigns.services.participation import group_of
from core.cells import Cell, CellProblem, read_text, shown
from core.errors import DomainError
from core.numbers import format_date, format_number, parse_date
from criteria.enums import CriterionKind, IndicatorKind
from criteria.models import Indicator
from imports.columns import Column, Line, Problem, SheetRow
from imports.enums import Outcome
from imports.kinds.base import Change, Given, Kind, Places, key_column, refused
from imports.kinds.choices import reader_of
from units.enums import UnitType
from units.models import Unit

_NOT_IN_A_CELL = {IndicatorKind.LIST, IndicatorKind.RATIO}


class VillageResults(Kind):
    """One row a village: a column for each criterion, and one for each figure of the sheet."""

    sheet_name = "Kết quả các thôn"

    def __init__(self, given: Given) -> None:
        super().__init__(given)
        if given.campaign_year is None:
            raise DomainError(_("Hãy chọn năm của phong trào."))
        self._year: CampaignYear = given.campaign_year
        self._places = Places(given.unit)
        self._group = self._group_of_villages()
        criteria, indicators, _checks = lines_of(self._group, UnitType.VILLAGE)
        self._criteria = [one for one in criteria if one.kind == CriterionKind.GRADED]
        self._indicators = [
            one
            for one in indicators
            if one.kind not in _NOT_IN_A_CELL and not registers.is_computed(one)
        ]
        self.columns = (*self._first(), *self._asked())

    def _group_of_villages(self) -> ParticipantGroup:
        group = group_of(self._year.campaign.groups.all(), Unit(type=UnitType.VILLAGE))
        if group is None:
            raise DomainError(_("Kế hoạch của năm này không giao tiêu chí cho thôn."))
        return group

    def _first(self) -> tuple[Column, ...]:
        names = tuple(one.display_name for one in self._places.all)
        return (
            key_column(),
            Column("village", _("Thôn"), read_text, is_required=True, width=24, choices=names,
                   aliases=("Tên thôn", "Thôn, tổ dân phố")),
        )  # fmt: skip

    def _asked(self) -> tuple[Column, ...]:
        judgements = tuple(str(one.label) for one in Judgement)
        return (
            *(
                Column(one.code, f"{one.code}: {one.text_shown}"[:180], reader_of(Judgement),
                       choices=judgements, width=20, aliases=(one.code,))
                for one in self._criteria
            ),
            *(
                Column(one.code, one.label[:180], _figure_reader(one), width=16,
                       aliases=(one.code,), choices=_options(one), help=one.unit_label)
                for one in self._indicators
            ),
            Column("reason", _("Lý do (không áp dụng, hoặc số khác sổ)"), read_text, width=40),
        )  # fmt: skip

    def begin(self) -> None:
        self._by_id = {unit.pk: unit for unit in self._places.all}
        self._row_of: dict[int, int] = {}

    # ------------------------------------------------------------ what a row would do

    def check(self, rows: Sequence[SheetRow]) -> list[Line]:
        return [self._line(row) for row in rows]

    def _line(self, row: SheetRow) -> Line:
        label = str(row.values.get("village") or "?")
        if row.problems:
            return refused(row, label)
        village = self._found(row)
        if isinstance(village, Problem):
            return refused(row, label, village)
        first = self._row_of.setdefault(village.pk, row.number)
        if first != row.number:
            advice = _("Trùng với dòng %(row)s của tệp này. Hãy giữ lại một dòng.")
            return refused(row, label, self.problem(row, "village", label, advice % {"row": first}))
        before = self._said(self._assessment(village))
        wanted = self._wanted(row.values, before)
        if not wanted["answers"] and not wanted["figures"]:
            return Line(row.number, str(village), Outcome.SAME)
        refusal = self._tried(village, wanted)
        if refusal is not None:
            code, advice = refusal
            told = str(village) if code == "village" else self._told(row, code)
            return refused(row, str(village), self.problem(row, code, told, advice))
        outcome = Outcome.CHANGED if before["answers"] or before["figures"] else Outcome.NEW
        return Line(row.number, str(village), outcome, plan=(village, before, wanted))

    def _found(self, row: SheetRow) -> Unit | Problem:
        key = row.values.get("key")
        if key:
            unit = self._by_id.get(int(key[1:]))
            if unit is not None:
                return unit
            advice = _("Thôn của dòng này không còn ở đây. Hãy tải mẫu mới.")
            return self.problem(row, "key", key, advice)
        village = self._places.find(row.values.get("village"))
        if isinstance(village, CellProblem):
            return self.problem(row, "village", village.value, village.advice)
        return village

    def _assessment(self, village: Unit) -> Assessment | None:
        return Assessment.objects.filter(campaign_year=self._year, unit=village).first()

    def _said(self, assessment: Assessment | None) -> dict[str, Any]:
        """The present answers and figures of the columns, by code, as plain values."""
        if assessment is None:
            return {"answers": {}, "figures": {}}
        answers = Answer.objects.filter(assessment=assessment, criterion__in=self._criteria)
        values = IndicatorValue.objects.filter(
            assessment=assessment, indicator__in=self._indicators
        )
        return {
            "answers": {
                one.criterion.code: [one.self_value, one.self_note]
                for one in answers.select_related("criterion")
                if one.self_value
            },
            "figures": {
                one.indicator.code: [_as_typed(one), one.reason]
                for one in values.select_related("indicator")
                if one.state
            },
        }

    def _wanted(self, said: dict[str, Any], before: dict[str, Any]) -> dict[str, Any]:
        """What the row says otherwise than it stands; empty cells leave what stands."""
        reason = said.get("reason") or ""
        wanted: dict[str, Any] = {"answers": {}, "figures": {}}
        for one in self._criteria:
            value = said.get(one.code)
            if value is not None and value != before["answers"].get(one.code, [""])[0]:
                note = reason if value == Judgement.NOT_APPLICABLE else ""
                wanted["answers"][one.code] = [value, note]
        for figure in self._indicators:
            typed = said.get(figure.code)
            stood = before["figures"].get(figure.code)
            if typed is not None and (stood is None or stood[0] != typed):
                wanted["figures"][figure.code] = [typed, reason]
        return wanted

    def _tried(self, village: Unit, wanted: dict[str, Any]) -> tuple[str, str] | None:
        """Write it and take it back; the column and the sentence of what refused it."""
        try:
            with transaction.atomic():
                self._save(village, wanted)
                transaction.set_rollback(True)
        except PermissionDenied:
            return "village", _("Ông/bà không nhập được cho thôn này.")
        except DomainError as error:
            known = {one.code for one in self.columns}
            return error.field if error.field in known else "village", str(error)
        return None

    def _told(self, row: SheetRow, code: str) -> str:
        """What the row's cell says, in the words of the file."""
        value = row.values.get(code) or ""
        is_judged = value in Judgement.values and code in {one.code for one in self._criteria}
        return str(Judgement(value).label) if is_judged else str(value)[:40]

    # ------------------------------------------------------------ writing and undoing

    def written_for(self, lines: Sequence[Line]) -> set[int]:
        """The villages whose forms the lines would change."""
        return {line.plan[0].pk for line in lines if line.plan}

    def _received(self, village: Unit) -> Submission | None:
        """How the village's answers came, where they are somebody else's to enter.

        Raises ``DomainError`` where they are and nobody said how.
        """
        if not enters_on_behalf(self.given.actor, self._year, village):
            return None
        received = self.given.received or Submission()
        check_receipt(self._year, received)
        return received

    def _save(
        self, village: Unit, wanted: dict[str, Any], told: Submission | None = None
    ) -> Assessment:
        channel = told.channel if told else ""
        assessment = begin(self._year, village, actor=self.given.actor, channel=channel)
        lines = {one.code: one for one in self._indicators}
        sheet = Sheet(
            answers={code: (value, note) for code, (value, note) in wanted["answers"].items()},
            figures={
                code: (_reading(lines[code], typed), reason)
                for code, (typed, reason) in wanted["figures"].items()
            },
        )
        save_sheet(assessment, sheet, actor=self.given.actor, received=told)
        return assessment

    def write(self, lines: Sequence[Line]) -> list[Change]:
        done: list[Change] = []
        for line in lines:
            village, before, wanted = line.plan
            stood = self._assessment(village)
            said = self._said(self._save(village, wanted, self._received(village)))
            after = self._assessment(village)
            done.append(
                {
                    "r": line.row,
                    "u": village.pk,
                    "begun": stood is None,
                    "receipt": [_plain(stands(one)) for one in (stood, after)],
                    "b": _only(before, wanted),
                    "a": _only(said, wanted),
                }
            )
        return done

    def changed_since(self, changes: Sequence[Change]) -> list[str]:
        self.begin()
        names = []
        for change in changes:
            village = Unit.objects.get(pk=change["u"])
            said = self._said(self._assessment(village))
            if _only(said, change["a"]) != change["a"] or not self._is_open(village):
                names.append(str(village))
        return names

    def _is_open(self, village: Unit) -> bool:
        return Assessment.objects.filter(
            campaign_year=self._year, unit=village, status__in=("draft", "returned")
        ).exists()

    def undo(self, changes: Sequence[Change]) -> None:
        for change in changes:
            village = Unit.objects.get(pk=change["u"])
            empty = {part: {code: ["", ""] for code in change["a"][part]} for part in change["a"]}
            back = {part: {**empty[part], **change["b"][part]} for part in empty}
            assessment = self._save(village, back)
            if change["begun"] and discard_untouched(assessment, actor=self.given.actor):
                continue
            before, wrote = map(_stood, change.get("receipt", [["self", ""]] * 2))
            put_back(assessment, wrote, before, actor=self.given.actor)

    # ------------------------------------------------------------ template

    def rows(self) -> Iterator[Sequence[Cell]]:
        words = {str(one.value): str(one.label) for one in Judgement}
        for village in self._places.all:
            said = self._said(self._assessment(village))
            yield (
                f"U{village.pk}", village.display_name,
                *(words.get(said["answers"].get(one.code, [""])[0], "") for one in self._criteria),
                *(_shown(one, said["figures"].get(one.code, [""])[0]) for one in self._indicators),
                "",
            )  # fmt: skip


def _only(said: dict[str, Any], wanted: dict[str, Any]) -> dict[str, Any]:
    return {
        part: {code: said[part][code] for code in wanted[part] if code in said[part]}
        for part in ("answers", "figures")
    }


def _plain(stood: Stood) -> list[str]:
    return [stood.channel, stood.day.isoformat() if stood.day else ""]


def _stood(kept: Sequence[str]) -> Stood:
    channel, day = kept
    return Stood(channel, dt.date.fromisoformat(day) if day else None)


_NONE = "không có"


def _figure_reader(indicator: Indicator) -> Callable[[Cell], str | CellProblem | None]:
    """A reader that gives the answer as it would be typed in the form, once it was understood."""
    options = {
        one.casefold(): value
        for one, value in zip(_options(indicator), _option_values(indicator), strict=True)
    }

    def read(cell: Cell) -> str | CellProblem | None:
        text = read_text(shown(cell), 5_000)
        if text is None or isinstance(text, CellProblem):
            return text
        if text.casefold() == _NONE:
            return _NONE
        typed = options.get(text.casefold(), text)
        try:
            return _as_typed_reading(figures.read(indicator, "", typed))
        except DomainError as error:
            return CellProblem(text[:40], str(error))

    return read


def _option_values(indicator: Indicator) -> list[str]:
    if indicator.kind == IndicatorKind.YES_NO:
        return ["1", "0"]
    return [str(one["value"]) for one in indicator.options]


def _options(indicator: Indicator) -> tuple[str, ...]:
    if indicator.kind == IndicatorKind.YES_NO:
        return (_("Có"), _("Không"))
    return tuple(str(one["label"]) for one in indicator.options)


def _reading(indicator: Indicator, typed: str) -> Reading:
    if typed == _NONE:
        return figures.read(indicator, ValueState.NONE, "")
    return figures.read(indicator, ValueState.VALUE if typed else "", typed)


def _as_typed_reading(reading: Reading) -> str:
    if reading.state == ValueState.NONE:
        return _NONE
    if reading.number is not None:
        return format_number(reading.number)
    return format_date(reading.date) if reading.date else reading.text


def _as_typed(row: IndicatorValue) -> str:
    names = set(asdict(Reading()))
    return _as_typed_reading(Reading(**{name: getattr(row, name) for name in names}))


def _shown(indicator: Indicator, typed: str) -> Cell:
    """What stands in the template: a day as a day, what is chosen in its words."""
    if indicator.kind == IndicatorKind.DATE and typed and typed != _NONE:
        return parse_date(typed)
    words = dict(zip(_option_values(indicator), _options(indicator), strict=True))
    return words.get(typed, typed)
