"""Django's admin as this product uses it: every change leaves an audit event.

Statuses, caches and events are shown and cannot be written; whatever may be written goes through
``AuditedAdmin``.
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import router
from django.db.models import Model, QuerySet
from django.db.models.deletion import Collector
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

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: Any) -> None:  # noqa: ARG002
        """The lines on the row's page: each added, changed and deleted one with its values."""
        stored = formset.model.objects.in_bulk([one.instance.pk for one in formset.initial_forms])
        for line in formset.save(commit=False):
            self.prepare_line(line)
            line.save()
        for line in formset.deleted_objects:
            line.delete()
        formset.save_m2m()
        if not formset.has_changed():
            return
        names = {line.pk: fields for line, fields in formset.changed_objects}
        changed = [line for line, _fields in formset.changed_objects]
        added = formset.new_objects
        deleted = stored.keys() - set(formset.model.objects.in_bulk(list(stored)))
        self._record(
            request,
            "steward.changed",
            form.instance,
            before={
                "changed": {str(one): _values(stored[one.pk], names[one.pk]) for one in changed},
                "deleted": {str(stored[pk]): _all_values(stored[pk]) for pk in sorted(deleted)},
            },
            after={
                "added": {str(one): _all_values(one) for one in added},
                "changed": {str(one): _values(one, names[one.pk]) for one in changed},
            },
        )

    def prepare_line(self, line: Any) -> None:
        """Fill in what the page does not ask, before a line is written."""

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        self._record(request, "steward.deleted", obj, before=_deleted_with(obj))
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        for obj in queryset:
            self._record(request, "steward.deleted", obj, before=_deleted_with(obj))
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


def _all_values(obj: Model) -> dict[str, Any]:
    return _values(obj, [field.name for field in obj._meta.concrete_fields])  # noqa: SLF001


def _deleted_with(obj: Model) -> dict[str, Any]:
    """What the row holds, and the rows that go with it because they hang on it."""
    collector = Collector(using=router.db_for_write(type(obj)), origin=obj)
    collector.collect([obj])
    rows = [one for found in (*collector.data.values(), *collector.fast_deletes) for one in found]
    others = [one for one in rows if (type(one), one.pk) != (type(obj), obj.pk)]
    told = {f"{one._meta.label_lower} {one.pk}": _all_values(one) for one in others}  # noqa: SLF001
    return _all_values(obj) | ({"with_it": told} if told else {})
