"""A report in the browser: edited, looked through, closed, numbered, and issued a second time."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from core import jobs
from documents import storage
from documents.models import IssuedPaper
from reports.models import AnnualReport, EditedPassage
from reports.services import building, life
from tests.browser.seeing import looks_right
from tests.builders.people import PASSWORD
from tests.builders.reports import Form, PlanYear, hand_in, na_ri_year
from tests.org import Org
from tests.paper_words import pdf_words
from tests.reports.stories import full_year

pytestmark = pytest.mark.django_db(transaction=True)
WORD = (
    "<html><body><p class='MsoNormal' style='color:red'>Bà con <b>hưởng ứng</b> sôi nổi."
    "<script>document.title='x'</script></p><ul><li>Một</li></ul></body></html>"
)
PASTE = """html => {
  const data = new DataTransfer();
  data.setData('text/html', html);
  data.setData('text/plain', 'Bà con hưởng ứng sôi nổi.');
  document.querySelector('.ProseMirror').dispatchEvent(
    new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}));
}"""


def signed_in(page: Page, user: User) -> None:
    page.context.clear_cookies()
    page.goto("/accounts/sign-in/")
    page.get_by_label("Tên đăng nhập hoặc số điện thoại").fill(user.username)
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url(lambda url: "sign-in" not in url)


def drafted(na: PlanYear) -> AnnualReport:
    return building.build(building.open_report(na.year, na.host).pk)


def test_a_report_is_edited_closed_numbered_and_issued_again(page: Page, org: Org) -> None:
    na = na_ri_year(org)
    full_year(na)
    report = drafted(na)

    edits(page, org, report)
    closes(page, org, report)
    numbers(page, org, report)
    issues_again(page, org, na)


def edits(page: Page, org: Org, report: AnnualReport) -> None:
    """Minh pastes from Word into a passage; the page keeps words, bold and the list only."""
    signed_in(page, org.minh)
    page.goto(f"/reports/{report.pk}/text/")
    looks_right(page)
    page.get_by_role("link", name="Sửa đoạn này").nth(1).click()
    editor = page.locator(".ProseMirror")
    expect(editor).to_be_visible()
    editor.click()
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    page.evaluate(PASTE, WORD)
    expect(editor.locator("strong")).to_have_text("hưởng ứng")
    looks_right(page)
    page.get_by_role("button", name="Lưu đoạn").click()
    expect(page.get_by_text("Đã lưu đoạn này")).to_be_visible()
    jobs.run_all_due()
    assert EditedPassage.objects.get().blocks == [
        ["p", [["Bà con ", False, False], ["hưởng ứng", True, False], [" sôi nổi.", False, False]]],
        ["ul", [[["Một", False, False]]]],
    ]


def closes(page: Page, org: Org, report: AnnualReport) -> None:
    """Minh looks it through, Lan closes it."""
    page.goto(f"/reports/{report.pk}/check/")
    looks_right(page)
    page.get_by_role("button", name="Đã kiểm tra, chuyển chốt").click()
    expect(page.get_by_text("Đã ghi nhận kiểm tra")).to_be_visible()
    jobs.run_all_due()
    signed_in(page, org.lan)
    page.goto(f"/reports/{report.pk}/")
    page.get_by_label("mục chưa có nội dung và vẫn chốt").check()
    page.get_by_role("button", name="Chốt số liệu").click()
    expect(page.get_by_text("Đã chốt. Bản này")).to_be_visible()
    closed = life.fetch(report.pk)
    assert closed.pdf is not None
    assert "hưởng ứng sôi nổi" in pdf_words(storage.read(closed.pdf.sha256))


def numbers(page: Page, org: Org, report: AnnualReport) -> None:
    """Thủy gives it the next number."""
    signed_in(page, org.thuy)
    page.goto(f"/reports/{report.pk}/")
    page.get_by_role("link", name="Số, chữ ký, nơi gửi của văn bản").click()
    page.get_by_role("link", name="Cấp số").click()
    page.get_by_role("button", name="Cấp số").click()
    expect(page.get_by_text("Đã cấp số. Tệp")).to_be_visible()
    jobs.run_all_due()
    page.reload()
    expect(page.get_by_text("01/BC-UBND").first).to_be_visible()
    expect(page.get_by_role("link", name="Bản có số (PDF)")).to_be_visible()
    looks_right(page)


def issues_again(page: Page, org: Org, na: PlanYear) -> None:
    """Nà Lạc's figures change: the banner tells it, a second version lists what differs."""
    hand_in(na, org.na_lac, org.sam, Form(figures={"households": "77", "people": "300"}))
    signed_in(page, org.lan)
    first = AnnualReport.objects.get(unit=na.host)
    page.goto(f"/reports/{first.pk}/")
    expect(page.get_by_text("Có thay đổi sau khi chốt")).to_be_visible()
    page.get_by_role("button", name="Lập bản mới để phát hành lại").click()
    page.wait_for_url(lambda url: f"/reports/{first.pk}/" not in url)
    jobs.run_all_due()
    second = AnnualReport.objects.get(unit=na.host, version=2)
    page.goto(f"/reports/{second.pk}/")
    page.get_by_role("link", name="So với bản trước").click()
    expect(page.get_by_role("heading", name="Bản 2 so với bản 1")).to_be_visible()
    expect(page.get_by_text("Nà Lạc").first).to_be_visible()
    assert IssuedPaper.objects.get(report=second).replaces == IssuedPaper.objects.get(report=first)
