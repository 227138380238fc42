"""Lan sets the year's quotas from the paper; nobody passes them, whoever is quick."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from awards.enums import Action, QuotaBasis, RecipientKind, Rounding, State
from awards.models import Proposal, Quota
from awards.services import sending
from awards.services.quotas import QuotaRow, end_quota, set_quota
from awards.services.steps import fetch
from campaigns.enums import Occasion
from core import clock
from core.errors import DomainError, StaleError
from core.models import AuditEvent
from tests.builders import campaigns, proposing, units
from tests.builders.proposing import World
from tests.org import draw
from tests.sending import send
from tests.together import at_once

PAPER = "Kế hoạch số 157/KH-UBND ngày 05/10/2026"
TYPED = {
    "occasion": "annual",
    "year": "2026",
    "kinds": ["household"],
    "basis": "percent",
    "value": "10",
    "rounding": "half_up",
    "base_count": "45",
    "source": PAPER,
    "valid_from": "02/11/2026",
}


def browser(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def text(client: Client, path: str) -> str:
    return " ".join(client.get(path).content.decode().split())


def row(aw: World, **fields: Any) -> QuotaRow:
    """Two households a year, from today on."""
    wanted: dict[str, Any] = {
        "occasion": Occasion.ANNUAL,
        "year": 2026,
        "award_type": aw.form(),
        "basis": QuotaBasis.ABSOLUTE,
        "value": 2,
        "source": PAPER,
        "valid_from": clock.today(),
    }
    return QuotaRow(**(wanted | fields))


def ready(aw: World, *names: str) -> list[Proposal]:
    """Households that only have to be put before the council."""
    letter = proposing.letter(aw, aw.org.ban_po, aw.org.pao)
    made = [
        proposing.item(aw, letter, units.household(aw.org.ban_po, name), aw.org.pao)
        for name in names
    ]
    sending.send(proposing.meet(letter, aw.org.pao), actor=aw.org.pao)
    past = clock.today() - dt.timedelta(days=1)
    return [
        proposing.put(proposing.appraised(aw, one), State.NOTICE, notice_until=past) for one in made
    ]


# ------------------------------------------------------------------ the page


def test_the_leader_sets_a_quota_from_its_paper_and_ends_it_with_a_reason(aw: World) -> None:
    lan, here = browser(aw.org.lan), reverse("awards:quota_list", args=[aw.campaign.slug])
    add = reverse("awards:quota_add", args=[aw.campaign.slug])
    assert "Chưa có hạn mức nào" in text(lan, here)

    answer = send(lan, add, award_type=aw.form().pk, **TYPED)

    made = Quota.objects.get()
    assert answer["Location"] == here
    page = text(lan, here)
    assert "nhiều nhất 10% của 45, từ 0,5 làm tròn lên: 5" in page
    assert "đã dùng 0" in page
    assert PAPER in page
    end = f"{reverse('awards:quota_end', args=[aw.campaign.slug])}?quota={made.pk}"
    silent = send(lan, end, last_day="30/11/2026", reason=" ")
    send(lan, end, last_day="30/11/2026", reason="Tỉnh thay bằng Kế hoạch 201.")
    made.refresh_from_db()
    assert silent.status_code == 422
    assert made.valid_to == dt.date(2026, 11, 30)
    ended = text(lan, here)
    assert "Lý do kết thúc: Tỉnh thay bằng Kế hoạch 201." in ended
    assert "Kết thúc hạn mức này" not in ended
    assert list(
        AuditEvent.objects.filter(object_kind="awards.quota")
        .order_by("pk")
        .values_list("action", "reason")
    ) == [
        ("awards.quota_set", ""),
        ("awards.quota_ended", "Tỉnh thay bằng Kế hoạch 201."),
    ]


def test_the_same_form_sent_twice_sets_one_quota(aw: World) -> None:
    lan, add = browser(aw.org.lan), reverse("awards:quota_add", args=[aw.campaign.slug])

    for _press in range(2):
        send(lan, add, award_type=aw.form().pk, idempotency_key="k" * 32, **TYPED)

    assert Quota.objects.count() == 1


def test_who_proposes_reads_the_quotas_and_only_the_leader_sets_them(aw: World) -> None:
    set_quota(aw.campaign, row(aw), actor=aw.org.lan)
    here = reverse("awards:quota_list", args=[aw.campaign.slug])
    start = reverse("awards:quota_start")

    for reader in (aw.org.pao, aw.org.minh, aw.org.tuyet):
        page = text(browser(reader), here)
        assert "nhiều nhất 2" in page
        assert "Đặt hạn mức" not in page
        assert "Kết thúc hạn mức này" not in page
    assert browser(aw.org.pao).get(start)["Location"] == here
    assert browser(aw.org.chi).get(here).status_code == 404
    assert not Quota.objects.visible_to(aw.org.chi).exists()
    for other in (aw.org.minh, aw.org.thuy, aw.org.pao):
        with pytest.raises(PermissionDenied):
            set_quota(aw.campaign, row(aw, year=2027), actor=other)
    add = reverse("awards:quota_add", args=[aw.campaign.slug])
    assert browser(aw.org.minh).get(add).status_code == 403


REFUSED = [
    ({"value": 101, "basis": QuotaBasis.PERCENT}, "value"),
    ({"year": 2031}, "year"),
    ({"base_count": 40}, "base_count"),
    ({"either_or": True, "kinds": (RecipientKind.HOUSEHOLD,)}, "kinds"),
    ({"source": "  "}, "source"),
    ({"valid_to": dt.date(2026, 11, 1)}, "valid_to"),
]


@pytest.mark.parametrize(("fields", "field"), REFUSED)
def test_a_row_that_contradicts_itself_is_refused_beside_its_field(
    aw: World, fields: dict[str, Any], field: str
) -> None:
    with pytest.raises(DomainError) as refusal:
        set_quota(aw.campaign, row(aw, **fields), actor=aw.org.lan)

    assert refusal.value.field == field
    assert not Quota.objects.exists()


def test_the_same_limit_twice_in_the_same_days_is_refused(aw: World) -> None:
    first = set_quota(aw.campaign, row(aw), actor=aw.org.lan)

    with pytest.raises(DomainError, match="Hãy kết thúc hạn mức cũ trước"):
        set_quota(aw.campaign, row(aw, value=3), actor=aw.org.lan)
    end_quota(first, last_day=clock.today(), reason="Tỉnh tăng", actor=aw.org.lan)
    with pytest.raises(StaleError):
        end_quota(
            Quota(pk=first.pk, campaign=aw.campaign, valid_from=first.valid_from),
            last_day=clock.today(), reason="Lần nữa", actor=aw.org.lan,
        )  # fmt: skip
    next_day = clock.today() + dt.timedelta(days=1)
    set_quota(aw.campaign, row(aw, value=3, valid_from=next_day), actor=aw.org.lan)
    kinds = (RecipientKind.INDIVIDUAL,)
    set_quota(aw.campaign, row(aw, kinds=kinds), actor=aw.org.lan)

    assert Quota.objects.count() == 3


# ------------------------------------------------------------------ what it stops


def test_a_quota_holds_on_its_days_only(aw: World) -> None:
    one, other = ready(aw, "Nông Văn Một", "Nông Văn Hai")
    quota = set_quota(aw.campaign, row(aw, value=1), actor=aw.org.lan)
    proposing.do(Action.TO_COUNCIL, one, aw.org.minh)

    with pytest.raises(DomainError, match=f"{PAPER}: hạn mức 1, đã đề nghị 1"):
        proposing.do(Action.TO_COUNCIL, other, aw.org.minh)
    end_quota(quota, last_day=clock.today(), reason="Tỉnh bỏ hạn mức", actor=aw.org.lan)
    clock.set_business_day(clock.today() + dt.timedelta(days=1))

    assert proposing.do(Action.TO_COUNCIL, other, aw.org.minh).state == State.COUNCIL


@pytest.mark.parametrize(("rounding", "fits"), [(Rounding.DOWN, False), (Rounding.UP, True)])
def test_a_fraction_is_rounded_as_the_row_says(aw: World, rounding: Rounding, fits: bool) -> None:
    one, other = ready(aw, "Nông Văn Một", "Nông Văn Hai")
    percent = {"basis": QuotaBasis.PERCENT, "value": 10, "base_count": 19}
    set_quota(aw.campaign, row(aw, rounding=rounding, **percent), actor=aw.org.lan)
    proposing.do(Action.TO_COUNCIL, one, aw.org.minh)

    if fits:
        proposing.do(Action.TO_COUNCIL, other, aw.org.minh)
    else:
        with pytest.raises(DomainError, match="hạn mức 1, đã đề nghị 1"):
            proposing.do(Action.TO_COUNCIL, other, aw.org.minh)

    assert (fetch(other.pk).state == State.COUNCIL) is fits


@pytest.mark.django_db(transaction=True)
def test_two_items_that_want_the_last_place_in_the_same_moment_get_one() -> None:
    aw = proposing.world(draw())
    one, other = ready(aw, "Nông Văn Một", "Nông Văn Hai")
    set_quota(aw.campaign, row(aw, value=1), actor=aw.org.lan)

    answers = at_once(
        lambda: proposing.do(Action.TO_COUNCIL, one, aw.org.minh),
        lambda: proposing.do(Action.TO_COUNCIL, other, aw.org.minh),
    )

    assert sum(isinstance(answer, DomainError) for answer in answers) == 1
    assert Proposal.objects.filter(state=State.COUNCIL).count() == 1


@pytest.mark.parametrize("count", [1, 3, 50])
def test_the_page_asks_the_same_however_many_quotas(
    aw: World, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    group = campaigns.villages_group(aw.campaign)
    campaigns.participant(campaigns.year(aw.campaign), group, aw.org.ban_po)
    for number in range(count):
        Quota.objects.create(
            host=aw.org.na_ri, campaign=aw.campaign, occasion="annual", year=2026,
            award_type=aw.form(), kinds=["collective"], basis=QuotaBasis.PERCENT,
            value=number + 1, source=f"Văn bản {number}",
        )  # fmt: skip
    lan, here = browser(aw.org.lan), reverse("awards:quota_list", args=[aw.campaign.slug])
    text(lan, here)

    with django_assert_num_queries(10):
        page = text(lan, here)

    assert page.count("Kết thúc hạn mức này") == count
    assert "của 1, làm tròn xuống: 0" in page
