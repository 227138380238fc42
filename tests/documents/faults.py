"""Faults that offices really make, one each, and the paper that has a place for every one."""

from __future__ import annotations

from datetime import date

from documents.paper import Annex, Column, Paper, Paragraph, Table
from tests.documents.papers import SENTENCE, header, report, sections

# Fault, rule it breaks, what is replaced in the words, by what.
WORDS = [
    ("en dash in the motto", 11, "Độc lập - Tự do - Hạnh phúc", "Độc lập – Tự do – Hạnh phúc"),
    ("motto without blanks", 11, "Độc lập - Tự do - Hạnh phúc", "Độc lập-Tự do-Hạnh phúc"),
    ("nation misspelt", 10, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CỘNG HÒA XHCN VIỆT NAM"),
    ("T/M", 38, "TM. ỦY BAN NHÂN DÂN", "T/M ỦY BAN NHÂN DÂN"),
    ("KT without full stop", 38, "KT. CHỦ TỊCH", "KT CHỦ TỊCH"),
    ("month 03", 19, "tháng 3 năm 2026</", "tháng 03 năm 2026</"),
    ("day 5", 19, "ngày 05 tháng", "ngày 5 tháng"),
    ("number without zero", 17, "Số: 07/", "Số: 7/"),
    ("number without colon", 17, "Số: 07/", "Số 07/"),
    ("blanks in the symbol", 17, "/BC-UBND</", " / BC - UBND</"),
    ("underscore in the symbol", 17, "/BC-UBND</", "/BC_UBND</"),
    ("last basis with semicolon", 24, "tỉnh Thái Nguyên.<", "tỉnh Thái Nguyên;<"),
    ("first basis with full stop", 24, "Thủ tướng Chính phủ;", "Thủ tướng Chính phủ."),
    ("basis without its lead", 24, "Căn cứ Kế hoạch", "Kế hoạch"),
    ("doctor before the name", 39, "Nông Thị Tuyên", "ThS. Nông Thị Tuyên"),
    ("Arabic annex", 45, "Phụ lục I<", "Phụ lục 1<"),
    ("annex title in small letters", 46, "KẾT QUẢ THEO THÔN", "Kết quả theo thôn"),
    ("annex without reference", 47, "(Kèm theo Báo cáo", "Kèm theo Báo cáo"),
    ("point e for đ", 35, "b) Kiểm tra", "c) Kiểm tra"),
    ("section in small letters", 32, "I. ĐẶC ĐIỂM", "I. Đặc điểm"),
    ("end mark missing", 36, "Phụ lục II)./.", "Phụ lục II)."),
    ("filing line without full stop", 43, "Lưu: VT, VHXH.", "Lưu: VT, VHXH"),
    ("recipient without semicolon", 43, "- Các thôn trên địa bàn xã;", "- Các thôn trên địa bàn"),
    ("Như trên without addressee", 44, "- Như trên;", "- Chủ tịch UBND xã;"),
    ("addressee without colon", 37, "Kính gửi:", "Kính gửi"),
    ("title in small letters", 20, "BÁO CÁO<", "Báo cáo<"),
    ("issuer in small letters", 15, "XÃ NA RÌ<", "Xã Na Rì<"),
    ("annex not mentioned", 48, " (kèm theo Phụ lục I, Phụ lục II)", ""),
    ("first citation without date", 25, "94/KH-UBND ngày 13 tháng 3 năm 2026", "94/KH-UBND"),
    ("decomposed text", 7, "6.790 hộ", "6.790 hy\u0323"),
]  # fmt: skip

# Fault, rule it breaks, style that makes it.
PDF_STYLES = [
    ("page number at the bottom", 8,
     "@page { @top-center { content: none } @bottom-center { content: counter(page) } }"),
    ("number on page 1", 8, "@page :first { @top-center { content: counter(page) } }"),
    ("number on the left", 8,
     "@page { @top-center { content: none } @top-left { content: counter(page) } }"),
    ("bold number", 8, "@page { @top-center { font-weight: 700 } }"),
    ("Nơi nhận 13 points", 42, ".recipients .recipients-label { font-size: 13pt }"),
    ("recipients 12 points", 43, ".recipients p { font-size: 12.5pt }"),
    ("Nơi nhận lower than the signer", 42,
     ".foot .recipients{vertical-align:top} .recipients .recipients-label{padding-top:12pt}"),
    ("body left aligned", 26, ".text { text-align: left }"),
    ("body 12 points", 26, ".text { font-size: 12pt }"),
    ("no indent", 27, ".text { text-indent: 5mm }"),
    ("paragraphs stick together", 28, ".text { margin-bottom: 2pt }"),
    ("two-line spacing", 29, ".text { line-height: 2.2 }"),
    ("narrow left margin", 5, "@page { margin-left: 25mm }"),
    ("wide right margin", 6, "@page { margin-right: 22mm }"),
    ("narrow top margin", 3, "@page { margin-top: 15mm }"),
    ("narrow bottom margin", 4, "@page { margin-bottom: 5mm }"),
    ("Letter paper", 1, "@page { size: 216mm 279mm }"),
    ("landscape body", 2, "@page { size: 297mm 210mm }"),
    ("blue text", 7, ".text { color: #00f }"),
    ("another font", 7, ".text { font-family: 'DejaVu Sans' }"),
    ("thin nation", 10, "p.nation { font-weight: 400 }"),
    ("nation on two lines", 10, ".head p.nation { white-space: normal; width: 60mm }"),
    ("short line under the motto", 12, ".motto-rule { width: 20mm }"),
    ("no line under the motto", 12, ".motto-rule { border: 0 }"),
    ("motto far below", 13, ".motto { margin-top: 12pt }"),
    ("long line under the issuer", 16, ".issuer-rule { width: 60mm }"),
    ("long line under the abstract", 22, ".abstract-rule { width: 90% }"),
    ("thin issuer", 15, ".issuing { font-weight: 400 }"),
    ("upright date", 18, ".date { font-style: normal }"),
    ("date lower than the number", 18,
     ".head .line td { vertical-align: top } .date { padding-top: 9pt }"),
    ("number in 11 points", 17, ".number { font-size: 11pt }"),
    ("title on the left", 20, "h1 { text-align: left; padding-left: 55mm }"),
    ("thin abstract", 21, ".abstract { font-weight: 400 }"),
    ("upright basis", 24, ".text i { font-style: normal }"),
    ("thin section", 32, "h2 { font-weight: 400 }"),
    ("small topic", 34, "h3 { font-size: 12pt }"),
    ("upright annex reference", 47, ".annex-reference { font-style: normal }"),
    ("annex label 12 points", 45, ".annex-label { font-size: 12pt }"),
    ("annex goes on counting", 9, "@page :nth(1 of annex-1) { counter-reset: none }"),
    ("number on an annex's first page", 9,
     "@page :nth(1 of annex-2) { @top-center { content: counter(page) } }"),
]  # fmt: skip


def broken_paper() -> Paper:
    """A report with everything in it that the faults touch, three pages and two annexes."""
    villages = Table(
        (Column("TT", 0.2), Column("Thôn")), tuple((str(n), f"Bản {n}") for n in range(1, 33))
    )
    return report(
        head=header(number=7, dated=date(2026, 3, 5)),
        blocks=sections(3),
        annexes=(
            Annex("Kết quả theo thôn", (villages,), landscape=True),
            Annex("Danh sách được công nhận", (Paragraph(SENTENCE),)),
        ),
    )
