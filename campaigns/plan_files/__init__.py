"""The files of ``campaigns/plans``: one plan each, read and checked without a database.

The keys are explained in ``docs/plan-data.md``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _

from campaigns.plan_files.plan import Plan
from core.data_files import Fault, load
from criteria.set_files import IndicatorSet, OfficialFile, indicator_codes, load_folder

__all__ = ["PLANS_FOLDER", "KnownSets", "Plan", "load_plan", "plan_paths"]

PLANS_FOLDER: Final = Path(__file__).parent.parent / "plans"


@dataclass(frozen=True)
class KnownSets:
    """What plans may refer to: codes of official sets, of indicator sets, of their lines."""

    official: Collection[str]
    indicators: Collection[str]
    lines: Collection[str]

    @classmethod
    def of(cls, official: Iterable[OfficialFile], indicators: Iterable[IndicatorSet]) -> KnownSets:
        """What the set files hold."""
        sheets = list(indicators)
        return cls(
            official=frozenset(each.code for file in official for each in file.sets),
            indicators=frozenset(each.code for each in sheets),
            lines=indicator_codes(sheets),
        )

    @classmethod
    def from_files(cls) -> KnownSets:
        """The sets of ``criteria/sets``. Raises ``DomainError`` where one is refused."""
        return cls.of(*load_folder())


def plan_paths(folder: Path = PLANS_FOLDER) -> list[Path]:
    """The plan files of a folder, in a fixed order."""
    return sorted(folder.glob("*.yaml"))


def load_plan(path: Path, *, known: KnownSets | None = None) -> Plan:
    """Read one plan file.

    With ``known``, the sets and lines that it names must exist. Raises ``DataFileError`` whose
    message has one line “file:line: reason” for every mistake of the file.
    """
    return load(path, Plan, check=partial(_unknown_sets, known) if known else None)


def _unknown_sets(known: KnownSets, plan: Plan) -> Iterator[Fault]:
    for part, key, code, codes in _mentions(known, plan):
        if code is not None and code not in codes:
            yield Fault(part, key, _("không có bộ hoặc dòng “%(code)s”") % {"code": code})


def _mentions(
    known: KnownSets, plan: Plan
) -> Iterator[tuple[object, str, str | None, Collection[str]]]:
    yield plan, "host_indicator_set", plan.host_indicator_set, known.indicators
    for group in plan.groups:
        yield group, "indicator_set", group.indicator_set, known.indicators
    for criterion in plan.criteria:
        for asked in criterion.titles:
            yield asked, "official_set", asked.official_set, known.official
            for other in asked.alternatives:
                yield asked, "alternatives", other, known.official
    for target in plan.targets:
        for measure in target.measures:
            yield measure, "numerator", measure.numerator, known.lines
            yield measure, "denominator", measure.denominator, known.lines
            yield measure, "indicator", measure.indicator, known.lines
