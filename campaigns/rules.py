"""May this person do this to this campaign."""

from __future__ import annotations

from accounts.models import User
from campaigns.models import Campaign, PlanTask
from units.access import access_of
from units.enums import Role, UnitType
from units.models import Unit
from units.policy import ENTERING, LEADERS, OFFICE


def is_own_form(campaign: Campaign, unit: Unit) -> bool:
    """Whether the unit is the one that launched the campaign, reporting about itself."""
    return unit.pk == campaign.launched_by_id


def can_manage_year(user: User, campaign: Campaign) -> bool:
    """Open, close and reopen years: the office leader of the launching unit."""
    return access_of(user).has_role_in(campaign.launched_by, LEADERS)


def can_work_office(user: User, campaign: Campaign) -> bool:
    """Yearly targets, participants, extensions: officers and the leader of the launching unit."""
    return access_of(user).has_role_in(campaign.launched_by, OFFICE)


def can_report_problem(user: User, unit: Unit) -> bool:
    """Write a difficulty in the name of a unit: its editor or head."""
    return access_of(user).has_role_in(unit, {Role.EDITOR, Role.HEAD})


def can_answer_problems(user: User, unit: Unit) -> bool:
    """Answer a difficulty: the office above the unit."""
    return unit.type != UnitType.COMMUNE and access_of(user).has_role_over(unit, OFFICE)


def can_follow_task(user: User, task: PlanTask) -> bool:
    """Note how far a task is: the office, and whoever works in the responsible body."""
    if can_work_office(user, task.campaign):
        return True
    unit_id = task.body.unit_id if task.body else None
    return unit_id is not None and access_of(user).has_role_at(unit_id, ENTERING)


def is_over_before(unit: Unit, year: int) -> bool:
    """Whether the unit had ended before the year began: merged, split or dissolved."""
    return unit.valid_to is not None and unit.valid_to.year < year
