"""What an office types about its reviews: limits, levels, sentences, absences, re-checks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from assessments.enums import SampleKind
from assessments.models import ReviewSetting
from assessments.services.review_settings import CHAINS, LIMITS
from campaigns.forms import LateReasonForm
from campaigns.models import ParticipantGroup
from core.form_fields import DayField, LineField, NumberField

CHAIN = "chain-"
CHAIN_WORDS = {
    "": _("Một cấp: phòng phụ trách"),
    "office-leader": _("Hai cấp: công chức, rồi lãnh đạo phòng"),
    "office-province": _("Hai cấp: phòng phụ trách, rồi cấp tỉnh"),
    "office-leader-province": _("Ba cấp: công chức, lãnh đạo phòng, cấp tỉnh"),
}


class PhraseForm(forms.Form):
    """A ready-made sentence."""

    text = LineField(label=_("Câu mẫu mới"), max_length=300)


class SubstituteForm(forms.Form):
    """Who is away, who reviews instead, from which day to which, and why."""

    absent = forms.ChoiceField(label=_("Người vắng"))
    stand_in = forms.ChoiceField(
        label=_("Người thẩm định thay"),
        help_text=_("Người có vai trò tại đơn vị này. Không ai thẩm định hồ sơ do mình nhập."),
    )
    from_on = DayField(label=_("Từ ngày"))
    to_on = DayField(label=_("Đến hết ngày"))
    reason = LineField(label=_("Lý do vắng"), max_length=300)

    def __init__(
        self, data: QueryDict | None, *, reviewers: Mapping[int, User], people: Mapping[int, User]
    ) -> None:
        super().__init__(data)
        self._people = people
        for name, some in (("absent", reviewers), ("stand_in", people)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101
            field.choices = [("", "–"), *((str(pk), str(one)) for pk, one in some.items())]

    @property
    def absence(self) -> dict[str, Any]:
        """What was typed, people as accounts; call after ``is_valid``."""
        typed = dict(self.cleaned_data)
        for name in ("absent", "stand_in"):
            typed[name] = self._people.get(int(typed[name]))
        return typed


class LimitsForm(forms.Form):
    """From when on something looks odd; with a choice of levels for every group."""

    jump_percent = NumberField(
        label=_("Hỏi giải trình khi số liệu thay đổi so với năm trước quá (%)"),
        help_text=_("Đơn vị phải giải trình khi nộp. Để 0 nếu không hỏi."),
    )
    jump_minimum = NumberField(
        label=_("và chênh lệch từ"),
        help_text=_("Chênh lệch nhỏ hơn số này thì không hỏi, để số nhỏ không bị hỏi oan."),
    )
    text_length = forms.IntegerField(
        label=_("Báo lời văn giống hệt đơn vị khác, từ (chữ cái)"),
        min_value=0,
        max_value=1000,
        help_text=_("Câu ngắn hơn không so giữa các đơn vị. Để 0 nếu không so."),
    )
    all_met_from = forms.IntegerField(
        label=_("Báo phiếu mọi mục đạt và mọi tỷ lệ 100%, khi có từ (mục)"),
        min_value=0,
        max_value=200,
        help_text=_("Phiếu có ít mục hơn thì không báo. Để 0 nếu không báo."),
    )
    source = LineField(label=_("Căn cứ"), max_length=200, required=False)

    @classmethod
    def of(
        cls,
        data: QueryDict | None,
        setting: ReviewSetting,
        groups: Iterable[ParticipantGroup],
    ) -> LimitsForm:
        """The form with what is set now."""
        initial: dict[str, Any] = {name: getattr(setting, name) for name in (*LIMITS, "source")}
        form = cls(data, initial=initial)
        for group in groups:
            form.fields[f"{CHAIN}{group.pk}"] = forms.ChoiceField(
                label=str(group),
                choices=[(name, CHAIN_WORDS[name]) for name in CHAINS],
                required=False,
                initial=next(
                    name for name, chain in CHAINS.items() if list(chain) == group.review_chain
                ),
            )
        return form

    def clean_jump_percent(self) -> Decimal:
        """A share that the row can hold."""
        return self._within("jump_percent", Decimal(99_999))

    def clean_jump_minimum(self) -> Decimal:
        """A number that the row can hold."""
        return self._within("jump_minimum", Decimal(10) ** 15)

    def _within(self, name: str, most: Decimal) -> Decimal:
        value: Decimal | None = self.cleaned_data[name]
        if value is None or not 0 <= value <= most:
            raise forms.ValidationError(_("Hãy ghi số từ 0 trở lên."))
        return value

    @property
    def limits(self) -> dict[str, Any]:
        """The limits by name; call after ``is_valid``."""
        return {name: self.cleaned_data[name] for name in LIMITS}

    def chains(self, groups: Iterable[ParticipantGroup]) -> list[tuple[ParticipantGroup, str]]:
        """The chosen levels of each group; call after ``is_valid``."""
        return [(one, self.cleaned_data[f"{CHAIN}{one.pk}"]) for one in groups]


class SampleForm(LateReasonForm):
    """A sample to draw; in a closed year with the reason why."""

    kind = forms.ChoiceField(
        label=_("Phúc tra"), choices=SampleKind.choices, widget=forms.RadioSelect
    )
    size = forms.IntegerField(
        label=_("Số lượng"),
        min_value=1,
        max_value=500,
        help_text=_("Số hộ ở mỗi thôn, hoặc số thôn trong xã."),
    )
    seed = LineField(
        label=_("Số gieo"),
        max_length=20,
        required=False,
        help_text=_("Để trống thì máy tự chọn. Cùng số gieo và cùng danh sách rút ra cùng mẫu."),
    )
    field_order = ("kind", "size", "seed", "reason")
