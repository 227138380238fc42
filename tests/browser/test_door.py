"""Páo's first day: a letter is printed, its picture is scanned, a password is set."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.builders.people import PASSWORD
from tests.org import Org

NEW = "suoi-nguon-trong-veo"


def sign_in(page: Page, name: str, password: str) -> None:
    page.goto("/accounts/sign-in/?next=/units/account/")
    page.get_by_label("Tên đăng nhập hoặc số điện thoại").fill(name)
    page.get_by_label("Mật khẩu", exact=True).fill(password)
    page.get_by_role("button", name="Đăng nhập").click()


def code_on(page: Page) -> str:
    return "".join(page.locator(".letter-groups span").all_inner_texts())


def test_a_letter_lets_its_reader_in(org: Org, page: Page, phone: Page) -> None:
    sign_in(page, "minh", PASSWORD)
    page.goto(f"/units/{org.ban_po.pk}/")
    page.get_by_role("link", name="Hoàng Văn Páo").click()
    page.get_by_role("button", name="Cấp thư mở tài khoản").click()
    expect(page.get_by_role("heading", name="THƯ MỞ TÀI KHOẢN", exact=True)).to_be_visible()
    code = code_on(page)
    assert re.fullmatch(r"[2-9A-HJ-NP-Z]{12}", code)
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="In trang này")).to_be_hidden()
    expect(page.get_by_text("Mã dùng một lần:")).to_be_visible()

    # What a scanned picture opens: the code behind "#" fills the field and leaves the address.
    phone.goto(f"/accounts/letter/#{code}")
    expect(phone.get_by_label("Mã trên thư")).to_have_value(code)
    assert phone.url.endswith("/accounts/letter/")
    phone.get_by_role("button", name="Tiếp tục").click()
    expect(phone.get_by_text("Hoàng Văn Páo")).to_be_visible()
    phone.get_by_label("Mật khẩu mới", exact=True).fill(NEW)
    phone.get_by_label("Nhập lại mật khẩu mới").fill(NEW)
    phone.get_by_role("button", name="Đặt mật khẩu và đăng nhập").click()
    phone.goto("/units/account/")
    expect(phone.get_by_text("Trưởng thôn, thủ trưởng đơn vị, Thôn Bản Pò")).to_be_visible()

    # The letter is spent, and the wide page still fits the narrow screen.
    page.goto(f"/accounts/letter/#{code}")
    page.emulate_media(media="screen")
    page.get_by_role("button", name="Tiếp tục").click()
    expect(page.get_by_text("đã dùng hoặc đã hết hạn").first).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_wrong_password_is_explained_and_the_name_stays(org: Org, phone: Page) -> None:
    sign_in(phone, "pao", "sai")

    expect(phone.get_by_label("Tên đăng nhập hoặc số điện thoại")).to_have_value("pao")
    expect(phone.get_by_label("Mật khẩu", exact=True)).to_have_value("")
    expect(phone.get_by_text("Tên đăng nhập hoặc mật khẩu chưa đúng.").first).to_be_visible()
    sign_in(phone, "pao", PASSWORD)
    expect(phone.get_by_role("heading", name="Tài khoản của tôi")).to_be_visible()
