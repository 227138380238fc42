"""Awards: the catalogue, a campaign with its council, letters on their way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from accounts.models import User
from awards.data_files import load_catalogue
from awards.enums import Action, Attendance, Choice, Level, MemberPost, State, VoteMode
from awards.models import AwardRule, AwardType, CouncilSession, Proposal, Submission
from awards.services import (
    appraising,
    ballots,
    catalogue,
    council_members,
    proposals,
    sending,
    sessions,
    village_meeting,
)
from awards.services.conferring import DecisionFacts
from awards.services.council_members import Seat
from awards.services.proposals import NewItem
from awards.services.sessions import Closing
from awards.services.steps import Details, fetch, perform
from awards.services.village_meeting import Meeting
from campaigns.enums import Occasion
from campaigns.models import Campaign
from core import clock
from tests.builders import campaigns, people
from tests.drawn import once
from tests.org import Org
from units.enums import Role
from units.models import Unit

TODAY = dt.date(2026, 11, 2)
GOOD_REASON = "Báo cáo thành tích chưa nêu số liệu của năm, đề nghị bổ sung."


@dataclass(frozen=True)
class World:
    """Na Rì with its campaign of 2026–2030, its council of nine, and who signs."""

    org: Org
    campaign: Campaign
    thu: User
    members: tuple[User, ...]

    def form(self, code: str = "GK") -> AwardType:
        """An award form by its code."""
        return AwardType.objects.get(code=code)


@once
def world(org: Org, *, day: dt.date = TODAY, seats: int = 9) -> World:
    """The catalogue, a campaign, the council's secretary Thu and her members."""
    clock.set_business_day(day)
    catalogue.load_catalogue(load_catalogue())
    campaign = campaigns.campaign(org.na_ri)
    thu, members = council(org, seats)
    return World(org, campaign, thu, members)


def council(org: Org, seats: int) -> tuple[User, tuple[User, ...]]:
    """The secretary Thu and the members of Na Rì's council, Dũng in the chair."""
    thu = people.someone("thu", "Mã Thị Thu", org.na_ri, Role.SECRETARY)
    members = [org.dung]
    members += [
        people.someone(f"uyvien{one}", f"Ủy Viên Số {one}", org.na_ri, Role.MEMBER)
        for one in range(1, seats)
    ]
    for place, user in enumerate(members):
        council_members.seat(
            org.na_ri,
            Seat(
                full_name=user.full_name,
                post=MemberPost.CHAIR if place == 0 else MemberPost.MEMBER,
                from_on=dt.date(2026, 1, 1),
                user=user,
            ),
            actor=thu,
        )
    return thu, tuple(members)


@once
def letter(
    of: World, unit: Unit, actor: User, *, occasion: str = Occasion.ANNUAL, year: int = 2026
) -> Submission:
    """A letter that is being made."""
    return proposals.open_submission(unit, of.campaign, occasion=occasion, year=year, actor=actor)


def item(
    of: World, on: Submission, recipient: Unit, actor: User, code: str = "GK", **fields: Any
) -> Proposal:
    """An item with its report on a letter."""
    fields.setdefault("report", "Hộ đạt Gia đình học tập, các con đều đi học đúng độ tuổi.")
    fields.setdefault("summary", "Gia đình học tập tiêu biểu.")
    fields.setdefault("reason", "Đạt Gia đình học tập năm 2026")
    fields.setdefault("period_from", on.year)
    fields.setdefault("period_to", on.year)
    made, refused = proposals.add_items(
        on, [NewItem(recipient=recipient, award_type=of.form(code), **fields)], actor=actor
    )
    assert refused == []
    return fetch(made[0].pk)


def meet(on: Submission, actor: User, *, yes: int = 30, present: int = 35) -> Submission:
    """The village met and said yes to everybody."""
    ids = on.proposals.values_list("pk", flat=True)
    return village_meeting.record_meeting(
        on,
        Meeting(
            held_on=clock.today(),
            households=60,
            present=present,
            chaired_by="Hoàng Văn Páo",
            kept_by="Hoàng Thị Mai",
            votes=dict.fromkeys(ids, (yes, present - yes)),
        ),
        actor=actor,
    )


@once
def sent(of: World, recipient: Unit, code: str = "GK", **fields: Any) -> Proposal:
    """An item that Páo's village discussed and sent."""
    on = letter(of, of.org.ban_po, of.org.pao)
    proposal = item(of, on, recipient, of.org.pao, code, **fields)
    on = meet(on, of.org.pao)
    assert sending.send(on, actor=of.org.pao) == []
    return fetch(proposal.pk)


def do(action: Action, proposal: Proposal, actor: User, **details: Any) -> Proposal:
    """One step."""
    seen = fetch(proposal.pk)
    return perform(action, seen, actor=actor, version=seen.version, details=Details(**details))


def appraised(of: World, proposal: Proposal) -> Proposal:
    """Received and appraised by Minh; every warning answered."""
    seen = do(Action.ACCEPT, proposal, of.org.minh)
    seen = appraising.appraise(
        seen, text="Đủ điều kiện, đề nghị Hội đồng xét.", actor=of.org.minh, version=seen.version
    )
    for warning in seen.warnings.all():
        appraising.answer_warning(
            warning, answer="Đã kiểm tra, đề nghị xét.", actor=of.org.minh, proposal=seen
        )
    return fetch(seen.pk)


def before_council(of: World, proposal: Proposal) -> Proposal:
    """Up to the council's table; the public notice is over."""
    seen = appraised(of, proposal)
    seen = appraising.publish(seen, actor=of.org.minh, version=seen.version)
    assert seen.notice_until is not None
    clock.set_business_day(seen.notice_until + dt.timedelta(days=1))
    return do(Action.TO_COUNCIL, seen, of.org.minh)


def session(
    of: World, items: Sequence[Proposal], *, mode: VoteMode = VoteMode.PHONE
) -> CouncilSession:
    """A session of today with an agenda, open for ballots."""
    planned = sessions.plan_session(of.org.na_ri, held_on=clock.today(), mode=mode, actor=of.thu)
    assert sessions.set_agenda(planned, items, actor=of.thu) == []
    return sessions.open_session(planned, actor=of.thu)


def vote(of: World, on: CouncilSession, yes: int) -> None:
    """So many members say yes to everything they may vote on, the others no."""
    for place, user in enumerate(of.members):
        member = ballots.seat_of(on, user)
        assert member is not None
        if member.attendance != Attendance.PRESENT:
            continue
        choice = Choice.YES if place < yes else Choice.NO
        items = ballots.votable(on, member)
        ballots.cast(on, {one.pk: choice for one in items}, actor=user)


def passed(of: World, proposal: Proposal) -> Proposal:
    """Voted by all nine, waiting for the signature."""
    seen = before_council(of, proposal)
    on = session(of, [seen])
    vote(of, on, 9)
    sessions.close(on, Closing(), actor=of.thu)
    return fetch(seen.pk)


def facts(number: str = "215/QĐ-UBND", **fields: Any) -> DecisionFacts:
    """What stands on the commune's decision of today."""
    fields.setdefault("decided_on", clock.today())
    fields.setdefault("issuer", "Chủ tịch UBND xã Na Rì")
    fields.setdefault("level", Level.COMMUNE)
    return DecisionFacts(number=number, **fields)


def put(proposal: Proposal, state: State, **fields: Any) -> Proposal:
    """Stand an item somewhere without the way there; for tables only."""
    Proposal.objects.filter(pk=proposal.pk).update(state=state, **fields)
    return fetch(proposal.pk)


def rule(code: str, **fields: Any) -> AwardRule:
    """Change the rule in force on the business day."""
    row: AwardRule = AwardRule.objects.on(clock.today()).get(award_type__code=code, place=None)
    AwardRule.objects.filter(pk=row.pk).update(**fields)
    row.refresh_from_db()
    return row
