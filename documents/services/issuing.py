"""From a written paper to one that is closed, numbered, signed, sent and answered."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, fields, replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import clock, jobs
from core.audit import SYSTEM, record
from core.errors import DomainError
from documents import storage
from documents.enums import PaperAction, PaperState, Purpose
from documents.kinds import source_of
from documents.models import IssuedPaper, Signatory, StoredFile
from documents.paper import Paper, Signer
from documents.renderers.docx import render_docx
from documents.renderers.pdf import render_pdf
from documents.services import telling
from documents.services.keeping import keep, row_of
from documents.services.steps import fetch, subject_of, take
from documents.signatures import read_signatures
from documents.uploads import CheckedUpload
from units.models import Unit

PDF_TYPE = "application/pdf"
DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True)
class NewPaper:
    """What a paper is when it is opened.

    ``kind`` and ``object_id`` name the row of the app that writes it. ``symbol`` is printed
    behind the number ("BC-UBND"); ``body`` and ``type_code`` name the book that it is numbered
    in. A paper without symbol is never numbered.
    """

    unit: Unit
    kind: str
    object_id: int | str
    title: str
    symbol: str = ""
    type_code: str = ""
    body: str = ""
    version: int = 1
    replaces: IssuedPaper | None = None
    recipient: Unit | None = None
    recipient_name: str = ""
    purpose: Purpose = Purpose.ITSELF
    about: IssuedPaper | None = None
    content: dict[str, Any] = field(default_factory=dict)


@transaction.atomic
def open_paper(new: NewPaper, *, actor: User | None = None) -> IssuedPaper:
    """The row of a paper's life, as a draft; opening it again gives the same row."""
    facts = {one.name: getattr(new, one.name) for one in fields(new)}
    key = {"kind": facts.pop("kind"), "object_id": str(facts.pop("object_id"))}
    facts |= {"title": new.title[:500], "recipient_name": new.recipient_name[:300]}
    paper, is_new = IssuedPaper.objects.get_or_create(**key, defaults=facts)
    if is_new:
        record(
            "documents.opened",
            subject_of(paper),
            actor=actor.as_actor if actor else SYSTEM,
            after={"version": new.version},
        )
    return fetch(paper.pk)


def check(
    paper: IssuedPaper, *, content_hash: str, actor: User, signatory: Signatory | None = None
) -> IssuedPaper:
    """Somebody looked through the draft as it stands and names who will sign it."""
    if signatory is not None and signatory.unit_id != paper.unit_id:
        raise DomainError(_("Người ký này không thuộc đơn vị."), field="signatory")
    return take(
        PaperAction.CHECK,
        paper,
        actor=actor,
        checked_hash=content_hash,
        signatory=signatory,
        after={"signatory": str(signatory) if signatory else ""},
    )


def redraft(paper: IssuedPaper, *, actor: User | None) -> IssuedPaper:
    """The content changed after the check: look through it again. Harmless on a draft."""
    if paper.state != PaperState.CHECKED:
        return paper
    return take(PaperAction.REDRAFT, paper, actor=actor, checked_hash="", signatory=None)


def freeze(
    paper: IssuedPaper,
    *,
    content_hash: str,
    pdf: bytes | StoredFile,
    docx: bytes | StoredFile,
    actor: User,
) -> IssuedPaper:
    """Close the paper with these very files.

    Raises ``DomainError`` where the content is not what was checked.
    """
    if paper.state == PaperState.CHECKED and paper.checked_hash != content_hash:
        raise DomainError(_("Nội dung đã thay đổi sau khi kiểm tra. Hãy kiểm tra lại rồi chốt."))
    kept_pdf = _kept(pdf, PDF_TYPE)
    return take(
        PaperAction.FREEZE,
        paper,
        actor=actor,
        after={"content": content_hash, "pdf": kept_pdf.sha256},
        content_hash=content_hash,
        frozen_pdf=kept_pdf,
        frozen_docx=_kept(docx, DOCX_TYPE),
        frozen_at=clock.now(),
        frozen_by=actor,
    )


def _kept(file: bytes | StoredFile, content_type: str) -> StoredFile:
    if isinstance(file, StoredFile):
        return file
    return row_of(storage.store(file), content_type)


def signers_of(paper: IssuedPaper, written: tuple[Signer, ...]) -> tuple[Signer, ...]:
    """Who signs: the one who was named at the check, else as the paper was written."""
    if paper.signatory is None:
        return written
    return (Signer(lines=tuple(paper.signatory.lines), name=paper.signatory.name),)


def with_signer(paper: IssuedPaper, written: Paper) -> Paper:
    """The written paper with the signer who was named at the check."""
    return replace(written, signers=signers_of(paper, written.signers))


def numbered(paper: IssuedPaper) -> Paper:
    """The paper as it goes out: with number, day and signer, no longer a draft."""
    written = with_signer(paper, source_of(paper).set_paper(paper))
    dated = paper.dated or written.header.dated
    header = replace(written.header, number=paper.number, dated=dated)
    return replace(written, header=header, draft=False)


def make_files(paper_id: int, progress: jobs.Progress | None = None) -> IssuedPaper:
    """Make the numbered files once; harmless to do twice."""
    paper = fetch(paper_id)
    if paper.number is None or paper.issued_pdf_id is not None:
        return paper
    whole = numbered(paper)
    pdf, docx = storage.store(render_pdf(whole)), storage.store(render_docx(whole))
    with transaction.atomic():
        if progress is not None:
            progress.report(1, 1, _("Đã lập xong"))
        kept: dict[str, StoredFile] = {
            "issued_pdf": row_of(pdf, PDF_TYPE), "issued_docx": row_of(docx, DOCX_TYPE),
        }  # fmt: skip
        if IssuedPaper.objects.filter(pk=paper.pk, issued_pdf=None).update(**kept):
            record(
                "documents.files_made",
                subject_of(paper),
                actor=SYSTEM,
                after={"pdf": pdf.sha256, "docx": docx.sha256},
            )
    return fetch(paper_id)


def record_signing(paper: IssuedPaper, *, actor: User, signed_on: dt.date) -> IssuedPaper:
    """The chair says that the paper was signed on that day."""
    if signed_on > clock.today():
        raise DomainError(_("Ngày ký không thể sau hôm nay."), field="signed_on")
    return take(
        PaperAction.RECORD_SIGNING,
        paper,
        actor=actor,
        after={"signed_on": signed_on.isoformat()},
        chair_signed_on=signed_on,
    )


def upload_signed(paper: IssuedPaper, upload: CheckedUpload, *, actor: User) -> IssuedPaper:
    """Keep the signed copy; what its signatures say is read and kept beside it.

    A scan without a signature inside is kept as such; a PDF whose signature does not fit its
    bytes is refused.
    """
    found = read_signatures(upload.content) if upload.content_type == PDF_TYPE else []
    broken = [one for one in found if not one.is_intact]
    if broken:
        raise DomainError(
            _(
                "Chữ ký số của %(name)s không khớp với nội dung tệp: tệp đã bị sửa sau khi ký. "
                "Hãy tải lên đúng tệp đã ký."
            )
            % {"name": broken[0].signer or _("người ký")},
            field="file",
        )
    stored = keep(upload)
    return take(
        PaperAction.UPLOAD_SIGNED,
        paper,
        actor=actor,
        after={"file": stored.sha256, "signatures": len(found)},
        signed_file=stored,
        signatures=[one.as_plain() for one in found],
    )


@transaction.atomic
def send(paper: IssuedPaper, *, actor: User) -> IssuedPaper:
    """Send it upward: whoever receives it sees it from now on and is told."""
    now = take(PaperAction.SEND, paper, actor=actor, sent_at=clock.now())
    source_of(now).when_sent(now, actor)
    telling.sent(now)
    return now


@transaction.atomic
def receive(paper: IssuedPaper, *, actor: User, note: str = "") -> IssuedPaper:
    """The receiver has it."""
    now = take(PaperAction.RECEIVE, paper, actor=actor, note=note, answered_at=clock.now())
    telling.answered(now, note)
    return now


@transaction.atomic
def give_back(paper: IssuedPaper, *, actor: User, note: str) -> IssuedPaper:
    """The receiver returns it with a reason; the office makes the next version."""
    now = take(PaperAction.RETURN, paper, actor=actor, note=note, answered_at=clock.now())
    source_of(now).when_returned(now, actor)
    telling.answered(now, note)
    return now
