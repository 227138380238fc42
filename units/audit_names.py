"""Codes of this app's rows in words, for the audit trail and the page of jobs."""

from __future__ import annotations

from django.utils.translation import gettext as _

from units.models import Unit
from units.selectors.trail import VERIFY_JOB

_UNIT = "unit "
_LONGEST_KEY = 18  # beyond, no database has such a key


def code_of(unit_id: int) -> str:
    """The code under which a reader has a unit named; no other app takes it for one of its own."""
    return f"{_UNIT}{unit_id}"


def names_of(codes: frozenset[str]) -> dict[str, str]:
    """Units by their keys, under which events about many of them keep each one's values.

    Jobs of this app by what they do and for which unit: "units.verify_trail 5".
    """
    wanted = {
        code: int(key)
        for code in codes
        if code.startswith(f"{VERIFY_JOB} ") and (key := code.split()[-1]).isdecimal()
    }
    keys = {code: code.removeprefix(_UNIT) for code in codes}
    units = {
        code: int(key) for code, key in keys.items() if key.isdecimal() and len(key) <= _LONGEST_KEY
    }
    asked = {*wanted.values(), *units.values()}
    found = Unit.objects.in_bulk(asked) if asked else {}
    return {
        **{code: found[pk].display_name for code, pk in units.items() if pk in found},
        **{
            code: _("Kiểm tra niêm phong: %(unit)s") % {"unit": found[pk]}
            for code, pk in wanted.items()
            if pk in found
        },
    }
