"""Reads a produced paper back and says which rules of Decree 30 it breaks.

Knows nothing of the code that made the file: PDF through pdfplumber, DOCX through python-docx.
``nd30_pdf`` and ``nd30_docx`` turn a file into the same :class:`View` and judge what only
they can see (millimetres, fields, fonts); what is about words, sizes and weights is judged here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
LETTERS = "abcdđeghiklmnopqrstuvxy"
NUMBER = re.compile(r"Số: ?(\d{2,}|\s*)/([A-ZĐ][A-Za-zĐđ]*(-[A-ZĐ&][A-Za-zĐđ&]*)*)")
DATE = re.compile(r"(?P<place>[^\W\d_a-zà-ỹ].*), ngày (?P<day>\d+|\s*) ?tháng (?P<month>\d+|\s*) ?"
                  r"năm \d{4}")  # fmt: skip
BASIS = re.compile(r"(Căn cứ|Thực hiện|Theo đề nghị của|Xét đề nghị của) .+[;.]")
FILING = re.compile(r"- Lưu: VT(, [^;.]+)?( ?\(?\d*[bB]?\)?)?\.")
AUTHORITY = re.compile(r"(TM|Q|KT|TL|TUQ)\. \S.*")
LOOSE_AUTHORITY = re.compile(r"(T/M|TM|KT|TL|TUQ|K/T|T/L)\b(?!\. )")
ACADEMIC = re.compile(r"(TS|ThS|PGS|GS|BS|KS|CN)\.")
ANNEX = re.compile(r"Phụ lục( [IVXLC]+)?")
REFERENCE = re.compile(r"\(Kèm theo .+ của .+\)")
SECTION = re.compile(r"[IVXLC]+\. ")
TOPIC = re.compile(r"\d+\. ")
POINT = re.compile(r"([a-zđ]{1,2})\) ")
ARTICLE = re.compile(r"Điều (\d+)\. ")
COUNCILS = (("HỘI ĐỒNG", "HĐ"), ("BAN CHỈ ĐẠO", "BCĐ"), ("TỔ CÔNG TÁC", "TCT"))
CITATION = re.compile(r"số (\d+/[\w-]*[A-ZĐ][\w-]*)")
WARNINGS = frozenset(f"ND30-{n:03}" for n in (13, 25, 36, 40, 41, 44, 48))


@dataclass(frozen=True)
class Finding:
    """A rule that the file breaks, and how."""

    rule: str
    message: str

    @property
    def is_error(self) -> bool:
        return self.rule not in WARNINGS


@dataclass(frozen=True)
class Line:
    """A printed line or a paragraph: its words and its look (the look of most of its letters)."""

    text: str
    size: float
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True)
class AnnexView:
    """The head of an annex."""

    label: Line
    title: list[Line]
    reference: Line | None


@dataclass
class View:
    """What stands where on a paper; paragraphs of body and bases are joined lines."""

    parent: list[Line] = field(default_factory=list)
    issuer: list[Line] = field(default_factory=list)
    number: Line | None = None
    nation: list[Line] = field(default_factory=list)
    motto: Line | None = None
    date: Line | None = None
    title: Line | None = None
    abstract: list[Line] = field(default_factory=list)
    subject: list[Line] = field(default_factory=list)
    reference: Line | None = None
    authority: list[Line] = field(default_factory=list)
    decides: Line | None = None
    addressees: list[Line] = field(default_factory=list)
    bases: list[Line] = field(default_factory=list)
    body: list[Line] = field(default_factory=list)
    signers: list[list[Line]] = field(default_factory=list)
    recipients_label: Line | None = None
    recipients: list[Line] = field(default_factory=list)
    annexes: list[AnnexView] = field(default_factory=list)
    # What the reader of the format itself found: rule number, message.
    findings: list[tuple[int, str]] = field(default_factory=list)
    # The rules that the reader of the format judges.
    judged: set[int] = field(default_factory=set)


def findings(view: View, rules: frozenset[str]) -> list[Finding]:
    """Every breach of the given rules. A rule that nobody judges is a breach of the checker."""
    found = [Finding(f"ND30-{number:03}", message) for number, message in view.findings]
    for number, judge in JUDGES.items():
        found += [Finding(f"ND30-{number:03}", message) for message in judge(view)]
    known = view.judged | set(JUDGES)
    found += [Finding(rule, "not checked") for rule in rules if int(rule[5:]) not in known]
    return sorted((one for one in found if one.rule in rules), key=lambda one: one.rule)


def _look(
    name: str,
    line: Line | None,
    sizes: tuple[float, float],
    *,
    bold: bool = False,
    italic: bool = False,
    caps: bool | None = None,
) -> Iterator[str]:
    """Messages where a line is missing or looks otherwise than it should."""
    if line is None:
        yield f"{name}: missing"
        return
    if not sizes[0] - 0.3 <= line.size <= sizes[1] + 0.3:
        yield f"{name}: {line.size:g} points: {line.text!r}"
    if line.bold != bold or line.italic != italic:
        yield f"{name}: bold {line.bold}, italic {line.italic}: {line.text!r}"
    if caps is not None and (line.text == line.text.upper()) != caps:
        yield f"{name}: capitals wrong: {line.text!r}"


def _each(name: str, lines: list[Line], sizes: tuple[float, float], **look: bool) -> Iterator[str]:
    if not lines:
        yield f"{name}: missing"
    for line in lines:
        yield from _look(name, line, sizes, **look)


def _nation(view: View) -> Iterator[str]:
    yield from _each("nation", view.nation, (12, 13), bold=True)
    text = " ".join(line.text for line in view.nation)
    if text.replace("HOÀ", "HÒA") != NATION:
        yield f"nation: {text!r}"


def _motto(view: View) -> Iterator[str]:
    yield from _look("motto", view.motto, (13, 14), bold=True)
    if view.motto and view.motto.text != MOTTO:
        yield f"motto: {view.motto.text!r}"


def _number(view: View) -> Iterator[str]:
    yield from _look("number", view.number, (13, 13))
    if view.number and not NUMBER.fullmatch(view.number.text):
        yield f"number: {view.number.text!r}"


def _date(view: View) -> Iterator[str]:
    yield from _look("date", view.date, (13, 14), italic=True)


def _date_words(view: View) -> Iterator[str]:
    if view.date is None:
        return
    found = DATE.fullmatch(view.date.text)
    if not found:
        yield f"date: {view.date.text!r}"
        return
    day, month = found["day"].strip(), found["month"].strip()
    if day and (len(day) != 2 or not 1 <= int(day) <= 31):
        yield f"day: {day!r}"
    if month and month not in {"01", "02", *map(str, range(3, 13))}:
        yield f"month: {month!r}"


def _title(view: View) -> Iterator[str]:
    yield from _look("title", view.title, (13, 14), bold=True, caps=True)


def _abstract(view: View) -> Iterator[str]:
    yield from _each("abstract", view.abstract, (13, 14), bold=True, caps=False)


def _bases(view: View) -> Iterator[str]:
    yield from _each("basis", view.bases, (13, 14), italic=True)
    for position, line in enumerate(view.bases, start=1):
        end = "." if position == len(view.bases) else ";"
        if not BASIS.fullmatch(line.text) or not line.text.endswith(end):
            yield f"basis: {line.text!r}"


def _citations(view: View) -> Iterator[str]:
    seen: set[str] = set()
    for line in (*view.bases, *view.body):
        for found in CITATION.finditer(line.text):
            first = found[1] not in seen
            seen.add(found[1])
            if first and not line.text[found.end() :].startswith(" ngày "):
                yield f"first citation without date: {found[1]}"


def _body(view: View) -> Iterator[str]:
    for line in view.body:
        plain = not (SECTION.match(line.text) or TOPIC.match(line.text))
        if plain:
            yield from _look("body", line, (13, 14))


def _sections(view: View) -> Iterator[str]:
    sections = [line for line in view.body if SECTION.match(line.text)]
    yield from _each("section", sections, (13, 14), bold=True, caps=True)


def _topics(view: View) -> Iterator[str]:
    topics = [line for line in view.body if TOPIC.match(line.text) and line.bold]
    yield from _each("topic", topics, (13, 14), bold=True)


def _points(view: View) -> Iterator[str]:
    expected = 0
    for line in view.body:
        if SECTION.match(line.text) or TOPIC.match(line.text):
            expected = 0
        elif found := POINT.match(line.text):
            turns, index = divmod(expected, len(LETTERS))
            if found[1] != LETTERS[index] * (turns + 1):
                yield f"point: {found[1]!r} stands where {LETTERS[index]!r} should"
            expected += 1


def _articles(view: View) -> Iterator[str]:
    """A decision: who decides, the order to decide, articles from 1 on."""
    yield from _each("authority of the decision", view.authority, (13, 14), bold=True, caps=True)
    yield from _look("order", view.decides, (13, 14), bold=True, caps=True)
    numbers = [int(found[1]) for line in view.body if (found := ARTICLE.match(line.text))]
    if not numbers or numbers != list(range(1, len(numbers) + 1)):
        yield f"articles {numbers}"
    if view.body and not ARTICLE.match(view.body[0].text):
        yield f"before the first article: {view.body[0].text!r}"


def _subject(view: View) -> Iterator[str]:
    yield from _each("subject", view.subject, (12, 13))
    if view.subject and not view.subject[0].text.startswith("V/v "):
        yield f"subject: {view.subject[0].text!r}"
    if view.title is not None:
        yield f"a letter has no title: {view.title.text!r}"


def _own_series(view: View) -> Iterator[str]:
    """A council numbers its own papers: its abbreviation, not the committee's."""
    issuer = " ".join(line.text for line in view.issuer)
    symbol = view.number.text.split("/")[-1] if view.number else ""
    for lead, code in COUNCILS:
        if issuer.startswith(lead) and (code not in symbol or "UBND" in symbol):
            yield f"{issuer!r} uses {symbol!r}"


def _end(view: View) -> Iterator[str]:
    if not view.body or not view.body[-1].text.endswith("./."):
        yield f"end: {view.body[-1].text[-20:]!r}" if view.body else "end: no body"


def _addressees(view: View) -> Iterator[str]:
    yield from _each("addressee", view.addressees, (13, 14))
    first, *rest = [line.text for line in view.addressees] or [""]
    if not first.startswith("Kính gửi:"):
        yield f"addressee: {first!r}"
    for position, text in enumerate(rest, start=1):
        if not text.startswith("- ") or not text.endswith("." if position == len(rest) else ";"):
            yield f"addressee: {text!r}"


def _authority(view: View) -> Iterator[str]:
    lines = [line for signer in view.signers for line in signer[:-1]]
    if not any(AUTHORITY.fullmatch(line.text) for line in lines):
        yield "authority: missing"
    for line in lines:
        yield from _look("signer", line, (13, 14), bold=True, caps=True)
        if LOOSE_AUTHORITY.match(line.text):
            yield f"authority: {line.text!r}"


def _names(view: View) -> Iterator[str]:
    if not view.signers:
        yield "signer: missing"
    for signer in (one for one in view.signers if one[-1].text):
        yield from _look("name", signer[-1], (13, 14), bold=True, caps=False)
        if ACADEMIC.match(signer[-1].text):
            yield f"name: {signer[-1].text!r}"


def _recipients_label(view: View) -> Iterator[str]:
    yield from _look("Nơi nhận", view.recipients_label, (12, 12), bold=True, italic=True)


def _recipients(view: View) -> Iterator[str]:
    yield from _each("recipient", view.recipients, (11, 11))
    for line in view.recipients[:-1]:
        if not line.text.startswith("- ") or not line.text.endswith(";"):
            yield f"recipient: {line.text!r}"
    if view.recipients and not FILING.fullmatch(view.recipients[-1].text):
        yield f"filing: {view.recipients[-1].text!r}"


def _as_above(view: View) -> Iterator[str]:
    first = view.recipients[0].text if view.recipients else ""
    if view.decides and not first.startswith("- Như Điều "):
        yield f"recipients of a decision begin with {first!r}"
    says = first == "- Như trên;"
    if says != bool(view.addressees):
        yield f"Như trên {says}, Kính gửi {bool(view.addressees)}"


def _annex_labels(view: View) -> Iterator[str]:
    for position, annex in enumerate(view.annexes, start=1):
        yield from _look("annex", annex.label, (14, 14), bold=True)
        numeral = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")[position - 1]
        wanted = f"Phụ lục {numeral}" if len(view.annexes) > 1 else "Phụ lục"
        if annex.label.text != wanted:
            yield f"annex: {annex.label.text!r}, wanted {wanted!r}"
    if not view.annexes:
        yield "annex: missing"


def _annex_titles(view: View) -> Iterator[str]:
    for annex in view.annexes:
        yield from _each("annex title", annex.title, (13, 14), bold=True, caps=True)


def _annex_references(view: View) -> Iterator[str]:
    for annex in view.annexes:
        yield from _look("annex reference", annex.reference, (13, 14), italic=True)
        if annex.reference and not REFERENCE.fullmatch(annex.reference.text):
            yield f"annex reference: {annex.reference.text!r}"


def _points_to_annex(view: View) -> Iterator[str]:
    if not any("Phụ lục" in line.text for line in view.body):
        yield "the text does not point to its annexes"


JUDGES: dict[int, Callable[[View], Iterator[str]]] = {
    10: _nation, 11: _motto, 17: _number, 18: _date, 19: _date_words, 20: _title, 21: _abstract,
    23: _subject, 33: _articles, 52: _own_series,
    14: lambda view: _each("parent", view.parent, (12, 13), caps=True),
    15: lambda view: _each("issuer", view.issuer, (12, 13), bold=True, caps=True),
    24: _bases, 25: _citations, 26: _body, 32: _sections, 34: _topics, 35: _points, 36: _end,
    37: _addressees, 38: _authority, 39: _names, 42: _recipients_label, 43: _recipients,
    44: _as_above, 45: _annex_labels, 46: _annex_titles, 47: _annex_references,
    48: _points_to_annex,
}  # fmt: skip


def is_composed(text: str) -> bool:
    """Whether the text is in NFC."""
    return unicodedata.is_normalized("NFC", text)
