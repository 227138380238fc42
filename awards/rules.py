"""May this person do this to the register of awards."""

from __future__ import annotations

from accounts.models import User
from awards.enums import State
from awards.models import Proposal, Submission
from campaigns.models import Campaign
from campaigns.rules import can_manage_year
from documents.rules import closes_papers
from units.access import access_of
from units.enums import Role, UnitType
from units.models import Unit
from units.policy import OFFICE

# Who keeps the book, prints and hands out: the office, and the clerk who numbers.
KEEPERS = OFFICE | {Role.CLERK}


def can_keep_register(user: User, unit: Unit) -> bool:
    """Enter decisions, number and print certificates: the office and the clerk over the unit."""
    return access_of(user).has_role_over(unit, KEEPERS)


def can_revoke(user: User, unit: Unit) -> bool:
    """Enter that an award was taken back: the office over the unit that keeps the decision."""
    return access_of(user).has_role_over(unit, OFFICE)


def can_publish(user: User, unit: Unit) -> bool:
    """Open and close the public page, record who agreed to be named: the office."""
    return access_of(user).has_role_over(unit, OFFICE)


def can_set_quotas(user: User, campaign: Campaign) -> bool:
    """Set and end the campaign's quotas: the office leader of the unit that launched it."""
    return can_manage_year(user, campaign)


# ------------------------------------------------------------------ proposals

PROPOSERS = frozenset({Role.HEAD}) | OFFICE
# Whoever is in the chain may open the files of a dossier; viewers read the list only.
CHAIN = frozenset(Role) - {Role.VIEWER, Role.EDITOR, Role.ADMINISTRATOR}


def can_propose_for(user: User, unit: Unit) -> bool:
    """Make and send a letter of a unit: its head, or the office over it on its behalf."""
    access = access_of(user)
    return access.has_role_in(unit, {Role.HEAD}) or access.has_role_over(unit, OFFICE)


def can_propose(user: User, proposal: Proposal) -> bool:
    """Write, send and mend an item."""
    return can_propose_for(user, proposal.submission.unit)


def is_maker(user: User, proposal: Proposal) -> bool:
    """Whether the person made or appraised the item: such a person does not sign it."""
    return user.pk in {proposal.created_by_id, proposal.appraised_by_id}


def can_appraise(user: User, proposal: Proposal) -> bool:
    """Receive, return, appraise: the office of the unit to which the letter goes."""
    return access_of(user).has_role_in(proposal.submission.host, OFFICE)


def can_hold(user: User, proposal: Proposal) -> bool:
    """Stop an item and let it go on: the office leader."""
    return access_of(user).has_role_in(proposal.submission.host, {Role.LEADER})


def can_count(user: User, proposal: Proposal) -> bool:
    """Take the council's result over: its secretary."""
    return keeps_council(user, proposal.submission.host)


def keeps_council(user: User, unit: Unit) -> bool:
    """Prepare, open and close sessions: the council's secretary."""
    return access_of(user).has_role_in(unit, {Role.SECRETARY})


def sits_in_council(user: User, unit: Unit) -> bool:
    """Read dossiers and agendas before a session."""
    return access_of(user).has_role_in(unit, {Role.SECRETARY, Role.MEMBER, Role.CHAIR})


def can_sign(user: User, proposal: Proposal) -> bool:
    """Record the signed decision: the chair or the clerk, never who made or appraised the item."""
    host = proposal.submission.host
    signs = access_of(user).has_role_in(host, {Role.CHAIR, Role.CLERK})
    # An agency has neither: its leader signs.
    signs = signs or (
        host.type == UnitType.AGENCY and access_of(user).has_role_in(host, {Role.LEADER})
    )
    return signs and not is_maker(user, proposal)


def can_decline(user: User, proposal: Proposal) -> bool:
    """Not agree: the chair."""
    host = proposal.submission.host
    return access_of(user).has_role_in(host, {Role.CHAIR}) or (
        host.type == UnitType.AGENCY and access_of(user).has_role_in(host, {Role.LEADER})
    )


def can_record(user: User, proposal: Proposal) -> bool:
    """Write down what happened above: the office and the clerk."""
    return access_of(user).has_role_in(proposal.submission.host, KEEPERS)


def can_withdraw(user: User, proposal: Proposal) -> bool:
    """Take an item back: the proposer while it lies in the commune's hall, the office always."""
    if can_appraise(user, proposal):
        return True
    early = {State.DRAFT, State.VILLAGE_MEETING, State.RECEIVED, State.RETURNED}
    return proposal.state in early and can_propose(user, proposal)


def can_take_back(user: User, proposal: Proposal) -> bool:
    """Enter that the award was revoked."""
    return can_revoke(user, proposal.submission.host)


def reads_files(user: User, proposal: Proposal) -> bool:
    """Open the files of a dossier: only who is in the chain."""
    return reads_papers_of(user, proposal.submission.unit)


def reads_papers_of(user: User, unit: Unit) -> bool:
    """Open the letters of a unit that proposes, and what goes with them: who is in the chain."""
    access = access_of(user)
    return access.sees_all or access.has_role_over(unit, CHAIN)


def can_close_letter(user: User, letter: Submission) -> bool:
    """Close the letter's paper, for the clerk to number: who closes every paper of the unit."""
    return closes_papers(user, letter.unit)
