"""The roll-up counted anew from the rows themselves, to prove it and to set it right."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.models import Assessment, AssessmentEvent, CompactResult
from assessments.registers import SUBMITTED
from assessments.said import said_in
from assessments.services.counting import (
    NOTHING_ENTERED,
    added_by,
    standing_facts,
    whole_of,
)
from assessments.standing import complete_ids
from campaigns.models import CampaignYear, LineTally, Participation, PlaceTally, UnitTally
from campaigns.models.tallies import COUNTS
from campaigns.services import tallies
from campaigns.services.tallies import LineStep, PlaceKey
from core import clock, jobs
from core.audit import SYSTEM, record
from core.models import Job
from notices.services import tell
from units.access import audit_subject
from units.enums import Role

JOB_KIND = "assessments.recount"
_HOUR = 2  # in the night, by the real clock
_SHOWN = 20
_FACTS = (
    *("place_id", "group_id", "is_counted", "status", "is_submitted", "is_complete"),
    *("last_day", "is_moved", "received_on", "record_id", "since", "taken_up_by", "lines"),
)
Line = tuple[PlaceKey, str, str]


@dataclass
class Counted:
    """A year counted from its participants, records, receipts and results."""

    units: dict[int, UnitTally]
    places: dict[PlaceKey, Counter[str]]
    lines: dict[Line, tuple[int, Decimal]]


def count(campaign_year: CampaignYear) -> Counted:
    """Count the year; twelve queries whatever its size."""
    counted = Counted(_units(campaign_year), {}, {})
    for row in counted.units.values():
        key = tallies.key_of(row)
        counted.places.setdefault(key, Counter()).update(row.counts)
        for line, number in tallies.lines_of(row).items():
            _add_line(counted, (key, *line), number)
    _count_results(campaign_year, counted)
    return counted


def _add_line(counted: Counted, line: Line, number: Decimal = Decimal(0)) -> None:
    units, total = counted.lines.get(line, (0, Decimal(0)))
    counted.lines[line] = (units + 1, total + number)


def _units(campaign_year: CampaignYear) -> dict[int, UnitTally]:
    places = dict(
        UnitTally.objects.filter(campaign_year=campaign_year).values_list("unit_id", "place_id")
    )
    days = tallies.Days(campaign_year)
    records = _records(campaign_year)
    complete = complete_ids((one, one.group, one.unit.type) for one in records.values())
    told = said_in([one.pk for one in records.values() if one.status in SUBMITTED])
    events = _last_events(campaign_year)
    found = {}
    parts = Participation.objects.filter(campaign_year=campaign_year).select_related("unit")
    for part in parts:
        one = records.get(part.unit_id)
        facts = dict(NOTHING_ENTERED)
        if one is not None:
            facts |= standing_facts(one, events.get(one.pk))
            said = told.get(one.pk)
            facts |= {"is_complete": one.pk in complete, "lines": said.lines if said else {}}
        found[part.unit_id] = UnitTally(
            participation=part,
            campaign_year=campaign_year,
            unit_id=part.unit_id,
            group_id=part.group_id,
            place_id=places.get(part.unit_id)
            or tallies.place_of(part.unit, campaign_year.campaign),
            is_counted=not part.is_excluded,
            **days.of(part.unit_id, part.group_id),
            **facts,
        )
    return found


def _records(campaign_year: CampaignYear) -> dict[int, Assessment]:
    rows = Assessment.objects.filter(campaign_year=campaign_year)
    return {row.unit_id: row for row in rows.select_related("group", "unit")}


def _last_events(campaign_year: CampaignYear) -> dict[int, AssessmentEvent]:
    latest = (
        AssessmentEvent.objects.filter(assessment__campaign_year=campaign_year)
        .order_by()
        .values("assessment_id")
        .annotate(latest=Max("pk"))
        .values("latest")
    )
    events = AssessmentEvent.objects.filter(pk__in=latest).select_related("actor")
    return {event.assessment_id: event for event in events}


def _count_results(campaign_year: CampaignYear, counted: Counted) -> None:
    for row in CompactResult.objects.filter(campaign_year=campaign_year).iterator():
        whole = whole_of(row, campaign_year.campaign)
        added = added_by(row)
        for place_id in {row.place_id, whole}:
            key = PlaceKey(campaign_year.pk, place_id, row.group_id, is_whole=place_id == whole)
            counted.places.setdefault(key, Counter()).update(added.counts)
            for line in added.lines:
                _add_line(counted, (key, *line))


# ---------------------------------------------------------------- proving


@dataclass(frozen=True)
class Differences:
    """Kept and counted, where they are not equal; the places and lines as steps to take."""

    units: list[tuple[UnitTally | None, UnitTally | None]]
    places: list[tuple[PlaceKey, dict[str, int]]]
    lines: list[LineStep]

    def __len__(self) -> int:
        return len(self.units) + len(self.places) + len(self.lines)

    def in_words(self) -> list[str]:
        """Each difference for the trail and the operator's screen."""
        return [
            *(_unit_words(kept, counted) for kept, counted in self.units),
            *(f"{key.place_id} × {key.group_id}: {steps}" for key, steps in self.places),
            *(
                f"{one.key.place_id} × {one.code} {one.word}: {one.units:+} ({one.total:+})"
                for one in self.lines
            ),
        ]


def _unit_words(kept: UnitTally | None, counted: UnitTally | None) -> str:
    if kept is None or counted is None:
        one = kept or counted
        return f"{one.unit_id if one else 0}: {kept is not None} → {counted is not None}"
    unlike = {
        name: [getattr(kept, name), getattr(counted, name)] for name in _unlike(kept, counted)
    }
    return f"{kept.unit_id}: {unlike}"


def _unlike(kept: UnitTally, counted: UnitTally) -> list[str]:
    return [name for name in _FACTS if getattr(kept, name) != getattr(counted, name)]


def differences(campaign_year: CampaignYear) -> Differences:
    """Where the kept roll-up and the count differ; empty when they are equal."""
    fresh = count(campaign_year)
    return Differences(
        units=_unit_differences(campaign_year, fresh),
        places=_place_differences(campaign_year, fresh),
        lines=_line_differences(campaign_year, fresh),
    )


def _unit_differences(
    campaign_year: CampaignYear, fresh: Counted
) -> list[tuple[UnitTally | None, UnitTally | None]]:
    kept = {row.unit_id: row for row in UnitTally.objects.filter(campaign_year=campaign_year)}
    pairs = [(kept.get(pk), fresh.units.get(pk)) for pk in sorted({*kept, *fresh.units})]
    return [
        (one, other) for one, other in pairs if one is None or other is None or _unlike(one, other)
    ]


def _place_differences(
    campaign_year: CampaignYear, fresh: Counted
) -> list[tuple[PlaceKey, dict[str, int]]]:
    kept = {
        PlaceKey(campaign_year.pk, row.place_id, row.group_id, row.is_whole): row
        for row in PlaceTally.objects.filter(campaign_year=campaign_year)
    }
    found = []
    for key in sorted({*kept, *fresh.places}, key=lambda one: (one.place_id, one.group_id)):
        row, sums = kept.get(key), fresh.places.get(key, Counter())
        steps = {name: sums[name] - (getattr(row, name) if row else 0) for name in COUNTS}
        if any(steps.values()):
            found.append((key, {name: step for name, step in steps.items() if step}))
    return found


def _line_differences(campaign_year: CampaignYear, fresh: Counted) -> list[LineStep]:
    nothing = (0, Decimal(0))
    kept = {
        (PlaceKey(campaign_year.pk, row.place_id, row.group_id), row.code, row.word): (
            row.units,
            row.total,
        )
        for row in LineTally.objects.filter(campaign_year=campaign_year)
    }
    counted = {(replace(line[0], is_whole=True), *line[1:]): n for line, n in fresh.lines.items()}
    return [
        LineStep(*line, units=there[0] - here[0], total=there[1] - here[1])
        for line in {*kept, *counted}
        for here, there in [(kept.get(line, nothing), counted.get(line, nothing))]
        if here != there
    ]


# ---------------------------------------------------------------- setting right


@transaction.atomic
def mend(campaign_year: CampaignYear) -> list[str]:
    """Count the year while its sums are held and take the steps that are missing.

    Whoever changes the year meanwhile waits for the held rows and then moves the mended sums.
    Returns the differences in words.
    """
    for rows in (UnitTally.objects, PlaceTally.objects, LineTally.objects):
        held = rows.select_for_update().filter(campaign_year=campaign_year)
        list(held.order_by("pk").values_list("pk"))
    found = differences(campaign_year)
    words = found.in_words()
    for kept, counted in found.units:
        _write_unit(kept, counted)
    for key, steps in found.places:
        tallies.add(key, steps)
    tallies.add_lines(found.lines)
    if words:
        host = campaign_year.campaign.launched_by
        record(
            "assessments.tallies_mended",
            audit_subject("campaigns.year", campaign_year.pk, str(campaign_year), host),
            actor=SYSTEM,
            before={"rows": len(words)},
            after=words[:_SHOWN],
        )
    return words


def _write_unit(kept: UnitTally | None, counted: UnitTally | None) -> None:
    """One participant's row as it was counted; the sums are mended apart."""
    if counted is None:
        if kept is not None:
            kept.delete()
        return
    counted.pk = kept.pk if kept else None
    counted.save()


# ---------------------------------------------------------------- every night


def enqueue_nightly() -> bool:
    """Ask for the night's recount once a day; whether it was asked for now."""
    now = timezone.localtime()
    day = now.date().isoformat()
    wish = {"kind": JOB_KIND, "object_key": "all", "input_hash": day}
    if now.hour < _HOUR or Job.objects.filter(**wish).exists():
        return False
    jobs.enqueue(JOB_KIND, "all", input_hash=day)
    return True


def recount_all(progress: jobs.Progress | None = None) -> dict[str, int]:
    """Prove every year's roll-up, set right what differs and tell the operator."""
    years = list(CampaignYear.objects.select_related("campaign__launched_by").order_by("pk"))
    wrong: dict[str, int] = {}
    for done, year in enumerate(years, start=1):
        if len(differences(year)) and (found := mend(year)):
            wrong[str(year)] = len(found)
        if progress is not None:
            progress.report(done, len(years))
    if wrong:
        tell_operator(wrong)
    return wrong


def tell_operator(wrong: Mapping[str, int]) -> None:
    """Say to the administrators in which years the roll-up was wrong."""
    listing = "; ".join(_("%(year)s: %(n)s chỗ") % {"year": k, "n": n} for k, n in wrong.items())
    tell(
        _operators(clock.today()),
        subject=_("Số tổng hợp lệch với số đếm lại"),
        body=_(
            "Đợt đếm lại hằng đêm thấy số tổng hợp lệch và đã sửa theo số đếm: %(listing)s. "
            "Hãy báo bộ phận kỹ thuật; chi tiết ở nhật ký."
        )
        % {"listing": listing},
    )


def _operators(day: dt.date) -> list[User]:
    held = User.objects.filter(
        Q(memberships__to_on=None) | Q(memberships__to_on__gte=day),
        memberships__from_on__lte=day,
        memberships__role=Role.ADMINISTRATOR,
        is_active=True,
    )
    return list(held.distinct())
