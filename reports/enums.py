"""The words of reports."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReportKind(models.TextChoices):
    VILLAGE_SHEET = "village_sheet", _("Phiếu tự đánh giá và biểu của thôn")
    AGENCY_REPORT = "agency_report", _("Báo cáo của cơ quan, đơn vị")
    COMMUNE_REPORT = "commune_report", _("Báo cáo tổng hợp năm")


class ReportState(models.TextChoices):
    WAITING = "waiting", _("Đang lập")
    DRAFT = "draft", _("Bản dự thảo")
    FROZEN = "frozen", _("Đã chốt")


class BundleKind(models.TextChoices):
    PAPERS = "papers", _("Giấy tờ của các đơn vị")
    HANDOVER = "handover", _("Hồ sơ bàn giao của năm")
