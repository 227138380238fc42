"""Legal documents in the operator's window."""

from __future__ import annotations

from django.contrib import admin

from core.steward import AuditedAdmin
from documents.models import LegalDocument


@admin.register(LegalDocument)
class LegalDocumentAdmin(AuditedAdmin):
    """A paper as it is cited; number and date stay empty until they are known."""

    list_display = ("kind", "reference_number", "issued_on", "issuer", "title")
    list_filter = ("kind",)
    search_fields = ("reference_number", "title", "issuer")
    ordering = ("kind", "reference_number", "pk")
    fields = (
        ("kind", "reference_number"),
        ("issued_on", "issued_precision"),
        "issuer",
        "title",
        "signer",
        "note",
    )
