"""Results of households, clans and individuals: registered, then assessed, without a form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.enums import Circumstance, Judgement, Outcome
from assessments.fingerprints import fingerprint
from assessments.models import CompactResult
from assessments.rules import can_enter_for
from assessments.services.counting import NOTHING_ADDED, Added, added_by, follow_results
from campaigns.enums import YearState
from campaigns.models import CampaignYear, ParticipantGroup
from campaigns.services.participation import group_of
from campaigns.services.tallies import commune_of
from core.audit import record
from core.errors import DomainError, StaleError
from core.text import nfc
from criteria.enums import CriterionKind
from criteria.models import Criterion
from recognitions.models import Title
from units.access import audit_subject
from units.enums import WITHOUT_FORM
from units.models import Unit

MOST_AT_ONCE = 500
SAID = ("is_registered", "values", "note", "result", "circumstance")


@dataclass(frozen=True)
class CompactEntry:
    """What somebody enters for one household, clan or individual.

    ``values``: judgement by criterion code, an empty one is "chưa nhập". ``result`` and
    ``circumstance``: ``None`` leaves what stands there. ``seen`` is the ``fingerprint`` of the
    row on the sender's screen.
    """

    unit_id: int
    is_registered: bool
    values: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    seen: str | None = None
    result: str | None = None
    circumstance: str | None = None


@transaction.atomic
def set_results(
    campaign_year: CampaignYear, place: Unit, entries: Iterable[CompactEntry], *, actor: User
) -> int:
    """Write the results of units at or below a place; returns how many rows changed.

    All or nothing, with one audit event. Raises ``PermissionDenied`` for a unit the actor may
    not enter for, ``DomainError`` for a year that is not open or an unknown value, and
    ``StaleError`` naming the rows that somebody else changed meanwhile.
    """
    given = {entry.unit_id: entry for entry in entries}
    if campaign_year.state != YearState.OPEN:
        raise DomainError(
            _("Năm %(year)s chưa mở hoặc đã khóa nên chưa nhập được.")
            % {"year": campaign_year.year}
        )
    if len(given) > MOST_AT_ONCE:
        raise DomainError(_("Mỗi lần ghi nhiều nhất %(most)s dòng.") % {"most": MOST_AT_ONCE})
    units = _units(place, given, actor)
    rows = {
        row.unit_id: row
        for row in CompactResult.objects.select_for_update().filter(
            campaign_year=campaign_year, unit_id__in=given
        )
    }
    changes = _Changes(_Asked(campaign_year), campaign_year, actor)
    for unit in units:
        changes.note(unit, rows.get(unit.pk), given[unit.pk])
    changes.refuse_stale()
    changes.write()
    follow_results(campaign_year, changes.moves)
    if changes.after:
        record(
            "assessments.compact_results_set",
            audit_subject("assessments.compact", campaign_year.pk, str(campaign_year), place),
            actor=actor.as_actor,
            before=changes.before,
            after=changes.after,
        )
    return len(changes.after)


def check_result(row: CompactResult, unit: Unit) -> None:
    """Refuse words that no row has, and a result without a registration."""
    if row.result not in {"", *Outcome.values}:
        raise DomainError(_("%(unit)s: kết quả này không có trong biểu.") % {"unit": unit})
    if row.circumstance not in {"", *Circumstance.values}:
        raise DomainError(_("%(unit)s: diện hộ này không có trong biểu.") % {"unit": unit})
    if row.result and not row.is_registered:
        raise DomainError(
            _("%(unit)s có kết quả nhưng chưa đăng ký. Hãy đánh dấu đăng ký, hoặc bỏ kết quả.")
            % {"unit": unit},
            field="registered",
        )


def _units(place: Unit, given: Mapping[int, CompactEntry], actor: User) -> list[Unit]:
    """The units by id, each at or below the place and one that the actor may enter for."""
    below = Unit.objects.at_or_below(place).select_related("parent")
    units = list(below.filter(pk__in=given))
    if len(units) != len(given) or not all(can_enter_for(actor, unit) for unit in units):
        raise PermissionDenied
    return units


class _Asked:
    """Which group, criteria and title a unit's row has, by the unit's type."""

    def __init__(self, campaign_year: CampaignYear) -> None:
        self._groups = list(campaign_year.campaign.groups.all())
        set_ids = [group.criteria_set_id for group in self._groups]
        self._codes: dict[int, set[str]] = {}
        for set_id, code in Criterion.objects.filter(
            criteria_set_id__in=set_ids, kind=CriterionKind.GRADED
        ).values_list("criteria_set_id", "code"):
            self._codes.setdefault(set_id, set()).add(code)
        self._titles = list(Title.objects.of_learning())

    def group(self, unit: Unit) -> ParticipantGroup:
        """The plan's group of the unit; refuses one that has a form of its own or no group."""
        group = group_of(self._groups, unit)
        if group is None or unit.type not in WITHOUT_FORM:
            raise DomainError(
                _("%(unit)s không thuộc nhóm nào ghi kết quả ở đây.") % {"unit": unit}
            )
        return group

    def values(self, group: ParticipantGroup, entry: CompactEntry, unit: Unit) -> dict[str, str]:
        """The values that say something, checked."""
        codes = self._codes.get(group.criteria_set_id or 0, set())
        kept = {code: value for code, value in entry.values.items() if value}
        if not (set(kept) <= codes and set(kept.values()) <= set(Judgement.values)):
            raise DomainError(_("%(unit)s: cách trả lời này không có trong biểu.") % {"unit": unit})
        return kept

    def title(self, unit: Unit) -> Title | None:
        """The title that units of this type register for."""
        return next((one for one in self._titles if unit.type in one.holder_types), None)


class _Changes:
    """The rows to write, and what they said before and say after."""

    def __init__(self, asked: _Asked, campaign_year: CampaignYear, actor: User) -> None:
        self._asked = asked
        self._year = campaign_year
        self._actor = actor
        self._new: list[CompactResult] = []
        self._changed: list[CompactResult] = []
        self._stale: list[str] = []
        self.moves: list[tuple[CompactResult, Added, Added]] = []
        self.before: dict[str, Any] = {}
        self.after: dict[str, Any] = {}

    def note(self, unit: Unit, row: CompactResult | None, entry: CompactEntry) -> None:
        """Compare what was entered with what stands there."""
        group = self._asked.group(unit)
        stands = row or CompactResult()
        wanted = CompactResult(
            is_registered=entry.is_registered,
            values=self._asked.values(group, entry, unit),
            note=nfc(entry.note).strip()[:1000],
            result=stands.result if entry.result is None else entry.result,
            circumstance=stands.circumstance if entry.circumstance is None else entry.circumstance,
        )
        check_result(wanted, unit)
        stood = fingerprint(row)
        says = fingerprint(wanted)
        if says == stood or (row is None and says == fingerprint(CompactResult())):
            return
        if entry.seen is not None and entry.seen != stood:
            self._stale.append(str(unit))
        added = added_by(row) if row else NOTHING_ADDED
        if row is None:
            row = CompactResult(campaign_year=self._year, unit=unit, group=group)
            row.place = unit.parent or unit
            row.commune_id = commune_of(row.place)
            row.title = self._asked.title(unit)
            self._new.append(row)
        else:
            self._changed.append(row)
        for name in SAID:
            setattr(row, name, getattr(wanted, name))
        row.is_assessed = bool(wanted.values or wanted.result)
        row.entered_by = self._actor
        self.moves.append((row, added, added_by(row)))
        self.before[str(unit.pk)] = stood
        self.after[str(unit.pk)] = says

    def refuse_stale(self) -> None:
        """Refuse the whole when somebody else was faster with one of the rows."""
        if self._stale:
            raise StaleError(
                _("Người khác vừa sửa: %(units)s. Hãy tải lại trang, xem rồi ghi lại nếu cần.")
                % {"units": ", ".join(self._stale[:5])}
            )

    def write(self) -> None:
        """Write new and changed rows; a row that somebody else just made is theirs."""
        try:
            with transaction.atomic():
                CompactResult.objects.bulk_create(self._new)
        except IntegrityError as error:
            raise StaleError from error
        for row in self._changed:
            row.pk = None  # met again by campaign year and unit; the rows are locked
        CompactResult.objects.bulk_create(
            self._changed,
            update_conflicts=True,
            unique_fields=["campaign_year", "unit"],
            update_fields=[*SAID, "is_assessed", "entered_by", "saved_at"],
        )
