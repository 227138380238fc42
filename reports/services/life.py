"""A report on its way: its life beside the row, the check, and what its files stand on."""

from __future__ import annotations

import hashlib
import re
import uuid
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import clock, jobs
from core.audit import SYSTEM, Actor, canonical, record
from core.enums import JobState
from core.errors import DomainError, StaleError
from core.models import Job
from core.tasks import wake
from documents import storage
from documents.enums import PaperState
from documents.models import IssuedPaper, Signatory
from documents.paper import Paper, PaperKind
from documents.papers.unwritten import unwritten
from documents.services import issuing
from documents.services.afterwards import LETTER_CODE
from documents.services.issuing import NewPaper
from documents.services.keeping import row_of
from reports.enums import OF_THE_OFFICE, ReportKind, ReportState
from reports.models import AnnualReport
from reports.papers.passages import Plain, with_edits
from reports.papers.render import DOCX_TYPE, PDF_TYPE, as_docx, as_pdf, paper_of
from units.access import audit_subject
from units.enums import UnitType
from units.models import Unit
from units.selectors.history import parents_on

SET_JOB = "reports.set"
KIND = "reports.report"
# The code of the type that a report's number is counted under.
TYPE_CODE = "BC"


def edits_of(report: AnnualReport) -> dict[str, Plain]:
    """Edited passages by key, as they stand in the paper."""
    return {one.key: one.blocks for one in report.edits.order_by("key")}


def content_hash(report: AnnualReport) -> str:
    """The fingerprint of all that the paper says: figures, words of people, who signs."""
    signatory = report.paper.signatory if report.paper else None
    content = {
        "figures": report.figures_hash,
        "edits": sorted(edits_of(report).items()),
        "signer": [signatory.lines, signatory.name] if signatory else None,
    }
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def written(report: AnnualReport) -> Paper:
    """The paper as the product writes it, before anybody's words."""
    return paper_of(report.figures or {}, report.kind)


def composed(report: AnnualReport) -> Paper:
    """The paper as it stands: written from the snapshot, with people's words and the signer."""
    return with_words(report, written(report))


def unwritten_in(report: AnnualReport) -> list[str]:
    """Sections of the paper that nobody has written yet, by their headings; none of no paper."""
    return unwritten(composed(report)) if report.figures else []


def with_words(report: AnnualReport, paper: Paper) -> Paper:
    """A written paper with the words of people and the signer who was named."""
    edited = with_edits(paper, edits_of(report))
    return issuing.with_signer(report.paper, edited) if report.paper else edited


# ---------------------------------------------------------------- the life beside the row


def open_life(report: AnnualReport, paper: Paper) -> IssuedPaper | None:
    """The paper's life, opened when it is first written; none for a paper without number."""
    if report.paper is not None or not paper.header.symbol:
        return report.paper
    earlier = _version_before(report)
    upper = receiver_of(report)
    return issuing.open_paper(
        NewPaper(
            unit=report.unit,
            kind=KIND,
            object_id=report.pk,
            title=paper.heading_of_file,
            symbol=paper.header.symbol,
            type_code=LETTER_CODE if paper.kind is PaperKind.LETTER else TYPE_CODE,
            body=_body_of(paper),
            version=report.version,
            replaces=earlier.paper if earlier else None,
            recipient=upper,
            recipient_name="; ".join(paper.addressees),
        )
    )


def _version_before(report: AnnualReport) -> AnnualReport | None:
    """The version before this one that has a paper of its own."""
    rows = AnnualReport.objects.filter(
        campaign_year=report.campaign_year, unit=report.unit, kind=report.kind,
        version__lt=report.version,
    ).exclude(paper=None)  # fmt: skip
    return rows.select_related("paper").order_by("-version").first()


def replaced_by(report: AnnualReport) -> dict[str, Any]:
    """For the snapshot: number and day of the issued report that this version replaces.

    Nothing for a first version, for one whose earlier paper never got a number, and for a
    reminder: a second one does not take the first one's place.
    """
    if report.version == 1 or report.kind == ReportKind.REMINDER:
        return {}
    earlier = _version_before(report)
    paper = earlier.paper if earlier else None
    if paper is None or paper.number is None:
        return {}
    dated = paper.dated.isoformat() if paper.dated else None
    return {"replaces": {"number": paper.number_words, "on": dated}}


def _body_of(paper: Paper) -> str:
    """Who numbers it: "UBND" of "BC-UBND", and of "UBND-VHXH" where an office drafts the letter."""
    symbol = paper.header.symbol
    if paper.kind is PaperKind.LETTER:
        return symbol.removesuffix("".join(f"-{office}" for office in paper.filing[1:]))
    return re.sub(rf"^{TYPE_CODE}-", "", symbol)


def words_of(report: AnnualReport) -> tuple[dict[str, Plain], int | None]:
    """What people have put into the paper so far: their words and the signer they named."""
    return edits_of(report), report.paper.signatory_id if report.paper else None


def follow(report: AnnualReport, paper: Paper, words: tuple[dict[str, Plain], int | None]) -> None:
    """After the report was built: its life begins, or goes back to a draft where it changed.

    The files of a moment ago stand for exactly these figures and for ``words``; where people
    changed those while the files were made, the next job makes them anew.
    """
    opened = open_life(report, paper)
    if opened is not None and opened.pk != report.paper_id:
        AnnualReport.objects.filter(pk=report.pk).update(paper=opened)
    now = fetch(report.pk)
    wanted = content_hash(now)
    life_now = now.paper
    if life_now and life_now.state == PaperState.CHECKED and life_now.checked_hash != wanted:
        issuing.redraft(life_now, actor=None)
        now = fetch(report.pk)
        wanted = content_hash(now)
    if words != words_of(now):
        wanted = ""
    AnnualReport.objects.filter(pk=report.pk).update(files_for=wanted)


def close(report: AnnualReport, actor: User) -> None:
    """Close the paper's life with the report's own files, in the same transaction."""
    if report.paper is None or report.pdf is None or report.docx is None:
        return
    issuing.freeze(
        report.paper, content_hash=content_hash(report), pdf=report.pdf, docx=report.docx,
        actor=actor,
    )  # fmt: skip


def receiver_of(report: AnnualReport) -> Unit | None:
    """To whom the paper goes inside the portal: the province, or the unit that launched.

    A letter goes to many.
    """
    if report.kind == ReportKind.REMINDER:
        return None
    if report.kind not in OF_THE_OFFICE:
        return report.campaign_year.campaign.launched_by
    above = parents_on(report.unit, clock.today())
    return next((one for one in above if one.type == UnitType.PROVINCE), None)


# ---------------------------------------------------------------- check, files


@transaction.atomic
def check(
    report: AnnualReport, *, actor: User, signatory: Signatory | None = None, seen: str = ""
) -> AnnualReport:
    """Somebody went through the list and names the signer; the files follow.

    ``seen`` is the content that stood on the page. Raises as ``issuing.check`` does.
    """
    if report.paper is None:
        raise DomainError(_("Giấy tờ này không qua bước kiểm tra."))
    now = fetch(report.pk)
    if seen and seen != content_hash(now):
        raise StaleError
    checked = issuing.check(now.paper, content_hash="-", actor=actor, signatory=signatory)  # type: ignore[arg-type]
    now = fetch(report.pk)
    IssuedPaper.objects.filter(pk=checked.pk).update(checked_hash=content_hash(now))
    ask_for_files(now, actor=actor.as_actor)
    return fetch(report.pk)


def ask_for_files(report: AnnualReport, *, actor: Actor = SYSTEM) -> None:
    """Have the draft's files set anew from the same figures, where they are not up to date."""
    now = fetch(report.pk)
    wanted = content_hash(now)
    if now.state != ReportState.DRAFT or now.files_for == wanted:
        return
    waiting = Job.objects.filter(
        kind=SET_JOB, object_key=str(report.pk), state=JobState.QUEUED
    ).first()
    # A wish of its own each time: the same words may be wanted again after others.
    job = waiting or jobs.enqueue(
        SET_JOB,
        str(report.pk),
        input_hash=uuid.uuid4().hex,
        arguments={"report_id": report.pk},
        requested_by=actor,
    )
    AnnualReport.objects.filter(pk=report.pk).update(job_id=job.pk)
    wake(job.pk)


def set_files(report_id: int, progress: jobs.Progress | None = None) -> AnnualReport:
    """Set the draft's files from the figures it has and the words that stand in it now.

    Harmless to do twice; words that changed meanwhile leave the files to the next job.
    """
    report = fetch(report_id)
    wanted = content_hash(report)
    if report.state != ReportState.DRAFT or report.files_for == wanted:
        return report
    paper = composed(report)
    pdf, docx = storage.store(as_pdf(paper)), storage.store(as_docx(paper))
    with transaction.atomic():
        if progress is not None:
            progress.report(1, 1, _("Đã lập xong"))
        row = AnnualReport.objects.select_for_update().get(pk=report_id)
        if row.state != ReportState.DRAFT or content_hash(fetch(report_id)) != wanted:
            return row
        kept_pdf, kept_docx = row_of(pdf, PDF_TYPE), row_of(docx, DOCX_TYPE)
        AnnualReport.objects.filter(pk=report_id).update(
            pdf=kept_pdf, docx=kept_docx, files_for=wanted
        )
        record(
            "reports.files_set",
            audit_subject(
                "reports.report", row.pk, f"{row.get_kind_display()} {report.unit}", report.unit
            ),
            actor=SYSTEM,
            after={"pdf": pdf.sha256, "docx": docx.sha256},
        )
    return fetch(report_id)


def fetch(pk: int) -> AnnualReport:
    """The report with all that its life asks of it."""
    return AnnualReport.objects.select_related(
        "unit", "campaign_year__campaign__launched_by", "campaign_year__campaign__document",
        "pdf", "docx", "paper__signatory", "paper__unit", "frozen_by",
    ).get(pk=pk)  # fmt: skip


def report_behind(paper: IssuedPaper) -> AnnualReport:
    """The report whose life this is."""
    return fetch(int(paper.object_id))
