"""Receipts and registers, and tables that are a paper of their own."""

from __future__ import annotations

from dataclasses import dataclass

from documents.paper import Align, Column, Paper, PaperKind, Paragraph, Table
from documents.papers.common import TT, Frame, Written


@dataclass(frozen=True)
class Receipt:
    """What was received from whom. ``code`` is the receipt's own check code.

    ``remarks``: sentences about who handed in, the last day, where the code is checked.
    """

    from_whom: str
    what: str
    received_at: str
    code: str
    channel: str = ""
    parts: tuple[tuple[str, str], ...] = ()
    remarks: tuple[str, ...] = ()


def receipt(frame: Frame, says: Receipt) -> Paper:
    """``Giấy biên nhận``: who handed in what, when, and the code by which it is found again."""
    how = f" ({says.channel})" if says.channel else ""
    table = Table(
        columns=(TT, Column("Thành phần", 8), Column("Số lượng", 2, Align.RIGHT)),
        rows=tuple((str(n), name, count) for n, (name, count) in enumerate(says.parts, start=1)),
        empty_text="Không có tệp gửi kèm.",
    )
    return Paper(
        kind=PaperKind.RECEIPT,
        header=frame.header(),
        title="Giấy biên nhận",
        abstract=f"Nhận {says.what}",
        blocks=(
            Paragraph(f"{frame.issuer.name} đã nhận của {says.from_whom}: {says.what}{how}."),
            Paragraph(f"Thời điểm nhận: {says.received_at}. Mã biên nhận: {says.code}."),
            *(Paragraph(one) for one in says.remarks),
            table,
        ),
        closing="Giấy này để làm căn cứ theo dõi, đối chiếu khi cần",
        signers=frame.signers,
        draft=frame.draft,
    )


@dataclass(frozen=True)
class TablePaper:
    """A table that is the paper, with words before or after it.

    ``title``: "Bảng tổng hợp", "Sổ theo dõi".
    """

    title: str
    says: Written
    landscape: bool = True


def summary_table(frame: Frame, given: TablePaper) -> Paper:
    """``Bảng tổng hợp``, on its side."""
    return _table_paper(frame, given, PaperKind.SUMMARY_TABLE)


def register(frame: Frame, given: TablePaper) -> Paper:
    """``Sổ theo dõi``, on its side."""
    return _table_paper(frame, given, PaperKind.REGISTER)


def _table_paper(frame: Frame, given: TablePaper, kind: PaperKind) -> Paper:
    return Paper(
        kind=kind,
        header=frame.header(),
        title=given.title,
        abstract=given.says.abstract,
        blocks=given.says.blocks,
        closing=given.says.closing,
        signers=frame.signers,
        draft=frame.draft,
        landscape=given.landscape,
    )
