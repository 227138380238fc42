"""What a person says about a file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.forms import OnBehalfForm
from assessments.services.submission import Submission
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


_ON_BEHALF = {
    "channel": (
        _("Kết quả của các thôn đến bằng"),
        _("Nhập thay đơn vị: ghi một lần cho cả tệp, hiện ở phiếu và nhật ký của từng thôn."),
    ),
    "paper_on": (
        _("Ngày thôn báo kết quả"),
        _("Ngày kết quả đến văn phòng, từ đầu năm đến hôm nay."),
    ),
}


class CommitForm(OnBehalfForm):
    """How a previewed file is written; which rows are left out; how what it says arrived."""

    mode = forms.ChoiceField(
        label=_("Cách ghi"),
        choices=Mode.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Hãy chọn cách ghi: tất cả hoặc chỉ dòng đúng.")},
    )
    skip_alike = forms.BooleanField(label=_("Bỏ qua mọi dòng nghi trùng"), required=False)

    def __init__(self, *args: Any, has_alike: bool, on_behalf: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_alike:
            del self.fields["skip_alike"]
        for name, words in _ON_BEHALF.items():
            if not on_behalf:
                del self.fields[name]
            else:
                self.fields[name].label, self.fields[name].help_text = words

    @property
    def received(self) -> Submission | None:
        """How and when what is entered on behalf arrived; call after ``is_valid``."""
        if "channel" not in self.fields:
            return None
        given = self.cleaned_data
        return Submission(channel=given["channel"], paper_on=given["paper_on"])
