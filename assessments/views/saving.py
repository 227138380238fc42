"""The answer to a browser that sent one line of a form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from types import SimpleNamespace
from typing import Any, Protocol, TypeVar

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language, override
from django_htmx.http import reswap, retarget

from accounts.http import SignedInRequest
from assessments.selectors.form_page import AfterSaving, clock_text
from core.errors import DomainError, StaleError
from core.stencils import Stencil, cut


def sent_by_another(request: SignedInRequest) -> bool:
    """Whether a draft of one account arrives with the session of another.

    Several people may use one telephone; a script names whose draft it sends.
    """
    return request.headers.get("X-Sender", str(request.user.pk)) != str(request.user.pk)


class Saved(Protocol):
    """A row that was saved."""

    version: int
    saved_at: dt.datetime


Row = TypeVar("Row", bound=Saved)


class ShownAgain(Protocol):
    """A line as it stands on the server; ``kind`` names its template."""

    kind: str


@dataclass(frozen=True)
class LineSaving:
    """One line that was sent; ``seen`` is the version the sender had before them."""

    request: SignedInRequest
    prefix: str
    seen: int

    def respond(
        self,
        save: Callable[[], Row],
        *,
        after: Callable[[Row], Any],
        again: Callable[[str], Any],
    ) -> HttpResponse:
        """Saved: the new version and what follows from it. Refused (422): why, beside the field.

        When another screen was faster (409), ``again`` gives the line as it stands on the
        server, which takes the place of what was typed.
        """
        try:
            row = save()
        except StaleError as error:
            return self._overtaken(again(str(error)))
        except DomainError as error:
            refusal = {"error": str(error), "error_field": error.field, "version": self.seen}
            return self._fragment(refusal, status=422)
        at = clock_text(row.saved_at)
        told = {"version": str(row.version), "saved": at, "after": after(row)}
        response = self._plain(told) or self._fragment(told)
        response["X-Saved-At"] = at
        return response

    def _plain(self, told: dict[str, Any]) -> HttpResponse | None:
        """What most savings come back with: saved, and how far the form is; nothing else."""
        after = told["after"]
        if settings.DEBUG or not isinstance(after, AfterSaving) or not after.is_plain:
            return None
        slots = {**told, "prefix": self.prefix, "fraction": after.progress.fraction}
        return HttpResponse(_plain_stencil(get_language() or "").filled(slots))

    def _overtaken(self, line: ShownAgain) -> HttpResponse:
        template = f"assessments/_{line.kind}_body.html"
        response = render(self.request, template, {"line": line}, status=409)
        return reswap(retarget(response, f"#{self.prefix}-body"), "innerHTML")

    def _fragment(self, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
        """What comes back for the line alone: nothing of the page's frame is in it."""
        return HttpResponse(_saved({"prefix": self.prefix, **context}), status=status)


def _saved(context: dict[str, Any]) -> str:
    return render_to_string("assessments/_line_saved.html", context)


@cache
def _plain_stencil(language: str) -> Stencil:
    """The template's answer to a plain saving, its four texts marked."""
    marks = {name: f"xslot{name}x" for name in ("prefix", "version", "saved", "fraction")}
    progress = SimpleNamespace(fraction=marks["fraction"])
    with override(language):
        markup = _saved({**marks, "after": SimpleNamespace(progress=progress)})
    return cut(markup, {mark: name for name, mark in marks.items()})
