"""Closing says what is open; what changes afterwards stands on its own page, with its reason."""

from __future__ import annotations

import datetime as dt
import re
from io import BytesIO

import pytest
from django.test import Client
from django.utils.html import escape
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries, Settings

from assessments.selectors.closing import open_matters
from assessments.services import closing, review, steps
from campaigns.enums import YearState
from campaigns.services import duties, inspections
from campaigns.services.problems import report_problem
from campaigns.services.years import reopen_year
from core import clock
from tests.builders import campaigns as plans
from tests.builders import people, units
from tests.builders.assessments import NaRi, reviewed, submitted
from tests.sending import send
from units.enums import Role

PATH = "/assessments/na-ri-2026/2026/after-closing/"


def test_closing_lists_by_number_what_stays_open(na: NaRi, client: Client) -> None:
    org = na.org
    reviewed(na, org.ban_po, org.pao, org.minh)
    plans.task(na.campaign, "NR-1", "Tuyên truyền")
    report_problem(na.year, org.na_lac, text="Thiếu sách", proposal="", actor=org.sam)
    plan = inspections.Plan("Kiểm tra", dt.date(2026, 11, 18), "Minh")
    visit = inspections.plan_inspection(na.year, plan, [org.ban_po], actor=org.minh)
    inspections.add_finding(
        visit, org.ban_po, text="a", request="b", due_on=clock.today(), actor=org.minh
    )
    client.force_login(org.lan)

    page = client.get("/assessments/na-ri-2026/2026/close/").content.decode()
    found = {one.text: one.count for one in open_matters(na.year, clock.today())}

    for text in found:
        assert escape(text) in page
    assert found == {
        f"Hạn cuối 25/11/2026 chưa đến: {na.village_duty.what}": None,
        f"Hạn cuối 30/11/2026 chưa đến: {na.agency_duty.what}": None,
        "Hạn cuối 01/12/2026 chưa đến: Báo cáo tổng hợp": None,
        "phiếu còn trong thời gian đơn vị được có ý kiến; chốt rồi thì không còn": 1,
        "báo cáo tổng hợp chưa được chốt": 1,
        "khó khăn, vướng mắc chưa trả lời": 1,
        "nhiệm vụ chưa xong": 1,
        "tồn tại sau kiểm tra chưa khắc phục": 1,
    }
    send(client, "/assessments/na-ri-2026/2026/close/", note="Biên bản ngày 20/11.")
    na.year.refresh_from_db()
    event = na.year.events.last()
    assert event is not None
    assert event.note == "Biên bản ngày 20/11."


def test_closing_names_who_may_still_object_who_did_and_who_was_given_time(
    na: NaRi, client: Client
) -> None:
    """Bản Pò may object, Nà Lạc did, the agency has until 03/12; the act stays allowed."""
    org = na.org
    reviewed(na, org.ban_po, org.pao, org.minh)
    row = reviewed(na, org.na_lac, org.sam, org.minh)
    review.object_to(row, text="Thôn có đủ ảnh.", actor=org.sam, version=row.version)
    duties.move_last_day(
        na.agency_duty, na.year, org.agency, day=dt.date(2026, 12, 3), reason="Lũ quét.",
        actor=org.minh,
    )  # fmt: skip
    client.force_login(org.lan)

    page = client.get("/assessments/na-ri-2026/2026/close/").content.decode()
    words = " ".join(re.sub(r"<[^>]+>", " ", page).split())

    until = clock.today() + dt.timedelta(days=na.campaign.objection_days)
    assert f"chốt rồi thì không còn : Thôn Bản Pò (đến hết ngày {until:%d/%m/%Y})" in words
    assert "ý kiến của đơn vị chưa được xem xét xong : Thôn Nà Lạc" in words
    assert f"{org.agency.display_name} (đến hết ngày 03/12/2026)" in words
    said = f"Có đơn vị còn được gửi ý kiến đến hết ngày {until:%d/%m/%Y}; khóa năm bây giờ thì"
    assert page.index(said) < page.index("Chốt số liệu và khóa năm</button>")
    send(client, "/assessments/na-ri-2026/2026/close/", note="")
    na.year.refresh_from_db()
    assert na.year.state == YearState.CLOSED


def test_closing_is_silent_about_what_is_over(na: NaRi) -> None:
    """The term ran out, the objection was answered, the last days have come."""
    org = na.org
    row = reviewed(na, org.na_lac, org.sam, org.minh)
    row = review.object_to(row, text="Thôn có đủ ảnh.", actor=org.sam, version=row.version)
    review.approve(row, actor=org.minh, version=row.version)
    later = clock.today() + dt.timedelta(days=na.campaign.objection_days + 30)

    found = {one.text for one in open_matters(na.year, later)}

    assert found == {"báo cáo tổng hợp chưa được chốt"}


def test_changes_after_closing_are_shown_with_before_after_and_reason(
    na: NaRi, client: Client
) -> None:
    org = na.org
    done = reviewed(na, org.ban_po, org.pao, org.minh)
    client.force_login(org.lan)
    assert "Năm này chưa được chốt" in client.get(PATH).content.decode()
    closed = closing.close_year(na.year, actor=org.lan)
    assert "Chưa có thay đổi nào từ khi chốt" in client.get(PATH).content.decode()

    row = steps.fetch(done.pk)
    closing.reopen(row, reason="Kết luận thanh tra.", actor=org.lan, version=row.version)
    reopen_year(closed, actor=org.lan, note="Một thôn chưa nộp.")
    submitted(na, org.na_lac, org.sam)

    page = client.get(PATH).content.decode()
    for shown in (
        "Mở lại phiếu", "Kết luận thanh tra.", "Mở lại năm", "Một thôn chưa nộp.",
        "Nộp phiếu", "Lường Văn Sằm", "đã chốt",
    ):  # fmt: skip
        assert shown.lower() in page.lower()
    assert "Mở năm" not in page
    book = load_workbook(BytesIO(client.get(f"{PATH}?format=xlsx").content))
    reasons = {row[7].value for row in book.active.iter_rows(min_row=2)}
    assert {"Kết luận thanh tra.", "Một thôn chưa nộp."} <= reasons
    assert {cell.number_format for cell in book.active["A"][1:]} == {"dd/mm/yyyy hh:mm"}
    assert {cell.value.date() for cell in book.active["A"][1:]} == {clock.today()}
    client.force_login(org.pao)
    own = client.get(PATH).content.decode()
    assert "Kết luận thanh tra." in own
    assert "Lường Văn Sằm" not in own
    client.force_login(org.chi)
    assert client.get(PATH).status_code == 404


@pytest.mark.parametrize("count", [1, 3, 50])
def test_the_pages_cost_the_same_for_any_number_of_changes(
    na: NaRi,
    client: Client,
    settings: Settings,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    settings.FRAME_PROVIDERS = []
    org = na.org
    closing.close_year(na.year, actor=org.lan)
    na.year.refresh_from_db()
    reopen_year(na.year, actor=org.lan, note="Còn thôn chưa nộp.")
    for place in range(count):
        unit = units.village(f"Thôn {place}", org.na_ri, place)
        plans.participant(na.year, na.villages, unit)
        head = people.someone(f"truong.{place}", f"Trưởng {place}", unit, Role.HEAD)
        report_problem(na.year, unit, text="Thiếu", proposal="", actor=head)
    client.force_login(org.lan)
    client.get(PATH)

    with django_assert_num_queries(CHANGES):
        client.get(PATH)


CHANGES = 10
