"""Criteria sets in the operator's window: drafts are written, published sets only read."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import DomainError
from core.steward import AuditedAdmin
from criteria.enums import SetStatus
from criteria.forms import DraftRuleForm
from criteria.models import CriteriaSet, Criterion, PassRule
from criteria.services.drafts import copy_as_draft, publish_draft


def _is_draft(obj: Any) -> bool:
    """Whether the object is, or belongs to, a set that is still being written."""
    owner = obj if isinstance(obj, CriteriaSet) else getattr(obj, "criteria_set", None)
    return owner is not None and owner.status == SetStatus.DRAFT


class DraftOnly:
    """Rows of a published or retired set can only be looked at."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        may = bool(super().has_change_permission(request, obj))  # type: ignore[misc]
        return may and (obj is None or _is_draft(obj))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        may = bool(super().has_delete_permission(request, obj))  # type: ignore[misc]
        return may and obj is not None and _is_draft(obj)


class DraftLines(DraftOnly):
    """Lines inside the page of their set."""

    extra = 0
    show_change_link = True

    def has_add_permission(self, _request: HttpRequest, obj: Any = None) -> bool:
        return obj is not None and _is_draft(obj)


class CriterionInline(DraftLines, admin.TabularInline):  # type: ignore[type-arg]
    """The set's lines with their points."""

    model = Criterion
    fk_name = "criteria_set"
    fields = (
        "position", "code", "kind", "text_shown", "max_points", "points_method", "points_each",
        "points_effect", "zero_without_evidence", "threshold_percent", "source",
    )  # fmt: skip


class PassRuleInline(DraftLines, admin.StackedInline):  # type: ignore[type-arg]
    """Results and all that they ask for."""

    model = PassRule
    form = DraftRuleForm
    fk_name = "criteria_set"
    fields = (
        ("position", "label", "is_pass"),
        ("needs_all", "min_points", "max_points_below", "floor_each"),
        ("ratio", "min_ratio", "title"),
        ("criterion", "criterion_min", "needs"),
        ("unit_types", "area"),
        ("valid_from", "valid_to"),
        "source",
    )

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Rules ask for lines and for each other within their own set."""
        match = request.resolver_match
        within = match.kwargs.get("object_id") if match else None
        if db_field.name in {"criterion", "needs"}:
            rows = db_field.related_model.objects.filter(criteria_set_id=within)
            kwargs["queryset"] = rows.order_by("position", "pk")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(CriteriaSet)
class CriteriaSetAdmin(DraftOnly, AuditedAdmin):
    """A set in one version. The status changes through the two actions alone."""

    list_display = ("name", "code", "version", "kind", "completeness", "status")
    list_filter = ("kind", "status", "completeness")
    list_select_related = ("document",)
    search_fields = ("name", "code")
    autocomplete_fields = ("document",)
    fields = (
        ("code", "version", "status"),
        ("kind", "name"),
        ("document", "source_number"),
        "title",
        ("scoring_mode", "completeness"),
        ("effective_from", "effective_to", "is_in_force"),
        "is_designed",
        "source",
        "note",
    )
    readonly_fields = ("code", "version", "status", "kind", "is_designed")
    inlines = (CriterionInline, PassRuleInline)
    actions = ("make_draft", "publish")

    def has_add_permission(self, *_args: Any, **_kwargs: Any) -> bool:
        """New sets come from the files; a new version begins as a copy."""
        return False

    def prepare_line(self, line: Any) -> None:
        """A new line's text is the printed one."""
        if isinstance(line, Criterion) and not line.text_source:
            line.text_source = line.text_shown

    @admin.action(description=gettext_lazy("Tạo bản thảo cho phiên bản sau"))
    def make_draft(self, request: HttpRequest, queryset: QuerySet[CriteriaSet]) -> None:
        """Copy each chosen set as the next version."""
        self._each(request, queryset, copy_as_draft, _("Đã tạo bản thảo %(set)s."))

    @admin.action(description=gettext_lazy("Đưa bản thảo vào dùng"))
    def publish(self, request: HttpRequest, queryset: QuerySet[CriteriaSet]) -> None:
        """Make each chosen draft the present version."""
        self._each(request, queryset, publish_draft, _("Đã đưa %(set)s vào dùng."))

    def _each(self, request: HttpRequest, queryset: Any, act: Any, done: str) -> None:
        user: Any = request.user
        for row in queryset:
            try:
                made = act(row, actor=user.as_actor)
            except DomainError as error:
                messages.error(request, f"{row}: {error}")
            else:
                messages.success(request, done % {"set": made})
