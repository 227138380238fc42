"""Ratios that rules ask for: a village's clans are those with a household in it."""

from __future__ import annotations

import datetime as dt

import pytest

from assessments.ratios import ratios_of_units
from core.audit import SYSTEM
from criteria.enums import RatioKind
from criteria.scoring.facts import Ratio
from recognitions.models import Title
from tests.builders import recognitions as register
from tests.builders import units
from tests.builders.assessments import NaRi, na_ri
from tests.org import Org
from units.enums import UnitType
from units.models import Unit
from units.services.people import join_clan

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 11, 20)


@pytest.fixture
def na(org: Org) -> NaRi:
    return na_ri(org)


def counted(na: NaRi, kind: str) -> dict[int, Ratio]:
    found = ratios_of_units(na.year, na.org.na_ri, [kind], DAY)
    return {unit_id: one[kind] for unit_id, one in found.items()}


def clan(na: NaRi, name: str, *homes: Unit) -> Unit:
    made = units.unit(UnitType.CLAN, name, na.org.na_ri)
    join_clan(made, homes, actor=SYSTEM)
    return made


def test_a_clan_counts_in_every_village_where_one_of_its_households_lives(na: NaRi) -> None:
    org = na.org
    here, there = units.household(org.ban_po, "An"), units.household(org.na_lac, "Bé")
    known = clan(na, "Họ Hoàng", here, there)
    clan(na, "Họ Nông", here)
    register.recognised(register.title("CLAN"), known, 2026)

    found = counted(na, RatioKind.CLANS_HELD)

    assert found[org.ban_po.pk] == Ratio(1, 2)
    assert found[org.na_lac.pk] == Ratio(1, 1)
    assert found[org.na_ri.pk] == Ratio(1, 2)


def test_a_family_s_title_of_another_campaign_is_no_learning_family(na: NaRi) -> None:
    home = units.household(na.org.ban_po, "An")
    culture = Title.objects.create(code="VH", name="Gia đình văn hóa", holder_types=["household"])
    register.recognised(culture, home, 2026)
    assert counted(na, RatioKind.FAMILIES_HELD)[na.org.ban_po.pk] == Ratio(0, 1)

    register.recognised(register.title("FAMILY"), home, 2026)
    assert counted(na, RatioKind.FAMILIES_HELD)[na.org.ban_po.pk] == Ratio(1, 1)
