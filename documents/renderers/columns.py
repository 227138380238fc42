"""How a table is laid out: type size, column widths in millimetres, header cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from documents.fonts.metrics import POINTS_PER_MM, face
from documents.paper import Align, Column, GroupRow, Table

# Left and right of a cell's text, in millimetres.
CELL_PADDING: Final = 0.9
# A hair of room, so that rounding never breaks a word that just fits.
_SLACK: Final = 0.4
# No single word may take more of the width than this.
_GREEDY: Final = 0.4
# The most columns that a type size (in points) can carry.
_SIZES: Final = ((5, 13.0), (8, 12.0), (12, 11.0))
_SMALL_SIZE: Final = 10.0
_SMALLEST_SIZE: Final = 9.0


@dataclass(frozen=True, slots=True)
class HeaderCell:
    """A header cell that spans columns and rows."""

    text: str
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of finished cells; a group row has a single cell across the table."""

    cells: tuple[str, ...]
    is_group: bool = False
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class TableLayout:
    """A table ready to be set; ``widths`` in millimetres fill the text's width."""

    size: float
    widths: tuple[float, ...]
    aligns: tuple[Align, ...]
    header_rows: tuple[tuple[HeaderCell, ...], ...]
    rows: tuple[TableRow, ...]
    caption: str
    note: str

    @property
    def aligned_rows(self) -> Iterator[tuple[TableRow, tuple[tuple[str, Align], ...]]]:
        """Every row with its cells and how each stands."""
        for row in self.rows:
            aligns = (Align.LEFT,) if row.is_group else self.aligns
            yield row, tuple(zip(row.cells, aligns, strict=True))

    @property
    def css_names(self) -> str:
        """Class names for its size and its widths; tables of equal widths share them."""
        return f"size-{self.size:.0f} {self.widths_name}"

    @property
    def widths_name(self) -> str:
        """A class name made from the widths in hundredths of a millimetre."""
        return "w" + "-".join(f"{width * 100:.0f}" for width in self.widths)

    @property
    def is_table(self) -> bool:
        """Tells the template which of the two kinds of block this is."""
        return True


def lay_out_table(table: Table, width: float) -> TableLayout:
    """Choose the size and share out ``width`` so that no word breaks unless it must."""
    rows = tuple(_rows(table))
    size, widths = _fit(table, rows, width)
    return TableLayout(
        size=size,
        widths=widths,
        aligns=tuple(column.align for column in table.columns),
        header_rows=_header_rows(table.columns),
        rows=rows,
        caption=table.caption,
        note=table.note,
    )


def _rows(table: Table) -> Iterator[TableRow]:
    for row in table.rows:
        if isinstance(row, GroupRow):
            yield TableRow((row.text,), is_group=True)
        else:
            yield TableRow(row)
    if table.total is not None:
        yield TableRow(table.total, is_total=True)


def _header_rows(columns: tuple[Column, ...]) -> tuple[tuple[HeaderCell, ...], ...]:
    """One row of headers, or two where columns stand under a common one."""
    if not any(column.group for column in columns):
        return (tuple(HeaderCell(column.header) for column in columns),)
    upper: list[HeaderCell] = []
    previous = ""
    for column in columns:
        if column.group and column.group == previous:
            upper[-1] = HeaderCell(column.group, columns=upper[-1].columns + 1)
        elif column.group:
            upper.append(HeaderCell(column.group))
        else:
            upper.append(HeaderCell(column.header, rows=2))
        previous = column.group
    lower = tuple(HeaderCell(column.header) for column in columns if column.group)
    return (tuple(upper), lower)


def _fit(table: Table, rows: tuple[TableRow, ...], width: float) -> tuple[float, tuple[float, ...]]:
    """The largest size at which every column holds its longest word, and the widths at it."""
    count = len(table.columns)
    size = next((size for most, size in _SIZES if count <= most), _SMALL_SIZE)
    longest = _longest_words(table, rows)
    while size > _SMALLEST_SIZE and sum(_needs(longest, size, width)) > width:
        size -= 1
    weights = [max(column.width, 0.01) for column in table.columns]
    return size, _share(width, weights, _needs(longest, size, width))


def _longest_words(table: Table, rows: tuple[TableRow, ...]) -> list[float]:
    """Per column the widest word, in thousandths of the type size; headers and totals are bold."""
    regular, bold = face(), face(bold=True)
    words: list[set[str]] = [set() for _ in table.columns]
    for row in rows:
        if not row.is_group:
            for seen, cell in zip(words, row.cells, strict=True):
                seen.update(cell.split())
    longest = [max(map(regular.width, seen), default=0.0) for seen in words]
    for position, column in enumerate(table.columns):
        strong = [*column.header.split(), *(table.total[position].split() if table.total else ())]
        longest[position] = max([longest[position], *map(bold.width, strong)])
    return longest


def _needs(longest: list[float], size: float, width: float) -> list[float]:
    return [
        min(word / 1000 * size / POINTS_PER_MM + 2 * CELL_PADDING + _SLACK, width * _GREEDY)
        for word in longest
    ]


def _share(width: float, weights: list[float], needs: list[float]) -> tuple[float, ...]:
    """Share the width by weight, then lift the columns below their need at the others' cost."""
    if sum(needs) >= width:
        return tuple(width * need / sum(needs) for need in needs)
    free = set(range(len(weights)))
    widths = [0.0] * len(weights)
    while True:
        left = width - sum(needs[i] for i in range(len(weights)) if i not in free)
        parts = sum(weights[i] for i in free)
        short = {i for i in free if left * weights[i] / parts < needs[i]}
        if not short:
            break
        free -= short
    for i in range(len(weights)):
        widths[i] = left * weights[i] / parts if i in free else needs[i]
    return tuple(widths)
