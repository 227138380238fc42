"""Correction and recall of a paper that is out, each by a paper of its own (article 18)."""

from __future__ import annotations

import hashlib
import uuid

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.audit import canonical
from core.errors import DomainError
from documents.enums import PaperAction, Purpose
from documents.kinds import PaperSource, register, source_of
from documents.models import IssuedPaper, Signatory
from documents.paper import Paper
from documents.papers import afterwards
from documents.papers.afterwards import Said, cited
from documents.renderers.docx import render_docx
from documents.renderers.pdf import render_pdf
from documents.rules import can_recall
from documents.services import issuing
from documents.services.issuing import NewPaper
from documents.services.steps import fetch, take
from documents.workflow import is_out

KINDS = {Purpose.CORRECTION: "documents.correction", Purpose.RECALL: "documents.recall"}
# A công văn has no type of its own; the bodies' books count it as this.
LETTER_CODE = "CV"


@transaction.atomic
def write(
    about: IssuedPaper,
    purpose: Purpose,
    said: dict[str, str],
    *,
    actor: User,
    signatory: Signatory | None = None,
) -> IssuedPaper:
    """Write and close the paper that corrects or recalls ``about``; the clerk numbers it next.

    ``said``: the reason, and for a correction the place, the words before and after. The paper
    that it speaks about is recalled when this one gets its number. Raises ``PermissionDenied``,
    ``DomainError``.
    """
    if not can_recall(actor, about):
        raise PermissionDenied
    if not is_out(about):
        raise DomainError(_("Chỉ đính chính, thu hồi được văn bản đã cấp số và chưa thu hồi."))
    if purpose == Purpose.RECALL and _is_being_recalled(about):
        raise DomainError(_("Văn bản này đã có văn bản thu hồi đang chờ cấp số."))
    paper = issuing.open_paper(
        NewPaper(
            unit=about.unit,
            kind=KINDS[purpose],
            object_id=uuid.uuid4().hex,
            title=f"Công văn {purpose.label.lower()} {_name(about)}",
            symbol=_symbol(about),
            type_code=LETTER_CODE,
            body=about.body,
            recipient=about.recipient,
            recipient_name=about.recipient_name,
            purpose=purpose,
            about=about,
            content=said,
        ),
        actor=actor,
    )
    digest = hashlib.sha256(canonical([str(purpose), about.pk, said]).encode()).hexdigest()
    signer = signatory or about.signatory
    checked = issuing.check(paper, content_hash=digest, actor=actor, signatory=signer)
    written = issuing.with_signer(checked, letter_of(checked))
    return issuing.freeze(
        checked, content_hash=digest, pdf=render_pdf(written), docx=render_docx(written),
        actor=actor,
    )  # fmt: skip


def _is_being_recalled(about: IssuedPaper) -> bool:
    return about.later_papers.filter(purpose=Purpose.RECALL).exists()


def _name(paper: IssuedPaper) -> str:
    return cited(paper.title, paper.number_words, paper.dated)


def _symbol(about: IssuedPaper) -> str:
    """The body, and the office that drafts where the original names one: UBND-VHXH."""
    filing = source_of(about).set_paper(about).filing
    return "-".join([about.body, *filing[1:2]])


def letter_of(paper: IssuedPaper) -> Paper:
    """The paper as it was written down, set from the original's letterhead."""
    if paper.about is None:
        raise DomainError(_("Không tìm thấy văn bản gốc."))
    about = fetch(paper.about.pk)
    original = source_of(about).set_paper(about)
    said = Said(about=_name(about), **paper.content)
    is_recall = paper.purpose == Purpose.RECALL
    build = afterwards.recall if is_recall else afterwards.correction
    return build(original, paper.symbol, said)


def _take_back(paper: IssuedPaper, _actor: User | None) -> None:
    """The recall has its number: what it speaks about is recalled."""
    if paper.about is not None:
        note = _("Theo %(paper)s.") % {"paper": f"{paper.title}, {paper.number_words}"}
        take(PaperAction.RECALL, fetch(paper.about.pk), actor=None, note=note)


register(KINDS[Purpose.CORRECTION], PaperSource(set_paper=letter_of))
register(KINDS[Purpose.RECALL], PaperSource(set_paper=letter_of, when_numbered=_take_back))
