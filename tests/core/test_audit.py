"""The audit trail: one chain per commune, sealed row by row."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pytest
from django.db import connection, transaction
from django.db.models import F

from core.audit import (
    SYSTEM,
    Actor,
    Anchor,
    Break,
    Subject,
    chain_names,
    first_broken,
    record,
)
from core.enums import Damage
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


# ---------------------------------------------------------------- attacks on the table


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


def append_behind_the_head() -> None:
    copy = AuditEvent.objects.get(chain=NA_RI, seq=5)
    copy.pk, copy.seq, copy.previous_hash = None, 6, copy.hash
    copy.save(force_insert=True)


def append_and_move_the_head() -> None:
    append_behind_the_head()
    AuditChain.objects.filter(name=NA_RI).update(seq=6)


def swap_third_and_fourth() -> None:
    for old, new in ((3, 99), (4, 3), (99, 4)):
        AuditEvent.objects.filter(chain=NA_RI, seq=old).update(seq=new)


def move_the_third_to_another_commune() -> None:
    AuditEvent.objects.filter(chain=NA_RI, seq=3).update(chain="commune:3", seq=1)


def cut_the_tail() -> None:
    AuditEvent.objects.filter(chain=NA_RI, seq=5).delete()


def cut_the_tail_and_count_one_less() -> None:
    cut_the_tail()
    AuditChain.objects.filter(name=NA_RI).update(seq=4)


def edit_the_head() -> None:
    AuditChain.objects.filter(name=NA_RI).update(hash="0" * 64)


def delete_the_head() -> None:
    AuditChain.objects.filter(name=NA_RI).delete()


def empty_the_chain() -> None:
    AuditEvent.objects.filter(chain=NA_RI).delete()


ATTACKS = [
    (edit_the_middle, 3, Damage.CHANGED),
    (edit_a_value_and_seal_it_without_the_key, 3, Damage.CHANGED),
    (move_the_time, 3, Damage.CHANGED),
    (delete_the_middle, 3, Damage.MISSING),
    (delete_the_middle_and_close_the_gap, 3, Damage.UNLINKED),
    (insert_after_the_second, 3, Damage.CHANGED),
    (append_behind_the_head, 6, Damage.BEYOND),
    (append_and_move_the_head, 6, Damage.CHANGED),
    (swap_third_and_fourth, 3, Damage.UNLINKED),
    (move_the_third_to_another_commune, 3, Damage.MISSING),
    (cut_the_tail, 5, Damage.CUT),
    (cut_the_tail_and_count_one_less, 4, Damage.HEAD),
    (edit_the_head, 5, Damage.HEAD),
    (delete_the_head, 1, Damage.HEADLESS),
    (empty_the_chain, 1, Damage.CUT),
]


def two_chains_of_five() -> None:
    for number in range(1, 6):
        note(NA_RI, number)
        note(SON_HONG, number)
    assert first_broken(NA_RI) is None


@pytest.mark.django_db
@pytest.mark.parametrize(("tamper", "first_bad", "damage"), ATTACKS)
def test_tampering_is_found_where_it_begins(
    tamper: Callable[[], None], first_bad: int, damage: Damage
) -> None:
    two_chains_of_five()

    tamper()

    assert first_broken(NA_RI) == Break(NA_RI, first_bad, damage)
    assert first_broken(SON_HONG) is None


@pytest.mark.django_db
def test_an_event_moved_to_another_chain_is_found_there_too() -> None:
    two_chains_of_five()
    AuditEvent.objects.filter(chain=NA_RI, seq=5).update(chain=SON_HONG, seq=6)

    assert first_broken(NA_RI) == Break(NA_RI, 5, Damage.CUT)
    assert first_broken(SON_HONG) == Break(SON_HONG, 6, Damage.BEYOND)

    AuditChain.objects.filter(name=SON_HONG).update(seq=6)
    assert first_broken(SON_HONG) == Break(SON_HONG, 6, Damage.UNLINKED)


@pytest.mark.django_db
def test_a_chain_without_its_head_is_not_overlooked() -> None:
    two_chains_of_five()
    move_the_third_to_another_commune()
    delete_the_head()

    assert chain_names() == [NA_RI, SON_HONG, "commune:3"]
    assert first_broken("commune:3") == Break("commune:3", 1, Damage.HEADLESS)


# ---------------------------------------------------------------- what only an anchor finds


def cut_the_tail_and_turn_the_head_back() -> None:
    """Whoever may write both tables leaves a chain that fits in itself."""
    cut_the_tail()
    (fourth,) = AuditEvent.objects.filter(chain=NA_RI, seq=4)
    AuditChain.objects.filter(name=NA_RI).update(seq=4, hash=fourth.hash)


def write_the_chain_anew_with_the_key() -> None:
    """Whoever also holds the key seals another story."""
    AuditEvent.objects.filter(chain=NA_RI).delete()
    AuditChain.objects.filter(name=NA_RI).delete()
    for number in (1, 2, 30, 4, 5):
        note(NA_RI, number)


def remove_the_chain_whole() -> None:
    AuditEvent.objects.filter(chain=NA_RI).delete()
    AuditChain.objects.filter(name=NA_RI).delete()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("tamper", "first_bad"),
    [
        (cut_the_tail_and_turn_the_head_back, 5),
        (write_the_chain_anew_with_the_key, 1),
        (remove_the_chain_whole, 1),
    ],
)
def test_a_chain_made_to_fit_is_found_against_a_copy_kept_outside(
    tamper: Callable[[], None], first_bad: int
) -> None:
    two_chains_of_five()
    copy = [Anchor(one.chain, one.seq, one.hash) for one in (*events(NA_RI), *events(SON_HONG))]

    tamper()

    assert first_broken(NA_RI) is None, "the chain alone does not tell"
    assert first_broken(NA_RI, copy) == Break(NA_RI, first_bad, Damage.REWRITTEN)
    assert first_broken(SON_HONG, copy) is None


@pytest.mark.django_db
def test_one_noted_head_finds_a_chain_that_was_cut_and_grew_again() -> None:
    two_chains_of_five()
    (last,) = AuditEvent.objects.filter(chain=NA_RI, seq=5)
    noted = [Anchor(NA_RI, 5, last.hash)]
    note(NA_RI, 6)
    assert first_broken(NA_RI, noted) is None

    AuditEvent.objects.filter(chain=NA_RI, seq=6).delete()
    cut_the_tail_and_turn_the_head_back()
    for number in (50, 60, 70):
        note(NA_RI, number)

    assert first_broken(NA_RI) is None
    assert first_broken(NA_RI, noted) == Break(NA_RI, 5, Damage.REWRITTEN)


@pytest.mark.django_db(transaction=True)
def test_writers_of_one_moment_make_no_fork() -> None:
    def five(start: int) -> Callable[[], list[AuditEvent]]:
        return lambda: [note(NA_RI, start + number) for number in range(5)]

    results = at_once(five(0), five(100), five(200))

    assert not [result for result in results if isinstance(result, Exception)]
    assert [event.seq for event in events(NA_RI)] == list(range(1, 16))
    assert first_broken(NA_RI) is None


@pytest.mark.postgresql
@pytest.mark.django_db
def test_the_server_s_function_takes_every_column_of_an_event() -> None:
    columns = [one.column for one in AuditEvent._meta.local_concrete_fields if not one.primary_key]
    with connection.cursor() as cursor:
        cursor.execute("SELECT proargnames FROM pg_proc WHERE proname = 'core_append_event'")
        ((taken,),) = cursor.fetchall()

    assert taken == [f"new_{name}" for name in columns]
