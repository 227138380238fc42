"""Django's admin as this product uses it: every change leaves an audit event.

Statuses, caches and events are shown and cannot be written; whatever may be written goes through
``AuditedAdmin``.
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from core.audit import Subject, record
from core.crypto import EncryptedCharField
from core.text import nfc

_HIDDEN = "•••"


class FixedRows:
    """Rows that nobody adds or deletes here."""

    def has_add_permission(self, *_args: Any, **_kwargs: Any) -> bool:
        return False

    def has_delete_permission(self, *_args: Any, **_kwargs: Any) -> bool:
        return False


class ReadOnlyAdmin(FixedRows, admin.ModelAdmin):  # type: ignore[type-arg]
    """Rows to look at: nothing can be added, changed or deleted."""

    def has_change_permission(self, *_args: Any, **_kwargs: Any) -> bool:
        return False


class AuditedAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Rows that stewards may write; who, what, before and after stand in the audit trail."""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: Any) -> None:
        fields = list(form.changed_data)
        for name in fields:
            if isinstance(typed := getattr(obj, name, None), str):
                setattr(obj, name, nfc(typed))
        stored = type(obj).objects.get(pk=obj.pk) if change else None
        before = _values(stored, fields) if stored else None
        super().save_model(request, obj, form, change)
        action = "steward.changed" if change else "steward.added"
        self._record(request, action, obj, before=before, after=_values(obj, fields))

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        self._record(request, "steward.deleted", obj)
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        for obj in queryset:
            self._record(request, "steward.deleted", obj)
        super().delete_queryset(request, queryset)

    def subject_of(self, obj: Any) -> Subject:
        """Whose trail the change stands in; the installation's, unless the row has a unit."""
        return Subject(self.opts.label_lower, obj.pk, str(obj))

    def _record(
        self, request: HttpRequest, action: str, obj: Any, *, before: Any = None, after: Any = None
    ) -> None:
        user: Any = request.user
        record(
            action,
            self.subject_of(obj),
            actor=user.as_actor,
            before=before,
            after=after,
        )


def _values(obj: Model, names: list[str]) -> dict[str, Any]:
    """The fields' values, personal numbers covered; many-to-many fields have no value of a row."""
    plain = {field.name: field for field in obj._meta.concrete_fields}  # noqa: SLF001
    return {
        name: _HIDDEN
        if isinstance(plain[name], EncryptedCharField)
        else getattr(obj, plain[name].attname)
        for name in names
        if name in plain
    }
