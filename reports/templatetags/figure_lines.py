"""The rows of the figures' tables and the tiles, written in one go.

A province's page has some two thousand cells. Their texts are ready; what costs is to ask a
template for each of them, so the rows are put together here.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from core.numbers import NO_RATE
from reports.dashboards.status import Line

register = template.Library()


@register.simple_tag
def status_rows(lines: Iterable[Line], *, with_empty: bool = True) -> SafeString:
    """States, forms and rates of each line; ``with_empty``: also of lines without a form."""
    return mark_safe(
        "".join(_status_row(one) for one in lines if with_empty or one.sums["participants"])
    )


def _status_row(line: Line) -> str:
    """A rate leads to those it is counted among; of nobody there is nothing to see."""
    states = "".join([f'<td class="num">{_linked(cell, url)}</td>' for cell, url in line.states])
    opened, shut = (f'<a href="{escape(line.list_url)}">', "</a>") if line.list_url else ("", "")
    rates = "".join(
        [
            f'<td class="num"><span class="rate">{opened if percent != NO_RATE else ""}{percent}'
            f' <span class="rate-of">({of})</span>{shut if percent != NO_RATE else ""}</span></td>'
            for percent, of in line.rates
        ]
    )
    return (
        f'<tr><th scope="row">{_linked(escape(line.name), line.url)}</th>{states}'
        f'<td class="num">{line.participants}</td>{rates}</tr>'
    )


def _linked(markup: str, url: str) -> str:
    return f'<a href="{escape(url)}">{markup}</a>' if url else markup


@register.simple_tag
def result_rows(lines: Iterable[Line]) -> SafeString:
    """Registered, assessed and achieved of each line that has any."""
    return mark_safe(
        "".join(_result_row(one) for one in lines if one.sums["registered"] or one.sums["assessed"])
    )


def _result_row(line: Line) -> str:
    cells = "".join(f'<td class="num">{cell}</td>' for cell in line.results)
    return f'<tr><th scope="row">{escape(line.name)}</th>{cells}</tr>'


@register.simple_tag
def tiles(lines: Iterable[Line]) -> SafeString:
    """One tile a line: name, rate and fraction of what was handed in, in the colour of its tone."""
    return mark_safe("".join(_tile(one) for one in lines))


def _tile(line: Line) -> str:
    rate, of = line.rates[0]
    return (
        f'<li><a class="tile tile-{line.tone}" href="{escape(line.url)}">'
        f'<span class="tile-name">{escape(line.name)}</span>'
        f'<span class="tile-figure">{rate}</span><span class="tile-year">{of}</span></a></li>\n'
    )
