"""Acts that happen once, however often their form arrives.

Every mutating form carries a key. The key's row commits with what the act wrote, so the
second click, the resent form and the retry after a lost answer find it and change nothing.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS
from django.db import IntegrityError, transaction
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from core.errors import DomainError
from core.models import IdempotencyKey

FIELD = "idempotency_key"


class _RepeatedError(Exception):
    """The key was used before; carries where the first act led."""

    def __init__(self, location: str) -> None:
        super().__init__(location)
        self.location = location


def new_key() -> str:
    """A key for one rendering of one form."""
    return uuid.uuid4().hex


def _claim(request: HttpRequest) -> IdempotencyKey:
    key = request.POST.get(FIELD, "")
    if not (8 <= len(key) <= 64 and key.isalnum()):
        raise DomainError(_("Trang này đã cũ. Hãy tải lại trang rồi thực hiện lại."))
    user: Any = request.user
    try:
        with transaction.atomic():
            return IdempotencyKey.objects.create(key=key, user_id=user.pk, path=request.path[:300])
    except IntegrityError:
        first = IdempotencyKey.objects.get(pk=key)
        if first.user_id != user.pk or first.path != request.path[:300]:
            raise DomainError(_("Trang này đã cũ. Hãy tải lại trang rồi thực hiện lại.")) from None
        raise _RepeatedError(first.location) from None


def act_once(request: HttpRequest, act: Callable[[], Any], *, to: str, done: str) -> HttpResponse:
    """Do the act once and redirect.

    ``act`` may return the address to go to; otherwise it is ``to``. Raises ``DomainError``,
    with nothing written, when a rule refuses: the view shows it beside the field or calls
    ``act_or_explain``.
    """
    try:
        with transaction.atomic():
            row = _claim(request)
            result = act()
            row.location = result if isinstance(result, str) else to
            row.save(update_fields=["location"])
    except _RepeatedError as repeated:
        messages.info(request, _("Thao tác này đã được ghi trước đó; không ghi thêm lần nữa."))
        return redirect(repeated.location or to)
    if done:
        messages.success(request, done)
    return redirect(row.location)


def did_once(request: HttpRequest, act: Callable[[], Any]) -> bool:
    """``act_once`` for scripts, which get data and no page: whether this request did the act.

    False for a repeated one: what the first wrote stands. Raises ``DomainError`` as ``act_once``.
    """
    try:
        with transaction.atomic():
            _claim(request)
            act()
    except _RepeatedError:
        return False
    return True


def act_or_explain(
    request: HttpRequest, act: Callable[[], Any], *, to: str, done: str
) -> HttpResponse:
    """``act_once`` for buttons without fields: a refusal becomes a message on the page ``to``."""
    try:
        return act_once(request, act, to=to, done=done)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect(to)


def act_or_correct(
    request: HttpRequest, form: BaseForm, act: Callable[[], Any], *, to: str, done: str
) -> HttpResponse | None:
    """``act_once`` for forms with fields: a refusal stands beside its field and gives ``None``.

    The view then shows the form again with what was typed.
    """
    try:
        return act_once(request, act, to=to, done=done)
    except DomainError as error:
        if not form.is_bound:  # nothing was typed that could be shown again
            messages.error(request, str(error))
            return redirect(to)
        form.add_error(error.field if error.field in form.fields else NON_FIELD_ERRORS, str(error))
        return None
