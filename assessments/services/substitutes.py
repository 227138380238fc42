"""Who reviews while a reviewer is away, named by the office leader for a period."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.levels import ABSENT, bodies_of
from assessments.models import Substitution
from assessments.rules import can_name_substitute
from core import clock, request_info
from core.audit import record
from core.errors import DomainError
from core.numbers import format_date
from core.text import one_line
from notices.services import tell
from units.access import access_of, audit_subject
from units.models import Unit

LONGEST = dt.timedelta(days=365)


@dataclass(frozen=True, kw_only=True)
class Absence:
    """Who is away, who reviews instead, from which day to which, and why."""

    absent: User | None
    stand_in: User | None
    from_on: dt.date | None
    to_on: dt.date | None
    reason: str


@transaction.atomic
def name_substitute(unit: Unit, absence: Absence, *, actor: User) -> Substitution:
    """Let somebody of the same body review in the place of an absent reviewer, for a period.

    The one who stands in holds a role in the unit, so sees its records. Raises ``DomainError``
    for a period in the past, longer than a year or overlapping another of the same absence, for
    somebody who does not review there, and for standing in for oneself.
    """
    if not can_name_substitute(actor, unit):
        raise PermissionDenied
    Unit.objects.select_for_update().get(pk=unit.pk)  # two leaders name at the same moment
    absent, stand_in = _people(unit, absence)
    from_on, to_on = _period(absence)
    reason = one_line(absence.reason)
    if not reason:
        raise DomainError(_("Hãy ghi lý do vắng."), field="reason")
    _refuse_overlap(unit, absent, from_on, to_on)
    row = Substitution.objects.create(
        unit=unit,
        absent=absent,
        stand_in=stand_in,
        from_on=from_on,
        to_on=to_on,
        reason=reason[:300],
        named_by=actor,
        named_at=clock.now(),
    )
    _record("assessments.substitute_named", row, actor)
    _tell(row)
    return row


def _tell(row: Substitution) -> None:
    """Who stands in learns for whom and until when, and where the forms wait."""
    words = {
        "absent": row.absent,
        "from": format_date(row.from_on),
        "to": format_date(row.to_on),
        "unit": row.unit,
    }
    tell(
        [row.stand_in],
        _("Ông/bà thẩm định thay %(absent)s từ %(from)s đến %(to)s") % words,
        body=_("Trong thời gian này, phiếu chờ thẩm định của %(unit)s ở Bàn thẩm định.") % words,
        path=reverse("assessments:desk"),
        object_kind="assessments.substitution",
        object_id=row.pk,
    )


def _people(unit: Unit, absence: Absence) -> tuple[User, User]:
    absent, stand_in = absence.absent, absence.stand_in
    if absent is None or not access_of(absent).has_role_in(unit, ABSENT):
        raise DomainError(_("Hãy chọn công chức hoặc lãnh đạo vắng mặt."), field="absent")
    if stand_in is None or unit.pk not in bodies_of(access_of(stand_in)):
        raise DomainError(_("Hãy chọn người thay có vai trò tại đơn vị này."), field="stand_in")
    if stand_in.pk == absent.pk:
        raise DomainError(_("Người thay phải là người khác."), field="stand_in")
    return absent, stand_in


def _period(absence: Absence) -> tuple[dt.date, dt.date]:
    from_on, to_on = absence.from_on, absence.to_on
    if from_on is None or to_on is None or to_on < from_on:
        raise DomainError(_("Ngày cuối phải từ ngày đầu trở đi."), field="to_on")
    if to_on < clock.today():
        raise DomainError(_("Thời gian này đã qua."), field="to_on")
    if to_on - from_on > LONGEST:
        raise DomainError(_("Thời gian thay dài nhất là một năm."), field="to_on")
    return from_on, to_on


def _refuse_overlap(unit: Unit, absent: User, from_on: dt.date, to_on: dt.date) -> None:
    rows = Substitution.objects.filter(
        unit=unit, absent=absent, ended_on=None, from_on__lte=to_on, to_on__gte=from_on
    )
    other = rows.select_related("stand_in").first()
    if other is not None:
        raise DomainError(
            _("Từ %(from)s đến %(to)s đã có %(name)s thay. Hãy kết thúc lần thay đó trước.")
            % {
                "from": format_date(other.from_on),
                "to": format_date(other.to_on),
                "name": other.stand_in,
            },
            field="from_on",
        )


@transaction.atomic
def end_substitute(row: Substitution, *, actor: User) -> Substitution:
    """End it today: from now on the one who stood in no longer reviews."""
    if not can_name_substitute(actor, row.unit):
        raise PermissionDenied
    ended = Substitution.objects.filter(pk=row.pk, ended_on=None).update(ended_on=clock.today())
    if not ended:
        raise DomainError(_("Việc thay này đã kết thúc trước đó."))
    row.refresh_from_db()
    _record("assessments.substitute_ended", row, actor)
    return row


def _record(action: str, row: Substitution, actor: User) -> None:
    memory = request_info.current().memory
    if memory is not None:
        memory.pop(f"standing-in:{row.stand_in_id}", None)
    label = _("%(stand_in)s thay %(absent)s") % {"stand_in": row.stand_in, "absent": row.absent}
    record(
        action,
        audit_subject("assessments.substitution", row.pk, label, row.unit),
        actor=actor.as_actor,
        after={"from": row.from_on, "to": row.to_on, "ended": row.ended_on},
        reason=row.reason,
    )
