"""What units write: records, evidence, results, titles, reports."""

from __future__ import annotations

import datetime as dt

from assessments.enums import Action, Judgement, ScoreAct, Status
from assessments.models import (
    Answer,
    Assessment,
    AssessmentEvent,
    Author,
    CompactResult,
    Evidence,
    ScoreLine,
    ScoreSheet,
)
from campaigns.models import CampaignYear
from criteria.enums import CriterionKind, ScoringMode, SetKind
from criteria.models import CriteriaSet
from documents import storage
from documents.enums import PaperState
from documents.models import IssuedPaper, NumberSeries, Signatory, StoredFile
from reports.enums import BundleKind, ReportKind, ReportState
from reports.models import AnnualReport, Bundle, EditedPassage
from reports.papers.passages import passages
from reports.papers.render import paper_of
from reports.snapshots.sheet import sheet_snapshot
from tests.builders import campaigns, recognitions
from tests.builders.objects.plans import Running, host_of, lines_of, participation, running_in
from tests.builders.objects.registry import Captures, tree_kind
from tests.builders.papers import KIND
from tests.builders.world import PLACES, TODAY, World
from units.enums import UnitType


def _assessment(world: World, place: str) -> Assessment | None:
    host = host_of(place)
    if host is None:
        return None
    key = f"assessment:{place}"
    if key not in world.memory:
        participation(world, place)
        world.memory[key] = _handed_in(world, place, running_in(world, host))
    found: Assessment = world.memory[key]
    return found


def _handed_in(world: World, place: str, running: Running) -> Assessment:
    mark, author = world.tree_mark(place), world.residents[place]
    at = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
    row = Assessment.objects.create(
        campaign_year=running.year,
        unit=world.places[place],
        group=running.group,
        unit_name=str(world.places[place]),
        unit_path=world.places[place].path,
        status=Status.SUBMITTED,
        submitted_at=at,
        submitted_by=author,
        receipt_code=f"BN-{mark}",
    )
    Author.objects.create(assessment=row, user=author)
    Answer.objects.create(
        assessment=row,
        criterion_id=lines_of(running)["line"],
        self_value=Judgement.MET,
        self_note=f"Ghi chú {mark}",
    )
    AssessmentEvent.objects.create(
        assessment=row,
        action=Action.SUBMIT,
        to_status=row.status,
        actor=author,
        note=f"Đã nộp {mark}",
        receipt_code=row.receipt_code,
        at=at,
    )
    return row


@tree_kind("assessments.assessment")
def assessment(world: World, place: str) -> Captures | None:
    """The place's record of the year, begun."""
    row = _assessment(world, place)
    if row is None:
        return None
    host = host_of(place)
    assert host is not None
    return {"pk": row.pk, "action": Action.START_REVIEW, **lines_of(running_in(world, host))}


@tree_kind("assessments.evidence")
def evidence(world: World, place: str) -> Captures | None:
    """A file that supports an answer."""
    row = _assessment(world, place)
    if row is None:
        return None
    mark = world.tree_mark(place)
    found = Evidence.objects.create(
        assessment=row,
        criterion=row.answers.get().criterion,
        file=_file(world, mark),
        name=f"minh-chung-{mark}.txt",
        uploaded_by=world.residents[place],
    )
    return {"pk": found.pk}


@tree_kind("documents.signatory")
def signatory(world: World, place: str) -> Captures:
    """Somebody who signs for the place."""
    row = Signatory.objects.create(
        unit=world.places[place], name=f"Người ký {world.tree_mark(place)}", lines=["CHỦ TỊCH"],
        from_on=dt.date(2026, 1, 1),
    )  # fmt: skip
    return {"pk": row.pk}


@tree_kind("assessments.result")
def result(world: World, place: str) -> Captures | None:
    """The compact result of a household."""
    if PLACES[place][1] != UnitType.HOUSEHOLD:
        return None
    running = running_in(world, "nr")
    row = CompactResult.objects.create(
        campaign_year=running.year,
        unit=world.places[place],
        place=world.places[PLACES[place][0]],
        group=running.group,
        note=f"Kết quả {world.tree_mark(place)}",
        entered_by=world.residents["bp"],
    )
    return {"pk": row.pk}


@tree_kind("assessments.sheet")
def sheet(world: World, place: str) -> Captures | None:
    """The place's sheet of points by an official set."""
    host = host_of(place)
    if host is None:
        return None
    mark = world.tree_mark(place)
    row = ScoreSheet.objects.create(
        campaign_year=running_in(world, host).year,
        unit=world.places[place],
        criteria_set=_points(),
    )
    ScoreLine.objects.create(
        sheet=row,
        criterion=row.criteria_set.criteria.get(),
        own_number=1,
        note=f"Ghi chú {mark}",
        evidence=f"Minh chứng {mark}",
    )
    return {"pk": row.pk, "score_act": ScoreAct.HAND_IN}


def _points() -> CriteriaSet:
    code = "cham-diem-ma-tran"
    found = CriteriaSet.objects.filter(code=code).first()
    if found is not None:
        return found
    made = campaigns.criteria_set(code, kind=SetKind.OFFICIAL, scoring_mode=ScoringMode.POINTS)
    campaigns.criterion(made, "D-1", "Mục một", kind=CriterionKind.SCORED, max_points=10)
    return made


def _file(world: World, mark: str, content_type: str = "text/plain") -> StoredFile:
    content = f"{content_type} {mark}".encode()
    world.files.append(content)
    kept = storage.store(content)
    return StoredFile.objects.create(sha256=kept.sha256, size=kept.size, content_type=content_type)


# ---------------------------------------------------------------- titles and reports


@tree_kind("recognitions.recognition")
def recognition(world: World, place: str) -> Captures | None:
    """A title that the place holds, with its scanned decision."""
    names = {UnitType.HOUSEHOLD: "FAMILY", UnitType.VILLAGE: "COMMUNITY_VILLAGE"}
    name = names.get(PLACES[place][1])
    if name is None:
        return None
    mark = world.tree_mark(place)
    row = recognitions.recognised(
        recognitions.title(name),
        world.places[place],
        TODAY.year - 1,
        decision_number=f"{mark}/QĐ-UBND",
        signer=f"Người ký {mark}",
        scan=_file(world, mark, "application/pdf"),
        scan_name=f"{mark}.pdf",
        note=mark,
    )
    return {"pk": row.pk}


@tree_kind("reports.report")
def report(world: World, place: str) -> Captures | None:
    """The place's report of the year, as a draft with its papers."""
    host = host_of(place)
    if host is None:
        return None
    is_village = PLACES[place][1] == UnitType.VILLAGE
    mark = world.tree_mark(place)
    row = AnnualReport.objects.create(
        campaign_year=running_in(world, host).year,
        unit=world.places[place],
        kind=ReportKind.VILLAGE_SHEET if is_village else ReportKind.AGENCY_REPORT,
        state=ReportState.DRAFT,
        figures_hash=mark,
        pdf=_file(world, f"{mark}-pdf", "application/pdf"),
        docx=_file(world, f"{mark}-docx", "application/msword"),
        built_on=TODAY,
    )
    return {"pk": row.pk, "form": "pdf"}


@tree_kind("documents.paper")
def paper(world: World, place: str) -> Captures | None:
    """The place's report, sent upward with every file it can have."""
    host = host_of(place)
    if host is None:
        return None
    mark = world.tree_mark(place)
    pdf = _file(world, f"{mark}-paper", "application/pdf")
    book = NumberSeries.objects.create(
        unit=world.places[place], body=mark, year=TODAY.year, last_number=1
    )
    row = IssuedPaper.objects.create(
        unit=world.places[place], kind=KIND, object_id=mark, title=f"Báo cáo {mark}",
        symbol="BC-UBND", state=PaperState.SIGNED, content_hash=mark, frozen_pdf=pdf,
        series=book, number=1, dated=TODAY, issued_pdf=pdf, signed_file=pdf,
    )  # fmt: skip
    return {"pk": row.pk, "which": "frozen", "form": "pdf"}


@tree_kind("reports.passage")
def passage(world: World, place: str) -> Captures | None:
    """A passage of a report that is written and edited; one report a place, in an earlier year."""
    host = host_of(place)
    if host is None:
        return None
    mark = world.tree_mark(place)
    running = running_in(world, host).year
    year, _made = CampaignYear.objects.get_or_create(
        campaign=running.campaign, year=running.year - 1, defaults={"state": "closed"}
    )
    unit = world.places[place]
    figures = sheet_snapshot(year, unit, TODAY)
    figures["unit"]["name"] = f"{figures['unit']['name']} {mark}"
    row = AnnualReport.objects.create(
        campaign_year=year, unit=unit, kind=ReportKind.AGENCY_REPORT, state=ReportState.DRAFT,
        figures=figures, figures_hash=mark, files_for=mark,
        paper=IssuedPaper.objects.create(
            unit=unit, kind="reports.report", object_id=f"p{mark}", title=mark
        ),
    )  # fmt: skip
    key = passages(paper_of(figures, row.kind).blocks)[0].key
    EditedPassage.objects.create(
        report=row, key=key, blocks=[["p", [[mark, False, False]]]], written_beside="",
        edited_by=world.residents[place], version=1,
    )  # fmt: skip
    return {"pk": row.pk, "key": key}


@tree_kind("reports.bundle")
def bundle(world: World, place: str) -> Captures | None:
    """A dossier that is packed."""
    host = host_of(place)
    if host is None:
        return None
    mark = world.tree_mark(place)
    row = Bundle.objects.create(
        kind=BundleKind.HANDOVER, unit=world.places[place], requested_by=world.residents[place],
        campaign_year=running_in(world, host).year,
        file=_file(world, f"{mark}-zip", "application/zip"),
    )  # fmt: skip
    return {"pk": row.pk}


@tree_kind("reports.bundle_wish", "unit_pk")
def bundle_wish(world: World, place: str) -> Captures | None:
    """A dossier that may be asked for."""
    host = host_of(place)
    if host is None:
        return None
    year = running_in(world, host).year
    return {"year_pk": year.pk, "unit_pk": world.places[place].pk, "kind": "handover"}
