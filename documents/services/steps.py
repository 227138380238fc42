"""The one function that moves a paper along: compare and swap, one event, one audit row."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import clock
from core.audit import SYSTEM, Subject, record
from core.errors import DomainError, StaleError
from documents.enums import PaperAction
from documents.models import IssuedPaper, PaperEvent
from documents.workflow import STEPS
from units.access import audit_subject


@transaction.atomic
def take(
    action: PaperAction,
    paper: IssuedPaper,
    *,
    actor: User | None,
    note: str = "",
    after: dict[str, Any] | None = None,
    **changes: object,
) -> IssuedPaper:
    """Take one step of the table and write ``changes`` with it; returns the paper as it stands.

    ``actor`` is ``None`` for the product itself. Raises ``PermissionDenied``, ``DomainError``
    where words are missing, ``StaleError`` when somebody was faster.
    """
    step = STEPS[action]
    if actor is not None and not step.allowed(actor, paper):
        raise PermissionDenied
    words = note.strip()
    if step.needs_note and not words:
        raise DomainError(_("Hãy ghi lý do."), field="note")
    before = paper.state
    target = step.target or before
    standing = IssuedPaper.objects.standing_at(paper, step.sources)
    if not standing.swap(state=target, **changes):
        raise StaleError
    now = fetch(paper.pk)
    PaperEvent.objects.create(
        paper=now, action=action, from_state=before, to_state=target, actor=actor, note=words,
        at=clock.now(),
    )  # fmt: skip
    record(
        f"documents.{action}",
        subject_of(now),
        actor=actor.as_actor if actor else SYSTEM,
        before={"state": before},
        after={"state": str(target), **(after or {})},
        reason=words,
    )
    return now


def subject_of(paper: IssuedPaper) -> Subject:
    """The paper in the trail of its commune."""
    label = " ".join(part for part in (paper.number_words, paper.title) if part)
    return audit_subject("documents.paper", paper.pk, label, paper.unit)


def fetch(pk: int) -> IssuedPaper:
    """The paper with all that rules and pages ask of it."""
    return IssuedPaper.objects.select_related(
        "unit", "recipient", "series", "signatory", "about", "replaces", "frozen_pdf",
        "frozen_docx", "issued_pdf", "issued_docx", "signed_file", "frozen_by",
    ).get(pk=pk)  # fmt: skip
