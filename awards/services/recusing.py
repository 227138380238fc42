"""Who does not vote on what in a session: worked out from the registers, or said by the chair."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from awards.enums import SessionState
from awards.models import AgendaItem, CouncilSession, Recusal, SessionMember
from awards.selectors.recusals import recusals_of
from awards.services.session_rows import lock_session, note_session, only_secretary
from core.errors import DomainError
from core.text import one_line


def work_out(session: CouncilSession) -> None:
    """Write down every recusal that the registers know now and the session does not know yet."""
    members = {one.member_id: one for one in session.members.select_related("member__person")}
    items = {one.proposal_id: one for one in session.agenda.select_related("proposal__achievement")}
    known = set(Recusal.objects.filter(item__session=session).values_list("item_id", "member_id"))
    found = recusals_of(
        [one.member for one in members.values()],
        [one.proposal for one in items.values()],
        session.held_on,
    )
    Recusal.objects.bulk_create(
        Recusal(item=items[proposal], member=members[member], reason=reason)
        for (proposal, member), reason in found.items()
        if (items[proposal].pk, members[member].pk) not in known
    )


@transaction.atomic
def recuse(item: AgendaItem, member: SessionMember, *, reason: str, actor: User) -> None:
    """Take a member off the vote of an item for a reason that no register knows."""
    session = item.session
    only_secretary(session.unit, actor)
    lock_session(session, SessionState.PLANNED)
    words = one_line(reason)
    if not words:
        raise DomainError(_("Hãy ghi lý do."), field="reason")
    Recusal.objects.get_or_create(item=item, member=member, defaults={"reason": words})
    note_session(
        session, "awards.recused", actor, after={"member": member.full_name, "reason": words}
    )
