"""Papers on their way from draft to the archive, and the books their numbers come from."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core import clock
from documents.enums import PaperAction, PaperState, Purpose
from documents.models.kept import StoredFile
from documents.querysets import IssuedPaperQuerySet
from units.models import Unit


class NumberSeries(models.Model):
    """The numbers of one issuing body in one year (article 15): from 1, each given once.

    ``kind`` is the type's code ("QĐ"), or empty where the body numbers all its papers in one
    series. ``body`` is its abbreviation in the symbol ("UBND", "HĐTĐKT"): a council that uses a
    seal of its own counts for itself.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="number_series")
    body = models.CharField(_("cơ quan ban hành"), max_length=40)
    year = models.PositiveSmallIntegerField(_("năm"))
    kind = models.CharField(_("loại văn bản"), max_length=10, blank=True, default="")
    # What was given outside the portal before the series was opened here.
    started_after = models.PositiveIntegerField(_("số cuối cùng đã cấp trước đó"), default=0)
    last_number = models.PositiveIntegerField(_("số cuối cùng đã cấp"), default=0)
    last_dated = models.DateField(_("ngày của số cuối cùng"), null=True, blank=True)

    class Meta:
        verbose_name = _("sổ số văn bản")
        verbose_name_plural = _("sổ số văn bản")
        ordering = ["-year", "body", "kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "body", "year", "kind"], name="documents_series_once"
            ),
            models.CheckConstraint(
                condition=Q(last_number__gte=models.F("started_after")),
                name="documents_series_counts_up",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind or '*'}-{self.body}/{self.year}"


class Signatory(models.Model):
    """Somebody who may sign a unit's papers from a day to a day, and on whose authority."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="signatories")
    name = models.CharField(_("họ và tên"), max_length=200)
    # As printed, one line each: "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH".
    lines = models.JSONField(_("các dòng ghi quyền hạn, chức vụ"), default=list)
    from_on = models.DateField(_("từ ngày"))
    to_on = models.DateField(_("đến hết ngày"), null=True, blank=True)
    basis = models.CharField(_("căn cứ"), max_length=300, blank=True, default="")

    class Meta:
        verbose_name = _("người ký")
        verbose_name_plural = _("người ký")
        ordering = ["unit_id", "from_on", "pk"]

    def __str__(self) -> str:
        return f"{' / '.join(self.lines)} – {self.name}"


class IssuedPaper(models.Model):
    """One paper with its life: checked, frozen, numbered, signed, sent, received or returned.

    The app above that writes its content names itself in ``kind`` and its row in ``object_id``;
    everything that happens to every paper alike happens here.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="issued_papers")
    kind = models.CharField(max_length=60)
    object_id = models.CharField(max_length=64)
    version = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(_("tên loại và trích yếu"), max_length=500)
    type_code = models.CharField(_("mã loại"), max_length=10, blank=True, default="")
    body = models.CharField(_("cơ quan ban hành"), max_length=40, blank=True, default="")
    symbol = models.CharField(_("ký hiệu"), max_length=80, blank=True, default="")
    state = models.CharField(max_length=10, choices=PaperState, default=PaperState.DRAFT)
    row_version = models.PositiveIntegerField(default=0)
    # What a paper of this very app says (a correction, a recall), or what a reader must find again.
    content = models.JSONField(default=dict, blank=True)
    content_hash = models.CharField(max_length=64, blank=True, default="")
    checked_hash = models.CharField(max_length=64, blank=True, default="")
    signatory = models.ForeignKey(
        Signatory, on_delete=models.PROTECT, null=True, blank=True, related_name="papers"
    )
    frozen_pdf = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    frozen_docx = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    frozen_at = models.DateTimeField(null=True, blank=True)
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    series = models.ForeignKey(
        NumberSeries, on_delete=models.PROTECT, null=True, blank=True, related_name="papers"
    )
    number = models.PositiveIntegerField(_("số"), null=True, blank=True)
    dated = models.DateField(_("ngày ban hành"), null=True, blank=True)
    issued_pdf = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    issued_docx = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    job_id = models.BigIntegerField(null=True, blank=True)
    chair_signed_on = models.DateField(_("ngày người có thẩm quyền ký"), null=True, blank=True)
    signed_file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # What the signatures in the signed copy say (documents.signatures).
    signatures = models.JSONField(default=list, blank=True)
    recipient = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="papers_received"
    )
    recipient_name = models.CharField(_("nơi nhận"), max_length=300, blank=True, default="")
    sent_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    purpose = models.CharField(max_length=10, choices=Purpose, default=Purpose.ITSELF)
    about = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="later_papers"
    )
    created_at = models.DateTimeField(default=clock.now, editable=False)

    objects = IssuedPaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("văn bản phát hành")
        verbose_name_plural = _("văn bản phát hành")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id"], name="documents_paper_once"),
            models.UniqueConstraint(
                fields=["series", "number"],
                condition=Q(number__isnull=False),
                name="documents_number_once",
            ),
            models.CheckConstraint(
                condition=Q(number__isnull=True)
                | (Q(series__isnull=False) & Q(dated__isnull=False)),
                name="documents_number_has_a_book",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[PaperState.DRAFT, PaperState.CHECKED])
                | (Q(frozen_pdf__isnull=False) & ~Q(content_hash="")),
                name="documents_frozen_is_whole",
            ),
        ]
        indexes = [models.Index(fields=["unit", "state"], name="documents_paper_state")]

    def __str__(self) -> str:
        return self.title

    @property
    def number_words(self) -> str:
        """Number and symbol, "126/BC-UBND"; nothing while it has no number."""
        return f"{self.number:02d}/{self.symbol}" if self.number is not None else ""


class PaperEvent(models.Model):
    """One step of a paper's life, for those who see the paper."""

    paper = models.ForeignKey(IssuedPaper, on_delete=models.CASCADE, related_name="events")
    action = models.CharField(max_length=16, choices=PaperAction)
    from_state = models.CharField(max_length=10)
    to_state = models.CharField(max_length=10)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.TextField(blank=True, default="")
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.paper_id} {self.action}"
