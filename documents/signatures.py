"""What the electronic signatures inside a PDF say.

A signature is *intact* when it fits the bytes it covers, *whole* when nothing was added behind
it that changes the paper. Whether its certificate leads to a trusted authority is asked only
where the installation names such authorities (``SIGNATURE_ROOTS``); otherwise it stays unknown.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.utils.translation import gettext as _

from core.errors import DomainError

logger = logging.getLogger(__name__)

# pyHanko's scales: how much a signature covers, and what was changed behind it.
_WHOLE_REVISION: Final = 2
_FORM_FILLING: Final = 2


@dataclass(frozen=True)
class ReadSignature:
    """One signature: whose, when by its own word, and what was found."""

    signer: str
    issuer: str
    signed_at: str
    is_intact: bool
    is_whole: bool
    is_trusted: bool | None

    def as_plain(self) -> dict[str, Any]:
        """As plain values, for the paper's row."""
        return asdict(self)


def read_signatures(content: bytes) -> list[ReadSignature]:
    """Every signature of the PDF, oldest first; none for an ordinary PDF.

    Nothing is fetched: no revocation list, no time stamp server. Raises ``DomainError`` for a
    file whose signatures cannot be read at all.
    """
    if b"/ByteRange" not in content:
        return []
    from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415 heavy, for this act alone

    try:
        embedded = PdfFileReader(io.BytesIO(content), strict=False).embedded_regular_signatures
        return [_read(one) for one in embedded]
    except Exception as error:
        logger.warning("a signed PDF could not be read", exc_info=True)
        raise DomainError(
            _("Không đọc được chữ ký số trong tệp. Hãy xuất lại tệp đã ký rồi tải lên."),
            field="file",
        ) from error


def _read(embedded: Any) -> ReadSignature:
    from pyhanko.sign.validation import validate_pdf_signature  # noqa: PLC0415
    from pyhanko_certvalidator import ValidationContext  # noqa: PLC0415

    roots = list(_roots())
    context = ValidationContext(
        trust_roots=roots, allow_fetching=False, revocation_mode="soft-fail"
    )
    status = validate_pdf_signature(embedded, signer_validation_context=context)
    certificate = status.signing_cert
    moment = status.signer_reported_dt
    return ReadSignature(
        signer=str(certificate.subject.native.get("common_name", "")),
        issuer=str(certificate.issuer.native.get("common_name", "")),
        signed_at=moment.isoformat() if moment else "",
        is_intact=bool(status.intact and status.valid),
        is_whole=_is_whole(status),
        is_trusted=bool(status.trusted) if roots else None,
    )


def _is_whole(status: Any) -> bool:
    covers, changed = status.coverage, status.modification_level
    return (
        covers is not None
        and changed is not None
        and covers.value >= _WHOLE_REVISION
        and changed.value <= _FORM_FILLING
    )


def _roots() -> Iterable[Any]:
    folder = settings.SIGNATURE_ROOTS
    if not folder:
        return
    from pyhanko.keys import load_cert_from_pemder  # noqa: PLC0415

    for path in sorted(Path(folder).glob("*.pem")):
        yield load_cert_from_pemder(str(path))  # type: ignore[no-untyped-call]
