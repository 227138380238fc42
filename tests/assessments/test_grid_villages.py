"""The office's grid: villages down, criteria and figures across."""

from __future__ import annotations

import json
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import User
from assessments.enums import Carried
from assessments.models import Answer, Assessment, IndicatorValue
from assessments.services import entry
from campaigns.models import Participation
from campaigns.services import tallies
from core.models import AuditEvent
from tests.builders import units
from tests.builders.assessments import NaRi, begun, submitted
from tests.statements import EVENT
from units.models import Unit

RECEIVED = {"channel": "phone", "paper_on": "19/11/2026"}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def url(na: NaRi, name: str = "village_grid") -> str:
    return reverse(f"assessments:{name}", args=[na.campaign.slug, 2026])


def answer_column(na: NaRi, code: str = "NR-1.4-a") -> str:
    return f"c{na.criterion(code).pk}"


def figure_column(na: NaRi, code: str) -> str:
    return f"f{na.line(code).pk}"


def cell(unit: Unit, column: str, text: str, **more: str) -> dict[str, Any]:
    return {"row": unit.pk, "column": column, "text": text, **more}


def post(na: NaRi, user: User, name: str, *cells: dict[str, Any], **fields: str) -> Any:
    fields.setdefault("idempotency_key", uuid.uuid4().hex)
    data = {"cells": json.dumps(cells), **fields}
    return signed_in(user).post(url(na, name), data)


def save(na: NaRi, user: User, *cells: dict[str, Any], **fields: str) -> Any:
    return post(na, user, "village_grid_save", *cells, **{**RECEIVED, **fields})


def preview(na: NaRi, user: User, *cells: dict[str, Any]) -> list[dict[str, Any]]:
    answer = post(na, user, "village_grid_preview", *cells)
    assert answer.status_code == 200, answer.content
    found: list[dict[str, Any]] = answer.json()["cells"]
    return found


def packed(na: NaRi, user: User) -> dict[str, Any]:
    found: dict[str, Any] = signed_in(user).get(url(na)).context["packed"]
    return found


def test_saved_figures_come_back_with_the_ratios_that_follow_from_them(na: NaRi) -> None:
    ban_po, rate = na.org.ban_po, figure_column(na, "registered_rate")
    households, registered = (
        figure_column(na, code) for code in ("households", "families_registered")
    )

    first = save(na, na.org.minh, cell(ban_po, households, "98"))
    both = save(na, na.org.minh, cell(ban_po, registered, "60"))

    assert first.json()["computed"] == [{"row": ban_po.pk, "column": rate, "text": ""}]
    assert both.json()["computed"] == [{"row": ban_po.pk, "column": rate, "text": "61,2% (60/98)"}]


def test_minh_enters_two_villages_by_telephone_with_one_event(na: NaRi) -> None:
    org = na.org
    judged, counted = answer_column(na), figure_column(na, "families_registered")

    answer = save(
        na,
        org.minh,
        cell(org.ban_po, judged, "đạt"),
        cell(org.ban_po, counted, "1.234"),
        cell(org.na_lac, judged, "chưa đạt"),
    )

    assert (answer.status_code, answer.json()["saved"]) == (200, 3)
    record = Assessment.objects.get(unit=org.ban_po)
    assert (record.status, record.channel, f"{record.paper_received_on:%d/%m/%Y}") == (
        "draft",
        "phone",
        "19/11/2026",
    )
    assert Answer.objects.get(assessment=record).self_value == "met"
    assert IndicatorValue.objects.get(assessment=record).number == 1234
    assert [author.user for author in record.authors.all()] == [org.minh]
    event = AuditEvent.objects.get(action="assessments.grid_saved")
    after = event.after or {}
    assert after[str(org.ban_po.pk)] == {"NR-1.4-a": "Đạt", "families_registered": "1.234"}
    assert (after["channel"], after["received_on"]) == ("phone", "2026-11-19")


@pytest.mark.parametrize(
    ("fields", "field", "said"),
    [
        ({"channel": ""}, "channel", "đến bằng cách nào"),
        ({"paper_on": ""}, "paper_on", "ghi ngày nhận kết quả"),
        ({"paper_on": "21/11/2026"}, "paper_on", "không thể sau hôm nay"),
        ({"paper_on": "30/02/2026"}, "paper_on", "không có ngày 30"),
        ({"channel": "pigeon"}, "channel", "pigeon"),
    ],
)
def test_on_behalf_needs_the_channel_and_the_day_of_receipt(
    na: NaRi, fields: dict[str, str], field: str, said: str
) -> None:
    answer = save(na, na.org.minh, cell(na.org.ban_po, answer_column(na), "Đạt"), **fields)

    assert (answer.status_code, answer.json()["field"]) == (422, field)
    assert said in answer.json()["error"]
    assert not Assessment.objects.exists()


def test_a_head_enters_the_own_village_without_a_channel(na: NaRi) -> None:
    answer = save(
        na, na.org.pao, cell(na.org.ban_po, answer_column(na), "Đạt"), channel="", paper_on=""
    )

    assert answer.status_code == 200
    assert Assessment.objects.get().channel == "self"


UNDERSTOOD = pytest.mark.parametrize(
    ("code", "typed", "after"),
    [
        ("NR-1.4-a", "x", "Đạt"),
        ("NR-1.4-a", "MỘT PHẦN", "Đạt một phần"),
        ("families_registered", "1.234", "1.234"),
        ("families_registered", " 98 ", "98"),
        ("families_registered", "không có", "Không có"),
        ("meeting_on", "5/11/26", "05/11/2026"),
        ("front_signed", "✓", "Có"),
        ("front_signed", "không", "Không"),
        ("literacy", "mức độ 2", "Mức độ 2"),
        ("literacy", "2", "Mức độ 2"),
        ("fund", "1.500.000", "1.500.000"),
        ("proposals", "Đề nghị mở lớp.", "Đề nghị mở lớp."),
        ("proposals", "", ""),
    ],
)


@UNDERSTOOD
def test_what_is_typed_is_shown_as_it_is_understood(
    na: NaRi, code: str, typed: str, after: str
) -> None:
    column = answer_column(na) if code.startswith("NR") else figure_column(na, code)

    (told,) = preview(na, na.org.minh, cell(na.org.ban_po, column, typed))
    (again,) = preview(na, na.org.minh, cell(na.org.ban_po, column, after))

    assert (told["before"], told["after"], told["error"]) == ("", after, "")
    assert again["after"] == after
    assert not Assessment.objects.exists()


@UNDERSTOOD
def test_a_saving_tells_each_cell_as_the_page_then_shows_it(
    na: NaRi, code: str, typed: str, after: str
) -> None:
    column = answer_column(na) if code.startswith("NR") else figure_column(na, code)

    (told,) = save(na, na.org.minh, cell(na.org.ban_po, column, typed)).json()["cells"]
    page = packed(na, na.org.minh)
    place = [one["id"] for one in page["columns"]].index(column)
    stands = {row["id"]: row["cells"][place] for row in page["rows"]}[na.org.ban_po.pk]
    text, number, *_more = [stands, ""] if isinstance(stands, str) else stands

    assert (told["text"], told["number"]) == (after, number) == (text, number)


@pytest.mark.parametrize(
    ("code", "typed", "said"),
    [
        ("NR-1.4-a", "tốt", "“tốt” không có trong cách trả lời"),
        ("NR-1.4-a", "1", "không có trong cách trả lời"),
        ("NR-1.4-a", "không áp dụng", "vì sao mục này không áp dụng"),
        ("NR-1.4-d", "đạt", "không nhập được"),
        ("families_registered", "1,385", "có thể hiểu là 1.385 hoặc là 1 phẩy 385"),
        ("families_registered", "70 %", "không phải tỷ lệ"),
        ("families_registered", "-3", "không thể âm"),
        ("families_registered", "#REF!", "công thức bị lỗi"),
        ("registered_rate", "70", "không nhập được"),
        ("classes", "3", "không nhập được"),
        ("meeting_on", "31/02/2026", "không có ngày 31"),
        ("front_signed", "chắc là có", "Không rõ ô này"),
        ("literacy", "mức 9", "không có trong các mức"),
    ],
)
def test_what_cannot_be_is_refused_at_its_address_and_nothing_is_written(
    na: NaRi, code: str, typed: str, said: str
) -> None:
    column = f"c{na.criterion(code).pk}" if code.startswith("NR") else figure_column(na, code)
    good = cell(na.org.na_lac, answer_column(na, "NR-1.4-b"), "Đạt")

    told = preview(na, na.org.minh, good, cell(na.org.ban_po, column, typed))
    answer = save(na, na.org.minh, good, cell(na.org.ban_po, column, typed))

    assert [bool(one["error"]) for one in told] == [False, True]
    assert said in told[1]["error"]
    assert told[1]["address"].startswith("Thôn Bản Pò, cột “")
    assert answer.status_code == 422
    assert "Thôn Bản Pò, cột “" in answer.json()["error"]
    assert not Assessment.objects.exists()


def test_a_number_unlike_the_register_needs_the_cell_s_note(na: NaRi) -> None:
    units.household(na.org.ban_po, "Hoàng Văn An")
    column = figure_column(na, "households")

    bare = save(na, na.org.minh, cell(na.org.ban_po, column, "98"))
    noted = save(na, na.org.minh, cell(na.org.ban_po, column, "98", note="Tách hộ tháng 10."))

    assert (bare.status_code, noted.status_code) == (422, 200)
    assert "sổ trên hệ thống có 1, phiếu ghi 98" in bare.json()["error"]
    assert IndicatorValue.objects.get().reason == "Tách hộ tháng 10."


def test_a_conflict_names_the_cell_who_changed_it_and_both_values(na: NaRi) -> None:
    org = na.org
    column = answer_column(na)
    record = begun(na, org.ban_po, org.pao)
    entry.save_answer(record, na.criterion("NR-1.4-a"), value="partly", note="", actor=org.pao)

    answer = save(na, org.minh, cell(org.ban_po, column, "Đạt"), cell(org.na_lac, column, "Đạt"))

    told = answer.json()
    assert answer.status_code == 409
    assert "Thôn Bản Pò, cột “NR-1.4-a" in told["error"]
    assert "Hoàng Văn Páo sửa thành “Đạt một phần”; ông/bà nhập “Đạt”" in told["error"]
    assert [(one["who"], one["before"], one["after"]) for one in told["cells"]] == [
        ("Hoàng Văn Páo", "Đạt một phần", "Đạt")
    ]
    assert not Assessment.objects.filter(unit=org.na_lac).exists()
    settled = save(na, org.minh, cell(org.ban_po, column, "Đạt", seen="Đạt một phần"))
    assert settled.status_code == 200
    assert Answer.objects.get().self_value == "met"


def test_a_conflict_with_another_grid_names_its_officer(na: NaRi) -> None:
    save(na, na.org.minh, cell(na.org.ban_po, answer_column(na), "Đạt"))

    answer = save(na, na.org.hoa, cell(na.org.ban_po, answer_column(na), "Chưa đạt"))

    assert [one["who"] for one in answer.json()["cells"]] == ["Hoàng Văn Minh"]


def test_the_same_answer_of_two_people_is_no_conflict(na: NaRi) -> None:
    save(na, na.org.minh, cell(na.org.ban_po, answer_column(na), "Đạt"))

    answer = save(na, na.org.hoa, cell(na.org.ban_po, answer_column(na), "Đạt"))

    assert (answer.status_code, answer.json()["saved"]) == (200, 0)


def test_one_key_is_written_once(na: NaRi) -> None:
    key = uuid.uuid4().hex
    change = cell(na.org.ban_po, answer_column(na), "Đạt")

    first = save(na, na.org.minh, change, idempotency_key=key)
    second = save(na, na.org.minh, change, idempotency_key=key)

    assert (first.json()["repeated"], second.json()["repeated"]) == (False, True)
    assert second.json()["cells"][0]["text"] == "Đạt"
    assert AuditEvent.objects.filter(action="assessments.grid_saved").count() == 1


def test_a_submitted_form_is_read_only_with_the_reason(na: NaRi) -> None:
    submitted(na, na.org.ban_po, na.org.pao)
    column = answer_column(na)

    rows = {row["id"]: row for row in packed(na, na.org.minh)["rows"]}
    answer = save(na, na.org.minh, cell(na.org.ban_po, column, "Chưa đạt", seen="Đạt"))

    assert rows[na.org.ban_po.pk]["locked"] == "Phiếu đang ở trạng thái “Đã nộp”."
    assert rows[na.org.na_lac.pk]["locked"] == ""
    assert "Phiếu đang ở trạng thái “Đã nộp”." in answer.json()["error"]
    assert set(Answer.objects.values_list("self_value", flat=True)) <= {"met", ""}


def test_a_closed_year_is_read_only(na: NaRi) -> None:
    na.year.state = "closed"
    na.year.save()

    rows = packed(na, na.org.minh)["rows"]
    answer = save(na, na.org.minh, cell(na.org.ban_po, answer_column(na), "Đạt"))

    assert {row["locked"] for row in rows} == {"Năm 2026 đã khóa."}
    assert answer.status_code == 422
    assert not Assessment.objects.exists()


def test_a_unit_that_was_left_out_stands_nowhere(na: NaRi) -> None:
    Participation.objects.filter(unit=na.org.ban_po).update(
        is_excluded=True, excluded_reason="Sắp sáp nhập."
    )

    rows = packed(na, na.org.minh)["rows"]
    answer = save(na, na.org.minh, cell(na.org.ban_po, answer_column(na), "Đạt"))

    assert [row["name"] for row in rows] == ["Thôn Nà Lạc"]
    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("name", "code"),
    [("minh", 200), ("lan", 200), ("pao", 200), ("mai", 200), ("sam", 403), ("nga", 403),
     ("tuyet", 403), ("hanh", 403), ("chi", 404)],
)  # fmt: skip
def test_who_may_save_a_cell_of_ban_po(na: NaRi, name: str, code: int) -> None:
    actor = getattr(na.org, name)

    answer = save(na, actor, cell(na.org.ban_po, answer_column(na), "Đạt"))

    assert answer.status_code == code
    assert Assessment.objects.exists() is (code == 200)


def test_who_only_reads_sees_every_cell_locked(na: NaRi) -> None:
    page = signed_in(na.org.nga).get(url(na))

    assert {row["locked"] for row in page.context["packed"]["rows"]} == {
        "Ông/bà chỉ được xem đơn vị này."
    }
    assert "Bảng này chỉ để xem" in page.content.decode()


@pytest.mark.parametrize(
    "cells",
    [
        "", "{", "7", "[7]", '[{"row": "1"}]', '[{"row": -1}]', '[{"row": true}]',
        '[{"row": 1, "column": 3}]', '[{"row": 99999999999999999999}]', "[]",
        json.dumps([{"row": 1, "column": "c1", "text": "x" * 5001}]),
        '[{"row": 1, "column": "c1", "text": "\\ud800"}]',
    ],
)  # fmt: skip
def test_a_request_that_is_no_list_of_cells_is_told_so(na: NaRi, cells: str) -> None:
    client = signed_in(na.org.minh)

    for name in ("village_grid_preview", "village_grid_save"):
        answer = client.post(
            url(na, name), {"cells": cells, "idempotency_key": uuid.uuid4().hex, **RECEIVED}
        )
        assert answer.status_code == 422
        assert answer.json()["error"]


@pytest.mark.parametrize(
    "text",
    ["\x00", "Nà Lạc" * 200, "=1+1", "<script>alert(1)</script>", "{{7*7}}", "%s", "٣", "1e400",
     "NaN", "-0", "\u202eabc", "'; DROP TABLE", "31/02/0001", "😀"],
)  # fmt: skip
@pytest.mark.parametrize("code", ["NR-1.4-a", "families_registered", "meeting_on", "proposals"])
def test_hostile_text_is_kept_or_refused_and_never_breaks(na: NaRi, code: str, text: str) -> None:
    column = answer_column(na) if code.startswith("NR") else figure_column(na, code)

    answer = save(na, na.org.minh, cell(na.org.ban_po, column, text))

    assert answer.status_code in {200, 422}
    if answer.status_code == 422:
        assert "Thôn Bản Pò" in answer.json()["error"]
        assert not Answer.objects.exists()
        assert not IndicatorValue.objects.exists()


def test_text_of_an_old_font_is_told_with_what_it_reads_as(na: NaRi) -> None:
    column = figure_column(na, "proposals")

    answer = post(
        na,
        na.org.minh,
        "village_grid_preview",
        cell(na.org.ban_po, column, "§Ò nghÞ më líp häc"),
        cell(na.org.na_lac, column, "x· héi häc tËp"),
    )

    told = answer.json()["legacy"]
    assert told["font"] == "TCVN3"
    assert [(one["before"], one["after"]) for one in told["cells"]] == [
        ("§Ò nghÞ më líp häc", "Đề nghị mở lớp học"),
        ("x· héi häc tËp", "xã hội học tập"),
    ]


def test_decomposed_accents_are_stored_composed(na: NaRi) -> None:
    column = figure_column(na, "proposals")

    save(na, na.org.minh, cell(na.org.ban_po, column, "Nà Rì"))

    assert IndicatorValue.objects.get().text == "Nà Rì"


def test_a_second_saving_changes_what_stands_there(na: NaRi) -> None:
    column = figure_column(na, "families_registered")
    save(na, na.org.minh, cell(na.org.ban_po, column, "98"))

    save(na, na.org.minh, cell(na.org.ban_po, column, "", seen="98"))

    row = IndicatorValue.objects.get()
    assert (row.state, row.number, row.version) == ("", None, 2)


def carried_over(na: NaRi) -> None:
    """An answer of Bản Pò that was taken over from last year and waits for a word."""
    record = begun(na, na.org.ban_po, na.org.pao)
    criterion = na.criterion("NR-1.4-a")
    entry.save_answer(record, criterion, value="met", note="", actor=na.org.pao)
    Answer.objects.update(carried=Carried.WAITING)


def test_a_carried_value_is_marked_and_confirmed_in_the_grid(na: NaRi) -> None:
    carried_over(na)
    column = answer_column(na)

    shown = {row["id"]: row["cells"][0] for row in packed(na, na.org.minh)["rows"]}
    seen = save(na, na.org.minh, cell(na.org.ban_po, column, "Đạt", seen="Đạt"))
    sent = {**cell(na.org.ban_po, column, "Đạt", seen="Đạt"), "confirms": True}
    confirmed = save(na, na.org.minh, sent)

    assert shown[na.org.ban_po.pk][3] == ["carried"]
    assert (seen.json()["saved"], confirmed.json()["saved"]) == (0, 1)
    assert Answer.objects.get().carried == Carried.CONFIRMED


def test_another_value_takes_the_carried_one_s_place(na: NaRi) -> None:
    carried_over(na)

    save(na, na.org.minh, cell(na.org.ban_po, answer_column(na), "Chưa đạt", seen="Đạt"))

    assert (Answer.objects.get().self_value, Answer.objects.get().carried) == ("not_met", "")


@pytest.mark.parametrize("count", [1, 3, 50])
def test_the_page_asks_the_same_number_of_questions_at_any_size(
    na: NaRi, count: int, settings: Settings, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    settings.FRAME_PROVIDERS = []
    fill(na, count)
    client = signed_in(na.org.minh)
    client.get(url(na))

    # User, business day, roles. The year; groups; participants counted and read; criteria with
    # their titles, figures; records, answers, figures; the register's titles.
    with django_assert_num_queries(3 + 11):
        page = client.get(url(na))
    assert len(page.context["packed"]["rows"]) == count


@pytest.mark.parametrize("count", [1, 3, 50])
def test_a_block_is_saved_with_the_same_number_of_statements_at_any_size(
    na: NaRi, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    villages = fill(na, count)
    column, figure = answer_column(na), figure_column(na, "households")
    client = signed_in(na.org.minh)
    client.get("/")
    cells = [cell(one, column, "Chưa đạt", seen="Đạt") for one in villages]
    cells += [cell(one, figure, "9", seen="") for one in villages]
    data = {"cells": json.dumps(cells), "idempotency_key": uuid.uuid4().hex, **RECEIVED}

    with django_assert_num_queries(35 + EVENT + 2):
        answer = client.post(url(na, "village_grid_save"), data)
    assert answer.json()["saved"] == 2 * count


@pytest.mark.parametrize("count", [1, 3, 50])
def test_figures_that_stand_are_changed_with_the_same_number_of_statements_at_any_size(
    na: NaRi, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    villages = fill(na, count)
    figure = figure_column(na, "households")
    save(na, na.org.minh, *(cell(one, figure, "9", seen="") for one in villages))
    client = signed_in(na.org.minh)
    client.get("/")
    cells = [cell(one, figure, "10", seen="9") for one in villages]
    data = {"cells": json.dumps(cells), "idempotency_key": uuid.uuid4().hex, **RECEIVED}

    with django_assert_num_queries(34 + EVENT + 2):
        answer = client.post(url(na, "village_grid_save"), data)
    assert answer.json()["saved"] == count


def fill(na: NaRi, count: int) -> list[Unit]:
    """So many villages in the year, each with an answer."""
    Participation.objects.filter(campaign_year=na.year, group=na.villages).delete()
    villages = [
        units.village(f"Bản {number}", na.org.na_ri, 10 + number) for number in range(count)
    ]
    rows = [Participation(campaign_year=na.year, group=na.villages, unit=one) for one in villages]
    tallies.enter(na.year, Participation.objects.bulk_create(rows))
    answer = save(na, na.org.minh, *(cell(one, answer_column(na), "Đạt") for one in villages))
    assert answer.json()["saved"] == count
    return villages
