"""Files that support more than one thing: the same bytes, or the same picture made smaller."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from accounts.models import User
from assessments.models import Assessment, Evidence
from assessments.querysets import EvidenceQuerySet
from documents import photos
from units.paths import WIDTH, under


@dataclass(frozen=True)
class Other:
    """Where the same picture stands too; ``code`` is empty for a signed sheet."""

    pk: int
    record_pk: int
    unit: str
    year: int
    code: str
    is_same_record: bool


@dataclass(frozen=True)
class Reused:
    """A file of the record and the other places it supports."""

    pk: int
    name: str
    prefix: str
    code: str
    others: tuple[Other, ...]


def reused_files(record: Assessment, user: User) -> list[Reused]:
    """The record's files that also stand elsewhere in its commune, in any year. Two queries.

    Only what the reader may see is compared. A picture counts as the same when it shows the same
    (re-compressed, shrunk), other files when they are the same byte for byte.
    """
    found = same_files(record, Evidence.objects.visible_to(user))
    return [_reused(one, others, record) for one, others in found]


def same_files(
    record: Assessment, among: EvidenceQuerySet
) -> list[tuple[Evidence, list[Evidence]]]:
    """The record's files with those around it that are the same, in any year. Two queries."""
    own = list(record.evidence.kept().select_related("file", "criterion").order_by("pk"))
    if not own:
        return []
    shown = Q(pk__in=[])
    if any(one.file.shows for one in own):
        shown = ~Q(file__shows="")
    near = (
        among.kept()
        .filter(under(_around(record.unit.path), "assessment__unit__path"))
        .filter(shown | Q(file__in=[one.file_id for one in own]))
        .select_related("file", "criterion", "assessment__unit", "assessment__campaign_year")
        .order_by("-assessment__campaign_year__year", "pk")
    )
    rows = list(near)
    found = [(one, [row for row in rows if _is_same(one, row)]) for one in own]
    return [(one, others) for one, others in found if others]


def _around(path: str) -> str:
    """The unit above: the commune for a village, the province for a commune."""
    return path[:-WIDTH] or path


def _is_same(one: Evidence, other: Evidence) -> bool:
    if one.pk == other.pk:
        return False
    if one.file_id == other.file_id:
        return True
    if photos.is_plain(one.file.shows):
        return False
    return photos.looks_same(one.file.shows, other.file.shows)


def _reused(one: Evidence, others: list[Evidence], record: Assessment) -> Reused:
    return Reused(
        pk=one.pk,
        name=one.name,
        prefix=f"c{one.criterion_id}" if one.criterion_id else "",
        code=one.criterion.code if one.criterion else "",
        others=tuple(
            Other(
                pk=other.pk,
                record_pk=other.assessment_id,
                unit=other.assessment.unit.display_name,
                year=other.assessment.campaign_year.year,
                code=other.criterion.code if other.criterion else "",
                is_same_record=other.assessment_id == record.pk,
            )
            for other in others
        ),
    )
