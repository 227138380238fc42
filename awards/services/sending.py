"""A letter is sent, an item that came back is sent again; what was said then is kept."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.models import User
from awards.enums import Action, AwardPaper, BatchState, State
from awards.models import DossierVersion, Proposal, Submission, VillageMeeting
from awards.models.proposals import BEFORE_SENDING
from awards.selectors.law import regime_on, rule_for
from awards.services.appraising import refresh_warnings
from awards.services.proposals import may_write, note_letter, open_submission
from awards.services.steps import Details, Refusal, fetch, note_change, perform, perform_each
from campaigns import calendar as duty_days
from campaigns.selectors.outlines import outline_text, outline_texts
from core import clock
from core.audit import canonical
from core.errors import DomainError, StaleError
from core.numbers import format_date
from core.text import nfc


@transaction.atomic
def send(letter: Submission, *, actor: User, late_reason: str = "") -> list[Refusal]:
    """Send the letter: its items that may go go, the others leave it with their reason.

    What did not pass the village's vote ends there; what is incomplete stays in the letter only
    when nothing else could go. Raises ``DomainError`` when no item can go, or when it is late and
    nobody says why.
    """
    may_write(letter, actor)
    last = last_day_of(letter)
    today = clock.today()
    if last is not None and today > last and not late_reason.strip():
        raise DomainError(
            _("Đã quá ngày cuối %(day)s. Hãy ghi lý do gửi muộn; xã vẫn xem xét được.")
            % {"day": format_date(last)},
            field="late_reason",
        )
    Submission.objects.filter(pk=letter.pk).update(last_day=last)
    items = [
        fetch(pk)
        for pk in letter.proposals.filter(state__in=BEFORE_SENDING).values_list("pk", flat=True)
    ]
    _set_rules(letter, items)
    moved, refused = perform_each(Action.SUBMIT, [fetch(one.pk) for one in items], actor=actor)
    if not moved:
        reasons = " ".join(str(one) for one in refused)
        raise DomainError(_("Chưa gửi được mục nào. %(reasons)s") % {"reasons": reasons}) from None
    swapped = Submission.objects.filter(
        pk=letter.pk, state=BatchState.DRAFT, version=letter.version
    ).update(
        state=BatchState.SENT,
        sent_on=today,
        unit_name=letter.unit.display_name,
        regime=regime_on(today),
        late_reason=nfc(late_reason).strip(),
        version=F("version") + 1,
    )
    if not swapped:
        raise StaleError
    outlines = outline_texts(letter.campaign_id, (AwardPaper.REPORT, AwardPaper.VILLAGE_MINUTES))
    VillageMeeting.objects.filter(submission=letter, scan=None).update(
        outline=outlines.get(AwardPaper.VILLAGE_MINUTES, "")
    )
    for one in moved:
        _keep_version(one, actor, outlines.get(AwardPaper.REPORT, ""))
        refresh_warnings(fetch(one.pk))
    _leave_behind(letter, refused, actor)
    note_letter(
        letter, "awards.letter_sent", actor, after={"sent": len(moved), "left": len(refused)}
    )
    return refused


def _set_rules(letter: Submission, items: Iterable[Proposal]) -> None:
    """The rule of the day of sending holds for the whole way."""
    today = clock.today()
    for one in items:
        rule = rule_for(one.award_type, letter.host, today)
        Proposal.objects.filter(pk=one.pk).update(rule=rule)


def _leave_behind(letter: Submission, refused: list[Refusal], actor: User) -> None:
    """What could not go moves to a new draft of the unit, so that nothing is lost."""
    if not refused:
        return
    rest = open_submission(
        letter.unit, letter.campaign, occasion=letter.occasion, year=letter.year, actor=actor
    )
    for one in refused:
        Proposal.objects.filter(pk=one.proposal.pk).update(
            submission=rest, state=State.DRAFT, village_yes=None, village_no=None
        )
        note_change("awards.item_left_behind", one.proposal, actor, reason=one.reason)


def last_day_of(letter: Submission) -> dt.date | None:
    """The last day of the unit's duty in the campaign and year, where the plan names one."""
    duties = letter.campaign.duties.filter(
        groups__unit_types__icontains=f'"{letter.unit.type}"', day__isnull=False
    ).distinct()
    days = [duty_days.last_day(duty, letter.year) for duty in duties]
    return max((day for day in days if day is not None), default=None)


@transaction.atomic
def send_again(proposal: Proposal, *, actor: User, version: int, note: str = "") -> Proposal:
    """Send a returned item again; the dossier's versions all stay."""
    moved = perform(
        Action.RESUBMIT, proposal, actor=actor, version=version, details=Details(note=note)
    )
    _keep_version(moved, actor, outline_text(moved.submission.campaign_id, AwardPaper.REPORT))
    return moved


def _keep_version(proposal: Proposal, actor: User, outline: str) -> None:
    content = {
        "outline": outline,
        "summary": proposal.summary,
        "report": proposal.report,
        "form": proposal.award_type.name,
        "files": [
            [one.paper, one.name, one.file.sha256] for one in proposal.files.select_related("file")
        ],
    }
    DossierVersion.objects.create(
        proposal=proposal,
        number=proposal.versions.count() + 1,
        content=content,
        sha256=hashlib.sha256(canonical(content).encode()).hexdigest(),
        sent_by=actor,
        sent_at=clock.now(),
    )
