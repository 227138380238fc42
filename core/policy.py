"""Default-deny: a view without a declared policy must not exist.

A policy says who may knock at an address at all (``audience``) and how the object behind it
is found (``scope``). Which object, and in which state what may be done, stays with
``visible_to`` and the workflow tables.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseBase
from django.urls import URLPattern, URLResolver, get_resolver

View = TypeVar("View", bound=Callable[..., HttpResponseBase])

ATTRIBUTE = "access_policy"


class Audience(StrEnum):
    """Who may knock."""

    PUBLIC = "public"
    SIGNED_IN = "signed_in"
    ROLES = "roles"
    STAFF = "staff"


class Scope(StrEnum):
    """Where the object of the address comes from."""

    NONE = "none"  # the address names no object
    OWN = "own"  # an object of the user's own
    SUBTREE = "subtree"  # an object of a unit at or below one of the user's
    CAMPAIGN = "campaign"  # a campaign launched at, above or below one of the user's units


@dataclass(frozen=True)
class Policy:
    """Audience, roles (when the audience is ``ROLES``), scope and the kind of object."""

    audience: Audience
    roles: frozenset[str] = frozenset()
    scope: Scope = Scope.NONE
    obj: str = ""


def declare(view: View, policy: Policy) -> View:
    """Write the policy onto the view, where the check and the tests find it."""
    setattr(view, ATTRIBUTE, policy)
    return view


def public(view: View) -> View:
    """Open to everybody, signed in or not."""
    return declare(login_not_required(view), Policy(Audience.PUBLIC))


def public_object(obj: str) -> Callable[[View], View]:
    """Open to everybody; the address names an object of this kind, and whoever has it may look."""

    def wrap(view: View) -> View:
        return declare(login_not_required(view), Policy(Audience.PUBLIC, obj=obj))

    return wrap


def signed_in(view: View) -> View:
    """Open to everybody who signed in; shows or changes the user's own things only."""
    return declare(view, Policy(Audience.SIGNED_IN, scope=Scope.OWN))


def own(obj: str) -> Callable[[View], View]:
    """Open to everybody who signed in; the address names an object of this kind of their own."""

    def wrap(view: View) -> View:
        return declare(view, Policy(Audience.SIGNED_IN, scope=Scope.OWN, obj=obj))

    return wrap


def policy_of(callback: Any) -> Policy | None:
    """The policy declared on a view, looking through decorators."""
    while callback is not None:
        found: Policy | None = getattr(callback, ATTRIBUTE, None)
        if found is not None:
            return found
        callback = getattr(callback, "__wrapped__", None)
    return None


@dataclass(frozen=True)
class Endpoint:
    """One address pattern: its full name, its pattern text, the view and its policy."""

    name: str
    pattern: str
    view: Any
    policy: Policy | None


def endpoints(
    resolver: URLResolver | None = None, prefix: str = "", names: tuple[str, ...] = ()
) -> Iterator[Endpoint]:
    """Every address of the product, walked from the root URLconf (or the given resolver)."""
    for entry in (resolver or get_resolver()).url_patterns:
        pattern = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            below = (*names, entry.namespace) if entry.namespace else names
            yield from endpoints(entry, pattern, below)
        elif isinstance(entry, URLPattern):
            yield _endpoint(entry, pattern, names)


def _endpoint(entry: URLPattern, pattern: str, names: tuple[str, ...]) -> Endpoint:
    name = ":".join((*names, entry.name or ""))
    if names[:1] == ("admin",):  # Django's own site asks AdminSite.has_permission everywhere
        return Endpoint(name, pattern, entry.callback, Policy(Audience.STAFF))
    return Endpoint(name, pattern, entry.callback, policy_of(entry.callback))
