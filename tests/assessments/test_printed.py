"""The form on paper: what is printed, and where the picture on it leads whom."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import User
from assessments.enums import Status
from assessments.selectors.printed import edition_of
from criteria.models import CriteriaSet
from tests.builders import units
from tests.builders.assessments import NaRi, answered, begun, in_state, na_ri, submitted
from tests.org import Org


@pytest.fixture
def na(org: Org) -> NaRi:
    return na_ri(org)


def page(client: Client, person: User, path: str) -> str:
    client.force_login(person)
    answer = client.get(path)
    assert answer.status_code == 200
    return str(answer.content.decode())


def paper(na: NaRi) -> str:
    return f"/assessments/forms/{na.participation(na.org.ban_po).pk}/printed/"


def scanned(na: NaRi, edition: str = "") -> str:
    part = na.participation(na.org.ban_po)
    return reverse("assessments:scanned", args=[part.pk, edition or edition_of(part.group)])


def test_a_blank_paper_has_boxes_and_room_and_no_answers(na: NaRi, client: Client) -> None:
    answered(begun(na, na.org.ban_po, na.org.pao), na.org.pao)

    text = page(client, na.org.pao, paper(na))

    assert "☐ Đạt" in text
    assert "☒" not in text
    assert "Thôn Bản Pò" in text
    assert "hệ thống tự tính" in text
    assert na.criterion("NR-1.4-a").text_shown in text


def test_a_filled_paper_bears_what_was_entered(na: NaRi, client: Client) -> None:
    record = answered(begun(na, na.org.ban_po, na.org.pao), na.org.pao)
    said = record.answers.get(criterion=na.criterion("NR-1.4-a"))

    text = page(client, na.org.pao, f"{paper(na)}?filled=1")

    ticked = re.findall(r"☒ ([^<]+)<", text)
    assert str(said.get_self_value_display()).casefold() in {one.casefold() for one in ticked}


def test_the_picture_holds_this_records_address(
    na: NaRi, client: Client, settings: Settings
) -> None:
    settings.PUBLIC_URL = "https://thidua.nari.gov.vn"

    text = page(client, na.org.minh, paper(na))

    assert f"https://thidua.nari.gov.vn{scanned(na)}" in text
    assert "<svg" in text
    assert "chưa mở được ở máy khác" not in text


@pytest.mark.parametrize(
    ("status", "leads_to"),
    [
        (None, "forms"),
        (Status.DRAFT, "forms"),
        (Status.SUBMITTED, "record"),
        (Status.FINAL, "record"),
    ],
)
def test_the_picture_opens_what_can_be_done(
    na: NaRi, client: Client, status: Status | None, leads_to: str
) -> None:
    record = in_state(na, status) if status else None
    client.force_login(na.org.hoa)

    answer = client.get(scanned(na))

    expected = (
        f"/assessments/forms/{na.participation(na.org.ban_po).pk}/"
        if leads_to == "forms"
        else f"/assessments/{record.pk if record else 0}/"
    )
    assert (answer.status_code, answer["Location"]) == (302, expected)


@pytest.mark.parametrize(("who", "code"), [("sam", 404), ("chi", 404), ("pao", 302), ("hoa", 302)])
def test_a_paper_of_another_unit_opens_nothing(
    na: NaRi, client: Client, who: str, code: int
) -> None:
    client.force_login(getattr(na.org, who))

    assert client.get(scanned(na)).status_code == code


def test_a_paper_of_older_criteria_warns(na: NaRi, client: Client) -> None:
    old = scanned(na)
    newer = CriteriaSet.objects.create(
        code="NR-1.4", version=9, kind="plan", name="mới", scoring_mode="judgement",
        completeness="complete", status="published",
    )  # fmt: skip
    na.villages.criteria_set = newer
    na.villages.save()
    client.force_login(na.org.hoa)

    warned = client.get(old, follow=True).content.decode()
    calm = client.get(scanned(na), follow=True).content.decode()

    assert "in theo bộ tiêu chí hoặc biểu số liệu cũ" in warned
    assert "in theo bộ tiêu chí hoặc biểu số liệu cũ" not in calm


def test_the_office_prints_papers_for_those_who_have_not_submitted(
    na: NaRi, client: Client
) -> None:
    path = "/assessments/na-ri-2026/2026/printed/"
    submitted(na, na.org.na_lac, na.org.sam)

    text = page(client, na.org.minh, f"{path}?group={na.villages.pk}")

    assert text.count('<article class="sheet-paper">') == 1
    assert "Thôn Bản Pò" in text
    client.force_login(na.org.pao)
    assert client.get(path).status_code == 403


@pytest.mark.parametrize("more", [0, 2, 30])
def test_papers_for_all_cost_the_same(
    na: NaRi,
    client: Client,
    settings: Settings,
    more: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    settings.FRAME_PROVIDERS = []
    for number in range(more):
        village = units.village(f"Thôn thêm {number}", na.org.na_ri, 10 + number)
        na.year.participations.create(group=na.villages, unit=village)
    client.force_login(na.org.minh)

    # User, business day, roles; the year; the units; their lines: criteria with titles, figures,
    # rules, titles held and considered, figures the system knows.
    with django_assert_num_queries(3 + 8):
        text = client.get(
            f"/assessments/na-ri-2026/2026/printed/?group={na.villages.pk}"
        ).content.decode()

    assert text.count('<article class="sheet-paper">') == 2 + more
