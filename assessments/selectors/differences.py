"""What changed since a record was sent back: exactly the items that were returned."""

from __future__ import annotations

from dataclasses import dataclass

from assessments.enums import Action, Status
from assessments.models import Answer, Assessment, IndicatorValue, ReturnedItem
from assessments.selectors.figure_text import shown_text
from core.display import Mark, answer_mark, vn_date
from criteria.models import Criterion, Indicator


@dataclass(frozen=True)
class Side:
    """An item at one moment: the answer, the words, the files by name."""

    mark: Mark | None
    text: str
    files: tuple[str, ...] = ()


@dataclass(frozen=True)
class Difference:
    """A returned item: what was asked, before and now."""

    prefix: str
    line: str
    reason: str
    before: Side
    now: Side

    @property
    def is_changed(self) -> bool:
        """Whether the unit changed anything in it."""
        return self.before != self.now

    @property
    def new_files(self) -> tuple[str, ...]:
        """Files that were not there before."""
        return tuple(name for name in self.now.files if name not in self.before.files)


@dataclass(frozen=True)
class Differences:
    """The items of the latest return and the day on which they were sent back."""

    returned_on: str
    items: list[Difference]

    @property
    def changed(self) -> int:
        """How many of them the unit changed."""
        return sum(item.is_changed for item in self.items)


def differences(record: Assessment) -> Differences | None:
    """What changed since the latest return; ``None`` before a record comes back. Five queries."""
    if record.status in {Status.DRAFT, Status.RETURNED}:
        return None
    event = record.events.filter(action=Action.RETURN).order_by("-pk").first()
    if event is None:
        return None
    rows = list(event.returned_items.select_related("criterion", "indicator"))
    if not rows:
        return None
    answers = {row.criterion_id: row for row in record.answers.all()}
    figures = {row.indicator_id: row for row in record.figures.all()}
    files: dict[int, list[str]] = {}
    for one in record.evidence.kept():
        files.setdefault(one.criterion_id or 0, []).append(one.name)
    items = [
        _of_criterion(row, row.criterion, answers.get(row.criterion.pk) or Answer(), files)
        for row in rows
        if row.criterion is not None
    ]
    items += [
        _of_indicator(row, row.indicator, figures.get(row.indicator.pk) or IndicatorValue())
        for row in rows
        if row.indicator is not None
    ]
    return Differences(vn_date(event.at), items)


def _of_criterion(
    row: ReturnedItem, criterion: Criterion, answer: Answer, files: dict[int, list[str]]
) -> Difference:
    return Difference(
        prefix=f"c{criterion.pk}",
        line=criterion.text_shown,
        reason=row.reason,
        before=Side(answer_mark(row.value), row.text, tuple(row.files)),
        now=Side(
            answer_mark(answer.self_value), answer.self_note, tuple(files.get(criterion.pk, []))
        ),
    )


def _of_indicator(row: ReturnedItem, indicator: Indicator, figure: IndicatorValue) -> Difference:
    return Difference(
        prefix=f"f{indicator.pk}",
        line=indicator.label,
        reason=row.reason,
        before=Side(None, row.text),
        now=Side(None, shown_text(indicator, figure)),
    )
