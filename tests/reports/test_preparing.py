"""The scheduler's mornings: drafts from the day set, once a day, until the paper is frozen."""

from __future__ import annotations

import datetime as dt

import pytest

from campaigns.models import DutyDelivery
from core import clock, jobs
from core.models import AuditEvent, Job
from reports.enums import ReportState
from reports.models import AnnualReport
from reports.services import building, preparing
from tests.builders.reports import PlanYear, enter, finished, hand_in, na_ri_year
from tests.org import Org


@pytest.fixture
def na(org: Org) -> PlanYear:
    """Na Rì's year, opened on 05/01/2026; Bản Pò has begun its form."""
    year = na_ri_year(org, day=dt.date(2026, 1, 5))
    enter(year, org.ban_po, org.pao)
    return year


def morning(day: dt.date) -> list[tuple[str, int]]:
    """Let the scheduler look twice on a day and the runner work; returns what papers there are."""
    clock.set_business_day(day)
    for _minute in range(2):
        jobs.tick()
        jobs.run_all_due()
    rows = AnnualReport.objects.order_by("kind", "version")
    return [(row.kind, row.version) for row in rows]


def test_the_draft_is_there_on_the_morning_set_and_not_before(na: PlanYear) -> None:
    """The villages' last day is 25/11, so their drafts are built from 22/11 on."""
    assert morning(dt.date(2026, 11, 21)) == []
    assert morning(dt.date(2026, 11, 22)) == [("village_sheet", 1)]

    report = AnnualReport.objects.get()
    assert (report.unit, report.duty, report.built_on) == (
        na.org.ban_po,
        na.duty("NR-DP-1"),
        dt.date(2026, 11, 22),
    )


def test_the_commune_report_comes_before_its_own_duty(na: PlanYear) -> None:
    assert ("commune_report", 1) not in morning(dt.date(2026, 11, 27))
    assert ("commune_report", 1) in morning(dt.date(2026, 11, 28))


def test_ticking_twice_gives_one_report_and_one_build(na: PlanYear) -> None:
    morning(dt.date(2026, 11, 28))
    before = (Job.objects.count(), AuditEvent.objects.count())

    morning(dt.date(2026, 11, 28))

    assert (Job.objects.count(), AuditEvent.objects.count()) == before
    assert AnnualReport.objects.filter(kind="commune_report").count() == 1


def test_the_draft_is_refreshed_each_morning_until_it_is_frozen(na: PlanYear) -> None:
    days = [dt.date(2026, 11, 28), dt.date(2026, 11, 29), dt.date(2026, 11, 30)]
    seen = []
    for day in days:
        morning(day)
        seen.append(
            AnnualReport.objects.values_list("built_on", "pdf_id").get(kind="commune_report")
        )
    report = AnnualReport.objects.get(kind="commune_report")
    finished(report, na.org.lan)
    morning(dt.date(2026, 12, 1))
    morning(dt.date(2026, 12, 2))

    report.refresh_from_db()
    assert [day for day, _pdf in seen] == days
    assert len({pdf for _day, pdf in seen}) == 3
    assert (report.built_on, report.pdf_id) == seen[-1]
    assert AnnualReport.objects.filter(kind="commune_report").count() == 1


def test_a_frozen_sheet_gets_no_new_version_by_itself(na: PlanYear) -> None:
    org = na.org
    morning(dt.date(2026, 11, 22))
    sheet = AnnualReport.objects.get(unit=org.ban_po)
    finished(sheet, org.pao)

    morning(dt.date(2026, 11, 23))

    assert AnnualReport.objects.filter(unit=org.ban_po).count() == 1


def test_a_new_version_that_somebody_asked_for_is_refreshed_too(na: PlanYear) -> None:
    org = na.org
    morning(dt.date(2026, 11, 22))
    sheet = AnnualReport.objects.get(unit=org.ban_po)
    finished(sheet, org.pao)
    building.request_build(na.year, org.ban_po, actor=org.pao)
    morning(dt.date(2026, 11, 23))
    morning(dt.date(2026, 11, 24))

    second = AnnualReport.objects.get(unit=org.ban_po, version=2)
    assert (second.state, second.built_on) == (ReportState.DRAFT, dt.date(2026, 11, 24))


def test_a_planned_or_closed_year_is_left_alone(org: Org) -> None:
    na = na_ri_year(org, day=dt.date(2026, 1, 5))
    enter(na, org.ban_po, org.pao)
    type(na.year).objects.filter(pk=na.year.pk).update(state="closed")

    assert morning(dt.date(2026, 11, 28)) == []
    assert preparing.enqueue_due() == 0


def test_who_is_late_is_noted_once_after_the_last_day(na: PlanYear) -> None:
    org = na.org
    clock.set_business_day(dt.date(2026, 11, 25))
    hand_in(na, org.na_lac, org.sam)
    morning(dt.date(2026, 11, 25))
    assert not DutyDelivery.objects.exclude(overdue_noted_on=None).exists()

    morning(dt.date(2026, 11, 26))
    morning(dt.date(2026, 11, 27))

    late = DutyDelivery.objects.exclude(overdue_noted_on=None)
    assert [(row.unit, row.overdue_noted_on) for row in late] == [
        (org.ban_po, dt.date(2026, 11, 26))
    ]
    assert AuditEvent.objects.filter(action="campaigns.overdue").count() == 1


def test_the_communes_own_lateness_is_noted_per_duty(na: PlanYear) -> None:
    morning(dt.date(2026, 12, 6))

    late = DutyDelivery.objects.filter(unit=na.host).exclude(overdue_noted_on=None)
    assert sorted(row.duty.code for row in late) == ["NR-BC-2", "NR-DP-3"]


def test_a_moved_last_day_moves_lateness(na: PlanYear) -> None:
    duty = na.duty("NR-BC-2")
    DutyDelivery.objects.create(
        duty=duty,
        campaign_year=na.year,
        unit=na.host,
        moved_last_day=dt.date(2026, 12, 10),
        moved_reason="Chờ số liệu của tỉnh",
    )

    morning(dt.date(2026, 12, 10))

    late = DutyDelivery.objects.filter(unit=na.host).exclude(overdue_noted_on=None)
    assert [row.duty.code for row in late] == ["NR-DP-3"]
