"""Difficulties that units report when they arise, and the office's answers."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from campaigns.enums import ProblemState, YearState
from campaigns.models import CampaignYear, ProblemReport
from campaigns.rules import can_answer_problems, can_report_problem
from core import clock
from core.audit import Subject, record
from core.errors import DomainError, StaleError
from core.text import nfc
from notices.services import tell
from units.access import audit_subject
from units.models import Unit
from units.paths import ids_of, is_under
from units.policy import OFFICE


@transaction.atomic
def report_problem(
    campaign_year: CampaignYear, unit: Unit, *, text: str, proposal: str = "", actor: User
) -> ProblemReport:
    """Write a difficulty in the name of a unit; the office above it is told.

    Raises ``DomainError`` when nothing is written, the year is not open, or the unit lies
    outside the campaign.
    """
    if not can_report_problem(actor, unit):
        raise PermissionDenied
    text, proposal = nfc(text).strip(), nfc(proposal).strip()
    if not text:
        raise DomainError(_("Hãy ghi khó khăn, vướng mắc."), field="text")
    if campaign_year.state != YearState.OPEN:
        raise DomainError(
            _("Năm %(year)s không mở nên chưa gửi được. Hãy chọn năm đang mở.")
            % {"year": campaign_year.year}
        )
    if not is_under(unit.path, campaign_year.campaign.launched_by.path):
        raise DomainError(_("%(unit)s không thuộc phong trào này.") % {"unit": unit}, field="unit")
    row = ProblemReport.objects.create(
        campaign_year=campaign_year,
        unit=unit,
        author=actor,
        text=text,
        proposal=proposal,
        created_on=clock.today(),
    )
    record(
        "campaigns.problem_reported",
        _subject(row),
        actor=actor.as_actor,
        after={"text": text, "proposal": proposal},
    )
    tell(
        office_over(unit).exclude(pk=actor.pk),
        _("%(unit)s báo khó khăn, vướng mắc") % {"unit": unit},
        body=text,
        path=path_of(row),
        object_kind="campaigns.problem",
        object_id=row.pk,
    )
    return row


@transaction.atomic
def answer_problem(problem: ProblemReport, *, answer: str, actor: User) -> ProblemReport:
    """Answer a difficulty once; its author is told.

    Raises ``StaleError`` when somebody answered in the meantime.
    """
    if not can_answer_problems(actor, problem.unit):
        raise PermissionDenied
    answer = nfc(answer).strip()
    if not answer:
        raise DomainError(_("Hãy ghi nội dung trả lời."), field="answer")
    changed = ProblemReport.objects.filter(pk=problem.pk, state=ProblemState.OPEN).update(
        state=ProblemState.ANSWERED,
        answer=answer,
        answered_by=actor,
        answered_at=clock.now(),
    )
    if not changed:
        raise StaleError
    problem.refresh_from_db()
    record(
        "campaigns.problem_answered",
        _subject(problem),
        actor=actor.as_actor,
        after={"answer": answer},
    )
    tell(
        [problem.author],
        _("Đã có trả lời về khó khăn, vướng mắc của %(unit)s") % {"unit": problem.unit},
        body=answer,
        path=path_of(problem),
        object_kind="campaigns.problem",
        object_id=problem.pk,
    )
    return problem


def office_over(unit: Unit) -> QuerySet[User]:
    """Officers and leaders with a role today in the unit or in one above it."""
    day = clock.today()
    return User.objects.filter(
        Q(memberships__to_on=None) | Q(memberships__to_on__gte=day),
        memberships__from_on__lte=day,
        memberships__role__in=OFFICE,
        memberships__unit__in=ids_of(unit.path),
        is_active=True,
    ).distinct()


def path_of(problem: ProblemReport) -> str:
    """Where the report can be read."""
    year = problem.campaign_year
    return reverse("campaigns:problem_detail", args=[year.campaign.slug, year.year, problem.pk])


def _subject(row: ProblemReport) -> Subject:
    return audit_subject("campaigns.problem", row.pk, row.text[:200], row.unit)
