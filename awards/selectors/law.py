"""What the catalogue says on a day: the rule of a form in a place, the law, the days off."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from awards.enums import Action, State
from awards.models import (
    AwardRule,
    AwardType,
    LegalRegime,
    PlanForm,
    Proposal,
    ProposalEvent,
    SpecialDay,
)
from awards.working_days import Calendar, Clock, clock_of
from campaigns.models import Campaign
from units.models import Unit

# The dossier lies complete with the office: only these days count.
COUNTING = frozenset({State.APPRAISAL, State.NOTICE, State.COUNCIL, State.SIGNATURE})


def rule_for(award_type: AwardType, unit: Unit, day: dt.date) -> AwardRule | None:
    """The rule in force on the day: the nearest place's own row goes before the country's."""
    rows = list(AwardRule.objects.on(day).filter(award_type=award_type))
    at = {row.place_id: row for row in reversed(rows)}
    for place in (unit.pk, *reversed(unit.ancestor_ids), None):
        if place in at:
            found: AwardRule = at[place]
            return found
    return None


def regime_on(day: dt.date) -> LegalRegime | None:
    """The law that a proposal of the day cites."""
    found: LegalRegime | None = LegalRegime.objects.on(day).first()
    return found


def calendar() -> Calendar:
    """The days off and the Saturdays worked, as they stand in the catalogue."""
    rows = list(SpecialDay.objects.values_list("on", "is_working"))
    return Calendar(
        off=frozenset(day for day, working in rows if not working),
        worked=frozenset(day for day, working in rows if working),
    )


def clock_for(proposal: Proposal, today: dt.date) -> Clock | None:
    """The office's working days on a complete dossier; ``None`` without a limit or a receipt.

    Held and returned days do not count, and a dossier that was sent again begins anew.
    """
    limit = proposal.rule.handling_days if proposal.rule else None
    if limit is None:
        return None
    spans = counted_spans(proposal.events.all())
    return clock_of(calendar(), limit, spans, today) if spans else None


def counted_spans(events: Iterable[ProposalEvent]) -> list[tuple[dt.date, dt.date | None]]:
    """From when to when the dossier lay complete with the office, since it last began."""
    spans: list[tuple[dt.date, dt.date | None]] = []
    begun: dt.date | None = None
    for event in events:
        if event.action == Action.ACCEPT:
            spans, begun = [], None
        counts = event.to_state in COUNTING
        if counts and begun is None:
            begun = event.on
        elif not counts and begun is not None:
            spans.append((begun, event.on))
            begun = None
    if begun is not None:
        spans.append((begun, None))
    return spans


def forms_for(campaign: Campaign, occasion: str) -> list[AwardType]:
    """The forms that the plan names for the occasion, the highest last as the catalogue has them.

    A plan without forms for the occasion leaves the choice to what its unit may grant.
    """
    rows = PlanForm.objects.filter(
        plan_award__campaign=campaign, plan_award__occasion=occasion
    ).select_related("award_type")
    found = {row.award_type_id: row.award_type for row in rows}
    return sorted(found.values(), key=lambda one: one.position)
