"""What campaigns and titles add to the frame: by role, in one query."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from campaigns.enums import YearState
from tests.builders import campaigns as plans
from tests.org import Org


@pytest.fixture(autouse=True)
def _own_share(settings: Settings) -> None:
    settings.FRAME_PROVIDERS = ["campaigns.frame.frame_part", "recognitions.frame.frame_part"]


def test_years_in_sight_can_be_switched_to(org: Org, client: Client) -> None:
    na_ri, son_hong = plans.campaign(org.na_ri), plans.campaign(org.son_hong, "son-hong-2026")
    plans.year(na_ri, 2026)
    plans.year(na_ri, 2027)
    plans.year(na_ri, 2028, YearState.PLANNED)
    plans.year(son_hong, 2026)
    client.force_login(org.pao)

    text = client.get("/campaigns/na-ri-2026/years/2027/").content.decode()

    assert 'href="/campaigns/na-ri-2026/?year=2026"' in text
    assert 'dropdown-item active" href="/campaigns/na-ri-2026/?year=2027"' in text
    assert "/campaigns/na-ri-2026/?year=2028" not in text
    assert "son-hong-2026" not in text


def test_menu_leads_readers_to_campaigns_and_titles(org: Org, client: Client) -> None:
    places = ['href="/campaigns/"', 'href="/recognitions/"']
    menus = {}
    for name in ("pao", "minh", "hanh", "quan", "khong"):
        client.force_login(getattr(org, name))
        text = client.get("/accounts/password/").content.decode()
        menus[name] = [place in text for place in places]

    assert menus == {
        "pao": [True, True],
        "minh": [True, True],
        "hanh": [True, True],
        "quan": [False, False],
        "khong": [False, False],
    }


@pytest.mark.parametrize("number", [1, 3, 50])
def test_frame_costs_the_same_at_any_size(
    org: Org, client: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for one in range(number):
        plans.year(plans.campaign(org.na_ri, f"c-{one}", code=f"C{one}"))
    client.force_login(org.pao)

    # user, memberships, business day; years with their campaigns
    with django_assert_num_queries(3 + 1):
        assert client.get("/accounts/password/").status_code == 200
