"""Inside a demo installation: fill the grids, then work in them with a browser.

``python -m bench.grid_worker fill`` makes 50 empty villages and one of 400 households with twelve
columns; ``… browse PORT ROUNDS`` prints the milliseconds as JSON.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import sys
import time
from typing import Any

import django
from playwright.sync_api import Browser, Page, sync_playwright

PASSWORD = "hoc-tap-suot-doi"  # noqa: S105 the demo's, printed by bin/run
OFFICER = "nr.congchuc"
BASE = "/assessments/na-ri-2026/2026/"
VILLAGES, COLUMNS = 50, 15
HOUSEHOLDS, HOUSEHOLD_COLUMNS = 400, 12
PREFIX, CROWDED = "Bản thử", "Bản đông"
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
Pause = tuple[float, float]
TASKS = {"RunTask", "ThreadControllerImpl::RunTask"}


def fill() -> None:
    """Villages that nobody entered yet, and a village with many households."""
    django.setup()
    from campaigns.models import CampaignYear, Participation  # noqa: PLC0415
    from core.audit import SYSTEM  # noqa: PLC0415
    from criteria.models import Criterion  # noqa: PLC0415
    from units.enums import UnitType  # noqa: PLC0415
    from units.services.people import (  # noqa: PLC0415
        NewHousehold,
        NewPerson,
        create_households,
    )
    from units.services.tree import NewUnit, create_units  # noqa: PLC0415

    year = CampaignYear.objects.get(campaign__slug="na-ri-2026", year=2026)
    names = [CROWDED, *(f"{PREFIX} {number:02}" for number in range(1, VILLAGES + 1))]
    news = [
        NewUnit(type=UnitType.VILLAGE, kind_word="thôn", name=name, position=100 + number)
        for number, name in enumerate(names)
    ]
    villages = create_units(news, year.campaign.launched_by, actor=SYSTEM)
    group = next(one for one in year.campaign.groups.all() if "village" in one.unit_types)
    Participation.objects.bulk_create(
        Participation(campaign_year=year, group=group, unit=one) for one in villages[1:]
    )
    people = [
        NewHousehold([NewPerson(f"Hoàng Văn {number}", 1950 + number % 50)])
        for number in range(HOUSEHOLDS)
    ]
    create_households(villages[0], people, actor=SYSTEM)
    families = next(one for one in year.campaign.groups.all() if "household" in one.unit_types)
    criteria = Criterion.objects.filter(criteria_set=families.criteria_set_id, kind="graded")
    there = 6 + criteria.count()
    Criterion.objects.bulk_create(
        Criterion(
            criteria_set=families.criteria_set,
            code=f"B-{number}",
            position=50 + number,
            kind="graded",
            text_source=f"Tiêu chí thử {number}",
            text_shown=f"Tiêu chí thử {number}",
        )
        for number in range(HOUSEHOLD_COLUMNS - there)
    )


def browse(port: int, rounds: int) -> dict[str, float]:
    """The medians of the waiting times, and the longest pauses."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        page = signed_in(browser, port)
        pasted = [paste_and_save(page, number) for number in range(rounds)]
        pauses = [households(browser, page) for _round in range(rounds)]
        browser.close()
    return {
        "preview": statistics.median(one[0] for one in pasted),
        "saved": statistics.median(one[1] for one in pasted),
        "typing": max(typing[0] for typing, _scrolling in pauses),
        "typing_cpu": max(typing[1] for typing, _scrolling in pauses),
        "scrolling": max(scrolling[0] for _typing, scrolling in pauses),
        "scrolling_cpu": max(scrolling[1] for _typing, scrolling in pauses),
    }


def signed_in(browser: Browser, port: int) -> Page:
    """The officer's page, 1280 px wide."""
    context = browser.new_context(
        base_url=f"http://127.0.0.1:{port}", viewport={"width": 1280, "height": 900}
    )
    page = context.new_page()
    page.on("dialog", lambda dialog: dialog.accept())  # "leave with unsaved cells?"
    page.goto("/accounts/sign-in/")
    page.get_by_label("Tên đăng nhập hoặc số điện thoại").fill(OFFICER)
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url("**/")
    return page


def paste_and_save(page: Page, number: int) -> tuple[float, float]:
    """Milliseconds from Ctrl+V to the preview, and from the button to "saved"."""
    page.goto(f"{BASE}grid/")
    page.get_by_label("Kết quả đến bằng").select_option("paper")
    page.get_by_label("Ngày nhận").fill("19/11/2026")
    page.get_by_placeholder("Tìm tên").fill("ban thu")
    data = json.loads(page.locator("#grid-data").text_content() or "{}")
    page.locator(".grid-table tbody tr:not([hidden]) td").first.click()
    text = block(data, number)
    start = time.perf_counter()
    page.evaluate(PASTE, text)
    page.wait_for_selector("[data-grid-paste][open]")
    shown = time.perf_counter()
    refused = page.locator('[data-table="bad"] tbody tr').count()
    changed = page.locator('[data-table="news"] tbody tr').count()
    if refused or changed != VILLAGES * COLUMNS:
        message = f"{changed} cells understood, {refused} refused"
        raise RuntimeError(message)
    pressed = time.perf_counter()
    page.locator('[data-grid-paste] [value="save"]').click()
    page.wait_for_selector("[data-grid-status][data-tone=ok]")
    return (shown - start) * 1000, (time.perf_counter() - pressed) * 1000


PASTE = """(text) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  const ways = { clipboardData: data, bubbles: true, cancelable: true };
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", ways));
}"""


def block(data: dict[str, Any], number: int) -> str:
    """Fifteen columns that take something, for every village; another value each round."""
    row: list[str] = []
    filled = 0
    for column in data["columns"]:
        if filled == COLUMNS:
            break
        typed = typed_into(column, number)
        filled += bool(typed)
        row.append(typed)
    return "\r\n".join("\t".join(row) for _village in range(VILLAGES))


def typed_into(column: dict[str, Any], number: int) -> str:
    """Something that the column takes."""
    return {
        "choice": column["options"][number % 2] if column["options"] else "",
        "number": str(10 + number),
        "date": f"{5 + number:02}/11/2026",
        "text": f"Ghi chép {number}",
    }.get(column["kind"], "")


def households(browser: Browser, page: Page) -> tuple[Pause, Pause]:
    """The longest pause while typing, and while scrolling, in milliseconds."""
    page.goto(f"{BASE}results/grid/")
    page.get_by_label("Nơi").select_option(label=f"Thôn {CROWDED}")
    page.get_by_role("button", name="Xem").click()
    rows = page.locator(".grid-table tbody tr")
    columns = page.locator(".grid-table thead th")
    if (rows.count(), columns.count()) != (HOUSEHOLDS, HOUSEHOLD_COLUMNS + 1):
        message = f"{rows.count()} rows, {columns.count() - 1} columns"
        raise RuntimeError(message)
    page.locator(".grid-tick").nth(1).click()
    browser.start_tracing(
        page=page, categories=["toplevel", "disabled-by-default-devtools.timeline"]
    )
    for number in range(30):
        page.keyboard.type("x")
        page.keyboard.press("Enter" if number % 3 else "Tab")
    page.keyboard.press("Control+End")
    page.keyboard.press("Control+Home")
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+c")
    page.wait_for_timeout(600)
    typing = longest_task(browser.stop_tracing())
    browser.start_tracing(
        page=page, categories=["toplevel", "disabled-by-default-devtools.timeline"]
    )
    page.locator(".grid-frame").hover()
    for _turn in range(60):
        page.mouse.wheel(0, 400)
    for _turn in range(60):
        page.mouse.wheel(40, -400)
    page.wait_for_timeout(600)
    scrolling = longest_task(browser.stop_tracing())
    page.evaluate("localStorage.clear()")
    return typing, scrolling


def longest_task(trace: bytes) -> Pause:
    """The longest task of a page's main thread: how long it took, and its processor time."""
    events = json.loads(trace)["traceEvents"]
    mains = {
        (one["pid"], one["tid"])
        for one in events
        if one["name"] == "thread_name" and one["args"]["name"] == "CrRendererMain"
    }
    tasks = [
        one
        for one in events
        if one["name"] in TASKS and one.get("dur") and (one["pid"], one["tid"]) in mains
    ]
    took = max(float(one["dur"]) for one in tasks)
    worked = max(float(one.get("tdur", 0)) for one in tasks)
    return took / 1000, worked / 1000


def main() -> None:
    """Do what was asked; the answer is the last line."""
    if sys.argv[1] == "fill":
        fill()
        found: dict[str, float] = {}
    else:
        os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        found = browse(int(sys.argv[2]), int(sys.argv[3]))
    sys.stdout.write(f"{json.dumps(found)}\n")


if __name__ == "__main__":
    main()
