"""Letters for all villages and organisations of a commune at once: choose, open accounts, print."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts import services as accounts
from accounts.http import SignedInRequest
from accounts.models import OneTimeLetter, User
from core.errors import DomainError
from core.numbers import parse_id
from core.once import act_once
from core.policy import Scope
from units import rules
from units.forms.deputies import NewHeadForm
from units.models import Unit
from units.policy import LOOKING_UP, OFFICE, for_roles
from units.selectors.letters import LetterRow, letter_rows
from units.services.head_accounts import open_head_account
from units.views.letters import IssuedLetter, keep_codes, printed_letters

_BATCH = "letter_batch"


@dataclass
class Line:
    """A row of the page with what was ticked or typed in it."""

    row: LetterRow
    ticked: bool
    form: NewHeadForm | None = None


@dataclass
class Wish:
    """What was asked for: letters for heads with an account, and accounts to open first."""

    heads: list[User]
    new: list[tuple[Unit, NewHeadForm]]
    is_stale: bool
    # The form of the account being opened: beside it stands why a rule refused.
    at: NewHeadForm | None = None

    def fulfil(self, actor: User) -> list[IssuedLetter]:
        """Open the accounts and issue the letters. Raises ``DomainError`` where a rule refuses."""
        if self.is_stale:
            raise DomainError(
                _("Một đơn vị vừa có người phụ trách nên danh sách đã đổi. Hãy xem lại rồi in.")
            )
        if not self.heads and not self.new:
            raise DomainError(
                _("Hãy đánh dấu ít nhất một người, hoặc ghi họ tên ở đơn vị chưa có tài khoản.")
            )
        people = list(self.heads)
        for unit, form in self.new:
            self.at = form
            people.append(open_head_account(unit, **form.cleaned_data, actor=actor))
        self.at = None
        return [accounts.issue_letter(one, actor=actor) for one in people]


def _lines(request: SignedInRequest, rows: list[LetterRow]) -> list[Line]:
    posted = request.POST if request.method == "POST" else None
    picked = {parse_id(one) for one in request.POST.getlist("pick")}
    lines = []
    for row in rows:
        if row.head is not None:
            ticked = row.head.pk in picked if posted else row.never_signed_in
            lines.append(Line(row, ticked=ticked and row.may_print))
        elif rules.can_open_head_account(request.user, row.unit):
            form = NewHeadForm(posted, prefix=f"u{row.unit.pk}")
            lines.append(Line(row, ticked=False, form=form))
        else:
            lines.append(Line(row, ticked=False))
    return lines


def _wish(request: SignedInRequest, lines: list[Line]) -> Wish | None:
    """What the lines ask for, or ``None`` while something typed is wrong."""
    sound = [line.form.is_valid() for line in lines if line.form is not None]
    if not all(sound):
        return None
    heads = {line.row.head.pk: line.row.head for line in lines if line.ticked and line.row.head}
    asked = [(line.row.unit, line.form) for line in lines if line.form and line.form.is_asked_for]
    return Wish(list(heads.values()), asked, is_stale=_typed_elsewhere(request, lines))


def _typed_elsewhere(request: SignedInRequest, lines: list[Line]) -> bool:
    """Whether a name was typed for a unit that has a head by now, or is gone."""
    shown = {f"u{line.row.unit.pk}-full_name" for line in lines if line.form is not None}
    asked = {name for name in request.POST if name.endswith("-full_name")}
    return any(request.POST.get(name, "").strip() for name in asked - shown)


@for_roles(OFFICE, scope=Scope.SUBTREE, obj="units.unit")
@require_http_methods(["GET", "HEAD", "POST"])
def letters(request: SignedInRequest, pk: int) -> HttpResponse:
    """Every village and organisation below with its head; tick whose letters are printed."""
    top = get_object_or_404(Unit.objects.findable_by(request.user), pk=pk)
    if not rules.can_print_letters_below(request.user, top):
        raise PermissionDenied
    lines = _lines(request, letter_rows(top, request.user))
    if request.method == "POST":
        answer = _issue(request, lines)
        if answer is not None:
            return answer
    context = {
        "unit": top,
        "lines": lines,
        "wrong": [line.form for line in lines if line.form is not None and line.form.errors],
        "crumbs": [(str(top), reverse("units:unit", args=[top.pk])), (_("In thư"), "")],
    }
    return render(request, "units/commune_letters.html", context)


def _issue(request: SignedInRequest, lines: list[Line]) -> HttpResponse | None:
    """Open the accounts and issue the letters, all or none; ``None`` shows the page again."""
    wish = _wish(request, lines)
    if wish is None:
        return None
    issued: list[IssuedLetter] = []

    def act() -> None:
        issued.extend(wish.fulfil(request.user))

    try:
        answer = act_once(request, act, to=reverse("units:letters_to_print"), done="")
    except DomainError as error:
        if wish.at is None:
            messages.error(request, str(error))
        else:
            known = error.field in wish.at.fields
            wish.at.add_error(error.field if known else None, str(error))
        return None
    if issued:
        keep_codes(request, issued)
        request.session[_BATCH] = [letter.pk for letter, _code in issued]
    return answer


@for_roles(LOOKING_UP)
@never_cache
@require_safe
def letters_to_print(request: SignedInRequest) -> HttpResponse:
    """The letters just issued together, one page each, for half an hour in this session."""
    found = OneTimeLetter.objects.filter(
        pk__in=request.session.get(_BATCH) or [], issued_by=request.user
    ).select_related("user", "issued_by")
    by_id = {one.pk: one for one in found}
    batch = [by_id[pk] for pk in request.session.get(_BATCH) or [] if pk in by_id]
    context = {
        "letters": printed_letters(request, batch),
        "back_label": _("Về danh sách người dùng"),
        "back_url": reverse("units:people"),
    }
    return render(request, "units/letter.html", context)
