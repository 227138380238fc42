"""The two grids in a browser: a block of a spreadsheet, Ctrl+Z, the keys, the phone's list."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from assessments.enums import Carried
from assessments.models import Answer, Assessment, CompactResult, IndicatorValue
from assessments.services import entry
from core.models import AuditEvent
from tests.browser.seeing import looks_right
from tests.builders import units
from tests.builders.assessments import NaRi, begun, na_ri
from tests.builders.people import PASSWORD
from tests.org import Org
from tests.spreadsheets import copied
from units.models import Person

pytestmark = pytest.mark.django_db(transaction=True)
BOOK = Path(__file__).parent / "files" / "bieu-thon.xlsx"


@pytest.fixture
def na(org: Org) -> NaRi:
    """Na Rì's open year with the short form."""
    return na_ri(org)


Rough = Callable[[int], BrowserContext]


@pytest.fixture
def rough(chromium: Browser, static_files: None, live_server: LiveServer) -> Iterator[Rough]:
    """Browsers in which the server refuses: here the console is expected to complain."""
    contexts: list[BrowserContext] = []

    def opened(width: int) -> BrowserContext:
        context = chromium.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 844},
            locale="en-US",
            timezone_id="Asia/Ho_Chi_Minh",
            service_workers="block",  # what goes through one, a test cannot lose on the way
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        return context

    yield opened
    for context in contexts:
        context.close()


def signed_in(page: Page, person: User) -> Page:
    page.goto("/accounts/sign-in/")
    page.get_by_label("Tên đăng nhập hoặc số điện thoại").fill(person.username)
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url("**/")
    return page


def numbers() -> list[int]:
    """Every number that the server has, smallest first."""
    kept = IndicatorValue.objects.values_list("number", flat=True)
    return sorted(int(number) for number in kept if number is not None)


def villages(page: Page, na: NaRi) -> Page:
    """Minh's grid of villages, the receipt filled in."""
    signed_in(page, na.org.minh).goto(f"/assessments/{na.campaign.slug}/2026/grid/")
    page.get_by_label("Kết quả đến bằng").select_option("meeting")
    page.get_by_label("Ngày nhận").fill("19/11/2026")
    return page


def households(page: Page, na: NaRi, person: User) -> Page:
    signed_in(page, person).goto(f"/assessments/{na.campaign.slug}/2026/results/grid/")
    return page


def at(page: Page, row: str, column: str) -> Locator:
    """The cell of a row and a column by their names."""
    heads = page.locator(".grid-table thead th").all_text_contents()
    number = next(i for i, head in enumerate(heads) if head.startswith(column))
    return page.locator(".grid-table tbody tr", has=page.get_by_text(row, exact=True)).locator(
        f"td:nth-child({number + 1})"
    )


def here(page: Page) -> str:
    """The label of the active cell's input."""
    return page.locator(".grid-input").get_attribute("aria-label") or ""


def paste(page: Page, text: str, html: str = "") -> None:
    """What the browser does on Ctrl+V with this on the clipboard."""
    page.evaluate(
        """([text, html]) => {
          const data = new DataTransfer();
          data.setData("text/plain", text);
          if (html) data.setData("text/html", html);
          const ways = { clipboardData: data, bubbles: true, cancelable: true };
          document.activeElement.dispatchEvent(new ClipboardEvent("paste", ways));
        }""",
        [text, html],
    )


def rows_of(page: Page, name: str) -> list[list[str]]:
    """The cells of a table of the preview."""
    lines = page.locator(f'[data-table="{name}"] tbody tr').all()
    return [line.locator("td").all_text_contents() for line in lines]


def saved(page: Page) -> None:
    expect(page.locator("[data-grid-status]")).to_contain_text("Đã lưu trên máy chủ")


# ---------------------------------------------------------------- villages


def test_a_block_of_a_real_spreadsheet_gives_the_expected_values_or_named_errors(
    na: NaRi, page: Page
) -> None:
    text, html = copied(BOOK, (2, 1), (3, 10))
    villages(page, na)
    at(page, "Thôn Bản Pò", "NR-1.4-a").click()

    paste(page, text, html)

    expect(page.get_by_role("heading", name="Xem trước khối dán")).to_be_visible()
    assert [(short(where), before, after) for where, before, after in rows_of(page, "news")] == [
        ("Thôn Bản Pò, NR-1.4-a", "trống", "Đạt"),
        ("Thôn Bản Pò, NR-1.4-b", "trống", "Đạt một phần"),
        ("Thôn Bản Pò, Tổng số hộ", "trống", "1.234"),
        ("Thôn Bản Pò, Ngày họp thôn", "trống", "05/11/2026"),
        ("Thôn Bản Pò, Ban Công tác Mặt trận cùng ký", "trống", "Có"),
        ("Thôn Nà Lạc, Tổng số hộ", "trống", "98"),
        ("Thôn Nà Lạc, Ban Công tác Mặt trận cùng ký", "trống", "Có"),
    ]
    assert [
        (short(where), why.partition(".")[0]) for where, _text, why in rows_of(page, "bad")
    ] == [
        ("Thôn Nà Lạc, NR-1.4-a", MERGED),
        ("Thôn Nà Lạc, NR-1.4-b", MERGED),
        ("Thôn Bản Pò, Số hộ đăng ký", "“1,385” có thể hiểu là 1"),
        ("Thôn Nà Lạc, Số hộ đăng ký", "Ô này cần số lượng, không phải tỷ lệ phần trăm"),
        ("Thôn Nà Lạc, Ngày họp thôn", "Tháng 2 năm 2026 không có ngày 31"),
    ]
    expect(page.get_by_text("7 ô sẽ thay đổi")).to_be_visible()
    expect(page.get_by_text("Đã bỏ 1 cột và 0 dòng trống ở cuối khối.")).to_be_visible()
    expect(page.get_by_role("button", name="Lưu 7 ô")).to_be_disabled()
    assert not Assessment.objects.exists()

    page.get_by_role("button", name="Đưa 7 ô vào bảng").click()
    expect(page.locator("[data-grid-status]")).to_have_text("7 ô chưa lưu")
    page.keyboard.press("Control+s")
    saved(page)
    assert numbers() == [1, 1, 98, 1234]
    assert set(Answer.objects.values_list("self_value", flat=True)) == {"met", "partly"}
    assert AuditEvent.objects.filter(action="assessments.grid_saved").count() == 1


def test_a_pasted_block_is_saved_from_its_preview_and_taken_back_by_one_ctrl_z(
    na: NaRi, page: Page
) -> None:
    villages(page, na)
    at(page, "Thôn Bản Pò", "Tổng số hộ").click()

    paste(page, "98\t60\r\n112\t70\r\n")
    page.get_by_role("button", name="Lưu 4 ô").click()
    saved(page)
    expect(total(page, "Tổng số hộ")).to_have_text("210")
    expect(at(page, "Thôn Bản Pò", "Tỷ lệ hộ đăng ký")).to_contain_text("61,2% (60/98)")
    page.keyboard.press("Control+z")
    expect(page.locator("[data-grid-status]")).to_have_text("4 ô chưa lưu")
    expect(total(page, "Tổng số hộ")).to_have_text("")
    page.keyboard.press("Control+s")
    saved(page)

    assert set(IndicatorValue.objects.values_list("number", "state")) == {(None, "")}
    page.keyboard.press("Control+y")
    page.keyboard.press("Control+s")
    expect(page.locator("[data-grid-save]")).to_be_disabled()
    saved(page)
    assert numbers() == [60, 70, 98, 112]


def test_a_walk_with_the_keys_alone(na: NaRi, page: Page) -> None:
    villages(page, na)
    press = page.keyboard.press
    at(page, "Thôn Bản Pò", "NR-1.4-a").click()

    press("ArrowRight")
    assert here(page).startswith("Thôn Bản Pò, cột “NR-1.4-b")
    press("ArrowDown")
    assert here(page).startswith("Thôn Nà Lạc, cột “NR-1.4-b")
    press("End")
    assert here(page) == "Thôn Nà Lạc, cột “Đề nghị”"
    press("Home")
    assert here(page).startswith("Thôn Nà Lạc, cột “NR-1.4-a")
    press("Shift+Enter")
    assert here(page).startswith("Thôn Bản Pò, cột “NR-1.4-a")
    page.keyboard.type("đ")
    press("Enter")
    expect(at(page, "Thôn Bản Pò", "NR-1.4-a")).to_contain_text("Đạt")
    assert here(page).startswith("Thôn Nà Lạc, cột “NR-1.4-a")
    page.keyboard.type("mot")
    press("Tab")
    expect(at(page, "Thôn Nà Lạc", "NR-1.4-a")).to_contain_text("Đạt một phần")
    assert here(page).startswith("Thôn Nà Lạc, cột “NR-1.4-b")
    press("Shift+Tab")
    press("F2")
    press("Escape")
    expect(at(page, "Thôn Nà Lạc", "NR-1.4-a")).to_contain_text("Đạt một phần")
    press("F2")
    press("ArrowDown")
    press("Enter")
    press("Control+Home")
    press("Shift+ArrowDown")
    press("Control+d")
    expect(at(page, "Thôn Nà Lạc", "NR-1.4-a")).to_have_text("Đạt")
    press("Delete")
    expect(at(page, "Thôn Bản Pò", "NR-1.4-a")).to_have_text("")
    press("Control+z")
    expect(at(page, "Thôn Bản Pò", "NR-1.4-a")).to_have_text("Đạt")
    press("Escape")
    press("Tab")
    expect(page.locator(".grid-input")).not_to_be_focused()
    press("Control+s")
    page.get_by_role("button", name="Lưu", exact=True).click()
    saved(page)
    assert set(Answer.objects.values_list("self_value", flat=True)) == {"met"}


def test_what_is_copied_out_comes_back_the_same(na: NaRi, page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    villages(page, na)
    at(page, "Thôn Bản Pò", "NR-1.4-a").click()
    page.keyboard.type("đạt")
    page.keyboard.press("Tab")
    page.keyboard.type("chưa đạt")
    page.keyboard.press("Enter")
    at(page, "Thôn Bản Pò", "NR-1.4-a").click()
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Control+c")

    at(page, "Thôn Nà Lạc", "NR-1.4-a").click()
    page.keyboard.press("Control+v")
    page.get_by_role("button", name="Lưu 2 ô").click()
    saved(page)

    assert sorted(Answer.objects.values_list("self_value", flat=True)) == [
        "met", "met", "not_met", "not_met",
    ]  # fmt: skip


def test_a_number_is_typed_understood_added_up_and_a_wrong_one_stays_to_be_mended(
    na: NaRi, page: Page
) -> None:
    villages(page, na)
    at(page, "Thôn Bản Pò", "Tổng số hộ").click()

    page.keyboard.type("1234")
    page.keyboard.press("Enter")
    page.keyboard.type("1,385")
    page.keyboard.press("Enter")

    expect(at(page, "Thôn Bản Pò", "Tổng số hộ")).to_contain_text("1.234")
    expect(total(page, "Tổng số hộ")).to_have_text("1.234")
    expect(page.locator("[data-grid-status]")).to_contain_text("Còn 1 ô chưa hợp lệ")
    at(page, "Thôn Nà Lạc", "Tổng số hộ").click()
    expect(page.locator("[data-grid-said]")).to_contain_text("có thể hiểu là 1.385")
    page.keyboard.type("1.385")
    page.keyboard.press("Enter")
    expect(total(page, "Tổng số hộ")).to_have_text("2.619")


def test_a_note_gives_the_reason_and_marks_the_cell(na: NaRi, page: Page) -> None:
    villages(page, na)
    at(page, "Thôn Bản Pò", "NR-1.4-a").click()
    page.keyboard.type("không áp")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowUp")
    expect(page.locator("[data-grid-said]")).to_contain_text("Hãy ghi vì sao")

    page.get_by_label("Ghi chú, lý do").fill("Thôn mới tách.")
    page.get_by_label("Ghi chú, lý do").press("Enter")
    expect(at(page, "Thôn Bản Pò", "NR-1.4-a")).to_have_class(re.compile("has-note"))
    expect(page.locator("[data-grid-status]")).to_have_text("1 ô chưa lưu")
    page.keyboard.press("Control+s")
    saved(page)

    assert Answer.objects.get().self_note == "Thôn mới tách."


def test_carried_values_are_confirmed_where_they_stand(na: NaRi, page: Page) -> None:
    record = begun(na, na.org.ban_po, na.org.pao)
    entry.save_answer(record, na.criterion("NR-1.4-a"), value="met", note="", actor=na.org.pao)
    Answer.objects.update(carried=Carried.WAITING)
    villages(page, na)
    at(page, "Thôn Bản Pò", "NR-1.4-a").click()
    expect(page.locator("[data-grid-said]")).to_contain_text("Mang sang từ năm trước")

    page.keyboard.press("Control+Enter")
    expect(page.locator("[data-grid-status]")).to_have_text("1 ô chưa lưu")
    page.keyboard.press("Control+s")
    saved(page)

    assert Answer.objects.get().carried == Carried.CONFIRMED


def test_unsaved_cells_outlive_the_page(na: NaRi, page: Page) -> None:
    villages(page, na)
    at(page, "Thôn Bản Pò", "NR-1.4-a").click()
    page.keyboard.type("đ")
    page.keyboard.press("Enter")
    expect(page.locator("[data-grid-status]")).to_have_text("1 ô chưa lưu")
    page.wait_for_timeout(400)

    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()

    expect(at(page, "Thôn Bản Pò", "NR-1.4-a")).to_contain_text("Đạt")
    page.wait_for_timeout(1000)  # what was put back has been read by the server, and is still told
    expect(page.locator("[data-grid-status]")).to_contain_text("Đã đưa lại 1 ô chưa lưu")


def test_a_name_is_found_without_diacritics(na: NaRi, page: Page) -> None:
    villages(page, na)

    page.get_by_placeholder("Tìm tên").fill("na lac")

    expect(page.locator(".grid-table tbody tr:not([hidden])")).to_have_count(1)
    expect(page.get_by_text("1/2 dòng")).to_be_visible()


def test_text_of_an_old_font_is_offered_converted(na: NaRi, page: Page) -> None:
    villages(page, na)
    at(page, "Thôn Bản Pò", "Đề nghị").click()

    paste(page, "§Ò nghÞ më líp häc")
    expect(page.get_by_text("Khối này gõ bằng phông TCVN3.")).to_be_visible()
    assert rows_of(page, "legacy") == [["§Ò nghÞ më líp häc", "Đề nghị mở lớp học"]]
    page.get_by_role("button", name="Chuyển 1 ô sang Unicode").click()
    expect(page.locator('[data-table="news"]')).to_contain_text("Đề nghị mở lớp học")
    page.get_by_role("button", name="Lưu 1 ô").click()
    saved(page)

    assert IndicatorValue.objects.get().text == "Đề nghị mở lớp học"


def test_of_two_the_slower_chooses_between_both_values(na: NaRi, rough: Rough) -> None:
    page = villages(rough(1280).new_page(), na)
    record = begun(na, na.org.ban_po, na.org.pao)
    criterion = na.criterion("NR-1.4-a")
    entry.save_answer(record, criterion, value="not_met", note="", actor=na.org.pao)

    at(page, "Thôn Bản Pò", "NR-1.4-a").click()
    page.keyboard.type("đ")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+s")

    dialog = page.locator("[data-grid-conflict]")
    expect(dialog).to_contain_text("Chưa đạt – Hoàng Văn Páo vừa sửa")
    assert Answer.objects.get().self_value == "not_met"
    dialog.get_by_role("button", name="Ghi giá trị tôi nhập").click()
    saved(page)
    assert Answer.objects.get().self_value == "met"


def test_without_the_channel_nothing_is_saved_and_nothing_is_lost(na: NaRi, rough: Rough) -> None:
    page = villages(rough(1280).new_page(), na)
    page.get_by_label("Kết quả đến bằng").select_option("")
    at(page, "Thôn Bản Pò", "NR-1.4-a").click()
    page.keyboard.type("đ")
    page.keyboard.press("Enter")

    page.keyboard.press("Control+s")

    expect(page.locator("[data-grid-status]")).to_contain_text("ghi kết quả đến bằng cách nào")
    expect(page.get_by_label("Kết quả đến bằng")).to_be_focused()
    assert not Assessment.objects.exists()
    page.get_by_label("Kết quả đến bằng").select_option("phone")
    page.get_by_role("button", name="Lưu", exact=True).click()
    saved(page)
    assert Assessment.objects.get().channel == "phone"


def test_a_saving_whose_answer_was_lost_is_written_once(na: NaRi, rough: Rough) -> None:
    page = rough(1280).new_page()
    lost: list[bool] = []

    def lose_the_first_answer(route: Route) -> None:
        if lost:
            route.continue_()
            return
        route.fetch()
        lost.append(True)
        route.abort()

    # From before the page is there until it is gone: switched on or off between two requests of a
    # busy page, the interception misses one now and then.
    page.route("**/grid/save/**", lose_the_first_answer)
    villages(page, na)
    at(page, "Thôn Bản Pò", "NR-1.4-a").click()
    page.keyboard.type("đ")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+s")
    expect(page.locator("[data-grid-status]")).to_contain_text("mất mạng")
    page.keyboard.press("Control+s")
    expect(page.locator("[data-grid-status]")).to_contain_text("đã được ghi trước đó")

    assert lost == [True]
    assert AuditEvent.objects.filter(action="assessments.grid_saved").count() == 1


# ---------------------------------------------------------------- households


def test_ticks_and_results_of_households_count_the_village_s_ratios(na: NaRi, page: Page) -> None:
    for name in ("Hoàng Văn An", "Lường Thị Bé"):
        units.household(na.org.ban_po, name)
    households(page, na, na.org.pao)
    at(page, "Hộ Hoàng Văn An", "Đăng ký").click()

    page.keyboard.press(" ")
    page.keyboard.press("ArrowDown")
    page.keyboard.type("x")
    page.keyboard.press("Enter")
    at(page, "Hộ Hoàng Văn An", "Kết quả").click()
    page.keyboard.type("đ")
    page.keyboard.press("Enter")
    expect(total(page, "Đăng ký")).to_have_text("2/2")
    page.keyboard.press("Control+s")
    saved(page)

    expect(page.locator('[data-fact="registered"]')).to_have_text("100,0% (2/2)")
    expect(page.locator('[data-fact="achieved"]')).to_have_text("50,0% (1/2)")
    assert CompactResult.objects.filter(is_registered=True).count() == 2
    assert CompactResult.objects.get(result="achieved").unit.name == "Hoàng Văn An"


def test_a_row_is_checked_as_it_stands_on_the_screen_though_half_of_it_was_read_before(
    na: NaRi, page: Page
) -> None:
    units.household(na.org.ban_po, "Hoàng Văn An")
    households(page, na, na.org.pao)
    status = page.locator("[data-grid-status]")
    result = at(page, "Hộ Hoàng Văn An", "Kết quả")
    at(page, "Hộ Hoàng Văn An", "Đăng ký").click()
    page.keyboard.press(" ")
    expect(total(page, "Đăng ký")).to_have_text("1/1")
    page.wait_for_timeout(600)  # the server has read the tick

    result.click()
    page.keyboard.type("đ")
    page.keyboard.press("Enter")

    page.wait_for_timeout(600)
    expect(status).to_have_text("2 ô chưa lưu")
    expect(result).not_to_have_class(re.compile("is-invalid"))
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+y")
    page.wait_for_timeout(600)
    expect(status).to_have_text("2 ô chưa lưu")
    at(page, "Hộ Hoàng Văn An", "Đăng ký").click()
    page.keyboard.press(" ")
    expect(result).to_have_class(re.compile("is-invalid"))
    expect(status).to_contain_text("Còn 1 ô chưa hợp lệ")
    page.keyboard.press(" ")
    expect(status).to_have_text("2 ô chưa lưu")


def test_a_pasted_result_is_checked_beside_a_tick_that_is_not_saved_yet(
    na: NaRi, page: Page
) -> None:
    units.household(na.org.ban_po, "Hoàng Văn An")
    households(page, na, na.org.pao)
    at(page, "Hộ Hoàng Văn An", "Đăng ký").click()
    page.keyboard.press(" ")
    expect(total(page, "Đăng ký")).to_have_text("1/1")
    at(page, "Hộ Hoàng Văn An", "Kết quả").click()

    paste(page, "Đạt")

    expect(page.get_by_text("1 ô sẽ thay đổi · 0 ô giữ nguyên · 0 ô bị từ chối")).to_be_visible()
    page.get_by_role("button", name="Lưu 1 ô").click()
    saved(page)
    row = CompactResult.objects.get()
    assert (row.is_registered, row.result) == (True, "achieved")


def session_ends() -> None:
    Session.objects.all().delete()
    cache.clear()


def refused_at_the_door(na: NaRi, rough: Rough) -> Page:
    """Páo's session ends; the cell then saved is refused and stays in the open page."""
    units.household(na.org.ban_po, "Hoàng Văn An")
    page = households(rough(1280).new_page(), na, na.org.pao)
    at(page, "Hộ Hoàng Văn An", "Đăng ký").click()
    session_ends()
    page.keyboard.press(" ")
    page.keyboard.press("Control+s")
    expect(page.locator("[data-grid-status]")).to_contain_text("Hết phiên làm việc")
    return page


def test_cells_refused_for_a_lost_session_go_up_after_signing_in_at_another_tab(
    na: NaRi, rough: Rough
) -> None:
    page = refused_at_the_door(na, rough)
    page.get_by_role("dialog").get_by_role("button", name="Để sau").click()

    signed_in(page.context.new_page(), na.org.pao)
    page.get_by_role("button", name="Lưu", exact=True).click()

    saved(page)
    assert CompactResult.objects.get().is_registered


def test_cells_refused_for_a_lost_session_go_up_after_signing_in_in_place(
    na: NaRi, rough: Rough
) -> None:
    page = refused_at_the_door(na, rough)

    dialog = page.get_by_role("dialog", name="Phiên làm việc đã hết")
    dialog.get_by_label("Mật khẩu").fill(PASSWORD)
    dialog.get_by_role("button", name="Đăng nhập").click()

    saved(page)
    assert CompactResult.objects.get().is_registered


def test_cells_of_one_account_are_not_saved_by_another_that_signed_in_at_another_tab(
    na: NaRi, rough: Rough
) -> None:
    units.household(na.org.ban_po, "Hoàng Văn An")
    page = households(rough(1280).new_page(), na, na.org.pao)
    at(page, "Hộ Hoàng Văn An", "Đăng ký").click()
    page.keyboard.press(" ")
    session_ends()

    signed_in(page.context.new_page(), na.org.minh)
    page.get_by_role("button", name="Lưu", exact=True).click()

    expect(page.locator("[data-grid-status]")).to_contain_text("đang đăng nhập tài khoản khác")
    assert not CompactResult.objects.exists()


def test_on_a_telephone_households_are_a_list_with_ticks(na: NaRi, phone: Page) -> None:
    units.household(na.org.ban_po, "Hoàng Văn An")
    signed_in(phone, na.org.pao).goto(f"/assessments/{na.campaign.slug}/2026/results/")
    card = phone.locator(".tick-card")

    for tick in card.locator(".tick").all():
        box = tick.bounding_box()
        assert box is not None
        assert box["height"] >= 44
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    card.get_by_label("Đăng ký").check()
    card.get_by_label("Đạt", exact=True).check()
    phone.get_by_role("button", name="Lưu").click()

    expect(phone.get_by_text("Đã lưu 1 dòng thay đổi.")).to_be_visible()
    expect(phone.get_by_text("100,0% (1/1)").first).to_be_visible()
    row = CompactResult.objects.get()
    assert (row.is_registered, row.result) == (True, "achieved")


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("name", ["grid", "results/grid", "results", "results/doubles"])
def test_nothing_for_axe_to_find_and_nothing_hangs_out(
    na: NaRi, open_context: Callable[[int, int], BrowserContext], width: int, name: str
) -> None:
    for _double in range(2):
        units.household(na.org.ban_po, "Hoàng Văn An")
    Person.objects.update(birth_year=1970)
    page = signed_in(open_context(width, 844).new_page(), na.org.minh)

    page.goto(
        f"/assessments/{na.campaign.slug}/2026/{name}/?unit={na.org.ban_po.pk}&type=household"
    )

    looks_right(page)


MERGED = "Ô gộp: giá trị chỉ đứng ở ô đầu"


def short(address: str) -> str:
    """An address without the words around the names, a criterion by its code alone."""
    row, _comma, column = address.partition(", cột “")
    label = column.removesuffix("”")
    return f"{row}, {label.partition(' ')[0] if label.startswith('NR-') else label}"


def total(page: Page, column: str) -> Locator:
    """What stands under a column."""
    heads = page.locator(".grid-table thead th").all_text_contents()
    number = next(i for i, head in enumerate(heads) if head.startswith(column))
    return page.locator(f".grid-table tfoot tr > :nth-child({number + 1})")
