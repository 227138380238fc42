"""Minutes: of the commune's council, and of a village's meeting (sample 1.9 of the decree)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from core.numbers import format_number
from documents.paper import (
    Align,
    Block,
    BulletList,
    Column,
    Heading,
    Level,
    Paper,
    PaperKind,
    Paragraph,
    Table,
)
from documents.papers.common import TT, Frame

_RIGHT: Final = Align.RIGHT


@dataclass(frozen=True)
class Meeting:
    """When and where, by whom led and written down; moments as they are printed.

    ``began``: "08 giờ 00 phút, ngày 25 tháng 11 năm 2026". Blank while the meeting is to come.
    """

    began: str
    ended: str
    place: str
    chair: str
    secretary: str


@dataclass(frozen=True)
class Attendance:
    """Members, those present, those who wrote, and the names and reasons of those absent."""

    members: int
    present: int
    written: int = 0
    absent: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ballot:
    """The ballots of the session: handed out, come back, valid, not valid."""

    issued: int
    returned: int
    valid: int
    invalid: int


@dataclass(frozen=True)
class VoteLine:
    """One candidate's votes; ``share`` and ``result`` as they are printed."""

    name: str
    award: str
    agreed: int
    refused: int
    share: str
    result: str


@dataclass(frozen=True)
class CouncilMinutes:
    """What the council heard, discussed, voted and concluded."""

    subject: str
    meeting: Meeting
    attendance: Attendance
    appraisal: tuple[str, ...]
    discussion: tuple[str, ...]
    votes: tuple[VoteLine, ...]
    conclusion: tuple[str, ...]
    ballot: Ballot | None = None
    # What decided where the votes were equal, a sentence each.
    ties: tuple[str, ...] = ()


def council_minutes(frame: Frame, says: CouncilMinutes) -> Paper:
    """``Biên bản họp Hội đồng``; secretary left, chair right, in the council's own number series.

    ``frame.signers`` are secretary and chair.
    """
    blocks: list[Block] = [
        *_opening(says.meeting),
        Paragraph(_attendance(says.attendance)),
        Paragraph(f"Chủ trì (chủ tọa): {says.meeting.chair}."),
        Paragraph(f"Thư ký (người ghi biên bản): {says.meeting.secretary}."),
    ]
    if says.attendance.absent:
        blocks.insert(3, BulletList(says.attendance.absent))
    blocks += _section("Thường trực Hội đồng báo cáo kết quả thẩm định", says.appraisal)
    blocks += _section("Thảo luận", says.discussion)
    blocks.append(Heading(Level.SECTION, "Kết quả bỏ phiếu"))
    if says.ballot:
        blocks.append(Paragraph(_ballot(says.ballot)))
    blocks.append(_votes(says.votes, "Tỷ lệ trên tổng số thành viên (%)"))
    blocks += [Paragraph(line) for line in says.ties]
    blocks += _section("Kết luận", says.conclusion)
    return Paper(
        kind=PaperKind.MINUTES,
        header=frame.header(frame.issuer.symbol("Biên bản")),
        title="Biên bản",
        abstract=f"Họp xét khen thưởng {says.subject}",
        blocks=tuple(blocks),
        closing=_closing("Cuộc họp", says.meeting.ended),
        signers=frame.signers,
        recipients=frame.recipients,
        filing=("VT", "Hồ sơ"),
        draft=frame.draft,
    )


@dataclass(frozen=True)
class VillageMinutes:
    """A village's meeting: households there, who was put forward, how many households agreed.

    ``denominator``: what the share was taken of, in words ("số hộ dự họp").
    """

    subject: str
    meeting: Meeting
    households: int
    attending: int
    votes: tuple[VoteLine, ...]
    discussion: tuple[str, ...] = ()
    conclusion: tuple[str, ...] = ()
    denominator: str = "số hộ dự họp"


def village_minutes(frame: Frame, says: VillageMinutes) -> Paper:
    """``Biên bản họp thôn bình xét``; up to four people sign, in the order of ``frame.signers``."""
    there = (
        f"Thành phần tham dự: {format_number(says.attending)}/{format_number(says.households)} hộ."
    )
    blocks: list[Block] = [
        *_opening(says.meeting),
        Paragraph(there),
        Paragraph(f"Chủ trì: {says.meeting.chair}."),
        Paragraph(f"Thư ký: {says.meeting.secretary}."),
    ]
    blocks += _section("Nội dung", says.discussion)
    blocks.append(Heading(Level.SECTION, "Kết quả bình xét"))
    blocks.append(_votes(says.votes, f"Tỷ lệ trên {says.denominator} (%)"))
    blocks += _section("Kết luận", says.conclusion)
    return Paper(
        kind=PaperKind.VILLAGE_MINUTES,
        header=frame.header(),
        title="Biên bản",
        abstract=f"Họp thôn bình xét {says.subject}",
        blocks=tuple(blocks),
        closing=_closing("Cuộc họp", says.meeting.ended),
        signers=frame.signers,
        draft=frame.draft,
    )


def _opening(meeting: Meeting) -> Iterator[Block]:
    yield Paragraph(f"Thời gian bắt đầu: {meeting.began or _BLANK_MOMENT}.")
    yield Paragraph(f"Địa điểm: {meeting.place or '…'}.")


_BLANK_MOMENT: Final = "… giờ … phút, ngày … tháng … năm …"


def _attendance(there: Attendance) -> str:
    text = f"Thành phần tham dự: {there.present}/{there.members} thành viên"
    missing = there.members - there.present
    if missing:
        text += f"; vắng {missing}"
    if there.written:
        text += f" (trong đó {there.written} thành viên có ý kiến bằng văn bản)"
    return f"{text}{':' if there.absent else '.'}"


def _ballot(ballot: Ballot) -> str:
    return (
        f"Số phiếu phát ra: {ballot.issued}; thu về: {ballot.returned}; hợp lệ: {ballot.valid}; "
        f"không hợp lệ: {ballot.invalid}."
    )


def _section(heading: str, lines: tuple[str, ...]) -> Iterator[Block]:
    if not lines:
        return
    yield Heading(Level.SECTION, heading)
    yield from (Paragraph(line) for line in lines)


def _votes(votes: tuple[VoteLine, ...], share: str) -> Table:
    return Table(
        columns=(
            TT,
            Column("Tên", 5),
            Column("Hình thức, danh hiệu", 4),
            Column("Đồng ý", 1.6, _RIGHT),
            Column("Không đồng ý", 1.6, _RIGHT),
            Column(share, 2.4, _RIGHT),
            Column("Kết quả", 2.4, Align.CENTRE),
        ),
        rows=tuple(
            (str(n), one.name, one.award, str(one.agreed), str(one.refused), one.share, one.result)
            for n, one in enumerate(votes, start=1)
        ),
        empty_text="Không có trường hợp nào được đưa ra bỏ phiếu.",
    )


def _closing(what: str, ended: str) -> str:
    return f"{what} kết thúc vào {ended or _BLANK_MOMENT}"
