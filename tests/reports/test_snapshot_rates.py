"""Who handed in, in time, complete; what a reader must know beside it; whom the head names."""

from __future__ import annotations

import datetime as dt
from typing import Any

from assessments.services import closing, review
from assessments.services.submission import Submission
from campaigns.enums import Channel
from campaigns.models import Campaign, ProblemReport
from campaigns.services import duties, participation
from core import clock
from tests.builders import units
from tests.builders.reports import Form, PlanYear, approve, hand_in
from tests.reports.figures import group, snapshot
from units.enums import UnitType


def test_the_three_rates_and_who_is_missing(na: PlanYear) -> None:
    org = na.org
    clock.set_business_day(dt.date(2026, 11, 25))
    hand_in(na, org.ban_po, org.pao)
    clock.set_business_day(dt.date(2026, 11, 27))
    hand_in(na, org.na_lac, org.sam, Form(gaps={"households": "Chưa rà soát"}))
    hand_in(na, org.na_ri, org.lan)

    rates = snapshot(na)["rates"]

    assert (rates["submitted"], rates["complete"]) == ([3, 5], [2, 5])
    assert (rates["on_time"], rates["undated"]) == ([1, 4], 1)
    assert group(na, "1.4")["rates"]["on_time"] == [1, 2]
    assert [(one["unit"], one["last_day"]) for one in snapshot(na)["missing"]] == [
        ("Trường Tiểu học Yến Lạc", "2026-11-30"),
        ("Văn phòng HĐND và UBND", "2026-11-30"),
    ]


def test_an_excluded_unit_is_named_with_its_reason_and_not_counted(na: PlanYear) -> None:
    org = na.org
    participation.exclude(na.participation(org.school), reason="Đang sáp nhập", actor=org.lan)

    found = snapshot(na)

    assert found["rates"]["submitted"] == [0, 4]
    assert found["excluded"] == [{"unit": "Trường Tiểu học Yến Lạc", "reason": "Đang sáp nhập"}]
    assert "Trường Tiểu học Yến Lạc" not in [one["unit"] for one in found["missing"]]


def test_figures_are_provisional_until_all_are_final(na: PlanYear) -> None:
    org = na.org
    for unit in (org.school, org.agency, org.na_lac, org.na_ri):
        participation.exclude(na.participation(unit), reason="Chỉ xét một thôn", actor=org.lan)
    reviewed = approve(hand_in(na, org.ban_po, org.pao), org.minh)
    assert snapshot(na)["is_provisional"] is True

    closing.finalise(reviewed, actor=org.lan, version=reviewed.version)

    assert snapshot(na)["is_provisional"] is False


def test_what_a_reader_must_know_is_remarked(na: PlanYear) -> None:
    org = na.org
    Campaign.objects.filter(pk=na.campaign.pk).update(own_review_allowed=True)
    on_paper = Submission(Channel.PAPER, dt.date(2026, 11, 24))
    record = hand_in(na, org.ban_po, org.minh, how=on_paper)
    started = review.start(record, actor=org.minh, version=record.version)
    done = review.approve(
        started, actor=org.minh, version=started.version, own_work_reason="Xã chỉ có một công chức"
    )
    duties.move_last_day(
        na.duty("NR-DP-1"), na.year, org.na_lac, day=dt.date(2026, 12, 2), reason="Lũ quét",
        actor=org.minh,
    )  # fmt: skip
    years_closed = closing.close_year(na.year, actor=org.lan)
    done.refresh_from_db()
    closing.reopen(done, reason="Nhập nhầm số hộ", actor=org.lan, version=done.version)

    remarks = snapshot(PlanYear(org, na.campaign, years_closed, org.lan))["remarks"]

    assert remarks["on_behalf"] == [{"unit": "Thôn Bản Pò", "channel": "paper", "on": "2026-11-24"}]
    assert remarks["own_work"] == [{"unit": "Thôn Bản Pò", "reason": "Xã chỉ có một công chức"}]
    assert remarks["moved"] == [
        {"unit": "Thôn Nà Lạc", "last_day": "2026-12-02", "reason": "Lũ quét"}
    ]
    assert remarks["after_closing"] == [
        {"unit": "Thôn Bản Pò", "what": "Mở lại phiếu", "reason": "Nhập nhầm số hộ", "times": 1}
    ]


def test_difficulties_of_the_year_are_told_with_their_answers(na: PlanYear) -> None:
    org = na.org
    ProblemReport.objects.create(
        campaign_year=na.year, unit=org.ban_po, author=org.pao, text="Mất điện nhà văn hóa",
        proposal="Hỗ trợ máy phát", created_on=clock.today(),
    )  # fmt: skip

    assert snapshot(na)["problems"] == [
        {"unit": "Thôn Bản Pò", "text": "Mất điện nhà văn hóa", "proposal": "Hỗ trợ máy phát",
         "answer": ""}
    ]  # fmt: skip


def test_the_heading_cites_what_the_plan_gives(na: PlanYear) -> None:
    found = snapshot(na)

    assert found["campaign"]["document"]["precision"] == "month"
    assert found["campaign"]["document"]["number"] == ""
    assert [one["number"] for one in found["campaign"]["basis"]] == [
        "94/KH-UBND", "242/QĐ-KHVN", "324/QĐ-KHVN",
    ]  # fmt: skip
    assert (found["unit"]["name"], found["unit"]["province"], found["unit"]["district"]) == (
        "Xã Na Rì",
        "Tỉnh Thái Nguyên",
        "",
    )


def test_the_number_of_queries_does_not_grow_with_the_villages(
    na: PlanYear, django_assert_max_num_queries: Any
) -> None:
    org = na.org
    hand_in(na, org.ban_po, org.pao)
    with django_assert_max_num_queries(60) as few:
        snapshot(na)
    for number in range(3, 23):
        units.village(f"Khuổi {number}", org.na_ri, number)
    participation.register_participants(na.year, actor=org.lan.as_actor)
    for row in na.year.participations.filter(unit__type=UnitType.VILLAGE).select_related("unit"):
        if row.unit != org.ban_po:
            hand_in(na, row.unit, org.minh, how=Submission(Channel.PAPER, clock.today()))

    with django_assert_max_num_queries(len(few)):
        snapshot(na)
