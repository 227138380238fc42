"""What the audit trail calls the acts of this app."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

AREAS: dict[str, str | Promise] = {"documents": _("Văn bản")}

ACTIONS: dict[str, str | Promise] = {
    "documents.opened": _("Mở dự thảo văn bản"),
    "documents.check": _("Kiểm tra văn bản"),
    "documents.redraft": _("Đưa văn bản về dự thảo"),
    "documents.freeze": _("Chốt văn bản"),
    "documents.record_signing": _("Ghi nhận văn bản đã ký"),
    "documents.number": _("Cấp số văn bản"),
    "documents.files_made": _("Lập tệp có số, ngày"),
    "documents.upload_signed": _("Tải lên bản đã ký"),
    "documents.send": _("Gửi văn bản"),
    "documents.receive": _("Nhận văn bản"),
    "documents.return": _("Trả lại văn bản"),
    "documents.recall": _("Thu hồi văn bản"),
    "documents.series_opened": _("Mở sổ số văn bản"),
    "documents.signatory_named": _("Ghi người ký văn bản"),
    "documents.signatory_corrected": _("Sửa người ký văn bản"),
    "documents.signatory_removed": _("Xóa người ký ghi nhầm"),
}

VALUES: dict[str, str | Promise] = {
    "number": _("số"),
    "symbol": _("ký hiệu"),
    "dated": _("ngày ban hành"),
    "signed_on": _("ngày ký"),
    "signatory": _("người ký"),
    "started_after": _("số cuối cùng đã cấp trước đó"),
    "checked": _("đã kiểm tra"),
    "frozen": _("đã chốt"),
    "numbered": _("đã cấp số"),
    "signed": _("có bản đã ký"),
    "sent": _("đã gửi"),
    "received": _("nơi nhận đã nhận"),
    "recalled": _("đã thu hồi"),
    "lines": _("quyền hạn, chức vụ"),
    "from_on": _("từ ngày"),
    "to_on": _("đến hết ngày"),
    "basis": _("căn cứ"),
    "signatures": _("số chữ ký số"),
}

JOBS: dict[str, str | Promise] = {
    "documents.issue": _("Lập tệp của văn bản đã cấp số"),
}
