"""Decree 30/2020/NĐ-CP, Annex I: how an administrative paper is worded, as pure functions.

Every function turns plain values into the exact words of a paper (Vietnamese, never
translated). Which rules a kind of paper has to keep stands in ``nd30_rules``.
"""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

NATION: Final = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO: Final = "Độc lập - Tự do - Hạnh phúc"
END_MARK: Final = "./."
# Left open for the clerk's pen (or for Word): a draft's number and day are never invented.
BLANK_NUMBER: Final = " " * 6
BLANK_DAY: Final = " " * 5

# Annex III, part I. A công văn has no code of its own: its symbol starts with the issuer.
TYPE_CODES: Final[dict[str, str]] = {
    "Nghị quyết": "NQ", "Quyết định": "QĐ", "Chỉ thị": "CT", "Quy chế": "QC",
    "Quy định": "QyĐ", "Thông cáo": "TC", "Thông báo": "TB", "Hướng dẫn": "HD",
    "Chương trình": "CTr", "Kế hoạch": "KH", "Phương án": "PA", "Đề án": "ĐA",
    "Dự án": "DA", "Báo cáo": "BC", "Biên bản": "BB", "Tờ trình": "TTr",
    "Hợp đồng": "HĐ", "Công điện": "CĐ", "Bản ghi nhớ": "BGN", "Bản thỏa thuận": "BTT",
    "Giấy ủy quyền": "GUQ", "Giấy mời": "GM", "Giấy giới thiệu": "GGT",
    "Giấy nghỉ phép": "GNP", "Phiếu gửi": "PG", "Phiếu chuyển": "PC", "Phiếu báo": "PB",
}  # fmt: skip

# A council, board or team that writes in its own name (Annex I, II.3.a).
COUNCIL_LEADS: Final = ("HỘI ĐỒNG", "BAN CHỈ ĐẠO", "TỔ CÔNG TÁC", "TỔ GIÚP VIỆC")
COMMITTEE_CODE: Final = "UBND"
# The line between legal bases and articles of a decision.
DECIDES: Final = "QUYẾT ĐỊNH:"
ARTICLE: Final = "Điều"

# The 23 letters that number points; f, j, w, z and the letters with a mark are left out, đ is not.
POINT_LETTERS: Final = "abcdđeghiklmnopqrstuvxy"

SYMBOL: Final = re.compile(r"[A-ZĐ][A-Za-zĐđ]*(?:-[A-ZĐ&][A-Za-zĐđ&]*)*")
NUMBER_LINE: Final = re.compile(rf"Số: ?(?P<number>\d{{2,}}|\s*)/(?P<symbol>{SYMBOL.pattern})")
AUTHORITY_LINE: Final = re.compile(r"(TM|Q|KT|TL|TUQ)\. \S.*")
_BASIS_LEAD: Final = re.compile(r"(Căn cứ|Thực hiện|Theo đề nghị của|Xét đề nghị của) ")
_LOOSE_AUTHORITY: Final = re.compile(r"^(T/?M|K/?T|T/?L|TUQ|T/U/Q|Q)(?:\.\s*|\s+)(?=\S)|^T/M\s*")
_ACADEMIC_TITLES: Final = re.compile(r"^(?:(?:TS|ThS|PGS|GS|BS|KS|CN|CK[I]{1,2})\.\s*)+")


class SigningAuthority(StrEnum):
    """Article 13: on whose authority the signer signs, as printed before the title."""

    ON_BEHALF = "TM."
    ACTING = "Q."
    FOR_THE_HEAD = "KT."
    BY_ORDER = "TL."
    BY_MANDATE = "TUQ."


def date_words(day: date) -> str:
    """``ngày 05 tháng 01 năm 2026``: days below 10 and the months 1 and 2 take a leading zero.

    The months 3 to 12 never do (Annex I, II.4.b).
    """
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def date_line(place: str, day: date) -> str:
    """The line of place and date under the motto."""
    return f"{place}, {date_words(day)}"


def draft_date_words(year: int, month: int | None = None) -> str:
    """The date of a draft: the day, and the month where it is unknown, stay blank."""
    named = BLANK_DAY.strip(" ") if month is None else (f"{month:02}" if month < 3 else str(month))
    return f"ngày{BLANK_DAY}tháng{f' {named} ' if named else BLANK_DAY}năm {year}"


def draft_date_line(place: str, year: int, month: int | None = None) -> str:
    """The line of place and date of a draft."""
    return f"{place}, {draft_date_words(year, month)}"


def symbol(type_name: str, issuer_code: str, office_code: str = "") -> str:
    """``BC-UBND`` from the type's name and the issuer's abbreviation.

    Raises ``KeyError`` for a type that Annex III does not know, ``ValueError`` for an
    abbreviation that the decree's pattern does not allow.
    """
    made = "-".join(part for part in (TYPE_CODES[type_name], issuer_code, office_code) if part)
    if not SYMBOL.fullmatch(made):
        message = f"not a symbol in the decree's form: {made!r}"
        raise ValueError(message)
    return made


def number_line(number: int | None, sign: str) -> str:
    """``Số: 05/BC-UBND``; a paper without number yet leaves the place blank."""
    if number is None:
        return f"Số:{BLANK_NUMBER}/{sign}"
    return f"Số: {number:02}/{sign}"


def roman(number: int) -> str:
    """1 → I. Raises ``ValueError`` below 1."""
    if number < 1:
        message = f"no Roman numeral for {number}"
        raise ValueError(message)
    steps = (
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
        (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    )  # fmt: skip
    written = ""
    for value, letters in steps:
        count, number = divmod(number, value)
        written += letters * count
    return written


def point_letter(position: int) -> str:
    """1 → a, 4 → d, 5 → đ, 23 → y; past the alphabet the letters are doubled (aa, bb ...).

    The decree has no case of more than 23 points; doubling keeps such a paper readable.
    """
    turns, index = divmod(position - 1, len(POINT_LETTERS))
    return POINT_LETTERS[index] * (turns + 1)


def legal_basis_lines(items: Sequence[str]) -> tuple[str, ...]:
    """Each basis on its own line, ending with ``;``, the last one with a full stop.

    ``Căn cứ`` is set before an item that does not say how it is relied on.
    """
    return _listed(
        [item if _BASIS_LEAD.match(item) else f"Căn cứ {item}" for item in items], lead=""
    )


def addressee_lines(items: Sequence[str]) -> tuple[str, ...]:
    """``Kính gửi``: one addressee stands on the same line, several under it with dashes."""
    if not items:
        return ()
    if len(items) == 1:
        return (f"Kính gửi: {_bare(items[0])}",)
    return ("Kính gửi:", *_listed(items, lead="- "))


def recipient_lines(
    items: Sequence[str], filing: Sequence[str], *, answers_addressee: bool
) -> tuple[str, ...]:
    """The list under ``Nơi nhận:``; ``Như trên`` first when the paper has a ``Kính gửi``.

    The last line files the copy: ``- Lưu: VT, VHXH.`` from ``("VT", "VHXH")``.
    """
    named = ("Như trên", *items) if answers_addressee else tuple(items)
    kept = f"Lưu: {', '.join(filing)}"
    return _listed((*named, kept), lead="- ")


def subject_line(text: str) -> str:
    """``V/v …``: what a công văn is about, under its number."""
    bare = _bare(text)
    return f"V/v {bare[:1].lower()}{bare[1:]}"


def annex_label(position: int, total: int) -> str:
    """``Phụ lục``, numbered with Roman numerals only where there are two or more."""
    return f"Phụ lục {roman(position)}" if total > 1 else "Phụ lục"


def annex_reference(type_name: str, sign: str, issuer: str, dated: str, number: int | None) -> str:
    """``(Kèm theo Báo cáo số …/BC-UBND ngày … của …)``; a draft leaves number and day blank."""
    written = f"{number:02}" if number is not None else BLANK_NUMBER[1:]
    return f"(Kèm theo {type_name} số {written}/{sign} {dated} của {issuer})"


def with_end_mark(text: str) -> str:
    """The text with ``./.`` at its end, whatever full stop it had."""
    return f"{text.rstrip().removesuffix('/').rstrip('. ;/')}{END_MARK}"


def signer_line(text: str) -> str:
    """A line of the signer block in capitals, with the decree's ``TM. `` for ``T/M`` or ``TM``."""
    capital = text.strip().upper()
    found = _LOOSE_AUTHORITY.match(capital)
    if not found:
        return capital
    code = found.group(0).strip().replace("/", "").rstrip(". ")
    return f"{code}. {capital[found.end() :].lstrip()}"


def signer_name(text: str) -> str:
    """The signer's name without academic titles, which the decree keeps out."""
    return _ACADEMIC_TITLES.sub("", text.strip())


def _bare(text: str) -> str:
    return text.strip().rstrip(";., ")


def _listed(items: Sequence[str], *, lead: str) -> tuple[str, ...]:
    last = len(items) - 1
    return tuple(f"{lead}{_bare(item)}{'.' if i == last else ';'}" for i, item in enumerate(items))
