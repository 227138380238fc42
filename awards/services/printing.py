"""Certificates on their way to paper: the words of each, the job that draws them, printers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from awards.models import Certificate, CertificatePrint, Decision, Printer
from awards.renderers.certificate_texts import texts_of
from awards.renderers.certificates import Stock, certificates_pdf
from awards.rules import can_keep_register
from awards.selectors.certificates import with_everything
from awards.services.conferring import decision_subject
from core import clock, jobs
from core.audit import SYSTEM, record
from core.errors import DomainError
from core.tasks import wake
from core.text import one_line
from documents import storage
from documents.services import row_of
from units.access import audit_subject
from units.models import Unit

JOB_KIND = "awards.certificates"
PDF_TYPE = "application/pdf"
PLAIN = Stock()
TELL_EVERY = 50


@dataclass(frozen=True, kw_only=True)
class PrinterFacts:
    """What the office measured and typed about a printer."""

    name: str
    width: Decimal
    height: Decimal
    is_preprinted: bool
    shift_x: Decimal
    shift_y: Decimal


@transaction.atomic
def save_printer(
    unit: Unit, facts: PrinterFacts, *, actor: User, printer: Printer | None = None
) -> Printer:
    """Enter a printer or its new shift. Raises ``DomainError`` for a name that is taken."""
    if not can_keep_register(actor, unit):
        raise PermissionDenied
    row = printer or Printer(unit=unit)
    for name in ("width", "height", "is_preprinted", "shift_x", "shift_y"):
        setattr(row, name, getattr(facts, name))
    row.name = one_line(facts.name)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise DomainError(
            _("Đã có máy in mang tên này. Hãy ghi thêm khay giấy hoặc phòng."), field="name"
        ) from error
    record(
        "awards.printer_saved",
        audit_subject("awards.printer", row.pk, row.name, unit),
        actor=actor.as_actor,
        after={"shift_x": row.shift_x, "shift_y": row.shift_y},
    )
    return row


@transaction.atomic
def remove_printer(printer: Printer, *, actor: User) -> None:
    """Forget a printer; files that were drawn for it stay."""
    if not can_keep_register(actor, printer.unit):
        raise PermissionDenied
    subject = audit_subject("awards.printer", printer.pk, printer.name, printer.unit)
    printer.delete()
    record("awards.printer_removed", subject, actor=actor.as_actor)


def stock_of(printer: Printer | None) -> Stock:
    """The paper in a printer with its shift; A4 across, plain, where none is chosen."""
    if printer is None:
        return PLAIN
    return Stock(
        width=float(printer.width),
        height=float(printer.height),
        shift_x=float(printer.shift_x),
        shift_y=float(printer.shift_y),
        is_preprinted=printer.is_preprinted,
    )


@transaction.atomic
def request_print(
    decision: Decision, printer: Printer | None, *, base_url: str, actor: User
) -> CertificatePrint:
    """Ask for all certificates of the decision in one file; a job draws them.

    ``base_url`` is where other people's devices reach this site: the picture leads there.
    Raises ``DomainError`` where nothing is numbered yet.
    """
    if not can_keep_register(actor, decision.unit):
        raise PermissionDenied
    sheets = Certificate.objects.in_force().filter(award__decision=decision).count()
    if not sheets:
        raise DomainError(_("Chưa có bằng nào được cấp số. Hãy bấm “Cấp số” trước."))
    row = CertificatePrint.objects.create(
        decision=decision, printer=printer, sheets=sheets, wished_at=clock.now()
    )
    job = jobs.enqueue(
        JOB_KIND,
        str(row.pk),
        arguments={"print_id": row.pk, "base_url": base_url},
        requested_by=actor.as_actor,
    )
    row.job_id = job.pk
    row.save(update_fields=["job_id"])
    record(
        "awards.prints_wished",
        decision_subject(decision),
        actor=actor.as_actor,
        after={"sheets": sheets},
    )
    wake(job.pk)
    return row


def draw(print_id: int, base_url: str, progress: jobs.Progress | None = None) -> CertificatePrint:
    """Draw the file; harmless to do twice. The bytes are on the disk before the row names them."""
    row = CertificatePrint.objects.select_related("decision__unit", "printer").get(pk=print_id)
    rows = Certificate.objects.in_force().filter(award__decision=row.decision)
    texts = texts_of(with_everything(rows), base_url)
    content = certificates_pdf(
        texts,
        stock_of(row.printer),
        title=title_of(row.decision),
        tell=_teller(progress, len(texts)),
    )
    kept = storage.store(content)
    with transaction.atomic():
        CertificatePrint.objects.filter(pk=row.pk).update(
            file=row_of(kept, PDF_TYPE), sheets=len(texts)
        )
        record(
            "awards.prints_drawn",
            decision_subject(row.decision),
            actor=SYSTEM,
            after={"sheets": len(texts)},
        )
    drawn: CertificatePrint = CertificatePrint.objects.get(pk=row.pk)
    return drawn


def draw_one(certificate: Certificate, printer: Printer | None, base_url: str) -> bytes:
    """One certificate as it will come out of the printer."""
    texts = texts_of([certificate], base_url)
    return certificates_pdf(texts, stock_of(printer), title=title_of(certificate.award.decision))


def title_of(decision: Decision) -> str:
    """The file's title."""
    return _("Bằng theo Quyết định %(number)s") % {"number": decision.number}


def _teller(progress: jobs.Progress | None, total: int) -> Callable[[int], None] | None:
    if progress is None:
        return None

    def tell(done: int) -> None:
        if done % TELL_EVERY == 0 or done == total:
            progress.report(done, total, _("Đang vẽ bằng"))

    return tell
