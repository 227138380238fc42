"""How the kinds of objects are registered, and what the matrix knows of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from accounts.models import User
from tests.builders.world import Persona, World

Captures = dict[str, Any]
Factory = Callable[[World, str], Captures | None]
OwnFactory = Callable[[World, User], Captures]
# A number that no row has, of every kind of key.
NO_ROW = 99_999_999
NO_SLUG = "khong-co"


@dataclass(frozen=True)
class Kind:
    """How objects of a kind are made, who sees the one of a place, and what makes it another.

    ``identity`` names the captures that point to the object; they are replaced where the matrix
    asks for one that does not exist.
    """

    make: Factory
    sees: Callable[[Persona, str], bool]
    identity: tuple[str, ...]


@dataclass(frozen=True)
class OwnKind:
    """How an object of somebody's own is made."""

    make: OwnFactory


KINDS: dict[str, Kind] = {}
OWN_KINDS: dict[str, OwnKind] = {}


def tree_kind(
    name: str,
    *identity: str,
    sees: Callable[[Persona, str], bool] = Persona.sees,
) -> Callable[[Factory], Factory]:
    """An object of a unit: seen at the unit and above, unless ``sees`` says otherwise."""

    def register(make: Factory) -> Factory:
        KINDS[name] = Kind(make, sees, identity or ("pk",))
        return make

    return register


def campaign_kind(name: str, *identity: str) -> Callable[[Factory], Factory]:
    """A campaign or a part of one: seen at, above and below the unit that launched it."""
    return tree_kind(name, *identity, sees=lambda who, at: who.sees(at) or who.is_under(at))


def own_kind(name: str) -> Callable[[OwnFactory], OwnFactory]:
    """An object of one person's own."""

    def register(make: OwnFactory) -> OwnFactory:
        OWN_KINDS[name] = OwnKind(make)
        return make

    return register


def absent(kind: Kind, captures: Captures) -> Captures:
    """The same address with keys that no row has."""
    return {
        name: (NO_SLUG if isinstance(value, str) else NO_ROW) if name in kind.identity else value
        for name, value in captures.items()
    }
