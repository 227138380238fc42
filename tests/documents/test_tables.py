"""Tables: sizes, widths that keep words whole, headers over several columns."""

from __future__ import annotations

import pytest

from documents.fonts.metrics import text_width
from documents.paper import Align, Annex, Column, GroupRow, Paragraph, Table
from documents.renderers.columns import CELL_PADDING, HeaderCell, lay_out_table
from documents.renderers.compose import compose
from documents.renderers.printed import TEXT_WIDTH, PrintedPaper, TextBlock
from tests.documents.papers import report, villages_table


@pytest.mark.parametrize(("count", "size"), [(2, 13), (5, 13), (8, 12), (12, 11), (14, 10)])
def test_more_columns_take_smaller_type(count: int, size: float) -> None:
    table = Table(tuple(Column("Hộ") for _ in range(count)), (("1",) * count,))

    assert lay_out_table(table, TEXT_WIDTH).size == size


def test_widths_fill_the_text_and_hold_the_longest_word() -> None:
    table = Table(
        (Column("TT", 0.1), Column("Tổng kinh phí"), Column("Ghi chú", 8)),
        (("1", "1.234.567.890.000", ""),),
    )

    layout = lay_out_table(table, TEXT_WIDTH)

    assert sum(layout.widths) == pytest.approx(TEXT_WIDTH)
    figure = text_width("1.234.567.890.000", layout.size)
    assert layout.widths[1] >= figure + 2 * CELL_PADDING
    assert layout.widths[0] >= text_width("TT", layout.size, bold=True) + 2 * CELL_PADDING


def test_one_endless_word_does_not_starve_the_other_columns() -> None:
    table = Table((Column("Tên"), Column("Kết quả")), (("X" * 200, "Đạt"),))

    assert lay_out_table(table, TEXT_WIDTH).widths[1] >= TEXT_WIDTH / 2


def test_columns_under_a_common_header_take_two_rows() -> None:
    upper, lower = lay_out_table(villages_table(1), 252).header_rows

    assert upper[1] == HeaderCell("Thôn", rows=2)
    assert upper[6] == HeaderCell("Dòng họ", columns=3)
    assert [cell.text for cell in lower] == ["Tổng", "ĐK", "Đạt"]


def test_group_row_spans_and_stands_left() -> None:
    table = Table((Column("A", align=Align.RIGHT), Column("B")), (GroupRow("Nhóm 1"), ("1", "2")))

    rows = list(lay_out_table(table, TEXT_WIDTH).aligned_rows)

    assert [cells for _, cells in rows] == [
        (("Nhóm 1", Align.LEFT),),
        (("1", Align.RIGHT), ("2", Align.LEFT)),
    ]


def test_table_without_rows_says_so_in_a_sentence() -> None:
    empty = Table((Column("Mô hình"),), (GroupRow("Nhóm"),), caption="Bảng 2. Mô hình học tập.")

    (block,) = compose(report(blocks=(empty,))).blocks

    assert isinstance(block, TextBlock)
    text = "".join(run.text for run in block.runs)
    assert text == "Bảng 2. Mô hình học tập: Chưa có số liệu."


def test_closing_points_to_annexes_only_where_the_text_does_not() -> None:
    annexes = (Annex("Biểu", ()), Annex("Danh sách", ()))

    silent = compose(report(annexes=annexes))
    named = compose(report(blocks=(Paragraph("(Phụ lục I, II kèm theo)"),), annexes=annexes))

    assert _last_sentence(silent).endswith("xã Na Rì (kèm theo Phụ lục I, Phụ lục II)./.")
    assert _last_sentence(named).endswith("xã Na Rì./.")


def _last_sentence(printed: PrintedPaper) -> str:
    assert printed.closing is not None
    return printed.closing.runs[0].text
