"""The village's meeting on a letter: who was there, and how each item was voted on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.models import User
from awards.enums import Action, AwardPaper, State
from awards.models import Proposal, Submission, VillageMeeting
from awards.models.proposals import BEFORE_SENDING
from awards.selectors.village_votes import votes_cast
from awards.services.proposals import may_write, note_letter
from awards.services.steps import fetch, perform
from campaigns.selectors.outlines import outline_text
from core import clock
from core.errors import DomainError
from core.text import nfc, one_line
from documents.models import StoredFile
from units.enums import UnitType


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """What the village's minutes say; votes by item id as (yes, no)."""

    held_on: dt.date
    households: int
    present: int
    chaired_by: str
    kept_by: str
    minutes: str = ""
    votes: Mapping[int, tuple[int, int]]
    scan: StoredFile | None = None
    scan_name: str = ""


@transaction.atomic
def record_meeting(letter: Submission, meeting: Meeting, *, actor: User) -> Submission:
    """Write down the village's meeting; every vote is checked against who was there.

    Raises ``DomainError`` naming each item whose votes cannot be.
    """
    may_write(letter, actor)
    _check_meeting(letter, meeting)
    items = {one.pk: one for one in letter.proposals.filter(state__in=BEFORE_SENDING)}
    wrong = [
        _("%(name)s: %(yes)s đồng ý và %(no)s không đồng ý, nhiều hơn %(present)s người dự")
        % {"name": items[pk].recipient_name, "yes": yes, "no": no, "present": meeting.present}
        for pk, (yes, no) in meeting.votes.items()
        if pk in items and (yes < 0 or no < 0 or yes + no > meeting.present)
    ]
    if wrong:
        raise DomainError("; ".join(wrong) + ".", field="votes")
    held, _made = VillageMeeting.objects.update_or_create(
        submission=letter,
        defaults={
            "held_on": meeting.held_on,
            "households": meeting.households,
            "present": meeting.present,
            "chaired_by": one_line(meeting.chaired_by),
            "kept_by": one_line(meeting.kept_by),
            "minutes": nfc(meeting.minutes).strip(),
            "scan": meeting.scan,
            "scan_name": meeting.scan_name,
            "outline": outline_text(letter.campaign_id, AwardPaper.VILLAGE_MINUTES),
        },
    )
    for pk, (yes, no) in meeting.votes.items():
        if pk in items:
            Proposal.objects.filter(pk=pk, state__in=BEFORE_SENDING).update(
                village_yes=yes, village_no=no, version=F("version") + 1
            )
            if items[pk].state == State.DRAFT:
                moved = fetch(pk)
                perform(Action.TO_MEETING, moved, actor=actor, version=moved.version)
    held.votes = votes_cast(held, letter.proposals.for_page())
    held.save(update_fields=["votes"])
    note_letter(
        letter,
        "awards.meeting_recorded",
        actor,
        after={"held_on": meeting.held_on, "present": meeting.present},
    )
    return Submission.objects.select_related("unit", "host", "campaign").get(pk=letter.pk)


def _check_meeting(letter: Submission, meeting: Meeting) -> None:
    if letter.unit.type != UnitType.VILLAGE:
        raise DomainError(_("Chỉ thôn, tổ dân phố mới ghi biên bản họp thôn."))
    if meeting.held_on > clock.today():
        raise DomainError(_("Ngày họp không thể ở sau hôm nay."), field="held_on")
    if not meeting.present:
        raise DomainError(_("Hãy ghi số người dự họp."), field="present")
    if meeting.households < 1:
        raise DomainError(_("Hãy ghi tổng số hộ của thôn."), field="households")
