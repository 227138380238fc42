"""What the outline of a consolidated report may hold, and its outline until it is changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from documents.outlines import Outline, PartKind, Vocabulary, filled, read_outline
from documents.paper import BulletList, Heading, Paragraph
from reports.papers import conclusions, letterhead, results, situation, words
from reports.papers.fields import write_fields
from reports.papers.movement import Movement, movement_of
from reports.papers.script import Script
from reports.papers.targets import write_targets

FIELDS: Final = {
    "don_vi": "tên đơn vị, ví dụ: Xã Na Rì",
    "co_quan": "cơ quan ban hành, ví dụ: Ủy ban nhân dân xã Na Rì",
    "nam": "năm báo cáo",
    "nam_sau": "năm sau năm báo cáo",
    "ngay_so_lieu": "ngày tính số liệu",
    "phong_trao": "tên ngắn của phong trào, dùng trong trích yếu",
    "phong_trao_day_du": "tên đầy đủ của phong trào kèm tên gọi tắt",
}
BLOCKS: Final = {
    "dac_diem_chung": "số thôn, số hộ, nhân khẩu, đơn vị tham gia",
    "thuan_loi_kho_khan": "thuận lợi và khó khăn",
    "van_ban": "văn bản đã ban hành",
    "kien_toan": "kiện toàn Ban Chỉ đạo",
    "tuyen_truyen": "công tác tuyên truyền",
    "phat_dong": "phát động, đăng ký thi đua",
    "kiem_tra": "kiểm tra, giám sát",
    "tinh_hinh_nop": "tình hình nộp phiếu, đơn vị chưa nộp",
    "tieu_chi": "kết quả theo tiêu chí của các nhóm",
    "mo_hinh": "các mô hình học tập",
    "cong_dan": "công dân học tập",
    "linh_vuc": "trung tâm học tập, xóa mù chữ, khuyến học, kỹ năng số, thư viện, cơ quan",
    "chi_tieu": "so sánh với chỉ tiêu của kế hoạch",
    "danh_hieu": "danh hiệu đã công nhận",
    "khen_thuong": "khen thưởng trong năm",
    "dien_hinh": "điển hình tiên tiến, mô hình hay",
    "danh_gia": "ưu điểm, hạn chế, nguyên nhân, bài học",
    "nam_sau": "chỉ tiêu và nhiệm vụ năm sau",
    "kien_nghi": "kiến nghị, đề xuất",
}
# A report without these does not say who reported, nor what was reached.
REQUIRED: Final = frozenset({"tinh_hinh_nop", "tieu_chi", "chi_tieu"})
VOCABULARY: Final = Vocabulary(FIELDS, BLOCKS, REQUIRED)

DEFAULT: Final = """\
Trích yếu: Kết quả thực hiện {{phong_trao}} năm {{nam}}
Câu kết: Trên đây là kết quả thực hiện {{phong_trao}} năm {{nam}}, {{co_quan}} trân trọng báo cáo
{{co_quan}} báo cáo kết quả năm {{nam}} thực hiện {{phong_trao_day_du}}, \
số liệu tính đến ngày {{ngay_so_lieu}}, như sau:
# Đặc điểm tình hình
[[dac_diem_chung]]
[[thuan_loi_kho_khan]]
# Công tác lãnh đạo, chỉ đạo, tổ chức triển khai
[[van_ban]]
[[kien_toan]]
[[tuyen_truyen]]
[[phat_dong]]
[[kiem_tra]]
[[tinh_hinh_nop]]
# Kết quả thực hiện
[[tieu_chi]]
[[mo_hinh]]
[[cong_dan]]
[[linh_vuc]]
[[chi_tieu]]
# Công tác thi đua, khen thưởng
[[danh_hieu]]
[[khen_thuong]]
[[dien_hinh]]
# Đánh giá chung
[[danh_gia]]
# Phương hướng, nhiệm vụ năm {{nam_sau}}
[[nam_sau]]
# Kiến nghị, đề xuất
[[kien_nghi]]
"""

_WRITERS: Final[Mapping[str, Callable[[Script], None]]] = {
    "thuan_loi_kho_khan": situation.favourable,
    "van_ban": situation.documents,
    "kien_toan": situation.committee,
    "tuyen_truyen": situation.propaganda,
    "phat_dong": situation.sign_up,
    "kiem_tra": situation.inspections,
    "tinh_hinh_nop": situation.reporting,
    "tieu_chi": results.criteria,
    "mo_hinh": results.models,
    "cong_dan": results.citizens,
    "linh_vuc": write_fields,
    "chi_tieu": write_targets,
    "danh_hieu": conclusions.titles,
    "khen_thuong": conclusions.awards,
    "dien_hinh": conclusions.examples,
    "danh_gia": conclusions.evaluation,
    "nam_sau": conclusions.next_year,
    "kien_nghi": conclusions.proposals,
}


def outline_of(snapshot: dict[str, Any]) -> Outline:
    """The outline that was frozen with the figures; the product's own where there was none.

    A default sentence stands where the outline gives no subject or no closing.
    """
    usual = read_outline(DEFAULT, VOCABULARY)
    text = snapshot.get("outline", "")
    chosen = read_outline(text, VOCABULARY) if text else usual
    return Outline(chosen.parts, chosen.subject or usual.subject, chosen.closing or usual.closing)


def values_of(snapshot: dict[str, Any]) -> dict[str, str]:
    """What stands for the fields in this report."""
    movement = movement_of(snapshot["campaign"])
    return {
        "don_vi": str(snapshot["unit"]["name"]),
        "co_quan": letterhead.author(snapshot["unit"]),
        "nam": str(snapshot["year"]),
        "nam_sau": str(snapshot["year"] + 1),
        "ngay_so_lieu": words.date(snapshot["on"]),
        "phong_trao": movement.subject,
        "phong_trao_day_du": movement.introduced,
    }


def write(script: Script, outline: Outline, movement: Movement) -> None:
    """Write the report's body as its outline says."""
    values = values_of(script.snapshot)
    for part in outline.parts:
        if part.kind is PartKind.BLOCK:
            _write_block(script, part.text, movement)
            continue
        text = filled(part.text, values)
        if part.kind is PartKind.HEADING:
            script.blocks.append(Heading(part.level, text))
        elif part.kind is PartKind.ITEM:
            script.blocks.append(BulletList((text,)))
        else:
            script.blocks.append(Paragraph(text))


def _write_block(script: Script, name: str, movement: Movement) -> None:
    if name == "dac_diem_chung":
        situation.general(script, movement)
    else:
        _WRITERS[name](script)
