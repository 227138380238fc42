"""No view without a declared policy."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.views import View
from django.views.decorators.http import require_POST
from pytest_django import Settings

from core.checks import every_view_declares_a_policy
from core.policy import Audience, Policy, Scope, endpoints, own, policy_of, public, signed_in
from units.enums import Role
from units.policy import for_roles


def answer(_request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def fresh() -> Callable[[HttpRequest], HttpResponse]:
    """A view without a policy, new each time: policies stay on functions."""

    def view(request: HttpRequest) -> HttpResponse:
        return answer(request)

    return view


inner = [
    path("open/", public(fresh()), name="open"),
    path("forgotten/", fresh(), name="forgotten"),
    path("a-class/", View.as_view(), name="a_class"),
    path("post/", require_POST(signed_in(fresh())), name="post"),
]
urlpatterns = [path("area/", include((inner, "area")))]


def test_a_view_without_a_policy_fails_the_system_check(settings: Settings) -> None:
    settings.ROOT_URLCONF = __name__

    found = every_view_declares_a_policy()

    assert [error.id for error in found] == ["core.E001", "core.E001"]
    assert "area/forgotten/" in found[0].msg
    assert "area/a-class/" in found[1].msg


def test_the_product_has_none() -> None:
    assert every_view_declares_a_policy() == []


def test_endpoints_name_every_address_with_its_policy(settings: Settings) -> None:
    settings.ROOT_URLCONF = __name__

    found = {endpoint.name: endpoint.policy for endpoint in endpoints()}

    assert found == {
        "area:open": Policy(Audience.PUBLIC),
        "area:forgotten": None,
        "area:a_class": None,
        "area:post": Policy(Audience.SIGNED_IN, scope=Scope.OWN),
    }


@pytest.mark.parametrize("decorated_first", [True, False])
def test_a_policy_is_found_through_other_decorators(*, decorated_first: bool) -> None:
    guard = for_roles(frozenset({Role.HEAD}), scope=Scope.SUBTREE, obj="units.unit")
    view = guard(require_POST(fresh())) if decorated_first else require_POST(guard(fresh()))

    assert policy_of(view) == Policy(
        Audience.ROLES, frozenset({"head"}), Scope.SUBTREE, "units.unit"
    )


def test_own_names_the_kind_of_thing() -> None:
    assert policy_of(own("notices.notice")(fresh())) == Policy(
        Audience.SIGNED_IN, scope=Scope.OWN, obj="notices.notice"
    )
