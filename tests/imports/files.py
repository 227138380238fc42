"""Workbooks as people send them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from io import BytesIO
from typing import Any

import openpyxl
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import User
from campaigns.models import CampaignYear
from core import jobs
from imports.models import Import
from imports.readers.package import checked_workbook
from imports.services import uploading
from units.models import Unit

HEADS = (
    "Thôn", "Họ và tên chủ hộ", "Họ và tên thành viên", "Năm sinh", "Giới tính", "Số điện thoại",
    "Số định danh cá nhân",
)  # fmt: skip
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def book(
    heads: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    sheet: str = "Danh sách",
    before: int = 0,
    more: Callable[[Any, Any], None] | None = None,
) -> bytes:
    """A workbook with one list, ``before`` rows of a title above it."""
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as made:
        page = made.add_worksheet(sheet)
        day = made.add_format({"num_format": "dd/mm/yyyy"})
        for number in range(before):
            page.write_string(number, 0, "DANH SÁCH HỘ GIA ĐÌNH")
        for number, row in enumerate([heads, *rows], start=before):
            for column, cell in enumerate(row):
                if isinstance(cell, dt.date):
                    page.write_datetime(number, column, dt.datetime.combine(cell, dt.time()), day)
                elif isinstance(cell, str):
                    page.write_string(number, column, cell)
                elif cell is not None:
                    page.write(number, column, cell)
        if more is not None:
            more(made, page)
    return content.getvalue()


def households(*rows: Sequence[Any], **more: Any) -> bytes:
    """A list of households, each row as long as it needs to be."""
    return book(HEADS, rows, **more)


def as_upload(content: bytes, name: str = "Danh sach.xlsx") -> SimpleUploadedFile:
    """The file as a browser sends it."""
    return SimpleUploadedFile(name, content, content_type=XLSX)


def sent(
    kind: str,
    unit: Unit,
    content: bytes,
    who: User,
    *,
    year: CampaignYear | None = None,
    unit_type: str = "",
) -> Import:
    """A file that was sent and read."""
    file = checked_workbook(as_upload(content))
    row = uploading.upload(kind, unit, file, actor=who, campaign_year=year, unit_type=unit_type)
    jobs.run_all_due()
    return Import.objects.get(pk=row.pk)


def template_of(client: Client, kind: str, unit: Unit, query: str = "") -> openpyxl.Workbook:
    """The template of a list as a person downloads and opens it."""
    answer = client.get(reverse("imports:template", args=[kind, unit.pk]) + query)
    assert answer.status_code == 200, answer.content
    return openpyxl.load_workbook(BytesIO(answer.content))


def saved(made: openpyxl.Workbook) -> bytes:
    """The workbook as the person saves it."""
    content = BytesIO()
    made.save(content)
    return content.getvalue()
