"""Decisions of the chair: awards, and titles recognised."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from core.numbers import format_number
from documents.outlines import Vocabulary
from documents.paper import Annex, Paper, PaperKind, Table
from documents.papers.common import Frame, Nominee, Written, counted, kinds_named, nominee_table
from documents.papers.template import Template

_LISTED: Final = "có danh sách tại Phụ lục kèm theo"
AWARDED = ("name", "place", "prize", "note")
RECOGNISED = ("name", "place", "note")


@dataclass(frozen=True)
class AwardDecision:
    """Who is awarded what for what.

    ``form``: "Giấy khen". ``merit``: "thành tích xuất sắc trong Phong trào … năm 2026". ``unit``:
    "xã Na Rì". ``proposed_by``: whose proposal it answers, the last of its grounds.
    ``carried_out_by``: who carries it out, beside those who are named.
    """

    unit: str
    form: str
    merit: str
    legal_basis: tuple[str, ...]
    nominees: tuple[Nominee, ...]
    proposed_by: str = ""
    carried_out_by: tuple[str, ...] = ()


def award_decision(frame: Frame, says: AwardDecision, outline: str = "") -> Paper:
    """``Quyết định tặng Giấy khen`` (sample 1.2 of the decree) with the list as its annex."""
    return _decision(
        frame,
        unit=says.unit,
        legal_basis=_grounds(says),
        said=AWARD.written(says, outline),
        annex_title=f"Danh sách {kinds_named(says.nominees)} được tặng {says.form}",
        listed=nominee_table(says.nominees, AWARDED),
    )


def _awarded(says: AwardDecision) -> dict[str, str]:
    money = sum(one.prize or 0 for one in says.nominees)
    return {
        "hinh_thuc": says.form,
        "nguoi_quyet_dinh": _chair(says.unit),
        "doi_tuong": kinds_named(says.nominees),
        "so_luong": counted(says.nominees),
        "thanh_tich": says.merit,
        "phu_luc": _LISTED,
        "tien_thuong": format_number(money) if money else "",
        "thi_hanh": _bodies(says.carried_out_by),
    }


AWARD: Final[Template[AwardDecision]] = Template(
    Vocabulary(
        {
            "hinh_thuc": "hình thức khen thưởng, ví dụ: Giấy khen",
            "nguoi_quyet_dinh": "ví dụ: Chủ tịch Ủy ban nhân dân xã Na Rì",
            "doi_tuong": "loại đối tượng có trong danh sách, ví dụ: hộ gia đình và cá nhân",
            "so_luong": "số lượng đếm từ danh sách, ví dụ: 12 hộ gia đình và 05 cá nhân",
            "thanh_tich": "thành tích, tên phong trào và năm",
            "phu_luc": "“có danh sách tại Phụ lục kèm theo”",
            "tien_thuong": "tổng tiền thưởng của danh sách, bằng số",
            "thi_hanh": "cơ quan, đơn vị thi hành",
        },
        {},
        # Without these it does not say who is awarded what, with which money, nor where the
        # names stand.
        frozenset({"hinh_thuc", "so_luong", "thanh_tich", "phu_luc", "tien_thuong"}),
        frozenset({"tien_thuong"}),
        in_articles=True,
    ),
    """\
Trích yếu: Về việc tặng {{hinh_thuc}} cho các {{doi_tuong}} có {{thanh_tich}}
Tặng {{hinh_thuc}} của {{nguoi_quyet_dinh}} cho {{so_luong}} đã có {{thanh_tich}} ({{phu_luc}}).
Kèm theo tiền thưởng theo quy định, tổng số tiền {{tien_thuong}} đồng, \
từ quỹ thi đua, khen thưởng.
{{thi_hanh}} và các {{doi_tuong}} có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này.
""",
    _awarded,
)


@dataclass(frozen=True)
class RecognitionDecision:
    """Which title of a year is recognised for whom ("Gia đình học tập"), on whose proposal."""

    unit: str
    title: str
    year: int
    legal_basis: tuple[str, ...]
    nominees: tuple[Nominee, ...]
    proposed_by: str = ""
    carried_out_by: tuple[str, ...] = ()


def recognition_decision(frame: Frame, says: RecognitionDecision, outline: str = "") -> Paper:
    """``Quyết định công nhận danh hiệu`` with the list as its annex."""
    return _decision(
        frame,
        unit=says.unit,
        legal_basis=_grounds(says),
        said=RECOGNITION.written(says, outline),
        annex_title=f"Danh sách {kinds_named(says.nominees)} được công nhận {_titled(says)}",
        listed=nominee_table(says.nominees, RECOGNISED),
    )


def _titled(says: RecognitionDecision) -> str:
    return f"danh hiệu “{says.title}” năm {says.year}"


RECOGNITION: Final[Template[RecognitionDecision]] = Template(
    Vocabulary(
        {
            "danh_hieu": "danh hiệu và năm, ví dụ: danh hiệu “Gia đình học tập” năm 2026",
            "doi_tuong": "loại đối tượng có trong danh sách, ví dụ: hộ gia đình",
            "so_luong": "số lượng đếm từ danh sách, ví dụ: 12 hộ gia đình",
            "dia_ban": "nơi của những người được công nhận, ví dụ: xã Na Rì",
            "phu_luc": "“có danh sách tại Phụ lục kèm theo”",
            "thi_hanh": "cơ quan, đơn vị thi hành",
        },
        {},
        # Without these it does not say what is recognised, of how many, nor where they stand.
        frozenset({"danh_hieu", "so_luong", "phu_luc"}),
        in_articles=True,
    ),
    """\
Trích yếu: Về việc công nhận {{danh_hieu}}
Công nhận {{danh_hieu}} cho {{so_luong}} trên địa bàn {{dia_ban}} ({{phu_luc}}).
Quyết định này có hiệu lực kể từ ngày ký.
{{thi_hanh}} và các {{doi_tuong}} có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này.
""",
    lambda says: {
        "danh_hieu": _titled(says),
        "doi_tuong": kinds_named(says.nominees),
        "so_luong": counted(says.nominees),
        "dia_ban": says.unit,
        "phu_luc": _LISTED,
        "thi_hanh": _bodies(says.carried_out_by),
    },
)


def _chair(unit: str) -> str:
    return f"Chủ tịch Ủy ban nhân dân {unit}"


def _bodies(bodies: tuple[str, ...]) -> str:
    return ", ".join(bodies) or "Thủ trưởng các cơ quan, đơn vị có liên quan"


def _grounds(says: AwardDecision | RecognitionDecision) -> tuple[str, ...]:
    if not says.proposed_by:
        return says.legal_basis
    return (*says.legal_basis, f"Theo đề nghị của {says.proposed_by}")


def _decision(
    frame: Frame,
    *,
    unit: str,
    legal_basis: tuple[str, ...],
    said: Written,
    annex_title: str,
    listed: Table,
) -> Paper:
    return Paper(
        kind=PaperKind.DECISION,
        header=frame.header(frame.issuer.symbol("Quyết định")),
        title="Quyết định",
        abstract=said.abstract,
        authority=_chair(unit),
        legal_basis=legal_basis,
        blocks=said.blocks,
        closing="",
        signers=frame.signers,
        recipients=(f"Như Điều {len(said.blocks)}", *frame.recipients),
        filing=frame.issuer.filing,
        annexes=(Annex(annex_title, (listed,)),),
        draft=frame.draft,
    )
