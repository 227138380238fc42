"""The dossier of a year, for the archive and for the next officer (feature N22).

Papers, decisions, minutes, evidence and data of the unit and everything below it, with a table
of contents whose digests match the files.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.models import Answer, Assessment, Evidence, IndicatorValue
from assessments.standing import standings
from awards.enums import BatchState, SessionState
from awards.models import CouncilSession, VillageMeeting
from awards.papers import council_paper, village_paper
from campaigns.models import CampaignYear
from core import clock, jobs
from core.csv_text import Row
from core.display import vn_date
from documents.enums import PaperState
from documents.models import IssuedPaper, StoredFile
from documents.paper import Paper
from documents.services.archive import Archive
from documents.serving import office_name
from recognitions.models import Recognition
from reports.enums import ReportKind, ReportState
from reports.models import AnnualReport, Bundle
from units.models import Unit
from units.paths import is_under, under

_STEPS = 6
Cells = Iterator[Row]


def pack(bundle: Bundle, progress: jobs.Progress) -> tuple[StoredFile, int]:
    """The whole dossier; each part says how far it is."""
    year, unit = bundle.campaign_year, bundle.unit
    with Archive() as archive:
        for done, (words, part) in enumerate(
            (
                (_("Văn bản phát hành"), _issued),
                (_("Báo cáo, phiếu"), _reports),
                (_("Quyết định công nhận"), _decisions),
                (_("Minh chứng"), _evidence),
                (_("Số liệu"), _data),
                (_("Biên bản"), _minutes),
            )
        ):
            progress.report(done, _STEPS, words)
            part(archive, year, unit, progress)
        return archive.keep()


def _issued(archive: Archive, year: CampaignYear, unit: Unit, _progress: jobs.Progress) -> None:
    """Papers, proposals, minutes and decisions that were closed for this year."""
    of_reports = AnnualReport.objects.filter(campaign_year=year).values("paper_id")
    rows = IssuedPaper.objects.filter(under(unit.path, "unit__path")).exclude(
        state__in=[PaperState.DRAFT, PaperState.CHECKED]
    )
    of_year = rows.filter(pk__in=of_reports) | rows.exclude(kind="reports.report").filter(
        frozen_at__year=year.year
    )
    for paper in of_year.select_related(
        "unit", "frozen_pdf", "issued_pdf", "issued_docx", "signed_file"
    ).order_by("dated", "pk"):
        words = " ".join(part for part in (paper.number_words, paper.title) if part)
        for folder, file, extension in (
            ("ban-chot", paper.frozen_pdf, "pdf"),
            ("co-so", paper.issued_pdf, "pdf"),
            ("co-so", paper.issued_docx, "docx"),
            ("da-ky", paper.signed_file, "pdf"),
        ):
            if file is not None:
                name = f"1-van-ban/{folder}/{office_name(words, extension)}"
                archive.add_kept(_("Văn bản phát hành"), words, name, file)


def _reports(archive: Archive, year: CampaignYear, unit: Unit, progress: jobs.Progress) -> None:
    """What was closed, and the sheets of villages that nobody has closed."""
    rows = AnnualReport.objects.filter(
        Q(state=ReportState.FROZEN) | Q(state=ReportState.DRAFT, kind=ReportKind.VILLAGE_SHEET),
        under(unit.path, "unit__path"),
        campaign_year=year,
    )
    for report in rows.select_related("unit", "pdf", "docx").order_by("unit__path", "version"):
        progress.report(1, _STEPS, report.unit.display_name)
        state = "" if report.state == ReportState.FROZEN else " dự thảo"
        where = f"{report.unit.display_name} bản {report.version}{state}"
        words = f"{report.get_kind_display()} {where}"
        for file, extension in ((report.pdf, "pdf"), (report.docx, "docx")):
            if file is not None:
                name = f"2-bao-cao/{office_name(words, extension)}"
                archive.add_kept(_("Báo cáo, phiếu"), words, name, file)


def _decisions(archive: Archive, year: CampaignYear, unit: Unit, _progress: jobs.Progress) -> None:
    rows = Recognition.objects.filter(
        under(unit.path, "holder__path"), year=year.year
    ).select_related("title", "scan")
    for row in rows.exclude(scan=None).order_by("decided_on", "pk"):
        words = f"{row.decision_number} {row.title.name} {row.holder_name}"
        extension = row.scan_name.rpartition(".")[2] or "pdf"
        name = f"3-quyet-dinh/{office_name(words, extension)}"
        if row.scan is not None:
            archive.add_kept(_("Quyết định công nhận"), words, name, row.scan)


def _evidence(archive: Archive, year: CampaignYear, unit: Unit, progress: jobs.Progress) -> None:
    rows = Evidence.objects.filter(
        under(unit.path, "assessment__unit__path"),
        assessment__campaign_year=year,
        removed_at=None,
    ).select_related("assessment", "criterion", "file")
    count = rows.count()
    for done, row in enumerate(rows.order_by("assessment__unit__path", "pk").iterator(200)):
        if done % 50 == 0:
            progress.report(3, _STEPS, f"{_('Minh chứng')} {done}/{count}")
        stem, _dot, extension = row.name.rpartition(".")
        where = office_name(row.assessment.unit_name, "x").removesuffix(".x")
        code = f"{row.criterion.code} " if row.criterion else ""
        name = f"4-minh-chung/{where}/{office_name(f'{code}{stem}', extension or 'bin')}"
        archive.add_kept(_("Minh chứng"), f"{row.assessment.unit_name}: {row.name}", name, row.file)


def _data(archive: Archive, year: CampaignYear, unit: Unit, _progress: jobs.Progress) -> None:
    group = _("Số liệu")
    archive.add_table(
        group, _("Tình hình nộp"), "5-so-lieu/tinh-hinh-nop",
        (_("Đơn vị"), _("Nhóm"), _("Trạng thái"), _("Ngày nộp"), _("Mã biên nhận")),
        _standings(year, unit),
    )  # fmt: skip
    archive.add_table(
        group, _("Kết quả theo tiêu chí"), "5-so-lieu/tieu-chi",
        (_("Đơn vị"), _("Mã"), _("Tiêu chí"), _("Tự đánh giá"), _("Thẩm định"), _("Chốt"),
         _("Ghi chú")),
        _answers(year, unit),
    )  # fmt: skip
    archive.add_table(
        group, _("Số liệu theo biểu"), "5-so-lieu/so-lieu",
        (_("Đơn vị"), _("Mã"), _("Nội dung"), _("Đơn vị tính"), _("Số đơn vị nhập"),
         _("Số sau thẩm định"), _("Chữ")),
        _values(year, unit),
    )  # fmt: skip
    archive.add_table(
        group, _("Danh hiệu"), "5-so-lieu/danh-hieu",
        (_("Danh hiệu"), _("Đối tượng"), _("Năm"), _("Trạng thái"), _("Số quyết định"),
         _("Ngày quyết định")),
        _titles(year, unit),
    )  # fmt: skip


def _minutes(archive: Archive, year: CampaignYear, unit: Unit, progress: jobs.Progress) -> None:
    """The minutes of villages that sent their letter, and of the council's closed sessions."""
    meetings = VillageMeeting.objects.filter(
        under(unit.path, "submission__unit__path"),
        submission__campaign=year.campaign,
        submission__year=year.year,
    ).exclude(submission__state=BatchState.DRAFT)
    for meeting in meetings.select_related(
        "submission__unit__commune", "submission__campaign", "scan"
    ).order_by("submission__unit__path", "pk"):
        letter = meeting.submission
        progress.report(5, _STEPS, letter.unit.display_name)
        _add_minutes(archive, letter.unit, meeting, village_paper(letter))
    sessions = CouncilSession.objects.filter(
        under(unit.path, "unit__path"),
        agenda__proposal__submission__campaign=year.campaign,
        agenda__proposal__submission__year=year.year,
        state=SessionState.CLOSED,
    )
    for session in sessions.select_related("unit__commune", "scan").distinct().order_by("pk"):
        progress.report(5, _STEPS, session.unit.display_name)
        _add_minutes(archive, session.unit, session, council_paper(session))


def _add_minutes(
    archive: Archive, unit: Unit, met: VillageMeeting | CouncilSession, paper: Paper
) -> None:
    """The minutes as they are set, and the signed copy where somebody uploaded it."""
    group = _("Biên bản")
    title = f"{paper.heading_of_file}, {unit.display_name}, ngày {vn_date(met.held_on)}"
    kind = "hop-thon" if isinstance(met, VillageMeeting) else "hoi-dong"
    where = office_name(unit.display_name, "x").removesuffix(".x")
    name = f"6-bien-ban/{kind}/{where}-{met.held_on:%Y-%m-%d}"
    archive.add_paper(group, title, name, paper)
    if met.scan is not None:
        archive.add_upload(group, f"{title}, bản quét", f"{name}-quet", met.scan, met.scan_name)


def _standings(year: CampaignYear, unit: Unit) -> Cells:
    for row in standings(year, clock.today()):
        if not is_under(row.participation.unit.path, unit.path):
            continue
        record = row.assessment
        yield (
            row.participation.unit.display_name,
            str(row.participation.group),
            record.get_status_display() if record else _("chưa nhập"),
            timezone.localtime(record.submitted_at).date()
            if record and record.submitted_at
            else None,
            record.receipt_code if record else "",
        )


def _assessments(year: CampaignYear, unit: Unit) -> dict[int, str]:
    rows = Assessment.objects.filter(under(unit.path, "unit__path"), campaign_year=year)
    return dict(rows.order_by("unit__path").values_list("pk", "unit_name"))


def _answers(year: CampaignYear, unit: Unit) -> Cells:
    names = _assessments(year, unit)
    rows = Answer.objects.filter(assessment_id__in=names).select_related("criterion")
    for row in rows.order_by("assessment__unit__path", "criterion__position", "pk"):
        yield (
            names[row.assessment_id], row.criterion.code, row.criterion.text_shown,
            row.get_self_value_display(), row.get_reviewed_value_display(),
            row.get_final_value_display(), row.self_note,
        )  # fmt: skip


def _values(year: CampaignYear, unit: Unit) -> Cells:
    names = _assessments(year, unit)
    rows = IndicatorValue.objects.filter(assessment_id__in=names).select_related("indicator")
    for row in rows.order_by("assessment__unit__path", "indicator__position", "pk"):
        own, reviewed = row.number, row.reviewed_number
        yield (
            names[row.assessment_id], row.indicator.code, row.indicator.label,
            row.indicator.unit_label, None if own is None else int(own),
            None if reviewed is None else int(reviewed), row.text,
        )  # fmt: skip


def _titles(year: CampaignYear, unit: Unit) -> Cells:
    rows = Recognition.objects.filter(under(unit.path, "holder__path"), year=year.year)
    for row in rows.select_related("title").order_by("title__position", "holder_name"):
        yield (
            row.title.name, row.holder_name, row.year, row.get_status_display(),
            row.decision_number, row.decided_on,
        )  # fmt: skip
