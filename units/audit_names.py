"""Codes of this app's rows in words, for the audit trail and the page of jobs."""

from __future__ import annotations

from django.utils.translation import gettext as _

from units.models import Unit
from units.selectors.trail import VERIFY_JOB


def names_of(codes: frozenset[str]) -> dict[str, str]:
    """Jobs of this app by what they do and for which unit: "units.verify_trail 5"."""
    wanted = {
        code: int(key)
        for code in codes
        if code.startswith(f"{VERIFY_JOB} ") and (key := code.split()[-1]).isdecimal()
    }
    found = Unit.objects.in_bulk(wanted.values()) if wanted else {}
    return {
        code: _("Kiểm tra niêm phong: %(unit)s") % {"unit": found[pk]}
        for code, pk in wanted.items()
        if pk in found
    }
