"""The grid of households, clans and individuals of one place in one year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet, TextChoices

from accounts.models import User
from assessments.enums import Circumstance, Outcome
from assessments.fingerprints import fingerprint
from assessments.models import CompactResult
from assessments.selectors.criteria_lines import judgement_options
from assessments.selectors.options import Option
from campaigns.models import CampaignYear, ParticipantGroup
from core import clock
from core.text import fold
from criteria.enums import CriterionKind
from criteria.models import Criterion
from units.enums import WITHOUT_FORM, UnitType
from units.models import Unit


@dataclass(frozen=True)
class Tab:
    """One type of units that have results without a form."""

    type: str
    label: str
    group: ParticipantGroup


@dataclass(frozen=True)
class Answer:
    """The value of one criterion in one row."""

    name: str
    label: str
    shown: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class GridRow:
    """One household, clan or individual."""

    unit_id: int
    name: str
    is_registered: bool
    result: Answer
    circumstance: Answer
    answers: tuple[Answer, ...]
    note: str
    seen: str

    @property
    def has_more(self) -> bool:
        """Whether anything but the two ticks is filled in, so that it is shown open."""
        return bool(self.note or self.circumstance.shown or any(a.shown for a in self.answers))


def tabs_of(campaign_year: CampaignYear) -> list[Tab]:
    """The types without a form that the plan addresses, in its order."""
    return [
        Tab(one, str(UnitType(one).label), group)
        for group in campaign_year.campaign.groups.all()
        for one in group.unit_types
        if one in WITHOUT_FORM
    ]


def places_of(user: User, campaign_year: CampaignYear) -> list[Unit]:
    """Where the user may look: the launching unit and its villages, as far as in sight."""
    host = campaign_year.campaign.launched_by
    found = Unit.objects.visible_to(user).at_or_below(host).active_on(clock.today())
    types = {UnitType.VILLAGE, host.type}
    return list(found.filter(type__in=types).order_by("-type", "position", "sort_key", "pk"))


def units_of(place: Unit, unit_type: str, query: str) -> QuerySet[Unit]:
    """The units of one type at a place, in the village's order; without diacritics by name."""
    found = Unit.objects.below(place).of_types({unit_type}).active_on(clock.today())
    for word in fold(query).split():
        found = found.filter(search__contains=word)
    return found.order_by("parent__position", "position", "sort_key", "pk")


def judgements_of(group: ParticipantGroup) -> list[Criterion]:
    """The judgement criteria of the group: one column each."""
    return list(
        Criterion.objects.filter(criteria_set_id=group.criteria_set_id, kind=CriterionKind.GRADED)
    )


def grid(
    campaign_year: CampaignYear,
    units: Iterable[Unit],
    criteria: Iterable[Criterion],
    typed: Mapping[str, str],
) -> list[GridRow]:
    """The rows of one page; what was typed and refused stays typed."""
    listed, columns = list(units), list(criteria)
    rows = {
        row.unit_id: row
        for row in CompactResult.objects.filter(campaign_year=campaign_year, unit__in=listed)
    }
    return [_row(unit, rows.get(unit.pk), columns, typed) for unit in listed]


def _row(
    unit: Unit, row: CompactResult | None, columns: list[Criterion], typed: Mapping[str, str]
) -> GridRow:
    prefix = f"u{unit.pk}"
    stands = row or CompactResult()
    is_typed = f"{prefix}-seen" in typed
    registered = f"{prefix}-registered" in typed if is_typed else stands.is_registered
    answers = []
    for criterion in columns:
        name = f"{prefix}-{criterion.pk}"
        value = typed.get(name, "") if is_typed else stands.values.get(criterion.code, "")
        options = judgement_options(value)
        shown = next((option.label for option in options if option.is_chosen), "")
        answers.append(Answer(name, criterion.text_shown, shown, options))
    return GridRow(
        unit_id=unit.pk,
        name=unit.display_name,
        is_registered=registered,
        result=_choice(prefix, "result", stands.result, typed, Outcome),
        circumstance=_choice(prefix, "circumstance", stands.circumstance, typed, Circumstance),
        answers=tuple(answers),
        note=typed.get(f"{prefix}-note", "") if is_typed else stands.note,
        seen=typed.get(f"{prefix}-seen", "") if is_typed else fingerprint(row),
    )


def _choice(
    prefix: str, field: str, stands: str, typed: Mapping[str, str], every: type[TextChoices]
) -> Answer:
    """One word of a short list; what was typed and refused stays typed."""
    name = f"{prefix}-{field}"
    value = typed.get(name, "") if f"{prefix}-seen" in typed else stands
    options = tuple(Option(one.value, str(one.label), one.value == value) for one in every)
    shown = next((option.label for option in options if option.is_chosen), "")
    return Answer(name, "", shown, options)
