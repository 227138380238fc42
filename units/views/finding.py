"""How the pages of units find what their address names, and ask before what cannot be undone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from accounts.http import SignedInRequest
from core.errors import DomainError
from core.once import act_or_correct
from units.models import Unit
from units.rules import can_change_unit

SAVE, PREVIEW = "save", "preview"


def sought_unit(request: SignedInRequest, pk: int) -> Unit:
    """The unit, if the person may look it up; else 404."""
    found = Unit.objects.findable_by(request.user).select_related("parent")
    return get_object_or_404(found, pk=pk)


def changeable_unit(request: SignedInRequest, pk: int) -> Unit:
    """The unit, if the person may change it; 404 out of sight, 403 out of reach."""
    unit = sought_unit(request, pk)
    if not can_change_unit(request.user, unit):
        raise PermissionDenied
    return unit


def unit_url(unit: Unit) -> str:
    """The address of a unit's page."""
    return reverse("units:unit", args=[unit.pk])


def steps_to(unit: Unit, here: str) -> list[tuple[str, str]]:
    """The way back to the unit's page."""
    return [(str(unit), unit_url(unit)), (here, "")]


@dataclass(frozen=True)
class Question:
    """What is asked before a change is made: it says what will be different, with counts."""

    question: str
    action_label: str
    changes: list[tuple[str, int | None]] = field(default_factory=list)
    undo_note: str = ""


@dataclass(frozen=True)
class Change:
    """One change of the tree as its page makes it: shown, asked about, then done."""

    template: str
    context: dict[str, Any]
    ask: Callable[[], Question]
    act: Callable[[], str]
    to: str
    done: str


def look_over_then_do(request: SignedInRequest, form: forms.Form, change: Change) -> HttpResponse:
    """Show the form; then what it would do; then do it. A refusal stands beside its field."""
    if request.method == "POST" and form.is_valid():
        if request.POST.get("step") == SAVE:
            answer = act_or_correct(request, form, change.act, to=change.to, done=change.done)
            if answer is not None:
                return answer
        elif refused(form, change.act):
            pass
        else:
            asked = change.ask()
            context = {
                "question": asked.question,
                "changes": asked.changes,
                "action_label": asked.action_label,
                "undo_note": asked.undo_note,
                "form": hidden(form),
                "cancel_url": request.path,
            }
            return render(request, "includes/confirm_page.html", context)
    _set_step(form, PREVIEW)
    return render(request, change.template, {**change.context, "form": form})


def refused(form: forms.Form, act: Callable[[], object]) -> bool:
    """Try the act and take it back: whether a rule refuses it, said beside the field."""
    try:
        with transaction.atomic():
            act()
            transaction.set_rollback(True)
    except DomainError as error:
        form.add_error(error.field if error.field in form.fields else NON_FIELD_ERRORS, str(error))
        return True
    return False


def hidden(form: forms.Form) -> forms.Form:
    """The same form with what was typed out of sight, ready to be sent for good."""
    for one in form.fields.values():
        one.widget = one.hidden_widget()
    _set_step(form, SAVE)
    return form


def _set_step(form: forms.Form, step: str) -> None:
    if form.is_bound and "step" in form.fields:
        sent: Any = form.data
        again = sent.copy()
        again["step"] = step
        form.data = again
