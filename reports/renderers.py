"""The list of reports as cells of a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from documents.renderers.workbook import Cell
from reports.models import AnnualReport

REPORT_HEAD: tuple[str | Promise, ...] = (
    _("Đơn vị"), _("Loại giấy tờ"), _("Phong trào"), _("Năm"), _("Bản"), _("Trạng thái"),
    _("Số liệu ngày"), _("Chốt lúc"), _("Mã kiểm tra số liệu"),
)  # fmt: skip


def report_cells(rows: Iterable[AnnualReport]) -> Iterator[tuple[Cell, ...]]:
    """One line a report, with the words that the list shows; what is not known stays empty."""
    for row in rows:
        yield (
            str(row.unit),
            str(row.get_kind_display()),
            row.campaign_year.campaign.short_name,
            row.campaign_year.year,
            row.version,
            str(row.get_state_display()),
            row.built_on,
            row.frozen_at,
            row.figures_hash,
        )
