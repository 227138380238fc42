"""The audit trail: one chain per commune, sealed row by row."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pytest
from django.db import transaction
from django.db.models import F

from core.audit import SYSTEM, Actor, Subject, first_broken, record
from core.models import AuditChain, AuditEvent
from tests.together import at_once

NA_RI, SON_HONG = "commune:1", "commune:2"
MINH = Actor(7, "Hoàng Văn Minh", "officer")


def note(chain: str, number: int) -> AuditEvent:
    subject = Subject("tests.paper", number, f"Giấy {number}", 3, "Xã Na Rì", chain)
    return record("tests.noted", subject, actor=MINH, before={"số": number - 1}, after=number)


def events(chain: str) -> list[AuditEvent]:
    return list(AuditEvent.objects.filter(chain=chain).order_by("seq"))


@pytest.mark.django_db
def test_every_commune_has_a_chain_that_continues() -> None:
    note(NA_RI, 1)
    note(SON_HONG, 1)
    note(NA_RI, 2)

    first, second = events(NA_RI)
    (other,) = events(SON_HONG)
    assert (first.seq, second.seq, other.seq) == (1, 2, 1)
    assert (first.previous_hash, second.previous_hash, other.previous_hash) == ("", first.hash, "")
    assert len({first.hash, second.hash, other.hash}) == 3
    assert first_broken(NA_RI) is None
    assert first_broken(SON_HONG) is None


@pytest.mark.django_db
def test_an_event_keeps_who_what_and_why() -> None:
    event = record(
        "tests.noted", Subject("tests.paper", 5, "Giấy 5"), actor=SYSTEM, reason="theo đơn"
    )

    stored = AuditEvent.objects.get(pk=event.pk)
    assert (stored.actor_id, stored.actor_label) == (None, "Hệ thống")
    assert (stored.object_kind, stored.object_id, stored.object_label) == (
        "tests.paper",
        "5",
        "Giấy 5",
    )
    assert (stored.chain, stored.before, stored.after) == ("installation", None, None)
    assert stored.reason == "theo đơn"


@pytest.mark.django_db
def test_an_act_that_fails_leaves_no_event() -> None:
    def note_and_fail() -> None:
        with transaction.atomic():
            note(NA_RI, 2)
            raise RuntimeError

    note(NA_RI, 1)

    with pytest.raises(RuntimeError):
        note_and_fail()

    note(NA_RI, 3)
    assert [event.object_id for event in events(NA_RI)] == ["1", "3"]
    assert first_broken(NA_RI) is None


def edit_the_middle() -> None:
    AuditEvent.objects.filter(chain=NA_RI, seq=3).update(actor_label="Lý Thị Hoa")


def edit_a_value_and_seal_it_without_the_key() -> None:
    forged = hashlib.sha256(b"3").hexdigest()
    AuditEvent.objects.filter(chain=NA_RI, seq=3).update(after=99, hash=forged)
    AuditEvent.objects.filter(chain=NA_RI, seq=4).update(previous_hash=forged)


def move_the_time() -> None:
    (third,) = AuditEvent.objects.filter(chain=NA_RI, seq=3)
    AuditEvent.objects.filter(pk=third.pk).update(at=third.at.replace(year=2025))


def delete_the_middle() -> None:
    AuditEvent.objects.filter(chain=NA_RI, seq=3).delete()


def delete_the_middle_and_close_the_gap() -> None:
    AuditEvent.objects.filter(chain=NA_RI, seq=3).delete()
    for seq in (4, 5):
        AuditEvent.objects.filter(chain=NA_RI, seq=seq).update(seq=seq - 1)
    AuditChain.objects.filter(name=NA_RI).update(seq=4)


def insert_after_the_second() -> None:
    for seq in (5, 4, 3):
        AuditEvent.objects.filter(chain=NA_RI, seq=seq).update(seq=F("seq") + 1)
    copy = AuditEvent.objects.get(chain=NA_RI, seq=2)
    copy.pk, copy.seq, copy.previous_hash = None, 3, copy.hash
    copy.save(force_insert=True)


def swap_third_and_fourth() -> None:
    for old, new in ((3, 99), (4, 3), (99, 4)):
        AuditEvent.objects.filter(chain=NA_RI, seq=old).update(seq=new)


def cut_the_tail() -> None:
    AuditEvent.objects.filter(chain=NA_RI, seq=5).delete()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("tamper", "first_bad"),
    [
        (edit_the_middle, 3),
        (edit_a_value_and_seal_it_without_the_key, 3),
        (move_the_time, 3),
        (delete_the_middle, 3),
        (delete_the_middle_and_close_the_gap, 3),
        (insert_after_the_second, 3),
        (swap_third_and_fourth, 3),
        (cut_the_tail, 5),
    ],
)
def test_tampering_is_found_where_it_begins(tamper: Callable[[], None], first_bad: int) -> None:
    for number in range(1, 6):
        note(NA_RI, number)
        note(SON_HONG, number)
    assert first_broken(NA_RI) is None

    tamper()

    assert first_broken(NA_RI) == first_bad
    assert first_broken(SON_HONG) is None


@pytest.mark.django_db(transaction=True)
def test_writers_of_one_moment_make_no_fork() -> None:
    def five(start: int) -> Callable[[], list[AuditEvent]]:
        return lambda: [note(NA_RI, start + number) for number in range(5)]

    results = at_once(five(0), five(100), five(200))

    assert not [result for result in results if isinstance(result, Exception)]
    assert [event.seq for event in events(NA_RI)] == list(range(1, 16))
    assert first_broken(NA_RI) is None
