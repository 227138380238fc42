"""The frame: who gives what, what fits on a phone, where the reader stands."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from core import clock
from core.context import Choice, Frame, FramePart, MenuItem, build_frame
from tests.org import Org

pytestmark = pytest.mark.django_db


def item(url: str) -> MenuItem:
    return MenuItem(label=url, url=url, icon="home")


def first_part(request: HttpRequest) -> FramePart:
    return FramePart(menu=(item("/"),), inbox_count=2, search_url="/units/")


def second_part(request: HttpRequest) -> FramePart:
    return FramePart(menu=(item("/reports/"),), inbox_count=1, inbox_url="/notices/")


def test_parts_are_laid_together_in_order(settings: Settings, org: Org) -> None:
    settings.FRAME_PROVIDERS = [f"{__name__}.first_part", f"{__name__}.second_part"]
    request = RequestFactory().get("/reports/2026/")
    request.user = org.lan

    frame = build_frame(request)

    assert [entry.url for entry in frame.menu] == ["/", "/reports/"]
    assert (frame.search_url, frame.inbox_url, frame.inbox_count) == ("/units/", "/notices/", 3)


def managing_part(request: HttpRequest) -> FramePart:
    people = MenuItem(label="Người dùng", url="/units/people/", icon="people", group="Quản lý")
    return FramePart(menu=(people,))


def test_a_group_of_the_menu_stands_once_whoever_adds_to_it(settings: Settings, org: Org) -> None:
    parts = ("first_part", "managing_part", "second_part", "managing_part")
    settings.FRAME_PROVIDERS = [f"{__name__}.{name}" for name in parts]
    request = RequestFactory().get("/")
    request.user = org.lan

    assert [str(entry.group) for entry in build_frame(request).menu] == [
        "",
        "",
        "Quản lý",
        "Quản lý",
    ]


def test_who_has_not_signed_in_gets_an_empty_frame(settings: Settings) -> None:
    settings.FRAME_PROVIDERS = [f"{__name__}.first_part"]
    request = RequestFactory().get("/")
    request.user = AnonymousUser()

    assert build_frame(request).menu == ()


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/", "/"),
        ("/reports/", "/reports/"),
        ("/reports/2026/7/", "/reports/"),
        ("/reports/frozen/7/", "/reports/frozen/"),
        ("/elsewhere/", ""),
    ],
)
def test_reader_stands_at_the_nearest_item(path: str, current: str) -> None:
    frame = Frame(menu=(item("/"), item("/reports/"), item("/reports/frozen/")), path=path)

    assert frame.current_url == current


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/awards/", "Đề nghị khen thưởng"),
        ("/awards/proposals/7/", "Đề nghị khen thưởng"),
        ("/awards/register/7/", "Sổ khen thưởng"),
        ("/awards/decisions/", "Sổ khen thưởng"),
        ("/awards/decisions/7/number/", "Sổ khen thưởng"),
        ("/awards/statistics/", "Sổ khen thưởng"),
        ("/awards/printers/", "Sổ khen thưởng"),
        ("/awards/honours/", "Sổ khen thưởng"),
        ("/criteria/NR-1.1/1/", "Phong trào"),
        ("/units/7/", "Đơn vị"),
        ("/units/people/7/", "Người dùng"),
        ("/units/letters/print/", "Người dùng"),
        ("/units/account/", ""),
        ("/reports/", "Báo cáo"),
        ("/reports/figures/7/", "Số liệu"),
        ("/assessments/desk/", "Bàn thẩm định"),
        ("/assessments/offices/7/", "Bàn thẩm định"),
        ("/assessments/na-ri/2026/", "Bảng trạng thái"),
    ],
)
def test_a_page_is_marked_where_its_way_begins(org: Org, path: str, current: str) -> None:
    request = RequestFactory().get(path)
    request.user = org.minh
    frame = build_frame(request)

    marked = [str(entry.label) for entry in frame.menu if entry.url == frame.current_url]

    assert marked == ([current] if current else [])


@pytest.mark.parametrize("path", ["/assessments/forms/7/", "/assessments/7/receipt/", "/device/"])
def test_a_heads_own_form_belongs_to_the_first_page(org: Org, path: str) -> None:
    request = RequestFactory().get(path)
    request.user = org.pao

    assert build_frame(request).current_url == "/"


@pytest.mark.parametrize(("items", "shown", "more"), [(0, 0, False), (4, 4, False), (5, 3, True)])
def test_phone_shows_four_doors(items: int, shown: int, more: bool) -> None:
    frame = Frame(menu=tuple(item(f"/{n}/") for n in range(items)))

    assert (len(frame.bottom_bar), frame.has_more) == (shown, more)


def test_switchers_know_what_is_chosen() -> None:
    here = Choice(label="Thôn Bản Pò", url="?unit=2", is_current=True)
    frame = Frame(units=(Choice(label="Phòng Văn hóa - Xã hội", url="?unit=1"), here))

    assert (frame.unit, frame.year) == (here, None)


@pytest.mark.urls("tests.ui.gallery")
def test_fragment_does_not_pay_for_the_frame(
    client: Client, org: Org, settings: Settings, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    settings.FRAME_PROVIDERS = ["tests.ui.test_frame.must_not_be_asked"]

    response = client.get("/job/")

    assert response.status_code == 200


def must_not_be_asked(request: HttpRequest) -> FramePart:
    raise AssertionError("a fragment asked for the frame")


@pytest.mark.urls("tests.ui.gallery")
def test_banner_says_when_the_business_day_is_not_today(client: Client) -> None:
    sentence = "Đang chạy với ngày làm việc 20/11/2025 (dữ liệu trình diễn): hạn nộp,"

    clock.set_business_day(dt.date(2025, 11, 20))
    assert sentence in client.get("/confirm/").content.decode()

    clock.set_business_day(timezone.localdate())
    assert "dữ liệu trình diễn" not in client.get("/confirm/").content.decode()
