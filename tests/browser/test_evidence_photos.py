"""Páo's photos: made small on the phone, sent one by one, once each, over a line that drops."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from assessments.models import Evidence
from documents import storage
from tests.builders.assessments import NaRi, na_ri
from tests.builders.people import PASSWORD
from tests.org import Org

pytestmark = pytest.mark.django_db(transaction=True)
MOST_BYTES = 400 * 1024


@pytest.fixture
def na(org: Org) -> NaRi:
    return na_ri(org)


@pytest.fixture
def phone_form(
    chromium: Browser, static_files: None, live_server: LiveServer, na: NaRi
) -> Iterator[Callable[[], Page]]:
    """The form of Bản Pò on Páo's telephone, whose browser may complain about the line."""
    contexts: list[BrowserContext] = []

    def opened() -> Page:
        context = chromium.new_context(
            base_url=live_server.url, viewport={"width": 390, "height": 844}, locale="en-US"
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        # Requests that pass a service worker cannot be cut by a test.
        context.add_init_script("delete Navigator.prototype.serviceWorker")
        page = context.new_page()
        sign_in(page, na.org.pao)
        page.goto(f"/assessments/forms/{na.participation(na.org.ban_po).pk}/")
        return page

    yield opened
    for context in contexts:
        context.close()


def sign_in(page: Page, person: User) -> None:
    page.goto("/accounts/sign-in/")
    page.get_by_label("Tên đăng nhập hoặc số điện thoại").fill(person.username)
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url("**/")


def photo(folder: Path, name: str, spread: int) -> Path:
    """A photo of six million points, as heavy as a phone's; ``spread`` makes it its own."""
    path = folder / name
    picture = Image.effect_noise((750, 500), spread).convert("RGB").resize((3000, 2000))
    picture.save(path, "JPEG", quality=97)
    assert path.stat().st_size > MOST_BYTES
    return path


def choose(page: Page, na: NaRi, *paths: Path) -> None:
    line = page.locator(f"#c{na.criterion('NR-1.4-a').pk}-files")
    line.get_by_text("Thêm minh chứng").click()
    line.get_by_label("Tệp minh chứng").set_input_files([str(path) for path in paths])


def queue(page: Page, na: NaRi) -> str:
    return f"[data-file-queue=c{na.criterion('NR-1.4-a').pk}-files]"


def test_two_photos_are_made_small_and_sent_one_by_one(
    na: NaRi, phone_form: Callable[[], Page], tmp_path: Path
) -> None:
    page = phone_form()

    choose(page, na, photo(tmp_path, "hop-thon.jpg", 40), photo(tmp_path, "lop-hoc.jpg", 90))

    files = page.locator(f"#c{na.criterion('NR-1.4-a').pk}-files .files")
    expect(files.get_by_text("hop-thon.jpg", exact=True)).to_be_visible()
    expect(files.get_by_text("lop-hoc.jpg", exact=True)).to_be_visible()
    expect(page.locator(queue(page, na))).to_have_count(0)
    kept = Evidence.objects.select_related("file").order_by("pk")
    assert [row.name for row in kept] == ["hop-thon.jpg", "lop-hoc.jpg"]
    for row in kept:
        assert row.file.size <= MOST_BYTES
        picture = Image.open(io.BytesIO(storage.read(row.file.sha256)))
        assert picture.width / picture.height == pytest.approx(1.5, abs=0.01)


def test_a_photo_chosen_without_a_network_is_sent_when_it_is_back(
    na: NaRi, phone_form: Callable[[], Page], tmp_path: Path
) -> None:
    page = phone_form()
    page.context.set_offline(True)

    choose(page, na, photo(tmp_path, "hop-thon.jpg", 40))

    expect(page.locator(queue(page, na))).to_contain_text("chưa gửi được vì mất mạng")
    assert not Evidence.objects.exists()
    page.context.set_offline(False)
    expect(page.locator(".files").get_by_text("hop-thon.jpg", exact=True)).to_be_visible()
    assert Evidence.objects.count() == 1


def test_a_photo_whose_answer_was_lost_is_kept_once(
    na: NaRi, phone_form: Callable[[], Page], tmp_path: Path
) -> None:
    page = phone_form()
    lost: list[str] = []

    def lose_the_first_answer(route: Route) -> None:
        if lost:
            route.continue_()
            return
        lost.append(route.request.url)
        route.fetch()  # the server has it
        route.abort("connectionreset")  # the telephone does not know

    page.route("**/evidence/", lose_the_first_answer)

    choose(page, na, photo(tmp_path, "hop-thon.jpg", 40))

    expect(page.locator(".files").get_by_text("hop-thon.jpg", exact=True)).to_be_visible()
    expect(page.locator(queue(page, na))).to_have_count(0)
    assert len(lost) == 1
    assert Evidence.objects.count() == 1


def test_a_file_that_is_refused_says_why_and_the_next_one_goes_on(
    na: NaRi, phone_form: Callable[[], Page], tmp_path: Path
) -> None:
    page = phone_form()
    (tmp_path / "tro-choi.pdf").write_bytes(b"MZ" * 400)

    choose(page, na, tmp_path / "tro-choi.pdf", photo(tmp_path, "hop-thon.jpg", 40))

    expect(page.locator(".files").get_by_text("hop-thon.jpg", exact=True)).to_be_visible()
    expect(page.locator(queue(page, na))).to_contain_text("không thuộc loại được nhận")
    page.locator(queue(page, na)).get_by_role("button", name="Bỏ").click()
    expect(page.locator(queue(page, na))).to_have_count(0)
    assert [row.name for row in Evidence.objects.all()] == ["hop-thon.jpg"]


def refused_at_the_door(na: NaRi, page: Page, folder: Path) -> None:
    """Páo's session ends; the photo then chosen is refused and stays in the open page."""
    Session.objects.all().delete()
    cache.clear()
    choose(page, na, photo(folder, "hop-thon.jpg", 40))
    expect(page.locator(queue(page, na))).to_contain_text("phiên đã hết")


def put_off(page: Page) -> None:
    """The question for the password, answered with later."""
    page.get_by_role("dialog").get_by_role("button", name="Để sau").click()


def test_a_photo_refused_for_a_lost_session_goes_up_after_signing_in_at_another_tab(
    na: NaRi, phone_form: Callable[[], Page], tmp_path: Path
) -> None:
    page = phone_form()
    refused_at_the_door(na, page, tmp_path)
    put_off(page)

    sign_in(page.context.new_page(), na.org.pao)
    page.locator(queue(page, na)).get_by_role("button", name="Gửi lại").click()

    expect(page.locator(".files").get_by_text("hop-thon.jpg", exact=True)).to_be_visible()
    assert Evidence.objects.count() == 1


def test_a_photo_refused_for_a_lost_session_goes_up_after_signing_in_in_place(
    na: NaRi, phone_form: Callable[[], Page], tmp_path: Path
) -> None:
    page = phone_form()
    refused_at_the_door(na, page, tmp_path)

    dialog = page.get_by_role("dialog", name="Phiên làm việc đã hết")
    dialog.get_by_label("Mật khẩu").fill(PASSWORD)
    dialog.get_by_role("button", name="Đăng nhập").click()

    expect(page.locator(".files").get_by_text("hop-thon.jpg", exact=True)).to_be_visible()
    assert Evidence.objects.count() == 1


def test_a_photo_of_one_account_is_not_sent_by_another(
    na: NaRi, phone_form: Callable[[], Page], tmp_path: Path
) -> None:
    page = phone_form()
    refused_at_the_door(na, page, tmp_path)
    put_off(page)

    sign_in(page.context.new_page(), na.org.mai)
    page.locator(queue(page, na)).get_by_role("button", name="Gửi lại").click()

    expect(page.locator(queue(page, na))).to_contain_text("đang đăng nhập tài khoản khác")
    assert not Evidence.objects.exists()
