"""Units entered by hand: a type, a list of names, a look at what it makes, then the units."""

from __future__ import annotations

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.http import SignedInRequest
from core.errors import DomainError
from core.numbers import format_number
from core.once import act_or_correct
from core.policy import Scope
from units.forms.units import UnitListForm, usual_kind_word
from units.policy import LOOKING_UP, for_roles
from units.rules import types_to_add
from units.services.adding import PlannedUnit, UnitList, add_units, planned_units
from units.views.finding import SAVE, sought_unit, steps_to, unit_url


@for_roles(LOOKING_UP, scope=Scope.SUBTREE, obj="units.unit")
@require_http_methods(["GET", "HEAD", "POST"])
def new_units(request: SignedInRequest, pk: int) -> HttpResponse:
    """Add units below this one: typed or pasted, looked over, then created at once."""
    parent = sought_unit(request, pk)
    types = types_to_add(request.user, parent)
    if not types:
        raise PermissionDenied
    first = {"kind_word": usual_kind_word(parent, types), "type": types[0]}
    form = UnitListForm(request.POST or None, types=types, initial=first)
    planned: list[PlannedUnit] = []
    if request.method == "POST" and form.is_valid():
        wanted = UnitList(
            type=form.cleaned_data["type"],
            names=form.cleaned_data["names"],
            kind_word=form.cleaned_data["kind_word"],
            valid_from=form.cleaned_data["valid_from"],
        )

        def act() -> None:
            add_units(request.user, parent, wanted)

        step = request.POST.get("step")
        if step == SAVE:
            done = _("Đã thêm đơn vị vào %(parent)s.") % {"parent": parent}
            answer = act_or_correct(request, form, act, to=unit_url(parent), done=done)
            if answer is not None:
                return answer
        elif step != "edit":
            try:
                planned = planned_units(request.user, parent, wanted)
            except DomainError as error:
                known = error.field in form.fields
                form.add_error(error.field if known else NON_FIELD_ERRORS, str(error))
    news = [one for one in planned if one.draft.is_new]
    context = {
        "parent": parent,
        "form": form,
        "planned": planned,
        "new_count": len(news),
        "skipped_count": len(planned) - len(news),
        "action_label": _("Thêm %(count)s đơn vị") % {"count": format_number(len(news))},
        "crumbs": steps_to(parent, _("Thêm đơn vị")),
    }
    template = "units/units_preview.html" if planned else "units/units_new.html"
    return render(request, template, context)
