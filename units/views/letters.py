"""The one-time letter that lets a person set a password: issued, shown once, printed, withdrawn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import segno
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import services as accounts
from accounts.enums import LetterState
from accounts.http import SignedInRequest
from accounts.models import OneTimeLetter, User
from core.crypto import decrypt, encrypt
from core.once import act_or_correct, act_or_explain
from core.policy import Scope
from core.public_address import PublicAddress, public_address
from units import rules
from units.access import access_of
from units.forms.people import LostPhoneForm, WithdrawLetterForm
from units.policy import HEADS, LOOKING_UP, for_roles
from units.selectors.letters import standings_of
from units.selectors.people import users_visible_to
from units.views.people import person_url

_IN_SESSION = "letters_to_print"
SHOWN_FOR = dt.timedelta(minutes=30)
GROUP = 4

IssuedLetter = tuple[OneTimeLetter, str]


@dataclass(frozen=True)
class PrintedLetter:
    """A letter as the paper shows it: the code in groups, and a picture that a phone reads."""

    letter: OneTimeLetter
    person: User
    standings: list[str]
    groups: list[str]
    address: str
    picture: str
    is_local: bool


def keep_codes(request: HttpRequest, issued: Iterable[IssuedLetter]) -> None:
    """Keep the codes for half an hour in the session that issued them, and nowhere else."""
    now = timezone.now().timestamp()
    kept = _codes_kept(request)
    for letter, code in issued:
        kept[str(letter.pk)] = {"code": encrypt(code), "at": now}
    request.session[_IN_SESSION] = kept


def _codes_kept(request: HttpRequest) -> dict[str, dict[str, Any]]:
    """The session's codes by letter, without those shown long enough."""
    oldest = (timezone.now() - SHOWN_FOR).timestamp()
    kept: dict[str, dict[str, Any]] = request.session.get(_IN_SESSION) or {}
    return {pk: one for pk, one in kept.items() if one["at"] >= oldest}


def printed_letters(request: HttpRequest, letters: Iterable[OneTimeLetter]) -> list[PrintedLetter]:
    """Those of the letters whose code is still at hand and opens something, ready to print."""
    kept = _codes_kept(request)
    at_hand = [one for one in letters if str(one.pk) in kept and one.state == LetterState.OPEN]
    if not at_hand:
        return []
    address = public_address(request, reverse("accounts:open_letter"))
    standings = standings_of([one.user for one in at_hand])
    return [
        _printed(one, decrypt(kept[str(one.pk)]["code"]), address, standings[one.user_id])
        for one in at_hand
    ]


def _printed(
    letter: OneTimeLetter, code: str, address: PublicAddress, standings: list[str]
) -> PrintedLetter:
    """The code in groups of four and a QR picture that leads to this site's own page.

    Behind ``#`` the code stays in the reader's browser: no server writes it into a log.
    """
    picture = segno.make(f"{address.url}#{code}", error="m").svg_inline(
        scale=4, border=2, dark="#000", light="#fff", omitsize=True
    )
    return PrintedLetter(
        letter=letter,
        person=letter.user,
        standings=standings,
        groups=[code[start : start + GROUP] for start in range(0, len(code), GROUP)],
        address=address.url,
        picture=mark_safe(picture),
        is_local=address.is_local,
    )


def _target(request: SignedInRequest, pk: int) -> User:
    """The person whose letter is asked for, where this user may give and take it."""
    target = get_object_or_404(users_visible_to(request.user), pk=pk)
    if not rules.can_issue_letter(request.user, target):
        raise PermissionDenied
    return target


def issue_and_show(request: SignedInRequest, target: User, *, to: str) -> HttpResponse:
    """Issue a letter once and lead to its page; ``to`` is where a refusal is told."""
    issued: list[IssuedLetter] = []

    def act() -> str:
        issued.append(accounts.issue_letter(target, actor=request.user))
        return reverse("units:letter", args=[issued[0][0].pk])

    answer = act_or_explain(request, act, to=to, done="")
    if issued:
        keep_codes(request, issued)
    return answer


@for_roles(LOOKING_UP, scope=Scope.SUBTREE, obj="accounts.user")
@require_POST
def issue_letter(request: SignedInRequest, pk: int) -> HttpResponse:
    """Issue a new letter; the person's older one no longer opens anything."""
    target = _target(request, pk)
    return issue_and_show(request, target, to=person_url(target))


@for_roles(LOOKING_UP | HEADS, scope=Scope.OWN, obj="accounts.letter")
@never_cache
@require_safe
def letter(request: SignedInRequest, pk: int) -> HttpResponse:
    """The letter to print, for half an hour and only for who issued it, in the same session."""
    letters = OneTimeLetter.objects.filter(issued_by=request.user).select_related(
        "user", "issued_by"
    )
    shown = get_object_or_404(letters, pk=pk)
    context = {"letters": printed_letters(request, [shown]), **_way_back(request, shown.user)}
    return render(request, "units/letter.html", context)


def _way_back(request: SignedInRequest, person: User) -> dict[str, str]:
    access = access_of(request.user)
    if access.sees_all or access.has_role(*LOOKING_UP):
        label = _("Về trang của %(name)s") % {"name": person}
        return {"back_label": label, "back_url": person_url(person)}
    return {"back_label": _("Về trang chủ"), "back_url": "/"}


@for_roles(LOOKING_UP, scope=Scope.SUBTREE, obj="accounts.user")
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_letter(request: SignedInRequest, pk: int) -> HttpResponse:
    """Withdraw the person's open letter, with a reason; its code opens nothing from now on."""
    target = _target(request, pk)
    form = WithdrawLetterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason: str = form.cleaned_data["reason"]

        def act() -> None:
            accounts.withdraw_letter(target, reason=reason, actor=request.user)

        done = _("Đã thu hồi thư; mã trên thư không mở được gì nữa.")
        answer = act_or_correct(request, form, act, to=person_url(target), done=done)
        if answer is not None:
            return answer
    return render(request, "units/letter_withdraw.html", {"form": form, "person": target})


@for_roles(LOOKING_UP, scope=Scope.SUBTREE, obj="accounts.user")
@require_http_methods(["GET", "HEAD", "POST"])
def lost_phone(request: SignedInRequest, pk: int) -> HttpResponse:
    """Shut out a lost phone: every session of the person ends, the open letter is withdrawn."""
    target = _target(request, pk)
    form = LostPhoneForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        drop: bool = form.cleaned_data["drop_password"]

        def act() -> None:
            accounts.report_phone_lost(target, drop_password=drop, actor=request.user)

        done = _("Đã kết thúc mọi phiên đăng nhập và thu hồi thư của người này.")
        answer = act_or_correct(request, form, act, to=person_url(target), done=done)
        if answer is not None:
            return answer
    return render(request, "units/phone_lost.html", {"form": form, "person": target})
