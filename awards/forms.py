"""What people type about proposals, sessions and decisions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from awards.enums import (
    Attendance,
    Choice,
    MemberPost,
    Paper,
    QuotaBasis,
    RecipientKind,
    Rounding,
    VoteMode,
)
from awards.models import AgendaItem, AwardType, SessionMember
from awards.services.quotas import QuotaRow
from campaigns.enums import Occasion
from core.form_fields import DayField, LineField, ParagraphField
from documents.models import Signatory
from documents.services import keep
from documents.uploads import (
    IMAGES,
    CheckedUpload,
    FileKind,
    UploadRefusedError,
    check_size,
    check_upload,
)

SCANS = IMAGES | {FileKind.PDF, FileKind.DOCX}
LONGEST = 4000


class ScanField(forms.FileField):
    """A scan by its content; gives a checked upload, or ``None``."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault("help_text", _("PDF, Word hoặc ảnh, không quá 10 MB."))
        kwargs.setdefault(
            "widget",
            forms.ClearableFileInput(attrs={"accept": ".pdf,.docx,.jpg,.jpeg,.png,.webp"}),
        )
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        upload: UploadedFile[Any] | None = super().clean(data, initial)
        if not upload:
            return None
        try:
            check_size(upload.size or 0)
            return check_upload(upload.name or "", upload.read(), allowed=SCANS)
        except UploadRefusedError as error:
            raise ValidationError(str(error)) from error


def kept(scan: CheckedUpload | None) -> dict[str, Any]:
    """The file and its name as services take them."""
    if scan is None:
        return {"scan": None, "scan_name": ""}
    return {"scan": keep(scan), "scan_name": scan.name}


class CountField(forms.IntegerField):
    """A count of people or votes, never below nothing."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    default_error_messages = {
        "required": _("Hãy ghi một số."),
        "invalid": _("Hãy ghi một số nguyên, ví dụ 12."),
        "min_value": _("Số không được nhỏ hơn %(limit_value)s."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("min_value", 0)
        super().__init__(**kwargs)


class VersionForm(forms.Form):
    """An act without words."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class NoteForm(VersionForm):
    """An act with a reason."""

    note = ParagraphField(label=_("Lý do"), rows=3, max_length=LONGEST)


class PaperForm(VersionForm):
    """An act that a paper of somebody else stands behind."""

    issuer = LineField(label=_("Cơ quan ban hành văn bản"), max_length=200, required=False)
    number = LineField(label=_("Số văn bản"), max_length=80, help_text=_("Ví dụ 45/TTr-UBND."))
    dated = DayField(label=_("Ngày văn bản"))
    scan = ScanField(label=_("Bản quét văn bản"))
    note = ParagraphField(label=_("Nội dung, lý do"), rows=2, max_length=LONGEST, required=False)


class LowerForm(PaperForm):
    """A lower form that the province asks for."""

    award_type = forms.ModelChoiceField(
        label=_("Hình thức thấp hơn"),
        queryset=AwardType.objects.filter(level__in=["commune", "agency"]),
        empty_label=_("Chọn hình thức"),
    )


class LetterForm(forms.Form):
    """A new letter: for which occasion of which year."""

    occasion = forms.ChoiceField(label=_("Dịp khen thưởng"), choices=Occasion.choices)
    year = forms.IntegerField(
        label=_("Năm"), widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )


class ItemForm(VersionForm):
    """What an item says."""

    summary = ParagraphField(
        label=_("Tóm tắt thành tích"),
        rows=3,
        max_length=600,
        required=False,
        help_text=_("Không quá 3 dòng; in trong danh sách."),
    )
    report = ParagraphField(
        label=_("Báo cáo thành tích"),
        rows=8,
        max_length=LONGEST,
        help_text=_("Việc đã làm và kết quả, có số liệu; mỗi ý một dòng."),
    )
    is_leader = forms.TypedChoiceField(
        label=_("Chức vụ"),
        required=False,
        choices=[("", _("Chưa ghi")), ("yes", _("Lãnh đạo, quản lý")), ("no", _("Trực tiếp"))],
        coerce={"yes": True, "no": False}.get,
        empty_value=None,
    )


class AttachForm(forms.Form):
    """A paper for the dossier."""

    paper = forms.ChoiceField(label=_("Giấy tờ"), choices=Paper.choices)
    scan = ScanField(label=_("Tệp"), required=True)


class MeetingForm(forms.Form):
    """The village's meeting; the votes stand in fields of their own, by item."""

    held_on = DayField(label=_("Ngày họp"))
    households = CountField(label=_("Tổng số hộ của thôn"), min_value=1)
    present = CountField(label=_("Số người dự họp"), min_value=1)
    chaired_by = LineField(label=_("Người chủ trì"), max_length=120)
    kept_by = LineField(label=_("Thư ký cuộc họp"), max_length=120)
    minutes = ParagraphField(label=_("Ý kiến tại cuộc họp"), rows=3, required=False)
    scan = ScanField(label=_("Bản quét biên bản"))


class SendForm(forms.Form):
    """Sending; the reason only for a late letter."""

    late_reason = ParagraphField(
        label=_("Lý do gửi muộn"), rows=2, max_length=LONGEST, required=False
    )


class CloseLetterForm(forms.Form):
    """Who signs the letter that is closed, and that somebody saw what it leaves open."""

    signatory = forms.ModelChoiceField(
        label=_("Người ký"),
        queryset=Signatory.objects.none(),
        required=False,
        empty_label=_("Người đứng đầu đơn vị, chưa ghi tên"),
    )
    # Whether it must be ticked, the closing knows: the papers may have changed meanwhile.
    unwritten_seen = forms.BooleanField(required=False)

    def __init__(self, *args: Any, signatories: Any, places: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["signatory"].queryset = signatories  # type: ignore[attr-defined]
        seen = self.fields["unwritten_seen"]
        seen.label = gettext("Tôi đã xem %(n)s chỗ chưa có nội dung và vẫn chốt") % {"n": places}
        if not places:
            del self.fields["unwritten_seen"]


class AppraisalForm(VersionForm):
    """What the office found."""

    appraisal = ParagraphField(label=_("Ý kiến thẩm định"), rows=3, max_length=LONGEST)


class AnswerForm(forms.Form):
    """The answer to a warning."""

    answer = ParagraphField(label=_("Ý kiến trả lời"), rows=2, max_length=LONGEST)


class DecisionFactsForm(forms.Form):
    """The signed decision, read off the paper."""

    number = LineField(label=_("Số quyết định"), max_length=80, help_text=_("Ví dụ 215/QĐ-UBND."))
    decided_on = DayField(label=_("Ngày ký"))
    issuer = LineField(label=_("Người, cơ quan ra quyết định"), max_length=200)
    signer = LineField(label=_("Người ký"), max_length=120, required=False)
    scan = ScanField(label=_("Bản quét quyết định đã ký"))


class SessionForm(forms.Form):
    """A session to be prepared."""

    held_on = DayField(label=_("Ngày họp"))
    place = LineField(label=_("Địa điểm"), max_length=200, required=False)
    mode = forms.ChoiceField(
        label=_("Cách bỏ phiếu"), choices=VoteMode.choices, widget=forms.RadioSelect
    )


class CloseForm(forms.Form):
    """The end of a session; the chair's word on each item whose rule gives it on a tie."""

    minutes = ParagraphField(label=_("Ý kiến thảo luận"), rows=4, required=False)

    def __init__(self, *args: Any, items: Iterable[AgendaItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = {f"tie-{one.pk}": one.pk for one in items if one.rule.tie_to_chair}
        names = {one.pk: one.proposal.recipient_name for one in items}
        for field, pk in self.items.items():
            self.fields[field] = forms.ChoiceField(
                label=_("Nếu ngang phiếu, ý kiến chủ tọa về %(name)s") % {"name": names[pk]},
                choices=[("yes", _("Đồng ý")), ("no", _("Không đồng ý"))],
                widget=forms.RadioSelect,
                error_messages={
                    "required": _(
                        "Quy tắc để chủ tọa quyết khi ngang phiếu: hãy ghi ý kiến của chủ tọa."
                    )
                },
            )

    @property
    def chair_says(self) -> dict[int, bool]:
        """What the chair said, by item; only for a valid form."""
        return {pk: self.cleaned_data[field] == "yes" for field, pk in self.items.items()}


class SeatForm(forms.Form):
    """A member of the council."""

    full_name = LineField(label=_("Họ và tên"), max_length=120)
    title = LineField(label=_("Chức vụ"), max_length=160, required=False)
    post = forms.ChoiceField(label=_("Trong Hội đồng"), choices=MemberPost.choices)
    user = forms.ModelChoiceField(
        label=_("Tài khoản để bỏ phiếu"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("không có, bỏ phiếu trên giấy"),
    )
    from_on = DayField(label=_("Là thành viên từ ngày"))
    basis = LineField(label=_("Quyết định thành lập Hội đồng"), max_length=200, required=False)

    def __init__(self, *args: Any, users: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = users  # type: ignore[attr-defined]


class UnseatForm(forms.Form):
    """The last day of a member."""

    to_on = DayField(label=_("Đến hết ngày"))


class RemoveForm(forms.Form):
    """Why a member leaves a session."""

    member = forms.ModelChoiceField(
        label=_("Thành viên"),
        queryset=SessionMember.objects.none(),
        empty_label=_("Chọn thành viên"),
    )
    reason = LineField(label=_("Lý do"), max_length=300)

    def __init__(self, *args: Any, members: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = members  # type: ignore[attr-defined]


class QuotaForm(forms.Form):
    """A quota as its paper has it."""

    award_type = forms.ModelChoiceField(
        label=_("Hình thức khen thưởng"),
        queryset=AwardType.objects.all(),
        empty_label=_("Chọn hình thức"),
    )
    occasion = forms.ChoiceField(label=_("Dịp khen thưởng"), choices=Occasion.choices)
    year = forms.TypedChoiceField(label=_("Năm"), coerce=int)
    kinds = forms.MultipleChoiceField(
        label=_("Đối tượng"),
        choices=RecipientKind.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Không chọn thì tính cho mọi đối tượng."),
    )
    either_or = forms.BooleanField(
        label=_("Chỉ đề nghị một trong các đối tượng đã chọn"), required=False
    )
    basis = forms.ChoiceField(
        label=_("Cách tính"),
        choices=QuotaBasis.choices,
        widget=forms.RadioSelect,
        initial=QuotaBasis.ABSOLUTE,
    )
    value = CountField(
        label=_("Số lượng hoặc phần trăm"), max_value=1_000_000,
        help_text=_("Ghi 10 nếu là 10% hoặc 10 trường hợp."),
        error_messages={"max_value": _("Số lớn nhất ghi được là %(limit_value)s.")},
    )  # fmt: skip
    rounding = forms.ChoiceField(
        label=_("Nếu phần trăm ra số lẻ"), choices=Rounding.choices, initial=Rounding.DOWN
    )
    base_count = CountField(
        label=_("Phần trăm tính trên số"), required=False, max_value=10_000_000,
        help_text=_("Chỉ ghi khi văn bản nêu số; để trống thì tính trên số đang tham gia."),
        error_messages={"max_value": _("Số lớn nhất ghi được là %(limit_value)s.")},
    )  # fmt: skip
    source = LineField(
        label=_("Văn bản quy định"),
        max_length=300,
        help_text=_("Số, ngày, nơi ban hành; hiện khi hồ sơ vượt hạn mức."),
    )
    valid_from = DayField(label=_("Áp dụng từ ngày"))
    valid_to = DayField(label=_("Đến hết ngày"), required=False)

    def __init__(self, *args: Any, years: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(one, str(one)) for one in years]  # type: ignore[attr-defined]

    def row(self) -> QuotaRow:
        """What was typed; only for a valid form."""
        data = dict(self.cleaned_data)
        data["kinds"] = tuple(RecipientKind(one) for one in data["kinds"])
        data["basis"] = QuotaBasis(data["basis"])
        data["rounding"] = Rounding(data["rounding"])
        data["occasion"] = Occasion(data["occasion"])
        return QuotaRow(**data)


class EndQuotaForm(forms.Form):
    """The last day of a quota, and why."""

    last_day = DayField(label=_("Ngày áp dụng cuối cùng"))
    reason = ParagraphField(label=_("Lý do"), rows=2, max_length=LONGEST)


ATTENDANCES = Attendance.choices
CHOICES = Choice.choices
