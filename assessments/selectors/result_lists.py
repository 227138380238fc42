"""Lists of results: of a year by type of unit, and of who is fit for a title."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q
from django.http import QueryDict
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.enums import Outcome
from assessments.models import CompactResult
from assessments.selectors.holder_results import (
    HolderResult,
    campaign_results,
    judging_day,
    title_results,
)
from assessments.selectors.verdict_page import MARKS
from campaigns.models import CampaignYear
from core.audit import canonical
from core.display import Mark
from core.text import fold
from criteria.scoring.verdicts import Said
from recognitions.models import Recognition, Title
from recognitions.querysets import RecognitionQuerySet
from units.enums import WITHOUT_FORM, UnitType
from units.models import Unit
from units.paths import under

WORDS = {"yes": Said.YES, "no": Said.NO, "unknown": Said.UNKNOWN}


@dataclass(frozen=True)
class Narrowed:
    """What the list's address asks for beside the type and the place."""

    query: str = ""
    said: str = ""
    running: bool = False
    waiting: bool = False

    @classmethod
    def of(cls, query: QueryDict) -> Narrowed:
        """Read it from the address."""
        said = query.get("said", "")
        return cls(
            query.get("q", ""),
            said if said in WORDS else "",
            "running" in query,
            "waiting" in query,
        )

    def takes(self, row: HolderResult) -> bool:
        """Whether a row fits."""
        words = fold(self.query).split()
        name = fold(f"{row.name} {row.place}") if words else ""
        return (
            all(word in name for word in words)
            and (not self.said or row.said == WORDS[self.said])
            and (not self.running or row.streak >= 3)
            and (not self.waiting or not row.held)
        )


@dataclass(frozen=True)
class ResultRow:
    """One holder in a list."""

    result: HolderResult
    mark: Mark


def types_of(campaign_year: CampaignYear) -> list[tuple[str, str]]:
    """The types of units of the plan's groups, with their names."""
    found = dict.fromkeys(
        one for group in campaign_year.campaign.groups.all() for one in group.unit_types
    )
    return [(one, str(UnitType(one).label)) for one in found]


def first_type(types: list[tuple[str, str]]) -> str:
    """The type that a list opens on: villages, whose results the office asks for most."""
    return next((one for one, _name in types if one == UnitType.VILLAGE), types[0][0])


def seen_place(user: User, campaign_year: CampaignYear, wanted: str) -> Unit | None:
    """The place of the address, in sight and at or below the launching unit; without one all."""
    host = campaign_year.campaign.launched_by
    seen = Unit.objects.visible_to(user).at_or_below(host)
    if wanted:
        number = int(wanted) if wanted.isascii() and wanted.isdecimal() else 0
        return seen.filter(pk=number).first()
    whole = seen.filter(pk=host.pk).first()
    return whole or seen.order_by("path").first()


def year_list(
    campaign_year: CampaignYear, unit_type: str, place: Unit, narrowed: Narrowed
) -> tuple[list[ResultRow], Counter[Said]]:
    """The results of one type at a place, and how many there are of each before narrowing."""
    return _narrowed(campaign_results(campaign_year, [unit_type], place=place), narrowed)


def title_list(
    campaign_year: CampaignYear, title: Title, place: Unit, narrowed: Narrowed
) -> tuple[list[ResultRow], Counter[Said]]:
    """Who is fit for a title at a place."""
    return _narrowed(title_results(campaign_year, title, place=place), narrowed)


def _narrowed(
    found: list[HolderResult], narrowed: Narrowed
) -> tuple[list[ResultRow], Counter[Said]]:
    counts: Counter[Said] = Counter(one.said for one in found)
    return [ResultRow(one, MARKS[one.said]) for one in found if narrowed.takes(one)], counts


def fit_ids(rows: Sequence[ResultRow]) -> list[int]:
    """Whom a decision may name: fit, reviewed, and without the year's title yet."""
    return [row.result.unit_id for row in rows if row.result.may_be_recognised]


def ended_sets(rows: Sequence[ResultRow]) -> list[str]:
    """Which sets that somebody was judged by no longer hold, each named once."""
    return list(dict.fromkeys(row.result.ended for row in rows if row.result.ended))


def list_print(ids: Sequence[int]) -> str:
    """The list as the officer saw it: a decision is written for that list or not at all."""
    return canonical(sorted(ids))


@dataclass(frozen=True)
class Funnel:
    """Tổng, đăng ký, đánh giá đạt, công nhận of one title in a year at a place."""

    units: int
    registered: int | None
    achieved: int | None
    recognised: int


def funnel(campaign_year: CampaignYear, title: Title, place: Unit) -> Funnel:
    """The four numbers, each counted from its register; at most three queries.

    Units with a form do not register: their whole is who takes part, as in the list, and the two
    middle numbers are not known.
    """
    day = judging_day(campaign_year)
    types = list(title.holder_types)
    held = Recognition.objects.valid_on(day).filter(
        under(place.path, "holder__path"), title=title, year=campaign_year.year
    )
    if not set(types) <= WITHOUT_FORM:
        parts = campaign_year.participations.taking_part().filter(
            under(place.path, "unit__path"), unit__type__in=types
        )
        return Funnel(
            parts.count(), None, None, _holders(held.filter(holder__in=parts.values("unit")))
        )
    units = Unit.objects.at_or_below(place).of_types(types).active_on(day).count()
    recognised = _holders(held)
    rows = CompactResult.objects.filter(
        under(place.path, "unit__path"), campaign_year=campaign_year, unit__type__in=types
    ).aggregate(
        registered=Count("pk", filter=Q(is_registered=True)),
        achieved=Count("pk", filter=Q(result=Outcome.ACHIEVED)),
    )
    return Funnel(units, rows["registered"], rows["achieved"], recognised)


def _holders(held: RecognitionQuerySet) -> int:
    """How many holders the rows name."""
    return int(held.aggregate(found=Count("holder", distinct=True))["found"])


def cells_of(rows: Sequence[ResultRow]) -> list[tuple[str | int, ...]]:
    """The list as cells of a workbook, with the words that the page shows."""
    return [
        (
            row.result.name,
            row.result.place,
            str(row.mark.word),
            row.result.level,
            " ".join(filter(None, (row.result.reason, row.result.ended))),
            row.result.streak,
            _("có") if row.result.held else _("đang xét") if row.result.considered else "",
        )
        for row in rows
    ]
