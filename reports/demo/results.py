"""Rules that the demo's leaders set, and units scored by an official set."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from assessments.enums import ScoreAct
from assessments.services import scoring
from assessments.services.scoring import OwnLine, ReviewedLine
from campaigns.services.pass_rules import set_local_rule
from core.request_info import remembering
from criteria.enums import CriterionKind, SetStatus
from criteria.models import CriteriaSet, Criterion
from criteria.services.rules import RuleRow
from reports.demo.stages import Play, at
from units.enums import UnitType
from units.models import Unit

OFFICIAL = "tt-22-2020-don-vi"
# What the schools lack of the whole, by the criterion's number.
LACKING = {"22-2.4": Decimal(2), "22-3.2": Decimal(6)}
REVIEWED = {"22-1.2": (Decimal(7), "Quy chế chưa nêu mức khuyến khích.")}


def set_rules(play: Play) -> None:
    """From the year's first day on: every criterion that applies is met."""
    first = dt.date(play.year.year, 1, 1)
    row = RuleRow(label="Đạt", needs_all=True, valid_from=first)
    for group in play.year.campaign.groups.exclude(criteria_set=None):
        set_local_rule(play.year.campaign, group, row, actor=play.office.leader)


@remembering()
def score_units(play: Play, units: Sequence[Unit]) -> None:
    """Three schools by Thông tư 22/2020: decided, under review, and just begun."""
    schools = [one for one in units if one.type == UnitType.SCHOOL and one.pk in play.office.heads]
    rows = CriteriaSet.objects.get(code=OFFICIAL, status=SetStatus.PUBLISHED)
    lines = list(Criterion.objects.filter(criteria_set=rows, kind=CriterionKind.SCORED))
    at(dt.date(play.year.year, 11, 16))
    for place, school in enumerate(schools[:3]):
        head = play.office.heads[school.pk]
        begun = scoring.begin_sheet(play.year, school, rows, actor=head)
        sheet = scoring.fetch_sheet(begun.pk)
        kept = lines if place < 2 else lines[:4]
        given = {
            one.pk: OwnLine(
                (one.max_points or Decimal(0)) - LACKING.get(one.code, Decimal(0)) * place,
                evidence=one.evidence_hint,
            )
            for one in kept
        }
        sheet = scoring.save_own(sheet, given, version=sheet.version, actor=head)
        if place == 2:
            return
        sheet = scoring.move(ScoreAct.HAND_IN, sheet, version=sheet.version, actor=head)
        officer = play.office.officer
        changed = {
            one.pk: ReviewedLine(*REVIEWED[one.code]) for one in lines if one.code in REVIEWED
        }
        sheet = scoring.save_reviewed(sheet, changed, version=sheet.version, actor=officer)
        if place == 0:
            sheet = scoring.move(ScoreAct.APPROVE, sheet, version=sheet.version, actor=officer)
            leader = play.office.leader
            scoring.move(ScoreAct.DECIDE, sheet, version=sheet.version, actor=leader)
