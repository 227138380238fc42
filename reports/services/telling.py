"""The office hears once that a draft lies ready, and who is still missing in it."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from core.display import vn_date
from documents.services.telling import holders
from notices.services import tell
from reports.enums import ReportKind
from reports.models import AnnualReport
from units.policy import OFFICE

_MOST_NAMED = 12


def draft_is_ready(report: AnnualReport) -> None:
    """Tell the office of the first draft that the scheduler had built for a duty."""
    if report.kind != ReportKind.COMMUNE_REPORT or report.duty_id is None:
        return
    figures = report.figures or {}
    missing = [str(one["unit"]) for one in figures.get("missing", [])]
    whole = figures.get("counts", {}).get("participants", 0)
    tell(
        holders(report.unit, OFFICE),
        _("Đã có dự thảo %(what)s %(year)s")
        % {"what": report.get_kind_display(), "year": report.campaign_year.year},
        body=_body(missing, whole, report),
        path=reverse("reports:detail", args=[report.pk]),
        object_kind="reports.report",
        object_id=report.pk,
        once_key=f"reports.draft:{report.pk}",
    )


def _body(missing: list[str], whole: int, report: AnnualReport) -> str:
    day = vn_date(report.built_on) if report.built_on else ""
    if not missing:
        return _("Số liệu ngày %(day)s; mọi đơn vị đã nộp.") % {"day": day}
    named = ", ".join(missing[:_MOST_NAMED])
    more = _(" và %(n)s đơn vị khác") % {"n": len(missing) - _MOST_NAMED}
    return _("Số liệu ngày %(day)s. Còn %(n)s/%(all)s đơn vị chưa nộp: %(names)s.") % {
        "day": day,
        "n": len(missing),
        "all": whole,
        "names": named + (more if len(missing) > _MOST_NAMED else ""),
    }
