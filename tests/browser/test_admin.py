"""The operator's window obeys the content security policy."""

from __future__ import annotations

from playwright.sync_api import Page


def test_operator_window_asks_to_sign_in(page: Page) -> None:
    answer = page.goto("/quan-tri/")

    assert answer is not None
    assert answer.status == 200
    assert page.locator("input[type=password]").count() == 1
    assert page.evaluate("document.documentElement.lang") == "vi"
