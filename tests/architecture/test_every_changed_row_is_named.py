"""Acts that write many rows at once: each row that changed stands in an event of the same act.

``test_every_write_is_audited`` walks every address and asks whether the change is told at all;
here every single row is looked for, in lists, imports, Django's admin and background jobs.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from assessments.models import Assessment, CompactResult
from assessments.services import bulk_review, closing, compact
from assessments.services.bulk_review import Chosen
from assessments.services.compact import CompactEntry
from campaigns.services.participation import register_participants
from core import clock, jobs
from core.audit import canonical
from core.models import AuditEvent
from documents.models import LegalDocument
from imports.models import Import, ImportBatch
from imports.services import committing
from recognitions.models import Title
from tests.builders import units
from tests.builders.assessments import NaRi, answered, begun, in_review, na_ri, submitted
from tests.imports.files import households, sent
from tests.ledger import Told, photograph, untold
from tests.org import Org
from units.enums import UnitType
from units.models import Person, Unit
from units.services import changes
from units.services.adding import UnitList, add_units
from units.services.changes import Basis

pytestmark = pytest.mark.django_db


@pytest.fixture
def na(org: Org) -> NaRi:
    """Na Rì's open year."""
    return na_ri(org)


@contextmanager
def every_row_named(*, least: int, also: Callable[[], list[Any]] = list) -> Iterator[None]:
    """Watch one act; it must change at least so many rows, and its events must name each."""
    before = photograph()
    last = AuditEvent.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    yield
    after = photograph()
    changed = sum(
        before[label].get(pk) != after[label].get(pk)
        for label in after
        for pk in {*before[label], *after[label]}
    )
    assert changed >= least, "too little happened to prove anything"
    events = AuditEvent.objects.filter(pk__gt=last)
    assert untold(before, after, Told(events, also=also())) == []


# ---------------------------------------------------------------- lists


def test_a_pasted_list_of_villages_is_one_event_that_names_each(na: NaRi) -> None:
    org = na.org
    with every_row_named(least=9):
        add_units(org.minh, org.na_ri, UnitList(UnitType.VILLAGE, "Cốc A\nCốc B\nCốc C", "thôn"))


def test_new_participants_are_named(na: NaRi) -> None:
    org = na.org
    add_units(org.minh, org.na_ri, UnitList(UnitType.VILLAGE, "Cốc A\nCốc B\nCốc C", "thôn"))
    with every_row_named(least=3):
        register_participants(na.year, actor=org.minh.as_actor)


def test_a_merger_names_units_places_and_roles(na: NaRi) -> None:
    org = na.org
    basis = Basis(clock.today(), "Nghị quyết số 12/NQ-HĐND")
    units.household(org.na_lac, "Lường Văn Sằm")
    with every_row_named(least=6):
        changes.merge(org.minh, [org.ban_po, org.na_lac], basis=basis, into=org.ban_po)


def test_results_of_a_whole_village_stand_there_before_and_after(na: NaRi) -> None:
    org = na.org
    homes = [units.household(org.ban_po, f"Hoàng Văn {name}") for name in ("Páo", "An", "Bé")]
    told = [CompactEntry(one.pk, is_registered=True) for one in homes]
    with every_row_named(least=3):
        compact.set_results(na.year, org.ban_po, told, actor=org.pao)
    found = [CompactEntry(one.pk, is_registered=True, result="achieved") for one in homes]
    with every_row_named(least=3):
        compact.set_results(na.year, org.ban_po, found, actor=org.pao)

    event = AuditEvent.objects.filter(action="assessments.compact_results_set").latest("pk")
    assert event.before is not None
    assert event.after is not None
    rows = CompactResult.objects.values_list("unit_id", "result")
    assert set(event.before) == set(event.after) == {str(pk) for pk, _result in rows}
    assert event.before != event.after
    assert all(event.before[pk] != event.after[pk] for pk in event.after)


def test_approvals_of_a_whole_page_are_told_one_by_one(na: NaRi) -> None:
    org = na.org
    waiting = [submitted(na, org.ban_po, org.pao), submitted(na, org.na_lac, org.sam)]
    chosen = [Chosen(one.pk, one.version) for one in waiting]
    with every_row_named(least=2):
        outcome = bulk_review.approve_many(chosen, actor=org.minh)
    assert outcome.refused == []
    assert set(Assessment.objects.values_list("status", flat=True)) == {"reviewed"}


def test_the_closing_of_a_year_names_every_form_that_it_makes_final(na: NaRi) -> None:
    org = na.org
    record = in_review(na, org.ban_po, org.pao, org.minh)
    bulk_review.approve_many([Chosen(record.pk, record.version)], actor=org.minh)
    with every_row_named(least=5):
        closing.close_year(na.year, actor=org.lan)


# ---------------------------------------------------------------- lists from Excel


AN = ("Thôn Bản Pò", "Hoàng Văn An", "", 1970, "Nam", "0912345678", "006070000123")
BE = ("Thôn Bản Pò", "Hoàng Văn An", "Hoàng Thị Bé", 1975, "Nữ")
SAM = ("Nà Lạc", "Lường Văn Sằm", "", "05/11/1980", "nam", 912345679)


def sealed_batches(row: Import) -> list[Any]:
    """The kept rows, once they are proven to be the ones that the event seals."""
    kept = [one.changes for one in row.batches.order_by("number")]
    digest = hashlib.sha256()
    for part in kept:
        digest.update(canonical(part).encode())
    (event,) = AuditEvent.objects.filter(action="imports.committed", object_id=str(row.pk))
    assert event.after is not None
    assert event.after["digest"] == digest.hexdigest()
    return kept


def test_every_row_of_an_import_is_kept_under_the_events_seal(org: Org) -> None:
    row = sent("households", org.na_ri, households(AN, BE, SAM), org.minh)
    with every_row_named(least=9, also=lambda: sealed_batches(row)):
        committing.request_commit(row, mode="all", actor=org.minh, seen=row.version)
        jobs.run_all_due()
    assert Person.objects.count() == 3

    row.refresh_from_db()
    with every_row_named(least=9, also=lambda: sealed_batches(row)):
        committing.request_undo(row, actor=org.minh)
        jobs.run_all_due()
    assert not Person.objects.exists()


def test_a_kept_row_that_somebody_bent_breaks_the_seal(org: Org) -> None:
    row = sent("households", org.na_ri, households(AN, BE, SAM), org.minh)
    committing.request_commit(row, mode="all", actor=org.minh, seen=row.version)
    jobs.run_all_due()
    assert sealed_batches(row)

    (batch,) = ImportBatch.objects.filter(part_of=row)
    bent = json.loads(json.dumps(batch.changes).replace("1970", "1971"))
    assert bent != batch.changes
    ImportBatch.objects.filter(pk=batch.pk).update(changes=bent)

    with pytest.raises(AssertionError):
        sealed_batches(row)


# ---------------------------------------------------------------- Django's admin


@pytest.fixture
def steward(db: None, client: Client) -> User:
    """Somebody who may write everything that the window lets anybody write."""
    made = User.objects.create_superuser("goc", "mat-khau-rat-dai", full_name="Gốc")
    client.force_login(made)
    return made


PAPER = {
    "kind": "Kế hoạch", "reference_number": "12/KH-UBND", "issued_precision": "day",
    "issued_on": "01/03/2026", "issuer": "UBND xã Na Rì", "title": "Xã hội học tập",
    "signer": "Triệu Văn Dũng", "note": "",
}  # fmt: skip


def test_a_steward_adds_changes_and_deletes_under_every_eye(steward: User, client: Client) -> None:
    base = reverse("admin:documents_legaldocument_changelist")
    with every_row_named(least=1):
        assert client.post(f"{base}add/", PAPER).status_code == 302
    paper = LegalDocument.objects.get(reference_number="12/KH-UBND")
    with every_row_named(least=1):
        client.post(f"{base}{paper.pk}/change/", {**PAPER, "issuer": "Ủy ban nhân dân xã Na Rì"})
    with every_row_named(least=1):
        client.post(f"{base}{paper.pk}/delete/", {"post": "yes"})

    added, changed, deleted = AuditEvent.objects.filter(action__startswith="steward.").order_by(
        "pk"
    )
    assert (changed.before, changed.after) == (
        {"issuer": "UBND xã Na Rì"},
        {"issuer": "Ủy ban nhân dân xã Na Rì"},
    )
    assert added.after is not None
    assert added.after["reference_number"] == "12/KH-UBND"
    assert deleted.before is not None
    assert deleted.before["issuer"] == "Ủy ban nhân dân xã Na Rì"


def test_papers_deleted_from_the_list_are_told_one_by_one(steward: User, client: Client) -> None:
    papers = [LegalDocument.objects.create(kind="Kế hoạch", title=f"Bản {n}") for n in range(3)]
    with every_row_named(least=3):
        client.post(
            reverse("admin:documents_legaldocument_changelist"),
            {
                "action": "delete_selected",
                "_selected_action": [one.pk for one in papers],
                "post": "yes",
            },
        )

    told = AuditEvent.objects.filter(action="steward.deleted").order_by("object_label", "pk")
    assert sorted((one.before or {})["title"] for one in told) == ["Bản 0", "Bản 1", "Bản 2"]


# ---------------------------------------------------------------- background jobs


def test_the_mornings_of_the_scheduler_name_every_row(na: NaRi) -> None:
    org = na.org
    answered(begun(na, org.ban_po, org.pao), org.pao)
    clock.set_business_day(dt.date(2026, 11, 26))
    with every_row_named(least=2):
        jobs.tick()
        jobs.run_all_due()


# ---------------------------------------------------------------- the eye itself


def test_a_row_that_an_event_of_its_app_leaves_out_is_found(na: NaRi) -> None:
    """One bulk statement, one event, and one of the three rows not in it."""
    org = na.org
    first, second, third = (units.household(org.ban_po, f"Hoàng Văn {name}") for name in "ABC")
    before = photograph()
    last = AuditEvent.objects.latest("pk").pk
    said = [CompactEntry(one.pk, is_registered=True) for one in (first, second)]
    compact.set_results(na.year, org.ban_po, said, actor=org.pao)
    Unit.objects.filter(pk__in=[first.pk, third.pk]).update(note="sửa lén")

    events = AuditEvent.objects.filter(pk__gt=last)
    assert untold(before, photograph(), Told(events)) == [f"units.unit {third.pk}"]
    Title.objects.all().update(basis_note="sửa lén")
    assert len(untold(before, photograph(), Told(events))) > 2
