"""A new year's checklist: what was taken over, what is to be decided, and how it is settled."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from campaigns.models import Campaign, CampaignYear, Holiday, YearDecision, YearlyTarget
from campaigns.selectors.rollover import checklist_of, day_off
from campaigns.services.holidays import FIXED, enter_fixed_holidays
from campaigns.services.rollover import decide_item
from campaigns.services.targets import set_yearly_targets
from core import clock
from core.errors import DomainError
from tests.builders import campaigns as plans
from tests.builders import people, units
from tests.org import Org
from tests.sending import send
from units.enums import Role

DAY = dt.date(2027, 1, 5)


@pytest.fixture(autouse=True)
def _the_day(db: None, settings: Settings) -> None:
    settings.FRAME_PROVIDERS = []
    clock.set_business_day(DAY)


@pytest.fixture
def campaign(org: Org) -> Campaign:
    """Na Rì's campaign: villages due on 05/12 inclusive, one target, one task."""
    owner = plans.campaign(org.na_ri)
    rows = plans.villages_group(owner)
    plans.duty(owner, "NR-1", groups=[rows], day=5, month=12, is_inclusive=True)
    plans.target(owner, "C-1", 70)
    plans.task(owner, "T-1", "Tuyên truyền")
    return owner


@pytest.fixture
def year(org: Org, campaign: Campaign) -> CampaignYear:
    """2027, open; in 2026 Nà Lạc was left out."""
    rows = campaign.groups.get()
    before = plans.year(campaign, 2026, "closed")
    out = plans.participant(before, rows, org.na_lac)
    out.is_excluded, out.excluded_reason = True, "Sắp sáp nhập."
    out.save()
    made = plans.year(campaign, 2027)
    for unit in (org.ban_po, org.na_lac, units.village("Khuổi Tà", org.na_ri, 3)):
        plans.participant(made, rows, unit)
    return made


def keys(year: CampaignYear) -> set[str]:
    """What is open, without the ids."""
    return {one.key.partition("-")[0] for one in checklist_of(year, DAY).open}


def test_everything_that_asks_for_a_decision_is_named(year: CampaignYear) -> None:
    found = checklist_of(year, DAY)

    texts = " ".join(one.text for one in found.open)
    assert "ngày cuối 05/12/2027 là Chủ nhật" in texts
    assert "1/1 thước đo chưa có chỉ tiêu năm 2027" in texts
    assert "chưa có thư ký và thành viên hội đồng" in texts
    assert "Năm 2026 không tham gia, năm này đã được đưa vào: Thôn Nà Lạc" in texts
    assert "1 đơn vị chưa ai có tài khoản" in texts
    assert "Thôn Khuổi Tà" in texts
    assert "1/1 nhiệm vụ chưa đặt hạn" in texts
    assert found.before is not None
    assert found.before.year == 2026
    assert "Phiếu tự đánh giá năm: ngày cuối 05/12/2027" in found.copied


def test_what_is_mended_goes_away_and_what_is_decided_is_kept(
    org: Org, campaign: Campaign, year: CampaignYear, client: Client
) -> None:
    measure = campaign.targets.get().measures.get()
    set_yearly_targets(campaign, 2027, {measure.pk: 60}, actor=org.minh)  # type: ignore[dict-item]
    people.someone("tai", "Nông Văn Tài", org.na_ri, Role.SECRETARY)
    assert {"targets", "council"} & keys(year) == set()
    day = next(one for one in checklist_of(year, DAY).open if one.key.startswith("day-"))
    path = "/campaigns/na-ri-2026/years/2027/checklist/"
    client.force_login(org.minh)

    send(client, f"{path}{day.key}/", note="Giữ nguyên Chủ nhật 05/12.")
    again = send(client, f"{path}{day.key}/", note="Lần nữa.")

    assert again.status_code == 200
    assert YearDecision.objects.get().note == "Giữ nguyên Chủ nhật 05/12."
    page = client.get(path).content.decode()
    assert "Giữ nguyên Chủ nhật 05/12." in page
    assert "day" not in keys(year)
    client.force_login(org.pao)
    assert client.get(path).status_code == 403


def test_an_item_that_is_not_open_is_refused(org: Org, year: CampaignYear) -> None:
    with pytest.raises(DomainError):
        decide_item(year, "khong-co", note="x", actor=org.minh)
    with pytest.raises(DomainError):
        decide_item(year, "council", note=" ", actor=org.minh)


@pytest.mark.parametrize(
    ("day", "word"),
    [
        (dt.date(2026, 11, 30), ""),  # a Monday
        (dt.date(2026, 12, 5), "thứ Bảy"),
        (dt.date(2027, 12, 5), "Chủ nhật"),
        (dt.date(2027, 1, 1), "Tết Dương lịch"),
        (dt.date(2026, 12, 31), ""),
        (dt.date(2028, 2, 29), ""),  # a Tuesday of a leap year
        (dt.date(2026, 2, 17), "Tết Nguyên đán"),
        (dt.date(2027, 2, 17), ""),  # the moving day was entered for 2026 alone
        (dt.date(2027, 4, 30), "Ngày Chiến thắng 30/4"),
    ],
)
def test_days_off_are_weekends_and_the_rows_of_the_table(day: dt.date, word: str) -> None:
    assert (enter_fixed_holidays(), enter_fixed_holidays()) == (len(FIXED), 0)
    Holiday.objects.create(name="Tết Nguyên đán", day=17, month=2, year=2026, source="Thông báo")

    assert day_off(day, list(Holiday.objects.all())) == word


@pytest.mark.parametrize("count", [1, 3, 50])
def test_the_page_costs_the_same_for_any_number_of_units(
    org: Org,
    year: CampaignYear,
    client: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    rows = year.campaign.groups.get()
    for place in range(count):
        plans.participant(year, rows, units.village(f"Thôn {place}", org.na_ri, place))
        measure = plans.target(year.campaign, f"M-{place}", 70)
        YearlyTarget.objects.create(measure=measure, year=2026, value=1)
    client.force_login(org.minh)
    path = "/campaigns/na-ri-2026/years/2027/checklist/"
    client.get(path)

    with django_assert_num_queries(QUERIES):
        client.get(path)


QUERIES = 22
