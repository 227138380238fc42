"""How a legal document is named on a page, and what papers take to cite a plan.

What its source does not give is said or left open, not made up.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from campaigns.models import Campaign
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


def grounds_of(campaign: Campaign) -> dict[str, Any]:
    """The plan's own ``document`` and the ``basis`` it names, in its order.

    Plain values that a frozen report keeps and ``documents.papers.citing`` writes.
    """
    return {
        "document": facts_of(campaign.document),
        "basis": [
            facts_of(row.document)
            for row in campaign.legal_bases.select_related("document").order_by("position")
        ],
    }


def facts_of(document: LegalDocument) -> dict[str, Any]:
    """One document as plain values."""
    return {
        "kind": document.kind,
        "number": document.reference_number,
        "issuer": document.issuer,
        "on": document.issued_on.isoformat() if document.issued_on else None,
        "precision": document.issued_precision,
        "title": document.title,
    }
