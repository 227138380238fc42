from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from core import cells
from core.cells import Cell, CellProblem


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1.234,5", Decimal("1234.5")),
        ("12,5", Decimal("12.5")),
        ("1.234", Decimal(1234)),
        ("70 %", Decimal(70)),
        (" 7 ", Decimal(7)),
        (12, Decimal(12)),
        (12.0, Decimal(12)),
        (0.1 + 0.2, Decimal("0.3")),
        (40.7, Decimal("40.7")),
        (-0.0, Decimal(0)),
        ("", None),
        ("   ", None),
        (None, None),
    ],
)
def test_numbers(cell: Cell, value: Decimal | None) -> None:
    assert cells.read_number(cell) == value


@pytest.mark.parametrize(
    "cell",
    ["1,385", "mười", "٣", "1e400", "nan", "#REF!", "#N/A", float("nan"), float("inf"), 1e300,
     True, dt.date(2026, 5, 1), dt.time(7, 30), dt.timedelta(hours=30)],
)  # fmt: skip
def test_what_is_no_number_is_told_with_advice(cell: Cell) -> None:
    problem = cells.read_number(cell)
    assert isinstance(problem, CellProblem)
    assert "Hãy" in problem.advice


def test_a_number_that_excel_made_a_date_is_told() -> None:
    problem = cells.read_number(dt.date(2026, 5, 1))
    assert isinstance(problem, CellProblem)
    assert problem.value == "01/05/2026"


@pytest.mark.parametrize(
    ("cell", "value"), [("12", 12), (12.0, 12), ("1.234", 1234), (0, 0), (None, None), ("", None)]
)
def test_counts(cell: Cell, value: int | None) -> None:
    assert cells.read_count(cell) == value


@pytest.mark.parametrize("cell", ["12,5", 12.5, -1, "-1", "70 %", "#DIV/0!"])
def test_what_is_no_count(cell: Cell) -> None:
    assert isinstance(cells.read_count(cell), CellProblem)


@pytest.mark.parametrize(
    "cell",
    ["05/11/2026", "5/11/26", "5.11.2026", "05112026", "2026-11-05", 46331, 46331.0, 46331.75,
     "46331", dt.date(2026, 11, 5), dt.datetime(2026, 11, 5, 7, 30, tzinfo=dt.UTC)],
)  # fmt: skip
def test_dates(cell: Cell) -> None:
    assert cells.read_date(cell) == dt.date(2026, 11, 5)


@pytest.mark.parametrize(
    "cell",
    ["31/02/2026", "29/02/2025", "hôm qua", 2026, 1, -5, 1e9, True, dt.time(7, 30),
     dt.date(1, 1, 1), dt.date(9999, 12, 31), "#VALUE!"],
)  # fmt: skip
def test_what_is_no_date(cell: Cell) -> None:
    assert isinstance(cells.read_date(cell), CellProblem)


@pytest.mark.parametrize(
    "cell", ["x", "X", "✓", "✔", "v", "có", "Có", "CO\u0301", "1", 1, 1.0, True]
)
def test_ticks(cell: Cell) -> None:
    assert cells.read_tick(cell) is True


@pytest.mark.parametrize("cell", ["0", 0, "không", "Không", "-", False, "☐"])
def test_no_ticks(cell: Cell) -> None:
    assert cells.read_tick(cell) is False


@pytest.mark.parametrize("cell", ["✗", "☒", "?", "hai", 2, dt.date(2026, 1, 1), "#N/A"])
def test_ticks_that_could_mean_either(cell: Cell) -> None:
    assert isinstance(cells.read_tick(cell), CellProblem)


@pytest.mark.parametrize("cell", ["", " ", None])
def test_an_empty_cell_is_no_answer(cell: Cell) -> None:
    assert cells.read_tick(cell) is None
    assert cells.read_date(cell) is None
    assert cells.read_year(cell) is None
    assert cells.read_text(cell) is None
    assert cells.read_phone(cell) is None
    assert cells.read_national_id(cell) is None


@pytest.mark.parametrize("cell", ["1985", 1985, 1985.0, "05/11/1985", dt.date(1985, 11, 5)])
def test_years(cell: Cell) -> None:
    assert cells.read_year(cell) == 1985


@pytest.mark.parametrize("cell", ["85", 85, "1985?", 19.5, True, "٣٣٣٣", 10**30, dt.time(1, 0)])
def test_what_is_no_year(cell: Cell) -> None:
    assert isinstance(cells.read_year(cell), CellProblem)


@pytest.mark.parametrize("cell", ["2999", 2999, 2999.0])
def test_a_year_out_of_reach_is_shown_as_a_year(cell: Cell) -> None:
    problem = cells.read_year(cell)

    assert isinstance(problem, CellProblem)
    assert problem.value == "2999"


def test_numbers_that_lost_their_zeros_in_excel() -> None:
    assert cells.read_national_id("006085001234") == "006085001234"
    assert cells.read_national_id(6085001234) == "006085001234"
    assert cells.read_national_id(19085001234.0) == "019085001234"
    assert cells.read_national_id("095 123 456") == "095123456"
    assert cells.read_phone(912345678) == "0912345678"
    assert cells.read_phone("+84 912 345 678") == "0912345678"
    assert cells.read_phone("0912.345.678") == "0912345678"


@pytest.mark.parametrize("cell", ["6085001234", 95123456, "abc", "12", 1.5, "٠٠٦٠٨٥٠٠١٢٣٤"])
def test_a_broken_personal_number_is_never_repeated_whole(cell: Cell) -> None:
    problem = cells.read_national_id(cell)
    assert isinstance(problem, CellProblem)
    assert "6085001" not in problem.value


@pytest.mark.parametrize("cell", ["912345678", "1234567890", "09123", 12, "không có"])
def test_what_is_no_phone(cell: Cell) -> None:
    assert isinstance(cells.read_phone(cell), CellProblem)


def test_text_is_composed_in_one_line_and_bounded() -> None:
    assert cells.read_text("  Na\n Ri\u0300 ") == "Na Rì"
    assert cells.read_text(12.0) == "12"
    assert isinstance(cells.read_text("a" * 201), CellProblem)
    assert isinstance(cells.read_text("#REF!"), CellProblem)


def test_cells_are_shown_as_they_are_typed_here() -> None:
    assert cells.shown(1234.5) == "1.234,5"
    assert cells.shown(dt.datetime(2026, 11, 5, 0, 0, tzinfo=dt.UTC)) == "05/11/2026"
    assert cells.shown(True) == "có"
    assert cells.shown(None) == ""
