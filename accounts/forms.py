"""What people type at the door."""

from __future__ import annotations

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

PASSWORD_HELP = _(
    "Ít nhất 10 ký tự. Một câu ngắn dễ nhớ với mình là tốt nhất, ví dụ bốn năm từ liền nhau."
)


class PasswordField(forms.CharField):
    """A password composed, so that a Mac and a phone type the same one; nothing else is changed."""

    def to_python(self, value: Any) -> str:
        return unicodedata.normalize("NFC", super().to_python(value) or "")


def password_field(label: Any, *, autocomplete: str, help_text: Any = "") -> forms.CharField:
    """A password input; blanks around a password belong to it."""
    return PasswordField(
        label=label,
        max_length=256,
        strip=False,
        help_text=help_text,
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}),
    )


class SignInForm(forms.Form):
    """User name or phone, and password."""

    name = forms.CharField(
        label=_("Tên đăng nhập hoặc số điện thoại"),
        max_length=120,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password = password_field(_("Mật khẩu"), autocomplete="current-password")


class CodeForm(forms.Form):
    """The code of a one-time letter, in whatever groups and case it is typed."""

    code = forms.CharField(
        label=_("Mã trên thư"),
        max_length=60,
        help_text=_("12 chữ và số, gõ liền hay cách đều được. Trên thư không có chữ O, I, L."),
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "data-letter-code": "",
            }
        ),
    )


class NewPasswordForm(forms.Form):
    """A new password, typed twice."""

    password = password_field(
        _("Mật khẩu mới"), autocomplete="new-password", help_text=PASSWORD_HELP
    )
    repeated = password_field(_("Nhập lại mật khẩu mới"), autocomplete="new-password")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, second = data.get("password"), data.get("repeated")
        if first and second and first != second:
            raise ValidationError(
                {"repeated": _("Hai lần nhập mật khẩu mới chưa giống nhau. Hãy nhập lại.")}
            )
        return data


class ChangePasswordForm(NewPasswordForm):
    """The present password and a new one, typed twice."""

    old_password = password_field(_("Mật khẩu hiện nay"), autocomplete="current-password")

    field_order = ["old_password", "password", "repeated"]
