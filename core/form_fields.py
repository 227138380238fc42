"""Form fields that understand what people type: days, figures, lines of text.

Each keeps the typed text when it is refused, and says in a sentence what is wrong with it.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError
from core.numbers import format_date, format_number, parse_date, parse_number
from core.text import nfc, one_line


class DayField(forms.Field):
    """A day, typed day first: 05/11/2026, 5/11/26, 5.11.2026. Empty gives ``None``."""

    widget = forms.TextInput(
        attrs={"inputmode": "numeric", "placeholder": _("ngày/tháng/năm"), "autocomplete": "off"}
    )
    default_error_messages = {"required": _("Hãy nhập ngày, ví dụ 05/11/2026.")}

    def to_python(self, value: Any) -> dt.date | None:
        if value in self.empty_values or (isinstance(value, str) and not value.strip()):
            return None
        if isinstance(value, dt.date):
            return value
        try:
            return parse_date(str(value))
        except DomainError as error:
            raise ValidationError(str(error), code="invalid") from error

    def prepare_value(self, value: Any) -> Any:
        return format_date(value) if isinstance(value, dt.date) else value


class NumberField(forms.Field):
    """A figure as it is written here: 1.234,5. Empty gives ``None``, which is not 0."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    default_error_messages = {"required": _("Hãy nhập một số, ví dụ 1.234,5.")}

    def to_python(self, value: Any) -> Decimal | None:
        if value in self.empty_values or (isinstance(value, str) and not value.strip()):
            return None
        if isinstance(value, Decimal):
            return value
        try:
            return parse_number(str(value))
        except DomainError as error:
            raise ValidationError(str(error), code="invalid") from error

    def prepare_value(self, value: Any) -> Any:
        return format_number(value) if isinstance(value, Decimal | int) else value


class LineField(forms.CharField):
    """One line of text, stored composed and without double blanks: names, numbers of papers."""

    def to_python(self, value: Any) -> str:
        return one_line(super().to_python(value) or "")


class ParagraphField(forms.CharField):
    """Several lines of text, stored composed."""

    def __init__(self, *, rows: int = 4, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        return nfc(super().to_python(value) or "").strip()
