"""How a recipient is written on a decision and a certificate."""

from __future__ import annotations

from collections.abc import Iterable

from awards.enums import RecipientKind
from core.text import with_kind
from units.enums import UnitType
from units.models import Unit

_NOT_WRITTEN = {UnitType.COUNTRY, UnitType.DISTRICT}


def kind_of(unit: Unit) -> RecipientKind:
    """Household, individual, or a collective, which is everything else."""
    if unit.type == UnitType.HOUSEHOLD:
        return RecipientKind.HOUSEHOLD
    if unit.type == UnitType.INDIVIDUAL:
        return RecipientKind.INDIVIDUAL
    return RecipientKind.COLLECTIVE


def places_of(units: Iterable[Unit]) -> dict[int, str]:
    """Where each lives or works: *Thôn Bản Pò, xã Na Rì, tỉnh Thái Nguyên*. One query."""
    wanted = list(units)
    above = {pk for unit in wanted for pk in unit.ancestor_ids}
    names = {
        one.pk: with_kind(one.kind_word, one.name)
        for one in Unit.objects.filter(pk__in=above).exclude(type__in=_NOT_WRITTEN)
    }
    return {unit.pk: _joined(unit, names) for unit in wanted}


def _joined(unit: Unit, names: dict[int, str]) -> str:
    written = ", ".join(names[pk] for pk in reversed(unit.ancestor_ids) if pk in names)
    return written[:1].upper() + written[1:]
