"""A set that is being written by hand: copied from a version, filled in, published as the next.

Whoever has the official table types it into a draft; a published set is never touched.
"""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from core.audit import Actor, Subject, record
from core.errors import DomainError, StaleError
from criteria.enums import Completeness, CriterionKind, ScoringMode, SetStatus
from criteria.models import CriteriaSet, Criterion, PassRule
from criteria.rulebooks import rule_of
from criteria.scoring.verdicts import refer_in_a_circle
from criteria.services.publishing import point_to_copies
from criteria.services.rules import asks_for_what_it_decides, refers_to_itself


def _subject(row: CriteriaSet) -> Subject:
    return Subject("criteria.set", row.pk, str(row))


@transaction.atomic
def copy_as_draft(source: CriteriaSet, *, actor: Actor) -> CriteriaSet:
    """The next version of the set as a draft with the same lines.

    Raises ``DomainError`` when a draft of it is being written already.
    """
    versions = CriteriaSet.objects.filter(code=source.code)
    if versions.filter(status=SetStatus.DRAFT).exists():
        raise DomainError(
            _("Bộ “%(name)s” đã có một bản thảo. Hãy sửa tiếp bản thảo đó.") % {"name": source.name}
        )
    draft = CriteriaSet.objects.get(pk=source.pk)
    draft.pk = None
    draft.version = versions.aggregate(Max("version"))["version__max"] + 1
    draft.status = SetStatus.DRAFT
    draft.save(force_insert=True)
    copies = _copy_criteria(source, draft)
    _copy_rules(source, draft, copies)
    for rows in (source.indicators.all(), source.checks.all()):
        for row in rows:
            row.pk, row.criteria_set = None, draft
            row.save(force_insert=True)
    record("criteria.draft_made", _subject(draft), actor=actor, before=source.version)
    return draft


def _copy_rules(source: CriteriaSet, draft: CriteriaSet, criteria: dict[int, Criterion]) -> None:
    """The rules ask for the copied lines and for each other, not for those of the old version."""
    copies: dict[int, PassRule] = {}
    for row in source.rules.all():
        old = row.pk
        row.pk, row.criteria_set = None, draft
        row.criterion = criteria.get(row.criterion_id) if row.criterion_id else None
        row.save(force_insert=True)
        copies[old] = row
    point_to_copies(copies)


def _copy_criteria(source: CriteriaSet, draft: CriteriaSet) -> dict[int, Criterion]:
    """Parents come before their lines in every set; returns the copies by the old key."""
    copies: dict[int, Criterion] = {}
    for row in source.criteria.order_by("position", "pk"):
        titles, old = list(row.titles.all()), row.pk
        row.pk, row.criteria_set = None, draft
        row.parent = copies.get(row.parent_id) if row.parent_id else None
        row.save(force_insert=True)
        row.titles.set(titles)
        copies[old] = row
    return copies


@transaction.atomic
def publish_draft(draft: CriteriaSet, *, actor: Actor) -> CriteriaSet:
    """Make the draft the present version and retire the one before.

    Raises ``DomainError`` when it calls itself complete and is not, has no line although it does
    not call itself empty, or a rule asks for what it decides; ``StaleError`` when it is no draft
    any more.
    """
    _check(draft)
    before = CriteriaSet.objects.filter(code=draft.code, status=SetStatus.PUBLISHED)
    known = before.values_list("version", flat=True).first()
    before.update(status=SetStatus.RETIRED)
    swapped = CriteriaSet.objects.filter(pk=draft.pk, status=SetStatus.DRAFT).update(
        status=SetStatus.PUBLISHED
    )
    if not swapped:
        raise StaleError
    draft.refresh_from_db()
    record(
        "criteria.set_published",
        _subject(draft),
        actor=actor,
        before=known,
        after={"version": draft.version},
    )
    return draft


def _check(draft: CriteriaSet) -> None:
    rows = list(draft.criteria.all())
    has_lines = bool(rows) or draft.indicators.exists()
    if (draft.completeness == Completeness.EMPTY) == has_lines:
        raise DomainError(
            _(
                "Mức đầy đủ của bản thảo không khớp: "
                "chọn “Chưa có nội dung” khi và chỉ khi chưa có dòng nào."
            )
        )
    if draft.title is not None and draft.rules.filter(title=draft.title).exists():
        raise asks_for_what_it_decides(draft.title)
    circle = refer_in_a_circle(rule_of(one) for one in draft.rules.all())
    if circle is not None:
        raise refers_to_itself(circle.label)
    if draft.completeness != Completeness.COMPLETE or draft.scoring_mode != ScoringMode.POINTS:
        return
    unknown = [
        row.code for row in rows if row.kind == CriterionKind.SCORED and row.max_points is None
    ]
    if unknown:
        raise DomainError(
            _("Bản thảo ghi là đầy đủ nhưng chưa có điểm ở dòng: %(codes)s.")
            % {"codes": ", ".join(unknown)}
        )
    if not draft.rules.exists():
        raise DomainError(_("Bản thảo ghi là đầy đủ nhưng chưa có xếp loại nào."))
