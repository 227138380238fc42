"""The words of the organisation."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class UnitType(models.TextChoices):
    """Every subject of emulation that has a place in the organisation (contract 1)."""

    COUNTRY = "country", _("Cả nước")
    PROVINCE = "province", _("Tỉnh, thành phố")
    DISTRICT = "district", _("Huyện (trước 01/7/2025)")
    COMMUNE = "commune", _("Xã, phường, đặc khu")
    VILLAGE = "village", _("Thôn, tổ dân phố")
    AGENCY = "agency", _("Cơ quan, đơn vị")
    SECTION = "section", _("Phòng, bộ phận")
    MASS_ORGANISATION = "mass_organisation", _("Mặt trận, đoàn thể")
    SCHOOL = "school", _("Trường học")
    HEALTH_STATION = "health_station", _("Trạm y tế")
    ASSOCIATION = "association", _("Hội")
    ENTERPRISE = "enterprise", _("Doanh nghiệp")
    COOPERATIVE = "cooperative", _("Hợp tác xã")
    CLAN = "clan", _("Dòng họ")
    HOUSEHOLD = "household", _("Hộ gia đình")
    INDIVIDUAL = "individual", _("Cá nhân")


TERRITORIES = frozenset({UnitType.PROVINCE, UnitType.DISTRICT, UnitType.COMMUNE, UnitType.VILLAGE})
WITHOUT_FORM = frozenset({UnitType.HOUSEHOLD, UnitType.CLAN, UnitType.INDIVIDUAL})


class Role(models.TextChoices):
    """What a person is in a unit (contract 4)."""

    VIEWER = "viewer", _("Người xem")
    EDITOR = "editor", _("Người nhập")
    HEAD = "head", _("Trưởng thôn, thủ trưởng đơn vị")
    OFFICER = "officer", _("Công chức phụ trách")
    LEADER = "leader", _("Lãnh đạo Phòng Văn hóa - Xã hội")
    CLERK = "clerk", _("Văn thư")
    SECRETARY = "secretary", _("Thư ký Hội đồng")
    MEMBER = "member", _("Thành viên Hội đồng")
    CHAIR = "chair", _("Chủ tịch UBND")
    PROVINCE_OFFICER = "province_officer", _("Cán bộ cấp tỉnh")
    AUDITOR = "auditor", _("Kiểm tra, giám sát")
    ADMINISTRATOR = "administrator", _("Quản trị hệ thống")


class ChangeKind(models.TextChoices):
    MERGE = "merge", _("Sáp nhập")
    SPLIT = "split", _("Chia tách")
    RENAME = "rename", _("Đổi tên")
    REPARENT = "reparent", _("Chuyển đơn vị cấp trên")
    DISSOLVE = "dissolve", _("Giải thể")


class Leaving(models.TextChoices):
    """Why somebody no longer lives in a household."""

    DIED = "died", _("đã mất")
    MOVED = "moved", _("chuyển đi nơi khác")
    OTHER = "other", _("lý do khác")


class DeputyState(models.TextChoices):
    """Where a deputy's mandate stands; worked out from its days, stored nowhere."""

    TO_COME = "to_come", _("chưa đến ngày")
    IN_FORCE = "in_force", _("đang được ủy quyền")
    OVER = "over", _("đã hết hạn")
    ENDED = "ended", _("đã kết thúc sớm")
