"""One record, read: three values, reasons, history, and what the reader may do next."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.http import SignedInRequest
from assessments.enums import Action
from assessments.levels import level_words
from assessments.models import Assessment
from assessments.rules import is_author, may_object_until, reviews_unit
from assessments.selectors.differences import differences
from assessments.selectors.flagged import flag_lines
from assessments.selectors.form_page import due_of
from assessments.selectors.record_page import record_page
from assessments.selectors.waiting import holder_of
from assessments.views.finding import opened_for, people_url, visible_record
from assessments.workflow import open_actions
from campaigns.models import Participation
from core.policy import Scope
from units.policy import READERS, for_roles

# The unit's own acts stand at the top; handing in and reviewing have pages of their own.
OF_THE_UNIT = frozenset({Action.WITHDRAW, Action.OBJECT})
ELSEWHERE = frozenset({Action.SUBMIT, Action.START_REVIEW})


@for_roles(READERS, scope=Scope.SUBTREE, obj="assessments.assessment")
@require_safe
def record(request: SignedInRequest, pk: int) -> HttpResponse:
    """A record as everybody reads it who sees it: three values, reasons, history, next acts."""
    row = visible_record(request.user, pk)
    part = participation_of(row)
    actions = open_actions(request.user, row)
    due = due_of(part) if part else None
    context = {
        "record": row,
        "page": record_page(row),
        "participation": part,
        "due": due,
        "own_actions": [one for one in actions if one in OF_THE_UNIT],
        "office_actions": [one for one in actions if one not in OF_THE_UNIT | ELSEWHERE],
        "may_enter": part is not None and opened_for(request.user, part, row).is_open,
        "may_review": bool({Action.START_REVIEW, Action.FORWARD, Action.APPROVE} & set(actions)),
        "own_work": reviews_unit(request.user, row) and is_author(request.user, row),
        "holder": holder_of(row),
        "people_url": people_url(request.user),
        "level": level_words(row),
        "flags": flag_lines(row, request.user),
        "differences": differences(row),
        "object_until": may_object_until(row) if Action.OBJECT in actions else None,
        "cuts_off_until": may_object_until(row) if Action.FINALISE in actions else None,
    }
    return render(request, "assessments/record.html", context)


def participation_of(row: Assessment) -> Participation | None:
    """How the record's unit takes part in its year."""
    return (
        Participation.objects.filter(campaign_year_id=row.campaign_year_id, unit_id=row.unit_id)
        .select_related("group", "campaign_year", "unit")
        .first()
    )
