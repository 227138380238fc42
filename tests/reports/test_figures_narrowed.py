"""The status of many places: found by name, ordered by a rate, and what the sum is the sum of."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from campaigns.models.tallies import COUNTS
from reports.dashboards.narrowing import Narrowing, narrowed
from reports.dashboards.places import Place
from reports.dashboards.status import Line, StatusTable, line
from reports.dashboards.sums import added
from tests.builders import campaigns, people, units
from tests.builders.assessments import NaRi, na_ri, submitted
from tests.org import Org
from tests.reading import cells
from tests.reports.figure_pages import address, page
from units.enums import Role, UnitType
from units.models import Unit


def place(name: str, submitted: int, participants: int, dated: int = 0, on_time: int = 0) -> Line:
    """A line with these counts and nothing else."""
    counts = {
        "submitted": submitted,
        "participants": participants,
        "dated": dated,
        "on_time": on_time,
    }
    return line(name, "", dict.fromkeys(COUNTS, 0) | counts)


def names(lines: list[Line], order: str = "", query: str = "") -> list[str]:
    whole = line("Tất cả", "", added(one.sums for one in lines))
    table = StatusTable(Place(Unit(), 2026, (2026,)), "Đơn vị", lines, whole)
    return [one.name for one in narrowed(table, Narrowing(query, order)).lines]


# Two rates that are one as floats: 10**17 forms of 3 * 10**17, and one less.
MANY = 10**17
EXACT = [
    place("Xã A", MANY, 3 * MANY),
    place("Xã B", MANY - 1, 3 * MANY),
    place("Xã C", 0, 0),
    place("Xã D", 0, 7),
    place("Xã E", 1, 3),
]


def test_rates_are_compared_exactly_and_nobodys_rate_comes_last_both_ways() -> None:
    assert names(EXACT, "submitted") == ["Xã D", "Xã B", "Xã A", "Xã E", "Xã C"]
    assert names(EXACT, "-submitted") == ["Xã A", "Xã E", "Xã B", "Xã D", "Xã C"]
    assert names(EXACT) == ["Xã A", "Xã B", "Xã C", "Xã D", "Xã E"]


def test_on_time_is_counted_among_those_with_a_day() -> None:
    lines = [place("Xã A", 5, 10, 10, 4), place("Xã B", 5, 10, 5, 4), place("Xã C", 5, 10)]

    assert names(lines, "-on_time") == ["Xã B", "Xã A", "Xã C"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("dong hy", ["Xã Đồng Hỷ"]),
        ("ĐỒNG", ["Xã Đồng Hỷ", "Xã Văn Đồng"]),
        ("hỷ đồng", ["Xã Đồng Hỷ"]),
        ("xa", ["Xã Đồng Hỷ", "Xã Na Rì", "Xã Văn Đồng"]),
        ("  ", ["Xã Đồng Hỷ", "Xã Na Rì", "Xã Văn Đồng"]),
        ("Hà Giang", []),
    ],
)
def test_names_are_found_with_and_without_diacritics(query: str, found: list[str]) -> None:
    lines = [place(name, 1, 2) for name in ("Xã Đồng Hỷ", "Xã Na Rì", "Xã Văn Đồng")]

    assert names(lines, query=query) == found


# ---------------------------------------------------------------- the page


@pytest.fixture
def na(org: Org) -> NaRi:
    """Na Rì with one village of two handed in; Đồng Hỷ and Văn Đồng with nothing."""
    found = na_ri(org)
    submitted(found, org.ban_po, org.pao)
    for number, name in enumerate(("Đồng Hỷ", "Văn Đồng")):
        commune = units.commune(name, org.thai_nguyen, code=f"9{number:04d}")
        owner = campaigns.campaign(commune, slug=f"xa-{number}", code=f"X{number}")
        year = campaigns.year(owner)
        village = units.village(f"Thôn {number}", commune, 1)
        campaigns.participant(year, campaigns.villages_group(owner), village)
    return found


def heads(text: str) -> list[str]:
    """What stands at the beginning of the rows of the table of states, its foot included."""
    table = text.split('id="status-title"')[1].split("</table>", maxsplit=1)[0]
    return re.findall(r'<th scope="row">(.*?)</th>', re.sub(r"</?a[^>]*>", "", table))


@pytest.mark.django_db
def test_tuyet_finds_a_commune_and_both_sums_say_whose_they_are(na: NaRi) -> None:
    text = page(na.org.tuyet, na.org.thai_nguyen, q="dong")

    assert heads(text) == [
        "Xã Đồng Hỷ",
        "Xã Văn Đồng",
        "Cộng 2 đơn vị tìm thấy",
        "Tất cả 3 đơn vị",
    ]
    assert "(0/2)" in text
    assert "(1/7)" in text
    assert 'value="dong"' in text


@pytest.mark.django_db
def test_words_are_looked_for_where_words_begin(na: NaRi) -> None:
    """Looked for is Hà Tĩnh, which has no figures; "Thái" has "ha" in its middle."""
    tinh = page(na.org.hanh, na.org.viet_nam, q="ha+tinh")

    assert heads(tinh)[0].startswith("Cộng 0 đơn vị")
    assert heads(page(na.org.hanh, na.org.viet_nam, q="thai+ng"))[0] == "Tỉnh Thái Nguyên"


@pytest.mark.django_db
def test_who_is_behind_comes_first_and_the_year_keeps_the_choice(na: NaRi) -> None:
    org = na.org
    campaigns.year(na.campaign, 2025)

    text = page(org.tuyet, org.thai_nguyen, sort="-submitted")

    assert heads(text) == ["Xã Na Rì", "Xã Đồng Hỷ", "Xã Văn Đồng", "Tất cả"]
    assert '<option value="-submitted" selected>Đã nộp, cao nhất trước</option>' in text
    assert heads(page(org.tuyet, org.thai_nguyen, sort="1=1")) == [
        "Xã Đồng Hỷ",
        "Xã Na Rì",
        "Xã Văn Đồng",
        "Tất cả",
    ]


@pytest.mark.django_db
def test_the_workbook_follows_what_is_shown(na: NaRi) -> None:
    org = na.org
    asked = address(org.thai_nguyen, q="dong", sort="submitted", format="xlsx")

    rows = cells(Client(), org.tuyet, asked)

    assert [row[0] for row in rows] == [
        "Đơn vị (tìm “dong”; xếp theo Đã nộp, thấp nhất trước)",
        "Xã Đồng Hỷ",
        "Xã Văn Đồng",
        "Cộng 2 đơn vị tìm thấy",
        "Tất cả 3 đơn vị",
    ]
    client = Client()
    client.force_login(org.tuyet)
    assert "tim-dong" in client.get(asked)["Content-Disposition"]


@pytest.mark.django_db
def test_nobody_of_that_name_is_said_and_not_that_the_year_is_empty(na: NaRi) -> None:
    text = page(na.org.tuyet, na.org.thai_nguyen, q="Hà+Giang")

    assert "Không có đơn vị nào có số liệu năm 2026 mang tên như vậy" in text
    assert "Chưa có số liệu năm này" not in text
    assert heads(text) == ["Cộng 0 đơn vị tìm thấy", "Tất cả 3 đơn vị"]


@pytest.mark.django_db
def test_a_commune_has_groups_and_neither_search_nor_order(na: NaRi) -> None:
    text = page(na.org.minh, na.org.na_ri, q="khong", sort="submitted")

    assert 'name="q"' not in text.split("<main")[1]
    assert heads(text)[-1] == "Tất cả"


@pytest.mark.django_db
def test_paging_and_the_way_to_the_communes_keep_search_and_order(
    na: NaRi, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    org = na.org
    for number in range(100):
        commune = units.commune(f"Đồng {number}", org.ha_tinh, code=f"8{number:04d}")
        owner = campaigns.campaign(commune, slug=f"dong-{number}", code=f"D{number}")
        group = campaigns.group(owner, "1", "Các thôn", [UnitType.VILLAGE])
        village = units.village(f"Thôn {number}", commune, 1)
        campaigns.participant(campaigns.year(owner), group, village)

    text = page(org.hanh, org.viet_nam, by="commune", q="dong", sort="-submitted")

    assert "Cộng 102 đơn vị tìm thấy" in text
    assert "1–100 trong 102" in text
    for kept in ("q=dong", "sort=-submitted", "by=commune"):
        assert re.search(rf'href="\?[^"]*{kept}[^"]*page=2|href="\?[^"]*page=2[^"]*{kept}', text)
    assert '<input type="hidden" name="by" value="commune">' in text
    provinces = page(org.hanh, org.viet_nam, sort="submitted")
    assert re.search(r'href="\?[^"]*sort=submitted[^"]*by=commune"', provinces)

    client = Client()
    reader = people.someone("xem", "Võ Thị Xem", org.viet_nam, Role.AUDITOR)
    client.force_login(reader)
    client.get(address(org.viet_nam, by="commune"))
    # User, business day, roles. The unit, the years, which campaigns were launched above communes,
    # the sums, the names. The frame's years, inbox.
    with django_assert_num_queries(3 + 5 + 2):
        client.get(address(org.viet_nam, by="commune", q="dong", sort="submitted"))
