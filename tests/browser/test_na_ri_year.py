"""One village's year on Na Rì's real plan, played in a browser by three people.

Lan opens 2026. Páo fills the form of Bản Pò on a telephone, loses the page, comes back, finds
what was saved, completes and hands in. Minh sends one criterion back; Páo mends only that; Minh
approves.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.core.management import call_command
from playwright.sync_api import BrowserContext, Page, expect

from assessments.models import Answer, Assessment, IndicatorValue
from campaigns.models import CampaignYear, DutyDelivery, Participation
from core import clock
from criteria.enums import IndicatorKind
from criteria.models import Criterion, Indicator
from tests.browser.seeing import enter, looks_right
from tests.org import Org

pytestmark = pytest.mark.django_db(transaction=True)

Open = Callable[[int, int], BrowserContext]
# What Páo writes on the required lines; the rest of the figures are 10.
FIGURES = {
    "households": "98",
    "people": "412",
    "people_15_plus": "301",
    "families_registered": "80",
    "families_achieved": "72",
    "families_three_years": "20",
    "clans": "5",
    "clans_registered": "4",
    "clans_achieved": "3",
    "meeting_on": "15/11/2026",
    "meeting_households": "81",
    "meeting_households_all": "98",
    "fund_opening": "1.000.000",
    "fund_income": "500.000",
    "fund_spending": "300.000",
    "fund_closing": "1.200.000",
}


@pytest.fixture
def na_ri(org: Org) -> Org:
    """Na Rì's plan as it stands in the product's own file; nobody opened a year yet."""
    call_command("load_plans", "na-ri-2026")
    clock.set_business_day(dt.date(2026, 11, 20))
    return org


def test_a_village_plays_its_year(na_ri: Org, open_context: Open) -> None:
    office = open_context(1280, 800).new_page()
    lan_opens_the_year(office, na_ri)

    phone = open_context(390, 844).new_page()
    pao_fills_a_part_and_loses_the_page(phone, na_ri)
    phone = open_context(390, 844).new_page()
    pao_comes_back_completes_and_submits(phone, na_ri)

    desk = open_context(1280, 800).new_page()
    minh_returns_one_criterion(desk, na_ri)
    pao_mends_only_that(phone, na_ri)
    minh_approves(desk, na_ri)

    all_is_written_down(na_ri)


# ---------------------------------------------------------------- Lan


def lan_opens_the_year(page: Page, org: Org) -> None:
    enter(page, org.lan)
    looks_right(page)
    page.get_by_role("link", name="Mở năm").click()
    page.get_by_role("button", name="Mở năm 2026").click()
    expect(page.get_by_text("Đã mở năm 2026.")).to_be_visible()

    year = CampaignYear.objects.get(campaign__slug="na-ri-2026", year=2026)
    assert year.state == "open"
    page.goto("/assessments/")
    expect(page.get_by_role("link", name="Thôn Bản Pò", exact=True)).to_be_visible()
    looks_right(page)


# ---------------------------------------------------------------- Páo


def box(page: Page, code: str) -> str:
    """The input of a line of the village's sheet."""
    return f"#f{village_line(code).pk}-value"


def village_line(code: str) -> Indicator:
    return Indicator.objects.get(criteria_set__code="bieu-thon", code=code)


def village_criteria() -> list[Criterion]:
    part = Participation.objects.select_related("group").get(unit__name="Bản Pò")
    return list(Criterion.objects.filter(criteria_set=part.group.criteria_set_id, kind="graded"))


def saved(page: Page, prefix: str) -> None:
    """The server's word beside the line."""
    expect(page.locator(f"#{prefix}-state")).to_contain_text("Đã lưu trên máy chủ")


def answer(page: Page, criterion: Criterion, word: str) -> None:
    block = page.locator(f"#c{criterion.pk}")
    block.get_by_label(word, exact=True).check()
    saved(page, f"c{criterion.pk}")


def pao_fills_a_part_and_loses_the_page(page: Page, org: Org) -> None:
    enter(page, org.pao)
    looks_right(page)
    page.get_by_role("link", name=re.compile("Bắt đầu nhập")).click()
    expect(page.get_by_role("heading", name="Phiếu tự đánh giá năm 2026")).to_be_visible()
    looks_right(page)
    page.get_by_role("button", name="Cả phiếu").click()

    first = village_criteria()[0]
    assert first.text_shown in page.locator(f"#c{first.pk}").inner_text()
    answer(page, first, "Đạt")
    households = village_line("households")
    page.locator(box(page, "households")).fill("98")
    page.locator(box(page, "families_registered")).fill("80")
    saved(page, f"f{households.pk}")
    page.locator(box(page, "people")).focus()
    rate = village_line("families_registered_rate")
    expect(page.locator(f"#f{rate.pk}-computed")).to_have_text("81,6% (80/98)")

    # A note that is still being typed when the page is loaded anew.
    page.locator(f"#c{first.pk}-note").press_sequentially("Họp thôn")
    page.reload()
    expect(page.locator(f"#c{first.pk}-note")).to_have_value("Họp thôn")
    saved(page, f"c{first.pk}")
    page.context.close()

    kept = Answer.objects.get(criterion=first)
    assert (kept.self_value, kept.self_note) == ("met", "Họp thôn")
    assert Assessment.objects.get().status == "draft"


def pao_comes_back_completes_and_submits(page: Page, org: Org) -> None:
    """Another telephone: nothing is left but what the server has."""
    enter(page, org.pao)
    page.get_by_role("link", name=re.compile("Nhập tiếp và nộp")).click()
    first, *others = village_criteria()
    expect(page.locator(f"#c{first.pk}").get_by_label("Đạt", exact=True)).to_be_checked()
    expect(page.locator(f"#c{first.pk}-note")).to_have_value("Họp thôn")
    expect(page.locator(box(page, "households"))).to_have_value("98")
    page.get_by_role("button", name="Cả phiếu").click()
    for criterion in others:
        answer(page, criterion, "Đạt")
    for line in Indicator.objects.filter(criteria_set__code="bieu-thon", is_required=True):
        fill(page, line)
    expect(page.locator("#form-progress")).to_contain_text("35/35")
    looks_right(page)

    page.get_by_role("link", name="Kiểm tra và nộp").click()
    expect(page.get_by_text("Phiếu đã đủ.")).to_be_visible()
    looks_right(page)
    page.get_by_role("button", name="Nộp", exact=True).click()
    expect(page.get_by_role("heading", name="Giấy biên nhận")).to_be_visible()
    record = Assessment.objects.get()
    expect(page.get_by_text(record.receipt_code)).to_be_visible()
    expect(page.get_by_text("đúng hạn")).to_be_visible()
    looks_right(page)


def fill(page: Page, line: Indicator) -> None:
    """Answer one required line the way its kind asks."""
    block = page.locator(f"#f{line.pk}")
    if IndicatorValue.objects.filter(indicator=line).exclude(state="").exists():
        return
    if line.kind == IndicatorKind.YES_NO:
        block.get_by_label("Có", exact=True).check()
    elif line.kind == IndicatorKind.TEXT:
        block.get_by_label("Không có", exact=True).check()
    else:
        page.locator(f"#f{line.pk}-value").fill(FIGURES.get(line.code, "10"))
        page.locator(f"#f{line.pk}-value").blur()
    saved(page, f"f{line.pk}")


def pao_mends_only_that(page: Page, org: Org) -> None:
    page.goto("/")
    page.get_by_role("link", name=re.compile("Sửa mục bị trả lại")).click()
    expect(page.get_by_role("heading", name="1 mục cần sửa")).to_be_visible()
    expect(page.get_by_text("Nêu số buổi tuyên truyền.").first).to_be_visible()
    looks_right(page)
    second = village_criteria()[1]
    assert page.locator("input[type=radio]").count() == 4
    page.locator(f"#c{second.pk}-note").fill("Ba buổi, có biên bản.")
    answer(page, second, "Đạt một phần")
    page.get_by_role("link", name="Kiểm tra và nộp").click()
    page.get_by_role("button", name="Nộp", exact=True).click()
    expect(page.get_by_role("heading", name="Giấy biên nhận")).to_be_visible()


# ---------------------------------------------------------------- Minh


def minh_returns_one_criterion(page: Page, org: Org) -> None:
    enter(page, org.minh)
    looks_right(page)
    page.get_by_role("link", name="Thôn Bản Pò", exact=True).click()
    page.get_by_role("button", name="Bắt đầu thẩm định").click()
    expect(page.get_by_role("button", name="Duyệt và sang đơn vị kế tiếp")).to_be_visible()
    looks_right(page)
    page.get_by_role("button", name="Trả lại").click()
    second = village_criteria()[1]
    page.get_by_label(second.text_shown).first.check()
    page.locator(f"#item-c{second.pk}").fill("Nêu số buổi tuyên truyền.")
    looks_right(page)
    page.get_by_role("button", name="Trả lại").click()
    expect(page.get_by_text("Đã trả lại phiếu.")).to_be_visible()
    looks_right(page)


def minh_approves(page: Page, org: Org) -> None:
    page.goto("/")
    page.get_by_role("link", name="Thôn Bản Pò", exact=True).click()
    page.get_by_role("button", name="Bắt đầu thẩm định").click()
    first = village_criteria()[0]
    page.locator(f"#c{first.pk}").get_by_label("Đạt", exact=True).check()
    saved(page, f"c{first.pk}")
    page.get_by_role("button", name="Duyệt", exact=True).click()
    expect(page.get_by_text("Đã duyệt phiếu.")).to_be_visible()
    looks_right(page)


# ---------------------------------------------------------------- what is left behind


def all_is_written_down(org: Org) -> None:
    record = Assessment.objects.get()
    assert (record.status, record.unit, record.reviewed_by) == ("reviewed", org.ban_po, org.minh)
    assert [event.action for event in record.events.all()] == [
        "begin",
        "submit",
        "start-review",
        "return",
        "submit",
        "start-review",
        "approve",
    ]
    values = record.answers.order_by("criterion__position")
    assert [(one.self_value, one.reviewed_value) for one in values] == [
        ("met", "met"),
        ("partly", "partly"),
        ("met", "met"),
    ]
    delivery = DutyDelivery.objects.get()
    codes = [event.receipt_code for event in record.events.filter(action="submit")]
    assert (delivery.received_on, delivery.receipt_code) == (dt.date(2026, 11, 20), codes[0])
    assert record.receipt_code == codes[1]
    total = IndicatorValue.objects.get(indicator__code="citizens_assessed")
    assert total.number == 50
