"""Many papers in one ZIP: wished, made by as many workers as there are, packed once.

A bundle's papers are cut into parts, each a job of its own. Whoever finishes the last part has
the ZIP packed. A worker that dies leaves its part to the next, which goes on where it stopped.
"""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from campaigns.models import CampaignYear, Participation
from core import clock, jobs
from core.audit import SYSTEM, Subject, record
from core.enums import JobState
from core.errors import DomainError, StaleError
from core.models import Job
from core.tasks import wake
from documents.models import StoredFile
from notices.services import tell
from reports.enums import BundleKind, ReportState
from reports.models import AnnualReport, Bundle, BundleItem
from reports.packs import handover, papers
from reports.rules import can_bundle
from reports.services import building
from units.access import audit_subject
from units.enums import WITHOUT_FORM, UnitType
from units.models import Unit
from units.paths import under

PART_JOB = "reports.bundle_part"
PACK_JOB = "reports.bundle_pack"
# So many papers a job: small enough that two workers end together.
PART = 4
MOST_PAPERS = 4_000


@transaction.atomic
def request_bundle(
    kind: BundleKind, campaign_year: CampaignYear, unit: Unit, *, actor: User
) -> Bundle:
    """Ask for a bundle of the unit and what lies below it.

    Raises ``PermissionDenied``, ``DomainError`` where there is nothing to put in.
    """
    if not can_bundle(actor, unit):
        raise PermissionDenied
    bundle = Bundle.objects.create(
        kind=kind, unit=unit, campaign_year=campaign_year, requested_by=actor
    )
    wanted = _wanted(campaign_year, unit) if kind == BundleKind.PAPERS else []
    if kind == BundleKind.PAPERS and not wanted:
        raise DomainError(_("Chưa có đơn vị nào tham gia nên không có giấy tờ để lập."))
    if len(wanted) > MOST_PAPERS:
        raise DomainError(_("Quá nhiều giấy tờ cho một tệp. Hãy lập theo từng tỉnh hoặc từng xã."))
    BundleItem.objects.bulk_create(
        [BundleItem(bundle=bundle, campaign_year=year, unit=below) for year, below in wanted],
        batch_size=500,
    )
    record(
        "reports.bundle_requested",
        subject_of(bundle),
        actor=actor.as_actor,
        after={"kind": str(kind), "papers": len(wanted)},
    )
    _enqueue(bundle, len(wanted))
    return bundle


def _wanted(campaign_year: CampaignYear, unit: Unit) -> list[tuple[CampaignYear, Unit]]:
    """Whose papers: all communes of a province, else whoever takes part below the unit."""
    if unit.type in {UnitType.PROVINCE, UnitType.COUNTRY}:
        years = CampaignYear.objects.filter(
            under(unit.path, "campaign__launched_by__path"), year=campaign_year.year
        ).select_related("campaign__launched_by")
        return [(one, one.campaign.launched_by) for one in years.order_by("pk")]
    parts = (
        Participation.objects.taking_part()
        .filter(under(unit.path, "unit__path"), campaign_year=campaign_year)
        .exclude(unit__type__in=WITHOUT_FORM)
        .select_related("unit")
        .order_by("unit__path", "pk")
    )
    return [(campaign_year, one.unit) for one in parts]


def _enqueue(bundle: Bundle, count: int) -> None:
    if not count:
        _pack(bundle)
        return
    for number in range(-(-count // PART)):
        job = jobs.enqueue(
            PART_JOB,
            f"{bundle.pk}:{number}",
            arguments={"bundle_id": bundle.pk, "part": number},
            requested_by=bundle.requested_by.as_actor,
        )
        wake(job.pk)


def _pack(bundle: Bundle) -> None:
    job = jobs.enqueue(
        PACK_JOB,
        str(bundle.pk),
        arguments={"bundle_id": bundle.pk},
        requested_by=bundle.requested_by.as_actor,
    )
    Bundle.objects.filter(pk=bundle.pk).update(job_id=job.pk)
    wake(job.pk)


def make_part(bundle_id: int, part: int, progress: jobs.Progress) -> int:
    """Make the papers of one part that are not made yet; returns how many were made here."""
    items = list(
        BundleItem.objects.filter(bundle_id=bundle_id)
        .select_related("unit", "campaign_year__campaign__launched_by")
        .order_by("pk")[part * PART : (part + 1) * PART]
    )
    made = 0
    for done, item in enumerate(items):
        if _is_cancelled(bundle_id):
            return made
        progress.report(done, len(items), item.unit.display_name)
        if item.report_id is None:
            report = _paper(item)
            made += BundleItem.objects.filter(pk=item.pk, report=None).update(report=report)
    with transaction.atomic():
        # The bundle's row is the lock: of two parts that end together one sees the other's end.
        bundle = Bundle.objects.select_for_update().get(pk=bundle_id)
        progress.report(len(items), len(items))
        is_whole = not bundle.items.filter(report=None).exists()
        if is_whole and bundle.cancelled_at is None:
            _pack(bundle)
    return made


def _is_cancelled(bundle_id: int) -> bool:
    return Bundle.objects.filter(pk=bundle_id).exclude(cancelled_at=None).exists()


def _paper(item: BundleItem) -> AnnualReport:
    """The unit's paper: the closed one as it is, else one of today's figures."""
    latest = building.latest_version(item.campaign_year, item.unit)
    if latest is not None and latest.state == ReportState.FROZEN:
        return latest
    return building.build(building.open_report(item.campaign_year, item.unit).pk)


def pack(bundle_id: int, progress: jobs.Progress) -> Bundle:
    """Put everything into one ZIP, once; harmless to do twice."""
    bundle = fetch(bundle_id)
    if bundle.file_id is not None or bundle.cancelled_at is not None:
        return bundle
    packer = papers.pack if bundle.kind == BundleKind.PAPERS else handover.pack
    file, entries = packer(bundle, progress)
    with transaction.atomic():
        progress.report(1, 1, _("Đã lập xong"))
        kept = Bundle.objects.filter(pk=bundle_id, file=None, cancelled_at=None)
        if kept.update(file=file, entries=entries):
            record(
                "reports.bundle_made",
                subject_of(bundle),
                actor=SYSTEM,
                after={"file": file.sha256, "entries": entries},
            )
            tell(
                [bundle.requested_by],
                _("Đã lập xong: %(what)s") % {"what": name_of(bundle)},
                path=f"/reports/bundles/{bundle.pk}/",
                object_kind="reports.bundle",
                object_id=bundle.pk,
                once_key=f"reports.bundle:{bundle.pk}",
            )
    return fetch(bundle_id)


@transaction.atomic
def cancel(bundle: Bundle, *, actor: User) -> None:
    """Stop a bundle: what waits is taken off the queue, what runs ends after its paper."""
    if bundle.requested_by_id != actor.pk and not can_bundle(actor, bundle.unit):
        raise PermissionDenied
    running = Bundle.objects.filter(pk=bundle.pk, file=None, cancelled_at=None)
    if not running.update(cancelled_at=clock.now()):
        raise StaleError
    for job_id in waiting_jobs(bundle).values_list("pk", flat=True):
        jobs.cancel(job_id)
    record("reports.bundle_cancelled", subject_of(bundle), actor=actor.as_actor)


def waiting_jobs(bundle: Bundle) -> QuerySet[Job]:
    """The bundle's parts that nobody works on yet."""
    return Job.objects.filter(
        kind=PART_JOB, object_key__startswith=f"{bundle.pk}:", state=JobState.QUEUED
    )


def take_away(bundle: Bundle, *, actor: User) -> StoredFile:
    """The ZIP, with a line in the trail of who took it. Raises ``PermissionDenied``."""
    if not can_bundle(actor, bundle.unit):
        raise PermissionDenied
    if bundle.file is None:
        raise DomainError(_("Tệp chưa lập xong."))
    record(
        "reports.bundle_taken",
        subject_of(bundle),
        actor=actor.as_actor,
        after={"file": bundle.file.sha256, "entries": bundle.entries},
    )
    return bundle.file


def subject_of(bundle: Bundle) -> Subject:
    """The bundle in the trail of its commune."""
    return audit_subject("reports.bundle", bundle.pk, name_of(bundle), bundle.unit)


def name_of(bundle: Bundle) -> str:
    """What it is called: kind, unit, year."""
    where = bundle.unit.display_name
    return f"{bundle.get_kind_display()}, {where}, {bundle.campaign_year.year}"


def fetch(pk: int) -> Bundle:
    """The bundle with all that its work and page ask of it."""
    return Bundle.objects.select_related(
        "unit", "campaign_year__campaign__launched_by", "requested_by", "file"
    ).get(pk=pk)
