#!/usr/bin/env python3
"""The pictures of the guides, taken from a running demo year: ``bin/screenshots``.

The script plays the year of one village of Na Rì with the accounts of the demo and presses the
buttons that the guides name, so a picture cannot show what the product no longer does: where a
button is gone the script stops and names it. It changes the demo, so it wants one of its own.
"""

from __future__ import annotations

import io
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

FOLDER = Path(__file__).parent / "anh"
LARGEST = 120_000
COLOURS = 64
PATIENCE_MS = 20_000
DEMO_WORD = "hoc-tap-suot-doi"
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]

VILLAGE = "Hát Deng"
FIGURES = {
    "Tổng số hộ": "85",
    "Số nhân khẩu": "352",
    "Trong đó: từ 15 tuổi trở lên": "270",
    "Số hộ đăng ký “Gia đình học tập”": "70",
    "Số hộ đạt “Gia đình học tập”": "61",
    "Số hộ đạt “Gia đình học tập” 3 năm liên tục": "18",
    "Số dòng họ": "4",
    "Số dòng họ đăng ký “Dòng họ học tập”": "3",
    "Số dòng họ đạt “Dòng họ học tập”": "2",
    "Cán bộ, công chức, viên chức được đánh giá": "9",
    "Cán bộ, công chức, viên chức đạt “Công dân học tập”": "8",
    "Học sinh, sinh viên từ 15 tuổi trở lên được đánh giá": "21",
    "Học sinh, sinh viên đạt “Công dân học tập”": "19",
    "Người lao động được đánh giá": "34",
    "Người lao động đạt “Công dân học tập”": "25",
    "Nông dân được đánh giá": "140",
    "Nông dân đạt “Công dân học tập”": "96",
    "Người khác được đánh giá": "0",
    "Người khác đạt “Công dân học tập”": "0",
    "Ngày họp thôn": "05/11/2026",
    "Số hộ dự họp": "72",
    "Tổng số hộ được mời": "85",
    "Số lớp, chuyên đề": "2",
    "Số lượt người học": "64",
    "Quỹ khuyến học tồn đầu năm": "1.200.000",
    "Thu trong năm": "3.500.000",
    "Chi trong năm": "2.700.000",
    "Quỹ tồn cuối năm": "2.000.000",
}
CHOICES = ("Thôn đăng ký “Cộng đồng học tập”", "Ban Công tác Mặt trận thôn cùng ký xác nhận")
WITHOUT = ("Khó khăn, vướng mắc", "Đề nghị, kiến nghị")


@dataclass(frozen=True)
class Camera:
    """A browser before the demo."""

    browser: Browser
    address: str

    def visitor(self, *, phone: bool = False) -> Page:
        """Somebody who has not signed in yet, at a desk or with a telephone."""
        context = self.browser.new_context(
            base_url=self.address,
            viewport={"width": 390, "height": 844} if phone else {"width": 1280, "height": 800},
            device_scale_factor=1.5 if phone else 1,
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE_MS)
        page = context.new_page()
        page.goto("/")
        return page

    def sign_in(self, name: str, *, phone: bool = False) -> Page:
        """The first page of a demo account."""
        page = self.visitor(phone=phone)
        page.get_by_label("Tên đăng nhập hoặc số điện thoại").fill(name)
        page.get_by_label("Mật khẩu", exact=True).fill(DEMO_WORD)
        press(page, "Đăng nhập")
        expect(page.get_by_role("heading", name="Việc của tôi")).to_be_visible()
        return page


# ---------------------------------------------------------------- hands


def named(page: Page, name: str) -> Locator:
    """The button or link of the page itself that bears these words; the first of several."""
    inside = page.locator("main")
    wanted = re.compile(rf"^\s*{re.escape(name)}\s*(:|$)")
    button = inside.get_by_role("button", name=wanted)
    return button.or_(inside.get_by_role("link", name=wanted)).first


def press(page: Page, name: str) -> None:
    """Press it and wait for the page that follows; the one before is loaded all the while."""
    with page.expect_navigation():
        named(page, name).click()


def wait_for(page: Page, place: str, name: str) -> None:
    """Look at a page again and again until a job in the background has brought its button."""
    for _try in range(40):
        page.goto(place)
        if named(page, name).count():
            return
        page.wait_for_timeout(1_500)
    raise SystemExit(f"{place}: {name}")


def picture(
    page: Page, name: str, *, at: Locator | None = None, mark: Locator | None = None
) -> None:
    """Keep what is in sight as ``anh/<name>.png``, small enough for a slow line.

    ``at`` is brought to the top first, ``mark`` gets a frame that says: press here.
    """
    if at is not None:
        at.evaluate("one => window.scrollTo(0, one.getBoundingClientRect().top + scrollY - 96)")
    if mark is not None:
        mark.scroll_into_view_if_needed()
        mark.evaluate(
            "one => { one.style.outline = '4px solid #d99a00'; one.style.outlineOffset = '3px' }"
        )
    page.evaluate("document.activeElement && document.activeElement.blur()")
    shot = Image.open(io.BytesIO(page.screenshot(animations="disabled"))).convert("RGB")
    target = FOLDER / f"{name}.png"
    shot.quantize(colors=COLOURS, dither=Image.Dither.NONE).save(target, optimize=True)
    size = target.stat().st_size
    if size > LARGEST:
        raise SystemExit(f"{target.name}: {size} bytes, more than {LARGEST}")
    sys.stdout.write(f"{target.name} {size}\n")
    if mark is not None:
        mark.evaluate("one => { one.style.outline = '' }")


def answer(page: Page, line: Locator, word: str) -> None:
    """Choose a word in a line and wait until the server has it."""
    with page.expect_response(lambda response: response.request.method == "POST"):
        line.get_by_text(word, exact=True).first.click()


def write(page: Page, label: str, text: str) -> None:
    """Type into a box of the form and wait until the server has it."""
    box = page.get_by_label(label, exact=True)
    box.fill(text)
    with page.expect_response(lambda response: response.request.method == "POST"):
        box.blur()


def line_of(page: Page, label: str) -> Locator:
    """The line of the form under this label."""
    named_so = page.locator(".line-label").filter(has_text=re.compile(rf"^\s*{re.escape(label)}"))
    return page.locator(".line-block").filter(has=named_so).first


def find_unit(page: Page, query: str, name: str) -> None:
    """Look a unit up in the status matrix and open its form."""
    page.goto(f"/assessments/na-ri-2026/2026/?q={query}")
    page.locator("main tbody").get_by_role("link", name=name, exact=True).first.click()
    page.wait_for_load_state()


# ---------------------------------------------------------------- the village head, on the phone


def village_fills(camera: Camera) -> Page:
    """Signing in, the first page, criteria, figures, what is missing."""
    picture(camera.visitor(phone=True), "thon-dang-nhap")
    page = camera.sign_in("nr.thon08", phone=True)
    picture(page, "thon-viec-cua-toi", mark=named(page, "Bắt đầu nhập"))
    press(page, "Bắt đầu nhập")
    lines = page.locator(".line-block")
    answer(page, lines.nth(0), "Đạt")
    picture(page, "thon-tieu-chi")
    press(page, "Cả phiếu")
    answer(page, lines.nth(1), "Đạt một phần")
    answer(page, lines.nth(2), "Đạt")
    for label, text in list(FIGURES.items())[:3]:
        write(page, label, text)
    picture(page, "thon-so-lieu", at=line_of(page, "Tổng số hộ"))
    press(page, "Kiểm tra và nộp")
    picture(page, "thon-con-thieu")
    return page


def village_submits(page: Page) -> None:
    """The rest of the form, and the receipt."""
    press(page, "Nhập tiếp")
    for label, text in list(FIGURES.items())[3:]:
        write(page, label, text)
    for label in CHOICES:
        answer(page, line_of(page, label), "Có")
    for label in WITHOUT:
        answer(page, line_of(page, label), "Không có")
    press(page, "Kiểm tra và nộp")
    picture(page, "thon-nop", mark=named(page, "Nộp"))
    press(page, "Nộp")
    expect(page.get_by_role("heading", name="Giấy biên nhận")).to_be_visible()
    picture(page, "thon-bien-nhan")


def village_mends(page: Page) -> None:
    """What came back, mended and handed in again; a difficulty told."""
    page.goto("/")
    picture(page, "thon-bi-tra-lai", mark=named(page, "Sửa mục bị trả lại"))
    press(page, "Sửa mục bị trả lại")
    picture(page, "thon-sua", at=page.locator("main h1"))
    answer(page, page.locator(".line-block").first, "Đạt một phần")
    press(page, "Kiểm tra và nộp")
    press(page, "Nộp")
    page.goto("/campaigns/na-ri-2026/years/2026/problems/new/")
    page.locator("main textarea").first.fill(
        "Đường vào nhà văn hóa thôn bị sạt lở, chưa mở được lớp xóa mù chữ."
    )
    picture(page, "thon-kho-khan", mark=named(page, "Gửi"))
    press(page, "Gửi")


def village_households(camera: Camera) -> None:
    """Results of households, entered without a form of their own."""
    page = camera.sign_in("nr.thon01", phone=True)
    page.goto("/assessments/na-ri-2026/2026/results/")
    picture(page, "thon-ho-gia-dinh")


# ---------------------------------------------------------------- the officer


def officer_returns(camera: Camera) -> Page:
    """The first page, who has not handed in, the review and what goes back."""
    page = camera.sign_in("nr.congchuc")
    picture(page, "cong-chuc-viec-cua-toi")
    page.goto("/assessments/na-ri-2026/2026/")
    picture(page, "cong-chuc-bang-trang-thai")
    page.goto("/assessments/na-ri-2026/2026/grid/")
    picture(page, "cong-chuc-bang-nhap")
    page.goto("/imports/")
    picture(page, "cong-chuc-nhap-excel")
    page.goto("/assessments/na-ri-2026/2026/?state=missing")
    picture(page, "cong-chuc-chua-nop", at=page.get_by_role("heading", name="Từng đơn vị"))
    find_unit(page, "hat deng", f"Thôn {VILLAGE}")
    press(page, "Thẩm định")
    press(page, "Bắt đầu thẩm định")
    picture(page, "cong-chuc-tham-dinh")
    press(page, "Trả lại")
    page.locator("main input[type=checkbox]").first.check()
    page.locator("main textarea:visible").first.fill(
        "Gửi kèm ảnh biên bản họp thôn; chưa có biên bản thì chọn “Đạt một phần”."
    )
    picture(page, "cong-chuc-tra-lai", mark=named(page, "Trả lại"))
    press(page, "Trả lại")
    return page


def officer_approves(page: Page) -> None:
    """The form that came again, approved; then for others: entering, more time, an answer."""
    find_unit(page, "hat deng", f"Thôn {VILLAGE}")
    press(page, "Thẩm định")
    press(page, "Bắt đầu thẩm định")
    button = named(page, "Duyệt và sang đơn vị kế tiếp")
    picture(page, "cong-chuc-duyet", mark=button)
    press(page, "Duyệt và sang đơn vị kế tiếp")
    find_unit(page, "na duong", "Thôn Nà Duồng")
    picture(page, "cong-chuc-nhap-thay")
    press(page, "Kiểm tra và nộp")
    channel = page.get_by_text("Phiếu giấy", exact=True)
    channel.click()
    picture(
        page, "cong-chuc-nop-thay", at=page.get_by_role("heading", name="Nộp thay Thôn Nà Duồng")
    )
    page.goto("/assessments/na-ri-2026/2026/?q=na+duong")
    named(page, "Gia hạn").or_(
        page.locator("main").get_by_role("link", name="Gia hạn")
    ).first.click()
    page.wait_for_load_state()
    picture(page, "cong-chuc-gia-han")
    page.goto("/notices/")
    page.get_by_text(f"Thôn {VILLAGE} báo khó khăn").click()
    page.wait_for_load_state()
    page.locator("main textarea").fill(
        "Phòng sẽ mở lớp tại Trường TH và THCS Kim Lư từ 01/12/2026."
    )
    picture(page, "cong-chuc-tra-loi", mark=named(page, "Gửi trả lời"))
    page.goto("/recognitions/")
    picture(page, "cong-chuc-danh-hieu")


# ---------------------------------------------------------------- the office leader


def leader(camera: Camera) -> None:
    """Days, opening a year, the commune's report, closing."""
    page = camera.sign_in("nr.lanhdao")
    page.goto("/campaigns/na-ri-2026/years/2027/open/")
    picture(page, "lanh-dao-mo-nam", mark=named(page, "Mở năm 2027"))
    page.goto("/campaigns/na-ri-2026/")
    page.locator("main").get_by_role("link", name=re.compile("Đặt ngày")).first.click()
    page.wait_for_load_state()
    picture(page, "lanh-dao-dat-ngay")
    page.goto("/")
    page.locator("main").get_by_role("link", name="chưa lập").first.click()
    page.wait_for_load_state()
    press(page, "Lập báo cáo")
    place = page.url
    wait_for(page, place, "Kiểm tra")
    press(page, "Kiểm tra")
    press(page, "Đã kiểm tra, chuyển chốt")
    wait_for(page, place, "Chốt số liệu")
    picture(page, "lanh-dao-bao-cao", mark=named(page, "Tải bản PDF"))
    picture(page, "lanh-dao-chot", mark=named(page, "Chốt số liệu"))
    page.goto("/assessments/na-ri-2026/2026/close/")
    picture(page, "lanh-dao-khoa-nam")


# ---------------------------------------------------------------- everybody else


def agency(camera: Camera) -> None:
    """An agency on its own form."""
    page = camera.sign_in("nr.donvi02")
    picture(page, "co-quan-viec-cua-toi", mark=named(page, "Nhập tiếp và nộp"))
    press(page, "Nhập tiếp và nộp")
    picture(page, "co-quan-phieu")


def administrator(camera: Camera) -> None:
    """The state of the machine, a new account, its role, its letter."""
    page = camera.sign_in("quantri")
    picture(page, "quan-tri-tinh-trang")
    page.goto("/units/people/new/")
    page.get_by_label("Họ và tên").fill("Hoàng Văn Thắng")
    page.get_by_label("Tên đăng nhập").fill("hoang.van.thang")
    picture(page, "quan-tri-mo-tai-khoan", mark=named(page, "Mở tài khoản"))
    press(page, "Mở tài khoản")
    place = page.url
    press(page, "Giao vai trò")
    page.get_by_label("Tên hoặc mã đơn vị").fill("nà duồng")
    press(page, "Tìm")
    page.locator("main").get_by_role("link", name=re.compile("Nà Duồng")).first.click()
    page.wait_for_load_state()
    picture(page, "quan-tri-giao-vai-tro")
    page.goto(place)
    press(page, "Cấp thư mở tài khoản")
    picture(page, "quan-tri-thu")


def readers(camera: Camera) -> None:
    """The province and the auditor."""
    page = camera.sign_in("tinh.thainguyen")
    picture(page, "tinh-viec-cua-toi")
    page = camera.sign_in("kiemtra")
    picture(page, "kiem-tra-viec-cua-toi")
    page.locator("#menu").get_by_role("link", name="Nhật ký thao tác").click()
    page.wait_for_load_state()
    picture(page, "kiem-tra-nhat-ky")


def overview() -> None:
    """The picture of README: the office at its desk and the village on the phone."""
    desk = Image.open(FOLDER / "cong-chuc-bang-trang-thai.png").convert("RGB")
    phone = Image.open(FOLDER / "thon-tieu-chi.png").convert("RGB").resize((390, 844))
    sheet = Image.new("RGB", (desk.width + phone.width + 72, 892), "#d8d3cb")
    sheet.paste(desk, (24, 24))
    sheet.paste(phone, (desk.width + 48, 24))
    small = sheet.resize((1100, round(1100 * sheet.height / sheet.width)), Image.Resampling.LANCZOS)
    small.quantize(colors=COLOURS, dither=Image.Dither.NONE).save(
        FOLDER / "tong-quan.png", optimize=True
    )


@contextmanager
def chromium() -> Iterator[Browser]:
    """The machine's own browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        yield browser
        browser.close()


def main() -> None:
    """Take every picture; the address of the demo is the only argument."""
    FOLDER.mkdir(exist_ok=True)
    with chromium() as browser:
        camera = Camera(browser, sys.argv[1])
        village = village_fills(camera)
        village_submits(village)
        officer = officer_returns(camera)
        village_mends(village)
        officer_approves(officer)
        village_households(camera)
        leader(camera)
        agency(camera)
        administrator(camera)
        readers(camera)
    overview()


if __name__ == "__main__":
    main()
