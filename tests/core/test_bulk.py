from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from core import bulk
from core.models import IdempotencyKey
from tests.org import Org
from units.models import Person, UnitName

pytestmark = pytest.mark.django_db
NASTY = "tab\there \\N back\\slash\nline\rreturn 'quote' \"q\" % ;-- Nà Rì ✓"


def test_rows_come_back_as_they_were_given(org: Org) -> None:
    ids = bulk.reserve_ids(Person, 2)
    bulk.insert(
        Person,
        ("id", "full_name", "birth_year", "is_female"),
        [(ids[0], NASTY, None, True), (ids[1], "", 1985, None)],
    )

    first, second = (Person.objects.get(pk=pk) for pk in ids)
    assert (first.full_name, first.birth_year, first.is_female) == (NASTY, None, True)
    assert (second.full_name, second.birth_year, second.is_female) == ("", 1985, None)
    assert (first.phone, first.phone_index, first.unit_id) == ("", "", None)


def test_dates_and_the_moment_of_writing(org: Org) -> None:
    (pk,) = bulk.reserve_ids(UnitName, 1)
    day = dt.date(2026, 11, 5)
    bulk.insert(UnitName, ("id", "unit", "name", "from_on"), [(pk, org.na_ri.pk, "Na Rì", day)])
    bulk.insert(IdempotencyKey, ("key", "user_id", "path"), [("k" * 32, None, "/")])

    assert UnitName.objects.get(pk=pk).from_on == day
    age = dt.datetime.now(dt.UTC) - IdempotencyKey.objects.get(pk="k" * 32).created_at
    assert age < dt.timedelta(minutes=1)


def test_reserved_keys_are_nobody_elses(org: Org) -> None:
    before = Person.objects.create(full_name="Páo")
    ids = bulk.reserve_ids(Person, 3)
    bulk.insert(Person, ("id", "full_name"), ((pk, "Sằm") for pk in ids))
    after = Person.objects.create(full_name="Mai")

    assert len({before.pk, after.pk, *ids}) == 5
    assert bulk.reserve_ids(Person, 0) == []


def test_a_broken_promise_of_the_database_is_an_integrity_error(org: Org) -> None:
    person = Person.objects.create(full_name="Páo")

    with pytest.raises(IntegrityError), transaction.atomic():
        bulk.insert(Person, ("id", "full_name"), [(person.pk, "Sằm")])


def test_more_rows_than_one_batch(org: Org) -> None:
    count = 12_345
    bulk.insert(Person, ("full_name",), ((f"Người {number}",) for number in range(count)))

    assert Person.objects.count() == count


def test_one_nasty_row_among_many_plain_ones(org: Org) -> None:
    names = ["Sằm", NASTY, "\\N", "Nà\\tRì", "", "Páo"] * 200
    bulk.insert(
        Person,
        ("full_name", "birth_year", "is_female"),
        ((name[:120], place % 2000 or None, place % 2 == 0) for place, name in enumerate(names)),
    )

    rows = list(Person.objects.order_by("pk").values_list("full_name", "birth_year", "is_female"))
    assert rows == [
        (name[:120], place % 2000 or None, place % 2 == 0) for place, name in enumerate(names)
    ]
