"""What the audit trail calls the acts of this app."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.enums import Circumstance, Judgement, Outcome, Status, ValueState

AREAS: dict[str, str | Promise] = {"assessments": _("Tự đánh giá")}

ACTIONS: dict[str, str | Promise] = {
    "assessments.begin": _("Bắt đầu nhập phiếu"),
    "assessments.discarded": _("Bỏ phiếu chưa có nội dung"),
    "assessments.submit": _("Nộp phiếu"),
    "assessments.withdraw": _("Rút lại phiếu"),
    "assessments.start-review": _("Bắt đầu thẩm định"),
    "assessments.record-outside": _("Ghi kết quả cấp trên"),
    "assessments.stop-review": _("Thôi thẩm định"),
    "assessments.return": _("Trả lại phiếu"),
    "assessments.forward": _("Chuyển phiếu lên cấp thẩm định sau"),
    "assessments.approve": _("Duyệt phiếu"),
    "assessments.object": _("Có ý kiến về kết quả"),
    "assessments.review-again": _("Xét lại phiếu"),
    "assessments.finalise": _("Chốt phiếu"),
    "assessments.reopen": _("Mở lại phiếu"),
    "assessments.answered": _("Trả lời tiêu chí"),
    "assessments.carried": _("Lấy giá trị năm trước"),
    "assessments.figure_saved": _("Nhập số liệu"),
    "assessments.figure_shared": _("Số liệu dùng chung đổi theo phiếu khác của đơn vị"),
    "assessments.sheet_saved": _("Lưu biểu số liệu"),
    "assessments.receipt_put_back": _("Ghi lại cách nhận và ngày nhận như trước khi nhập tệp"),
    "assessments.evidence_added": _("Thêm minh chứng"),
    "assessments.evidence_removed": _("Bỏ minh chứng"),
    "assessments.decided": _("Ghi kết quả thẩm định một tiêu chí"),
    "assessments.figure_corrected": _("Sửa số liệu khi thẩm định"),
    "assessments.grid_saved": _("Ghi bảng nhập nhanh"),
    "assessments.sheet_begun": _("Mở phiếu chấm điểm"),
    "assessments.sheet_scored": _("Đơn vị chấm điểm"),
    "assessments.sheet_reviewed": _("Thẩm định điểm"),
    "assessments.sheet_hand_in": _("Nộp phiếu chấm điểm"),
    "assessments.sheet_send_back": _("Trả lại phiếu chấm điểm"),
    "assessments.sheet_approve": _("Duyệt điểm"),
    "assessments.sheet_review_again": _("Xét lại điểm"),
    "assessments.sheet_decide": _("Chốt điểm"),
    "assessments.substitute_named": _("Cử người thẩm định thay"),
    "assessments.substitute_ended": _("Kết thúc việc thẩm định thay"),
    "assessments.limits_set": _("Đặt ngưỡng cảnh báo khi thẩm định"),
    "assessments.chain_set": _("Đặt các cấp thẩm định"),
    "assessments.phrase_added": _("Thêm câu mẫu trả lại"),
    "assessments.phrase_changed": _("Sửa câu mẫu trả lại"),
    "assessments.phrase_retired": _("Bỏ câu mẫu trả lại"),
    "assessments.sample_drawn": _("Rút mẫu phúc tra"),
    "assessments.recheck_entered": _("Ghi kết quả phúc tra"),
    "assessments.compact_results_set": _("Ghi kết quả hộ, dòng họ, cá nhân"),
    "assessments.tallies_mended": _("Sửa số tổng hợp theo số đếm lại"),
}

VALUES: dict[str, str | Promise] = {
    "is_registered": _("đăng ký"),
    "result": _("kết quả"),
    "circumstance": _("diện hộ"),
    "seed": _("số gieo"),
    "size": _("cỡ mẫu"),
    "frame": _("rút từ (dòng)"),
    "drawn": _("số dòng rút được"),
    "unit": _("đơn vị"),
    "received_on": _("ngày nhận kết quả"),
    "date": _("ngày"),
    "claimed": _("đã ghi"),
    "found": _("phúc tra thấy"),
}

_WORDED = (Circumstance, Outcome, Judgement, ValueState, Status)
WORDS: dict[str, str | Promise] = {one.value: one.label for words in _WORDED for one in words}

JOBS: dict[str, str | Promise] = {
    "assessments.remind": _("Chuẩn bị tin nhắc nộp"),
    "assessments.recount": _("Đếm lại số tổng hợp"),
}
