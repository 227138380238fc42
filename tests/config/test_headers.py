"""What browsers are told they may do."""

from __future__ import annotations

import gzip

import pytest
from csp.middleware import CSPMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.test import Client, RequestFactory

from config.middleware import AdminStyleMiddleware, PageCompressionMiddleware


def policy(path: str) -> dict[str, str]:
    """The content security policy sent with a page at this address."""

    def page(request: HttpRequest) -> HttpResponseBase:
        return HttpResponse("")

    middleware = CSPMiddleware(AdminStyleMiddleware(page))
    response = middleware(RequestFactory().get(path))
    assert isinstance(response, HttpResponseBase)
    parts = [part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";")]
    return dict(parts)


@pytest.mark.parametrize("path", ["/", "/accounts/sign-in/", "/quan-tri/"])
def test_no_page_may_run_inline_script(path: str) -> None:
    sent = policy(path)

    assert sent["script-src"] == "'self'"
    assert sent["style-src"] == "'self'"
    assert sent["object-src"] == "'none'"
    assert sent["frame-ancestors"] == "'none'"


def test_style_attributes_are_let_through_in_the_admin_only() -> None:
    assert policy("/quan-tri/units/unit/")["style-src-attr"] == "'unsafe-inline'"
    assert "style-src-attr" not in policy("/units/")


@pytest.mark.django_db
def test_every_answer_carries_the_headers(client: Client) -> None:
    response = client.get("/quan-tri/")

    assert response.status_code == 302
    assert "default-src 'self'" in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Referrer-Policy"] == "same-origin"


def sent_compressed(answer: HttpResponseBase) -> HttpResponseBase:
    request = RequestFactory().get("/", headers={"Accept-Encoding": "gzip"})
    found = PageCompressionMiddleware(lambda _request: answer)(request)
    assert isinstance(found, HttpResponseBase)
    return found


def test_a_page_is_sent_in_a_tenth_of_its_size_and_a_paper_as_it_lies_on_the_disk() -> None:
    text = "<p>Thôn Bản Pò: đã nộp phiếu.</p>" * 2000
    page = sent_compressed(HttpResponse(text))
    assert isinstance(page, HttpResponse)
    assert page["Content-Encoding"] == "gzip"
    assert gzip.decompress(page.content).decode() == text
    assert len(page.content) < len(text) / 10

    paper = sent_compressed(HttpResponse(b"%PDF-1.7" * 2000, content_type="application/pdf"))
    assert "Content-Encoding" not in paper.headers
