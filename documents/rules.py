"""May this person do this to this paper (contract 4)."""

from __future__ import annotations

from accounts.models import User
from documents.models import IssuedPaper
from units.access import access_of
from units.enums import Role, UnitType
from units.models import Unit
from units.policy import LEADERS, OFFICE

# A body that has no clerk of its own numbers and sends through its head.
_ITS_OWN_CLERK = frozenset({Role.CLERK, Role.HEAD, Role.LEADER})
SIGNATORY_KEEPERS = frozenset({Role.LEADER, Role.CLERK, Role.HEAD})


def can_check(user: User, paper: IssuedPaper) -> bool:
    """Look through a draft: the unit's own head, editor and office, and the office over it."""
    access = access_of(user)
    own = access.has_role_in(paper.unit, {Role.HEAD, Role.EDITOR, Role.SECRETARY})
    return own or access.has_role_over(paper.unit, OFFICE)


def closes_papers(user: User, unit: Unit) -> bool:
    """Close the unit's papers: its office leader, or the head of a unit that is no commune."""
    leads = LEADERS if unit.type == UnitType.COMMUNE else LEADERS | {Role.HEAD}
    return access_of(user).has_role_in(unit, leads)


def can_freeze(user: User, paper: IssuedPaper) -> bool:
    """Close this paper."""
    return closes_papers(user, paper.unit)


def number_keepers(unit_type: str) -> frozenset[Role]:
    """Who gives numbers in a unit of this kind: a commune has a clerk for it."""
    return frozenset({Role.CLERK}) if unit_type == UnitType.COMMUNE else _ITS_OWN_CLERK


def keeps_numbers(user: User, unit: Unit) -> bool:
    """Give numbers in this unit's books: its clerk; where there is no commune, also its head."""
    return access_of(user).has_role_in(unit, number_keepers(unit.type))


def can_issue(user: User, paper: IssuedPaper) -> bool:
    """Number, send and keep the signed copy of this paper."""
    return keeps_numbers(user, paper.unit)


def can_record_signing(user: User, paper: IssuedPaper) -> bool:
    """Record that the paper was signed: the chair; in a unit without one, its head."""
    roles = {Role.CHAIR} if paper.unit.type == UnitType.COMMUNE else {Role.HEAD, Role.LEADER}
    return access_of(user).has_role_in(paper.unit, roles)


def can_answer(user: User, paper: IssuedPaper) -> bool:
    """Receive or return a paper that was sent: the office of the receiving unit.

    A receiver that does not use the portal answers on paper; the sender's clerk enters it.
    """
    if paper.recipient is None:
        return can_issue(user, paper)
    receiving = OFFICE | {Role.PROVINCE_OFFICER, Role.CLERK}
    return access_of(user).has_role_in(paper.recipient, receiving)


def can_recall(user: User, paper: IssuedPaper) -> bool:
    """Write the paper that corrects or recalls an issued one: who may close a paper."""
    return can_freeze(user, paper)


def can_name_signatories(user: User, unit: Unit) -> bool:
    """Enter who signs for the unit and on whose authority: its office leader, clerk or head."""
    return access_of(user).has_role_in(unit, SIGNATORY_KEEPERS)
