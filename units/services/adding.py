"""Units entered by hand, one or a whole pasted list."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import DomainError
from core.text import one_line
from units.models import Unit
from units.rules import types_to_add
from units.selectors.drafts import KIND_WORD_TYPES, DraftUnit, draft_units
from units.services.changes import refuse_later_day
from units.services.tree import (
    NewUnit,
    create_units,
    last_position,
    lock_tree,
    next_number,
    suffix_code,
)


@dataclass(frozen=True)
class UnitList:
    """What the office typed: a type, what such a unit is called, and the names line by line."""

    type: str
    names: str
    kind_word: str = ""
    valid_from: dt.date | None = None


@dataclass(frozen=True)
class PlannedUnit:
    """A line of the list as the preview shows it: the unit to be, or why there is none."""

    draft: DraftUnit
    code: str = ""
    position: int = 0


def planned_units(user: User, parent: Unit, wanted: UnitList) -> list[PlannedUnit]:
    """What the list would make, with codes and places in the order; writes nothing.

    Raises ``PermissionDenied`` where the person may not add such units, and ``DomainError``
    naming line or field for what cannot be entered.
    """
    if wanted.type not in types_to_add(user, parent):
        raise PermissionDenied
    kind_word = one_line(wanted.kind_word) if wanted.type in KIND_WORD_TYPES else ""
    if wanted.type in KIND_WORD_TYPES and not kind_word:
        raise DomainError(
            _("Hãy ghi từ chỉ loại, ví dụ: thôn, bản, tổ dân phố, dòng họ."), field="kind_word"
        )
    if wanted.valid_from is not None:
        refuse_later_day(wanted.valid_from, "valid_from")
    number = next_number(parent, wanted.type)
    position = last_position(parent, wanted.type)
    planned = []
    for draft in draft_units(parent, wanted.type, kind_word, wanted.names):
        if not draft.is_new:
            planned.append(PlannedUnit(draft))
            continue
        position += 1
        planned.append(PlannedUnit(draft, suffix_code(parent, wanted.type, number), position))
        number += 1
    return planned


@transaction.atomic
def add_units(user: User, parent: Unit, wanted: UnitList) -> list[Unit]:
    """Create the new units of the list; what stands there already is left alone.

    Raises what ``planned_units`` raises.
    """
    lock_tree()
    parent = Unit.objects.get(pk=parent.pk)
    kind_word = one_line(wanted.kind_word) if wanted.type in KIND_WORD_TYPES else ""
    news = [
        NewUnit(
            type=wanted.type,
            name=one.draft.name,
            kind_word=kind_word,
            code=one.code,
            position=one.position,
            valid_from=wanted.valid_from,
        )
        for one in planned_units(user, parent, wanted)
        if one.draft.is_new
    ]
    return create_units(news, parent, actor=user.as_actor)
