"""Lan opens the year; Minh leaves one unit out; others look on."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from campaigns.enums import YearState
from campaigns.models import Campaign, CampaignYear, ParticipantGroup, Participation
from campaigns.services.years import mark_closed
from core import clock
from tests.builders import campaigns as plans
from tests.builders import units
from tests.org import Org
from tests.sending import send
from units.enums import UnitType

YEAR = "/campaigns/na-ri-2026/years/2026/"


@pytest.fixture(autouse=True)
def _the_day(db: None, settings: Settings) -> None:
    settings.FRAME_PROVIDERS = []
    clock.set_business_day(dt.date(2026, 3, 16))


@pytest.fixture
def campaign(org: Org) -> Campaign:
    """Na Rì's campaign: villages, and one group of agencies and schools."""
    made = plans.campaign(org.na_ri)
    plans.villages_group(made)
    plans.group(made, "1.3", "Đối với cơ quan, đơn vị", [UnitType.AGENCY, UnitType.SCHOOL])
    plans.group(made, "1.5", "Đối với hộ gia đình, dòng họ", [UnitType.HOUSEHOLD, UnitType.CLAN])
    return made


def test_opening_says_what_it_will_do_and_does_it(
    org: Org, campaign: Campaign, client: Client
) -> None:
    client.force_login(org.lan)
    assert "Mở năm 2026" in client.get(YEAR).content.decode()
    question = client.get(f"{YEAR}open/").content.decode()
    assert "1.4 Đối với các thôn" in question
    assert question.count('<strong class="change-count">2</strong>') == 2
    assert "1.5" not in question

    answer = send(client, f"{YEAR}open/")

    assert answer.url == YEAR
    row = CampaignYear.objects.get()
    assert (row.year, row.state, row.opened_on) == (2026, YearState.OPEN, dt.date(2026, 3, 16))
    assert row.participations.count() == 4
    page = client.get(YEAR).content.decode()
    assert "Xem 4 đơn vị" in page
    assert "Nông Thị Lan" in page
    assert "Mở ngày 16/03/2026" in page


def test_opening_twice_is_explained(org: Org, campaign: Campaign, client: Client) -> None:
    client.force_login(org.lan)
    send(client, f"{YEAR}open/")

    second = send(client, f"{YEAR}open/")

    assert "vừa được người khác thay đổi" in second.content.decode()
    assert CampaignYear.objects.get().version == 1


def test_the_leader_opens_the_next_year_once_this_one_is_closed(
    org: Org, campaign: Campaign, opened: CampaignYear, client: Client
) -> None:
    """No address is typed: the button stands on every page of the campaign, for Lan alone."""
    campaign_page = "/campaigns/na-ri-2026/"
    plans.duty(campaign, "NR-BC-T", day=25, month=11, is_inclusive=True)
    client.force_login(org.lan)
    while_open = client.get(YEAR).content.decode()
    mark_closed(opened, actor=org.lan)
    clock.set_business_day(dt.date(2026, 12, 20))

    offered = [client.get(path).content.decode() for path in (YEAR, campaign_page)]
    told = client.get("/campaigns/na-ri-2026/years/2027/open/").content.decode()
    send(client, "/campaigns/na-ri-2026/years/2027/open/")
    afterwards = client.get(YEAR).content.decode()
    client.force_login(org.minh)

    next_url = "/campaigns/na-ri-2026/years/2027/open/"
    assert next_url not in while_open
    assert all(next_url in page and "Mở năm 2027" in page for page in offered)
    assert "Phiếu tự đánh giá năm: ngày cuối 25/11/2027" in told
    assert "Các năm đã khóa giữ nguyên số liệu và báo cáo." in told
    assert "2028/open/" not in afterwards
    assert campaign.years.get(year=2027).participations.count() == 4
    assert "/open/" not in client.get(YEAR).content.decode()


def test_nothing_is_opened_behind_the_plans_last_year(
    org: Org, campaign: Campaign, opened: CampaignYear, client: Client
) -> None:
    mark_closed(opened, actor=org.lan)
    campaign.last_year = 2026
    campaign.save()
    client.force_login(org.lan)

    assert "/open/" not in client.get(YEAR).content.decode()


def test_year_outside_the_plan_cannot_be_opened(
    org: Org, campaign: Campaign, client: Client
) -> None:
    client.force_login(org.lan)
    path = "/campaigns/na-ri-2026/years/2031/"

    assert "Mở năm" not in client.get(path).content.decode()
    assert "từ 2026 đến 2030" in send(client, f"{path}open/").content.decode()
    assert CampaignYear.objects.count() == 0


def test_only_the_leader_of_the_launching_unit_opens(
    org: Org, campaign: Campaign, client: Client
) -> None:
    answers = {}
    for name in ("minh", "pao", "tuyet", "hanh", "chi", "quan", "lan"):
        client.force_login(getattr(org, name))
        answers[name] = (
            "Mở năm 2026</a>" in client.get(YEAR).content.decode(),
            send(client, f"{YEAR}open/").status_code,
        )

    assert answers == {
        "minh": (False, 403),
        "pao": (False, 403),
        "tuyet": (False, 403),
        "hanh": (False, 403),
        "chi": (False, 403),
        "quan": (False, 403),
        "lan": (True, 302),
    }


@pytest.fixture
def opened(org: Org, campaign: Campaign) -> CampaignYear:
    """The year with two villages, an agency and a school in it."""
    year = plans.year(campaign)
    villages, agencies = campaign.groups.all()[:2]
    for unit, group in (
        (org.ban_po, villages),
        (org.na_lac, villages),
        (org.agency, agencies),
        (org.school, agencies),
    ):
        plans.participant(year, group, unit)
    return year


def test_participants_stand_by_group_and_are_found_without_diacritics(
    org: Org, opened: CampaignYear, client: Client
) -> None:
    client.force_login(org.minh)
    names = ["Thôn Bản Pò", "Thôn Nà Lạc", "Văn phòng HĐND", "Trường Tiểu học Yến Lạc"]

    text = client.get(f"{YEAR}participants/").content.decode()
    assert [name in text for name in names] == [True] * 4
    assert text.index("Thôn Nà Lạc") < text.index("Văn phòng HĐND")

    found = client.get(f"{YEAR}participants/?q=yen lac").content.decode()
    assert [name in found for name in names] == [False, False, False, True]
    group = opened.campaign.groups.get(source_number="1.3")
    by_group = client.get(f"{YEAR}participants/?group={group.pk}").content.decode()
    assert [name in by_group for name in names] == [False, False, True, True]


def test_unit_is_left_out_with_a_reason_and_taken_back(
    org: Org, opened: CampaignYear, client: Client
) -> None:
    row = Participation.objects.get(unit=org.school)
    client.force_login(org.minh)

    refused = send(client, f"{YEAR}participants/{row.pk}/exclude/", reason=" ")
    assert 'id="id_reason_error"' in refused.content.decode()
    send(client, f"{YEAR}participants/{row.pk}/exclude/", reason="Sáp nhập từ tháng 9")
    row.refresh_from_db()
    assert (row.is_excluded, row.excluded_reason) == (True, "Sáp nhập từ tháng 9")
    excluded = client.get(f"{YEAR}participants/?state=excluded").content.decode()
    assert "Sáp nhập từ tháng 9" in excluded
    assert "Thôn Bản Pò" not in excluded

    send(client, f"{YEAR}participants/{row.pk}/include/")
    row.refresh_from_db()
    assert (row.is_excluded, row.excluded_reason) == (False, "")


def test_closed_year_keeps_its_participants(org: Org, opened: CampaignYear, client: Client) -> None:
    CampaignYear.objects.update(state=YearState.CLOSED)
    row = Participation.objects.get(unit=org.school)
    client.force_login(org.minh)

    assert "/exclude/" not in client.get(f"{YEAR}participants/").content.decode()
    shown = send(client, f"{YEAR}participants/{row.pk}/exclude/", reason="Sáp nhập")
    assert "không mở nên không thay đổi được nữa" in shown.content.decode()
    send(client, f"{YEAR}participants/{row.pk}/include/")

    assert not Participation.objects.filter(is_excluded=True).exists()


def test_unit_founded_after_the_opening_is_added(
    org: Org, opened: CampaignYear, client: Client
) -> None:
    units.village("Khuổi Nằn", org.na_ri, 3)
    client.force_login(org.minh)

    send(client, f"{YEAR}participants/add/")
    send(client, f"{YEAR}participants/add/")

    assert Participation.objects.filter(unit__name="Khuổi Nằn").count() == 1
    CampaignYear.objects.update(state=YearState.CLOSED)
    units.village("Pò Lải", org.na_ri, 4)
    send(client, f"{YEAR}participants/add/")
    assert not Participation.objects.filter(unit__name="Pò Lải").exists()


def test_who_sees_and_changes_participants(org: Org, opened: CampaignYear, client: Client) -> None:
    row = Participation.objects.get(unit=org.ban_po)
    answers = {}
    for name in ("minh", "lan", "pao", "sam", "tuyet", "hanh", "chi", "quan"):
        client.force_login(getattr(org, name))
        listed = client.get(f"{YEAR}participants/")
        answers[name] = (
            listed.status_code,
            "Thôn Bản Pò" in listed.content.decode(),
            client.get(f"{YEAR}participants/{row.pk}/exclude/").status_code,
            send(client, f"{YEAR}participants/{row.pk}/include/").status_code,
            send(client, f"{YEAR}participants/add/").status_code,
        )

    assert answers == {
        "minh": (200, True, 200, 302, 302),
        "lan": (200, True, 200, 302, 302),
        "pao": (200, True, 403, 403, 403),
        "sam": (200, False, 403, 403, 403),
        "tuyet": (200, True, 403, 403, 403),
        "hanh": (200, True, 403, 403, 403),
        "chi": (404, False, 404, 404, 404),
        "quan": (403, False, 403, 403, 403),
    }


@pytest.mark.parametrize("number", [1, 3, 50])
def test_year_and_participants_cost_the_same_at_any_size(
    org: Org,
    campaign: Campaign,
    client: Client,
    number: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    year = plans.year(campaign)
    group = ParticipantGroup.objects.get(source_number="1.4")
    for one in range(number):
        plans.participant(year, group, units.village(f"Thôn {one}", org.na_ri, one + 10))
    client.force_login(org.minh)

    # user, memberships, business day; campaign, years, groups, counts, events
    with django_assert_num_queries(3 + 5):
        assert client.get(YEAR).status_code == 200
    # user, memberships; year with campaign, groups of the filter, count, participants;
    # the banner asks for the business day
    with django_assert_num_queries(3 + 4):
        assert client.get(f"{YEAR}participants/").status_code == 200
