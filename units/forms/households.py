"""What the village types about its households and the people in them."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from core.form_fields import DayField, LineField, NumberField, ParagraphField
from units.enums import Leaving

_NO_HELP = {"autocomplete": "off"}


class HouseholdListForm(forms.Form):
    """Heads of new households, one a line."""

    names = ParagraphField(
        label=_("Các hộ"),
        rows=10,
        help_text=_(
            "Mỗi dòng một hộ: họ và tên chủ hộ; năm sinh; nam hoặc nữ. "
            "Ví dụ: Hoàng Văn Páo; 1968; nam. Chỉ có tên cũng được."
        ),
        error_messages={"required": _("Hãy ghi ít nhất một hộ, mỗi dòng một hộ.")},
    )


_SEXES = [("", _("chưa rõ")), ("0", _("nam")), ("1", _("nữ"))]


class PersonForm(forms.Form):
    """Somebody of a household."""

    full_name = LineField(
        label=_("Họ và tên"), max_length=120, widget=forms.TextInput(attrs=_NO_HELP)
    )
    birth_year = NumberField(
        label=_("Năm sinh"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    sex = forms.ChoiceField(label=_("Giới tính"), choices=_SEXES, required=False)
    from_on = DayField(
        label=_("Ở hộ này từ ngày"), required=False, help_text=_("Bỏ trống nếu ở từ lâu.")
    )

    def clean_birth_year(self) -> int | None:
        """A year is a whole number; which years can be, the service says."""
        value = self.cleaned_data.get("birth_year")
        if value is None:
            return None
        if value != int(value):
            raise forms.ValidationError(_("Hãy nhập năm sinh gồm bốn chữ số, ví dụ 1968."))
        return int(value)

    @property
    def is_female(self) -> bool | None:
        """What was chosen, ``None`` when nothing was."""
        chosen = self.cleaned_data.get("sex", "")
        return {"0": False, "1": True}.get(chosen)


class LeavingForm(forms.Form):
    """When and why somebody left a household."""

    why = forms.ChoiceField(label=_("Lý do"), choices=Leaving.choices)
    last_day = DayField(label=_("Ngày cuối ở hộ"), help_text=_("Không muộn hơn hôm nay."))
    note = LineField(label=_("Ghi chú"), max_length=300, required=False)


class HeadForm(forms.Form):
    """From which day somebody heads the household."""

    on = DayField(label=_("Làm chủ hộ từ ngày"), help_text=_("Không muộn hơn hôm nay."))
