"""A paper that is out is corrected or recalled by a paper of its own, which leaves a trace."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from core import clock, jobs
from core.errors import DomainError
from documents import storage
from documents.enums import PaperState, Purpose
from documents.models import IssuedPaper
from documents.paper import rules_for
from documents.services import afterwards, numbering, steps
from documents.services.afterwards import letter_of
from documents.services.issuing import numbered as set_numbered
from tests.builders.papers import frozen, numbered
from tests.documents.nd30_checker import findings
from tests.documents.nd30_pdf import read_pdf
from tests.org import Org
from tests.paper_words import pdf_words

DAY = dt.date(2026, 12, 4)
pytestmark = pytest.mark.django_db


@pytest.fixture
def paper(org: Org) -> IssuedPaper:
    """Na Rì's report 01/BC-UBND of 04/12/2026."""
    clock.set_business_day(DAY)
    return numbered(org.na_ri, by=org.lan, clerk=org.thuy, dated=DAY)


WRONG = {"place": "mục III.2", "wrong": "98 hộ", "right": "99 hộ", "reason": "Nhầm số."}


def test_a_correction_says_what_to_read_and_leaves_the_paper_as_it_is(
    org: Org, paper: IssuedPaper
) -> None:
    letter = afterwards.write(paper, Purpose.CORRECTION, WRONG, actor=org.lan)
    numbering.give_number(letter, dated=DAY, actor=org.thuy)
    jobs.run_all_due()

    done = steps.fetch(letter.pk)
    assert done.number_words == "01/UBND-VHXH"
    assert done.issued_pdf is not None
    words = pdf_words(storage.read(done.issued_pdf.sha256))
    assert "số 01/BC-UBND ngày 04 tháng 12 năm 2026" in words
    assert "99 hộ" in words
    assert steps.fetch(paper.pk).state == PaperState.NUMBERED
    content = storage.read(done.issued_pdf.sha256)
    assert findings(read_pdf(content), rules_for(set_numbered(done))) == []
    assert letter_of(done).abstract.startswith("Đính chính")


def test_a_recall_takes_effect_with_its_number(org: Org, paper: IssuedPaper) -> None:
    letter = afterwards.write(paper, Purpose.RECALL, {"reason": "Sai mẫu."}, actor=org.lan)
    assert steps.fetch(paper.pk).state == PaperState.NUMBERED
    with pytest.raises(DomainError, match="đang chờ cấp số"):
        afterwards.write(paper, Purpose.RECALL, {"reason": "Sai mẫu."}, actor=org.lan)
    numbering.give_number(letter, dated=DAY, actor=org.thuy)

    recalled = steps.fetch(paper.pk)
    assert recalled.state == PaperState.RECALLED
    event = recalled.events.last()
    assert event is not None
    assert "01/UBND-VHXH" in event.note
    with pytest.raises(DomainError, match="chưa thu hồi"):
        afterwards.write(recalled, Purpose.CORRECTION, WRONG, actor=org.lan)


def test_only_the_leader_and_only_what_is_out(org: Org, paper: IssuedPaper) -> None:
    for somebody in (org.minh, org.thuy, org.dung, org.tuyet, org.chi):
        with pytest.raises(PermissionDenied):
            afterwards.write(paper, Purpose.RECALL, {"reason": "Sai."}, actor=somebody)
    closed = frozen(org.na_ri, "2", by=org.lan)
    with pytest.raises(DomainError, match="đã cấp số"):
        afterwards.write(closed, Purpose.RECALL, {"reason": "Sai."}, actor=org.lan)
