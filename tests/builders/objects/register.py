"""Decisions, awards, certificates, printers and open years of a place."""

from __future__ import annotations

import datetime as dt

from awards.models import Award, Certificate, CertificatePrint, Decision, HonoursYear, Printer
from awards.services.certificates import new_token
from core import clock
from documents import storage
from documents.models import StoredFile
from tests.builders import awards, units
from tests.builders.objects.registry import Captures, tree_kind
from tests.builders.world import PLACES, TODAY, World
from units.enums import UnitType

# Who keeps decisions, and who may be given something.
_KEEPING = frozenset({UnitType.COMMUNE, UnitType.AGENCY})
_GIVEN = frozenset({UnitType.VILLAGE, UnitType.HOUSEHOLD, UnitType.SCHOOL, UnitType.COMMUNE})


def _file(world: World, mark: str) -> StoredFile:
    content = f"scan {mark}".encode()
    world.files.append(content)
    kept = storage.store(content)
    return StoredFile.objects.create(
        sha256=kept.sha256, size=kept.size, content_type="application/pdf"
    )


def _decision(world: World, place: str) -> Decision:
    mark = world.tree_mark(place)
    return Decision.objects.create(
        unit=world.places[place],
        number=f"{mark}/QĐ-UBND",
        decided_on=dt.date(TODAY.year, 11, 1),
        issuer=f"Chủ tịch {mark}",
        level="commune",
        scan=_file(world, mark),
        scan_name=f"{mark}.pdf",
        entered_at=clock.now(),
    )


def _award(world: World, place: str) -> Award:
    """The place's award, by a decision of its own that marks only what the place may show."""
    key = f"award:{place}"
    if key not in world.memory:
        mark = world.tree_mark(place)
        form = awards.form()
        world.memory[key] = Award.objects.create(
            decision=_decision(world, place),
            recipient=world.places[place],
            recipient_name=f"Người {mark}",
            recipient_place=f"Nơi {mark}",
            recipient_kind="collective",
            award_type=form,
            form_name=form.name,
            level=form.level,
            period_from=TODAY.year,
            period_to=TODAY.year,
            achievement=f"Thành tích {mark}",
        )
    found: Award = world.memory[key]
    return found


def _sheet(world: World, place: str) -> Certificate:
    award = _award(world, place)
    found = award.certificates.first()
    if found is not None:
        return found
    return Certificate.objects.create(
        award=award,
        unit=world.places[place],
        year=TODAY.year,
        number=1,
        token=new_token(),
        issued_on=TODAY,
    )


@tree_kind("awards.decision")
def decision(world: World, place: str) -> Captures | None:
    """A decision that the place keeps."""
    if PLACES[place][1] not in _KEEPING:
        return None
    return {"pk": _decision(world, place).pk}


@tree_kind("awards.award")
def award(world: World, place: str) -> Captures | None:
    """Something that the place was given."""
    return {"pk": _award(world, place).pk} if PLACES[place][1] in _GIVEN else None


@tree_kind("awards.certificate")
def certificate(world: World, place: str) -> Captures | None:
    """The sheet of what the place was given."""
    return {"pk": _sheet(world, place).pk} if PLACES[place][1] in _GIVEN else None


@tree_kind("awards.print")
def print_job(world: World, place: str) -> Captures | None:
    """A file that was drawn for the place."""
    if PLACES[place][1] not in _KEEPING:
        return None
    made = _decision(world, place)
    row = CertificatePrint.objects.create(
        decision=made, file=_file(world, world.tree_mark(place)), sheets=1, wished_at=clock.now()
    )
    return {"pk": row.pk}


@tree_kind("awards.printer")
def printer(world: World, place: str) -> Captures | None:
    """A printer of the place."""
    if PLACES[place][1] not in _KEEPING:
        return None
    name = f"Máy {world.tree_mark(place)}"
    return {"pk": Printer.objects.create(unit=world.places[place], name=name).pk}


@tree_kind("awards.keeper", "unit_pk")
def keeper(world: World, place: str) -> Captures | None:
    """A place that keeps a register."""
    return {"unit_pk": world.places[place].pk} if PLACES[place][1] in _KEEPING else None


@tree_kind("awards.honours")
def honours(world: World, place: str) -> Captures | None:
    """A year that the place has closed again."""
    if PLACES[place][1] != UnitType.COMMUNE:
        return None
    row = HonoursYear.objects.create(
        unit=world.places[place], year=TODAY.year, opened_on=TODAY, is_open=False
    )
    return {"pk": row.pk}


@tree_kind("awards.public_sheet", "token", sees=lambda _who, _at: True)
def public_sheet(world: World, place: str) -> Captures | None:
    """A sheet of somebody without a mark: everybody who has it may look it up."""
    if place != "vn":
        return None
    form = awards.form()
    made = Decision.objects.create(
        unit=world.places[place],
        number="1/QĐ-UBND",
        decided_on=TODAY,
        issuer="Chủ tịch",
        level="commune",
        entered_at=clock.now(),
    )
    row = Award.objects.create(
        decision=made,
        recipient=world.places[place],
        recipient_name="Ai cũng biết",
        recipient_kind="collective",
        award_type=form,
        form_name=form.name,
        level=form.level,
        period_from=TODAY.year,
        period_to=TODAY.year,
    )
    sheet = Certificate.objects.create(
        award=row, unit=made.unit, year=1, number=1, token=new_token(), issued_on=TODAY
    )
    return {"token": sheet.token}


@tree_kind("awards.public_year", "code", sees=lambda _who, _at: True)
def public_year(world: World, place: str) -> Captures | None:
    """An open year of a commune without a mark."""
    if place != "vn":
        return None
    commune = units.commune("Ai Cũng Biết", world.places["tn"], code="97777")
    HonoursYear.objects.create(unit=commune, year=TODAY.year, opened_on=TODAY)
    return {"code": commune.code, "year": TODAY.year}
