"""The words of importing."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportKind(models.TextChoices):
    """What a file brings."""

    UNITS = "units", _("Danh sách đơn vị của xã")
    HOUSEHOLDS = "households", _("Hộ gia đình và người trong hộ")
    REGISTRATIONS = "registrations", _("Đăng ký danh hiệu của năm")
    RESULTS = "results", _("Kết quả từng tiêu chí của hộ, dòng họ, cá nhân")
    VILLAGE_RESULTS = "village-results", _("Kết quả và số liệu của các thôn")


class ImportState(models.TextChoices):
    UPLOADED = "uploaded", _("Đã nhận tệp")
    READ = "read", _("Chờ chọn cách đọc chữ")
    PREVIEWED = "previewed", _("Chờ xác nhận")
    COMMITTED = "committed", _("Đã ghi")
    UNDONE = "undone", _("Đã hoàn tác")
    REFUSED = "refused", _("Không nhận")


class Mode(models.TextChoices):
    """What happens to the good rows when others are not."""

    ALL = "all", _("Tất cả hoặc không: còn một dòng lỗi thì không ghi dòng nào")
    GOOD = "good", _("Chỉ dòng đúng: ghi các dòng đúng, bỏ lại các dòng lỗi")


class Outcome(models.TextChoices):
    """What a row would do."""

    NEW = "new", _("thêm mới")
    CHANGED = "changed", _("thay đổi")
    SAME = "same", _("không đổi")
    REFUSED = "refused", _("có lỗi")
