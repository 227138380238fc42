"""Checking on the spot: samples of a year, the list to take along, what was found."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import SignedInRequest
from accounts.models import User
from assessments.enums import SampleKind
from assessments.models import RecheckItem, RecheckSample
from assessments.review_forms import SampleForm
from assessments.selectors.rechecks import sample_page, samples_of
from assessments.services import recheck
from assessments.views.finding import visible_year
from campaigns.enums import YearState
from campaigns.rules import can_work_office
from core.display import vn_date
from core.errors import DomainError, StaleError
from core.numbers import parse_count, parse_date, parse_id
from core.once import act_once, act_or_correct
from core.policy import Scope
from units.policy import OFFICE, READERS, for_roles

PAGE_SIZE = 50


@for_roles(READERS, scope=Scope.CAMPAIGN, obj="campaigns.year")
@require_http_methods(["GET", "HEAD", "POST"])
def rechecks(request: SignedInRequest, slug: str, year: int) -> HttpResponse:
    """The samples of a year; the office draws another."""
    row = visible_year(request.user, slug, year)
    may_draw = can_work_office(request.user, row.campaign)
    form = SampleForm(
        request.POST or None,
        initial={"kind": SampleKind.HOUSEHOLDS, "size": 2},
        is_closed=row.state == YearState.CLOSED,
    )
    if request.method == "POST":
        if not may_draw:
            raise PermissionDenied
        if form.is_valid():

            def act() -> str:
                drawn = recheck.draw_sample(row, actor=request.user, **form.cleaned_data)
                return reverse("assessments:sample", args=[drawn.pk])

            here = reverse("assessments:rechecks", args=[slug, year])
            answer = act_or_correct(request, form, act, to=here, done=_("Đã rút mẫu phúc tra."))
            if answer is not None:
                return answer
    seen = RecheckSample.objects.visible_to(request.user)
    found = samples_of(row).filter(pk__in=seen)
    context = {
        "campaign_year": row,
        "page": Paginator(found, PAGE_SIZE).get_page(request.GET.get("page")),
        "form": form if may_draw else None,
    }
    status = 422 if form.errors else 200
    return render(request, "assessments/rechecks.html", context, status=status)


def _sample(user: User, pk: int) -> RecheckSample:
    found = RecheckSample.objects.visible_to(user)
    return get_object_or_404(
        found.select_related("campaign_year__campaign__launched_by", "drawn_by"), pk=pk
    )


@dataclass(frozen=True)
class Entry:
    """What stands in the fields of one unit: what is written, or what was typed and refused."""

    item: RecheckItem
    found: str
    checked_on: str
    note: str
    version: str
    reason: str = ""
    error: str = ""

    @classmethod
    def written(cls, item: RecheckItem, day: dt.date | None) -> Entry:
        """What is written; ``day`` is proposed where nothing is."""
        on = item.checked_on or day
        found = "" if item.found is None else str(item.found)
        return cls(item, found, vn_date(on) if on else "", item.note, str(item.version))

    @classmethod
    def refused(cls, item: RecheckItem, typed: QueryDict, error: DomainError) -> Entry:
        """What was typed, and why it cannot be written.

        Only who is told that somebody was faster has read what stands by now.
        """
        found, on, note, reason = (
            typed.get(name, "") for name in ("found", "checked_on", "note", "reason")
        )
        version = str(item.version) if isinstance(error, StaleError) else typed.get("version", "")
        return cls(item, found, on, note, version, reason, str(error))


@for_roles(READERS, scope=Scope.SUBTREE, obj="assessments.sample")
@require_safe
def sample(request: SignedInRequest, pk: int) -> HttpResponse:
    """One sample: what was claimed, what was found, the gap per village and in all."""
    return _page(request, _sample(request.user, pk))


def _page(
    request: SignedInRequest, row: RecheckSample, refused: Entry | None = None
) -> HttpResponse:
    found = sample_page(row)
    # Who enters a sample was at its units on one round: the latest day is proposed for the next.
    day = max((one.checked_on for one in found.items if one.checked_on), default=None)
    context = {
        "sample": row,
        "found": found,
        "entries": [
            refused if refused and one.pk == refused.item.pk else Entry.written(one, day)
            for one in found.items
        ],
        "may_enter": can_work_office(request.user, row.campaign_year.campaign),
        "is_closed": row.campaign_year.state == YearState.CLOSED,
    }
    return render(request, "assessments/sample.html", context, status=422 if refused else 200)


@for_roles(READERS, scope=Scope.SUBTREE, obj="assessments.sample")
@require_safe
def printed(request: SignedInRequest, pk: int) -> HttpResponse:
    """The list that goes along, with room for what is found and for signatures."""
    row = _sample(request.user, pk)
    context = {"sample": row, "found": sample_page(row)}
    return render(request, "assessments/sample_printed.html", context)


@for_roles(OFFICE, scope=Scope.SUBTREE, obj="assessments.sample")
@require_POST
def enter(request: SignedInRequest, pk: int, line: int) -> HttpResponse:
    """Write what was found at one unit of the sample."""
    row = _sample(request.user, pk)
    item = get_object_or_404(row.items.select_related("unit", "village"), pk=line)
    item.sample = row
    if not can_work_office(request.user, row.campaign_year.campaign):
        raise PermissionDenied
    here = f"{reverse('assessments:sample', args=[pk])}#i{item.pk}"

    def act() -> None:
        _enter(request, item)

    try:
        return act_once(request, act, to=here, done=_("Đã ghi kết quả phúc tra."))
    except DomainError as error:
        item.refresh_from_db(fields=["found", "checked_on", "note", "version"])
        return _page(request, row, Entry.refused(item, request.POST, error))


def _enter(request: SignedInRequest, item: RecheckItem) -> None:
    post = request.POST
    typed, day = post.get("found", "").strip(), post.get("checked_on", "").strip()
    try:
        found = parse_count(typed) if typed else None
        checked_on = parse_date(day) if day else None
    except ValueError as error:
        raise DomainError(str(error)) from error
    recheck.enter_result(
        item,
        found=found,
        note=post.get("note", "")[:1000],
        checked_on=checked_on,
        actor=request.user,
        seen=parse_id(post.get("version", "")) or 0,
        reason=post.get("reason", "")[:1000],
    )
