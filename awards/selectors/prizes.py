"""Prize money: a multiple of the base salary in force on the day of the decision."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from awards.enums import RecipientKind
from awards.models import BaseSalary, PrizeRate


@dataclass(frozen=True)
class Prize:
    """What a recipient gets; ``None`` where a figure of law is not known for that day."""

    base_salary: int | None = None
    multiple: Decimal | None = None

    @property
    def amount(self) -> int | None:
        """Whole đồng."""
        if self.base_salary is None or self.multiple is None:
            return None
        return int((self.base_salary * self.multiple).quantize(Decimal(1), ROUND_HALF_UP))


def prizes_on(day: dt.date, type_ids: Iterable[int]) -> dict[tuple[int, str], Prize]:
    """The prize of every form and kind of recipient by the rows in force on a day. Two queries."""
    salary = BaseSalary.objects.on(day).first()
    found: dict[tuple[int, str], Prize] = {}
    for rate in PrizeRate.objects.on(day).filter(award_type__in=set(type_ids)):
        # The latest row comes first and stands.
        found.setdefault(
            (rate.award_type_id, rate.recipient_kind),
            Prize(salary.amount if salary else None, rate.multiple),
        )
    return found


def prize_of(prizes: dict[tuple[int, str], Prize], type_id: int, kind: RecipientKind) -> Prize:
    """One prize out of them; unknown where the catalogue has no row."""
    return prizes.get((type_id, kind.value), Prize())
