"""What the audit trail calls the acts of this app."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

AREAS: dict[str, str | Promise] = {"reports": _("Báo cáo")}

ACTIONS: dict[str, str | Promise] = {
    "reports.requested": _("Yêu cầu lập báo cáo"),
    "reports.built": _("Lập báo cáo"),
    # Recorded while outlines were kept by this app; the trail still names it.
    "reports.outline": _("Sửa mẫu giấy tờ"),
    "reports.frozen": _("Chốt báo cáo"),
    "reports.edited": _("Sửa câu chữ của báo cáo"),
    "reports.edit_dropped": _("Dùng lại câu chữ lập tự động"),
    "reports.words_taken_over": _("Giữ câu chữ đã sửa của bản trước"),
    "reports.files_set": _("Lập lại tệp của báo cáo"),
    "reports.bundle_requested": _("Yêu cầu lập tệp nén"),
    "reports.bundle_made": _("Lập tệp nén"),
    "reports.bundle_cancelled": _("Hủy lập tệp nén"),
    "reports.bundle_taken": _("Tải hồ sơ bàn giao"),
}

VALUES: dict[str, str | Promise] = {"passages": _("số đoạn")}

JOBS: dict[str, str | Promise] = {
    "reports.build": _("Lập báo cáo"),
    "reports.prepare": _("Chuẩn bị báo cáo"),
    "reports.set": _("Lập lại tệp của báo cáo"),
    "reports.bundle_part": _("Lập giấy tờ cho tệp nén"),
    "reports.bundle_pack": _("Gộp tệp nén"),
}
