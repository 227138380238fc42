"""The catalogue of award forms in the operator's window: dated rows with their source."""

from __future__ import annotations

from django.contrib import admin

from awards.models import (
    AwardRule,
    AwardType,
    BaseSalary,
    LegalRegime,
    NamingRule,
    PrizeRate,
    SpecialDay,
)
from core.steward import AuditedAdmin, FixedRows


@admin.register(AwardType)
class AwardTypeAdmin(FixedRows, AuditedAdmin):
    """An award form; what the law says of it stands in its rules."""

    list_display = ("name", "level")
    fields = ("code", "name", "level", "note")
    readonly_fields = ("code", "level")


@admin.register(AwardRule)
class AwardRuleAdmin(AuditedAdmin):
    """How a form is granted in a period, for the country or for one place."""

    list_display = ("award_type", "place", "valid_from", "valid_to", "vote_percent", "provenance")
    list_filter = ("award_type", "provenance")
    list_select_related = ("award_type", "place")
    autocomplete_fields = ("place",)


@admin.register(PrizeRate)
class PrizeRateAdmin(AuditedAdmin):
    """Prize money as a multiple of the base salary."""

    list_display = ("award_type", "recipient_kind", "multiple", "valid_from", "provenance")
    list_filter = ("award_type",)
    list_select_related = ("award_type",)


@admin.register(BaseSalary)
class BaseSalaryAdmin(AuditedAdmin):
    """Mức lương cơ sở."""

    list_display = ("amount", "valid_from", "valid_to", "provenance")


@admin.register(LegalRegime)
class LegalRegimeAdmin(AuditedAdmin):
    """The law of a period."""

    list_display = ("name", "valid_from", "valid_to", "provenance")


@admin.register(NamingRule)
class NamingRuleAdmin(AuditedAdmin):
    """Who is named on public pages, from which day."""

    list_display = ("recipient_kind", "is_minor", "naming", "valid_from", "valid_to", "provenance")


@admin.register(SpecialDay)
class SpecialDayAdmin(AuditedAdmin):
    """Days off and Saturdays worked."""

    list_display = ("on", "name", "is_working", "provenance")
