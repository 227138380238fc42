"""Which unit a code or a name in a text means; where that is not certain, a person is asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import F
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.numbers import format_date
from core.text import fold, one_line, without_kind
from units.enums import UnitType
from units.models import Unit
from units.selectors.history import parents_on
from units.selectors.search import labels

_COMMUNE_KINDS: Final = ("xã", "phường", "đặc khu", "thị trấn")
_PROVINCE_KINDS: Final = ("tỉnh", "thành phố")


class UnitNotFoundError(DomainError):
    """No unit has this code on the day."""


class AmbiguousCodeError(DomainError):
    """The code names more than one unit; the message lists them with their days."""

    def __init__(self, message: str, choices: tuple[Unit, ...]) -> None:
        super().__init__(message)
        self.choices = choices


@dataclass(frozen=True)
class Match:
    """What a commune named in a text turned out to be: one unit, or none and the reason."""

    unit: Unit | None
    warning: str = ""


def unit_by_code(code: str, *, on: dt.date | None = None) -> Unit:
    """The unit that bears the code on that day, or at any time when no day is given.

    Raises UnitNotFoundError, or AmbiguousCodeError with the choices: since 01/07/2025 the same
    five digits may name another commune.
    """
    wanted = one_line(code).upper()
    units = Unit.objects.filter(code=wanted).order_by(F("valid_from").asc(nulls_first=True), "pk")
    found = list(units.active_on(on) if on else units)
    if not wanted or not found:
        raise UnitNotFoundError(
            _("Không có đơn vị nào mang mã “%(code)s”. Hãy kiểm tra lại mã.") % {"code": wanted},
            field="code",
        )
    if len(found) > 1:
        raise AmbiguousCodeError(
            _("Mã “%(code)s” có thể là: %(choices)s. Hãy ghi rõ thời điểm.")
            % {"code": wanted, "choices": "; ".join(_with_days(unit) for unit in found)},
            tuple(found),
        )
    return found[0]


def _with_days(unit: Unit) -> str:
    if unit.valid_to is not None:
        return _("%(unit)s (đến hết %(day)s)") % {"unit": unit, "day": format_date(unit.valid_to)}
    if unit.valid_from is not None:
        return _("%(unit)s (từ %(day)s)") % {"unit": unit, "day": format_date(unit.valid_from)}
    return str(unit)


def commune_named(name: str, *, province: str, on: dt.date) -> Match:
    """The commune that a text of that day means by this name in this province.

    Never a namesake of another province: where the province has none, the warning names what
    there was and what exists elsewhere, and the caller asks a person.
    """
    wanted = {fold(name), _bare(name, *_COMMUNE_KINDS)}
    rows = Unit.objects.filter(type=UnitType.COMMUNE, search__contains=min(wanted, key=len))
    namesakes = [u for u in rows.order_by("sort_key", "code", "pk") if fold(u.name) in wanted]
    standing = [unit for unit in namesakes if _stands(unit, on)]
    here = [unit for unit in standing if _lies_in(unit, province, on)]
    if len(here) == 1:
        return Match(here[0])
    if here:
        return Match(
            None,
            _("%(province)s có nhiều đơn vị tên %(name)s: %(choices)s. Hãy chọn một đơn vị.")
            % {"province": province, "name": name, "choices": _listed(here)},
        )
    gone = [u for u in namesakes if u not in standing and _lay_in(u, province)]
    return Match(None, _no_match(name, province, on, gone, standing))


def _no_match(
    name: str, province: str, on: dt.date, gone: Sequence[Unit], elsewhere: Sequence[Unit]
) -> str:
    parts = [
        _("Không có %(name)s thuộc %(province)s vào ngày %(day)s.")
        % {"name": name, "province": province, "day": format_date(on)}
    ]
    if gone:
        parts.append(_("Ở thời điểm khác có: %(units)s.") % {"units": _listed(gone)})
    if elsewhere:
        parts.append(
            _("Đơn vị cùng tên ở nơi khác, không tự chọn: %(units)s.")
            % {"units": _listed(elsewhere)}
        )
    return " ".join(parts)


def _listed(units: Sequence[Unit]) -> str:
    lines = zip(units, labels(units), strict=True)
    return "; ".join(f"{line} [{unit.code}]" if unit.code else line for unit, line in lines)


def _bare(name: str, *kinds: str) -> str:
    """The folded name without the kind word that stands before it, if one does."""
    folded = fold(name)
    for kind in kinds:
        if (bare := without_kind(fold(kind), folded)) != folded:
            return bare
    return folded


def _stands(unit: Unit, day: dt.date) -> bool:
    return (unit.valid_from or day) <= day <= (unit.valid_to or day)


def _lies_in(unit: Unit, province: str, day: dt.date) -> bool:
    wanted = _bare(province, *_PROVINCE_KINDS)
    return any(
        above.type == UnitType.PROVINCE and fold(above.name) == wanted
        for above in parents_on(unit, day)
    )


def _lay_in(unit: Unit, province: str) -> bool:
    """Whether it lay there on its own last day, or lies there from its first day on."""
    day = unit.valid_to or unit.valid_from
    return day is not None and _lies_in(unit, province, day)
