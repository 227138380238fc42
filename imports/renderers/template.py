"""The template of a list: filled with what is known, locked where nothing is to be typed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any, Final

import xlsxwriter
from django.utils.translation import gettext as _

from core.cells import Cell
from imports.columns import Column
from imports.readers import template_mark
from imports.readers.workbook import letter

LISTS: Final = "_danh_muc"
SPARE_ROWS: Final = 500
_MOST_INLINE: Final = 200
_PASSWORDLESS: Final = {
    "format_columns": True, "format_rows": True, "sort": True, "autofilter": True,
    "insert_rows": True, "delete_rows": True, "select_locked_cells": True,
}  # fmt: skip


def template_workbook(
    title: str,
    sheet_name: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Cell]],
    mark: Sequence[str],
) -> bytes:
    """The workbook: a page of instructions, the list, and what the machine needs, hidden.

    Every text is written as text, whatever sign it begins with.
    """
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"constant_memory": False, "in_memory": True}) as book:
        formats = _formats(book)
        guide = book.add_worksheet(_("Hướng dẫn"))
        sheet = book.add_worksheet(sheet_name)
        lists = book.add_worksheet(LISTS)
        hidden = book.add_worksheet(template_mark.SHEET)
        _write_guide(guide, formats, title, sheet_name, columns)
        last = _write_list(sheet, formats, columns, rows)
        _write_choices(sheet, lists, columns, last + SPARE_ROWS)
        for at, cell in enumerate(mark):
            hidden.write_string(0, at, cell)
        lists.very_hidden()
        hidden.very_hidden()
        sheet.activate()
    return content.getvalue()


def _formats(book: Any) -> dict[str, Any]:
    head = {
        "bold": True,
        "text_wrap": True,
        "valign": "vcenter",
        "border": 1,
        "bg_color": "#F3E9D2",
    }
    return {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
        "bold": book.add_format({"bold": True, "valign": "top"}),
        "head": book.add_format(head),
        "need": book.add_format({**head, "bg_color": "#E9C9C2"}),
        "cell": book.add_format({"locked": False}),
        "text": book.add_format({"locked": False, "num_format": "@"}),
        "date": book.add_format({"locked": False, "num_format": "dd/mm/yyyy"}),
        "info": book.add_format({"locked": True, "font_color": "#666666", "bg_color": "#F7F7F7"}),
    }


def _write_list(
    sheet: Any, formats: dict[str, Any], columns: Sequence[Column], rows: Iterable[Sequence[Cell]]
) -> int:
    for at, column in enumerate(columns):
        kept = formats["info" if column.is_info else "text" if column.as_text else "cell"]
        options = {"hidden": True} if column.is_hidden else {}
        sheet.set_column(at, at, column.width, kept, options)
        sheet.write_string(0, at, column.heading, formats["need" if column.is_required else "head"])
    last = 0
    for last, row in enumerate(rows, start=1):
        for at, (column, cell) in enumerate(zip(columns, row, strict=True)):
            _write_cell(sheet, formats, (last, at), column, cell)
    sheet.set_row(0, 32)
    sheet.freeze_panes(1, next((at + 1 for at, one in enumerate(columns) if one.is_required), 1))
    sheet.autofilter(0, 0, max(last, 1), len(columns) - 1)
    sheet.protect("", _PASSWORDLESS)
    return last


def _write_cell(
    sheet: Any, formats: dict[str, Any], at: tuple[int, int], column: Column, cell: Cell
) -> None:
    if cell is None or cell == "":
        return
    kept = formats["info" if column.is_info else "text" if column.as_text else "cell"]
    if isinstance(cell, dt.date):
        moment = dt.datetime.combine(cell, dt.time())
        sheet.write_datetime(*at, moment, kept if column.is_info else formats["date"])
    elif isinstance(cell, int | float) and not isinstance(cell, bool):
        sheet.write_number(*at, cell, kept)
    else:
        sheet.write_string(*at, str(cell), kept)


def _write_choices(sheet: Any, lists: Any, columns: Sequence[Column], last: int) -> None:
    """Drop-downs; long lists of choices stand on a hidden sheet, which has no limit of letters."""
    for at, column in enumerate(columns):
        if not column.choices or column.is_info:
            continue
        for place, choice in enumerate(column.choices):
            lists.write_string(place, at, choice)
        name = letter(at)
        source = f"='{LISTS}'!${name}$1:${name}${len(column.choices)}"
        sheet.data_validation(
            1, at, last, at,
            {
                "validate": "list", "source": source, "error_type": "warning",
                "error_title": column.heading[:32],
                "error_message": _("Giá trị này không có trong danh sách chọn."),
            },
        )  # fmt: skip


def _write_guide(
    sheet: Any, formats: dict[str, Any], title: str, sheet_name: str, columns: Sequence[Column]
) -> None:
    sheet.set_column(0, 0, 32, formats["bold"])
    sheet.set_column(1, 1, 90, formats["wrap"])
    sheet.write_string(0, 0, title, formats["title"])
    lines = [
        _("Điền vào trang “%(sheet)s”, mỗi dòng một đối tượng. Không đổi tên cột.")
        % {"sheet": sheet_name},
        _("Dòng có sẵn là dữ liệu đang lưu: sửa ô nào thì ô đó đổi; ô để trống giữ nguyên."),
        _("Thêm dòng mới ở cuối danh sách. Xóa một dòng khỏi tệp không xóa dữ liệu đang lưu."),
        _("Số viết 1.234,5 hoặc 12,5; ngày viết 05/11/2026; đánh dấu bằng chữ x."),
        _("Sau khi gửi, hệ thống cho xem trước từng dòng; chỉ ghi khi bấm xác nhận."),
    ]
    for number, line in enumerate(lines, start=1):
        sheet.write_string(number + 1, 0, _("Bước %(number)s") % {"number": number})
        sheet.write_string(number + 1, 1, line, formats["wrap"])
    row = len(lines) + 3
    for number, column in enumerate((one for one in columns if not one.is_hidden), start=row):
        sheet.write_string(number, 0, column.heading)
        sheet.write_string(number, 1, _told(column), formats["wrap"])


def _told(column: Column) -> str:
    parts = []
    if column.is_required:
        parts.append(_("Bắt buộc."))
    if column.is_info:
        parts.append(_("Chỉ để xem, hệ thống không đọc cột này."))
    if column.help:
        parts.append(column.help)
    if column.choices and len(column.choices) <= _MOST_INLINE:
        parts.append(_("Chọn: %(choices)s.") % {"choices": "; ".join(column.choices[:12])})
    return " ".join(parts)
