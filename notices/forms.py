"""What people type on the pages of the outbox."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.form_fields import ParagraphField
from notices.enums import OutgoingState
from notices.models import Mailing, Outgoing
from notices.services.outbox import mark_of

LONGEST_BODY = 4000
LONGEST_FOREWORD = 1000


class MessageForm(forms.Form):
    """One message before it is sent."""

    subject = forms.CharField(label=_("Tiêu đề"), max_length=300)
    body = ParagraphField(label=_("Nội dung"), rows=10, max_length=LONGEST_BODY)
    is_left_out = forms.BooleanField(label=_("Không gửi tin này"), required=False)
    seen = forms.CharField(max_length=16, widget=forms.HiddenInput())

    def __init__(self, *args: Any, message: Outgoing, **kwargs: Any) -> None:
        kwargs.setdefault(
            "initial",
            {
                "subject": message.subject,
                "body": message.body,
                "is_left_out": message.state == OutgoingState.LEFT_OUT,
                "seen": mark_of(message),
            },
        )
        super().__init__(*args, **kwargs)


class ForewordForm(forms.Form):
    """The office's own words above every message."""

    foreword = ParagraphField(
        label=_("Lời nhắn chung"),
        rows=3,
        max_length=LONGEST_FOREWORD,
        required=False,
        help_text=_("Đứng đầu mọi tin của đợt này. Có thể để trống."),
    )

    def __init__(self, *args: Any, mailing: Mailing, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"foreword": mailing.foreword})
        super().__init__(*args, **kwargs)


class SendForm(forms.Form):
    """How many people the sender saw on the page that asks once more."""

    count = forms.IntegerField(widget=forms.HiddenInput())
