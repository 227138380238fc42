"""Which unit of the tree a plan belongs to."""

from __future__ import annotations

from django.utils.translation import gettext as _

from campaigns.plan_files import Plan
from core.errors import DomainError
from core.text import fold
from units.enums import UnitType
from units.models import Unit
from units.services.plan_units import CODE_OF_KEY


def host_unit(plan: Plan) -> Unit:
    """Return the unit that issued the plan.

    A code alone is never a key: it must be valid on the plan's day and name the same unit.
    Raises ``DomainError`` when the tree has no such unit, or another one under that code.
    """
    wanted = plan.unit
    found = Unit.objects.filter(type=wanted.type)
    if wanted.demo_key is not None:
        found = found.filter(code=CODE_OF_KEY.get(wanted.demo_key, wanted.demo_key))
    else:
        found = found.filter(code=wanted.code)
        if wanted.valid_on is not None:
            found = found.active_on(wanted.valid_on)
    unit = found.first()
    if unit is None:
        raise DomainError(
            _("%(file)s: chưa có đơn vị “%(unit)s” (%(code)s). Hãy chạy lệnh load_units trước.")
            % {"file": plan.slug, "unit": wanted.name, "code": wanted.code or wanted.demo_key}
        )
    if not _is_named(unit, wanted.name):
        raise DomainError(
            _("%(file)s: mã %(code)s là của “%(found)s”, không phải “%(unit)s”.")
            % {"file": plan.slug, "code": unit.code, "found": unit, "unit": wanted.name}
        )
    return unit


def _is_named(unit: Unit, name: str) -> bool:
    kind = _KIND_WORDS.get(unit.type, "")
    return fold(name) in {fold(unit.display_name), fold(f"{kind} {unit.name}"), fold(unit.name)}


_KIND_WORDS = {UnitType.COMMUNE.value: "xã"}
