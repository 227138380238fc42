"""What people type on the campaign's pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from campaigns.enums import MeasureKind, TaskState
from campaigns.models import (
    Campaign,
    Duty,
    Inspection,
    PlanTask,
    ResponsibleBody,
    TargetMeasure,
    TaskProgress,
)
from campaigns.selectors.pages import measure_value
from campaigns.services.targets import field_of
from core.form_fields import DayField, LineField, NumberField, ParagraphField
from units.models import Unit

LONGEST_TEXT = 4000
LONGEST_REASON = 1000


class ReasonForm(forms.Form):
    """A typed reason for something that others will read about."""

    reason = ParagraphField(label=_("Lý do"), rows=3, max_length=LONGEST_REASON)


class ProblemForm(forms.Form):
    """A difficulty of one of the writer's units, and what they propose."""

    unit = forms.ModelChoiceField(label=_("Đơn vị"), queryset=Unit.objects.none(), empty_label=None)
    text = ParagraphField(
        label=_("Khó khăn, vướng mắc"),
        rows=5,
        max_length=LONGEST_TEXT,
        help_text=_("Việc gì đang vướng, ở đâu, từ khi nào."),
    )
    proposal = ParagraphField(
        label=_("Đề xuất, kiến nghị"), rows=3, max_length=LONGEST_TEXT, required=False
    )

    def __init__(self, *args: Any, units: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = list(units)
        field = self.fields["unit"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = Unit.objects.filter(pk__in=[unit.pk for unit in own]).in_order()
        if len(own) == 1:
            field.widget = forms.HiddenInput()
            field.initial = own[0].pk


class AnswerForm(forms.Form):
    """The office's answer to a difficulty."""

    answer = ParagraphField(label=_("Trả lời"), rows=5, max_length=LONGEST_TEXT)


class LateReasonForm(forms.Form):
    """A form whose act, in a closed year, wants a typed reason."""

    reason = ParagraphField(
        label=_("Lý do thay đổi sau khi chốt"), rows=2, max_length=LONGEST_REASON
    )

    def __init__(self, *args: Any, is_closed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_closed:
            del self.fields["reason"]

    @property
    def given_reason(self) -> str:
        """The typed reason; empty where none is asked for."""
        return str(self.cleaned_data.get("reason", ""))


class TaskForm(LateReasonForm):
    """How far a task is; for the office also who is responsible and by which day."""

    state = forms.ChoiceField(
        label=_("Tiến độ"), choices=TaskState.choices, widget=forms.RadioSelect
    )
    body = forms.ModelChoiceField(
        label=_("Cơ quan thực hiện"),
        queryset=ResponsibleBody.objects.none(),
        required=False,
        empty_label=_("chưa giao"),
    )
    due_on = DayField(label=_("Xong trước hoặc trong ngày"), required=False)
    note = ParagraphField(label=_("Ghi chú"), rows=3, max_length=LONGEST_REASON, required=False)
    field_order = ("state", "note", "body", "due_on", "reason")

    def __init__(
        self,
        *args: Any,
        task: PlanTask,
        progress: TaskProgress | None,
        is_office: bool,
        **kwargs: Any,
    ) -> None:
        present: dict[str, Any] = {"state": TaskState.NOT_STARTED, "body": task.body_id}
        if progress is not None:
            present |= {
                "state": TaskState(progress.state),
                "note": progress.note,
                "due_on": progress.due_on,
            }
        kwargs.setdefault("initial", present)
        super().__init__(*args, **kwargs)
        field = self.fields["body"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = ResponsibleBody.objects.filter(campaign=task.campaign_id)
        if not is_office:
            del self.fields["body"], self.fields["due_on"]


class TaskFileForm(forms.Form):
    """A file that shows what was done."""

    file = forms.FileField(label=_("Tệp minh chứng"))


class InspectionForm(LateReasonForm):
    """When, where and by whom something is looked at; later also that it was."""

    subject = LineField(label=_("Nội dung kiểm tra, giám sát"), max_length=300)
    planned_on = DayField(label=_("Ngày kiểm tra"))
    units = forms.ModelMultipleChoiceField(
        label=_("Đơn vị được kiểm tra"),
        queryset=Unit.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    members = ParagraphField(label=_("Thành phần đoàn"), rows=3, max_length=LONGEST_REASON)
    done_on = DayField(
        label=_("Đã kiểm tra ngày"), required=False, help_text=_("Để trống khi chưa kiểm tra.")
    )
    conclusion = ParagraphField(
        label=_("Kết luận chung"), rows=3, max_length=LONGEST_TEXT, required=False
    )
    field_order = ("subject", "planned_on", "units", "members", "done_on", "conclusion", "reason")

    def __init__(
        self, *args: Any, units: Iterable[int], row: Inspection | None = None, **kwargs: Any
    ) -> None:
        if row is not None:
            kwargs.setdefault(
                "initial",
                {
                    "subject": row.subject,
                    "planned_on": row.planned_on,
                    "units": [unit.pk for unit in row.units.all()],
                    "members": row.members,
                    "done_on": row.done_on,
                    "conclusion": row.conclusion,
                },
            )
        super().__init__(*args, **kwargs)
        field = self.fields["units"]
        if isinstance(field, forms.ModelMultipleChoiceField):
            field.queryset = Unit.objects.filter(pk__in=list(units)).in_order_of_kinds()


class FindingForm(LateReasonForm):
    """What was found in a unit and what is asked of it."""

    unit = forms.ModelChoiceField(label=_("Đơn vị"), queryset=Unit.objects.none(), empty_label=None)
    text = ParagraphField(label=_("Tồn tại, hạn chế"), rows=3, max_length=LONGEST_TEXT)
    request = ParagraphField(label=_("Yêu cầu khắc phục"), rows=3, max_length=LONGEST_TEXT)
    due_on = DayField(label=_("Khắc phục trước hoặc trong ngày"))
    field_order = ("unit", "text", "request", "due_on", "reason")

    def __init__(self, *args: Any, inspection: Inspection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = inspection.units.in_order()


class ResolutionForm(LateReasonForm):
    """When and how something found was mended."""

    on = DayField(label=_("Đã khắc phục ngày"))
    resolution = ParagraphField(label=_("Kết quả khắc phục"), rows=3, max_length=LONGEST_TEXT)
    field_order = ("on", "resolution", "reason")


class DecisionForm(forms.Form):
    """What the office decided about an item of a new year's checklist."""

    note = ParagraphField(
        label=_("Đã xem và quyết định"),
        rows=3,
        max_length=LONGEST_REASON,
        help_text=_("Ví dụ: giữ nguyên ngày này, hoặc đã báo nơi nhận mới."),
    )


class DutyDayForm(LateReasonForm):
    """The day of a duty, every year the same."""

    day = forms.IntegerField(
        label=_("Ngày"), required=False, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )
    month = forms.IntegerField(
        label=_("Tháng"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=_("Để trống cả ngày và tháng nếu việc này không có thời hạn."),
    )
    is_inclusive = forms.BooleanField(
        label=_("Nộp trong chính ngày này vẫn đúng hạn"),
        required=False,
        help_text=_("Không đánh dấu: “trước ngày” nghĩa là ngày cuối là hôm trước."),
    )
    field_order = ("day", "month", "is_inclusive", "reason")

    def __init__(self, *args: Any, duty: Duty, **kwargs: Any) -> None:
        kwargs.setdefault(
            "initial",
            {"day": duty.day, "month": duty.month, "is_inclusive": duty.is_inclusive},
        )
        super().__init__(*args, **kwargs)


class RulesForm(forms.Form):
    """How long a unit may object, and whether one's own work may be reviewed."""

    objection_days = forms.IntegerField(
        label=_("Số ngày đơn vị được có ý kiến về kết quả"),
        help_text=_("Tính từ ngày duyệt; sau khi khóa năm thì không còn."),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    own_review_allowed = forms.BooleanField(
        label=_("Cho phép thẩm định hồ sơ do chính mình nhập"),
        required=False,
        help_text=_("Chỉ khi xã quá ít người; từng lần phải ghi lý do và báo cáo nêu rõ."),
    )
    reason = ParagraphField(
        label=_("Lý do cho phép"), rows=3, max_length=LONGEST_REASON, required=False
    )

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        present = {
            "objection_days": campaign.objection_days,
            "own_review_allowed": campaign.own_review_allowed,
        }
        kwargs.setdefault("initial", present)
        super().__init__(*args, **kwargs)


class RemindersForm(forms.Form):
    """On which days people are reminded, and whether somebody looks before sending."""

    days = forms.CharField(
        label=_("Nhắc trước ngày cuối (số ngày)"),
        required=False,
        max_length=120,
        help_text=_("Cách nhau bằng dấu phẩy; 0 là chính ngày cuối, -1 là một ngày sau."),
    )
    automatic = forms.ChoiceField(
        label=_("Cách gửi"),
        choices=[
            ("", _("Chuẩn bị sẵn, có người xem rồi mới gửi")),
            ("1", _("Tự gửi, không cần xem trước")),
        ],
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        present = {
            "days": ", ".join(str(one) for one in campaign.reminder_days),
            "automatic": "1" if campaign.reminders_automatic else "",
        }
        kwargs.setdefault("initial", present)
        super().__init__(*args, **kwargs)

    def clean_automatic(self) -> bool:
        """Whether reminders are sent without a look."""
        return bool(self.cleaned_data["automatic"])

    def clean_days(self) -> list[int]:
        """Whole numbers, also with a typographic minus."""
        typed = self.cleaned_data["days"].replace("−", "-").replace(";", ",")
        try:
            return [int(part) for part in typed.split(",") if part.strip()]
        except ValueError as error:
            message = _("Hãy ghi các số nguyên cách nhau bằng dấu phẩy, ví dụ 14, 7, 3, 1, 0, -1.")
            raise forms.ValidationError(message) from error


class YearlyTargetsForm(LateReasonForm):
    """One input per measure, for one year."""

    def __init__(
        self,
        *args: Any,
        measures: Iterable[TargetMeasure],
        known: Mapping[int, Decimal],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.measures = list(measures)
        for measure in self.measures:
            self.fields[field_of(measure)] = _input(measure, known.get(measure.pk))

    @property
    def values(self) -> dict[int, Decimal | None]:
        """The value typed for each measure, by its id."""
        return {
            measure.pk: _decimal(self.cleaned_data[field_of(measure)]) for measure in self.measures
        }


@dataclass(frozen=True)
class MeasureInput:
    """An input as the page shows it: what the plan's end wants stands beside it."""

    field: BoundField
    help: str
    suffix: str


def measure_inputs(form: YearlyTargetsForm) -> list[MeasureInput]:
    """The form's inputs in the plan's order."""
    return [
        MeasureInput(
            field=form[field_of(measure)],
            help=gettext("%(code)s, đích đến năm %(year)s: %(goal)s")
            % {
                "code": measure.target.code,
                "year": measure.target.end_year,
                "goal": measure_value(measure.kind, measure.goal),
            },
            suffix="%" if measure.kind == MeasureKind.PERCENT else "",
        )
        for measure in form.measures
    ]


def _input(measure: TargetMeasure, value: Decimal | None) -> forms.Field:
    if measure.kind == MeasureKind.YES_NO:
        return forms.ChoiceField(
            label=measure.label,
            required=False,
            choices=[("", _("chưa đặt")), ("1", _("có")), ("0", _("không"))],
            initial="" if value is None else str(int(value)),
        )
    return NumberField(label=measure.label, required=False, initial=value)


def _decimal(typed: Any) -> Decimal | None:
    if typed is None or typed == "":
        return None
    return Decimal(typed)
