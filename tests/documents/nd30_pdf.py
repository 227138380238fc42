"""Reads a PDF paper: what stands where, and the millimetres that only a PDF can prove."""

from __future__ import annotations

import io
import statistics
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pdfplumber

from tests.documents.nd30_checker import ARTICLE, SECTION, AnnexView, Line, View
from tests.documents.nd30_pdf_pages import (
    MM,
    Sheet,
    Stretch,
    margin_findings,
    number_findings,
    paper_findings,
    read_sheet,
    strange_letters,
)

GEOMETRY = {1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 13, 16, 22, 27, 28, 29}


def read_pdf(data: bytes) -> View:
    """The view of a PDF paper with the findings about its geometry."""
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        sheets = [read_sheet(page) for page in pdf.pages]
        view = View(judged=set(GEOMETRY))
        view.findings += [(7, message) for page in pdf.pages for message in strange_letters(page)]
    heads = [sheet.index for sheet in sheets if sheet.is_annex_head]
    main = sheets[: heads[0]] if heads else sheets
    view.findings += [
        *paper_findings(sheets, main),
        *margin_findings(sheets),
        *number_findings(sheets, heads),
    ]
    rest = _read_head(view, main[0])
    flow = [*rest, *(stretch for sheet in main[1:] for stretch in sheet.stretches)]
    _read_flow(view, flow, main[0])
    view.annexes = [_annex(sheets[index]) for index in heads]
    return view


# ---------------------------------------------------------------- head


def _read_head(view: View, sheet: Sheet) -> list[Stretch]:
    """Read the two columns, title and abstract; return what stands below them."""
    centre = (sheet.width + 15 * MM) / 2
    stretches = sheet.stretches
    at = next((i for i, one in enumerate(stretches) if _is_below_head(one, centre)), 0)
    left = [one for one in stretches[:at] if one.middle < centre - 60]
    right = [one for one in stretches[:at] if one.middle >= centre - 60]
    _read_left(view, sheet, [one for one in left if one.text != "DỰ THẢO"])
    _read_right(view, sheet, right)
    if _is_title(stretches[at], centre):
        at = _read_title(view, sheet, at)
    number = next((one for one in left if one.text.startswith("Số")), None)
    date = right[-1] if right else None
    if number and date and abs(number.baseline - date.baseline) > 3:
        view.findings.append((18, "number and date do not stand level"))
    return stretches[at:]


def _is_below_head(one: Stretch, centre: float) -> bool:
    """The title, or the first line of a letter that has none."""
    return abs(one.middle - centre) < 15 or one.text.startswith("Kính gửi")


def _is_title(one: Stretch, centre: float) -> bool:
    is_capital = one.text == one.text.upper() and not one.text.startswith("Kính gửi")
    return abs(one.middle - centre) < 15 and (one.bold or is_capital or one.size < 12.7)


def _read_title(view: View, sheet: Sheet, at: int) -> int:
    """Title, abstract and what a decision or a list has under them; return the next place."""
    centre = (sheet.width + 15 * MM) / 2
    stretches = sheet.stretches
    title = stretches[at]
    view.title = title.line
    if abs(title.middle - centre) > 3:
        view.findings.append((20, "title not centred"))
    abstract: list[Stretch] = []
    at += 1
    while at < len(stretches) and stretches[at].bold and abs(stretches[at].middle - centre) < 3:
        abstract.append(stretches[at])
        at += 1
        if _rules_below(sheet, stretches[at - 1]):
            break
    view.abstract = [one.line for one in abstract]
    view.findings += _short_rule(22, sheet, abstract)
    while at < len(stretches) and _is_centred(stretches[at], centre):
        one = stretches[at]
        if one.italic:
            view.reference = _joined(view.reference, one.line)
        elif one.bold and one.text == one.text.upper():
            view.authority.append(one.line)
        else:
            break
        at += 1
    return at


def _is_centred(one: Stretch, centre: float) -> bool:
    is_reference = one.text.startswith("(Kèm theo") or one.text.endswith(")")
    return abs(one.middle - centre) < 3 and (is_reference or one.bold)


def _joined(first: Line | None, more: Line) -> Line:
    return replace(first, text=f"{first.text} {more.text}") if first else more


def _read_left(view: View, sheet: Sheet, left: list[Stretch]) -> None:
    numbers = [one for one in left if one.text.startswith("Số")]
    low = numbers[0].baseline if numbers else sheet.height
    names = [one for one in left if one.baseline < low and one not in numbers]
    subject = [one for one in left if one.baseline > low]
    view.subject = [one.line for one in subject]
    if subject and not 18 <= subject[0].baseline - low <= 26:
        view.findings.append((23, "subject not 6 points under the number"))
    issuer = [one for one in names if one.bold]
    view.parent = [one.line for one in names if not one.bold]
    view.issuer = [one.line for one in issuer]
    view.number = numbers[0].line if numbers else None
    view.findings += _short_rule(16, sheet, issuer)
    middles = [one.middle for one in left]
    if middles and max(middles) - min(middles) > 6:
        view.findings.append((17, "left column not centred on one axis"))


def _read_right(view: View, sheet: Sheet, right: list[Stretch]) -> None:
    capitals = [one for one in right if one.text == one.text.upper()]
    others = [one for one in right if one not in capitals]
    view.nation = [one.line for one in capitals]
    if capitals and capitals[0].x0 < sheet.width / 3:
        view.findings.append((10, "nation not on the right"))
    if len(capitals) != 1 or (sheet.stretches and right[0] not in capitals):
        view.findings.append((10, f"nation on {len(capitals)} lines"))
    if not others:
        return
    motto = others[0]
    view.motto = motto.line
    view.date = others[1].line if len(others) > 1 else None
    rules = _rules_below(sheet, motto)
    if not rules or not 0.94 <= (rules[0][2] - rules[0][1]) / (motto.x1 - motto.x0) <= 1.06:
        view.findings.append((12, f"line under the motto: {rules[:1]}"))
    if capitals and motto.baseline - capitals[-1].baseline > 1.35 * 14:
        view.findings.append((13, "nation and motto too far apart"))
    if capitals and max(one.middle for one in others[:2]) - capitals[0].middle > 6:
        view.findings.append((11, "motto not centred under the nation"))


def _rules_below(sheet: Sheet, one: Stretch) -> list[tuple[float, float, float]]:
    return sorted(
        rule
        for rule in sheet.rules
        if 0 < rule[0] - one.baseline < 12 and rule[1] < one.middle < rule[2]
    )


def _short_rule(number: int, sheet: Sheet, lines: list[Stretch]) -> Iterator[tuple[int, str]]:
    """A third to a half of the text over it: of its last line or of its widest."""
    if not lines:
        yield number, "no text over the line"
        return
    rules = _rules_below(sheet, lines[-1])
    if not rules:
        yield number, "no line"
        return
    length = rules[0][2] - rules[0][1]
    widths = [lines[-1].x1 - lines[-1].x0, max(one.x1 - one.x0 for one in lines)]
    if not any(0.30 <= length / width <= 0.53 for width in widths):
        yield number, f"line of {length:.0f} under {widths[-1]:.0f} points"
    if abs((rules[0][1] + rules[0][2]) / 2 - lines[-1].middle) > 3:
        yield number, "line not centred"


# ---------------------------------------------------------------- flow


def _read_flow(view: View, flow: list[Stretch], sheet: Sheet) -> None:
    left, right = 30 * MM, sheet.width - 15 * MM
    end = next((i for i, one in enumerate(flow) if one.text.endswith("./.")), None)
    at = _foot_start(flow, sheet) if end is None else end + 1
    body = list(flow[:at])
    _read_foot(view, flow[at:], left, sheet.width)
    order = next((one for one in body if one.text == "QUYẾT ĐỊNH:"), None)
    if order is not None:
        view.decides = order.line
        body.remove(order)
    while body and (
        body[0].text.startswith("Kính gửi") or (view.addressees and body[0].x0 > left + 70)
    ):
        one = body.pop(0)
        if one.text.startswith(("- ", "Kính gửi")):
            view.addressees.append(one.line)
        else:
            last = view.addressees[-1]
            view.addressees[-1] = Line(f"{last.text} {one.text}", last.size)
    paragraphs = list(_paragraphs(body, left))
    for lines in paragraphs:
        text = Line(" ".join(one.text for one in lines), *_common_look(lines))
        (view.bases if text.italic and not view.body else view.body).append(text)
        view.findings += _paragraph_shape(lines, left, right)
    view.findings += _gaps(paragraphs, body)


def _foot_start(flow: list[Stretch], sheet: Sheet) -> int:
    """Where the signature begins on a paper that does not end with a sentence."""
    centre = (sheet.width + 15 * MM) / 2
    for position, one in enumerate(flow):
        is_title = one.bold and one.text == one.text.upper() and not SECTION.match(one.text)
        if is_title and abs(one.middle - centre) > 40:
            return position
    return len(flow)


def _common_look(lines: list[Stretch]) -> tuple[float, bool, bool]:
    first = lines[0]
    return (first.size, all(one.bold for one in lines), all(one.italic for one in lines))


def _paragraphs(body: list[Stretch], left: float) -> Iterator[list[Stretch]]:
    """Lines joined to paragraphs; captions and notes of tables are left out."""
    lines: list[Stretch] = []
    for one in body:
        is_caption = one.bold and not 25 < one.x0 - left < 40
        is_note = one.italic and one.size < 12.7
        if is_caption or is_note:
            if lines:
                yield lines
            lines = []
        elif not lines or one.x0 - left > 20:
            if lines:
                yield lines
            lines = [one]
        else:
            lines.append(one)
    if lines:
        yield lines


def _paragraph_shape(lines: list[Stretch], left: float, right: float) -> Iterator[tuple[int, str]]:
    indent = lines[0].x0 - left
    if min(abs(indent - 10 * MM), abs(indent - 12.7 * MM)) > 1.2:
        yield 27, f"indent {indent / MM:.1f} mm: {lines[0].text!r}"
    if ARTICLE.match(lines[0].text) and not lines[0].starts_bold:
        yield 33, f"article's number not bold: {lines[0].text!r}"
    for one in lines[:-1]:
        if right - one.x1 > 2.5 and not one.bold:
            yield 26, f"not justified: {one.text!r}"
    for above, below in pairwise(lines):
        gap = (below.baseline - above.baseline) / above.size
        if above.page == below.page and not 1.0 <= gap <= 1.8:
            yield 29, f"line spacing {gap:.2f}: {below.text!r}"


def _gaps(paragraphs: list[list[Stretch]], body: list[Stretch]) -> Iterator[tuple[int, str]]:
    single = [
        below.baseline - above.baseline
        for lines in paragraphs
        for above, below in pairwise(lines)
        if above.page == below.page
    ]
    usual = statistics.median(single) if single else 17.8
    for before, after in pairwise(paragraphs):
        neighbours = body.index(after[0]) - body.index(before[-1]) == 1
        gap = after[0].baseline - before[-1].baseline
        if neighbours and before[-1].page == after[0].page and gap - usual < 5.5:
            yield 28, f"{gap - usual:.1f} points above {after[0].text!r}"


def _read_foot(view: View, foot: list[Stretch], left: float, width: float) -> None:
    recipients = [one for one in foot if one.x0 - left < 3 and one.size < 12.7]
    columns: dict[bool, list[Stretch]] = {}
    for one in foot:
        if one not in recipients:
            columns.setdefault(one.middle > (width + 15 * MM) / 2, []).append(one)
    signers = [columns[side] for side in sorted(columns)]
    view.signers = [signer for column in signers for signer in _signers(column)]
    for column in signers:
        if max(one.middle for one in column) - min(one.middle for one in column) > 3:
            view.findings.append((39, "name not centred under the title"))
    if recipients:
        _read_recipients(view, recipients)
        level = [one.baseline for column in signers for one in column]
        if len(view.signers) == 1 and abs(recipients[0].baseline - min(level)) > 3:
            view.findings.append((42, "Nơi nhận not level with the signer"))


def _read_recipients(view: View, recipients: list[Stretch]) -> None:
    label, *lines = recipients
    view.recipients_label = label.line
    for one in lines:
        if one.text.startswith("- ") or not view.recipients:
            view.recipients.append(one.line)
        else:
            last = view.recipients[-1]
            view.recipients[-1] = Line(f"{last.text} {one.text}", last.size)


def _signers(column: list[Stretch]) -> Iterator[list[Line]]:
    """The lines of each signer of a column, the name last; an empty one for a name not there.

    Over a name stands the room of a signature; over the next signer's title less than that.
    """
    signer: list[Line] = []
    named = False
    for above, one in zip([None, *column], column, strict=False):
        gap = one.baseline - above.baseline if above else 0
        if gap > 55:
            named = True
        elif gap > 30:
            yield signer if named else [*signer, Line("", 14, bold=True)]
            signer, named = [], False
        signer.append(one.line)
    if signer:
        yield signer if named else [*signer, Line("", 14, bold=True)]


def _annex(sheet: Sheet) -> AnnexView:
    centre = (sheet.width + 15 * MM) / 2
    label, *rest = sheet.stretches
    title = []
    while rest and rest[0].bold and abs(rest[0].middle - centre) < 3:
        title.append(rest.pop(0).line)
    words: list[Stretch] = []
    while rest and rest[0].italic and rest[0].size > 12.7:
        words.append(rest.pop(0))
    reference = None
    if words:
        reference = Line(" ".join(one.text for one in words), words[0].size, italic=True)
    return AnnexView(label.line, title, reference)
