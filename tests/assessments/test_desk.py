"""The review desk: what waits, approving several at once, and its settings."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from assessments.enums import Status
from assessments.models import Assessment, AssessmentEvent, ReturnPhrase, ReviewSetting
from assessments.selectors.desk import desk
from assessments.services import review, review_settings, steps
from campaigns.services import participation
from tests.assessments.test_flags import LONG, noted
from tests.assessments.test_levels import stands_in
from tests.builders import units
from tests.builders.assessments import ON_PAPER, NaRi, begun, in_review, in_state, submitted
from units.models import Unit

DESK = reverse("assessments:desk")


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def approve(user: User, *chosen: tuple[Assessment, int]) -> str:
    """Tick the records on the desk as they stood, press the button, read what it says."""
    items = [f"{record.pk}:{version}" for record, version in chosen]
    client = signed_in(user)
    key = uuid.uuid4().hex
    answer = client.post(
        reverse("assessments:approve_chosen"), {"item": items, "idempotency_key": key}, follow=True
    )
    return answer.content.decode()


def more_villages(na: NaRi, count: int) -> list[Assessment]:
    """More villages, handed in on paper by Hoa."""
    made = []
    for number in range(count):
        village = units.village(f"Khuổi {number}", na.org.na_ri, 10 + number)
        participation.register_participants(na.year, actor=na.org.minh.as_actor)
        made.append(submitted(na, village, na.org.hoa, ON_PAPER))
    return made


def test_the_desk_shows_what_waits_and_what_speaks_against_a_quick_yes(na: NaRi) -> None:
    org = na.org
    noted(na, org.ban_po, LONG)
    noted(na, org.na_lac, LONG)
    mine = submitted(na, org.agency, org.minh, ON_PAPER)
    submitted(na, org.school, org.ngoc)

    rows = {row.name: row for row in desk(org.minh).rows}

    assert list(rows) == [
        "Thôn Bản Pò", "Thôn Nà Lạc", "Trường Tiểu học Yến Lạc", "Văn phòng HĐND và UBND",
    ]  # fmt: skip
    assert rows["Thôn Bản Pò"].flags == ("Lời văn giống hệt đơn vị khác",)
    assert [row.name for row in rows.values() if row.can_bulk] == ["Trường Tiểu học Yến Lạc"]
    own = rows[mine.unit.display_name]
    assert "nên người khác thẩm định" in own.why_not
    assert str(own.holder) == "Phòng Văn hóa - Xã hội: Nông Thị Lan, Lý Thị Hoa"


@pytest.mark.parametrize("name", ["pao", "nga", "hanh", "tuyet", "chi"])
def test_nothing_waits_for_those_who_do_not_review_here(na: NaRi, name: str) -> None:
    submitted(na, na.org.ban_po, na.org.pao)

    assert desk(getattr(na.org, name)).rows == []


def test_the_stand_in_finds_the_desk_of_the_absent_one(na: NaRi) -> None:
    submitted(na, na.org.ban_po, na.org.pao)
    stands_in(na, na.org.thuy)

    page = signed_in(na.org.thuy).get(DESK).content.decode()

    assert "Thôn Bản Pò" in page


def test_several_are_approved_and_each_that_may_not_is_named_with_the_reason(na: NaRi) -> None:
    """One plain, one flagged, one that Hoa moved meanwhile, one that Minh entered himself."""
    org = na.org
    plain = submitted(na, org.school, org.ngoc)
    flagged = noted(na, org.ban_po, LONG)
    noted(na, org.na_lac, LONG)
    own = submitted(na, org.agency, org.minh, ON_PAPER)
    (moved,) = more_villages(na, 1)
    old = moved.version
    moved = review.start(moved, actor=org.lan, version=old)
    events = AssessmentEvent.objects.count()

    page = approve(org.minh, (plain, plain.version), (flagged, flagged.version), (own, own.version),
                   (moved, old))  # fmt: skip

    states = {row.pk: row.status for row in Assessment.objects.filter(status__gt="").order_by("pk")}
    assert states[plain.pk] == Status.REVIEWED
    assert [states[row.pk] for row in (flagged, own, moved)] == [
        "submitted",
        "submitted",
        "in_review",
    ]
    assert "Đã duyệt 1 phiếu: Trường Tiểu học Yến Lạc." in page
    assert "Không duyệt Thôn Bản Pò: Có điều cần xem trước khi duyệt" in page
    assert "Không duyệt Văn phòng HĐND và UBND: Ông/bà đã nhập" in page
    assert "Không duyệt Thôn Khuổi 0: Hồ sơ này vừa được người khác thay đổi" in page
    assert AssessmentEvent.objects.count() == events + 2


def test_a_line_that_hoa_decided_after_the_desk_was_drawn_holds_its_record_back(na: NaRi) -> None:
    org = na.org
    record = in_review(na, org.ban_po, org.pao, org.minh)
    (row,) = desk(org.minh).rows
    review.decide(
        record, na.criterion("NR-1.4-a"), value="not_met", reason="Không có ảnh.",
        actor=org.hoa, seen=1,
    )  # fmt: skip

    page = approve(org.minh, (record, row.version))

    assert "Không duyệt Thôn Bản Pò: Hồ sơ này vừa được người khác thay đổi" in page
    assert steps.fetch(record.pk).status == Status.IN_REVIEW


def test_one_that_the_unit_objected_to_is_looked_at_by_itself(na: NaRi) -> None:
    record = in_state(na, Status.REVIEWED)
    record = review.object_to(record, text="Thôn có đủ ảnh.", actor=na.org.pao, version=3)

    page = approve(na.org.minh, (record, record.version))

    assert steps.fetch(record.pk).status == Status.IN_REVIEW
    assert "đang được xét lại" in page


def test_at_a_lower_level_the_ticked_ones_are_passed_on(na: NaRi) -> None:
    review_settings.set_chain(na.villages, "office-province", actor=na.org.lan)
    record = submitted(na, na.org.ban_po, na.org.pao)

    approve(na.org.minh, (record, record.version))

    record = steps.fetch(record.pk)
    assert (record.status, record.level) == (Status.SUBMITTED, 2)
    assert [row.name for row in desk(na.org.tuyet).rows] == ["Thôn Bản Pò"]


def test_what_is_out_of_sight_or_not_there_is_not_approved(na: NaRi) -> None:
    record = submitted(na, na.org.ban_po, na.org.pao)

    page = approve(na.org.chi, (record, record.version))

    assert steps.fetch(record.pk).status == Status.SUBMITTED
    assert "Bản Pò" not in page
    assert "Chưa chọn phiếu nào" in page


def test_the_same_press_twice_approves_once(na: NaRi) -> None:
    record = submitted(na, na.org.ban_po, na.org.pao)
    client = signed_in(na.org.minh)
    data = {"item": f"{record.pk}:{record.version}", "idempotency_key": uuid.uuid4().hex}

    for _press in range(2):
        client.post(reverse("assessments:approve_chosen"), data)

    assert AssessmentEvent.objects.filter(assessment=record, action="approve").count() == 1


def one_more(na: NaRi, count: int) -> None:
    """As many records as asked for, straight into the tables: only reading is counted."""
    for number in range(count):
        village = units.village(f"Khuổi {number}", na.org.na_ri, 10 + number)
        Assessment.objects.create(
            campaign_year=na.year, unit=village, group=na.villages, status=Status.SUBMITTED
        )


@pytest.mark.parametrize("count", [1, 3, 50])
def test_the_desk_asks_as_often_whatever_its_length(
    na: NaRi, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    one_more(na, count)
    client = signed_in(na.org.minh)
    client.get(DESK)

    with django_assert_num_queries(3 + 11):
        page = client.get(DESK)

    assert page.content.decode().count("<tr>") == count + 1


# ---------------------------------------------------------------- what the office sets


def test_the_office_keeps_its_sentences(na: NaRi) -> None:
    org = na.org
    client = signed_in(org.minh)
    add = reverse("assessments:add_phrase", args=[org.na_ri.pk])

    def send(url: str, **data: str) -> int:
        return client.post(url, {**data, "idempotency_key": uuid.uuid4().hex}).status_code

    assert send(add, suggested="1") == 302
    count = ReturnPhrase.objects.filter(unit=org.na_ri).count()
    assert send(add, text="Cần chữ ký của trưởng thôn.") == 302
    assert send(add, text="Cần chữ ký của trưởng thôn.") == 422
    first = ReturnPhrase.objects.earliest("pk")
    assert send(reverse("assessments:change_phrase", args=[first.pk]), retire="1") == 302

    record = in_review(na, org.ban_po, org.pao, org.minh)
    page = client.get(reverse("assessments:act", args=[record.pk, "return"])).content.decode()
    assert count == len(review_settings.SUGGESTED)
    assert "<option>Cần chữ ký của trưởng thôn.</option>" in page
    assert first.text not in page


@pytest.mark.parametrize(
    ("name", "status"), [("minh", 200), ("lan", 200), ("thuy", 403), ("tuyet", 403), ("chi", 404)]
)
def test_who_opens_the_rules_of_na_ri(na: NaRi, name: str, status: int) -> None:
    url = reverse("assessments:review_rules", args=[na.org.na_ri.pk])

    assert signed_in(getattr(na.org, name)).get(url).status_code == status


def test_limits_and_levels_are_set_by_page(na: NaRi) -> None:
    url = reverse("assessments:limits", args=[na.campaign.slug, 2026])
    typed = {
        "jump_percent": "33,5", "jump_minimum": "7", "text_length": "25", "all_met_from": "4",
        "source": "Hướng dẫn 12", f"chain-{na.villages.pk}": "office-leader",
    }  # fmt: skip

    wrong = signed_in(na.org.lan).post(
        url, {**typed, "jump_percent": "-1", "idempotency_key": uuid.uuid4().hex}
    )
    right = signed_in(na.org.lan).post(url, {**typed, "idempotency_key": uuid.uuid4().hex})

    row = ReviewSetting.objects.get(campaign=na.campaign)
    na.villages.refresh_from_db()
    assert (wrong.status_code, right.status_code) == (422, 302)
    assert (str(row.jump_percent), row.text_length, row.source) == ("33.5", 25, "Hướng dẫn 12")
    assert na.villages.review_chain == ["office", "leader"]


def test_a_unit_that_handed_nothing_in_is_not_on_the_desk(na: NaRi) -> None:
    place: Unit = na.org.ban_po
    begun(na, place, na.org.pao)

    assert desk(na.org.minh).rows == []
