"""Legal documents are entered once, however many plans and sets cite them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from documents.enums import DatePrecision
from documents.models import LegalDocument


@dataclass(frozen=True)
class Citation:
    """A document as somebody cites it; what the citation does not give is empty."""

    kind: str
    number: str
    issuer: str = ""
    issued_on: dt.date | None = None
    precision: DatePrecision = DatePrecision.DAY
    title: str = ""
    signer: str = ""
    note: str = ""


def cited_document(citation: Citation) -> LegalDocument:
    """Return the document with this kind, number, issuer and date, entered when it is new.

    The first citation that gives a title or a signer fills it in; none overwrites another's.
    A paper without a number is never taken for another one: use ``own_document`` for those.
    """
    row, _created = LegalDocument.objects.get_or_create(
        kind=citation.kind,
        reference_number=citation.number,
        issuer=citation.issuer,
        issued_on=citation.issued_on,
        defaults={
            "issued_precision": _precision(citation),
            "title": citation.title,
            "signer": citation.signer,
            "note": citation.note,
        },
    )
    missing = {
        field: getattr(citation, field)
        for field in ("title", "signer")
        if getattr(citation, field) and not getattr(row, field)
    }
    if missing:
        LegalDocument.objects.filter(pk=row.pk).update(**missing)
        row.refresh_from_db()
    return row


def own_document(citation: Citation, known: LegalDocument | None) -> LegalDocument:
    """Return the paper itself, brought up to what the citation says.

    ``known`` is the row it had before; without a number that is the only way to find it again.
    """
    if known is None and citation.number:
        known = cited_document(citation)
    row = known or LegalDocument()
    row.kind, row.reference_number, row.issuer = citation.kind, citation.number, citation.issuer
    row.issued_on, row.issued_precision = citation.issued_on, _precision(citation)
    row.title, row.signer, row.note = citation.title, citation.signer, citation.note
    row.save()
    return row


def _precision(citation: Citation) -> DatePrecision:
    return citation.precision if citation.issued_on else DatePrecision.UNKNOWN
