"""What is typed about a rule of a set."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.form_fields import DayField, LineField, NumberField, ParagraphField
from criteria.enums import Area, CriterionKind, RatioKind, ScoringMode
from criteria.models import CriteriaSet, Criterion, PassRule
from criteria.services.rules import RuleRow, asks_for_what_it_decides
from recognitions.models import Title
from units.enums import UnitType

COUNTS, DOES_NOT = "yes", "no"
PASSES = [(COUNTS, _("Được tính là đạt")), (DOES_NOT, _("Không được tính là đạt"))]


class RuleForm(forms.Form):
    """One row of the rules; fields that the set cannot answer are left out."""

    label = LineField(
        label=_("Tên mức"),
        max_length=80,
        help_text=_("Ví dụ Đạt, Khá, Tốt."),
        error_messages={"required": _("Hãy ghi tên mức, ví dụ Đạt.")},
    )
    is_pass = forms.ChoiceField(label=_("Mức này"), choices=PASSES, initial=COUNTS)
    position = forms.IntegerField(
        label=_("Thứ tự xét"),
        initial=1,
        min_value=1,
        max_value=99,
        help_text=_("Mức cao xét trước: số nhỏ đứng trước. Mức đầu tiên đủ điều kiện là kết quả."),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": _("Hãy ghi thứ tự xét, ví dụ 1."),
            "invalid": _("Thứ tự là một số từ 1 đến 99."),
            "min_value": _("Thứ tự là một số từ 1 đến 99."),
            "max_value": _("Thứ tự là một số từ 1 đến 99."),
        },
    )
    needs_all = forms.BooleanField(label=_("Mọi tiêu chí áp dụng đều đạt"), required=False)
    min_points = NumberField(label=_("Tổng điểm từ"), required=False)
    max_points_below = NumberField(label=_("Tổng điểm dưới"), required=False)
    floor_each = NumberField(label=_("Mỗi mục ít nhất (điểm)"), required=False)
    ratio = forms.ChoiceField(label=_("Tỷ lệ"), required=False)
    min_ratio = NumberField(label=_("Tỷ lệ từ (%)"), required=False)
    title = forms.ModelChoiceField(
        label=_("Phải có danh hiệu"),
        queryset=Title.objects.all(),
        required=False,
        empty_label=_("không đòi"),
    )
    needs = forms.ModelChoiceField(
        label=_("Phải đạt trước mức"),
        queryset=PassRule.objects.none(),
        required=False,
        empty_label=_("không đòi"),
    )
    criterion = forms.ModelChoiceField(
        label=_("Tiêu chí khống chế"),
        queryset=Criterion.objects.none(),
        required=False,
        empty_label=_("không có"),
        help_text=_("Không đạt tiêu chí này thì không được mức này, dù các điều kiện khác đủ."),
    )
    criterion_min = NumberField(label=_("Tiêu chí khống chế từ (điểm)"), required=False)
    unit_types = forms.MultipleChoiceField(
        label=_("Chỉ áp dụng cho loại"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Không chọn thì áp dụng cho mọi loại của nhóm."),
    )
    area = forms.ChoiceField(
        label=_("Khu vực"), required=False, choices=[("", _("Mọi khu vực")), *Area.choices]
    )
    valid_from = DayField(label=_("Áp dụng từ ngày"))
    valid_to = DayField(label=_("Đến hết ngày"), required=False)
    source = ParagraphField(
        label=_("Nguồn"),
        rows=2,
        max_length=500,
        required=False,
        help_text=_("Số, ngày văn bản nếu có. Để trống thì ghi “địa phương đặt”."),
    )

    reason = ParagraphField(
        label=_("Lý do thay đổi sau khi chốt"),
        rows=2,
        max_length=500,
        required=False,
        help_text=_("Phải ghi khi quy tắc áp dụng cho cả năm đã khóa."),
    )

    def __init__(
        self,
        *args: Any,
        criteria_set: CriteriaSet,
        types: list[str],
        has_closed: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if not has_closed:
            del self.fields["reason"]
        self.fields["ratio"].choices = [("", _("không đòi")), *RatioKind.choices]  # type: ignore[attr-defined]
        self.fields["unit_types"].choices = [  # type: ignore[attr-defined]
            (one, UnitType(one).label) for one in types
        ]
        rules = PassRule.objects.filter(criteria_set=criteria_set, valid_to=None)
        self.fields["needs"].queryset = rules  # type: ignore[attr-defined]
        lines = criteria_set.criteria.filter(~Q(kind=CriterionKind.HEADING))
        self.fields["criterion"].queryset = lines  # type: ignore[attr-defined]
        if criteria_set.scoring_mode != ScoringMode.POINTS:
            for name in ("min_points", "max_points_below", "floor_each", "criterion_min"):
                del self.fields[name]
        if len(types) < 2:
            del self.fields["unit_types"]
        if not rules.exists():
            del self.fields["needs"]

    def row(self) -> RuleRow:
        """What was typed; only for a valid form."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "reason"}
        data["is_pass"] = data["is_pass"] == COUNTS
        data["unit_types"] = tuple(data.get("unit_types", ()))
        return RuleRow(**data)

    @property
    def given_reason(self) -> str:
        """Why a closed year is judged otherwise; empty where that is not asked."""
        return str(self.cleaned_data.get("reason", ""))


class DraftRuleForm(forms.ModelForm):  # type: ignore[type-arg]
    """One row of the rules in a set that is still being written."""

    unit_types = forms.MultipleChoiceField(
        label=_("Chỉ áp dụng cho loại"),
        required=False,
        choices=UnitType.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Không chọn thì áp dụng cho mọi loại của nhóm."),
    )

    class Meta:
        model = PassRule
        fields = (
            "position", "label", "is_pass", "needs_all", "min_points", "max_points_below",
            "floor_each", "ratio", "min_ratio", "title", "criterion", "criterion_min", "needs",
            "unit_types", "area", "valid_from", "valid_to", "source",
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """What the table of rules asks of a row, said beside the field."""
        data = super().clean() or {}
        if bool(data.get("ratio")) != (data.get("min_ratio") is not None):
            self.add_error("min_ratio", _("Hãy chọn tỷ lệ và ghi mức phần trăm, cả hai."))
        begin, end = data.get("valid_from"), data.get("valid_to")
        if begin and end and end < begin:
            self.add_error("valid_to", _("Ngày cuối phải từ ngày áp dụng trở đi."))
        needs = data.get("needs")
        if needs is not None and needs.pk == self.instance.pk:
            self.add_error("needs", _("Một mức không thể đòi chính nó."))
        title, owner = data.get("title"), data.get("criteria_set")  # the set as it is being saved
        if title is not None and owner is not None and title.pk == owner.title_id:
            self.add_error("title", str(asks_for_what_it_decides(title)))
        return data


class EndRuleForm(forms.Form):
    """From when a row no longer holds, and why."""

    last_day = DayField(label=_("Áp dụng đến hết ngày"))
    reason = ParagraphField(
        label=_("Lý do"),
        rows=2,
        max_length=500,
        error_messages={"required": _("Hãy ghi lý do kết thúc quy tắc.")},
    )
