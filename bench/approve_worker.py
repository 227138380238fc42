"""Inside a bench database: forms approved by the product and, in turns, by bare statements.

``python -m bench.approve_worker ROUNDS`` prints seconds as JSON. Both sides write the same rows
through the same connection, each form in a transaction of its own: state, step, audit event with
its chain, the unit's notice, reviewed values, the two rows of the roll-up. By hand everything that
is not written is known beforehand. At the end rows, sums and chain of both are one whole.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

import django
from django.conf import settings
from django.db import connection, transaction

EACH = 10

STATE = """
UPDATE assessments_assessment SET version = version + 1, status = 'reviewed', saved_at = %(at)s,
    reviewed_on = %(day)s, reviewed_by_id = %(actor)s, own_work_reason = ''
WHERE id = %(id)s AND status = 'in_review' AND version = %(version)s
"""
STEP = """
INSERT INTO assessments_assessmentevent (assessment_id, action, from_status, to_status, actor_id,
    note, channel, receipt_code, is_after_closing, at)
VALUES (%(id)s, 'approve', 'in_review', 'reviewed', %(actor)s, '', '', '', FALSE, %(at)s)
"""
HEAD = "SELECT seq, hash FROM core_auditchain WHERE name = %(chain)s FOR UPDATE"
EVENT = """
INSERT INTO core_auditevent (chain, seq, at, actor_id, actor_label, role, unit_id, unit_label,
    action, object_kind, object_id, object_label, before, after, reason, request_id, address,
    previous_hash, hash)
VALUES (%(chain)s, %(seq)s, %(at)s, %(actor)s, %(actor_label)s, %(role)s, %(unit)s,
    %(unit_label)s, 'assessments.approve', 'assessments.assessment', %(object)s, %(label)s,
    %(before)s, %(after)s, '', '', '', %(previous)s, %(hash)s)
"""
NEW_HEAD = "UPDATE core_auditchain SET seq = %(seq)s, hash = %(hash)s WHERE name = %(chain)s"
VALUES = """
UPDATE assessments_answer SET reviewed_value = self_value
WHERE assessment_id = %(id)s AND reviewed_value = '' AND self_value <> ''
"""
NOTICE = """
INSERT INTO notices_notice (recipient_id, subject, body, object_kind, object_id, path, once_key,
    created_at)
VALUES (%(head)s, %(subject)s, %(body)s, 'assessments.assessment', %(object)s, %(path)s, '',
    %(at)s)
"""
UNIT = """
UPDATE campaigns_unittally SET status = 'reviewed', since = %(at)s, taken_up_by = ''
WHERE campaign_year_id = %(year)s AND unit_id = %(unit)s
"""
PLACE = """
UPDATE campaigns_placetally SET reviewed = reviewed + 1, in_review = in_review - 1
WHERE campaign_year_id = %(year)s AND group_id = %(group)s AND place_id = %(place)s
"""
BEFORE, AFTER = {"status": "in_review"}, {"status": "reviewed", "channel": ""}
Facts = dict[str, Any]


def facts_of(record: Any, officer: Any) -> Facts:
    """Everything that the bare statements need, but for moment and chain."""
    from core import clock  # noqa: PLC0415 needs the apps

    host = record.campaign_year.campaign.launched_by_id
    return {
        "id": record.pk,
        "object": str(record.pk),
        "version": record.version,
        "day": clock.today(),
        "actor": officer.pk,
        "actor_label": officer.as_actor.label,
        "role": "officer",
        "chain": f"commune:{host}",
        "unit": record.unit_id,
        "unit_label": record.unit.display_name,
        "label": f"{record.unit} {record.campaign_year}",
        "head": record.submitted_by_id,
        "subject": f"{record.unit}: phiếu năm {record.campaign_year.year} đã được duyệt",
        "body": "Nếu chưa đồng ý, đơn vị có ý kiến trong 5 ngày từ ngày duyệt.",
        "path": f"/assessments/{record.pk}/",
        "year": record.campaign_year_id,
        "group": record.group_id,
        "place": host,
        "before": json.dumps(BEFORE),
        "after": json.dumps(AFTER),
    }


def by_hand(facts: Facts) -> None:
    """The least that leaves the same rows behind."""
    from core import clock  # noqa: PLC0415 needs the apps

    with transaction.atomic(), connection.cursor() as cursor:
        row = facts | {"at": clock.now()}
        for sql in (STATE, STEP, VALUES, NOTICE, UNIT, PLACE):
            cursor.execute(sql, row)
        cursor.execute(HEAD, row)
        seq, previous = cursor.fetchone()
        row |= {"seq": seq + 1, "previous": previous}
        row["hash"] = _sealed(row)
        cursor.execute(EVENT, row)
        cursor.execute(NEW_HEAD, row)


def _sealed(row: Facts) -> str:
    from core.audit import canonical  # noqa: PLC0415 needs the apps

    body = {
        "chain": row["chain"],
        "seq": row["seq"],
        "at": row["at"].isoformat(),
        "actor": [row["actor"], row["actor_label"], row["role"]],
        "unit": [row["unit"], row["unit_label"]],
        "action": "assessments.approve",
        "object": ["assessments.assessment", row["object"], row["label"]],
        "before": BEFORE,
        "after": AFTER,
        "reason": "",
        "request": ["", ""],
    }
    text = row["previous"] + canonical(body)
    return hmac.new(settings.FIELD_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()


def in_review(record: Any, officer: Any) -> Any:
    """The form handed in by its head and taken up by the officer."""
    from assessments.services import review, steps, submission  # noqa: PLC0415 needs the apps

    record = steps.fetch(record.pk)
    head = record.authors.get().user
    record = submission.submit(record, actor=head, version=record.version)
    # As the page of the form has it at hand.
    return steps.fetch(review.start(record, actor=officer, version=record.version).pk)


def run(rounds: int) -> dict[str, float]:
    """Medians of one form; the sides take turns form by form."""
    from assessments.services import review  # noqa: PLC0415 needs the apps
    from bench import evening  # noqa: PLC0415

    evening.load()
    (place,) = evening.communes(1, 2 * (1 + rounds * EACH))
    officer = place.officer
    records = [in_review(one, officer) for one in place.drafts]
    taken: dict[str, list[float]] = {"ours": [], "peer": []}
    for turn, (mine, other) in enumerate(zip(records[::2], records[1::2], strict=True)):
        facts = facts_of(other, officer)

        def ours(mine: Any = mine) -> None:
            review.approve(mine, actor=officer, version=mine.version)

        def peer(facts: Facts = facts) -> None:
            by_hand(facts)

        one, two = _timed(evening.in_request, ours), _timed(evening.in_request, peer)
        if turn == 0:  # the first of each side is warmth, and the proof that both do the same
            _same(_left_behind(mine), _left_behind(other))
        else:
            taken["ours"].append(one)
            taken["peer"].append(two)
    _proven(place)
    return {name: statistics.median(some) for name, some in taken.items()}


def _timed(inside: Callable[[Callable[[], Any]], None], act: Callable[[], Any]) -> float:
    found: list[float] = []

    def timed() -> None:
        started = time.perf_counter()
        act()
        found.append(time.perf_counter() - started)

    inside(timed)
    return found[0]


def _left_behind(record: Any) -> list[list[Any]]:
    """The rows of one form without what tells two forms apart."""
    from assessments.models import Answer, Assessment, AssessmentEvent  # noqa: PLC0415
    from campaigns.models import UnitTally  # noqa: PLC0415
    from core.models import AuditEvent  # noqa: PLC0415
    from notices.models import Notice  # noqa: PLC0415

    about = {"object_kind": "assessments.assessment", "object_id": str(record.pk)}
    found: list[Any] = [
        Assessment.objects.filter(pk=record.pk).values(
            "status", "version", "reviewed_on", "reviewed_by", "own_work_reason"
        ),
        AssessmentEvent.objects.filter(assessment=record)
        .order_by("pk")
        .values("action", "from_status", "to_status", "note", "channel", "is_after_closing"),
        AuditEvent.objects.filter(**about, action="assessments.approve").values(
            "actor_id", "actor_label", "role", "before", "after", "reason"
        ),
        Notice.objects.filter(**about).values("body", "once_key", "read_at"),
        UnitTally.objects.filter(unit=record.unit_id).values("status", "taken_up_by"),
    ]
    undecided = Answer.objects.filter(assessment=record, reviewed_value="")
    return [list(rows) for rows in found] + [[{"undecided": undecided.count()}]]


def _same(ours: Any, theirs: Any) -> None:
    if ours != theirs:
        message = f"the sides leave different rows behind: {ours} and {theirs}"
        raise RuntimeError(message)


def _proven(place: Any) -> None:
    """Sums equal a recount, and the chain holds over the events of both sides."""
    from assessments.services import recounting  # noqa: PLC0415 needs the apps
    from core.audit import first_broken  # noqa: PLC0415

    _same(recounting.differences(place.year).in_words(), [])
    _same(first_broken(f"commune:{place.year.campaign.launched_by_id}"), None)


def main() -> None:
    """Print ``{"ours": s, "peer": s}``."""
    django.setup()
    print(json.dumps(run(int(sys.argv[1]))))


if __name__ == "__main__":
    main()
