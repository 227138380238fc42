"""What is typed to name deputies and to print letters for a whole commune."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.form_fields import DayField, LineField
from units.enums import Role

_OFF = {"autocomplete": "off"}


class DeputyForm(forms.Form):
    """Who, as what, in which role, from which day to which."""

    full_name = LineField(
        label=_("Họ và tên"), max_length=120, required=False, widget=forms.TextInput(attrs=_OFF)
    )
    phone = LineField(
        label=_("Số điện thoại"),
        max_length=30,
        required=False,
        help_text=_("Đã có tài khoản với số này thì dùng tài khoản ấy, không mở thêm."),
        widget=forms.TextInput(attrs={**_OFF, "inputmode": "tel"}),
    )
    title = LineField(label=_("Chức danh"), max_length=60, widget=forms.TextInput(attrs=_OFF))
    role = forms.ChoiceField(
        label=_("Được làm gì"),
        choices=[
            (Role.HEAD.value, _("Nhập và nộp phiếu, như người đứng đầu")),
            (Role.EDITOR.value, _("Chỉ nhập, không nộp")),
        ],
    )
    from_on = DayField(label=_("Từ ngày"))
    to_on = DayField(
        label=_("Đến hết ngày"), help_text=_("Nhiều nhất một năm. Hết ngày này tự mất quyền.")
    )

    def __init__(self, *args: Any, people: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = ("", _("Người khác, ghi họ tên và số điện thoại bên dưới"))
        known = [(str(one.pk), f"{one.full_name} ({one.username})") for one in people]
        self.fields["person"] = forms.ChoiceField(
            label=_("Người được ủy quyền"), required=False, choices=[others, *known]
        )
        self.order_fields(["person"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("person"):
            for name, message in (
                ("full_name", _("Hãy ghi họ và tên người được ủy quyền.")),
                ("phone", _("Hãy ghi số điện thoại của người được ủy quyền.")),
            ):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, message)
        return data


class EndDeputyForm(forms.Form):
    """Why a mandate ends before its last day."""

    reason = LineField(label=_("Lý do kết thúc"), max_length=300)


class NewHeadForm(forms.Form):
    """The head of a unit that has none yet; an empty form opens no account."""

    full_name = LineField(
        label=_("Họ và tên"), max_length=120, required=False, widget=forms.TextInput(attrs=_OFF)
    )
    phone = LineField(
        label=_("Số điện thoại"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={**_OFF, "inputmode": "tel"}),
    )
    username = LineField(
        label=_("Tên đăng nhập"),
        max_length=60,
        required=False,
        widget=forms.TextInput(
            attrs={
                **_OFF,
                "autocapitalize": "none",
                "spellcheck": "false",
                "placeholder": _("tự đặt theo họ tên"),
            }
        ),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if (data.get("phone") or data.get("username")) and not data.get("full_name"):
            self.add_error("full_name", _("Hãy ghi họ và tên."))
        return data

    @property
    def is_asked_for(self) -> bool:
        """Whether somebody was typed in."""
        return bool(getattr(self, "cleaned_data", {}).get("full_name"))
