"""The words of reports."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReportKind(models.TextChoices):
    VILLAGE_SHEET = "village_sheet", _("Phiếu tự đánh giá và biểu của thôn")
    AGENCY_REPORT = "agency_report", _("Báo cáo của cơ quan, đơn vị")
    COMMUNE_REPORT = "commune_report", _("Báo cáo tổng hợp năm")
    REMINDER = "reminder", _("Công văn đôn đốc")
    BY_VILLAGE = "by_village", _("Bảng tổng hợp theo thôn")
    SEVERAL_YEARS = "several_years", _("Báo cáo sơ kết, tổng kết")


# What only the office of the unit that launched the campaign has.
OF_THE_OFFICE: Final = frozenset(
    {
        ReportKind.COMMUNE_REPORT,
        ReportKind.REMINDER,
        ReportKind.BY_VILLAGE,
        ReportKind.SEVERAL_YEARS,
    }
)


class ReportState(models.TextChoices):
    WAITING = "waiting", _("Đang lập")
    DRAFT = "draft", _("Bản dự thảo")
    FROZEN = "frozen", _("Đã chốt")


class BundleKind(models.TextChoices):
    PAPERS = "papers", _("Giấy tờ của các đơn vị")
    HANDOVER = "handover", _("Hồ sơ bàn giao của năm")
