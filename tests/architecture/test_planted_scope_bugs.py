"""The matrix is worth something only if it finds bugs: each of these is planted, and found.

Every bug is one that a hurried change could leave behind. The matrix knocks at the addresses of
the area until the first fault. That the same knocks find none without the bug is what
``test_access_matrix`` says of every address.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from accounts.models import User
from assessments.querysets import AssessmentQuerySet, EvidenceQuerySet
from assessments.views import submitting
from awards.querysets import ProposalQuerySet, SessionQuerySet, SubmissionQuerySet
from campaigns.querysets import (
    CampaignQuerySet,
    CampaignYearQuerySet,
    FindingQuerySet,
    ParticipationQuerySet,
    ProblemReportQuerySet,
)
from notices.querysets import MailingQuerySet, NoticeQuerySet
from recognitions.querysets import RecognitionQuerySet
from reports.querysets import AnnualReportQuerySet
from tests.architecture.matrix import Fault, Matrix, product_endpoints
from units import access, rules
from units.access import Access
from units.models import Membership
from units.paths import WIDTH
from units.querysets import UnitQuerySet
from units.selectors import people
from units.selectors.search import units_matching
from units.views import pages

Plant = Callable[[pytest.MonkeyPatch], None]


def everything(*querysets: type[Any]) -> Plant:
    """Somebody forgets the filter: ``visible_to`` returns all rows."""

    def plant(patch: pytest.MonkeyPatch) -> None:
        for queryset in querysets:
            patch.setattr(queryset, "visible_to", lambda self, _user: self.all())

    return plant


def every_unit_can_be_looked_up(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(UnitQuerySet, "findable_by", lambda self, _user: self.all())


def everybody_is_listed(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(people, "users_visible_to", lambda _user: User.objects.get_queryset())


def roles_of_others_are_listed(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(people, "memberships_visible_to", lambda _user: Membership.objects.all())


def the_audience_is_not_asked(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Access, "has_role", lambda _self, *_roles: True)


def a_role_anywhere_counts_everywhere(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(
        Access, "has_role_over", lambda self, _unit, roles: self.has_role(*map(str, roles))
    )


def days_of_roles_are_ignored(patch: pytest.MonkeyPatch) -> None:
    held = Membership.objects.select_related("unit", "deputy").order_by("pk")
    patch.setattr(access, "_memberships", lambda user, _day: list(held.filter(user_id=user)))


def sight_begins_one_level_too_high(patch: pytest.MonkeyPatch) -> None:
    parents = property(lambda self: [held.path[:-WIDTH] or held.path for held in self.held])
    patch.setattr(Access, "paths", parents)


def the_administrator_reads_the_work(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Access, "paths", property(lambda self: [held.path for held in self.held]))


def the_search_forgets_who_asks(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(pages, "units_matching", lambda query, **_options: units_matching(query))


def every_auditor_reads_every_trail(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(rules, "can_read_trail", lambda _user, _unit: True)


def whoever_sees_may_submit(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(submitting, "can_enter_for", lambda _user, _unit: True)


def a_page_is_open_to_the_street(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(pages.search, "login_required", False, raising=False)


BUGS: list[tuple[str, Plant]] = [
    ("units:unit", every_unit_can_be_looked_up),
    ("units:trail", everything(UnitQuerySet)),
    ("units:trail", every_auditor_reads_every_trail),
    ("units:search", the_search_forgets_who_asks),
    ("units:search", a_page_is_open_to_the_street),
    ("units:person", everybody_is_listed),
    ("units:person", roles_of_others_are_listed),
    ("units:unit", the_administrator_reads_the_work),
    ("campaigns:", everything(CampaignQuerySet, CampaignYearQuerySet)),
    ("campaigns:participant", everything(ParticipationQuerySet)),
    ("campaigns:problem", everything(ProblemReportQuerySet)),
    ("campaigns:finding", everything(FindingQuerySet)),
    ("assessments:record", everything(AssessmentQuerySet)),
    ("assessments:evidence", everything(EvidenceQuerySet)),
    ("assessments:submit", whoever_sees_may_submit),
    ("assessments:", a_role_anywhere_counts_everywhere),
    ("recognitions:", everything(RecognitionQuerySet)),
    ("awards:proposal", everything(ProposalQuerySet)),
    ("awards:letter", everything(SubmissionQuerySet)),
    ("awards:session", everything(SessionQuerySet)),
    ("reports:", everything(AnnualReportQuerySet)),
    ("notices:", everything(NoticeQuerySet)),
    ("notices:mailing", everything(MailingQuerySet)),
    ("units:", the_audience_is_not_asked),
    ("reports:", days_of_roles_are_ignored),
    ("assessments:", sight_begins_one_level_too_high),
]


def first_fault(matrix: Matrix, area: str) -> Fault | None:
    """Knock at the addresses whose name begins so, until something is wrong."""
    found: Iterator[Fault] = (
        fault
        for endpoint in product_endpoints()
        if endpoint.name.startswith(area)
        for fault in matrix.faults(endpoint)
    )
    return next(found, None)


@pytest.mark.parametrize(
    ("area", "plant"),
    BUGS,
    ids=[f"{area}-{getattr(plant, '__name__', '')}" for area, plant in BUGS],
)
def test_a_planted_bug_is_found(
    matrix: Matrix, monkeypatch: pytest.MonkeyPatch, area: str, plant: Plant
) -> None:
    plant(monkeypatch)

    assert first_fault(matrix, area) is not None
