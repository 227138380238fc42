"""What several pages share: the way back, the ways on, the page that asks for what an act needs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.http import SignedInRequest
from units.access import access_of
from units.enums import Role
from units.policy import HEADS, READERS

SIGNERS = frozenset({Role.CHAIR, Role.CLERK, Role.LEADER})


def links_for(request: SignedInRequest) -> list[tuple[str, str]]:
    """Where else the person goes from the list, by role; no query."""
    access = access_of(request.user)
    found = []
    if access.has_role(*HEADS):
        found.append((_("Xem người, hộ có kết quả"), reverse("awards:candidate_list")))
    if access.has_role(*READERS) or access.sees_all:
        found.append((_("Tờ trình"), reverse("awards:letter_list")))
        found.append((_("Phiên họp Hội đồng"), reverse("awards:session_list")))
    if access.has_role(*SIGNERS):
        found.append((_("Chờ ký"), reverse("awards:signing")))
    found.append((_("Hạn mức"), reverse("awards:quota_start")))
    found.append((_("Hình thức khen thưởng"), reverse("awards:form_list")))
    return found


def crumbs(last: str) -> list[tuple[str, str]]:
    """The way back to the list."""
    return [(_("Đề nghị khen thưởng"), reverse("awards:proposal_list")), (last, "")]


def asked(
    request: SignedInRequest,
    form: Any,
    question: str,
    label: str,
    back: str,
    *,
    changes: tuple[str, ...] = (),
    unwritten: Sequence[str] = (),
) -> HttpResponse:
    """The page that asks for what an act needs; ``unwritten`` is what a paper leaves open."""
    context = {
        "question": question,
        "form": form,
        "action_label": label,
        "cancel_url": back,
        "changes": changes,
        "unwritten": unwritten,
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "awards/act.html", context, status=status)
