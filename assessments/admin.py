"""Records in the operator's window: where they stand, not what they say; nothing to change."""

from __future__ import annotations

from django.contrib import admin

from assessments.models import Assessment, AssessmentEvent
from core.steward import ReadOnlyAdmin


@admin.register(Assessment)
class AssessmentAdmin(ReadOnlyAdmin):
    """One unit in one year: its state is changed by the acts of the workflow alone."""

    list_display = ("unit", "campaign_year", "status", "submitted_at", "receipt_code")
    list_select_related = ("unit", "campaign_year__campaign")
    list_filter = ("status", "campaign_year__year")
    search_fields = ("unit__search", "receipt_code")
    fields = (
        ("unit", "campaign_year", "group"),
        ("status", "version", "is_reopened"),
        ("submitted_at", "submitted_by", "channel", "paper_received_on", "receipt_code"),
        ("reviewed_on", "reviewed_by"),
        ("outside_number", "outside_date"),
    )


@admin.register(AssessmentEvent)
class AssessmentEventAdmin(ReadOnlyAdmin):
    """The steps of all records, the latest first."""

    list_display = ("at", "assessment", "action", "from_status", "to_status", "actor")
    list_select_related = ("assessment__unit", "actor")
    list_filter = ("action", "is_after_closing")
    ordering = ("-pk",)
    fields = ("assessment", "action", "from_status", "to_status", "actor", "channel", "at")
