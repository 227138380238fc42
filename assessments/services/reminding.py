"""Reminders: a digest per person and day, put into the outbox of the office that launched it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.selectors.reminders import (
    DueLine,
    body_of,
    due_lines,
    key_of,
    open_lines,
    reached_by,
    subject_of,
)
from campaigns.models import CampaignYear, DutyDelivery, Participation
from campaigns.rules import can_work_office
from campaigns.services.open_years import refuse_unless_open
from core import clock, jobs
from core.audit import SYSTEM, Actor
from core.display import vn_date
from core.errors import DomainError
from core.models import Job
from notices.models import Mailing, Outgoing
from notices.services import outbox
from notices.services.outbox import Draft, Occasion
from units.models import Unit

JOB_KIND = "assessments.remind"
KIND = "reminder"
# After a longer pause of the scheduler old reminders would only confuse.
MOST_LOOKED_BACK = 4


def enqueue_due() -> bool:
    """One reminding job a day; whether this call asked for it. Asked every minute."""
    day = clock.today().isoformat()
    if Job.objects.filter(kind=JOB_KIND, object_key="all", input_hash=day).exists():
        return False
    jobs.enqueue(JOB_KIND, "all", input_hash=day, arguments={"day": day})
    return True


def remind(day: dt.date) -> dict[str, int]:
    """Prepare the day's mailings, and send those whose offices chose so; twice is once."""
    lines = due_lines(day, looked_back=_looked_back(day))
    made = _prepare(lines, day, by_hand=False, actor=SYSTEM)
    sent = [outbox.send_automatically(one) for one in made if one.is_automatic]
    return {"mailings": len(made), "sent": len(sent)}


def _looked_back(day: dt.date) -> int:
    """How many days this reminding stands for: those since the scheduler last reminded."""
    earlier = (
        Job.objects.filter(kind=JOB_KIND, object_key="all", input_hash__lt=day.isoformat())
        .order_by("-input_hash")
        .values_list("input_hash", flat=True)
        .first()
    )
    if earlier is None:
        return 1
    return min((day - dt.date.fromisoformat(earlier)).days, MOST_LOOKED_BACK)


@transaction.atomic
def prepare_now(campaign_year: CampaignYear, *, actor: User) -> Mailing:
    """Put reminders for everybody who owes something in this year into the outbox, today.

    Raises ``DomainError`` when nobody owes anything, or everybody was reminded today already.
    """
    if not can_work_office(actor, campaign_year.campaign):
        raise PermissionDenied
    refuse_unless_open(campaign_year)
    day = clock.today()
    made = _prepare(open_lines(campaign_year, day), day, by_hand=True, actor=actor.as_actor)
    waiting = [one for one in made if one.state == "prepared"]
    if not waiting:
        raise DomainError(
            _("Không còn ai cần nhắc thêm hôm nay: mỗi người chỉ nhận một tin một ngày.")
        )
    return waiting[0]


@dataclass
class _Batch:
    """What one office has to say, in one of the two ways."""

    office: Unit
    people: dict[User, list[DueLine]] = field(default_factory=dict)
    unreached: list[str] = field(default_factory=list)


def _prepare(
    lines: Iterable[DueLine], day: dt.date, *, by_hand: bool, actor: Actor
) -> list[Mailing]:
    reached = reached_by(lines, day)
    batches: dict[tuple[int, bool], _Batch] = {}
    for user, own in reached.people.items():
        ordered = sorted(own, key=lambda line: (line.due.last_day or dt.date.max, line.key))
        office = max((_office(line) for line in own), key=lambda unit: (len(unit.path), unit.path))
        automatic = not by_hand and all(map(_is_automatic, own))
        batch = batches.setdefault((office.pk, automatic), _Batch(office))
        batch.people[user] = ordered
    for line in reached.unreached:
        key = (_office(line).pk, not by_hand and _is_automatic(line))
        batches.setdefault(key, _Batch(_office(line))).unreached.append(line.unit.display_name)
    made = [
        _put(batch, day, is_automatic=automatic, actor=actor)
        for (_pk, automatic), batch in sorted(batches.items())
    ]
    return [one for one in made if one is not None]


def _office(line: DueLine) -> Unit:
    return line.campaign_year.campaign.launched_by


def _is_automatic(line: DueLine) -> bool:
    return line.campaign_year.campaign.reminders_automatic


def _put(batch: _Batch, day: dt.date, *, is_automatic: bool, actor: Actor) -> Mailing | None:
    occasion = Occasion(
        unit=batch.office,
        kind=KIND,
        day=day,
        label=_("Nhắc việc ngày %(day)s") % {"day": vn_date(day)},
        is_automatic=is_automatic,
    )
    drafts = [_draft(user, lines, day) for user, lines in batch.people.items()]
    return outbox.prepare(
        occasion, drafts, unreached=list(dict.fromkeys(batch.unreached)), actor=actor
    )


def _draft(user: User, lines: list[DueLine], day: dt.date) -> Draft:
    return Draft(
        recipient=user,
        subject=subject_of(lines, day),
        body=body_of(lines, day),
        path=lines[0].path if len(lines) == 1 else "/",
        about=tuple(line.key for line in lines),
        for_units=", ".join(dict.fromkeys(line.unit.display_name for line in lines)),
    )


def needless(messages: list[Outgoing]) -> set[int]:
    """Messages whose every duty is fulfilled by now, or whose unit was left out of the year."""
    keys = {key for message in messages for key in message.about}
    done = _fulfilled(keys)
    return {message.pk for message in messages if message.about and done.issuperset(message.about)}


def _fulfilled(keys: set[str]) -> set[str]:
    parts = [tuple(map(int, key.split(":"))) for key in keys]
    units = {unit for _duty, _year, unit in parts}
    years = {year for _duty, year, _unit in parts}
    received = set(
        DutyDelivery.objects.filter(campaign_year__in=years, unit__in=units)
        .exclude(received_on=None)
        .values_list("duty_id", "campaign_year_id", "unit_id")
    )
    excluded = set(
        Participation.objects.filter(
            campaign_year__in=years, unit__in=units, is_excluded=True
        ).values_list("campaign_year_id", "unit_id")
    )
    return {
        key_of(duty, year, unit)
        for duty, year, unit in parts
        if (duty, year, unit) in received or (year, unit) in excluded
    }
