"""Who sits on the council, from a day to a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from awards.enums import MemberPost, SessionState
from awards.models import CouncilMember, CouncilSession
from awards.services import recusing
from awards.services.session_rows import only_secretary
from core.audit import record
from core.errors import DomainError, StaleError
from core.text import one_line
from units.access import audit_subject
from units.enums import UnitType
from units.models import Person, Unit
from units.paths import is_under


@dataclass(frozen=True, kw_only=True)
class Seat:
    """A member to be entered: the name as the decision on the council has it."""

    full_name: str
    post: MemberPost
    from_on: dt.date
    title: str = ""
    user: User | None = None
    person: Person | None = None
    basis: str = ""


@transaction.atomic
def seat(unit: Unit, given: Seat, *, actor: User) -> CouncilMember:
    """Enter a member of the council from a day on."""
    only_secretary(unit, actor)
    if not one_line(given.full_name):
        raise DomainError(_("Hãy ghi họ và tên."), field="full_name")
    try:
        with transaction.atomic():
            row = CouncilMember.objects.create(
                unit=unit,
                user=given.user,
                person=given.person,
                full_name=one_line(given.full_name),
                title=one_line(given.title),
                post=given.post,
                from_on=given.from_on,
                basis=one_line(given.basis),
            )
    except IntegrityError as error:
        raise DomainError(_("Người này đang là thành viên Hội đồng."), field="user") from error
    _note_member(row, "awards.member_seated", actor)
    return row


@transaction.atomic
def unseat(member: CouncilMember, *, to_on: dt.date, actor: User) -> None:
    """End a membership; past sessions keep their own list."""
    only_secretary(member.unit, actor)
    if to_on < member.from_on:
        raise DomainError(_("Ngày kết thúc đứng trước ngày bắt đầu."), field="to_on")
    if not CouncilMember.objects.filter(pk=member.pk, to_on=None).update(to_on=to_on):
        raise StaleError
    _note_member(member, "awards.member_unseated", actor)


@transaction.atomic
def set_household(member: CouncilMember, household: Unit | None, *, actor: User) -> CouncilMember:
    """Say in which household of the commune the member lives, or that it is none of them.

    Who lives in the candidate's household does not vote on it: sessions that are being prepared
    follow at once. Raises ``PermissionDenied``, ``DomainError`` for what is no household of the
    council's place, ``StaleError`` when somebody else wrote meanwhile or the seat has ended.
    """
    only_secretary(member.unit, actor)
    if household is not None and not (
        household.type == UnitType.HOUSEHOLD and is_under(household.path, member.unit.path)
    ):
        raise DomainError(_("Hãy chọn một hộ gia đình của xã."), field="household")
    before = member.household
    seats = CouncilMember.objects.filter(pk=member.pk, household=before, to_on=None)
    if not seats.update(household=household):
        raise StaleError
    member.household = household
    _note_member(
        member, "awards.member_household", actor,
        before={"household": before.display_name if before else ""},
        after={"household": household.display_name if household else ""},
    )  # fmt: skip
    planned = CouncilSession.objects.filter(
        state=SessionState.PLANNED, members__member=member
    ).select_related("unit")
    for session in planned:
        recusing.work_out(session)
    return member


def _note_member(
    member: CouncilMember, action: str, actor: User, *, before: Any = None, after: Any = None
) -> None:
    record(
        action,
        audit_subject("awards.councilmember", member.pk, member.full_name, member.unit),
        actor=actor.as_actor,
        before=before,
        after=after or {"post": str(member.get_post_display())},
    )


def members_on(unit: Unit, day: dt.date) -> Iterable[CouncilMember]:
    """The members of a unit's council on a day, the chair first."""
    rows = CouncilMember.objects.filter(unit=unit, from_on__lte=day).exclude(to_on__lt=day)
    order = list(MemberPost)
    return sorted(
        rows.select_related("person"), key=lambda one: (order.index(MemberPost(one.post)), one.pk)
    )
