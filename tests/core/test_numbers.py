"""Figures and dates as they are typed in a commune, and as they are shown."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import DomainError
from core.numbers import (
    NotADateError,
    NotANumberError,
    format_date,
    format_money,
    format_number,
    format_percent,
    parse_count,
    parse_date,
    parse_number,
    rate,
)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("0", "0"),
        ("12", "12"),
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        ("1.500", "1500"),
        ("1.234,5", "1234.5"),
        ("1.234.567,89", "1234567.89"),
        ("1 234,5", "1234.5"),
        ("1\u00a0234", "1234"),
        ("1.234,385", "1234.385"),
        ("0,385", "0.385"),
        ("0.500", "0.5"),
        ("1234,385", "1234.385"),
        ("70 %", "70"),
        ("70%", "70"),
        ("12,5 %", "12.5"),
        ("-3", "-3"),
        ("−1.500", "-1500"),
        ("+4", "4"),
        ("-0", "0"),
        ("  7 ", "7"),
        ("007", "7"),
    ],
)
def test_parse_number_reads_what_people_type(typed: str, number: str) -> None:
    assert parse_number(typed) == Decimal(number)
    assert str(parse_number(typed)) != "-0"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "  ",
        "NaN",
        "Infinity",
        "1e400",
        "1E5",
        "٣",
        "１２",
        "mười",
        "12.34.56",
        "1.23,4",
        "1,2,3",
        "1,234.5",
        "1.234.5",
        "1 2",
        ",5",
        "5,",
        ".5",
        "--5",
        "5-",
        "%",
        "1_000",
        "0x10",
        "1.000.000.000.000.000.000",
        "0,1234567",
        "9" * 4000,
    ],
)
def test_parse_number_refuses_with_a_sentence(typed: str) -> None:
    with pytest.raises(NotANumberError) as refusal:
        parse_number(typed)

    assert str(refusal.value).endswith(".")
    assert len(str(refusal.value)) < 250


def test_parse_number_asks_which_of_two_numbers_is_meant() -> None:
    with pytest.raises(NotANumberError) as refusal:
        parse_number("1,385")

    assert str(refusal.value) == (
        "“1,385” có thể hiểu là 1.385 hoặc là 1 phẩy 385. "
        "Hãy nhập 1385 nếu là hàng nghìn, 1,3850 nếu là số lẻ."
    )
    assert parse_number("1385") == 1385
    assert parse_number("1,3850") == Decimal("1.385")


def test_a_box_of_whole_numbers_advises_only_what_it_takes() -> None:
    with pytest.raises(NotANumberError) as refusal:
        parse_count("1,385 hộ", "hộ")

    assert str(refusal.value) == (
        "“1,385” có thể hiểu là 1.385 hoặc là 1 phẩy 385. Ô này cần một số nguyên: hãy nhập "
        "1385 nếu là hàng nghìn, nếu không thì làm tròn rồi nhập."
    )


def test_refusals_are_shown_to_the_person_like_any_rule() -> None:
    assert issubclass(NotANumberError, DomainError)
    assert issubclass(NotADateError, DomainError)


@pytest.mark.parametrize(("typed", "count"), [("0", 0), ("1.500", 1500), ("40", 40), ("3,0", 3)])
def test_parse_count_reads_whole_numbers(typed: str, count: int) -> None:
    assert parse_count(typed) == count


@pytest.mark.parametrize("typed", ["-1", "2,5", "70 %", "abc", ""])
def test_parse_count_refuses_what_cannot_be_counted(typed: str) -> None:
    with pytest.raises(NotANumberError):
        parse_count(typed)


@pytest.mark.parametrize(
    ("typed", "unit", "count"),
    [
        ("85 hộ", "hộ", 85),
        ("85hộ", "hộ", 85),
        ("1.234 Hộ.", "hộ", 1234),
        ("3500000đ", "đồng", 3_500_000),
        ("3.500.000 đồng", "đồng", 3_500_000),
        ("3 500 000 VNĐ", "đồng", 3_500_000),
        ("3.500.000₫", "đồng", 3_500_000),
        ("12 lượt người", "lượt người", 12),
        ("7 bài", "tin, bài", 7),
    ],
)
def test_the_own_unit_of_a_field_may_stand_beside_the_number(
    typed: str, unit: str, count: int
) -> None:
    assert parse_count(typed, unit) == count


@pytest.mark.parametrize(
    ("typed", "unit", "said"),
    [
        ("85 người", "hộ", "chữ “người” sau số, còn ô này tính bằng “hộ”"),
        ("3,5 triệu", "đồng", "Hãy ghi đủ các chữ số, ví dụ 3.500.000."),
        ("500k", "đồng", "Hãy ghi đủ các chữ số"),
        ("85 hộ", "", "Hãy bỏ chữ này, chỉ ghi số, ví dụ 85."),
        ("70 %", "hộ", "Hãy bỏ dấu phần trăm."),
        ("khoảng 85", "hộ", "không phải là số"),
    ],
)
def test_any_other_word_beside_a_number_is_refused_with_advice(
    typed: str, unit: str, said: str
) -> None:
    with pytest.raises(NotANumberError) as refusal:
        parse_count(typed, unit)

    assert said in str(refusal.value)


def test_the_advice_for_a_whole_number_shows_no_places() -> None:
    with pytest.raises(NotANumberError) as refusal:
        parse_count("mười")

    assert str(refusal.value) == (
        "“mười” không phải là số. Hãy chỉ dùng chữ số và dấu chấm giữa các hàng nghìn, ví dụ 1.234."
    )


@given(
    st.decimals(
        min_value=-(10**14), max_value=10**14, allow_nan=False, allow_infinity=False, places=4
    )
)
def test_what_is_shown_can_be_typed_back(number: Decimal) -> None:
    assert parse_number(format_number(number, 4)) == number


@pytest.mark.parametrize(
    ("number", "places", "shown"),
    [
        (Decimal("1234567.5"), None, "1.234.567,5"),
        (Decimal("1234567.50"), None, "1.234.567,5"),
        (1500, None, "1.500"),
        (Decimal("1E+3"), None, "1.000"),
        (Decimal(100), None, "100"),
        (Decimal("0.0"), None, "0"),
        (Decimal("-0.04"), 1, "0,0"),
        (Decimal("2.5"), 0, "3"),
        (Decimal("2.45"), 1, "2,5"),
        (Decimal("-1234.5"), 2, "-1.234,50"),
    ],
)
def test_format_number(number: Decimal | int, places: int | None, shown: str) -> None:
    assert format_number(number, places) == shown


@pytest.mark.parametrize("number", [Decimal("NaN"), Decimal("Infinity")])
def test_format_number_shows_no_nonsense(number: Decimal) -> None:
    with pytest.raises(ValueError, match="not a figure"):
        format_number(number)


@pytest.mark.parametrize(
    ("numerator", "denominator", "places", "shown"),
    [
        (855, 1000, 1, "85,5%"),
        (1, 3, 1, "33,3%"),
        (2, 3, 1, "66,7%"),
        (1, 8, 1, "12,5%"),
        (1, 16, 1, "6,3%"),  # 6,25: half up, not to the even digit
        (40, 40, 1, "100,0%"),
        (0, 40, 1, "0,0%"),
        (1, 8, 0, "13%"),
        (0, 0, 1, "–"),
        (5, 0, 1, "–"),
    ],
)
def test_format_percent(numerator: int, denominator: int, places: int, shown: str) -> None:
    assert format_percent(numerator, denominator, places) == shown


@given(part=st.integers(-(10**9), 10**9), whole=st.integers(-(10**6), 10**6))
def test_counts_and_decimals_are_told_alike(part: int, whole: int) -> None:
    assert format_percent(part, whole) == format_percent(Decimal(part), Decimal(whole))
    assert format_number(part) == format_number(Decimal(part))


def test_rate_of_nothing_is_no_number() -> None:
    assert rate(0, 0) is None
    assert rate(1, 16) == Decimal("6.3")


def test_format_money() -> None:
    assert format_money(1_500_000) == "1.500.000 đồng"
    assert format_money(Decimal("999.5")) == "1.000 đồng"


@pytest.mark.parametrize(
    "typed",
    [
        "05/11/2026",
        "5/11/2026",
        "5/11/26",
        "05-11-2026",
        "5.11.2026",
        "05112026",
        "2026-11-05",
        " 05 / 11 / 2026 ",
    ],
)
def test_parse_date_reads_the_day_first(typed: str) -> None:
    assert parse_date(typed) == dt.date(2026, 11, 5)


def test_parse_date_takes_two_digits_of_a_birth_year_for_last_century() -> None:
    assert parse_date("1/2/58") == dt.date(1958, 2, 1)
    assert parse_date("1/2/49") == dt.date(2049, 2, 1)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("11/13/2026", "Không có tháng 13. Hãy nhập ngày trước, tháng sau, ví dụ 05/11/2026."),
        ("31/02/2026", "Tháng 2 năm 2026 không có ngày 31. Hãy kiểm tra lại."),
        ("29/02/2026", "Tháng 2 năm 2026 không có ngày 29. Hãy kiểm tra lại."),
        ("00/11/2026", "Tháng 11 năm 2026 không có ngày 0. Hãy kiểm tra lại."),
        ("05/11/0026", "Năm 26 không hợp lý. Hãy kiểm tra lại năm đã nhập."),
        ("hôm nay", "“hôm nay” không phải là ngày. Hãy nhập ngày/tháng/năm, ví dụ 05/11/2026."),
        ("05/11", "“05/11” không phải là ngày. Hãy nhập ngày/tháng/năm, ví dụ 05/11/2026."),
        (
            "05/11-2026",
            "“05/11-2026” không phải là ngày. Hãy nhập ngày/tháng/năm, ví dụ 05/11/2026.",
        ),
        (
            "٠٥/١١/٢٠٢٦",
            "“٠٥/١١/٢٠٢٦” không phải là ngày. Hãy nhập ngày/tháng/năm, ví dụ 05/11/2026.",
        ),
        ("", "“” không phải là ngày. Hãy nhập ngày/tháng/năm, ví dụ 05/11/2026."),
    ],
)
def test_parse_date_says_what_is_wrong(typed: str, reason: str) -> None:
    with pytest.raises(NotADateError) as refusal:
        parse_date(typed)

    assert str(refusal.value) == reason


@given(st.dates(min_value=dt.date(1900, 1, 1), max_value=dt.date(2100, 12, 31)))
def test_a_day_shown_can_be_typed_back(day: dt.date) -> None:
    assert parse_date(format_date(day)) == day
