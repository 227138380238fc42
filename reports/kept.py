"""A page kept as long as nothing that it shows has changed.

Whatever changes in a commune leaves an audit event in the commune's chain, in the same
transaction. So the chain's head is the page's change stamp: while it stands, the page does,
and nobody ever sees a state older than the last commit.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.contrib.messages import get_messages
from django.core.cache import cache
from django.http import HttpResponse

from accounts.http import SignedInRequest
from accounts.models import User
from core import clock
from core.audit import INSTALLATION_CHAIN
from core.models import AuditChain
from notices.models import Notice
from units.access import Held, access_of
from units.enums import UnitType

KEEP_SECONDS = 600
FROM_ABOVE = frozenset({UnitType.COUNTRY, UnitType.PROVINCE, UnitType.DISTRICT})


def kept_while_unchanged(
    request: SignedInRequest, build: Callable[[], HttpResponse]
) -> HttpResponse:
    """The page built last for this session, unless something it may show has changed since.

    ``build`` must render a page that depends on the user, the business day, the work of the
    user's communes and the inbox alone. A page with messages is always built.
    """
    chains = _chains(request.user)
    if chains is None or len(get_messages(request)):
        return build()
    stamp = _stamp(request, chains)
    kept = cache.get(_key(request, stamp))
    if kept is not None:
        return HttpResponse(kept)
    response = build()
    if response.status_code == HTTPStatus.OK:
        cache.set(_key(request, stamp), response.content, KEEP_SECONDS)
    return response


def _key(request: SignedInRequest, stamp: str) -> str:
    """One entry a session: the page carries the session's own form token."""
    secret = str(request.META.get("CSRF_COOKIE", ""))
    session = f"{request.session.session_key}|{secret}|{request.get_full_path()}|{stamp}"
    return f"kept:{hashlib.sha256(session.encode()).hexdigest()}"


def _stamp(request: SignedInRequest, chains: list[str]) -> str:
    """Everything the page depends on, in two queries and the business day's."""
    user = request.user
    heads = AuditChain.objects.filter(name__in=chains).order_by("name")
    facts = (
        settings.PRODUCT_VERSION,
        user.pk,
        user.full_name,
        user.session_epoch,
        clock.today().isoformat(),
        list(heads.values_list("name", "seq")),
        Notice.objects.filter(recipient_id=user.pk, read_at=None).count(),
    )
    return repr(facts)


def _chains(user: User) -> list[str] | None:
    """The chains in which the work that this person sees leaves its trace, by their roles.

    ``None`` for somebody who looks down on many communes: their page is built each time.
    """
    key = f"chains:{user.pk}:{user.session_epoch}:{clock.today().isoformat()}"
    found: list[str] | None = cache.get(key)
    if found is not None:
        return found
    access = access_of(user)
    if access.sees_all or any(held.unit_type in FROM_ABOVE for held in access.held):
        return None
    found = sorted({chain_of(held) for held in access.held})
    cache.set(key, found, KEEP_SECONDS)
    return found


def chain_of(held: Held) -> str:
    """The chain of the unit in which a role is held."""
    commune = held.unit_id if held.unit_type == UnitType.COMMUNE else held.commune_id
    return f"commune:{commune}" if commune else INSTALLATION_CHAIN
