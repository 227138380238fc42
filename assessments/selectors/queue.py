"""What waits for the reviewer: the next record after this one."""

from __future__ import annotations

from accounts.models import User
from assessments.enums import Status
from assessments.models import Assessment
from assessments.rules import can_review
from assessments.selectors.desk import waiting_for


def next_to_review(user: User, done: Assessment) -> int | None:
    """The next submitted record of the same year in the commune's order, or ``None``.

    Records that the reviewer may not review (entered by the reviewer, at another level) are
    passed over: somebody else reviews them.
    """
    rows = waiting_for(user).filter(campaign_year_id=done.campaign_year_id, status=Status.SUBMITTED)
    here = (done.group.position, done.unit.position)
    mine = [row for row in rows.exclude(pk=done.pk) if can_review(user, row)]
    after = [row.pk for row in mine if (row.group.position, row.unit.position) > here]
    return after[0] if after else next((row.pk for row in mine), None)
