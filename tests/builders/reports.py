"""A year of a real plan with its real forms, as far as each story needs it.

Everything goes through the services, as people would; the plans and the sheets are the files
that the product ships.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from accounts.models import User
from assessments import figures
from assessments.enums import Judgement, ValueState
from assessments.forms_of import lines_of
from assessments.models import Assessment
from assessments.services import entry, review, sheets, submission
from assessments.services.submission import Submission
from campaigns.models import Campaign, CampaignYear, Duty, Participation
from campaigns.plan_files import PLANS_FOLDER, KnownSets, Plan, load_plan
from campaigns.services import participation, years
from campaigns.services.loading import load_plan as enter_plan
from core import clock
from criteria.enums import CriterionKind, IndicatorKind
from criteria.models import Indicator
from criteria.services.loading import load_sets
from criteria.set_files import IndicatorSet, OfficialFile, load_folder
from reports.models import AnnualReport
from reports.services import building, life
from tests.builders import people, units
from tests.drawn import once
from tests.org import Org
from units.enums import Role, UnitType
from units.models import Unit

TODAY = dt.date(2026, 11, 28)


@cache
def _sets() -> tuple[list[OfficialFile], list[IndicatorSet]]:
    return load_folder()


@cache
def _plan(slug: str) -> Plan:
    official, indicators = _sets()
    return load_plan(PLANS_FOLDER / f"{slug}.yaml", known=KnownSets.of(official, indicators))


@once
def plan_campaign(slug: str, host: Unit) -> Campaign:
    """The campaign of a shipped plan, entered for a unit of the test."""
    official, indicators = _sets()
    load_sets(official, indicators)
    return enter_plan(_plan(slug), host_unit=host).campaign


@dataclass(frozen=True)
class PlanYear:
    """An open year of a shipped plan and who opened it."""

    org: Org
    campaign: Campaign
    year: CampaignYear
    leader: User

    @property
    def host(self) -> Unit:
        """The unit that launched the campaign."""
        return self.campaign.launched_by

    def duty(self, code: str) -> Duty:
        """A duty of the plan by its code."""
        return self.campaign.duties.get(code=code)

    def participation(self, unit: Unit) -> Participation:
        """How a unit takes part."""
        return self.year.participations.get(unit=unit)


@once
def na_ri_year(org: Org, *, day: dt.date = TODAY) -> PlanYear:
    """Na Rì's year 2026, opened by Lan; it has two villages, an agency and a school."""
    clock.set_business_day(day)
    campaign = plan_campaign("na-ri-2026", org.na_ri)
    year = years.open_year(years.plan_year(campaign, day.year), actor=org.lan)
    return PlanYear(org, campaign, year, org.lan)


@dataclass(frozen=True)
class Form:
    """What somebody typed into a form.

    ``answers``: one value for all judgement criteria, or values by code. ``figures``: typed text
    (or rows) by line code, ``"none"`` for "không có"; required lines that are not named are
    answered "không có" (days: 15/11, yes/no questions: no, levels: the lowest). ``reasons`` by
    line code. ``gaps``: codes that stay unanswered, with the reason why.
    """

    answers: str | Mapping[str, str] = Judgement.MET
    figures: Mapping[str, Any] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)
    gaps: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)


@once
def enter(of: PlanYear, unit: Unit, actor: User, form: Form | None = None) -> Assessment:
    """The unit's form filled in, not yet handed in."""
    given = form or Form()
    record = entry.begin(of.year, unit, actor=actor)
    criteria, lines, _checks = lines_of(record.group, unit.type)
    answers = {
        one.code: (_answer(given, one.code), given.notes.get(one.code, ""))
        for one in criteria
        if one.kind == CriterionKind.GRADED and one.code not in given.gaps
    }
    typed = {
        one.code: (_reading(one, given, of.year.year), given.reasons.get(one.code, ""))
        for one in lines
        if _is_typed(one, given)
    }
    sheets.save_sheet(record, sheets.Sheet(answers, typed), actor=actor)
    record.refresh_from_db()
    return record


@once
def hand_in(
    of: PlanYear,
    unit: Unit,
    actor: User,
    form: Form | None = None,
    *,
    how: Submission | None = None,
) -> Assessment:
    """The unit's form filled in and handed in."""
    given = form or Form()
    record = enter(of, unit, actor, given)
    channel = how or Submission()
    with_reasons = Submission(channel.channel, channel.paper_on, dict(given.gaps))
    return submission.submit(record, actor=actor, version=record.version, submission=with_reasons)


def approve(record: Assessment, reviewer: User) -> Assessment:
    """The form reviewed and approved as it is."""
    started = review.start(record, actor=reviewer, version=record.version)
    return review.approve(started, actor=reviewer, version=started.version)


def _answer(given: Form, code: str) -> str:
    if isinstance(given.answers, str):
        return given.answers
    return given.answers.get(code, Judgement.MET)


def _is_typed(line: Indicator, given: Form) -> bool:
    if line.code in given.figures:
        return True
    computed = line.filled_from.partition(":")[0] in {"lines", "title"}
    return line.is_required and line.code not in given.gaps and not computed


def _reading(line: Indicator, given: Form, year: int) -> figures.Reading:
    if line.code in given.figures:
        value = given.figures[line.code]
        if isinstance(value, str) and value in {ValueState.NONE, ValueState.NOT_APPLICABLE}:
            return figures.read(line, value, "")
        return figures.read(line, "", value)
    if line.kind == IndicatorKind.YES_NO:
        return figures.read(line, "", "0")
    if line.kind == IndicatorKind.DATE:
        return figures.read(line, "", f"15/11/{year}")
    if line.kind == IndicatorKind.LEVEL:
        return figures.read(line, "", str(line.options[0]["value"]))
    return figures.read(line, ValueState.NONE, "")


# ---------------------------------------------------------------- the other plans


@once
def son_hong_year(org: Org, *, day: dt.date = TODAY) -> PlanYear:
    """Sơn Hồng's year: a school and an agency; Hiền leads the office. No village takes part."""
    clock.set_business_day(day)
    leader = people.someone("hien", "Phan Thị Hiền", org.son_hong, Role.LEADER)
    for kind, name in (
        (UnitType.SCHOOL, "Trường Trung học cơ sở Sơn Hồng"),
        (UnitType.AGENCY, "Phòng Kinh tế"),
    ):
        units.unit(kind, name, org.son_hong)
    campaign = plan_campaign("son-hong-2026", org.son_hong)
    year = years.open_year(years.plan_year(campaign, day.year), actor=leader)
    return PlanYear(org, campaign, year, leader)


@once
def ban_dan_toc_year(org: Org, *, day: dt.date = dt.date(2024, 11, 28)) -> PlanYear:
    """The Ban Dân tộc's year with two sections; Thạch leads its Văn phòng."""
    clock.set_business_day(day)
    province = units.province("Ninh Thuận", org.viet_nam, code="58")
    host = units.unit(UnitType.AGENCY, "Ban Dân tộc", province, code="58-C01", is_inferred=True)
    for name in ("Phòng Chính sách Dân tộc", "Phòng Tuyên truyền và Địa bàn"):
        units.unit(UnitType.SECTION, name, host)
    leader = people.someone("thach", "Chamaléa Thạch", host, Role.LEADER)
    campaign = plan_campaign("ban-dan-toc-2023", host)
    year = years.open_year(years.plan_year(campaign, day.year), actor=leader)
    return PlanYear(org, campaign, year, leader)


def more_villages(of: PlanYear, count: int) -> list[Unit]:
    """Villages 3 to ``count`` + 2 of the commune, entered as participants."""
    made = [units.village(f"Khuổi {n}", of.host, n) for n in range(3, count + 3)]
    participation.register_participants(of.year, actor=of.leader.as_actor)
    return made


def checked(report: AnnualReport, by: User) -> AnnualReport:
    """The draft as it stands after somebody looked it through."""
    return life.check(report, actor=by)


def finished(report: AnnualReport, by: User) -> AnnualReport:
    """The draft looked through and frozen by its office leader or head."""
    if report.paper is not None:
        report = life.check(report, actor=by)
    return building.freeze(report, actor=by, figures_hash=report.figures_hash)
