"""A title rests on what the office has reviewed, and not on what it found to be otherwise."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from assessments.models import CompactResult, RecheckItem
from assessments.selectors.holder_results import campaign_results, title_results
from assessments.selectors.result_lists import list_print
from assessments.services import recheck
from assessments.services.recognising import recognise
from core.errors import DomainError
from recognitions.models import Recognition, Title
from recognitions.services import Decision
from tests.builders import recognitions as register
from tests.builders import units
from tests.builders.assessments import NaRi, na_ri, reviewed, submitted
from tests.builders.rules import all_met
from tests.org import Org
from units.models import Unit

pytestmark = pytest.mark.django_db

DECISION = Decision("12/QĐ-UBND", dt.date(2026, 11, 20), "Ủy ban nhân dân xã Na Rì")


@pytest.fixture
def na(org: Org) -> NaRi:
    return na_ri(org)


def given(na: NaRi, title: Title, holder: Unit) -> list[Recognition]:
    ids = [holder.pk]
    return recognise(na.year, title, ids, DECISION, seen=list_print(ids), actor=na.org.minh)


def family(na: NaRi, name: str) -> Unit:
    """A family that Bản Pò found to be a learning family."""
    home = units.household(na.org.ban_po, name)
    CompactResult.objects.create(
        campaign_year=na.year, unit=home, place=na.org.ban_po, group=na.families,
        title=register.title("FAMILY"), is_registered=True, is_assessed=True, result="achieved",
        entered_by=na.org.pao,
    )  # fmt: skip
    return home


def hindrance(na: NaRi, title: Title, holder: Unit) -> str:
    (found,) = title_results(na.year, title, only=[holder.pk])
    return found.hindrance


def test_a_village_gets_the_title_when_its_form_was_reviewed_and_not_before(na: NaRi) -> None:
    title, ban_po = register.title("COMMUNITY_VILLAGE"), na.org.ban_po
    all_met(na.villages)
    submitted(na, ban_po, na.org.pao)

    with pytest.raises(DomainError, match="phiếu chưa được thẩm định"):
        given(na, title, ban_po)
    assert not Recognition.objects.exists()

    reviewed(na, na.org.na_lac, na.org.sam, na.org.minh)
    assert hindrance(na, title, na.org.na_lac) == ""
    (row,) = given(na, title, na.org.na_lac)
    assert row.holder == na.org.na_lac


def test_the_list_offers_only_those_that_were_reviewed(na: NaRi, client: Client) -> None:
    all_met(na.villages)
    submitted(na, na.org.ban_po, na.org.pao)
    reviewed(na, na.org.na_lac, na.org.sam, na.org.minh)
    client.force_login(na.org.minh)

    path = f"/assessments/{na.campaign.slug}/2026/recognition/?title=COMMUNITY_VILLAGE"
    page = client.get(path).content.decode()

    assert page.count('name="holder"') == 1
    assert f'name="holder" value="{na.org.na_lac.pk}"' in page
    assert "phiếu chưa được thẩm định" in page


def test_a_family_found_otherwise_on_the_spot_waits_for_its_result_to_be_put_right(
    na: NaRi,
) -> None:
    title, home = register.title("FAMILY"), family(na, "La Văn Hiệu")
    recheck.draw_sample(na.year, kind="households", size=1, seed="2026", actor=na.org.minh)
    item = RecheckItem.objects.get(unit=home)

    def found(number: int, note: str = "") -> None:
        row = RecheckItem.objects.get(pk=item.pk)
        recheck.enter_result(
            row, found=number, note=note, checked_on=dt.date(2026, 11, 20), actor=na.org.minh,
            seen=row.version,
        )  # fmt: skip

    assert hindrance(na, title, home) == ""
    found(0, "Chưa có góc học tập.")
    with pytest.raises(DomainError, match=r"La Văn Hiệu \(phúc tra thấy chưa đạt"):
        given(na, title, home)

    found(1)
    assert len(given(na, title, home)) == 1


def test_a_title_of_another_campaign_stands_in_the_register_and_is_not_judged_here(
    na: NaRi, client: Client
) -> None:
    """A title of new rural villages is not decided by the criteria of learning."""
    rural = Title.objects.create(
        code="NTM", name="Thôn nông thôn mới kiểu mẫu", holder_types=["village"], position=99
    )
    all_met(na.villages)
    reviewed(na, na.org.ban_po, na.org.pao, na.org.minh)
    client.force_login(na.org.minh)

    page = client.get(f"/assessments/{na.campaign.slug}/2026/recognition/").content.decode()
    result = client.get(reverse("assessments:holder_result", args=[na.year.pk, na.org.ban_po.pk]))

    assert "Cộng đồng học tập (thôn)" in page
    assert rural.name not in page
    assert "Cộng đồng học tập (thôn)" in result.content.decode()
    assert rural.name not in result.content.decode()
    register.recognised(rural, na.org.ban_po, 2026)
    (found,) = campaign_results(na.year, ["village"], only=[na.org.ban_po.pk])
    assert (found.held, found.streak) == (False, 0)
