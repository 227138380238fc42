"""Numbers: from 01, each once, none left out, also when two clerks press at once."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from core import clock, jobs
from core.errors import DomainError, StaleError
from core.models import AuditEvent
from documents import storage
from documents.enums import PaperState
from documents.models import IssuedPaper, NumberSeries
from documents.services import issuing, numbering, steps
from tests.builders import people
from tests.builders.papers import frozen, numbered
from tests.org import Org
from tests.paper_words import pdf_words
from tests.together import at_once
from units.enums import Role

DAY = dt.date(2026, 12, 4)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _friday(org: Org) -> None:
    clock.set_business_day(DAY)


def numbers() -> list[str]:
    return [one.number_words for one in IssuedPaper.objects.exclude(number=None).order_by("pk")]


def test_numbers_follow_each_other_and_a_body_or_a_type_of_its_own_begins_anew(org: Org) -> None:
    for key in ("1", "2"):
        numbered(org.na_ri, key, by=org.lan, clerk=org.thuy, dated=DAY)
    council = frozen(org.na_ri, "hd", by=org.lan)
    IssuedPaper.objects.filter(pk=council.pk).update(body="HĐTĐKT", symbol="BB-HĐTĐKT")
    numbering.give_number(steps.fetch(council.pk), dated=DAY, actor=org.thuy)

    assert numbers() == ["01/BC-UBND", "02/BC-UBND", "01/BB-HĐTĐKT"]
    assert NumberSeries.objects.count() == 2


def test_a_book_opened_in_mid_year_goes_on_and_a_common_one_serves_every_type(org: Org) -> None:
    numbering.open_series(
        org.na_ri, body="UBND", kind="", year=2026, started_after=125, actor=org.thuy
    )
    numbered(org.na_ri, by=org.lan, clerk=org.thuy, dated=DAY)

    assert numbers() == ["126/BC-UBND"]
    with pytest.raises(DomainError, match="sổ chung"):
        numbering.open_series(
            org.na_ri, body="UBND", kind="QĐ", year=2026, started_after=0, actor=org.thuy
        )


def test_a_day_before_the_last_number_s_and_one_to_come_are_refused(org: Org) -> None:
    numbered(org.na_ri, by=org.lan, clerk=org.thuy, dated=DAY)
    clock.set_business_day(DAY - dt.timedelta(days=3))
    early = frozen(org.na_ri, "2", by=org.lan)

    with pytest.raises(DomainError, match="không thể sớm hơn"):
        numbering.give_number(early, dated=DAY - dt.timedelta(days=3), actor=org.thuy)
    with pytest.raises(DomainError, match="sau hôm nay"):
        numbering.give_number(early, dated=DAY, actor=org.thuy)
    clock.set_business_day(DAY)
    assert numbering.give_number(early, dated=DAY, actor=org.thuy).number == 2


def test_only_the_clerk_gives_numbers_and_only_to_a_closed_paper(org: Org) -> None:
    closed = frozen(org.na_ri, by=org.lan)
    for somebody in (org.lan, org.minh, org.dung, org.chi, org.pao):
        with pytest.raises(PermissionDenied):
            numbering.give_number(closed, dated=DAY, actor=somebody)

    numbering.give_number(closed, dated=DAY, actor=org.thuy)
    with pytest.raises(StaleError):
        numbering.give_number(closed, dated=DAY, actor=org.thuy)
    assert NumberSeries.objects.get().last_number == 1


@pytest.mark.django_db(transaction=True)
def test_two_clerks_at_once_leave_no_gap_and_no_number_twice(org: Org) -> None:
    other = people.someone("van", "Lý Thị Vân", org.na_ri, Role.CLERK)
    papers = [frozen(org.na_ri, str(n), by=org.lan) for n in range(6)]

    found = []
    for left, right in zip(papers[::2], papers[1::2], strict=True):
        found += at_once(
            lambda left=left: numbering.give_number(left, dated=DAY, actor=org.thuy),  # type: ignore[misc]
            lambda right=right: numbering.give_number(right, dated=DAY, actor=other),  # type: ignore[misc]
        )

    assert not [one for one in found if isinstance(one, Exception)]
    given = IssuedPaper.objects.order_by("number").values_list("number", flat=True)
    assert list(given) == [1, 2, 3, 4, 5, 6]
    assert NumberSeries.objects.get().last_number == 6
    assert AuditEvent.objects.filter(action="documents.number").count() == 6


@pytest.mark.django_db(transaction=True)
def test_two_clerks_on_one_paper_give_one_number(org: Org) -> None:
    other = people.someone("van", "Lý Thị Vân", org.na_ri, Role.CLERK)
    paper = frozen(org.na_ri, by=org.lan)

    found = at_once(
        lambda: numbering.give_number(paper, dated=DAY, actor=org.thuy),
        lambda: numbering.give_number(paper, dated=DAY, actor=other),
    )

    assert sorted(type(one).__name__ for one in found) == ["IssuedPaper", "StaleError"]
    assert NumberSeries.objects.get().last_number == 1


def test_the_numbered_files_bear_number_and_day_and_the_closed_ones_stay(org: Org) -> None:
    paper = numbered(org.na_ri, by=org.lan, clerk=org.thuy, dated=DAY)
    closed = paper.frozen_pdf
    jobs.run_all_due()
    issuing.make_files(paper.pk)

    done = steps.fetch(paper.pk)
    assert done.issued_pdf is not None
    text = pdf_words(storage.read(done.issued_pdf.sha256))
    assert "Số: 01/BC-UBND" in text
    assert "Na Rì, ngày 04 tháng 12 năm 2026" in text
    assert done.frozen_pdf == closed
    assert AuditEvent.objects.filter(action="documents.files_made").count() == 1
    assert done.state == PaperState.NUMBERED
