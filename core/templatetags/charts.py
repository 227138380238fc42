"""Tags that draw the small charts of ``core.charts``; each carries its table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from core.charts import Bullet, Piece, Ring, Segment, YearChart, stacked_bar
from core.display import Number, Text, vn_number
from core.templatetags.ui import icon

register = template.Library()


@register.inclusion_tag("includes/charts/ring.html", name="ring")
def ring_tag(done: int | None, total: int | None, title: Text) -> dict[str, Any]:
    """A progress ring with ``7/10`` in it."""
    return {"ring": Ring(title, done, total)}


@register.inclusion_tag("includes/charts/stacked_bar.html", name="stacked_bar")
def stacked_bar_tag(
    segments: Iterable[Segment], title: Text, *, compact: bool = False
) -> dict[str, Any]:
    """Parts of a whole with a legend that counts; ``compact`` draws the bar alone (in tables)."""
    return {"bar": stacked_bar(title, segments), "compact": compact}


@register.simple_tag
def stack_pieces(pieces: Iterable[Piece]) -> SafeString:
    """The parts that there are, as rectangles of the bar."""
    return format_html_join(
        "",
        '<rect class="stack-piece tone-{}" x="{}" width="{}" height="24" />',
        [(one.segment.tone, one.x, one.width) for one in pieces if one.segment.count],
    )


@register.simple_tag
def legend_rows(pieces: Iterable[Piece]) -> SafeString:
    """A line of the legend for each part: swatch, icon, word, count, share."""
    return format_html_join(
        "",
        '<tr><th scope="row"><svg class="swatch" viewBox="0 0 12 12" aria-hidden="true"'
        ' focusable="false"><rect class="stack-piece tone-{}" width="12" height="12" /></svg>'
        ' {} {}</th><td class="num">{}</td><td class="num">{}</td></tr>',
        [
            (one.segment.tone, icon(one.segment.icon), _label(one.segment),
             vn_number(one.segment.count), one.share)
            for one in pieces
        ],
    )  # fmt: skip


def _label(segment: Segment) -> Text:
    if not segment.url:
        return segment.label
    return format_html('<a href="{}">{}</a>', segment.url, segment.label)


@register.inclusion_tag("includes/charts/bullet.html", name="bullet")
def bullet_tag(
    result: Number | None,
    target: Number | None,
    title: Text,
    unit: str = "%",
    *,
    at_most: bool = False,
) -> dict[str, Any]:
    """A result against its target; ``at_most`` where less is better."""
    return {"bullet": Bullet(title, result, target, unit, at_most)}


@register.inclusion_tag("includes/charts/years.html", name="year_chart")
def year_chart_tag(chart: YearChart) -> dict[str, Any]:
    """Columns by year beside wishes and goal; the page gives the table of the same figures."""
    return {"chart": chart}
