"""Páo ticks households on his phone: no line, no session, a second pair of hands."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from assessments.models import CompactResult
from assessments.services.compact import CompactEntry, set_results
from tests.browser.seeing import enter, looks_right, until
from tests.builders import units
from tests.builders.assessments import NaRi, na_ri
from tests.builders.people import PASSWORD
from tests.org import Org
from units.models import Unit

pytestmark = pytest.mark.django_db(transaction=True)
ONLY_HERE = "Chỉ ở máy này"


@pytest.fixture
def na(org: Org) -> NaRi:
    """Na Rì's open year with the short form."""
    return na_ri(org)


@pytest.fixture
def home(na: NaRi) -> Unit:
    """The household of Hoàng Văn An in Bản Pò."""
    return units.household(na.org.ban_po, "Hoàng Văn An")


Open = Callable[..., BrowserContext]


@pytest.fixture
def phone(chromium: Browser, static_files: None, live_server: LiveServer) -> Iterator[Open]:
    """A telephone whose browser may complain about the line."""
    contexts: list[BrowserContext] = []

    def opened(has_worker: bool = False) -> BrowserContext:
        context = chromium.new_context(
            base_url=live_server.url,
            viewport={"width": 390, "height": 844},
            locale="en-US",
            service_workers="allow" if has_worker else "block",
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        return context

    yield opened
    for context in contexts:
        context.close()


def address(na: NaRi) -> str:
    return f"/assessments/{na.campaign.slug}/2026/results/"


def listed(context: BrowserContext, na: NaRi, person: User) -> Page:
    """The list of Bản Pò's households, opened by somebody."""
    page = context.new_page()
    enter(page, person)
    page.goto(address(na))
    return page


def card(page: Page, name: str = "Hộ Hoàng Văn An") -> Locator:
    return page.locator(".tick-card", has=page.get_by_role("heading", name=name))


def save(page: Page) -> None:
    page.get_by_role("button", name="Lưu", exact=True).click()


def session_ends() -> None:
    Session.objects.all().delete()
    cache.clear()


def test_ticks_saved_without_a_line_stay_on_the_page_and_go_up_when_it_is_back(
    na: NaRi, home: Unit, phone: Open
) -> None:
    context = phone()
    page = listed(context, na, na.org.pao)
    context.set_offline(True)
    card(page).get_by_label("Đăng ký").check()
    card(page).get_by_label("Đạt", exact=True).check()

    save(page)

    expect(card(page)).to_contain_text("Chỉ ở máy này, chờ mạng")
    expect(page.get_by_text("Mới lưu trên máy này, chờ mạng")).to_be_visible()
    expect(card(page).get_by_label("Đăng ký")).to_be_checked()
    assert not CompactResult.objects.exists()
    context.set_offline(False)

    expect(page.get_by_text("Đã lưu 1 dòng thay đổi.")).to_be_visible()
    expect(card(page)).not_to_contain_text(ONLY_HERE)
    row = CompactResult.objects.get()
    assert (row.unit, row.is_registered, row.result) == (home, True, "achieved")


def test_ticks_outlive_the_page_and_are_sent_when_the_list_opens_again(
    na: NaRi, home: Unit, phone: Open
) -> None:
    context = phone()
    page = listed(context, na, na.org.pao)
    context.set_offline(True)
    card(page).get_by_label("Đăng ký").check()
    save(page)
    expect(card(page)).to_contain_text("Chỉ ở máy này, chờ mạng")
    page.close()
    context.set_offline(False)

    again = context.new_page()
    again.goto(address(na))

    expect(again.get_by_text("Đã lưu 1 dòng thay đổi.")).to_be_visible()
    expect(card(again).get_by_label("Đăng ký")).to_be_checked()
    assert CompactResult.objects.get().is_registered


def test_a_tick_and_the_press_that_saves_it_may_come_in_one_breath(
    na: NaRi, home: Unit, phone: Open
) -> None:
    page = listed(phone(), na, na.org.pao)
    box = card(page).get_by_label("Đăng ký").element_handle()
    button = page.get_by_role("button", name="Lưu", exact=True).element_handle()

    page.evaluate("([box, button]) => { box.click(); button.click(); }", [box, button])

    expect(page.get_by_text("Đã lưu 1 dòng thay đổi.")).to_be_visible()
    assert CompactResult.objects.get().is_registered


def test_ticks_that_nobody_saved_are_put_back_said_so_and_may_be_taken_back(
    na: NaRi, home: Unit, phone: Open
) -> None:
    context = phone()
    page = listed(context, na, na.org.pao)
    card(page).get_by_label("Đăng ký").check()
    expect(card(page)).to_contain_text("Chỉ ở máy này, chưa lưu")
    page.wait_for_timeout(300)
    page.goto("/device/")
    expect(page.get_by_role("link", name="Hộ Hoàng Văn An")).to_be_visible()

    page.goto(address(na))

    expect(page.get_by_text("Đã đưa lại 1 dòng đánh dấu còn giữ trên máy này")).to_be_visible()
    expect(card(page).get_by_label("Đăng ký")).to_be_checked()
    looks_right(page)
    assert not CompactResult.objects.exists()
    card(page).get_by_role("button", name="Lấy giá trị trên máy chủ").click()
    expect(card(page).get_by_label("Đăng ký")).not_to_be_checked()
    page.reload()
    expect(card(page).get_by_label("Đăng ký")).not_to_be_checked()


def test_a_session_that_ended_is_taken_up_in_place_and_the_ticks_go_on(
    na: NaRi, home: Unit, phone: Open
) -> None:
    page = listed(phone(), na, na.org.pao)
    card(page).get_by_label("Đăng ký").check()
    session_ends()

    save(page)

    dialog = page.get_by_role("dialog", name="Phiên làm việc đã hết")
    expect(dialog).to_be_visible()
    expect(card(page)).to_contain_text(ONLY_HERE)
    dialog.get_by_label("Mật khẩu").fill(PASSWORD)
    dialog.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_text("Đã lưu 1 dòng thay đổi.")).to_be_visible()
    assert CompactResult.objects.get().is_registered


def test_ticks_of_one_account_are_neither_sent_nor_shown_by_another(
    na: NaRi, home: Unit, phone: Open
) -> None:
    context = phone()
    page = listed(context, na, na.org.pao)
    card(page).get_by_label("Đăng ký").check()
    session_ends()
    other = listed(context, na, na.org.minh)
    expect(card(other).get_by_label("Đăng ký")).not_to_be_checked()

    save(page)

    expect(page.get_by_text("đang đăng nhập tài khoản khác")).to_be_visible()
    assert not CompactResult.objects.exists()


def test_a_saving_whose_answer_was_lost_is_no_quarrel_with_what_was_ticked_since(
    na: NaRi, home: Unit, phone: Open
) -> None:
    context = phone()
    lost: list[str] = []

    def lose_the_first_answer(route: Route) -> None:
        if lost or route.request.method != "POST":
            route.continue_()
            return
        route.fetch(max_redirects=0)
        lost.append(route.request.url)
        route.abort("connectionreset")

    context.route("**/results/", lose_the_first_answer)
    page = listed(context, na, na.org.pao)
    card(page).get_by_label("Đăng ký").check()
    save(page)
    expect(card(page)).to_contain_text("Chỉ ở máy này")
    card(page).get_by_label("Đạt", exact=True).check()

    save(page)

    expect(page.get_by_text("100,0% (1/1)")).to_have_count(3)
    expect(card(page).locator("[data-line-where]")).to_be_empty()
    row = CompactResult.objects.get()
    assert (row.is_registered, row.result) == (True, "achieved")
    assert len(lost) == 1


def test_of_two_the_slower_sees_both_values_and_chooses(na: NaRi, home: Unit, phone: Open) -> None:
    page = listed(phone(), na, na.org.pao)
    card(page).get_by_label("Đăng ký").check()
    theirs = CompactEntry(home.pk, is_registered=True, note="Đi làm xa.")
    set_results(na.year, na.org.ban_po, [theirs], actor=na.org.mai)

    save(page)
    expect(page.get_by_text("Người khác vừa sửa: Hộ Hoàng Văn An.")).to_be_visible()
    page.reload()
    expect(card(page)).to_contain_text("Trên máy chủ: Đăng ký · Đi làm xa..")
    assert CompactResult.objects.get().note == "Đi làm xa."
    save(page)

    expect(page.get_by_text("Đã lưu 1 dòng thay đổi.")).to_be_visible()
    assert CompactResult.objects.get().note == ""


def test_a_result_without_a_registration_says_why_and_stays_ticked(
    na: NaRi, home: Unit, phone: Open
) -> None:
    page = listed(phone(), na, na.org.pao)
    card(page).get_by_label("Đạt", exact=True).check()
    save(page)
    expect(page.get_by_text("có kết quả nhưng chưa đăng ký")).to_be_visible()
    expect(card(page).get_by_label("Đạt", exact=True)).to_be_checked()

    card(page).get_by_label("Đăng ký").check()
    save(page)

    expect(page.get_by_text("Đã lưu 1 dòng thay đổi.")).to_be_visible()
    assert CompactResult.objects.get().result == "achieved"


def test_the_list_opens_again_without_a_line_with_what_was_ticked(
    na: NaRi, home: Unit, phone: Open
) -> None:
    context = phone(has_worker=True)
    page = listed(context, na, na.org.pao)
    until(page, "caches.open('pages').then((kept) => kept.keys()).then((all) => all.length === 2)")
    context.set_offline(True)
    card(page).get_by_label("Đăng ký").check()
    save(page)
    expect(card(page)).to_contain_text("Chỉ ở máy này, chờ mạng")
    page.close()

    again = context.new_page()
    again.goto(address(na))

    expect(card(again).get_by_label("Đăng ký")).to_be_checked()
    expect(card(again)).to_contain_text("Chỉ ở máy này, chờ mạng")
    context.set_offline(False)
    expect(again.get_by_text("Đã lưu 1 dòng thay đổi.")).to_be_visible()
    assert CompactResult.objects.get().is_registered
