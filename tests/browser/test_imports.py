"""Minh brings the households of two villages in from Excel: at his desk, and on a telephone."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from assessments.models import Assessment
from core import jobs
from tests.browser.seeing import enter, looks_right
from tests.builders.assessments import na_ri
from tests.imports.files import book
from tests.org import Org
from units.models import HouseholdMember, Person

pytestmark = pytest.mark.django_db(transaction=True)

Open = Callable[[int, int], BrowserContext]
SIZES = [pytest.param((1280, 800), id="desk"), pytest.param((390, 844), id="telephone")]


@pytest.mark.parametrize("size", SIZES)
def test_template_filled_sent_previewed_written_and_undone(
    org: Org, open_context: Open, size: tuple[int, int], tmp_path: Path
) -> None:
    page = open_context(*size).new_page()
    enter(page, org.minh)
    page.goto("/imports/")
    looks_right(page)
    page.get_by_role("link", name="Hộ gia đình và người trong hộ").click()
    looks_right(page)
    filled = template_filled_in(page, tmp_path)

    page.get_by_label("Tệp Excel (.xlsx)").set_input_files(filled)
    page.get_by_role("button", name="Gửi và xem trước").click()
    jobs.run_all_due()
    expect(page.get_by_role("heading", name="Xem trước")).to_be_visible()
    expect(page.get_by_role("row", name="Hộ và người, B4")).to_contain_text("Bản Lạ")
    looks_right(page)
    the_file_comes_back_with_its_faults(page)

    page.get_by_label("Chỉ dòng đúng").check()
    page.get_by_role("button", name="Ghi 2 dòng").click()
    jobs.run_all_due()
    expect(page.get_by_text("Đã ghi dữ liệu từ tệp này.")).to_be_visible()
    looks_right(page)
    heads = HouseholdMember.objects.filter(is_head=True).order_by("household__parent__position")
    assert [(one.household.parent, one.person.full_name) for one in heads] == [
        (org.ban_po, "Hoàng Văn An"),
        (org.na_lac, "Lường Văn Chài"),
    ]

    page.get_by_role("button", name="Hoàn tác").click()
    jobs.run_all_due()
    expect(page.get_by_text("Đã hoàn tác: dữ liệu trở lại")).to_be_visible()
    looks_right(page)
    assert not Person.objects.exists()


@pytest.mark.parametrize("size", SIZES)
def test_the_villages_file_asks_once_how_and_when_it_was_told(
    org: Org, open_context: Open, size: tuple[int, int], tmp_path: Path
) -> None:
    na = na_ri(org)
    sheet = tmp_path / "Kết quả các thôn.xlsx"
    heads = ("Thôn", "NR-1.4-a", "Số hộ đăng ký")
    sheet.write_bytes(book(heads, [("Bản Pò", "Đạt", 60), ("Nà Lạc", "Chưa đạt", 12)]))
    page = open_context(*size).new_page()
    enter(page, org.minh)
    page.goto(f"/imports/new/village-results/{org.na_ri.pk}/?year={na.year.pk}")
    page.get_by_label("Tệp Excel (.xlsx)").set_input_files(sheet)
    page.get_by_role("button", name="Gửi và xem trước").click()
    jobs.run_all_due()
    expect(page.get_by_role("heading", name="Xem trước")).to_be_visible()
    looks_right(page)
    expect(page.get_by_label("Ngày thôn báo kết quả")).to_have_value("20/11/2026")

    page.get_by_label("Họp thôn", exact=True).check()
    page.get_by_label("Ngày thôn báo kết quả").fill("15/11/2026")
    page.get_by_role("button", name="Ghi 2 dòng").click()
    jobs.run_all_due()
    expect(page.get_by_text("đến bằng: Họp thôn, nhận ngày 15/11/2026")).to_be_visible()
    looks_right(page)

    record = Assessment.objects.get(unit=org.ban_po)
    page.goto(f"/assessments/{record.pk}/")
    expect(page.get_by_text("nhập thay (Họp thôn)")).to_be_visible()
    looks_right(page)


def template_filled_in(page: Page, folder: Path) -> Path:
    """The template, downloaded, opened in a spreadsheet and filled."""
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Tải mẫu Excel").click()
    book = openpyxl.load_workbook(io.BytesIO(Path(waiting.value.path()).read_bytes()))
    sheet = book["Hộ và người"]
    for number, cells in enumerate(
        [
            ("Thôn Bản Pò", "Hoàng Văn An", "", 1970, "Nam"),
            ("Thôn Nà Lạc", "Lường Văn Chài", "", "05/11/1980", "Nam"),
            ("Bản Lạ", "Ma Thị Bé", "", 1990, "Nữ"),
        ],
        start=2,
    ):
        for column, cell in enumerate(cells, start=2):
            sheet.cell(number, column, cell)
    target = folder / "Danh sách hộ.xlsx"
    book.save(target)
    return target


def the_file_comes_back_with_its_faults(page: Page) -> None:
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Tải lại tệp có cột lỗi").click()
    book = openpyxl.load_workbook(io.BytesIO(Path(waiting.value.path()).read_bytes()))
    sheet = book["Hộ và người"]
    assert "Không có thôn" in str(sheet.cell(4, sheet.max_column).value)
