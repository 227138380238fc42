"""A dossier in one ZIP: wished, packed by a job, taken away; each leaves a line in the trail."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from awards.enums import BatchState
from awards.models import DossierPack, Proposal, Submission
from awards.rules import reads_papers_of
from awards.services import dossiers
from core import clock, jobs
from core.audit import SYSTEM, Subject, record
from core.errors import DomainError
from core.tasks import wake
from documents.models import StoredFile
from notices.services import tell
from units.access import audit_subject

JOB_KIND = "awards.pack"


@transaction.atomic
def request_pack(
    letter: Submission, *, actor: User, proposal: Proposal | None = None
) -> DossierPack:
    """Ask for the letter's dossier, or for one item of it.

    Raises ``PermissionDenied`` for who is not in the chain, ``DomainError`` for a draft.
    """
    if not reads_papers_of(actor, letter.unit):
        raise PermissionDenied
    if letter.state == BatchState.DRAFT:
        raise DomainError(_("Tờ trình chưa gửi nên chưa có hồ sơ để tải."))
    pack = DossierPack.objects.create(
        submission=letter, proposal=proposal, requested_by=actor, wished_at=clock.now()
    )
    job = jobs.enqueue(
        JOB_KIND, str(pack.pk), arguments={"pack_id": pack.pk}, requested_by=actor.as_actor
    )
    pack.job_id = job.pk
    pack.save(update_fields=["job_id"])
    record(
        "awards.pack_requested",
        subject_of(pack),
        actor=actor.as_actor,
        after={"name": proposal.recipient_name if proposal else name_of(pack)},
    )
    wake(job.pk)
    return pack


def pack(pack_id: int, progress: jobs.Progress) -> DossierPack:
    """Put everything into the file, once; harmless to do twice."""
    row = fetch(pack_id)
    if row.file_id is not None:
        return row
    file, entries = dossiers.pack(row, progress)
    with transaction.atomic():
        progress.report(1, 1, _("Đã lập xong"))
        if DossierPack.objects.filter(pk=pack_id, file=None).update(file=file, entries=entries):
            record(
                "awards.pack_made",
                subject_of(row),
                actor=SYSTEM,
                after={"file": file.sha256, "entries": entries},
            )
            tell(
                [row.requested_by],
                _("Đã lập xong: %(what)s") % {"what": name_of(row)},
                path=reverse("awards:pack", args=[row.pk]),
                object_kind="awards.pack",
                object_id=row.pk,
                once_key=f"awards.pack:{row.pk}",
            )
    return fetch(pack_id)


@transaction.atomic
def take_away(row: DossierPack, *, actor: User) -> StoredFile:
    """The ZIP, with a line of who took it. Raises ``PermissionDenied``, ``DomainError``."""
    if row.requested_by_id != actor.pk or not reads_papers_of(actor, row.submission.unit):
        raise PermissionDenied
    if row.file is None:
        raise DomainError(_("Tệp chưa lập xong."))
    record(
        "awards.pack_taken",
        subject_of(row),
        actor=actor.as_actor,
        after={"file": row.file.sha256, "entries": row.entries},
    )
    return row.file


def subject_of(row: DossierPack) -> Subject:
    """The dossier in the trail of its commune."""
    return audit_subject("awards.pack", row.pk, name_of(row), row.submission.unit)


def name_of(row: DossierPack) -> str:
    """What it is called: whose dossier, which letter, year."""
    letter = row.submission
    where = letter.unit_name or letter.unit.display_name
    if row.proposal is not None:
        return f"Hồ sơ khen thưởng {row.proposal.recipient_name} {letter.year}"
    return f"Hồ sơ tờ trình khen thưởng {where} {letter.year}"


def fetch(pk: int) -> DossierPack:
    """The pack with all that its work and page ask of it."""
    return DossierPack.objects.select_related(
        "submission__unit", "proposal", "requested_by", "file"
    ).get(pk=pk)
