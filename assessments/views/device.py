"""What a telephone needs to go on without a network: its worker, its manifest, its drafts."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from pathlib import Path
from typing import Final

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from core.policy import public, signed_in

WORKER: Final = "js/worker.js"
# What the page for no network is drawn with, wherever the telephone was before.
BESIDE: Final = (
    "bootstrap/css/bootstrap.min.css",
    "css/app.css",
    "js/theme.js",
    "js/kept.js",
)
PAPER, RED = "#ffffff", "#9b1c1f"


@public
@never_cache
@require_safe
def service_worker(_request: HttpRequest) -> HttpResponse:
    """The script that keeps the form's page for a telephone without a network.

    It is served from the root, for a worker reaches only what lies below its own address, and
    always asked for anew: a changed product must not be held back by an old worker.
    """
    offline = reverse("device:offline")
    facts = {"VERSION": _version(), "OFFLINE": offline, "BESIDE": [static(one) for one in BESIDE]}
    lines = [f"const {name} = {json.dumps(value)};" for name, value in facts.items()]
    text = "\n".join([*lines, _worker()])
    response = HttpResponse(text, content_type="text/javascript; charset=utf-8")
    response["Service-Worker-Allowed"] = "/"
    return response


@lru_cache(maxsize=1)
def _worker() -> str:
    found = finders.find(WORKER)
    return Path(str(found)).read_text(encoding="utf-8")


def _version() -> str:
    """Changes with the worker and with the addresses of the files that its pages are drawn with."""
    names = ("css/assessments.css", "css/grid.css", "js/app.js", "js/drafts.js", "js/door.js")
    drawn = [static(name) for name in (*BESIDE, *names)]
    drawn += [static(name) for name in ("js/form.js", "js/steps.js", "js/ticks.js")]
    return hashlib.sha256("\n".join([_worker(), *drawn]).encode()).hexdigest()[:12]


@public
@cache_control(max_age=24 * 3600)
@require_safe
def manifest(_request: HttpRequest) -> JsonResponse:
    """What an installed copy is called and looks like."""
    icons = [("app-192.png", "192x192", "any"), ("app-512.png", "512x512", "any")]
    icons.append(("app-maskable-512.png", "512x512", "maskable"))
    return JsonResponse(
        {
            "id": "/",
            "name": _("Thi đua học tập"),
            "short_name": _("Thi đua"),
            "lang": "vi",
            "start_url": "/",
            "scope": "/",
            "display": "standalone",
            "background_color": PAPER,
            "theme_color": RED,
            "icons": [
                {"src": static(f"icons/{name}"), "sizes": size, "type": "image/png", "purpose": use}
                for name, size, use in icons
            ],
        },
        content_type="application/manifest+json",
    )


@public
@never_cache
@require_safe
def session(request: HttpRequest) -> JsonResponse:
    """Who is signed in here, and the token for the next sending; for the product's own scripts.

    Other sites can make a browser ask this but never read the answer.
    """
    user = str(request.user.pk) if request.user.is_authenticated else ""
    return JsonResponse({"user": user, "token": get_token(request)})


@public
@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """What a telephone shows for a page that it has not kept."""
    return render(request, "assessments/offline.html")


@signed_in
@never_cache
@require_safe
def drafts(request: SignedInRequest) -> HttpResponse:
    """The answers that lie on this device only; the browser fills the list in itself."""
    return render(request, "assessments/drafts.html")
