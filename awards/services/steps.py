"""The one function that changes an item's state: ask the rule, the checks, swap, write down."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from awards.enums import Action, State
from awards.models import Proposal, ProposalEvent
from awards.selectors.checks import CHECKS, faults, within_quota
from awards.selectors.quotas import quotas_for
from awards.services.telling import tell_proposers
from awards.workflow import STEPS, fits
from core import clock
from core.audit import record
from core.errors import DomainError, StaleError
from core.numbers import format_date
from core.text import nfc, one_line
from documents.models import StoredFile
from units.access import acting_on, audit_subject

TELLS = {
    Action.RETURN,
    Action.COUNCIL_FAIL,
    Action.DECLINE,
    Action.HOLD,
    Action.CONFER,
    Action.PROVINCE_CONFER,
    Action.PROVINCE_DECLINE,
    Action.MINISTRY_CONFER,
    Action.MINISTRY_DECLINE,
    Action.PRIME_CONFER,
    Action.PRIME_DECLINE,
    Action.REVOKE,
}


@dataclass(frozen=True)
class Details:
    """What an act leaves behind beside the new state: words, and a paper with number and day."""

    note: str = ""
    issuer: str = ""
    number: str = ""
    dated: dt.date | None = None
    file: StoredFile | None = None
    file_name: str = ""
    changes: dict[str, Any] = field(default_factory=dict)


NOTHING = Details()


@dataclass(frozen=True)
class Refusal:
    """An item of a batch that was left where it stood, and why."""

    proposal: Proposal
    reason: str

    def __str__(self) -> str:
        return f"{self.proposal.recipient_name}: {self.reason}."


@transaction.atomic
def perform(
    action: Action,
    proposal: Proposal,
    *,
    actor: User,
    version: int,
    details: Details = NOTHING,
) -> Proposal:
    """Move the item one step on and write down who did it, when and on which paper.

    ``version`` is the one on the actor's screen; the row changes only if it still stands there.
    Raises ``PermissionDenied`` (the rule says no), ``DomainError`` (something is missing or wrong)
    and ``StaleError`` (somebody was faster).
    """
    step = STEPS[action]
    if not step.allowed(actor, proposal):
        raise PermissionDenied
    if not fits(action, proposal):
        raise StaleError
    _check_words(action, proposal, details)
    if within_quota in CHECKS.get(action, ()):
        # Two items that want the last place wait for each other.
        list(quotas_for(proposal).select_for_update().order_by("pk"))
    found = faults(action, proposal)
    if found:
        raise DomainError(f"{proposal.recipient_name}: {'; '.join(found)}.")
    before = proposal.state
    target = step.target or State(proposal.paused_state)
    changes = dict(details.changes)
    changes["paused_state"] = before if target == State.ON_HOLD else ""
    proposal.version = version
    rows = Proposal.objects.standing_at(proposal, frozenset({before}))
    try:
        with transaction.atomic():
            moved = rows.update(state=target, version=version + 1, **changes)
    except IntegrityError as error:
        raise DomainError(
            _("%(name)s: thành tích này đã có đề nghị hoặc quyết định khác.")
            % {"name": proposal.recipient_name}
        ) from error
    if not moved:
        raise StaleError
    _write_down(action, proposal, actor, (before, target), details)
    moved_on = fetch(proposal.pk)
    if action in TELLS:
        tell_proposers(moved_on, action, note=details.note, actor=actor)
    return moved_on


def perform_each(
    action: Action,
    proposals: Iterable[Proposal],
    *,
    actor: User,
    details: Callable[[Proposal], Details] = lambda _proposal: NOTHING,
) -> tuple[list[Proposal], list[Refusal]]:
    """Move every item that may move; the others stay as they are, each with its reason."""
    moved: list[Proposal] = []
    refused: list[Refusal] = []
    for proposal in proposals:
        try:
            with transaction.atomic():
                moved.append(
                    perform(
                        action,
                        proposal,
                        actor=actor,
                        version=proposal.version,
                        details=details(proposal),
                    )
                )
        except DomainError as error:
            reason = str(error).removeprefix(f"{proposal.recipient_name}: ").rstrip(".")
            refused.append(Refusal(proposal, reason))
    return moved, refused


def _check_words(action: Action, proposal: Proposal, details: Details) -> None:
    step = STEPS[action]
    note = details.note.strip()
    if step.note_length and len(note) < step.note_length:
        message = _("Hãy ghi lý do.")
        if step.note_length > 1:
            message = _("Hãy ghi rõ lý do, ít nhất %(length)s ký tự.") % {
                "length": step.note_length
            }
        raise DomainError(message, field="note")
    if step.records or step.decides:
        check_paper(proposal, details.number, details.dated)


def check_paper(proposal: Proposal, number: str, dated: dt.date | None) -> None:
    """A paper has a number and a day, not in the future and not before what it follows from.

    Raises ``DomainError`` beside the field.
    """
    if not one_line(number):
        raise DomainError(_("Hãy ghi số văn bản."), field="number")
    if dated is None:
        raise DomainError(_("Hãy ghi ngày văn bản."), field="dated")
    if dated > clock.today():
        raise DomainError(_("Ngày văn bản không thể ở sau hôm nay."), field="dated")
    earlier = last_paper_day(proposal)
    if earlier is not None and dated < earlier:
        raise DomainError(
            _(
                "Ngày văn bản %(day)s đứng trước bước liền trước của hồ sơ (%(earlier)s). "
                "Hãy kiểm tra lại ngày trên văn bản."
            )
            % {"day": format_date(dated), "earlier": format_date(earlier)},
            field="dated",
        )


def last_paper_day(proposal: Proposal) -> dt.date | None:
    """The latest day that a paper or session of the item bears."""
    days = [event.dated for event in proposal.events.all() if event.dated is not None]
    sessions = proposal.agenda_items.filter(session__state="closed")
    days += list(sessions.values_list("session__held_on", flat=True))
    meeting = getattr(proposal.submission, "meeting", None)
    if meeting is not None:
        days.append(meeting.held_on)
    return max(days, default=None)


def _write_down(
    action: Action,
    proposal: Proposal,
    actor: User,
    states: Sequence[str],
    details: Details,
) -> None:
    before, after = states
    ProposalEvent.objects.create(
        proposal=proposal,
        action=action,
        from_state=before,
        to_state=after,
        actor=actor,
        note=nfc(details.note).strip(),
        issuer=one_line(details.issuer),
        number=one_line(details.number),
        dated=details.dated,
        file=details.file,
        file_name=details.file_name,
        on=clock.today(),
        at=clock.now(),
    )
    note_change(
        f"awards.{action}",
        proposal,
        actor,
        before={"state": State(before).label},
        after={"state": State(after).label, "number": one_line(details.number)},
        reason=details.note,
    )


def note_change(
    action: str,
    proposal: Proposal,
    actor: User,
    *,
    before: Any = None,
    after: Any = None,
    reason: str = "",
) -> None:
    """Write the audit row of a change in this item."""
    unit = proposal.submission.unit
    record(
        action,
        audit_subject(
            "awards.proposal",
            proposal.pk,
            f"{proposal.award_type}: {proposal.recipient_name}",
            unit,
        ),
        actor=acting_on(unit, actor),
        before=before,
        after=after,
        reason=reason,
    )


def fetch(pk: int) -> Proposal:
    """The item with all that rules and pages ask of it."""
    return (
        Proposal.objects.for_page()
        .select_related("submission__meeting")
        .prefetch_related("events", "files", "warnings")
        .get(pk=pk)
    )
