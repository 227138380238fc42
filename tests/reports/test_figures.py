"""Pages of figures: every level says what the rows say, in the same few statements."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from assessments.services import submission
from reports.dashboards.places import place_of
from reports.dashboards.status import status_table
from tests.builders import campaigns, units
from tests.builders.assessments import NaRi, answered, begun, na_ri, submitted
from tests.org import Org
from tests.reading import cells
from units.models import Unit

pytestmark = pytest.mark.django_db


def signed_in(user: User) -> Client:
    """Somebody at a browser."""
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def na(org: Org) -> NaRi:
    """Na Rì's open year with one village handed in."""
    found = na_ri(org)
    submitted(found, org.ban_po, org.pao)
    return found


def test_the_country_the_province_and_the_commune_say_the_same(na: NaRi) -> None:
    org = na.org
    for unit, name in (
        (org.viet_nam, "Tỉnh Thái Nguyên"),
        (org.thai_nguyen, "Xã Na Rì"),
        (org.na_ri, "1.4 Đối với các thôn"),
    ):
        table = status_table(place_of(unit, "2026"))
        assert name in [line.name for line in table.lines]
        assert table.total.sums["participants"] == 5
        assert table.total.rates == (("20,0%", "1/5"), ("25,0%", "1/4"), ("20,0%", "1/5"))


@pytest.mark.parametrize("name", ["figures", "targets", "unmet"])
def test_tuyet_is_told_that_the_year_she_asks_for_has_no_figures(na: NaRi, name: str) -> None:
    told = "Năm 2024 chưa có số liệu ở đây; đang xem năm 2026."
    path = reverse(f"reports:place_{name}", args=[na.org.thai_nguyen.pk])
    tuyet = signed_in(na.org.tuyet)

    assert told in tuyet.get(f"{path}?year=2024").content.decode()
    for known in ("2026", "", "<b>", "20260"):
        assert "chưa có số liệu ở đây" not in tuyet.get(path, {"year": known}).content.decode()


def test_a_province_never_sees_the_figures_of_another(na: NaRi) -> None:
    org = na.org

    table = status_table(place_of(org.ha_tinh, "2026"))

    assert table.lines == []
    assert signed_in(org.chi).get(url(org.thai_nguyen)).status_code == 404
    assert signed_in(org.pao).get(url(org.na_ri)).status_code == 404


def url(unit: Unit) -> str:
    """Where a unit's figures stand."""
    return reverse("reports:place_figures", args=[unit.pk]) + "?year=2026"


def test_the_commune_leads_to_the_list_behind_each_figure(na: NaRi) -> None:
    page = signed_in(na.org.minh).get(url(na.org.na_ri)).content.decode()

    assert f"/assessments/na-ri-2026/2026/?state=submitted&amp;group={na.villages.pk}" in page


def test_every_rate_of_a_group_leads_to_the_units_it_is_counted_among(na: NaRi) -> None:
    """Nothing of the agencies was handed in: 0/2 still leads to the two."""
    client = signed_in(na.org.minh)
    page = client.get(url(na.org.na_ri)).content.decode()

    for group, fraction in ((na.villages, "1/2"), (na.agencies, "0/2")):
        matrix = f"/assessments/na-ri-2026/2026/?group={group.pk}"
        linked = (
            f'<a href="{re.escape(matrix)}">[^<]*<span class="rate-of">\\({fraction}\\)</span></a>'
        )
        assert re.search(linked, page), fraction
        assert len(client.get(matrix).context["page"].object_list) == 2
    whole = '<a href="/assessments/na-ri-2026/2026/">20,0% <span class="rate-of">(1/5)</span></a>'
    assert whole in page


def test_nothing_of_nothing_leads_nowhere(na: NaRi) -> None:
    page = signed_in(na.org.minh).get(url(na.org.na_ri)).content.decode()

    # The commune's own form has no day: no form of 0 is on time.
    assert re.search(r'<span class="rate">– <span class="rate-of">\(0/0\)</span></span>', page)


def test_the_rates_of_the_province_and_of_the_comparison_lead_to_the_commune(na: NaRi) -> None:
    org = na.org
    client = signed_in(org.tuyet)
    commune = f'<a href="/reports/figures/{org.na_ri.pk}/?year=2026">20,0%'

    assert commune in client.get(url(org.thai_nguyen)).content.decode()
    path = reverse("reports:place_compare", args=[org.thai_nguyen.pk])
    assert commune in client.get(path).content.decode()
    # The sum of a province is told by its own page.
    province = f'<a href="/reports/figures/{org.thai_nguyen.pk}/?year=2026">20,0%'
    assert province in client.get(path).content.decode()


def test_the_share_of_an_unmet_criterion_leads_to_the_units(na: NaRi) -> None:
    record = answered(begun(na, na.org.na_lac, na.org.sam), na.org.sam, value="not_met")
    submission.submit(record, actor=na.org.sam, version=record.version)
    path = reverse("reports:place_unmet", args=[na.org.na_ri.pk])
    page = signed_in(na.org.minh).get(f"{path}?year=2026").content.decode()

    assert re.search(
        r'<a href="\?year=2026&amp;criterion=NR-1.4-a#units">50,0% '
        r'<span class="rate-of">\(1/2\)</span></a>',
        page,
    )


def test_the_workbook_has_the_lines_and_their_sum(na: NaRi) -> None:
    path = url(na.org.thai_nguyen) + "&format=xlsx"

    rows = cells(Client(), na.org.tuyet, path)

    assert [row[0] for row in rows] == ["Đơn vị", "Xã Na Rì", "Tất cả"]
    assert rows[1][1:] == rows[2][1:]


def test_everybody_lands_on_their_own_highest_unit(na: NaRi) -> None:
    org = na.org
    for reader, unit in (
        (org.tuyet, org.thai_nguyen),
        (org.minh, org.na_ri),
        (org.pao, org.ban_po),
    ):
        answer = signed_in(reader).get(reverse("reports:own_figures"))
        assert answer.headers["Location"] == reverse("reports:place_figures", args=[unit.pk])


@pytest.mark.parametrize("more", [0, 2, 49])
def test_the_province_asks_the_same_few_questions_at_any_size(
    na: NaRi, more: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    org = na.org
    with_communes(na, more)
    client = signed_in(org.tuyet)
    client.get(url(org.thai_nguyen))

    # User, business day, roles. The unit, the places, their sums, of which years. The frame's
    # years, inbox.
    with django_assert_num_queries(3 + 4 + 2):
        page = client.get(url(org.thai_nguyen)).content.decode()
    assert "Xã Na Rì" in page


@pytest.mark.parametrize("more", [0, 2, 49])
def test_the_comparison_asks_the_same_few_questions_at_any_size(
    na: NaRi, more: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    org = na.org
    with_communes(na, more)
    path = reverse("reports:place_compare", args=[org.thai_nguyen.pk])
    client = signed_in(org.tuyet)
    client.get(path)

    # User, business day, roles. The unit, what can be compared, the figures, the changes of
    # units, the names. The frame's years, inbox.
    with django_assert_num_queries(3 + 5 + 2):
        page = client.get(path).content.decode()
    assert "Xã Na Rì" in page


def with_communes(na: NaRi, more: int) -> None:
    """So many more communes of the province, each with a campaign and a village in it."""
    org = na.org
    for number in range(more):
        commune = units.commune(f"Xã {number}", org.thai_nguyen, code=f"9{number:04d}")
        owner = campaigns.campaign(commune, slug=f"xa-{number}")
        group = campaigns.villages_group(owner)
        campaigns.participant(
            campaigns.year(owner), group, units.village(f"Thôn {number}", commune, 1)
        )


def test_communes_of_one_name_are_told_apart_in_the_country(na: NaRi) -> None:
    org = na.org
    twin = units.commune("Na Rì", org.ha_tinh, code="18999")
    owner = campaigns.campaign(twin, slug="na-ri-ha-tinh")
    campaigns.participant(
        campaigns.year(owner), campaigns.villages_group(owner), units.village("Đông", twin, 1)
    )
    client = signed_in(org.hanh)
    for path in (
        url(org.viet_nam) + "&by=commune",
        reverse("reports:place_compare", args=[org.viet_nam.pk]),
    ):
        page = client.get(path).content.decode()
        for name in ("Xã Na Rì, Tỉnh Thái Nguyên", "Xã Na Rì, Tỉnh Hà Tĩnh"):
            assert name in page
