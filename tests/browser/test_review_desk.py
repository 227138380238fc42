"""Minh reviews by keys on a desktop and by hand on a telephone: desk, pictures, differences."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from assessments import figures
from assessments.enums import Status
from assessments.models import Answer, Assessment, IndicatorValue
from assessments.services import entry, review, review_settings, steps, submission
from tests.assessments.test_reused_files import attach, picture
from tests.assessments.test_review_views import year_before
from tests.browser.seeing import enter
from tests.builders.assessments import NaRi, answered, begun, na_ri, submitted
from tests.org import Org

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def na(org: Org) -> NaRi:
    """Na Rì's open year; the office has its ready-made sentences."""
    na = na_ri(org)
    review_settings.take_suggested(org.na_ri, actor=org.minh)
    return na


@pytest.fixture
def refused(chromium: Browser, static_files: None, live_server: LiveServer) -> Iterator[Page]:
    """A desktop whose server refuses something: here the console is expected to complain."""
    context = chromium.new_context(
        base_url=live_server.url,
        viewport={"width": 1280, "height": 800},
        timezone_id="Asia/Ho_Chi_Minh",
    )
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def pictured(na: NaRi) -> Assessment:
    """Bản Pò's form with two pictures."""
    record = answered(begun(na, na.org.ban_po, na.org.pao), na.org.pao)
    for seed in (1, 2):
        attach(na, record, picture(seed), name=f"anh-{seed}.jpg")
    return submission.submit(record, actor=na.org.pao, version=record.version)


def test_minh_reviews_by_keys_and_approves_the_rest_at_once(na: NaRi, page: Page) -> None:
    record = pictured(na)
    submitted(na, na.org.school, na.org.ngoc)
    enter(page, na.org.minh)

    page.goto(f"/assessments/{record.pk}/review/")
    page.keyboard.press("Enter")  # the button has the focus
    expect(page.get_by_text("Phím tắt")).to_be_visible()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("d")
    expect(page.locator("[data-step]").first.get_by_text("Đã lưu trên máy chủ")).to_be_visible()
    page.keyboard.press("m")
    expect(page.locator("[data-viewer-place]")).to_have_text("1/2")
    page.keyboard.press("ArrowRight")
    expect(page.locator("[data-viewer-name]")).to_have_text("anh-2.jpg")
    page.keyboard.press("+")
    expect(page.locator("[data-viewer-picture]")).to_have_attribute(
        "style", "transform: translate(0px, 0px) scale(1.25);"
    )
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("s")
    page.get_by_role("button", name="Trả lại (1)").click()
    box = page.locator(".return-item:has(input:checked)")
    box.get_by_role("combobox").select_option("Ảnh mờ, không đọc được. Đề nghị chụp lại.")
    page.get_by_role("button", name="Trả lại").click()
    expect(page.get_by_text("Đã trả lại phiếu.")).to_be_visible()

    page.goto("/assessments/desk/")
    page.get_by_role("button", name="Chọn mọi phiếu không có cảnh báo").click()
    page.get_by_role("button", name="Duyệt phiếu đã chọn (1)").click()
    expect(page.get_by_text("Đã duyệt 1 phiếu: Trường Tiểu học Yến Lạc.")).to_be_visible()

    assert steps.fetch(record.pk).status == Status.RETURNED
    first = Answer.objects.get(assessment=record, criterion__code="NR-1.4-a")
    assert first.reviewed_value == "met"


def agree_on(page: Page, place: int, reason: str = "") -> None:
    """Choose "đạt", as the unit did; words are sent when their field is left."""
    line = page.locator("[data-step]").nth(place)
    line.locator('input[type="radio"][value="met"]').check()
    expect(line.get_by_text("Đã lưu trên máy chủ")).to_be_visible()
    if reason:
        line.locator("textarea").fill(reason)


def test_minh_decides_line_after_line_and_approves_from_the_same_page(na: NaRi, page: Page) -> None:
    """The last words are still on their way when the button is pressed: approving waits."""
    record = submitted(na, na.org.ban_po, na.org.pao)
    record = review.start(record, actor=na.org.minh, version=record.version)
    enter(page, na.org.minh)
    page.goto(f"/assessments/{record.pk}/review/")

    for place, reason in ((0, "Có sổ."), (1, "Đủ ảnh."), (2, "Có biên bản.")):
        agree_on(page, place, reason)
        if place < 2:
            with page.expect_response("**/review/criteria/**"):
                page.keyboard.press("Tab")
    page.get_by_role("button", name="Duyệt", exact=True).press("Enter")

    expect(page.get_by_text("Đã duyệt phiếu.")).to_be_visible()
    rows = Answer.objects.filter(assessment=record, criterion__code__startswith="NR-1.4-")
    reasons = dict(rows.values_list("criterion__code", "reviewed_reason"))
    assert [reasons[f"NR-1.4-{one}"] for one in "abc"] == ["Có sổ.", "Đủ ảnh.", "Có biên bản."]


def press_slowly(page: Page, name: str, answered_by: str = "") -> None:
    """Press low on a button, and let go once what was on its way has been answered and drawn."""
    button = page.get_by_role("button", name=name, exact=True)
    button.evaluate("one => one.scrollIntoView({block: 'center', behavior: 'instant'})")
    place = button.bounding_box()
    assert place is not None
    page.mouse.move(place["x"] + place["width"] / 2, place["y"] + place["height"] - 4)
    if answered_by:
        with page.expect_response(answered_by):
            page.mouse.down()
        page.wait_for_timeout(200)
    else:
        page.mouse.down()
    page.mouse.up()


def under_review(na: NaRi, page: Page) -> Assessment:
    """Bản Pò's form, taken up by Minh, open before him."""
    record = submitted(na, na.org.ban_po, na.org.pao)
    record = review.start(record, actor=na.org.minh, version=record.version)
    enter(page, na.org.minh)
    page.goto(f"/assessments/{record.pk}/review/")
    return record


def test_one_press_approves_though_the_reason_that_it_saves_moves_the_button(
    na: NaRi, refused: Page
) -> None:
    """The line is told to want a reason; saved, that is a line less, and the button moves up."""
    refused.set_viewport_size({"width": 700, "height": 2400})
    record = submitted(na, na.org.school, na.org.ngoc)
    record = review.start(record, actor=na.org.minh, version=record.version)
    enter(refused, na.org.minh)
    refused.goto(f"/assessments/{record.pk}/review/")
    line = refused.locator("[data-step]").last
    line.locator('input[type="radio"][value="not_met"]').check()
    expect(line.get_by_text("Hãy ghi lý do.")).to_be_visible()
    line.locator("textarea").fill("Ảnh chụp từ năm trước.")

    press_slowly(refused, "Duyệt", answered_by="**/review/criteria/**")

    expect(refused.get_by_text("Đã duyệt phiếu.")).to_be_visible()
    answer = Answer.objects.get(assessment=record, criterion__code="NR-1.3-b")
    assert (answer.reviewed_value, answer.reviewed_reason) == ("not_met", "Ảnh chụp từ năm trước.")


def test_a_press_that_is_drawn_away_from_the_button_does_nothing(na: NaRi, page: Page) -> None:
    record = under_review(na, page)
    button = page.get_by_role("button", name="Duyệt", exact=True)
    button.evaluate("one => one.scrollIntoView({block: 'center', behavior: 'instant'})")
    place = button.bounding_box()
    assert place is not None

    page.mouse.move(place["x"] + 5, place["y"] + 5)
    page.mouse.down()
    page.mouse.move(place["x"] + 5, place["y"] - 60)
    page.mouse.up()
    page.wait_for_timeout(300)

    assert steps.fetch(record.pk).status == Status.IN_REVIEW


@pytest.mark.parametrize("ending", ["a result is chosen", "the words are taken out"])
def test_words_that_could_not_be_saved_are_asked_about_before_approving(
    na: NaRi, refused: Page, ending: str
) -> None:
    """Minh wrote why an item should come back, chose no result, and presses "Duyệt"."""
    record = under_review(na, refused)
    line = refused.locator("[data-step]").nth(1)
    words = line.locator("textarea")
    words.fill("Thiếu ảnh buổi họp.")

    press_slowly(refused, "Duyệt", answered_by="**/review/criteria/**")

    expect(line.get_by_text("Hãy chọn kết quả thẩm định.")).to_be_in_viewport()
    expect(words).to_have_value("Thiếu ảnh buổi họp.")
    assert steps.fetch(record.pk).status == Status.IN_REVIEW

    if ending == "a result is chosen":
        line.locator('input[type="radio"][value="not_met"]').check()
    else:
        words.fill("")
    press_slowly(refused, "Duyệt")

    expect(refused.get_by_text("Đã duyệt phiếu.")).to_be_visible()
    answer = Answer.objects.get(assessment=record, criterion__code="NR-1.4-b")
    kept = ("not_met", "Thiếu ảnh buổi họp.") if ending == "a result is chosen" else ("met", "")
    assert (answer.reviewed_value, answer.reviewed_reason) == kept


def test_an_item_ticked_to_go_back_is_not_approved_in_passing(na: NaRi, page: Page) -> None:
    record = under_review(na, page)
    tick = page.get_by_label("Cần sửa (trả lại mục này)").first
    told = page.get_by_text("Còn mục đánh dấu “Cần sửa”")
    tick.check()

    page.get_by_role("button", name="Duyệt", exact=True).click()
    expect(told).to_be_visible()
    assert steps.fetch(record.pk).status == Status.IN_REVIEW
    tick.uncheck()
    expect(told).to_be_hidden()
    page.get_by_role("button", name="Duyệt", exact=True).click()

    expect(page.get_by_text("Đã duyệt phiếu.")).to_be_visible()


def test_minh_is_told_that_hoa_decided_a_line_that_his_page_does_not_show(
    na: NaRi, page: Page
) -> None:
    record = submitted(na, na.org.ban_po, na.org.pao)
    record = review.start(record, actor=na.org.minh, version=record.version)
    enter(page, na.org.minh)
    page.goto(f"/assessments/{record.pk}/review/")
    review.decide(
        record, na.criterion("NR-1.4-a"), value="not_met", reason="Không.", actor=na.org.hoa, seen=1
    )

    agree_on(page, 1)
    page.get_by_role("button", name="Duyệt", exact=True).click()

    expect(page.get_by_text("Hồ sơ này vừa được người khác thay đổi")).to_be_visible()
    assert steps.fetch(record.pk).status == Status.IN_REVIEW


def test_on_a_telephone_the_difference_stands_first_and_pictures_are_swiped(
    na: NaRi, phone: Page
) -> None:
    org = na.org
    record = pictured(na)
    record = review.start(record, actor=org.minh, version=record.version)
    reasons = {"NR-1.4-b": "Ghi rõ buổi nào."}
    record = review.return_items(record, reasons=reasons, actor=org.minh, version=record.version)
    entry.save_answer(
        record, na.criterion("NR-1.4-b"), value="partly", note="Hai buổi.", actor=org.pao
    )
    record = steps.fetch(record.pk)
    record = submission.submit(record, actor=org.pao, version=record.version)
    enter(phone, org.minh)

    phone.goto(f"/assessments/{record.pk}/review/")
    expect(phone.get_by_role("heading", name="Đã sửa 1/1 mục trả lại")).to_be_visible()
    expect(phone.locator("ins", has_text="Hai buổi.")).to_be_visible()
    phone.get_by_role("link", name="anh-1.jpg").first.click()
    expect(phone.locator("[data-viewer-place]")).to_have_text("1/2")
    phone.mouse.move(300, 400)
    phone.mouse.down()
    phone.mouse.move(80, 405, steps=4)
    phone.mouse.up()
    expect(phone.locator("[data-viewer-place]")).to_have_text("2/2")
    phone.get_by_role("button", name="đóng").click()
    wide = phone.evaluate("document.documentElement.scrollWidth")

    assert wide <= 390


def test_on_a_telephone_last_years_words_wrap_and_its_numbers_do_not(na: NaRi, phone: Page) -> None:
    org = na.org
    record = submitted(na, org.ban_po, org.pao)
    record = review.start(record, actor=org.minh, version=record.version)
    old = Assessment.objects.create(
        campaign_year=year_before(na), unit=org.ban_po, group=na.villages
    )
    said = "Đề nghị hỗ trợ sách cho thư viện thôn và bồi dưỡng báo cáo viên. " * 4
    for code, typed in (("proposals", said), ("households", "91")):
        line = na.line(code)
        reading = figures.read(line, "", typed)
        IndicatorValue.objects.create(
            assessment=old, indicator=line, state=reading.state, text=reading.text,
            number=reading.number,
        )  # fmt: skip
    enter(phone, org.minh)

    phone.goto(f"/assessments/{record.pk}/review/")
    expect(phone.get_by_text("thư viện thôn").first).to_be_visible()

    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    number = phone.locator("td", has_text="91 hộ").first
    assert number.evaluate("one => getComputedStyle(one).whiteSpace") == "nowrap"
