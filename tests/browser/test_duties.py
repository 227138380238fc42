"""Minh sees the reminders in the outbox, edits one, sends; Lan closes the year and looks again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from assessments.services import closing, reminding
from assessments.services.steps import fetch
from core import clock
from notices.enums import MailingState
from notices.models import Mailing, Notice
from tests.browser.seeing import enter, looks_right
from tests.builders.assessments import NaRi, na_ri, reviewed
from tests.org import Org

pytestmark = pytest.mark.django_db(transaction=True)
Open = Callable[[int, int], BrowserContext]


@pytest.fixture
def na(org: Org) -> NaRi:
    """Na Rì's open year on the day before the villages' last day."""
    made = na_ri(org)
    clock.set_business_day(dt.date(2026, 11, 24))
    return made


def test_reminders_are_looked_at_edited_and_sent_with_the_count(na: NaRi, page: Page) -> None:
    org = na.org
    reminding.remind(clock.today())
    enter(page, org.minh)
    page.goto("/assessments/na-ri-2026/2026/nudge/")
    expect(page.get_by_label("ngày cuối 25/11/2026: còn 2 đơn vị")).to_have_value(
        "Xã hội học tập Xã Na Rì, năm 2026\n"
        "Đến 24/11/2026 còn 2 đơn vị chưa nộp phiếu tự đánh giá năm:\n"
        "1. Thôn Bản Pò\n2. Thôn Nà Lạc\n"
        f"Ngày cuối: 25/11/2026 (còn 1 ngày). Nộp tại {page.url.split('/assessments')[0]}/"
    )
    page.get_by_role("button", name="Sao chép tin nhắn Zalo").first.click()
    expect(page.get_by_text("Đã sao chép. Mở nhóm Zalo rồi dán.").first).to_be_visible()
    looks_right(page)

    page.get_by_role("link", name="Hộp thư đi").click()
    page.get_by_role("link", name="Nhắc việc ngày 24/11/2026").click()
    looks_right(page)
    page.get_by_role("link", name="Sửa tin Hoàng Văn Páo").click()
    page.get_by_label("Nội dung").fill("Mời ông nộp phiếu trong ngày mai.")
    page.get_by_role("button", name="Ghi tin này").click()
    page.get_by_label("Lời nhắn chung").fill("Văn phòng nhắc.")
    page.get_by_role("button", name="Ghi lời nhắn chung").click()
    page.get_by_role("link", name="Gửi cho 6 người").click()
    looks_right(page)
    page.get_by_role("button", name="Gửi cho 6 người").click()

    expect(page.get_by_text("Đã gửi tin cho 6 người.")).to_be_visible()
    assert Mailing.objects.get().state == MailingState.SENT
    told = Notice.objects.get(recipient=org.pao)
    assert told.body == "Văn phòng nhắc.\n\nMời ông nộp phiếu trong ngày mai."


def test_closing_names_what_is_open_and_later_changes_are_shown(
    na: NaRi, open_context: Open
) -> None:
    org = na.org
    record = reviewed(na, org.ban_po, org.pao, org.minh)
    phone = open_context(390, 844).new_page()
    enter(phone, org.lan)
    phone.goto("/assessments/na-ri-2026/2026/")
    phone.get_by_role("link", name="Chốt và khóa năm").click()
    expect(phone.get_by_text("báo cáo tổng hợp chưa được chốt")).to_be_visible()
    expect(phone.get_by_text("Thôn Nà Lạc")).to_be_visible()
    looks_right(phone)
    phone.get_by_label("Ghi chú khi chốt").fill("Biên bản họp ngày 24/11.")
    phone.get_by_role("button", name="Chốt số liệu và khóa năm").click()
    expect(phone.get_by_text("Đã khóa năm 2026.")).to_be_visible()
    row = fetch(record.pk)
    closing.reopen(row, reason="Kết luận thanh tra.", actor=org.lan, version=row.version)

    phone.get_by_role("link", name="Thay đổi sau khi chốt").click()

    expect(phone.get_by_role("cell", name="Kết luận thanh tra.")).to_be_visible()
    looks_right(phone)
