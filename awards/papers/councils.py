"""Biên bản họp Hội đồng."""

from __future__ import annotations

from awards.enums import Attendance, ItemResult, MemberPost, SessionState
from awards.models import CouncilSession
from awards.papers.common import in_sentence, nominees, place_of
from awards.selectors.wording import outline_of_session
from awards.votes import percent_of
from core.numbers import format_date
from documents import nd30
from documents.paper import DraftDate, Paper, Signer
from documents.papers import common, minutes
from documents.papers.common import Frame

RESULTS = {
    ItemResult.PASSED: "Đạt",
    ItemResult.FAILED: "Không đạt",
    ItemResult.SKIPPED: "Không xét",
    ItemResult.TIED: "Ngang phiếu",
}


def council_paper(session: CouncilSession, outline: str | None = None) -> Paper:
    """Biên bản họp Hội đồng: the numbers are those that the closing froze.

    ``outline``: other words than those that it has.
    """
    members = [one for one in session.members.all() if not one.removed_reason]
    present = [one for one in members if one.attendance == Attendance.PRESENT]
    written = [one for one in members if one.attendance == Attendance.WRITTEN]
    agenda = list(session.agenda.select_related("proposal__award_type", "proposal__achievement"))
    passed = [one.proposal for one in agenda if one.result == ItemResult.PASSED]
    chair = next((one.full_name for one in members if one.post == MemberPost.CHAIR), "")
    secretary = next((one.full_name for one in members if one.post == MemberPost.SECRETARY), "")
    unit = session.unit
    issuer = common.council(in_sentence(unit), place_of(unit))
    frame = Frame(
        issuer=issuer,
        dated=DraftDate(session.held_on.year),
        signers=(Signer(("THƯ KÝ",), secretary), common.council_signer(chair)),
    )
    is_closed = session.state == SessionState.CLOSED
    proposed = common.counted(nominees(passed)) if is_closed else ""
    return minutes.council_minutes(
        frame,
        minutes.CouncilMinutes(
            subject=f"ngày {format_date(session.held_on)}",
            meeting=minutes.Meeting(
                began=nd30.date_words(session.held_on), ended="",
                place=session.place or unit.display_name, chair=chair, secretary=secretary,
            ),
            attendance=minutes.Attendance(
                members=len(members),
                present=len(present),
                written=len(written),
                absent=tuple(
                    f"{one.full_name}: {str(one.get_attendance_display()).lower()}"
                    for one in members
                    if one not in present
                ),
            ),
            appraisal=tuple(
                f"{one.proposal.recipient_name}: {one.proposal.appraisal}" for one in agenda
            ),
            discussion=tuple(session.minutes.splitlines()),
            votes=tuple(
                minutes.VoteLine(
                    name=one.proposal.recipient_name,
                    award=one.proposal.award_type.name,
                    agreed=one.yes,
                    refused=one.no,
                    share=percent_of(one.yes, one.total_members),
                    result=RESULTS.get(ItemResult(one.result), "") if one.result else "",
                )
                for one in agenda
            ),
            proposed=proposed,
            code=session.result_hash[:16],
            ties=_ties(session, chair),
        ),
        _of_minutes(session) if outline is None else outline,
    )  # fmt: skip


def _of_minutes(session: CouncilSession) -> str:
    """The words of today until the session is closed, then those of its closing."""
    if session.state == SessionState.CLOSED:
        return str(session.outline)
    return outline_of_session(session)


def _ties(session: CouncilSession, chair: str) -> tuple[str, ...]:
    """The chair's word on each item with equal votes, as the closing froze it."""
    lines = session.result["items"] if session.result else []
    return tuple(
        f"Ngang phiếu về {line['name']} ({line['yes']}/{line['total']} đồng ý): chủ tọa {chair} "
        f"{'đồng ý' if line['chair'] else 'không đồng ý'}; kết quả: "
        f"{RESULTS[ItemResult(line['result'])].lower()}."
        for line in lines
        if "chair" in line
    )
