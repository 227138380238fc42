"""Looking up units: the search, one unit's page, one's own account."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import User
from core.audit import SYSTEM
from core.context import FramePart
from core.request_info import RequestInfoMiddleware
from tests.builders import units
from tests.builders.assessments import na_ri
from tests.builders.people import member, someone
from tests.org import Org
from units.enums import Role, UnitType
from units.frame import frame_part
from units.models import Unit
from units.services import tree
from units.unit_links import UnitLink, links_of

JULY = dt.date(2025, 7, 1)
SON_HONG = ["Xã Sơn Hồng – Tỉnh Hà Tĩnh", "Thôn Kim Sơn – Xã Sơn Hồng"]


def page(client: Client, user: User, path: str) -> str:
    client.force_login(user)
    response = client.get(path)
    assert response.status_code == 200, path
    return str(response.content.decode())


def rows(text: str) -> list[str]:
    """The names in the first column of the page's first table, in order."""
    table = text.split("<tbody>")[1].split("</tbody>", maxsplit=1)[0]
    return [name.strip() for name in re.findall(r'<th scope="row">\s*<a [^>]*>([^<]+)</a>', table)]


def found(text: str) -> list[str]:
    """The labels of the result list."""
    return re.findall(r'<li>\s*<a href="/units/\d+/">([^<]+)</a>', text)


@pytest.mark.parametrize(
    ("name", "place", "code"),
    [
        ("hanh", "son_hong", 200),
        ("tuyet", "na_ri", 200),
        ("tuyet", "son_hong", 404),
        ("minh", "na_ri", 200),
        ("minh", "school", 200),
        ("minh", "thai_nguyen", 404),
        ("minh", "son_hong", 404),
        ("pao", "ban_po", 200),
        ("pao", "na_lac", 404),
        ("pao", "na_ri", 404),
        ("chi", "ban_po", 404),
        ("quan", "son_hong", 200),
        ("khong", "ban_po", 403),
    ],
)
def test_a_unit_is_open_to_those_above_it(
    org: Org, client: Client, name: str, place: str, code: int
) -> None:
    client.force_login(getattr(org, name))

    assert client.get(f"/units/{getattr(org, place).pk}/").status_code == code


def test_the_search_finds_without_diacritics_and_shows_the_province(
    org: Org, client: Client
) -> None:
    text = page(client, org.hanh, "/units/?q=na+ri")

    assert found(text) == ["Xã Na Rì – Tỉnh Thái Nguyên", "Thôn Nà Lạc – Xã Na Rì"]


@pytest.mark.parametrize(
    ("name", "results"),
    [
        ("hanh", SON_HONG),
        ("quan", SON_HONG),
        ("chi", SON_HONG),
        ("bao", SON_HONG[1:]),
        ("tuyet", []),
        ("pao", []),
    ],
)
def test_the_search_stays_within_sight(
    org: Org, client: Client, name: str, results: list[str]
) -> None:
    text = page(client, getattr(org, name), "/units/?q=son+hong")

    assert found(text) == results


def test_the_administrator_looks_up_offices_and_not_families(org: Org, client: Client) -> None:
    house = units.household(org.ban_po, "Hoàng Văn Páo")

    assert found(page(client, org.quan, "/units/?q=hoang+van+pao")) == []
    assert client.get(f"/units/{house.pk}/").status_code == 404
    assert len(found(page(client, org.minh, "/units/?q=hoang+van+pao"))) == 1


def test_an_old_name_is_noted(org: Org, client: Client) -> None:
    tree.rename_unit(org.ban_po, kind_word="thôn", name="Pò Mới", on=JULY, actor=SYSTEM)

    text = page(client, org.minh, "/units/?q=ban+po")

    assert found(text) == ["Thôn Pò Mới – Xã Na Rì"]
    assert "tên cũ: Thôn Bản Pò" in text


def test_ended_units_are_found_when_asked_for(org: Org, client: Client) -> None:
    tree.dissolve_unit(org.ban_po, last_day=JULY, actor=SYSTEM)

    assert found(page(client, org.minh, "/units/?q=ban+po")) == []
    assert len(found(page(client, org.minh, "/units/?q=ban+po&ended=1"))) == 1


def test_without_a_query_the_search_begins_with_ones_own_units(org: Org, client: Client) -> None:
    both = someone("both", "Hoàng Thị Hai Nơi", org.ban_po, Role.EDITOR)
    member(both, org.kim_son, Role.EDITOR)
    member(both, org.kim_son, Role.VIEWER)

    text = page(client, both, "/units/")

    assert found(text) == ["Thôn Bản Pò", "Thôn Kim Sơn"]


def test_the_way_along_the_tree_opens_what_is_in_sight(org: Org, client: Client) -> None:
    text = page(client, org.tuyet, f"/units/{org.ban_po.pk}/")
    crumbs = text.split('class="crumbs"')[1].split("</nav>")[0]

    assert re.findall(r"<(?:a|span)[^>]*>([^<]+)</", crumbs) == [
        "Việt Nam",
        "Tỉnh Thái Nguyên",
        "Xã Na Rì",
        "Thôn Bản Pò",
    ]
    assert re.findall(r'<a href="([^"]+)"', crumbs) == [
        f"/units/{org.thai_nguyen.pk}/",
        f"/units/{org.na_ri.pk}/",
    ]


def test_children_stand_by_type_and_in_the_communes_order(org: Org, client: Client) -> None:
    text = page(client, org.minh, f"/units/{org.na_ri.pk}/")

    assert rows(text) == [
        "Thôn Bản Pò",
        "Thôn Nà Lạc",
        "Văn phòng HĐND và UBND",
        "Trường Tiểu học Yến Lạc",
    ]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?type=school", ["Trường Tiểu học Yến Lạc"]),
        ("?q=na+lac", ["Thôn Nà Lạc"]),
        ("?type=nonsense&q=ban", ["Thôn Bản Pò"]),
        ("?ended=1&type=village", ["Thôn Bản Pò", "Thôn Cũ", "Thôn Nà Lạc"]),
    ],
)
def test_children_can_be_filtered(org: Org, client: Client, query: str, names: list[str]) -> None:
    old = units.village("Cũ", org.na_ri, 1, is_inferred=True)
    tree.dissolve_unit(old, last_day=JULY, actor=SYSTEM)

    assert rows(page(client, org.minh, f"/units/{org.na_ri.pk}/{query}")) == names


def test_a_provinces_communes_are_paged_and_keep_the_filter(org: Org, client: Client) -> None:
    for number in range(60):
        units.commune(f"Số {number:02}", org.ha_tinh)

    first = page(client, org.hanh, f"/units/{org.ha_tinh.pk}/?type=commune")
    second = page(client, org.hanh, f"/units/{org.ha_tinh.pk}/?type=commune&page=2")

    assert (len(rows(first)), len(rows(second))) == (50, 11)
    assert "1–50 trong 61" in first
    assert 'href="?type=commune&amp;page=2"' in first


def test_names_and_changes_are_told_with_their_basis(org: Org, client: Client) -> None:
    old = units.village("Pò Cũ", org.na_ri, 9)
    tree.rename_unit(org.ban_po, kind_word="thôn", name="Pò Mới", on=JULY, actor=SYSTEM)
    tree.merge_units(
        [(old, True)], org.ban_po, on=JULY, actor=SYSTEM, legal_basis="Nghị quyết 5/NQ-HĐND"
    )

    text = page(client, org.minh, f"/units/{org.ban_po.pk}/")

    names = text.split('id="names"')[1].split('id="changes"')[0]
    changes = text.split('id="changes"')[1].split("</ol>")[0]
    assert "Thôn Bản Pò" in names
    assert "đến hết 30/06/2025" in names
    assert "từ 01/07/2025" in names
    assert "01/07/2025: Sáp nhập" in changes
    assert f'<a href="/units/{old.pk}/">Thôn Pò Cũ</a> (một phần)' in changes
    assert "Căn cứ: Nghị quyết 5/NQ-HĐND" in changes
    assert "01/07/2025: Đổi tên" in changes


def test_a_neighbour_in_a_change_is_named_and_not_opened(org: Org, client: Client) -> None:
    tree.merge_units([(org.na_lac, False)], org.ban_po, on=JULY, actor=SYSTEM)

    changes = page(client, org.pao, f"/units/{org.ban_po.pk}/").split('id="changes"')[1]

    assert "Thôn Nà Lạc" in changes
    assert f"/units/{org.na_lac.pk}/" not in changes


@pytest.mark.parametrize(
    ("name", "sees"),
    [
        ("minh", True),
        ("pao", True),
        ("hanh", True),
        ("tuyet", True),
        ("quan", True),
        ("mai", False),
        ("nga", False),
    ],
)
def test_who_holds_what_is_shown_to_those_who_run_or_check(
    org: Org, client: Client, name: str, *, sees: bool
) -> None:
    text = page(client, getattr(org, name), f"/units/{org.ban_po.pk}/")

    assert ("Ai giữ vai trò gì ở đây" in text) is sees
    assert (f">{org.mai.full_name}" in text.split('id="main"')[1]) is sees


def test_only_the_office_and_the_administrator_open_people_from_there(
    org: Org, client: Client
) -> None:
    link = f"/units/people/{org.pao.pk}/"

    assert link in page(client, org.minh, f"/units/{org.ban_po.pk}/")
    assert link in page(client, org.quan, f"/units/{org.ban_po.pk}/")
    assert link not in page(client, org.tuyet, f"/units/{org.ban_po.pk}/")


def test_ones_own_account_tells_the_roles_with_their_days(org: Org, client: Client) -> None:
    member(org.pao, org.kim_son, Role.VIEWER, to_on=dt.date(2021, 5, 31))

    text = page(client, org.pao, "/units/account/")

    assert "Trưởng thôn, thủ trưởng đơn vị, Thôn Bản Pò" in text
    assert "Người xem, Thôn Kim Sơn" in text
    assert "đến hết 31/05/2021" in text
    assert "đã kết thúc" in text
    assert "Chưa được giao vai trò nào" in page(client, org.khong, "/units/account/")


def more_of_everything(org: Org, count: int) -> None:
    for number in range(count):
        unit = units.village(f"Thôn {number}", org.na_ri, 10 + number)
        tree.merge_units([(unit, False)], org.na_ri, on=JULY, actor=SYSTEM)
        units.village(f"Bản {number}", org.na_ri, 10 + number)
        someone(f"so{number}", f"Nông Văn Số {number}", org.na_ri, Role.VIEWER)


@pytest.mark.parametrize("count", [1, 3, 50])
def test_a_unit_page_asks_as_often_for_many_as_for_one(
    org: Org,
    client: Client,
    settings: Settings,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    settings.FRAME_PROVIDERS = []
    settings.UNIT_LINK_PROVIDERS = []
    more_of_everything(org, count)
    client.force_login(org.minh)

    # user (the session is in the cache), access, business day; the unit, units above, which open;
    # children: per type, ended, how many, rows; heads; roles, which people open; names;
    # changes, which of their units open
    with django_assert_num_queries(16):
        client.get(f"/units/{org.na_ri.pk}/")


@pytest.mark.parametrize("count", [1, 3, 50])
def test_the_search_asks_as_often_for_many_as_for_one(
    org: Org,
    client: Client,
    settings: Settings,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    settings.FRAME_PROVIDERS = []
    for number in range(count):
        units.village(f"Khuổi {number}", org.na_ri, 10 + number)
    client.force_login(org.minh)

    # user (the session is in the cache), access, business day; how many, the units
    with django_assert_num_queries(5):
        text = client.get("/units/?q=khuoi").content.decode()

    assert len(found(text)) == count


def test_more_than_a_page_of_results_is_paged(org: Org, client: Client) -> None:
    for number in range(60):
        units.village(f"Khuổi {number:02}", org.na_ri, 10 + number)

    first = page(client, org.minh, "/units/?q=khuoi")
    second = page(client, org.minh, "/units/?q=khuoi&page=2")

    assert (len(found(first)), len(found(second))) == (50, 10)
    assert 'href="?q=khuoi&amp;page=2"' in first


@pytest.mark.parametrize(
    ("name", "sees_phone"), [("minh", True), ("tuyet", True), ("quan", True), ("nga", False)]
)
def test_whom_to_call_stands_on_the_page_and_the_number_for_those_above(
    org: Org, client: Client, name: str, *, sees_phone: bool
) -> None:
    org.pao.phone = "0912 345 678"
    org.pao.save()

    text = page(client, getattr(org, name), f"/units/{org.ban_po.pk}/").split('id="main"')[1]

    assert "Hoàng Văn Páo" in text
    assert ('href="tel:0912 345 678"' in text) is sees_phone


def test_a_merged_unit_leads_to_what_it_became(org: Org, client: Client) -> None:
    tree.merge_units([(org.na_lac, False)], org.ban_po, on=JULY, actor=SYSTEM)

    text = page(client, org.minh, f"/units/{org.na_lac.pk}/").split('id="main"')[1]

    assert "Đơn vị này nay là" in text
    assert f'<a href="/units/{org.ban_po.pk}/">Thôn Bản Pò</a> (từ 01/07/2025)' in text


def links(text: str) -> dict[str, str]:
    """What the page offers next: label and address."""
    pairs = re.findall(r'<a href="([^"]+)">(?:(?!</a>).)*?next-title">([^<]+)<', text, re.DOTALL)
    return {label: url for url, label in pairs}


def test_a_village_page_leads_on_to_its_form_papers_campaign_and_households(
    org: Org, client: Client
) -> None:
    na = na_ri(org)
    part = na.participation(org.ban_po)
    address = f"/units/{org.ban_po.pk}/"

    heads = links(page(client, org.pao, address))

    assert heads["Nhập phiếu năm 2026"] == f"/assessments/forms/{part.pk}/"
    assert heads["Báo cáo, giấy tờ của đơn vị"] == f"/reports/units/{org.ban_po.pk}/"
    assert heads[na.campaign.short_name] == f"/campaigns/{na.campaign.slug}/"
    assert heads["Hộ gia đình"] == f"{address}households/"
    assert heads["Thêm hộ gia đình"] == f"{address}households/new/"
    for url in heads.values():
        assert client.get(url).status_code == 200, url
    assert "Đóng đơn vị" not in heads
    viewers = links(page(client, org.nga, address))
    assert "Xem phiếu năm 2026" in viewers
    assert "Thêm hộ gia đình" not in viewers
    stewards = links(page(client, org.quan, address))
    assert {"Xem phiếu năm 2026", "Hộ gia đình"} & set(stewards) == set()
    assert "Đóng đơn vị" in stewards
    assert "Đóng đơn vị" in links(page(client, org.minh, address))


@pytest.mark.parametrize("count", [1, 3, 50])
def test_what_a_page_offers_asks_as_often_for_many_as_for_one(
    org: Org, django_assert_num_queries: DjangoAssertNumQueries, rf: RequestFactory, count: int
) -> None:
    for number in range(count):
        units.village(f"Khuổi {number}", org.na_ri, 10 + number)
    na_ri(org)
    request = rf.get("/")
    request.user = org.minh
    offered: list[UnitLink] = []

    def shown(one: HttpRequest) -> HttpResponse:
        offered.extend(links_of(one, org.na_ri))
        return HttpResponse()

    # access, business day; its place in the years, its records, years to look over; years with
    # papers; campaigns; nothing for the households
    with django_assert_num_queries(7):
        RequestInfoMiddleware(shown)(request)

    assert [str(link.label) for link in offered].count("Hộ gia đình") == 1


@pytest.mark.parametrize(
    ("name", "menu", "unit_choices"),
    [
        ("pao", ["Đơn vị"], 1),
        ("minh", ["Đơn vị", "Người dùng"], 1),
        ("quan", ["Đơn vị", "Người dùng", "Danh mục hệ thống"], 1),
        ("hanh", ["Đơn vị", "Nhật ký thao tác"], 1),
        ("khong", [], 0),
    ],
)
def test_the_frame_offers_what_the_role_needs(
    org: Org,
    rf: RequestFactory,
    django_assert_num_queries: DjangoAssertNumQueries,
    name: str,
    menu: list[str],
    unit_choices: int,
) -> None:
    request = rf.get("/")
    request.user = getattr(org, name)
    parts: list[FramePart] = []

    def shown(one: HttpRequest) -> HttpResponse:
        parts.append(frame_part(one))
        return HttpResponse()

    # access, business day: both are kept for the page
    with django_assert_num_queries(2):
        RequestInfoMiddleware(shown)(request)

    (part,) = parts
    assert [str(item.label) for item in part.menu] == menu
    assert len(part.units) == unit_choices
    assert [choice.is_current for choice in part.units] == [True] * unit_choices
    assert (part.search_url == "/units/") is bool(menu)


def test_types_of_units_have_words() -> None:
    assert {str(label) for label in UnitType.labels} & {"", "None"} == set()
    assert Unit(type=UnitType.VILLAGE).get_type_display() == "Thôn, tổ dân phố"
