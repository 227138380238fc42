"""What looks odd in a record is written down when it is handed in, and forgotten with it.

Of two records that share a text or a picture both bear the flag, whichever came later. The lock
on the year, which every step takes, keeps the two from missing each other.
"""

from __future__ import annotations

from collections.abc import Iterable

from assessments.enums import FlagKind, Status
from assessments.forms_of import FormOf
from assessments.models import Assessment, Evidence, Flag
from assessments.selectors.oddities import Jump, Text, is_all_met, same_texts, setting_of
from assessments.selectors.reused import same_files

# Others bear the flag too while somebody still looks at them.
LOOKED_AT = frozenset({Status.SUBMITTED, Status.IN_REVIEW, Status.RETURNED, Status.REVIEWED})


def renew(record: Assessment, form: FormOf, jumps: Iterable[Jump]) -> None:
    """Write the flags of what was just handed in, here and at the records that share something."""
    drop(record)
    setting = setting_of(record.campaign_year.campaign)
    found = [
        Flag(
            assessment=record,
            kind=FlagKind.JUMP,
            indicator=jump.indicator,
            before=jump.before,
            now=jump.now,
        )
        for jump in jumps
    ]
    if is_all_met(form, setting):
        found.append(Flag(assessment=record, kind=FlagKind.ALL_MET))
    for own, other in same_texts(record, form, setting):
        found += _texts(own, other)
    for file, others in same_files(record, Evidence.objects.all()):
        for twin in others:
            found += _files(record, file, twin)
    Flag.objects.bulk_create(_for_those_looked_at(record, found))


def drop(record: Assessment) -> None:
    """Forget the record's flags and those that others bear because of it."""
    Flag.objects.filter(assessment=record).delete()
    Flag.objects.filter(other=record).delete()


def _texts(own: Text, other: Text) -> list[Flag]:
    return [
        Flag(
            kind=FlagKind.SAME_TEXT,
            assessment_id=one.assessment_id,
            criterion_id=one.criterion_id,
            indicator_id=one.indicator_id,
            other_id=two.assessment_id,
        )
        for one, two in ((own, other), (other, own))
    ]


def _files(record: Assessment, file: Evidence, twin: Evidence) -> list[Flag]:
    if twin.assessment_id == record.pk or twin.assessment.status == Status.DRAFT:
        return []
    return [
        Flag(
            kind=FlagKind.SAME_FILE,
            assessment_id=one.assessment_id,
            criterion_id=one.criterion_id,
            evidence=one,
            other_id=two.assessment_id,
        )
        for one, two in ((file, twin), (twin, file))
    ]


def _for_those_looked_at(record: Assessment, found: list[Flag]) -> list[Flag]:
    """Without flags for records that are decided for good, in this year or an earlier one."""
    others = {flag.assessment_id for flag in found} - {record.pk}
    if not others:
        return found
    looked_at = set(
        Assessment.objects.filter(pk__in=others, status__in=LOOKED_AT).values_list("pk", flat=True)
    )
    return [flag for flag in found if flag.assessment_id in looked_at | {record.pk}]
