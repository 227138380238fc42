"""Who might be proposed, from results and titles, with the reason; one query for the list.

The years in which a household reached its title are added up as bits in the database, the
candidates' newest year lowest, so that a streak is the run of ones at the end.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Case, IntegerField, OuterRef, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from assessments.enums import Outcome, Status
from assessments.models import Assessment, CompactResult
from awards.models import Award, Proposal
from awards.models.proposals import ENDED
from campaigns.models import Campaign
from recognitions.models import Recognition
from units.enums import UnitType
from units.models import Unit

LOOK_BACK = 5
PAGE_SIZE = 50


@dataclass(frozen=True)
class Candidate:
    """Somebody who might be proposed, why, and what already stands about them."""

    unit: Unit
    streak: int
    reason: str
    titles: tuple[str, ...] = ()
    past: tuple[str, ...] = ()
    proposed: str = ""


def streak_of(mask: int) -> int:
    """How many years running up to the newest one."""
    found = 0
    while mask >> found & 1:
        found += 1
    return found


def ranked(campaign: Campaign, year: int, below: Unit, unit_type: str) -> Any:
    """Units without a form that reached their title this year, the longest run first."""
    bits = [
        When(campaign_year__year=year - back, then=Value(1 << back)) for back in range(LOOK_BACK)
    ]
    reached = (
        CompactResult.objects.filter(
            unit=OuterRef("pk"),
            campaign_year__campaign=campaign,
            campaign_year__year__gt=year - LOOK_BACK,
            campaign_year__year__lte=year,
            result=Outcome.ACHIEVED,
        )
        .order_by()
        .values("unit")
        .annotate(mask=Sum(Case(*bits, output_field=IntegerField())))
        .values("mask")
    )
    now = CompactResult.objects.filter(
        campaign_year__campaign=campaign, campaign_year__year=year, result=Outcome.ACHIEVED
    ).values("unit")
    return (
        Unit.objects.at_or_below(below)
        .filter(type=unit_type, pk__in=now)
        .annotate(mask=Coalesce(Subquery(reached, output_field=IntegerField()), 0))
    )


def in_rank(rows: Any) -> QuerySet[Unit]:
    """All years reached first, then the alphabet."""
    found: QuerySet[Unit] = rows.order_by("-mask", "sort_key", "pk")
    return found


def collectives(campaign: Campaign, year: int, below: Unit) -> QuerySet[Unit]:
    """Units whose form of the year was reviewed or is final."""
    done = Assessment.objects.filter(
        campaign_year__campaign=campaign,
        campaign_year__year=year,
        status__in=[Status.REVIEWED, Status.FINAL],
    ).values("unit")
    return (
        Unit.objects.at_or_below(below)
        .filter(pk__in=done)
        .exclude(type=UnitType.COMMUNE)
        .annotate(mask=Value(1, output_field=IntegerField()))
    )


def page_of(
    campaign: Campaign, year: int, below: Unit, kind: str, number: str | None
) -> tuple[Page[Unit], list[Candidate]]:
    """One page of candidates with everything that is shown beside them: six queries."""
    if kind == "collective":
        rows = collectives(campaign, year, below).order_by("type", "position", "pk")
    else:
        rows = in_rank(ranked(campaign, year, below, kind))
    page = Paginator(rows.select_related("parent"), PAGE_SIZE).get_page(number)
    return page, described(campaign, year, list(page))


def described(campaign: Campaign, year: int, units: list[Unit]) -> list[Candidate]:
    """What is known about each; three queries for all of them."""
    titles = _titles(units, year)
    past = _past(units)
    proposed = _proposed(campaign, year, units)
    return [
        Candidate(
            unit=unit,
            streak=run,
            reason=_reason(unit, run, year, titles.get(unit.pk, ())),
            titles=tuple(titles.get(unit.pk, ())),
            past=tuple(past.get(unit.pk, ())),
            proposed=proposed.get(unit.pk, ""),
        )
        for unit, run in ((one, streak_of(vars(one)["mask"])) for one in units)
    ]


def _reason(unit: Unit, run: int, year: int, titles: Iterable[str]) -> str:
    if unit.type not in {UnitType.HOUSEHOLD, UnitType.CLAN, UnitType.INDIVIDUAL}:
        told = _("Phiếu tự đánh giá năm %(year)s đã được duyệt") % {"year": year}
    elif run > 1:
        told = _("Đạt %(run)s năm liền đến năm %(year)s") % {"run": run, "year": year}
    else:
        told = _("Đạt năm %(year)s") % {"year": year}
    return "; ".join([told, *titles])


def _titles(units: list[Unit], year: int) -> dict[int, list[str]]:
    rows = Recognition.objects.filter(
        holder__in=units, status="recognised", year__lte=year, year__gt=year - LOOK_BACK
    ).select_related("title")
    found: dict[int, list[str]] = {}
    for row in rows:
        found.setdefault(row.holder_id, []).append(
            _("%(title)s năm %(year)s (%(number)s)")
            % {"title": row.title, "year": row.year, "number": row.decision_number}
        )
    return found


def _past(units: list[Unit]) -> dict[int, list[str]]:
    rows = Award.objects.in_force().filter(recipient__in=units).select_related("decision")
    found: dict[int, list[str]] = {}
    for row in rows:
        found.setdefault(row.recipient_id, []).append(f"{row.form_name} {row.period_words}")
    return found


def _proposed(campaign: Campaign, year: int, units: list[Unit]) -> dict[int, str]:
    rows = (
        Proposal.objects.filter(
            achievement__recipient__in=units,
            achievement__campaign=campaign,
            achievement__period_to=year,
        )
        .exclude(state__in=ENDED)
        .select_related("award_type", "achievement")
    )
    return {
        row.achievement.recipient_id: f"{row.award_type}: {row.get_state_display().lower()}"
        for row in rows
    }


def reasons_of(campaign: Campaign, year: int, below: Unit, ids: list[int]) -> dict[int, str]:
    """Why each of the units might be proposed; who has no result is left out."""
    types = set(Unit.objects.filter(pk__in=ids).values_list("type", flat=True))
    found: list[Unit] = list(collectives(campaign, year, below).filter(pk__in=ids))
    for unit_type in types & {UnitType.HOUSEHOLD, UnitType.CLAN, UnitType.INDIVIDUAL}:
        found += ranked(campaign, year, below, unit_type).filter(pk__in=ids)
    return {one.unit.pk: one.reason for one in described(campaign, year, found)}


@dataclass(frozen=True)
class Share:
    """Who is on a list, told before anyone votes (R12, N15); it adds up to the list."""

    total: int
    collectives: int
    households: int
    individuals: int
    leaders: int
    direct: int
    unknown: int
    women: int


def share_of(items: Iterable[Proposal]) -> Share:
    """Leaders, direct workers and women among the people of a list."""
    rows = list(items)
    people = [row for row in rows if row.recipient_kind == "individual"]
    return Share(
        total=len(rows),
        collectives=sum(row.recipient_kind == "collective" for row in rows),
        households=sum(row.recipient_kind == "household" for row in rows),
        individuals=len(people),
        leaders=sum(row.is_leader is True for row in people),
        direct=sum(row.is_leader is False for row in people),
        unknown=sum(row.is_leader is None for row in people),
        women=sum(row.is_female is True for row in rows),
    )
