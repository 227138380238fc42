"""Papers that the tests set: the reports of Na Rì, the sheet of Bản Pò, and hostile ones.

Nông Thị Tuyên, deputy chair, signs for the commune; Lường Văn Hiệp heads the office; in the
village Bản Pò Nông Văn Bình is head and Hoàng Văn Sính chairs the Front committee.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from documents.paper import (
    Align,
    Annex,
    Block,
    BulletList,
    Column,
    DraftDate,
    GroupRow,
    Heading,
    Level,
    Paper,
    PaperHeader,
    PaperKind,
    Paragraph,
    Run,
    Signer,
    Table,
)

SENTENCE = (
    "Phát huy sức mạnh của cả hệ thống chính trị trong việc tuyên truyền, nâng cao nhận thức của "
    "các tầng lớp Nhân dân về vai trò, ý nghĩa và sự cần thiết của công tác khuyến học, khuyến "
    "tài, học tập suốt đời, xây dựng xã hội học tập; từ đó tích cực tham gia bằng những hành "
    "động, việc làm cụ thể."
)
LONG_NAME = (
    "Cả nước thi đua xây dựng xã hội học tập, đẩy mạnh học tập suốt đời, chuyển đổi số trong "
    "giáo dục giai đoạn 2026 - 2030 trên địa bàn xã"
)
BASES = (
    "Căn cứ Quyết định số 1315/QĐ-TTg ngày 09 tháng 11 năm 2023 của Thủ tướng Chính phủ",
    "Kế hoạch số 94/KH-UBND ngày 13 tháng 3 năm 2026 của Ủy ban nhân dân tỉnh Thái Nguyên",
)


def header(
    *,
    issuing_body: tuple[str, ...] = ("ỦY BAN NHÂN DÂN", "XÃ NA RÌ"),
    parent_body: str = "",
    dated: date | DraftDate = date(2026, 12, 4),
    number: int | None = 126,
    symbol: str = "BC-UBND",
    place: str = "Na Rì",
) -> PaperHeader:
    """The header of a paper of the commune Na Rì."""
    return PaperHeader(
        issuing_body=issuing_body,
        issuer_name="Ủy ban nhân dân xã Na Rì",
        place=place,
        dated=dated,
        parent_body=parent_body,
        symbol=symbol,
        number=number,
    )


def models_table(rows: int = 5, caption: str = "Bảng 2. Kết quả các mô hình học tập") -> Table:
    """Learning models with a denominator named in the header."""
    names = ("Gia đình học tập", "Dòng họ học tập", "Cộng đồng học tập", "Đơn vị học tập")
    right = Align.RIGHT
    return Table(
        columns=(
            Column("Mô hình", 3),
            Column("Tổng số", align=right),
            Column("Số đăng ký", align=right),
            Column("Số đạt", align=right),
            Column("Tỷ lệ đạt/ĐK (%)", align=right),
        ),
        rows=tuple((names[n % 4], "6.790", "5.000", "4.718", f"{n},4") for n in range(rows)),
        total=("Cộng", "27.160", "20.000", "18.872", "94,4"),
        caption=caption,
        note="Ghi chú: tỷ lệ tính trên số đăng ký.",
    )


def villages_table(count: int) -> Table:
    """One row a village, twelve columns, three of them under a common header."""
    right = Align.RIGHT
    columns = (
        Column("TT", 0.5, Align.CENTRE),
        Column("Thôn", 2.5),
        *(Column(name, align=right) for name in ("Tổng hộ", "ĐK", "Đạt", "%")),
        *(Column(name, 0.8, right, group="Dòng họ") for name in ("Tổng", "ĐK", "Đạt")),
        Column("CĐHT đạt", align=Align.CENTRE),
        Column("Số hộ đạt 3 năm liên tục", 1.3, right),
        Column("Ghi chú", 2),
    )
    row = ("185", "120", "110", "91,7", "4", "3", "2", "x", "45", "")
    rows = tuple((str(n), f"Bản Pò {n}", *row) for n in range(1, count + 1))
    total = ("", "Tổng cộng", *row)
    return Table(columns, rows, total=total)


def criteria_table(count: int) -> Table:
    """Long criteria, one in ten rows a group's name."""
    rows: list[tuple[str, ...] | GroupRow] = []
    for number in range(1, count + 1):
        if number % 10 == 1:
            rows.append(GroupRow(f"Nhóm {number // 10 + 1}. Đối với thôn, bản"))
        rows.append((str(number), f"{SENTENCE[:140]} {number}", "Đạt", "Đạt một phần"))
    columns = (Column("TT", 0.4, Align.CENTRE), Column("Tiêu chí", 5), Column("Tự đánh giá"),
               Column("Thẩm định"))  # fmt: skip
    return Table(columns, tuple(rows), caption="Bảng 1. Kết quả theo tiêu chí")


def sections(paragraphs: int, tables: tuple[Table, ...] = ()) -> tuple[Block, ...]:
    """Three sections with topics, lettered points and lists; tables in the second."""
    blocks: list[Block] = []
    for title in ("Đặc điểm tình hình", "Kết quả thực hiện", "Đánh giá chung"):
        blocks += [Heading(Level.SECTION, title), Heading(Level.TOPIC, "Tình hình")]
        blocks += [Paragraph(SENTENCE)] * paragraphs
        blocks += [Heading(Level.POINT, "Tuyên truyền"), Heading(Level.POINT, "Kiểm tra")]
        blocks.append(Paragraph(("Toàn xã có ", Run("40", bold=True), " thôn, 6.790 hộ.")))
        if title.startswith("Kết quả"):
            blocks += [BulletList(("35 buổi phát thanh;", "12 lớp, 480 lượt người.")), *tables]
    return tuple(blocks)


def report(
    *,
    blocks: tuple[Block, ...] | None = None,
    head: PaperHeader | None = None,
    abstract: str = "Kết quả thực hiện Phong trào thi đua xây dựng xã hội học tập năm 2026",
    addressees: tuple[str, ...] = ("Ủy ban nhân dân tỉnh Thái Nguyên",),
    legal_basis: tuple[str, ...] = BASES,
    closing: str = "Trên đây là báo cáo kết quả Phong trào thi đua năm 2026 của xã Na Rì.",
    signer: Signer | None = None,
    annexes: tuple[Annex, ...] = (),
    draft: bool = False,
) -> Paper:
    """The commune's report, one page unless more is given."""
    chosen = Signer(("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), "Nông Thị Tuyên")
    return Paper(
        kind=PaperKind.ANNUAL_REPORT,
        header=head or header(),
        title="Báo cáo",
        abstract=abstract,
        blocks=(Paragraph(SENTENCE), Paragraph(SENTENCE)) if blocks is None else blocks,
        closing=closing,
        signers=(signer or chosen,),
        addressees=addressees,
        legal_basis=legal_basis,
        recipients=("TT Đảng ủy, TT HĐND xã", "Các thôn trên địa bàn xã"),
        filing=("VT", "VHXH"),
        annexes=annexes,
        draft=draft,
    )


def office_report() -> Paper:
    """The report of the commune's office to its committee: parent body, two addressees."""
    head = header(
        parent_body="UBND xã Na Rì",
        issuing_body=("PHÒNG VĂN HÓA - XÃ HỘI",),
        symbol="BC-VHXH",
        number=7,
        dated=date(2026, 2, 5),
    )
    return report(
        head=head,
        blocks=sections(1, (models_table(),)),
        addressees=("Ủy ban nhân dân xã Na Rì", "Ban Chỉ đạo xây dựng xã hội học tập xã Na Rì"),
        signer=Signer(("Trưởng phòng",), "Lường Văn Hiệp"),
    )


def village_sheet(blocks: tuple[Block, ...] | None = None) -> Paper:
    """The self-assessment of Bản Pò: motto, no number, two signers."""
    head = PaperHeader(
        parent_body="UBND xã Na Rì",
        issuing_body=("THÔN BẢN PÒ",),
        issuer_name="Thôn Bản Pò",
        place="Na Rì",
        dated=date(2026, 11, 20),
    )
    return Paper(
        kind=PaperKind.VILLAGE_SHEET,
        header=head,
        title="Phiếu tự đánh giá",
        abstract="Kết quả Phong trào thi đua xây dựng xã hội học tập năm 2026 của thôn Bản Pò",
        blocks=sections(0, (models_table(),)) if blocks is None else blocks,
        closing="Kết quả này đã được họp thôn ngày 18 tháng 11 năm 2026 thông qua",
        signers=(
            Signer(("Trưởng Ban Công tác Mặt trận",), "Hoàng Văn Sính"),
            Signer(("Trưởng thôn",), "Nông Văn Bình"),
        ),
    )


def with_two_annexes(villages: int = 40) -> Paper:
    """A report whose first annex lies on its side."""
    return report(
        blocks=sections(1),
        annexes=(
            Annex("Kết quả theo thôn", (villages_table(villages),), landscape=True),
            Annex("Danh sách được công nhận", (Paragraph(SENTENCE), models_table(8, ""))),
        ),
    )


def hostile_names() -> Paper:
    """An issuer and a movement of more than 120 characters, a place of six words."""
    head = header(
        parent_body="Ban Chấp hành Đảng bộ và Ủy ban nhân dân thành phố trực thuộc Trung ương",
        issuing_body=(LONG_NAME.upper(),),
        place="Thành phố Hồ Chí Minh",
        dated=DraftDate(2026, 12),
        number=None,
    )
    return report(head=head, abstract=LONG_NAME, blocks=sections(1), draft=True)


PAPERS: dict[str, Callable[[], Paper]] = {
    "one page": report,
    "three pages": lambda: report(blocks=sections(4, (models_table(),))),
    "office": office_report,
    "one annex": lambda: report(annexes=(Annex("Kết quả theo thôn", (villages_table(5),)),)),
    "two annexes": with_two_annexes,
    "village sheet": village_sheet,
    "hostile names": hostile_names,
    "sixty criteria": lambda: report(blocks=sections(1, (criteria_table(60),))),
    "empty sections": lambda: report(
        blocks=(
            Heading(Level.SECTION, "Kết quả"),
            Table((Column("Mô hình"),), (), caption="Bảng 2. Mô hình học tập"),
            Heading(Level.SECTION, "Kiến nghị"),
            BulletList(()),
        ),
        addressees=(),
        legal_basis=(),
    ),
}
