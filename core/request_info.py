"""What the running request is, for whoever writes an audit row deep below the view."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse


@dataclass(frozen=True)
class RequestInfo:
    """The id that stands in logs and audit rows, the caller's address, and what was looked up.

    ``memory`` lives as long as the request; outside of requests there is none. ``late`` is where
    the trail keeps what it had to look up itself because nobody had before; elsewhere it asks
    nothing.
    """

    request_id: str = ""
    address: str = ""
    memory: dict[str, Any] | None = field(default=None, compare=False)
    late: dict[str, Any] | None = field(default=None, compare=False)


_OUTSIDE = RequestInfo()
_current: ContextVar[RequestInfo | None] = ContextVar("request_info", default=None)


def current() -> RequestInfo:
    """The running request, or an empty one outside of requests (jobs, commands)."""
    return _current.get() or _OUTSIDE


@contextmanager
def remembering() -> Iterator[None]:
    """Remember what was looked up until the block ends, as a request does; for acts in a row."""
    token = _current.set(replace(current(), memory={}))
    try:
        yield
    finally:
        _current.reset(token)


@contextmanager
def asking_late() -> Iterator[None]:
    """Let the trail ask once for what nobody has read here: a job, the operator's window.

    Pages read the rights of whoever acts before they act; a job only works what was asked for.
    """
    token = _current.set(replace(current(), late={}))
    try:
        yield
    finally:
        _current.reset(token)


def client_address(request: HttpRequest) -> str:
    """The address of the direct caller; a proxy must set REMOTE_ADDR, headers are not believed."""
    return str(request.META.get("REMOTE_ADDR", ""))


class RequestInfoMiddleware:
    """Give every request an id and keep it at hand while the request runs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        info = RequestInfo(uuid.uuid4().hex[:12], client_address(request), {})
        token = _current.set(info)
        try:
            response = self.get_response(request)
        finally:
            _current.reset(token)
        response["X-Request-ID"] = info.request_id
        return response
