"""Certificates by the code on them."""

from __future__ import annotations

from awards.models import Certificate
from awards.querysets import CertificateQuerySet

LONGEST_CODE = 24


def with_everything(rows: CertificateQuerySet) -> CertificateQuerySet:
    """The sheets with what is printed on them, in the book's order."""
    return rows.select_related("award__decision__unit").order_by("year", "number")


def found_by(code: str) -> Certificate | None:
    """The certificate of a code as it is typed or scanned, with what its page shows. One query."""
    token = "".join(sign for sign in code.upper() if sign.isalnum())
    if not token or len(token) > LONGEST_CODE:
        return None
    rows = Certificate.objects.select_related(
        "award__decision__unit", "award__revocation", "replaced_by"
    )
    found: Certificate | None = rows.filter(token=token).first()
    return found
