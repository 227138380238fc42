"""What the audit trail calls the acts of this app."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

AREAS: dict[str, str | Promise] = {"criteria": _("Bộ tiêu chí")}

ACTIONS: dict[str, str | Promise] = {
    "criteria.draft_made": _("Tạo bản nháp bộ tiêu chí"),
    "criteria.rule_added": _("Đặt quy tắc xét kết quả"),
    "criteria.rule_ended": _("Kết thúc quy tắc xét kết quả"),
    "criteria.set_published": _("Công bố bộ tiêu chí"),
}

VALUES: dict[str, str | Promise] = {
    "label": _("mức"),
    "is_pass": _("là đạt"),
    "needs_all": _("mọi tiêu chí áp dụng đều đạt"),
    "min_points": _("từ (điểm)"),
    "max_points_below": _("dưới (điểm)"),
    "floor_each": _("mỗi mục ít nhất (điểm)"),
    "needs": _("phải đạt trước mức"),
    "ratio": _("tỷ lệ"),
    "min_ratio": _("tỷ lệ từ (%)"),
    "criterion_min": _("tiêu chí khống chế từ (điểm)"),
    "area": _("khu vực"),
    "valid_from": _("áp dụng từ ngày"),
    "source": _("nguồn"),
}
