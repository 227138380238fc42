"""The papers of a unit on its page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from reports.selectors import years_with_papers
from units.access import access_of
from units.models import Unit
from units.unit_links import UnitLink


def unit_links(request: HttpRequest, unit: Unit) -> list[UnitLink]:
    """The page of its papers, where it has any to make; one query."""
    user: Any = request.user
    if not access_of(user).sees(unit) or not years_with_papers(user, unit).exists():
        return []
    url = reverse("reports:unit", args=[unit.pk])
    return [UnitLink(label=_("Báo cáo, giấy tờ của đơn vị"), url=url, icon="report")]
