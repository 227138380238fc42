"""A sheet of points as the arithmetic takes it: the number used now, and how the peers stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from assessments.enums import ScoreStage
from assessments.models import ScoreLine, ScoreSheet
from campaigns.models import CampaignYear
from criteria.enums import CriterionKind, PointsMethod
from criteria.rulebooks import Rulebook, rulebooks
from criteria.scoring.facts import Answered, Given, Subject, Value
from criteria.scoring.points import ranks
from criteria.scoring.verdicts import Verdict
from recognitions.models import Title

COMPARED = frozenset({PointsMethod.BEST, PointsMethod.RANK})


def number_used(line: ScoreLine) -> Decimal | None:
    """The number used anywhere: final, else reviewed, else the unit's own."""
    if line.final_number is not None:
        return line.final_number
    return line.own_number if line.reviewed_number is None else line.reviewed_number


@dataclass(frozen=True)
class Peers:
    """Where everybody stands on a line that is compared, by criterion code and sheet id."""

    best: dict[str, Decimal]
    rank: dict[str, dict[int, int]]


def peers_of(book: Rulebook, lines: Iterable[ScoreLine]) -> Peers:
    """The highest figure and the ranks on every compared line, over the sheets of one year."""
    compared = {one.code for one in book.lines if one.method in COMPARED}
    numbers: dict[str, dict[int, Decimal | None]] = {code: {} for code in compared}
    for line in lines:
        if line.criterion.code in compared and line.applies:
            numbers[line.criterion.code][line.sheet_id] = number_used(line)
    best = {
        code: max(one for one in some.values() if one is not None)
        for code, some in numbers.items()
        if any(one is not None for one in some.values())
    }
    return Peers(best, {code: ranks(some) for code, some in numbers.items()})


def values_of(sheet_id: int, lines: Iterable[ScoreLine], peers: Peers) -> dict[str, Value]:
    """The values of one sheet by criterion code."""
    return {
        line.criterion.code: Value(
            _answered(line),
            number=number_used(line),
            has_evidence=bool(line.evidence.strip()),
            best=peers.best.get(line.criterion.code),
            rank=peers.rank.get(line.criterion.code, {}).get(sheet_id),
        )
        for line in lines
    }


def _answered(line: ScoreLine) -> Answered:
    """A line that is judged holds 1 (met) or 0 (not met)."""
    if not line.applies:
        return Answered.NOT_APPLICABLE
    number = number_used(line)
    if line.criterion.kind == CriterionKind.SCORED or number is None:
        return Answered.UNKNOWN
    return Answered.MET if number else Answered.NOT_MET


@dataclass(frozen=True)
class DecidedSheet:
    """A unit's sheet of points with everything its result depends on."""

    pk: int
    stage: str
    book: Rulebook
    values: dict[str, Value]

    @property
    def is_final(self) -> bool:
        """Whether the leader has decided."""
        return self.stage == ScoreStage.DECIDED

    @property
    def is_reviewed(self) -> bool:
        """Whether the office has looked at the points."""
        return self.stage in {ScoreStage.REVIEWED, ScoreStage.DECIDED}

    def verdict(self, subject: Subject) -> Verdict:
        """The result by the rules of the official set."""
        return self.book.verdict(Given(subject, self.values))


def sheets_of(campaign_year: CampaignYear, title: Title) -> dict[int, DecidedSheet]:
    """The year's sheets that lead to a title, by unit id: of two the one begun later."""
    rows = list(
        ScoreSheet.objects.filter(campaign_year=campaign_year, criteria_set__title=title).order_by(
            "pk"
        )
    )
    if not rows:
        return {}
    sheets = _Sheets(rows)
    return {one.unit_id: sheets.of(one) for one in rows}


def decided_sheets(rows: Iterable[ScoreSheet]) -> dict[int, DecidedSheet]:
    """Sheets of one year by id, each among its peers: the sheets of the same set."""
    asked = list(rows)
    if not asked:
        return {}
    peers = ScoreSheet.objects.filter(
        campaign_year_id=asked[0].campaign_year_id,
        criteria_set_id__in={one.criteria_set_id for one in asked},
    )
    sheets = _Sheets(list(peers))
    return {one.pk: sheets.of(one) for one in asked}


class _Sheets:
    """The sheets of a year with their lines, read once."""

    def __init__(self, rows: list[ScoreSheet]) -> None:
        self._books = rulebooks(one.criteria_set_id for one in rows)
        self._lines: dict[int, list[ScoreLine]] = {one.pk: [] for one in rows}
        found = ScoreLine.objects.filter(sheet__in=rows).select_related("criterion")
        for line in found:
            self._lines[line.sheet_id].append(line)
        self._sets = {one.pk: one.criteria_set_id for one in rows}

    def of(self, sheet: ScoreSheet) -> DecidedSheet:
        book = self._books[sheet.criteria_set_id]
        same = [
            line
            for pk, lines in self._lines.items()
            if self._sets[pk] == sheet.criteria_set_id
            for line in lines
        ]
        values = values_of(sheet.pk, self._lines[sheet.pk], peers_of(book, same))
        return DecidedSheet(sheet.pk, sheet.stage, book, values)
