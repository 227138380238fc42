"""What every story in the browser begins with and looks at: the door, and the page as it stands."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from accounts.models import User
from tests.builders.people import PASSWORD


def enter(page: Page, person: User) -> None:
    """Sign in at the door."""
    page.goto("/accounts/sign-in/")
    page.get_by_label("Tên đăng nhập hoặc số điện thoại").fill(person.username)
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("heading", name="Việc của tôi")).to_be_visible()


def findings(page: Page) -> list[tuple[str, list[str]]]:
    """What axe finds on the page: (rule, elements).

    A page on its way is no page yet: a click returns as soon as the next one is asked for.
    """
    page.wait_for_load_state()
    expect(page.get_by_role("heading", level=1).first).to_be_visible()
    found = Axe().run(page).response["violations"]
    return [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found]


def looks_right(page: Page) -> None:
    """Nothing for axe to find, nothing that hangs out of the screen."""
    assert findings(page) == []
    wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wider) <= 0


def until(page: Page, promise: str) -> None:
    """Ask the page again and again until its promise comes true."""
    for _attempt in range(100):
        if page.evaluate(promise):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"never came true: {promise}")
