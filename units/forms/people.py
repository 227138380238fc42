"""What the administrator, the office and the auditor type."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.form_fields import DayField, LineField
from units.models import Unit
from units.rules import roles_possible_in


class AccountForm(forms.Form):
    """Name and phone of a person."""

    full_name = LineField(
        label=_("Họ và tên"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    phone = LineField(
        label=_("Số điện thoại"),
        max_length=30,
        required=False,
        help_text=_("Có số thì đăng nhập được bằng số điện thoại. Số được lưu mã hóa."),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )


class NewAccountForm(AccountForm):
    """A new account: also the user name."""

    username = LineField(
        label=_("Tên đăng nhập"),
        max_length=60,
        help_text=_("3–60 chữ thường không dấu, chữ số, dấu chấm hoặc gạch, ví dụ hoang.van.pao"),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )

    field_order = ["full_name", "username", "phone"]


class GrantForm(forms.Form):
    """A role in a unit that is already chosen, from a day on."""

    from_on = DayField(label=_("Từ ngày"))
    to_on = DayField(
        label=_("Đến hết ngày"), required=False, help_text=_("Bỏ trống khi chưa định ngày thôi.")
    )

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(role.value, role.label) for role in roles_possible_in(unit)]
        self.fields["role"] = forms.ChoiceField(label=_("Vai trò"), choices=choices)
        self.order_fields(["role"])


class EndRoleForm(forms.Form):
    """The last day of a role."""

    to_on = DayField(
        label=_("Ngày cuối giữ vai trò"),
        help_text=_("Hết ngày này mới mất quyền. Muốn hết quyền ngay, ghi ngày hôm qua."),
    )


class WithdrawRoleForm(forms.Form):
    """Why a role was given by mistake."""

    reason = LineField(label=_("Lý do thu hồi"), max_length=300)


class WithdrawLetterForm(forms.Form):
    """Why a letter must open nothing more."""

    reason = LineField(
        label=_("Lý do thu hồi"),
        max_length=300,
        help_text=_("Ví dụ: giao nhầm người, thư bị thất lạc."),
    )


class LostPhoneForm(forms.Form):
    """How far a lost phone is shut out."""

    drop_password = forms.BooleanField(
        label=_("Bỏ luôn mật khẩu đang dùng"),
        required=False,
        help_text=_(
            "Đánh dấu khi máy có nhớ mật khẩu. Sau đó chỉ vào lại được bằng thư mở tài khoản mới."
        ),
    )


class TrailForm(forms.Form):
    """Which part of the audit trail."""

    from_on = DayField(label=_("Từ ngày"), required=False)
    to_on = DayField(label=_("Đến hết ngày"), required=False)

    def __init__(self, *args: Any, areas: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"] = forms.ChoiceField(
            label=_("Mảng việc"), required=False, choices=[("", _("Tất cả")), *areas]
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("from_on"), data.get("to_on")
        if first and last and last < first:
            raise ValidationError({"to_on": _("Ngày cuối phải từ ngày đầu trở đi.")})
        return data
