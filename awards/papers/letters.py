"""The letter with its list, the reports of achievements, the village's minutes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from awards.enums import AwardPaper, BatchState, Denominator, Level
from awards.models import Award, Proposal, Submission
from awards.models.proposals import MENDABLE
from awards.papers.common import (
    basis_of,
    called,
    forms_of,
    frame_of,
    head_signer,
    in_sentence,
    issuer_of,
    merit_of,
    nominees,
    outline_of,
    period_of,
)
from awards.selectors.village_votes import VillageVote, taken_off, votes_of
from awards.votes import percent_of
from campaigns.selectors.outlines import outline_texts
from documents import nd30
from documents.paper import DraftDate, Paper, Signer
from documents.papers import common, minutes, submissions
from documents.papers.common import Frame, Issuer, Nominee, NomineeKind
from units.enums import UnitType
from units.models import Unit

# Form 01 and the list that goes with it are set from these words, so that a letter that was
# closed says for ever what it said then.
Words = dict[str, Any]
# A village is no administrative level; its head numbers what he writes under this sign.
VILLAGE_CODE = "T"
# Where the outlines stand in the kept words; a letter closed before there were any has none.
OUTLINES = "outlines"
COUNTED_FROM = {
    Denominator.HOUSEHOLDS: "tổng số hộ",
    Denominator.VALID_BALLOTS: "số phiếu hợp lệ",
}
ABOVE = frozenset(Level) - {Level.AGENCY, Level.COMMUNE}


def words_of(letter: Submission, items: Sequence[Proposal]) -> Words:
    """All that the letter and its list say, as plain values that can be kept."""
    unit = letter.unit
    issuer = vars(issuer_of(unit))
    return {
        "issuer": {**issuer, "code": issuer["code"] or VILLAGE_CODE},
        "year": letter.year,
        "signer": list(head_signer(unit).lines),
        "addressees": [addressee_of(letter, items)],
        "form": forms_of(items),
        "merit": merit_of(letter.campaign, period_of(items, letter.year)),
        "legal_basis": list(basis_of(letter)),
        "nominees": [{**vars(one), "kind": str(one.kind)} for one in nominees(items)],
        OUTLINES: outline_texts(letter.campaign_id, (AwardPaper.LETTER, AwardPaper.LIST)),
    }


def addressee_of(letter: Submission, items: Sequence[Proposal]) -> str:
    """To whom: the head of the commune or agency; what is granted above goes to the province."""
    host = letter.host
    if letter.unit_id == host.pk and any(one.award_type.level in ABOVE for one in items):
        above = Unit.objects.filter(pk__in=host.ancestor_ids, type=UnitType.PROVINCE).first()
        return f"Chủ tịch Ủy ban nhân dân {in_sentence(above) if above else 'tỉnh'}"
    if host.type == UnitType.COMMUNE:
        return f"Chủ tịch Ủy ban nhân dân {in_sentence(host)}"
    return f"Thủ trưởng {host.display_name}"


def letter_paper(letter: Submission, items: Sequence[Proposal]) -> Paper:
    """Tờ trình (Mẫu số 01) as a draft."""
    return letter_from(words_of(letter, items))


def letter_from(words: Words) -> Paper:
    """Tờ trình (Mẫu số 01), number and day blank."""
    frame = Frame(
        issuer=_issuer(words),
        dated=DraftDate(words["year"]),
        signers=(Signer(tuple(words["signer"])),),
    )
    return submissions.submission(
        frame,
        submissions.Submission(
            addressees=tuple(words["addressees"]),
            form=words["form"],
            merit=words["merit"],
            legal_basis=tuple(words["legal_basis"]),
            nominees=_nominees(words),
        ),
        _outline(words, AwardPaper.LETTER),
    )


def list_paper(letter: Submission, items: Sequence[Proposal]) -> Paper:
    """Danh sách đề nghị khen thưởng of a letter without number."""
    return list_from(words_of(letter, items))


def list_from(words: Words, number: int | None = None, dated: dt.date | None = None) -> Paper:
    """Danh sách đề nghị khen thưởng; it names the number and day of its letter."""
    issuer, year = _issuer(words), words["year"]
    frame = Frame(
        issuer=issuer,
        dated=dated or DraftDate(year),
        signers=(Signer(tuple(words["signer"])),),
        draft=number is None,
    )
    day = nd30.date_words(dated) if dated else nd30.draft_date_words(year)
    return submissions.nomination_list(
        frame,
        submissions.Nominations(
            subject=f"năm {year}",
            reference=nd30.annex_reference(
                "Tờ trình", issuer.symbol("Tờ trình"), issuer.name, day, number
            ),
            nominees=_nominees(words),
        ),
        _outline(words, AwardPaper.LIST),
    )


def _outline(words: Words, paper: AwardPaper) -> str:
    return str(words.get(OUTLINES, {}).get(paper, ""))


def _issuer(words: Words) -> Issuer:
    return Issuer(**{**words["issuer"], "lines": tuple(words["issuer"]["lines"])})


def _nominees(words: Words) -> tuple[Nominee, ...]:
    return tuple(Nominee(**{**one, "kind": NomineeKind(one["kind"])}) for one in words["nominees"])


def report_paper(proposal: Proposal, outline: str | None = None) -> Paper:
    """Báo cáo thành tích (Mẫu số 08). ``outline``: other words than those that it has."""
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
            subject=f"trong {called(letter.campaign)}",
            is_person=is_person,
            about=(f"Tên: {proposal.recipient_name}.", f"Địa chỉ: {proposal.recipient_place}."),
            results=(proposal.reason,),
            deeds=tuple(proposal.report.splitlines()),
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
        _of_report(proposal) if outline is None else outline,
    )


def _of_report(proposal: Proposal) -> str:
    """The words of today while the report is written, then those with which it was sent."""
    sent = None if proposal.state in MENDABLE else proposal.versions.last()
    if sent is None:
        return outline_of(proposal.submission, AwardPaper.REPORT)
    return str(sent.content.get("outline", ""))


def village_paper(letter: Submission, outline: str | None = None) -> Paper:
    """Biên bản họp thôn: every vote that was cast there, whatever became of the item since.

    ``outline``: other words than those that it has.
    """
    meeting = letter.meeting
    votes = votes_of(meeting)
    off = taken_off(votes)
    proposed = [one for one in votes if one.passed and one.proposal not in off]
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
            votes=tuple(_vote_line(one, is_off=one.proposal in off) for one in votes),
            proposed=common.counted(Nominee(NomineeKind(one.kind), one.name) for one in proposed),
            discussion=tuple(meeting.minutes.splitlines()),
            denominator=_counted_from(votes),
        ),
        _of_minutes(letter) if outline is None else outline,
    )  # fmt: skip


def _vote_line(vote: VillageVote, *, is_off: bool) -> minutes.VoteLine:
    result = "Đề nghị" if vote.passed else "Không đạt tỷ lệ"
    return minutes.VoteLine(
        name=vote.name,
        award=vote.award,
        agreed=vote.yes,
        refused=vote.no,
        share=percent_of(vote.yes, vote.of),
        result="Không đề nghị" if vote.passed and is_off else result,
    )


def _counted_from(votes: Sequence[VillageVote]) -> str:
    """What the shares were taken of, in words."""
    kinds = {one.denominator for one in votes}
    return next((words for kind, words in COUNTED_FROM.items() if kind in kinds), "số người dự họp")


def _of_minutes(letter: Submission) -> str:
    """The words of today; those of the day where the minutes were signed or the letter was sent."""
    meeting = letter.meeting
    if letter.state == BatchState.DRAFT and meeting.scan_id is None:
        return outline_of(letter, AwardPaper.VILLAGE_MINUTES)
    return str(meeting.outline)
