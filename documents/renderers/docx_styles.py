"""The named styles of a paper in Word: what an officer sees in the style list and may change.

One table of styles; nothing in the body is formatted by hand except bold and italic runs.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from documents.renderers.printed import (
    DATE_SIZE,
    INDENT,
    ISSUER_SIZE,
    MOTTO_SIZE,
    NATION_SIZE,
    NUMBER_SIZE,
    RECIPIENTS_LABEL_SIZE,
    RECIPIENTS_SIZE,
    SUBJECT_SIZE,
    TEXT_SIZE,
)

FONT: Final = "Times New Roman"
TWIPS_PER_MM: Final = 1440 / 25.4
TWIPS_PER_POINT: Final = 20
# Room for the handwritten signature and the seal.
SIGNATURE_GAP: Final = 72.0
CELL_SIZES: Final = (13.0, 12.0, 11.0, 10.0, 9.0)
# Ten per cent over single spacing, which the faces' own line height gives.
_TEXT_LINE: Final = 264
_SINGLE: Final = 240


def twips(millimetres: float) -> int:
    """Millimetres in Word's unit, a twentieth of a point."""
    return round(millimetres * TWIPS_PER_MM)


@dataclass(frozen=True, slots=True)
class WordStyle:
    """A paragraph style. Sizes and spaces in points, indents in millimetres."""

    id: str
    name: str
    size: float = TEXT_SIZE
    align: str = "center"
    bold: bool = False
    italic: bool = False
    before: float = 0.0
    after: float = 0.0
    first_line: float = 0.0
    left: float = 0.0
    line: int = _SINGLE
    # Exact line height in points, for lines that stand level across two cells.
    exact: float = 0.0
    keep_next: bool = False
    outline: int | None = None


_BODY: Final = WordStyle(
    "NoiDung", "Nội dung", align="both", after=6, first_line=INDENT, line=_TEXT_LINE
)
_HEADING: Final = replace(_BODY, align="left", bold=True, keep_next=True)
_LEVEL: Final = 18.0

STYLES: Final = (
    WordStyle("QuocHieu", "Quốc hiệu", NATION_SIZE, bold=True),
    WordStyle("TieuNgu", "Tiêu ngữ", MOTTO_SIZE, bold=True),
    WordStyle("CoQuanChuQuan", "Cơ quan chủ quản", ISSUER_SIZE),
    WordStyle("CoQuanBanHanh", "Cơ quan ban hành", ISSUER_SIZE, bold=True),
    WordStyle("SoKyHieu", "Số ký hiệu", NUMBER_SIZE, before=6, exact=_LEVEL),
    WordStyle("DiaDanh", "Địa danh và thời gian", DATE_SIZE, italic=True, before=6, exact=_LEVEL),
    WordStyle("DiaDanhNho", "Địa danh dài", 13, italic=True, before=6, exact=_LEVEL),
    WordStyle("TrichYeuCongVan", "Trích yếu công văn", SUBJECT_SIZE, before=6),
    WordStyle("TrichYeuCongVanTiep", "Trích yếu công văn tiếp", SUBJECT_SIZE),
    WordStyle("DuThao", "Dự thảo", ISSUER_SIZE, bold=True, before=4),
    WordStyle("DuongKe", "Đường kẻ", 1, exact=4, before=1),
    WordStyle("TenLoai", "Tên loại văn bản", bold=True, before=14, keep_next=True, outline=0),
    WordStyle("TrichYeu", "Trích yếu", bold=True, line=_TEXT_LINE, keep_next=True),
    WordStyle("ThamQuyen", "Thẩm quyền ban hành", bold=True, line=_TEXT_LINE, keep_next=True),
    WordStyle("QuyetDinh", "Lệnh quyết định", bold=True, before=6, after=6, keep_next=True),
    WordStyle("KinhGui", "Kính gửi", align="left", left=30, line=_TEXT_LINE),
    WordStyle("KinhGuiTiep", "Kính gửi tiếp", align="left", left=50, line=_TEXT_LINE),
    replace(_BODY, id="CanCu", name="Căn cứ", italic=True),
    _BODY,
    replace(_BODY, id="KetThuc", name="Câu kết", keep_next=True),
    replace(_BODY, id="Dieu", name="Điều"),
    replace(_BODY, id="GachDauDong", name="Gạch đầu dòng"),
    replace(_HEADING, id="Heading1", name="heading 1", outline=1),
    replace(_HEADING, id="Heading2", name="heading 2", outline=2),
    replace(_HEADING, id="Heading3", name="heading 3", bold=False, align="both", outline=3),
    WordStyle("TenBang", "Tên bảng", 13, bold=True, before=4, after=4, keep_next=True),
    WordStyle("GhiChuBang", "Ghi chú bảng", 12, align="left", italic=True, before=3, after=8),
    *(WordStyle(f"OBang{size:.0f}", f"Ô bảng {size:.0f}", size, "left", before=1, after=1)
      for size in CELL_SIZES),
    WordStyle("NoiNhan", "Nơi nhận", RECIPIENTS_LABEL_SIZE, "left", bold=True, italic=True,
              exact=_LEVEL, keep_next=True),
    WordStyle("DanhSachNoiNhan", "Danh sách nơi nhận", RECIPIENTS_SIZE, "left", keep_next=True),
    WordStyle("ChucVu", "Quyền hạn, chức vụ", bold=True, exact=_LEVEL, keep_next=True),
    WordStyle("HoTen", "Họ và tên", bold=True, before=SIGNATURE_GAP),
    WordStyle("ChucVuKiem", "Chức vụ trong cơ quan", bold=True, before=SIGNATURE_GAP,
              keep_next=True),
    WordStyle("HoTenDuoi", "Họ và tên dưới chức vụ", bold=True),
    WordStyle("NhanPhuLuc", "Nhãn phụ lục", bold=True, keep_next=True, outline=0),
    WordStyle("TenPhuLuc", "Tên phụ lục", bold=True, keep_next=True),
    WordStyle("KemTheo", "Kèm theo", italic=True, after=10, keep_next=True),
    WordStyle("Khoang", "Khoảng trống", 1, exact=6),
    WordStyle("NgatPhan", "Ngắt phần", 1, "left", exact=1),
    WordStyle("Header", "header"),
)  # fmt: skip

_NAMESPACE: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_FONTS: Final = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'


def styles_xml() -> str:
    """The whole of ``word/styles.xml``: defaults without theme fonts, then every style."""
    return (
        f'<w:styles xmlns:w="{_NAMESPACE}"><w:docDefaults><w:rPrDefault><w:rPr>{_FONTS}'
        '<w:color w:val="000000"/><w:sz w:val="28"/><w:szCs w:val="28"/>'
        '<w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0" w:line="240"'
        ' w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        f"<w:qFormat/><w:rPr>{_FONTS}</w:rPr></w:style>"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr>'
        "</w:style>"
        f"{''.join(map(_style, STYLES))}</w:styles>"
    )


def _style(style: WordStyle) -> str:
    outline = "" if style.outline is None else f'<w:outlineLvl w:val="{style.outline}"/>'
    keep = "<w:keepNext/>" if style.keep_next else ""
    line, rule = (
        (round(style.exact * TWIPS_PER_POINT), "exact")
        if style.exact
        else (
            style.line,
            "auto",
        )
    )
    bold = "<w:b/><w:bCs/>" if style.bold else ""
    italic = "<w:i/><w:iCs/>" if style.italic else ""
    half_points = round(style.size * 2)
    return (
        f'<w:style w:type="paragraph" w:customStyle="{int(not style.id.startswith("H"))}"'
        f' w:styleId="{style.id}"><w:name w:val="{style.name}"/><w:basedOn w:val="Normal"/>'
        f"<w:qFormat/><w:pPr>{keep}"
        f'<w:spacing w:before="{round(style.before * TWIPS_PER_POINT)}"'
        f' w:after="{round(style.after * TWIPS_PER_POINT)}" w:line="{line}" w:lineRule="{rule}"/>'
        f'<w:ind w:left="{twips(style.left)}" w:firstLine="{twips(style.first_line)}"/>'
        f'<w:jc w:val="{style.align}"/>{outline}</w:pPr>'
        f'<w:rPr>{bold}{italic}<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/></w:rPr>'
        "</w:style>"
    )
