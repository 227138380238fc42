"""The pages of reports: who sees which, what stands on them, what their buttons do."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import User
from campaigns.services import participation
from core import clock, jobs
from core.models import Job
from core.once import new_key
from reports.enums import ReportState
from reports.models import AnnualReport
from reports.services import building
from tests.builders import units
from tests.builders.reports import Form, PlanYear, checked, finished, hand_in
from tests.reading import cells
from tests.reports.stories import BAN_PO, full_year


@pytest.fixture(autouse=True)
def _page_alone(settings: Settings) -> None:
    settings.FRAME_PROVIDERS = []  # the frame has counts of its own


def page(client: Client, user: User, path: str) -> str:
    """The page as this person sees it; fails when it is not shown."""
    client.force_login(user)
    response = client.get(path)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def press(client: Client, user: User, path: str, **fields: str) -> Any:
    """A button pressed by somebody."""
    client.force_login(user)
    return client.post(path, {"idempotency_key": new_key(), **fields})


def built(na: PlanYear, unit: Any = None) -> AnnualReport:
    """A draft of today."""
    return building.build(building.open_report(na.year, unit or na.host).pk)


def freeze_path(report: AnnualReport) -> str:
    return f"/reports/{report.pk}/freeze/"


def build_path(na: PlanYear, unit: Any) -> str:
    return f"/reports/years/{na.year.pk}/units/{unit.pk}/build/"


# ---------------------------------------------------------------- who sees what


def test_many_papers_at_once_are_offered_to_the_office_alone(na: PlanYear, client: Client) -> None:
    offered = 'href="/reports/bundles/"'

    assert offered in page(client, na.org.minh, "/reports/")
    assert offered not in page(client, na.org.pao, "/reports/")


def test_reports_are_seen_at_the_unit_and_above(na: PlanYear, client: Client) -> None:
    org = na.org
    village, whole = built(na, org.ban_po), built(na)
    seen = {}
    for name in ("pao", "mai", "sam", "minh", "lan", "nga", "tuyet", "hanh", "chi", "quan"):
        client.force_login(getattr(org, name))
        seen[name] = [
            client.get(f"/reports/{row.pk}/{more}").status_code
            for row in (village, whole)
            for more in ("", "file.pdf", "progress/")
        ]

    both, own, none = [200] * 6, [200] * 3 + [404] * 3, [404] * 6
    assert seen == {
        "pao": own, "mai": own, "sam": none, "minh": both, "lan": both, "nga": both,
        "tuyet": both, "hanh": both, "chi": none, "quan": [403] * 6,
    }  # fmt: skip


def test_nobody_without_a_role_enters(na: PlanYear, client: Client) -> None:
    report = built(na)
    assert client.get(f"/reports/{report.pk}/").status_code == 302
    client.force_login(na.org.khong)
    assert client.get("/reports/").status_code == 403


# ---------------------------------------------------------------- the list


def test_the_list_shows_reports_in_sight_and_finds_them(na: PlanYear, client: Client) -> None:
    org = na.org
    built(na, org.ban_po)
    built(na)

    whole = page(client, org.lan, "/reports/")
    found = page(client, org.lan, "/reports/?q=ban+po&year=2026&kind=village_sheet")
    none = page(client, org.lan, "/reports/?q=na+lac")

    assert "Thôn Bản Pò" in whole
    assert "Báo cáo của Xã Na Rì" in whole
    assert "Báo cáo tổng hợp năm" in whole
    assert "Thôn Bản Pò" in found
    assert ">Xã Na Rì</a>" not in found
    assert "Không tìm thấy gì" in none
    assert "Thôn Bản Pò" not in page(client, org.sam, "/reports/")


def test_the_list_as_it_is_seen_is_saved_as_a_workbook(na: PlanYear, client: Client) -> None:
    org = na.org
    built(na, org.ban_po)
    built(na)
    shown = page(client, org.lan, "/reports/?q=ban+po")

    answer = client.get("/reports/?q=ban+po&format=xlsx")
    own = cells(client, org.sam, "/reports/?format=xlsx")

    assert "?q=ban+po&amp;format=xlsx" in shown
    assert answer["Content-Disposition"] == 'attachment; filename="Danh-sach-bao-cao.xlsx"'
    assert [row[:6] for row in cells(client, org.lan, "/reports/?q=ban+po&format=xlsx")] == [
        ["Đơn vị", "Loại giấy tờ", "Phong trào", "Năm", "Bản", "Trạng thái"],
        ["Thôn Bản Pò", "Phiếu tự đánh giá và biểu của thôn", na.campaign.short_name, 2026, 1,
         "Bản dự thảo"],
    ]  # fmt: skip
    _head, line = cells(client, org.lan, "/reports/?q=ban+po&format=xlsx")
    assert line[6] == AnnualReport.objects.get(unit=org.ban_po).built_on
    assert len(own) == 1, "Sầm sees no report, in the file neither"


def test_nonsense_in_the_address_is_ignored(na: PlanYear, client: Client) -> None:
    built(na)
    assert "Xã Na Rì" in page(client, na.org.lan, "/reports/?year=abc&page=-4")
    assert "Chưa có báo cáo nào" in page(client, na.org.lan, "/reports/?state=xyz")


@pytest.mark.parametrize("rows", [1, 3, 50])
def test_the_list_takes_the_same_queries_whatever_its_length(
    na: PlanYear, client: Client, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    """The user, the business day, the roles, how many reports, their rows, the years."""
    for number in range(rows):
        unit = units.village(f"Khuổi {number}", na.org.na_ri, number + 10)
        AnnualReport.objects.create(campaign_year=na.year, unit=unit, kind="village_sheet")
    client.force_login(na.org.lan)
    client.get("/reports/")

    with django_assert_num_queries(6):
        client.get("/reports/")


@pytest.mark.parametrize("versions", [1, 3, 50])
def test_a_reports_page_takes_the_same_queries_whatever_its_versions(
    na: PlanYear, client: Client, django_assert_num_queries: DjangoAssertNumQueries, versions: int
) -> None:
    report = built(na)
    for version in range(2, versions + 1):
        AnnualReport.objects.filter(pk=report.pk).update(state=ReportState.FROZEN)
        report = AnnualReport.objects.create(
            campaign_year=na.year, unit=na.host, kind="commune_report", version=version,
            state=ReportState.FROZEN, pdf=report.pdf, docx=report.docx, figures=report.figures,
            figures_hash="x" * 64,
        )  # fmt: skip
    client.force_login(na.org.lan)
    client.get(f"/reports/{report.pk}/")

    with django_assert_num_queries(5):
        client.get(f"/reports/{report.pk}/")


@pytest.mark.parametrize("years", [1, 3, 50])
def test_a_units_papers_take_the_same_queries_whatever_their_years(
    na: PlanYear, client: Client, django_assert_num_queries: DjangoAssertNumQueries, years: int
) -> None:
    for number in range(years - 1):
        year = na.campaign.years.create(year=2100 + number)
        AnnualReport.objects.create(campaign_year=year, unit=na.host, kind="commune_report")
    client.force_login(na.org.lan)
    client.get(f"/reports/units/{na.host.pk}/")

    with django_assert_num_queries(6):
        client.get(f"/reports/units/{na.host.pk}/")


# ---------------------------------------------------------------- building


def test_the_office_has_the_report_built_and_watches(na: PlanYear, client: Client) -> None:
    org = na.org
    assert "Chưa lập." in page(client, org.lan, f"/reports/units/{na.host.pk}/")

    asked = press(client, org.lan, build_path(na, na.host))
    report = AnnualReport.objects.get()
    waiting = page(client, org.lan, f"/reports/{report.pk}/")
    progress = client.get(f"/reports/{report.pk}/progress/")
    jobs.run_all_due()
    done = client.get(f"/reports/{report.pk}/progress/")
    ready = page(client, org.lan, f"/reports/{report.pk}/")

    assert asked["Location"] == f"/reports/{report.pk}/"
    assert f'hx-get="/reports/{report.pk}/progress/"' in waiting
    assert "Tải bản PDF" not in waiting
    assert "HX-Refresh" not in progress.headers
    assert done.headers["HX-Refresh"] == "true"
    assert "Xem bản PDF" in ready
    assert f'href="/reports/{report.pk}/file.pdf?download=1"' in ready
    assert "hx-get" not in ready.split("<main")[1]


def test_pressing_twice_asks_once(na: PlanYear, client: Client) -> None:
    client.force_login(na.org.lan)
    form = {"idempotency_key": new_key()}

    first = client.post(build_path(na, na.host), form)
    second = client.post(build_path(na, na.host), form)

    assert first["Location"] == second["Location"]
    assert Job.objects.count() == 1


@pytest.mark.parametrize(
    ("who", "status"),
    [("pao", 302), ("mai", 302), ("minh", 302), ("lan", 302), ("sam", 404), ("nga", 403),
     ("hanh", 403), ("tuyet", 403), ("chi", 404)],
)  # fmt: skip
def test_who_may_have_a_villages_sheet_built(
    na: PlanYear, client: Client, who: str, status: int
) -> None:
    assert press(client, getattr(na.org, who), build_path(na, na.org.ban_po)).status_code == status


def test_a_unit_without_a_paper_in_the_year_is_not_found(na: PlanYear, client: Client) -> None:
    org = na.org
    outside = units.village("Khuổi Nằn", org.na_ri, 3)

    assert press(client, org.lan, build_path(na, outside)).status_code == 404


def test_a_failed_build_says_why(na: PlanYear, client: Client) -> None:
    asked = building.request_build(na.year, na.host, actor=na.org.lan)
    Job.objects.filter(pk=asked.job_id or 0).update(
        state="failed", message="Hệ thống gặp lỗi khi thực hiện."
    )

    shown = page(client, na.org.lan, f"/reports/{asked.pk}/")

    assert "Chưa lập được" in shown
    assert "Hệ thống gặp lỗi khi thực hiện." in shown
    assert "Lập lại từ số liệu hôm nay" in shown


# ---------------------------------------------------------------- reading and freezing


def test_the_page_tells_what_the_figures_are_made_of(na: PlanYear, client: Client) -> None:
    full_year(na)
    report = built(na)

    shown = page(client, na.org.lan, f"/reports/{report.pk}/")

    assert "60,0%" in shown
    assert "(3/5)" in shown
    assert "Trường Tiểu học Yến Lạc; Thôn Nà Lạc" in shown
    assert "Số liệu tạm tính" in shown
    assert "28/11/2026" in shown
    assert report.figures_hash in shown


def test_files_are_served_under_their_own_names(na: PlanYear, client: Client) -> None:
    report = built(na)
    client.force_login(na.org.lan)

    pdf: HttpResponse = client.get(f"/reports/{report.pk}/file.pdf")  # type: ignore[assignment]
    saved = client.get(f"/reports/{report.pk}/file.pdf?download=1")
    docx: HttpResponse = client.get(f"/reports/{report.pk}/file.docx")  # type: ignore[assignment]

    assert pdf.content.startswith(b"%PDF-")
    assert docx.content.startswith(b"PK")
    assert pdf["Content-Disposition"].startswith("inline")
    name = "Bao-cao-tong-hop-nam-Xa-Na-Ri-2026-du-thao"
    assert saved["Content-Disposition"] == f'attachment; filename="{name}.pdf"'
    assert docx["Content-Disposition"] == f'attachment; filename="{name}.docx"'
    assert pdf["Cache-Control"] == "private, no-store"


def test_a_report_without_files_yet_has_none_to_serve(na: PlanYear, client: Client) -> None:
    waiting = building.open_report(na.year, na.host)
    client.force_login(na.org.lan)

    assert client.get(f"/reports/{waiting.pk}/file.pdf").status_code == 404
    assert client.get(f"/reports/{waiting.pk}/file.exe").status_code == 404


def test_the_leader_freezes_what_the_page_showed(na: PlanYear, client: Client) -> None:
    report = built(na)
    assert "Chốt số liệu" not in page(client, na.org.lan, f"/reports/{report.pk}/")
    checked(report, na.org.minh)
    shown = page(client, na.org.lan, f"/reports/{report.pk}/")
    assert f'name="figures_hash" value="{report.figures_hash}"' in shown

    press(
        client, na.org.lan, freeze_path(report), figures_hash=report.figures_hash,
        unwritten_seen="1",
    )  # fmt: skip

    frozen = page(client, na.org.lan, f"/reports/{report.pk}/")
    assert "Đã chốt. Bản này" in frozen
    assert "Nông Thị Lan" in frozen
    assert "Lập bản mới" in frozen
    assert "Chốt số liệu" not in frozen


@pytest.mark.parametrize(
    ("who", "status"), [("lan", 302), ("minh", 403), ("dung", 403), ("pao", 404), ("nga", 403)]
)
def test_only_the_leader_freezes_the_communes_report(
    na: PlanYear, client: Client, who: str, status: int
) -> None:
    report = checked(built(na), na.org.minh)

    answer = press(
        client, getattr(na.org, who), freeze_path(report), figures_hash=report.figures_hash,
        unwritten_seen="1",
    )  # fmt: skip

    report.refresh_from_db()
    assert answer.status_code == status
    assert (report.state == ReportState.FROZEN) is (status == 302)


def test_an_officer_sees_no_button_to_freeze(na: PlanYear, client: Client) -> None:
    report = built(na)
    assert "Chốt số liệu" not in page(client, na.org.minh, f"/reports/{report.pk}/")
    assert "Lập lại từ số liệu hôm nay" in page(client, na.org.minh, f"/reports/{report.pk}/")
    assert "Lập lại" not in page(client, na.org.nga, f"/reports/{report.pk}/")


def test_changed_figures_are_told_and_nothing_is_frozen(na: PlanYear, client: Client) -> None:
    org = na.org
    report = checked(built(na), org.minh)
    gaps = dict.fromkeys(("workers_assessed", "workers_achieved"), "Chưa thống kê")
    hand_in(na, org.ban_po, org.pao, Form(figures=BAN_PO, gaps=gaps))

    answer = press(
        client, org.lan, freeze_path(report), figures_hash=report.figures_hash, unwritten_seen="1"
    )
    shown = page(client, org.lan, answer["Location"])

    report.refresh_from_db()
    assert "Số liệu đã thay đổi sau khi lập bản này" in shown
    assert report.state == ReportState.DRAFT


def test_versions_stand_beside_each_other(na: PlanYear, client: Client) -> None:
    org = na.org
    first = built(na)
    finished(first, org.lan)
    participation.exclude(na.participation(org.school), reason="Đang sáp nhập", actor=org.lan)
    clock.set_business_day(dt.date(2026, 12, 1))
    second = built(na)

    shown = page(client, org.lan, f"/reports/{first.pk}/")
    papers = page(client, org.lan, f"/reports/units/{na.host.pk}/")

    assert f'href="/reports/{second.pk}/"' in shown
    assert "bản 2" in papers
    assert "số liệu ngày 01/12/2026" in papers


@pytest.mark.parametrize(
    ("who", "is_closed", "label"),
    [
        ("lan", False, "Xem và sửa câu chữ"),
        ("minh", False, "Xem và sửa câu chữ"),
        ("nga", False, "Xem câu chữ"),
        ("hanh", False, "Xem câu chữ"),
        ("lan", True, "Xem câu chữ"),
    ],
)
def test_only_who_can_edit_is_offered_to(
    na: PlanYear, client: Client, who: str, is_closed: bool, label: str
) -> None:
    report = built(na)
    if is_closed:
        finished(report, na.org.lan)
    user = getattr(na.org, who)

    shown = page(client, user, f"/reports/{report.pk}/")
    words = page(client, user, f"/reports/{report.pk}/text/")

    for one in (shown, words):
        assert label in one
        assert ("Xem và sửa câu chữ" in one) is (label == "Xem và sửa câu chữ")
    assert f"<h1>{label}</h1>" in words
    assert ("Sửa đoạn này" in words) is (label == "Xem và sửa câu chữ")
