"""What the administrator of the root may do in Django's admin."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import BaseBackend

from accounts.models import User
from units.access import access_of
from units.enums import Role

# Users, units, jobs, settings and reference data; nobody's work. Statuses are read-only anyway.
STEWARDED = frozenset({"accounts", "core", "criteria", "documents", "units"})
STEWARDED_MODELS = frozenset({"recognitions.title"})


class AdministratorBackend(BaseBackend):
    """Permissions of the administrator's role; nobody signs in through this."""

    def has_perm(self, user_obj: Any, perm: str, *_rest: Any, **_extra: Any) -> bool:
        if not isinstance(user_obj, User) or not user_obj.is_active:
            return False
        app, _dot, act_and_model = perm.partition(".")
        model = act_and_model.partition("_")[2]
        covered = app in STEWARDED or f"{app}.{model}" in STEWARDED_MODELS
        return covered and access_of(user_obj).has_role(Role.ADMINISTRATOR)

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        apps = STEWARDED | {name.partition(".")[0] for name in STEWARDED_MODELS}
        is_user = isinstance(user_obj, User) and user_obj.is_active
        return is_user and app_label in apps and access_of(user_obj).has_role(Role.ADMINISTRATOR)
