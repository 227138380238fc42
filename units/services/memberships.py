"""Who holds which role where, from a day to a day."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import end_sessions
from core.audit import Actor, record
from core.errors import DomainError
from core.numbers import format_date
from core.text import nfc
from units.access import audit_subject, forget
from units.enums import Role
from units.models import Membership, Unit
from units.rules import PLACES_OF_ROLE


@transaction.atomic
def grant(
    user: User,
    unit: Unit,
    role: str,
    *,
    from_on: dt.date,
    actor: Actor,
    to_on: dt.date | None = None,
) -> Membership:
    """Give a role; the user's sessions end, so the next page already knows it.

    Raises ``DomainError`` for an unknown role or one that is not held in such a unit, an end
    before the start, a unit that has ended by then, or when the same role in the same unit
    already covers a part of the period.
    """
    _check_place(unit, role, from_on)
    if to_on is not None and to_on < from_on:
        raise DomainError(_("Ngày kết thúc phải sau ngày bắt đầu."), field="to_on")
    User.objects.select_for_update().get(pk=user.pk)  # two grants at once wait for each other
    overlapping = Membership.objects.filter(
        Q(to_on=None) | Q(to_on__gte=from_on), user=user, unit=unit, role=role
    )
    if to_on is not None:
        overlapping = overlapping.filter(from_on__lte=to_on)
    if overlapping.exists():
        raise DomainError(
            _("%(user)s đã giữ vai trò này ở %(unit)s trong thời gian đó.")
            % {"user": user, "unit": unit},
            field="from_on",
        )
    row = Membership.objects.create(user=user, unit=unit, role=role, from_on=from_on, to_on=to_on)
    _role_changed(row, "memberships.granted", actor, after=_told(row))
    return row


def _check_place(unit: Unit, role: str, from_on: dt.date) -> None:
    if role not in Role.values:
        raise DomainError(_("Không có vai trò này."), field="role")
    if unit.type not in PLACES_OF_ROLE[Role(role)]:
        raise DomainError(
            _("Vai trò “%(role)s” không dành cho %(unit)s. Hãy chọn vai trò khác.")
            % {"role": Role(role).label, "unit": unit},
            field="role",
        )
    if unit.valid_to is not None and unit.valid_to < from_on:
        raise DomainError(
            _("%(unit)s đã kết thúc hoạt động. Hãy chọn đơn vị kế thừa.") % {"unit": unit},
            field="from_on",
        )


@transaction.atomic
def end(membership: Membership, *, on: dt.date, actor: Actor) -> None:
    """Let a role end: ``on`` is its last day. The user's sessions end now.

    Raises ``DomainError`` for a day before the first one, or when it has ended by then already.
    """
    row = (
        Membership.objects.select_for_update().select_related("user", "unit").get(pk=membership.pk)
    )
    if on < row.from_on:
        raise DomainError(_("Ngày kết thúc phải sau ngày bắt đầu."), field="to_on")
    if row.to_on is not None and row.to_on <= on:
        raise DomainError(
            _("Vai trò này đã kết thúc ngày %(day)s.") % {"day": format_date(row.to_on)},
            field="to_on",
        )
    before = {"to": row.to_on}
    row.to_on = on
    row.save(update_fields=["to_on"])
    _role_changed(row, "memberships.ended", actor, before=before, after=_told(row))
    membership.to_on = on


@transaction.atomic
def withdraw(membership: Membership, *, reason: str, actor: Actor) -> None:
    """Take back a role that was given by mistake: it ends at once, as if never held.

    The audit trail keeps that it was given and taken. Raises ``DomainError`` without a reason.
    """
    reason = nfc(reason).strip()
    if not reason:
        raise DomainError(_("Hãy ghi lý do thu hồi."), field="reason")
    row = Membership.objects.select_related("user", "unit").get(pk=membership.pk)
    _role_changed(row, "memberships.withdrawn", actor, before=_told(row), reason=reason)
    row.delete()


def _told(row: Membership) -> dict[str, object]:
    return {"user": row.user_id, "role": row.role, "from": row.from_on, "to": row.to_on}


def _role_changed(
    row: Membership,
    action: str,
    actor: Actor,
    *,
    before: object = None,
    after: object = None,
    reason: str = "",
) -> None:
    end_sessions(row.user)
    forget(row.user)
    record(
        action,
        audit_subject("units.membership", row.pk, f"{row.user} – {Role(row.role).label}", row.unit),
        actor=actor,
        before=before,
        after=after,
        reason=reason,
    )
