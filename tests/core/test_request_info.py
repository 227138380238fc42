"""What the running request is."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from core import request_info
from core.audit import SYSTEM, Subject, record
from core.request_info import RequestInfo, RequestInfoMiddleware


def test_outside_of_requests_there_is_nothing() -> None:
    assert request_info.current() == RequestInfo()
    assert request_info.current().memory is None


def test_every_request_has_its_own_id_address_and_memory(rf: RequestFactory) -> None:
    seen: list[RequestInfo] = []

    def view(_request: HttpRequest) -> HttpResponse:
        info = request_info.current()
        assert info.memory == {}
        info.memory["kept"] = "for this request"
        seen.append(info)
        return HttpResponse()

    middleware = RequestInfoMiddleware(view)
    first = middleware(rf.get("/", REMOTE_ADDR="10.0.0.1"))
    second = middleware(rf.get("/", REMOTE_ADDR="10.0.0.2", HTTP_X_FORWARDED_FOR="1.2.3.4"))

    assert [info.address for info in seen] == ["10.0.0.1", "10.0.0.2"]
    assert [info.request_id for info in seen] == [first["X-Request-ID"], second["X-Request-ID"]]
    assert seen[0].request_id != seen[1].request_id
    assert request_info.current().memory is None


def test_a_view_that_breaks_leaves_nothing_behind(rf: RequestFactory) -> None:
    def view(_request: HttpRequest) -> HttpResponse:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        RequestInfoMiddleware(view)(rf.get("/"))

    assert request_info.current() == RequestInfo()


@pytest.mark.django_db
def test_audit_events_carry_the_request(rf: RequestFactory) -> None:
    def view(_request: HttpRequest) -> HttpResponse:
        event = record("tests.noted", Subject("tests.paper", 1, "Giấy"), actor=SYSTEM)
        return HttpResponse(f"{event.request_id} {event.address}")

    response = RequestInfoMiddleware(view)(rf.get("/", REMOTE_ADDR="10.0.0.1"))

    assert response.content.decode() == f"{response['X-Request-ID']} 10.0.0.1"
