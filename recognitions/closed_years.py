"""Years whose figures are closed where a title's holder stands, as the apps above tell.

A title that is entered afterwards changes what those years tell: it needs a reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from core.providers import providers
from core.reasons import closed_year_reason
from units.models import Unit

Provider = Callable[[Sequence[Unit]], Iterable[int]]


def closed_over(holders: Sequence[Unit]) -> set[int]:
    """The years that are closed over one of the holders, one query a provider."""
    given: tuple[Provider, ...] = providers("CLOSED_YEAR_PROVIDERS")
    return {year for provider in given for year in provider(holders)}


def reason_over(holders: Sequence[Unit], years: Iterable[int], reason: str) -> str:
    """The reason, cleaned; raises ``DomainError`` when one of the years is closed without one."""
    return closed_year_reason({*years} & closed_over(holders), reason)
