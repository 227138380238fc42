"""The days 24/11 to 06/12 of Na Rì's year, played by the scheduler alone."""

from __future__ import annotations

import datetime as dt

from campaigns.calendar import last_day
from campaigns.models import DutyDelivery
from campaigns.services import duties
from core import clock, jobs
from core.models import Job
from documents.enums import PaperState
from notices.models import Notice
from reports.models import AnnualReport
from reports.services import life
from tests.builders.reports import PlanYear, enter, hand_in, na_ri_year
from tests.org import Org


def played(na: PlanYear, day: int, month: int) -> dict[str, object]:
    """One day: the scheduler looks twice, the runner works; what there is afterwards."""
    clock.set_business_day(dt.date(2026, month, day))
    for _minute in range(2):
        jobs.tick()
        jobs.run_all_due()
    late = DutyDelivery.objects.exclude(overdue_noted_on=None).order_by("unit__path", "duty_id")
    return {
        "drafts": sorted(AnnualReport.objects.values_list("kind", flat=True)),
        "late": [f"{one.unit.name} {one.duty.code}" for one in late],
        "told": Notice.objects.filter(object_kind="reports.report").count(),
    }


def test_the_days_from_24_11_to_06_12(org: Org) -> None:
    na = na_ri_year(org, day=dt.date(2026, 11, 20))
    enter(na, org.ban_po, org.pao)
    enter(na, org.na_lac, org.sam)
    enter(na, org.agency, org.khoa)
    assert last_day(na.duty("NR-DP-1"), 2026) == dt.date(2026, 11, 25)
    days = {}
    for month, day in [(11, d) for d in range(24, 31)] + [(12, d) for d in range(1, 7)]:
        if (month, day) == (11, 25):
            hand_in(na, org.ban_po, org.pao)
            duties.move_last_day(
                na.duty("NR-DP-2"), na.year, org.agency, day=dt.date(2026, 12, 3),
                reason="Lũ quét.", actor=org.minh,
            )  # fmt: skip
        days[month, day] = played(na, day, month)

    # Villages: drafts of those who began stand before the last day; Nà Lạc alone is late.
    assert days[11, 24]["drafts"] == ["village_sheet", "village_sheet"]
    assert days[11, 25]["late"] == []
    assert days[11, 26]["late"] == ["Nà Lạc NR-DP-1"]
    # The agency's day moved to 03/12 is respected; the school never began and is late on 01/12.
    assert "agency_report" in days[11, 27]["drafts"]  # type: ignore[operator]
    school = f"{org.school.name} NR-DP-2"
    assert school not in days[11, 30]["late"]  # type: ignore[operator]
    assert school in days[12, 1]["late"]  # type: ignore[operator]
    agency = f"{org.agency.name} NR-DP-2"
    assert agency not in days[12, 3]["late"]  # type: ignore[operator]
    assert agency in days[12, 4]["late"]  # type: ignore[operator]
    # The consolidated draft of 01/12 stands from 28/11; the office hears of it once, with names.
    assert "commune_report" not in days[11, 27]["drafts"]  # type: ignore[operator]
    assert "commune_report" in days[11, 28]["drafts"]  # type: ignore[operator]
    assert (days[11, 27]["told"], days[11, 28]["told"], days[12, 6]["told"]) == (0, 3, 3)
    note = Notice.objects.get(recipient=org.lan, object_kind="reports.report")
    assert "Nà Lạc" in note.body
    assert "Bản Pò" not in note.body
    assert days[12, 5]["late"] != days[12, 6]["late"]  # 05/12 is a Saturday and not moved

    report = life.fetch(AnnualReport.objects.get(kind="commune_report").pk)
    assert report.built_on == dt.date(2026, 12, 6)
    assert report.paper is not None
    assert report.paper.state == PaperState.DRAFT
    assert not Job.objects.exclude(state="done").exists()
    assert AnnualReport.objects.count() == 4
