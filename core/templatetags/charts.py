"""Tags that draw the small charts of ``core.charts``; each carries its table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template

from core.charts import Bullet, Ring, Segment, YearChart, stacked_bar
from core.display import Number, Text

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
