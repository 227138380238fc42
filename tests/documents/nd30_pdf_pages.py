"""Pages of a PDF paper: letters joined to stretches, tables left out, margins, page numbers."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.documents.nd30_checker import ANNEX, Line, is_composed

MM = 72 / 25.4
FONTS = ("TimesNewRoman", "VanThuSerif", "LiberationSerif", "Tinos")
BLACK = {None, (0,), (0, 0, 0), (0.0, 0.0, 0.0), 0}
ASCENT, DESCENT = 0.891, 0.216


@dataclass(frozen=True)
class Stretch:
    """Letters on one baseline of one page without a wide gap; distances from the top left."""

    page: int
    text: str
    x0: float
    x1: float
    baseline: float
    size: float
    bold: bool
    italic: bool
    starts_bold: bool

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def line(self) -> Line:
        return Line(self.text, self.size, bold=self.bold, italic=self.italic)


@dataclass(frozen=True)
class Sheet:
    """A page: its stretches outside tables, drawn level lines, page number."""

    index: int
    width: float
    height: float
    stretches: list[Stretch]
    rules: list[tuple[float, float, float]]
    numbers: list[Stretch]
    table_lefts: list[float]

    @property
    def has_table(self) -> bool:
        return bool(self.table_lefts)

    @property
    def is_annex_head(self) -> bool:
        return bool(self.stretches) and bool(ANNEX.match(self.stretches[0].text))


def read_sheet(page: Any) -> Sheet:
    shapes = [*page.rects, *page.lines, *page.curves]
    boxes = list(_tables(shapes))
    outside = [char for char in page.chars if not _inside(char, boxes)]
    stretches = sorted(_stretches(page, outside), key=lambda one: (round(one.baseline), one.x0))
    numbers = [one for one in stretches if one.text.strip().isdigit() and _in_margin(one, page)]
    rules = [
        (shape["top"], shape["x0"], shape["x1"])
        for shape in shapes
        if shape["x1"] - shape["x0"] > 8 and shape["bottom"] - shape["top"] < 2
    ]
    return Sheet(
        page.page_number - 1,
        float(page.width),
        float(page.height),
        [one for one in stretches if one not in numbers],
        rules,
        numbers,
        table_lefts=[box[0] + 1 for box in boxes],
    )


def _tables(shapes: list[Any]) -> Iterator[tuple[float, float, float, float]]:
    """Boxes of tables: where drawn cells follow one another down the page."""
    cells = [one for one in shapes if one["bottom"] - one["top"] > 6]
    group: list[Any] = []
    low = 0.0
    for one in sorted(cells, key=lambda shape: shape["top"]):
        if group and one["top"] > low + 2:
            yield _box(group)
            group = []
        group.append(one)
        low = max(low, one["bottom"])
    if group:
        yield _box(group)


def _box(group: list[Any]) -> tuple[float, float, float, float]:
    return (
        min(one["x0"] for one in group) - 1,
        min(one["top"] for one in group),
        max(one["x1"] for one in group) + 1,
        max(one["bottom"] for one in group),
    )


def _inside(char: Any, boxes: list[tuple[float, float, float, float]]) -> bool:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return any(left <= x <= right and top <= y <= bottom for left, top, right, bottom in boxes)


def _in_margin(one: Stretch, page: Any) -> bool:
    return one.baseline < 19 * MM or one.baseline > float(page.height) - 19 * MM


def _stretches(page: Any, chars: list[Any]) -> Iterator[Stretch]:
    rows: dict[int, list[Any]] = {}
    for char in chars:
        rows.setdefault(round(char["matrix"][5] * 2), []).append(char)
    for row in rows.values():
        row.sort(key=lambda char: char["x0"])
        start = 0
        for position in range(1, len(row) + 1):
            if position == len(row) or row[position]["x0"] - row[position - 1]["x1"] > 20:
                if "".join(char["text"] for char in row[start:position]).strip():
                    yield _stretch(page, row[start:position])
                start = position


def _stretch(page: Any, chars: list[Any]) -> Stretch:
    inked = [char for char in chars if not char["text"].isspace()]
    fonts = Counter(char["fontname"].lower() for char in inked)
    font = fonts.most_common(1)[0][0]
    return Stretch(
        page=page.page_number - 1,
        text="".join(char["text"] for char in chars).strip(),
        x0=inked[0]["x0"],
        x1=inked[-1]["x1"],
        baseline=float(page.height) - inked[0]["matrix"][5],
        size=statistics.mode(round(char["size"], 1) for char in inked),
        bold="bold" in font,
        italic="italic" in font,
        starts_bold="bold" in inked[0]["fontname"].lower(),
    )


def strange_letters(page: Any) -> Iterator[str]:
    fonts = {char["fontname"].split("+")[-1] for char in page.chars}
    names = {font.replace("-", "") for font in fonts}
    yield from (f"font {name}" for name in names if not name.startswith(FONTS))
    colours = {_colour(char["non_stroking_color"]) for char in page.chars} - BLACK
    yield from (f"colour {colour}" for colour in colours)
    text = "".join(char["text"] for char in page.chars)
    if not is_composed(text):
        yield "text is not composed"


def _colour(value: Any) -> Any:
    return tuple(value) if isinstance(value, list | tuple) else value


# ---------------------------------------------------------------- pages


def paper_findings(sheets: list[Sheet], main: list[Sheet]) -> Iterator[tuple[int, str]]:
    for sheet in sheets:
        short, long = sorted((sheet.width, sheet.height))
        if abs(short - 595.28) > 1.5 or abs(long - 841.89) > 1.5:
            yield 1, f"page {sheet.index + 1}: {sheet.width:.0f} × {sheet.height:.0f}"
    yield from ((2, "landscape") for sheet in main if sheet.width > sheet.height)


def margin_findings(sheets: list[Sheet]) -> Iterator[tuple[int, str]]:
    lefts = [one.x0 / MM for sheet in sheets for one in sheet.stretches]
    rights = [(sheet.width - one.x1) / MM for sheet in sheets for one in sheet.stretches]
    indent = 0 if any(one < 35.3 for one in lefts) else 12.7
    if not 29.7 <= min(lefts) - indent <= 35.3 and not _touches_margin(sheets):
        yield 5, f"left {min(lefts):.1f} mm"
    if not 14.5 <= min(rights) <= 20.3:
        yield 6, f"right {min(rights):.1f} mm"
    for sheet in sheets:
        if not sheet.stretches:
            continue
        top = min(one.baseline - ASCENT * one.size for one in sheet.stretches) / MM
        low = max(one.baseline + DESCENT * one.size for one in sheet.stretches) / MM
        if top < 19.7 or (top > 27 and not sheet.has_table):
            yield 3, f"page {sheet.index + 1}: top {top:.1f} mm"
        if low > sheet.height / MM - 19.7:
            yield 4, f"page {sheet.index + 1}: bottom {sheet.height / MM - low:.1f} mm"


def _touches_margin(sheets: list[Sheet]) -> bool:
    """Whether a table stands at the margin of a paper whose words are all centred."""
    return any(29.7 <= one / MM <= 35.3 for sheet in sheets for one in sheet.table_lefts)


def number_findings(sheets: list[Sheet], heads: list[int]) -> Iterator[tuple[int, str]]:
    """Main text and each annex count from 1; their first pages show nothing."""
    for sheet in sheets:
        first = max((head for head in heads if head <= sheet.index), default=0)
        rule = 9 if first else 8
        count = sheet.index - first + 1
        shown = [one.text for one in sheet.numbers]
        if shown != ([str(count)] if count > 1 else []):
            yield rule, f"page {sheet.index + 1} shows {shown}"
        for one in sheet.numbers:
            centre = (sheet.width + 15 * MM) / 2
            wrong_look = one.bold or one.italic or not 12.7 <= one.size <= 14.3
            off_centre = abs(one.middle - centre) > 9 * MM
            if wrong_look or off_centre or one.baseline > 20 * MM:
                yield 8, f"page {sheet.index + 1}: number badly set"
