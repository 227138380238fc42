"""The product's addresses and, behind the same middleware, what they are compared with."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_POST

from accounts.http import SignedInRequest
from bench.bare_saving import write
from config.urls import urlpatterns as product
from core.policy import Scope, public
from units.policy import ENTERING, for_roles


@public
def hello(_request: HttpRequest) -> HttpResponse:
    """Answer with one word."""
    return HttpResponse("hello")


@for_roles(ENTERING, scope=Scope.SUBTREE, obj="campaigns.participation")
@require_POST
def save_bare(request: SignedInRequest, answer: int) -> HttpResponse:
    """The least that keeps an answer; nothing is looked at before or after."""
    write(answer, request.POST["note"], request.user.username)
    return HttpResponse("saved")


urlpatterns = [
    path("hello/", hello),
    path("save-bare/<int:answer>/", save_bare, name="save_bare"),
    *product,
]
