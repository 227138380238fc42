"""The words of notices."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class MailingState(models.TextChoices):
    """A mailing waits for a person's look, was sent, or was dropped."""

    PREPARED = "prepared", _("chờ xem và gửi")
    SENT = "sent", _("đã gửi")
    DROPPED = "dropped", _("đã bỏ, không gửi")


class OutgoingState(models.TextChoices):
    """Where one message stands; ``INBOX`` is told inside the product only."""

    WAITING = "unsent", _("chưa gửi")
    QUEUED = "mail_queued", _("đã vào hộp thư, đang gửi thư điện tử")
    SENT = "sent_out", _("đã vào hộp thư, đã gửi thư điện tử")
    INBOX = "inbox_only", _("đã vào hộp thư, không có thư điện tử")
    FAILED = "not_sent", _("đã vào hộp thư, chưa gửi được thư điện tử")
    LEFT_OUT = "left_out", _("không gửi")
    NEEDLESS = "needless", _("không gửi: việc đã xong")
