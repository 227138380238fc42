"""One's own account."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from core import clock
from core.policy import signed_in


@signed_in
@never_cache
@require_safe
def account(request: SignedInRequest) -> HttpResponse:
    """Who I am here: my roles with their days, my password, light or dark."""
    roles = request.user.memberships.select_related("unit").order_by("-from_on", "-pk")
    context = {"roles": roles, "today": clock.today()}
    return render(request, "units/account.html", context)
