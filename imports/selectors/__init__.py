"""What the pages of importing show."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from accounts.models import User
from campaigns.enums import YearState
from campaigns.models import CampaignYear
from core.models import Job
from imports.enums import ImportKind
from imports.models import Import
from imports.rules import NEEDS_TYPE, NEEDS_YEAR, kinds_for
from units.access import access_of
from units.enums import WITHOUT_FORM, UnitType
from units.models import Unit
from units.policy import ENTERING, OFFICE


@dataclass(frozen=True)
class Choice:
    """One list that may be brought in for one unit, perhaps of one year and type."""

    kind: ImportKind
    unit: Unit
    year: CampaignYear | None = None
    unit_type: str = ""

    @property
    def query(self) -> str:
        """The part of the address behind the question mark."""
        parts = [f"year={self.year.pk}"] if self.year else []
        parts += [f"type={self.unit_type}"] if self.unit_type else []
        return f"?{'&'.join(parts)}" if parts else ""

    @property
    def label(self) -> str:
        """The list in words."""
        name = str(self.kind.label)
        if self.unit_type:
            name = f"{name}: {UnitType(self.unit_type).label}"
        if self.year is None:
            return name
        return f"{name}, năm {self.year.year} ({self.year.campaign.short_name})"


def own_places(user: User) -> list[Unit]:
    """The communes and villages where the person may bring lists in, the communes first."""
    ids = {
        held.unit_id
        for held in access_of(user).held
        if (held.role in OFFICE and held.unit_type == UnitType.COMMUNE)
        or (held.role in ENTERING and held.unit_type == UnitType.VILLAGE)
    }
    found = Unit.objects.filter(pk__in=ids, valid_to=None)
    return list(found.order_by("type", "position", "sort_key", "pk"))


def open_years(user: User, unit: Unit) -> list[CampaignYear]:
    """The open years of the campaigns in sight that reach the unit."""
    years = CampaignYear.objects.visible_to(user).filter(state=YearState.OPEN)
    found = years.select_related("campaign__launched_by").prefetch_related("campaign__groups")
    return [
        one
        for one in found.order_by("-year", "campaign__code")
        if unit.path.startswith(one.campaign.launched_by.path)
    ]


def choices_for(user: User, unit: Unit) -> list[Choice]:
    """Every list that the person may bring in for the unit today."""
    kinds, years = kinds_for(user, unit), open_years(user, unit)
    found = []
    for kind in kinds:
        if kind not in NEEDS_YEAR:
            found.append(Choice(kind, unit))
            continue
        for year in years:
            types = _types_of(year) if kind in NEEDS_TYPE else [""]
            found += [Choice(kind, unit, year, one) for one in types if _fits(kind, year, one)]
    return found


def _types_of(year: CampaignYear) -> list[str]:
    return [
        one for group in year.campaign.groups.all() for one in group.unit_types
        if one in WITHOUT_FORM
    ]  # fmt: skip


def _fits(kind: ImportKind, year: CampaignYear, unit_type: str) -> bool:
    if kind != ImportKind.VILLAGE_RESULTS:
        return bool(unit_type)
    return any(UnitType.VILLAGE in group.unit_types for group in year.campaign.groups.all())


def imports_of(user: User) -> QuerySet[Import]:
    """Imports in sight, the latest first."""
    found = Import.objects.visible_to(user)
    return found.select_related("unit", "campaign_year__campaign", "created_by").order_by("-pk")


def page_of(user: User) -> QuerySet[Import]:
    """Imports in sight with what one page shows."""
    return imports_of(user).select_related("file", "marked_file", "committed_by", "undone_by")


def job_behind(row: Import) -> Job | None:
    """The job that works on the import, or the last that did."""
    return Job.objects.filter(pk=row.job_id).first() if row.job_id else None


def earlier_with_same_file(row: Import) -> Import | None:
    """The last import of this very file for the unit that was written, if there is one."""
    found = Import.objects.filter(
        unit=row.unit, kind=row.kind, file=row.file, campaign_year=row.campaign_year,
        unit_type=row.unit_type, committed_at__isnull=False, undone_at=None,
    ).exclude(pk=row.pk)  # fmt: skip
    return found.select_related("committed_by").order_by("-pk").first()
