"""Minutes: of the commune's council, and of a village's meeting (sample 1.9 of the decree)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from core.numbers import format_number
from documents.outlines import Vocabulary
from documents.paper import (
    Align,
    Block,
    BulletList,
    Column,
    Paper,
    PaperKind,
    Paragraph,
    Table,
)
from documents.papers.common import TT, Frame
from documents.papers.template import Template

_RIGHT: Final = Align.RIGHT
_BLANK_MOMENT: Final = "… giờ … phút, ngày … tháng … năm …"
_OF_A_MEETING: Final = {
    "bat_dau": "lúc bắt đầu họp",
    "ket_thuc": "lúc kết thúc; chưa ghi thì để trống chấm",
    "dia_diem": "nơi họp",
    "chu_tri": "người chủ trì",
    "thu_ky": "người ghi biên bản",
}


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


def _met(meeting: Meeting) -> dict[str, str]:
    return {
        "bat_dau": meeting.began or _BLANK_MOMENT,
        "ket_thuc": meeting.ended or _BLANK_MOMENT,
        "dia_diem": meeting.place or "…",
        "chu_tri": meeting.chair,
        "thu_ky": meeting.secretary,
    }


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
    """What the council heard, discussed, voted and concluded.

    ``proposed``: how many the council proposes, in words; ``code``: by which the result is known
    again. Both are empty while the session goes on.
    """

    subject: str
    meeting: Meeting
    attendance: Attendance
    appraisal: tuple[str, ...]
    discussion: tuple[str, ...]
    votes: tuple[VoteLine, ...]
    proposed: str = ""
    code: str = ""
    ballot: Ballot | None = None
    # What decided where the votes were equal, a sentence each.
    ties: tuple[str, ...] = ()


def council_minutes(frame: Frame, says: CouncilMinutes, outline: str = "") -> Paper:
    """``Biên bản họp Hội đồng``; secretary left, chair right, in the council's own number series.

    ``frame.signers`` are secretary and chair.
    """
    said = COUNCIL.written(says, outline)
    return Paper(
        kind=PaperKind.MINUTES,
        header=frame.header(frame.issuer.symbol("Biên bản")),
        title="Biên bản",
        abstract=said.abstract,
        blocks=said.blocks,
        closing=said.closing,
        signers=frame.signers,
        recipients=frame.recipients,
        filing=("VT", "Hồ sơ"),
        draft=frame.draft,
    )


def _those_there(says: CouncilMinutes) -> Iterator[Block]:
    there = says.attendance
    text = f"Thành phần tham dự: {there.present}/{there.members} thành viên"
    missing = there.members - there.present
    if missing:
        text += f"; vắng {missing}"
    if there.written:
        text += f" (trong đó {there.written} thành viên có ý kiến bằng văn bản)"
    yield Paragraph(f"{text}{':' if there.absent else '.'}")
    if there.absent:
        yield BulletList(there.absent)


def _ballots(says: CouncilMinutes) -> Iterator[Block]:
    if says.ballot:
        yield Paragraph(_ballot(says.ballot))
    yield _votes(says.votes, "Tỷ lệ trên tổng số thành viên (%)")
    yield from _lines(says.ties)


COUNCIL: Final[Template[CouncilMinutes]] = Template(
    Vocabulary(
        {
            **_OF_A_MEETING,
            "phien_hop": "phiên họp nào, ví dụ: ngày 25/11/2026",
            "so_luong": "số lượng Hội đồng đề nghị khen; chưa kết thúc phiên họp thì chưa có",
            "ma_xac_nhan": "mã xác nhận kết quả; chưa kết thúc phiên họp thì chưa có",
        },
        {
            "thanh_phan": "số thành viên, số có mặt, từng người vắng",
            "tham_dinh": "kết quả thẩm định từng trường hợp",
            "thao_luan": "diễn biến thảo luận do thư ký ghi",
            "ket_qua": "số phiếu, bảng kết quả từng trường hợp, ý kiến chủ tọa khi ngang phiếu",
        },
        # Minutes without these do not show that the result came about as the rules ask.
        frozenset(
            {"bat_dau", "chu_tri", "thu_ky", "so_luong", "ma_xac_nhan"}
            | {"thanh_phan", "tham_dinh", "thao_luan", "ket_qua"}
        ),
        frozenset({"so_luong", "ma_xac_nhan"}),
    ),
    """\
Trích yếu: Họp xét khen thưởng {{phien_hop}}
Câu kết: Cuộc họp kết thúc vào {{ket_thuc}}
Thời gian bắt đầu: {{bat_dau}}.
Địa điểm: {{dia_diem}}.
[[thanh_phan]]
Chủ trì (chủ tọa): {{chu_tri}}.
Thư ký (người ghi biên bản): {{thu_ky}}.
# Thường trực Hội đồng báo cáo kết quả thẩm định
[[tham_dinh]]
# Thảo luận
[[thao_luan]]
# Kết quả bỏ phiếu
[[ket_qua]]
# Kết luận
Hội đồng thống nhất đề nghị khen thưởng {{so_luong}}.
Mã xác nhận kết quả: {{ma_xac_nhan}}.
""",
    lambda says: (
        _met(says.meeting)
        | {"phien_hop": says.subject, "so_luong": says.proposed, "ma_xac_nhan": says.code}
    ),
    {
        "thanh_phan": _those_there,
        "tham_dinh": lambda says: _lines(says.appraisal),
        "thao_luan": lambda says: _lines(says.discussion),
        "ket_qua": _ballots,
    },
    drops_bare_headings=True,
)


@dataclass(frozen=True)
class VillageMinutes:
    """A village's meeting: households there, who was put forward, how many households agreed.

    ``proposed``: how many are put forward in the end, in words. ``denominator``: what the share
    was taken of, in words ("số hộ dự họp").
    """

    subject: str
    meeting: Meeting
    households: int
    attending: int
    votes: tuple[VoteLine, ...]
    proposed: str
    discussion: tuple[str, ...] = ()
    denominator: str = "số hộ dự họp"


def village_minutes(frame: Frame, says: VillageMinutes, outline: str = "") -> Paper:
    """``Biên bản họp thôn bình xét``; up to four people sign, in the order of ``frame.signers``."""
    said = VILLAGE.written(says, outline)
    return Paper(
        kind=PaperKind.VILLAGE_MINUTES,
        header=frame.header(),
        title="Biên bản",
        abstract=said.abstract,
        blocks=said.blocks,
        closing=said.closing,
        signers=frame.signers,
        draft=frame.draft,
    )


VILLAGE: Final[Template[VillageMinutes]] = Template(
    Vocabulary(
        {
            **_OF_A_MEETING,
            "noi_dung_xet": "xét việc gì, ví dụ: đề nghị khen thưởng năm 2026",
            "so_du_hop": "số hộ dự họp trên tổng số hộ, ví dụ: 35/60",
            "so_luong": "số lượng cuộc họp đề nghị, ví dụ: 03 hộ gia đình",
        },
        {
            "noi_dung": "ý kiến tại cuộc họp do thư ký ghi",
            "ket_qua": "bảng kết quả bình xét từng trường hợp",
        },
        # Minutes without these do not show who met, nor that the village agreed.
        frozenset(
            {"bat_dau", "chu_tri", "thu_ky", "so_du_hop", "so_luong"} | {"noi_dung", "ket_qua"}
        ),
    ),
    """\
Trích yếu: Họp thôn bình xét {{noi_dung_xet}}
Câu kết: Cuộc họp kết thúc vào {{ket_thuc}}
Thời gian bắt đầu: {{bat_dau}}.
Địa điểm: {{dia_diem}}.
Thành phần tham dự: {{so_du_hop}} hộ.
Chủ trì: {{chu_tri}}.
Thư ký: {{thu_ky}}.
# Nội dung
[[noi_dung]]
# Kết quả bình xét
[[ket_qua]]
# Kết luận
Cuộc họp đề nghị khen thưởng {{so_luong}}.
""",
    lambda says: (
        _met(says.meeting)
        | {
            "noi_dung_xet": says.subject,
            "so_du_hop": f"{format_number(says.attending)}/{format_number(says.households)}",
            "so_luong": says.proposed,
        }
    ),
    {
        "noi_dung": lambda says: _lines(says.discussion),
        "ket_qua": lambda says: (_votes(says.votes, f"Tỷ lệ trên {says.denominator} (%)"),),
    },
    drops_bare_headings=True,
)


def _lines(lines: tuple[str, ...]) -> Iterator[Block]:
    return map(Paragraph, lines)


def _ballot(ballot: Ballot) -> str:
    return (
        f"Số phiếu phát ra: {ballot.issued}; thu về: {ballot.returned}; hợp lệ: {ballot.valid}; "
        f"không hợp lệ: {ballot.invalid}."
    )


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
