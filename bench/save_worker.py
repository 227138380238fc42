"""Save one answer again and again, and beside it the bare statements of the same save.

Ours is the whole request: session, rights, the answer, its audit event, what the page shows. The
floor is one transaction with one UPDATE of the answer and one INSERT of an audit row by hand.
Interleaved in one process on one database; prints medians in seconds.
"""

from __future__ import annotations

import json
import os
import statistics
import time
import uuid
from collections.abc import Callable

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.embedded")
django.setup()

from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

from assessments.models import Answer  # noqa: E402
from campaigns.models import Participation  # noqa: E402
from reports.demo.people import PASSWORD  # noqa: E402

ROUNDS = 60
WHO = "nr.thon05"
AUDIT = (
    "INSERT INTO core_auditevent (chain, seq, at, actor_label, role, unit_label, action, "
    "object_kind, object_id, object_label, reason, request_id, address, previous_hash, hash, "
    "before, after) VALUES (%s, %s, CURRENT_TIMESTAMP, %s, '', '', 'bench', 'x', '1', '', '', "
    "%s, '', '', %s, '{}', '{}')"
)


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


def bare(answer: Answer) -> Callable[[int], None]:
    """The least that keeps the answer and tells who changed it."""

    def save(turn: int) -> None:
        started = time.perf_counter()
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "UPDATE assessments_answer SET self_note = %s, version = version + 1 WHERE id = %s",
                [f"Lần {turn} của đối chứng", answer.pk],
            )
            cursor.execute(AUDIT, ["bench", turn, WHO, uuid.uuid4().hex[:12], uuid.uuid4().hex])
        taken.append(time.perf_counter() - started)

    taken: list[float] = []
    save.taken = taken  # type: ignore[attr-defined]
    return save


def main() -> None:
    """Print ``{"ours": s, "peer": s}``."""
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
    sides = {"ours": saving(client, answer, path), "peer": bare(answer)}
    for turn in range(ROUNDS):
        for save in sides.values():
            save(turn)
    medians = {name: statistics.median(save.taken) for name, save in sides.items()}  # type: ignore[attr-defined]
    print(json.dumps(medians))


if __name__ == "__main__":
    main()
