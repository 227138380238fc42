"""Reads a DOCX paper: effective looks through the styles, sections, fields and drawn borders."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import Table
from docx.text.paragraph import Paragraph
from PIL import ImageFont

from documents.fonts import metrics
from tests.documents.nd30_checker import ANNEX, ARTICLE, AnnexView, Line, View, is_composed

MM = 1440 / 25.4
FONT = "Times New Roman"
SLOTS = ("ascii", "hAnsi", "eastAsia", "cs")
GEOMETRY = {1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 13, 16, 22, 27, 28, 29}


@dataclass(frozen=True)
class Part:
    """A paragraph with what the styles make of it; lengths in twips, sizes in points."""

    text: str
    size: float
    bold: bool
    italic: bool
    align: str
    before: int
    after: int
    line: int
    rule: str
    left: int
    right: int
    first: int
    has_border: bool
    starts_bold: bool

    @property
    def as_line(self) -> Line:
        return Line(self.text, self.size, bold=self.bold, italic=self.italic)


def read_docx(data: bytes) -> View:
    """The view of a DOCX paper with the findings about sections, fonts and lengths."""
    document = Document(io.BytesIO(data))
    view = View(judged=set(GEOMETRY))
    view.findings += [*_sections(document), *_fonts(document), *_numbers(document)]
    chapters = list(_chapters(document))
    main = chapters[0]
    tables = [block for block in main if isinstance(block, Table) and not _is_drawn(block)]
    _read_head(view, tables[0])
    flow = [_part(block) for block in main if isinstance(block, Paragraph)]
    width = (document.sections[0].page_width or Mm(210)).mm - 45
    _read_flow(view, [part for part in flow if part.text or part.has_border], width)
    _read_foot(view, tables[-1])
    view.annexes = [_annex(chapter) for chapter in chapters[1:]]
    return view


# ---------------------------------------------------------------- looks


def _part(paragraph: Paragraph) -> Part:
    runs = [run for run in paragraph.runs if run.text.strip()]
    size = _number(paragraph, "rPr", "sz", "val", 20)
    return Part(
        text=paragraph.text.strip(),
        size=size / 2,
        bold=_weight(paragraph, runs, "b"),
        italic=_weight(paragraph, runs, "i"),
        align=str(_value(paragraph, "pPr", "jc", "val") or "left"),
        before=_number(paragraph, "pPr", "spacing", "before", 0),
        after=_number(paragraph, "pPr", "spacing", "after", 0),
        line=_number(paragraph, "pPr", "spacing", "line", 240),
        rule=str(_value(paragraph, "pPr", "spacing", "lineRule") or "auto"),
        left=_number(paragraph, "pPr", "ind", "left", 0),
        right=_number(paragraph, "pPr", "ind", "right", 0),
        first=_number(paragraph, "pPr", "ind", "firstLine", 0),
        starts_bold=_weight(paragraph, runs[:1], "b"),
        has_border=paragraph._p.find(f".//{qn('w:pBdr')}") is not None,
    )


def _levels(paragraph: Paragraph, properties: str) -> Iterator[Any]:
    """The property groups from the nearest to the furthest: own, style, its bases, defaults."""
    if properties == "pPr" and paragraph._p.pPr is not None:
        yield paragraph._p.pPr
    style: Any = paragraph.style
    defaults = style.element.getparent().find(qn("w:docDefaults"))
    while style is not None:
        found = style.element.find(qn(f"w:{properties}"))
        if found is not None:
            yield found
        style = style.base_style
    found = defaults.find(f".//{qn(f'w:{properties}')}") if defaults is not None else None
    if found is not None:
        yield found


def _value(paragraph: Paragraph, properties: str, tag: str, attribute: str) -> str | None:
    for level in _levels(paragraph, properties):
        found = level.find(qn(f"w:{tag}"))
        if found is not None and found.get(qn(f"w:{attribute}")) is not None:
            return str(found.get(qn(f"w:{attribute}")))
    return None


def _number(paragraph: Paragraph, properties: str, tag: str, attribute: str, default: int) -> int:
    value = _value(paragraph, properties, tag, attribute)
    return default if value is None else int(value)


def _weight(paragraph: Paragraph, runs: list[Any], tag: str) -> bool:
    """Whether every run is bold (or italic), by itself or by its paragraph's style."""
    by_style = any(level.find(qn(f"w:{tag}")) is not None for level in _levels(paragraph, "rPr"))
    own = [run.bold if tag == "b" else run.italic for run in runs]
    return all(by_style if value is None else value for value in own)


# ---------------------------------------------------------------- the file


def _chapters(document: Any) -> Iterator[list[Paragraph | Table]]:
    """The blocks of each section."""
    blocks: list[Paragraph | Table] = []
    for child in document.element.body.iterchildren():
        if child.tag == qn("w:p"):
            blocks.append(Paragraph(child, document))
        elif child.tag == qn("w:tbl"):
            blocks.append(Table(child, document))
        if child.tag == qn("w:sectPr") or child.find(f".//{qn('w:sectPr')}") is not None:
            yield blocks
            blocks = []


def _is_drawn(table: Table) -> bool:
    return table._tbl.tblPr.find(qn("w:tblBorders")) is not None


def _sections(document: Any) -> Iterator[tuple[int, str]]:
    for position, section in enumerate(document.sections):
        width, height = section.page_width.mm, section.page_height.mm
        if abs(min(width, height) - 210) > 0.5 or abs(max(width, height) - 297) > 0.5:
            yield 1, f"{width:.0f} × {height:.0f} mm"
        if position == 0 and width > height:
            yield 2, "landscape"
        for number, margin, low, high in (
            (3, section.top_margin, 20, 25), (4, section.bottom_margin, 20, 25),
            (5, section.left_margin, 30, 35), (6, section.right_margin, 15, 20),
        ):  # fmt: skip
            if not low - 0.1 <= margin.mm <= high + 0.1:
                yield number, f"margin {margin.mm:.1f} mm"


def _fonts(document: Any) -> Iterator[tuple[int, str]]:
    """Every slot of every level names the one font; no theme font, no colour, composed text."""
    roots = (document.styles.element, document.element.body)
    for fonts in (found for root in roots for found in root.iter(qn("w:rFonts"))):
        named = {fonts.get(qn(f"w:{slot}")) for slot in SLOTS}
        if named != {FONT} or any("Theme" in key for key in fonts.keys()):  # noqa: SIM118
            yield 7, f"fonts {sorted(map(str, named))}"
    for colour in (found for root in roots for found in root.iter(qn("w:color"))):
        if colour.get(qn("w:val")) not in {"000000", "auto"}:
            yield 7, f"colour {colour.get(qn('w:val'))}"
    defaults = document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:rFonts')}")
    if defaults is None:
        yield 7, "no default font"
    if not is_composed("".join(document.element.body.itertext())):
        yield 7, "text is not composed"


def _numbers(document: Any) -> Iterator[tuple[int, str]]:
    for position, section in enumerate(document.sections):
        header = section.header
        codes = "".join(text.text or "" for text in header._element.iter(qn("w:instrText")))
        part = _part(header.paragraphs[0])
        if "PAGE" not in codes or part.align != "center" or not 13 <= part.size <= 14:
            yield 8, f"header of section {position + 1}: {codes!r} {part.align}"
        if part.bold or part.italic or section.header_distance.mm > 14:
            yield 8, "number badly set"
        on_first = "".join(section.first_page_header._element.itertext())
        if not section.different_first_page_header_footer or on_first.strip():
            yield 8, "number on the first page"
        if "PAGE" in "".join(section.footer._element.itertext()):
            yield 8, "number at the bottom"
        start = section._sectPr.find(qn("w:pgNumType"))
        if position and (start is None or start.get(qn("w:start")) != "1"):
            yield 9, f"section {position + 1} does not restart"


# ---------------------------------------------------------------- head, flow, foot


def _cells(table: Table) -> list[list[list[Part]]]:
    return [
        [[_part(paragraph) for paragraph in cell.paragraphs] for cell in row.cells]
        for row in table.rows
    ]


def _read_head(view: View, table: Table) -> None:
    rows = _cells(table)
    width = [cell.width for cell in table.rows[0].cells]
    left = [part for row in rows for part in row[0] if part.text not in {"DỰ THẢO", ""}]
    right = [part for row in rows for part in row[1] if part.text]
    at = next((i for i, part in enumerate(left) if part.text.startswith("Số")), None)
    named = left if at is None else left[:at]
    issuer = [part for part in named if part.bold]
    view.parent = [part.as_line for part in named if not part.bold and not part.has_border]
    view.issuer = [part.as_line for part in issuer]
    if at is not None:
        view.number = left[at].as_line
        view.subject = [part.as_line for part in left[at + 1 :]]
        if view.subject and left[at + 1].before != 120:
            view.findings.append((23, "subject not 6 points under the number"))
    capitals = [part for part in right if part.text == part.text.upper()]
    others = [part for part in right if part not in capitals]
    view.nation = [part.as_line for part in capitals]
    view.motto = others[0].as_line if others else None
    view.date = others[1].as_line if len(others) > 1 else None
    for part in (*left, *right):
        if part.align != "center":
            view.findings.append((15, f"not centred: {part.text!r}"))
    for part in (*capitals, *others[:1]):
        if part.line != 240 or part.rule != "auto" or part.before or part.after:
            view.findings.append((13, f"not single spaced: {part.text!r}"))
        if _text_width(part) > width[1].mm:
            view.findings.append((10, f"runs over its cell: {part.text!r}"))
    rules = [[part for part in cell if part.has_border] for cell in rows[0]]
    view.findings += _rule(12, rules[1], others[:1], width[1].mm, (0.94, 1.06))
    view.findings += _rule(16, rules[0], issuer, width[0].mm, (0.30, 0.53))


def _rule(
    number: int, rules: list[Part], texts: list[Part], width: float, share: tuple[float, float]
) -> Iterator[tuple[int, str]]:
    """The drawn border's length as a share of the widest text over it."""
    if len(rules) != 1 or not texts:
        yield number, f"{len(rules)} lines"
        return
    length = width - (rules[0].left + rules[0].right) / MM
    widest = max(map(_text_width, texts))
    if not share[0] <= length / widest <= share[1] or abs(rules[0].left - rules[0].right) > 40:
        yield number, f"line of {length:.0f} under {widest:.0f} mm"


def _text_width(part: Part) -> float:
    """Millimetres of the text, measured by another library than the product's."""
    return float(_ruler(bold=part.bold).getlength(part.text)) / 1000 * part.size * 25.4 / 72


@cache
def _ruler(*, bold: bool) -> Any:
    name = "VanThuSerif-Bold.ttf" if bold else "VanThuSerif-Regular.ttf"
    return ImageFont.truetype(Path(metrics.__file__).parent / name, 1000)


def _read_title(view: View, rest: list[Part], width: float) -> None:
    title = rest.pop(0)
    view.title = title.as_line
    if title.align != "center":
        view.findings.append((20, "title not centred"))
    abstract: list[Part] = []
    while rest and not rest[0].has_border and rest[0].bold and rest[0].align == "center":
        abstract.append(rest.pop(0))
    view.abstract = [part.as_line for part in abstract]
    rules = [rest.pop(0)] if rest and rest[0].has_border else []
    view.findings += _rule(22, rules, abstract, width, (0.30, 0.53))
    while rest and rest[0].align == "center" and rest[0].text != "QUYẾT ĐỊNH:":
        part = rest.pop(0)
        if part.italic:
            view.reference = part.as_line
        else:
            view.authority.append(part.as_line)


def _read_flow(view: View, flow: list[Part], width: float) -> None:
    rest = list(flow)
    if rest[0].align == "center" or rest[0].bold:
        _read_title(view, rest, width)
    while rest and (rest[0].text.startswith("Kính gửi") or rest[0].left > 20 * MM):
        view.addressees.append(rest.pop(0).as_line)
    for part in rest:
        is_note = part.italic and part.size < 12.7
        if part.text == "QUYẾT ĐỊNH:":
            view.decides = part.as_line
        if part.align != "center" and not is_note:
            (view.bases if part.italic and not view.body else view.body).append(part.as_line)
            view.findings += _shape(part)


def _shape(part: Part) -> Iterator[tuple[int, str]]:
    if part.align != "both" and not part.bold:
        yield 26, f"{part.align}: {part.text!r}"
    if min(abs(part.first - 10 * MM), abs(part.first - 12.7 * MM)) > 0.3 * MM:
        yield 27, f"indent {part.first / MM:.1f} mm: {part.text!r}"
    if ARTICLE.match(part.text) and not part.starts_bold:
        yield 33, f"article's number not bold: {part.text!r}"
    if part.before + part.after < 120:
        yield 28, f"{(part.before + part.after) / 20:.0f} points at {part.text!r}"
    if part.rule != "auto" or not 240 <= part.line <= 360:
        yield 29, f"line spacing {part.line / 240:.2f} at {part.text!r}"


def _read_foot(view: View, table: Table) -> None:
    columns: dict[int, list[list[Line]]] = {}
    for row in _cells(table):
        for column, cell in enumerate(row):
            parts = [part for part in cell if part.text or part.before > 1000]
            if parts and parts[0].size < 12.7:
                view.recipients_label = parts[0].as_line
                view.recipients = [part.as_line for part in parts[1:]]
                if parts[0].align != "left":
                    view.findings.append((42, "Nơi nhận not flush left"))
            elif parts:
                signers = columns.setdefault(column, [])
                if parts[0].before <= 1000 or not signers:
                    signers.append([])
                signers[-1] += [part.as_line for part in parts]
                if any(part.align != "center" for part in parts):
                    view.findings.append((39, "signer not centred"))
    view.signers = [signer for column in sorted(columns) for signer in columns[column]]


def _annex(chapter: list[Paragraph | Table]) -> AnnexView:
    flow = [_part(block) for block in chapter if isinstance(block, Paragraph)]
    label, *rest = [part for part in flow if part.text]
    if not ANNEX.match(label.text):
        return AnnexView(label.as_line, [], None)
    title = []
    while rest and rest[0].bold and rest[0].align == "center":
        title.append(rest.pop(0).as_line)
    reference = rest[0].as_line if rest and rest[0].italic else None
    return AnnexView(label.as_line, title, reference)
