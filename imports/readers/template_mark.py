"""The hidden sheet of a template: which list, for which unit and year, in which version."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _

from campaigns.models import CampaignYear
from imports.readers.workbook import Workbook, WorkbookError
from units.models import Unit

SHEET: Final = "_mau"
WORD: Final = "thi-dua"
VERSION: Final = 1


def mark(kind: str, unit: Unit, year: CampaignYear | None, unit_type: str) -> list[str]:
    """The cells of the hidden sheet."""
    return [WORD, kind, str(VERSION), str(unit.pk), str(year.pk) if year else "", unit_type]


def check_mark(
    book: Workbook, kind: str, unit: Unit, year: CampaignYear | None, unit_type: str
) -> None:
    """Refuse a template that was made for something else; a file without a mark is anybody's.

    Raises ``WorkbookError``.
    """
    sheet = book.sheet(SHEET)
    cells = next((row for _number, row in sheet.rows()), []) if sheet else []
    said = [str(cell) for cell in cells]
    if not said or said[0] != WORD:
        return
    wanted = mark(kind, unit, year, unit_type)
    said += [""] * (len(wanted) - len(said))
    if said[2] != wanted[2]:
        raise WorkbookError(
            _("Mẫu này đã cũ. Hãy tải mẫu mới ở trang này, dán số liệu vào rồi gửi lại.")
        )
    if said[1] != wanted[1] or said[5] != wanted[5]:
        raise WorkbookError(
            _("Tệp này là mẫu của danh sách khác. Hãy chọn đúng loại danh sách rồi gửi lại.")
        )
    if said[3] != wanted[3]:
        raise WorkbookError(
            _("Tệp này là mẫu của đơn vị khác, không phải của %(unit)s. Hãy chọn đúng đơn vị.")
            % {"unit": unit}
        )
    if said[4] != wanted[4]:
        raise WorkbookError(
            _("Tệp này là mẫu của năm khác. Hãy chọn đúng năm hoặc tải mẫu của năm này.")
        )
