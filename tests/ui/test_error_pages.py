"""What a stranger reads when something went wrong."""

from __future__ import annotations

import re

import pytest
from django.template import loader
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from core.display import spoken_code
from tests.org import Org

pytestmark = pytest.mark.urls("tests.ui.gallery")
CODE = re.compile(r"<dd>([0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4})</dd>")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "status", "heading"),
    [
        ("/nowhere/", 404, "Không có trang này"),
        ("/broken/", 500, "Hệ thống gặp lỗi"),
    ],
)
def test_page_carries_the_code_of_the_request(address: str, status: int, heading: str) -> None:
    client = Client(raise_request_exception=False)

    response = client.get(address)

    html = response.content.decode()
    assert response.status_code == status
    assert f"<h1>{heading}</h1>" in html
    assert CODE.findall(html) == [spoken_code(response["X-Request-ID"])]


@pytest.mark.django_db
def test_expired_form_says_what_to_do() -> None:
    response = Client(enforce_csrf_checks=True).post("/confirm/", {"reason": "Kết luận họp"})

    html = response.content.decode()
    assert response.status_code == 403
    assert "<h1>Biểu mẫu đã hết hạn</h1>" in html
    assert "tải lại trang rồi gửi lại" in html


@pytest.mark.django_db
def test_page_of_an_error_needs_no_database_even_for_who_signed_in(
    client: Client, org: Org, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(org.lan)
    client.get("/nowhere/")

    with django_assert_num_queries(0):
        html = loader.render_to_string("404.html")

    assert "menu" not in html


@pytest.mark.parametrize("name", ["400.html", "403.html", "403_csrf.html", "404.html", "500.html"])
def test_page_stands_without_request_and_names_a_way_on(name: str) -> None:
    html = loader.render_to_string(name)

    assert '<html lang="vi">' in html
    assert html.count("<h1>") == 1
    assert "Hãy " in html
    assert 'href="/"' in html
