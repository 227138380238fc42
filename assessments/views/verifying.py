"""Anybody who holds a receipt may check it: by its code, or by the picture on it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assessments.selectors.receipts import clean_code, verified
from core import request_info
from core.pace import is_too_fast
from core.policy import public

MOST_A_MINUTE = 30


@public
@require_safe
def verify_receipt(request: HttpRequest) -> HttpResponse:
    """Unit, year, time and state of a receipt. Whoever tries codes in a row has to wait."""
    typed = request.GET.get("code", "").strip()[:40]
    if typed and is_too_fast("receipt", request_info.current().address, most=MOST_A_MINUTE):
        context = {"typed": typed, "is_too_fast": True}
        return render(request, "assessments/verify_receipt.html", context, status=429)
    context = {"typed": typed, "found": verified(clean_code(typed)), "is_too_fast": False}
    return render(request, "assessments/verify_receipt.html", context)
