"""Codes of this app's rows in words, for the audit trail and the page of jobs."""

from __future__ import annotations

from django.utils.translation import gettext as _

from campaigns.models import CampaignYear
from reports.models import AnnualReport
from reports.services import building, preparing


def names_of(codes: frozenset[str]) -> dict[str, str]:
    """The reports' jobs by what they build and for whom; two queries where there are any."""
    builds = _of_kind(codes, building.JOB_KIND)
    prepared = _of_kind(codes, preparing.JOB_KIND)
    reports = AnnualReport.objects.select_related("unit", "campaign_year")
    years = CampaignYear.objects.select_related("campaign")
    built = reports.in_bulk(builds.values()) if builds else {}
    wanted = years.in_bulk(prepared.values()) if prepared else {}
    return {
        **{
            code: _("Lập %(report)s") % {"report": name_of(built[pk])}
            for code, pk in builds.items()
            if pk in built
        },
        **{
            code: _("Chuẩn bị báo cáo: %(year)s") % {"year": wanted[pk]}
            for code, pk in prepared.items()
            if pk in wanted
        },
    }


def name_of(report: AnnualReport) -> str:
    """Paper, year and unit: Báo cáo tổng hợp năm 2026, Xã Na Rì."""
    return f"{report.get_kind_display()} {report.campaign_year.year}, {report.unit}"


def _of_kind(codes: frozenset[str], kind: str) -> dict[str, int]:
    """The jobs of a kind with the id that their key ends in: "reports.build 5"."""
    found = {code: code.rsplit(" ", 1)[-1].rsplit(":", 1)[-1] for code in codes
             if code.startswith(f"{kind} ")}  # fmt: skip
    return {code: int(key) for code, key in found.items() if key.isdecimal()}
