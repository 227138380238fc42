"""What the system answers itself: titles, registers, sums of the villages, totals of lines."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from assessments import figures, registers, titles
from assessments.models import Assessment, CompactResult, IndicatorValue
from assessments.registers import Known
from assessments.services import entry, review
from assessments.services.compact import CompactEntry, set_results
from assessments.titles import TitleAnswer
from core.audit import SYSTEM
from core.errors import DomainError
from criteria.enums import CriterionKind, IndicatorKind
from criteria.models import Criterion, Indicator
from recognitions.enums import TitleState
from tests.builders import campaigns, units
from tests.builders.assessments import TODAY, NaRi, begun, in_review, submitted
from tests.builders.recognitions import considered, recognised, title
from units.enums import UnitType
from units.models import HouseholdMember, Unit
from units.services.people import join_clan

# ---------------------------------------------------------------- titles


def asked(na: NaRi, code: str, titles_: list[str], **fields: object) -> Criterion:
    assert na.villages.criteria_set is not None
    row = campaigns.criterion(
        na.villages.criteria_set, code, code, kind=CriterionKind.TITLE, **fields
    )
    row.titles.set([title(one) for one in titles_])
    return row


def said(unit: Unit, criterion: Criterion, day: dt.date = TODAY) -> TitleAnswer:
    return titles.answers(unit, [criterion], day)[criterion.pk]


def test_a_title_is_held_with_its_decision_considered_or_not_held(na: NaRi) -> None:
    criterion = asked(na, "T", ["COMMUNITY_VILLAGE"])
    held = title("COMMUNITY_VILLAGE")
    recognised(held, na.org.ban_po, 2025)
    considered(held, na.org.na_lac, 2026)

    assert said(na.org.ban_po, criterion) == TitleAnswer(
        TitleState.ACHIEVED, 1, 1, "Quyết định số 01/QĐ-UBND-2025 ngày 15/11/2025"
    )
    assert said(na.org.na_lac, criterion).state == TitleState.UNDER_CONSIDERATION
    assert said(na.org.school, criterion).state == TitleState.NOT_ACHIEVED


def test_a_title_that_ran_out_or_begins_later_is_not_held(na: NaRi) -> None:
    criterion = asked(na, "T", ["COMMUNITY_VILLAGE"])
    held = title("COMMUNITY_VILLAGE")
    recognised(held, na.org.ban_po, 2023, valid_to=dt.date(2026, 11, 19))
    recognised(held, na.org.na_lac, 2026, decided_on=dt.date(2026, 11, 21))

    assert said(na.org.ban_po, criterion).state == TitleState.NOT_ACHIEVED
    assert said(na.org.ban_po, criterion, dt.date(2026, 11, 19)).state == TitleState.ACHIEVED
    assert said(na.org.na_lac, criterion).state == TitleState.NOT_ACHIEVED


def test_a_criterion_asks_for_the_title_of_the_holders_own_type(na: NaRi) -> None:
    criterion = asked(na, "T", ["FAMILY", "CLAN"])
    household = units.household(na.org.ban_po, "Hoàng Văn An")
    clan = units.unit(UnitType.CLAN, "Hoàng", na.org.na_ri)
    recognised(title("FAMILY"), household, 2025)
    recognised(title("FAMILY"), clan, 2025)

    assert said(household, criterion).state == TitleState.ACHIEVED
    assert said(clan, criterion).state == TitleState.NOT_ACHIEVED


@pytest.mark.parametrize(
    ("holders", "state", "achieved"),
    [
        (["school", "agency"], TitleState.ACHIEVED, 2),
        (["school"], TitleState.PARTLY, 1),
        ([], TitleState.NOT_ACHIEVED, 0),
    ],
)
def test_a_criterion_about_sub_units_asks_all_of_them(
    na: NaRi, holders: list[str], state: TitleState, achieved: int
) -> None:
    criterion = asked(na, "T", ["UNIT"], sub_unit_types=["agency", "school"])
    for name in holders:
        recognised(title("UNIT"), getattr(na.org, name), 2025)

    answer = said(na.org.na_ri, criterion)

    assert (answer.state, answer.achieved, answer.total) == (state, achieved, 2)


def test_without_sub_units_it_is_not_applicable(na: NaRi) -> None:
    criterion = asked(na, "T", ["UNIT"], sub_unit_types=["agency", "school"])

    answer = said(na.org.ban_po, criterion)

    assert (answer.state, answer.total) == (TitleState.NOT_APPLICABLE, 0)


# ---------------------------------------------------------------- known numbers


def line(na: NaRi, code: str, filled_from: str, kind: str = IndicatorKind.COUNT) -> Indicator:
    owner = na.villages.indicator_set
    assert owner is not None
    return Indicator.objects.create(
        criteria_set=owner, code=code, position=99, label=code, kind=kind, filled_from=filled_from
    )


def known(record: Assessment, *lines: Indicator) -> dict[str, Known]:
    return registers.known_numbers(record, lines)


def test_households_people_and_adults_are_counted_from_the_register(na: NaRi) -> None:
    units.household(na.org.ban_po, "Hoàng Văn An", "Hoàng Thị Ba", "Hoàng Văn Con")
    units.household(na.org.na_lac, "Lường Văn Chài")
    members = list(HouseholdMember.objects.filter(household__parent=na.org.ban_po))
    for member, born in zip(members, (1960, 2011, 2012), strict=True):
        member.person.birth_year = born
        member.person.save()
    record = begun(na, na.org.ban_po, na.org.pao)
    lines = [line(na, name, f"register:{name}") for name in ("people", "people_15_plus", "clans")]

    found = known(record, na.line("households"), *lines)

    assert found == {
        "households": Known(Decimal(1), binding=True),
        "people": Known(Decimal(3), binding=True),
        "people_15_plus": Known(Decimal(2), binding=True),
    }


def test_a_partial_count_is_no_count(na: NaRi) -> None:
    units.household(na.org.ban_po, "Hoàng Văn An")
    record = begun(na, na.org.ban_po, na.org.pao)

    assert known(record, line(na, "people_15_plus", "register:people_15_plus")) == {}


def test_a_clan_counts_in_every_village_where_it_has_a_household(na: NaRi) -> None:
    clan = units.unit(UnitType.CLAN, "Hoàng", na.org.na_ri)
    join_clan(clan, [units.household(na.org.ban_po, "Hoàng Văn An")], actor=SYSTEM)
    here, there = begun(na, na.org.ban_po, na.org.pao), begun(na, na.org.na_lac, na.org.sam)
    asked_line = line(na, "clans", "register:clans")

    assert known(here, asked_line) == {"clans": Known(Decimal(1), binding=True)}
    assert known(there, asked_line) == {}


def test_families_registered_and_recognised_are_counted(na: NaRi) -> None:
    first = units.household(na.org.ban_po, "Hoàng Văn An")
    second = units.household(na.org.ban_po, "Lường Thị Bé")
    entries = [
        CompactEntry(first.pk, is_registered=True),
        CompactEntry(second.pk, is_registered=False, values={"NR-1.5-a": "met"}),
    ]
    set_results(na.year, na.org.ban_po, entries, actor=na.org.pao)
    recognised(title("FAMILY"), first, 2026, decided_on=dt.date(2026, 11, 10))
    record = begun(na, na.org.ban_po, na.org.pao)

    found = known(
        record,
        line(na, "fr", "register:families_registered"),
        line(na, "fa", "register:families_achieved"),
    )

    assert CompactResult.objects.count() == 2
    assert {code: one.number for code, one in found.items()} == {"fr": 1, "fa": 1}


def test_before_a_decision_the_list_says_who_achieved_it(na: NaRi) -> None:
    """The head's "số hộ đạt" is that of the list that they filled in themselves, or has a why."""
    homes = [units.household(na.org.ban_po, f"Hoàng Văn {name}") for name in ("An", "Bé", "Chài")]
    outcomes = ("achieved", "achieved", "not_achieved")
    entries = [
        CompactEntry(home.pk, is_registered=True, result=outcome)
        for home, outcome in zip(homes, outcomes, strict=True)
    ]
    set_results(na.year, na.org.ban_po, entries, actor=na.org.pao)
    record = begun(na, na.org.ban_po, na.org.pao)
    asked = line(na, "fa", "register:families_achieved")

    assert known(record, asked) == {"fa": Known(Decimal(2), binding=True)}
    with pytest.raises(DomainError, match="Sổ trên hệ thống đang có 2, ông/bà nhập 3"):
        entry.save_figure(record, asked, figures.read(asked, "", "3"), reason="", actor=na.org.pao)
    why = "Một hộ vừa chuyển đến, chưa ghi vào danh sách."
    entry.save_figure(record, asked, figures.read(asked, "", "3"), reason=why, actor=na.org.pao)

    recognised(title("FAMILY"), homes[0], 2026, decided_on=dt.date(2026, 11, 10))
    assert known(record, asked) == {"fa": Known(Decimal(1), binding=True)}


def test_the_commune_adds_up_what_the_villages_handed_in(na: NaRi) -> None:
    org = na.org
    submitted(na, org.ban_po, org.pao)
    record = in_review(na, org.na_lac, org.sam, org.minh)
    review.correct_figure(
        record, na.line("households"), number=Decimal(90), reason="Sổ.", actor=org.minh, seen=1
    )
    own = begun(na, org.na_ri, org.lan)

    found = known(own, line(na, "all", "sum:bieu-thon-test.households"))

    assert found == {"all": Known(Decimal(98 + 90), binding=True)}


def test_a_draft_of_a_village_is_not_in_the_sum(na: NaRi) -> None:
    record = begun(na, na.org.ban_po, na.org.pao)
    row = na.line("households")
    entry.save_figure(record, row, figures.read(row, "", "98"), reason="", actor=na.org.pao)
    own = begun(na, na.org.na_ri, na.org.lan)

    assert known(own, line(na, "all", "sum:bieu-thon-test.households")) == {}


def test_a_column_of_a_list_is_added_up_and_does_not_bind(na: NaRi) -> None:
    record = begun(na, na.org.ban_po, na.org.pao)
    row = na.line("classes")
    typed = [{"topic": "A", "attendance": "1200"}, {"topic": "B", "attendance": "40"}]
    entry.save_figure(record, row, figures.read(row, "", typed), reason="", actor=na.org.pao)

    found = known(record, line(na, "att", "list:classes.attendance"))

    assert found == {"att": Known(Decimal(1240), binding=False)}


def test_a_form_that_was_not_begun_knows_the_registers_already(na: NaRi) -> None:
    units.household(na.org.ban_po, "Hoàng Văn An")
    blank = Assessment(campaign_year=na.year, unit=na.org.ban_po, group=na.villages)

    found = known(blank, na.line("households"), line(na, "total", "lines:households+fund"))

    assert found == {"households": Known(Decimal(1), binding=True)}


# ---------------------------------------------------------------- lines nobody types


def test_totals_and_titles_are_written_down_when_the_form_is_handed_in(na: NaRi) -> None:
    line(na, "total", "lines:households+families_registered")
    line(na, "held", "title:COMMUNITY_VILLAGE", IndicatorKind.YES_NO)
    recognised(title("COMMUNITY_VILLAGE"), na.org.ban_po, 2025)

    record = submitted(na, na.org.ban_po, na.org.pao)

    rows = IndicatorValue.objects.filter(assessment=record)
    assert {code: rows.get(indicator__code=code).number for code in ("total", "held")} == {
        "total": Decimal(158),
        "held": Decimal(1),
    }


def test_a_total_follows_the_reviewers_corrections(na: NaRi) -> None:
    line(na, "total", "lines:households+families_registered")
    record = in_review(na, na.org.ban_po, na.org.pao, na.org.minh)
    review.correct_figure(
        record,
        na.line("families_registered"),
        number=Decimal(50),
        reason="Mười hộ chuyển đi.",
        actor=na.org.minh,
        seen=1,
    )

    review.approve(record, actor=na.org.minh, version=record.version)

    row = IndicatorValue.objects.get(indicator__code="total")
    assert (row.number, row.reviewed_number) == (Decimal(158), Decimal(148))
    assert row.reviewed_reason == "Cộng lại theo các dòng đã được sửa khi thẩm định."


def test_without_a_correction_the_total_stays_as_it_was(na: NaRi) -> None:
    line(na, "total", "lines:households+families_registered")
    record = in_review(na, na.org.ban_po, na.org.pao, na.org.minh)

    review.approve(record, actor=na.org.minh, version=record.version)

    row = IndicatorValue.objects.get(indicator__code="total")
    assert (row.number, row.reviewed_number) == (Decimal(158), None)
