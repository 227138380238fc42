"""What a person says about a file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from documents.uploads import CheckedUpload, UploadRefusedError
from imports.enums import Mode
from imports.readers.package import checked_workbook

ACCEPT = ".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class UploadForm(forms.Form):
    """One workbook."""

    file = forms.FileField(
        label=_("Tệp Excel (.xlsx)"),
        help_text=_("Nặng nhất 10 MB. Hệ thống đọc tệp và cho xem trước, chưa ghi gì."),
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        max_length=200,
        error_messages={"required": _("Hãy chọn tệp Excel cần gửi.")},
    )

    def clean_file(self) -> CheckedUpload:
        """The workbook once its parts were looked at."""
        try:
            return checked_workbook(self.cleaned_data["file"])
        except UploadRefusedError as error:
            raise forms.ValidationError(str(error)) from error


class CommitForm(forms.Form):
    """How a previewed file is written; which rows are left out."""

    mode = forms.ChoiceField(
        label=_("Cách ghi"),
        choices=Mode.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Hãy chọn cách ghi: tất cả hoặc chỉ dòng đúng.")},
    )
    skip_alike = forms.BooleanField(label=_("Bỏ qua mọi dòng nghi trùng"), required=False)

    def __init__(self, *args: Any, has_alike: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_alike:
            del self.fields["skip_alike"]
