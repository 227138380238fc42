"""The arithmetic of results at every edge. No test here has a database."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from criteria.enums import PointsEffect, PointsMethod, RatioKind
from criteria.scoring.facts import Answered, Given, Line, Ratio, Rule, Subject, Value
from criteria.scoring.points import PointsRangeError, ranks, total
from criteria.scoring.verdicts import Said, Verdict, refer_in_a_circle, verdict

TODAY = dt.date(2026, 11, 20)
LOWLAND = Subject("household", is_difficult=False, day=TODAY)
HIGHLAND = Subject("household", is_difficult=True, day=TODAY)

# The rule found at hoikhuyenhocqb.gov.vn: 80 points, 70 in difficult areas, no indicator under 5.
CITIZEN = (
    Rule(1, "Đạt", min_points=Decimal(80), floor_each=Decimal(5), area="ordinary"),
    Rule(2, "Đạt", min_points=Decimal(70), floor_each=Decimal(5), area="difficult"),
)
TEN = tuple(
    Line(f"324-{n}", f"Chỉ số {n}", is_scored=True, max_points=Decimal(10)) for n in range(1, 11)
)
# Thông tư 22/2020: bands of a hundred points.
BANDS = (
    Rule(1, "Tốt", 1, min_points=Decimal(85)),
    Rule(2, "Khá", 2, min_points=Decimal(70), points_below=Decimal(85)),
    Rule(3, "Trung bình", 3, min_points=Decimal(50), points_below=Decimal(70)),
    Rule(4, "Không đạt", 4, is_pass=False, points_below=Decimal(50)),
)
ONE = (Line("22", "Cả thang điểm", is_scored=True, max_points=Decimal(100)),)


def points(*numbers: object) -> dict[str, Value]:
    """Ten indicators with these points; ``None`` is not known, "-" does not apply."""
    return {
        f"324-{n}": Value(Answered.NOT_APPLICABLE)
        if one == "-"
        else Value(number=None if one is None else Decimal(str(one)))
        for n, one in enumerate(numbers, start=1)
    }


def spread(whole: int) -> dict[str, Value]:
    """A total of so many points, no indicator below 5."""
    each, rest = divmod(whole, 10)
    return points(*(each + (n < rest) for n in range(10)))


def judged(**answers: str) -> dict[str, Value]:
    return {code: Value(Answered(one)) for code, one in answers.items()}


JUDGED = tuple(Line(code, f"Tiêu chí {code}") for code in ("a", "b", "c"))
ALL = (Rule(1, "Đạt", needs_all=True),)


@pytest.mark.parametrize(
    ("whole", "subject", "said"),
    [
        (80, LOWLAND, Said.YES),
        (79, LOWLAND, Said.NO),
        (70, LOWLAND, Said.NO),
        (79, HIGHLAND, Said.YES),
        (70, HIGHLAND, Said.YES),
        (69, HIGHLAND, Said.NO),
    ],
)
def test_total_by_area(whole: int, subject: Subject, said: Said) -> None:
    assert verdict(TEN, CITIZEN, Given(subject, spread(whole))).said == said


def test_words_tell_the_total_the_limit_and_the_area() -> None:
    short = verdict(TEN, CITIZEN, Given(HIGHLAND, spread(69)))
    enough = verdict(TEN, CITIZEN, Given(LOWLAND, spread(80)))

    assert short.sentence == (
        "Chưa đạt vì tổng điểm 69/100, còn thiếu 1 để đạt mức 70 (vùng khó khăn)."
    )
    assert enough.sentence == (
        "Đạt vì tổng điểm 80/100, từ 80 trở lên (ngoài vùng khó khăn); không mục nào dưới 5 điểm."
    )


def test_one_indicator_at_four_is_not_saved_by_the_total() -> None:
    found = verdict(TEN, CITIZEN, Given(LOWLAND, points(4, *[10] * 9)))

    assert found.said == Said.NO
    assert found.sentence == ("Chưa đạt vì 324-1 Chỉ số 1 chỉ được 4 điểm, mỗi mục phải từ 5.")
    assert verdict(TEN, CITIZEN, Given(LOWLAND, points(5, *[10] * 9))).said == Said.YES


def test_indicator_that_does_not_apply_re_bases_the_total() -> None:
    # 72 of 90 are 80 of 100; 71 of 90 are 78,89.
    enough = verdict(TEN, CITIZEN, Given(LOWLAND, points("-", *[8] * 9)))
    short = verdict(TEN, CITIZEN, Given(LOWLAND, points("-", 7, *[8] * 8)))

    assert enough.said == Said.YES
    assert "tổng điểm 80/100 (quy từ 72/90 vì có mục không áp dụng)" in enough.sentence
    assert short.said == Said.NO
    assert short.total is not None
    assert short.total.points == Decimal("78.89")


def test_nothing_that_applies_gives_no_result() -> None:
    found = verdict(TEN, CITIZEN, Given(LOWLAND, points(*["-"] * 10)))
    assert found.said == Said.UNKNOWN
    assert found.missing == ("điểm: không có tiêu chí nào áp dụng",)


def test_unknown_points_give_no_result_and_are_named() -> None:
    found = verdict(TEN, CITIZEN, Given(LOWLAND, points(None, *[10] * 9)))

    assert found.said == Said.UNKNOWN
    assert found.sentence == "Chưa có kết quả vì thiếu: điểm của 324-1 Chỉ số 1."
    assert found.total is not None
    assert found.total.points is None


def test_unknown_maximum_is_not_taken_for_zero() -> None:
    lines = (Line("448-2", "Học tập của người lớn", is_scored=True),)
    found = verdict(lines, CITIZEN, Given(LOWLAND, {"448-2": Value(number=Decimal(10))}))
    assert found.missing == ("điểm cao nhất của 448-2 Học tập của người lớn",)


@pytest.mark.parametrize(
    ("whole", "label", "said"),
    [
        (100, "Tốt", Said.YES),
        (85, "Tốt", Said.YES),
        ("84.99", "Khá", Said.YES),
        (70, "Khá", Said.YES),
        ("69.99", "Trung bình", Said.YES),
        (50, "Trung bình", Said.YES),
        ("49.99", "Không đạt", Said.NO),
        (0, "Không đạt", Said.NO),
    ],
)
def test_bands(whole: object, label: str, said: Said) -> None:
    found = verdict(ONE, BANDS, Given(LOWLAND, {"22": Value(number=Decimal(str(whole)))}))
    assert (found.label, found.said) == (label, said)


def test_total_is_rounded_half_up_once_and_that_figure_is_compared() -> None:
    lines = (
        Line("a", "A", is_scored=True, max_points=Decimal(70)),
        Line("b", "B", is_scored=True, max_points=Decimal(30)),
    )
    # 55,9965 of 70 is 79,995 of 100, which is 80,00; 55,996 is 79,99.
    values = {"b": Value(Answered.NOT_APPLICABLE)}
    up = {**values, "a": Value(number=Decimal("55.9965"))}
    down = {**values, "a": Value(number=Decimal("55.996"))}

    assert total(lines, up).points == Decimal("80.00")
    assert total(lines, down).points == Decimal("79.99")
    assert verdict(lines, CITIZEN[:1], Given(LOWLAND, up)).said == Said.YES
    assert verdict(lines, CITIZEN[:1], Given(LOWLAND, down)).said == Said.NO


@pytest.mark.parametrize("wrong", [-1, "-0.01", "10.01", 11])
def test_points_outside_the_range_are_refused(wrong: object) -> None:
    with pytest.raises(PointsRangeError, match=r"324-1: .*điểm"):
        total(TEN, points(wrong, *[10] * 9))


def test_bonus_and_penalty_stand_beside_the_scale_and_never_leave_it() -> None:
    lines = (
        Line("a", "A", is_scored=True, max_points=Decimal(100)),
        Line("b", "Sáng kiến", is_scored=True, max_points=Decimal(5), effect=PointsEffect.BONUS),
        Line("p", "Vi phạm", is_scored=True, max_points=Decimal(20), effect=PointsEffect.PENALTY),
    )

    def reached(a: int, b: int | None = None, p: int | None = None) -> Decimal | None:
        given = {"a": a, "b": b, "p": p}
        values = {
            code: Value(number=None if one is None else Decimal(one)) for code, one in given.items()
        }
        return total(lines, values).points

    assert reached(78, b=2) == 80
    assert reached(99, b=5) == 100
    assert reached(82, p=3) == 79
    assert reached(10, p=20) == 0
    assert reached(80) == 80


def test_gate_without_evidence_the_line_is_worth_nothing() -> None:
    lines = (Line("a", "A", is_scored=True, max_points=Decimal(100), zero_without_evidence=True),)
    bare = {"a": Value(number=Decimal(90), has_evidence=False)}
    found = total(lines, bare)

    assert found.points == 0
    assert found.lines[0].note == "không có minh chứng nên tính 0 điểm"
    assert total(lines, {"a": Value(number=Decimal(90))}).points == 90


def test_count_times_value_has_a_cap() -> None:
    lines = (
        Line(
            "a", "Lớp học", is_scored=True, max_points=Decimal(10),
            method=PointsMethod.COUNT, points_each=Decimal("2.5"),
        ),
    )  # fmt: skip
    found = [total(lines, {"a": Value(number=Decimal(n))}) for n in (0, 3, 4, 5)]

    assert [one.points for one in found] == [0, Decimal("7.5"), 10, 10]
    assert found[3].lines[0].note == "5 × 2,5 điểm, không quá 10 điểm"


def test_best_of_the_peers_gets_the_maximum() -> None:
    lines = (Line("a", "Quỹ", is_scored=True, max_points=Decimal(10), method=PointsMethod.BEST),)

    def reached(number: int, best: int | None) -> Decimal | None:
        value = Value(number=Decimal(number), best=None if best is None else Decimal(best))
        return total(lines, {"a": value}).points

    assert reached(60, 60) == 10
    assert reached(20, 60) == Decimal("3.33")
    assert reached(0, 0) == 0
    assert reached(20, None) is None


def test_rank_among_the_peers_equals_share_a_place() -> None:
    lines = (
        Line(
            "a", "Phong trào", is_scored=True, max_points=Decimal(10),
            method=PointsMethod.RANK, points_each=Decimal(3),
        ),
    )  # fmt: skip
    places = ranks({1: Decimal(9), 2: Decimal(7), 3: Decimal(9), 4: None, 5: Decimal(1)})

    assert places == {1: 1, 3: 1, 2: 3, 5: 4}
    points_by = {
        place: total(lines, {"a": Value(number=Decimal(1), rank=place)}).points
        for place in (1, 3, 4, 5)
    }
    assert points_by == {1: 10, 3: 4, 4: 1, 5: 0}


def said(found: Verdict) -> tuple[Said, str]:
    return found.said, found.sentence


def test_all_criteria_must_be_met() -> None:
    met = verdict(JUDGED, ALL, Given(LOWLAND, judged(a="met", b="met", c="not_applicable")))
    partly = verdict(JUDGED, ALL, Given(LOWLAND, judged(a="met", b="partly", c="not_met")))
    unknown = verdict(JUDGED, ALL, Given(LOWLAND, judged(a="met", b="not_met")))

    assert said(met) == (Said.YES, "Đạt vì a Tiêu chí a: đạt; b Tiêu chí b: đạt.")
    assert said(partly) == (
        Said.NO,
        "Chưa đạt vì b Tiêu chí b: mới đạt một phần; c Tiêu chí c: chưa đạt.",
    )
    assert said(unknown) == (
        Said.UNKNOWN,
        "Chưa có kết quả vì thiếu: câu trả lời của c Tiêu chí c.",
    )


def test_title_that_is_considered_is_not_yet_held() -> None:
    found = verdict(JUDGED[:1], ALL, Given(LOWLAND, {"a": Value(Answered.WAITING)}))
    assert found.sentence == "Chưa đạt vì a Tiêu chí a: đang xét, chưa có quyết định."


def test_set_with_gaps_gives_no_result_however_good_the_answers() -> None:
    given = Given(LOWLAND, judged(a="met", b="met", c="met"), gaps=("một phần nội dung",))
    assert said(verdict(JUDGED, ALL, given)) == (
        Said.UNKNOWN,
        "Chưa có kết quả vì thiếu: một phần nội dung.",
    )


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [(60, 100, Said.YES), (59, 100, Said.NO), (3, 5, Said.YES), (0, 0, Said.YES)],
)
def test_ratio_by_exact_fraction(part: int, whole: int, expected: Said) -> None:
    rule = (Rule(1, "Đạt", ratio=RatioKind.FAMILIES_HELD, min_ratio=Decimal(60)),)
    given = Given(LOWLAND, ratios={RatioKind.FAMILIES_HELD: Ratio(part, whole)})
    assert verdict((), rule, given).said == expected


def test_ratio_that_nobody_knows_is_missing_and_the_denominator_is_shown() -> None:
    rule = (Rule(1, "Đạt", ratio=RatioKind.FAMILIES_HELD, min_ratio=Decimal(60)),)
    known = verdict((), rule, Given(LOWLAND, ratios={RatioKind.FAMILIES_HELD: Ratio(59, 98)}))

    assert verdict((), rule, Given(LOWLAND)).missing == ("hộ được công nhận trên tổng số hộ",)
    assert known.sentence == ("Đạt vì hộ được công nhận trên tổng số hộ: 59/98, từ 60% trở lên.")


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"a": "met", "b": "met", "c": "not_met"}, Said.YES),
        ({"a": "met", "b": "not_met", "c": "not_met"}, Said.NO),
        ({"a": "met", "b": "met", "c": "not_applicable"}, Said.YES),
        ({"a": "met", "b": "met"}, Said.UNKNOWN),
    ],
)
def test_share_of_the_criteria_met(answers: dict[str, str], expected: Said) -> None:
    rule = (Rule(1, "Đạt", ratio=RatioKind.CRITERIA_MET, min_ratio=Decimal("66.6")),)
    assert verdict(JUDGED, rule, Given(LOWLAND, judged(**answers))).said == expected


def test_required_title() -> None:
    rule = (Rule(1, "Đạt", title="Gia đình văn hóa"),)
    assert verdict((), rule, Given(LOWLAND)).sentence == (
        "Chưa đạt vì chưa có danh hiệu “Gia đình văn hóa” trong sổ."
    )
    held = Given(LOWLAND, titles=frozenset({"Gia đình văn hóa"}))
    assert verdict((), rule, held).said == Said.YES


def test_one_criterion_caps_the_class() -> None:
    lines = (
        Line("a", "A", is_scored=True, max_points=Decimal(90)),
        Line("b", "Kỷ luật", is_scored=True, max_points=Decimal(10)),
    )
    rules = (
        Rule(1, "Tốt", 1, min_points=Decimal(85), criterion="b", criterion_min=Decimal(10)),
        Rule(2, "Khá", 2, min_points=Decimal(70)),
    )
    found = verdict(
        lines,
        rules,
        Given(LOWLAND, {"a": Value(number=Decimal(90)), "b": Value(number=Decimal(9))}),
    )

    assert found.label == "Khá"
    assert found.levels[0].said == Said.NO
    assert found.levels[0].reasons[1].text == "b Kỷ luật: 9 điểm, còn thiếu 1 để đạt mức 10"


def test_what_a_lower_level_does_not_know_takes_nothing_from_a_level_that_is_reached() -> None:
    given = Given(LOWLAND, judged(a="met", b="met", c="met"))

    def with_clans_at(position: int) -> Verdict:
        clans = RatioKind.CLANS_HELD
        unknown = Rule(2, "Họ tốt", position, ratio=clans, min_ratio=Decimal(50))
        return verdict(JUDGED, (Rule(1, "Đạt", 4, needs_all=True), unknown), given)

    assert (with_clans_at(8).said, with_clans_at(8).label) == (Said.YES, "Đạt")
    assert with_clans_at(1).said == Said.UNKNOWN


def test_second_level_asks_for_the_first() -> None:
    rules = (
        Rule(2, "Mức 2", 1, needs_all=True, needs=1),
        Rule(1, "Mức 1", 2, title="Đơn vị học tập"),
    )
    answers = judged(a="met", b="met", c="met")
    held = Given(LOWLAND, answers, titles=frozenset({"Đơn vị học tập"}))

    assert verdict(JUDGED, rules, held).label == "Mức 2"
    bare = verdict(JUDGED, rules, Given(LOWLAND, answers))
    assert bare.said == Said.NO
    assert bare.levels[0].reasons[-1].text == "chưa đạt mức “Mức 1”, phải đạt trước"


def test_rules_that_ask_for_themselves_are_found_and_give_no_result() -> None:
    own = (Rule(1, "Mức 1", needs=1),)
    circle = (Rule(1, "Mức 1", needs=2), Rule(2, "Mức 2", needs=3), Rule(3, "Mức 3", needs=1))
    chain = (Rule(1, "Mức 1"), Rule(2, "Mức 2", needs=1))

    assert refer_in_a_circle(own) == own[0]
    assert refer_in_a_circle(circle) == circle[0]
    assert refer_in_a_circle(chain) is None
    assert verdict(JUDGED, circle, Given(LOWLAND)).said == Said.UNKNOWN


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (dt.date(2025, 12, 31), Said.UNKNOWN),
        (dt.date(2026, 1, 1), Said.YES),
        (dt.date(2026, 12, 31), Said.YES),
        (dt.date(2027, 1, 1), Said.UNKNOWN),
    ],
)
def test_rule_holds_from_its_first_to_its_last_day(day: dt.date, expected: Said) -> None:
    rule = (
        Rule(
            1, "Đạt", needs_all=True,
            valid_from=dt.date(2026, 1, 1), valid_to=dt.date(2026, 12, 31),
        ),
    )  # fmt: skip
    given = Given(Subject("village", False, day), judged(a="met", b="met", c="met"))
    assert verdict(JUDGED, rule, given).said == expected


def test_rule_of_other_types_of_units_does_not_ask() -> None:
    rule = (Rule(1, "Đạt", needs_all=True, unit_types=frozenset({"clan"})),)
    found = verdict(JUDGED, rule, Given(LOWLAND, judged(a="met", b="met", c="met")))
    assert found.missing == ("quy tắc xét: chưa có quy tắc nào cho loại đơn vị này",)


def test_level_that_does_not_say_whether_it_is_a_pass_gives_no_result() -> None:
    rule = (Rule(1, "Trung bình", is_pass=None, min_points=Decimal(50)),)
    found = verdict(ONE, rule, Given(LOWLAND, {"22": Value(number=Decimal(60))}))
    assert found.missing == ("mức “Trung bình” có được tính là đạt hay không",)
