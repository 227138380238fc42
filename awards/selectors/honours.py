"""What everybody may read: the awards of a commune and year, with the names that may be named."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef

from awards.enums import Level, Naming, RecipientKind
from awards.models import Award, HonoursYear, NameConsent, NamingRule
from awards.querysets import AwardQuerySet
from core import clock
from core.text import one_line
from units.enums import UnitType
from units.models import Unit

ADULT_AT = 18
# The highest first, as such lists are read out.
LEVELS = (Level.PRIME_MINISTER, Level.MINISTRY, Level.PROVINCE, Level.COMMUNE, Level.AGENCY)
KINDS = (RecipientKind.COLLECTIVE, RecipientKind.HOUSEHOLD, RecipientKind.INDIVIDUAL)


@dataclass(frozen=True)
class Named:
    """Somebody who is named: name and place, nothing else.

    ``said`` is the place as it follows the name in a sentence.
    """

    name: str
    place: str
    said: str


@dataclass
class Group:
    """One form and kind of recipient, with how many are there but not named."""

    form: str
    kind: RecipientKind
    named: list[Named] = field(default_factory=list)
    unnamed: int = 0

    @property
    def total(self) -> int:
        """Everybody of the group."""
        return len(self.named) + self.unnamed


def honours_of(code: str, year: int) -> tuple[HonoursYear, dt.date] | None:
    """The open page of the commune that bears the code today, and the business day. One query."""
    row = (
        HonoursYear.objects.filter(
            unit__code=code,
            unit__type=UnitType.COMMUNE,
            unit__valid_to=None,
            year=year,
            is_open=True,
        )
        .select_related("unit")
        .annotate(set_day=clock.day_beside())
        .first()
    )
    return row and (row, clock.remember(row.set_day))


def awards_of(unit: Unit, year: int) -> AwardQuerySet:
    """Awards in force of the unit and all below for the year, as a list is read out."""
    consented = NameConsent.objects.standing().filter(recipient=OuterRef("recipient"))
    rows: AwardQuerySet = (
        Award.objects.of_unit_and_below(unit)
        .in_force()
        .for_year(year)
        .annotate(has_consent=Exists(consented))
        .select_related("recipient__person", "recipient__parent")
        .order_by("award_type__position", "recipient_kind", "recipient_place", "recipient_name")
    )
    return rows


def groups_of(unit: Unit, year: int, day: dt.date) -> list[Group]:
    """The page's content: two queries, however many awards there are."""
    rules = naming_on(day)
    groups: dict[tuple[int, str, str], Group] = {}
    for award in awards_of(unit, year):
        place = (LEVELS.index(Level(award.level)), award.form_name, award.recipient_kind)
        group = groups.setdefault(
            place, Group(award.form_name, RecipientKind(award.recipient_kind))
        )
        if may_be_named(award, rules, day, has_consent=award.has_consent):
            group.named.append(_named(award))
        else:
            group.unnamed += 1
    order = {kind.value: at for at, kind in enumerate(KINDS)}
    return [groups[key] for key in sorted(groups, key=lambda one: (one[0], one[1], order[one[2]]))]


def _named(award: Award) -> Named:
    """*Thôn Bản Pò, xã Na Rì …*: a kind word is a capital only where it begins the line."""
    place, above = award.recipient_place, award.recipient.parent
    kind = one_line(above.kind_word) if above else ""
    said = place
    if kind and place.casefold().startswith(f"{kind} ".casefold()):
        said = kind + place[len(kind) :]
    return Named(award.recipient_name, place, said)


def naming_on(day: dt.date) -> dict[tuple[str, bool], Naming]:
    """The rows in force on a day, by kind of recipient and whether under age. One query."""
    found: dict[tuple[str, bool], Naming] = {}
    for rule in NamingRule.objects.on(day):
        found.setdefault((rule.recipient_kind, rule.is_minor), Naming(rule.naming))
    return found


def may_be_named(
    award: Award,
    rules: dict[tuple[str, bool], Naming],
    day: dt.date,
    *,
    has_consent: bool,
) -> bool:
    """Whether a public page may name the recipient; without a row nobody is named."""
    kind = award.recipient_kind
    naming = rules.get((kind, is_minor(award.recipient, day)))
    naming = naming or rules.get((kind, False), Naming.NEVER)
    return naming == Naming.ALWAYS or (naming == Naming.CONSENT and has_consent)


def is_minor(recipient: Unit, day: dt.date) -> bool:
    """Whether the person is surely or possibly under age in the year; unknown years are not."""
    if recipient.type != UnitType.INDIVIDUAL:
        return False
    person = getattr(recipient, "person", None)
    if person is None or person.birth_year is None:
        return False
    return day.year - int(person.birth_year) <= ADULT_AT


def spoken(groups: Iterable[Group]) -> list[tuple[str, list[str]]]:
    """The list as it is read aloud: a sentence for each group, then one for each name."""
    said = []
    for group in groups:
        kind = str(group.kind.label).lower()
        lead = f"{group.form}, tặng {group.total} {kind}:"
        names = [f"{one.name}, {one.said}." for one in group.named]
        if group.unnamed:
            more = f"Và {group.unnamed} {kind} khác." if names else f"{group.unnamed} {kind}."
            names.append(more)
        said.append((lead, names))
    return said
