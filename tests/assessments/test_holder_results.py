"""Who qualifies in Bản Pò and why: families by the village's finding, villages by their forms."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from assessments.models import CompactResult
from assessments.selectors.holder_results import campaign_results, title_results
from criteria.scoring.verdicts import Said
from tests.builders import recognitions as register
from tests.builders import units
from tests.builders.assessments import NaRi, answered, begun, na_ri, submitted
from tests.builders.rules import all_met
from tests.org import Org
from units.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def na(org: Org) -> NaRi:
    """Na Rì's open year."""
    return na_ri(org)


def registered(na: NaRi, name: str, result: str = "", **values: str) -> Unit:
    """A family of Bản Pò that registered, with what the village found."""
    family = units.household(na.org.ban_po, name)
    CompactResult.objects.create(
        campaign_year=na.year, unit=family, place=na.org.ban_po, group=na.families,
        title=register.title("FAMILY"),
        is_registered=True, is_assessed=bool(result), result=result,
        values={code.replace("_", "."): one for code, one in values.items()},
        entered_by=na.org.pao,
    )  # fmt: skip
    return family


def test_family_is_fit_for_the_title_by_what_the_village_found(na: NaRi) -> None:
    registered(na, "Hoàng Văn An", "achieved")
    registered(na, "Nông Thị Bình", "not_achieved")
    registered(na, "Lý A Cường")
    units.household(na.org.ban_po, "Ma Văn Dũng")  # did not register

    found = title_results(na.year, register.title("FAMILY"))

    assert [(one.name, one.place, one.said, one.reason) for one in found] == [
        ("Hộ Hoàng Văn An", "Thôn Bản Pò", Said.YES, "Đạt vì thôn đánh giá đạt."),
        ("Hộ Nông Thị Bình", "Thôn Bản Pò", Said.NO, "Chưa đạt vì thôn đánh giá chưa đạt."),
        (
            "Hộ Lý A Cường",
            "Thôn Bản Pò",
            Said.UNKNOWN,
            "Chưa có kết quả vì thiếu: kết quả thôn đánh giá danh hiệu đã đăng ký.",
        ),
    ]


def test_the_offices_own_rule_is_asked_too_and_unknown_answers_are_named(na: NaRi) -> None:
    all_met(na.families)
    codes = ("NR-1.5-a", "NR-1.5-b")
    for name, answers in (("An", ("met", "met")), ("Bình", ("met", "partly")), ("Cường", ("met",))):
        family = registered(na, name, "achieved")
        CompactResult.objects.filter(unit=family).update(
            values=dict(zip(codes, answers, strict=False))
        )

    an, binh, cuong = title_results(na.year, register.title("FAMILY"))

    assert an.said == Said.YES
    assert (binh.said, "NR-1.5-b" in binh.reason, "mới đạt một phần" in binh.reason) == (
        Said.NO, True, True,
    )  # fmt: skip
    assert cuong.said == Said.UNKNOWN
    assert "câu trả lời của NR-1.5-b" in cuong.reason


def test_village_without_a_rule_has_no_result_and_with_one_says_line_by_line(na: NaRi) -> None:
    title = register.title("COMMUNITY_VILLAGE")
    submitted(na, na.org.ban_po, na.org.pao)
    before = title_results(na.year, title)
    all_met(na.villages)
    record = begun(na, na.org.na_lac, na.org.sam)
    answered(record, na.org.sam, value="partly", skip=["NR-1.4-b"])

    ban_po, na_lac = title_results(na.year, title)

    assert before[0].reason.startswith("Chưa có kết quả vì thiếu: quy tắc xét")
    # The title itself is what is being decided: it cannot be asked for.
    assert (ban_po.said, ban_po.is_provisional) == (Said.YES, True)
    assert na_lac.said == Said.UNKNOWN


def test_title_criterion_of_the_campaign_reads_the_register(na: NaRi) -> None:
    all_met(na.villages)
    begun_form = begun(na, na.org.ban_po, na.org.pao)
    answered(begun_form, na.org.pao)

    before = campaign_results(na.year, ["village"])[0]
    register.recognised(register.title("COMMUNITY_VILLAGE"), na.org.ban_po, 2026)
    after = campaign_results(na.year, ["village"])[0]

    assert (before.said, "NR-1.4-d" in before.reason) == (Said.NO, True)
    assert (after.said, after.held, after.streak) == (Said.YES, True, 1)


def test_years_running_end_with_this_year_or_the_last(na: NaRi) -> None:
    family = register.title("FAMILY")
    held = {
        "An": [2024, 2025, 2026],
        "Bình": [2023, 2024, 2025],
        "Cường": [2022, 2023, 2024],
        "Dũng": [2023, 2025],
        "Em": [],
    }
    for name, years in held.items():
        unit = registered(na, name, "achieved")
        for year in years:
            register.recognised(family, unit, year)
    register.considered(family, registered(na, "Giang", "achieved"), 2026)

    found = {
        one.name: (one.streak, one.held, one.considered) for one in title_results(na.year, family)
    }

    assert found == {
        "Hộ An": (3, True, False),
        "Hộ Bình": (3, False, False),
        "Hộ Cường": (0, False, False),
        "Hộ Dũng": (1, False, False),
        "Hộ Em": (0, False, False),
        "Hộ Giang": (0, False, True),
    }


@pytest.mark.parametrize("count", [1, 3, 50])
def test_queries_do_not_grow_with_the_list(
    na: NaRi, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    all_met(na.families)
    for number in range(count):
        registered(na, f"Hộ số {number}", "achieved")

    family = register.title("FAMILY")
    with django_assert_num_queries(11):
        assert len(title_results(na.year, family)) == count
