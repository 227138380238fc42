"""From the signature on: a decision for a list, a lower form, the revocation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from awards.enums import Action, Level, State
from awards.models import Award, AwardType, Decision, Proposal
from awards.selectors.checks import faults
from awards.selectors.law import rule_for
from awards.services import conferring, revoking
from awards.services.conferring import AwardLine, DecisionFacts
from awards.services.revoking import RevocationFacts
from awards.services.steps import Details, check_paper, fetch, perform
from awards.workflow import STEPS, fits
from core import clock
from core.errors import DomainError, StaleError

CONFERS = {
    Level.AGENCY: Action.CONFER,
    Level.COMMUNE: Action.CONFER,
    Level.PROVINCE: Action.PROVINCE_CONFER,
    Level.MINISTRY: Action.MINISTRY_CONFER,
    Level.PRIME_MINISTER: Action.PRIME_CONFER,
}


@transaction.atomic
def confer(proposals: Sequence[Proposal], facts: DecisionFacts, *, actor: User) -> Decision:
    """Record one signed decision for a list of items of one level and one unit.

    All or nothing: every item that cannot stand on the decision is named with its reason and no
    item changes. Raises ``PermissionDenied``, ``DomainError``, ``StaleError``.
    """
    items = [fetch(one.pk) for one in proposals]
    if not items:
        raise DomainError(_("Hãy chọn ít nhất một người, tập thể hoặc hộ."))
    action = CONFERS[facts.level]
    _ask(action, items, actor)
    problems = _problems(action, items, facts)
    if problems:
        raise DomainError(" ".join(problems), field="items")
    host = items[0].submission.host
    decision = conferring.confer(host, facts, [_line(one) for one in items], actor=actor)
    awards = {(row.recipient_id, row.award_type_id): row for row in decision.awards.all()}
    for one in items:
        award = awards[one.achievement.recipient_id, one.award_type_id]
        perform(
            action,
            one,
            actor=actor,
            version=one.version,
            details=Details(
                issuer=facts.issuer,
                number=facts.number,
                dated=facts.decided_on,
                file=facts.scan,
                file_name=facts.scan_name,
                changes={"award": award},
            ),
        )
    return decision


def _ask(action: Action, items: Sequence[Proposal], actor: User) -> None:
    if len({one.submission.host_id for one in items}) > 1:
        raise DomainError(_("Các mục thuộc hai đơn vị khác nhau: hãy ghi hai quyết định."))
    for one in items:
        if not fits(action, one):
            raise StaleError
        if not STEPS[action].allowed(actor, one):
            raise PermissionDenied


def _problems(action: Action, items: Sequence[Proposal], facts: DecisionFacts) -> list[str]:
    problems = []
    for one in items:
        found = faults(action, one)
        try:
            check_paper(one, facts.number, facts.decided_on)
        except DomainError as error:
            found.append(str(error).rstrip("."))
        if found:
            problems.append(f"{one.recipient_name}: {'; '.join(found)}.")
    return problems


def _line(one: Proposal) -> AwardLine:
    achievement = one.achievement
    return AwardLine(
        recipient=achievement.recipient,
        award_type=one.award_type,
        period_from=achievement.period_from,
        period_to=achievement.period_to,
        campaign=one.submission.campaign,
        achievement=one.summary,
    )


@transaction.atomic
def lower(
    proposal: Proposal, award_type: AwardType, *, actor: User, version: int, details: Details
) -> Proposal:
    """Record that the province asks for a lower form: the item goes back to the chair's table."""
    if award_type.level not in {Level.COMMUNE, Level.AGENCY}:
        raise DomainError(_("Hãy chọn hình thức do xã tặng."), field="award_type")
    sent_on = proposal.submission.sent_on or clock.today()  # what was never sent is refused below
    rule = rule_for(award_type, proposal.submission.host, sent_on)
    changes = {"award_type": award_type, "rule": rule}
    return perform(
        Action.LOWER,
        proposal,
        actor=actor,
        version=version,
        details=replace(details, changes=changes),
    )


@transaction.atomic
def revoke(proposal: Proposal, facts: RevocationFacts, *, actor: User, version: int) -> Proposal:
    """Take the award back in the register and on the item, with one conclusion."""
    award: Award | None = proposal.award
    if award is None or proposal.state not in {State.CONFERRED, State.PRESENTED}:
        raise StaleError
    if proposal.version != version:
        raise StaleError
    revoking.revoke(award, facts, actor=actor)
    return fetch(proposal.pk)
