"""The five real plans on their pages: every text, every note, in as many queries as any other."""

from __future__ import annotations

import datetime as dt
from html import escape

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from campaigns.models import Campaign, Duty
from core import clock
from criteria.models import CriteriaSet, Criterion
from tests.campaigns.test_loading import Hosts, load
from tests.org import Org

SLUGS = [
    "ban-dan-toc-2023",
    "cam-tan-2024",
    "na-ri-2026",
    "ninh-hai-2024",
    "son-hong-2026",
]


@pytest.fixture
def hosts(org: Org, settings: Settings) -> Hosts:
    """The five units with their plans loaded, and a business day in November 2026."""
    settings.FRAME_PROVIDERS = []
    made = Hosts(org)
    load()
    clock.set_business_day(dt.date(2026, 11, 20))
    return made


def shown(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def missing(texts: list[str], page: str) -> list[str]:
    """The texts that do not stand on the page, empty ones aside."""
    return [text for text in texts if text and escape(text) not in page]


def test_every_text_of_every_plan_is_on_its_pages(hosts: Hosts, client: Client) -> None:
    client.force_login(hosts.org.hanh)
    counted = {"criteria": 0, "targets": 0, "tasks": 0}
    for slug in SLUGS:
        campaign = Campaign.objects.get(slug=slug)
        criteria = list(Criterion.objects.filter(criteria_set__groups__campaign=campaign))
        front = shown(client, f"/campaigns/{slug}/")
        plan = shown(client, f"/campaigns/{slug}/plan/")
        work = shown(client, f"/campaigns/{slug}/targets/")

        duties = campaign.duties.all()
        assert missing([row.text_shown for row in criteria], front) == []
        assert missing([row.text_source for row in criteria], front) == []
        assert missing([row.note for row in criteria], front) == []
        assert missing([row.heading for row in campaign.groups.all()], front) == []
        assert missing([row.source_text for row in duties], front) == []
        assert missing([row.name for row in campaign.phases.all()], front) == []
        assert missing([row.text_shown for row in campaign.texts.all()], plan) == []
        assert missing([row.note for row in campaign.texts.all()], plan) == []
        assert missing([row.name for row in campaign.bodies.all()], plan) == []
        forms = [form for row in campaign.awards.all() for form in row.forms]
        assert missing(forms, plan) == []
        assert missing([row.text_shown for row in campaign.targets.all()], work) == []
        assert missing([row.text_shown for row in campaign.tasks.all()], work) == []
        counted["criteria"] += len(criteria)
        counted["targets"] += campaign.targets.count()
        counted["tasks"] += campaign.tasks.count()

    assert counted == {"criteria": 60, "targets": 9, "tasks": 30}


def test_anomalies_of_the_sources_are_told(hosts: Hosts, client: Client) -> None:
    client.force_login(hosts.org.hanh)

    ct = shown(client, "/campaigns/cam-tan-2024/")
    assert "Các tổ chức, đơn vị t được công nhận" in ct
    assert "Các tổ chức, đơn vị được công nhận" in ct
    assert "25/5/2014" in shown(client, "/campaigns/son-hong-2026/plan/")
    bdt = shown(client, "/campaigns/ban-dan-toc-2023/")
    assert "suy đoán từ họ tên người ký" in bdt
    assert "324" in bdt


def test_last_days_are_those_of_the_contract(hosts: Hosts, client: Client) -> None:
    client.force_login(hosts.org.hanh)

    for slug, days in {
        "ninh-hai-2024": ["29/11/2024"],
        "cam-tan-2024": ["29/11/2024", "04/12/2024"],
        "son-hong-2026": ["30/11/2026"],
        "na-ri-2026": ["25/11/2026", "30/11/2026", "01/12/2026", "05/12/2026"],
        "ban-dan-toc-2023": ["05/12/2024"],
    }.items():
        year = days[0][-4:]
        campaign = Campaign.objects.get(slug=slug)
        campaign.years.create(year=int(year))
        text = shown(client, f"/campaigns/{slug}/?year={year}")
        assert [day for day in days if f"<strong>{day}</strong>" not in text] == []
    assert Duty.objects.filter(source_text__contains="trước ngày").count() > 0


# user, memberships, business day; campaign, years; then
# front: groups, criteria, their titles and official sets, phases, duties (no criteria: none of 3)
# plan: texts, legal bases, awards, bodies
# work: targets, tasks, measures, yearly values (a plan without targets: neither of the last two)
QUERIES = {
    "ban-dan-toc-2023": (11, 9, 7),
    "cam-tan-2024": (11, 9, 7),
    "na-ri-2026": (11, 9, 7),
    "ninh-hai-2024": (11, 9, 7),
    "son-hong-2026": (8, 9, 9),
}


@pytest.mark.parametrize("slug", SLUGS)
def test_real_plans_cost_no_more_queries(
    hosts: Hosts, client: Client, slug: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(hosts.org.hanh)
    front, plan, work = QUERIES[slug]

    with django_assert_num_queries(front):
        shown(client, f"/campaigns/{slug}/")
    with django_assert_num_queries(plan):
        shown(client, f"/campaigns/{slug}/plan/")
    with django_assert_num_queries(work):
        shown(client, f"/campaigns/{slug}/targets/")


def test_every_official_set_has_a_page(hosts: Hosts, client: Client) -> None:
    client.force_login(hosts.org.pao)
    sets = CriteriaSet.objects.exclude(kind="plan")

    for row in sets:
        text = shown(client, f"/criteria/{row.code}/{row.version}/")
        assert missing([line.text_shown for line in row.criteria.all()], text) == []
        assert [mark for mark in ("[found]", "[inferred]", "[recalled]") if mark in text] == []

    ended = shown(client, "/criteria/tt-22-2020-don-vi/1/")
    assert "hết hiệu lực, tham khảo" in ended
    assert "Tổng: 100 điểm" in ended
