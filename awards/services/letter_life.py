"""A letter as a paper with a life of its own: closed, numbered in the unit's book, signed, sent.

Everything from the number on is that of every paper (``documents.services``); here stands only
what the paper says, and when it may be closed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from awards.enums import Action, BatchState, RecipientKind, State
from awards.models import Proposal, ProposalEvent, Submission
from awards.papers import left_open_in, letter_from, words_of
from awards.rules import can_close_letter
from awards.services.proposals import note_letter
from core.audit import canonical
from core.errors import DomainError, StaleError
from documents.enums import PaperState
from documents.models import IssuedPaper, Signatory
from documents.paper import Paper
from documents.renderers.docx import render_docx
from documents.renderers.pdf import render_pdf
from documents.services import issuing
from documents.services.issuing import NewPaper

KIND = "awards.letter"
TYPE_CODE = "TTr"
# A paper that came back or was recalled makes room for the next version.
OVER = frozenset({PaperState.RETURNED, PaperState.RECALLED})


def items_sent(letter: Submission) -> list[Proposal]:
    """The items that the letter carries: not withdrawn, and not failed in the village."""
    failed = ProposalEvent.objects.filter(
        proposal__submission=letter, action=Action.FAIL_MEETING
    ).values("proposal")
    rows = letter.proposals.for_page().exclude(state=State.WITHDRAWN).exclude(pk__in=failed)
    return in_order(rows)


def in_order(items: Iterable[Proposal]) -> list[Proposal]:
    """Items in the order of every list: collectives, households, people."""
    order = list(RecipientKind)
    return sorted(items, key=lambda one: (order.index(RecipientKind(one.recipient_kind)), one.pk))


def standing_paper(letter: Submission) -> IssuedPaper | None:
    """The letter's closed paper, unless it came back or was recalled."""
    paper = letter.paper
    return None if paper is None or paper.state in OVER else paper


@transaction.atomic
def close_letter(
    letter: Submission,
    *,
    actor: User,
    signatory: Signatory | None = None,
    unwritten_seen: bool = True,
) -> IssuedPaper:
    """Close the letter with its list: from now on it says this, and the clerk may number it.

    ``unwritten_seen``: whether what its papers leave open may go out as it is; a page asks the
    person first. Raises ``PermissionDenied``, ``DomainError`` for a letter that was not sent,
    carries nobody, is closed already or leaves open what was not seen, ``StaleError`` when
    somebody else closed it in the same moment.
    """
    if not can_close_letter(actor, letter):
        raise PermissionDenied
    if letter.state == BatchState.DRAFT:
        raise DomainError(_("Hãy gửi tờ trình trước; chốt xong thì danh sách không đổi nữa."))
    if standing_paper(letter) is not None:
        raise DomainError(_("Tờ trình này đã chốt."))
    items = items_sent(letter)
    if not items:
        raise DomainError(_("Tờ trình không còn tên nào nên không chốt được."))
    if not unwritten_seen:
        _written_throughout(letter, items)
    words = words_of(letter, items)
    opened = issuing.open_paper(_new(letter, words), actor=actor)
    digest = hashlib.sha256(canonical(words).encode()).hexdigest()
    checked = issuing.check(opened, content_hash=digest, actor=actor, signatory=signatory)
    written = issuing.with_signer(checked, set_letter(checked))
    closed = issuing.freeze(
        checked, content_hash=digest, pdf=render_pdf(written), docx=render_docx(written),
        actor=actor,
    )  # fmt: skip
    if not Submission.objects.filter(pk=letter.pk, paper=letter.paper).update(paper=closed):
        raise StaleError
    note_letter(
        letter, "awards.letter_closed", actor,
        after={"version": closed.version, "items": len(items), "content": digest},
    )  # fmt: skip
    return closed


def _written_throughout(letter: Submission, items: list[Proposal]) -> None:
    """Raise ``DomainError`` where a paper of the letter still waits for words."""
    places = left_open_in(letter, items)
    if places:
        raise DomainError(
            _(
                "Tờ trình này còn %(n)s chỗ chưa có nội dung: %(places)s. Hãy bổ sung, hoặc đánh "
                "dấu ô “Tôi đã xem %(n)s chỗ chưa có nội dung và vẫn chốt” rồi chốt lại."
            )
            % {"n": len(places), "places": "; ".join(places)},
            field="unwritten_seen",
        )


def _new(letter: Submission, words: dict[str, Any]) -> NewPaper:
    before = letter.paper
    version = before.version + 1 if before else 1
    paper = letter_from(words)
    is_own = letter.host_id == letter.unit_id
    return NewPaper(
        unit=letter.unit,
        kind=KIND,
        object_id=f"{letter.pk}-{version}",
        title=paper.heading_of_file,
        symbol=paper.header.symbol,
        type_code=TYPE_CODE,
        body=words["issuer"]["code"],
        version=version,
        replaces=before,
        recipient=None if is_own else letter.host,
        recipient_name="; ".join(words["addressees"]),
        content=words,
    )


def set_letter(paper: IssuedPaper) -> Paper:
    """The paper of the closed content, without number."""
    return letter_from(paper.content)


def letter_id(paper: IssuedPaper) -> int:
    """The letter whose paper this is."""
    return int(paper.object_id.partition("-")[0])
