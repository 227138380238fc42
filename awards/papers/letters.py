"""The letter with its list, the reports of achievements, the village's minutes."""

from __future__ import annotations

from collections.abc import Sequence

from awards.models import Award, Proposal, Submission
from awards.papers.common import (
    basis_of,
    forms_of,
    frame_of,
    head_signer,
    in_sentence,
    issuer_of,
    merit_of,
    nominees,
    period_of,
)
from awards.selectors.checks import village_total
from awards.votes import percent_of
from documents import nd30
from documents.paper import Paper, Signer
from documents.papers import common, minutes, submissions
from documents.papers.common import Frame, Issuer
from units.enums import UnitType


def letter_paper(letter: Submission, items: Sequence[Proposal]) -> Paper:
    """Tờ trình (Mẫu số 01). A village, which has no number series, writes to the commune too."""
    issuer = issuer_of(letter.unit)
    frame = frame_of(letter.unit, letter.year, head_signer(letter.unit), recipients=("Như trên",))
    if not issuer.code:
        frame = Frame(
            issuer=Issuer(**{**vars(issuer), "code": "T"}),
            dated=frame.dated,
            signers=frame.signers,
            recipients=frame.recipients,
        )
    host = letter.host
    to = (
        f"Chủ tịch Ủy ban nhân dân {in_sentence(host)}"
        if host.type == UnitType.COMMUNE
        else f"Thủ trưởng {host.display_name}"
    )
    return submissions.submission(
        frame,
        submissions.Submission(
            addressees=(to,),
            form=forms_of(items),
            merit=merit_of(letter.campaign, period_of(items, letter.year)),
            legal_basis=basis_of(letter),
            nominees=nominees(items),
        ),
    )


def list_paper(letter: Submission, items: Sequence[Proposal]) -> Paper:
    """Danh sách đề nghị khen thưởng."""
    return submissions.nomination_list(
        frame_of(letter.unit, letter.year, head_signer(letter.unit)),
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
        frame_of(letter.unit, letter.year, Signer((author,))),
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
        frame_of(
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
