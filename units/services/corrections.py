"""Mending what was typed wrong about a unit: no new name from a day on, no change of the tree."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.audit import record
from core.errors import DomainError
from core.text import nfc, one_line, sort_key
from units.access import audit_subject
from units.models import Unit
from units.services.changes import allow, refuse_namesake
from units.services.tree import former_names, search_text


@dataclass(frozen=True)
class Particulars:
    """What stands about a unit beside its place and its days."""

    name: str
    kind_word: str = ""
    code: str = ""
    position: int = 0
    place_name: str = ""
    letterhead: str = ""
    symbol: str = ""
    is_difficult_area: bool = False
    note: str = ""

    @classmethod
    def of(cls, unit: Unit) -> Particulars:
        """What stands about the unit now."""
        return cls(**{name: getattr(unit, name) for name in cls.__dataclass_fields__})


@transaction.atomic
def correct(user: User, unit: Unit, wanted: Particulars) -> Unit:
    """Write the particulars as they should have been; the present name is mended in its place.

    Raises ``DomainError`` for an empty name, a standing neighbour's name, or a code in use.
    """
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    allow(user, unit)
    before = asdict(Particulars.of(unit))
    after: dict[str, Any] = {
        key: value if isinstance(value, int) else _tidy(key, value)
        for key, value in asdict(wanted).items()
    }
    if not after["name"]:
        raise DomainError(_("Hãy ghi tên đơn vị."), field="name")
    _refuse_used_code(unit, after["code"])
    if unit.valid_to is None and after["name"] != before["name"]:
        refuse_namesake(unit, after["name"])
    changed = {key: value for key, value in after.items() if value != before[key]}
    if not changed:
        return unit
    for key, value in changed.items():
        setattr(unit, key, value)
    unit.names.filter(to_on=None).update(kind_word=unit.kind_word, name=unit.name)
    unit.sort_key = sort_key(unit.name)
    unit.search = search_text(unit, former_names(unit))
    unit.save()
    record(
        "units.corrected",
        audit_subject("units.unit", unit.pk, unit.display_name, unit),
        actor=user.as_actor,
        before={key: before[key] for key in changed},
        after=changed,
    )
    return unit


def _tidy(key: str, value: str) -> str:
    if key == "note":
        return nfc(value).strip()
    return one_line(value).upper() if key == "code" else one_line(value)


def _refuse_used_code(unit: Unit, code: str) -> None:
    if not code or code == unit.code:
        return
    same = Unit.objects.filter(code=code).exclude(pk=unit.pk)
    overlapping = same.filter(valid_to=None) if unit.valid_to is None else same
    other = overlapping.first() or same.filter(valid_from=unit.valid_from).first()
    if other is not None:
        raise DomainError(
            _("Mã “%(code)s” đang là của %(unit)s. Hãy ghi mã khác.")
            % {"code": code, "unit": other},
            field="code",
        )
