"""Numbers: each given once, none left out, by whoever keeps the book (article 15)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.models import User
from core import clock, jobs
from core.audit import record
from core.errors import DomainError
from core.numbers import format_date
from core.tasks import wake
from documents.enums import PaperAction
from documents.kinds import source_of
from documents.models import IssuedPaper, NumberSeries
from documents.rules import keeps_numbers
from documents.services.steps import fetch, take
from units.access import audit_subject
from units.models import Unit

JOB_KIND = "documents.issue"
_HIGHEST_START = 99_999


@dataclass(frozen=True)
class NextNumber:
    """What the clerk sees before pressing: the number that the paper would get."""

    number: int
    earliest: dt.date | None


def series_for(unit: Unit, body: str, kind: str, year: int) -> NumberSeries:
    """The book a paper is numbered in: the body's common one, where it has one, else its kind's.

    A book that is missing is opened with nothing given yet.
    """
    books = NumberSeries.objects.filter(unit=unit, body=body, year=year)
    common = books.filter(kind="").first()
    if common is not None:
        return common
    try:
        with transaction.atomic():
            return NumberSeries.objects.get_or_create(unit=unit, body=body, year=year, kind=kind)[0]
    except IntegrityError:  # another clerk opened it in the same moment
        return NumberSeries.objects.get(unit=unit, body=body, year=year, kind=kind)


def next_number(paper: IssuedPaper, year: int) -> NextNumber:
    """What would be given next; nothing is written."""
    books = NumberSeries.objects.filter(unit=paper.unit, body=paper.body, year=year)
    book = books.filter(kind="").first() or books.filter(kind=paper.type_code).first()
    if book is None:
        return NextNumber(1, None)
    return NextNumber(book.last_number + 1, book.last_dated)


@transaction.atomic
def open_series(
    unit: Unit, *, body: str, kind: str, year: int, started_after: int, actor: User
) -> NumberSeries:
    """Open a book in the middle of a year: the next number follows what was given elsewhere.

    Raises ``PermissionDenied``, ``DomainError`` where the book is open already or the other way
    of counting is in use.
    """
    if not keeps_numbers(actor, unit):
        raise PermissionDenied
    if not 0 <= started_after <= _HIGHEST_START:
        raise DomainError(_("Số cuối cùng đã cấp phải từ 0 đến 99.999."), field="started_after")
    mine = NumberSeries.objects.filter(unit=unit, body=body, year=year)
    if mine.filter(kind=kind).exists():
        raise DomainError(_("Sổ này đã mở; số tiếp theo do hệ thống cấp."), field="kind")
    if kind == "" and mine.exists():
        raise DomainError(
            _("Năm này đã cấp số theo từng loại văn bản nên không mở được sổ chung."), field="kind"
        )
    if kind and mine.filter(kind="").exists():
        raise DomainError(
            _("Năm này đang dùng một sổ chung nên không mở sổ riêng cho từng loại."), field="kind"
        )
    book = NumberSeries.objects.create(
        unit=unit, body=body, kind=kind, year=year,
        started_after=started_after, last_number=started_after,
    )  # fmt: skip
    record(
        "documents.series_opened",
        audit_subject("documents.series", book.pk, str(book), unit),
        actor=actor.as_actor,
        after={"started_after": started_after},
    )
    return book


@transaction.atomic
def give_number(paper: IssuedPaper, *, dated: dt.date, actor: User) -> IssuedPaper:
    """The next number of the book, and the day; the files with both follow as a job.

    Numbers follow the days: a day before the last number's would break the book. The row of the
    book is locked, so two clerks wait for each other; a step that fails gives its number back.
    Raises ``PermissionDenied``, ``DomainError``, ``StaleError``.
    """
    if not keeps_numbers(actor, paper.unit):
        raise PermissionDenied
    _check_day(paper, dated)
    found = series_for(paper.unit, paper.body, paper.type_code, dated.year)
    book = NumberSeries.objects.select_for_update().get(pk=found.pk)
    if book.last_dated is not None and dated < book.last_dated:
        raise DomainError(
            _("Số %(number)s của sổ này đã ghi ngày %(day)s; ngày sau không thể sớm hơn.")
            % {"number": book.last_number, "day": format_date(book.last_dated)},
            field="dated",
        )
    number = book.last_number + 1
    NumberSeries.objects.filter(pk=book.pk, last_number=book.last_number).update(
        last_number=F("last_number") + 1, last_dated=dated
    )
    now = take(
        PaperAction.NUMBER,
        paper,
        actor=actor,
        after={"number": number, "symbol": paper.symbol, "dated": dated.isoformat()},
        series=book,
        number=number,
        dated=dated,
    )
    source_of(now).when_numbered(now, actor)
    ask_for_files(now, actor=actor)
    return fetch(now.pk)


def _check_day(paper: IssuedPaper, dated: dt.date) -> None:
    today = clock.today()
    if dated > today:
        raise DomainError(_("Ngày ban hành không thể sau hôm nay."), field="dated")
    frozen = paper.frozen_at
    if frozen is not None and dated < frozen.astimezone(clock.now().tzinfo).date():
        raise DomainError(_("Ngày ban hành không thể sớm hơn ngày chốt văn bản."), field="dated")


def ask_for_files(paper: IssuedPaper, *, actor: User) -> None:
    """Have the numbered files made; asking again asks the same job."""
    job = jobs.enqueue(
        JOB_KIND,
        str(paper.pk),
        input_hash=f"{paper.series_id}:{paper.number}",
        arguments={"paper_id": paper.pk},
        requested_by=actor.as_actor,
    )
    IssuedPaper.objects.filter(pk=paper.pk).update(job_id=job.pk)
    wake(job.pk)
