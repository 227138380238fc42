"""Evidence: added to a criterion, taken off, and served with the record's rights."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.http import SignedInRequest
from assessments.forms import EvidenceForm
from assessments.models import Evidence
from assessments.rules import can_enter_for
from assessments.services import entry, files, steps
from assessments.views.beside import Beside
from assessments.views.finding import (
    criterion_of,
    visible_participation,
    visible_record,
)
from campaigns.models import Participation
from core.errors import DomainError
from core.once import act_or_explain
from core.policy import Scope
from documents.serving import download as served
from units.policy import ENTERING, READERS, for_roles


@for_roles(ENTERING, scope=Scope.SUBTREE, obj="campaigns.participation")
@require_POST
def add(request: SignedInRequest, pk: int, line: int) -> HttpResponse:
    """Attach a file to a criterion; the record begins with it when it is the first answer."""
    participation = visible_participation(request.user, pk)
    if not can_enter_for(request.user, participation.unit):
        raise PermissionDenied
    criterion = criterion_of(participation, line)
    form = EvidenceForm(request.POST, request.FILES)

    def act() -> None:
        if not form.is_valid():
            raise DomainError(str(form.errors["file"][0]))
        upload = files.checked(form.cleaned_data["file"])
        record = entry.begin(participation.campaign_year, participation.unit, actor=request.user)
        entry.add_evidence(
            record, criterion, files.keep(upload), name=upload.name, actor=request.user
        )

    beside = Beside(request, participation, criterion)
    return beside.respond(act, done=_("Đã nhận tệp minh chứng."))


@for_roles(ENTERING, scope=Scope.SUBTREE, obj="assessments.evidence")
@require_POST
def remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a file off the record."""
    found = Evidence.objects.visible_to(request.user).kept()
    evidence = get_object_or_404(found, pk=pk)
    evidence.assessment = steps.fetch(evidence.assessment_id)
    participation = get_object_or_404(
        Participation.objects.visible_to(request.user),
        campaign_year_id=evidence.assessment.campaign_year_id,
        unit_id=evidence.assessment.unit_id,
    )

    def act() -> None:
        entry.remove_evidence(evidence, actor=request.user)

    done = _("Đã bỏ tệp minh chứng.")
    if evidence.criterion is None:  # the signed sheet of the whole record stands beside no line
        here = reverse("assessments:form", args=[participation.pk])
        return act_or_explain(request, act, to=here, done=done)
    return Beside(request, participation, evidence.criterion).respond(act, done=done)


@for_roles(READERS, scope=Scope.SUBTREE, obj="assessments.evidence")
@require_safe
def download(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """A piece of evidence, to whoever sees the record; a removed one to nobody."""
    found = Evidence.objects.visible_to(request.user).kept().select_related("file")
    evidence = get_object_or_404(found, pk=pk)
    return served(evidence.file, evidence.name)


@for_roles(READERS, scope=Scope.SUBTREE, obj="assessments.assessment")
@require_safe
def outside_paper(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The paper with which the level above decided, to whoever sees the record."""
    record = visible_record(request.user, pk)
    file = record.outside_file
    if file is None:
        raise Http404
    return served(file, f"{record.outside_number}")
