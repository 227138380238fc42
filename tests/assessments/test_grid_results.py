"""The grid of households, clans and people: registration, criteria, result."""

from __future__ import annotations

import json
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import User
from assessments.models import CompactResult
from assessments.services.compact import CompactEntry, set_results
from core.audit import SYSTEM
from core.models import AuditEvent
from tests.builders import units
from tests.builders.assessments import NaRi
from tests.statements import EVENT
from units.enums import UnitType
from units.models import Unit
from units.services.people import NewHousehold, NewPerson, create_households


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def url(na: NaRi, name: str = "results_grid", place: Unit | None = None, kind: str = "") -> str:
    address = reverse(f"assessments:{name}", args=[na.campaign.slug, 2026])
    place = place or na.org.ban_po
    return f"{address}?unit={place.pk}&type={kind or 'household'}"


def cell(unit: Unit, column: str, text: str, seen: str = "") -> dict[str, Any]:
    return {"row": unit.pk, "column": column, "text": text, "seen": seen}


def post(na: NaRi, user: User, name: str, *cells: dict[str, Any], **at: Any) -> Any:
    data = {"cells": json.dumps(cells), "idempotency_key": uuid.uuid4().hex}
    return signed_in(user).post(url(na, name, **at), data)


def save(na: NaRi, user: User, *cells: dict[str, Any], **at: Any) -> Any:
    return post(na, user, "results_grid_save", *cells, **at)


def criterion(na: NaRi, code: str = "NR-1.5-a") -> str:
    return f"c{na.criterion(code).pk}"


def born(village: Unit, name: str, year: int) -> Unit:
    new = NewHousehold([NewPerson(name, year)])
    return create_households(village, [new], actor=SYSTEM)[0]


def test_pao_ticks_judges_and_gives_results_as_one_act(na: NaRi) -> None:
    first = units.household(na.org.ban_po, "Hoàng Văn An", "Hoàng Thị Bé")
    second = units.household(na.org.ban_po, "Lường Thị Bé")

    answer = save(
        na,
        na.org.pao,
        cell(first, "registered", "x"),
        cell(first, criterion(na), "đạt"),
        cell(first, "result", "Đạt"),
        cell(first, "circumstance", "cận nghèo"),
        cell(second, "registered", "✓"),
        cell(second, "note", "Đi làm xa."),
    )

    told = answer.json()
    rows = {row.unit: row for row in CompactResult.objects.all()}
    assert (answer.status_code, told["saved"]) == (200, 6)
    assert (rows[first].is_registered, rows[first].values) == (True, {"NR-1.5-a": "met"})
    assert (rows[first].result, rows[first].circumstance) == ("achieved", "near_poor")
    assert (rows[second].is_registered, rows[second].note) == (True, "Đi làm xa.")
    assert told["facts"] == {
        "units": "2",
        "registered": "100,0% (2/2)",
        "achieved": "50,0% (1/2)",
        "achieved_of_all": "50,0% (1/2)",
    }
    assert AuditEvent.objects.filter(action="assessments.compact_results_set").count() == 1


def test_the_page_shows_what_stands_there_with_the_denominator(na: NaRi) -> None:
    home = units.household(na.org.ban_po, "Hoàng Văn An", "Hoàng Thị Bé")
    units.household(na.org.ban_po, "Lường Thị Bé")
    save(na, na.org.pao, cell(home, "registered", "x"), cell(home, "result", "Chưa đạt"))

    page = signed_in(na.org.pao).get(url(na))

    (row, _other) = page.context["packed"]["rows"]
    heads = [column["id"] for column in page.context["packed"]["columns"]]
    texts = dict(zip(heads, (c if isinstance(c, str) else c[0] for c in row["cells"]), strict=True))
    assert row["name"] == "Hộ Hoàng Văn An"
    assert (texts["people"], texts["registered"], texts["result"]) == ("2", "✓", "Chưa đạt")
    assert texts["title"] == "chưa đạt"
    assert "50,0% (1/2)" in page.content.decode()
    assert "0,0% (0/1)" in page.content.decode()


def test_a_result_without_a_registration_is_refused_at_its_cell(na: NaRi) -> None:
    first = units.household(na.org.ban_po, "Hoàng Văn An")
    second = units.household(na.org.ban_po, "Lường Thị Bé")

    answer = save(na, na.org.pao, cell(second, "registered", "x"), cell(first, "result", "đạt"))

    (refused,) = answer.json()["cells"]
    assert answer.status_code == 422
    assert refused["address"] == "Hộ Hoàng Văn An, cột “Kết quả”"
    assert "có kết quả nhưng chưa đăng ký" in refused["error"]
    assert not CompactResult.objects.exists()


def test_taking_a_registration_back_asks_about_the_result(na: NaRi) -> None:
    home = units.household(na.org.ban_po, "Hoàng Văn An")
    save(na, na.org.pao, cell(home, "registered", "x"), cell(home, "result", "Đạt"))

    alone = save(na, na.org.pao, cell(home, "registered", "", seen="✓"))
    both = save(
        na,
        na.org.pao,
        cell(home, "registered", "", seen="✓"),
        cell(home, "result", "", seen="Đạt"),
    )

    assert (alone.status_code, both.status_code) == (422, 200)
    assert not CompactResult.objects.get().is_registered


def test_a_conflict_names_the_cell_who_changed_it_and_both_values(na: NaRi) -> None:
    home = units.household(na.org.ban_po, "Hoàng Văn An")
    save(na, na.org.mai, cell(home, "note", "Chuyển đi."))

    answer = save(na, na.org.pao, cell(home, "note", "Mới về."))

    assert answer.status_code == 409
    assert (
        "Hộ Hoàng Văn An, cột “Ghi chú” vừa được Hoàng Thị Mai sửa thành “Chuyển đi.”; "
        "ông/bà nhập “Mới về.”"
    ) in answer.json()["error"]
    assert CompactResult.objects.get().note == "Chuyển đi."


def test_two_people_change_different_cells_of_one_row(na: NaRi) -> None:
    home = units.household(na.org.ban_po, "Hoàng Văn An")
    save(na, na.org.mai, cell(home, "registered", "x"))

    answer = save(na, na.org.pao, cell(home, "note", "Mới về."))

    row = CompactResult.objects.get()
    assert answer.status_code == 200
    assert (row.is_registered, row.note) == (True, "Mới về.")


@pytest.mark.parametrize(
    ("column", "text", "said"),
    [
        ("registered", "có thể", "Không rõ ô này"),
        ("result", "giỏi", "không có trong cách trả lời"),
        ("circumstance", "x", "không có trong cách trả lời"),
        ("people", "5", "không nhập được"),
        ("title", "đạt", "không nhập được"),
        ("c0", "đạt", "không nhập được"),
    ],
)
def test_what_cannot_be_is_refused(na: NaRi, column: str, text: str, said: str) -> None:
    home = units.household(na.org.ban_po, "Hoàng Văn An")

    answer = save(na, na.org.pao, cell(home, column, text))

    assert answer.status_code == 422
    assert said in answer.json()["error"]
    assert answer.json()["error"].count("Hộ Hoàng Văn An") == 1


@pytest.mark.parametrize(
    ("name", "code"),
    [("pao", 200), ("mai", 200), ("minh", 200), ("lan", 200), ("nga", 403), ("hanh", 403),
     ("sam", 404), ("chi", 404)],
)  # fmt: skip
def test_who_may_save_a_household_of_ban_po(na: NaRi, name: str, code: int) -> None:
    home = units.household(na.org.ban_po, "Hoàng Văn An")

    answer = save(na, getattr(na.org, name), cell(home, "registered", "x"))

    assert answer.status_code == code
    assert CompactResult.objects.exists() is (code == 200)


def test_a_household_of_another_village_is_out_of_reach(na: NaRi) -> None:
    stranger = units.household(na.org.na_lac, "Nông Văn Dần")

    answer = save(na, na.org.pao, cell(stranger, "registered", "x"))

    assert answer.status_code == 403
    assert not CompactResult.objects.exists()


def test_a_closed_year_is_read_only(na: NaRi) -> None:
    home = units.household(na.org.ban_po, "Hoàng Văn An")
    na.year.state = "closed"
    na.year.save()

    page = signed_in(na.org.pao).get(url(na))
    answer = save(na, na.org.pao, cell(home, "registered", "x"))

    assert page.context["packed"]["rows"][0]["locked"] == "Năm 2026 đã khóa."
    assert "Năm 2026 đã khóa." in answer.json()["error"]
    assert not CompactResult.objects.exists()


def test_clans_have_no_people_and_no_poverty_review(na: NaRi) -> None:
    units.unit(UnitType.CLAN, "Hoàng", na.org.na_ri)

    page = signed_in(na.org.minh).get(url(na, place=na.org.na_ri, kind="clan"))

    heads = [column["id"] for column in page.context["packed"]["columns"]]
    assert heads[0] == "registered"
    assert not {"people", "circumstance", "place"} & set(heads)


def test_the_office_sees_the_village_of_each_household(na: NaRi) -> None:
    units.household(na.org.ban_po, "Hoàng Văn An")

    page = signed_in(na.org.minh).get(url(na, place=na.org.na_ri))

    assert page.context["packed"]["columns"][0]["id"] == "place"
    assert page.context["packed"]["rows"][0]["cells"][0] == "Thôn Bản Pò"


def test_a_double_in_another_village_is_named_to_the_office_only(na: NaRi) -> None:
    born(na.org.ban_po, "Hoàng Văn An", 1970)
    born(na.org.na_lac, "Hoàng Văn An", 1970)

    of_head = signed_in(na.org.pao).get(url(na)).context["packed"]["rows"][0]["warning"]
    of_office = signed_in(na.org.minh).get(url(na)).context["packed"]["rows"][0]["warning"]

    assert of_office == "Có thể trùng: Hoàng Văn An, Nà Lạc (cùng họ tên và năm sinh)"
    assert "Nà Lạc" not in of_head
    assert "một hộ ở thôn khác" in of_head


def test_doubles_stand_on_a_page_of_their_own(na: NaRi) -> None:
    born(na.org.ban_po, "Hoàng Văn An", 1970)
    born(na.org.na_lac, "Hoàng Văn An", 1970)

    of_office = signed_in(na.org.minh).get(url(na, "doubles", place=na.org.na_ri))
    of_village = signed_in(na.org.minh).get(url(na, "doubles", place=na.org.ban_po))
    of_head = signed_in(na.org.pao).get(url(na, "doubles"))

    assert "cùng họ tên và năm sinh (2)" in of_office.content.decode()
    assert "cùng họ tên và năm sinh (2)" in of_village.content.decode()
    assert "Không thấy ai được nhập hai lần" in of_head.content.decode()


def test_a_village_out_of_sight_has_no_grid(na: NaRi) -> None:
    for name in ("results_grid", "doubles"):
        assert signed_in(na.org.pao).get(url(na, name, place=na.org.na_lac)).status_code == 404


def test_an_empty_register_says_what_to_do(na: NaRi) -> None:
    page = signed_in(na.org.pao).get(url(na))

    assert "Chưa có ai trong danh sách này" in page.content.decode()


@pytest.mark.parametrize("count", [1, 3, 50])
def test_the_page_asks_the_same_number_of_questions_at_any_size(
    na: NaRi, count: int, settings: Settings, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    settings.FRAME_PROVIDERS = []
    homes = [born(na.org.ban_po, f"Hoàng Văn {number}", 1970) for number in range(count)]
    entries = [CompactEntry(home.pk, is_registered=True) for home in homes]
    set_results(na.year, na.org.ban_po, entries, actor=na.org.pao)
    client = signed_in(na.org.pao)
    client.get(url(na))

    # User, business day, roles. The year; groups; places; households counted and read; titles;
    # members; heads of the commune; the register; their rows; criteria; rates and how many (2).
    with django_assert_num_queries(3 + 13):
        page = client.get(url(na))
    assert len(page.context["packed"]["rows"]) == count


@pytest.mark.parametrize("count", [1, 3, 50])
def test_new_rows_are_saved_with_the_same_number_of_statements_at_any_size(
    na: NaRi, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    homes = [units.household(na.org.ban_po, f"Hoàng Văn {number}") for number in range(count)]
    client = signed_in(na.org.pao)
    client.get("/")
    cells = [cell(home, "registered", "x") for home in homes]
    data = {"cells": json.dumps(cells), "idempotency_key": uuid.uuid4().hex}

    with django_assert_num_queries(38 + EVENT):
        answer = client.post(url(na, "results_grid_save"), data)
    assert answer.json()["saved"] == count


@pytest.mark.parametrize("count", [1, 3, 50])
def test_rows_are_changed_with_the_same_number_of_statements_at_any_size(
    na: NaRi, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    homes = [units.household(na.org.ban_po, f"Hoàng Văn {number}") for number in range(count)]
    save(na, na.org.pao, *(cell(home, "registered", "x") for home in homes))
    client = signed_in(na.org.pao)
    client.get("/")
    cells = [cell(home, "result", "Đạt") for home in homes]
    data = {"cells": json.dumps(cells), "idempotency_key": uuid.uuid4().hex}

    with django_assert_num_queries(32 + EVENT):
        answer = client.post(url(na, "results_grid_save"), data)
    assert answer.json()["saved"] == count
    assert set(CompactResult.objects.values_list("result", "is_assessed")) == {("achieved", True)}
