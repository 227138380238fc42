"""How a legal document is named on a page: what its source does not give is said, not made up."""

from __future__ import annotations

from django.utils.translation import gettext as _

from core.numbers import format_date
from documents.enums import DatePrecision
from documents.models import LegalDocument


def number_of(document: LegalDocument) -> str:
    """Its number and symbol, or that the source leaves it blank."""
    return document.reference_number or _("chưa ghi số")


def day_of(document: LegalDocument) -> str:
    """Its date as exact as the source gives it: a day, a month, a year, or that it is missing."""
    day = document.issued_on
    if day is None or document.issued_precision == DatePrecision.UNKNOWN:
        return _("chưa ghi ngày")
    if document.issued_precision == DatePrecision.YEAR:
        return _("năm %(year)s") % {"year": day.year}
    if document.issued_precision == DatePrecision.MONTH:
        return _("tháng %(month)s năm %(year)s") % {"month": day.month, "year": day.year}
    return _("ngày %(day)s") % {"day": format_date(day)}


def citation(document: LegalDocument) -> str:
    """One line: "Kế hoạch số 94/KH-UBND ngày 13/03/2026 của UBND tỉnh Thái Nguyên"."""
    parts = [document.kind]
    if document.reference_number:
        parts.append(_("số %(number)s") % {"number": document.reference_number})
    if document.issued_on is not None and document.issued_precision != DatePrecision.UNKNOWN:
        parts.append(day_of(document))
    if document.issuer:
        parts.append(_("của %(issuer)s") % {"issuer": document.issuer})
    return " ".join(parts)
