"""Save one answer again and again, and beside it the bare statements of the same save.

Ours is the whole request: session, rights, the answer, its audit event, what the page shows. The
floor is one transaction with one UPDATE of the answer and one INSERT of an audit row by hand,
once in a view behind the same middleware, sign-in and rights, once without any request around
it. Interleaved in one process on one database; prints medians in seconds.
"""

from __future__ import annotations

import json
import os
import statistics
import time
from collections.abc import Callable
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.hello_settings")
django.setup()

from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

from assessments.models import Answer  # noqa: E402
from bench.bare_saving import write  # noqa: E402
from campaigns.models import Participation  # noqa: E402
from reports.demo.people import PASSWORD  # noqa: E402

ROUNDS = 60
WHO = "nr.thon05"


Act = Callable[[], None]


def pressed(client: Client, path: str, data: dict[str, Any]) -> None:
    """A request that has to succeed."""
    response = client.post(path, data, headers={"HX-Request": "true"})
    if response.status_code != 200:
        raise SystemExit(f"{response.status_code}: {response.content[:300]!r}")


def sides_of(client: Client, answer: Answer, path: str, turn: int) -> dict[str, Act]:
    """The three ways to save one answer: as a phone sends it, bare behind sign-in, bare."""
    bare_path = reverse("save_bare", args=[answer.pk])
    note, prefix = f"Lần {turn}", f"c{answer.criterion_id}"
    data = {
        f"{prefix}-value": "met",
        f"{prefix}-note": note,
        f"{prefix}-version": Answer.objects.values_list("version", flat=True).get(pk=answer.pk),
    }
    return {
        "ours": lambda: pressed(client, path, data),
        "framed": lambda: pressed(client, bare_path, {"note": note}),
        "bare": lambda: write(answer.pk, f"{note} của đối chứng", WHO),
    }


def timed(act: Act) -> float:
    """Seconds that it took."""
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def main() -> None:
    """Print ``{"ours": s, "framed": s, "bare": s}``."""
    client = Client(HTTP_HOST="localhost")
    client.post(reverse("accounts:sign_in"), {"name": WHO, "password": PASSWORD})
    answer = (
        Answer.objects.filter(assessment__unit__memberships__user__username=WHO)
        .exclude(self_value="")
        .select_related("assessment")
        .earliest("pk")
    )
    row = Participation.objects.get(
        campaign_year=answer.assessment.campaign_year_id, unit=answer.assessment.unit_id
    )
    path = reverse("assessments:save_criterion", args=[row.pk, answer.criterion_id])
    taken: dict[str, list[float]] = {}
    for turn in range(ROUNDS):
        for name, act in sides_of(client, answer, path, turn).items():
            taken.setdefault(name, []).append(timed(act))
    medians = {name: statistics.median(some) for name, some in taken.items()}
    print(json.dumps(medians))


if __name__ == "__main__":
    main()
