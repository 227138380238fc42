"""What the text of a grid's cell means, and how a stored value stands in a cell.

What is shown reads back as the same value, so that a cell copied out, or restored by Ctrl+Z,
says what it said. Numbers, dates and ticks are read by ``core.cells``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from django.db import models
from django.utils.translation import gettext as _

from assessments import figures
from assessments.enums import Circumstance, Judgement, Outcome, ValueState
from assessments.figures import NUMERIC, Reading
from assessments.models import IndicatorValue
from assessments.selectors.figure_text import number_text
from core.cells import CellProblem, read_count, read_date, read_tick
from core.errors import DomainError
from core.numbers import format_date, format_number
from core.text import fold, nfc, one_line
from criteria.enums import IndicatorKind
from criteria.models import Indicator

Word = TypeVar("Word", bound=models.TextChoices)
Read = TypeVar("Read")

TICK, NO_TICK = "✓", ""
LONGEST_TEXT = 4000
JUDGEMENTS: Mapping[str, Judgement] = {
    **dict.fromkeys(("dat", "d"), Judgement.MET),
    **dict.fromkeys(("dat mot phan", "mot phan", "mp"), Judgement.PARTLY),
    **dict.fromkeys(("chua dat", "khong dat", "cd", "kd"), Judgement.NOT_MET),
    **dict.fromkeys(("khong ap dung", "kad"), Judgement.NOT_APPLICABLE),
}
OUTCOMES: Mapping[str, Outcome] = {
    **dict.fromkeys(("dat", "d"), Outcome.ACHIEVED),
    **dict.fromkeys(("chua dat", "khong dat", "cd", "kd"), Outcome.NOT_ACHIEVED),
}
CIRCUMSTANCES: Mapping[str, Circumstance] = {
    **dict.fromkeys(("ho ngheo", "ngheo", "hn"), Circumstance.POOR),
    **dict.fromkeys(("ho can ngheo", "can ngheo", "hcn", "cn"), Circumstance.NEAR_POOR),
}
NOTHING = "khong co"
STATES: Mapping[str, ValueState] = {
    NOTHING: ValueState.NONE,
    "khong ap dung": ValueState.NOT_APPLICABLE,
    "kad": ValueState.NOT_APPLICABLE,
}


def read_judgement(text: str) -> str:
    """The answer to a criterion: its word or first letters; a tick is "Đạt"."""
    return _word(text, JUDGEMENTS, Judgement)


def read_outcome(text: str) -> str:
    """The result of a household: Đạt, Chưa đạt; a tick is "Đạt"."""
    return _word(text, OUTCOMES, Outcome)


def read_circumstance(text: str) -> str:
    """Hộ nghèo, Hộ cận nghèo, or nothing; a tick would not say which."""
    return _word(text, CIRCUMSTANCES, Circumstance, takes_tick=False)


def _word(
    text: str, words: Mapping[str, Word], every: type[Word], *, takes_tick: bool = True
) -> str:
    typed = one_line(text)
    if not typed:
        return ""
    found = words.get(fold(typed))
    # A figure in a column of words is a slip of the block, not a tick.
    if found is None and takes_tick and not typed.isdecimal() and read_tick(typed) is True:
        found = next(iter(words.values()))
    if found is None:
        raise DomainError(
            _("“%(typed)s” không có trong cách trả lời. Hãy chọn một trong: %(words)s.")
            % {"typed": typed[:40], "words": ", ".join(str(one.label) for one in every)}
        )
    return str(found.value)


def read_ticked(text: str) -> bool:
    """Whether a box is ticked; an empty cell is not."""
    return bool(_understood(read_tick(text)))


def read_note(text: str) -> str:
    """A note in one line."""
    typed = one_line(text)
    if len(typed) > 1000:
        raise DomainError(_("Ghi chú dài quá 1.000 ký tự. Hãy rút gọn."))
    return typed


def read_figure(indicator: Indicator, text: str) -> Reading:
    """The answer to a line of the Biểu. Raises ``DomainError`` with what to correct."""
    typed = nfc(text).strip()
    if not typed:
        return Reading()
    if indicator.kind == IndicatorKind.YES_NO:
        said = fold(typed) != NOTHING and _understood(read_tick(typed))
        return figures.read(indicator, "", "1" if said else "0")
    state = STATES.get(fold(typed), "")
    return Reading(state=state) if state else figures.read(indicator, "", _plain(indicator, typed))


def _plain(indicator: Indicator, typed: str) -> str:
    """The answer as the form would have been told it."""
    if indicator.kind == IndicatorKind.LEVEL:
        return _level(indicator, typed)
    if indicator.kind in NUMERIC:
        return str(_understood(read_count(typed)))
    if indicator.kind == IndicatorKind.DATE:
        day = _understood(read_date(typed))
        return format_date(day) if day else ""
    return typed


def _level(indicator: Indicator, typed: str) -> str:
    """The level's number by its label or the number itself."""
    for option in indicator.options:
        if fold(typed) in {fold(str(option["label"])), str(option["value"])}:
            return str(option["value"])
    raise DomainError(
        _("“%(typed)s” không có trong các mức. Hãy chọn một trong: %(levels)s.")
        % {
            "typed": typed[:40],
            "levels": ", ".join(str(option["label"]) for option in indicator.options),
        }
    )


def _understood(read: Read | CellProblem) -> Read:
    if isinstance(read, CellProblem):
        raise DomainError(read.advice)
    return read


# ---------------------------------------------------------------- as it stands in a cell


def tick_text(*, ticked: bool) -> str:
    """A tick, or nothing."""
    return TICK if ticked else NO_TICK


def word_text(every: type[Word], value: str) -> str:
    """The word of a stored value; nothing for an empty one."""
    return str(every(value).label) if value in every.values else ""


def figure_text(indicator: Indicator, row: IndicatorValue | Reading) -> str:
    """A line's answer as somebody would type it into a cell."""
    if row.state in {ValueState.NONE, ValueState.NOT_APPLICABLE}:
        return str(ValueState(row.state).label)
    if indicator.kind == IndicatorKind.LIST:
        return _("%(count)s dòng") % {"count": len(row.rows)} if row.rows else ""
    if row.number is None:
        return format_date(row.date) if row.date else row.text
    if indicator.kind in {IndicatorKind.YES_NO, IndicatorKind.LEVEL}:
        return number_text(indicator, row.number)
    return format_number(row.number)


def figure_number(indicator: Indicator, row: IndicatorValue | Reading) -> str:
    """What the answer adds to the column's total, without signs of a language."""
    if indicator.kind not in {IndicatorKind.COUNT, IndicatorKind.MONEY} or row.number is None:
        return ""
    return f"{row.number.normalize():f}"
