"""The papers of many units in one ZIP."""

from __future__ import annotations

from django.utils.translation import gettext as _

from core import jobs
from documents.models import StoredFile
from documents.services.archive import Archive
from documents.serving import office_name
from reports.enums import ReportState
from reports.models import Bundle


def pack(bundle: Bundle, progress: jobs.Progress) -> tuple[StoredFile, int]:
    """Every paper of the bundle as PDF and DOCX, in the order of the units."""
    items = bundle.items.select_related("report__pdf", "report__docx", "unit", "campaign_year")
    count = items.count()
    with Archive() as archive:
        for done, item in enumerate(items.order_by("unit__path", "pk").iterator(100)):
            report = item.report
            if report is None:
                continue
            if done % 20 == 0:
                progress.report(done, count, _("Đang xếp vào tệp nén"))
            state = "" if report.state == ReportState.FROZEN else " dự thảo"
            title = f"{report.get_kind_display()}, {item.unit.display_name}"
            name = f"{done + 1:04d} {item.unit.display_name} {item.campaign_year.year}{state}"
            for file, extension in ((report.pdf, "pdf"), (report.docx, "docx")):
                if file is not None:
                    archive.add_kept(
                        str(report.get_kind_display()), title, office_name(name, extension), file
                    )
        return archive.keep()
