"""Writing a previewed file, and taking a written one back: one transaction, one event each."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.services.received import Stood, told
from assessments.services.submission import Submission, check_receipt
from core import bulk, jobs
from core.audit import canonical
from core.errors import DomainError, StaleError
from imports.columns import Line
from imports.enums import ImportState, Mode, Outcome
from imports.kinds import kind_of
from imports.kinds.base import Change, Kind
from imports.models import Import, ImportBatch
from imports.rules import NEEDS_YEAR, can_import, writes_on_behalf
from imports.services.reading import Opened, given_by, opened_import
from imports.services.steps import note, step
from imports.services.uploading import refuse_unless_year
from units.services.tree import lock_tree

COMMIT_JOB, UNDO_JOB = "imports.commit", "imports.undo"
_MOST_NAMES = 10


@transaction.atomic
def request_commit(
    row: Import,
    *,
    mode: str,
    skipped: Collection[int] = (),
    skip_alike: bool = False,
    received: Submission | None = None,
    actor: User,
    seen: int,
) -> Import:
    """Have a previewed file written. ``seen`` is the version of the preview on the screen.

    ``skipped`` are rows that the person leaves out, ``skip_alike`` all that look like somebody
    who is here already. Where the file writes into forms of somebody else, ``received`` says by
    which way and on which day their answers came.

    Raises ``PermissionDenied``, ``StaleError``, and ``DomainError`` where nothing may be written.
    """
    if not can_import(actor, row.kind, row.unit):
        raise PermissionDenied
    row = _locked(row)
    if row.version != seen or row.state != ImportState.PREVIEWED:
        raise StaleError
    if mode not in Mode.values:
        raise DomainError(_("Hãy chọn cách ghi: tất cả hoặc chỉ dòng đúng."), field="mode")
    if mode == Mode.ALL and row.preview.get("counts", {}).get(Outcome.REFUSED):
        raise DomainError(
            _(
                "Tệp còn dòng lỗi nên không ghi dòng nào. Hãy sửa tệp rồi gửi lại, hoặc chọn "
                "“Chỉ dòng đúng”."
            ),
            field="mode",
        )
    _keep_receipt(row, received or Submission(), actor)
    row.mode, row.committed_by = mode, actor
    row.skipped, row.skips_alike = sorted(skipped), skip_alike
    chosen = [row.skipped, skip_alike, row.channel, row.received_on]
    job = jobs.enqueue(
        COMMIT_JOB,
        str(row.pk),
        input_hash=f"{row.version}-{mode}-{_digest(chosen)[:32]}",
        arguments={"import_id": row.pk},
        requested_by=actor.as_actor,
    )
    row.job_id = job.pk
    row.save(
        update_fields=[
            *("mode", "skipped", "skips_alike", "committed_by", "job_id"),
            *("channel", "received_on"),
        ]
    )
    note(row, "commit_requested", actor=actor.as_actor, told={"mode": mode, **_receipt_told(row)})
    return row


def _keep_receipt(row: Import, received: Submission, actor: User) -> None:
    """Keep how and when the answers came, where they are entered for somebody else."""
    row.channel, row.received_on = "", None
    if row.campaign_year is not None and writes_on_behalf(actor, row):
        check_receipt(row.campaign_year, received)
        row.channel, row.received_on = received.channel, received.paper_on


def _receipt_told(row: Import) -> dict[str, Any]:
    return told(Stood(row.channel, row.received_on)) if row.channel else {}


def commit_import(import_id: int, progress: jobs.Progress) -> Import:
    """Write the file as the person chose; all of it in one transaction.

    The rows are checked anew against what stands now: in mode "all" a row that went bad since
    the preview stops the whole. Raises ``DomainError``.
    """
    row = Import.objects.select_related("unit", "file", "campaign_year", "committed_by").get(
        pk=import_id
    )
    if row.state == ImportState.COMMITTED:
        return row
    actor = row.committed_by
    if actor is None or not can_import(actor, row.kind, row.unit):
        raise DomainError(_("Người yêu cầu không còn quyền nhập danh sách này."))
    if row.kind in NEEDS_YEAR:
        refuse_unless_year(row.campaign_year)
    row.created_by = actor  # whoever confirmed it is the one who writes
    progress.report(0, 0, _("Đang ghi"))
    with transaction.atomic():
        lock_tree()
        with opened_import(row) as found:
            writer = _Writer(row, found)
            writer.write()
            if writer.batches:
                found.kind.note("units.list_written", row.file_name, writer.told())
        # Whoever lost the lease meanwhile must not be the second to write.
        progress.report(writer.done, writer.done, _("Đang ghi"))
        return step(
            row,
            "committed",
            actor=actor.as_actor,
            told=writer.told(),
            committed_at=timezone.now(),
            preview={**row.preview, "written": dict(writer.counts)},
        )


class _Writer:
    """Writes part after part and keeps what stood before and stands after."""

    def __init__(self, row: Import, found: Opened) -> None:
        self._row = row
        self._found = found
        self.done = 0
        self._skipped = set(row.skipped)
        self._digest = hashlib.sha256()
        self.batches = 0
        self.counts: Counter[str] = Counter()

    def write(self) -> None:
        """Every line that is new or changed, in the order of the file."""
        for lines in self._found.lines():
            self._refuse_bad(lines)
            wanted = [line for line in lines if self._is_wanted(line)]
            if wanted:
                self._keep(self._found.kind.write(wanted))
            self.done += len(lines)

    def _is_wanted(self, line: Line) -> bool:
        if line.outcome not in {Outcome.NEW, Outcome.CHANGED}:
            self.counts[line.outcome] += 1
            return False
        if line.row in self._skipped or (line.alike and self._row.skips_alike):
            self.counts["skipped"] += 1
            return False
        self.counts[line.outcome] += 1
        return True

    def _refuse_bad(self, lines: Sequence[Line]) -> None:
        bad = next((line for line in lines if line.outcome == Outcome.REFUSED), None)
        if bad is not None and self._row.mode == Mode.ALL:
            raise DomainError(
                _("Dòng %(row)s có lỗi: %(why)s Chưa ghi dòng nào; hãy gửi lại tệp đã sửa.")
                % {"row": bad.row, "why": bad.problems[0].advice if bad.problems else ""}
            )

    def _keep(self, changes: list[Change]) -> None:
        if not changes:
            return
        self.batches += 1
        text = canonical(changes)
        self._digest.update(text.encode())
        # What is sealed is what is kept, letter for letter, and is written out once.
        bulk.insert(
            ImportBatch, ("part_of", "number", "changes"), [(self._row.pk, self.batches, text)]
        )

    def told(self) -> dict[str, Any]:
        """What the audit event says: the counts, and the seal of everything that was kept."""
        digest = self._digest.hexdigest()
        return {**self.counts, "digest": digest, **_receipt_told(self._row)}


def _digest(value: Any) -> str:
    return hashlib.sha256(canonical(value).encode()).hexdigest()


def _locked(row: Import) -> Import:
    return (
        Import.objects.select_for_update(of=("self",))
        .select_related("unit", "file", "campaign_year", "created_by")
        .get(pk=row.pk)
    )


# ---------------------------------------------------------------- taking it back


@transaction.atomic
def request_undo(row: Import, *, actor: User) -> Import:
    """Have a written file taken back. Raises ``PermissionDenied`` and ``StaleError``."""
    if not can_import(actor, row.kind, row.unit):
        raise PermissionDenied
    row = _locked(row)
    if row.state != ImportState.COMMITTED:
        raise StaleError
    row.undone_by = actor
    job = jobs.enqueue(
        UNDO_JOB,
        str(row.pk),
        input_hash=timezone.now().isoformat(),
        arguments={"import_id": row.pk},
        requested_by=actor.as_actor,
    )
    row.job_id = job.pk
    row.save(update_fields=["undone_by", "job_id"])
    note(row, "undo_requested", actor=actor.as_actor)
    return row


def undo_import(import_id: int, progress: jobs.Progress) -> Import:
    """Put back everything that the file changed, or nothing.

    Raises ``DomainError`` naming the rows that somebody changed since.
    """
    row = Import.objects.select_related("unit", "file", "campaign_year", "undone_by").get(
        pk=import_id
    )
    if row.state == ImportState.UNDONE:
        return row
    actor = row.undone_by
    if actor is None or not can_import(actor, row.kind, row.unit):
        raise DomainError(_("Người yêu cầu không còn quyền nhập danh sách này."))
    if row.kind in NEEDS_YEAR:
        refuse_unless_year(row.campaign_year)
    progress.report(0, 0, _("Đang hoàn tác"))
    with transaction.atomic():
        lock_tree()
        kind = kind_of(row.kind, given_by(row, actor))
        changes = [one for batch in row.batches.all() for one in batch.changes]
        _refuse_changed(kind, changes)
        kind.undo(changes)
        if changes:
            kind.note("units.list_taken_back", row.file_name, {"rows": len(changes)})
        return step(
            row,
            "undone",
            actor=actor.as_actor,
            told={"rows": len(changes)},
            undone_at=timezone.now(),
        )


def _refuse_changed(kind: Kind, changes: Sequence[Change]) -> None:
    names = kind.changed_since(changes)
    if not names:
        return
    rest = len(names) - _MOST_NAMES
    more = _(" và %(count)s dòng khác") % {"count": rest} if rest > 0 else ""
    raise DomainError(
        _("Không hoàn tác được vì có dòng đã được sửa hoặc dùng sau khi nhập: %(names)s%(more)s.")
        % {"names": ", ".join(names[:_MOST_NAMES]), "more": more}
    )
