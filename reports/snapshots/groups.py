"""Criteria by group: met, partly, not met, not applicable, missing; and who handed in."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable

from assessments.enums import Judgement
from assessments.models import CompactResult
from assessments.standing import Rates, Standing, by_status, rates
from campaigns.models import CampaignYear, ParticipantGroup
from criteria.enums import CriterionKind
from criteria.models import Criterion
from recognitions.enums import TitleState
from recognitions.selectors import title_states
from reports.snapshots.common import Snapshot, judged
from reports.snapshots.figures import YearAnswers
from units.enums import WITHOUT_FORM, UnitType


def all_groups(
    campaign_year: CampaignYear, rows: list[Standing], answers: YearAnswers, day: dt.date
) -> list[Snapshot]:
    """Every group of the plan in its order."""
    compact = list(
        CompactResult.objects.filter(campaign_year=campaign_year)
        .select_related("unit")
        .order_by("unit__sort_key", "unit_id")
    )
    criteria: dict[int | None, list[Criterion]] = {}
    plan_groups = list(campaign_year.campaign.groups.order_by("position"))
    sets = [group.criteria_set_id for group in plan_groups]
    found = Criterion.objects.filter(criteria_set_id__in=sets).exclude(kind=CriterionKind.HEADING)
    for one in found.prefetch_related("titles").order_by("criteria_set_id", "position"):
        criteria.setdefault(one.criteria_set_id, []).append(one)
    return [
        _group(
            group,
            criteria.get(group.criteria_set_id, []),
            [row for row in rows if row.participation.group_id == group.pk],
            [one for one in compact if one.group_id == group.pk],
            answers=answers,
            day=day,
        )
        for group in plan_groups
    ]


def _group(
    group: ParticipantGroup,
    criteria: list[Criterion],
    members: list[Standing],
    results: list[CompactResult],
    *,
    answers: YearAnswers,
    day: dt.date,
) -> Snapshot:
    units = [row.participation.unit_id for row in members]
    return {
        "number": group.source_number,
        "heading": group.heading,
        "has_form": bool(set(group.unit_types) - WITHOUT_FORM),
        "units": len(members) + len(results),
        "rates": rates_of(rates(members), by_status(members)),
        "criteria": [
            {
                "code": one.code,
                "text": one.text_shown,
                "kind": one.kind,
                **(
                    _title_tally(one, units, results, answers, day)
                    if one.kind == CriterionKind.TITLE
                    else _tally(one, units, results, answers)
                ),
            }
            for one in criteria
        ],
    }


def rates_of(found: Rates, states: dict[str, int]) -> Snapshot:
    """The three rates as numerator and denominator, and how many stand in which state."""
    return {
        "submitted": [found.submitted.part, found.submitted.whole],
        "complete": [found.complete.part, found.complete.whole],
        "on_time": [found.on_time.part, found.on_time.whole],
        "undated": found.undated,
        "states": states,
    }


def compact_counts(campaign_year: CampaignYear) -> Snapshot:
    """Households, clans and individuals: how many are entered, registered and assessed."""
    rows = CompactResult.objects.filter(campaign_year=campaign_year)
    found = list(rows.values_list("unit__type", "is_registered", "is_assessed"))
    return {
        str(one): {
            "all": sum(kind == one for kind, _r, _a in found),
            "registered": sum(kind == one and registered for kind, registered, _a in found),
            "assessed": sum(kind == one and assessed for kind, _r, assessed in found),
        }
        for one in (UnitType.HOUSEHOLD, UnitType.CLAN, UnitType.INDIVIDUAL)
    }


def _tally(
    criterion: Criterion,
    units: Iterable[int],
    results: list[CompactResult],
    answers: YearAnswers,
) -> Snapshot:
    values = [judged(answers.answers.get(unit, {}).get(criterion.pk))[0] for unit in units]
    values += [str(one.values.get(criterion.code, "")) for one in results]
    counts = {str(one): values.count(one) for one in Judgement}
    return counts | {"missing": len(values) - sum(counts.values())}


def _title_tally(
    criterion: Criterion,
    units: Iterable[int],
    results: list[CompactResult],
    answers: YearAnswers,
    day: dt.date,
) -> Snapshot:
    """What the register said when each form came; of those without a form, what it says today."""
    states: list[str] = []
    for unit in units:
        answer = answers.answers.get(unit, {}).get(criterion.pk)
        states.append((answer.final_title_state or answer.title_state) if answer else "")
    states += [str(state) for state in _compact_states(criterion, results, day)]
    counts = Counter(states)
    return {
        "met": counts[TitleState.ACHIEVED],
        "partly": counts[TitleState.PARTLY],
        "under_consideration": counts[TitleState.UNDER_CONSIDERATION],
        "not_met": counts[TitleState.NOT_ACHIEVED],
        "not_applicable": counts[TitleState.NOT_APPLICABLE],
        "missing": counts[""],
    }


def _compact_states(
    criterion: Criterion, results: list[CompactResult], day: dt.date
) -> list[TitleState]:
    """A title is asked of the holder's own type: a household's, a clan's, a citizen's."""
    states: list[TitleState] = []
    for kind in sorted({one.unit.type for one in results}):
        holders = [one.unit for one in results if one.unit.type == kind]
        titles = [one for one in criterion.titles.all() if kind in one.holder_types]
        states += title_states(holders, titles, day).values()
    return states
