"""Legal documents that are cited, and files that are kept."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from documents.enums import DatePrecision

_DAYS: Final[dict[str, str]] = {
    DatePrecision.DAY: " ngày %d/%m/%Y",
    DatePrecision.MONTH: " tháng %m/%Y",
    DatePrecision.YEAR: " năm %Y",
}


class LegalDocument(models.Model):
    """A paper with legal force, as it is cited. Unknown number or date stays empty."""

    kind = models.CharField(_("loại văn bản"), max_length=60)
    reference_number = models.CharField(_("số, ký hiệu"), max_length=80, blank=True, default="")
    issuer = models.CharField(_("cơ quan ban hành"), max_length=200, blank=True, default="")
    issued_on = models.DateField(_("ngày ban hành"), null=True, blank=True)
    issued_precision = models.CharField(
        _("độ chính xác của ngày"),
        max_length=8,
        choices=DatePrecision,
        default=DatePrecision.UNKNOWN,
    )
    title = models.TextField(_("trích yếu"), blank=True, default="")
    signer = models.CharField(_("người ký"), max_length=200, blank=True, default="")
    note = models.TextField(_("ghi chú"), blank=True, default="")

    class Meta:
        verbose_name = _("văn bản")
        verbose_name_plural = _("văn bản")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "reference_number", "issuer", "issued_on"],
                condition=~Q(reference_number=""),
                name="documents_legal_document_once",
            )
        ]

    def __str__(self) -> str:
        number = f" số {self.reference_number}" if self.reference_number else ""
        issuer = f" của {self.issuer}" if self.issuer else ""
        return f"{self.kind}{number}{self._day}{issuer}"

    @property
    def _day(self) -> str:
        """No more than the source gives: of a month its first day is not known."""
        pattern = _DAYS.get(self.issued_precision)
        return f"{self.issued_on:{pattern}}" if self.issued_on and pattern else ""


class StoredFile(models.Model):
    """Bytes kept once, addressed by their SHA-256; served only by the app that holds them."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    content_type = models.CharField(max_length=100)
    # Of a picture: what it shows (documents.photos.fingerprint); near ones are the same picture.
    shows = models.CharField(max_length=32, blank=True, default="")
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.sha256[:12]
