"""The catalogue of titles in the operator's window; the register itself is only looked at."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Max
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from core.steward import AuditedAdmin, ReadOnlyAdmin
from recognitions.models import Recognition, Title
from units.enums import UnitType


class TitleForm(forms.ModelForm):  # type: ignore[type-arg]
    """A title; who may hold it is chosen by name."""

    holder_types = forms.MultipleChoiceField(
        label=_("Loại đơn vị"), choices=UnitType.choices, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Title
        fields = (
            *("code", "name", "holder_types", "is_of_learning"),
            *("valid_months", "basis_note"),
        )


@admin.register(Title)
class TitleAdmin(AuditedAdmin):
    """A title; one of another campaign is added, what the register holds is not renamed."""

    list_display = ("name", "code", "is_of_learning", "valid_months")
    fields = ("code", "name", "holder_types", "is_of_learning", "valid_months", "basis_note")
    form = TitleForm

    def get_readonly_fields(self, _request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Once it is there, only the length of validity and its basis are mended."""
        return ("code", "name", "holder_types") if obj is not None else ()

    def has_delete_permission(self, *_args: Any, **_kwargs: Any) -> bool:
        """Titles stay: the register names them."""
        return False

    def save_model(self, request: HttpRequest, obj: Title, form: Any, change: bool) -> None:  # noqa: FBT001
        """A new title comes after the others, so that theirs stay the ones registered for."""
        if not change:
            last = Title.objects.aggregate(last=Max("position"))["last"]
            obj.position = (last or 0) + 1
        super().save_model(request, obj, form, change)


@admin.register(Recognition)
class RecognitionAdmin(ReadOnlyAdmin):
    """The register. Titles are entered and revoked on its own pages."""

    list_display = ("holder_name", "title", "year", "status", "decision_number", "valid_to")
    list_filter = ("status", "title", "year")
    list_select_related = ("title",)
    search_fields = ("holder__search", "decision_number")
    show_full_result_count = False
    fields = (
        ("title", "holder_name", "year", "status"),
        ("decision_number", "decided_on", "decided_by", "signer"),
        ("valid_from", "valid_to"),
        "scan_name",
        "note",
        "revoked_reason",
        "entered_by",
    )
