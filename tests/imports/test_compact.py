"""Registrations and results of households come in as lists."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from assessments.models import CompactResult
from assessments.services.compact import CompactEntry, set_results
from campaigns.enums import YearState
from campaigns.models import CampaignYear
from core.audit import SYSTEM
from core.errors import DomainError
from imports.enums import ImportState
from tests.builders.assessments import NaRi
from tests.imports.acting import told, undone, written
from tests.imports.files import book, saved, sent, template_of
from units.enums import UnitType
from units.models import Unit
from units.services.people import NewHousehold, NewPerson, create_households

pytestmark = pytest.mark.django_db
HEADS = ("Thôn", "Họ và tên chủ hộ", "Đăng ký danh hiệu", "Diện hộ")


@pytest.fixture
def homes(na: NaRi) -> list[Unit]:
    """Two households of Bản Pò and one of Nà Lạc."""
    org = na.org
    people = [NewHousehold([NewPerson(name)]) for name in ("Hoàng Văn An", "Hoàng Văn Bình")]
    homes = create_households(org.ban_po, people, actor=SYSTEM)
    return homes + create_households(
        org.na_lac, [NewHousehold([NewPerson("Hoàng Văn An")])], actor=SYSTEM
    )


def said() -> list[tuple[str, str, bool, str]]:
    rows = CompactResult.objects.select_related("unit__parent")
    return sorted(
        (str(one.unit.parent), one.unit.name, one.is_registered, one.circumstance) for one in rows
    )


def test_registrations_are_written_and_taken_back(na: NaRi, homes: list[Unit]) -> None:
    rows = [
        ("Bản Pò", "Hoàng Văn An", "x", "Hộ nghèo"),
        ("Bản Pò", "Hoàng Văn Bình", "✓", ""),
        ("Nà Lạc", "Hoàng Văn An", 0, None),
    ]
    content = book(HEADS, rows)
    more: dict[str, Any] = {"year": na.year, "unit_type": "household"}
    row = sent("registrations", na.org.na_ri, content, na.org.minh, **more)
    assert row.preview["counts"] == {"new": 2, "same": 1}, row.preview

    row = written(row, na.org.minh)
    assert row.state == ImportState.COMMITTED, told(row)
    assert said() == [
        ("Thôn Bản Pò", "Hoàng Văn An", True, "poor"),
        ("Thôn Bản Pò", "Hoàng Văn Bình", True, ""),
    ]
    again = sent("registrations", na.org.na_ri, content, na.org.minh, **more)
    assert again.preview["counts"] == {"same": 3}

    row = undone(row, na.org.minh)
    assert row.state == ImportState.UNDONE, told(row)
    assert not any(registered for _v, _n, registered, _c in said())


def test_somebody_of_a_household_is_registered_by_name_and_becomes_an_individual(
    na: NaRi, homes: list[Unit]
) -> None:
    na.families.unit_types += [UnitType.INDIVIDUAL]
    na.families.save()
    heads = ("Thôn", "Họ và tên", "Đăng ký danh hiệu")
    rows = [
        ("Bản Pò", "Hoàng Văn Bình", "x"),
        ("Nà Lạc", "Hoàng Văn An", "x"),
        ("Nà Lạc", "Hoàng Văn Không", "x"),
    ]
    more: dict[str, Any] = {"year": na.year, "unit_type": "individual"}
    row = sent("registrations", na.org.na_ri, book(heads, rows), na.org.minh, **more)
    assert row.preview["counts"] == {"new": 2, "refused": 1}, row.preview
    assert not Unit.objects.filter(type="individual").exists()  # looked at only

    good = sent("registrations", na.org.na_ri, book(heads, rows[:2]), na.org.minh, **more)
    good = written(good, na.org.minh)
    assert good.state == ImportState.COMMITTED, told(good)
    assert said() == [
        ("Thôn Bản Pò", "Hoàng Văn Bình", True, ""),
        ("Thôn Nà Lạc", "Hoàng Văn An", True, ""),
    ]
    again = sent("registrations", na.org.na_ri, book(heads, rows[:2]), na.org.minh, **more)
    assert again.preview["counts"] == {"same": 2}


def test_results_by_criterion_and_an_undo_that_names_the_household(
    na: NaRi, homes: list[Unit]
) -> None:
    client = Client()
    client.force_login(na.org.pao)
    query = f"?year={na.year.pk}&type=household"
    made = template_of(client, "results", na.org.ban_po, query)
    page = made["Kết quả"]
    heads = {cell.value: cell.column for cell in page[1]}
    first = next(at for head, at in heads.items() if str(head).startswith("NR-1.5-a"))
    assert [row[2].value for row in page.iter_rows(min_row=2)] == [
        "Hoàng Văn An", "Hoàng Văn Bình",
    ]  # fmt: skip
    page.cell(2, heads["Đăng ký danh hiệu"], "x")
    page.cell(2, first, "Đạt một phần")
    page.cell(2, first + 1, "x")
    page.cell(2, heads["Kết quả danh hiệu"], "Đạt")
    page.cell(2, heads["Ghi chú"], "Con đi học đại học")
    page.cell(3, heads["Kết quả danh hiệu"], "Đạt")
    more: dict[str, Any] = {"year": na.year, "unit_type": "household"}
    row = sent("results", na.org.ban_po, saved(made), na.org.pao, **more)

    assert row.preview["counts"] == {"new": 1, "refused": 1}, row.preview
    assert "chưa đăng ký" in row.preview["problems"][0]["advice"]
    row = written(row, na.org.pao, mode="good")
    result = CompactResult.objects.get()
    assert result.values == {"NR-1.5-a": "partly", "NR-1.5-b": "met"}
    assert (result.result, result.note) == ("achieved", "Con đi học đại học")

    entry = CompactEntry(homes[0].pk, True, {"NR-1.5-a": "met"}, result="achieved")
    set_results(na.year, na.org.ban_po, [entry], actor=na.org.pao)
    row = undone(row, na.org.pao)
    assert row.state == ImportState.COMMITTED
    assert "Hộ Hoàng Văn An" in told(row)


def test_a_closed_year_takes_no_list(na: NaRi, homes: list[Unit]) -> None:
    content = book(HEADS, [("Bản Pò", "Hoàng Văn An", "x")])
    more: dict[str, Any] = {"year": na.year, "unit_type": "household"}
    row = sent("registrations", na.org.na_ri, content, na.org.minh, **more)
    CampaignYear.objects.filter(pk=na.year.pk).update(state=YearState.CLOSED)

    row = written(row, na.org.minh)
    assert (row.state, "đã khóa" in told(row)) == (ImportState.PREVIEWED, True)
    na.year.refresh_from_db()
    with pytest.raises(DomainError, match="đã khóa"):
        sent("registrations", na.org.na_ri, content, na.org.minh, **more)


def test_names_that_mean_two_households_or_none(na: NaRi, homes: list[Unit]) -> None:
    content = book(
        HEADS[1:],
        [("Hoàng Văn An", "x"), ("Hoàng Văn Chài", "x"), ("Hoàng Văn Bình", "có lẽ")],
    )
    more: dict[str, Any] = {"year": na.year, "unit_type": "household"}
    row = sent("registrations", na.org.ban_po, content, na.org.pao, **more)
    assert [one["row"] for one in row.preview["problems"]] == [3, 4]

    row = sent("registrations", na.org.na_ri, content, na.org.minh, **more)
    assert (row.state, "thiếu cột “Thôn”" in row.message) == (ImportState.REFUSED, True)


def test_a_template_of_another_place_or_list_is_refused(na: NaRi, homes: list[Unit]) -> None:
    client = Client()
    client.force_login(na.org.minh)
    query = f"?year={na.year.pk}&type=household"
    made = saved(template_of(client, "registrations", na.org.ban_po, query))
    more: dict[str, Any] = {"year": na.year, "unit_type": "household"}

    other = sent("registrations", na.org.na_lac, made, na.org.minh, **more)
    assert "mẫu của đơn vị khác" in other.message
    wrong = sent("results", na.org.ban_po, made, na.org.minh, **more)
    assert "mẫu của danh sách khác" in wrong.message
    right = sent("registrations", na.org.ban_po, made, na.org.minh, **more)
    assert right.preview["counts"] == {"same": 2}
