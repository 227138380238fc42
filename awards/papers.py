"""The papers of an award, from the rows to the builders of ``documents``.

Every count on every paper comes from the same list of items, so that letter, list, minutes and
decision always agree.
"""

from __future__ import annotations

from collections.abc import Sequence

from awards.enums import Attendance, ItemResult, MemberPost, SessionState
from awards.models import Award, CouncilSession, Proposal, Submission
from awards.selectors.checks import village_total
from awards.selectors.law import regime_on
from awards.selectors.prizes import prize_of, prizes_on
from awards.selectors.recipients import kind_of
from awards.votes import percent_of
from campaigns.models import Campaign
from core import clock
from core.numbers import format_date, format_number
from documents import nd30
from documents.paper import DraftDate, Paper, Signer
from documents.papers import common, decisions, minutes, submissions
from documents.papers.common import Frame, Issuer, Nominee, NomineeKind
from units.enums import UnitType
from units.models import Unit

RESULTS = {
    ItemResult.PASSED: "Đạt",
    ItemResult.FAILED: "Không đạt",
    ItemResult.SKIPPED: "Không xét",
    ItemResult.TIED: "Ngang phiếu",
}


# ------------------------------------------------------------------ pieces


def nominees(items: Sequence[Proposal]) -> tuple[Nominee, ...]:
    """The list, in its order; the one source of every count."""
    past = _past(items)
    votes = _votes(items)
    return tuple(
        Nominee(
            kind=NomineeKind(one.recipient_kind),
            name=one.recipient_name,
            place=one.recipient_place,
            award=one.award_type.name,
            achievement=one.summary or one.reason,
            already="; ".join(past.get(one.achievement.recipient_id, ())),
            votes=votes.get(one.pk, ""),
        )
        for one in items
    )


def _past(items: Sequence[Proposal]) -> dict[int, list[str]]:
    rows = (
        Award.objects.in_force()
        .filter(recipient__in=[one.achievement.recipient_id for one in items])
        .exclude(proposal__in=items)
        .select_related("decision")
    )
    found: dict[int, list[str]] = {}
    for row in rows:
        found.setdefault(row.recipient_id, []).append(f"{row.form_name} ({row.decision})")
    return found


def _votes(items: Sequence[Proposal]) -> dict[int, str]:
    found = {}
    for one in items:
        line = one.agenda_items.filter(session__state=SessionState.CLOSED).order_by("-pk").first()
        if line is not None:
            found[one.pk] = f"{line.yes}/{line.total_members}"
        elif one.village_yes is not None:
            found[one.pk] = str(one.village_yes)
    return found


def _forms(items: Sequence[Proposal]) -> str:
    names = list(dict.fromkeys(one.award_type.name for one in items))
    return ", ".join(names) or "khen thưởng"


def merit_of(campaign: Campaign, period: str) -> str:
    """*thành tích xuất sắc trong Phong trào … năm 2026*."""
    when = f"giai đoạn {period}" if "–" in period else f"năm {period}"
    return f"thành tích xuất sắc trong Phong trào thi đua “{campaign.name}” {when}"


def _period(items: Sequence[Proposal], year: int) -> str:
    periods = {one.achievement.period_words for one in items}
    return periods.pop() if len(periods) == 1 else str(year)


def _basis(letter: Submission) -> tuple[str, ...]:
    regime = letter.regime or regime_on(clock.today())
    cited = regime.citations if regime else []
    plan = letter.campaign.document
    return (*(f"Căn cứ {one}" for one in cited), f"Căn cứ {plan}")


def _lower(unit: Unit) -> str:
    name = unit.display_name
    return name[:1].lower() + name[1:]


def _place(unit: Unit) -> str:
    commune = unit.commune
    return unit.place_name or (commune.place_name if commune else "") or "…"


def issuer_of(unit: Unit) -> Issuer:
    """Who issues a paper of the unit."""
    commune = unit if unit.type == UnitType.COMMUNE else unit.commune
    if unit.type == UnitType.COMMUNE:
        return common.committee(_lower(unit), _place(unit))
    above = _lower(commune) if commune else ""
    if unit.type == UnitType.VILLAGE:
        return common.village(unit.display_name, above, _place(unit))
    return Issuer(
        lines=(unit.display_name.upper(),),
        name=unit.display_name,
        code=unit.symbol or "ĐV",
        place=_place(unit),
        parent=f"UBND {above}" if above else "",
    )


def _frame(unit: Unit, year: int, *signers: Signer, recipients: tuple[str, ...] = ()) -> Frame:
    """A draft: number and day blank."""
    return Frame(
        issuer=issuer_of(unit), dated=DraftDate(year), signers=signers, recipients=recipients
    )


def _head(unit: Unit) -> Signer:
    if unit.type == UnitType.COMMUNE:
        return common.committee_signer()
    return Signer(("TRƯỞNG THÔN" if unit.type == UnitType.VILLAGE else "THỦ TRƯỞNG ĐƠN VỊ",))


# ------------------------------------------------------------------ the letter


def letter_paper(letter: Submission, items: Sequence[Proposal]) -> Paper:
    """Tờ trình (Mẫu số 01). A village, which has no number series, writes to the commune too."""
    issuer = issuer_of(letter.unit)
    frame = _frame(letter.unit, letter.year, _head(letter.unit), recipients=("Như trên",))
    if not issuer.code:
        frame = Frame(
            issuer=Issuer(**{**vars(issuer), "code": "T"}),
            dated=frame.dated,
            signers=frame.signers,
            recipients=frame.recipients,
        )
    host = letter.host
    to = (
        f"Chủ tịch Ủy ban nhân dân {_lower(host)}"
        if host.type == UnitType.COMMUNE
        else f"Thủ trưởng {host.display_name}"
    )
    return submissions.submission(
        frame,
        submissions.Submission(
            addressees=(to,),
            form=_forms(items),
            merit=merit_of(letter.campaign, _period(items, letter.year)),
            legal_basis=_basis(letter),
            nominees=nominees(items),
        ),
    )


def list_paper(letter: Submission, items: Sequence[Proposal]) -> Paper:
    """Danh sách đề nghị khen thưởng."""
    return submissions.nomination_list(
        _frame(letter.unit, letter.year, _head(letter.unit)),
        submissions.Nominations(
            subject=f"năm {letter.year}",
            reference=f"(Kèm theo Tờ trình số      ngày      tháng      năm {letter.year} "
            f"của {issuer_of(letter.unit).name})",
            nominees=nominees(items),
        ),
    )


def report_paper(proposal: Proposal) -> Paper:
    """Báo cáo thành tích (Mẫu số 08)."""
    letter = proposal.submission
    past = (
        Award.objects.in_force()
        .filter(recipient=proposal.achievement.recipient_id)
        .exclude(proposal=proposal)
        .select_related("decision")
    )
    is_person = proposal.recipient_kind != "collective"
    confirming = letter.host if letter.unit.type == UnitType.VILLAGE else letter.unit
    author = "NGƯỜI BÁO CÁO" if is_person else "THỦ TRƯỞNG ĐƠN VỊ"
    return submissions.achievement_report(
        _frame(letter.unit, letter.year, Signer((author,))),
        submissions.Achievements(
            nominee=proposal.recipient_name,
            form=proposal.award_type.name,
            subject=f"trong Phong trào thi đua “{letter.campaign.name}”",
            is_person=is_person,
            about=(f"Tên: {proposal.recipient_name}.", f"Địa chỉ: {proposal.recipient_place}."),
            achievements=(
                submissions.Section("Kết quả trong phong trào", (proposal.reason,)),
                submissions.Section("Thành tích cụ thể", tuple(proposal.report.splitlines())),
            ),
            author=Signer((author,)),
            confirmed_by=Signer((f"XÁC NHẬN CỦA {issuer_of(confirming).name.upper()}",)),
            distinctions=tuple(
                submissions.Distinction(
                    year=row.period_words,
                    form=row.form_name,
                    decision=str(row.decision),
                    issuer=row.decision.issuer,
                )
                for row in past
            ),
        ),
    )


def village_paper(letter: Submission, items: Sequence[Proposal]) -> Paper:
    """Biên bản họp thôn."""
    meeting = letter.meeting
    lines = []
    words = "số người dự họp"
    for one in items:
        total = village_total(one.rule, meeting, one) if one.rule else meeting.present
        if one.rule and one.rule.village_denominator == "households":
            words = "tổng số hộ"
        lines.append(
            minutes.VoteLine(
                name=one.recipient_name,
                award=one.award_type.name,
                agreed=one.village_yes or 0,
                refused=one.village_no or 0,
                share=percent_of(one.village_yes or 0, total),
                result="Không đạt" if one.state == "not_passed" else "Đề nghị",
            )
        )
    day = nd30.date_words(meeting.held_on)
    return minutes.village_minutes(
        _frame(
            letter.unit,
            letter.year,
            Signer(("THƯ KÝ",), meeting.kept_by),
            Signer(("CHỦ TRÌ",), meeting.chaired_by),
        ),
        minutes.VillageMinutes(
            subject=f"đề nghị khen thưởng năm {letter.year}",
            meeting=minutes.Meeting(
                began=day, ended="", place=letter.unit.display_name,
                chair=meeting.chaired_by, secretary=meeting.kept_by,
            ),
            households=meeting.households,
            attending=meeting.present,
            votes=tuple(lines),
            discussion=tuple(meeting.minutes.splitlines()),
            conclusion=(f"Cuộc họp đề nghị khen thưởng {common.counted(nominees(items))}.",),
            denominator=words,
        ),
    )  # fmt: skip


# ------------------------------------------------------------------ the council


def council_paper(session: CouncilSession) -> Paper:
    """Biên bản họp Hội đồng: the numbers are those that the closing froze."""
    members = [one for one in session.members.all() if not one.removed_reason]
    present = [one for one in members if one.attendance == Attendance.PRESENT]
    written = [one for one in members if one.attendance == Attendance.WRITTEN]
    agenda = list(session.agenda.select_related("proposal__award_type", "proposal__achievement"))
    passed = [one.proposal for one in agenda if one.result == ItemResult.PASSED]
    chair = next((one.full_name for one in members if one.post == MemberPost.CHAIR), "")
    secretary = next((one.full_name for one in members if one.post == MemberPost.SECRETARY), "")
    unit = session.unit
    issuer = common.council(_lower(unit), _place(unit))
    frame = Frame(
        issuer=issuer,
        dated=DraftDate(session.held_on.year),
        signers=(Signer(("THƯ KÝ",), secretary), common.council_signer(chair)),
    )
    is_closed = session.state == SessionState.CLOSED
    conclusion = (
        (
            f"Hội đồng thống nhất đề nghị khen thưởng {common.counted(nominees(passed))}.",
            *[f"Mã xác nhận kết quả: {session.result_hash[:16]}."],
        )
        if is_closed
        else ()
    )
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
            conclusion=conclusion,
        ),
    )  # fmt: skip


# ------------------------------------------------------------------ the decision


def decision_paper(unit: Unit, items: Sequence[Proposal]) -> Paper:
    """Quyết định tặng Giấy khen as a draft: the chair signs it, the clerk numbers it."""
    letter = items[0].submission
    listed = _with_prizes(items)
    total = sum(one.prize or 0 for one in listed)
    prizes = (
        f"Kèm theo tiền thưởng theo quy định, tổng số tiền {format_number(total)} đồng, "
        "từ quỹ thi đua, khen thưởng."
        if total
        else ""
    )
    name = letter.unit.display_name if unit.type != UnitType.COMMUNE else _lower(unit)
    return decisions.award_decision(
        _frame(unit, letter.year, common.chair_signer()),
        decisions.AwardDecision(
            unit=name,
            form="Giấy khen",
            merit=merit_of(letter.campaign, _period(items, letter.year)),
            legal_basis=_basis(letter),
            nominees=listed,
            prizes=prizes,
        ),
    )


def _with_prizes(items: Sequence[Proposal]) -> tuple[Nominee, ...]:
    money = prizes_on(clock.today(), [one.award_type_id for one in items])
    return tuple(
        Nominee(
            kind=NomineeKind(one.recipient_kind),
            name=one.recipient_name,
            place=one.recipient_place,
            prize=prize_of(money, one.award_type_id, kind_of(one.achievement.recipient)).amount,
        )
        for one in items
    )
