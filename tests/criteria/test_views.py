"""What everybody may read about the official sets: what is known of them, and what is not."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from core import clock
from criteria.enums import Completeness, CriterionKind, IndicatorKind, ScoringMode, SetKind
from criteria.models import CriteriaSet, Indicator, PassRule
from criteria.selectors import source_line, total_points
from tests.builders import campaigns as plans
from tests.org import Org


@pytest.fixture(autouse=True)
def _the_day(db: None, settings: Settings) -> None:
    settings.FRAME_PROVIDERS = []
    clock.set_business_day(dt.date(2026, 11, 20))


def official(code: str, name: str, **fields: object) -> CriteriaSet:
    """A set of an official document, with points."""
    fields.setdefault("scoring_mode", ScoringMode.POINTS)
    return plans.criteria_set(code, kind=SetKind.OFFICIAL, name=name, **fields)


def scored(owner: CriteriaSet, code: str, points: int | None) -> None:
    """A line worth some points, or nobody knows how many."""
    plans.criterion(
        owner,
        code,
        f"Dòng {code}",
        kind=CriterionKind.SCORED,
        max_points=points,
        source="[found] lawnet 147155",
    )


@pytest.fixture
def tt_22() -> CriteriaSet:
    """The complete example: 100 points, no longer in force."""
    made = official("tt-22", "Đơn vị học tập (Thông tư 22/2020)", is_in_force=False)
    for code, points in (("22-1", 30), ("22-2", 30), ("22-3", 40)):
        scored(made, code, points)
    PassRule.objects.create(criteria_set=made, position=1, label="Tốt", min_points=85, is_pass=True)
    PassRule.objects.create(
        criteria_set=made, position=2, label="Khá", min_points=70, max_points_below=85
    )
    return made


def page(client: Client, org: Org, path: str) -> str:
    client.force_login(org.pao)
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_complete_set_shows_points_sum_and_bands_and_that_it_ended(
    org: Org, tt_22: CriteriaSet, client: Client
) -> None:
    text = page(client, org, "/criteria/tt-22/1/")

    for shown in (
        "hết hiệu lực, tham khảo",
        "Bộ này đã hết hiệu lực, chỉ để tham khảo.",
        "Đủ mọi dòng, điểm và ngưỡng",
        "Tổng: 100 điểm",
        "40 điểm",
        "<strong>Tốt</strong>: từ 85 điểm",
        "<strong>Khá</strong>: từ 70 điểm, dưới 85 điểm",
        "đọc tại lawnet 147155",
    ):
        assert shown in text
    assert "[found]" not in text


def test_partial_set_says_that_it_gives_no_result(org: Org, client: Client) -> None:
    made = official("qd-324", "Công dân học tập", completeness=Completeness.PARTIAL)
    scored(made, "324-1", 40)
    scored(made, "324-2", None)

    text = page(client, org, "/criteria/qd-324/1/")

    assert "nên hệ thống không tính kết quả" in text
    assert "Tổng điểm chưa rõ" in text
    assert "chưa rõ</span>" in text
    assert "hết hiệu lực" not in text


def test_empty_set_says_what_is_missing(org: Org, client: Client) -> None:
    official("qd-242", "Gia đình học tập", completeness=Completeness.EMPTY)

    text = page(client, org, "/criteria/qd-242/1/")

    assert "Chưa tìm được nội dung của bộ này" in text
    assert "không tính kết quả" in text


def test_sum_is_unknown_while_one_line_is(tt_22: CriteriaSet) -> None:
    assert total_points(tt_22.criteria.all()) == Decimal(100)

    scored(tt_22, "22-4", None)

    assert total_points(tt_22.criteria.all()) is None
    assert total_points([]) is None


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("[found] lawnet 1", "đọc tại lawnet 1"),
        ("[inferred] 30 − 20", "suy luận: 30 − 20"),
        ("[recalled] báo", "nhớ lại, chưa đối chiếu: báo"),
        ("[suggested] phiếu", "gợi ý: phiếu"),
        ("III.1", "III.1"),
        ("", ""),
    ],
)
def test_source_is_named_in_vietnamese(stored: str, shown: str) -> None:
    assert source_line(stored) == shown


def test_sheet_of_figures_lists_its_lines(org: Org, client: Client) -> None:
    sheet = plans.criteria_set(
        "bieu-thon", kind=SetKind.INDICATORS, name="Biểu của thôn", is_designed=True
    )
    Indicator.objects.create(
        criteria_set=sheet,
        code="ho",
        position=1,
        section="1. Thông tin chung",
        label="Tổng số hộ",
        unit_label="hộ",
        kind=IndicatorKind.COUNT,
        is_required=True,
    )

    text = page(client, org, "/criteria/bieu-thon/1/")

    for shown in ("1. Thông tin chung", "Tổng số hộ (hộ)", "bắt buộc", "thiết kế của sản phẩm"):
        assert shown in text
    assert "Cách xét" not in text


def test_list_shows_present_versions_and_searches_without_diacritics(
    org: Org, tt_22: CriteriaSet, client: Client
) -> None:
    official("qd-242", "Gia đình học tập", completeness=Completeness.EMPTY, status="retired")
    official("qd-242", "Gia đình học tập", completeness=Completeness.EMPTY, version=2)
    plans.criteria_set("NR-1.4", name="Tiêu chí thôn Na Rì")

    text = page(client, org, "/criteria/")
    assert text.count("Gia đình học tập") == 1
    assert "/criteria/qd-242/2/" in text
    assert "Tiêu chí thôn Na Rì" not in text

    found = page(client, org, "/criteria/?q=don vi hoc tap")
    assert "Thông tư 22/2020" in found
    assert "Gia đình học tập" not in found
    empty = page(client, org, "/criteria/?completeness=empty")
    assert "Thông tư 22/2020" not in empty
    assert "/criteria/qd-242/1/" in page(client, org, "/criteria/qd-242/2/")


def test_criteria_of_a_plan_are_not_shared(org: Org, client: Client) -> None:
    plans.criteria_set("NR-1-4")
    client.force_login(org.chi)

    assert client.get("/criteria/NR-1-4/1/").status_code == 404
    client.force_login(org.khong)
    assert client.get("/criteria/").status_code == 403


@pytest.mark.parametrize("number", [1, 3, 50])
def test_pages_cost_the_same_at_any_size(
    org: Org, client: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for one in range(number):
        made = official(f"set-{one}", f"Bộ {one}", document=plans.document(f"{one}/QĐ"))
        for line in range(number):
            scored(made, f"d-{line}", 1)
    client.force_login(org.pao)

    # user, memberships, business day; count, sets with their documents
    with django_assert_num_queries(3 + 2):
        assert client.get("/criteria/").status_code == 200
    # user, memberships, business day; set, criteria, rules, indicators, other versions
    with django_assert_num_queries(3 + 5):
        assert client.get("/criteria/set-0/1/").status_code == 200
