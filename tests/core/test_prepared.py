"""Statements kept ready say what the ORM says, on either engine, on every connection."""

from __future__ import annotations

import datetime as dt
from threading import Thread
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.db.models import F, QuerySet
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from core import prepared
from core.models import AuditChain, AuditEvent
from core.prepared import Prepared, PreparedUpdate, UnfitStatementError
from notices.models import Notice
from tests.org import Org
from units.enums import Role, UnitType
from units.models import Membership, Unit

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 11, 20)


def roles_of(user: int, day: dt.date, role: str) -> QuerySet[Membership]:
    rows = Membership.objects.filter(user_id=user, from_on__lte=day, role=role)
    return rows.select_related("unit__parent", "user").prefetch_related("unit__children")


def test_rows_are_what_the_queryset_gives(org: Org) -> None:
    asked: Prepared[Membership] = Prepared(roles_of)

    for person, role in ((org.minh, Role.OFFICER), (org.pao, Role.HEAD), (org.minh, Role.HEAD)):
        ours, theirs = asked(person.pk, DAY, role), list(roles_of(person.pk, DAY, role))
        assert [row.__dict__.keys() for row in ours] == [row.__dict__.keys() for row in theirs]
        assert ours == theirs
        assert [(row.unit.name, row.user.username, row.from_on) for row in ours] == [
            (row.unit.name, row.user.username, row.from_on) for row in theirs
        ]


def test_what_is_joined_and_fetched_beside_costs_no_further_query(
    org: Org, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    asked: Prepared[Membership] = Prepared(roles_of)
    asked(org.pao.pk, DAY, Role.HEAD)

    with django_assert_num_queries(2):
        (row,) = asked(org.minh.pk, DAY, Role.OFFICER)
        children = {one.name for one in row.unit.children.all()}
        assert row.unit.parent == org.thai_nguyen
    assert {org.ban_po.name, org.na_lac.name} <= children


def test_columns_come_as_the_queryset_s_shape(org: Org) -> None:
    flat: Prepared[str] = Prepared(
        lambda pk: Unit.objects.filter(pk=pk).values_list("type", flat=True)
    )
    named: Prepared[Any] = Prepared(
        lambda pk: Unit.objects.filter(pk=pk).values_list("name", "is_difficult_area", named=True)
    )
    plain: Prepared[Any] = Prepared(
        lambda pk: Unit.objects.filter(pk=pk).values_list("name", F("pk") * 2)
    )
    beside: Prepared[Any] = Prepared(
        lambda pk: Unit.objects.filter(pk=pk).annotate(twice=F("pk") * 2)
    )

    assert flat(org.na_ri.pk) == [UnitType.COMMUNE]
    assert (named(org.na_ri.pk)[0].name, named(org.na_ri.pk)[0].is_difficult_area) == (
        org.na_ri.name,
        org.na_ri.is_difficult_area,
    )
    assert plain(org.na_ri.pk) == [(org.na_ri.name, 2 * org.na_ri.pk)]
    assert [one.twice for one in beside(org.na_ri.pk)] == [2 * org.na_ri.pk]
    assert flat.first(org.na_lac.pk) == UnitType.VILLAGE
    assert flat.first(0) is None


@pytest.mark.parametrize(
    ("build", "value"),
    [
        (lambda name: Unit.objects.filter(name__contains=name), "Nà"),
        (lambda pk: Unit.objects.filter(pk=pk) if pk % 2 else Unit.objects.all(), 5),
        (lambda _name: Unit.objects.filter(name="Na Rì"), "Na Rì"),
        (lambda pks: Unit.objects.filter(pk__in=pks), [1, 2]),
        (lambda parent: Unit.objects.filter(parent=parent), None),
        (lambda flag: Unit.objects.filter(is_difficult_area=flag), True),
        (lambda pk: Unit.objects.filter(pk=pk).values("name"), 5),
    ],
    ids=["within a text", "another question", "unused", "a list", "nothing", "yes or no", "dicts"],
)
def test_a_question_that_does_not_fit_is_refused(build: Any, value: Any) -> None:
    with pytest.raises(UnfitStatementError):
        Prepared(build)(value)


def test_an_update_counts_what_it_changed(org: Org) -> None:
    def renamed(pk: int, name: str, day: dt.datetime) -> tuple[QuerySet[User], dict[str, Any]]:
        return User.objects.filter(pk=pk, is_active=True), {"full_name": name, "last_login": day}

    rename = PreparedUpdate(renamed)
    moment = dt.datetime(2026, 11, 20, 8, 30, tzinfo=dt.UTC)

    assert rename(org.pao.pk, "Hoàng Văn Páo", moment) == 1
    assert rename(org.minh.pk, "Nguyễn Minh", moment) == 1
    assert rename(0, "không ai", moment) == 0
    (minh,) = rename.rows(org.minh.pk, "Nguyễn Văn Minh", moment)
    assert (minh, minh.full_name, minh.last_login) == (org.minh, "Nguyễn Văn Minh", moment)
    assert rename.rows(0, "không ai", moment) == []
    org.pao.refresh_from_db()
    assert (org.pao.full_name, org.pao.last_login) == ("Hoàng Văn Páo", moment)


def test_sums_move_by_what_is_given(org: Org) -> None:
    AuditChain.objects.create(name="thử", seq=3)
    move = PreparedUpdate(
        lambda name, step: (AuditChain.objects.filter(name=name), {"seq": F("seq") + step})
    )

    assert (move("thử", 4), move("thử", -2), move("khác", 1)) == (1, 1, 0)
    assert AuditChain.objects.get(name="thử").seq == 5


def test_a_row_is_written_and_changed_as_save_does(org: Org) -> None:
    ours = Notice(recipient=org.pao, subject="Nhắc nộp phiếu", object_kind="x", object_id="1")
    theirs = Notice(recipient=org.pao, subject="Nhắc nộp phiếu", object_kind="x", object_id="1")

    prepared.insert(ours)
    theirs.save(force_insert=True)

    kept = [Notice.objects.filter(pk=row.pk).values().get() for row in (ours, theirs)]
    for row in kept:
        del row["id"], row["created_at"]
    assert kept[0] == kept[1]
    assert not ours._state.adding

    ours.subject = "Đã nhận phiếu"
    ours.body = "không ghi"
    prepared.update(ours, "subject")
    kept_row = Notice.objects.get(pk=ours.pk)
    assert (kept_row.subject, kept_row.body) == ("Đã nhận phiếu", "")

    Notice.objects.filter(pk=ours.pk).delete()
    with pytest.raises(Notice.DoesNotExist):
        prepared.update(ours, "subject")


def test_plain_values_of_an_event_survive() -> None:
    event = AuditEvent(chain="thử", seq=1, action="x", object_kind="x", object_id="1")
    event.before, event.after = None, {"điểm": [1, "2,5", None]}
    event.at = dt.datetime(2026, 11, 20, tzinfo=dt.UTC)

    prepared.insert(event)

    kept = AuditEvent.objects.get(pk=event.pk)
    assert (kept.before, kept.after, kept.at) == (None, {"điểm": [1, "2,5", None]}, event.at)


@pytest.mark.django_db(transaction=True)
def test_each_thread_asks_on_its_own_connection(org: Org) -> None:
    asked: Prepared[Unit] = Prepared(lambda pk: Unit.objects.filter(pk=pk))
    seen: list[str] = []

    def ask(pk: int) -> None:
        try:
            seen.extend(one.name for one in asked(pk))
        finally:
            connections.close_all()

    asked(org.na_ri.pk)
    for unit in (org.na_ri, org.na_lac):
        other = Thread(target=ask, args=(unit.pk,))
        other.start()
        other.join()

    assert seen == [org.na_ri.name, org.na_lac.name]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_locked_row_is_locked(org: Org) -> None:
    held: Prepared[Unit] = Prepared(lambda pk: Unit.objects.select_for_update().filter(pk=pk))
    free: list[int] = []

    def look() -> None:
        try:
            with transaction.atomic():
                rows = Unit.objects.select_for_update(skip_locked=True)
                free.extend(rows.filter(pk=org.na_ri.pk).values_list("pk", flat=True))
        finally:
            connections.close_all()

    with transaction.atomic():
        held(org.na_lac.pk)
        held(org.na_ri.pk)
        other = Thread(target=look)
        other.start()
        other.join()
    assert connection.vendor == "postgresql"
    assert free == []
