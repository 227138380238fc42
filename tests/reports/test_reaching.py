"""Targets from above: how many campaigns reach theirs, ten campaigns with charts a page."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from campaigns.enums import MeasureKind, YearState
from campaigns.models import (
    Campaign,
    CampaignYear,
    TargetMeasure,
    UnitTally,
    YearlyTarget,
)
from documents.renderers import workbook
from reports.dashboards import targets
from reports.dashboards.places import place_of
from reports.dashboards.reaching import MOST_MEASURES, reaching
from tests.builders import campaigns, units
from tests.org import Org
from units.enums import UnitType
from units.models import Unit

pytestmark = pytest.mark.django_db

SKILLED = "Người lao động có năng lực thông tin"
PRIMARY = "Phổ cập giáo dục tiểu học"
CENTRE = "Trung tâm học tập cộng đồng ứng dụng công nghệ thông tin"


def commune_of(org: Org, number: int) -> Campaign:
    """A commune of Thái Nguyên that launches a campaign with three measures."""
    place = units.commune(f"Xã {number:02d}", org.thai_nguyen, code=f"9{number:04d}")
    owner = campaigns.campaign(place, slug=f"xa-{number}")
    campaigns.target(owner, "T-1", 70, SKILLED, numerator="skilled", denominator="people")
    campaigns.target(owner, "T-2", 3, PRIMARY, kind=MeasureKind.LEVEL, indicator="level")
    campaigns.target(owner, "T-3", 1, CENTRE, kind=MeasureKind.YES_NO, indicator="centre")
    return owner


def wants(owner: Campaign, year: int = 2026, **values: str) -> None:
    """The office sets the year's target of measures by the last digit of their code: ``t1``."""
    for name, value in values.items():
        measure = owner.targets.get(code=f"T-{name[1:]}").measures.get()
        YearlyTarget.objects.create(measure=measure, year=year, value=value)


def tells(owner: Campaign, year: int = 2026, **lines: str) -> CampaignYear:
    """The commune's own form is handed in with these lines."""
    opened = campaigns.year(owner, year)
    group = owner.groups.first() or campaigns.group(owner, "1.1", "Xã", [UnitType.COMMUNE])
    part = campaigns.participant(opened, group, owner.launched_by)
    UnitTally.objects.update_or_create(
        campaign_year=opened,
        unit=owner.launched_by,
        defaults={
            "participation": part, "group": group, "place": owner.launched_by,
            "status": "submitted", "is_submitted": True, "lines": lines,
        },
    )  # fmt: skip
    return opened


def read(org: Org, unit: Unit | None = None) -> dict[str, tuple[int, tuple[str, ...]]]:
    table = reaching(place_of(unit or org.thai_nguyen, "2026"))
    return {row.label: (row.wanted, row.cells) for row in table.rows}


def test_the_province_reads_how_many_reach_each_target_as_a_fraction(org: Org) -> None:
    """One reaches by the exact fraction, one misses by it, one has no result, one no target."""
    reached, missed, silent, unset = (commune_of(org, number) for number in range(4))
    for owner in (reached, missed, silent):
        wants(owner, t1="66.67", t2="2", t3="1")
    wants(reached, 2027, t1="68")
    tells(reached, skilled="6667.00", people="10000.00", level="3.00", centre="1.00")
    # 66,67% as it is printed, and still below the target.
    tells(missed, skilled="666699.00", people="1000000.00", level="1.00", centre="0.00")
    tells(unset, skilled="9.00", people="10.00", level="3.00", centre="1.00")

    assert read(org) == {
        SKILLED: (3, ("1/2", "–")), PRIMARY: (3, ("1/2", "–")), CENTRE: (3, ("1/2", "–")),
    }  # fmt: skip
    assert read(org, reached.launched_by)[SKILLED] == (1, ("1/1", "–"))
    assert read(org, org.ha_tinh) == {}


def test_what_is_unknown_counts_on_neither_side(org: Org) -> None:
    """Nothing of nobody is no rate; a year that is only planned tells nothing yet."""
    nobody, planned = commune_of(org, 1), commune_of(org, 2)
    for owner in (nobody, planned):
        wants(owner, t1="60", t2="3")
    tells(nobody, skilled="0.00", people="0.00")
    year = tells(planned, skilled="9.00", people="10.00", level="3.00")
    CampaignYear.objects.filter(pk=year.pk).update(state=YearState.PLANNED)

    assert read(org) == {SKILLED: (2, ("–",)), PRIMARY: (2, ("–",))}


def test_a_country_of_many_wordings_reads_those_of_the_most_campaigns(org: Org) -> None:
    owner, other = commune_of(org, 1), commune_of(org, 2)
    wants(owner, t1="60")
    wants(other, t1="60")
    for number in range(MOST_MEASURES + 5):
        measure = campaigns.target(owner, f"R-{number}", 50, f"Chỉ tiêu riêng {number}")
        YearlyTarget.objects.create(measure=measure, year=2026, value=40)

    table = reaching(place_of(org.viet_nam, "2026"))

    assert (len(table.rows), table.total, table.is_cut) == (MOST_MEASURES, MOST_MEASURES + 6, True)
    assert table.rows[0].label == SKILLED


def words_of(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page[page.index("<main") :]).split())


def page_of(client: Client, unit: Unit, query: str = "") -> str:
    path = reverse("reports:place_targets", args=[unit.pk])
    return client.get(f"{path}?year=2026{query}").content.decode()


def test_ten_campaigns_stand_on_a_page_and_the_address_keeps_the_year(org: Org) -> None:
    for number in range(12):
        owner = commune_of(org, number)
        wants(owner, t1="70")
        tells(owner, skilled="8.00", people=f"{number + 8}.00")
    client = Client()
    client.force_login(org.tuyet)

    first, second = (page_of(client, org.thai_nguyen, f"&page={n}") for n in (1, 2))

    hosts = [re.findall(r'<h2 id="targets-\d+">([^<]+)<', page) for page in (first, second)]
    assert [len(one) for one in hosts] == [10, 2]
    assert "Xã 11" in hosts[1]
    assert 'href="?year=2026&amp;page=2"' in first
    assert "1–10 trong 12" in words_of(first)
    for page in (first, second):
        assert "4/12" in words_of(page)
        assert "Kết quả lấy từ phiếu đã nộp của đơn vị phát động" in words_of(page)


def test_a_missed_year_looks_unlike_a_reached_one_and_the_chart_has_its_legend(org: Org) -> None:
    reached, missed = commune_of(org, 1), commune_of(org, 2)
    for owner, people in ((reached, "10.00"), (missed, "20.00")):
        wants(owner, t1="70", t2="2")
        tells(owner, skilled="8.00", people=people, level="2.00", centre="1.00")
    client = Client()
    client.force_login(org.tuyet)

    green, red = (page_of(client, one.launched_by) for one in (reached, missed))

    assert ("year-missed" in green, "year-missed" in red) == (False, True)
    for page in (green, red):
        assert "chỉ tiêu của năm" in page
        assert "mục tiêu cả giai đoạn" in page
        assert page.count("<svg viewBox") == 2  # a yes or no has no height
        assert "Bao nhiêu phong trào" not in page  # one campaign says it itself
        assert "2%" not in words_of(page).replace("82%", "")


def before_so_many(org: Org, count: int) -> Client:
    """Tuyết at a browser; so many communes want and reach three measures."""
    for number in range(count):
        owner = commune_of(org, number)
        wants(owner, t1="70", t2="3", t3="1")
        tells(owner, skilled="8.00", people="10.00", level="3.00", centre="1.00")
    client = Client()
    client.force_login(org.tuyet)
    return client


@pytest.mark.parametrize("count", [1, 3, 50])
def test_targets_ask_the_same_few_questions_at_any_size(
    org: Org, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = before_so_many(org, count)
    page_of(client, org.thai_nguyen)

    # User, business day, roles. The unit, its years. How many campaigns, those of the page,
    # their measures, yearly targets, results. Who wants each measure, who reaches it. The
    # frame's years, inbox.
    with django_assert_num_queries(3 + 2 + 5 + 2 + 2):
        page = page_of(client, org.thai_nguyen)
    assert SKILLED in page


# ---------------------------------------------------------------- the workbook of all of them


def book_of(client: Client, unit: Unit) -> list[tuple[object, ...]]:
    path = reverse("reports:place_targets", args=[unit.pk])
    content = client.get(f"{path}?year=2026&format=xlsx").content
    sheet = load_workbook(BytesIO(content)).worksheets[0]
    return list(sheet.iter_rows(min_row=2, values_only=True))


@pytest.mark.parametrize("count", [1, 3, 50])
def test_the_workbook_asks_the_same_few_questions_at_any_size(
    org: Org, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = before_so_many(org, count)

    # User, business day, roles. The unit, its years. How long each campaign is, those that are
    # written, their measures, yearly targets, results.
    with django_assert_num_queries(3 + 2 + 5):
        rows = book_of(client, org.thai_nguyen)

    assert len(rows) == count * 3 * 5
    assert rows[0] == ("Xã 00", SKILLED, 2026, 0.7, 8, 10, 0.8, "Vượt")


@pytest.mark.parametrize("most", [1, 14, 15, 16, 30, 44, 45, 100])
def test_no_more_campaigns_are_read_than_the_workbook_takes(
    org: Org, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    """Three campaigns of three measures and five years; one without measures is none of them."""
    for number in range(3):
        wants(commune_of(org, number), t1="70")
    bare = units.commune("Trống", org.thai_nguyen, code="99999")
    campaigns.campaign(bare, slug="trong")
    client = Client()
    client.force_login(org.tuyet)
    whole = book_of(client, org.thai_nguyen)
    read: list[int] = []
    measures_of = targets._measures

    def counted(owners: list[Campaign]) -> dict[int, list[TargetMeasure]]:
        read.append(len(owners))
        return measures_of(owners)

    monkeypatch.setattr(targets, "_measures", counted)
    monkeypatch.setattr(targets, "MOST_ROWS", most)
    monkeypatch.setattr(workbook, "MOST_ROWS", most)
    cut = book_of(client, org.thai_nguyen)

    assert len(whole) == 45
    assert cut[:most] == whole[:most]
    assert len(cut) == min(most + 1, 45)
    assert (str(cut[-1][0]).startswith("Danh sách còn nữa")) == (most < 45)
    assert read == [min(-(-(most + 1) // 15), 3)]
