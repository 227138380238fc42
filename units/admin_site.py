"""The operator's window: who may look through it, and by which door."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import Group
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext_lazy as _

from accounts.views import sign_out
from core.request_info import asking_late
from units.access import access_of
from units.enums import Role


def door(request: HttpRequest) -> HttpResponse:
    """Where the admin sends people who may not enter: to sign in, or away if they did."""
    if request.user.is_authenticated:
        raise PermissionDenied
    wanted = request.GET.get("next") or reverse("admin:index")
    return redirect_to_login(wanted, reverse("accounts:sign_in"))


def to_own_password(_request: HttpRequest) -> HttpResponse:
    """To the page on which everybody changes their password."""
    return redirect("accounts:change_password")


class StewardSite(AdminSite):
    """Django's admin for stewards and the administrator of the root.

    It has no sign-in of its own: Django's would know neither the growing delay nor the audit
    trail. Passwords change on the account page, for the same reason.
    """

    site_header = _("Quản trị hệ thống")
    site_title = _("Quản trị hệ thống")
    index_title = _("Danh mục và tra cứu")
    enable_nav_sidebar = False

    def register(self, model_or_iterable: Any, *args: Any, **options: Any) -> None:
        # Rights come from roles in units; Django's groups would be a second way to them.
        models = [model_or_iterable] if isinstance(model_or_iterable, type) else model_or_iterable
        super().register([one for one in models if one is not Group], *args, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        user: Any = request.user
        if not (user.is_authenticated and user.is_active):
            return False
        return bool(user.is_staff) or access_of(user).has_role(Role.ADMINISTRATOR)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:  # noqa: FBT001, FBT002
        """Who is signed in and may not look in is told so; Django would ask to sign in again."""
        guarded = super().admin_view(view, cacheable)

        @wraps(guarded)
        def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.user.is_authenticated and not self.has_permission(request):
                raise PermissionDenied
            # Staff may be let in without a look at their roles; what they change names them.
            with asking_late():
                answer: HttpResponseBase = guarded(request, *args, **kwargs)
            return answer

        return answered

    def get_urls(self) -> list[URLResolver | URLPattern]:
        own = [
            path("login/", login_not_required(door), name="login"),
            path("logout/", login_not_required(sign_out), name="logout"),
            path("password_change/", to_own_password, name="password_change"),
        ]
        return [*own, *super().get_urls()]
