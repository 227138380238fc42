"""The register as cells of a workbook."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from documents.renderers.workbook import Cell
from recognitions.models import Recognition
from recognitions.standing import standing

REGISTER_HEAD: tuple[str | Promise, ...] = (
    _("Đối tượng"), _("Thuộc"), _("Danh hiệu"), _("Năm"), _("Tình trạng"), _("Số quyết định"),
    _("Ngày quyết định"), _("Cơ quan quyết định"), _("Người ký"), _("Giá trị đến hết"),
)  # fmt: skip


def register_cells(rows: Iterable[Recognition], day: dt.date) -> Iterator[tuple[Cell, ...]]:
    """One line a title, with the words that the list shows; what is not known stays empty."""
    for row in rows:
        above = row.holder.parent
        yield (
            row.holder_name,
            above.display_name if above else "",
            row.title.name,
            row.year,
            str(standing(row, day).word),
            row.decision_number,
            row.decided_on,
            row.decided_by,
            row.signer,
            row.valid_to,
        )
