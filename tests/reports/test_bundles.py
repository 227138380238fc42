"""Many papers in one ZIP, and the dossier of a year: whole, once, only for whoever may."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import zipfile

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from openpyxl import load_workbook

from assessments.models import Assessment
from awards.data_files import load_catalogue
from awards.services import catalogue
from core import clock, jobs
from core.models import AuditEvent, Job
from documents import storage
from notices.models import Notice
from reports.enums import BundleKind
from reports.models import AnnualReport, Bundle
from reports.services import building, bundles
from tests.builders import proposing, units
from tests.builders.proposing import World
from tests.builders.reports import PlanYear, finished
from tests.paper_words import pdf_words
from tests.reports.stories import full_year


def contents(bundle: Bundle) -> tuple[zipfile.ZipFile, list[dict[str, str]]]:
    """The ZIP and the lines of its list."""
    assert bundle.file is not None
    whole = zipfile.ZipFile(io.BytesIO(storage.read(bundle.file.sha256)))
    listed = whole.read("muc-luc.csv").decode("utf-8-sig")
    return whole, list(csv.DictReader(io.StringIO(listed)))


def made(na: PlanYear, kind: BundleKind) -> Bundle:
    bundle = bundles.request_bundle(kind, na.year, na.host, actor=na.org.minh)
    jobs.run_all_due()
    return bundles.fetch(bundle.pk)


@pytest.mark.parametrize("kind", list(BundleKind))
def test_what_the_list_says_is_in_the_file_with_that_digest(na: PlanYear, kind: BundleKind) -> None:
    full_year(na)
    for report in AnnualReport.objects.all():
        finished(report, na.org.lan)
    bundle = made(na, kind)
    whole, lines = contents(bundle)

    assert len(lines) == bundle.entries > 3
    for line in lines:
        content = whole.read(line["Tệp"])
        assert hashlib.sha256(content).hexdigest() == line["SHA-256"]
        assert len(content) == int(line["Kích thước (byte)"])
    listed = {line["Tệp"] for line in lines} | {"muc-luc.csv", "muc-luc.xlsx", "SHA256SUMS.txt"}
    assert set(whole.namelist()) == listed
    if kind == BundleKind.PAPERS:
        assert len(lines) == 2 * bundle.items.count()
    else:
        assert {"5-so-lieu/tieu-chi.csv", "5-so-lieu/tieu-chi.xlsx"} <= set(whole.namelist())


def test_who_takes_over_finds_the_minutes_of_the_village_and_of_the_council(na: PlanYear) -> None:
    clock.set_business_day(proposing.TODAY)
    catalogue.load_catalogue(load_catalogue())
    aw = World(na.org, na.campaign, *proposing.council(na.org, 9))
    one = proposing.passed(aw, proposing.sent(aw, units.household(na.org.ban_po, "Nông Văn Tú")))
    begun = proposing.letter(aw, na.org.na_lac, na.org.sam)
    proposing.item(aw, begun, units.household(na.org.na_lac, "Lý Văn Sử"), na.org.sam)
    proposing.meet(begun, na.org.sam)  # not sent, so nobody's but the village's

    whole, lines = contents(made(na, BundleKind.HANDOVER))

    minutes = {line["Tệp"]: line["Tên"] for line in lines if line["Nhóm"] == "Biên bản"}
    names = list(minutes)
    assert [name.partition("/")[0] for name in names] == ["6-bien-ban"] * 4
    assert [title.partition(", ")[2] for title in minutes.values()] == [
        "Thôn Bản Pò, ngày 02/11/2026"
    ] * 2 + [f"Xã Na Rì, ngày {clock.today():%d/%m/%Y}"] * 2
    for pdf in names[::2]:
        assert "Hộ Nông Văn Tú" in pdf_words(whole.read(pdf))
    assert one.recipient_name == "Hộ Nông Văn Tú"


def test_who_takes_over_finds_the_sheets_that_are_not_closed_and_reads_the_answers(
    na: PlanYear,
) -> None:
    full_year(na)
    building.build(building.open_report(na.year, na.org.ban_po).pk)

    whole, lines = contents(made(na, BundleKind.HANDOVER))

    assert [line["Tên"] for line in lines if line["Nhóm"] == "Báo cáo, phiếu"] == [
        "Phiếu tự đánh giá và biểu của thôn Thôn Bản Pò bản 1 dự thảo"
    ] * 2
    answers = whole.read("5-so-lieu/tieu-chi.csv").decode("utf-8-sig")
    said = {row["Tự đánh giá"] for row in csv.DictReader(io.StringIO(answers))}
    assert said <= {"", "Đạt", "Đạt một phần", "Chưa đạt", "Không áp dụng"}
    assert {"Đạt", "Đạt một phần"} <= said


def test_a_form_handed_in_before_dawn_bears_that_day_in_both_tables(na: PlanYear) -> None:
    """Half past one at night in Na Rì is the evening before in London."""
    full_year(na)
    Assessment.objects.filter(unit=na.org.ban_po).update(
        submitted_at=dt.datetime(2026, 11, 19, 18, 30, tzinfo=dt.UTC)
    )

    whole, _lines = contents(made(na, BundleKind.HANDOVER))

    text = whole.read("5-so-lieu/tinh-hinh-nop.csv").decode("utf-8-sig")
    days = {row["Đơn vị"]: row["Ngày nộp"] for row in csv.DictReader(io.StringIO(text))}
    sheet = load_workbook(io.BytesIO(whole.read("5-so-lieu/tinh-hinh-nop.xlsx"))).active
    cells = {row[0].value: row[3].value for row in sheet.iter_rows(min_row=2)}
    assert days["Thôn Bản Pò"] == "20/11/2026"
    assert cells["Thôn Bản Pò"].date() == dt.date(2026, 11, 20)


def test_asking_for_work_twice_makes_one_file_and_tells_once(na: PlanYear) -> None:
    bundle = made(na, BundleKind.PAPERS)
    before = bundle.file_id
    for job in Job.objects.all():
        jobs.run(job.pk)
    bundles.pack(bundle.pk, jobs.Progress(Job.objects.first()))  # type: ignore[arg-type]

    assert bundles.fetch(bundle.pk).file_id == before
    assert Notice.objects.filter(object_kind="reports.bundle").count() == 1
    assert AuditEvent.objects.filter(action="reports.bundle_made").count() == 1


def test_a_cancelled_bundle_ends_without_a_file(na: PlanYear) -> None:
    bundle = bundles.request_bundle(BundleKind.PAPERS, na.year, na.host, actor=na.org.minh)
    bundles.cancel(bundle, actor=na.org.minh)
    jobs.run_all_due()

    over = bundles.fetch(bundle.pk)
    assert (over.file, over.items.exclude(report=None).count()) == (None, 0)


def test_whoever_has_no_office_over_the_unit_gets_nothing(na: PlanYear, client: Client) -> None:
    org = na.org
    bundle = made(na, BundleKind.HANDOVER)
    for somebody in (org.pao, org.nga, org.thuy, org.hanh, org.chi):
        with pytest.raises(PermissionDenied):
            bundles.request_bundle(BundleKind.HANDOVER, na.year, na.host, actor=somebody)
    answers = {}
    for name in ("minh", "tuyet", "pao", "nga", "chi", "bao", "khong"):
        client.force_login(getattr(org, name))
        answer = client.get(f"/reports/bundles/{bundle.pk}/file/")
        answers[name] = answer.status_code
        b"".join(answer)

    assert answers == {
        "minh": 200, "tuyet": 200, "pao": 403, "nga": 403, "chi": 404, "bao": 403, "khong": 403,
    }  # fmt: skip
    assert AuditEvent.objects.filter(action="reports.bundle_taken").count() == 2


def test_the_province_bundles_the_reports_of_its_communes(na: PlanYear) -> None:
    bundle = bundles.request_bundle(
        BundleKind.PAPERS, na.year, na.org.thai_nguyen, actor=na.org.tuyet
    )
    jobs.run_all_due()

    _whole, lines = contents(bundles.fetch(bundle.pk))
    assert [line["Nhóm"] for line in lines] == ["Báo cáo tổng hợp năm"] * 2
