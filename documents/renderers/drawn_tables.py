"""The tables of a drawn list: columns, rows and the header that stands on every page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from documents.fonts.metrics import POINTS_PER_MM, face, settable
from documents.paper import Align
from documents.renderers.columns import CELL_PADDING, HeaderCell, TableLayout, TableRow
from documents.renderers.drawn_sheet import LINE, RULE, Piece, Sheet, baseline_of, centred
from documents.renderers.lines import broken

# As in the style sheet, in points.
CELL_LINE: Final = 1.2
CELL_SPACE: Final = 1.5
AFTER_TABLE: Final = 8.0
AROUND_CAPTION: Final = 4.0
BEFORE_NOTE: Final = 3.0
CAPTION_SIZE: Final = 13.0
NOTE_SIZE: Final = 12.0


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell broken into lines: from which column over how many, how it stands."""

    lines: tuple[str, ...]
    column: int
    span: int
    align: Align
    bold: bool


@dataclass(frozen=True, slots=True)
class Row:
    """Cells of one height."""

    cells: tuple[Cell, ...]
    height: float
    is_group: bool = False
    is_total: bool = False


class Grid:
    """A table's columns in points, and how its words break in them."""

    def __init__(self, table: TableLayout, left: float) -> None:
        self.size = table.size
        self.edges = [left]
        for width in table.widths:
            self.edges.append(self.edges[-1] + width * POINTS_PER_MM)
        self._faces = (face(), face(bold=True))
        self._limits = [self._limit(column, 1) for column in range(len(table.widths))]

    def _limit(self, column: int, span: int) -> float:
        """The width of a cell's words in thousandths of the type size."""
        inner = self.edges[column + span] - self.edges[column]
        inner -= 2 * CELL_PADDING * POINTS_PER_MM + RULE * (2 if column == 0 else 1)
        return inner / self.size * 1000 + 0.5

    def cell(self, text: str, column: int, align: Align, *, span: int = 1, bold: bool) -> Cell:
        """A cell with its text in lines."""
        limit = self._limits[column] if span == 1 else self._limit(column, span)
        lines = broken(text, limit, self._faces[bold])
        return Cell(lines, column, span, align, bold)

    def height(self, lines: int) -> float:
        """Of a row of so many lines, with its lower rule."""
        return lines * CELL_LINE * self.size + 2 * CELL_SPACE + RULE

    def row(self, row: TableRow, aligns: Sequence[Align]) -> Row:
        """A row of the table in lines."""
        if row.is_group:
            span = len(self.edges) - 1
            cells = [self.cell(settable(row.cells[0]), 0, Align.LEFT, span=span, bold=True)]
        else:
            cells = [
                self.cell(settable(text), column, align, bold=row.is_total)
                for column, (text, align) in enumerate(zip(row.cells, aligns, strict=True))
            ]
        return Row(
            tuple(cells),
            self.height(max(1, *(len(cell.lines) for cell in cells))),
            row.is_group,
            row.is_total,
        )

    def x_of(self, cell: Cell, text: str) -> float:
        """Where a line of the cell begins."""
        left = self.edges[cell.column] + CELL_PADDING * POINTS_PER_MM
        left += RULE if cell.column == 0 else 0
        right = self.edges[cell.column + cell.span] - CELL_PADDING * POINTS_PER_MM - RULE
        if cell.align is Align.LEFT:
            return left
        used = self._faces[cell.bold].width(text) / 1000 * self.size
        return right - used if cell.align is Align.RIGHT else (left + right - used) / 2


def draw_table(sheet: Sheet, table: TableLayout) -> None:
    """The table under its caption, on as many pages as it needs, and its note."""
    grid = Grid(table, sheet.left)
    header = tuple(_header(grid, table.header_rows))
    tall = RULE + sum(row.height for row in header)
    sheet.space(AROUND_CAPTION if table.caption else 0)
    if table.caption:
        _caption(sheet, settable(table.caption), tall)
    elif sheet.room < tall + grid.height(2):
        sheet.turn()
    body = _Body(sheet, grid, header)
    body.begin()
    for row, following in pairwise([*_rows(sheet, grid, table, tall), None]):
        if row is not None:
            body.put(row, following)
    body.end()
    sheet.leave(AFTER_TABLE)
    if table.note:
        sheet.space(BEFORE_NOTE)
        _note(sheet, settable(table.note))
        sheet.leave(AFTER_TABLE)


def _caption(sheet: Sheet, text: str, header: float) -> None:
    lines = broken(text, (sheet.right - sheet.left) / CAPTION_SIZE * 1000, face(bold=True))
    needed = len(lines) * LINE * CAPTION_SIZE + AROUND_CAPTION + header + 30
    if sheet.room < needed and not sheet.is_fresh:
        sheet.turn()
    for line in lines:
        centred(sheet, line, CAPTION_SIZE, bold=True)
    sheet.y += AROUND_CAPTION


def _note(sheet: Sheet, text: str) -> None:
    width = (sheet.right - sheet.left) / NOTE_SIZE * 1000
    for line in broken(text, width, face(italic=True)):
        if sheet.room < LINE * NOTE_SIZE:
            sheet.turn()
        piece = Piece(sheet.left, line, italic=True)
        sheet.write(sheet.y + baseline_of(NOTE_SIZE, LINE), NOTE_SIZE, (piece,))
        sheet.y += LINE * NOTE_SIZE


def _rows(sheet: Sheet, grid: Grid, table: TableLayout, header: float) -> Iterator[Row]:
    """The rows; one that is taller than a page in parts that are not."""
    page = sheet.bottom - sheet.top - header
    most = int((page - 2 * CELL_SPACE - RULE) / (CELL_LINE * grid.size))
    for given in table.rows:
        row = grid.row(given, table.aligns)
        lines = max(len(cell.lines) for cell in row.cells)
        if lines <= most:
            yield row
            continue
        for first in range(0, lines, most):
            cells = tuple(
                Cell(one.lines[first : first + most], one.column, one.span, one.align, one.bold)
                for one in row.cells
            )
            yield Row(cells, grid.height(max(1, *(len(one.lines) for one in cells))))


class _Body:
    """Rows down the pages, the header above them on each."""

    def __init__(self, sheet: Sheet, grid: Grid, header: tuple[Row, ...]) -> None:
        self._sheet, self._grid, self._header = sheet, grid, header
        self._rules: list[tuple[float, float, float, float]] = []

    def begin(self) -> None:
        """The header with the rule above it."""
        edges, y = self._grid.edges, self._sheet.y
        self._rules.append((edges[0], y + RULE / 2, edges[-1], y + RULE / 2))
        self._sheet.y += RULE
        _draw_header(self._sheet, self._grid, self._header, self._rules)

    def put(self, row: Row, following: Row | None) -> None:
        """A row; a group's name and the row before the sums take the next one with them."""
        needed = row.height
        if following is not None and (row.is_group or following.is_total):
            needed += following.height
        if needed > self._sheet.room:
            self.end()
            self._sheet.turn()
            self.begin()
        for cell in row.cells:
            _draw_cell(self._sheet, self._grid, cell, self._sheet.y, row.height)
        _frame(self._grid, row, self._sheet.y, self._rules)
        self._sheet.y += row.height

    def end(self) -> None:
        """Draw the page's rules."""
        self._sheet.rules(self._rules)
        self._rules = []


def _frame(grid: Grid, row: Row, y: float, rules: list[tuple[float, float, float, float]]) -> None:
    low = y + row.height - RULE / 2
    left = grid.edges[0] + RULE / 2
    rules.append((grid.edges[0], low, grid.edges[-1], low))
    rules.append((left, y, left, y + row.height))
    for cell in row.cells:
        x = grid.edges[cell.column + cell.span] - RULE / 2
        rules.append((x, y, x, y + row.height))


def _draw_cell(sheet: Sheet, grid: Grid, cell: Cell, y: float, height: float) -> None:
    """The cell's lines, in the middle of its height."""
    if not cell.lines:
        return
    step = CELL_LINE * grid.size
    top = y + (height - RULE - len(cell.lines) * step) / 2
    first = top + baseline_of(grid.size, CELL_LINE)
    for number, line in enumerate(cell.lines):
        piece = Piece(grid.x_of(cell, line), line, cell.bold)
        sheet.write(first + number * step, grid.size, (piece,))


# ---------------------------------------------------------------- header cells


def _header(grid: Grid, rows: tuple[tuple[HeaderCell, ...], ...]) -> Iterator[Row]:
    """One row of header cells, or two; a tall cell stands in the first and reaches down."""
    upper = [(cell, column) for cell, column in _placed(rows[0])]
    lower: list[tuple[HeaderCell, int]] = []
    if len(rows) > 1:
        free = [
            column + offset
            for cell, column in upper
            if cell.rows == 1
            for offset in range(cell.columns)
        ]
        lower = list(zip(rows[1], free, strict=True))
    cells = [_header_cell(grid, cell, column) for cell, column in upper]
    below = [_header_cell(grid, cell, column) for cell, column in lower]
    tall = {column for cell, column in upper if cell.rows > 1}
    first = max((len(one.lines) for one in cells if one.column not in tall), default=1)
    second = max((len(one.lines) for one in below), default=0)
    needed = max((len(one.lines) for one in cells if one.column in tall), default=0)
    if not lower:
        yield Row(tuple(cells), grid.height(max(first, needed)))
        return
    heights = [grid.height(first), grid.height(second)]
    heights[1] += max(0.0, grid.height(needed) - sum(heights))
    yield Row(tuple(cells), heights[0])
    yield Row(tuple(below), heights[1])


def _placed(cells: Sequence[HeaderCell]) -> Iterator[tuple[HeaderCell, int]]:
    column = 0
    for cell in cells:
        yield cell, column
        column += cell.columns


def _header_cell(grid: Grid, cell: HeaderCell, column: int) -> Cell:
    return grid.cell(settable(cell.text), column, Align.CENTRE, span=cell.columns, bold=True)


def _draw_header(
    sheet: Sheet,
    grid: Grid,
    header: tuple[Row, ...],
    rules: list[tuple[float, float, float, float]],
) -> None:
    whole = sum(row.height for row in header)
    below = {cell.column for row in header[1:] for cell in row.cells}
    top = sheet.y
    for position, row in enumerate(header):
        for cell in row.cells:
            columns = range(cell.column, cell.column + cell.span)
            reaches = position == 0 and not any(column in below for column in columns)
            height = whole if reaches else row.height
            _draw_cell(sheet, grid, cell, sheet.y, height)
            low, right = sheet.y + height - RULE / 2, grid.edges[cell.column + cell.span] - RULE / 2
            rules.append((grid.edges[cell.column], low, grid.edges[cell.column + cell.span], low))
            rules.append((right, sheet.y, right, sheet.y + height))
        sheet.y += row.height
    left = grid.edges[0] + RULE / 2
    rules.append((left, top, left, top + whole))
