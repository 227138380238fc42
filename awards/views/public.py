"""What everybody may look at without signing in: is this certificate true, who was honoured."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from awards.enums import CertificateState
from awards.register_forms import CodeForm
from awards.selectors.certificates import found_by
from awards.selectors.honours import groups_of, honours_of
from awards.services.certificates import note_check
from core.policy import public, public_object
from core.request_info import client_address
from core.throttle import too_often

# Many phones of a village share one address; a hall full of people looks at once.
MOST_LOOKS = 120
# Whoever guesses needs far more tries than anybody who misreads a letter.
MOST_MISSES = 20
MINUTE = 60
TEN_MINUTES = 10 * MINUTE


def _unlisted(response: HttpResponse) -> HttpResponse:
    """Let no search engine list the page and no other site learn its address."""
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _wait(request: HttpRequest) -> HttpResponse:
    response = render(request, "awards/public_wait.html", status=429)
    response["Retry-After"] = str(MINUTE)
    return _unlisted(response)


@public
@never_cache
@require_safe
def check_code(request: HttpRequest) -> HttpResponse:
    """Type the code that stands beside the picture."""
    form = CodeForm(request.GET or None)
    if request.GET and form.is_valid():
        typed = "".join(sign for sign in form.cleaned_data["code"].upper() if sign.isalnum())
        if typed:
            return redirect("public:certificate", token=typed)
    return _unlisted(render(request, "awards/public_code.html", {"form": form}))


@public_object("awards.public_sheet")
@never_cache
@require_safe
def certificate(request: HttpRequest, token: str) -> HttpResponse:
    """What the register says of the certificate whose picture was scanned."""
    address = client_address(request)
    if too_often("certificate", address, most=MOST_LOOKS, seconds=MINUTE):
        return _wait(request)
    sheet = found_by(token)
    if sheet is None:
        if too_often("no-certificate", address, most=MOST_MISSES, seconds=TEN_MINUTES):
            return _wait(request)
        form = CodeForm()
        return _unlisted(render(request, "awards/public_unknown.html", {"form": form}, status=404))
    if request.method == "GET":
        note_check(sheet)
    context = {
        "sheet": sheet,
        "award": sheet.award,
        "decision": sheet.award.decision,
        "revocation": getattr(sheet.award, "revocation", None),
        "is_revoked": sheet.award.state == CertificateState.REVOKED,
        "is_replaced": sheet.state == CertificateState.REPLACED,
    }
    return _unlisted(render(request, "awards/public_certificate.html", context))


@public_object("awards.public_year")
@never_cache
@require_safe
def honours(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """Whom a commune honoured for a year, as far as they may be named."""
    if too_often("honours", client_address(request), most=MOST_LOOKS, seconds=MINUTE):
        return _wait(request)
    found = honours_of(code, year)
    if found is None:
        return _unlisted(render(request, "awards/public_no_honours.html", status=404))
    row, day = found
    groups = groups_of(row.unit, year, day)
    context = {
        "row": row,
        "groups": groups,
        "total": sum(group.total for group in groups),
    }
    return _unlisted(render(request, "awards/public_honours.html", context))
