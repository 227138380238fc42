"""The door: sign in, sign out, one-time letters, passwords."""

from __future__ import annotations

import datetime as dt
import math

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accounts import services
from accounts.forms import ChangePasswordForm, CodeForm, NewPasswordForm, SignInForm
from accounts.http import SignedInRequest, in_app_browser
from accounts.models import User
from core.crypto import decrypt, encrypt
from core.errors import DomainError
from core.once import act_or_correct
from core.policy import public, signed_in
from core.request_info import client_address

BACKEND = "django.contrib.auth.backends.ModelBackend"
LETTER_IN_HAND = "letter_in_hand"


def waiting_sentence(wait: dt.timedelta) -> str:
    """How long the door stays shut, in words and rounded up: *2 phút 5 giây*."""
    minutes, seconds = divmod(math.ceil(wait.total_seconds()), 60)
    if minutes and seconds:
        span = _("%(minutes)s phút %(seconds)s giây") % {"minutes": minutes, "seconds": seconds}
    elif minutes:
        span = _("%(minutes)s phút") % {"minutes": minutes}
    else:
        span = _("%(seconds)s giây") % {"seconds": seconds}
    return _("Đã nhập sai nhiều lần nên phải chờ. Hãy thử lại sau %(span)s.") % {"span": span}


def page_after_sign_in(request: HttpRequest) -> str:
    """The ``next`` page where it lies on this host, else the home page."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_own = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_own else resolve_url(settings.LOGIN_REDIRECT_URL)


@public
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Name or phone and password; the session's key changes, the page asked for follows."""
    after = page_after_sign_in(request)
    if request.method != "POST" and request.user.is_authenticated:
        return redirect(after)
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = _authenticated(request, form)
        if user is not None:
            login(request, user, backend=BACKEND)
            return redirect(after)
    return render(request, "accounts/sign_in.html", {"form": form, "next": after})


def _authenticated(request: HttpRequest, form: SignInForm) -> User | None:
    data = form.cleaned_data
    try:
        return services.authenticate(
            data["name"], data["password"], address=client_address(request)
        )
    except services.SignInRefusedError as refused:
        wrong = _(
            "Tên đăng nhập hoặc mật khẩu chưa đúng. Hãy xem lại phím Caps Lock và bộ gõ tiếng Việt."
        )
        form.add_error(None, waiting_sentence(refused.wait) if refused.wait else wrong)
        return None


@public
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this session."""
    logout(request)
    messages.info(request, _("Bạn đã đăng xuất."))
    return redirect("accounts:sign_in")


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def open_letter(request: HttpRequest) -> HttpResponse:
    """Type the code of a one-time letter, or arrive from its QR picture.

    The picture carries the code behind ``#``, which browsers keep to themselves: it stands in no
    log and no referrer, and the page's script puts it into the field.
    """
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.open_letter(form.cleaned_data["code"])
        except DomainError as error:
            form.add_error("code", str(error))
        else:
            request.session[LETTER_IN_HAND] = encrypt(form.cleaned_data["code"])
            return redirect("accounts:use_letter")
    context = {"form": form, "in_app": in_app_browser(request)}
    return render(request, "accounts/letter_code.html", context)


@public
@never_cache
@sensitive_post_parameters("password", "repeated")
@require_http_methods(["GET", "HEAD", "POST"])
def use_letter(request: HttpRequest) -> HttpResponse:
    """Set the password with the letter that was opened just now; its reader is then signed in."""
    code = request.session.get(LETTER_IN_HAND, "")
    try:
        code = decrypt(code) if code else ""
        letter = services.open_letter(code)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("accounts:open_letter")
    form = NewPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answer = _password_set(request, form, code)
        if answer is not None:
            return answer
    context = {"form": form, "letter_user": letter.user, "in_app": in_app_browser(request)}
    return render(request, "accounts/letter_password.html", context)


def _password_set(request: HttpRequest, form: NewPasswordForm, code: str) -> HttpResponse | None:
    owners: list[User] = []

    def act() -> None:
        owners.append(services.use_letter(code, form.cleaned_data["password"]))

    done = _("Đã đặt mật khẩu. Thư này không dùng được nữa.")
    home = resolve_url(settings.LOGIN_REDIRECT_URL)
    answer = act_or_correct(request, form, act, to=home, done=done)
    if answer is not None:
        request.session.pop(LETTER_IN_HAND, None)
        for owner in owners:
            login(request, owner, backend=BACKEND)
    return answer


@signed_in
@never_cache
@sensitive_post_parameters("old_password", "password", "repeated")
@require_http_methods(["GET", "HEAD", "POST"])
def change_password(request: SignedInRequest) -> HttpResponse:
    """Change one's own password: this session stays, every other one ends."""
    form = ChangePasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data

        def act() -> None:
            services.change_password(request.user, data["old_password"], data["password"])
            update_session_auth_hash(request, request.user)

        done = _("Đã đổi mật khẩu. Các máy khác đang đăng nhập bằng tài khoản này đã bị thoát ra.")
        answer = act_or_correct(
            request, form, act, to=reverse("accounts:change_password"), done=done
        )
        if answer is not None:
            return answer
    return render(request, "accounts/password_change.html", {"form": form})
