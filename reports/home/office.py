"""A campaign year as its office sees it: counts, papers, and what waits, by urgency."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.enums import Status
from assessments.selectors.matrix import BUNDLES, GroupBlock, Matrix, Row, Wanted, matrix
from assessments.standing import Rate
from campaigns.calendar import due
from campaigns.enums import DutyKind, YearState
from campaigns.models import Campaign, CampaignYear, Duty, DutyDelivery
from campaigns.selectors.pages import next_to_open
from core.charts import Count
from core.display import Tone
from reports.enums import ReportKind, ReportState
from reports.models import AnnualReport
from units.access import Access
from units.enums import UnitType
from units.models import Unit
from units.policy import LEADERS, OFFICE

URGENT_ROWS = 12


@dataclass(frozen=True)
class Paper:
    """A duty of the campaign: forms that come in, or a paper that goes up."""

    what: str
    to: str
    last_day: dt.date | None
    forms: Rate | None
    report: AnnualReport | None
    is_delivered: bool

    @property
    def is_done(self) -> bool:
        """Whether nothing is awaited any more: the paper went up, or every form came in."""
        return self.is_delivered or (self.forms is not None and self.forms.part == self.forms.whole)


@dataclass(frozen=True)
class ClosedYear:
    """What is left of a year that is closed, and the year that may be opened after it.

    ``drafts``: papers built but not frozen; ``more`` counts those not named.
    ``has_no_report``: the consolidated report was never built.
    """

    unfinished: list[Row]
    drafts: list[AnnualReport]
    more: int
    has_no_report: bool
    next_year: int | None
    next_url: str


@dataclass(frozen=True)
class OfficeYear:
    """One campaign year as its office sees it; ``closed`` says what is left when it is over."""

    year: CampaignYear
    counts: list[Count]
    urgent: list[Row]
    more: int
    papers: list[Paper]
    leads: bool
    matrix_url: str
    closed: ClosedYear | None = None


def openable(access: Access, day: dt.date) -> list[tuple[str, str]]:
    """Campaigns in which the leader has not opened this year yet: name and address."""
    leading = {held.unit_id for held in access.held if held.role in LEADERS}
    found = (
        Campaign.objects.filter(
            launched_by_id__in=leading, first_year__lte=day.year, last_year__gte=day.year
        )
        .exclude(years__year=day.year, years__state__in=[YearState.OPEN, YearState.CLOSED])
        .order_by("code")
    )
    return [
        (one.short_name, reverse("campaigns:year_open", args=[one.slug, day.year])) for one in found
    ]


def communes_without_units(access: Access) -> list[tuple[str, str]]:
    """Communes of the office without a unit that could take part: name, and where to add some."""
    hosts = {held.unit_id for held in access.held if held.role in OFFICE}
    below = Unit.objects.filter(parent=OuterRef("pk"), valid_to=None)
    found = Unit.objects.filter(~Exists(below), pk__in=hosts, type=UnitType.COMMUNE, valid_to=None)
    return [
        (one.display_name, reverse("units:new_units", args=[one.pk]))
        for one in found.order_by("pk")
    ]


def office_years(access: Access, user: User, day: dt.date) -> list[OfficeYear]:
    """The open years of the office's campaigns; where none is open, the latest closed one.

    The year that runs comes first, one that was opened ahead of its January last.
    """
    hosts = {held.unit_id for held in access.held if held.role in OFFICE}
    leading = {held.unit_id for held in access.held if held.role in LEADERS}
    years = list(
        CampaignYear.objects.filter(campaign__launched_by_id__in=hosts)
        .exclude(state=YearState.PLANNED)
        .select_related("campaign__launched_by")
        .order_by("-year", "campaign__code")
    )
    shown = [year for year in years if year.state == YearState.OPEN] or years[:1]
    shown.sort(key=lambda one: one.year > day.year)
    return [
        _office_year(
            year,
            user,
            day,
            leads=year.campaign.launched_by_id in leading,
            begun=[one for one in years if one.campaign_id == year.campaign_id],
        )
        for year in shown
    ]


def _office_year(
    year: CampaignYear, user: User, day: dt.date, *, leads: bool, begun: list[CampaignYear]
) -> OfficeYear:
    table = matrix(year, user, day, Wanted())
    urgent = sorted((row for row in table.rows if _is_waiting(row)), key=_urgency)
    url = reverse("assessments:matrix", args=[year.campaign.slug, year.year])
    closed = None
    if year.state == YearState.CLOSED:
        number = next_to_open(year.campaign, begun, day) if leads else None
        closed = _closed(year, urgent, number)
    return OfficeYear(
        year=year,
        counts=_counts(table, url),
        urgent=urgent[:URGENT_ROWS],
        more=max(0, len(urgent) - URGENT_ROWS),
        papers=_papers(year, table.groups, day),
        leads=leads,
        matrix_url=url,
        closed=closed,
    )


def _closed(year: CampaignYear, unfinished: list[Row], next_year: int | None) -> ClosedYear:
    reports = AnnualReport.objects.filter(campaign_year=year).select_related("unit")
    found = list(reports.order_by("unit__path", "-version"))
    drafts = [
        one for one in found if one.state != ReportState.FROZEN and one.kind != ReportKind.REMINDER
    ]
    slug = year.campaign.slug
    return ClosedYear(
        unfinished=unfinished,
        drafts=drafts[:URGENT_ROWS],
        more=max(0, len(drafts) - URGENT_ROWS),
        has_no_report=not any(one.kind == ReportKind.COMMUNE_REPORT for one in found),
        next_year=next_year,
        next_url=reverse("campaigns:year_open", args=[slug, next_year]) if next_year else "",
    )


def _counts(table: Matrix, url: str) -> list[Count]:
    counts = {
        name: sum(table.counts[state] for state in states) for name, states in BUNDLES.items()
    }
    back = table.counts[Status.RETURNED]
    return [
        Count(_("chưa nộp"), counts["missing"], "clock", Tone.WARN, f"{url}?state=missing"),
        Count(_("chờ duyệt"), counts["waiting"], "review", Tone.INFO, f"{url}?state=waiting"),
        Count(_("đã trả lại"), back, "return", Tone.BAD, f"{url}?state=returned"),
    ]


def _is_waiting(row: Row) -> bool:
    return row.status not in {Status.REVIEWED, Status.FINAL}


def _urgency(row: Row) -> tuple[int, dt.date, int]:
    """Overdue units first, then what lies with the office, then what was sent back, then days."""
    order = {Status.SUBMITTED: 1, Status.IN_REVIEW: 1, Status.RETURNED: 2}
    is_overdue = row.status in BUNDLES["missing"] and row.days.tone == Tone.BAD
    rank = 0 if is_overdue else order.get(Status(row.status), 3) if row.status else 3
    return rank, row.last_on or dt.date.max, -(row.held_days or 0)


def _papers(year: CampaignYear, groups: list[GroupBlock], day: dt.date) -> list[Paper]:
    """The campaign's dated duties: how many forms came in, how far each paper is."""
    host = year.campaign.launched_by_id
    report = (
        AnnualReport.objects.filter(
            campaign_year=year, unit_id=host, kind=ReportKind.COMMUNE_REPORT
        )
        .order_by("-version")
        .first()
    )
    delivered = {
        row.duty_id: row for row in DutyDelivery.objects.filter(campaign_year=year, unit_id=host)
    }
    duties = (
        year.campaign.duties.exclude(kind=DutyKind.PROBLEM)
        .prefetch_related("groups")
        .order_by("position")
    )
    return [
        Paper(
            what=duty.what,
            to=duty.to_text,
            last_day=due(duty, year.year, day, delivered.get(duty.pk)).last_day,
            forms=_forms(duty, groups) if duty.kind == DutyKind.FORM else None,
            report=report if duty.kind == DutyKind.REPORT else None,
            is_delivered=duty.pk in delivered and delivered[duty.pk].received_on is not None,
        )
        for duty in duties
    ]


def _forms(duty: Duty, groups: list[GroupBlock]) -> Rate:
    wanted = {group.pk for group in duty.groups.all()}
    rates = [block.rates.submitted for block in groups if block.group.pk in wanted]
    return Rate(sum(rate.part for rate in rates), sum(rate.whole for rate in rates))
