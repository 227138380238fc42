"""What the pages of papers need."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from accounts.models import User
from core.models import Job
from core.text import fold
from documents.enums import PaperState, Purpose
from documents.models import IssuedPaper, PaperEvent, Signatory
from units.models import Unit


@dataclass(frozen=True)
class PaperFilter:
    """What the list is narrowed to; all of it lives in the address."""

    q: str = ""
    year: str = ""
    state: str = ""


def paper_rows(user: User, chosen: PaperFilter) -> QuerySet[IssuedPaper]:
    """Closed papers in sight, the latest number first, with all that a row shows."""
    rows = IssuedPaper.objects.visible_to(user).select_related("unit", "recipient")
    rows = rows.exclude(state__in=[PaperState.DRAFT, PaperState.CHECKED])
    for word in fold(chosen.q).split():
        rows = rows.filter(unit__search__contains=word)
    if chosen.year.isdecimal():
        year = int(chosen.year)
        rows = rows.filter(Q(dated__year=year) | Q(dated=None, frozen_at__year=year))
    if chosen.state:
        rows = rows.filter(state=chosen.state)
    return rows.order_by("-dated", "-number", "-pk")


def paper_page(user: User) -> QuerySet[IssuedPaper]:
    """Papers in sight with all that their own page shows."""
    return IssuedPaper.objects.visible_to(user).select_related(
        "unit", "recipient", "series", "signatory", "about", "replaces", "frozen_pdf",
        "frozen_docx", "issued_pdf", "issued_docx", "signed_file", "frozen_by",
    )  # fmt: skip


def history_of(paper: IssuedPaper) -> QuerySet[PaperEvent]:
    """Everything that happened to the paper, oldest first."""
    return paper.events.select_related("actor").order_by("pk")


def later_papers(paper: IssuedPaper) -> QuerySet[IssuedPaper]:
    """Papers that correct, recall or replace it."""
    return IssuedPaper.objects.filter(Q(about=paper) | Q(replaces=paper)).order_by("pk")


def newer_version(paper: IssuedPaper) -> IssuedPaper | None:
    """The closed version that came after this one."""
    rows = paper.replaced_by.filter(purpose=Purpose.ITSELF)
    return rows.exclude(state__in=[PaperState.DRAFT, PaperState.CHECKED]).first()


def signatories_on(unit: Unit, day: dt.date) -> QuerySet[Signatory]:
    """Who may sign the unit's papers on that day."""
    return Signatory.objects.filter(
        Q(to_on=None) | Q(to_on__gte=day), unit=unit, from_on__lte=day
    ).order_by("pk")


def job_behind(paper: IssuedPaper) -> Job | None:
    """The job that makes the numbered files."""
    return Job.objects.filter(pk=paper.job_id).first() if paper.job_id else None
