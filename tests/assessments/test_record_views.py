"""Submitting, the receipt, reading a record, and every act in the browser."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import User
from assessments.enums import Action, Status
from assessments.models import Answer, Assessment, AssessmentEvent, Evidence
from assessments.selectors.record_page import record_page
from assessments.services import steps
from assessments.workflow import STEPS
from campaigns.services import duties
from core import clock
from tests.builders.assessments import (
    ON_PAPER,
    NaRi,
    answered,
    begun,
    in_review,
    in_state,
    returned,
    reviewed,
    submitted,
)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def once() -> dict[str, str]:
    return {"idempotency_key": uuid.uuid4().hex}


def url(name: str, *args: object) -> str:
    return reverse(f"assessments:{name}", args=args)


def photo(name: str = "phieu.jpg") -> SimpleUploadedFile:
    picture = BytesIO()
    Image.new("RGB", (8, 8), "white").save(picture, "JPEG")
    return SimpleUploadedFile(name, picture.getvalue(), content_type="image/jpeg")


def act(user: User, record: Assessment, action: str, **typed: object) -> tuple[int, str]:
    data = {"version": record.version, **once(), **typed}
    answer = signed_in(user).post(url("act", record.pk, action), data)
    return answer.status_code, answer.content.decode()


def act_and_look(user: User, record: Assessment, action: str) -> str:
    """Act and read the page to which that leads."""
    data = {"version": record.version, **once()}
    answer = signed_in(user).post(url("act", record.pk, action), data, follow=True)
    return answer.content.decode()


# ---------------------------------------------------------------- submitting


def test_what_is_missing_is_listed_with_links_and_reasons(na: NaRi) -> None:
    part = na.participation(na.org.ban_po)
    answered(begun(na, na.org.ban_po, na.org.pao), na.org.pao, skip=["NR-1.4-c", "households"])
    criterion, line = na.criterion("NR-1.4-c"), na.line("households")

    page = signed_in(na.org.pao).get(url("submit", part.pk)).content.decode()

    form = url("form", part.pk)
    assert "2 mục còn thiếu" in page
    assert f'href="{form}#c{criterion.pk}"' in page
    assert f'href="{form}#f{line.pk}"' in page
    assert 'name="gap-NR-1.4-c"' in page
    assert "<strong>5/7</strong>" in page


def test_a_form_with_gaps_is_refused_and_the_typed_reasons_stay(na: NaRi) -> None:
    part = na.participation(na.org.ban_po)
    record = answered(
        begun(na, na.org.ban_po, na.org.pao), na.org.pao, skip=["NR-1.4-c", "households"]
    )

    answer = signed_in(na.org.pao).post(
        url("submit", part.pk), {**once(), "version": 0, "gap-NR-1.4-c": "Chưa họp thôn."}
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Còn 1 mục chưa nhập: Tổng số hộ." in page
    assert 'value="Chưa họp thôn."' in page
    assert steps.fetch(record.pk).status == Status.DRAFT


def test_the_head_hands_in_and_gets_a_receipt_with_time_and_code(na: NaRi) -> None:
    part = na.participation(na.org.ban_po)
    record = answered(begun(na, na.org.ban_po, na.org.pao), na.org.pao)
    client = signed_in(na.org.pao)

    answer = client.post(url("submit", part.pk), {**once(), "version": 0})
    page = client.get(answer["Location"]).content.decode()

    row = steps.fetch(record.pk)
    assert (answer.status_code, answer["Location"]) == (302, url("receipt", record.pk))
    assert row.receipt_code in page
    assert re.search(r"<time>\d\d:\d\d 20/11/2026</time>", page)
    assert "đúng hạn" in page
    assert "data-print" in page


def test_a_form_sent_twice_is_handed_in_once(na: NaRi) -> None:
    part = na.participation(na.org.ban_po)
    record = answered(begun(na, na.org.ban_po, na.org.pao), na.org.pao)
    client = signed_in(na.org.pao)
    data = {**once(), "version": 0}

    places = [client.post(url("submit", part.pk), data) for _sending in range(2)]

    assert [one.status_code for one in places] == [302, 302]
    assert AssessmentEvent.objects.filter(action="submit").count() == 1
    assert steps.fetch(record.pk).version == 1


def test_figures_that_contradict_each_other_are_named_before_and_after(na: NaRi) -> None:
    part = na.participation(na.org.ban_po)
    record = answered(begun(na, na.org.ban_po, na.org.pao), na.org.pao)
    record.figures.filter(indicator__code="families_registered").update(number=99)
    client = signed_in(na.org.pao)

    before = client.get(url("submit", part.pk)).content.decode()
    answer = client.post(url("submit", part.pk), {**once(), "version": 0})

    said = "Số hộ đăng ký không thể lớn hơn tổng số hộ của thôn."
    assert "Số liệu mâu thuẫn, phải sửa" in before
    assert said in before
    assert answer.status_code == 422
    assert steps.fetch(record.pk).status == Status.DRAFT


def test_the_editor_sees_what_is_missing_but_no_button(na: NaRi) -> None:
    part = na.participation(na.org.ban_po)
    answered(begun(na, na.org.ban_po, na.org.mai), na.org.mai, skip=["NR-1.4-c"])

    page = signed_in(na.org.mai).get(url("submit", part.pk)).content.decode()
    refused = signed_in(na.org.mai).post(url("submit", part.pk), {**once(), "version": 0})

    assert "do trưởng thôn hoặc thủ trưởng đơn vị nộp" in page
    assert "1 mục còn thiếu" in page
    assert refused.status_code == 403


def test_on_behalf_needs_channel_and_day_and_may_carry_the_signed_sheet(na: NaRi) -> None:
    part = na.participation(na.org.ban_po)
    record = answered(begun(na, na.org.ban_po, na.org.minh), na.org.minh)
    client = signed_in(na.org.minh)

    refused = client.post(url("submit", part.pk), {**once(), "version": 0})
    done = client.post(
        url("submit", part.pk),
        {
            **once(),
            "version": 0,
            "channel": "paper",
            "paper_on": "18/11/2026",
            "sheet": photo(),
        },
    )

    assert refused.status_code == 422
    assert "Nộp thay cần ghi kết quả đến bằng cách nào" in refused.content.decode()
    assert done.status_code == 302
    row = steps.fetch(record.pk)
    assert (row.channel, f"{row.paper_received_on:%d/%m/%Y}") == ("paper", "18/11/2026")
    assert Evidence.objects.get().name == "phieu.jpg"


def test_a_sheet_that_is_no_picture_is_refused_and_nothing_is_handed_in(na: NaRi) -> None:
    part = na.participation(na.org.ban_po)
    record = answered(begun(na, na.org.ban_po, na.org.minh), na.org.minh)

    answer = signed_in(na.org.minh).post(
        url("submit", part.pk),
        {
            **once(),
            "version": 0,
            "channel": "paper",
            "paper_on": "18/11/2026",
            "sheet": SimpleUploadedFile("phieu.jpg", b"MZ\x00 program"),
        },
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Nội dung tệp không thuộc loại được nhận." in page
    assert 'value="18/11/2026"' in page
    assert steps.fetch(record.pk).status == Status.DRAFT
    assert not Evidence.objects.exists()


def test_the_receipt_says_on_whose_behalf_and_late(na: NaRi) -> None:
    clock.set_business_day(clock.today().replace(day=27))
    record = submitted(na, na.org.ban_po, na.org.pao)

    page = signed_in(na.org.nga).get(url("receipt", record.pk)).content.decode()

    assert "nộp muộn" in page
    assert "Hoàng Văn Páo" in page


@pytest.mark.parametrize(("name", "status"), [("pao", 200), ("minh", 200), ("sam", 404)])
def test_who_reads_the_receipt(na: NaRi, name: str, status: int) -> None:
    record = submitted(na, na.org.ban_po, na.org.pao)

    answer = signed_in(getattr(na.org, name)).get(url("receipt", record.pk))

    assert answer.status_code == status


def test_a_draft_has_no_receipt(na: NaRi) -> None:
    record = begun(na, na.org.ban_po, na.org.pao)

    assert signed_in(na.org.pao).get(url("receipt", record.pk)).status_code == 404


# ---------------------------------------------------------------- reading


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("name", ["pao", "minh", "lan", "hanh"])
def test_a_record_is_read_in_every_state(na: NaRi, status: Status, name: str) -> None:
    record = in_state(na, status)

    answer = signed_in(getattr(na.org, name)).get(url("record", record.pk))

    assert answer.status_code == 200
    assert "Thôn Bản Pò" in answer.content.decode()


@pytest.mark.parametrize(
    ("status", "name", "buttons"),
    [
        ("submitted", "pao", ["withdraw"]),
        ("submitted", "sam", None),
        ("submitted", "hanh", []),
        ("reviewed", "pao", ["object"]),
        ("reviewed", "minh", ["review-again"]),
        ("reviewed", "lan", ["review-again", "finalise"]),
        ("final", "lan", ["reopen"]),
        ("final", "minh", []),
        ("in_review", "minh", ["stop-review", "return", "approve"]),
    ],
)
def test_the_buttons_are_those_of_the_table(
    na: NaRi, status: str, name: str, buttons: list[str] | None
) -> None:
    record = in_state(na, status)

    answer = signed_in(getattr(na.org, name)).get(url("record", record.pk))

    if buttons is None:
        assert answer.status_code == 404
        return
    links = re.findall(rf'href="/assessments/{record.pk}/([a-z-]+)/"', answer.content.decode())
    assert sorted(set(links) & set(Action.values)) == sorted(buttons)


WARNING = "Đơn vị còn được gửi ý kiến đến hết ngày"


@pytest.mark.parametrize(("passed", "is_said"), [(0, True), (1, False)])
def test_lan_reads_beside_the_button_that_the_unit_may_still_object(
    na: NaRi, passed: int, is_said: bool
) -> None:
    """On the record's page and where the row is made final; on the last day, and the day after."""
    record = in_state(na, Status.REVIEWED)
    until = clock.today() + dt.timedelta(days=na.campaign.objection_days)
    clock.set_business_day(until + dt.timedelta(days=passed))
    client = signed_in(na.org.lan)

    for name, args in (("record", [record.pk]), ("act", [record.pk, "finalise"])):
        page = client.get(url(name, *args)).content.decode()
        assert (f"{WARNING} {until:%d/%m/%Y}; chốt bây giờ" in page) is is_said
    assert WARNING not in signed_in(na.org.pao).get(url("record", record.pk)).content.decode()
    assert act(na.org.lan, record, "finalise")[0] == 302


def test_three_values_stand_beside_each_other_with_their_reasons(na: NaRi) -> None:
    org = na.org
    record = in_review(na, org.ban_po, org.pao, org.minh)
    criterion = na.criterion("NR-1.4-b")
    decided = signed_in(org.minh).post(
        url("decide_criterion", record.pk, criterion.pk),
        {
            f"c{criterion.pk}-value": "partly",
            f"c{criterion.pk}-reason": "Thiếu kế hoạch năm.",
            f"c{criterion.pk}-version": "1",
        },
    )
    assert decided.status_code == 200
    assert act(org.minh, steps.fetch(record.pk), "approve")[0] == 302
    finalised = act(
        org.lan,
        steps.fetch(record.pk),
        "finalise",
        **{"final-NR-1.4-b": "not_met", "final-NR-1.4-b-reason": "Hội đồng thống nhất."},
    )
    assert finalised[0] == 302

    page = signed_in(org.pao).get(url("record", record.pk)).content.decode()

    block = page[page.index(f'id="c{criterion.pk}"') :]
    block = re.sub(r"<[^>]+>", " ", block[: block.index("</li>")])
    words = " ".join(block.split())
    assert words.endswith(
        "Tự đánh giá đạt Thẩm định đạt một phần Thiếu kế hoạch năm. "
        "Kết quả chốt chưa đạt Hội đồng thống nhất."
    )


def test_the_history_says_who_did_what(na: NaRi) -> None:
    record = returned(na, na.org.ban_po, na.org.pao, na.org.minh)

    page = signed_in(na.org.pao).get(url("record", record.pk)).content.decode()

    history = page[page.index('id="history-title"') :]
    names = re.findall(r"<strong>([^<]+)</strong>", history)
    assert names[:4] == ["Trả lại", "Bắt đầu thẩm định", "Nộp", "Bắt đầu nhập"]
    assert "Hoàng Văn Minh" in history


def test_a_moved_last_day_is_shown_with_its_reason(na: NaRi) -> None:
    record = submitted(na, na.org.ban_po, na.org.pao)
    duties.move_last_day(
        na.village_duty,
        na.year,
        na.org.ban_po,
        day=clock.today().replace(day=28),
        reason="Thôn bị lũ chia cắt.",
        actor=na.org.minh,
    )

    page = signed_in(na.org.pao).get(url("record", record.pk)).content.decode()

    assert "ngày cuối 28/11/2026" in page
    assert "gia hạn: Thôn bị lũ chia cắt." in page


# ---------------------------------------------------------------- acts


@pytest.mark.parametrize("status", Status)
def test_every_act_has_a_page_where_it_is_open_and_none_elsewhere(na: NaRi, status: Status) -> None:
    record = in_state(na, status)
    people = {name: getattr(na.org, name) for name in ("pao", "minh", "lan", "nga")}

    for action, step in STEPS.items():
        if action == Action.SUBMIT:
            continue
        for name, person in people.items():
            answer = signed_in(person).get(url("act", record.pk, action))
            row = steps.fetch(record.pk)
            if name == "nga" or not step.allowed(person, row):
                assert answer.status_code == 403, (action, name)
            elif status in step.sources:
                assert answer.status_code == 200, (action, name)
            else:
                assert answer["Location"] == url("record", record.pk), (action, name)


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30])
def test_a_version_that_is_no_version_changes_nothing(na: NaRi, version: str) -> None:
    record = submitted(na, na.org.ban_po, na.org.pao)

    answer = signed_in(na.org.minh).post(
        url("act", record.pk, "start-review"), {**once(), "version": version}
    )

    assert answer.status_code == 422
    assert steps.fetch(record.pk).status == Status.SUBMITTED


@pytest.mark.parametrize("word", ["submit", "begin", "explode"])
def test_other_words_are_no_acts(na: NaRi, word: str) -> None:
    record = in_state(na, Status.DRAFT)

    assert signed_in(na.org.pao).get(f"/assessments/{record.pk}/{word}/").status_code == 404


def test_a_head_takes_the_form_back(na: NaRi) -> None:
    record = submitted(na, na.org.ban_po, na.org.pao)

    page = act_and_look(na.org.pao, record, "withdraw")

    assert steps.fetch(record.pk).status == Status.DRAFT
    assert "Đã rút lại phiếu." in page


def test_whoever_acts_on_an_old_page_is_told_and_sees_the_new_state(na: NaRi) -> None:
    record = submitted(na, na.org.ban_po, na.org.pao)
    act(na.org.minh, record, "start-review")

    page = act_and_look(na.org.hoa, record, "start-review")

    assert "vừa được người khác thay đổi" in page
    assert "đang thẩm định" in page


def test_items_are_returned_with_reasons_and_what_was_typed_stays_on_refusal(
    na: NaRi,
) -> None:
    record = in_review(na, na.org.ban_po, na.org.pao, na.org.minh)

    none = act(na.org.minh, record, "return")
    blank = act(
        na.org.minh,
        record,
        "return",
        item=["NR-1.4-a", "NR-1.4-b"],
        **{"item-NR-1.4-a": "Nêu số buổi.", "item-NR-1.4-b": " "},
    )
    done = act(
        na.org.minh,
        record,
        "return",
        item=["NR-1.4-a", "households"],
        **{"item-NR-1.4-a": "Nêu số buổi.", "item-households": "Đối chiếu sổ."},
    )

    assert none[0] == 422
    assert "Hãy ghi lý do ở ít nhất một mục cần sửa." in none[1]
    assert blank[0] == 422
    assert "Mục đã chọn nào cũng cần lý do" in blank[1]
    assert "Nêu số buổi." in blank[1]
    assert re.search(r'value="NR-1.4-b" checked', blank[1])
    assert done[0] == 302
    row = steps.fetch(record.pk)
    assert row.status == Status.RETURNED
    assert list(row.answers.filter(is_returned=True).values_list("criterion__code", flat=True)) == [
        "NR-1.4-a"
    ]


def test_the_criteria_to_return_carry_their_numbers(na: NaRi) -> None:
    record = in_state(na, Status.IN_REVIEW)

    page = signed_in(na.org.minh).get(reverse("assessments:act", args=[record.pk, "return"]))

    text = " ".join(page.content.decode().split())
    for row in record_page(record).criteria:
        if not row.is_title:
            assert f'<span class="line-number">{row.number}.</span> {row.text}' in text


def test_an_objection_needs_words(na: NaRi) -> None:
    record = reviewed(na, na.org.ban_po, na.org.pao, na.org.minh)

    refused = act(na.org.pao, record, "object", note=" ")
    done = act(na.org.pao, record, "object", note="Thôn có đủ kế hoạch.")

    assert refused[0] == 422
    assert 'id="id_note_error"' in refused[1]
    assert done[0] == 302
    assert steps.fetch(record.pk).status == Status.IN_REVIEW


def test_approving_leads_to_the_next_form_that_waits(na: NaRi) -> None:
    org = na.org
    first = in_review(na, org.ban_po, org.pao, org.minh)
    second = submitted(na, org.na_lac, org.sam)
    own = submitted(na, org.school, org.minh, ON_PAPER)
    client = signed_in(org.minh)

    after_first = client.post(
        url("act", first.pk, "approve"), {"version": first.version, "next": "1", **once()}
    )
    client.post(url("act", second.pk, "start-review"), {"version": second.version, **once()})
    after_second = client.post(
        url("act", second.pk, "approve"), {"version": second.version + 1, "next": "1", **once()}
    )

    assert after_first["Location"] == url("review", second.pk)
    assert after_second["Location"] == "/assessments/desk/"
    assert steps.fetch(own.pk).status == Status.SUBMITTED


def test_own_work_is_refused_and_where_allowed_asks_for_the_reason(na: NaRi) -> None:
    org = na.org
    record = submitted(na, org.ban_po, org.minh, ON_PAPER)
    refused = act(org.minh, record, "start-review")
    na.campaign.own_review_allowed = True
    na.campaign.save()
    act(org.minh, record, "start-review")
    row = steps.fetch(record.pk)

    asked = act(org.minh, row, "approve")
    done = act(org.minh, row, "approve", own_work_reason="Phòng chỉ có một người.")

    assert refused[0] == 403
    assert asked[0] == 422
    assert "Hãy ghi lý do tự thẩm định" in asked[1]
    assert done[0] == 302
    page = signed_in(org.pao).get(url("record", record.pk)).content.decode()
    assert "Người thẩm định cũng là người nhập. Lý do: Phòng chỉ có một người." in page


def test_the_leader_records_the_result_of_the_level_above(na: NaRi) -> None:
    org = na.org
    record = submitted(na, org.na_ri, org.lan)

    refused = act(org.lan, record, "record-outside", number="112/QĐ-UBND", date="20/11/2026")
    done = act(
        org.lan,
        record,
        "record-outside",
        number="112/QĐ-UBND",
        date="20/11/2026",
        file=photo("quyet-dinh.jpg"),
    )

    page = signed_in(org.lan).get(url("record", record.pk)).content.decode()
    paper = signed_in(org.nga).get(url("outside_paper", record.pk))
    assert refused[0] == 422
    assert "Hãy chọn tệp văn bản của cấp trên." in refused[1]
    assert 'value="112/QĐ-UBND"' in refused[1]
    assert done[0] == 302
    assert "văn bản số 112/QĐ-UBND ngày 20/11/2026" in page
    assert paper.status_code == 200
    assert paper["Content-Disposition"].startswith("attachment")
    assert paper.getvalue().startswith(b"\xff\xd8")
    paper.close()


def test_a_final_row_is_reopened_with_a_typed_reason(na: NaRi) -> None:
    record = in_state(na, Status.FINAL)

    refused = act(na.org.lan, record, "reopen", note="")
    done = act(na.org.lan, record, "reopen", note="Kết luận thanh tra.")

    assert refused[0] == 422
    assert done[0] == 302
    assert steps.fetch(record.pk).status == Status.IN_REVIEW


# ---------------------------------------------------------------- queries


@pytest.mark.parametrize("more", [0, 2, 49])
def test_a_record_asks_the_same_number_of_questions_at_any_size(
    na: NaRi, more: int, settings: Settings, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    settings.FRAME_PROVIDERS = []
    record = in_state(na, Status.REVIEWED)
    for number in range(more):
        AssessmentEvent.objects.create(
            assessment=record,
            action="approve",
            to_status="reviewed",
            actor=na.org.minh,
            note=str(number),
            at=clock.now(),
        )
    client = signed_in(na.org.pao)
    client.get(url("record", record.pk))

    # User, business day, roles. In sight, the record, its authors; the place in the year, the
    # duty, its delivery; criteria with titles, figures asked, rules, answers, figures given;
    # titles held and considered; evidence; last year; history; on whom it waits (latest step,
    # people, stand-ins, office); flags; whether it came back.
    with django_assert_num_queries(3 + 23):
        client.get(url("record", record.pk))


def test_answers_of_the_record_are_those_of_its_unit(na: NaRi) -> None:
    submitted(na, na.org.na_lac, na.org.sam)
    record = answered(begun(na, na.org.ban_po, na.org.pao), na.org.pao, value="not_met")

    page = signed_in(na.org.pao).get(url("record", record.pk)).content.decode()

    assert Answer.objects.filter(self_value="met").exists()
    assert "chưa đạt" in page
    assert "Nà Lạc" not in page
