"""One look for every form field: which classes, which kind of layout, which ids.

``templates/includes/field.html`` draws what is said here; the tag ``{% field %}``, Django's
``as_field_group`` and the crispy pack all end in that template.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField, BoundWidget
from django.forms.renderers import TemplatesSetting
from django.utils.safestring import SafeString

# app.js fires "retry" when the network is back.
AUTOSAVE_TRIGGER = "change, retry"
CHOICES = (forms.RadioSelect, forms.CheckboxSelectMultiple)


class FieldRenderer(TemplatesSetting):
    """Form renderer of the product: project templates, and one template for a field."""

    field_template_name = "includes/field_group.html"


@dataclass(frozen=True)
class FieldView:
    """A bound field ready for the template."""

    bound: BoundField
    kind: str  # "input", "password", "check", "choices" or "file"
    control: SafeString | None
    options: tuple[BoundWidget, ...]

    @property
    def anchor(self) -> str:
        """The id to jump to from the error summary."""
        return anchor_of(self.bound)


def kind_of(widget: forms.Widget) -> str:
    """How the field is laid out; decided by its widget."""
    if isinstance(widget, CHOICES):
        return "choices"
    if isinstance(widget, forms.CheckboxInput):
        return "check"
    if isinstance(widget, forms.FileInput):
        return "file"
    return "password" if isinstance(widget, forms.PasswordInput) else "input"


def anchor_of(bound: BoundField) -> str:
    """The id of the control; of a group of choices, that of its first option."""
    if kind_of(bound.field.widget) == "choices":
        return f"{bound.auto_id}_0"
    return bound.id_for_label or bound.auto_id


def view_of(bound: BoundField, extra: Mapping[str, Any]) -> FieldView:
    """Give the control Bootstrap's classes, a fitting keyboard and the caller's attributes."""
    widget = bound.field.widget
    kind = kind_of(widget)
    attrs = {**_keyboard(bound.field), **extra, "class": _classes(bound, extra)}
    if "hx-post" in attrs:
        attrs = {"hx-trigger": AUTOSAVE_TRIGGER, "hx-swap": "none", **attrs}
    if kind == "choices":
        return FieldView(bound, kind, None, tuple(_options(bound, attrs)))
    return FieldView(bound, kind, bound.as_widget(_text_for_numbers(widget), attrs=attrs), ())


def _text_for_numbers(widget: forms.Widget) -> forms.Widget:
    """A number box of the browser drops what it cannot read ("mười", "1.234,5"); text keeps it."""
    if not isinstance(widget, forms.NumberInput):
        return widget
    kept = {key: value for key, value in widget.attrs.items() if key not in {"min", "max", "step"}}
    box = forms.TextInput(attrs=kept)
    box.is_localized = widget.is_localized
    return box


def _classes(bound: BoundField, extra: Mapping[str, Any]) -> str:
    widget = bound.field.widget
    if isinstance(widget, (forms.CheckboxInput, *CHOICES)):
        base = "form-check-input"
    elif isinstance(widget, forms.Select):
        base = "form-select"
    elif isinstance(widget, forms.FileInput):
        base = "file-input"
    else:
        base = "form-control"
    names = [base, widget.attrs.get("class", ""), extra.get("class", "")]
    if bound.errors:
        names.append("is-invalid")
    return " ".join(name for name in names if name)


def _keyboard(field: forms.Field) -> dict[str, str]:
    """Phones show figures where figures are typed; a comma is needed only for fractions."""
    if (
        not isinstance(field.widget, (forms.TextInput, forms.NumberInput))
        or "inputmode" in field.widget.attrs
    ):
        return {}
    if isinstance(field, (forms.DecimalField, forms.FloatField)):
        return {"inputmode": "decimal"}
    if isinstance(field, (forms.IntegerField, forms.DateField)):
        return {"inputmode": "numeric"}
    return {}


def _options(bound: BoundField, attrs: dict[str, Any]) -> Iterator[BoundWidget]:
    widget = bound.field.widget
    widget_id = widget.attrs.get("id") or bound.auto_id
    built = bound.build_widget_attrs({**attrs, **({"id": widget_id} if widget_id else {})})
    for option in widget.subwidgets(bound.html_name, bound.value(), attrs=built):
        yield BoundWidget(widget, option, bound.form.renderer)
