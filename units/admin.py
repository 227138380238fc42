"""Units and roles in the operator's window: look-ups, and the few fields that are only text."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from core.audit import Subject
from core.steward import AuditedAdmin, FixedRows, ReadOnlyAdmin
from core.text import fold
from units.access import audit_subject
from units.models import Membership, Unit, UnitChange, UnitChangeLine


@admin.register(Unit)
class UnitAdmin(FixedRows, AuditedAdmin):
    """A unit: what stands on its papers may be mended; name, place and dates change by service."""

    list_display = ("shown_name", "type", "code", "parent", "valid_from", "valid_to")
    list_filter = ("type",)
    list_select_related = ("parent",)
    search_fields = ("search",)
    ordering = ("path",)
    show_full_result_count = False
    fields = (
        ("type", "kind_word", "name", "code"),
        ("parent", "valid_from", "valid_to"),
        "position",
        "place_name",
        "letterhead",
        "symbol",
        "is_difficult_area",
        "is_inferred",
        "note",
    )
    readonly_fields = ("type", "kind_word", "name", "code", "parent", "valid_from", "valid_to")

    def get_queryset(self, request: HttpRequest) -> Any:
        """The offices; households and individuals only for who sees everything."""
        user: Any = request.user
        return Unit.objects.findable_by(user).order_by(*self.ordering)

    def subject_of(self, obj: Any) -> Subject:
        return audit_subject(self.opts.label_lower, obj.pk, str(obj), obj)

    @admin.display(description=_("tên"), ordering="sort_key")
    def shown_name(self, obj: Unit) -> str:
        """The name with its kind word."""
        return obj.display_name

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        return super().get_search_results(request, queryset, fold(search_term))


@admin.register(Membership)
class MembershipAdmin(ReadOnlyAdmin):
    """Who holds which role where. Roles are given and ended on the people pages."""

    list_display = ("user", "role", "unit", "from_on", "to_on")
    list_filter = ("role",)
    list_select_related = ("user", "unit")
    search_fields = ("user__search", "unit__search")
    ordering = ("unit__path", "role", "from_on")

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        return super().get_search_results(request, queryset, fold(search_term))


class ChangeLineInline(FixedRows, admin.TabularInline):  # type: ignore[type-arg]
    """Out of which unit, into which."""

    model = UnitChangeLine
    fields = ("from_unit", "to_unit", "partly")
    readonly_fields = fields
    extra = 0
    can_delete = False


@admin.register(UnitChange)
class UnitChangeAdmin(FixedRows, AuditedAdmin):
    """A merger, split or renaming: its legal basis may be added once it is known."""

    list_display = ("on", "kind", "legal_basis")
    list_filter = ("kind",)
    fields = ("kind", "on", "legal_basis", "note")
    readonly_fields = ("kind", "on")
    ordering = ("-on", "-pk")
    inlines = (ChangeLineInline,)
    show_full_result_count = False
