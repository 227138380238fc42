"""May this person do this to this report."""

from __future__ import annotations

from accounts.models import User
from campaigns.models import CampaignYear
from campaigns.rules import is_own_form
from reports.enums import OF_THE_OFFICE, ReportKind, ReportState
from reports.models import AnnualReport
from units.access import access_of
from units.enums import Role, UnitType
from units.models import Unit
from units.policy import LEADERS, OFFICE

BUNDLING = OFFICE | {Role.PROVINCE_OFFICER}


def kind_for(campaign_year: CampaignYear, unit: Unit) -> ReportKind:
    """Which paper a unit has: the launching unit the consolidated one, a village its sheet."""
    if is_own_form(campaign_year.campaign, unit):
        return ReportKind.COMMUNE_REPORT
    return ReportKind.VILLAGE_SHEET if unit.type == UnitType.VILLAGE else ReportKind.AGENCY_REPORT


def kinds_for(campaign_year: CampaignYear, unit: Unit) -> list[ReportKind]:
    """Every paper that a unit may have of a year, its own first."""
    own = kind_for(campaign_year, unit)
    if own != ReportKind.COMMUNE_REPORT:
        return [own]
    of_villages = [ReportKind.BY_VILLAGE] if unit.type == UnitType.COMMUNE else []
    return [own, ReportKind.REMINDER, *of_villages, ReportKind.SEVERAL_YEARS]


def can_build(user: User, unit: Unit) -> bool:
    """Have the paper built: the unit's head or editor, and the office over it."""
    access = access_of(user)
    own = access.has_role_in(unit, {Role.HEAD, Role.EDITOR})
    return own or access.has_role_over(unit, OFFICE)


def can_word(user: User, report: AnnualReport) -> bool:
    """Put words of one's own into it: who may have it built, while it is a draft."""
    return report.state == ReportState.DRAFT and can_build(user, report.unit)


def can_freeze(user: User, report: AnnualReport) -> bool:
    """Freeze it: the head the unit's own paper, the office leader those of the office."""
    access = access_of(user)
    if report.kind in OF_THE_OFFICE:
        return access.has_role_in(report.unit, LEADERS)
    return access.has_role_in(report.unit, {Role.HEAD})


def can_bundle(user: User, unit: Unit) -> bool:
    """Have many papers made or a year handed over: the office of the unit or one over it."""
    return access_of(user).has_role_over(unit, BUNDLING)
