"""The parts of a page in a real browser: readable for all, saving, sending once, light and dark."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.browser.seeing import findings
from tests.org import Org

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.ui.gallery")]
PAGES = ["/", "/components/", "/list/", "/confirm/", "/autosave/", "/accounts/password/"]
DOOR = ["/accounts/sign-in/", "/accounts/letter/"]
"""Where nobody has signed in yet."""


@pytest.fixture(autouse=True)
def _officers_frame(settings: Settings) -> None:
    settings.FRAME_PROVIDERS = ["tests.ui.gallery.frame_part"]


@pytest.fixture
def enter(org: Org, live_server: LiveServer) -> Callable[[Page], None]:
    """Sign in as the officer Minh, at the door."""

    def entered(page: Page) -> None:
        org.minh.set_password("bốn từ liền nhau")
        org.minh.save()
        page.goto("/accounts/sign-in/")
        page.get_by_label("Tên đăng nhập hoặc số điện thoại").fill("minh")
        page.get_by_label("Mật khẩu", exact=True).fill("bốn từ liền nhau")
        page.get_by_role("button", name="Đăng nhập").click()
        expect(page.locator(".masthead-tools summary")).to_have_text(re.compile("Hoàng Văn Minh"))

    return entered


@pytest.fixture
def rough(chromium: Browser, static_files: None, live_server: LiveServer) -> Iterator[Page]:
    """A telephone on a bad line: here the browser is expected to complain."""
    context = chromium.new_context(
        base_url=live_server.url, viewport={"width": 390, "height": 844}, locale="en-US"
    )
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("light", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_is_lost(
    open_context: Callable[[int, int], BrowserContext],
    enter: Callable[[Page], None],
    width: int,
    light: str,
) -> None:
    page = open_context(width, 844).new_page()
    page.emulate_media(color_scheme="dark" if light == "dark" else "light")
    for address in DOOR:
        page.goto(address)
        assert findings(page) == [], address
    enter(page)

    for address in PAGES:
        page.goto(address)

        assert page.evaluate("document.documentElement.dataset.bsTheme") == light
        assert findings(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


@pytest.mark.parametrize("address", ["/", "/list/", "/components/"])
def test_narrow_screen_loses_nothing(
    open_context: Callable[[int, int], BrowserContext], enter: Callable[[Page], None], address: str
) -> None:
    page = open_context(360, 640).new_page()
    enter(page)

    page.goto(address)

    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_targets_are_large_enough_for_a_thumb(phone: Page, enter: Callable[[Page], None]) -> None:
    enter(phone)
    phone.goto("/autosave/")

    small = phone.evaluate(
        """() => [...document.querySelectorAll(
            "button, a.btn, input, select, textarea, nav a, label")]
        .filter(e => e.checkVisibility() && !e.classList.contains("visually-hidden")
                     && e.type !== "radio" && e.type !== "hidden" && !e.matches(".field-label"))
        .map(e => [e.textContent.trim() || e.name, e.getBoundingClientRect()])
        .filter(([, box]) => box.height < 44 || box.width < 44)
        .map(([name, box]) => `${name} ${box.width}x${box.height}`)"""
    )

    assert small == []


def test_answer_saves_itself_and_the_page_says_so(
    page: Page, enter: Callable[[Page], None]
) -> None:
    enter(page)
    page.goto("/autosave/")

    page.get_by_label("Tên thôn").fill("Bản Pò")
    page.get_by_label("Tên thôn").press("Tab")

    expect(page.get_by_text("Đã lưu trên máy chủ 09:42")).to_be_visible()
    assert page.evaluate("localStorage.length") == 0


def test_refused_answer_is_not_called_saved(rough: Page, enter: Callable[[Page], None]) -> None:
    enter(rough)
    rough.goto("/autosave/")
    rough.get_by_label("Tên thôn").fill("lỗi")
    rough.get_by_label("Tên thôn").press("Tab")

    expect(rough.get_by_text("Chưa hợp lệ, chưa lưu")).to_be_visible()


def test_lost_network_loses_nothing(rough: Page, enter: Callable[[Page], None]) -> None:
    enter(rough)
    lost: list[str] = []

    def cut(route: Route) -> None:
        lost.append(route.request.url)
        route.abort("internetdisconnected")

    rough.route("**/save/", cut)
    rough.goto("/autosave/")
    rough.get_by_label("Thuyết minh").fill("Họp thôn ngày 05/11, 61/70 hộ có mặt")
    rough.get_by_label("Thuyết minh").press("Tab")
    expect(rough.get_by_text("Mới lưu trên máy này, chờ mạng")).to_be_visible()

    rough.unroute("**/save/")
    rough.on("dialog", lambda dialog: dialog.accept())
    rough.goto("/autosave/")

    expect(rough.get_by_label("Thuyết minh")).to_have_value("Họp thôn ngày 05/11, 61/70 hộ có mặt")
    expect(rough.get_by_text("Đã lưu trên máy chủ 09:42")).to_be_visible()
    assert len(lost) >= 1


def test_network_that_comes_back_sends_by_itself(
    rough: Page, enter: Callable[[Page], None]
) -> None:
    enter(rough)
    rough.route("**/save/", lambda route: route.abort("internetdisconnected"))
    rough.goto("/autosave/")
    rough.get_by_text("Đạt một phần").click()
    expect(rough.get_by_text("Mới lưu trên máy này, chờ mạng")).to_be_visible()

    rough.unroute("**/save/")

    expect(rough.get_by_text("Đã lưu trên máy chủ 09:42")).to_be_visible()


def test_ended_session_is_told_and_leads_back(rough: Page, enter: Callable[[Page], None]) -> None:
    enter(rough)
    rough.route(
        "**/save/",
        lambda route: route.fulfill(status=302, headers={"location": "/accounts/sign-in/"}),
    )
    rough.goto("/autosave/")
    rough.context.clear_cookies()

    rough.get_by_label("Tên thôn").fill("Bản Pò")
    rough.get_by_label("Tên thôn").press("Tab")

    link = rough.get_by_role("link", name="Đăng nhập lại")
    expect(link).to_be_visible()
    assert "next=%2Fautosave%2F" in str(link.get_attribute("href"))
    assert (
        rough.evaluate("Object.keys(localStorage).filter(k => k.startsWith('draft:')).length") == 1
    )


def test_second_press_sends_nothing(page: Page, enter: Callable[[Page], None]) -> None:
    enter(page)
    page.goto("/confirm/")
    sent: list[str] = []

    def count(route: Route) -> None:
        sent.append(route.request.method)
        page.wait_for_timeout(300)
        route.fulfill(status=204)

    page.route("**/confirm/", count)
    button = page.get_by_role("button", name="Chốt số liệu")
    button.evaluate("b => { b.click(); b.click(); b.form.requestSubmit(b); }")

    page.wait_for_timeout(600)
    assert sent == ["POST"]


def test_error_summary_leads_to_the_field(page: Page, enter: Callable[[Page], None]) -> None:
    enter(page)
    page.goto("/confirm/")

    page.get_by_role("button", name="Chốt số liệu").click()
    expect(page.locator(".error-summary")).to_be_focused()
    page.get_by_role("link", name="Lý do: Hãy điền mục này.").click()

    expect(page.get_by_label("Lý do")).to_be_focused()


def test_job_is_asked_until_it_ends(page: Page, enter: Callable[[Page], None]) -> None:
    enter(page)
    page.goto("/components/")

    expect(page.get_by_text("Đã nhập 3.000 hộ")).to_be_visible()
    assert page.locator("[hx-trigger='every 1s']").count() == 0


def test_failing_server_is_told_with_the_code(rough: Page, enter: Callable[[Page], None]) -> None:
    enter(rough)
    rough.route(
        "**/job/",
        lambda route: route.fulfill(status=500, headers={"X-Request-ID": "a3f912c488d1"}),
    )

    rough.goto("/components/")

    expect(rough.get_by_text("A3F9-12C4-88D1")).to_be_visible()


def test_choice_of_light_is_kept(page: Page, enter: Callable[[Page], None]) -> None:
    enter(page)
    page.goto("/")
    page.get_by_role("button", name="Tối").click()

    page.goto("/list/")

    assert page.evaluate("document.documentElement.dataset.bsTheme") == "dark"
    expect(page.get_by_role("button", name="Tối")).to_have_attribute("aria-pressed", "true")


def test_keyboard_reaches_the_content_first(page: Page, enter: Callable[[Page], None]) -> None:
    enter(page)
    page.goto("/list/")

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Đến nội dung chính")).to_be_focused()
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "main"


def test_phone_opens_the_whole_menu(phone: Page, enter: Callable[[Page], None]) -> None:
    enter(phone)
    phone.goto("/")
    bar = phone.get_by_role("navigation", name="Trình đơn nhanh")
    assert bar.get_by_role("listitem").count() == 4

    bar.get_by_role("button", name="Thêm").click()

    expect(phone.get_by_role("link", name="Báo cáo năm")).to_be_visible()


def test_the_menu_of_a_phone_shuts_again(phone: Page, enter: Callable[[Page], None]) -> None:
    enter(phone)
    phone.goto("/")
    more = phone.get_by_role("button", name="Thêm")
    menu = phone.get_by_role("navigation", name="Trình đơn chính")

    more.click()
    menu.get_by_role("button", name="Đóng trình đơn").click()
    expect(menu).to_be_hidden()
    more.click()
    phone.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(more).to_be_focused()


def test_the_list_of_the_account_shuts_when_somebody_goes_elsewhere(
    page: Page, enter: Callable[[Page], None]
) -> None:
    enter(page)
    page.goto("/")
    opener = page.locator(".masthead-tools summary")
    leave = page.get_by_role("button", name="Đăng xuất")
    expect(leave).to_be_hidden()

    opener.click()
    expect(leave).to_be_visible()
    page.locator("h1").click()
    expect(leave).to_be_hidden()
    opener.click()
    page.keyboard.press("Escape")
    expect(leave).to_be_hidden()
    expect(opener).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(leave).to_be_visible()


def test_paper_has_no_menus(page: Page, enter: Callable[[Page], None]) -> None:
    enter(page)
    page.goto("/list/")
    page.emulate_media(media="print")

    for name in (".masthead", ".menu", ".footer", ".list-tools"):
        expect(page.locator(name).first).to_be_hidden()
    expect(page.locator("table")).to_be_visible()
    head = page.locator("thead").evaluate("e => getComputedStyle(e).display")
    assert head == "table-header-group"


def test_password_can_be_looked_at(page: Page) -> None:
    page.goto("/accounts/sign-in/")
    field = page.get_by_label("Mật khẩu", exact=True)
    field.fill("bốn từ")

    page.get_by_role("button", name="Hiện").click()

    expect(field).to_have_attribute("type", "text")
    assert re.search("bốn từ", field.input_value())
