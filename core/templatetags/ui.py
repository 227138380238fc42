"""Tags and filters of the interface: icons, states, figures, days, fields, lists.

``docs/ui.md`` shows each with an example. Nothing here asks the database except
``demo_banner`` and ``days_left`` without a day, which ask the business clock (once a request).
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.template import Context
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core import clock, display, fields, request_info
from core.display import Mark, Tone
from core.models import Job
from core.numbers import format_number, format_percent

register = template.Library()

register.filter("vn_number", display.vn_number)
register.filter("vn_percent", display.vn_percent)
register.filter("vn_date", display.vn_date)
register.filter("vn_moment", display.vn_moment)
register.filter("state_mark", display.state_mark)
register.filter("answer_mark", display.answer_mark)

# ---------------------------------------------------------------- small marks


@register.simple_tag
def icon(name: str, label: str = "", css: str = "") -> SafeString:
    """A symbol of the sprite. Without ``label`` it is decoration and silent to screen readers."""
    href, classes = f"{static('icons/sprite.svg')}#{name}", f"icon {css}".rstrip()
    return _picture(href, classes, label) if label else _decoration(href, classes)


@lru_cache(maxsize=512)  # a page shows some dozens of them, all pages the same few
def _decoration(href: str, classes: str) -> SafeString:
    return format_html(
        '<svg class="{}" aria-hidden="true" focusable="false"><use href="{}"/></svg>',
        classes,
        href,
    )


def _picture(href: str, classes: str, label: str) -> SafeString:
    return format_html(
        '<svg class="{}" role="img" focusable="false"><title>{}</title><use href="{}"/></svg>',
        classes,
        label,
        href,
    )


def _badge(mark: Mark) -> SafeString:
    return format_html(
        '<span class="state state-{}">{}<span>{}</span></span>',
        mark.tone.value,
        icon(mark.icon),
        mark.word,
    )


@register.simple_tag
def badge(word: str, icon_name: str = "info", tone: str = "neutral") -> SafeString:
    """A word with its icon in one of the tones of ``core.display.Tone``."""
    return _badge(Mark(word, icon_name, Tone(tone)))


@register.simple_tag
def state_badge(state: object) -> SafeString:
    """The state of an assessment, a job or a year: word and icon; ``None`` is *chưa nhập*."""
    return _badge(display.state_mark(state))


@register.simple_tag
def answer_badge(answer: object) -> SafeString:
    """The answer to a criterion: đạt, đạt một phần, chưa đạt, đang xét, không áp dụng."""
    return _badge(display.answer_mark(answer))


@register.simple_tag
def days_left(last_day: dt.date | None, today: dt.date | None = None) -> SafeString:
    """*còn 9 ngày*; counted from the business day unless ``today`` is given."""
    mark = display.days_left(last_day or None, today or clock.today())
    return format_html(
        '<span class="days days-{}">{}<span>{}</span></span>',
        mark.tone.value,
        icon(mark.icon),
        mark.word,
    )


@register.simple_tag
def percent(numerator: int | Decimal | None, denominator: int | Decimal | None) -> SafeString:
    """``67,7%`` with ``21/31`` beside it; in words where a figure is missing."""
    if numerator is None or denominator is None:
        return format_html('<span class="text-secondary">{}</span>', display.vn_number(None))
    return format_html(
        '<span class="rate">{} <span class="rate-of">({}/{})</span></span>',
        format_percent(numerator, denominator),
        format_number(numerator),
        format_number(denominator),
    )


# ---------------------------------------------------------------- forms


@register.inclusion_tag("includes/field.html", name="field")
def field_tag(bound: BoundField, **options: Any) -> dict[str, Any]:
    """One form field: label, help, control, error beside it.

    ``label``, ``help`` replace the form's; ``suffix`` stands behind the control ("hộ", "%");
    ``width`` is ``short`` (a number), ``medium`` (a date, a phone) or ``full``;
    ``hide_label`` keeps the label for screen readers only. Every other option becomes an
    attribute of the control, ``_`` read as ``-``: ``hx_post=url``.
    """
    own = {key: options.pop(key) for key in _FIELD_OPTIONS if key in options}
    attrs = {key.replace("_", "-"): value for key, value in options.items()}
    return {**own, "view": fields.view_of(bound, attrs), "field": bound}


_FIELD_OPTIONS = ("label", "help", "suffix", "width", "hide_label")


@register.inclusion_tag("includes/error_summary.html")
def error_summary(*forms: BaseForm) -> dict[str, Any]:
    """All errors of the forms at the top, each a link to its field; nothing when there is none."""
    lines = [
        {"label": bound.label, "anchor": fields.anchor_of(bound), "message": message}
        for form in forms
        for bound in form
        for message in bound.errors
    ]
    general = [message for form in forms for message in form.non_field_errors()]
    return {"lines": lines, "general": general, "count": len(lines) + len(general)}


# ---------------------------------------------------------------- lists


def _query(context: Context) -> QueryDict:
    request = context.get("request")
    return request.GET.copy() if request else QueryDict(mutable=True)


def _link(query: QueryDict, **changes: str | int) -> str:
    for key, value in changes.items():
        query[key] = str(value)
    return f"?{query.urlencode()}"


@register.inclusion_tag("includes/sort_th.html", takes_context=True)
def sort_th(context: Context, key: str, label: str, css: str = "") -> dict[str, Any]:
    """A table head that sorts: ``?sort=key``, a second press ``?sort=-key``; keeps the filter."""
    query = _query(context)
    current = query.get("sort", "")
    query.pop("page", None)
    ascending = current == key
    return {
        "label": label,
        "css": css,
        "url": _link(query, sort=f"-{key}" if ascending else key),
        "order": {key: "ascending", f"-{key}": "descending"}.get(current, ""),
        "icon_name": {key: "sort-up", f"-{key}": "sort-down"}.get(current, "sort"),
    }


@register.inclusion_tag("includes/pager.html", takes_context=True)
def pager(context: Context, page: Page[Any]) -> dict[str, Any]:
    """*21–40 trong 128* and the pages around; every link keeps filter and order."""
    query = _query(context)
    steps: list[dict[str, Any]] = []
    for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1):
        url = _link(query, page=number) if isinstance(number, int) else ""
        steps.append({"number": number, "url": url, "current": number == page.number})
    previous = page.previous_page_number() if page.has_previous() else 0
    following = page.next_page_number() if page.has_next() else 0
    return {
        "page": page,
        "steps": steps,
        "previous_url": _link(query, page=previous) if previous else "",
        "next_url": _link(query, page=following) if following else "",
    }


@register.inclusion_tag("includes/kept_query.html", takes_context=True)
def kept_query(context: Context, *replaced: str) -> dict[str, Any]:
    """Hidden inputs that carry the present filter through a GET form, but for ``replaced``."""
    gone = {*replaced, "page"}
    pairs = [(k, v) for k, values in _query(context).lists() if k not in gone for v in values]
    return {"pairs": pairs}


# ---------------------------------------------------------------- the frame


@register.inclusion_tag("includes/demo_banner.html")
def demo_banner() -> dict[str, Any]:
    """Says so when the business day is not the calendar's."""
    day = clock.chosen_business_day()
    return {"day": day if day and day != timezone.localdate() else None}


@register.inclusion_tag("includes/job_progress.html")
def job_progress(job: Job, poll_url: str, result_url: str = "") -> dict[str, Any]:
    """How far a job is, asked again every second until it ends; see ``docs/ui.md``."""
    return {"job": job, "poll_url": poll_url, "result_url": result_url}


@register.simple_tag
def error_code() -> str:
    """The running request's id in groups of four, to be read over the phone."""
    return display.spoken_code(request_info.current().request_id)
