"""What people type about papers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core import clock
from core.form_fields import DayField, LineField, ParagraphField
from documents.uploads import (
    CheckedUpload,
    FileKind,
    UploadRefusedError,
    check_size,
    check_upload,
)


class NumberForm(forms.Form):
    """The day under which the next number is given."""

    dated = DayField(label=_("Ngày ban hành"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dated"].initial = clock.today()


class SigningForm(forms.Form):
    """The day on which the paper was signed."""

    signed_on = DayField(label=_("Ngày ký"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["signed_on"].initial = clock.today()


class SignedCopyForm(forms.Form):
    """The signed copy: the PDF with its signatures, or a scan."""

    file = forms.FileField(
        label=_("Tệp đã ký"),
        help_text=_("PDF có chữ ký số, hoặc PDF quét từ bản giấy."),
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
    )

    def clean_file(self) -> CheckedUpload:
        """The file after the product's own look at it."""
        upload: Any = self.cleaned_data["file"]
        try:
            check_size(upload.size or 0)
            return check_upload(upload.name or "", upload.read(), allowed=frozenset({FileKind.PDF}))
        except UploadRefusedError as error:
            raise ValidationError(str(error)) from error


class NoteForm(forms.Form):
    """Words that go with an act."""

    note = ParagraphField(label=_("Lý do, yêu cầu bổ sung"), max_length=2000, rows=3)


class SeriesForm(forms.Form):
    """A book opened in the middle of a year."""

    body = LineField(
        label=_("Cơ quan ban hành"),
        max_length=40,
        help_text=_("Chữ viết tắt trong ký hiệu, ví dụ UBND hoặc HĐTĐKT."),
    )
    kind = LineField(
        label=_("Loại văn bản"),
        max_length=10,
        required=False,
        help_text=_("Ví dụ BC, QĐ, TTr. Để trống khi cơ quan dùng một sổ chung cho mọi loại."),
    )
    year = forms.IntegerField(label=_("Năm"), min_value=2020, max_value=2100)
    started_after = forms.IntegerField(
        label=_("Số cuối cùng đã cấp trước đó"),
        min_value=0,
        max_value=99_999,
        help_text=_("Số kế tiếp do hệ thống cấp. Chưa cấp số nào thì ghi 0."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].initial = clock.today().year
        self.fields["started_after"].initial = 0


class SignatoryForm(forms.Form):
    """Who signs, as printed, and from which day to which."""

    name = LineField(label=_("Họ và tên"), max_length=200)
    lines = ParagraphField(
        label=_("Quyền hạn, chức vụ"),
        help_text=_(
            "Mỗi dòng như in trên văn bản, ví dụ: TM. ỦY BAN NHÂN DÂN, dòng dưới KT. CHỦ TỊCH, "
            "dòng dưới PHÓ CHỦ TỊCH."
        ),
        rows=3,
        max_length=300,
    )
    from_on = DayField(label=_("Từ ngày"))
    to_on = DayField(label=_("Đến hết ngày"), required=False)
    basis = LineField(
        label=_("Căn cứ"),
        max_length=300,
        required=False,
        help_text=_("Ví dụ số, ngày của văn bản phân công, ủy quyền."),
    )

    def clean_lines(self) -> list[str]:
        """The lines as a list, blanks left out."""
        typed: str = self.cleaned_data["lines"]
        return [line.strip() for line in typed.splitlines() if line.strip()]

    def clean(self) -> dict[str, Any]:
        """The last day does not come before the first."""
        given = super().clean() or {}
        first, last = given.get("from_on"), given.get("to_on")
        if first and last and last < first:
            self.add_error("to_on", _("Ngày cuối không thể trước ngày đầu."))
        return given


class RecallForm(forms.Form):
    """Why a paper is taken back."""

    reason = ParagraphField(label=_("Lý do thu hồi"), max_length=1000, rows=3)


class CorrectionForm(forms.Form):
    """What stands wrong, where, and what is to be read instead."""

    place = LineField(
        label=_("Chỗ cần đính chính"),
        max_length=200,
        help_text=_("Ví dụ: mục III.2, Bảng 3, Phụ lục I."),
    )
    wrong = LineField(label=_("Nội dung đã ghi"), max_length=500)
    right = LineField(label=_("Nội dung đính chính"), max_length=500)
    reason = ParagraphField(label=_("Lý do"), max_length=1000, rows=3)
