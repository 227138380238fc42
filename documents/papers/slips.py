"""Receipts and registers, and tables that are a paper of their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from documents.outlines import Vocabulary
from documents.paper import Align, Column, Paper, PaperKind, Table
from documents.papers.common import TT, Frame, Written
from documents.papers.template import Template


@dataclass(frozen=True)
class Receipt:
    """What was received from whom. ``code`` is the receipt's own check code.

    ``channel``: how it came; ``who`` handed it in; ``last_day``: of the duty, and whether it was
    kept; ``check_url``: where anybody checks the code.
    """

    from_whom: str
    what: str
    received_at: str
    code: str
    channel: str
    parts: tuple[tuple[str, str], ...] = ()
    who: str = ""
    last_day: str = ""
    check_url: str = ""


def receipt(frame: Frame, says: Receipt, outline: str = "") -> Paper:
    """``Giấy biên nhận``: who handed in what, when, and the code by which it is found again."""
    said = RECEIPT.written((frame, says), outline)
    return Paper(
        kind=PaperKind.RECEIPT,
        header=frame.header(),
        title="Giấy biên nhận",
        abstract=said.abstract,
        blocks=said.blocks,
        closing=said.closing,
        signers=frame.signers,
        draft=frame.draft,
    )


def _received(given: tuple[Frame, Receipt]) -> dict[str, str]:
    frame, says = given
    return {
        "co_quan": frame.issuer.name,
        "don_vi_nop": says.from_whom,
        "noi_dung_nhan": says.what,
        "cach_nop": says.channel,
        "luc_nhan": says.received_at,
        "ma_bien_nhan": says.code,
        "nguoi_nop": says.who,
        "han_nop": says.last_day,
        "noi_kiem_tra": says.check_url,
    }


def _parts(given: tuple[Frame, Receipt]) -> tuple[Table]:
    parts = given[1].parts
    table = Table(
        columns=(TT, Column("Thành phần", 8), Column("Số lượng", 2, Align.RIGHT)),
        rows=tuple((str(n), name, count) for n, (name, count) in enumerate(parts, start=1)),
        empty_text="Không có tệp gửi kèm.",
    )
    return (table,)


RECEIPT: Final[Template[tuple[Frame, Receipt]]] = Template(
    Vocabulary(
        {
            "co_quan": "cơ quan nhận, ví dụ: Ủy ban nhân dân xã Na Rì",
            "don_vi_nop": "đơn vị nộp, ví dụ: thôn Bản Pò",
            "noi_dung_nhan": "giấy tờ đã nhận, ví dụ: phiếu tự đánh giá năm 2026",
            "cach_nop": "nộp trên hệ thống, hay văn phòng nhập thay và nhận bằng cách nào",
            "luc_nhan": "giờ, ngày nhận",
            "ma_bien_nhan": "mã biên nhận",
            "nguoi_nop": "họ tên người nộp",
            "han_nop": "ngày cuối của hạn nộp, đúng hạn hay muộn; đơn vị không có hạn thì không có",
            "noi_kiem_tra": "trang kiểm tra mã; cổng chưa có địa chỉ chung thì không có",
        },
        {"thanh_phan": "bảng những gì đã nhận, số lượng"},
        # Without these nobody can hold the office to what it took in.
        frozenset(
            {"don_vi_nop", "noi_dung_nhan", "cach_nop", "luc_nhan", "ma_bien_nhan", "thanh_phan"}
        ),
        frozenset({"nguoi_nop", "han_nop", "noi_kiem_tra"}),
    ),
    """\
Trích yếu: Nhận {{noi_dung_nhan}}
Câu kết: Giấy này để làm căn cứ theo dõi, đối chiếu khi cần
{{co_quan}} đã nhận của {{don_vi_nop}}: {{noi_dung_nhan}} ({{cach_nop}}).
Thời điểm nhận: {{luc_nhan}}. Mã biên nhận: {{ma_bien_nhan}}.
Người nộp: {{nguoi_nop}}.
Ngày cuối của hạn nộp: {{han_nop}}.
Ai cầm giấy này kiểm tra được mã biên nhận tại {{noi_kiem_tra}}
[[thanh_phan]]
""",
    _received,
    {"thanh_phan": _parts},
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
