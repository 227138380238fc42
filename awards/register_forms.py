"""What the office types about decisions, certificates and printers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from awards.enums import Level
from awards.models import AwardType
from awards.services.conferring import DecisionFacts
from awards.services.printing import PrinterFacts
from awards.services.revoking import RevocationFacts
from campaigns.models import Campaign
from core.form_fields import DayField, LineField, NumberField, ParagraphField
from documents.services import keep
from documents.uploads import (
    IMAGES,
    CheckedUpload,
    FileKind,
    UploadRefusedError,
    check_size,
    check_upload,
)

SCANS = IMAGES | {FileKind.PDF}
LONGEST_TEXT = 1000
LONGEST_REASON = 300
MOST_SHIFT = 50


class YearField(forms.IntegerField):
    """A year in four figures."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    default_error_messages = {
        "required": _("Hãy ghi năm, ví dụ 2026."),
        "invalid": _("Năm phải là bốn chữ số, ví dụ 2026."),
    }


class ScanField(forms.FileField):
    """A scanned paper, known by its content."""

    widget = forms.ClearableFileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png,.webp"})

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault("help_text", _("PDF hoặc ảnh, không quá 10 MB."))
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> CheckedUpload | None:
        """The checked file; refused with the reason when it is not what it says."""
        upload: UploadedFile[Any] | None = super().clean(data, initial)
        if not upload:
            return None
        try:
            check_size(upload.size or 0)
            return check_upload(upload.name or "", upload.read(), allowed=SCANS)
        except UploadRefusedError as error:
            raise ValidationError(str(error)) from error


class DecisionForm(forms.Form):
    """A signed decision, read off the paper, for everybody who was chosen."""

    award_type = forms.ModelChoiceField(
        label=_("Hình thức khen thưởng"),
        queryset=AwardType.objects.all(),
        empty_label=_("Chọn hình thức"),
    )
    number = LineField(label=_("Số quyết định"), max_length=80, help_text=_("Ví dụ 145/QĐ-UBND."))
    decided_on = DayField(label=_("Ngày ký"))
    issuer = LineField(
        label=_("Người, cơ quan quyết định"),
        max_length=200,
        help_text=_("Ví dụ Chủ tịch Ủy ban nhân dân xã Na Rì."),
    )
    signer = LineField(label=_("Người ký"), max_length=120, required=False)
    signer_title = LineField(label=_("Chức vụ người ký"), max_length=120, required=False)
    campaign = forms.ModelChoiceField(
        label=_("Phong trào"),
        queryset=Campaign.objects.none(),
        required=False,
        empty_label=_("Không gắn với phong trào nào"),
    )
    period_from = YearField(label=_("Thành tích từ năm"))
    period_to = YearField(label=_("Đến năm"))
    achievement = ParagraphField(
        label=_("Thành tích ghi trên bằng"), rows=3, max_length=LONGEST_REASON, required=False
    )
    is_own = forms.BooleanField(
        label=_("Quyết định của đơn vị mình: cấp số và in bằng ở đây"), required=False
    )
    scan = ScanField(label=_("Bản quét hoặc ảnh chụp quyết định"))

    def __init__(self, *args: Any, campaigns: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["campaign"].queryset = campaigns  # type: ignore[attr-defined]

    def facts(self) -> DecisionFacts:
        """What was typed, its scan kept; only for a valid form."""
        data = self.cleaned_data
        scan: CheckedUpload | None = data["scan"]
        return DecisionFacts(
            number=data["number"],
            decided_on=data["decided_on"],
            issuer=data["issuer"],
            level=Level(data["award_type"].level),
            signer=data["signer"],
            signer_title=data["signer_title"],
            is_outside=not data["is_own"],
            scan=keep(scan) if scan else None,
            scan_name=scan.name if scan else "",
        )


class RevokeForm(forms.Form):
    """The decision that takes an award back."""

    number = LineField(label=_("Số quyết định thu hồi"), max_length=80)
    decided_on = DayField(label=_("Ngày ký"))
    issuer = LineField(label=_("Người, cơ quan quyết định"), max_length=200)
    reason = ParagraphField(label=_("Lý do"), rows=3, max_length=LONGEST_TEXT)
    scan = ScanField(label=_("Bản quét quyết định thu hồi"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def facts(self) -> RevocationFacts:
        """What was typed, its scan kept; only for a valid form."""
        data = self.cleaned_data
        scan: CheckedUpload | None = data["scan"]
        return RevocationFacts(
            number=data["number"],
            decided_on=data["decided_on"],
            issuer=data["issuer"],
            reason=data["reason"],
            scan=keep(scan) if scan else None,
            scan_name=scan.name if scan else "",
        )


class ReissueForm(forms.Form):
    """Why a sheet is replaced."""

    reason = ParagraphField(label=_("Lý do cấp đổi"), rows=3, max_length=LONGEST_TEXT)
    version = forms.IntegerField(widget=forms.HiddenInput)


class PrinterForm(forms.Form):
    """A printer, its stock and its shift."""

    name = LineField(
        label=_("Tên máy in và khay giấy"),
        max_length=80,
        help_text=_("Ví dụ: Máy in phòng VH-XH, khay tay."),
    )
    is_preprinted = forms.BooleanField(
        label=_("Phôi đã in sẵn khung, quốc hiệu và tên hình thức"), required=False
    )
    width = NumberField(label=_("Chiều ngang tờ giấy (mm)"))
    height = NumberField(label=_("Chiều dọc tờ giấy (mm)"))
    shift_x = NumberField(
        label=_("Bù ngang (mm)"), help_text=_("Số dương dịch sang phải, số âm sang trái.")
    )
    shift_y = NumberField(
        label=_("Bù dọc (mm)"), help_text=_("Số dương dịch xuống dưới, số âm lên trên.")
    )

    def clean(self) -> dict[str, Any]:
        """Sizes and shifts that a sheet can have."""
        data = super().clean() or {}
        for name in ("width", "height"):
            if data.get(name) is not None and not 100 <= data[name] <= 600:
                self.add_error(name, _("Khổ giấy phải từ 100 đến 600 mm."))
        for name in ("shift_x", "shift_y"):
            if data.get(name) is not None and abs(data[name]) > MOST_SHIFT:
                self.add_error(name, _("Chỉ bù được từ -50 đến 50 mm. Hãy đo lại trên tờ thử."))
        return data

    def facts(self) -> PrinterFacts:
        """What was typed; only for a valid form."""
        return PrinterFacts(**self.cleaned_data)


class HonoursForm(forms.Form):
    """The year to lay open."""

    year = YearField(label=_("Năm thành tích"))


class CodeForm(forms.Form):
    """The code beside the picture."""

    code = LineField(
        label=_("Mã in cạnh hình vuông"),
        max_length=40,
        help_text=_("16 chữ và số, gõ liền hay cách quãng đều được."),
    )
