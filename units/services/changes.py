"""Changes of the tree that a person makes: each checks who may, which day, and what stands there.

``units.services.tree`` writes the rows; here the rules of the office are asked first.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import clock
from core.audit import Actor, record
from core.errors import DomainError
from core.numbers import format_date
from core.text import fold
from units.access import audit_subject, forget
from units.enums import ChangeKind, UnitType
from units.models import Membership, Unit, UnitChange, UnitChangeLine
from units.rules import can_be_moved_under, can_change_unit, can_take_in
from units.selectors.history import successors
from units.services import memberships, tree
from units.services.succession import carry_memberships


@dataclass(frozen=True)
class Basis:
    """From which day a change holds, and on what paper it rests."""

    on: dt.date
    legal_basis: str = ""
    note: str = ""


def allow(user: User, unit: Unit) -> None:
    """Raise ``PermissionDenied`` unless the person may change this unit."""
    if not can_change_unit(user, unit):
        raise PermissionDenied


def refuse_later_day(day: dt.date, field: str = "on") -> None:
    """Raise ``DomainError`` for a day to come: the tree shows today and cannot wait."""
    if day > clock.today():
        raise DomainError(
            _("Ngày %(day)s chưa đến. Hãy ghi thay đổi này vào ngày đó hoặc sau đó.")
            % {"day": format_date(day)},
            field=field,
        )


def refuse_ended(unit: Unit) -> None:
    """Raise ``DomainError`` when the unit stands no longer."""
    if unit.valid_to is not None:
        raise DomainError(
            _("%(unit)s đã kết thúc ngày %(day)s nên không thay đổi được nữa.")
            % {"unit": unit, "day": format_date(unit.valid_to)}
        )


def _held(user: User, unit: Unit, day: dt.date, field: str = "on") -> Unit:
    """The unit as it is now, under the tree's lock, once person and day are found fit."""
    tree.lock_tree()
    unit = Unit.objects.select_related("parent").get(pk=unit.pk)
    allow(user, unit)
    refuse_ended(unit)
    refuse_later_day(day, field)
    return unit


@transaction.atomic
def rename(user: User, unit: Unit, *, kind_word: str, name: str, basis: Basis) -> Unit:
    """Give a unit a new name from a day on.

    Raises ``DomainError`` for a name or day that is not fit, or a name that a standing neighbour
    of the same type bears.
    """
    unit = _held(user, unit, basis.on)
    refuse_namesake(unit, name)
    return tree.rename_unit(
        unit,
        kind_word=kind_word,
        name=name,
        on=basis.on,
        actor=user.as_actor,
        legal_basis=basis.legal_basis,
    )


def refuse_namesake(unit: Unit, name: str, *, but: Sequence[int] = ()) -> None:
    """Raise ``DomainError`` when a standing neighbour of the type has the name; people may."""
    if unit.type in {UnitType.HOUSEHOLD, UnitType.INDIVIDUAL}:
        return
    neighbours = Unit.objects.filter(parent=unit.parent_id, type=unit.type, valid_to=None)
    for other in neighbours.exclude(pk__in=[unit.pk or 0, *but]).order_by("pk"):
        if fold(other.name) == fold(name):
            raise DomainError(
                _("Đã có %(other)s ở cùng nơi. Hãy ghi tên khác.") % {"other": other},
                field="name",
            )


@transaction.atomic
def move(user: User, unit: Unit, parent: Unit, *, basis: Basis) -> Unit:
    """Hang a unit under another parent from a day on; both places must be in the person's hands.

    Raises ``DomainError`` when such a unit does not hang there, or hangs there already.
    """
    unit = _held(user, unit, basis.on)
    parent = Unit.objects.get(pk=parent.pk)
    if parent.pk == unit.parent_id:
        raise DomainError(_("%(unit)s đang ở %(parent)s rồi.") % {"unit": unit, "parent": parent})
    refuse_ended(parent)
    if not can_be_moved_under(unit, parent):
        raise DomainError(
            _("%(unit)s không đặt dưới %(parent)s được. Hãy chọn đơn vị cấp trên khác.")
            % {"unit": unit, "parent": parent}
        )
    if not can_take_in(user, unit, parent):
        raise PermissionDenied
    return tree.move_unit(
        unit,
        parent,
        on=basis.on,
        actor=user.as_actor,
        reason=basis.note,
        legal_basis=basis.legal_basis,
    )


# ---------------------------------------------------------------- mergers and divisions


@transaction.atomic
def merge(
    user: User,
    olds: Sequence[Unit],
    *,
    basis: Basis,
    into: Unit | None = None,
    name: str = "",
    kind_word: str = "",
) -> Unit:
    """End units the day before and let one of them, or a new one of this name, go on.

    What stands below them and who works there goes along; what they reported stays their own,
    and they hang below the one they became, so that whoever works there finds their papers.
    Raises ``DomainError`` for fewer than two units, of different types or places.
    """
    rows = [_held(user, unit, basis.on) for unit in olds]
    into = _held(user, into, basis.on) if into is not None else None
    everybody = {unit.pk: unit for unit in (*rows, *([into] if into else []))}
    _refuse_unlike(list(everybody.values()))
    for unit in rows:
        _refuse_younger(unit, basis.on)
    if into is None:
        refuse_namesake(rows[0], name, but=[unit.pk for unit in rows])
        (into,) = _new_beside(user, rows[0], [name], kind_word=kind_word, basis=basis)
    gone = [unit for unit in rows if unit.pk != into.pk]
    tree.merge_units(
        [(unit, False) for unit in gone],
        into,
        on=basis.on,
        actor=user.as_actor,
        legal_basis=basis.legal_basis,
    )
    _carry_along(gone, into, basis, user.as_actor)
    for unit in gone:
        carry_memberships(unit, actor=user.as_actor)
    return Unit.objects.get(pk=into.pk)


def _carry_along(gone: Sequence[Unit], into: Unit, basis: Basis, actor: Actor) -> None:
    """Hang what stands below the merged units, then these themselves, below the one they became."""
    children = list(Unit.objects.filter(parent__in=gone, valid_to=None))
    if children:
        tree.hang_under(children, into, on=basis.on)
    tree.hang_under(gone, into, on=basis.on)
    record(
        "units.carried_along",
        audit_subject("units.unit", into.pk, into.display_name, into),
        actor=actor,
        before={str(unit.pk): unit.parent_id for unit in (*children, *gone)},
        after={str(unit.pk): into.pk for unit in (*children, *gone)},
        reason=basis.legal_basis or basis.note,
    )


def _refuse_unlike(units: Sequence[Unit]) -> None:
    if len(units) < 2:
        raise DomainError(_("Hãy chọn ít nhất một đơn vị khác để sáp nhập."), field="others")
    if len({(unit.type, unit.parent_id) for unit in units}) > 1:
        raise DomainError(
            _("Chỉ sáp nhập các đơn vị cùng loại, cùng cấp trên. Hãy chuyển về cùng nơi trước."),
            field="others",
        )


def _refuse_younger(unit: Unit, on: dt.date) -> None:
    if unit.valid_from is not None and unit.valid_from >= on:
        raise DomainError(
            _("%(unit)s mới có từ ngày %(day)s. Hãy ghi ngày sau đó.")
            % {"unit": unit, "day": format_date(unit.valid_from)},
            field="on",
        )


def _new_beside(
    user: User, old: Unit, names: Sequence[str], *, kind_word: str, basis: Basis
) -> list[Unit]:
    parent = old.parent
    if parent is None:
        raise PermissionDenied
    number = tree.next_number(parent, old.type)
    place = tree.last_position(parent, old.type)
    news = [
        tree.NewUnit(
            type=old.type,
            name=name,
            kind_word=kind_word,
            code=tree.suffix_code(parent, old.type, number + step),
            position=place + 1 + step,
            valid_from=basis.on,
        )
        for step, name in enumerate(names)
    ]
    return tree.create_units(news, parent, actor=user.as_actor)


@transaction.atomic
def split(
    user: User, unit: Unit, names: Sequence[str], *, kind_word: str, basis: Basis, ends: bool
) -> list[Unit]:
    """Make new units out of parts of one; it goes on beside them, or ends the day before.

    Raises ``DomainError`` without a name, for a name that stands there already, or when a unit
    that ends still has something below it: nobody can guess to which part that belongs.
    """
    unit = _held(user, unit, basis.on)
    if not names:
        raise DomainError(_("Hãy ghi ít nhất một đơn vị mới."), field="names")
    for name in names:
        refuse_namesake(Unit(parent_id=unit.parent_id, type=unit.type), name)
    if ends:
        _refuse_younger(unit, basis.on)
        _refuse_inhabited(unit)
    news = _new_beside(user, unit, names, kind_word=kind_word, basis=basis)
    change = UnitChange.objects.create(
        kind=ChangeKind.SPLIT, on=basis.on, legal_basis=basis.legal_basis, note=basis.note
    )
    UnitChangeLine.objects.bulk_create(
        [UnitChangeLine(change=change, from_unit=unit, to_unit=new, partly=True) for new in news]
    )
    for new in news:
        new.search = tree.search_text(new, tree.former_names(new))
        new.save(update_fields=["search"])
    last = basis.on - dt.timedelta(days=1) if ends else None
    if ends:
        Unit.objects.filter(pk=unit.pk).update(valid_to=last)
    record(
        "units.split",
        audit_subject("units.unit", unit.pk, unit.display_name, unit),
        actor=user.as_actor,
        before={"last_day": unit.valid_to},
        after={
            "new": [new.display_name for new in news],
            "ended": ends,
            "from": basis.on,
            "last_day": last,
        },
        reason=basis.legal_basis or basis.note,
    )
    return news


def _refuse_inhabited(unit: Unit) -> None:
    below = Unit.objects.filter(parent=unit, valid_to=None).count()
    if below:
        raise DomainError(
            _(
                "%(unit)s còn %(count)d đơn vị, hộ trực thuộc đang hoạt động. "
                "Hãy chuyển chúng sang nơi khác trước, rồi mới kết thúc đơn vị này."
            )
            % {"unit": unit, "count": below}
        )


# ---------------------------------------------------------------- closing and opening again


@transaction.atomic
def close(user: User, unit: Unit, *, last_day: dt.date, legal_basis: str, note: str = "") -> None:
    """End a unit that nothing follows; the roles held in it end with it.

    Raises ``DomainError`` while something stands below it, or for a day before its first.
    """
    unit = _held(user, unit, last_day, "last_day")
    if unit.valid_from is not None and unit.valid_from > last_day:
        raise DomainError(
            _("%(unit)s có từ ngày %(day)s. Hãy ghi ngày đó hoặc ngày sau đó.")
            % {"unit": unit, "day": format_date(unit.valid_from)},
            field="last_day",
        )
    _refuse_inhabited(unit)
    tree.dissolve_unit(
        unit, last_day=last_day, actor=user.as_actor, legal_basis=legal_basis, note=note
    )
    _end_roles(unit, last_day, user.as_actor)


def _end_roles(unit: Unit, last_day: dt.date, actor: Actor) -> None:
    rows = Membership.objects.filter(unit=unit, to_on=None).select_related("user")
    for row in rows.order_by("pk"):
        memberships.end(row, on=max(last_day, row.from_on), actor=actor)
        forget(row.user)


@transaction.atomic
def reopen(user: User, unit: Unit, *, reason: str) -> None:
    """Take back a closing that was a mistake: the unit stands as if it had never ended.

    Raises ``DomainError`` without a reason, when it stands already, when it went into another
    unit, or when the unit above has ended itself. Roles are given anew.
    """
    tree.lock_tree()
    unit = Unit.objects.select_related("parent").get(pk=unit.pk)
    allow(user, unit)
    if not reason.strip():
        raise DomainError(_("Hãy ghi lý do mở lại."), field="reason")
    if unit.valid_to is None:
        raise DomainError(_("%(unit)s đang hoạt động.") % {"unit": unit})
    if went_to := successors(unit):
        raise DomainError(
            _("%(unit)s đã thành %(into)s nên không mở lại được.")
            % {"unit": unit, "into": ", ".join(str(one.unit) for one in went_to)}
        )
    if unit.parent is not None:
        refuse_ended(unit.parent)
    refuse_namesake(unit, unit.name)
    ended = unit.valid_to
    taken_out = _take_out_ending(unit)
    Unit.objects.filter(pk=unit.pk).update(valid_to=None)
    record(
        "units.reopened",
        audit_subject("units.unit", unit.pk, unit.display_name, unit),
        actor=user.as_actor,
        before={"last_day": ended, **taken_out},
        after={"last_day": None},
        reason=reason,
    )


def _take_out_ending(unit: Unit) -> dict[str, str]:
    """Take the unit's ending out of the history; units that ended by the same row stay in it.

    Returns what stood there.
    """
    lines = UnitChangeLine.objects.filter(from_unit=unit, change__kind=ChangeKind.DISSOLVE)
    told: dict[str, str] = {}
    for line in lines.select_related("change").order_by("pk"):
        change = line.change
        line.delete()
        if not change.lines.exists():
            change.delete()
        told = {"legal_basis": change.legal_basis, "note": change.note}
    return told
