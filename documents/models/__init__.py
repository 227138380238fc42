"""Legal documents that are cited, files that are kept, papers that are issued."""

from __future__ import annotations

from documents.models.issued import IssuedPaper, NumberSeries, PaperEvent, Signatory
from documents.models.kept import LegalDocument, StoredFile

__all__ = [
    "IssuedPaper",
    "LegalDocument",
    "NumberSeries",
    "PaperEvent",
    "Signatory",
    "StoredFile",
]
