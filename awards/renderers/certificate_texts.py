"""The words of a certificate, from its row."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from awards.models import Certificate
from awards.renderers.certificates import CertificateText
from documents import nd30

PUBLIC_PATH = "/c/"


def short_form(name: str) -> str:
    """*Giấy khen* of "Giấy khen của Chủ tịch Ủy ban nhân dân xã": the giver stands above it."""
    return name.partition(" của ")[0]


def texts_of(certificates: Iterable[Certificate], base_url: str) -> list[CertificateText]:
    """The words of every certificate; the rows come with their award, decision and unit."""
    domain = urlsplit(base_url).netloc
    return [_text(one, base_url, domain) for one in certificates]


def _text(certificate: Certificate, base_url: str, domain: str) -> CertificateText:
    award = certificate.award
    decision = award.decision
    day = nd30.date_words(decision.decided_on)
    place = decision.unit.place_name
    return CertificateText(
        issuer=decision.issuer,
        form_name=short_form(award.form_name),
        recipient=award.recipient_name,
        place=award.recipient_place,
        reason=award.achievement,
        decision_line=f"Quyết định số {decision.number} {day}",
        register_line=f"Vào sổ khen thưởng số {certificate}",
        date_line=f"{place}, {day}" if place else f"{day[:1].upper()}{day[1:]}",
        signer_title=decision.signer_title,
        signer=decision.signer,
        url=f"{base_url}{PUBLIC_PATH}{certificate.token}/",
        domain=f"{domain}{PUBLIC_PATH}".removesuffix("/"),
        code=certificate.token,
    )
