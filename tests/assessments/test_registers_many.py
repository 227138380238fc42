"""The registers of many villages at once say what they say of each village alone."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from assessments.models import Assessment
from assessments.registers import known_numbers
from assessments.registers_many import binding_numbers
from assessments.services.compact import CompactEntry, set_results
from core.audit import SYSTEM
from criteria.enums import IndicatorKind
from criteria.models import Indicator
from tests.builders import units
from tests.builders.assessments import NaRi
from tests.builders.recognitions import recognised, title
from units.enums import UnitType
from units.models import Person, Unit
from units.services.people import join_clan

NAMES = (
    *("households", "people", "people_15_plus", "families_registered", "families_achieved"),
    *("clans", "clans_registered", "clans_achieved"),
)


@pytest.fixture
def lines(na: NaRi) -> list[Indicator]:
    """A line of the sheet for each register."""
    sheet = na.villages.indicator_set
    assert sheet is not None
    return [
        Indicator.objects.create(
            criteria_set=sheet,
            code=f"r_{name}",
            position=100 + number,
            label=name,
            kind=IndicatorKind.COUNT,
            filled_from=f"register:{name}",
        )
        for number, name in enumerate(NAMES)
    ]


def test_each_register_says_the_same_of_each_village(na: NaRi, lines: list[Indicator]) -> None:
    org = na.org
    fill_registers(na)

    together = binding_numbers(na.year, [org.ban_po, org.na_lac], lines)

    for village in (org.ban_po, org.na_lac):
        alone = known_numbers(Assessment(campaign_year=na.year, unit=village), lines)
        found = {code: known for (unit, code), known in together.items() if unit == village.pk}
        assert found == alone
    of_ban_po = {
        code: int(k.number) for (unit, code), k in together.items() if unit == org.ban_po.pk
    }
    assert of_ban_po == {
        "r_households": 2, "r_people": 3, "r_people_15_plus": 2, "r_families_registered": 1,
        "r_families_achieved": 1, "r_clans": 1, "r_clans_registered": 1, "r_clans_achieved": 1,
    }  # fmt: skip


def test_a_line_of_another_source_is_asked_unit_by_unit(na: NaRi, lines: list[Indicator]) -> None:
    fill_registers(na)
    schools = lines[0]
    schools.filled_from = "register:schools"

    found = binding_numbers(na.year, [na.org.ban_po, na.org.na_ri], [schools])

    assert {unit: int(known.number) for (unit, _code), known in found.items()} == {
        na.org.na_ri.pk: 1
    }


@pytest.mark.parametrize("count", [1, 3, 50])
def test_villages_are_counted_in_the_same_number_of_queries(
    na: NaRi, lines: list[Indicator], count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    villages = [
        units.village(f"Bản {number}", na.org.na_ri, 10 + number) for number in range(count)
    ]
    for village in villages:
        units.household(village, "Hoàng Văn An")

    # Business day; households; people; adults and unknown years; families registered and known;
    # achieved and known; clans: pairs, registered and known with their ids, achieved the same.
    with django_assert_num_queries(24):
        found = binding_numbers(na.year, villages, lines)
    assert sum(code == "r_households" for _unit, code in found) == count


def fill_registers(na: NaRi) -> None:
    """Bản Pò with two households, a clan and titles; Nà Lạc with one household."""
    org = na.org
    first = units.household(org.ban_po, "Hoàng Văn An", "Hoàng Thị Bé")
    second = units.household(org.ban_po, "Lường Văn Chài")
    units.household(org.na_lac, "Nông Văn Dần")
    Person.objects.update(birth_year=1980)
    Person.objects.filter(full_name="Hoàng Thị Bé").update(birth_year=2020)
    clan = units.unit(UnitType.CLAN, "Hoàng", org.na_ri)
    join_clan(clan, [first], actor=SYSTEM)
    registered(na, org.ban_po, first, second)
    set_results(na.year, org.na_ri, [CompactEntry(clan.pk, is_registered=True)], actor=org.minh)
    for holder, code in ((first, "FAMILY"), (clan, "CLAN")):
        recognised(title(code), holder, 2026)


def registered(na: NaRi, village: Unit, yes: Unit, no: Unit) -> None:
    """One household of the village registered, the other known and not registered."""
    entries = [
        CompactEntry(yes.pk, is_registered=True),
        CompactEntry(no.pk, is_registered=False, note="Chưa đăng ký."),
    ]
    set_results(na.year, village, entries, actor=na.org.minh)
