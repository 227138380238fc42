"""What a form makes of what was typed."""

from __future__ import annotations

import datetime as dt
import unicodedata
from decimal import Decimal

from django import forms

from core.form_fields import DayField, LineField, NumberField, ParagraphField


class Paper(forms.Form):
    """A form with one field of each kind."""

    day = DayField()
    figure = NumberField(required=False)
    number = LineField(required=False)
    text = ParagraphField(required=False)


def test_day_and_figure_are_read_as_people_write_them() -> None:
    form = Paper({"day": "05/11/2026", "figure": "1.234,5"})

    assert form.is_valid()
    assert form.cleaned_data["day"] == dt.date(2026, 11, 5)
    assert form.cleaned_data["figure"] == Decimal("1234.5")


def test_nothing_typed_is_no_figure_and_zero_is_one() -> None:
    nothing, zero = (Paper({"day": "1/1/26", "figure": typed}) for typed in (" ", "0"))

    assert nothing.is_valid()
    assert zero.is_valid()
    assert nothing.cleaned_data["figure"] is None
    assert zero.cleaned_data["figure"] == Decimal(0)


def test_what_was_refused_stays_in_the_field_with_a_sentence() -> None:
    form = Paper({"day": "31/02/2026", "figure": "mười"})

    assert not form.is_valid()
    assert form.errors["day"] == ["Tháng 2 năm 2026 không có ngày 31. Hãy kiểm tra lại."]
    assert "“mười” không phải là số" in form.errors["figure"][0]
    assert 'value="31/02/2026"' in str(form["day"])
    assert 'value="mười"' in str(form["figure"])


def test_missing_day_asks_for_one() -> None:
    assert Paper({"day": ""}).errors["day"] == ["Hãy nhập ngày, ví dụ 05/11/2026."]


def test_known_values_are_shown_as_they_are_written_here() -> None:
    form = Paper(initial={"day": dt.date(2026, 11, 5), "figure": Decimal("70.50")})

    assert 'value="05/11/2026"' in str(form["day"])
    assert 'value="70,5"' in str(form["figure"])


def test_text_is_stored_composed() -> None:
    form = Paper(
        {
            "day": "1/1/2026",
            "number": unicodedata.normalize("NFD", "  45/QĐ  -UBND "),
            "text": unicodedata.normalize("NFD", "Dòng một\n\nDòng hai  "),
        }
    )

    assert form.is_valid()
    assert form.cleaned_data["number"] == "45/QĐ -UBND"
    assert form.cleaned_data["text"] == "Dòng một\n\nDòng hai"
