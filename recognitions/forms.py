"""What officers type about a title."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from core.form_fields import DayField, LineField, ParagraphField
from documents.services import keep
from documents.uploads import (
    IMAGES,
    CheckedUpload,
    FileKind,
    UploadRefusedError,
    check_size,
    check_upload,
)
from recognitions.models import Title
from recognitions.services import Decision

SCANS = IMAGES | {FileKind.PDF}
LONGEST_NOTE = 1000


class YearField(forms.IntegerField):
    """A year in four figures."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    default_error_messages = {
        "required": _("Hãy ghi năm, ví dụ 2026."),
        "invalid": _("Năm phải là bốn chữ số, ví dụ 2026."),
    }


class LateEntryForm(forms.Form):
    """A form that asks for a reason where years are closed over who is entered.

    Whether one of them is touched is known when the years are typed: the service refuses then.
    """

    reason = ParagraphField(
        label=_("Lý do thay đổi sau khi chốt"), rows=2, max_length=LONGEST_NOTE, required=False
    )

    def __init__(self, *args: Any, closed: Collection[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not closed:
            del self.fields["reason"]
            return
        self.fields["reason"].help_text = _(
            "Phải ghi khi năm xét hoặc năm của quyết định đã khóa (%(years)s)."
        ) % {"years": ", ".join(str(one) for one in sorted(closed))}

    @property
    def given_reason(self) -> str:
        """The typed reason; empty where none is asked for."""
        return str(self.cleaned_data.get("reason", ""))


class ConsiderForm(LateEntryForm):
    """A title under consideration: the year, and what there is to say."""

    year = YearField(label=_("Năm xét"))
    note = ParagraphField(label=_("Ghi chú"), rows=3, max_length=LONGEST_NOTE, required=False)
    field_order = ("year", "note", "reason")


class DecisionForm(LateEntryForm):
    """A decision by which a title was recognised, read off the paper."""

    year = YearField(label=_("Năm xét"))
    number = LineField(label=_("Số quyết định"), max_length=80, help_text=_("Ví dụ 45/QĐ-UBND."))
    decided_on = DayField(label=_("Ngày quyết định"))
    decided_by = LineField(
        label=_("Cơ quan, người ra quyết định"),
        max_length=200,
        help_text=_("Ví dụ Chủ tịch UBND xã Na Rì."),
    )
    signer = LineField(label=_("Người ký"), max_length=120, required=False)
    valid_from = DayField(
        label=_("Có giá trị từ ngày"),
        required=False,
        help_text=_("Để trống thì tính từ ngày quyết định."),
    )
    valid_to = DayField(label=_("Đến hết ngày"), required=False)
    scan = forms.FileField(
        label=_("Bản quét hoặc ảnh chụp quyết định"),
        required=False,
        help_text=_("PDF hoặc ảnh, không quá 10 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png,.webp"}),
    )
    note = ParagraphField(label=_("Ghi chú"), rows=2, max_length=LONGEST_NOTE, required=False)
    field_order = (
        *("year", "number", "decided_on", "decided_by", "signer"),
        *("valid_from", "valid_to", "scan", "note", "reason"),
    )

    def __init__(self, *args: Any, title: Title, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if title.valid_months:
            self.fields["valid_to"].help_text = _(
                "Để trống thì tính %(months)s tháng theo quy định của danh hiệu."
            ) % {"months": title.valid_months}
        else:
            self.fields["valid_to"].help_text = _(
                "Thời hạn của danh hiệu này chưa rõ. Ghi theo quyết định; không có thì để trống."
            )

    def clean_scan(self) -> CheckedUpload | None:
        """The scan by its content; refused with the reason when it is not what it says."""
        upload: UploadedFile[Any] | None = self.cleaned_data["scan"]
        if upload is None:
            return None
        try:
            check_size(upload.size or 0)
            return check_upload(upload.name or "", upload.read(), allowed=SCANS)
        except UploadRefusedError as error:
            raise ValidationError(str(error)) from error

    def decision(self) -> Decision:
        """What was typed, its scan kept; only for a valid form."""
        data = self.cleaned_data
        scan: CheckedUpload | None = data["scan"]
        return Decision(
            number=data["number"],
            decided_on=data["decided_on"],
            decided_by=data["decided_by"],
            signer=data["signer"],
            valid_from=data["valid_from"],
            valid_to=data["valid_to"],
            scan=keep(scan) if scan else None,
            scan_name=scan.name if scan else "",
            note=data["note"],
        )


class RevokeForm(forms.Form):
    """Why a title is taken back."""

    reason = ParagraphField(label=_("Lý do"), rows=3, max_length=LONGEST_NOTE)
    version = forms.IntegerField(widget=forms.HiddenInput)
