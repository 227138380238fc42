"""What waits for a reviewer, over all years that are open: the review desk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import F, Max, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from assessments.enums import Action, Status
from assessments.levels import level_words, standing_in
from assessments.models import Assessment, AssessmentEvent
from assessments.rules import can_review, reviews_unit, why_not_review
from assessments.selectors.waiting import Holder, holders
from campaigns.enums import YearState
from core import clock
from core.display import Mark, state_mark
from core.text import fold
from units.access import access_of
from units.enums import Role
from units.paths import under_any
from units.policy import OFFICE

WAITING = frozenset({Status.SUBMITTED, Status.IN_REVIEW})
AGAIN = frozenset({Action.OBJECT, Action.REVIEW_AGAIN, Action.REOPEN})


@dataclass(frozen=True)
class DeskRow:
    """A record that waits, written out; ``why_not`` says why the reader does not review it."""

    pk: int
    version: int
    name: str
    year: str
    mark: Mark
    level: str
    flags: tuple[str, ...]
    note: str
    is_again: bool
    is_resubmitted: bool
    held_days: int
    holder: Holder
    why_not: str

    @property
    def can_bulk(self) -> bool:
        """Whether nothing speaks against approving it with others."""
        return not (self.flags or self.is_again or self.why_not)


@dataclass(frozen=True)
class Desk:
    """What waits, and how much of it the reader may approve at once."""

    rows: list[DeskRow] = field(default_factory=list)

    @property
    def bulk(self) -> int:
        """How many rows can be ticked."""
        return sum(row.can_bulk for row in self.rows)

    @property
    def has_many_years(self) -> bool:
        """Whether the rows must say to which campaign's year they belong."""
        return len({row.year for row in self.rows}) > 1

    @property
    def flagged(self) -> int:
        """How many rows bear a flag."""
        return sum(bool(row.flags) for row in self.rows)

    @property
    def first(self) -> DeskRow | None:
        """The next one to open: what the reader may review, the longest waiting first."""
        mine = [row for row in self.rows if not row.why_not]
        return max(mine, key=lambda row: (row.is_again, row.held_days), default=None)


def reviewed_by(user: User) -> QuerySet[Assessment]:
    """Records of the bodies in which the person reviews, or stands in for somebody."""
    held = access_of(user).held
    offices = {one.unit_id for one in held if one.role in OFFICE}
    offices |= {one.unit_id for one in standing_in(user)}
    provinces = [one.path for one in held if one.role == Role.PROVINCE_OFFICER]
    host = F("campaign_year__campaign__launched_by_id")
    of_office = Q(unit__commune_id__in=offices) | Q(
        unit__commune_id=None, campaign_year__campaign__launched_by_id__in=offices
    )
    wanted = of_office & ~Q(unit_id=host)
    if provinces:
        own = Q(unit_id=host, campaign_year__campaign__province_reviews=True)
        passed = Q(level__gt=1)
        wanted |= under_any(provinces, "unit__path") & (own | passed)
    return Assessment.objects.visible_to(user).filter(wanted)


def waiting_for(user: User) -> QuerySet[Assessment]:
    """What waits for the person's body, in the plan's order and the commune's."""
    is_open = Q(campaign_year__state=YearState.OPEN) | Q(is_reopened=True)
    return (
        reviewed_by(user)
        .filter(is_open, status__in=WAITING)
        .select_related("unit", "group", "campaign_year__campaign__launched_by")
        .defer("unit__search", "unit__note")
        .prefetch_related("authors")
        .order_by(
            "-campaign_year__year",
            "campaign_year_id",
            "group__position",
            "unit__position",
            "unit__sort_key",
            "unit_id",
        )
    )


def desk(user: User, words: str = "", kind: str = "") -> Desk:
    """What waits for the person, filtered; seven queries whatever the number of rows."""
    found = [row for row in waiting_for(user).prefetch_related("flags") if reviews_unit(user, row)]
    events = _latest_events([row.pk for row in found])
    names = _times_returned([row.pk for row in found])
    waiting = holders(found, events)
    rows = [_row(row, user, events.get(row.pk), names, waiting[row.pk]) for row in found]
    return Desk([row for row in rows if _takes(row, fold(words).split(), kind)])


def _takes(row: DeskRow, words: list[str], kind: str) -> bool:
    kinds = {
        "": True,
        "plain": row.can_bulk,
        "flagged": bool(row.flags),
        "again": row.is_again or row.is_resubmitted,
    }
    name = fold(row.name)
    return kinds.get(kind, True) and all(word in name for word in words)


def _latest_events(ids: Iterable[int]) -> dict[int, AssessmentEvent]:
    latest = (
        AssessmentEvent.objects.filter(assessment_id__in=list(ids))
        .order_by()
        .values("assessment_id")
        .annotate(latest=Max("pk"))
        .values("latest")
    )
    events = AssessmentEvent.objects.filter(pk__in=latest).select_related("actor")
    return {event.assessment_id: event for event in events}


def _times_returned(ids: Iterable[int]) -> Counter[int]:
    """How often each record was sent back."""
    returned = AssessmentEvent.objects.filter(
        assessment_id__in=list(ids), action=Action.RETURN
    ).order_by()
    return Counter(returned.values_list("assessment_id", flat=True))


def _row(
    record: Assessment,
    user: User,
    event: AssessmentEvent | None,
    returned: Counter[int],
    holder: Holder,
) -> DeskRow:
    day = clock.today()
    since = timezone.localtime(event.at).date() if event else day
    kinds = dict.fromkeys(str(flag.get_kind_display()) for flag in record.flags.all())
    is_again = event is not None and event.action in AGAIN
    return DeskRow(
        pk=record.pk,
        version=record.version,
        name=record.unit.display_name,
        year=str(record.campaign_year),
        mark=state_mark(record.status),
        level=level_words(record),
        flags=tuple(kinds),
        note=event.note if event and is_again else "",
        is_again=is_again,
        is_resubmitted=bool(returned[record.pk]) and not is_again,
        held_days=max((day - since).days, 0),
        holder=holder,
        why_not="" if can_review(user, record) else why_not_review(user, record),
    )
