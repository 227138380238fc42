"""The grid of households, clans and individuals in the browser."""

from __future__ import annotations

import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import User
from assessments.models import CompactResult
from assessments.services.compact import CompactEntry, set_results
from tests.builders import units
from tests.builders.assessments import NaRi
from units.enums import UnitType


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def once() -> dict[str, str]:
    return {"idempotency_key": uuid.uuid4().hex}


def url(na: NaRi, **query: object) -> str:
    address = reverse("assessments:results", args=[na.campaign.slug, 2026])
    return f"{address}?{'&'.join(f'{key}={value}' for key, value in query.items())}"


def test_pao_goes_from_the_empty_list_of_individuals_to_the_people_of_his_households(
    na: NaRi,
) -> None:
    na.families.unit_types += [UnitType.INDIVIDUAL]
    na.families.save()
    add = reverse("units:new_individuals", args=[na.org.ban_po.pk])

    page = signed_in(na.org.pao).get(url(na, type="individual", unit=na.org.ban_po.pk))
    assert page.content.decode().count(add) == 2  # above the list, and in its place

    whole = url(na, type="individual", unit=na.org.na_ri.pk)
    assert "Chọn một thôn" in signed_in(na.org.minh).get(whole).content.decode()


@pytest.mark.parametrize("page", ["results", "results_grid"])
def test_who_keeps_the_households_of_an_empty_village_is_shown_where_they_are_entered(
    na: NaRi, page: str
) -> None:
    address = reverse(f"assessments:{page}", args=[na.campaign.slug, 2026])
    place = f"?type=household&unit={na.org.ban_po.pk}"
    add = reverse("units:new_households", args=[na.org.ban_po.pk])

    def seen(user: User, query: str) -> str:
        return signed_in(user).get(address + query).content.decode()

    assert add in seen(na.org.pao, place)
    assert add in seen(na.org.minh, place)
    assert add not in seen(na.org.nga, place)
    assert "trưởng thôn hoặc cán bộ xã ghi vào sổ" in seen(na.org.nga, place)
    assert "Chọn một thôn" in seen(na.org.minh, f"?type=household&unit={na.org.na_ri.pk}")


def test_a_search_without_a_hit_says_so(na: NaRi) -> None:
    units.household(na.org.ban_po, "Hoàng Văn An")

    page = signed_in(na.org.pao).get(url(na, type="household", q="Bé")).content.decode()
    assert "Không có tên nào khớp “Bé”" in page
    assert "Chưa có ai" not in page


def test_a_village_head_registers_and_assesses_households(na: NaRi) -> None:
    first = units.household(na.org.ban_po, "Hoàng Văn An")
    second = units.household(na.org.ban_po, "Lường Thị Bé")
    criterion = na.criterion("NR-1.5-a")
    client = signed_in(na.org.pao)

    page = client.get(url(na)).content.decode()
    answer = client.post(
        url(na),
        {
            **once(),
            f"u{first.pk}-seen": "-",
            f"u{first.pk}-registered": "1",
            f"u{first.pk}-{criterion.pk}": "met",
            f"u{first.pk}-note": "Hộ gương mẫu.",
            f"u{second.pk}-seen": "-",
        },
        follow=True,
    )

    row = CompactResult.objects.get()
    assert "Hộ Hoàng Văn An" in page
    assert "Đã lưu 1 dòng thay đổi." in answer.content.decode()
    assert (row.unit, row.is_registered, row.values, row.note) == (
        first,
        True,
        {"NR-1.5-a": "met"},
        "Hộ gương mẫu.",
    )


def test_of_two_the_slower_sees_whom_it_concerns_and_keeps_what_was_typed(na: NaRi) -> None:
    household = units.household(na.org.ban_po, "Hoàng Văn An")
    set_results(
        na.year, na.org.ban_po, [CompactEntry(household.pk, is_registered=True)],
        actor=na.org.mai,
    )  # fmt: skip

    answer = signed_in(na.org.pao).post(
        url(na),
        {**once(), f"u{household.pk}-seen": "-", f"u{household.pk}-note": "Chuyển đi."},
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Người khác vừa sửa: Hộ Hoàng Văn An." in page
    assert 'value="Chuyển đi."' in page
    assert CompactResult.objects.get().is_registered


@pytest.mark.parametrize(
    ("name", "can_type"), [("pao", True), ("mai", True), ("minh", True), ("nga", False)]
)
def test_who_gets_inputs(na: NaRi, name: str, can_type: bool) -> None:
    units.household(na.org.ban_po, "Hoàng Văn An")

    page = signed_in(getattr(na.org, name)).get(url(na)).content.decode()

    assert "Hộ Hoàng Văn An" in page
    assert ("-registered" in page) is can_type


def test_a_reader_who_posts_is_refused(na: NaRi) -> None:
    household = units.household(na.org.ban_po, "Hoàng Văn An")

    answer = signed_in(na.org.nga).post(
        url(na), {**once(), f"u{household.pk}-seen": "-", f"u{household.pk}-registered": "1"}
    )

    assert answer.status_code == 403
    assert not CompactResult.objects.exists()


def test_another_village_is_not_found(na: NaRi) -> None:
    assert signed_in(na.org.pao).get(url(na, unit=na.org.na_lac.pk)).status_code == 404
    assert signed_in(na.org.minh).get(url(na, unit=na.org.na_lac.pk)).status_code == 200


def test_households_of_another_village_never_stand_in_the_grid(na: NaRi) -> None:
    stranger = units.household(na.org.na_lac, "Lường Văn Chài")
    own = units.household(na.org.ban_po, "Hoàng Văn An")

    page = signed_in(na.org.pao).get(url(na)).content.decode()
    answer = signed_in(na.org.pao).post(
        url(na), {**once(), f"u{stranger.pk}-seen": "-", f"u{stranger.pk}-registered": "1"}
    )

    assert own.display_name in page
    assert "Chài" not in page
    assert answer.status_code == 302
    assert not CompactResult.objects.exists()


def test_clans_stand_with_the_commune_and_are_entered_by_the_office(na: NaRi) -> None:
    clan = units.unit(UnitType.CLAN, "Hoàng", na.org.na_ri)

    page = signed_in(na.org.minh).get(url(na, unit=na.org.na_ri.pk, type="clan"))
    head = signed_in(na.org.pao).get(url(na, type="clan"))

    assert "Dòng họ Hoàng" in page.content.decode()
    assert f"u{clan.pk}-registered" in page.content.decode()
    assert "Dòng họ Hoàng" not in head.content.decode()


def test_a_name_is_found_without_diacritics(na: NaRi) -> None:
    units.household(na.org.ban_po, "Hoàng Văn An")
    units.household(na.org.ban_po, "Lường Thị Bé")

    page = signed_in(na.org.pao).get(url(na, q="luong thi be")).content.decode()

    assert "Lường Thị Bé" in page
    assert "Hoàng Văn An" not in page


def test_an_empty_register_says_what_to_do(na: NaRi) -> None:
    page = signed_in(na.org.pao).get(url(na)).content.decode()

    assert "Chưa có ai trong danh sách này" in page


def test_a_closed_year_is_only_read(na: NaRi) -> None:
    units.household(na.org.ban_po, "Hoàng Văn An")
    na.year.state = "closed"
    na.year.save()

    page = signed_in(na.org.pao).get(url(na)).content.decode()

    assert "Hộ Hoàng Văn An" in page
    assert "-registered" not in page


@pytest.mark.parametrize("count", [1, 3, 50])
def test_the_grid_asks_the_same_number_of_questions_at_any_size(
    na: NaRi, count: int, settings: Settings, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    settings.FRAME_PROVIDERS = []
    homes = [units.household(na.org.ban_po, f"Hoàng Văn {number}") for number in range(count)]
    entries = [CompactEntry(home.pk, is_registered=True) for home in homes]
    set_results(na.year, na.org.ban_po, entries, actor=na.org.pao)
    client = signed_in(na.org.pao)
    client.get(url(na))

    # User, business day, roles. The year; the groups; places in sight; households counted and
    # read; criteria; their rows; totals: registered and assessed, and how many there are.
    with django_assert_num_queries(3 + 9):
        page = client.get(url(na)).content.decode()
    assert len(re.findall(r'name="u\d+-seen"', page)) == count
