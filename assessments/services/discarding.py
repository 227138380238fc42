"""Taking a record out again that was begun by mistake and says nothing."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from assessments.enums import Status
from assessments.models import Assessment
from assessments.services.counting import follow_removed
from assessments.services.steps import note_change


@transaction.atomic
def discard_untouched(assessment: Assessment, *, actor: User) -> bool:
    """Delete a draft without a single answer, figure or file; tells whether it did."""
    row = Assessment.objects.select_for_update().get(pk=assessment.pk)
    says_something = (
        row.status != Status.DRAFT
        or row.answers.exclude(self_value="", self_note="").exists()
        or row.figures.exclude(state="").exists()
        or row.evidence.exists()
        or bool(row.receipt_code)
    )
    if says_something:
        return False
    note_change("assessments.discarded", row, actor, before={"status": row.status})
    row.answers.all().delete()
    row.figures.all().delete()
    row.events.all().delete()
    row.authors.all().delete()
    row.delete()
    follow_removed(assessment.campaign_year_id, assessment.unit_id)
    return True
