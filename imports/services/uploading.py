"""Taking a file in: looked at, kept by its content, and handed to a job that reads it."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.services.files import keep
from campaigns.enums import YearState
from campaigns.models import CampaignYear
from core import jobs
from core.errors import DomainError
from documents.uploads import CheckedUpload
from imports.models import Import
from imports.rules import NEEDS_TYPE, NEEDS_YEAR, can_import
from imports.services.steps import note, step
from units.models import Unit

READ_JOB = "imports.read"


@transaction.atomic
def upload(
    kind: str,
    unit: Unit,
    file: CheckedUpload,
    *,
    actor: User,
    campaign_year: CampaignYear | None = None,
    unit_type: str = "",
) -> Import:
    """Keep a checked workbook and have it read.

    Raises ``PermissionDenied``, and ``DomainError`` where the year is not open.
    """
    if not can_import(actor, kind, unit):
        raise PermissionDenied
    if kind in NEEDS_YEAR:
        refuse_unless_year(campaign_year)
    row = Import.objects.create(
        kind=kind,
        unit=unit,
        campaign_year=campaign_year if kind in NEEDS_YEAR else None,
        unit_type=unit_type if kind in NEEDS_TYPE else "",
        file=keep(file),
        file_name=file.name,
        created_by=actor,
    )
    note(row, "uploaded", actor=actor.as_actor)
    return read_again(row, actor=actor)


def refuse_unless_year(campaign_year: CampaignYear | None) -> None:
    """Raise ``DomainError`` unless there is a year and it is open."""
    if campaign_year is None:
        raise DomainError(_("Hãy chọn năm của phong trào."))
    if campaign_year.state != YearState.OPEN:
        raise DomainError(
            _("Năm %(year)s chưa mở hoặc đã khóa nên chưa nhập được.")
            % {"year": campaign_year.year}
        )


def read_again(row: Import, *, actor: User) -> Import:
    """Have a job read the file, as the import now says it should be read."""
    job = jobs.enqueue(
        READ_JOB,
        str(row.pk),
        input_hash=f"{row.file.sha256[:40]}-{row.convert}",
        arguments={"import_id": row.pk},
        requested_by=actor.as_actor,
    )
    row.job_id = job.pk
    row.save(update_fields=["job_id"])
    return row


@transaction.atomic
def choose_font(row: Import, *, convert: bool, actor: User) -> Import:
    """Say whether text typed for an old font is converted; the file is then read again.

    Without conversion the file is put aside: its text would be rubbish in every list.
    """
    if not can_import(actor, row.kind, row.unit):
        raise PermissionDenied
    if not convert:
        return put_aside(row, actor=actor)
    row = Import.objects.select_for_update().select_related("file", "unit").get(pk=row.pk)
    row.convert = True
    row.save(update_fields=["convert"])
    note(row, "font_chosen", actor=actor.as_actor)
    return read_again(row, actor=actor)


def put_aside(row: Import, *, actor: User, message: str = "") -> Import:
    """Take the file no further; nothing of it was written."""
    if not can_import(actor, row.kind, row.unit):
        raise PermissionDenied
    return step(
        row, "refused", actor=actor.as_actor, message=message or _("Người gửi đã bỏ tệp này.")
    )
