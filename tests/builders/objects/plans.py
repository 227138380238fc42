"""Campaigns, their parts, and how units take part."""

from __future__ import annotations

from dataclasses import dataclass

from assessments.selectors.printed import edition_of
from campaigns.enums import DutyKind
from campaigns.models import (
    Campaign,
    CampaignYear,
    Finding,
    Inspection,
    ParticipantGroup,
    ProblemReport,
    TaskEvidence,
    TaskProgress,
)
from criteria.enums import SetKind
from criteria.models import CriteriaSet
from documents import storage
from documents.models import StoredFile
from tests.builders import campaigns
from tests.builders.assessments import figure_set
from tests.builders.objects.registry import Captures, campaign_kind, tree_kind
from tests.builders.world import PLACES, TODAY, World, is_below
from units.enums import UnitType

LAUNCHING = ("tn", "nr", "cl", "sh")
WITH_FORM = frozenset({UnitType.VILLAGE, UnitType.SCHOOL})


@dataclass(frozen=True)
class Running:
    """A campaign with its year, its group of units with a form, and one of each of its parts."""

    campaign: Campaign
    year: CampaignYear
    group: ParticipantGroup


def running_in(world: World, place: str) -> Running:
    key = f"campaign:{place}"
    if key not in world.memory:
        world.memory[key] = _launch(world, place)
    found: Running = world.memory[key]
    return found


def _launch(world: World, place: str) -> Running:
    mark = world.campaign_mark(place)
    owner = campaigns.campaign(
        world.places[place],
        slug=f"phong-trao-{place}",
        code=f"PT-{place}".upper(),
        name=f"Phong trào {mark}",
        short_name=f"Phong trào {mark}",
    )
    rows = campaigns.villages_group(owner)
    types = [UnitType.COMMUNE] if place == "tn" else [*WITH_FORM]
    rows.unit_types = [str(one) for one in types]
    rows.indicator_set = _sheet()
    rows.save()
    campaigns.duty(owner, f"D-{place}", groups=[rows], day=25, month=11, what=f"Phiếu {mark}")
    campaigns.duty(owner, f"P-{place}", kind=DutyKind.PROBLEM, what=f"Khó khăn {mark}")
    campaigns.task(owner, f"T-{place}", f"Nhiệm vụ {mark}")
    campaigns.target(owner, f"C-{place}", 70, label=f"Chỉ tiêu {mark}")
    return Running(owner, campaigns.year(owner, TODAY.year), rows)


def _sheet() -> CriteriaSet:
    code = "bieu-ma-tran"
    return CriteriaSet.objects.filter(code=code).first() or figure_set(code)


@tree_kind("criteria.set", "code", sees=lambda _who, _at: True)
def criteria_set(world: World, place: str) -> Captures | None:
    """An official set, which everybody with a role may read."""
    if place != "vn":
        return None
    row = campaigns.criteria_set("tt-ma-tran", kind=SetKind.OFFICIAL)
    return {"code": row.code, "version": row.version}


@campaign_kind("campaigns.campaign", "slug")
def campaign(world: World, place: str) -> Captures | None:
    """A campaign that the place launched."""
    if place not in LAUNCHING:
        return None
    return {"slug": running_in(world, place).campaign.slug, "year": TODAY.year}


@campaign_kind("campaigns.year", "slug", "year_pk")
def campaign_year(world: World, place: str) -> Captures | None:
    """The campaign's open year."""
    if place not in LAUNCHING:
        return None
    running = running_in(world, place)
    return {
        "slug": running.campaign.slug,
        "year": TODAY.year,
        "year_pk": running.year.pk,
        "item": "council",
        "paper": "don-doc",
        "form": "docx",
    }


@campaign_kind("campaigns.task", "slug", "pk")
def task(world: World, place: str) -> Captures | None:
    """A task of the campaign."""
    if place not in LAUNCHING:
        return None
    owner = running_in(world, place).campaign
    return {"slug": owner.slug, "year": TODAY.year, "pk": owner.tasks.get().pk}


@campaign_kind("campaigns.taskevidence", "slug", "pk")
def task_evidence(world: World, place: str) -> Captures | None:
    """A file of a task."""
    if place not in LAUNCHING:
        return None
    running, mark = running_in(world, place), world.campaign_mark(place)
    content = f"Minh chứng {mark}".encode()
    world.files.append(content)
    progress, _created = TaskProgress.objects.get_or_create(
        campaign_year=running.year, task=running.campaign.tasks.get()
    )
    file = storage.store(content)
    row = TaskEvidence.objects.create(
        progress=progress,
        file=StoredFile.objects.create(
            sha256=file.sha256, size=file.size, content_type="text/plain"
        ),
        name=f"minh-chung-{mark}.txt",
        uploaded_by=world.residents[place],
    )
    return {"slug": running.campaign.slug, "year": TODAY.year, "pk": row.pk}


def _inspection(world: World, place: str) -> Inspection:
    key = f"inspection:{place}"
    if key not in world.memory:
        mark = world.campaign_mark(place)
        world.memory[key] = Inspection.objects.create(
            campaign_year=running_in(world, place).year,
            subject=f"Kiểm tra {mark}",
            planned_on=TODAY,
            members=f"Đoàn {mark}",
        )
    found: Inspection = world.memory[key]
    return found


@campaign_kind("campaigns.inspection", "slug", "pk")
def inspection(world: World, place: str) -> Captures | None:
    """An inspection of the campaign's year."""
    if place not in LAUNCHING:
        return None
    row = _inspection(world, place)
    return {"slug": running_in(world, place).campaign.slug, "year": TODAY.year, "pk": row.pk}


@tree_kind("campaigns.finding")
def finding(world: World, place: str) -> Captures | None:
    """What an inspection found in the place."""
    host = host_of(place)
    if host is None:
        return None
    mark = world.tree_mark(place)
    row = Finding.objects.create(
        inspection=_inspection(world, host),
        unit=world.places[place],
        text=f"Tồn tại {mark}",
        request=f"Yêu cầu {mark}",
        due_on=TODAY,
    )
    running = running_in(world, host)
    return {"pk": row.pk, "slug": running.campaign.slug, "year": running.year.year}


@campaign_kind("campaigns.duty", "slug", "pk")
def duty(world: World, place: str) -> Captures | None:
    """A duty of the campaign."""
    if place not in LAUNCHING:
        return None
    owner = running_in(world, place).campaign
    return {"slug": owner.slug, "pk": owner.duties.get(kind=DutyKind.FORM).pk}


def host_of(place: str) -> str | None:
    """The place whose campaign asks a form of this one."""
    unit_type = PLACES[place][1]
    if unit_type == UnitType.COMMUNE and is_below(place, "tn"):
        return "tn"
    if unit_type in WITH_FORM:
        return PLACES[place][0]
    return None


@tree_kind("campaigns.participation")
def participation(world: World, place: str) -> Captures | None:
    """The place's part in a year, with a line of its form."""
    host = host_of(place)
    if host is None:
        return None
    running = running_in(world, host)
    row, _created = running.year.participations.get_or_create(
        group=running.group, unit=world.places[place]
    )
    return {
        "pk": row.pk,
        **lines_of(running),
        "edition": edition_of(running.group),
        "slug": running.campaign.slug,
        "year": running.year.year,
    }


def lines_of(running: Running) -> Captures:
    """A criterion and a figure of the form; which of them ``line`` is, the address decides."""
    criteria, figures = running.group.criteria_set, running.group.indicator_set
    assert criteria is not None
    assert figures is not None
    return {
        "line": criteria.criteria.earliest("position").pk,
        "figure": figures.indicators.earliest("position").pk,
    }


@tree_kind("campaigns.problem")
def problem(world: World, place: str) -> Captures | None:
    """A difficulty that the place reported."""
    host = host_of(place)
    if host is None:
        return None
    running = running_in(world, host)
    mark = world.tree_mark(place)
    row = ProblemReport.objects.create(
        campaign_year=running.year,
        unit=world.places[place],
        author=world.residents[place],
        text=f"Khó khăn {mark}",
        proposal=f"Đề xuất {mark}",
        created_on=TODAY,
    )
    return {"pk": row.pk, "slug": running.campaign.slug, "year": running.year.year}


@tree_kind("campaigns.year_unit", "year_pk", "unit_pk")
def year_unit(world: World, place: str) -> Captures | None:
    """A place together with a year in which it reports."""
    host = host_of(place)
    if host is None:
        return None
    return {"year_pk": running_in(world, host).year.pk, "unit_pk": world.places[place].pk}
