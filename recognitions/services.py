"""The register's one writer: consider, recognise by a decision, revoke."""

from __future__ import annotations

import calendar
import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.models import User
from core import clock
from core.audit import Subject, record
from core.errors import DomainError, StaleError
from core.text import nfc, one_line
from documents.models import StoredFile
from recognitions.closed_years import reason_over
from recognitions.data import TITLES
from recognitions.enums import RecognitionStatus
from recognitions.models import Recognition, Title
from recognitions.rules import can_enter
from units.access import audit_subject
from units.models import Unit

FIRST_YEAR = 2000
BATCH = "recognitions.batch"
MOST_NAMED = 5


@dataclass(frozen=True)
class Decision:
    """The paper by which a title was recognised, as an officer reads it off.

    Without ``valid_from`` it is the day of the decision; without ``valid_to`` it follows from
    the title's length of validity where that is known, else it stays open.
    """

    number: str
    decided_on: dt.date
    decided_by: str
    signer: str = ""
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    scan: StoredFile | None = None
    scan_name: str = ""
    note: str = ""


def ensure_titles() -> None:
    """Enter the titles of ``recognitions.data`` that are not there yet.

    Names and holder types follow the data; the length of validity and its basis are the
    stewards' to correct and are left alone once the row exists. Safe to call again.
    """
    for position, fact in enumerate(TITLES, start=1):
        lasting = {
            "name": fact.name,
            "holder_types": list(fact.holder_types),
            "position": position,
            "is_of_learning": True,
        }
        Title.objects.update_or_create(
            code=fact.code,
            defaults=lasting,
            create_defaults={
                **lasting,
                "valid_months": fact.valid_months,
                "basis_note": fact.basis_note,
            },
        )


def last_day_of_validity(first: dt.date, months: int) -> dt.date:
    """The last day of ``months`` counted from ``first``: 15/11/2026 and 36 give 14/11/2029."""
    years, month = divmod(first.month - 1 + months, 12)
    year, month = first.year + years, month + 1
    day = min(first.day, calendar.monthrange(year, month)[1])
    return dt.date(year, month, day) - dt.timedelta(days=1)


@transaction.atomic
def consider(
    title: Title,
    holders: Sequence[Unit],
    year: int,
    *,
    actor: User,
    note: str = "",
    reason: str = "",
) -> list[Recognition]:
    """Note that a decision on these holders is awaited (đang xét).

    Raises ``DomainError`` when a holder cannot hold the title, the year is out of range or closed
    and no reason was given, or the register already has the title for that holder and year; then
    nothing is written.
    """
    _check(title, holders, year, actor)
    reason = reason_over(holders, [year], reason)
    batch = new_batch(holders)
    rows = [
        Recognition(
            title=title,
            holder=holder,
            holder_name=holder.display_name,
            year=year,
            status=RecognitionStatus.UNDER_CONSIDERATION,
            note=nfc(note).strip(),
            entered_by=actor,
            batch=batch,
        )
        for holder in holders
    ]
    _refuse_taken(title, holders, year, blocking=set(_OPEN))
    _insert(rows)
    _record(rows, "recognitions.considered", actor, reason=reason)
    return rows


@transaction.atomic
def grant(
    title: Title,
    holders: Sequence[Unit],
    year: int,
    decision: Decision,
    *,
    actor: User,
    reason: str = "",
) -> list[Recognition]:
    """Enter the title of one or many holders, recognised by one decision.

    Rows under consideration for that year become recognised; the others are new. Raises
    ``DomainError`` for an incomplete or future decision, a holder of the wrong type, one that
    already has the title in that year, or a closed year (that of the title or of the decision)
    without a reason; ``StaleError`` when somebody was faster.
    """
    _check(title, holders, year, actor)
    facts = _facts(title, decision)
    reason = reason_over(holders, [year, decision.decided_on.year], reason)
    _refuse_taken(title, holders, year, blocking={RecognitionStatus.RECOGNISED})
    waiting = {
        row.holder_id: row
        for row in Recognition.objects.filter(
            title=title,
            year=year,
            holder__in=holders,
            status=RecognitionStatus.UNDER_CONSIDERATION,
        ).select_related("title", "holder")
    }
    batch = new_batch(holders)
    decided = [
        _decide(waiting[one.pk], {**facts, "batch": batch}, actor)
        for one in holders
        if one.pk in waiting
    ]
    new = [
        Recognition(
            title=title,
            holder=holder,
            holder_name=holder.display_name,
            year=year,
            entered_by=actor,
            batch=batch,
            **facts,
        )
        for holder in holders
        if holder.pk not in waiting
    ]
    rows = decided + _insert(new)
    _record(rows, "recognitions.granted", actor, reason=reason, waiting=decided)
    return rows


@transaction.atomic
def revoke(recognition: Recognition, *, reason: str, actor: User) -> Recognition:
    """Take a recognised title back, or end a consideration, with a reason that stays visible.

    ``recognition`` is the row as the person saw it: raises ``StaleError`` when it changed since.
    """
    if not can_enter(actor, recognition.holder):
        raise PermissionDenied
    if not reason.strip():
        raise DomainError(_("Hãy ghi lý do."), field="reason")
    before = recognition.status
    if before == RecognitionStatus.REVOKED:
        raise StaleError
    _swap(
        recognition,
        {"status": RecognitionStatus.REVOKED, "revoked_reason": nfc(reason).strip()},
    )
    record(
        "recognitions.revoked",
        _subject(recognition),
        actor=actor.as_actor,
        before=before,
        after=str(RecognitionStatus.REVOKED),
        reason=reason.strip(),
    )
    return recognition


def new_batch(holders: Sequence[Unit]) -> str:
    """The name under which many rows of one act stand in the trail; one row needs none."""
    return uuid.uuid4().hex if len(holders) > 1 else ""


_OPEN = (RecognitionStatus.UNDER_CONSIDERATION, RecognitionStatus.RECOGNISED)


def _check(title: Title, holders: Sequence[Unit], year: int, actor: User) -> None:
    if not holders:
        raise DomainError(_("Hãy chọn ít nhất một đối tượng."), field="holders")
    if not all(can_enter(actor, holder) for holder in holders):
        raise PermissionDenied
    wrong = [holder for holder in holders if holder.type not in title.holder_types]
    if wrong:
        raise DomainError(
            _("Danh hiệu “%(title)s” không dành cho: %(names)s.")
            % {"title": title, "names": _names(one.display_name for one in wrong)},
            field="holders",
        )
    if not FIRST_YEAR <= year <= clock.today().year:
        raise DomainError(
            _("Năm xét phải từ %(first)s đến %(last)s.")
            % {"first": FIRST_YEAR, "last": clock.today().year},
            field="year",
        )


def _facts(title: Title, decision: Decision) -> dict[str, object]:
    """The columns of a recognised row, after the decision was found complete."""
    number, body = one_line(decision.number), one_line(decision.decided_by)
    if not number:
        raise DomainError(_("Hãy ghi số quyết định."), field="number")
    if not body:
        raise DomainError(_("Hãy ghi cơ quan ra quyết định."), field="decided_by")
    if decision.decided_on > clock.today():
        raise DomainError(
            _("Ngày quyết định không thể ở sau hôm nay (%(day)s).")
            % {"day": f"{clock.today():%d/%m/%Y}"},
            field="decided_on",
        )
    valid_from, valid_to = _validity(title, decision)
    return {
        "status": RecognitionStatus.RECOGNISED,
        "decision_number": number,
        "decided_on": decision.decided_on,
        "decided_by": body,
        "signer": one_line(decision.signer),
        "valid_from": valid_from,
        "valid_to": valid_to,
        "scan": decision.scan,
        "scan_name": decision.scan_name,
        "note": nfc(decision.note).strip(),
    }


def _validity(title: Title, decision: Decision) -> tuple[dt.date, dt.date | None]:
    first, last = decision.valid_from or decision.decided_on, decision.valid_to
    if last is None and title.valid_months is not None:
        last = last_day_of_validity(first, title.valid_months)
    if last is not None and last < first:
        raise DomainError(
            _("Ngày hết giá trị phải từ ngày bắt đầu có giá trị (%(day)s) trở đi.")
            % {"day": f"{first:%d/%m/%Y}"},
            field="valid_to",
        )
    return first, last


def _refuse_taken(
    title: Title, holders: Sequence[Unit], year: int, *, blocking: set[RecognitionStatus]
) -> None:
    taken = list(
        Recognition.objects.filter(
            title=title, year=year, holder__in=holders, status__in=blocking
        ).values_list("holder_name", flat=True)
    )
    if taken:
        raise _taken(title, year, taken)


def _taken(title: Title, year: int, names: Iterable[str]) -> DomainError:
    return DomainError(
        _(
            "Sổ danh hiệu đã có “%(title)s” năm %(year)s của: %(names)s. "
            "Hãy bỏ các đối tượng này khỏi danh sách, hoặc chọn năm khác."
        )
        % {"title": title, "year": year, "names": _names(names)},
        field="holders",
    )


def _names(names: Iterable[str]) -> str:
    listed = list(names)
    shown = ", ".join(listed[:MOST_NAMED])
    rest = len(listed) - MOST_NAMED
    if rest <= 0:
        return shown
    return _("%(names)s và %(rest)s đối tượng khác") % {"names": shown, "rest": rest}


def _insert(rows: list[Recognition]) -> list[Recognition]:
    try:
        with transaction.atomic():
            Recognition.objects.bulk_create(rows, batch_size=500)
    except IntegrityError:  # another officer entered one of them in the same moment
        raise _taken(rows[0].title, rows[0].year, [row.holder_name for row in rows]) from None
    return rows


def _decide(row: Recognition, facts: dict[str, object], actor: User) -> Recognition:
    kept = {**facts, "note": facts["note"] or row.note}
    _swap(row, {**kept, "entered_by": actor})
    return row


def _swap(row: Recognition, values: dict[str, object]) -> None:
    """Write the values if the row is still the one that was read."""
    swapped = Recognition.objects.filter(pk=row.pk, version=row.version, status=row.status).update(
        **values, version=F("version") + 1
    )
    if not swapped:
        raise StaleError
    for name, value in values.items():
        setattr(row, name, value)
    row.version += 1


def _record(
    rows: Sequence[Recognition],
    action: str,
    actor: User,
    *,
    reason: str,
    waiting: Sequence[Recognition] = (),
) -> None:
    """One event for one row; for many written in one act, one event that names the batch.

    ``waiting`` are those that were under consideration before.
    """
    stood = {"status": RecognitionStatus.UNDER_CONSIDERATION} if waiting else None
    if len(rows) == 1:
        row = rows[0]
        record(
            action,
            _subject(row),
            actor=actor.as_actor,
            before=stood,
            after=_told(row),
            reason=reason,
        )
    elif rows:
        row = rows[0]
        label = _("%(title)s %(year)s: %(count)s đối tượng") % {
            "title": row.title,
            "year": row.year,
            "count": len(rows),
        }
        record(
            action,
            audit_subject(BATCH, row.batch, label, row.holder),
            actor=actor.as_actor,
            before={**stood, "holders": _names_by_key(waiting)} if stood else None,
            after={**_told(row), "holders": _names_by_key(rows)},
            reason=reason,
        )


def _names_by_key(rows: Sequence[Recognition]) -> dict[str, str]:
    return {str(one.holder_id): one.holder_name for one in rows}


def _told(row: Recognition) -> dict[str, object]:
    return {
        "status": row.status,
        "year": row.year,
        "decision": row.decision_number,
        "decided_on": row.decided_on,
        "valid_to": row.valid_to,
    }


def _subject(row: Recognition) -> Subject:
    return audit_subject("recognitions.recognition", row.pk, str(row), row.holder)
