"""Answers to what was done to the files of one line: they stand beside the line."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.messages.storage.base import Message
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.http import SignedInRequest
from assessments.selectors import form_page as pages
from assessments.selectors.criteria_lines import criterion_line
from assessments.selectors.lines import Said
from assessments.views.finding import full_record, opened_for
from campaigns.models import Participation
from core.errors import DomainError
from core.once import act_once
from criteria.models import Criterion

TONES = {messages.SUCCESS: "ok", messages.ERROR: "bad", messages.WARNING: "warn"}


@dataclass(frozen=True)
class Beside:
    """A line whose files are being changed."""

    request: SignedInRequest
    participation: Participation
    criterion: Criterion

    @property
    def prefix(self) -> str:
        """The line's name in the page and in its address."""
        return f"c{self.criterion.pk}"

    def respond(self, act: Callable[[], Any], *, done: str) -> HttpResponse:
        """Do the act once; what came of it is said beside the line.

        A script gets the line's files anew (422 when refused); otherwise the browser is led back
        to the line, and the page shows the message there.
        """
        here = f"{reverse('assessments:form', args=[self.participation.pk])}#{self.prefix}"
        level, text = messages.SUCCESS, done
        try:
            act_once(self.request, act, to=here, done="")
        except DomainError as error:
            level, text = messages.ERROR, str(error)
        if self.request.headers.get("HX-Request"):
            return self._files(Said(TONES[level], text))
        messages.add_message(self.request, level, text, extra_tags=self.prefix)
        return redirect(here)

    def _files(self, said: Said) -> HttpResponse:
        record = full_record(self.participation)
        opened = opened_for(self.request.user, self.participation, record)
        source = pages.source_of(
            record or pages.unsaved(self.participation), opened, said={self.prefix: said}
        )
        line = criterion_line(
            source, self.criterion, source.form.criteria.index(self.criterion) + 1
        )
        context = {"line": line, "participation": self.participation}
        status = 422 if said.tone == "bad" else 200
        return render(self.request, "assessments/_files.html", context, status=status)


def said_beside(request: SignedInRequest) -> tuple[list[Message], dict[str, Said]]:
    """The waiting messages: those for the top of the page, and those that name a line."""
    waiting: Iterable[Message] = list(messages.get_messages(request))
    top = [one for one in waiting if not one.extra_tags]
    lines = {
        one.extra_tags: Said(TONES.get(one.level, "info"), str(one.message))
        for one in waiting
        if one.extra_tags
    }
    return top, lines
