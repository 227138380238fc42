"""The catalogue file: award forms, prize rates, base salaries, the law of each period, days off."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Final

from django.utils.translation import gettext as _

from awards.enums import AwardKind, Denominator, Level, Naming, Paper, Provenance, RecipientKind
from core.data_files import AtMost, Fault, load

CATALOGUE_FILE: Final = Path(__file__).parent / "catalogue" / "award-forms.yaml"

Code = Annotated[str, AtMost(40)]
Name = Annotated[str, AtMost(200)]


@dataclass(frozen=True, kw_only=True)
class Figure:
    """Where one figure of a rule stands, when not where the rule stands."""

    field: str
    source: str
    provenance: Provenance


@dataclass(frozen=True, kw_only=True)
class FormCode:
    """The number of a form of the decree's annex."""

    paper: Paper
    code: str


@dataclass(frozen=True, kw_only=True)
class Rule:
    """How a form is granted from a day on."""

    valid_from: dt.date
    recipients: tuple[RecipientKind, ...]
    decided_by: Name
    dossier: tuple[Paper, ...]
    source: str
    provenance: Provenance
    valid_to: dt.date | None = None
    kind: AwardKind = AwardKind.CAMPAIGN
    forms: tuple[FormCode, ...] = ()
    council_required: bool = True
    is_secret: bool = False
    vote_percent: int | None = None
    vote_is_over: bool = False
    vote_denominator: Denominator = Denominator.ALL_MEMBERS
    quorum_percent: int | None = None
    village_percent: int | None = None
    village_is_over: bool = False
    village_denominator: Denominator = Denominator.PRESENT
    notice_days: int | None = None
    handling_days: int | None = None
    figures: tuple[Figure, ...] = ()

    def faults(self) -> Iterator[Fault]:
        """A percentage above a hundred, and days in the wrong order."""
        for field in ("vote_percent", "quorum_percent", "village_percent"):
            value = getattr(self, field)
            if value is not None and not 0 <= value <= 100:
                yield Fault(self, field, _("tỷ lệ %(value)s%% không thể có") % {"value": value})
        if self.valid_to is not None and self.valid_to < self.valid_from:
            yield Fault(self, "valid_to", _("ngày hết hiệu lực đứng trước ngày có hiệu lực"))


@dataclass(frozen=True, kw_only=True)
class Rate:
    """Prize money as a multiple of the base salary."""

    recipient: RecipientKind
    multiple: Decimal | None
    valid_from: dt.date
    source: str
    provenance: Provenance
    valid_to: dt.date | None = None


@dataclass(frozen=True, kw_only=True)
class Form:
    """One award form."""

    code: Code
    name: Name
    level: Level
    rules: tuple[Rule, ...]
    rates: tuple[Rate, ...] = ()
    plan_names: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Salary:
    """Mức lương cơ sở from a day on."""

    amount: int
    valid_from: dt.date
    source: str
    provenance: Provenance
    valid_to: dt.date | None = None


@dataclass(frozen=True, kw_only=True)
class Regime:
    """What a proposal of these days cites."""

    code: Code
    name: Name
    valid_from: dt.date
    citations: tuple[str, ...]
    source: str
    provenance: Provenance
    valid_to: dt.date | None = None
    warning: str = ""


@dataclass(frozen=True, kw_only=True)
class Day:
    """A public holiday, or a Saturday that is worked."""

    on: dt.date
    name: str
    source: str
    provenance: Provenance
    is_working: bool = False


@dataclass(frozen=True, kw_only=True)
class NamingRow:
    """When recipients of a kind are named on public pages, from a day on."""

    recipient: RecipientKind
    naming: Naming
    valid_from: dt.date
    source: str
    provenance: Provenance
    is_minor: bool = False
    valid_to: dt.date | None = None


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """The whole file."""

    forms: tuple[Form, ...]
    salaries: tuple[Salary, ...]
    regimes: tuple[Regime, ...]
    days: tuple[Day, ...]
    naming: tuple[NamingRow, ...] = ()


def load_catalogue(path: Path = CATALOGUE_FILE) -> Catalogue:
    """Read the file; raises ``DataFileError`` with every mistake and its line."""
    return load(path, Catalogue)
