"""Awards of the demo year: letters of villages, two council sessions, one decision."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from accounts.models import User
from awards.enums import Action, Attendance, Choice, Level, MemberPost, State, VoteMode
from awards.models import Award, AwardType, CouncilSession, Proposal
from awards.selectors.candidates import in_rank, ranked, reasons_of
from awards.services import (
    appraising,
    ballots,
    council_members,
    proposals,
    sending,
    sessions,
    signing,
    village_meeting,
)
from awards.services.conferring import DecisionFacts
from awards.services.council_members import Seat
from awards.services.proposals import NewItem
from awards.services.sessions import Closing
from awards.services.steps import Details, fetch, perform
from awards.services.village_meeting import Meeting
from campaigns.enums import Occasion
from reports.demo.stages import Play, at
from units.enums import Role, UnitType
from units.models import Membership, Unit

SENT, RECEIVED, MET, SIGNED, TODAY = (
    dt.date(2026, 11, 25),
    dt.date(2026, 11, 26),
    dt.date(2026, 12, 4),
    dt.date(2026, 12, 7),
    dt.date(2026, 12, 7),
)
EACH = 3
REPORT = (
    "Gia đình có nền nếp học tập, con cháu trong độ tuổi đều đến trường.\n"
    "Người lớn tham gia lớp của Trung tâm học tập cộng đồng, vận động hàng xóm cùng học.\n"
    "Đóng góp quỹ khuyến học của thôn hằng năm."
)
# A council is not made of accounts alone: who has none sends an opinion or is counted absent.
SEATS = (
    ("chutich", MemberPost.CHAIR, "Chủ tịch UBND xã"),
    ("lanhdao", MemberPost.DEPUTY, "Trưởng phòng Văn hóa - Xã hội"),
    ("thuky", MemberPost.SECRETARY, "Công chức Văn phòng HĐND và UBND"),
    ("hoidong", MemberPost.MEMBER, "Chủ tịch Hội Khuyến học xã"),
    ("vanthu", MemberPost.MEMBER, "Văn phòng HĐND và UBND"),
)


def play_awards(play: Play, units: Sequence[Unit]) -> None:
    """The whole way, at the stage of awarding."""
    propose(play, units)
    decide(play)


def propose(play: Play, units: Sequence[Unit]) -> None:
    """Villages send letters on their last day."""
    villages = [one for one in units if one.type == UnitType.VILLAGE]
    at(SENT)
    for village in villages[: play.demo.villages_with_households]:
        _send(play, village)


def _send(play: Play, village: Unit) -> None:
    head = play.office.heads[village.pk]
    campaign, year = play.year.campaign, play.year.year
    homes = _homes(play, village)
    if not homes:
        return
    reasons = reasons_of(campaign, year, village, [one.pk for one in homes])
    letter = proposals.open_submission(
        village, campaign, occasion=Occasion.ANNUAL, year=year, actor=head
    )
    form = AwardType.objects.get(code="GK")
    items = [
        NewItem(
            recipient=one,
            award_type=form,
            period_from=year,
            period_to=year,
            reason=reasons.get(one.pk, ""),
            summary="Hộ tiêu biểu trong phong trào học tập của thôn.",
            report=REPORT,
        )
        for one in homes
    ]
    made, _refused = proposals.add_items(letter, items, actor=head)
    village_meeting.record_meeting(
        letter,
        Meeting(
            held_on=SENT,
            households=60,
            present=48,
            chaired_by=head.full_name,
            kept_by="Trưởng Ban công tác Mặt trận",
            minutes="Các hộ nêu trên được bà con đồng tình.",
            votes={one.pk: (46 - place, 2 + place) for place, one in enumerate(made)},
        ),
        actor=head,
    )
    letter.refresh_from_db()
    sending.send(letter, actor=head)


def _homes(play: Play, village: Unit) -> list[Unit]:
    """The best households without an award of the year."""
    campaign, year = play.year.campaign, play.year.year
    awarded = Award.objects.in_force().filter(campaign=campaign, period_to=year)
    best = in_rank(ranked(campaign, year, village, UnitType.HOUSEHOLD))
    free = best.exclude(pk__in=awarded.values("recipient"))
    return list(free[:EACH])


def decide(play: Play) -> None:
    """The office appraises, the council meets, the chair signs; the last letters still wait."""
    people = _people(play)
    _seat(play, people)
    waiting = list(Proposal.objects.filter(state=State.RECEIVED).order_by("pk"))
    first = waiting[: 2 * EACH]
    at(RECEIVED)
    for row in waiting[: 4 * EACH]:
        _appraise(row, play.office.officer)
    at(MET)
    _to_council(first, play.office.officer)
    session = _session(play, people, first, MET)
    for word in ("chutich", "lanhdao", "thuky", "hoidong", "vanthu"):
        _vote(session, people[word])
    sessions.close(session, Closing(minutes="Hội đồng nhất trí cao."), actor=people["thuky"])
    at(SIGNED)
    passed = list(Proposal.objects.filter(state=State.SIGNATURE).order_by("pk"))
    signing.confer(
        [one for one in passed if fetch(one.pk).submission.unit_id == _unit(passed[0])],
        DecisionFacts(
            number="228/QĐ-UBND",
            decided_on=SIGNED,
            issuer="Chủ tịch Ủy ban nhân dân xã",
            level=Level.COMMUNE,
            signer=people["chutich"].full_name,
            signer_title="Chủ tịch",
        ),
        actor=people["chutich"],
    )
    second = waiting[2 * EACH : 3 * EACH]
    _to_council(second, play.office.officer)
    open_one = _session(play, people, second, TODAY)
    _vote(open_one, people["vanthu"])


def _unit(row: Proposal) -> int:
    return fetch(row.pk).submission.unit_id


def _people(play: Play) -> dict[str, User]:
    host = play.year.campaign.launched_by
    roles = {
        "vanthu": Role.CLERK,
        "chutich": Role.CHAIR,
        "thuky": Role.SECRETARY,
        "hoidong": Role.MEMBER,
        "lanhdao": Role.LEADER,
    }
    rows = Membership.objects.filter(unit=host, role__in=roles.values()).select_related("user")
    by_role = {row.role: row.user for row in rows}
    return {word: by_role[role] for word, role in roles.items()}


def _seat(play: Play, people: dict[str, User]) -> None:
    for word, post, title in SEATS:
        user = people[word]
        council_members.seat(
            play.year.campaign.launched_by,
            Seat(
                full_name=user.full_name,
                title=title,
                post=post,
                user=user,
                from_on=dt.date(play.year.year, 1, 5),
                basis="Quyết định số 08/QĐ-UBND ngày 05/01/2026",
            ),
            actor=people["thuky"],
        )


def _appraise(row: Proposal, officer: User) -> None:
    seen = fetch(row.pk)
    seen = perform(Action.ACCEPT, seen, actor=officer, version=seen.version)
    seen = appraising.appraise(
        seen,
        text="Hồ sơ đủ, kết quả khớp sổ theo dõi; đề nghị Hội đồng xét.",
        actor=officer,
        version=seen.version,
    )
    for warning in seen.warnings.all():
        appraising.answer_warning(
            warning,
            answer="Đã đối chiếu văn bản; đề nghị xét theo quy định có lợi hơn cho hộ.",
            actor=officer,
            proposal=seen,
        )
    seen = fetch(seen.pk)
    appraising.publish(seen, actor=officer, version=seen.version)


def _to_council(rows: Sequence[Proposal], officer: User) -> None:
    for row in rows:
        seen = fetch(row.pk)
        perform(Action.TO_COUNCIL, seen, actor=officer, version=seen.version, details=Details())


def _session(
    play: Play, people: dict[str, User], rows: Sequence[Proposal], day: dt.date
) -> CouncilSession:
    host = play.year.campaign.launched_by
    secretary = people["thuky"]
    session = sessions.plan_session(
        host, held_on=day, mode=VoteMode.PHONE, place="Phòng họp UBND xã", actor=secretary
    )
    sessions.set_agenda(session, [fetch(row.pk) for row in rows], actor=secretary)
    return sessions.open_session(session, actor=secretary)


def _vote(session: CouncilSession, user: User) -> None:
    member = ballots.seat_of(session, user)
    if member is None or member.attendance != Attendance.PRESENT:
        return
    items = ballots.votable(session, member)
    ballots.cast(session, dict.fromkeys([one.pk for one in items], Choice.YES), actor=user)
