"""What an address names, as far as the person may see it."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.http import SignedInRequest
from core.enums import JobState
from core.models import Job
from core.numbers import parse_id
from imports.enums import ImportKind
from imports.kinds import kind_of
from imports.kinds.base import Given, Kind
from imports.models import Import
from imports.rules import NEEDS_TYPE, NEEDS_YEAR, can_import
from imports.selectors import Choice, open_years, page_of
from units.enums import WITHOUT_FORM
from units.models import Unit


def found_import(request: SignedInRequest, pk: int) -> Import:
    """The import in sight; 404 for others, 403 for one that the person could not have sent."""
    row = get_object_or_404(page_of(request.user), pk=pk)
    if not can_import(request.user, row.kind, row.unit):
        raise PermissionDenied
    return row


def found_choice(request: SignedInRequest, kind: str, unit_pk: int) -> Choice:
    """The list that the address asks for: unit in sight, right kind, open year, known type."""
    unit = get_object_or_404(Unit.objects.visible_to(request.user), pk=unit_pk)
    if kind not in ImportKind.values:
        raise Http404
    if not can_import(request.user, kind, unit):
        raise PermissionDenied
    year, unit_type = None, ""
    if kind in NEEDS_YEAR:
        wanted = parse_id(request.GET.get("year", ""))
        year = next((one for one in open_years(request.user, unit) if one.pk == wanted), None)
        if year is None:
            raise Http404
    if kind in NEEDS_TYPE:
        unit_type = request.GET.get("type", "")
        if unit_type not in WITHOUT_FORM:
            raise Http404
    return Choice(ImportKind(kind), unit, year, unit_type)


def list_of(choice: Choice, request: SignedInRequest) -> Kind:
    """The kind of list ready for the template. Raises ``DomainError``."""
    given = Given(choice.unit, request.user, choice.year, choice.unit_type)
    return kind_of(choice.kind, given)


def is_working(job: Job | None) -> bool:
    """Whether the job waits or runs."""
    return job is not None and job.state in {JobState.QUEUED, JobState.RUNNING}
