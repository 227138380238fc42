"""What reaches the office on paper, and who stands in for a head: a desktop and a telephone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Page, expect

from assessments.enums import Status
from assessments.models import Assessment
from assessments.selectors.printed import edition_of
from campaigns.enums import Channel
from core.models import AuditEvent
from tests.browser.seeing import enter, looks_right
from tests.builders.assessments import NaRi, answered, begun, na_ri
from tests.org import Org

Open = Callable[[int, int], BrowserContext]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def na(org: Org) -> NaRi:
    """Na Rì's open year on 20/11/2026."""
    return na_ri(org)


@pytest.fixture
def signed_sheet(tmp_path: Path) -> Path:
    """A photograph of Bản Pò's sheet with its signatures."""
    path = tmp_path / "phieu-ban-po.jpg"
    Image.effect_noise((600, 800), 40).convert("RGB").save(path, "JPEG")
    return path


def test_minh_hands_in_a_paper_sheet_with_its_photograph(
    na: NaRi, open_context: Open, page: Page, phone: Page, signed_sheet: Path
) -> None:
    answered(begun(na, na.org.ban_po, na.org.minh), na.org.minh)
    part = na.participation(na.org.ban_po)

    # The sheet that Páo filled in by hand: its picture leads the office to the record.
    enter(page, na.org.minh)
    page.goto(f"/assessments/forms/{part.pk}/printed/")
    expect(page.locator(".sheet-paper svg").first).to_be_visible()
    page.goto(f"/assessments/sheets/{part.pk}/{edition_of(part.group)}/")
    expect(page).to_have_url(f"{page.url.split('/assessments')[0]}/assessments/forms/{part.pk}/")

    page.goto(f"/assessments/forms/{part.pk}/submit/")
    looks_right(page)
    page.get_by_label("Phiếu giấy", exact=True).check()
    page.get_by_label("Ngày nhận kết quả").fill("19/11/2026")
    page.get_by_label("Ảnh phiếu giấy có chữ ký").set_input_files(signed_sheet)
    page.get_by_role("button", name="Nộp").click()
    expect(page.get_by_text("Đã nộp phiếu.").first).to_be_visible()

    record = Assessment.objects.get(unit=na.org.ban_po)
    assert (record.status, record.channel) == (Status.SUBMITTED, Channel.PAPER)
    assert record.paper_received_on == dt.date(2026, 11, 19)
    assert [one.name for one in record.evidence.kept()] == ["phieu-ban-po.jpg"]
    assert AuditEvent.objects.filter(action="assessments.evidence_added").count() == 1

    # Páo sees on the telephone who handed in, how, and the photograph itself.
    enter(phone, na.org.pao)
    phone.goto(f"/assessments/{record.pk}/")
    expect(phone.get_by_text("nộp thay (phiếu giấy)")).to_be_visible()
    expect(phone.get_by_role("link", name="phieu-ban-po.jpg")).to_be_visible()
    looks_right(phone)

    # Hoa reviews with the photograph before her.
    desk = open_context(1280, 800).new_page()
    enter(desk, na.org.hoa)
    desk.goto(f"/assessments/{record.pk}/review/")
    desk.get_by_role("link", name="phieu-ban-po.jpg").click()
    expect(desk.locator("[data-viewer-picture]")).to_be_visible()


def test_pao_shares_his_work_with_a_named_deputy_for_a_period(
    na: NaRi, page: Page, phone: Page
) -> None:
    enter(phone, na.org.pao)
    phone.goto(f"/units/{na.org.ban_po.pk}/deputies/")
    phone.get_by_role("link", name="Ủy quyền").click()
    looks_right(phone)
    phone.get_by_label("Họ và tên").fill("Triệu Thị Mùi")
    phone.get_by_label("Số điện thoại").fill("0912000333")
    phone.get_by_label("Đến hết ngày").fill("30/11/2026")
    phone.get_by_role("button", name="Ủy quyền").click()
    expect(phone.get_by_role("heading", name="THƯ MỞ TÀI KHOẢN", exact=True)).to_be_visible()
    code = "".join(phone.locator(".letter-groups span").all_inner_texts())

    # Mùi opens the letter on another machine and works for Bản Pò under her own name.
    page.goto(f"/accounts/letter/#{code}")
    page.get_by_role("button", name="Tiếp tục").click()
    page.get_by_label("Mật khẩu mới", exact=True).fill("suoi-nguon-trong-veo")
    page.get_by_label("Nhập lại mật khẩu mới").fill("suoi-nguon-trong-veo")
    page.get_by_role("button", name="Đặt mật khẩu và đăng nhập").click()
    page.goto(f"/assessments/forms/{na.participation(na.org.ban_po).pk}/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_text("Triệu Thị Mùi").first).to_be_visible()

    # Páo ends it early: she is out at once.
    phone.goto(f"/units/{na.org.ban_po.pk}/deputies/")
    phone.get_by_role("link", name="Kết thúc sớm").click()
    phone.get_by_label("Lý do kết thúc").fill("Đã về nhà.")
    phone.get_by_role("button", name="Kết thúc").click()
    page.goto(f"/assessments/forms/{na.participation(na.org.ban_po).pk}/")
    expect(page.get_by_role("heading", name="Đăng nhập", exact=True)).to_be_visible()
