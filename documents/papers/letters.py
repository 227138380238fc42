"""Letters of the office: reminding units that have not handed in."""

from __future__ import annotations

from dataclasses import dataclass

from documents.paper import Align, Annex, BulletList, Column, Paper, PaperKind, Paragraph, Table
from documents.papers.common import TT, Frame

# More than this stand in an annex.
MOST_NAMED = 12


@dataclass(frozen=True)
class MissingUnit:
    """A unit that has not handed in: its last day and what it has done so far, as printed."""

    name: str
    last_day: str = ""
    state: str = ""


@dataclass(frozen=True)
class Reminder:
    """What is missing of whom, until when.

    ``what``: "phiếu tự đánh giá kết quả Phong trào … năm 2026". ``until``: the day asked for, as
    printed; empty leaves it open. ``asked``: what the units are asked to do.
    """

    what: str
    on: str
    handed_in: int
    all_units: int
    missing: tuple[MissingUnit, ...]
    basis: str = ""
    until: str = ""
    contact: str = ""


def reminder_letter(frame: Frame, says: Reminder) -> Paper:
    """``Công văn đôn đốc`` that names every missing unit, in an annex where they are many."""
    late = len(says.missing) > MOST_NAMED
    where = " (danh sách tại Phụ lục kèm theo)" if late else ":"
    lead = f"{says.basis.rstrip('.;, ')}; đến" if says.basis else "Đến"
    blocks: list[Paragraph | BulletList] = [
        Paragraph(
            f"{lead} ngày {says.on} đã có {says.handed_in}/{says.all_units} đơn vị nộp "
            f"{says.what}. Còn {len(says.missing)} đơn vị chưa nộp{where}{'.' if late else ''}"
        )
    ]
    if not late:
        blocks.append(BulletList(tuple(_line(one) for one in says.missing)))
    until = f" trước khi hết ngày {says.until}" if says.until else " trong thời gian sớm nhất"
    contact = f" Khi có vướng mắc, liên hệ {says.contact}." if says.contact else ""
    blocks.append(
        Paragraph(
            f"{frame.issuer.name} đề nghị các đơn vị nêu trên hoàn thành và nộp{until}.{contact}"
        )
    )
    return Paper(
        kind=PaperKind.LETTER,
        header=frame.header(frame.issuer.letter_symbol),
        title="",
        abstract=f"Đôn đốc nộp {says.what}",
        addressees=("Thủ trưởng các cơ quan, đơn vị; trưởng các thôn có tên trong văn bản này",),
        blocks=tuple(blocks),
        closing=f"{frame.issuer.name} đề nghị các đơn vị phối hợp thực hiện",
        signers=frame.signers,
        recipients=frame.recipients,
        filing=frame.issuer.filing,
        annexes=(_annex(says.missing),) if late else (),
        draft=frame.draft,
    )


def _line(unit: MissingUnit) -> str:
    told = [unit.state, f"hạn nộp {unit.last_day}" if unit.last_day else ""]
    said = ", ".join(part for part in told if part)
    return f"{unit.name} ({said});" if said else f"{unit.name};"


def _annex(missing: tuple[MissingUnit, ...]) -> Annex:
    columns = (
        TT,
        Column("Đơn vị", 7),
        Column("Hạn nộp", 2.5, Align.CENTRE),
        Column("Tình trạng", 4),
    )
    rows = tuple(
        (str(number), one.name, one.last_day, one.state)
        for number, one in enumerate(missing, start=1)
    )
    return Annex("Danh sách đơn vị chưa nộp", (Table(columns, rows),))
