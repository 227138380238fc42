"""Papers about a paper that is out: a công văn that corrects it, or one that recalls it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from documents import nd30
from documents.paper import DraftDate, Paper, PaperKind, Paragraph

# Types that a paper is cited by without its abstract.
_TYPES: Final = ("Báo cáo", "Công văn")


@dataclass(frozen=True)
class Said:
    """What the letter says: about which paper, the place in it, the words before and after, why."""

    about: str
    reason: str
    place: str = ""
    wrong: str = ""
    right: str = ""


def cited(title: str, number: str, dated: date | None) -> str:
    """A paper as another names it: "Báo cáo số 126/BC-UBND ngày 04 tháng 12 năm 2026"."""
    kind = next((one for one in _TYPES if title.startswith(f"{one} ")), title)
    kind = kind.split(" kết quả", maxsplit=1)[0].split(" về ", maxsplit=1)[0]
    day = f" {nd30.date_words(dated)}" if dated else ""
    return f"{kind} số {number}{day}"


def correction(original: Paper, symbol: str, said: Said) -> Paper:
    """The letter of the body that issued ``original``, saying what is to be read instead."""
    return _letter(
        original,
        symbol,
        f"Đính chính {said.about}",
        (
            Paragraph(
                f"{original.header.issuer_name} đính chính nội dung tại {said.place} của "
                f"{said.about} như sau:"
            ),
            Paragraph(f"Nội dung đã ghi: “{said.wrong}”."),
            Paragraph(f"Nội dung đính chính: “{said.right}”."),
            Paragraph(f"Lý do: {said.reason.rstrip('.')}."),
        ),
        f"Các nội dung khác của {said.about} không thay đổi",
    )


def recall(original: Paper, symbol: str, said: Said) -> Paper:
    """The letter by which the body takes ``original`` back."""
    return _letter(
        original,
        symbol,
        f"Thu hồi {said.about}",
        (
            Paragraph(f"{original.header.issuer_name} thu hồi {said.about}."),
            Paragraph(f"Lý do: {said.reason.rstrip('.')}."),
        ),
        f"Đề nghị các cơ quan, đơn vị đã nhận {said.about} không sử dụng văn bản này",
    )


def _letter(
    original: Paper, symbol: str, abstract: str, blocks: tuple[Paragraph, ...], closing: str
) -> Paper:
    dated = original.header.dated
    header = replace(original.header, symbol=symbol, number=None, dated=DraftDate(dated.year))
    return Paper(
        kind=PaperKind.LETTER,
        header=header,
        title="",
        abstract=abstract,
        blocks=blocks,
        closing=closing,
        signers=original.signers,
        addressees=original.addressees,
        recipients=original.recipients,
        filing=original.filing,
        draft=True,
    )
