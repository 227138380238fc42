"""Deputies: whom a head, or the office above, lets do the head's work for a period."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts import services as accounts
from accounts.models import User
from accounts.querysets import phone_key
from core import clock
from core.audit import record
from core.crypto import blind_index
from core.errors import DomainError
from core.numbers import format_date
from core.text import fold, one_line
from units.access import audit_subject
from units.enums import DeputyState, Role
from units.models import Deputy, Membership, Unit
from units.rules import LOCAL_ROLES
from units.services import memberships

DEPUTY_ROLES = (Role.HEAD, Role.EDITOR)


@dataclass(frozen=True, kw_only=True)
class Mandate:
    """What is handed over: under which title, which role, from which day to which."""

    title: str
    role: str
    from_on: dt.date
    to_on: dt.date


@transaction.atomic
def find_or_open(*, full_name: str, phone: str, actor: User) -> User:
    """The person behind a name and a phone number; without an account they get a new one.

    Raises ``DomainError`` when the number is another person's, and as ``open_account`` does.
    """
    key = phone_key(phone)
    found = User.objects.filter(phone_index=blind_index(key)).first() if key else None
    if found is None:
        if not key:
            raise DomainError(_("Hãy ghi số điện thoại của người được ủy quyền."), field="phone")
        username = accounts.suggest_username(full_name)
        return accounts.open_account(
            full_name=full_name, username=username, phone=phone, actor=actor.as_actor
        )
    if fold(found.full_name) != fold(full_name):
        raise DomainError(
            _("Số điện thoại này là của một người mang tên khác. Hãy xem lại họ tên và số."),
            field="phone",
        )
    return found


@transaction.atomic
def name_deputy(unit: Unit, person: User, mandate: Mandate, *, actor: User) -> Deputy:
    """Give the person the role for the period; it ends by itself after the last day.

    Raises ``DomainError`` for oneself, a closed account, somebody who works above villages and
    organisations, a period in the past or longer than a year, and when the person holds the
    same role there in a part of the period.
    """
    title = one_line(mandate.title)
    _check_person(person, actor)
    if not title:
        raise DomainError(_("Hãy ghi chức danh, ví dụ Phó thôn."), field="title")
    if mandate.role not in DEPUTY_ROLES:
        raise DomainError(_("Không ủy quyền vai trò này."), field="role")
    _check_period(mandate)
    row = memberships.grant(
        person,
        unit,
        mandate.role,
        from_on=mandate.from_on,
        to_on=mandate.to_on,
        actor=actor.as_actor,
    )
    deputy = Deputy.objects.create(
        unit=unit,
        user=person,
        membership=row,
        title=title,
        role=mandate.role,
        from_on=mandate.from_on,
        to_on=mandate.to_on,
        named_by=actor,
        named_at=clock.now(),
    )
    after = {"user": person.pk, "title": title, "role": mandate.role}
    days = {"from": mandate.from_on, "to": mandate.to_on}
    _record("deputies.named", deputy, actor, after={**after, **days})
    return deputy


def _check_person(person: User, actor: User) -> None:
    if person.pk == actor.pk:
        raise DomainError(_("Không thể ủy quyền cho chính mình."), field="phone")
    if not person.is_active:
        raise DomainError(
            _("Tài khoản của người này đã ngừng. Hãy báo người quản trị mở lại rồi ủy quyền."),
            field="phone",
        )
    above = _in_force_or_to_come().filter(user=person).exclude(role__in=LOCAL_ROLES)
    if above.exists():
        raise DomainError(
            _("Người này đang giữ vai trò ở cấp trên nên không nhận ủy quyền của đơn vị."),
            field="phone",
        )


def _in_force_or_to_come() -> QuerySet[Membership]:
    return Membership.objects.filter(Q(to_on=None) | Q(to_on__gte=clock.today()))


def last_day_possible(from_on: dt.date) -> dt.date:
    """The last day of a year that begins on this day: 01/12/2026 gives 30/11/2027."""
    try:
        anniversary = from_on.replace(year=from_on.year + 1)
    except ValueError:  # 29 February
        anniversary = dt.date(from_on.year + 1, 3, 1)
    return anniversary - dt.timedelta(days=1)


def _check_period(mandate: Mandate) -> None:
    if mandate.from_on < clock.today():
        raise DomainError(
            _("Ủy quyền bắt đầu sớm nhất từ hôm nay, %(day)s.")
            % {"day": format_date(clock.today())},
            field="from_on",
        )
    last = last_day_possible(mandate.from_on)
    if mandate.to_on > last:
        raise DomainError(
            _("Ủy quyền nhiều nhất một năm: từ %(first)s thì đến hết %(last)s.")
            % {"first": format_date(mandate.from_on), "last": format_date(last)},
            field="to_on",
        )


@transaction.atomic
def end_deputy(deputy: Deputy, *, reason: str, actor: User) -> None:
    """End the mandate now; the person's sessions end, and an unused letter opens nothing more.

    Raises ``DomainError`` without a reason, or when the mandate is over or was ended already.
    """
    reason = one_line(reason)
    if not reason:
        raise DomainError(_("Hãy ghi lý do kết thúc ủy quyền."), field="reason")
    locked = Deputy.objects.select_for_update(of=("self",)).get(pk=deputy.pk)
    state, row = locked.state_on(clock.today()), locked.membership
    if row is None or state not in {DeputyState.IN_FORCE, DeputyState.TO_COME}:
        raise DomainError(_("Việc ủy quyền này đã kết thúc."))
    yesterday = clock.today() - dt.timedelta(days=1)
    before = {"from": row.from_on, "to": row.to_on}
    after = {"from": row.from_on, "to": yesterday} if row.from_on <= yesterday else None
    if after is not None:
        memberships.end(row, on=yesterday, actor=actor.as_actor)
    else:
        memberships.withdraw(row, reason=reason, actor=actor.as_actor)
        locked.membership = None
    locked.ended_at, locked.end_reason = clock.now(), reason
    locked.save(update_fields=["membership", "ended_at", "end_reason"])
    if not _in_force_or_to_come().filter(user=locked.user).exists():
        ended = _("Ủy quyền đã kết thúc.")
        accounts.withdraw_unused_letter(locked.user, reason=ended, actor=actor)
    _record("deputies.ended", locked, actor, before=before, after=after, reason=reason)


def _record(
    action: str,
    deputy: Deputy,
    actor: User,
    *,
    before: object = None,
    after: object = None,
    reason: str = "",
) -> None:
    label = f"{deputy.user} – {deputy.title}"
    subject = audit_subject("units.deputy", deputy.pk, label, deputy.unit)
    record(action, subject, actor=actor.as_actor, before=before, after=after, reason=reason)
