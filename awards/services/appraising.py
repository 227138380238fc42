"""The office's part in an item: warnings answered, found fit, put up, stopped and taken on."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.models import User
from awards.enums import Action, State, WarningCode
from awards.models import Proposal, ProposalWarning
from awards.rules import can_appraise
from awards.selectors.law import calendar
from awards.selectors.warnings import warnings_of
from awards.services.steps import Details, fetch, note_change, perform
from core import clock
from core.errors import DomainError, StaleError
from core.text import nfc


def refresh_warnings(proposal: Proposal) -> None:
    """Bring the warnings up to date; an answer stays where its warning still says the same."""
    there = {one.code: one for one in proposal.warnings.all()}
    for code, text in warnings_of(proposal):
        known = there.get(code)
        if known is None:
            ProposalWarning.objects.create(proposal=proposal, code=code, text=text)
        elif known.text != text:
            ProposalWarning.objects.filter(pk=known.pk).update(
                text=text, answer="", answered_by=None, answered_at=None
            )


@transaction.atomic
def answer_warning(
    warning: ProposalWarning, *, answer: str, actor: User, proposal: Proposal
) -> None:
    """Answer a warning in writing."""
    if not can_appraise(actor, proposal):
        raise PermissionDenied
    text = nfc(answer).strip()
    if not text:
        raise DomainError(_("Hãy ghi ý kiến trả lời."), field="answer")
    ProposalWarning.objects.filter(pk=warning.pk).update(
        answer=text, answered_by=actor, answered_at=clock.now()
    )
    note_change("awards.warning_answered", proposal, actor, after={"answer": text})


@transaction.atomic
def appraise(proposal: Proposal, *, text: str, actor: User, version: int) -> Proposal:
    """Write what the office found; whoever wrote it does not sign."""
    if not can_appraise(actor, proposal):
        raise PermissionDenied
    words = nfc(text).strip()
    if not words:
        raise DomainError(_("Hãy ghi ý kiến thẩm định."), field="appraisal")
    proposal.version = version
    rows = Proposal.objects.standing_at(proposal, frozenset({State.APPRAISAL, State.NOTICE}))
    if not rows.update(appraisal=words, appraised_by=actor, version=F("version") + 1):
        raise StaleError
    note_change("awards.appraised", proposal, actor, after={"appraisal": words})
    moved = fetch(proposal.pk)
    refresh_warnings(moved)
    return fetch(proposal.pk)


@transaction.atomic
def publish(proposal: Proposal, *, actor: User, version: int) -> Proposal:
    """Put the item up for the public; the days are working days after today."""
    days = (proposal.rule.notice_days if proposal.rule else None) or 0
    until = calendar().after(clock.today(), days)
    return perform(
        Action.PUBLISH,
        proposal,
        actor=actor,
        version=version,
        details=Details(changes={"notice_until": until}),
    )


def held_after_vote(proposal: Proposal) -> bool:
    """Whether the item was stopped between the council's vote and the signature."""
    return proposal.paused_state == State.SIGNATURE


@transaction.atomic
def resume(proposal: Proposal, *, actor: User, version: int, details: Details) -> Proposal:
    """Let a held item go on from where it stood.

    A vote that was taken before the hold stands; whoever signs is warned and answers.
    """
    after_vote = held_after_vote(proposal)
    moved = perform(Action.RESUME, proposal, actor=actor, version=version, details=details)
    if after_vote:
        ProposalWarning.objects.get_or_create(
            proposal=moved,
            code=WarningCode.HELD_BEFORE,
            defaults={
                "text": _(
                    "Hồ sơ đã tạm dừng sau khi Hội đồng biểu quyết. Không bắt buộc biểu quyết "
                    "lại; hãy ghi vì sao trình tiếp."
                )
            },
        )
    return fetch(moved.pk)
