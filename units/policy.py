"""Policies by role, for the views of this app and of every app above."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from core.policy import Audience, Policy, Scope, declare
from units.access import access_of
from units.enums import Role

View = TypeVar("View", bound=Callable[..., HttpResponseBase])

EVERY_ROLE = frozenset(Role)
# The administrator alone does no business; auditors and viewers read.
READERS = EVERY_ROLE - {Role.ADMINISTRATOR}
ENTERING = frozenset({Role.EDITOR, Role.HEAD, Role.OFFICER, Role.LEADER})
HEADS = frozenset({Role.HEAD, Role.OFFICER, Role.LEADER})
REVIEWERS = frozenset({Role.OFFICER, Role.LEADER, Role.PROVINCE_OFFICER})
OFFICE = frozenset({Role.OFFICER, Role.LEADER})
LEADERS = frozenset({Role.LEADER})
ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})
AUDITORS = frozenset({Role.AUDITOR})
# Whoever hands out accounts or their letters.
LOOKING_UP = OFFICE | ADMINISTRATORS


def for_roles(
    roles: frozenset[Role], *, scope: Scope = Scope.NONE, obj: str = ""
) -> Callable[[View], View]:
    """Only people who hold one of the roles somewhere may knock; others get 403.

    ``scope`` and ``obj`` say what the address names; the view still finds it through
    ``visible_to``.
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            user: Any = request.user
            access = access_of(user)
            if not (access.sees_all or access.has_role(*roles)):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        policy = Policy(Audience.ROLES, frozenset(str(role) for role in roles), scope, obj)
        return declare(guarded, policy)  # type: ignore[return-value]

    return wrap
