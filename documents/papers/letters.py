"""Letters of the office: reminding units that have not handed in."""

from __future__ import annotations

from dataclasses import dataclass

from documents.paper import Align, Annex, BulletList, Column, Paper, PaperKind, Paragraph, Table
from documents.papers.common import TT, Frame, Written

# More than this stand in an annex.
MOST_NAMED = 12


@dataclass(frozen=True)
class MissingUnit:
    """A unit that has not handed in: its last day and what it has done so far, as printed."""

    name: str
    last_day: str = ""
    state: str = ""


@dataclass(frozen=True)
class Missing:
    """What is missing of whom.

    ``what``: "phiếu tự đánh giá kết quả Phong trào … năm 2026". ``basis``: what it is asked by.
    """

    what: str
    on: str
    handed_in: int
    all_units: int
    units: tuple[MissingUnit, ...]
    basis: str = ""
    villages: int = 0

    @property
    def addressee(self) -> str:
        """Whom the letter addresses: heads of bodies, of villages, or of both."""
        bodies = len(self.units) > self.villages
        heads = [
            *(["Thủ trưởng các cơ quan, đơn vị"] if bodies else []),
            *(["trưởng các thôn"] if self.villages else []),
        ]
        named = f"{'; '.join(heads)} có tên trong văn bản này"
        return named[0].upper() + named[1:]

    @property
    def are_many(self) -> bool:
        """Whether the units stand in an annex."""
        return len(self.units) > MOST_NAMED


def told(missing: Missing) -> tuple[Paragraph | BulletList, ...]:
    """How many have handed in, and every unit that has not; many are named in the annex."""
    lead = f"{missing.basis.rstrip('.;, ')}; đến" if missing.basis else "Đến"
    done = (
        f"{lead} ngày {missing.on} đã có {missing.handed_in}/{missing.all_units} đơn vị nộp "
        f"{missing.what}."
    )
    if not missing.units:
        return (Paragraph(f"{done} Không còn đơn vị nào chưa nộp."),)
    left = f"{done} Còn {len(missing.units)} đơn vị chưa nộp"
    if missing.are_many:
        return (Paragraph(f"{left} (danh sách tại Phụ lục kèm theo)."),)
    *before, last = (_line(one) for one in missing.units)
    return Paragraph(f"{left}:"), BulletList((*(f"{one};" for one in before), f"{last}."))


def reminder_letter(frame: Frame, missing: Missing, says: Written) -> Paper:
    """``Công văn đôn đốc``; ``says`` holds what was ``told`` and what the office asks."""
    return Paper(
        kind=PaperKind.LETTER,
        header=frame.header(frame.issuer.letter_symbol),
        title="",
        abstract=says.abstract,
        addressees=(missing.addressee,),
        blocks=says.blocks,
        closing=says.closing,
        signers=frame.signers,
        recipients=frame.recipients,
        filing=frame.issuer.filing,
        annexes=(_annex(missing.units),) if missing.are_many else (),
        draft=frame.draft,
    )


def _line(unit: MissingUnit) -> str:
    told = [unit.state, f"hạn nộp {unit.last_day}" if unit.last_day else ""]
    said = ", ".join(part for part in told if part)
    return f"{unit.name} ({said})" if said else unit.name


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
