"""The first page, by role."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.http import SignedInRequest
from core.policy import signed_in
from reports import home as pages
from reports.kept import kept_while_unchanged


@require_GET
@signed_in
def home(request: SignedInRequest) -> HttpResponse:
    """What waits for this person, at a glance."""

    def build() -> HttpResponse:
        return render(request, "reports/home.html", {"home": pages.home_of(request.user)})

    return kept_while_unchanged(request, build)
