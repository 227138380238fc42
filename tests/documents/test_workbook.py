"""Lists as workbooks: what Excel sorts as a number, a day or a moment is one."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from core.csv_text import as_csv
from documents.renderers.annex_book import day_of
from documents.renderers.workbook import MOST_WIDTH, Cell, Rate, workbook

DAY = dt.date(2026, 11, 5)
UTC_EVENING = dt.datetime(2026, 11, 4, 18, 30, 15, 999, tzinfo=dt.UTC)


def sheet_of(*rows: tuple[Cell, ...], head: tuple[str, ...] = ("Cột",)) -> Worksheet:
    book = load_workbook(BytesIO(workbook("Sổ", head, rows)))
    assert isinstance(book.active, Worksheet)
    return book.active


@pytest.mark.parametrize(
    ("given", "value", "shape"),
    [
        (DAY, dt.datetime(2026, 11, 5), "dd/mm/yyyy"),  # noqa: DTZ001 as Excel has it
        (UTC_EVENING, dt.datetime(2026, 11, 5, 1, 30, 15), "dd/mm/yyyy hh:mm"),  # noqa: DTZ001
        (
            UTC_EVENING.astimezone(ZoneInfo("Asia/Ho_Chi_Minh")),
            dt.datetime(2026, 11, 5, 1, 30, 15),  # noqa: DTZ001
            "dd/mm/yyyy hh:mm",
        ),
        (dt.date(1900, 1, 1), dt.datetime(1900, 1, 1), "dd/mm/yyyy"),  # noqa: DTZ001
        (dt.date(1890, 5, 19), "19/05/1890", "General"),
        ("05/11/2026", "05/11/2026", "General"),
        ("12/2026", "12/2026", "General"),
        ("=1+1", "=1+1", "General"),
        (2026, 2026, "General"),
        (0, 0, "General"),
        (Decimal("12.5"), 12.5, "General"),
        (Rate(1, 4), 0.25, "0.0%"),
        (Rate(1, 0), None, "General"),
        (None, None, "General"),
        ("", None, "General"),
    ],
)
def test_a_cell_has_the_type_of_what_was_given(given: Cell, value: object, shape: str) -> None:
    cell = sheet_of((given,)).cell(2, 1)

    assert (cell.value, cell.number_format) == (value, shape)
    assert type(cell.value) is type(value)


def test_days_and_moments_are_no_wider_than_their_columns() -> None:
    sheet = sheet_of((DAY, UTC_EVENING, 123_456_789_012, None), head=("Hạn", "Lúc", "Số", "Ô"))

    widths = [sheet.column_dimensions[letter].width for letter in "ABCD"]

    assert all(width > needed for width, needed in zip(widths, (10, 16, 12, 2), strict=True))


def test_long_words_do_not_make_a_column_wider_than_a_page() -> None:
    sheet = sheet_of(("a" * 500,))

    assert sheet.column_dimensions["A"].width <= MOST_WIDTH + 1


def test_the_same_rows_as_csv_are_written_as_people_read_them() -> None:
    text = as_csv(["Ngày", "Lúc", "Không"], [(DAY, UTC_EVENING, None)]).decode("utf-8-sig")

    assert text.splitlines() == ["Ngày,Lúc,Không", "05/11/2026,01:30 05/11/2026,"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("30/11/2026", dt.date(2026, 11, 30)),
        ("31/02/2026", None),
        ("19/05/1890", None),
        ("30/11/2026 (gia hạn)", None),
        ("1/2026", None),
        ("", None),
    ],
)
def test_a_printed_day_alone_in_its_cell_is_known_again(text: str, day: dt.date | None) -> None:
    assert day_of(text) == day
