"""What the audit trail calls the acts of this app."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from campaigns.enums import Channel, TaskState, YearState

AREAS: dict[str, str | Promise] = {"campaigns": _("Phong trào")}

ACTIONS: dict[str, str | Promise] = {
    "campaigns.plan_loaded": _("Nạp kế hoạch"),
    "campaigns.year_planned": _("Lập năm"),
    "campaigns.year_open": _("Mở năm"),
    "campaigns.year_closed": _("Khóa năm"),
    "campaigns.participants_registered": _("Lập danh sách tham gia"),
    "campaigns.participant_excluded": _("Không đưa đơn vị vào năm"),
    "campaigns.participant_included": _("Đưa đơn vị vào lại năm"),
    "campaigns.yearly_targets_set": _("Nhập chỉ tiêu năm"),
    "campaigns.task_followed": _("Ghi tiến độ nhiệm vụ"),
    "campaigns.problem_reported": _("Báo khó khăn, vướng mắc"),
    "campaigns.problem_answered": _("Trả lời khó khăn, vướng mắc"),
    "campaigns.last_day_moved": _("Gia hạn báo cáo"),
    "campaigns.form_received": _("Ghi nhận phiếu đã nộp"),
    "campaigns.receipt_withdrawn": _("Bỏ ghi nhận phiếu đã rút lại"),
    "campaigns.report_received": _("Ghi nhận báo cáo đã chốt"),
    "campaigns.duty_day_set": _("Đặt ngày báo cáo"),
    "campaigns.rules_set": _("Đặt quy định thẩm định"),
    "campaigns.task_evidence_added": _("Thêm minh chứng cho nhiệm vụ"),
    "campaigns.task_evidence_removed": _("Bỏ minh chứng của nhiệm vụ"),
    "campaigns.inspection_planned": _("Lập kế hoạch kiểm tra"),
    "campaigns.inspection_changed": _("Sửa cuộc kiểm tra"),
    "campaigns.finding_added": _("Ghi tồn tại sau kiểm tra"),
    "campaigns.finding_resolved": _("Ghi kết quả khắc phục"),
    "campaigns.holidays_entered": _("Nạp ngày nghỉ lễ cố định"),
    "campaigns.item_decided": _("Quyết định một việc khi mở năm"),
    "campaigns.reminders_set": _("Đặt ngày nhắc việc"),
    "campaigns.outline_written": _("Sửa mẫu giấy tờ"),
    "campaigns.overdue": _("Ghi nhận quá hạn"),
}

VALUES: dict[str, str | Promise] = {
    "year": _("năm"),
    "values": _("giá trị"),
    "state": _("trạng thái"),
    "note": _("ghi chú"),
    "body": _("cơ quan thực hiện"),
    "text": _("nội dung"),
    "proposal": _("đề xuất"),
    "answer": _("trả lời"),
    "day": _("ngày"),
    "month": _("tháng"),
    "is_inclusive": _("tính cả ngày nêu"),
    "receipt_code": _("mã biên nhận"),
    "objection_days": _("số ngày được có ý kiến"),
    "own_review_allowed": _("được thẩm định hồ sơ do mình nhập"),
    "channel": _("hình thức nộp"),
    "due_on": _("hạn"),
    "planned_on": _("ngày kiểm tra"),
    "members": _("thành phần đoàn"),
    "done_on": _("đã kiểm tra ngày"),
    "conclusion": _("kết luận chung"),
    "units": _("đơn vị"),
    "request": _("yêu cầu khắc phục"),
    "resolved_on": _("đã khắc phục ngày"),
    "resolution": _("kết quả khắc phục"),
    "reminder_days": _("nhắc trước số ngày"),
    "participants": _("số đơn vị tham gia"),
    "participants_more": _("số đơn vị không nêu tên ở đây"),
    "reminders_automatic": _("tự gửi tin nhắc"),
}

WORDS: dict[str, str | Promise] = {
    one.value: one.label for words in (YearState, Channel, TaskState) for one in words
}

# After a closing, to open is to open again.
FROM: dict[tuple[str, str], str | Promise] = {
    ("campaigns.year_open", YearState.CLOSED.value): _("Mở lại năm"),
}
