"""A household of Bản Pò on its way from a result in the grid to a certificate, and off it again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pypdfium2
import pytest
import zxingcpp
from playwright.sync_api import BrowserContext, Page, expect

from accounts.models import User
from awards.data_files import load_catalogue
from awards.models import Award, AwardType, CertificatePrint, Proposal
from awards.services import catalogue
from core import clock, jobs
from documents import storage
from tests.browser.seeing import enter, looks_right
from tests.builders import proposing, units
from tests.builders.assessments import NaRi, na_ri
from tests.org import Org

pytestmark = pytest.mark.django_db(transaction=True)
Open = Callable[[int, int], BrowserContext]
REPORT = "Bốn con đều đi học; ông bà học lớp chữ Tày; nhà có 210 cuốn sách cho cả bản mượn."


@pytest.fixture
def na(org: Org) -> NaRi:
    """Na Rì's open year on 20/11/2026, the forms of the law, a council of three."""
    na = na_ri(org)
    catalogue.load_catalogue(load_catalogue())
    return na


@pytest.fixture
def at_desk(open_context: Open) -> Callable[[User], Page]:
    """Somebody's own browser, 1280 px wide, signed in."""

    def opened(person: User) -> Page:
        page = open_context(1280, 900).new_page()
        enter(page, person)
        return page

    return opened


def giay_khen() -> str:
    """The certificate of merit of the commune's chair, as its form's choice names it."""
    return str(AwardType.objects.get(code="GK").pk)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def confirm(page: Page) -> None:
    """The one button of a page that asks."""
    page.locator("main .form-actions button[type=submit]").click()


def achieves(page: Page, na: NaRi) -> None:
    """The editor ticks the registration and types the result, as in a spreadsheet."""
    page.goto(f"/assessments/{na.year.campaign.slug}/2026/results/grid/")
    heads = [text.strip() for text in page.locator(".grid-table thead th").all_inner_texts()]
    cells = page.locator(".grid-table tbody tr").first.locator("td")
    cells.nth(heads.index("Đăng ký") - 1).click()
    page.keyboard.press(" ")
    cells.nth(heads.index("Kết quả") - 1).click()
    page.keyboard.type("đ")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+s")
    expect(page.locator("[data-grid-status][data-tone=ok]")).to_be_visible()


def proposes(phone: Page, na: NaRi) -> Proposal:
    """Páo puts the household on a letter, writes the report, tells of the meeting, sends."""
    phone.goto("/awards/candidates/")
    looks_right(phone)
    phone.get_by_label("Hộ Nông Văn Tú").check()
    phone.get_by_label("Hình thức khen thưởng").select_option(value=giay_khen())
    press(phone, "Đưa vào tờ trình")
    phone.get_by_role("link", name="Hộ Nông Văn Tú").click()
    phone.get_by_role("link", name="Viết báo cáo thành tích").click()
    phone.get_by_label("Báo cáo thành tích").fill(REPORT)
    confirm(phone)
    expect(phone.get_by_text("210 cuốn sách")).to_be_visible()
    looks_right(phone)
    proposal = Proposal.objects.get()
    phone.goto(f"/awards/letters/{proposal.submission_id}/meeting/")
    for label, typed in (
        ("Ngày họp", "18/11/2026"), ("Tổng số hộ của thôn", "60"), ("Số người dự họp", "35"),
        ("Người chủ trì", "Hoàng Văn Páo"), ("Thư ký cuộc họp", "Hoàng Thị Mai"),
        ("Số người đồng ý", "33"), ("Số người không đồng ý", "2"),
    ):  # fmt: skip
        phone.get_by_label(label, exact=True).fill(typed)
    press(phone, "Ghi cuộc họp")
    press(phone, "Gửi tờ trình")
    expect(phone.get_by_text("33/35")).to_be_visible()
    return proposal


def acts(page: Page, proposal: Proposal, name: str) -> None:
    """One step of the dossier by its button and the page that asks once more."""
    page.goto(f"/awards/proposals/{proposal.pk}/")
    page.get_by_role("link", name=name, exact=True).click()
    looks_right(page)
    confirm(page)
    expect(page.get_by_role("link", name=name, exact=True)).to_be_hidden()


def before_council(office: Page, proposal: Proposal) -> None:
    """Minh takes the dossier in, appraises it and publishes it for its days."""
    acts(office, proposal, "Hồ sơ đủ, bắt đầu thẩm định")
    office.get_by_label("Ý kiến thẩm định").fill("Đủ điều kiện, đề nghị Hội đồng xét.")
    press(office, "Ghi ý kiến thẩm định")
    while office.get_by_role("button", name="Ghi trả lời").count():
        office.get_by_label("Ý kiến trả lời").first.fill("Đã kiểm tra, đề nghị xét.")
        office.get_by_role("button", name="Ghi trả lời").first.click()
    acts(office, proposal, "Công khai")
    proposal.refresh_from_db()
    assert proposal.notice_until is not None
    clock.set_business_day(proposal.notice_until + dt.timedelta(days=1))
    acts(office, proposal, "Đưa ra Hội đồng")


def votes(desk: Page) -> None:
    """Thu holds the session; three hands are counted."""
    desk.goto("/awards/sessions/new/")
    desk.get_by_label("Ngày họp").fill(f"{clock.today():%d/%m/%Y}")
    desk.locator("input[name=mode][value=tally]").check()
    confirm(desk)
    looks_right(desk)
    press(desk, "Mở bỏ phiếu")
    desk.get_by_label("Đồng ý Hộ Nông Văn Tú", exact=True).fill("3")
    desk.get_by_label("Không đồng ý Hộ Nông Văn Tú").fill("0")
    press(desk, "Ghi kết quả kiểm phiếu")
    desk.get_by_label("Ý kiến thảo luận").fill("Nhất trí.")
    press(desk, "Kết thúc và chốt kết quả")
    expect(desk.get_by_text("Mã xác nhận kết quả")).to_be_visible()
    looks_right(desk)


def decides(desk: Page) -> None:
    """Thủy writes down the signed decision."""
    desk.goto("/awards/signing/")
    looks_right(desk)
    desk.get_by_label("Hộ Nông Văn Tú").check()
    desk.get_by_label("Số quyết định").fill("215/QĐ-UBND")
    desk.get_by_label("Ngày ký").fill(f"{clock.today():%d/%m/%Y}")
    desk.get_by_label("Người, cơ quan ra quyết định").fill("Chủ tịch UBND xã Na Rì")
    press(desk, "Ghi quyết định")
    expect(desk.get_by_text("215/QĐ-UBND").first).to_be_visible()


def prints(desk: Page) -> str:
    """Thủy numbers and prints the sheet; returns where its picture leads."""
    looks_right(desk)
    press(desk, "Cấp số bằng")
    press(desk, "Tạo tệp in 1 bằng")
    jobs.run_all_due()
    row = CertificatePrint.objects.get()
    expect(desk.get_by_text("Tải tệp in 1 bằng")).to_be_visible()
    assert row.file is not None
    page = pypdfium2.PdfDocument(storage.read(row.file.sha256))[0]
    [read] = zxingcpp.read_barcodes(page.render(scale=2).to_pil())
    return str(read.text)


def revokes(desk: Page) -> None:
    """Lan takes the award back."""
    desk.goto(f"/awards/register/{Award.objects.get().pk}/")
    desk.get_by_role("link", name="Thu hồi").click()
    desk.get_by_label("Số quyết định thu hồi").fill("230/QĐ-UBND")
    desk.get_by_label("Ngày ký").fill(f"{clock.today():%d/%m/%Y}")
    desk.get_by_label("Người, cơ quan quyết định").fill("Chủ tịch UBND xã Na Rì")
    desk.get_by_label("Lý do").fill("Kê khai không đúng.")
    looks_right(desk)
    confirm(desk)
    expect(desk.get_by_text("Khen thưởng đã bị thu hồi")).to_be_visible()


def test_a_household_from_its_result_to_a_certificate_and_its_revocation(
    na: NaRi, phone: Page, open_context: Open, at_desk: Callable[[User], Page]
) -> None:
    units.household(na.org.ban_po, "Nông Văn Tú")
    thu, _members = proposing.council(na.org, 3)

    enter(phone, na.org.pao)
    wide = at_desk(na.org.mai)
    achieves(wide, na)
    proposal = proposes(phone, na)

    before_council(at_desk(na.org.minh), proposal)
    votes(at_desk(thu))
    clerk = at_desk(na.org.thuy)
    decides(clerk)
    token = prints(clerk)

    street = open_context(390, 844).new_page()
    street.goto(token)
    expect(street.get_by_text("HIỆU LỰC")).to_be_visible()
    expect(street.get_by_text("Hộ Nông Văn Tú")).to_be_visible()
    looks_right(street)

    revokes(at_desk(na.org.lan))
    street.goto(token)
    expect(street.get_by_text("ĐÃ THU HỒI")).to_be_visible()
    expect(street.get_by_text("HIỆU LỰC")).to_be_hidden()
    looks_right(street)
