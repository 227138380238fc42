"""The commune looks at who is missing, the province down the tree and across a merger."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from core import clock
from tests.browser.seeing import enter, looks_right
from tests.builders import campaigns, units
from tests.builders.assessments import NaRi, na_ri, submitted
from tests.org import Org
from units.models import Unit
from units.services.tree import merge_units

pytestmark = pytest.mark.django_db(transaction=True)
Open = Callable[[int, int], BrowserContext]


@pytest.fixture
def na(org: Org) -> NaRi:
    """Na Rì's open year with Bản Pò handed in."""
    found = na_ri(org)
    submitted(found, org.ban_po, org.pao)
    return found


@pytest.mark.parametrize("width", [390, 1280])
def test_minh_sees_who_has_not_handed_in_and_in_whose_hands_the_others_are(
    na: NaRi, open_context: Open, width: int
) -> None:
    page = open_context(width, 844).new_page()
    enter(page, na.org.minh)
    page.goto(f"/reports/figures/{na.org.na_ri.pk}/?year=2026")
    looks_right(page)

    # From the figure to its list: the villages that are missing, by name.
    page.goto(f"/assessments/{na.year.campaign.slug}/2026/?state=missing&group={na.villages.pk}")
    rows = page.locator("table tbody tr:not(.group-row)")
    expect(rows.filter(has_text="Thôn Bản Pò")).to_have_count(0)
    expect(rows.filter(has_text="Thôn Nà Lạc")).to_have_count(1)
    looks_right(page)

    page.get_by_label("Trạng thái", exact=True).select_option("waiting")
    page.get_by_role("button", name="Tìm", exact=True).click()
    waiting = rows.filter(has_text="Thôn Bản Pò")
    expect(waiting).to_have_count(1)
    expect(waiting).to_contain_text("Phòng Văn hóa - Xã hội")
    waiting.get_by_role("link", name="Thôn Bản Pò", exact=True).click()
    expect(page.get_by_role("heading", name="Thôn Bản Pò", level=1)).to_be_visible()


@pytest.mark.parametrize("width", [390, 1280])
def test_a_name_of_120_letters_widens_no_list_of_titles(
    na: NaRi, open_context: Open, width: int
) -> None:
    """The village stands in the choice of places; the list of citizens is empty."""
    Unit.objects.filter(pk=na.org.na_lac.pk).update(name="Nà Khuổi Pò Lủng " * 7)
    page = open_context(width, 844).new_page()
    enter(page, na.org.minh)

    for title in ("COMMUNITY_VILLAGE", "CITIZEN"):
        page.goto(f"/assessments/{na.campaign.slug}/2026/recognition/?title={title}")
        looks_right(page)


def test_tuyet_compares_years_across_a_merger(na: NaRi, page: Page, phone: Page) -> None:
    org = na.org
    other = units.commune("Xã Kim Lư", org.thai_nguyen, code="02170")
    owner = campaigns.campaign(other, slug="kim-lu")
    group = campaigns.villages_group(owner)
    campaigns.participant(campaigns.year(owner), group, units.village("Thôn Khuổi Ít", other, 1))
    clock.set_business_day(dt.date(2027, 1, 15))
    merge_units(
        [(org.na_ri, False), (other, False)],
        units.commune("Xã Yến Lạc", org.thai_nguyen, code="02171"),
        on=dt.date(2027, 1, 1),
        actor=org.quan.as_actor,
    )

    enter(page, org.tuyet)
    page.goto(f"/reports/figures/{org.thai_nguyen.pk}/compare/?measure=submitted")
    expect(page.get_by_role("row").filter(has_text="Xã Na Rì").first).to_contain_text("1/5")
    expect(page.get_by_text("nay thuộc Xã Yến Lạc").first).to_be_visible()
    looks_right(page)
    page.get_by_label("Địa giới").select_option("today")
    page.get_by_role("button", name="Xem").click()
    merged = page.get_by_role("row").filter(has_text="Xã Yến Lạc")
    expect(merged).to_contain_text("1/6")
    expect(merged).to_contain_text("gồm Xã Na Rì")
    expect(page.get_by_role("row").filter(has_text="Tất cả")).to_contain_text("1/6")

    enter(phone, org.tuyet)
    phone.goto(page.url)
    looks_right(phone)
