"""A commune compares its villages; their rows and what is not of a village make its own figure."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from assessments.services import compact, review
from assessments.services.compact import CompactEntry
from campaigns.models import CampaignYear, LineTally
from campaigns.services import participation
from core.audit import SYSTEM
from reports.dashboards import shares
from reports.dashboards.comparison import AS_REPORTED, TODAY, Comparison, Row, compare
from reports.dashboards.shares import Measure, Share
from tests.builders import campaigns, units
from tests.builders.assessments import ON_PAPER, NaRi, na_ri, submitted
from tests.org import Org
from tests.reading import cells
from units.enums import UnitType
from units.models import Unit
from units.services import tree

pytestmark = pytest.mark.django_db


@pytest.fixture
def na(org: Org) -> NaRi:
    """Na Rì's open year."""
    return na_ri(org)


def measure(code: str) -> Measure:
    return next(one for one in shares.measures() if one.code == code)


def told(found: Comparison) -> dict[str, str]:
    """The last year: what stands beside each name."""

    def words(row: Row) -> str:
        share = row.cells[-1].share
        return share.of if share else "–"

    return {row.name: words(row) for row in (*found.rows, found.total)}


def of_commune(unit: Unit, code: str, how: str = AS_REPORTED) -> dict[str, str]:
    return told(compare(unit, measure(code), how))


# ---------------------------------------------------------------- forms


def test_minh_sees_whose_form_is_there_and_the_sum_is_the_commune(na: NaRi) -> None:
    org = na.org
    submitted(na, org.ban_po, org.pao)

    assert of_commune(org.na_ri, "submitted") == {
        "Thôn Bản Pò": "1/1",
        "Thôn Nà Lạc": "0/1",
        "Phiếu của Xã Na Rì": "0/1",
        "Cơ quan, đơn vị khác": "0/2",
        "Tất cả": "1/5",
    }
    # The province says the same of Na Rì.
    assert told(compare(org.thai_nguyen, measure("submitted"), AS_REPORTED))["Xã Na Rì"] == "1/5"
    # The commune's own form has no last day.
    assert "Phiếu của Xã Na Rì" not in of_commune(org.na_ri, "on_time")


def test_pao_sees_his_own_village_through_the_years(na: NaRi) -> None:
    org = na.org
    submitted(na, org.ban_po, org.pao)
    achieved(na, org.ban_po, "Hoàng Văn An")

    def of_village(code: str) -> dict[str, str]:
        return told(compare(org.ban_po, measure(code), AS_REPORTED))

    assert of_village("submitted") == {"Thôn Bản Pò": "1/1", "Tất cả": "1/1"}
    assert of_village("registered_rate") == {"Thôn Bản Pò": "60/98", "Tất cả": "60/98"}
    assert of_village("achieved") == {"Thôn Bản Pò": "1/1", "Tất cả": "1/1"}
    assert compare(org.na_lac, measure("registered_rate"), AS_REPORTED).rows == []
    # Its own page lists households and no forms.
    assert compare(org.ban_po, measure("submitted"), AS_REPORTED).total.listed is None
    assert compare(org.ban_po, measure("achieved"), AS_REPORTED).total.listed is not None


def test_a_village_has_no_choice_of_boundaries(na: NaRi, client: Client) -> None:
    client.force_login(na.org.pao)

    def page(unit: Unit) -> str:
        return client.get(reverse("reports:place_compare", args=[unit.pk])).content.decode()

    assert 'name="how"' not in page(na.org.ban_po)
    client.force_login(na.org.minh)
    assert 'name="how"' in page(na.org.na_ri)


def test_lines_of_the_villages_make_the_kept_sum_of_their_group(na: NaRi) -> None:
    """Minh corrects Nà Lạc's number; a returned or excluded form gives nothing."""
    org = na.org
    khuoi_it, pac_muon = (
        units.village(name, org.na_ri, at) for at, name in enumerate(("Khuổi Ít", "Pác Muồng"), 3)
    )
    for village in (khuoi_it, pac_muon):
        campaigns.participant(na.year, na.villages, village)
        submitted(na, village, org.minh, ON_PAPER)
    submitted(na, org.ban_po, org.pao)
    record = submitted(na, org.na_lac, org.sam)
    record = review.start(record, actor=org.minh, version=record.version)
    review.correct_figure(
        record, na.line("families_registered"), number=Decimal(55), reason="Cộng sai.",
        actor=org.minh, seen=1,
    )  # fmt: skip
    part = na.participation(pac_muon)
    participation.exclude(part, reason="Sắp sáp nhập.", actor=org.minh)

    assert of_commune(org.na_ri, "registered_rate") == {
        "Thôn Bản Pò": "60/98",
        "Thôn Khuổi Ít": "60/98",
        "Thôn Nà Lạc": "55/98",
        "Tất cả": "175/294",
    }
    assert kept(na, "families_registered") == 175
    assert kept(na, "households") == 294

    record.refresh_from_db()
    review.return_items(
        record, reasons={"NR-1.4-a": "Ghi rõ."}, actor=org.minh, version=record.version
    )
    assert of_commune(org.na_ri, "registered_rate")["Tất cả"] == "120/196"
    assert kept(na, "families_registered") == 120


def kept(na: NaRi, code: str) -> Decimal:
    """What the roll-up keeps of a line of Na Rì's villages."""
    rows = LineTally.objects.filter(campaign_year=na.year, place=na.org.na_ri, group=na.villages)
    return rows.get(code=code).total


def test_lines_of_other_forms_stand_apart_and_are_in_the_sum(na: NaRi) -> None:
    org = na.org
    for group in (na.commune, na.agencies):
        group.indicator_set = na.villages.indicator_set
        group.save()
    submitted(na, org.ban_po, org.pao)
    submitted(na, org.agency, org.khoa)
    submitted(na, org.na_ri, org.lan)

    assert of_commune(org.na_ri, "registered_rate") == {
        "Thôn Bản Pò": "60/98",
        "Phiếu của Xã Na Rì": "60/98",
        "Cơ quan, đơn vị khác": "60/98",
        "Tất cả": "180/294",
    }
    above = compare(org.thai_nguyen, measure("registered_rate"), AS_REPORTED)
    assert told(above)["Xã Na Rì"] == "180/294"


# ---------------------------------------------------------------- households, clans, individuals


def test_results_of_the_villages_and_what_was_entered_at_the_commune(na: NaRi) -> None:
    """Two families of Bản Pò, one of Nà Lạc; the Hoàng clan lives in both villages."""
    org = na.org
    achieved(na, org.ban_po, "Hoàng Văn Páo")
    registered(na, org.ban_po, "Lý Thị Mai")
    achieved(na, org.na_lac, "Lường Văn Sằm")
    clan = units.unit(UnitType.CLAN, "Dòng họ Hoàng", org.na_ri)
    compact.set_results(
        na.year, org.na_ri, [CompactEntry(clan.pk, is_registered=True)], actor=org.minh
    )

    assert of_commune(org.na_ri, "achieved") == {
        "Thôn Bản Pò": "1/2",
        "Thôn Nà Lạc": "1/1",
        "Ghi ở Xã Na Rì, không theo thôn": "0/1",
        "Tất cả": "2/4",
    }
    assert told(compare(org.thai_nguyen, measure("achieved"), AS_REPORTED))["Xã Na Rì"] == "2/4"


def test_results_stay_with_the_commune_in_which_they_were_entered(na: NaRi) -> None:
    """The province's campaign: Bản Pò went to Sơn Hồng and entered another family there."""
    org = na.org
    achieved(na, org.na_lac, "Lường Văn Sằm")
    owner = campaigns.campaign(org.thai_nguyen, slug="thai-nguyen-2026", code="TN")
    campaigns.group(owner, "2", "Gia đình", [UnitType.HOUSEHOLD])
    year = campaigns.year(owner)
    set_result(year, org.ban_po, "Hoàng Văn Páo", "achieved", org.pao)
    moved = tree.move_unit(org.ban_po, org.son_hong, on=dt.date(2026, 11, 1), actor=SYSTEM)
    set_result(year, moved, "Lý Thị Mai", "", org.pao)

    assert of_commune(org.na_ri, "achieved") == {
        "Thôn Bản Pò": "1/1",
        "Thôn Nà Lạc": "1/1",
        "Tất cả": "2/2",
    }
    assert of_commune(org.son_hong, "achieved") == {"Thôn Bản Pò": "0/1", "Tất cả": "0/1"}


def achieved(na: NaRi, village: Unit, name: str) -> None:
    set_result(na.year, village, name, "achieved", na.org.minh)


def registered(na: NaRi, village: Unit, name: str) -> None:
    set_result(na.year, village, name, "", na.org.minh)


def set_result(year: CampaignYear, village: Unit, name: str, result: str, actor: User) -> None:
    """A family of the village that registered, with or without a result."""
    home = units.household(village, name)
    entry = CompactEntry(home.pk, is_registered=True, result=result)
    compact.set_results(year, village, [entry], actor=actor)


# ---------------------------------------------------------------- villages that were merged

IN_2027 = dt.date(2027, 1, 1)


def test_villages_before_and_after_their_merger(na: NaRi) -> None:
    """Bản Pò and Nà Lạc became Bản Pò Nà Lạc in 2027."""
    org = na.org
    submitted(na, org.ban_po, org.pao)
    new = units.village("Bản Pò Nà Lạc", org.na_ri, 9, valid_from=IN_2027)
    tree.merge_units([(org.ban_po, False), (org.na_lac, False)], new, on=IN_2027, actor=SYSTEM)
    tree.hang_under([org.ban_po, org.na_lac], new, on=IN_2027)
    campaigns.participant(campaigns.year(na.campaign, 2027), na.villages, new)

    as_reported = compare(org.na_ri, measure("submitted"), AS_REPORTED)
    assert [(row.name, row.note) for row in as_reported.rows[:2]] == [
        ("Thôn Bản Pò", "đến hết 31/12/2026, nay thuộc Thôn Bản Pò Nà Lạc"),
        ("Thôn Bản Pò Nà Lạc", "từ 01/01/2027, gồm Thôn Bản Pò; Thôn Nà Lạc"),
    ]
    today = compare(org.na_ri, measure("submitted"), TODAY)
    merged = today.rows[0]
    assert merged.name == "Thôn Bản Pò Nà Lạc"
    assert [cell.share for cell in merged.cells] == [
        Share(Decimal(1), Decimal(2)),
        Share(Decimal(0), Decimal(1)),
    ]
    assert merged.cells[0].summed_words == "Thôn Bản Pò; Thôn Nà Lạc"
    assert [cell.share for cell in today.totals] == [cell.share for cell in as_reported.totals]


def test_a_village_that_went_to_another_commune_keeps_its_row_here(na: NaRi) -> None:
    """Bản Pò went to Sơn Hồng; Nà Lạc became a part of Kim Sơn there."""
    org = na.org
    submitted(na, org.ban_po, org.pao)
    tree.move_unit(org.ban_po, org.son_hong, on=dt.date(2026, 11, 1), actor=SYSTEM)
    tree.merge_units([(org.na_lac, False)], org.kim_son, on=IN_2027, actor=SYSTEM)
    tree.hang_under([org.na_lac], org.kim_son, on=IN_2027)

    for how, more in ((AS_REPORTED, ""), (TODAY, ": hàng riêng, có trong hàng Tất cả")):
        found = compare(org.na_ri, measure("submitted"), how)
        assert [(row.name, row.note) for row in found.rows[:2]] == [
            ("Thôn Bản Pò", "nay ở Xã Sơn Hồng (ngoài Xã Na Rì)"),
            (
                "Thôn Nà Lạc",
                f"đến hết 31/12/2026, nay thuộc Thôn Kim Sơn (ngoài Xã Na Rì){more}",
            ),
        ]
        assert told(found)["Tất cả"] == "1/5"


# ---------------------------------------------------------------- the page and its workbook


def path(unit: Unit, code: str = "submitted") -> str:
    return reverse("reports:place_compare", args=[unit.pk]) + f"?measure={code}"


def test_the_page_says_what_its_sum_holds(na: NaRi) -> None:
    org = na.org
    achieved(na, org.ban_po, "Hoàng Văn Páo")
    client = Client()
    client.force_login(org.minh)

    page = " ".join(unescape(client.get(path(org.na_ri)).content.decode()).split())
    assert (
        "Hàng Tất cả là số của cả Xã Na Rì: các thôn và những hàng không phải thôn: "
        "Phiếu của Xã Na Rì; Cơ quan, đơn vị khác."
    ) in page
    results = " ".join(unescape(client.get(path(org.na_ri, "achieved")).content.decode()).split())
    assert "Hàng Tất cả là số của cả Xã Na Rì, mọi số đều ở một thôn." in results
    # A village's page lists its results, not its form.
    village = reverse("reports:place_figures", args=[org.ban_po.pk]) + "?year=2026"
    assert village in results
    assert village not in page
    rows = cells(Client(), org.minh, path(org.na_ri) + "&format=xlsx")
    assert [row[0] for row in rows[1:]] == [
        "Thôn Bản Pò",
        "Thôn Nà Lạc",
        "Phiếu của Xã Na Rì",
        "Cơ quan, đơn vị khác",
        "Tất cả",
    ]


@pytest.mark.parametrize("villages", [1, 3, 50])
@pytest.mark.parametrize(
    ("code", "figures"), [("submitted", 1), ("registered_rate", 1), ("achieved", 2)]
)
def test_the_comparison_of_villages_asks_the_same_few_questions_at_any_size(
    org: Org,
    villages: int,
    code: str,
    figures: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    na = na_ri(org)
    submitted(na, org.ban_po, org.pao)
    achieved(na, org.ban_po, "Hoàng Văn Páo")
    for number in range(villages - 1):
        village = units.village(f"Thôn {number}", org.na_ri, number + 3)
        campaigns.participant(na.year, na.villages, village)
    client = Client()
    client.force_login(org.minh)
    client.get(path(org.na_ri, code))

    # User, business day, roles. The unit, what can be compared, the figures (of results: of the
    # villages and of the commune), the changes of units, the names. The frame's years, inbox.
    with django_assert_num_queries(3 + 4 + figures + 2):
        page = client.get(path(org.na_ri, code)).content.decode()
    assert "Thôn Bản Pò" in page
