"""Letters of a person, of a whole commune, and as whom their readers sign in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, Q, When
from django.utils.translation import gettext as _

from accounts.models import OneTimeLetter, User
from core import clock
from core.numbers import format_date
from units.enums import Role, UnitType
from units.models import Membership, Unit
from units.paths import under
from units.rules import letters_allowed

_NO_LETTERS = frozenset({UnitType.HOUSEHOLD, UnitType.INDIVIDUAL, UnitType.COMMUNE})
# Most clans and sections have nobody who signs in: they are listed once they have.
_ONLY_WITH_HEAD = frozenset({UnitType.CLAN, UnitType.SECTION})
_TYPE_ORDER = [When(type=one, then=rank) for rank, one in enumerate(UnitType)]


@dataclass(frozen=True)
class LetterRow:
    """One head of a unit, or a unit that has none, on the page that prints letters for all."""

    unit: Unit
    head: User | None
    letter: OneTimeLetter | None
    may_print: bool

    @property
    def never_signed_in(self) -> bool:
        """Whether a head with an account has not come in yet."""
        return self.head is not None and self.head.last_login is None


def letters_of(person: User) -> list[OneTimeLetter]:
    """Every letter of the person, the latest first."""
    return list(person.letters.select_related("issued_by").order_by("-issued_at", "-pk"))


def letter_rows(top: Unit, viewer: User) -> list[LetterRow]:
    """Every village and organisation below, in the commune's order, with its heads.

    Four queries, however many there are.
    """
    units = list(
        Unit.objects.filter(under(top.path))
        .active_on(clock.today())
        .exclude(pk=top.pk)
        .exclude(type__in=_NO_LETTERS)
        .order_by(Case(*_TYPE_ORDER), "position", "sort_key", "pk")
    )
    heads = _heads_by_unit(units)
    people = {one.pk: one for of_unit in heads.values() for one in of_unit}
    letters = {
        one.user_id: one
        for one in OneTimeLetter.objects.filter(user__in=people, used_at=None, withdrawn_at=None)
    }
    allowed = letters_allowed(viewer, list(people.values()))
    rows: list[LetterRow] = []
    for unit in units:
        rows.extend(
            LetterRow(unit, head, letters.get(head.pk), head.pk in allowed)
            for head in heads[unit.pk]
        )
        if not heads[unit.pk] and unit.type not in _ONLY_WITH_HEAD:
            rows.append(LetterRow(unit, None, None, may_print=False))
    return rows


def _not_over() -> Q:
    return Q(to_on=None) | Q(to_on__gte=clock.today())


def _heads_by_unit(units: list[Unit]) -> defaultdict[int, list[User]]:
    found: defaultdict[int, list[User]] = defaultdict(list)
    rows = (
        Membership.objects.filter(_not_over(), unit__in=units, role=Role.HEAD, deputy=None)
        .select_related("user")
        .order_by("user__sort_key", "pk")
    )
    for row in rows:
        found[row.unit_id].append(row.user)
    return found


def standings_of(people: Iterable[User]) -> dict[int, list[str]]:
    """As whom each person signs in, in words for the paper: *Trưởng thôn …, Thôn Bản Pò*."""
    found: dict[int, list[str]] = {one.pk: [] for one in people}
    rows = (
        Membership.objects.filter(_not_over(), user__in=found)
        .select_related("unit", "deputy")
        .order_by("unit__path", "role", "pk")
    )
    for row in rows:
        found[row.user_id].append(_standing(row))
    return found


def _standing(row: Membership) -> str:
    deputy = getattr(row, "deputy", None)
    if deputy is None:
        return f"{Role(row.role).label}, {row.unit}"
    return _("%(title)s, %(unit)s (được ủy quyền từ %(first)s đến hết %(last)s)") % {
        "title": deputy.title,
        "unit": row.unit,
        "first": format_date(row.from_on),
        "last": format_date(deputy.to_on),
    }
