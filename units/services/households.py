"""Households as the village enters and mends them: who lives there, who heads, who left."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import clock
from core.audit import record
from core.errors import DomainError
from core.numbers import format_date
from core.text import fold, one_line, person_sort_key, sort_key
from units.access import access_of, audit_subject, named
from units.enums import Leaving, UnitType
from units.models import HouseholdMember, Person, Unit
from units.rules import can_keep_households
from units.selectors.drafts import OLDEST, DraftHousehold, draft_households
from units.services import tree
from units.services.changes import allow, refuse_ended, refuse_later_day
from units.services.individuals import end_individual
from units.services.people import NewHousehold, NewPerson, create_households


@dataclass(frozen=True)
class PersonData:
    """What a list of residents says of somebody."""

    full_name: str
    birth_year: int | None = None
    is_female: bool | None = None


def planned_households(user: User, village: Unit, text: str) -> list[DraftHousehold]:
    """What each line of a pasted list would make; writes nothing.

    Raises ``PermissionDenied`` for somebody else's village and ``DomainError`` naming the line.
    """
    if not can_keep_households(user, village):
        raise PermissionDenied
    commune = village.commune
    return draft_households(
        village,
        text,
        this_year=clock.today().year,
        sees_commune=commune is not None and access_of(user).sees(commune),
    )


@transaction.atomic
def add_households(user: User, village: Unit, text: str) -> list[Unit]:
    """Enter the new households of the list; whoever heads one already is left alone."""
    tree.lock_tree()
    village = Unit.objects.get(pk=village.pk)
    news = [
        NewHousehold([NewPerson(draft.full_name, draft.birth_year, draft.is_female)])
        for draft in planned_households(user, village, text)
        if draft.is_new
    ]
    return create_households(village, news, actor=user.as_actor)


def _checked(data: PersonData) -> PersonData:
    name = one_line(data.full_name)
    if not fold(name):
        raise DomainError(_("Hãy ghi họ và tên."), field="full_name")
    this_year = clock.today().year
    if data.birth_year is not None and not this_year - OLDEST <= data.birth_year <= this_year:
        raise DomainError(
            _("Năm sinh phải từ %(first)d đến %(last)d.")
            % {"first": this_year - OLDEST, "last": this_year},
            field="birth_year",
        )
    return PersonData(name, data.birth_year, data.is_female)


def _held(user: User, household: Unit) -> Unit:
    household = Unit.objects.select_for_update().get(pk=household.pk)
    if household.type != UnitType.HOUSEHOLD:
        raise PermissionDenied
    allow(user, household)
    refuse_ended(household)
    return household


@transaction.atomic
def add_member(
    user: User, household: Unit, data: PersonData, *, from_on: dt.date | None = None
) -> HouseholdMember:
    """Enter somebody who lives in the household; the first one heads it.

    Raises ``DomainError`` for what cannot be, or when somebody of that name and birth year lives
    there already.
    """
    household = _held(user, household)
    data = _checked(data)
    if from_on is not None:
        refuse_later_day(from_on, "from_on")
    living = HouseholdMember.objects.filter(household=household, to_on=None)
    for row in living.select_related("person"):
        same = fold(row.person.full_name) == fold(data.full_name)
        if same and row.person.birth_year == data.birth_year:
            raise DomainError(
                _("%(person)s đã có trong hộ này.") % {"person": row.person}, field="full_name"
            )
    person = Person.objects.create(
        full_name=data.full_name,
        sort_key=person_sort_key(data.full_name),
        birth_year=data.birth_year,
        is_female=data.is_female,
    )
    row = HouseholdMember.objects.create(
        household=household,
        person=person,
        is_head=not living.filter(is_head=True).exists() and not living.exists(),
        from_on=from_on,
    )
    _note("units.member_added", row, user)
    return row


@transaction.atomic
def change_member(
    user: User, member: HouseholdMember, data: PersonData, *, from_on: dt.date | None
) -> None:
    """Mend what was typed wrong about somebody; the household keeps going by its head's name."""
    household = _held(user, member.household)
    data = _checked(data)
    member = HouseholdMember.objects.select_related("person__unit").get(pk=member.pk)
    member.household = household
    if from_on is not None:
        refuse_later_day(from_on, "from_on")
        if member.to_on is not None and from_on > member.to_on:
            raise DomainError(_("Ngày đến phải trước ngày rời hộ."), field="from_on")
    person = member.person
    old_name = person.full_name
    bearing = _called_by(member) if old_name != data.full_name else []
    before = _words(member) | _bearers(bearing)
    person.full_name, person.sort_key = data.full_name, person_sort_key(data.full_name)
    person.birth_year, person.is_female = data.birth_year, data.is_female
    person.save(update_fields=["full_name", "sort_key", "birth_year", "is_female"])
    member.from_on = from_on
    member.save(update_fields=["from_on"])
    for unit in bearing:
        _mend_name(unit, data.full_name)
    after = _words(member) | _bearers(bearing)
    _note("units.member_corrected", member, user, before=before, after=after)


def _called_by(member: HouseholdMember) -> list[Unit]:
    """The units that go by the person's name: the household headed, and the person's own."""
    units = [member.household] if member.is_head and member.to_on is None else []
    return [*units, member.person.unit] if member.person.unit is not None else units


def _bearers(units: Sequence[Unit]) -> dict[str, object]:
    return {"bearers": [named(unit) for unit in units]} if units else {}


def _mend_name(unit: Unit, name: str) -> None:
    """The name was misspelt, so that of the unit called by it was: mended in place, no new name."""
    unit.name = name
    unit.sort_key = sort_key(name)
    unit.names.filter(to_on=None).update(name=name)
    unit.search = tree.search_text(unit, tree.former_names(unit))
    unit.save(update_fields=["name", "sort_key", "search"])


@transaction.atomic
def end_member(
    user: User, member: HouseholdMember, *, last_day: dt.date, why: str, note: str = ""
) -> None:
    """Somebody died or moved away: the last day in the household, and why.

    Raises ``DomainError`` for a day to come or before they came, or when they left already.
    """
    household = _held(user, member.household)
    member = (
        HouseholdMember.objects.select_for_update(of=("self",))
        .select_related("person")
        .get(pk=member.pk)
    )
    if member.to_on is not None:
        raise DomainError(
            _("%(person)s đã rời hộ từ ngày %(day)s.")
            % {"person": member.person, "day": format_date(member.to_on)}
        )
    refuse_later_day(last_day, "last_day")
    if member.from_on is not None and last_day < member.from_on:
        raise DomainError(
            _("%(person)s đến hộ ngày %(day)s. Hãy ghi ngày sau đó.")
            % {"person": member.person, "day": format_date(member.from_on)},
            field="last_day",
        )
    if why not in Leaving.values:
        raise DomainError(_("Hãy chọn lý do rời hộ."), field="why")
    member.household = household
    before = _words(member)
    member.to_on, member.leaving = last_day, why
    member.save(update_fields=["to_on", "leaving"])
    after = {**_words(member), "leaving": why}
    if (ended := end_individual(member.person, last_day)) is not None:
        before["individual"] = {**named(ended), "last_day": None}
        after["individual"] = {**named(ended), "last_day": last_day}
    reason = note or str(Leaving(why).label)
    _note("units.member_left", member, user, before=before, after=after, reason=reason)


@transaction.atomic
def make_head(user: User, member: HouseholdMember, *, on: dt.date) -> None:
    """Let somebody head the household from a day on; it goes by that name from then.

    Raises ``DomainError`` when they no longer live there, or for a day to come.
    """
    household = _held(user, member.household)
    member = HouseholdMember.objects.select_related("person").get(pk=member.pk)
    refuse_later_day(on)
    if member.to_on is not None:
        raise DomainError(_("%(person)s không còn ở hộ này.") % {"person": member.person})
    if member.is_head:
        raise DomainError(_("%(person)s đang là chủ hộ.") % {"person": member.person})
    heads = HouseholdMember.objects.filter(household=household, is_head=True, to_on=None)
    former = heads.select_related("person").first()
    heads.update(is_head=False)
    member.is_head = True
    member.save(update_fields=["is_head"])
    tree.rename_unit(
        household,
        kind_word=household.kind_word,
        name=member.person.full_name,
        on=on,
        actor=user.as_actor,
    )
    before: dict[str, object] = {"head": _headed(former) if former is not None else None}
    after = {**_words(member), "head": _headed(member), "since": on}
    _note("units.head_changed", member, user, before=before, after=after)


def _headed(member: HouseholdMember) -> dict[str, object]:
    return {"id": member.pk, "name": member.person.full_name}


def _words(member: HouseholdMember) -> dict[str, object]:
    return {
        "name": member.person.full_name,
        "birth_year": member.person.birth_year,
        "is_female": member.person.is_female,
        "from": member.from_on,
        "to": member.to_on,
    }


def _note(
    action: str,
    member: HouseholdMember,
    user: User,
    *,
    before: dict[str, object] | None = None,
    after: dict[str, object] | None = None,
    reason: str = "",
) -> None:
    """Write down an act on a member; without ``after`` it tells all that stands there now."""
    record(
        action,
        audit_subject(
            "units.householdmember", member.pk, member.person.full_name, member.household
        ),
        actor=user.as_actor,
        before=before,
        after=after or _words(member),
        reason=reason,
    )
