"""What the register answers: one holder, many holders, and sums below a unit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.text import fold
from recognitions.enums import RecognitionStatus, TitleState
from recognitions.models import Recognition, Title
from recognitions.querysets import RecognitionQuerySet
from units.enums import UnitType
from units.models import Unit

FAMILY = "FAMILY"
RUNNING_YEARS = 3


def title_states(
    holders: Iterable[Unit | int], titles: Iterable[Title | int], day: dt.date
) -> dict[int, TitleState]:
    """For every holder (by id): does it hold one of the titles on that day? One query.

    Holders about which the register says nothing are ``NOT_ACHIEVED``; a valid title beats
    one that is still considered.
    """
    ids = [one if isinstance(one, int) else one.pk for one in holders]
    states = dict.fromkeys(ids, TitleState.NOT_ACHIEVED)
    of_these = Recognition.objects.filter(holder__in=ids, title__in=list(titles))
    found = of_these.considered_on(day) | of_these.valid_on(day)
    for holder_id, status in found.values_list("holder_id", "status"):
        if status == RecognitionStatus.RECOGNISED:
            states[holder_id] = TitleState.ACHIEVED
        elif states[holder_id] != TitleState.ACHIEVED:
            states[holder_id] = TitleState.UNDER_CONSIDERATION
    return states


def title_state(holder: Unit, titles: Iterable[Title | int], day: dt.date) -> TitleState:
    """Whether the holder has one of the titles on that day, is considered for one, or neither."""
    return title_states([holder], titles, day)[holder.pk]


@dataclass(frozen=True)
class TitleCount:
    """How many holders below a unit have a title on a day; those considered stand apart."""

    title: Title
    valid: int
    under_consideration: int


def counts_by_title(unit: Unit, day: dt.date) -> list[TitleCount]:
    """Every title in the catalogue's order, counted over the unit and all below.

    A holder counts once, however many decisions it has, and never as considered when it
    already holds the title. Three queries.
    """
    rows = Recognition.objects.of_holders_below(unit)
    valid = rows.valid_on(day)
    held_already = valid.filter(title=OuterRef("title"), holder=OuterRef("holder"))
    held = _holders_by_title(valid)
    considered = _holders_by_title(rows.considered_on(day).exclude(Exists(held_already)))
    return [
        TitleCount(title, held.get(title.pk, 0), considered.get(title.pk, 0))
        for title in Title.objects.all()
    ]


def _holders_by_title(rows: RecognitionQuerySet) -> dict[int, int]:
    counted = rows.order_by().values("title").annotate(holders=Count("holder", distinct=True))
    return {row["title"]: row["holders"] for row in counted}


@dataclass(frozen=True)
class SubUnitTitles:
    """How the units of some types below one stand to a title (CT-1.1-c, NH-1.4-d, CT-1.6-d)."""

    achieved: int
    under_consideration: int
    total: int


def sub_unit_titles(
    unit: Unit, unit_types: Iterable[str], titles: Iterable[Title | int], day: dt.date
) -> SubUnitTitles:
    """Count the active units of the types below ``unit`` that hold one of the titles."""
    below = Unit.objects.below(unit).of_types(unit_types).active_on(day)
    states = list(title_states(below.values_list("pk", flat=True), titles, day).values())
    return SubUnitTitles(
        achieved=states.count(TitleState.ACHIEVED),
        under_consideration=states.count(TitleState.UNDER_CONSIDERATION),
        total=len(states),
    )


def families_running(unit: Unit, year: int, day: dt.date) -> int:
    """Families recognised in each of the three years up to ``year`` (đạt 3 năm liên tục).

    Counts decisions of those years that were made by ``day`` and not revoked since.
    """
    years = range(year - RUNNING_YEARS + 1, year + 1)
    return (
        Recognition.objects.of_holders_below(unit)
        .filter(
            title__code=FAMILY,
            year__in=years,
            status=RecognitionStatus.RECOGNISED,
            decided_on__lte=day,
        )
        .order_by()
        .values("holder")
        .annotate(years=Count("year", distinct=True))
        .filter(years=RUNNING_YEARS)
        .count()
    )


# ---------------------------------------------------------------- the register's pages

MOST_VILLAGES = 200
SOON = dt.timedelta(days=90)
MOST_CHOICES = 60
SORTS = {
    "holder": ("holder__sort_key", "pk"),
    "year": ("year", "holder__sort_key", "pk"),
    "decided": ("decided_on", "holder__sort_key", "pk"),
}


class Standing(models.TextChoices):
    """What the list may be narrowed to."""

    VALID = "valid", _("Còn giá trị")
    SOON = "soon", _("Sắp hết giá trị (trong 90 ngày)")
    CONSIDERED = "considered", _("Đang xét")
    ENDED = "ended", _("Hết giá trị")
    REVOKED = "revoked", _("Đã thu hồi, không công nhận")


@dataclass(frozen=True)
class RegisterFilter:
    """What the list's address asks for; what makes no sense asks for nothing."""

    query: str = ""
    title: str = ""
    year: str = ""
    standing: str = ""
    village: str = ""
    sort: str = ""

    @classmethod
    def of(cls, query: QueryDict) -> RegisterFilter:
        """Read it from the address."""
        year, village = query.get("year", ""), query.get("village", "")
        return cls(
            query=query.get("q", ""),
            title=query.get("title", ""),
            year=year if year.isdecimal() and len(year) == 4 else "",
            standing=query.get("standing", ""),
            village=village if village.isdecimal() else "",
            sort=query.get("sort", ""),
        )

    def apply(self, rows: RecognitionQuerySet, day: dt.date, user: User) -> RecognitionQuerySet:
        """The rows that fit, in the order asked for."""
        found = self._searched(rows)
        if self.title:
            found = found.filter(title__code=self.title)
        if self.year:
            found = found.filter(year=int(self.year))
        if self.village:
            village = Unit.objects.visible_to(user).filter(pk=int(self.village)).first()
            found = found.of_holders_below(village) if village else found.none()
        return self._standing(found, day).order_by(*self._order())

    def _searched(self, rows: RecognitionQuerySet) -> RecognitionQuerySet:
        found = rows.select_related("title", "holder__parent")
        for word in fold(self.query).split():
            by = Q(holder__search__contains=word)
            if word.isdecimal():  # the figures of a decision's number
                by |= Q(decision_number__contains=word)
            found = found.filter(by)
        return found

    def _standing(self, rows: RecognitionQuerySet, day: dt.date) -> RecognitionQuerySet:
        if self.standing == Standing.VALID:
            return rows.valid_on(day)
        if self.standing == Standing.SOON:
            return rows.valid_on(day).filter(valid_to__lte=day + SOON)
        if self.standing == Standing.CONSIDERED:
            return rows.filter(status=RecognitionStatus.UNDER_CONSIDERATION)
        if self.standing == Standing.ENDED:
            return rows.filter(status=RecognitionStatus.RECOGNISED, valid_to__lt=day)
        if self.standing == Standing.REVOKED:
            return rows.filter(status=RecognitionStatus.REVOKED)
        return rows

    def _order(self) -> tuple[str, ...]:
        if self.sort.lstrip("-") not in SORTS:
            return ("-year", "title__position", "holder__sort_key", "pk")
        first, *rest = SORTS[self.sort.lstrip("-")]
        return (f"-{first}" if self.sort.startswith("-") else first, *rest)


def villages_to_choose(user: User, day: dt.date) -> list[Unit]:
    """The villages that the reader sees; none when they are too many for a list to choose from."""
    found = Unit.objects.visible_to(user).of_types([UnitType.VILLAGE]).active_on(day).in_order()
    villages = list(found[: MOST_VILLAGES + 1])
    return villages if len(villages) <= MOST_VILLAGES else []


@dataclass(frozen=True)
class HolderChoice:
    """A unit to choose from, with what the register says about it for the title and year."""

    unit: Unit
    place: str
    known: str


def holders_to_choose(
    user: User, title: Title, *, query: str, village: Unit | None, year: int, day: dt.date
) -> list[HolderChoice]:
    """Units of the title's types that fit, at most ``MOST_CHOICES``, in the commune's order."""
    found = Unit.objects.visible_to(user).of_types(title.holder_types).active_on(day)
    if village is not None:
        found = found.at_or_below(village)
    found = found.matching(query).select_related("parent").in_order()
    units = list(found[:MOST_CHOICES])
    return choices_of(units, title, year)


def choices_of(units: Iterable[Unit], title: Title, year: int) -> list[HolderChoice]:
    """The units as choices; one query for what the register already holds."""
    listed = list(units)
    rows = Recognition.objects.filter(title=title, year=year, holder__in=listed).exclude(
        status=RecognitionStatus.REVOKED
    )
    known = {row.holder_id: str(row.get_status_display()) for row in rows}
    return [
        HolderChoice(unit, unit.parent.display_name if unit.parent else "", known.get(unit.pk, ""))
        for unit in listed
    ]


def streaks(holders: Q, titles: Iterable[Title], year: int, day: dt.date) -> dict[int, int]:
    """For how many years running each holder was recognised, by holder id; one query.

    The years end with ``year``, or with the one before while this year's decision is not made.
    Decisions made by ``day`` and not revoked count; ``holders`` is a condition on the register.
    """
    found = (
        Recognition.objects.filter(
            holders,
            title__in=list(titles),
            year__lte=year,
            status=RecognitionStatus.RECOGNISED,
            decided_on__lte=day,
        )
        .order_by("holder_id", "-year")
        .values_list("holder_id", "year")
        .distinct()
    )
    running: dict[int, tuple[int, int]] = {}
    for holder_id, one in found:
        length, last = running.get(holder_id, (0, one if one >= year - 1 else year))
        if last == one:
            running[holder_id] = (length + 1, one - 1)
    return {holder_id: length for holder_id, (length, _next) in running.items()}


def standing_in_year(
    holders: Q, titles: Iterable[Title], year: int, day: dt.date
) -> dict[int, bool]:
    """Who has a title of a year (true) or is considered for it (false), by holder id; one query."""
    rows = Recognition.objects.filter(holders, title__in=list(titles), year=year).exclude(
        status=RecognitionStatus.REVOKED
    )
    found: dict[int, bool] = {}
    for holder_id, status, decided_on in rows.values_list("holder_id", "status", "decided_on"):
        is_decided = decided_on is not None and decided_on <= day
        is_held = status == RecognitionStatus.RECOGNISED and is_decided
        found[holder_id] = found.get(holder_id, False) or is_held
    return found
