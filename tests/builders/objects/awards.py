"""Letters, their items, and council sessions."""

from __future__ import annotations

import datetime as dt

from accounts.models import User
from awards.data_files import load_catalogue
from awards.enums import Action, BatchState, MemberPost, Paper, State, VoteMode, WarningCode
from awards.models import (
    Achievement,
    AwardRule,
    AwardType,
    CouncilMember,
    CouncilSession,
    DossierFile,
    DossierPack,
    LegalRegime,
    Proposal,
    ProposalEvent,
    ProposalWarning,
    SessionMember,
    Submission,
)
from awards.services import catalogue
from documents import storage
from documents.services import row_of
from tests.builders.objects.plans import host_of, running_in
from tests.builders.objects.registry import Captures, own_kind, tree_kind
from tests.builders.world import PLACES, TODAY, World
from units.enums import UnitType

AT = dt.datetime(2026, 11, 10, tzinfo=dt.UTC)


def _letter(world: World, place: str) -> Submission | None:
    host = host_of(place)
    if host is None or PLACES[host][1] != UnitType.COMMUNE:
        return None
    key = f"letter:{place}"
    if key not in world.memory:
        catalogue.load_catalogue(load_catalogue())
        campaign = running_in(world, host).campaign
        world.memory[key] = Submission.objects.create(
            unit=world.places[place],
            host=world.places[host],
            campaign=campaign,
            occasion="annual",
            year=TODAY.year,
            state=BatchState.SENT,
            unit_name=f"Đơn vị {world.tree_mark(place)}",
            sent_on=TODAY,
            regime=LegalRegime.objects.on(TODAY).get(),
            created_by=world.residents[place],
            created_at=AT,
        )
    found: Submission = world.memory[key]
    return found


@tree_kind("awards.submission")
def submission(world: World, place: str) -> Captures | None:
    """A letter that the place sent, with an item."""
    letter = _letter(world, place)
    if letter is None or proposal(world, place) is None:
        return None
    return {"pk": letter.pk, "paper": "list", "extension": "docx"}


@tree_kind("awards.proposal")
def proposal(world: World, place: str) -> Captures | None:
    """An item of the place itself, received by the commune."""
    letter = _letter(world, place)
    if letter is None:
        return None
    key = f"proposal:{place}"
    if key not in world.memory:
        world.memory[key] = _item(world, place, letter)
    found: Captures = world.memory[key]
    return found


def _item(world: World, place: str, letter: Submission) -> Captures:
    mark, author = world.tree_mark(place), world.residents[place]
    form = AwardType.objects.get(code="GK")
    row = Proposal.objects.create(
        submission=letter,
        achievement=Achievement.objects.create(
            recipient=letter.unit,
            campaign=letter.campaign,
            period_from=TODAY.year,
            period_to=TODAY.year,
        ),
        award_type=form,
        rule=AwardRule.objects.on(TODAY).get(award_type=form, place=None),
        state=State.RECEIVED,
        recipient_kind="collective",
        recipient_name=f"Tập thể {mark}",
        summary=mark,
        report=mark,
        created_by=author,
    )
    content = f"%PDF-1.4 {mark}".encode()
    world.files.append(content)
    file = row_of(storage.store(content), "application/pdf")
    event = ProposalEvent.objects.create(
        proposal=row,
        action=Action.SUBMIT,
        from_state=State.DRAFT,
        to_state=State.RECEIVED,
        actor=author,
        note=mark,
        file=file,
        file_name=f"{mark}.pdf",
        on=TODAY,
        at=AT,
    )
    paper = DossierFile.objects.create(
        proposal=row,
        paper=Paper.RELATED,
        file=file,
        name=f"{mark}.pdf",
        added_by=author,
        added_at=AT,
    )
    warning = ProposalWarning.objects.create(proposal=row, code=WarningCode.NO_RESULT, text=mark)
    return {
        "pk": row.pk,
        "file": paper.pk,
        "event": event.pk,
        "warning": warning.pk,
        "action": "withdraw",
        "extension": "docx",
    }


@tree_kind("awards.seat")
def seat(world: World, place: str) -> Captures | None:
    """A member of the place's council."""
    if PLACES[place][1] != UnitType.COMMUNE:
        return None
    row = CouncilMember.objects.create(
        unit=world.places[place],
        full_name=f"Ủy viên {world.tree_mark(place)}",
        post=MemberPost.MEMBER,
        from_on=dt.date(2026, 1, 1),
    )
    return {"pk": row.pk}


@tree_kind("awards.session")
def session(world: World, place: str) -> Captures | None:
    """A session of the place's council, being prepared."""
    if PLACES[place][1] != UnitType.COMMUNE:
        return None
    mark = world.tree_mark(place)
    row = CouncilSession.objects.create(
        unit=world.places[place],
        held_on=TODAY,
        mode=VoteMode.PHONE,
        place=mark,
        created_by=world.residents[place],
    )
    member = CouncilMember.objects.create(
        unit=world.places[place],
        full_name=f"Ủy viên {mark}",
        post=MemberPost.MEMBER,
        from_on=dt.date(2026, 1, 1),
    )
    taken = SessionMember.objects.create(
        session=row, member=member, full_name=member.full_name, post=member.post
    )
    return {"pk": row.pk, "member": taken.pk, "extension": "docx"}


@own_kind("awards.pack")
def pack(world: World, owner: User) -> Captures:
    """A dossier that the owner once asked for, whether they may still read it or not."""
    place = next(place for place in world.places if _letter(world, place) is not None)
    letter = _letter(world, place)
    assert letter is not None
    if "pack" not in world.memory:
        content = f"PK {world.tree_mark(place)}".encode()
        world.files.append(content)
        world.memory["pack"] = row_of(storage.store(content), "application/zip")
    row = DossierPack.objects.create(
        submission=letter, requested_by=owner, wished_at=AT, file=world.memory["pack"], entries=1
    )
    return {"pk": row.pk}
