"""Small pieces that every part of a plan file uses: wordings, clauses, days of the year."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Annotated, Self

from django.utils.translation import gettext as _

from core.data_files import AtMost, Fault
from documents.enums import DatePrecision

# Texts that must fit a column of the database.
Code = Annotated[str, AtMost(40)]
Label = Annotated[str, AtMost(200)]

# A year without 29 February: a duty comes back every year.
_ORDINARY_YEAR = 2001


class SourceCopy(Enum):
    """How well the source text can be read. OCR: ``text_source`` is what the machine read."""

    TEXT = "text"
    OCR = "ocr"


class Basis(Enum):
    """Who says so: the plan in so many words, or we by inference."""

    PLAN = "plan"
    INFERRED = "inferred"


class DaySetBy(Enum):
    """Who named the last day of a duty: the plan, or the office (địa phương đặt)."""

    PLAN = "plan"
    LOCAL = "local"


class Recipients(Enum):
    """Whom an award form is for."""

    COLLECTIVE = "collective"
    HOUSEHOLD = "household"
    INDIVIDUAL = "individual"


@dataclass(frozen=True, kw_only=True)
class Wording:
    """A text as printed and as it should read; ``text_shown`` is left out where they agree."""

    text_source: str
    text_shown: str = ""
    note: str = ""

    @property
    def shown(self) -> str:
        """The text for the reader."""
        return self.text_shown or self.text_source

    @property
    def is_corrected(self) -> bool:
        """Whether the text shown differs from what is printed."""
        return self.shown != self.text_source


@dataclass(frozen=True, kw_only=True)
class Clause(Wording):
    """A paragraph of the plan under a code of ours."""

    code: Code
    items: tuple[Clause, ...] = ()


@dataclass(frozen=True)
class YearDay:
    """A day that comes back every year, as the offices write it: 30/11."""

    day: int
    month: int

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Read “30/11”; raises ``ValueError`` for a day that not every year has."""
        found = re.fullmatch(r"([0-9]{1,2})/([0-9]{1,2})", text)
        if not found:
            raise ValueError(
                _("“%(text)s” phải viết dạng ngày/tháng, ví dụ 30/11") % {"text": text}
            )
        day, month = int(found[1]), int(found[2])
        if not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(_ORDINARY_YEAR, month)[1]:
            raise ValueError(_("không năm nào cũng có ngày “%(text)s”") % {"text": text})
        return cls(day, month)

    def in_year(self, year: int) -> dt.date:
        """The day of that year."""
        return dt.date(year, self.month, self.day)

    def __str__(self) -> str:
        return f"{self.day:02}/{self.month:02}"


@dataclass(frozen=True, kw_only=True)
class SourceDate:
    """The date of a paper, as far as its source gives it."""

    precision: DatePrecision
    year: int | None = None
    month: int | None = None
    day: int | None = None
    text_source: str = ""
    not_before: dt.date | None = None
    note: str = ""

    @property
    def exact(self) -> dt.date | None:
        """The day, where all of it is known."""
        if self.year and self.month and self.day:
            return dt.date(self.year, self.month, self.day)
        return None

    def faults(self) -> Iterator[Fault]:
        """As many parts as the precision says, and a day that exists."""
        given = [self.year is not None, self.month is not None, self.day is not None]
        wanted = {
            DatePrecision.UNKNOWN: [False, False, False],
            DatePrecision.YEAR: [True, False, False],
            DatePrecision.MONTH: [True, True, False],
            DatePrecision.DAY: [True, True, True],
        }
        if given != wanted[self.precision]:
            yield Fault(self, "precision", _("year, month, day không khớp với precision"))
            return
        try:
            dt.date(self.year or _ORDINARY_YEAR, self.month or 1, self.day or 1)
        except ValueError:
            yield Fault(self, "precision", _("không có ngày này trong lịch"))
