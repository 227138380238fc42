"""The first page by role: what waits, how long, and one button."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from assessments.models import Assessment, IndicatorValue
from assessments.services import closing, entry, review, steps, submission
from assessments.services.submission import Submission
from campaigns.models import CampaignYear
from campaigns.services import duties, participation, years
from core import clock, request_info
from core.enums import JobState
from core.models import Job
from criteria.models import Indicator
from reports.enums import ReportKind
from reports.home import home_of
from reports.models import AnnualReport
from tests.builders import campaigns, people, units
from tests.builders.assessments import (
    NaRi,
    answered,
    begun,
    in_state,
    na_ri,
    returned,
    reviewed,
    submitted,
)
from tests.org import Org
from units.enums import Role


@pytest.fixture
def na(org: Org) -> NaRi:
    """The year 2026 of Na Rì on 20/11/2026."""
    return na_ri(org)


@contextmanager
def one_request() -> Iterator[None]:
    """What is looked up once a request is remembered, as it is when a browser asks."""
    token = request_info._current.set(request_info.RequestInfo(memory={}))
    yield
    request_info._current.reset(token)


def page_of(user: User) -> str:
    client = Client()
    client.force_login(user)
    answer = client.get("/")
    assert answer.status_code == 200
    return answer.content.decode()


def words_of(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page[page.index("<main") :]).split())


# ---------------------------------------------------------------- heads and editors


@pytest.mark.parametrize(
    ("status", "state", "action", "where"),
    [
        ("", "chưa nhập", "Bắt đầu nhập", "form"),
        ("draft", "đang nhập", "Nhập tiếp và nộp", "form"),
        ("submitted", "đã nộp", "Xem giấy biên nhận", "receipt"),
        ("in_review", "đang thẩm định", "Xem phiếu", "record"),
        ("returned", "đã trả lại", "Sửa mục bị trả lại", "form"),
        ("reviewed", "đã thẩm định", "Xem phiếu", "record"),
        ("final", "đã chốt", "Xem phiếu", "record"),
    ],
)
def test_the_heads_card_says_what_in_which_state_and_what_to_do(
    na: NaRi, status: str, state: str, action: str, where: str
) -> None:
    record = in_state(na, status) if status else None
    part = na.participation(na.org.ban_po)
    target = part.pk if where == "form" else record.pk if record else 0

    card = home_of(na.org.pao).cards[0]
    words = words_of(page_of(na.org.pao))

    assert (card.action, card.url) == (action, reverse(f"assessments:{where}", args=[target]))
    assert state in words
    assert "Ngày cuối: 25/11/2026" in words
    assert ("còn 5 ngày" in words) is (where == "form")


def test_the_editor_enters_but_is_not_asked_to_hand_in(na: NaRi) -> None:
    answered(begun(na, na.org.ban_po, na.org.mai), na.org.mai)

    assert home_of(na.org.mai).cards[0].action == "Nhập tiếp"


def test_a_moved_last_day_counts_and_its_reason_is_said(na: NaRi) -> None:
    duties.move_last_day(
        na.village_duty,
        na.year,
        na.org.ban_po,
        day=dt.date(2026, 11, 28),
        reason="Thôn bị lũ chia cắt.",
        actor=na.org.minh,
    )

    words = words_of(page_of(na.org.pao))

    assert "còn 8 ngày" in words
    assert "Được gia hạn: Thôn bị lũ chia cắt." in words


def test_a_finished_year_stays_to_be_read(na: NaRi) -> None:
    record = reviewed(na, na.org.ban_po, na.org.pao, na.org.minh)
    closing.close_year(na.year, actor=na.org.lan)

    done, unfinished = home_of(na.org.pao).cards[0], home_of(na.org.sam).cards[0]

    assert (done.is_done, done.url) == (True, reverse("assessments:record", args=[record.pk]))
    assert (unfinished.is_done, unfinished.note) == (True, "Năm này đã khóa.")


def test_nobody_sees_the_card_of_a_neighbour_or_of_a_unit_left_out(na: NaRi) -> None:
    participation.exclude(na.participation(na.org.ban_po), reason="Sáp nhập.", actor=na.org.minh)

    assert home_of(na.org.pao).cards == []
    assert [card.unit for card in home_of(na.org.sam).cards] == [
        "Thôn Nà Lạc – Xã hội học tập Xã Na Rì"
    ]
    assert "Hiện không có việc nào chờ ông/bà" in page_of(na.org.pao)


def test_a_new_communes_office_is_led_to_its_first_villages(org: Org) -> None:
    new = units.commune("Côn Minh", org.na_ri.parent or org.na_ri)
    hoa = people.someone("luong.hoa", "Lường Thị Hoa", new, Role.OFFICER)

    before = page_of(hoa)
    units.village("Nà Ngoàn", new, 1)

    assert "Xã Côn Minh chưa có thôn, cơ quan, đơn vị nào" in words_of(before)
    assert f'href="{reverse("units:new_units", args=[new.pk])}"' in before
    assert home_of(hoa).without_units == []
    assert home_of(org.minh).without_units == []
    assert "chưa có thôn" not in page_of(org.pao)


def test_a_year_that_is_only_planned_shows_no_card(org: Org) -> None:
    na_ri(org, state="planned")

    assert home_of(org.pao).cards == []


@pytest.mark.parametrize("count", [1, 3, 50])
def test_the_heads_home_asks_the_same_number_of_questions_at_any_size(
    na: NaRi, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """A head of one village, of three, of fifty: four questions for all the cards."""
    head = people.someone("nhieu", "Triệu Thị Nhiều", na.org.na_lac, Role.HEAD)
    for number in range(count - 1):
        village = units.village(f"Khuổi Nằn {number}", na.org.na_ri, number + 3)
        people.member(head, village, Role.HEAD)
    participation.register_participants(na.year, actor=na.org.lan.as_actor)

    # Roles and business day; places in the years, records, duties, what was delivered.
    with one_request(), django_assert_num_queries(2 + 4):
        home = home_of(head)
    assert len(home.cards) == min(count, 24)


# ---------------------------------------------------------------- the office


def test_the_officer_sees_three_counts_and_who_holds_what_by_urgency(na: NaRi) -> None:
    org = na.org
    returned(na, org.ban_po, org.pao, org.minh)
    submitted(na, org.school, org.ngoc)
    begun(na, org.na_lac, org.sam)
    clock.set_business_day(dt.date(2026, 11, 27))

    office = home_of(org.minh).years[0]

    assert [(str(one.label), one.value) for one in office.counts] == [
        ("chưa nộp", 3),
        ("chờ duyệt", 1),
        ("đã trả lại", 1),
    ]
    assert [(row.name, row.holder) for row in office.urgent] == [
        ("Thôn Nà Lạc", "Thôn Nà Lạc"),
        ("Trường Tiểu học Yến Lạc", "Phòng Văn hóa - Xã hội"),
        ("Thôn Bản Pò", "Thôn Bản Pò"),
        ("Văn phòng HĐND và UBND", "Văn phòng HĐND và UBND"),
        ("Xã Na Rì", "Xã Na Rì"),
    ]


def test_each_count_leads_to_exactly_those_units(na: NaRi) -> None:
    org = na.org
    returned(na, org.ban_po, org.pao, org.minh)
    submitted(na, org.school, org.ngoc)
    begun(na, org.na_lac, org.sam)
    client = Client()
    client.force_login(org.minh)

    for one in home_of(org.minh).years[0].counts:
        page = client.get(one.url).content.decode()
        assert page.count('<th scope="row"><a href="/assessments/') == one.value, one.label


def test_the_office_sees_its_duties_with_days_and_what_there_is(na: NaRi) -> None:
    org = na.org
    submitted(na, org.ban_po, org.pao)
    report = AnnualReport.objects.create(
        campaign_year=na.year, unit=org.na_ri, kind=ReportKind.COMMUNE_REPORT
    )

    papers = home_of(org.lan).years[0].papers
    page = page_of(org.lan)

    assert [
        (paper.what, paper.forms and (paper.forms.part, paper.forms.whole), paper.report)
        for paper in papers
    ] == [
        ("Phiếu tự đánh giá năm", (1, 2), None),
        ("Phiếu tự đánh giá năm", (0, 2), None),
        ("Báo cáo tổng hợp", None, report),
    ]
    assert [f"{paper.last_day:%d/%m}" for paper in papers if paper.last_day] == [
        "25/11",
        "30/11",
        "01/12",
    ]
    assert reverse("reports:detail", args=[report.pk]) in page


@pytest.mark.parametrize(("name", "may"), [("lan", True), ("minh", False)])
def test_only_the_leader_may_open_and_close_from_here(org: Org, name: str, may: bool) -> None:
    na = na_ri(org, state="planned")
    person = getattr(org, name)
    open_url = reverse("campaigns:year_open", args=[na.campaign.slug, 2026])
    close_url = reverse("assessments:close_year", args=[na.campaign.slug, 2026])

    before = page_of(person)
    years.open_year(na.year, actor=org.lan)
    after = page_of(person)

    assert (open_url in before) is may
    assert open_url not in after
    assert (close_url in after) is may


def test_a_closed_year_is_still_shown_when_no_other_is_open(na: NaRi) -> None:
    closing.close_year(na.year, actor=na.org.lan)

    office = home_of(na.org.lan).years[0]

    assert office.year.state == "closed"
    assert reverse("assessments:reopen_year", args=[na.campaign.slug, 2026]) in page_of(na.org.lan)


def test_a_closed_year_says_what_is_left_and_offers_the_next(na: NaRi) -> None:
    """Three units are not through; the village's draft waits for its head; Lan opens 2027."""
    org = na.org
    for unit, who in ((org.ban_po, org.pao), (org.school, org.ngoc)):
        reviewed(na, unit, who, org.minh)
    begun(na, org.na_lac, org.sam)
    closing.close_year(na.year, actor=org.lan)
    draft = AnnualReport.objects.create(
        campaign_year=na.year, unit=org.ban_po, kind=ReportKind.VILLAGE_SHEET, state="draft"
    )

    closed = home_of(org.lan).years[0].closed
    leader, officer = page_of(org.lan), page_of(org.minh)

    assert closed is not None
    names = {"Thôn Nà Lạc", "Văn phòng HĐND và UBND", "Xã Na Rì"}
    assert {row.name for row in closed.unfinished} == names
    assert closed.drafts == [draft]
    words = words_of(leader)
    assert "Năm 2026 đã khóa ngày 20/11/2026." in words
    assert "Theo mức gấp" not in words
    assert "Báo cáo tổng hợp năm chưa lập." in words
    assert "Phiếu tự đánh giá và biểu của thôn, Thôn Bản Pò" in words
    open_next = reverse("campaigns:year_open", args=[na.campaign.slug, 2027])
    assert leader.count(open_next) == 1
    assert open_next not in officer
    assert "Năm 2026 đã khóa" in words_of(officer)


def test_nothing_is_overdue_where_every_form_came_or_the_year_is_closed(na: NaRi) -> None:
    org = na.org
    for unit, who in ((org.ban_po, org.pao), (org.na_lac, org.sam)):
        submitted(na, unit, who)
    clock.set_business_day(dt.date(2026, 12, 20))

    papers = home_of(org.lan).years[0].papers
    overdue = words_of(page_of(org.lan)).count("quá hạn 25 ngày")
    closing.close_year(na.year, actor=org.lan)

    assert [paper.is_done for paper in papers] == [True, False, False]
    assert overdue == 0, "the villages' forms are all there"
    assert "quá hạn" not in words_of(page_of(org.lan))


def test_next_january_a_closed_year_asks_once_for_the_new_one(na: NaRi) -> None:
    closing.close_year(na.year, actor=na.org.lan)
    clock.set_business_day(dt.date(2027, 1, 5))

    page = page_of(na.org.lan)

    assert page.count(reverse("campaigns:year_open", args=[na.campaign.slug, 2027])) == 1


@pytest.mark.parametrize("reports", [1, 3, 50])
def test_a_closed_years_home_costs_the_same_at_any_size(
    na: NaRi, reports: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    begun(na, na.org.ban_po, na.org.pao)
    closing.close_year(na.year, actor=na.org.lan)
    for number in range(reports):
        unit = units.village(f"Khuổi Nằn {number}", na.org.na_ri, number + 3)
        AnnualReport.objects.create(
            campaign_year=na.year, unit=unit, kind=ReportKind.VILLAGE_SHEET, state="draft"
        )

    # As an open year, and the year's reports.
    with one_request(), django_assert_num_queries(2 + 1 + 2 + 4 + 1):
        home_of(na.org.minh)


@pytest.mark.parametrize("more", [0, 2, 49])
def test_the_office_asks_the_same_number_of_questions_at_any_size(
    na: NaRi, more: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(more):
        village = units.village(f"Khuổi Nằn {number}", na.org.na_ri, number + 3)
        participation.register_participants(na.year, actor=na.org.lan.as_actor)
        begun(na, village, na.org.minh)
    begun(na, na.org.ban_po, na.org.pao)

    # Roles and business day; the years; two for the matrix; the report, what the commune
    # delivered, the duties with their groups.
    with one_request(), django_assert_num_queries(2 + 1 + 2 + 4):
        home_of(na.org.minh)


# ---------------------------------------------------------------- from above


def test_the_province_sees_three_rates_of_each_commune(na: NaRi) -> None:
    org = na.org
    submitted(na, org.ban_po, org.pao)
    gap = answered(begun(na, org.na_lac, org.sam), org.sam, skip=["NR-1.4-c"])
    submission.submit(
        gap,
        actor=org.sam,
        version=gap.version,
        submission=Submission(gap_reasons={"NR-1.4-c": "Chưa họp."}),
    )
    submitted(na, org.na_ri, org.lan)

    one = home_of(org.tuyet).overviews[0]

    assert (one.submitted.part, one.submitted.whole) == (3, 5)
    assert (one.complete.part, one.complete.whole) == (2, 5)
    assert (one.on_time.part, one.on_time.whole) == (2, 4)
    assert "60,0% (3/5)" in words_of(page_of(org.tuyet))


def test_a_gap_that_was_filled_after_a_return_is_no_gap_any_more(na: NaRi) -> None:
    org = na.org
    gap = answered(begun(na, org.ban_po, org.pao), org.pao, skip=["NR-1.4-c"])
    submission.submit(
        gap,
        actor=org.pao,
        version=gap.version,
        submission=Submission(gap_reasons={"NR-1.4-c": "Chưa họp."}),
    )
    assert home_of(org.tuyet).overviews[0].complete.part == 0

    held = review.start(gap, actor=org.minh, version=steps.fetch(gap.pk).version)
    back = review.return_items(
        held, reasons={"NR-1.4-c": "Nay đã họp."}, actor=org.minh, version=held.version
    )
    criterion = na.criterion("NR-1.4-c")
    entry.save_answer(back, criterion, value="met", note="", actor=org.pao)
    mended = steps.fetch(gap.pk)
    submission.submit(mended, actor=org.pao, version=mended.version)

    assert home_of(org.tuyet).overviews[0].complete.part == 1


def test_what_a_unit_left_out_handed_in_counts_nowhere(na: NaRi) -> None:
    org = na.org
    submitted(na, org.ban_po, org.pao)
    participation.exclude(na.participation(org.ban_po), reason="Sáp nhập.", actor=org.minh)

    one = home_of(org.tuyet).overviews[0]

    assert (one.submitted.part, one.submitted.whole, one.on_time.part) == (0, 4, 0)


@pytest.mark.parametrize("more", [0, 2, 49])
def test_the_province_asks_the_same_number_of_questions_at_any_size(
    na: NaRi, more: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    submitted(na, na.org.ban_po, na.org.pao)
    for number in range(more):
        commune = units.commune(f"Bằng Vân {number}", na.org.thai_nguyen, code=f"9{number:04d}")
        owner = campaigns.campaign(commune, slug=f"xa-{number}", code=f"X{number}")
        campaigns.year(owner)
        campaigns.target(owner, "X-1", 70, numerator="trained_people", denominator="people")
    campaigns.target(na.campaign, "NR-CT-1", 70, numerator="trained_people", denominator="people")

    # Roles and business day; the years, their sums; the communes; measures with what is wanted
    # of each year, the figures of the own forms.
    with one_request(), django_assert_num_queries(2 + 2 + 1 + 3):
        home = home_of(na.org.tuyet)
    assert len(home.overviews) == 1 + more


@pytest.mark.parametrize(("years_before", "leads_on"), [(199, False), (200, True)])
def test_the_province_reads_two_hundred_years_and_is_led_to_the_rest(
    na: NaRi, years_before: int, leads_on: bool
) -> None:
    CampaignYear.objects.bulk_create(
        CampaignYear(campaign=na.campaign, year=1800 + number, state="closed")
        for number in range(years_before)
    )

    assert ("Xem mọi năm" in words_of(page_of(na.org.tuyet))) is leads_on


@pytest.mark.parametrize(("others", "leads_on"), [(49, False), (50, True)])
def test_the_auditor_reads_fifty_campaigns_and_is_led_to_the_rest(
    na: NaRi, others: int, leads_on: bool
) -> None:
    for number in range(others):
        campaigns.campaign(na.org.na_ri, slug=f"xa-{number}", code=f"X{number}")

    assert ("Tìm trong mọi phong trào" in words_of(page_of(na.org.hanh))) is leads_on


def test_the_province_sees_a_tile_for_every_commune_and_leads_down(na: NaRi) -> None:
    """Na Rì with its figure as text, Kim Lư without a year; the other province's nowhere."""
    org = na.org
    units.commune("Bằng Vân", org.thai_nguyen, code="90001")
    submitted(na, org.ban_po, org.pao)

    tiles = {tile.name: tile for tile in home_of(org.tuyet).province.tiles}  # type: ignore[union-attr]
    page = page_of(org.tuyet)

    assert tiles["Xã Na Rì"].url == reverse("assessments:matrix", args=[na.campaign.slug, 2026])
    assert (tiles["Xã Na Rì"].tone, tiles["Xã Bằng Vân"].tone) == ("bad", "empty")
    assert "Xã Sơn Hồng" not in tiles
    assert "20,0% (1/5) năm 2026" in words_of(page)
    assert "Xã Bằng Vân chưa mở năm nào" in words_of(page)


def test_a_year_opened_ahead_hides_nothing_of_the_one_that_runs(na: NaRi) -> None:
    """In November Lan opens 2027; Tuyết still reads 2026, and so does Minh, first of all."""
    org = na.org
    submitted(na, org.ban_po, org.pao)
    years.open_year(years.plan_year(na.campaign, 2027), actor=org.lan)

    assert "20,0% (1/5) năm 2026" in words_of(page_of(org.tuyet))
    shown = home_of(org.minh).years
    assert [one.year.year for one in shown] == [2026, 2027]

    clock.set_business_day(dt.date(2027, 1, 4))
    assert "năm 2027" in words_of(page_of(org.tuyet))


def test_the_province_reads_targets_against_results(na: NaRi) -> None:
    org = na.org
    campaigns.target(na.campaign, "NR-CT-1", 60, "Hộ đạt", numerator="families_registered",
                     denominator="households")  # fmt: skip
    campaigns.target(na.campaign, "NR-CT-2", 70, "Có kỹ năng số", numerator="digital_skilled",
                     denominator="people_15_plus")  # fmt: skip
    record = begun(na, org.na_ri, org.minh)
    own = IndicatorValue.objects.filter(assessment=record)
    for code, number in (("families_registered", 66), ("households", 100)):
        line = Indicator.objects.filter(code=code).latest("pk")
        own.update_or_create(
            assessment=record, indicator=line, defaults={"state": "value", "number": number}
        )
    before = targets_of(org.tuyet)
    Assessment.objects.filter(pk=record.pk).update(status="submitted")

    assert before == [("Hộ đạt", "chưa có số liệu"), ("Có kỹ năng số", "chưa có số liệu")]
    assert targets_of(org.tuyet) == [
        ("Hộ đạt", "66,0% (66/100)"), ("Có kỹ năng số", "chưa có số liệu"),
    ]  # fmt: skip
    assert "đạt 1/2 chỉ tiêu (1 chỉ tiêu đã có số liệu)" in words_of(page_of(org.tuyet))


def targets_of(user: User) -> list[tuple[str, str]]:
    province = home_of(user).province
    assert province is not None
    return [(line.label, line.result) for place in province.targets for line in place.lines]


# ---------------------------------------------------------------- the others


def test_the_administrator_sees_jobs_with_messages_and_the_database(org: Org) -> None:
    Job.objects.create(
        kind="reports.build",
        object_key="1",
        state=JobState.FAILED,
        run_at=clock.now(),
        message="Thiếu phông chữ.",
    )

    words = words_of(page_of(org.quan))

    assert "Thiếu phông chữ." in words
    assert re.search(r"SQLite 3|PostgreSQL 1", words)
    assert "chưa chạy lần nào" in words


@pytest.mark.parametrize("name", ["nga", "hanh", "thuy", "dung"])
def test_those_who_only_read_see_the_campaigns_and_their_years(na: NaRi, name: str) -> None:
    page = page_of(getattr(na.org, name))

    assert reverse("campaigns:campaign_detail", args=[na.campaign.slug]) in page
    assert reverse("assessments:matrix", args=[na.campaign.slug, 2026]) in page


def test_somebody_without_a_role_is_told_whom_to_ask(org: Org) -> None:
    assert "Tài khoản chưa có vai trò nào" in page_of(org.khong)


def test_the_page_is_new_after_every_change(na: NaRi) -> None:
    """The page is kept between changes; an answer of a colleague shows at once."""
    client = Client()
    client.force_login(na.org.pao)
    before = client.get("/").content.decode()

    begun(na, na.org.ban_po, na.org.mai)
    after = client.get("/").content.decode()

    assert "Bắt đầu nhập" in before
    assert "Nhập tiếp và nộp" in after
