"""What the contract calls chosen is a row that the office can change (contract 3)."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from accounts.models import User
from assessments.enums import Action
from assessments.workflow import open_actions
from campaigns.services import years
from campaigns.services.settings import set_rules
from core import clock
from core.errors import DomainError
from criteria.models import PassRule
from recognitions.models import Title
from tests.builders.assessments import NaRi, na_ri, reviewed, submitted
from tests.org import Org
from tests.sending import send
from tests.trail import changes
from units.models import Unit


@pytest.fixture
def na(org: Org) -> NaRi:
    """The year 2026 of Na Rì, opened by Lan; the business day is 20/11/2026."""
    return na_ri(org)


def path(na: NaRi) -> str:
    return reverse("campaigns:campaign_rules", args=[na.campaign.slug])


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_the_leader_gives_more_days_for_objections(na: NaRi) -> None:
    org = na.org
    record = reviewed(na, org.ban_po, org.pao, org.minh)
    clock.set_business_day(dt.date(2026, 11, 27))
    late = open_actions(org.pao, record)

    send(signed_in(org.lan), path(na), objection_days="10")

    na.campaign.refresh_from_db()
    record.campaign_year.campaign.refresh_from_db()
    assert na.campaign.objection_days == 10
    assert Action.OBJECT not in late
    assert Action.OBJECT in open_actions(org.pao, record)


def test_reviewing_ones_own_work_is_allowed_only_with_words(na: NaRi) -> None:
    lan = signed_in(na.org.lan)

    refused = send(lan, path(na), objection_days="5", own_review_allowed="on")
    taken = send(
        lan, path(na), objection_days="5", own_review_allowed="on", reason="Phòng có một người."
    )

    na.campaign.refresh_from_db()
    assert "Hãy ghi lý do" in refused.content.decode()
    assert taken.status_code == 302
    assert na.campaign.own_review_allowed
    ((before, after),) = changes("campaigns.rules_set")
    assert (before["own_review_allowed"], after["own_review_allowed"]) == (False, True)


@pytest.mark.parametrize("days", [-1, 61])
def test_days_beyond_reason_are_refused(na: NaRi, days: int) -> None:
    with pytest.raises(DomainError) as refused:
        set_rules(
            na.campaign, objection_days=days, own_review_allowed=False, reason="", actor=na.org.lan
        )

    assert refused.value.field == "objection_days"


@pytest.mark.parametrize("name", ["minh", "chi", "tuyet", "hanh", "quan", "pao"])
def test_nobody_but_the_leader_sets_the_rules(na: NaRi, name: str) -> None:
    who = getattr(na.org, name)

    with pytest.raises(PermissionDenied):
        set_rules(na.campaign, objection_days=9, own_review_allowed=False, reason="", actor=who)
    answer = send(signed_in(who), path(na), objection_days="9")

    na.campaign.refresh_from_db()
    assert answer.status_code in {403, 404}
    assert na.campaign.objection_days == 5


def test_a_level_may_not_demand_the_title_that_it_decides(na: NaRi) -> None:
    village = Title.objects.get(code="COMMUNITY_VILLAGE")
    cultural = Title.objects.create(code="VH", name="Thôn văn hóa", holder_types=["village"])
    address = reverse("campaigns:pass_rule_add", args=[na.campaign.slug])
    address = f"{address}?group={na.villages.pk}"
    typed = {"label": "Giỏi", "is_pass": "yes", "position": "2", "valid_from": "01/01/2026"}
    lan = signed_in(na.org.lan)

    refused = send(lan, address, title=str(village.pk), **typed).content.decode()
    assert "do chính kết quả này xét nên không thể là điều kiện" in refused
    assert not PassRule.objects.filter(label="Giỏi").exists()

    send(lan, address, title=str(cultural.pk), **typed)
    assert PassRule.objects.get(label="Giỏi").title == cultural


def test_a_year_after_the_end_of_its_commune_is_not_opened(org: Org) -> None:
    na = na_ri(org, state="planned")
    Unit.objects.filter(pk=org.na_ri.pk).update(valid_to=dt.date(2025, 6, 30))
    na.year.campaign.launched_by.refresh_from_db()

    with pytest.raises(DomainError) as refused:
        years.open_year(na.year, actor=org.lan)

    assert str(refused.value).startswith("Xã Na Rì đã kết thúc ngày 30/06/2025")
    na.year.refresh_from_db()
    assert na.year.state == "planned"


def test_who_may_not_review_a_form_reads_why(na: NaRi) -> None:
    record = submitted(na, na.org.ban_po, na.org.pao)
    record.authors.get_or_create(user=na.org.minh)
    review = reverse("assessments:act", args=[record.pk, str(Action.START_REVIEW)])

    answer = send(signed_in(na.org.minh), review, version=str(record.version))

    assert answer.status_code == 403
    assert "Ông/bà đã nhập hoặc nộp hồ sơ này nên người khác thẩm định." in (
        answer.content.decode()
    )
