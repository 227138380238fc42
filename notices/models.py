"""What people are told inside the product."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core import clock
from notices.enums import MailingState, OutgoingState
from notices.querysets import MailingQuerySet, NoticeQuerySet
from units.models import Unit


class Notice(models.Model):
    """A message to one person about one object, named by kind, id, label and address."""

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices"
    )
    subject = models.CharField(_("tiêu đề"), max_length=300)
    body = models.TextField(_("nội dung"), blank=True, default="")
    object_kind = models.CharField(max_length=80, blank=True, default="")
    object_id = models.CharField(max_length=64, blank=True, default="")
    path = models.CharField(max_length=300, blank=True, default="")
    once_key = models.CharField(max_length=160, blank=True, default="")
    created_at = models.DateTimeField(default=clock.now, editable=False)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "once_key"],
                condition=~models.Q(once_key=""),
                name="notices_told_once",
            )
        ]
        indexes = [models.Index(fields=["recipient", "read_at"], name="notices_unread")]

    def __str__(self) -> str:
        return self.subject


class Mailing(models.Model):
    """The messages that one office has ready for one day: looked at, edited, then sent.

    ``unreached`` names the units for which nobody has an account.
    """

    unit = models.ForeignKey(
        Unit, verbose_name=_("cơ quan gửi"), on_delete=models.PROTECT, related_name="mailings"
    )
    kind = models.CharField(max_length=20)
    day = models.DateField(_("ngày"))
    label = models.CharField(_("tên"), max_length=200)
    is_automatic = models.BooleanField(_("gửi tự động"), default=False)
    state = models.CharField(
        _("trạng thái"), max_length=10, choices=MailingState, default=MailingState.PREPARED
    )
    version = models.PositiveIntegerField(default=0)
    foreword = models.TextField(_("lời nhắn chung"), blank=True, default="")
    unreached = models.JSONField(default=list)
    prepared_at = models.DateTimeField(_("chuẩn bị lúc"), default=clock.now, editable=False)
    sent_at = models.DateTimeField(_("gửi lúc"), null=True, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("người gửi"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    objects = MailingQuerySet.as_manager()

    class Meta:
        ordering = ["-day", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "kind", "day", "is_automatic"], name="notices_mailing_once_a_day"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=MailingState.values),
                name="notices_mailing_state_known",
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Outgoing(models.Model):
    """One message of a mailing to one person: a notice, and an e-mail where there is an address.

    ``about`` are the keys of what it reminds of, as whoever prepared it names them.
    """

    mailing = models.ForeignKey(Mailing, on_delete=models.CASCADE, related_name="messages")
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    kind = models.CharField(max_length=20)
    day = models.DateField()
    for_units = models.CharField(_("đơn vị"), max_length=300, blank=True, default="")
    subject = models.CharField(_("tiêu đề"), max_length=300)
    body = models.TextField(_("nội dung"))
    path = models.CharField(max_length=300, blank=True, default="")
    about = models.JSONField(default=list)
    state = models.CharField(max_length=12, choices=OutgoingState, default=OutgoingState.WAITING)
    error = models.TextField(blank=True, default="")
    mailed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "kind", "day"], name="notices_one_digest_a_day"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=OutgoingState.values),
                name="notices_outgoing_state_known",
            ),
        ]

    def __str__(self) -> str:
        return self.subject
