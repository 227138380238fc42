"""The one writer of criteria sets: a published set never changes, a correction is the next one."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max

from core.audit import Actor, Subject, canonical, record
from criteria.enums import Completeness, ScoringMode, SetKind, SetStatus
from criteria.models import CriteriaSet, Criterion, Indicator, IndicatorCheck, PassRule
from documents.legal import Citation, cited_document
from recognitions.models import Title


@dataclass(frozen=True, kw_only=True)
class CriterionDraft:
    """A criterion to be; ``parent``, ``official_sets`` and ``titles`` are codes."""

    code: str
    kind: str
    text_source: str
    text_shown: str
    note: str = ""
    parent: str | None = None
    max_points: Decimal | None = None
    threshold_percent: Decimal | None = None
    titles: tuple[str, ...] = ()
    official_sets: tuple[str, ...] = ()
    sub_unit_types: tuple[str, ...] = ()
    evidence_hint: str = ""
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class IndicatorDraft:
    """A line of a sheet to be, in the words of the model."""

    code: str
    section: str
    label: str
    kind: str
    help_text: str = ""
    unit_label: str = ""
    is_required: bool = False
    is_yearly: bool = False
    answered_by: tuple[str, ...] = ()
    numerator: str = ""
    denominator: str = ""
    columns: tuple[dict[str, Any], ...] = ()
    options: tuple[dict[str, Any], ...] = ()
    filled_from: str = ""
    feeds: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True, kw_only=True)
class CheckDraft:
    """A rule between lines to be."""

    code: str
    kind: str
    terms: tuple[str, ...]
    message: str
    percent: int | None = None
    is_hard: bool = True


@dataclass(frozen=True, kw_only=True)
class RuleDraft:
    """A band of results to be."""

    label: str
    source: str
    min_points: Decimal | None = None
    max_points_below: Decimal | None = None
    floor_each: Decimal | None = None
    is_pass: bool | None = None


@dataclass(frozen=True, kw_only=True)
class SetDraft:
    """A whole set to be. Two drafts that are equal are the same version."""

    code: str
    kind: SetKind
    name: str
    scoring_mode: ScoringMode
    completeness: Completeness
    document: Citation | None = None
    source_number: str = ""
    title: str | None = None
    effective_from: dt.date | None = None
    effective_to: dt.date | None = None
    is_in_force: bool | None = None
    is_designed: bool = False
    source: str = ""
    note: str = ""
    criteria: tuple[CriterionDraft, ...] = ()
    indicators: tuple[IndicatorDraft, ...] = ()
    checks: tuple[CheckDraft, ...] = ()
    rules: tuple[RuleDraft, ...] = ()

    @property
    def content_hash(self) -> str:
        """The fingerprint by which a repeated load is told from a changed file.

        The title is a link beside the content: sets loaded before it was kept are not new ones.
        """
        content = {key: value for key, value in asdict(self).items() if key != "title"}
        return hashlib.sha256(canonical(content).encode()).hexdigest()


@transaction.atomic
def publish(draft: SetDraft, *, actor: Actor) -> tuple[CriteriaSet, bool]:
    """Make the draft the published version of its code; returns it and whether it is new.

    An equal draft is left alone. A different one becomes the next version and retires the one
    before, whose criteria and answers stay as they were.
    """
    current = CriteriaSet.objects.filter(code=draft.code, status=SetStatus.PUBLISHED).first()
    if current is not None and current.content_hash == draft.content_hash:
        _link_title(current, draft)
        return current, False
    if current is not None:
        CriteriaSet.objects.filter(pk=current.pk).update(status=SetStatus.RETIRED)
    created = _create(draft)
    if current is not None:
        carry_local_rules(current, created)
    record(
        "criteria.set_published",
        Subject("criteria.set", created.pk, f"{draft.code} v{created.version}"),
        actor=actor,
        before=current.version if current else None,
        after={"version": created.version, "hash": draft.content_hash},
    )
    return created, True


def _link_title(row: CriteriaSet, draft: SetDraft) -> None:
    """Tell a set that was loaded before titles were kept which title it leads to."""
    if draft.title and row.title_id is None:
        row.title = Title.objects.get(code=draft.title)
        row.save(update_fields=["title"])


def carry_local_rules(before: CriteriaSet, after: CriteriaSet) -> None:
    """Bring the rules that the office set over to the next version of the set."""
    codes = {row.code: row for row in after.criteria.all()}
    copies: dict[int, PassRule] = {}
    for row in before.rules.filter(is_local=True).select_related("criterion"):
        old = row.pk
        if row.criterion is not None and row.criterion.code not in codes:
            continue
        row.pk, row.criteria_set = None, after
        row.criterion = codes[row.criterion.code] if row.criterion else None
        row.save(force_insert=True)
        copies[old] = row
    point_to_copies(copies)


def point_to_copies(copies: dict[int, PassRule]) -> None:
    """Let copied rows ask for the copies of the rows that the originals asked for."""
    for copy in copies.values():
        if copy.needs_id is not None:
            copy.needs = copies.get(copy.needs_id)
            copy.save(update_fields=["needs"])


def _create(draft: SetDraft) -> CriteriaSet:
    last = CriteriaSet.objects.filter(code=draft.code).aggregate(Max("version"))["version__max"]
    created = CriteriaSet.objects.create(
        code=draft.code,
        version=(last or 0) + 1,
        kind=draft.kind,
        name=draft.name,
        document=cited_document(draft.document) if draft.document else None,
        source_number=draft.source_number,
        title=Title.objects.get(code=draft.title) if draft.title else None,
        scoring_mode=draft.scoring_mode,
        completeness=draft.completeness,
        status=SetStatus.PUBLISHED,
        effective_from=draft.effective_from,
        effective_to=draft.effective_to,
        is_in_force=draft.is_in_force,
        is_designed=draft.is_designed,
        source=draft.source,
        note=draft.note,
        content_hash=draft.content_hash,
    )
    _create_criteria(created, draft.criteria)
    Indicator.objects.bulk_create(
        Indicator(criteria_set=created, position=position, **_plain(asdict(line)))
        for position, line in enumerate(draft.indicators, start=1)
    )
    IndicatorCheck.objects.bulk_create(
        IndicatorCheck(criteria_set=created, **_plain(asdict(check))) for check in draft.checks
    )
    PassRule.objects.bulk_create(
        PassRule(criteria_set=created, position=position, **asdict(rule))
        for position, rule in enumerate(draft.rules, start=1)
    )
    return created


def _create_criteria(owner: CriteriaSet, drafts: Sequence[CriterionDraft]) -> None:
    """Parents stand before their rows in every file, so one pass finds them."""
    wanted = {code for draft in drafts for code in draft.official_sets}
    official = {
        row.code: row
        for row in CriteriaSet.objects.filter(code__in=wanted, status=SetStatus.PUBLISHED)
    }
    titles = {title.code: title for title in Title.objects.all()}
    rows: dict[str, Criterion] = {}
    for position, draft in enumerate(drafts, start=1):
        rows[draft.code] = Criterion.objects.create(
            criteria_set=owner,
            code=draft.code,
            position=position,
            parent=rows[draft.parent] if draft.parent else None,
            kind=draft.kind,
            text_source=draft.text_source,
            text_shown=draft.text_shown,
            note=draft.note,
            max_points=draft.max_points,
            threshold_percent=draft.threshold_percent,
            sub_unit_types=list(draft.sub_unit_types),
            evidence_hint=draft.evidence_hint,
            source=draft.source,
        )
        rows[draft.code].titles.set([titles[code] for code in draft.titles])
        rows[draft.code].official_sets.set([official[code] for code in draft.official_sets])


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    """Tuples as the lists that JSON columns hold."""
    return {key: list(each) if isinstance(each, tuple) else each for key, each in values.items()}
