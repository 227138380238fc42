"""Words of people in a report: passages written by hand in the place of the product's own."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.models import User
from core import clock
from core.audit import SYSTEM, record
from core.errors import DomainError, StaleError
from documents.services import issuing
from documents.services.steps import fetch as fetch_paper
from reports.enums import ReportState
from reports.models import AnnualReport, EditedPassage
from reports.papers.passages import Passage, Plain, passages
from reports.rules import can_build
from reports.services import life
from units.access import audit_subject


def edited_now(report: AnnualReport) -> dict[str, Any]:
    """Edited passages by key with who wrote when; for pages."""
    return {one.key: one for one in report.edits.select_related("edited_by")}


def passage_of(report: AnnualReport, key: str) -> Passage:
    """A written passage by its key. Raises ``DomainError`` where the report has none such."""
    for one in passages(life.written(report).blocks):
        if one.key == key:
            return one
    raise DomainError(_("Báo cáo không còn đoạn này."))


@transaction.atomic
def edit_passage(
    report: AnnualReport, key: str, blocks: Plain, *, seen: int, actor: User
) -> EditedPassage:
    """Put somebody's words in the place of the written ones.

    ``seen`` is the version that stood on the page, 0 where nobody had written yet. Raises
    ``PermissionDenied``, ``DomainError`` for a closed report, ``StaleError`` when somebody else
    wrote meanwhile.
    """
    _may_write(report, actor)
    passage = passage_of(report, key)
    before = EditedPassage.objects.filter(report=report, key=key).first()
    facts = {
        "blocks": blocks, "headings": list(passage.headings), "edited_by": actor,
        "written_beside": passage.digest, "edited_at": clock.now(),
    }  # fmt: skip
    if before is None:
        if seen:
            raise StaleError(_saved_elsewhere())
        try:
            with transaction.atomic():
                row = EditedPassage.objects.create(report=report, key=key, version=1, **facts)
        except IntegrityError:
            raise StaleError(_saved_elsewhere()) from None
    else:
        mine = EditedPassage.objects.filter(pk=before.pk, version=seen)
        if not mine.update(version=F("version") + 1, **facts):
            raise StaleError(_saved_elsewhere())
        row = EditedPassage.objects.get(pk=before.pk)
    was = before.blocks if before else None
    _note(report, "reports.edited", row, actor=actor, before=was, after=blocks)
    _changed(report, actor)
    return row


def _saved_elsewhere() -> str:
    return _(
        "Đoạn này vừa được lưu ở nơi khác nên bản đang viết chưa được ghi. Hãy so với bản đang "
        "dùng bên dưới; bấm “Lưu đoạn” lần nữa thì bản đang viết thay bản ấy."
    )


@transaction.atomic
def drop_edit(report: AnnualReport, key: str, *, actor: User) -> None:
    """Use the written words again."""
    _may_write(report, actor)
    row = EditedPassage.objects.filter(report=report, key=key).first()
    if row is None:
        raise StaleError
    row.delete()
    _note(report, "reports.edit_dropped", row, actor=actor, before=row.blocks, after=None)
    _changed(report, actor)


def take_over_words(report: AnnualReport, earlier: AnnualReport) -> None:
    """A new version starts from what people wrote into the one before.

    Who wrote it, when, and beside which written words stays with it, so that passages whose
    figures changed since are told apart as after a rebuild. Nothing where nobody wrote.
    """
    kept = [
        EditedPassage(
            report=report, key=one.key, headings=one.headings, blocks=one.blocks,
            written_beside=one.written_beside, version=one.version,
            edited_by_id=one.edited_by_id, edited_at=one.edited_at,
        )
        for one in earlier.edits.order_by("pk")
    ]  # fmt: skip
    if not kept:
        return
    EditedPassage.objects.bulk_create(kept)
    label = f"{report.get_kind_display()} {report.unit}"
    record(
        "reports.words_taken_over",
        audit_subject("reports.report", report.pk, label, report.unit),
        actor=SYSTEM,
        after={"version": earlier.version, "passages": len(kept)},
    )


def _may_write(report: AnnualReport, actor: User) -> None:
    if not can_build(actor, report.unit):
        raise PermissionDenied
    # The row is locked: a report is not closed while somebody writes into it.
    state = AnnualReport.objects.select_for_update().get(pk=report.pk).state
    if state != ReportState.DRAFT:
        raise DomainError(_("Báo cáo này đã chốt nên không sửa được; hãy lập bản mới."))


def _note(
    report: AnnualReport,
    act: str,
    row: EditedPassage,
    *,
    actor: User,
    before: Plain | None,
    after: Plain | None,
) -> None:
    label = f"{report.get_kind_display()} {report.unit}: {' / '.join(row.headings)}"
    record(
        act,
        audit_subject("reports.report", report.pk, label, report.unit),
        actor=actor.as_actor,
        before=before,
        after=after,
    )


def _changed(report: AnnualReport, actor: User) -> None:
    """The words changed: the check no longer holds, the files follow."""
    if report.paper is not None:
        issuing.redraft(fetch_paper(report.paper.pk), actor=None)
    life.ask_for_files(report, actor=actor.as_actor)
