"""The rows of the figures' tables and the tiles, written in one go.

A province's page has some two thousand cells. Their texts are ready; what costs is to ask a
template for each of them, so the rows are put together here.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from core.numbers import NO_RATE
from reports.dashboards.status import Line

register = template.Library()
# A page prints each name three times and each address four times.
_escaped = lru_cache(maxsize=1024)(escape)


@register.simple_tag
def status_rows(lines: Iterable[Line], *, with_empty: bool = True) -> SafeString:
    """States, forms and rates of each line; ``with_empty``: also of lines without a form."""
    return mark_safe(
        "".join([_status_row(one) for one in lines if with_empty or one.sums["participants"]])
    )


def _status_row(line: Line) -> str:
    """A rate leads to those it is counted among; of nobody there is nothing to see."""
    states = line.states
    if line.state_urls:
        linked = zip(states, line.state_urls, strict=True)
        states = tuple([_linked(cell, _escaped(url)) if url else cell for cell, url in linked])
    counts = '</td><td class="num">'.join((*states, line.participants))
    url = _escaped(line.url)
    listed = url if line.list_url == line.url else _escaped(line.list_url)
    rates = "".join(
        [
            f'<td class="num"><span class="rate">{_linked(shown, listed)}</span></td>'
            if listed and percent != NO_RATE
            else f'<td class="num"><span class="rate">{shown}</span></td>'
            for percent, of in line.rates
            for shown in [f'{percent} <span class="rate-of">({of})</span>']
        ]
    )
    name = _escaped(line.name)
    return (
        f'<tr><th scope="row">{_linked(name, url) if url else name}</th>'
        f'<td class="num">{counts}</td>{rates}</tr>'
    )


def _linked(markup: str, url: str) -> str:
    return f'<a href="{url}">{markup}</a>'


@register.simple_tag
def result_rows(lines: Iterable[Line]) -> SafeString:
    """Registered, assessed and achieved of each line that has any."""
    return mark_safe(
        "".join(
            [_result_row(one) for one in lines if one.sums["registered"] or one.sums["assessed"]]
        )
    )


def _result_row(line: Line) -> str:
    cells = '</td><td class="num">'.join(line.results)
    return f'<tr><th scope="row">{_escaped(line.name)}</th><td class="num">{cells}</td></tr>'


@register.simple_tag
def tiles(lines: Iterable[Line]) -> SafeString:
    """One tile a line: name, rate and fraction of what was handed in, in the colour of its tone."""
    return mark_safe("".join([_tile(one) for one in lines]))


def _tile(line: Line) -> str:
    rate, of = line.rates[0]
    return (
        f'<li><a class="tile tile-{line.tone}" href="{_escaped(line.url)}">'
        f'<span class="tile-name">{_escaped(line.name)}</span>'
        f'<span class="tile-figure">{rate}</span><span class="tile-year">{of}</span></a></li>\n'
    )
