"""The register and its counts as workbooks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from awards.models import Award
from documents.renderers.workbook import Cell

REGISTER_HEAD: tuple[str | Promise, ...] = (
    _("Đối tượng"), _("Nơi ở, nơi công tác"), _("Loại đối tượng"), _("Cấp"), _("Hình thức"),
    _("Năm thành tích"), _("Số quyết định"), _("Ngày quyết định"), _("Cơ quan quyết định"),
    _("Tiền thưởng (đồng)"), _("Trạng thái"),
)  # fmt: skip

# What the national data base of staff and awards asks of an award.
NATIONAL_HEAD: tuple[str | Promise, ...] = (
    _("Họ và tên, tên tập thể, hộ"), _("Đơn vị"), _("Đối tượng"), _("Số quyết định"),
    _("Ngày quyết định"), _("Năm"), _("Cơ quan ban hành"), _("Người ký"), _("Cấp khen thưởng"),
    _("Loại hình khen thưởng"), _("Danh hiệu"), _("Hình thức khen thưởng"), _("Trạng thái"),
    _("Số quyết định thu hồi"),
)  # fmt: skip
# Titles of emulation stand in a column of their own.
_TITLE = "Chiến sĩ thi đua"


def register_cells(rows: Iterable[Award]) -> Iterator[tuple[Cell, ...]]:
    """One line an award, with the words that the list shows."""
    for row in rows:
        yield (
            row.recipient_name,
            row.recipient_place,
            str(row.get_recipient_kind_display()),
            str(row.get_level_display()),
            row.form_name,
            row.period_words,
            row.decision.number,
            row.decision.decided_on,
            row.decision.issuer,
            row.prize,
            str(row.get_state_display()),
        )


def national_cells(rows: Iterable[Award]) -> Iterator[tuple[Cell, ...]]:
    """One line an award as the national data base asks; the rows come with their revocation."""
    for row in rows:
        is_title = row.form_name.startswith(_TITLE)
        revocation = getattr(row, "revocation", None)
        yield (
            row.recipient_name,
            row.recipient_place,
            str(row.get_recipient_kind_display()),
            row.decision.number,
            row.decision.decided_on,
            row.period_to,
            row.decision.issuer,
            row.decision.signer,
            str(row.get_level_display()),
            str(row.get_kind_display()),
            row.form_name if is_title else "",
            "" if is_title else row.form_name,
            str(row.get_state_display()),
            revocation.number if revocation else "",
        )
