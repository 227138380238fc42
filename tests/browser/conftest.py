"""Debian's Chromium before the real server: one browser for the run, a new person for each test.

``page`` is a desktop of 1280 px, ``phone`` a telephone of 390 px. Whatever the browser complains
about (a script error, a blocked style, a file that is missing) fails the test at its end.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

# Playwright's synchronous interface keeps an event loop in this thread; Django would take it for
# asynchronous code and refuse the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
# A paper is set within the request here; on a busy machine that alone takes ten seconds.
PATIENCE_MS = 30_000


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder, and give it the time a browser takes."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.timeout(180))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The machine's own browser; nothing is downloaded."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def static_files() -> None:
    """Put the static files where the test server looks for them."""
    call_command("collectstatic", interactive=False, verbosity=0)


@pytest.fixture
def open_context(
    chromium: Browser, static_files: None, live_server: LiveServer
) -> Iterator[Callable[[int, int], BrowserContext]]:
    """Open a fresh browser of a given size; relative addresses are the test server's."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            complaints.append(f"{message.type}: {message.text}")

    def opened(width: int, height: int) -> BrowserContext:
        context = chromium.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": height},
            locale="en-US",
            timezone_id="Asia/Ho_Chi_Minh",
        )
        context.set_default_timeout(PATIENCE_MS)
        context.on("console", note)
        context.on("weberror", lambda error: complaints.append(str(error.error)))
        contexts.append(context)
        return context

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def page(open_context: Callable[[int, int], BrowserContext]) -> Page:
    """A desktop page, 1280 px wide."""
    return open_context(1280, 800).new_page()


@pytest.fixture
def phone(open_context: Callable[[int, int], BrowserContext]) -> Page:
    """A telephone's page, 390 px wide."""
    return open_context(390, 844).new_page()
