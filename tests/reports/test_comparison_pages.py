"""The page of comparison on a tree that changed: every label tells one unit, every unit is told."""

from __future__ import annotations

import datetime as dt
import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from campaigns.models import Campaign
from core.audit import SYSTEM
from core.text import fold
from criteria.enums import IndicatorKind, SetKind
from criteria.models import Indicator
from tests.builders import campaigns, people, units
from tests.org import Org
from tests.reading import cells
from units.enums import Role, UnitType
from units.models import Unit
from units.services import tree

pytestmark = pytest.mark.django_db
MERGED_ON = dt.date(2025, 7, 1)


def campaign_of(unit: Unit) -> Campaign:
    """A campaign of the commune in which it takes part itself."""
    return campaigns.campaign(unit, slug=f"xa-{unit.pk}", code=f"X{unit.pk}")


def took_part(unit: Unit, *years: int) -> None:
    """One village's form in each of the years."""
    owner = campaign_of(unit)
    group = campaigns.villages_group(owner)
    for number in years:
        village = units.village(f"Thôn {number}", unit, number)
        campaigns.participant(campaigns.year(owner, number), group, village)


def merged(org: Org) -> tuple[Unit, Unit, Unit]:
    """Sơn Hồng and Sơn Lĩnh become a new Sơn Hồng, as in Hà Tĩnh on 01/07/2025."""
    old, other = org.son_hong, units.commune("Sơn Lĩnh", org.ha_tinh, code="18139")
    took_part(old, 2024)
    took_part(other, 2024)
    new = units.commune("Sơn Hồng", org.ha_tinh, code="18161", valid_from=MERGED_ON)
    tree.merge_units([(old, False), (other, False)], new, on=MERGED_ON, actor=SYSTEM)
    tree.hang_under([old, other], new, on=MERGED_ON)
    took_part(new, 2026)
    return old, other, new


def reader_of(org: Org, province: Unit) -> User:
    """Somebody who reads a province's figures."""
    return people.someone(f"xem-{province.pk}", "Võ Thị Xem", province, Role.PROVINCE_OFFICER)


def path(unit: Unit, how: str = "reported", **more: str) -> str:
    query = "".join(f"&{key}={value}" for key, value in more.items())
    return reverse("reports:place_compare", args=[unit.pk]) + f"?how={how}{query}"


def page(reader: User, unit: Unit, how: str = "reported") -> str:
    client = Client()
    client.force_login(reader)
    return unescape(client.get(path(unit, how)).content.decode())


def heads(text: str) -> list[str]:
    """What stands at the beginning of the table's rows, without the notes."""
    body = text.split("<tbody>")[1].split("</tbody>", maxsplit=1)[0]
    return [one.strip() for one in re.findall(r'<th scope="row">(.*?)(?:<br>|</th>)', body)]


def test_a_commune_before_and_after_its_merger_is_told_by_the_years(org: Org) -> None:
    merged(org)
    reader = reader_of(org, org.ha_tinh)

    assert heads(page(reader, org.ha_tinh)) == [
        "Xã Sơn Hồng (đến 2025)",
        "Xã Sơn Hồng (từ 2025)",
        "Xã Sơn Lĩnh",
    ]
    book = cells(Client(), reader, path(org.ha_tinh, format="xlsx"))
    assert [row[0] for row in book[1:]] == [
        "Xã Sơn Hồng (đến 2025)",
        "Xã Sơn Hồng (từ 2025)",
        "Xã Sơn Lĩnh",
        "Tất cả",
    ]
    assert book[1][1] == "đến hết 30/06/2025, nay thuộc Xã Sơn Hồng (từ 2025)"
    assert book[2][1] == "từ 01/07/2025, gồm Xã Sơn Hồng (đến 2025); Xã Sơn Lĩnh"


def test_the_page_is_of_all_years_and_names_none(org: Org) -> None:
    merged(org)

    text = page(reader_of(org, org.ha_tinh), org.ha_tinh)

    assert "Số liệu Tỉnh Hà Tĩnh qua các năm" in text


def test_the_export_says_what_is_compared_and_within_which_boundaries(org: Org) -> None:
    merged(org)
    reader = reader_of(org, org.ha_tinh)

    for how, told in (("reported", "như đã báo cáo"), ("today", "quy về địa giới hiện nay")):
        address = path(org.ha_tinh, how, format="xlsx", measure="on_time")
        head = cells(Client(), reader, address)[0][0]
        assert head == f"Đơn vị (Đúng hạn trên số phiếu có hạn, {told})"
        client = Client()
        client.force_login(reader)
        name = client.get(address)["Content-Disposition"]
        assert fold(told).replace(" ", "-") in name.casefold()


def test_where_all_can_be_brought_to_today_nothing_is_left_out(org: Org) -> None:
    merged(org)

    text = page(reader_of(org, org.ha_tinh), org.ha_tinh, "today")

    assert "không quy đổi được" not in text


def test_brought_to_today_the_sum_names_the_old_commune_and_not_the_new_one(org: Org) -> None:
    merged(org)

    text = page(reader_of(org, org.ha_tinh), org.ha_tinh, "today")

    assert heads(text) == ["Xã Sơn Hồng (từ 2025)"]
    assert "cộng từ Xã Sơn Hồng (đến 2025); Xã Sơn Lĩnh" in text


def test_two_of_one_name_in_two_districts_are_told_by_the_district(org: Org) -> None:
    for district in ("Can Lộc", "Thạch Hà"):
        above = units.unit(UnitType.DISTRICT, district, org.ha_tinh, kind_word="Huyện")
        took_part(units.commune("Tân An", above, code=f"18{district[0]}"), 2024)
    took_part(units.commune("Tân Bình", org.ha_tinh, code="18777"), 2024)

    assert heads(page(reader_of(org, org.ha_tinh), org.ha_tinh)) == [
        "Xã Tân An, Huyện Can Lộc",
        "Xã Tân An, Huyện Thạch Hà",
        "Xã Tân Bình",
    ]


def test_in_the_country_an_old_commune_is_not_told_by_the_one_it_became(org: Org) -> None:
    merged(org)

    found = heads(page(org.hanh, org.viet_nam))

    assert found == [
        "Xã Sơn Hồng, Tỉnh Hà Tĩnh (đến 2025)",
        "Xã Sơn Hồng, Tỉnh Hà Tĩnh (từ 2025)",
        "Xã Sơn Lĩnh, Tỉnh Hà Tĩnh",
    ]


def test_percentages_of_one_name_are_told_by_their_sheet_and_section(org: Org) -> None:
    merged(org)
    for code, name, section in (
        ("a", "Biểu của thôn", "1. Hộ"),
        ("b", "Biểu của xã", "1. Hộ"),
        ("c", "Biểu của xã", "2. Cơ quan"),
    ):
        sheet = campaigns.criteria_set(f"bieu-{code}", kind=SetKind.INDICATORS, name=name)
        Indicator.objects.create(
            criteria_set=sheet, code=f"rate_{code}", position=1, section=section,
            label="Tỷ lệ đạt", kind=IndicatorKind.RATIO, unit_label="%",
            numerator="x", denominator="y",
        )  # fmt: skip

    text = page(reader_of(org, org.ha_tinh), org.ha_tinh)

    offered = re.findall(r'<option value="rate_.">(.*?)</option>', text)
    assert offered == [
        "Tỷ lệ đạt (Biểu của thôn)",
        "Tỷ lệ đạt (Biểu của xã) – 1. Hộ",
        "Tỷ lệ đạt (Biểu của xã) – 2. Cơ quan",
    ]


# ---------------------------------------------------------------- what has no successor

CLOSED_ON = dt.date(2024, 12, 31)


def closed(org: Org) -> Unit:
    """Ninh Hải reported in 2024 and was closed; nobody knows what follows it."""
    gone = units.commune("Ninh Hải", org.ha_tinh, code="10999")
    took_part(gone, 2024)
    tree.dissolve_unit(gone, last_day=CLOSED_ON, actor=SYSTEM)
    return gone


def test_brought_to_today_a_closed_unit_keeps_a_row_and_the_page_says_so(org: Org) -> None:
    merged(org)
    closed(org)
    reader = reader_of(org, org.ha_tinh)

    text = page(reader, org.ha_tinh, "today")

    assert heads(text) == ["Xã Ninh Hải", "Xã Sơn Hồng (từ 2025)"]
    assert "đến hết 31/12/2024, không có đơn vị kế tục" in text
    assert (
        "Đơn vị đã kết thúc mà không có đơn vị kế tục giữ một hàng riêng với số liệu của những "
        "năm đã báo cáo, không cộng vào đơn vị nào khác nhưng có trong hàng Tất cả: Xã Ninh Hải."
    ) in " ".join(text.split())
    rows = cells(Client(), reader, path(org.ha_tinh, "today", format="xlsx"))
    assert rows[1][:2] == [
        "Xã Ninh Hải",
        "đến hết 31/12/2024, không có đơn vị kế tục: hàng riêng, có trong hàng Tất cả",
    ]
    # Its one form, and one of each of the two that became Sơn Hồng.
    assert [row[3] for row in rows[1:]] == [1, 2, 3]


def test_where_everybody_has_a_successor_nothing_is_said(org: Org) -> None:
    merged(org)
    reader = reader_of(org, org.ha_tinh)

    assert "không có đơn vị kế tục" not in page(reader, org.ha_tinh, "today")
    closed(org)
    as_reported = page(reader, org.ha_tinh)
    assert "đến hết 31/12/2024, không có đơn vị kế tục" in as_reported
    assert "giữ một hàng riêng" not in as_reported


def test_a_unit_that_gave_a_part_away_and_goes_on_keeps_its_row(org: Org) -> None:
    old, part = org.son_hong, units.commune("Khe Sanh", org.ha_tinh, code="18555")
    took_part(old, 2024, 2026)
    took_part(part, 2026)
    tree.merge_units([(old, True)], part, on=MERGED_ON, actor=SYSTEM)

    text = page(reader_of(org, org.ha_tinh), org.ha_tinh, "today")

    assert heads(text) == ["Xã Khe Sanh", "Xã Sơn Hồng"]
    assert "Xã Khe Sanh, 2024: chỉ nhận một phần của Xã Sơn Hồng" in text


def test_a_divided_unit_is_in_no_row_of_today_and_the_page_says_why(org: Org) -> None:
    old = org.son_hong
    took_part(old, 2024)
    for number, name in enumerate(("Khe Sanh", "Khe Tre")):
        part = units.commune(name, org.ha_tinh, code=f"1855{number}")
        took_part(part, 2026)
        tree.merge_units([(old, True)], part, on=MERGED_ON, actor=SYSTEM)
    Unit.objects.filter(pk=old.pk).update(valid_to=MERGED_ON - dt.timedelta(days=1))

    text = page(reader_of(org, org.ha_tinh), org.ha_tinh, "today")

    assert heads(text) == ["Xã Khe Sanh", "Xã Khe Tre"]
    assert "không quy đổi được: năm 2024 thiếu 2 đơn vị." in " ".join(text.split())
    for name in ("Xã Khe Sanh", "Xã Khe Tre"):
        assert f"{name}, 2024: chỉ nhận một phần của Xã Sơn Hồng" in text


# ---------------------------------------------------------------- what went out of the page's unit


def gone_out(org: Org) -> Unit:
    """Ninh Hải reported in Hà Tĩnh in 2024; since then it is a part of Na Rì, Thái Nguyên."""
    gone = units.commune("Ninh Hải", org.ha_tinh, code="10999")
    took_part(gone, 2024)
    took_part(org.na_ri, 2026)
    tree.merge_units([(gone, False)], org.na_ri, on=MERGED_ON, actor=SYSTEM)
    return gone


def test_a_successor_in_another_province_is_named_and_the_figures_stay(org: Org) -> None:
    gone_out(org)
    took_part(org.son_hong, 2024)
    reader = reader_of(org, org.ha_tinh)

    gone = "đến hết 30/06/2025, nay thuộc Xã Na Rì (ngoài Tỉnh Hà Tĩnh)"
    as_reported, text = (
        " ".join(page(reader, org.ha_tinh, how).split()) for how in ("reported", "today")
    )
    for told in (as_reported, text):
        assert heads(told) == ["Xã Ninh Hải", "Xã Sơn Hồng"]
        assert gone in told
        assert "không có đơn vị kế tục" not in told
    assert "giữ một hàng riêng" not in as_reported
    assert (
        "Đơn vị nay thuộc nơi khác, ngoài Tỉnh Hà Tĩnh, giữ một hàng riêng với số liệu của những "
        "năm đã báo cáo ở đây, có trong hàng Tất cả: Xã Ninh Hải."
    ) in text
    rows = cells(Client(), reader, path(org.ha_tinh, "today", format="xlsx"))
    assert rows[1][:2] == [
        "Xã Ninh Hải",
        f"{gone}: hàng riêng, có trong hàng Tất cả",
    ]
    assert [row[3] for row in rows[1:]] == [1, 1, 2]


def test_the_country_has_both_and_brings_the_old_commune_to_the_new_one(org: Org) -> None:
    gone_out(org)

    text = " ".join(page(org.hanh, org.viet_nam, "today").split())

    assert heads(text) == ["Xã Na Rì, Tỉnh Thái Nguyên"]
    assert "cộng từ Xã Ninh Hải" in text
    assert "ngoài" not in text


def test_a_successor_that_itself_went_elsewhere_ends_the_way(org: Org) -> None:
    """Ninh Hải became Sơn Lĩnh, which never reported and then became a part of Na Rì."""
    old, between = (
        units.commune(name, org.ha_tinh, code=code)
        for name, code in (("Ninh Hải", "10999"), ("Sơn Lĩnh", "18139"))
    )
    took_part(old, 2024)
    tree.merge_units([(old, False)], between, on=MERGED_ON, actor=SYSTEM)
    later = dt.date(2026, 1, 1)
    tree.merge_units([(between, False)], org.na_ri, on=later, actor=SYSTEM)

    text = page(reader_of(org, org.ha_tinh), org.ha_tinh, "today")

    assert heads(text) == ["Xã Sơn Lĩnh"]
    assert "cộng từ Xã Ninh Hải" in text
    assert "đến hết 31/12/2025, nay thuộc Xã Na Rì (ngoài Tỉnh Hà Tĩnh)" in text
