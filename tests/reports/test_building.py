"""From the wish to the frozen paper: one row, one job, one pair of files, figures that stay."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from campaigns.models import DutyDelivery
from core import clock, jobs
from core.enums import JobState
from core.errors import DomainError, StaleError
from core.models import AuditEvent, Job
from documents import storage
from documents.models import StoredFile
from reports.enums import ReportKind, ReportState
from reports.models import AnnualReport
from reports.services import building
from tests.builders.reports import Form, PlanYear, checked, enter, finished, hand_in, na_ri_year
from tests.org import draw
from tests.together import at_once


def events(report: AnnualReport, action: str) -> int:
    return AuditEvent.objects.filter(action=action, object_id=str(report.pk)).count()


def built(na: PlanYear) -> AnnualReport:
    """The commune's draft of today."""
    return building.build(building.open_report(na.year, na.host).pk)


# ---------------------------------------------------------------- asking


def test_asking_twice_before_it_is_built_asks_once(na: PlanYear) -> None:
    first = building.request_build(na.year, na.host, actor=na.org.lan)
    second = building.request_build(na.year, na.host, actor=na.org.minh)

    assert first.pk == second.pk
    assert Job.objects.filter(kind=building.JOB_KIND).count() == 1
    assert events(first, "reports.requested") == 1
    assert (first.kind, first.version, first.state) == ("commune_report", 1, ReportState.WAITING)


def test_asking_again_after_it_was_built_builds_anew(na: PlanYear) -> None:
    asked = building.request_build(na.year, na.host, actor=na.org.lan)
    jobs.run_all_due()
    again = building.request_build(na.year, na.host, actor=na.org.lan)

    assert again.pk == asked.pk
    assert again.job_id != asked.job_id
    assert Job.objects.filter(pk=again.job_id or 0, state=JobState.QUEUED).exists()


@pytest.mark.parametrize(
    ("unit", "kind"),
    [
        ("na_ri", ReportKind.COMMUNE_REPORT),
        ("ban_po", ReportKind.VILLAGE_SHEET),
        ("agency", ReportKind.AGENCY_REPORT),
        ("school", ReportKind.AGENCY_REPORT),
    ],
)
def test_each_unit_gets_its_kind_of_paper(na: PlanYear, unit: str, kind: str) -> None:
    assert building.open_report(na.year, getattr(na.org, unit)).kind == kind


def test_only_the_unit_itself_and_its_office_ask(na: PlanYear) -> None:
    org = na.org
    for actor in (org.pao, org.mai, org.minh, org.lan):
        building.request_build(na.year, org.ban_po, actor=actor)
    for actor in (org.sam, org.nga, org.hanh, org.chi, org.khong):
        with pytest.raises(PermissionDenied):
            building.request_build(na.year, org.ban_po, actor=actor)


def test_a_unit_has_a_paper_where_it_takes_part(na: PlanYear) -> None:
    assert building.has_paper(na.year, na.org.ban_po)
    assert building.has_paper(na.year, na.host)
    assert not building.has_paper(na.year, na.org.kim_son)


# ---------------------------------------------------------------- building


def test_the_job_builds_both_files_and_shows_how_far_it_is(na: PlanYear) -> None:
    report = building.request_build(na.year, na.host, actor=na.org.lan)
    assert report.job_id is not None

    job = jobs.run(report.job_id)

    report.refresh_from_db()
    assert job is not None
    assert (job.state, job.progress_done, job.progress_total) == (JobState.DONE, 4, 4)
    assert job.result == {"report_id": report.pk, "figures": report.figures_hash}
    assert report.state == ReportState.DRAFT
    assert report.built_on == dt.date(2026, 11, 28)
    assert report.pdf is not None
    assert report.docx is not None
    assert storage.read(report.pdf.sha256).startswith(b"%PDF-")
    assert storage.read(report.docx.sha256).startswith(b"PK")


def test_the_same_figures_make_the_same_bytes(na: PlanYear) -> None:
    snapshot = building.snapshot_of(na.year, na.host, ReportKind.COMMUNE_REPORT)

    first = building.render(snapshot, ReportKind.COMMUNE_REPORT)
    second = building.render(snapshot, ReportKind.COMMUNE_REPORT)

    assert (first.pdf, first.docx) == (second.pdf, second.docx)


def test_building_twice_without_a_change_leaves_one_event_and_two_files(na: PlanYear) -> None:
    first = built(na)
    second = built(na)

    assert (second.pdf_id, second.docx_id) == (first.pdf_id, first.docx_id)
    assert events(first, "reports.built") == 1
    assert StoredFile.objects.count() == 2


def test_a_worker_killed_between_writing_and_ending_is_followed_by_another(na: PlanYear) -> None:
    """The report is written, the job is not ended yet, the worker is gone with its lease."""
    report = building.request_build(na.year, na.host, actor=na.org.lan)
    assert report.job_id is not None
    with time_machine.travel(timezone.now(), tick=False) as real:
        dead = jobs.take(report.job_id)
        assert dead is not None
        building.build(report.pk, jobs.Progress(dead))
        assert jobs.due_ids() == []

        real.shift(jobs.LEASE + dt.timedelta(seconds=1))
        assert jobs.run_all_due() == 1

    job = Job.objects.get(pk=report.job_id)
    assert (job.state, job.attempts) == (JobState.DONE, 2)
    assert events(report, "reports.built") == 1
    assert StoredFile.objects.count() == 2
    assert AnnualReport.objects.count() == 1


@pytest.mark.parametrize("phase", [1, 2, 3])
def test_a_worker_killed_in_any_phase_is_followed_by_another(
    na: PlanYear, monkeypatch: pytest.MonkeyPatch, phase: int
) -> None:
    report = building.request_build(na.year, na.host, actor=na.org.lan)
    assert report.job_id is not None

    class KilledError(BaseException):
        """What a kill looks like from inside: nothing after it runs."""

    real_report = jobs.Progress.report

    def until(self: jobs.Progress, done: int, total: int, message: str = "") -> None:
        real_report(self, done, total, message)
        if done == phase:
            raise KilledError

    with time_machine.travel(timezone.now(), tick=False) as real:
        monkeypatch.setattr(jobs.Progress, "report", until)
        with pytest.raises(KilledError):
            jobs.run(report.job_id)
        assert Job.objects.get(pk=report.job_id).state == JobState.RUNNING
        monkeypatch.setattr(jobs.Progress, "report", real_report)
        real.shift(jobs.LEASE + dt.timedelta(seconds=1))
        jobs.run_all_due()

    report.refresh_from_db()
    assert Job.objects.get(pk=report.job_id).state == JobState.DONE
    assert report.state == ReportState.DRAFT
    assert events(report, "reports.built") == 1


def test_a_worker_that_lost_its_lease_writes_nothing(na: PlanYear) -> None:
    report = building.request_build(na.year, na.host, actor=na.org.lan)
    assert report.job_id is not None
    with time_machine.travel(timezone.now(), tick=False) as real:
        slow = jobs.take(report.job_id)
        assert slow is not None
        real.shift(jobs.LEASE + dt.timedelta(seconds=1))
        jobs.run(report.job_id)
        written = AnnualReport.objects.get(pk=report.pk).built_at

        real.shift(dt.timedelta(minutes=5))
        with pytest.raises(jobs.LeaseLostError):
            building.build(report.pk, jobs.Progress(slow))

    assert AnnualReport.objects.get(pk=report.pk).built_at == written


# ---------------------------------------------------------------- freezing


def test_a_frozen_report_keeps_its_figures_and_bytes(na: PlanYear) -> None:
    org = na.org
    draft = built(na)
    frozen = finished(draft, org.lan)
    before = (frozen.figures, frozen.pdf_id, frozen.docx_id)

    hand_in(na, org.ban_po, org.pao, Form(figures={"households": "98", "people": "402"}))
    with pytest.raises(DomainError, match="đã chốt"):
        building.build(frozen.pk)
    second = built(na)

    frozen.refresh_from_db()
    assert (frozen.figures, frozen.pdf_id, frozen.docx_id) == before
    assert frozen.frozen_by == org.lan
    assert (second.version, second.state) == (2, ReportState.DRAFT)
    assert second.figures_hash != frozen.figures_hash
    assert second.pdf_id != frozen.pdf_id
    assert events(frozen, "reports.frozen") == 1


def test_a_frozen_report_is_whole_in_the_database(na: PlanYear) -> None:
    report = building.open_report(na.year, na.host)

    with pytest.raises(IntegrityError), transaction.atomic():
        AnnualReport.objects.filter(pk=report.pk).update(state=ReportState.FROZEN)


def test_freezing_is_refused_when_figures_changed(na: PlanYear) -> None:
    org = na.org
    draft = checked(built(na), org.minh)
    hand_in(na, org.ban_po, org.pao, Form(figures={"households": "98", "people": "402"}))

    with pytest.raises(DomainError, match="Số liệu đã thay đổi"):
        building.freeze(draft, actor=org.lan, figures_hash=draft.figures_hash)

    fresh = built(na)
    finished(fresh, org.lan)


def test_the_next_day_alone_changes_no_figures(na: PlanYear) -> None:
    draft = built(na)
    clock.set_business_day(dt.date(2026, 11, 29))

    frozen = finished(draft, na.org.lan)

    assert frozen.state == ReportState.FROZEN
    assert frozen.figures is not None
    assert frozen.figures["on"] == "2026-11-28"


def test_freezing_what_was_not_on_the_screen_is_refused(na: PlanYear) -> None:
    draft = built(na)
    with pytest.raises(DomainError, match="kiểm tra báo cáo trước khi chốt"):
        building.freeze(draft, actor=na.org.lan, figures_hash=draft.figures_hash)
    checked(draft, na.org.minh)

    with pytest.raises(StaleError):
        building.freeze(draft, actor=na.org.lan, figures_hash="0" * 64)
    waiting = building.open_report(na.year, na.org.ban_po)
    with pytest.raises(DomainError, match="dự thảo"):
        building.freeze(waiting, actor=na.org.pao, figures_hash="")


def test_the_leader_freezes_the_communes_report_and_a_head_the_own_sheet(na: PlanYear) -> None:
    org = na.org
    enter(na, org.ban_po, org.mai)
    sheet = building.build(building.open_report(na.year, org.ban_po).pk)
    whole = built(na)

    for actor in (org.minh, org.dung, org.nga, org.tuyet, org.pao):
        with pytest.raises(PermissionDenied):
            building.freeze(whole, actor=actor, figures_hash=whole.figures_hash)
    for actor in (org.mai, org.minh, org.lan, org.sam):
        with pytest.raises(PermissionDenied):
            building.freeze(sheet, actor=actor, figures_hash=sheet.figures_hash)
    finished(sheet, org.pao)
    finished(whole, org.lan)

    assert set(AnnualReport.objects.values_list("state", flat=True)) == {ReportState.FROZEN}


def test_a_frozen_report_fulfils_the_duties_to_report_once(na: PlanYear) -> None:
    draft = built(na)
    finished(draft, na.org.lan)
    clock.set_business_day(dt.date(2026, 12, 9))
    second = built(na)
    finished(second, na.org.lan)

    rows = DutyDelivery.objects.filter(unit=na.host, duty__kind="report").order_by("duty__position")
    assert [(row.duty.code, row.received_on) for row in rows] == [
        ("NR-BC-2", dt.date(2026, 11, 28)),
        ("NR-DP-3", dt.date(2026, 11, 28)),
    ]


@pytest.mark.django_db(transaction=True)
def test_two_leaders_freeze_at_once_and_one_is_told() -> None:
    na = na_ri_year(draw())
    draft = checked(built(na), na.org.minh)
    seen = [AnnualReport.objects.select_related("unit").get(pk=draft.pk) for _leader in range(2)]

    results = at_once(
        *(
            lambda row=row: building.freeze(row, actor=na.org.lan, figures_hash=draft.figures_hash)
            for row in seen
        )
    )

    refused = [one for one in results if isinstance(one, Exception)]
    assert [type(one) for one in refused] == [StaleError]
    assert events(draft, "reports.frozen") == 1
    assert AnnualReport.objects.get(pk=draft.pk).state == ReportState.FROZEN


@pytest.mark.django_db(transaction=True)
def test_two_people_ask_at_once_for_one_report() -> None:
    na = na_ri_year(draw())

    results = at_once(
        *(
            lambda who=who: building.request_build(na.year, na.host, actor=who).pk
            for who in (na.org.lan, na.org.minh, na.org.hoa)
        )
    )

    assert len(set(results)) == 1
    assert AnnualReport.objects.count() == 1
    assert Job.objects.filter(kind=building.JOB_KIND).count() == 1
