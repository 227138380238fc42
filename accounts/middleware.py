"""What happens to a request that needs a signed-in person and has none."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme


class SignInRequiredMiddleware(LoginRequiredMiddleware):
    """Send people to sign in and, afterwards, back to a page that can be opened.

    A form that was sent after the session had ended leads back to the page with the form, not to
    the address it was sent to, which answers no GET. A fragment asked for by htmx is answered
    401: following the redirect would put the sign-in page into the middle of another page.
    """

    def process_view(
        self,
        request: HttpRequest,
        view_func: Any,
        view_args: Any,
        view_kwargs: Any,
    ) -> HttpResponseBase | None:
        refusal = super().process_view(request, view_func, view_args, view_kwargs)
        if refusal is not None and request.headers.get("HX-Request"):
            return HttpResponse(status=401)
        return refusal

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponseRedirect:
        if request.method in {"GET", "HEAD"}:
            return super().handle_no_permission(request, view_func)
        back = request.headers.get("Referer", "")
        is_own = url_has_allowed_host_and_scheme(
            back, allowed_hosts={request.get_host()}, require_https=request.is_secure()
        )
        parts = urlsplit(back if is_own else "/")
        return redirect_to_login(
            parts.path + (f"?{parts.query}" if parts.query else ""),
            redirect_field_name=REDIRECT_FIELD_NAME,
        )
