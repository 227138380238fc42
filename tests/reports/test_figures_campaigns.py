"""The status of one campaign where several meet: the sums, the way on, the workbook, the cost."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from reports.dashboards.choosing import OWN
from reports.dashboards.places import place_of
from reports.dashboards.status import StatusTable, status_table
from tests.builders import campaigns, units
from tests.builders.assessments import NaRi, na_ri, submitted
from tests.org import Org
from tests.reading import cells
from tests.reports.figure_pages import address, page
from units.enums import UnitType
from units.models import Unit

pytestmark = pytest.mark.django_db
PROVINCES = "thai-nguyen-doc-sach"


@pytest.fixture
def na(org: Org) -> NaRi:
    """Na Rì's own campaign: five forms, one of them handed in."""
    found = na_ri(org)
    submitted(found, org.ban_po, org.pao)
    return found


def of_the_province(na: NaRi) -> Unit:
    """The province lets villages of Na Rì and of Đồng Hỷ read; Đồng Hỷ has nothing else."""
    org = na.org
    dong_hy = units.commune("Đồng Hỷ", org.thai_nguyen, code="90001")
    owner = campaigns.campaign(org.thai_nguyen, slug=PROVINCES, code="DS", short_name="Đọc sách")
    group = campaigns.group(owner, "1", "Các thôn", [UnitType.VILLAGE])
    for number in (2025, 2026):
        year = campaigns.year(owner, number)
        for village in (org.ban_po, units.village(f"Thôn {number}", dong_hy, number)):
            campaigns.participant(year, group, village)
    return dong_hy


def told(table: StatusTable) -> dict[str, int]:
    """How many forms stand in each line."""
    return {one.name: one.sums["participants"] for one in (*table.lines, table.total)}


def of(unit: Unit, campaign: str = "", *, by_commune: bool = False) -> StatusTable:
    return status_table(place_of(unit, "2026"), by_commune=by_commune, campaign=campaign)


def offered(table: StatusTable) -> list[str]:
    return [one.label for one in table.choices.offered]


# ---------------------------------------------------------------- which can be chosen


def test_where_every_commune_has_its_own_there_is_nothing_to_choose(na: NaRi) -> None:
    org = na.org
    owner = campaigns.campaign(org.son_hong, slug="son-hong", code="SH")
    group = campaigns.villages_group(owner)
    campaigns.participant(campaigns.year(owner), group, org.kim_son)

    for unit in (org.viet_nam, org.thai_nguyen, org.na_ri):
        assert offered(of(unit)) == []
        assert told(of(unit, "na-ri-2026")) == told(of(unit))


def test_in_the_province_and_the_country_each_campaign_of_the_province(na: NaRi) -> None:
    of_the_province(na)
    org = na.org

    own = "do xã, cơ quan bên dưới phát động"
    assert told(of(org.thai_nguyen)) == {"Xã Đồng Hỷ": 1, "Xã Na Rì": 6, "Tất cả": 7}
    for unit in (org.viet_nam, org.thai_nguyen):
        assert offered(of(unit)) == ["Đọc sách", own]
    reading, own_ones = of(org.thai_nguyen, PROVINCES), of(org.thai_nguyen, OWN)
    assert told(reading) == {"Xã Đồng Hỷ": 1, "Xã Na Rì": 1, "Tất cả": 2}
    assert told(own_ones) == {"Xã Na Rì": 5, "Tất cả": 5}
    assert told(of(org.viet_nam, PROVINCES)) == {"Tỉnh Thái Nguyên": 2, "Tất cả": 2}
    assert told(of(org.viet_nam, OWN)) == {"Tỉnh Thái Nguyên": 5, "Tất cả": 5}
    assert told(of(org.viet_nam, OWN, by_commune=True)) == {
        "Xã Na Rì, Tỉnh Thái Nguyên": 5,
        "Tất cả": 5,
    }
    # Nobody is left out of the two.
    assert reading.total.sums["participants"] + own_ones.total.sums["participants"] == 7


def test_in_the_commune_each_by_its_name_with_its_own_groups(na: NaRi) -> None:
    of_the_province(na)
    org = na.org

    assert offered(of(org.na_ri)) == [na.campaign.short_name, "Đọc sách"]
    reading = of(org.na_ri, PROVINCES)
    assert told(reading) == {"1 Các thôn": 1, "Tất cả": 1}
    # Of one campaign the sum leads to its list.
    assert reading.total.list_url == f"/assessments/{PROVINCES}/2026/"
    assert of(org.na_ri).total.list_url == ""


def test_a_province_with_one_campaign_for_all_has_nothing_to_choose(na: NaRi) -> None:
    dong_hy = of_the_province(na)
    org = na.org

    table = status_table(place_of(org.thai_nguyen, "2025"))

    assert told(table) == {"Xã Đồng Hỷ": 1, "Xã Na Rì": 1, "Tất cả": 2}
    assert offered(table) == []
    assert offered(of(dong_hy)) == []


# ---------------------------------------------------------------- the page


def test_tuyet_looks_at_one_campaign_and_goes_on_with_it(na: NaRi) -> None:
    of_the_province(na)
    org = na.org

    text = page(org.tuyet, org.thai_nguyen, campaign=PROVINCES, q="na+ri", sort="submitted")

    assert f'<option value="{PROVINCES}" selected>Đọc sách</option>' in text
    # Year, name and order are asked in the same form, so that none is lost.
    form = text.split('<form class="figure-year"')[1].split("</form>", maxsplit=1)[0]
    assert re.findall(r' name="(\w+)"', form) == ["year", "campaign", "q", "sort"]
    village = f"/reports/figures/{org.na_ri.pk}/?year=2026&campaign={PROVINCES}"
    assert village in text
    assert "Đọc sách" in page(org.tuyet, org.na_ri, campaign=PROVINCES)


def test_the_workbook_holds_the_chosen_campaign_and_says_so(na: NaRi) -> None:
    of_the_province(na)
    org = na.org
    asked = address(org.thai_nguyen, campaign=PROVINCES, format="xlsx")

    rows = cells(Client(), org.tuyet, asked)

    assert [row[0] for row in rows] == ["Đơn vị (Đọc sách)", "Xã Đồng Hỷ", "Xã Na Rì", "Tất cả"]
    assert [row[8] for row in rows[1:]] == [1, 1, 2]
    client = Client()
    client.force_login(org.tuyet)
    assert "Doc-sach" in client.get(asked)["Content-Disposition"]


def test_a_campaign_that_is_not_there_is_all(na: NaRi) -> None:
    of_the_province(na)

    text = page(na.org.tuyet, na.org.thai_nguyen, campaign="khong-co")

    assert "(1/7)" in text


@pytest.mark.parametrize("more", [0, 2, 49])
def test_choosing_costs_one_question_where_campaigns_meet_and_none_elsewhere(
    na: NaRi, more: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    org = na.org
    for number in range(more):
        commune = units.commune(f"Xã {number}", org.thai_nguyen, code=f"8{number:04d}")
        owner = campaigns.campaign(commune, slug=f"xa-{number}", code=f"X{number}")
        group = campaigns.group(owner, "1", "Các thôn", [UnitType.VILLAGE])
        village = units.village(f"Thôn {number}", commune, 1)
        campaigns.participant(campaigns.year(owner), group, village)
    client = Client()
    client.force_login(org.hanh)
    client.get(address(org.thai_nguyen))

    # User, business day, roles. The unit, the places, their sums, of which years. The frame's
    # years, inbox.
    with django_assert_num_queries(3 + 4 + 2):
        client.get(address(org.thai_nguyen))
    of_the_province(na)
    for campaign in ("", PROVINCES, OWN):
        # Also the campaigns' names.
        with django_assert_num_queries(3 + 5 + 2):
            client.get(address(org.thai_nguyen, campaign=campaign))
        # The unit, the years, which were launched above communes, the sums, the names.
        with django_assert_num_queries(3 + 5 + 2):
            client.get(address(org.viet_nam, campaign=campaign))
        # The unit, its years, the sums by group.
        with django_assert_num_queries(3 + 3 + 2):
            client.get(address(org.na_ri, campaign=campaign))
