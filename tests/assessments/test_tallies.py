"""The roll-up is kept with the rows that it counts: after every act it equals a recount."""

from __future__ import annotations

import datetime as dt

import pytest

from assessments.services import closing, compact, discarding, recounting, review, submission
from assessments.services.compact import CompactEntry
from campaigns.models import LineTally, PlaceTally, UnitTally
from campaigns.services import duties, duty_days, participation
from core import clock
from core.models import AuditEvent
from notices.models import Notice
from tests.builders import campaigns, units
from tests.builders.assessments import NaRi, answered, begun, in_state, na_ri, submitted
from tests.org import Org
from units.enums import UnitType
from units.services import changes
from units.services.changes import Basis

pytestmark = pytest.mark.django_db


@pytest.fixture
def na(org: Org) -> NaRi:
    """Na Rì's open year."""
    return na_ri(org)


def whole(na: NaRi) -> PlaceTally:
    """The sums of Na Rì's villages."""
    return PlaceTally.objects.get(campaign_year=na.year, group=na.villages, place=na.org.na_ri)


def proven(na: NaRi) -> PlaceTally:
    """The same, after a recount found nothing."""
    assert recounting.differences(na.year).in_words() == []
    return whole(na)


def test_the_opened_year_counts_its_participants_as_not_begun(na: NaRi) -> None:
    sums = proven(na)

    assert (sums.participants, sums.dated, sums.not_begun, sums.submitted) == (2, 2, 2, 0)


def test_a_form_on_its_way_moves_the_sums_at_every_step(na: NaRi) -> None:
    org = na.org
    record = answered(begun(na, org.ban_po, org.pao), org.pao)
    sums = proven(na)
    assert (sums.not_begun, sums.draft, sums.submitted, sums.complete) == (1, 1, 0, 0)

    record = submission.submit(record, actor=org.pao, version=record.version)
    sums = proven(na)
    assert (sums.draft, sums.handed_in, sums.submitted, sums.complete, sums.on_time) == (
        0,
        1,
        1,
        1,
        1,
    )

    record = submission.withdraw(record, actor=org.pao, version=record.version)
    sums = proven(na)
    assert (sums.draft, sums.submitted, sums.complete, sums.on_time) == (1, 0, 0, 0)

    record = submission.submit(record, actor=org.pao, version=record.version)
    record = review.start(record, actor=org.minh, version=record.version)
    criterion = na.criterion("NR-1.4-a")
    seen = record.answers.get(criterion=criterion).version
    review.decide(record, criterion, value="partly", reason="Thiếu ảnh.", actor=org.minh, seen=seen)
    proven(na)
    assert judged(na, "NR-1.4-a") == {"partly": 1}

    record = review.approve(record, actor=org.minh, version=record.version)
    assert proven(na).reviewed == 1
    record = closing.finalise(record, actor=org.lan, version=record.version)
    assert proven(na).final == 1
    closing.reopen(record, reason="Thanh tra.", actor=org.lan, version=record.version)
    assert proven(na).in_review == 1


def judged(na: NaRi, code: str) -> dict[str, int]:
    """How often each word was said to a criterion."""
    rows = LineTally.objects.filter(campaign_year=na.year, code=code, units__gt=0)
    return dict(rows.values_list("word", "units"))


def test_figures_are_summed_while_the_form_is_handed_in(na: NaRi) -> None:
    org = na.org
    submitted(na, org.ban_po, org.pao)
    record = submitted(na, org.na_lac, org.sam)
    homes = LineTally.objects.get(campaign_year=na.year, code="households")
    assert homes.units == 2
    assert homes.total == 196

    record = review.start(record, actor=org.minh, version=record.version)
    review.return_items(
        record, reasons={"NR-1.4-a": "Ghi rõ."}, actor=org.minh, version=record.version
    )

    proven(na)
    homes.refresh_from_db()
    assert homes.units == 1
    assert homes.total == 98


def test_leaving_out_and_taking_back_in(na: NaRi) -> None:
    org = na.org
    in_state(na, "reviewed")
    part = na.participation(org.ban_po)

    participation.exclude(part, reason="Sắp sáp nhập.", actor=org.minh)
    assert (proven(na).participants, whole(na).submitted) == (1, 0)

    participation.include(part, actor=org.minh)
    assert (proven(na).participants, whole(na).submitted) == (2, 1)


def test_days_that_move_decide_anew_who_was_in_time(na: NaRi) -> None:
    org = na.org
    submitted(na, org.ban_po, org.pao)
    duty_days.set_duty_day(na.village_duty, day=19, month=11, is_inclusive=True, actor=org.minh)
    assert proven(na).on_time == 0

    duties.move_last_day(
        na.village_duty, na.year, org.ban_po,
        day=dt.date(2026, 11, 28), reason="Lũ quét.", actor=org.minh,
    )  # fmt: skip
    assert proven(na).on_time == 1

    duty_days.set_duty_day(na.village_duty, day=None, month=None, is_inclusive=True, actor=org.minh)
    assert (proven(na).dated, whole(na).on_time) == (0, 0)


def test_an_empty_draft_that_is_discarded_counts_as_not_begun(na: NaRi) -> None:
    record = begun(na, na.org.ban_po, na.org.pao)

    discarding.discard_untouched(record, actor=na.org.pao)

    assert (proven(na).not_begun, whole(na).draft) == (2, 0)


def test_households_are_summed_in_their_village_and_in_the_commune(na: NaRi) -> None:
    org = na.org
    homes = [units.household(org.ban_po, name) for name in ("Hoàng Văn Páo", "Lý Thị Mai")]
    clan = units.unit(UnitType.CLAN, "Dòng họ Hoàng", org.na_ri)
    entries = [
        CompactEntry(
            homes[0].pk, is_registered=True, result="achieved", values={"NR-1.5-a": "met"}
        ),
        CompactEntry(homes[1].pk, is_registered=True),
    ]
    compact.set_results(na.year, org.ban_po, entries, actor=org.pao)
    compact.set_results(
        na.year, org.na_ri, [CompactEntry(clan.pk, is_registered=True)], actor=org.minh
    )

    assert recounting.differences(na.year).in_words() == []
    assert sums_of_families(na, org.ban_po.pk) == (2, 1, 1)
    assert sums_of_families(na, org.na_ri.pk) == (3, 1, 1)

    entries[0] = CompactEntry(homes[0].pk, is_registered=False, result="")
    compact.set_results(na.year, org.ban_po, entries, actor=org.pao)
    assert recounting.differences(na.year).in_words() == []
    assert sums_of_families(na, org.na_ri.pk) == (2, 0, 0)


def sums_of_families(na: NaRi, place_id: int) -> tuple[int, int, int]:
    """Registered, assessed, achieved in one place."""
    row = PlaceTally.objects.get(campaign_year=na.year, group=na.families, place_id=place_id)
    return row.registered, row.assessed, row.achieved


def test_results_stay_in_the_commune_where_they_were_entered(na: NaRi) -> None:
    """The province counts Páo's family in Na Rì, also after his village went to Sơn Hồng."""
    org = na.org
    owner = campaigns.campaign(org.thai_nguyen, slug="thai-nguyen-2026")
    families = campaigns.group(owner, "2", "Gia đình", [UnitType.HOUSEHOLD])
    year = campaigns.year(owner)
    home = units.household(org.ban_po, "Hoàng Văn Páo")
    registered = CompactEntry(home.pk, is_registered=True, result="achieved")
    compact.set_results(year, org.ban_po, [registered], actor=org.pao)

    basis = Basis(clock.today(), "Nghị quyết số 12/NQ-HĐND")
    moved = changes.move(org.quan, org.ban_po, org.son_hong, basis=basis)
    assert recounting.differences(year).in_words() == []

    taken_back = CompactEntry(home.pk, is_registered=False, result="")
    compact.set_results(year, moved, [taken_back], actor=org.pao)
    rows = PlaceTally.objects.filter(campaign_year=year, group=families, is_whole=True)
    assert list(rows.values_list("place", "registered")) == [(org.na_ri.pk, 0)]
    assert recounting.differences(year).in_words() == []


def test_the_night_tells_the_operator_and_sets_right_what_somebody_bent(na: NaRi) -> None:
    submitted(na, na.org.ban_po, na.org.pao)
    assert recounting.recount_all() == {}
    assert not Notice.objects.filter(recipient=na.org.quan).exists()

    PlaceTally.objects.filter(pk=whole(na).pk).update(submitted=2, complete=2)
    UnitTally.objects.filter(unit=na.org.na_lac).update(status="final")
    LineTally.objects.filter(code="households").update(total=5000)

    assert list(recounting.recount_all().values()) == [3]
    assert proven(na).submitted == 1
    assert Notice.objects.get(recipient=na.org.quan).subject.startswith("Số tổng hợp lệch")
    assert AuditEvent.objects.filter(action="assessments.tallies_mended").count() == 1
