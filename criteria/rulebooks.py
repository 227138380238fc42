"""A set's lines and rules as the arithmetic of ``criteria.scoring`` takes them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from criteria.enums import Completeness, CriterionKind, ScoringMode, SetKind
from criteria.models import CriteriaSet, Criterion, PassRule
from criteria.scoring.facts import Given, Line, Rule, Subject
from criteria.scoring.verdicts import Verdict, verdict


@dataclass(frozen=True)
class Rulebook:
    """One version of a set, ready to judge by; ``gaps``: what the set itself does not say."""

    criteria_set: CriteriaSet
    lines: tuple[Line, ...]
    rules: tuple[Rule, ...]
    gaps: tuple[str, ...]

    @property
    def ratios(self) -> frozenset[str]:
        """The ratios that the rules ask for."""
        return frozenset(one.ratio for one in self.rules if one.ratio)

    def without(self, title_id: int) -> Rulebook:
        """The rulebook without the lines that ask for a title: whoever is to get it lacks it."""
        kept = tuple(one for one in self.lines if title_id not in one.titles)
        return Rulebook(self.criteria_set, kept, self.rules, self.gaps)

    def asks(self, subject: Subject) -> bool:
        """Whether a rule holds for this kind of holder on this day."""
        return any(one.applies_to(subject) for one in self.rules)

    def verdict(self, given: Given) -> Verdict:
        """The result of one holder."""
        if self.gaps:
            given = Given(given.subject, given.values, given.titles, given.ratios, self.gaps)
        return verdict(self.lines, self.rules, given)


def rulebooks(set_ids: Iterable[int]) -> dict[int, Rulebook]:
    """The rulebooks of the sets, by their id; four queries."""
    rows = CriteriaSet.objects.filter(pk__in=set(set_ids)).prefetch_related(
        Prefetch(
            "criteria",
            Criterion.objects.exclude(kind=CriterionKind.HEADING).prefetch_related("titles"),
        ),
        Prefetch("rules", PassRule.objects.select_related("title", "criterion")),
    )
    return {row.pk: rulebook_of(row) for row in rows}


def rulebook_of(criteria_set: CriteriaSet) -> Rulebook:
    """The rulebook of one set."""
    lines = [one for one in criteria_set.criteria.all() if one.kind != CriterionKind.HEADING]
    rules = tuple(rule_of(one) for one in criteria_set.rules.all())
    return Rulebook(
        criteria_set,
        tuple(line_of(one) for one in lines),
        rules or _built_in(criteria_set),
        _gaps(criteria_set),
    )


def line_of(row: Criterion) -> Line:
    """One criterion, as far as results depend on it."""
    return Line(
        code=row.code,
        text=row.text_shown,
        is_scored=row.kind == CriterionKind.SCORED,
        titles=_titles_of(row),
        max_points=row.max_points,
        effect=row.points_effect,
        method=row.points_method,
        points_each=row.points_each,
        zero_without_evidence=row.zero_without_evidence,
    )


def _titles_of(row: Criterion) -> frozenset[int]:
    if row.kind != CriterionKind.TITLE:
        return frozenset()
    return frozenset(one.pk for one in row.titles.all())


def rule_of(row: PassRule) -> Rule:
    """One row of the rules."""
    return Rule(
        key=row.pk,
        label=row.label,
        position=row.position,
        is_pass=row.is_pass,
        min_points=row.min_points,
        points_below=row.max_points_below,
        floor_each=row.floor_each,
        needs_all=row.needs_all,
        title=row.title.name if row.title else "",
        needs=row.needs_id,
        ratio=row.ratio,
        min_ratio=row.min_ratio,
        criterion=row.criterion.code if row.criterion else "",
        criterion_min=row.criterion_min,
        unit_types=frozenset(row.unit_types),
        area=row.area,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        source=row.source,
    )


def _built_in(criteria_set: CriteriaSet) -> tuple[Rule, ...]:
    """A set whose way is "all indicators" needs no row to say so."""
    if criteria_set.scoring_mode != ScoringMode.ALL_INDICATORS:
        return ()
    label = criteria_set.source_number or _("Đạt")
    return (Rule(key=0, label=label, needs_all=True, source=_("cách xét của bộ tiêu chí")),)


def _gaps(criteria_set: CriteriaSet) -> tuple[str, ...]:
    is_plan = criteria_set.kind == SetKind.PLAN
    if is_plan or criteria_set.completeness == Completeness.COMPLETE:
        return ()
    if criteria_set.completeness == Completeness.EMPTY:
        return (_("nội dung của bộ tiêu chí, chưa tìm được văn bản"),)
    return (_("một phần nội dung của bộ tiêu chí, chưa tìm được đủ văn bản"),)
