"""Receipts and registers, and tables that are a paper of their own."""

from __future__ import annotations

from dataclasses import dataclass

from documents.paper import Align, Column, Paper, PaperKind, Paragraph, Table
from documents.papers.common import TT, Frame


@dataclass(frozen=True)
class Receipt:
    """What was received from whom. ``code`` is the receipt's own check code."""

    from_whom: str
    what: str
    received_at: str
    code: str
    channel: str = ""
    parts: tuple[tuple[str, str], ...] = ()


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
            table,
        ),
        closing="Giấy này để làm căn cứ theo dõi, đối chiếu khi cần",
        signers=frame.signers,
        draft=frame.draft,
    )


@dataclass(frozen=True)
class TablePaper:
    """A table that is the paper: ``title`` ("Bảng tổng hợp", "Sổ theo dõi"), ``subject``, table."""

    title: str
    subject: str
    table: Table
    remark: str = ""
    landscape: bool = True


def summary_table(frame: Frame, says: TablePaper) -> Paper:
    """``Bảng tổng hợp``, on its side."""
    return _table_paper(frame, says, PaperKind.SUMMARY_TABLE)


def register(frame: Frame, says: TablePaper) -> Paper:
    """``Sổ theo dõi``, on its side."""
    return _table_paper(frame, says, PaperKind.REGISTER)


def _table_paper(frame: Frame, says: TablePaper, kind: PaperKind) -> Paper:
    return Paper(
        kind=kind,
        header=frame.header(),
        title=says.title,
        abstract=says.subject,
        blocks=(*([Paragraph(says.remark)] if says.remark else []), says.table),
        closing="",
        signers=frame.signers,
        draft=frame.draft,
        landscape=says.landscape,
    )
