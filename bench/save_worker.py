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


def saving(client: Client, answer: Answer, path: str) -> Callable[[int], None]:
    """The request that a phone sends when an answer was typed."""

    def save(turn: int) -> None:
        version = Answer.objects.values_list("version", flat=True).get(pk=answer.pk)
        prefix = f"c{answer.criterion_id}"
        data = {
            f"{prefix}-value": "met",
            f"{prefix}-note": f"Lần {turn}",
            f"{prefix}-version": version,
        }
        started = time.perf_counter()
        response = client.post(path, data, headers={"HX-Request": "true"})
        taken.append(time.perf_counter() - started)
        if response.status_code != 200:
            raise SystemExit(f"{response.status_code}: {response.content[:300]!r}")

    taken: list[float] = []
    save.taken = taken  # type: ignore[attr-defined]
    return save


def behind_the_same(client: Client, answer: Answer) -> Callable[[int], None]:
    """The bare statements in a view: the same middleware, session and rights."""
    path = reverse("save_bare", args=[answer.pk])

    def save(turn: int) -> None:
        started = time.perf_counter()
        response = client.post(path, {"note": f"Lần {turn}"}, headers={"HX-Request": "true"})
        taken.append(time.perf_counter() - started)
        if response.status_code != 200:
            raise SystemExit(f"{response.status_code}: {response.content[:300]!r}")

    taken: list[float] = []
    save.taken = taken  # type: ignore[attr-defined]
    return save


def bare(answer: Answer) -> Callable[[int], None]:
    """The least that keeps the answer and tells who changed it."""

    def save(turn: int) -> None:
        started = time.perf_counter()
        write(answer.pk, f"Lần {turn} của đối chứng", WHO)
        taken.append(time.perf_counter() - started)

    taken: list[float] = []
    save.taken = taken  # type: ignore[attr-defined]
    return save


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
    sides = {
        "ours": saving(client, answer, path),
        "framed": behind_the_same(client, answer),
        "bare": bare(answer),
    }
    for turn in range(ROUNDS):
        for save in sides.values():
            save(turn)
    medians = {name: statistics.median(save.taken) for name, save in sides.items()}  # type: ignore[attr-defined]
    print(json.dumps(medians))


if __name__ == "__main__":
    main()
