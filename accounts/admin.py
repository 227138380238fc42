"""Users in the operator's window; accounts are opened and closed on the people pages."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from accounts.models import OneTimeLetter, User
from core.steward import AuditedAdmin, FixedRows, ReadOnlyAdmin


@admin.register(User)
class UserAdmin(FixedRows, AuditedAdmin):
    """Look-up of users. Only a superuser may make another steward; nobody sees a password."""

    list_display = ("username", "full_name", "is_active", "is_staff", "is_superuser", "last_login")
    list_filter = ("is_active", "is_staff")
    search_fields = ("search",)
    ordering = ("sort_key", "pk")
    fields = (
        "username",
        "full_name",
        "email",
        "is_active",
        "is_staff",
        "is_superuser",
        "last_login",
        "created_at",
    )
    steward_flags = ("is_staff", "is_superuser")

    def get_readonly_fields(self, request: HttpRequest, *_rest: Any) -> Any:
        may = request.user.is_superuser
        return [name for name in self.fields if not (may and name in self.steward_flags)]


@admin.register(OneTimeLetter)
class OneTimeLetterAdmin(ReadOnlyAdmin):
    """Letters issued: to whom, by whom, when, whether used. The code is known to nobody."""

    list_display = ("user", "issued_by", "issued_at", "expires_at", "used_at", "withdrawn_at")
    list_select_related = ("user", "issued_by")
    fields = (*list_display, "withdrawal_reason")
    ordering = ("-issued_at",)
