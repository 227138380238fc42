"""What is entered on behalf carries by which way and on which day it arrived."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from accounts.models import User
from assessments.enums import Status
from assessments.models import Assessment
from assessments.services.steps import note_change
from assessments.services.submission import Submission
from campaigns.enums import Channel


@dataclass(frozen=True)
class Stood:
    """What a record says of the way and the day."""

    channel: str = Channel.SELF
    day: dt.date | None = None


def stands(assessment: Assessment | None) -> Stood:
    """The way and the day as the record says them now; a record not yet begun is one's own."""
    return Stood(assessment.channel, assessment.paper_received_on) if assessment else Stood()


def mark(pks: Iterable[int], received: Submission) -> None:
    """Let the drafts among the records say it; what was handed in before keeps its receipt."""
    drafts = Assessment.objects.filter(pk__in=list(pks), status=Status.DRAFT)
    drafts.update(channel=received.channel, paper_received_on=received.paper_on)


def told(received: Submission | Stood) -> dict[str, Any]:
    """The way and the day as every audit event names them."""
    day = received.day if isinstance(received, Stood) else received.paper_on
    return {"channel": received.channel, "received_on": day}


def put_back(assessment: Assessment, wrote: Stood, before: Stood, *, actor: User) -> bool:
    """Let a draft say again what it said ``before``, unless somebody told another way since.

    Returns whether it did; then an audit event names both.
    """
    if wrote == before:
        return False
    drafts = Assessment.objects.filter(pk=assessment.pk, status=Status.DRAFT)
    same = drafts.filter(channel=wrote.channel, paper_received_on=wrote.day)
    if not same.update(channel=before.channel, paper_received_on=before.day):
        return False
    note_change(
        "assessments.receipt_put_back",
        assessment,
        actor,
        before=told(wrote),
        after=told(before),
    )
    return True
