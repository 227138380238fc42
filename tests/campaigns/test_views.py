"""Who reads a campaign, what stands on its pages, and how few queries that takes."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from campaigns.enums import MeasureKind, Occasion, PlanTextKind, YearState
from campaigns.models import (
    Campaign,
    LegalBasis,
    Phase,
    PlanAward,
    PlanText,
    ResponsibleBody,
    YearlyTarget,
)
from core import clock
from criteria.enums import CriterionKind
from documents.enums import DatePrecision
from tests.builders import campaigns as plans
from tests.builders import recognitions as register
from tests.org import Org
from units.enums import UnitType


@pytest.fixture(autouse=True)
def _the_day(db: None, settings: Settings) -> None:
    settings.FRAME_PROVIDERS = []  # the page alone; the frame has counts of its own
    clock.set_business_day(dt.date(2026, 11, 20))


@pytest.fixture
def campaign(org: Org) -> Campaign:
    """Na Rì's campaign with a group of villages, open in 2026."""
    made = plans.campaign(org.na_ri, short_name="Xã hội học tập Na Rì 2026–2030")
    group = plans.villages_group(made)
    plans.duty(
        made,
        "NR-BC-T",
        groups=[group],
        day=25,
        month=11,
        is_inclusive=True,
        source="địa phương đặt",
    )
    plans.year(made)
    return made


def page(client: Client, user: object, path: str) -> str:
    """The page's text as this person sees it; fails when it is not shown."""
    client.force_login(user)  # type: ignore[arg-type]
    response = client.get(path)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


# ---------------------------------------------------------------- who


def test_campaign_is_read_below_and_above_its_unit_and_nowhere_else(
    org: Org, campaign: Campaign, client: Client
) -> None:
    plans.campaign(org.son_hong, "son-hong-2026")
    answers: dict[str, list[int]] = {}

    for name in ("lan", "pao", "khoa", "nga", "tuyet", "hanh", "chi", "bao", "quan", "khong"):
        client.force_login(getattr(org, name))
        answers[name] = [
            client.get(f"/campaigns/{slug}/{tab}").status_code
            for slug in ("na-ri-2026", "son-hong-2026")
            for tab in ("", "plan/", "targets/")
        ]

    only_na_ri, only_son_hong = [200] * 3 + [404] * 3, [404] * 3 + [200] * 3
    assert answers == {
        "lan": only_na_ri,
        "pao": only_na_ri,
        "khoa": only_na_ri,
        "nga": only_na_ri,
        "tuyet": only_na_ri,
        "hanh": [200] * 6,
        "chi": only_son_hong,
        "bao": only_son_hong,
        "quan": [403] * 6,
        "khong": [403] * 6,
    }


def test_list_shows_the_campaigns_in_sight_and_is_searched_without_diacritics(
    org: Org, campaign: Campaign, client: Client
) -> None:
    plans.campaign(org.son_hong, "son-hong-2026", short_name="Kế hoạch Sơn Hồng")

    minh = page(client, org.minh, "/campaigns/")
    assert campaign.short_name in minh
    assert "Kế hoạch Sơn Hồng" not in minh

    found = page(client, org.hanh, "/campaigns/?q=son hong")
    assert "Kế hoạch Sơn Hồng" in found
    assert campaign.short_name not in found

    assert "Không tìm thấy gì" in page(client, org.hanh, "/campaigns/?q=cam tan")


def test_outsider_without_a_campaign_is_told_what_to_do(org: Org, client: Client) -> None:
    assert "hãy báo cho quản trị hệ thống" in page(client, org.chi, "/campaigns/")


# ---------------------------------------------------------------- what


def test_plan_without_number_and_day_says_so(org: Org, campaign: Campaign, client: Client) -> None:
    text = page(client, org.pao, "/campaigns/na-ri-2026/")

    assert "chưa ghi số" in text
    assert "tháng 3 năm 2026" in text
    assert "01/03/2026" not in text
    assert "2026–2030" in text
    assert "Xã Na Rì" in text


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"issued_on": dt.date(2024, 5, 13), "issued_precision": DatePrecision.DAY}, "13/05/2024"),
        ({"issued_on": dt.date(2023, 1, 1), "issued_precision": DatePrecision.YEAR}, "năm 2023"),
        ({"issued_on": None, "issued_precision": DatePrecision.UNKNOWN}, "chưa ghi ngày"),
    ],
)
def test_date_of_the_plan_is_as_exact_as_its_source(
    org: Org, client: Client, fields: dict[str, object], shown: str
) -> None:
    plans.campaign(org.na_ri, document=plans.document("55/KH-UBND", **fields))

    text = page(client, org.minh, "/campaigns/na-ri-2026/")

    assert shown in text
    assert "55/KH-UBND" in text


def test_duty_shows_its_wording_its_last_day_and_what_is_left(
    org: Org, campaign: Campaign, client: Client
) -> None:
    plans.duty(campaign, "SH-BC-1", day=1, month=12, source_text="trước ngày 01/12")
    plans.duty(campaign, "NR-BC-1", kind="problem", what="Khó khăn, vướng mắc")

    text = page(client, org.pao, "/campaigns/na-ri-2026/")

    assert "<strong>25/11/2026</strong>" in text
    assert "còn 5 ngày" in text
    assert "địa phương đặt" in text
    assert "trước ngày 01/12" in text
    assert "<strong>30/11/2026</strong>" in text
    assert "còn 10 ngày" in text
    assert "Không có thời hạn, báo cáo khi phát sinh" in text


def test_last_day_follows_the_chosen_year(org: Org, campaign: Campaign, client: Client) -> None:
    plans.year(campaign, 2027, YearState.PLANNED)

    assert "25/11/2027" in page(client, org.pao, "/campaigns/na-ri-2026/?year=2027")
    default = page(client, org.pao, "/campaigns/na-ri-2026/?year=1999")
    assert "25/11/2026" in default
    assert 'href="?year=2027"' in default


def test_day_that_has_passed_is_called_so(org: Org, campaign: Campaign, client: Client) -> None:
    clock.set_business_day(dt.date(2026, 11, 26))

    text = page(client, org.pao, "/campaigns/na-ri-2026/")

    assert "đã qua hạn" in text
    assert "quá hạn 1 ngày" not in text


def test_criterion_shows_the_corrected_text_the_printed_one_and_the_note(
    org: Org, campaign: Campaign, client: Client
) -> None:
    family = register.title("FAMILY")
    official = plans.criteria_set(
        "qd-242-gia-dinh", kind="official", name="Gia đình học tập (QĐ 242)", completeness="empty"
    )
    rows = plans.criteria_set("CT-1.5")
    row = plans.criterion(
        rows,
        "CT-1.5-a",
        "Các đơn vị được công nhận",
        text_source="Các đơn vị t được công nhận",
        note="Bản in thừa chữ “t”.",
        kind=CriterionKind.TITLE,
    )
    row.titles.add(family)
    row.official_sets.add(official)
    plans.group(
        campaign,
        "1.5",
        "Đối với hộ gia đình",
        [UnitType.HOUSEHOLD],
        criteria_set=rows,
        chosen_note="Lựa chọn của sản phẩm.",
    )

    text = page(client, org.pao, "/campaigns/na-ri-2026/")

    for shown in (
        "Các đơn vị được công nhận",
        "Các đơn vị t được công nhận",
        "Bản in thừa chữ “t”.",
        "Gia đình học tập",
        "Gia đình học tập (QĐ 242)",
        "/criteria/qd-242-gia-dinh/1/",
        "Lựa chọn của sản phẩm.",
        "Hộ gia đình",
    ):
        assert shown in text


def test_reader_finds_the_group_of_the_own_unit(
    org: Org, campaign: Campaign, client: Client
) -> None:
    mark = "dành cho đơn vị mình"

    assert mark in page(client, org.pao, "/campaigns/na-ri-2026/")
    assert mark not in page(client, org.khoa, "/campaigns/na-ri-2026/")


def test_plan_page_holds_basis_texts_awards_and_bodies(
    org: Org, campaign: Campaign, client: Client
) -> None:
    basis = plans.document(
        "94/KH-UBND",
        issuer="UBND tỉnh Thái Nguyên",
        issued_on=dt.date(2026, 3, 13),
        issued_precision=DatePrecision.DAY,
    )
    LegalBasis.objects.create(campaign=campaign, document=basis, position=1)
    for kind, words in (
        (PlanTextKind.AIM, "Phát huy sức mạnh"),
        (PlanTextKind.CONTENT, "Tuyên truyền, phổ biến"),
        (PlanTextKind.SOLUTION, "Tăng cường sự lãnh đạo"),
    ):
        PlanText.objects.create(
            campaign=campaign, kind=kind, position=1, text_source=words, text_shown=words
        )
    PlanAward.objects.create(
        campaign=campaign,
        position=1,
        occasion=Occasion.FINAL,
        forms=["Bằng khen của Thủ tướng Chính phủ", "Giấy khen của Chủ tịch UBND xã"],
        recipients=["tập thể", "hộ gia đình", "cá nhân"],
    )
    PlanAward.objects.create(
        campaign=campaign, position=2, occasion=Occasion.ANNUAL, authority="Chủ tịch UBND xã"
    )
    ResponsibleBody.objects.create(
        campaign=campaign, position=1, number="1", name="Phòng Văn hóa - Xã hội"
    )

    text = page(client, org.pao, "/campaigns/na-ri-2026/plan/")

    for shown in (
        "Kế hoạch số 94/KH-UBND ngày 13/03/2026 của UBND tỉnh Thái Nguyên",
        "Phát huy sức mạnh",
        "Tuyên truyền, phổ biến",
        "Tăng cường sự lãnh đạo",
        "Bằng khen của Thủ tướng Chính phủ; Giấy khen của Chủ tịch UBND xã",
        "tập thể, hộ gia đình, cá nhân",
        "Kế hoạch không nêu tên hình thức.",
        "1. Phòng Văn hóa - Xã hội",
    ):
        assert shown in text
    assert text.index("Mục đích") < text.index("Nội dung</h2>") < text.index("Giải pháp</h2>")


def test_targets_show_goal_and_years_and_tasks_their_state(
    org: Org, campaign: Campaign, client: Client
) -> None:
    measure = plans.target(campaign, "SH-1.2-a", 70, "Người lao động có năng lực thông tin")
    plans.target(campaign, "SH-1.1-a", 3, "Phổ cập giáo dục tiểu học", kind=MeasureKind.LEVEL)
    plans.target(campaign, "SH-1.4-b", 1, "Xã học tập", kind=MeasureKind.YES_NO)
    YearlyTarget.objects.create(measure=measure, year=2026, value="62.5")
    plans.task(campaign, "SH-2.1-a", "Quán triệt văn bản")

    text = page(client, org.pao, "/campaigns/na-ri-2026/targets/")

    for shown in ("70%", "62,5%", "mức độ 3", '<td class="num">có</td>', "chưa đặt", "Quán triệt"):
        assert shown in text
    assert "Nhập chỉ tiêu" not in text
    assert "Nhập chỉ tiêu năm 2026" in page(client, org.minh, "/campaigns/na-ri-2026/targets/")


# ---------------------------------------------------------------- queries

# user, memberships, business day (the session comes from the cache); the comment beside each
# number names the page's own
FRAME = 3


@pytest.mark.parametrize("number", [1, 3, 50])
def test_criteria_page_costs_the_same_at_any_size(
    org: Org,
    campaign: Campaign,
    client: Client,
    number: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    family = register.title("FAMILY")
    for one in range(number):
        rows = plans.criteria_set(f"SET-{one}")
        plans.criterion(rows, f"X-{one}", "Đạt danh hiệu", kind=CriterionKind.TITLE).titles.add(
            family
        )
        plans.group(campaign, f"9.{one}", "Nhóm", [UnitType.HOUSEHOLD], criteria_set=rows)
        plans.duty(campaign, f"D-{one}", day=30, month=11)
        Phase.objects.create(
            campaign=campaign, position=one, name="Giai đoạn", first_year=2026, last_year=2030
        )
    client.force_login(org.pao)

    # campaign, years, groups, criteria, their titles, their official sets, phases, duties
    with django_assert_num_queries(FRAME + 8):
        assert client.get("/campaigns/na-ri-2026/").status_code == 200


@pytest.mark.parametrize("number", [1, 3, 50])
def test_plan_page_costs_the_same_at_any_size(
    org: Org,
    campaign: Campaign,
    client: Client,
    number: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for one in range(number):
        LegalBasis.objects.create(campaign=campaign, document=plans.document(), position=one)
        PlanText.objects.create(
            campaign=campaign, kind="aim", position=one, text_source="x", text_shown="x"
        )
        PlanAward.objects.create(campaign=campaign, position=one, occasion="annual")
        ResponsibleBody.objects.create(
            campaign=campaign, position=one, name="Thôn", unit=org.ban_po
        )
    client.force_login(org.pao)

    # campaign, years, texts, legal bases, awards, bodies
    with django_assert_num_queries(FRAME + 6):
        assert client.get("/campaigns/na-ri-2026/plan/").status_code == 200


@pytest.mark.parametrize("number", [1, 3, 50])
def test_targets_page_costs_the_same_at_any_size(
    org: Org,
    campaign: Campaign,
    client: Client,
    number: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    body = ResponsibleBody.objects.create(campaign=campaign, position=1, name="Phòng VH-XH")
    for one in range(number):
        measure = plans.target(campaign, f"T-{one}", 70)
        YearlyTarget.objects.create(measure=measure, year=2026, value=60)
        plans.task(campaign, f"N-{one}", "Việc", body=body, target=measure.target)
    client.force_login(org.pao)

    # campaign, years, targets, measures, yearly values, tasks
    with django_assert_num_queries(FRAME + 6):
        assert client.get("/campaigns/na-ri-2026/targets/").status_code == 200


@pytest.mark.parametrize("number", [1, 3, 50])
def test_list_of_campaigns_costs_the_same_at_any_size(
    org: Org, client: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for one in range(number):
        plans.year(plans.campaign(org.na_ri, f"c-{one}", code=f"C{one}"))
    client.force_login(org.pao)

    # count, campaigns of the page, their years
    with django_assert_num_queries(FRAME + 3):
        assert client.get("/campaigns/").status_code == 200
