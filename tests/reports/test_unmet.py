"""The criteria that are not met, and who is behind each of them."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from assessments.enums import Judgement
from assessments.services import submission
from campaigns.models import UnitTally
from reports.dashboards.unmet import SHOWN_UNITS
from tests.builders import campaigns, units
from tests.builders.assessments import NaRi, answered, begun, na_ri, submitted
from tests.org import Org
from tests.reading import cells
from units.models import Unit

pytestmark = pytest.mark.django_db

CODE = "NR-1.4-b"


@pytest.fixture
def na(org: Org) -> NaRi:
    """Bản Pò met everything; Nà Lạc met all of it in part."""
    found = na_ri(org)
    submitted(found, org.ban_po, org.pao)
    hand_in(found, org.na_lac, org.sam)
    return found


def hand_in(na: NaRi, village: Unit, head: User) -> None:
    """A form whose every criterion is met in part."""
    record = answered(begun(na, village, head), head, Judgement.PARTLY)
    submission.submit(record, actor=head, version=record.version)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def look(client: Client, unit: Unit, **query: str) -> str:
    path = reverse("reports:place_unmet", args=[unit.pk])
    return client.get(path, {"year": "2026", **query}).content.decode()


def page(user: User, unit: Unit, **query: str) -> str:
    return look(signed_in(user), unit, **query)


def test_each_level_names_the_villages_behind_a_criterion(na: NaRi) -> None:
    org = na.org
    for reader, unit in (
        (org.hanh, org.viet_nam),
        (org.tuyet, org.thai_nguyen),
        (org.minh, org.na_ri),
    ):
        seen = page(reader, unit, criterion=CODE)
        behind = seen[seen.index('id="units"') :]
        assert "Thôn Nà Lạc" in behind
        assert "đạt một phần" in behind.lower()
        assert "Thôn Bản Pò" not in behind
    assert "Xã Na Rì" in page(org.tuyet, org.thai_nguyen, criterion=CODE)


def test_a_code_that_nobody_asked_about_names_nobody(na: NaRi) -> None:
    for code in ("", "NR-9", "' OR 1=1", '$."x"'):
        assert 'id="units"' not in page(na.org.minh, na.org.na_ri, criterion=code)


def test_the_page_of_a_village_counts_its_households_and_says_so(na: NaRi) -> None:
    assert "Ở thôn chỉ tính kết quả của hộ" in page(na.org.sam, na.org.na_lac)
    assert "Ở thôn chỉ tính" not in page(na.org.minh, na.org.na_ri)


def test_the_workbook_has_the_lines_of_the_page(na: NaRi) -> None:
    path = reverse("reports:place_unmet", args=[na.org.na_ri.pk]) + "?year=2026&format=xlsx"

    head, *rows = cells(Client(), na.org.minh, path)

    assert head[:4] == ["Mã", "Tiêu chí", "Chưa đạt", "Đạt một phần"]
    assert [CODE, 0, 1, 2] in [[row[0], *row[2:5]] for row in rows]


def test_the_units_behind_a_criterion_are_a_workbook_too(na: NaRi) -> None:
    path = reverse("reports:place_unmet", args=[na.org.na_ri.pk])

    rows = cells(Client(), na.org.minh, f"{path}?year=2026&criterion={CODE}&format=xlsx")

    assert [list(row) for row in rows] == [
        ["Đơn vị", "Thuộc", "Kết quả"],
        ["Thôn Nà Lạc", "", "đạt một phần"],
    ]


def with_failing_villages(na: NaRi, more: int) -> None:
    """So many more villages of Na Rì, counted like Nà Lạc, which met all in part."""
    like = UnitTally.objects.get(unit=na.org.na_lac)
    for number in range(1, more + 1):
        village = units.village(f"Đoài {number}", na.org.na_ri, number + 10)
        campaigns.participant(na.year, na.villages, village)
    same = UnitTally.objects.filter(unit__name__startswith="Đoài ")
    same.update(lines=like.lines, record_id=like.record_id, is_counted=like.is_counted)


def test_a_long_list_says_that_there_are_more(na: NaRi) -> None:
    with_failing_villages(na, SHOWN_UNITS)
    told = "Danh sách còn dài: tải Excel để xem đủ."

    assert told in page(na.org.minh, na.org.na_ri, criterion=CODE)
    UnitTally.objects.filter(unit__name="Đoài 1").update(is_counted=False)
    assert told not in page(na.org.minh, na.org.na_ri, criterion=CODE)


@pytest.mark.parametrize("more", [0, 2, 49])
def test_the_page_asks_the_same_few_questions_at_any_size(
    na: NaRi, more: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with_failing_villages(na, more)
    client = signed_in(na.org.minh)
    look(client, na.org.na_ri, criterion=CODE)

    # User, business day, roles. The unit, its years, the lines, their words, who is behind. The
    # frame's years, inbox.
    with django_assert_num_queries(3 + 5 + 2):
        seen = look(client, na.org.na_ri, criterion=CODE)
    assert seen.count("Thôn Đoài ") == more
