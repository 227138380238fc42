"""From a wish to a paper: the row, the job, the snapshot, the two files.

The report row says what is wanted, the job row that it waits. Whoever works the job asks
the figures anew; a frozen report is never touched.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.standing import standings
from campaigns.enums import DutyKind
from campaigns.models import CampaignYear, Duty, Participation
from campaigns.rules import is_own_form
from campaigns.services import duties
from core import clock, jobs
from core.audit import SYSTEM, Subject, canonical, record
from core.errors import DomainError, StaleError
from documents import storage
from documents.enums import PaperState
from documents.models import StoredFile
from documents.services import row_of
from reports.enums import ReportKind, ReportState
from reports.models import AnnualReport
from reports.papers.render import DOCX_TYPE, PDF_TYPE, as_docx, as_pdf, paper_of
from reports.rules import can_build, can_freeze, kind_for, kinds_for
from reports.services import editing, life, telling
from reports.snapshots.common import Snapshot, outline_in_force
from reports.snapshots.commune import commune_snapshot, missing
from reports.snapshots.office import (
    by_village_snapshot,
    others,
    reminder_snapshot,
    several_years_snapshot,
)
from reports.snapshots.sheet import sheet_snapshot
from units.access import audit_subject
from units.models import Unit

JOB_KIND = "reports.build"
_SNAPSHOTS: Final[dict[str, Callable[[CampaignYear, Unit, dt.date], Snapshot]]] = {
    ReportKind.VILLAGE_SHEET: sheet_snapshot,
    ReportKind.AGENCY_REPORT: sheet_snapshot,
    ReportKind.COMMUNE_REPORT: commune_snapshot,
    ReportKind.REMINDER: reminder_snapshot,
    ReportKind.BY_VILLAGE: by_village_snapshot,
    ReportKind.SEVERAL_YEARS: several_years_snapshot,
}


@dataclass(frozen=True)
class Files:
    """A paper in its two forms."""

    pdf: bytes
    docx: bytes


def snapshot_of(
    campaign_year: CampaignYear, unit: Unit, kind: str, day: dt.date | None = None
) -> Snapshot:
    """The figures of a unit's paper as they stand now, told for a day: today, or another one."""
    figures = _SNAPSHOTS[kind](campaign_year, unit, day or clock.today())
    return figures | outline_in_force(campaign_year, kind)


def figures_of(report: AnnualReport) -> Snapshot:
    """The figures of a report as they stand now, and which issued paper it replaces, if any."""
    figures = snapshot_of(report.campaign_year, report.unit, report.kind)
    return figures | life.replaced_by(report)


def hash_of(snapshot: Snapshot) -> str:
    """The fingerprint of the figures; equal figures have equal ones."""
    return hashlib.sha256(canonical(snapshot).encode()).hexdigest()


def render(snapshot: Snapshot, kind: str) -> Files:
    """The paper of a snapshot as PDF and DOCX."""
    paper = paper_of(snapshot, kind)
    return Files(pdf=as_pdf(paper), docx=as_docx(paper))


@transaction.atomic
def open_report(
    campaign_year: CampaignYear, unit: Unit, *, kind: str = "", duty: Duty | None = None
) -> AnnualReport:
    """The unit's paper of the year that is not frozen; a new version follows a frozen one.

    The new version starts from what people wrote into the frozen one. ``kind``: the unit's own
    annual paper unless said otherwise.
    """
    kind = kind or kind_for(campaign_year, unit)
    rows = AnnualReport.objects.filter(campaign_year=campaign_year, unit=unit, kind=kind)
    found = rows.exclude(state=ReportState.FROZEN).first()
    if found is not None:
        return found
    last = rows.aggregate(last=Max("version"))["last"] or 0
    report, is_new = AnnualReport.objects.get_or_create(
        campaign_year=campaign_year,
        unit=unit,
        kind=kind,
        version=last + 1,
        defaults={"duty": duty},
    )
    if is_new and last:
        editing.take_over_words(report, rows.get(version=last))
    return report


def has_paper(campaign_year: CampaignYear, unit: Unit, kind: str = "") -> bool:
    """Whether the unit has such a paper in this year: it takes part or launched the campaign."""
    if kind and kind not in kinds_for(campaign_year, unit):
        return False
    if is_own_form(campaign_year.campaign, unit):
        return True
    part = Participation.objects.taking_part().filter(campaign_year=campaign_year, unit=unit)
    return part.exists()


@transaction.atomic
def request_build(
    campaign_year: CampaignYear,
    unit: Unit,
    *,
    actor: User | None,
    kind: str = "",
    duty: Duty | None = None,
) -> AnnualReport:
    """Ask for a paper of the unit; asking twice before it is built asks once.

    ``actor`` is ``None`` for the scheduler. Raises ``PermissionDenied``, ``DomainError`` for a
    letter to nobody.
    """
    if actor is not None and not can_build(actor, unit):
        raise PermissionDenied
    if kind == ReportKind.REMINDER and not _reminded(campaign_year, unit):
        raise DomainError(_("Mọi đơn vị đã nộp phiếu nên không có đơn vị nào để đôn đốc."))
    report = open_report(campaign_year, unit, kind=kind, duty=duty)
    job = jobs.enqueue(
        JOB_KIND,
        str(report.pk),
        input_hash=report.built_at.isoformat() if report.built_at else "first",
        arguments={"report_id": report.pk},
        requested_by=actor.as_actor if actor else SYSTEM,
    )
    if report.job_id != job.pk:
        AnnualReport.objects.filter(pk=report.pk).update(job_id=job.pk)
        record(
            "reports.requested",
            _subject(report),
            actor=actor.as_actor if actor else SYSTEM,
            after={"job": job.pk},
        )
    report.refresh_from_db()
    return report


def _reminded(campaign_year: CampaignYear, unit: Unit) -> list[Snapshot]:
    return missing(others(standings(campaign_year, clock.today()), unit))


def latest_version(campaign_year: CampaignYear, unit: Unit) -> AnnualReport | None:
    """The unit's newest report of the year, frozen or not."""
    rows = AnnualReport.objects.filter(
        campaign_year=campaign_year, unit=unit, kind=kind_for(campaign_year, unit)
    )
    return rows.order_by("-version").first()


def _subject(report: AnnualReport) -> Subject:
    return audit_subject(
        "reports.report", report.pk, f"{report.get_kind_display()} {report.unit}", report.unit
    )


def build(report_id: int, progress: jobs.Progress | None = None) -> AnnualReport:
    """Build the report's files from today's figures; harmless to do twice.

    The files are on the disk before the row names them, and the row is written only by the
    worker that still holds the job. Raises ``DomainError`` for a frozen report,
    ``LeaseLostError`` when the job went to another worker.
    """
    report = _fetch(report_id)
    _still_open(report)
    _tell(progress, 1, _("Đang tổng hợp số liệu"))
    snapshot = figures_of(report)
    _tell(progress, 2, _("Đang lập bản PDF và bản Word"))
    paper = paper_of(snapshot, report.kind)
    words = life.words_of(report)
    whole = life.with_words(report, paper)
    pdf, docx = storage.store(as_pdf(whole)), storage.store(as_docx(whole))
    with transaction.atomic():
        _tell(progress, 3, _("Đang ghi báo cáo"))
        row = _write(report_id, snapshot, row_of(pdf, PDF_TYPE), row_of(docx, DOCX_TYPE))
        life.follow(row, paper, words)
        telling.draft_is_ready(row)
    _tell(progress, 4, _("Đã lập xong"))
    # Words that somebody wrote while this was built stand in the next files.
    life.ask_for_files(_fetch(report_id))
    return _fetch(report_id)


def _write(report_id: int, snapshot: Snapshot, pdf: StoredFile, docx: StoredFile) -> AnnualReport:
    """Put the result into the row, with one event where it is a new one."""
    row = (
        AnnualReport.objects.select_for_update(of=("self",))
        .select_related("unit", "campaign_year")
        .get(pk=report_id)
    )
    _still_open(row)
    digest = hash_of(snapshot)
    is_new = (row.figures_hash, row.pdf_id, row.docx_id) != (digest, pdf.pk, docx.pk)
    row.state, row.figures, row.figures_hash = ReportState.DRAFT, snapshot, digest
    row.pdf, row.docx = pdf, docx
    row.built_at, row.built_on = clock.now(), clock.today()
    row.save(
        update_fields=[
            "state", "figures", "figures_hash", "pdf", "docx", "built_at", "built_on",
        ]
    )  # fmt: skip
    if is_new:
        record(
            "reports.built",
            _subject(row),
            actor=SYSTEM,
            after={"figures": digest, "pdf": pdf.sha256, "docx": docx.sha256},
        )
    return row


def _still_open(report: AnnualReport) -> None:
    if report.state == ReportState.FROZEN:
        raise DomainError(_("Báo cáo này đã chốt nên không lập lại; hãy lập bản mới."))


def _tell(progress: jobs.Progress | None, done: int, message: str) -> None:
    if progress is not None:
        progress.report(done, 4, message)


def _fetch(report_id: int) -> AnnualReport:
    return AnnualReport.objects.select_related(
        "unit", "campaign_year__campaign__launched_by", "campaign_year__campaign__document",
        "pdf", "docx",
    ).get(pk=report_id)  # fmt: skip


@transaction.atomic
def freeze(
    report: AnnualReport, *, actor: User, figures_hash: str, unwritten_seen: bool = True
) -> AnnualReport:
    """Freeze the draft with the figures that the actor saw; from now on neither changes.

    ``unwritten_seen``: whether sections that nobody wrote may go out as they are; a page asks
    the person first. Raises ``PermissionDenied``, ``DomainError`` when the figures changed since
    the draft was built or such sections were not seen, ``StaleError`` when it was rebuilt or
    frozen meanwhile.
    """
    if not can_freeze(actor, report):
        raise PermissionDenied
    was_draft = report.state == ReportState.DRAFT
    report = life.fetch(report.pk)
    if was_draft and report.state == ReportState.FROZEN:
        raise StaleError
    if report.state != ReportState.DRAFT:
        raise DomainError(_("Chỉ chốt được bản dự thảo đã lập xong."))
    if figures_hash != report.figures_hash:
        raise StaleError
    _ready(report)
    if not unwritten_seen:
        _written_throughout(report)
    today = figures_of(report)
    before = dict(report.figures or {})
    if hash_of(today | {"on": before.get("on")}) != report.figures_hash:
        raise DomainError(
            _("Số liệu đã thay đổi sau khi lập bản này. Hãy lập lại, xem lại rồi chốt.")
        )
    swapped = AnnualReport.objects.filter(
        pk=report.pk, state=ReportState.DRAFT, figures_hash=figures_hash
    ).update(state=ReportState.FROZEN, frozen_at=clock.now(), frozen_by=actor)
    if not swapped:
        raise StaleError
    life.close(report, actor)
    _deliver(report, actor)
    record(
        "reports.frozen",
        _subject(report),
        actor=actor.as_actor,
        after={"figures": figures_hash, "version": report.version},
    )
    return _fetch(report.pk)


def _ready(report: AnnualReport) -> None:
    """Raise ``DomainError`` where the paper is not checked or its files are not of its words."""
    if report.paper is None:
        return
    if report.paper.state != PaperState.CHECKED:
        raise DomainError(_("Hãy kiểm tra báo cáo trước khi chốt."))
    if report.files_for != life.content_hash(report):
        raise DomainError(_("Tệp của bản này đang được lập. Hãy đợi lập xong, xem lại rồi chốt."))


def _written_throughout(report: AnnualReport) -> None:
    """Raise ``DomainError`` where a section still waits for its words."""
    empty = life.unwritten_in(report)
    if empty:
        raise DomainError(
            _(
                "Báo cáo này còn %(n)s mục chưa có nội dung: %(names)s. Hãy viết ở “Xem và sửa câu "
                "chữ”, hoặc đánh dấu ô “Tôi đã xem %(n)s mục chưa có nội dung và vẫn chốt” rồi "
                "chốt lại."
            )
            % {"n": len(empty), "names": "; ".join(empty)}
        )


def _deliver(report: AnnualReport, actor: User) -> None:
    """A frozen consolidated report fulfils the duties to report upward."""
    if report.kind != ReportKind.COMMUNE_REPORT:
        return
    dated = report.campaign_year.campaign.duties.filter(kind=DutyKind.REPORT).exclude(day=None)
    for duty in dated:
        duties.receive_report(
            duty,
            report.campaign_year,
            report.unit,
            at=clock.now(),
            code=report.figures_hash[:8].upper(),
            actor=actor.as_actor,
        )


def content_of(stored: StoredFile) -> bytes:
    """The bytes of one of a report's files, checked against their digest."""
    return storage.read(stored.sha256)
