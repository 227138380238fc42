"""What the audit trail calls the acts of this app."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from awards.enums import Action, AwardState

AREAS: dict[str, str | Promise] = {"awards": _("Khen thưởng")}

ACTIONS: dict[str, str | Promise] = {
    "awards.catalogue_loaded": _("Nạp danh mục hình thức khen thưởng"),
    "awards.conferred": _("Ghi quyết định khen thưởng"),
    "awards.revoked": _("Ghi quyết định thu hồi khen thưởng"),
    "awards.certificates_numbered": _("Cấp số bằng khen, giấy khen"),
    "awards.certificate_replaced": _("Cấp đổi bằng khen, giấy khen"),
    "awards.prints_wished": _("Yêu cầu in bằng khen, giấy khen"),
    "awards.prints_drawn": _("Dựng xong tệp in bằng khen, giấy khen"),
    "awards.printer_saved": _("Lưu máy in bằng và độ lệch"),
    "awards.printer_removed": _("Xóa máy in bằng"),
    "awards.consent_given": _("Ghi đồng ý nêu tên công khai"),
    "awards.consent_withdrawn": _("Ghi rút lại đồng ý nêu tên"),
    "awards.honours_opened": _("Mở trang vinh danh"),
    "awards.honours_closed": _("Đóng trang vinh danh"),
    "awards.pack_requested": _("Yêu cầu hồ sơ khen thưởng nén"),
    "awards.pack_made": _("Lập xong hồ sơ khen thưởng nén"),
    "awards.pack_taken": _("Tải hồ sơ khen thưởng nén"),
    "awards.quota_set": _("Đặt hạn mức khen thưởng"),
    "awards.quota_ended": _("Kết thúc hạn mức khen thưởng"),
    "awards.letter_begun": _("Lập tờ trình đề nghị khen thưởng"),
    "awards.items_added": _("Đưa vào tờ trình"),
    "awards.item_edited": _("Ghi báo cáo thành tích"),
    "awards.item_removed": _("Bỏ khỏi tờ trình"),
    "awards.item_left_behind": _("Chưa gửi được, giữ lại ở đơn vị"),
    "awards.file_added": _("Thêm giấy tờ vào hồ sơ khen thưởng"),
    "awards.meeting_recorded": _("Ghi cuộc họp thôn xét khen thưởng"),
    "awards.letter_sent": _("Gửi tờ trình đề nghị khen thưởng"),
    "awards.letter_closed": _("Chốt tờ trình đề nghị khen thưởng"),
    "awards.warning_answered": _("Trả lời cảnh báo"),
    "awards.appraised": _("Ghi ý kiến thẩm định khen thưởng"),
    "awards.member_seated": _("Ghi thành viên Hội đồng"),
    "awards.member_unseated": _("Ghi thôi thành viên Hội đồng"),
    "awards.member_household": _("Ghi hộ gia đình của thành viên Hội đồng"),
    "awards.session_planned": _("Chuẩn bị phiên họp Hội đồng"),
    "awards.agenda_set": _("Ghi nội dung phiên họp"),
    "awards.recused": _("Ghi người không được biểu quyết"),
    "awards.attendance_set": _("Ghi thành phần dự họp"),
    "awards.member_removed": _("Đưa thành viên ra khỏi phiên họp"),
    "awards.session_opened": _("Mở bỏ phiếu"),
    "awards.ballot_cast": _("Bỏ phiếu"),
    "awards.opinion_entered": _("Ghi ý kiến bằng văn bản của thành viên vắng"),
    "awards.tally_entered": _("Ghi kết quả kiểm phiếu"),
    "awards.session_closed": _("Kết thúc phiên họp, chốt kết quả"),
    **{f"awards.{one.value}": one.label for one in Action},
}

VALUES: dict[str, str | Promise] = {
    "number": _("số quyết định"),
    "decided_on": _("ngày ký"),
    "issuer": _("người, cơ quan quyết định"),
    "awards": _("số đối tượng"),
    "first": _("từ số"),
    "last": _("đến số"),
    "count": _("số lượng"),
    "sheets": _("số tờ"),
    "shift_x": _("bù ngang"),
    "shift_y": _("bù dọc"),
    "state": _("trạng thái"),
    "occasion": _("dịp"),
    "names": _("tên"),
    "summary": _("tóm tắt thành tích"),
    "paper": _("giấy tờ"),
    "present": _("có mặt"),
    "held_on": _("ngày họp"),
    "sent": _("số mục đã gửi"),
    "left": _("số mục còn lại"),
    "answer": _("trả lời"),
    "appraisal": _("ý kiến thẩm định"),
    "post": _("chức danh trong Hội đồng"),
    "members": _("số thành viên"),
    "items": _("số hồ sơ"),
    "member": _("thành viên"),
    "hash": _("mã xác nhận kết quả"),
    "household": _("hộ gia đình"),
    "content": _("mã kiểm tra nội dung"),
    "form": _("hình thức"),
    "kinds": _("đối tượng"),
    "basis": _("cách tính"),
    "quota_amount": _("số lượng hoặc phần trăm"),
    "rounding": _("làm tròn"),
    "base_count": _("số tham gia"),
    "either_or": _("chỉ một trong các đối tượng"),
}

WORDS: dict[str, str | Promise] = {one.value: one.label for one in AwardState}

JOBS: dict[str, str | Promise] = {
    "awards.certificates": _("Vẽ bằng để in"),
    "awards.pack": _("Nén hồ sơ khen thưởng"),
}
