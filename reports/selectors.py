"""What the report pages need."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from campaigns.enums import YearState
from campaigns.models import Campaign, CampaignYear
from campaigns.rules import can_manage_year
from core.enums import JobState
from core.models import Job
from core.text import fold
from documents.serving import office_name
from reports.enums import ReportKind, ReportState
from reports.models import AnnualReport, Bundle
from reports.rules import kinds_for
from units.access import access_of
from units.enums import Role
from units.models import Unit
from units.paths import is_under
from units.policy import ENTERING, OFFICE


@dataclass(frozen=True)
class ReportFilter:
    """What the list of reports is narrowed to; all of it lives in the address."""

    q: str = ""
    year: str = ""
    state: str = ""
    kind: str = ""


def report_rows(user: User, chosen: ReportFilter) -> QuerySet[AnnualReport]:
    """Reports in sight, newest first, with all that a row shows."""
    rows = AnnualReport.objects.visible_to(user).select_related(
        "unit", "campaign_year__campaign", "pdf", "docx"
    )
    for word in fold(chosen.q).split():
        rows = rows.filter(unit__search__contains=word)
    if chosen.year.isdecimal():
        rows = rows.filter(campaign_year__year=int(chosen.year))
    if chosen.state:
        rows = rows.filter(state=chosen.state)
    if chosen.kind:
        rows = rows.filter(kind=chosen.kind)
    return rows.order_by("-campaign_year__year", "unit__path", "-version")


def report_page(user: User) -> QuerySet[AnnualReport]:
    """Reports in sight with all that their own page shows."""
    return AnnualReport.objects.visible_to(user).select_related(
        "unit",
        "campaign_year__campaign__launched_by",
        "pdf",
        "docx",
        "frozen_by",
        "paper__signatory",
        "paper__unit",
    )


def versions_of(report: AnnualReport) -> QuerySet[AnnualReport]:
    """Every version of the same paper, newest first."""
    return AnnualReport.objects.filter(
        campaign_year_id=report.campaign_year_id, unit_id=report.unit_id, kind=report.kind
    ).order_by("-version")


def file_name(report: AnnualReport, extension: str) -> str:
    """What the saved file is called: paper, unit, year, version; a draft says that it is one."""
    words = [str(report.get_kind_display()), str(report.unit), str(report.campaign_year.year)]
    if report.version > 1:
        words.append(_("bản %(n)s") % {"n": report.version})
    if report.state != ReportState.FROZEN:
        words.append(_("dự thảo"))
    return office_name(" ".join(words), extension)


@dataclass(frozen=True)
class Overview:
    """What the page says about a consolidated report before it is opened or frozen."""

    rates: list[tuple[str, int, int]]
    missing: list[str]
    is_provisional: bool


def overview_of(report: AnnualReport) -> Overview | None:
    """Rates and missing units of the figures in the files; ``None`` for a single unit's paper."""
    figures = report.figures or {}
    if "rates" not in figures:
        return None
    rates = figures["rates"]
    named = (
        ("submitted", _("Đã nộp phiếu")),
        ("complete", _("Nộp đầy đủ")),
        ("on_time", _("Nộp đúng hạn")),
    )
    return Overview(
        rates=[(label, *rates[code]) for code, label in named if code in rates],
        missing=[one["unit"] for one in figures["missing"]],
        is_provisional=figures.get("is_provisional", False),
    )


def years_in_sight(user: User) -> list[int]:
    """The years of which there are reports in sight, newest first."""
    rows = AnnualReport.objects.visible_to(user).order_by("-campaign_year__year")
    return list(rows.values_list("campaign_year__year", flat=True).distinct())


def own_units(user: User) -> list[tuple[int, str]]:
    """Units whose papers the person may have built by a role in the unit itself."""
    held = [one for one in access_of(user).held if one.role in ENTERING]
    return list(dict.fromkeys((one.unit_id, one.unit_name) for one in held))


def job_behind(report: AnnualReport) -> Job | None:
    """The latest job of the report, finished or not."""
    return Job.objects.filter(pk=report.job_id).first() if report.job_id else None


def years_with_papers(user: User, unit: Unit) -> QuerySet[CampaignYear]:
    """The years of campaigns in which the unit has a paper to build."""
    own = CampaignYear.objects.visible_to(user).filter(campaign__launched_by=unit)
    part = CampaignYear.objects.visible_to(user).filter(
        participations__unit=unit, participations__is_excluded=False
    )
    return (own | part).distinct().select_related("campaign").order_by("-year", "campaign__code")


@dataclass(frozen=True)
class PaperOf:
    """A kind of paper that a unit may have of a year, and its newest version, if there is one."""

    kind: ReportKind
    report: AnnualReport | None

    @property
    def inside(self) -> str:
        """The kind's name inside a sentence."""
        return str(self.kind.label[:1].lower() + self.kind.label[1:])


def papers_of(user: User, unit: Unit) -> list[tuple[CampaignYear, list[PaperOf]]]:
    """Year by year what papers the unit may have, its own annual paper first; two queries."""
    years = list(years_with_papers(user, unit))
    rows = AnnualReport.objects.filter(unit=unit, campaign_year__in=years).order_by("version")
    newest = {(row.campaign_year_id, row.kind): row for row in rows}
    return [
        (
            year,
            [PaperOf(kind, newest.get((year.pk, kind))) for kind in kinds_for(year, unit)],
        )
        for year in years
    ]


def newest_figures(campaign: Campaign, kind: str) -> dict[str, Any] | None:
    """The figures of the campaign's newest paper of a kind, or none while there is none."""
    rows = AnnualReport.objects.filter(
        campaign_year__campaign=campaign, kind=kind, figures__isnull=False
    )
    found = rows.order_by("-campaign_year__year", "-version").first()
    return found.figures if found else None


def outline_url(user: User, report: AnnualReport) -> str:
    """Where the reader may change outline and wording of this paper; empty where they may not."""
    campaign = report.campaign_year.campaign
    if not can_manage_year(user, campaign):
        return ""
    return f"{reverse('reports:outline', args=[campaign.slug])}?paper={report.kind}"


def figures_before(year: CampaignYear) -> list[dict[str, Any]]:
    """The figures of the newest report of each earlier year of the campaign, oldest first."""
    rows = AnnualReport.objects.filter(
        campaign_year__campaign_id=year.campaign_id,
        campaign_year__year__lt=year.year,
        kind=ReportKind.COMMUNE_REPORT,
        figures__isnull=False,
    )
    newest = {row.campaign_year_id: row.figures for row in rows.order_by("version")}
    found = [figures for figures in newest.values() if figures]
    return sorted(found, key=lambda one: int(one["year"]))


def frozen_figures(year: CampaignYear) -> dict[str, Any] | None:
    """The figures of the year's newest frozen report, or ``None`` before there is one."""
    rows = AnnualReport.objects.filter(
        campaign_year=year, kind=ReportKind.COMMUNE_REPORT, state=ReportState.FROZEN
    )
    return rows.order_by("-version").values_list("figures", flat=True).first()


def bundle_wishes(user: User) -> list[tuple[CampaignYear, Unit]]:
    """For which year and unit the person may ask for a bundle: the own offices, newest first."""
    access = access_of(user)
    held = [one.unit_id for one in access.held if one.role in OFFICE | {Role.PROVINCE_OFFICER}]
    years = CampaignYear.objects.visible_to(user).exclude(state=YearState.PLANNED)
    rows = years.select_related("campaign__launched_by").order_by("-year", "campaign__code")
    found: list[tuple[CampaignYear, Unit]] = []
    for unit in Unit.objects.filter(pk__in=held).order_by("path"):
        seen: set[int] = set()
        for row in rows:
            host = row.campaign.launched_by
            if host.pk == unit.pk:
                found.append((row, unit))
            elif is_under(host.path, unit.path) and row.year not in seen:
                seen.add(row.year)
                found.append((row, unit))
    return found


def bundle_count(bundle: Bundle) -> tuple[int, int]:
    """How many papers are made, and of how many."""
    whole = bundle.items.count()
    return bundle.items.exclude(report=None).count(), whole


def bundle_failure(bundle: Bundle) -> str:
    """The sentence of a part that failed for good, or nothing."""
    rows = Job.objects.filter(
        Q(kind="reports.bundle_part", object_key__startswith=f"{bundle.pk}:")
        | Q(kind="reports.bundle_pack", object_key=str(bundle.pk)),
        state=JobState.FAILED,
    )
    return rows.values_list("message", flat=True).first() or ""
