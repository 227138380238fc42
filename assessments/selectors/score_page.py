"""A sheet of points written out, and the sheets of a year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from accounts.models import User
from assessments.enums import ScoreStage
from assessments.models import ScoreLine, ScoreSheet
from assessments.selectors.holder_results import judging_day
from assessments.selectors.score_values import DecidedSheet, decided_sheets
from assessments.selectors.verdict_page import VerdictPage, verdict_page
from campaigns.models import CampaignYear
from core.numbers import format_number
from criteria.enums import CriterionKind, PointsEffect, PointsMethod, SetKind, SetStatus
from criteria.models import CriteriaSet, Criterion
from criteria.scoring.facts import Subject
from criteria.scoring.verdicts import Verdict
from criteria.selectors import ended_words
from units.models import Unit


@dataclass(frozen=True)
class Typed:
    """What was typed on a line and refused, to stand there again."""

    values: Mapping[str, str] = field(default_factory=dict)
    fault: str = ""


@dataclass(frozen=True)
class ScoreRow:
    """A heading, or a line with its three numbers as text."""

    pk: int
    name: str
    is_heading: bool
    is_judged: bool
    of: str
    hint: str
    own: str
    applies: bool
    note: str
    evidence: str
    reviewed: str
    reviewed_reason: str
    final: str
    final_reason: str
    fault: str


@dataclass(frozen=True)
class ScorePage:
    """Everything a page of one sheet shows."""

    rows: list[ScoreRow]
    result: VerdictPage
    ended: str


def verdict_of(sheet: ScoreSheet, decided: DecidedSheet) -> Verdict:
    """The result of one sheet by the rules of its set."""
    unit = sheet.unit
    parent = unit.parent
    difficult = unit.is_difficult_area or (parent is not None and parent.is_difficult_area)
    subject = Subject(unit.type, difficult, judging_day(sheet.campaign_year))
    return decided.verdict(subject)


def score_page(sheet: ScoreSheet, typed: Mapping[int, Typed] | None = None) -> ScorePage:
    """The set's lines in order with what stands on them."""
    stored = {row.criterion_id: row for row in sheet.lines.all()}
    rows = [
        _row(one, stored.get(one.pk) or ScoreLine(), (typed or {}).get(one.pk, Typed()))
        for one in sheet.criteria_set.criteria.all()
    ]
    return ScorePage(
        rows,
        verdict_page(verdict_of(sheet, decided_sheets([sheet])[sheet.pk])),
        ended_words(sheet.criteria_set, judging_day(sheet.campaign_year)),
    )


def _row(criterion: Criterion, line: ScoreLine, typed: Typed) -> ScoreRow:
    judged = criterion.kind == CriterionKind.REQUIRED
    values = typed.values
    return ScoreRow(
        pk=criterion.pk,
        name=f"{criterion.code} {criterion.text_shown}",
        is_heading=criterion.kind == CriterionKind.HEADING,
        is_judged=judged,
        of=_of(criterion),
        hint=criterion.evidence_hint,
        own=values.get("own", _text(line.own_number)),
        applies=line.applies if "own" not in values else "skip" not in values,
        note=values.get("note", line.note),
        evidence=values.get("evidence", line.evidence),
        reviewed=values.get("reviewed", _text(line.reviewed_number)),
        reviewed_reason=values.get("reason", line.reviewed_reason),
        final=values.get("final", _text(line.final_number)),
        final_reason=values.get("final_reason", line.final_reason),
        fault=typed.fault,
    )


def _text(number: Decimal | None) -> str:
    return "" if number is None else format_number(number)


def _of(criterion: Criterion) -> str:
    """What the line can give, in words."""
    if criterion.kind == CriterionKind.REQUIRED:
        if criterion.threshold_percent is None:
            return _("phải đạt")
        percent = format_number(criterion.threshold_percent)
        return _("phải đạt từ %(percent)s%%") % {"percent": percent}
    if criterion.max_points is None:
        return _("điểm chưa rõ")
    most = format_number(criterion.max_points)
    words = [_("tối đa %(most)s") % {"most": most}]
    if criterion.points_method != PointsMethod.TYPED:
        words.append(str(criterion.get_points_method_display()).lower())
    if criterion.points_effect != PointsEffect.NORMAL:
        words.append(str(criterion.get_points_effect_display()).lower())
    if criterion.zero_without_evidence:
        words.append(_("không có minh chứng thì 0 điểm"))
    return ", ".join(words)


@dataclass(frozen=True)
class SheetLine:
    """A sheet in the list of a year."""

    sheet: ScoreSheet
    stage: str
    result: VerdictPage


def sheet_lines(sheets: Iterable[ScoreSheet]) -> list[SheetLine]:
    """The sheets of one page with their results."""
    listed = list(sheets)
    decided = decided_sheets(listed)
    return [
        SheetLine(
            one, str(ScoreStage(one.stage).label), verdict_page(verdict_of(one, decided[one.pk]))
        )
        for one in listed
    ]


def sets_to_score_by(campaign_year: CampaignYear) -> list[CriteriaSet]:
    """Official sets with lines that lead to a title somebody of the plan may hold."""
    types = {one for group in campaign_year.campaign.groups.all() for one in group.unit_types}
    found = (
        CriteriaSet.objects.filter(
            kind=SetKind.OFFICIAL, status=SetStatus.PUBLISHED, title__isnull=False
        )
        .filter(criteria__kind__in=[CriterionKind.SCORED, CriterionKind.REQUIRED])
        .distinct()
        .select_related("title")
        .order_by("name")
    )
    return [one for one in found if one.title and types & set(one.title.holder_types)]


def units_to_score(
    user: User, campaign_year: CampaignYear, sets: Iterable[CriteriaSet]
) -> list[Unit]:
    """The participants in sight that one of the sets is for."""
    types = {kind for one in sets if one.title for kind in one.title.holder_types}
    found = (
        Unit.objects.visible_to(user)
        .filter(
            participations__campaign_year=campaign_year,
            participations__is_excluded=False,
            type__in=types,
        )
        .in_order()
    )
    return list(found[:500])
