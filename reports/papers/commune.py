"""The consolidated annual report of a commune or agency (annual-report.md, section 2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any, Final

from documents import nd30
from documents.outlines import Vocabulary
from documents.paper import Annex, Paper, PaperKind
from documents.papers import citing, letterhead
from reports.papers import annexes, conclusions, results, situation
from reports.papers.fields import write_fields
from reports.papers.script import Script
from reports.papers.targets import write_targets
from reports.papers.template import FIELDS, template, written

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
    "dac_diem_chung": situation.general,
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
TEMPLATE: Final = template(Vocabulary(FIELDS, BLOCKS, REQUIRED), DEFAULT, _WRITERS)


def consolidated_report(snapshot: dict[str, Any]) -> Paper:
    """The whole paper from one snapshot; what is not known says so."""
    unit = snapshot["unit"]
    attached = annexes.all_annexes(snapshot)
    said = written(TEMPLATE, Script(snapshot, _labels(attached)))
    return Paper(
        kind=PaperKind.ANNUAL_REPORT,
        header=letterhead.header(unit, dt.date.fromisoformat(snapshot["on"])),
        title="Báo cáo",
        abstract=said.abstract,
        addressees=letterhead.addressee(snapshot, upward=True),
        legal_basis=citing.bases(snapshot["campaign"]),
        blocks=said.blocks,
        closing=citing.replacing(said.closing, snapshot),
        signers=letterhead.signers(unit),
        recipients=letterhead.recipients(unit),
        filing=letterhead.filing(unit),
        annexes=tuple(attached.values()),
        draft=True,
    )


def _labels(attached: dict[str, Annex]) -> dict[str, str]:
    return {
        key: nd30.annex_label(position, len(attached))
        for position, key in enumerate(attached, start=1)
    }
