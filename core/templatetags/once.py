"""The hidden field that makes a form happen once."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.once import FIELD, new_key

register = template.Library()


@register.simple_tag
def once_key() -> SafeString:
    """Print the form's key; every form that changes something carries it beside csrf_token."""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, new_key())
