"""Checking on the spot: a sample that a seed draws again, what was found, and the gap."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from assessments.enums import SampleKind
from assessments.models import CompactResult, RecheckItem, RecheckSample
from assessments.selectors.rechecks import sample_page
from assessments.services import recheck
from assessments.services.recheck import Claim, draw, drawn
from core.errors import DomainError, StaleError
from tests.builders import units
from tests.builders.assessments import NaRi, submitted
from tests.sending import send
from units.models import Unit

CLAIMS = [Claim(pk, 1 + pk % 3, 1, 1) for pk in range(100, 160)]


def test_the_same_seed_draws_the_same_whatever_the_order() -> None:
    one = [claim.unit_id for claim in draw(CLAIMS, "2026", 5)]
    two = [claim.unit_id for claim in draw(reversed(CLAIMS), "2026", 5)]
    other = [claim.unit_id for claim in draw(CLAIMS, "2027", 5)]

    assert one == two
    assert one != other
    assert one == [116, 114, 101, 149, 125]


def test_households_are_drawn_in_every_village() -> None:
    found = drawn(CLAIMS, SampleKind.HOUSEHOLDS, "7", 2)

    assert sorted(claim.village_id for claim in found) == [1, 1, 2, 2, 3, 3]


def test_every_unit_is_drawn_about_as_often() -> None:
    hits = dict.fromkeys((claim.unit_id for claim in CLAIMS), 0)
    for seed in range(600):
        for claim in draw(CLAIMS, str(seed), 6):
            hits[claim.unit_id] += 1

    assert min(hits.values()) > 35
    assert max(hits.values()) < 90


@pytest.fixture
def households(na: NaRi) -> list[int]:
    """Four households of Bản Pò and two of Nà Lạc that achieved, one that did not."""
    made = []
    for place, count in ((na.org.ban_po, 4), (na.org.na_lac, 2)):
        for number in range(count):
            home = units.household(place, f"Hoàng Văn {number}")
            made.append(home.pk)
            result(na, home, "achieved")
    result(na, units.household(na.org.na_lac, "Lường Thị Bé"), "not_achieved")
    return made


def result(na: NaRi, home: Unit, outcome: str) -> None:
    CompactResult.objects.create(
        campaign_year=na.year, unit=home, place_id=home.parent_id or 0, group=na.families,
        is_registered=True, is_assessed=True, result=outcome, entered_by=na.org.pao,
    )  # fmt: skip


def sample(na: NaRi, seed: str = "2026", size: int = 2, kind: str = "households") -> RecheckSample:
    return recheck.draw_sample(na.year, kind=kind, size=size, seed=seed, actor=na.org.minh)


def found(na: NaRi, item: RecheckItem, number: int | None, note: str = "") -> RecheckItem:
    return recheck.enter_result(
        item, found=number, note=note, checked_on=dt.date(2026, 11, 20), actor=na.org.minh,
        seen=item.version,
    )  # fmt: skip


def test_the_gap_is_shown_per_village_and_for_the_commune(na: NaRi, households: list[int]) -> None:
    row = sample(na)
    items = list(row.items.all())
    for number, item in enumerate(items):
        found(na, item, 0 if number == 0 else 1, "Chưa có góc học tập." if number == 0 else "")

    page = sample_page(row)

    assert (row.frame_size, len(items)) == (6, 4)
    assert {item.unit_id for item in items} <= set(households)
    assert [(gap.name, gap.claimed, gap.found, gap.gap) for gap in page.villages] == [
        ("Thôn Bản Pò", 2, 1, 1),
        ("Thôn Nà Lạc", 2, 2, 0),
    ]
    assert (page.whole.checked, page.whole.out_of, page.whole.gap) == (4, 4, 1)


def test_what_is_not_checked_yet_counts_nowhere(na: NaRi, households: list[int]) -> None:
    row = sample(na)
    first = row.items.all()[0]
    found(na, first, 1)
    found(na, RecheckItem.objects.get(pk=first.pk), None)

    assert sample_page(row).whole.checked == 0


def test_villages_are_checked_by_their_criteria(na: NaRi) -> None:
    submitted(na, na.org.ban_po, na.org.pao)

    row = sample(na, kind="villages", size=3)

    (item,) = row.items.all()
    assert (item.unit, item.claimed, item.out_of) == (na.org.ban_po, 3, 3)


@pytest.mark.parametrize(
    ("kind", "size", "seed", "field"),
    [
        ("streets", 2, "1", "kind"),
        ("villages", 2, "1", "kind"),
        ("households", 0, "1", "size"),
        ("households", 501, "1", "size"),
        ("households", None, "1", "size"),
        ("households", 2, "số 1", "seed"),
    ],
)
def test_a_draw_that_makes_no_sense_is_refused(
    na: NaRi, households: list[int], kind: str, size: int, seed: str, field: str
) -> None:
    with pytest.raises(DomainError) as refused:
        sample(na, kind=kind, size=size, seed=seed)

    assert refused.value.field == field
    assert not RecheckSample.objects.exists()


def test_the_same_draw_twice_and_a_draw_by_a_village_are_refused(
    na: NaRi, households: list[int]
) -> None:
    sample(na)

    with pytest.raises(DomainError):
        sample(na)
    with pytest.raises(PermissionDenied):
        recheck.draw_sample(na.year, kind="households", size=1, seed="9", actor=na.org.pao)

    assert RecheckSample.objects.count() == 1


@pytest.mark.parametrize(
    ("number", "note", "day", "field"),
    [
        (2, "", dt.date(2026, 11, 20), "found"),
        (0, "", dt.date(2026, 11, 20), "note"),
        (1, "", dt.date(2026, 11, 21), "checked_on"),
        (1, "", dt.date(2026, 11, 19), "checked_on"),
        (1, "", dt.date(2025, 1, 1), "checked_on"),
        (1, "", None, "checked_on"),
    ],
)
def test_a_result_that_cannot_be_is_refused(
    na: NaRi, households: list[int], number: int, note: str, day: dt.date | None, field: str
) -> None:
    item = sample(na).items.all()[0]

    with pytest.raises(DomainError) as refused:
        recheck.enter_result(
            item, found=number, note=note, checked_on=day, actor=na.org.minh, seen=0
        )

    assert refused.value.field == field
    assert RecheckItem.objects.filter(found=None).count() == 4


def test_a_day_before_the_draw_is_refused_with_the_day_of_the_draw(
    na: NaRi, households: list[int]
) -> None:
    """Drawn a minute after midnight in Vietnam: that day counts, not the one of Greenwich."""
    row = sample(na)
    RecheckSample.objects.filter(pk=row.pk).update(
        drawn_at=dt.datetime(2026, 11, 17, 17, 1, tzinfo=dt.UTC)
    )
    item = RecheckItem.objects.filter(sample=row)[0]

    with pytest.raises(DomainError) as refused:
        recheck.enter_result(
            item, found=1, note="", checked_on=dt.date(2026, 11, 17), actor=na.org.minh, seen=0
        )

    assert "từ ngày rút mẫu (18/11/2026)" in str(refused.value)
    recheck.enter_result(
        item, found=1, note="", checked_on=dt.date(2026, 11, 18), actor=na.org.minh, seen=0
    )


def test_the_slower_of_two_clerks_is_told(na: NaRi, households: list[int]) -> None:
    item = sample(na).items.all()[0]
    found(na, RecheckItem.objects.get(pk=item.pk), 1)

    with pytest.raises(StaleError):
        recheck.enter_result(
            item, found=0, note="Vắng.", checked_on=dt.date(2026, 11, 20), actor=na.org.hoa, seen=0
        )


def test_drawn_printed_and_entered_on_the_pages(na: NaRi, households: list[int]) -> None:
    client = Client()
    client.force_login(na.org.minh)
    typed = {"kind": "households", "size": "1", "seed": "55", "idempotency_key": uuid.uuid4().hex}
    client.post(reverse("assessments:rechecks", args=[na.campaign.slug, 2026]), typed)
    row = RecheckSample.objects.get()
    item = row.items.all()[0]

    paper = client.get(reverse("assessments:sample_printed", args=[row.pk])).content.decode()
    entered = {
        "found": "0", "checked_on": "20/11/2026", "note": "Không có góc học tập.", "version": "0",
        "idempotency_key": uuid.uuid4().hex,
    }  # fmt: skip
    client.post(reverse("assessments:recheck_enter", args=[row.pk, item.pk]), entered)
    page = client.get(reverse("assessments:sample", args=[row.pk])).content.decode()

    assert "số gieo 55" in paper
    assert item.unit.display_name in paper
    assert "Không có góc học tập." in page
    assert "0,0%" in page


def test_what_was_typed_stays_when_it_cannot_be_written(
    na: NaRi, households: list[int], client: Client
) -> None:
    client.force_login(na.org.minh)
    row = sample(na)
    item, other = row.items.all()[:2]

    refused = entered(client, row, item, found="0", checked_on="", note="Không có góc học tập.")

    page = refused.content.decode()
    assert refused.status_code == 422
    assert "Hãy ghi ngày phúc tra" in page
    assert 'value="Không có góc học tập."' in page
    assert page.count('<option value="0" selected>') == 1
    assert not RecheckItem.objects.exclude(found=None).exists()
    # The day that was written once is proposed for the next unit of the round.
    found(na, other, 1)
    assert page.count('value="20/11/2026"') == 0
    page = client.get(reverse("assessments:sample", args=[row.pk])).content.decode()
    assert page.count('value="20/11/2026"') == len(row.items.all())


def test_words_without_a_result_are_kept_and_asked_about(
    na: NaRi, households: list[int], client: Client
) -> None:
    client.force_login(na.org.minh)
    row = sample(na)
    item = row.items.all()[0]

    refused = entered(client, row, item, found="", note="Không có góc học tập.")

    assert refused.status_code == 422
    assert "Hãy chọn kết quả phúc tra." in refused.content.decode()
    assert 'value="Không có góc học tập."' in refused.content.decode()


def test_a_refusal_for_another_reason_does_not_make_the_slower_clerk_the_faster(
    na: NaRi, households: list[int], client: Client
) -> None:
    """Hoa forgot the day while Minh wrote; with the day she is told that he did."""
    row, item = overtaken(na, client)

    first = entered(client, row, item, found="1", checked_on="")
    assert 'name="version" value="0"' in first.content.decode()
    second = entered(client, row, item, found="1")

    assert "vừa được người khác thay đổi" in second.content.decode()
    assert RecheckItem.objects.get(pk=item.pk).note == "Cửa khóa."
    assert entered(client, row, item, found="1", version="1").status_code == 302


def overtaken(na: NaRi, client: Client) -> tuple[RecheckSample, RecheckItem]:
    """Hoa has the page open; Minh found the door locked and wrote it down."""
    client.force_login(na.org.hoa)
    row = sample(na)
    item = row.items.all()[0]
    found(na, item, 0, "Cửa khóa.")
    return row, item


def entered(client: Client, row: RecheckSample, item: RecheckItem, **fields: str) -> Any:
    """Post what was found at one unit, from a page as it was at the beginning."""
    typed = {"checked_on": "20/11/2026", "note": "", "version": "0"} | fields
    return send(client, reverse("assessments:recheck_enter", args=[row.pk, item.pk]), **typed)


def test_the_slower_clerk_keeps_the_own_words_beside_what_stands(
    na: NaRi, households: list[int], client: Client
) -> None:
    row, item = overtaken(na, client)

    slower = entered(client, row, item, found="1", note="Có góc học tập.")

    page = slower.content.decode()
    assert slower.status_code == 422
    assert 'value="Có góc học tập."' in page
    assert "Phúc tra: chưa đạt, 20/11/2026. Cửa khóa." in page
    assert RecheckItem.objects.get(pk=item.pk).note == "Cửa khóa."


def test_whoever_reads_the_year_is_led_to_its_re_checks(na: NaRi, client: Client) -> None:
    matrix = reverse("assessments:matrix", args=[na.campaign.slug, 2026])
    samples = reverse("assessments:rechecks", args=[na.campaign.slug, 2026])

    for reader in (na.org.hanh, na.org.tuyet, na.org.minh):
        client.force_login(reader)
        assert f'href="{samples}"' in client.get(matrix).content.decode()
        assert client.get(samples).status_code == 200
