"""Páo's phone on a line that drops: nothing typed is lost, nothing arrives twice."""

from __future__ import annotations

import os
import re
import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import Any

import brotli
import pytest
from django.contrib.sessions.models import Session
from django.contrib.staticfiles import finders
from django.core.cache import cache
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect
from playwright.sync_api import Error as PlaywrightError
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from assessments.models import Answer, Assessment, AssessmentEvent, IndicatorValue
from assessments.services import entry
from core.models import AuditEvent
from criteria.enums import IndicatorKind
from criteria.models import Indicator
from tests.browser.conftest import FLAGS
from tests.browser.seeing import until
from tests.builders.assessments import NaRi, answered, begun, na_ri
from tests.builders.people import PASSWORD
from tests.org import Org

pytestmark = pytest.mark.django_db(transaction=True)

WHOLE_FORM = "localStorage.setItem('form-view', 'all')"
NO_WORKER = "delete Navigator.prototype.serviceWorker"
OPENED: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "locale": "en-US"}


@pytest.fixture
def na(org: Org) -> NaRi:
    """Na Rì's open year with the short form."""
    return na_ri(org)


Open = Callable[..., BrowserContext]


@pytest.fixture
def phone(chromium: Browser, static_files: None, live_server: LiveServer) -> Iterator[Open]:
    """A telephone that shows the whole form; its browser may complain about the line."""
    contexts: list[BrowserContext] = []

    def opened(*scripts: str) -> BrowserContext:
        context = chromium.new_context(base_url=live_server.url, **OPENED)
        context.set_default_timeout(15_000)
        for script in (WHOLE_FORM, *scripts):
            context.add_init_script(script)
        contexts.append(context)
        return context

    yield opened
    for context in contexts:
        context.close()


def sign_in(page: Page, person: User) -> None:
    page.goto("/accounts/sign-in/")
    page.get_by_label("Tên đăng nhập hoặc số điện thoại").fill(person.username)
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()


def form(context: BrowserContext, na: NaRi, person: User) -> Page:
    """The form of Bản Pò, opened by somebody."""
    page = context.new_page()
    sign_in(page, person)
    page.goto(address(na))
    return page


def address(na: NaRi) -> str:
    return f"/assessments/forms/{na.participation(na.org.ban_po).pk}/"


def kept_for_offline(page: Page) -> None:
    """Wait until the worker has the page of the form and all that it is drawn with."""
    until(
        page, "caches.open('pages').then((pages) => pages.keys()).then((all) => all.length === 2)"
    )


def drafts(page: Page) -> int:
    found: int = page.evaluate("window.drafts.mine().then((found) => found.length)")
    return found


# ---------------------------------------------------------------- without a network


def test_two_hundred_answers_given_without_a_network_arrive_once_each_and_in_order(
    na: NaRi, phone: Open
) -> None:
    assert na.villages.indicator_set is not None
    lines = [
        Indicator.objects.create(
            criteria_set=na.villages.indicator_set,
            code=f"more_{number}",
            position=100 + number,
            section="4. Thêm",
            label=f"Số thứ {number}",
            kind=IndicatorKind.COUNT,
            unit_label="hộ",
        )
        for number in range(200)
    ]
    context = phone()
    page = form(context, na, na.org.pao)
    context.set_offline(True)

    for number, line in enumerate(lines):
        page.locator(f"#f{line.pk}-value").fill(str(number))
    page.locator(f"#f{lines[-1].pk}-value").blur()
    expect(page.locator("[data-drafts-count]").first).to_have_text("200")
    assert not IndicatorValue.objects.exists()
    context.set_offline(False)

    expect(page.locator("[data-drafts-link]").first).to_be_hidden(timeout=90_000)
    rows = IndicatorValue.objects.order_by("pk").values_list("indicator__code", "version")
    assert list(rows) == [(line.code, 1) for line in lines]
    numbers = IndicatorValue.objects.order_by("pk").values_list("number", flat=True)
    assert list(numbers) == [Decimal(number) for number in range(200)]
    assert AuditEvent.objects.filter(action="assessments.figure_saved").count() == 200


def test_a_form_opened_once_opens_again_without_a_network_with_what_was_typed(
    na: NaRi, phone: Open
) -> None:
    context = phone()
    page = form(context, na, na.org.pao)
    kept_for_offline(page)
    line = na.line("households")
    context.set_offline(True)

    page.locator(f"#f{line.pk}-value").fill("98")
    page.close()  # the field was never left
    again = context.new_page()
    again.goto(address(na))

    # A tab that closes may lose the browser's switch first: then its answer has just arrived.
    arrived = IndicatorValue.objects.exists()
    expect(again.locator(f"#f{line.pk}-value")).to_have_value("98")
    expect(again.locator(f"#f{line.pk}")).to_contain_text(
        "Đã lưu trên máy chủ" if arrived else "Chỉ ở máy này"
    )
    again.goto("/device/")
    expect(again.get_by_text("98", exact=True)).to_be_visible(visible=not arrived)
    context.set_offline(False)
    again.goto(address(na))
    nothing_waits(again)
    expect(again.locator(f"#f{line.pk}-value")).to_have_value("98")
    assert IndicatorValue.objects.get().number == 98


@pytest.mark.parametrize("start", ["/", "/device/"])
def test_from_the_apps_start_the_kept_form_is_found_without_a_network(
    na: NaRi, phone: Open, start: str
) -> None:
    context = phone()
    page = form(context, na, na.org.pao)
    kept_for_offline(page)
    page.close()
    context.set_offline(True)

    again = context.new_page()
    again.goto(start)

    expect(again.get_by_role("heading", name="Mở được khi không có mạng")).to_be_visible()
    again.get_by_role("link", name="Phiếu năm 2026 – Thôn Bản Pò").click()
    expect(again.get_by_role("heading", name="Phiếu tự đánh giá năm 2026")).to_be_visible()


def test_a_page_without_a_network_shows_what_was_saved_after_it_was_kept(
    na: NaRi, phone: Open
) -> None:
    context = phone()
    page = form(context, na, na.org.pao)
    kept_for_offline(page)
    line = na.line("households")
    form_id = page.locator("[data-drafts^=form]").get_attribute("data-drafts")
    page.locator(f"#f{line.pk}-value").fill("98")
    page.locator(f"#f{line.pk}-value").blur()
    until(page, f"window.drafts.saved('{form_id}').then((all) => all.length === 1)")
    page.close()
    context.set_offline(True)
    again = context.new_page()
    again.goto(address(na))

    expect(again.locator(f"#f{line.pk}-value")).to_have_value("98")
    expect(again.locator(f"#f{line.pk}")).to_contain_text("Đã lưu trên máy chủ")
    again.locator(f"#f{line.pk}-value").fill("99")
    again.locator(f"#f{line.pk}-value").blur()
    expect(again.locator("[data-drafts-count]").first).to_have_text("1")
    context.set_offline(False)

    nothing_waits(again)
    again.goto(address(na))
    expect(again.locator(f"#f{line.pk}-value")).to_have_value("99")
    assert IndicatorValue.objects.get().version == 2
    until(again, f"window.drafts.saved('{form_id}').then((all) => !all.length)")


def test_a_key_pressed_before_the_browsers_database_opened_is_there_again(
    na: NaRi, phone: Open
) -> None:
    """An old telephone opens its database slowly; the tab is closed before that."""
    context = phone()
    sign_in(context.new_page(), na.org.pao)
    slow = context.new_page()
    slow.add_init_script("IDBFactory.prototype.open = () => ({})")
    slow.goto(address(na))
    line = na.line("households")

    slow.locator(f"#f{line.pk}-value").fill("98")
    slow.close()
    again = context.new_page()
    again.goto(address(na))

    nothing_waits(again)
    expect(again.locator(f"#f{line.pk}-value")).to_have_value("98")
    assert IndicatorValue.objects.get().number == 98
    assert again.evaluate("Object.keys(localStorage).some((key) => key.startsWith('draft'))") is (
        False
    )


def test_a_telephone_whose_battery_died_sends_what_was_typed_before(
    na: NaRi, chromium: Browser, static_files: None, live_server: LiveServer, tmp_path: Path
) -> None:
    """The browser is killed, not closed; the same profile is opened again later."""
    shared: dict[str, Any] = {
        "user_data_dir": tmp_path / "profile",
        "executable_path": shutil.which("chromium"),
        "args": FLAGS,
        "base_url": live_server.url,
        **OPENED,
    }
    context = chromium.browser_type.launch_persistent_context(**shared)
    context.add_init_script(WHOLE_FORM)
    page = form(context, na, na.org.pao)
    criterion = na.criterion("NR-1.4-a")
    context.set_offline(True)
    page.locator(f"#c{criterion.pk}").get_by_label("Đạt", exact=True).check()
    page.locator(f"#c{criterion.pk}-note").fill("Họp thôn ngày 05/11.")
    until(page, "window.drafts.mine().then((all) => all[0]?.shown.includes('05/11.'))")
    cookies = context.cookies()
    kill_browser_of(tmp_path / "profile")

    after = chromium.browser_type.launch_persistent_context(**shared)
    after.add_cookies([{**one, "expires": -1} for one in cookies])  # type: ignore[typeddict-item]
    again = after.new_page()
    again.goto("/")

    nothing_waits(again)
    row = Answer.objects.get()
    assert (row.self_value, row.self_note) == ("met", "Họp thôn ngày 05/11.")
    after.close()


def kill_browser_of(profile: Path) -> None:
    """End every process of the browser that was opened with this profile, without a word."""
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if f"--user-data-dir={profile}" in (process / "cmdline").read_text():
                os.kill(int(process.name), signal.SIGKILL)


def nothing_waits(page: Page) -> None:
    until(page, "window.drafts.mine().then((found) => found.length === 0)")


# ---------------------------------------------------------------- two places, two people


def test_an_old_draft_does_not_overwrite_a_newer_answer_but_shows_both(
    na: NaRi, phone: Open
) -> None:
    criterion = na.criterion("NR-1.4-a")
    context = phone()
    page = form(context, na, na.org.pao)
    kept_for_offline(page)
    context.set_offline(True)
    page.locator(f"#c{criterion.pk}").get_by_label("Chưa đạt", exact=True).check()
    expect(page.locator(f"#c{criterion.pk}")).to_contain_text("Chỉ ở máy này, chờ mạng")
    page.close()
    record = begun(na, na.org.ban_po, na.org.mai)
    entry.save_answer(record, criterion, value="met", note="Đã họp.", actor=na.org.mai)
    context.set_offline(False)

    again = context.new_page()
    again.goto(address(na))

    block = again.locator(f"#c{criterion.pk}")
    expect(block.get_by_text("Mục này vừa được ghi ở nơi khác: “Đạt”.")).to_be_visible()
    expect(block.get_by_label("Đạt", exact=True)).to_be_checked()
    expect(block.locator(".line-conflict")).to_contain_text("Chưa đạt")
    assert Answer.objects.get().self_value == "met"
    again.reload()  # the choice waits as long as it takes
    expect(block.locator(".line-conflict")).to_contain_text("Chưa đạt")
    assert Answer.objects.get().self_value == "met"

    block.get_by_role("button", name="Dùng giá trị của máy này").click()

    expect(again.locator(f"#c{criterion.pk}-state")).to_contain_text("Đã lưu trên máy chủ")
    nothing_waits(again)
    assert Answer.objects.get().self_value == "not_met"


def test_the_servers_answer_is_kept_when_that_is_chosen(na: NaRi, phone: Open) -> None:
    criterion = na.criterion("NR-1.4-a")
    page = form(phone(), na, na.org.pao)
    record = begun(na, na.org.ban_po, na.org.mai)
    entry.save_answer(record, criterion, value="met", note="", actor=na.org.mai)
    block = page.locator(f"#c{criterion.pk}")
    block.get_by_label("Chưa đạt", exact=True).check()

    block.get_by_role("button", name="Giữ giá trị trên máy chủ").click()

    nothing_waits(page)
    expect(block.locator(".line-conflict")).to_have_count(0)
    assert Answer.objects.get().self_value == "met"


def test_two_tabs_of_one_telephone_never_send_an_answer_over_the_other(
    na: NaRi, phone: Open
) -> None:
    criterion, line = na.criterion("NR-1.4-a"), na.line("households")
    context = phone()
    first = form(context, na, na.org.pao)
    second = context.new_page()
    second.goto(address(na))

    first.locator(f"#c{criterion.pk}").get_by_label("Đạt", exact=True).check()
    expect(first.locator(f"#c{criterion.pk}-state")).to_contain_text("Đã lưu trên máy chủ")
    second.locator(f"#f{line.pk}-value").fill("98")
    second.locator(f"#f{line.pk}-value").blur()
    expect(second.locator(f"#f{line.pk}-state")).to_contain_text("98 hộ")
    block = second.locator(f"#c{criterion.pk}")
    block.get_by_label("Chưa đạt", exact=True).check()

    expect(block.locator(".line-conflict")).to_contain_text("Chưa đạt")
    assert Answer.objects.get().self_value == "met"
    assert IndicatorValue.objects.get().number == 98


def test_another_person_on_the_same_telephone_neither_sees_nor_sends_the_drafts(
    na: NaRi, phone: Open
) -> None:
    criterion = na.criterion("NR-1.4-a")
    context = phone()
    page = form(context, na, na.org.pao)
    kept_for_offline(page)
    context.set_offline(True)
    page.locator(f"#c{criterion.pk}").get_by_label("Đạt", exact=True).check()
    expect(page.locator(f"#c{criterion.pk}")).to_contain_text("Chỉ ở máy này, chờ mạng")
    page.close()
    context.clear_cookies()
    context.set_offline(False)

    other = form(context, na, na.org.mai)
    other.wait_for_load_state("networkidle")
    assert drafts(other) == 0
    other.goto("/device/")
    expect(other.get_by_text("Không có bản nháp nào trên máy này")).to_be_visible()
    assert not Answer.objects.exists()

    context.clear_cookies()
    mine = form(context, na, na.org.pao)
    nothing_waits(mine)
    assert Answer.objects.get().self_value == "met"


def test_a_tab_left_open_sends_nothing_as_somebody_else(na: NaRi, phone: Open) -> None:
    criterion = na.criterion("NR-1.4-a")
    context = phone()
    page = form(context, na, na.org.pao)
    context.clear_cookies()
    other = context.new_page()
    sign_in(other, na.org.mai)

    page.locator(f"#c{criterion.pk}").get_by_label("Đạt", exact=True).check()

    expect(page.get_by_text("Hết phiên làm việc, chưa lưu.")).to_be_visible()
    assert drafts(page) == 1
    assert not Answer.objects.exists()


def test_without_a_session_the_pages_kept_on_the_telephone_are_forgotten(
    na: NaRi, phone: Open
) -> None:
    context = phone()
    page = form(context, na, na.org.pao)
    kept_for_offline(page)

    page.goto("/")
    page.locator(".masthead-tools summary").click()
    page.get_by_role("button", name="Đăng xuất").click()

    until(page, "caches.open('pages').then((pages) => pages.keys()).then((all) => !all.length)")


# ---------------------------------------------------------------- the session ends


def test_a_session_that_ended_is_taken_up_in_place_and_the_answer_goes_on(
    na: NaRi, phone: Open
) -> None:
    line = na.line("households")
    page = form(phone(), na, na.org.pao)
    Session.objects.all().delete()
    cache.clear()
    box = page.locator(f"#f{line.pk}-value")
    box.fill("98")
    box.press("Enter")

    dialog = page.get_by_role("dialog", name="Phiên làm việc đã hết")
    expect(dialog).to_be_visible()
    dialog.get_by_label("Mật khẩu").fill("sai-mat-khau")
    dialog.get_by_role("button", name="Đăng nhập").click()
    expect(dialog.get_by_text("Tên đăng nhập hoặc mật khẩu chưa đúng.")).to_be_visible()
    dialog.get_by_label("Mật khẩu").fill(PASSWORD)
    dialog.get_by_role("button", name="Đăng nhập").click()

    expect(dialog).to_be_hidden()
    expect(page.locator(f"#f{line.pk}-state")).to_contain_text("98 hộ")
    expect(box).to_be_focused()
    assert IndicatorValue.objects.get().number == 98


# ---------------------------------------------------------------- the line is cut while sending


def test_an_answer_whose_reply_was_lost_is_written_once_and_changed_again_without_a_quarrel(
    na: NaRi, phone: Open
) -> None:
    line = na.line("households")
    context = phone(NO_WORKER)
    lost: list[str] = []
    is_cut = [True]

    def lose_replies(route: Route) -> None:
        """The server hears the first sending; no answer comes until the line is back."""
        if not is_cut:
            route.continue_()
            return
        lost.append(route.request.url)
        if len(lost) == 1:
            route.fetch()
        route.abort("connectionreset")

    context.route("**/figures/**", lose_replies)
    page = form(context, na, na.org.pao)
    box = page.locator(f"#f{line.pk}-value")
    box.fill("98")
    box.blur()
    expect(page.locator(f"#f{line.pk}")).to_contain_text("Chỉ ở máy này, chờ mạng")
    is_cut.clear()
    box.fill("99")
    box.blur()

    expect(page.locator(f"#f{line.pk}-state")).to_contain_text("99 hộ")
    expect(page.locator(".line-conflict")).to_have_count(0)
    row = IndicatorValue.objects.get()
    assert (row.number, row.version) == (Decimal(99), 2)
    assert lost


@pytest.mark.parametrize("again", ["pressed", "reloaded"])
@pytest.mark.parametrize("is_taken", [True, False])
def test_a_form_handed_in_while_the_line_is_cut_is_handed_in_once(
    na: NaRi, phone: Open, is_taken: bool, again: str
) -> None:
    """The line is cut before the server hears of it, or before the telephone hears the answer."""
    answered(begun(na, na.org.ban_po, na.org.pao), na.org.pao)
    context = phone(NO_WORKER)
    done: list[str] = []

    def cut_once(route: Route) -> None:
        if done or route.request.method != "POST":
            route.continue_()
            return
        done.append(route.request.url)
        if is_taken:
            route.fetch(max_redirects=0)
        route.abort("connectionreset")

    context.route(re.compile("/submit/$"), cut_once)
    page = form(context, na, na.org.pao)
    here = f"{address(na)}submit/"
    page.goto(here)
    press_submit(page)
    wait_until(page, lambda: len(done) == 1)
    wait_until(page, lambda: handed_in() == int(is_taken))
    if again == "reloaded":
        with suppress(PlaywrightError):
            page.reload()
    page.goto(here)
    if page.get_by_role("button", name="Nộp", exact=True).count():
        press_submit(page)

    wait_until(page, lambda: handed_in() == 1)
    assert len(done) == 1
    record = Assessment.objects.get()
    assert record.status == "submitted"
    assert record.receipt_code


def handed_in() -> int:
    """How often the form was handed in."""
    return AssessmentEvent.objects.filter(action="submit").count()


def wait_until(page: Page, holds: Callable[[], bool]) -> None:
    """Give a busy machine its time; what never comes true fails the story."""
    for _turn in range(100):
        if holds():
            return
        page.wait_for_timeout(100)
    assert holds()


def press_submit(page: Page) -> None:
    with suppress(PlaywrightError):  # the page that answers may never come
        page.get_by_role("button", name="Nộp", exact=True).click()
        page.wait_for_load_state("load")
        page.wait_for_timeout(500)


def test_a_form_is_not_handed_in_while_answers_lie_on_the_telephone_only(
    na: NaRi, phone: Open
) -> None:
    answered(begun(na, na.org.ban_po, na.org.pao), na.org.pao)
    line = na.line("families_registered")
    context = phone(NO_WORKER)
    page = form(context, na, na.org.pao)
    page.locator(f"#f{line.pk}-value").fill("sáu mươi")
    page.locator(f"#f{line.pk}-value").blur()
    expect(page.get_by_text("“sáu mươi” không phải là số.")).to_be_visible()

    page.goto(f"{address(na)}submit/")
    page.get_by_role("button", name="Nộp", exact=True).click()

    expect(page.get_by_text("Còn câu trả lời chỉ nằm trên máy này")).to_be_visible()
    assert Assessment.objects.get().status == "draft"


# ---------------------------------------------------------------- the list of drafts


def test_drafts_are_listed_saved_to_a_file_and_thrown_away(na: NaRi, phone: Open) -> None:
    line = na.line("households")
    context = phone()
    page = form(context, na, na.org.pao)
    page.locator(f"#f{line.pk}-value").fill("mười")
    page.locator(f"#f{line.pk}-value").blur()
    expect(page.get_by_text("“mười” không phải là số.")).to_be_visible()
    page.get_by_role("link", name="Bản nháp trên máy này").click()

    expect(page.get_by_role("link", name="Tổng số hộ")).to_be_visible()
    expect(page.get_by_text("chưa hợp lệ, cần sửa")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Lưu ra tệp").click()
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    assert "Tổng số hộ\nmười" in text
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Xóa: Tổng số hộ").click()

    expect(page.get_by_text("Không có bản nháp nào trên máy này")).to_be_visible()
    page.goto(address(na))
    expect(page.locator(f"#f{line.pk}-value")).to_have_value("")


# ---------------------------------------------------------------- on a weak line, one by one


def test_the_form_is_light_on_its_first_load(na: NaRi, phone: Open) -> None:
    """What a new telephone fetches before it can type, compressed as served: 100 kB at most."""
    cookies = form(phone(NO_WORKER), na, na.org.pao).context.cookies()
    cold = phone(NO_WORKER)
    cold.add_cookies(cookies)  # type: ignore[arg-type]
    page = cold.new_page()
    page.goto(address(na), wait_until="networkidle")
    fetched = page.evaluate(
        "performance.getEntriesByType('resource').map((one) => new URL(one.name).pathname)"
    )
    html = page.evaluate("fetch(location.href).then((answer) => answer.text())")

    files = {path for path in fetched if path.startswith("/static/")}
    weights = {path: weight_of(path.removeprefix("/static/")) for path in files}
    whole = len(brotli.compress(html.encode())) + sum(weights.values())
    assert any("form" in path for path in files)
    assert whole <= 100_000, weights


def weight_of(name: str) -> int:
    """A static file as a browser gets it, under whatever name its content gave it."""
    found = finders.find(name) or finders.find(re.sub(r"\.[0-9a-f]{12}(?=\.)", "", name))
    content = Path(str(found)).read_bytes()
    return len(content) if name.endswith("woff2") else len(brotli.compress(content))


def test_line_by_line_next_saves_and_the_whole_form_is_one_press_away(
    na: NaRi, chromium: Browser, static_files: None, live_server: LiveServer
) -> None:
    context = chromium.new_context(base_url=live_server.url, **OPENED)
    page = form(context, na, na.org.pao)
    first, second = na.criterion("NR-1.4-a"), na.criterion("NR-1.4-b")
    bar = page.get_by_role("navigation", name="Sang mục khác")

    expect(page.locator(".line-block:visible")).to_have_count(1)
    expect(page.locator(f"#c{first.pk}")).to_be_visible()
    page.locator(f"#c{first.pk}").get_by_label("Đạt", exact=True).check()
    page.locator(f"#c{first.pk}-note").fill("Có kế hoạch.")
    bar.get_by_role("button", name="Tiếp").click()

    expect(page.locator(f"#c{second.pk}")).to_be_visible()
    expect(page.locator(f"#c{first.pk}")).to_be_hidden()
    nothing_waits(page)
    row = Answer.objects.get()
    assert (row.self_value, row.self_note) == ("met", "Có kế hoạch.")
    bar.get_by_role("button", name="Trước").click()
    expect(page.locator(f"#c{first.pk}-state")).to_contain_text("Đã lưu trên máy chủ")
    page.get_by_role("button", name="Cả phiếu").click()
    expect(page.locator(f"#c{second.pk}")).to_be_visible()
    expect(bar).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    context.close()


def test_on_a_desktop_the_whole_form_stands_open(na: NaRi, page: Page) -> None:
    sign_in(page, na.org.pao)
    page.goto(address(na))

    expect(page.locator(f"#c{na.criterion('NR-1.4-a').pk}")).to_be_visible()
    expect(page.locator(f"#f{na.line('fund').pk}")).to_be_visible()
    expect(page.get_by_role("navigation", name="Sang mục khác")).to_be_hidden()


def test_a_carried_value_is_confirmed_by_one_press(na: NaRi, phone: Open) -> None:
    criterion, other = na.criterion("NR-1.4-a"), na.criterion("NR-1.4-b")
    record = begun(na, na.org.ban_po, na.org.pao)
    for one in (criterion, other):
        entry.save_answer(record, one, value="met", note="", actor=na.org.pao)
    Answer.objects.update(carried="waiting")
    page = form(phone(), na, na.org.pao)
    block = page.locator(f"#c{criterion.pk}")
    expect(block.get_by_text("mang sang, chưa xác nhận")).to_be_visible()
    expect(page.get_by_text("2 mục mang sang từ năm trước chờ xác nhận.")).to_be_visible()

    block.get_by_role("button", name="Đúng, năm nay cũng vậy").click()

    expect(page.locator(f"#c{criterion.pk}-state")).to_contain_text("Đã lưu trên máy chủ")
    expect(block.get_by_text("mang sang, chưa xác nhận")).to_have_count(0)
    assert Answer.objects.get(criterion=criterion).carried == "confirmed"
    expect(page.get_by_text("1 mục mang sang từ năm trước chờ xác nhận.")).to_be_visible()
    last = page.locator(f"#c{other.pk}")
    last.get_by_role("button", name="Đúng, năm nay cũng vậy").click()
    expect(page.get_by_text("mục mang sang từ năm trước")).to_be_hidden()


def test_an_answer_that_the_server_has_says_so_when_the_form_opens_again(
    na: NaRi, phone: Open
) -> None:
    criterion, other = na.criterion("NR-1.4-a"), na.criterion("NR-1.4-b")
    record = begun(na, na.org.ban_po, na.org.pao)
    entry.save_answer(record, criterion, value="met", note="", actor=na.org.pao)
    context = phone()

    page = form(context, na, na.org.pao)

    block = page.locator(f"#c{criterion.pk}")
    expect(block).to_contain_text("Đã lưu trên máy chủ")
    expect(page.locator(f"#c{other.pk}")).not_to_contain_text("Đã lưu trên máy chủ")
    context.set_offline(True)
    block.get_by_label("Chưa đạt", exact=True).check()
    expect(block).to_contain_text("Chỉ ở máy này, chờ mạng")
    expect(block).not_to_contain_text("Đã lưu trên máy chủ")
