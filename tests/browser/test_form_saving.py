"""How a form behaves on a bad day: no network, a refused number, a second tab, no scripts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from assessments.models import Answer, IndicatorValue
from tests.builders import units
from tests.builders.assessments import NaRi, begun, na_ri
from tests.builders.people import PASSWORD
from tests.org import Org

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def na(org: Org) -> NaRi:
    """Na Rì's open year with the short form."""
    return na_ri(org)


Rough = Callable[[bool], BrowserContext]


@pytest.fixture
def rough(chromium: Browser, static_files: None, live_server: LiveServer) -> Iterator[Rough]:
    """Telephones on a bad line: here the browser is expected to complain."""
    contexts: list[BrowserContext] = []

    def opened(scripts: bool = True) -> BrowserContext:
        context = chromium.new_context(
            base_url=live_server.url,
            viewport={"width": 390, "height": 844},
            locale="en-US",
            timezone_id="Asia/Ho_Chi_Minh",
            java_script_enabled=scripts,
        )
        context.set_default_timeout(10_000)
        context.add_init_script("localStorage.setItem('form-view', 'all')")
        contexts.append(context)
        return context

    yield opened
    for context in contexts:
        context.close()


def form(context: BrowserContext, na: NaRi, person: User) -> Page:
    """The form of Bản Pò, opened by somebody."""
    page = context.new_page()
    page.goto("/accounts/sign-in/")
    page.get_by_label("Tên đăng nhập hoặc số điện thoại").fill(person.username)
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.goto(f"/assessments/forms/{na.participation(na.org.ban_po).pk}/")
    return page


def test_what_is_typed_without_a_network_is_kept_said_so_and_sent_later(
    na: NaRi, rough: Rough
) -> None:
    context = rough(True)
    page = form(context, na, na.org.pao)
    criterion = na.criterion("NR-1.4-a")
    block = page.locator(f"#c{criterion.pk}")

    context.set_offline(True)
    block.get_by_label("Đạt", exact=True).check()
    expect(page.get_by_text("Mới lưu trên máy này, chờ mạng")).to_be_visible()
    assert not Answer.objects.exists()
    context.set_offline(False)

    expect(page.locator(f"#c{criterion.pk}-state")).to_contain_text("Đã lưu trên máy chủ")
    assert Answer.objects.get().self_value == "met"


def test_a_refused_number_stays_typed_beside_the_reason(na: NaRi, rough: Rough) -> None:
    page = form(rough(True), na, na.org.pao)
    line = na.line("households")
    box = page.locator(f"#f{line.pk}-value")

    box.fill("1,385")
    box.blur()

    state = page.locator(f"#f{line.pk}-state")
    expect(state).to_contain_text("“1,385” có thể hiểu là 1.385 hoặc là 1 phẩy 385.")
    expect(page.get_by_text("Chưa hợp lệ, chưa lưu")).to_be_visible()
    expect(box).to_have_value("1,385")
    box.fill("1385")
    box.blur()
    expect(state).to_contain_text("Đã lưu trên máy chủ")
    assert IndicatorValue.objects.get().number == 1385


def test_the_number_of_the_register_is_taken_over_and_a_reason_asked_when_it_differs(
    na: NaRi, rough: Rough
) -> None:
    units.household(na.org.ban_po, "Hoàng Văn An")
    units.household(na.org.ban_po, "Lường Thị Bé")
    page = form(rough(True), na, na.org.pao)
    line = na.line("households")
    block = page.locator(f"#f{line.pk}")

    expect(block.get_by_label("Lý do")).to_be_hidden()
    page.locator(f"#f{line.pk}-value").fill("3")
    page.locator(f"#f{line.pk}-value").blur()
    expect(block.get_by_text("Sổ trên hệ thống đang có 2, ông/bà nhập 3.")).to_be_visible()
    expect(block.get_by_label("Lý do")).to_be_visible()
    block.get_by_role("button", name="Lấy số này").click()

    expect(page.locator(f"#f{line.pk}-state")).to_contain_text("Đã lưu trên máy chủ")
    assert IndicatorValue.objects.get().number == 2


def test_none_and_not_applicable_exclude_each_other(na: NaRi, rough: Rough) -> None:
    page = form(rough(True), na, na.org.pao)
    line = na.line("fund")
    block = page.locator(f"#f{line.pk}")

    block.get_by_label("Không có", exact=True).check()
    expect(page.locator(f"#f{line.pk}-state")).to_contain_text("Đã lưu trên máy chủ")
    block.get_by_label("Không áp dụng", exact=True).check()

    expect(block.get_by_label("Không có", exact=True)).not_to_be_checked()
    expect(block.get_by_text("Hãy ghi vì sao dòng này không áp dụng.")).to_be_visible()
    block.get_by_label("Lý do").fill("Thôn không lập quỹ.")
    block.get_by_label("Lý do").blur()
    expect(page.locator(f"#f{line.pk}-state")).to_contain_text("Đã lưu trên máy chủ")
    row = IndicatorValue.objects.get()
    assert (row.state, row.reason) == ("not_applicable", "Thôn không lập quỹ.")


def test_a_second_tab_shows_what_the_first_one_saved(na: NaRi, rough: Rough) -> None:
    begun(na, na.org.ban_po, na.org.pao)
    head, editor = form(rough(True), na, na.org.pao), form(rough(True), na, na.org.mai)
    criterion = na.criterion("NR-1.4-a")
    head.locator(f"#c{criterion.pk}").get_by_label("Đạt", exact=True).check()
    expect(head.locator(f"#c{criterion.pk}-state")).to_contain_text("Đã lưu trên máy chủ")

    block = editor.locator(f"#c{criterion.pk}")
    block.get_by_label("Chưa đạt", exact=True).check()

    expect(block.get_by_text("Mục này vừa được ghi ở nơi khác: “Đạt”.")).to_be_visible()
    expect(block.get_by_label("Đạt", exact=True)).to_be_checked()
    block.get_by_label("Chưa đạt", exact=True).check()
    expect(editor.locator(f"#c{criterion.pk}-state")).to_contain_text("Đã lưu trên máy chủ")
    assert Answer.objects.get().self_value == "not_met"


def test_a_list_grows_by_a_row(na: NaRi, rough: Rough) -> None:
    page = form(rough(True), na, na.org.pao)
    line = na.line("classes")
    block = page.locator(f"#f{line.pk}")

    block.get_by_role("button", name="Thêm dòng").click()
    block.get_by_label("Chuyên đề").nth(2).fill("Chuyển đổi số")
    block.get_by_label("Lượt người").nth(2).fill("40")
    block.get_by_label("Lượt người").nth(2).blur()

    expect(block.locator(".line")).to_have_attribute("data-where", "")
    expect(page.locator(f"#f{line.pk}-state")).to_contain_text("Đã lưu trên máy chủ")
    assert IndicatorValue.objects.get().rows == [{"topic": "Chuyển đổi số", "attendance": "40"}]


def test_without_scripts_a_section_is_saved_by_its_button(na: NaRi, rough: Rough) -> None:
    page = form(rough(False), na, na.org.pao)
    criterion, line = na.criterion("NR-1.4-a"), na.line("households")

    page.locator(f"#c{criterion.pk}").get_by_label("Đạt một phần", exact=True).check()
    page.locator(f"#f{line.pk}-value").fill("mười")
    page.get_by_role("button", name="Lưu nháp").first.click()

    expect(page.get_by_text(re.compile("Còn 1 dòng chưa lưu được"))).to_be_visible()
    expect(page.get_by_text("“mười” không phải là số.")).to_be_visible()
    expect(page.locator(f"#f{line.pk}-value")).to_have_value("mười")
    page.locator(f"#f{line.pk}-value").fill("98")
    page.get_by_role("button", name="Lưu nháp").first.click()
    expect(page.get_by_text("Đã lưu nháp trên máy chủ.")).to_be_visible()
    assert Answer.objects.get().self_value == "partly"
    assert IndicatorValue.objects.get().number == 98
