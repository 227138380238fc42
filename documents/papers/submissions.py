"""What a proposal for awards consists of: submission, list, report of achievements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from documents.outlines import Vocabulary
from documents.paper import (
    Align,
    Block,
    BulletList,
    Column,
    Paper,
    PaperKind,
    Paragraph,
    Signer,
    Table,
)
from documents.papers.common import (
    Frame,
    Nominee,
    counted,
    kinds_named,
    nominee_table,
)
from documents.papers.template import Template
from documents.papers.unwritten import NOT_WRITTEN

LIST_COLUMNS = ("name", "place", "award", "achievement", "already", "votes", "note")


@dataclass(frozen=True)
class Submission:
    """What is asked of whom: form 01 of NĐ 152/2025.

    ``form``: "Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh". ``merit``: "thành tích xuất sắc trong
    Phong trào … năm 2026". ``attached``: what goes with it.
    """

    addressees: tuple[str, ...]
    form: str
    merit: str
    legal_basis: tuple[str, ...]
    nominees: tuple[Nominee, ...]
    attached: tuple[str, ...] = ("danh sách", "báo cáo thành tích", "biên bản")


def submission(frame: Frame, says: Submission, outline: str = "") -> Paper:
    """``Tờ trình đề nghị khen thưởng``."""
    said = SUBMISSION.written((frame, says), outline)
    return Paper(
        kind=PaperKind.SUBMISSION,
        header=frame.header(frame.issuer.symbol("Tờ trình")),
        title="Tờ trình",
        abstract=said.abstract,
        addressees=says.addressees,
        legal_basis=says.legal_basis,
        blocks=said.blocks,
        closing=said.closing,
        signers=frame.signers,
        recipients=frame.recipients,
        filing=frame.issuer.filing,
        draft=frame.draft,
    )


def _asked(given: tuple[Frame, Submission]) -> dict[str, str]:
    frame, says = given
    return {
        "co_quan": frame.issuer.name,
        "noi_nhan": says.addressees[0] if says.addressees else "cấp có thẩm quyền",
        "hinh_thuc": says.form,
        "doi_tuong": kinds_named(says.nominees),
        "so_luong": counted(says.nominees),
        "thanh_tich": says.merit,
        "ho_so_kem": ", ".join(says.attached),
    }


SUBMISSION: Final[Template[tuple[Frame, Submission]]] = Template(
    Vocabulary(
        {
            "co_quan": "cơ quan trình, ví dụ: Ủy ban nhân dân xã Na Rì",
            "noi_nhan": "người có thẩm quyền nhận tờ trình",
            "hinh_thuc": "hình thức đề nghị, ví dụ: Giấy khen",
            "doi_tuong": "loại đối tượng có trong danh sách, ví dụ: hộ gia đình và cá nhân",
            "so_luong": "số lượng đếm từ danh sách, ví dụ: 12 hộ gia đình và 05 cá nhân",
            "thanh_tich": "thành tích, tên phong trào và năm",
            "ho_so_kem": "giấy tờ gửi kèm",
        },
        {},
        # A letter without these does not say what is asked, for how many and for what.
        frozenset({"hinh_thuc", "so_luong", "thanh_tich"}),
    ),
    """\
Trích yếu: Về việc đề nghị tặng {{hinh_thuc}} cho các {{doi_tuong}} có {{thanh_tich}}
Câu kết: {{co_quan}} kính trình {{noi_nhan}} xem xét, quyết định
{{co_quan}} kính trình {{noi_nhan}} xem xét, tặng {{hinh_thuc}} cho {{so_luong}} \
đã có {{thanh_tich}}.
Hồ sơ gửi kèm gồm: {{ho_so_kem}}.
""",
    _asked,
)


@dataclass(frozen=True)
class Nominations:
    """The list that goes with a submission. ``reference``: ``(Kèm theo Tờ trình số … của …)``."""

    subject: str
    reference: str
    nominees: tuple[Nominee, ...]


def nomination_list(frame: Frame, says: Nominations, outline: str = "") -> Paper:
    """``Danh sách đề nghị khen thưởng``, three blocks, each numbered from 1."""
    said = NOMINATIONS.written((frame, says), outline)
    return Paper(
        kind=PaperKind.LIST,
        header=frame.header(),
        title="Danh sách",
        abstract=said.abstract,
        reference=says.reference,
        blocks=said.blocks,
        closing=said.closing,
        signers=frame.signers,
        draft=frame.draft,
        landscape=bool(says.nominees),
    )


NOMINATIONS: Final[Template[tuple[Frame, Nominations]]] = Template(
    Vocabulary(
        {
            "co_quan": "cơ quan trình, ví dụ: Ủy ban nhân dân xã Na Rì",
            "dip": "năm hoặc dịp đề nghị, ví dụ: năm 2026",
            "so_luong": "số lượng đếm từ danh sách, ví dụ: 12 hộ gia đình và 05 cá nhân",
        },
        {"danh_sach": "bảng những người, hộ, tập thể được đề nghị"},
        frozenset({"danh_sach"}),
    ),
    """\
Trích yếu: Đề nghị khen thưởng {{dip}}
Câu kết: Danh sách có {{so_luong}}
[[danh_sach]]
""",
    lambda given: {
        "co_quan": given[0].issuer.name,
        "dip": given[1].subject,
        "so_luong": counted(given[1].nominees),
    },
    {"danh_sach": lambda given: (nominee_table(given[1].nominees, LIST_COLUMNS),)},
)


@dataclass(frozen=True)
class Distinction:
    """What was conferred before: year, form, decision, who conferred it."""

    year: str
    form: str
    decision: str
    issuer: str = ""


@dataclass(frozen=True)
class Achievements:
    """The report of a nominee's achievements (form 08 of NĐ 152/2025, by theme).

    ``about``: I, facts about a body or a person; ``results`` and ``deeds``: II, what was reached
    and what was done, line by line; ``distinctions``: III. ``author``: who signs on the right;
    ``confirmed_by``: who confirms on the left.
    """

    nominee: str
    form: str
    subject: str
    is_person: bool
    about: tuple[str, ...]
    results: tuple[str, ...]
    deeds: tuple[str, ...]
    author: Signer
    confirmed_by: Signer
    distinctions: tuple[Distinction, ...] = ()
    symbol: str = ""


def achievement_report(frame: Frame, says: Achievements, outline: str = "") -> Paper:
    """``Báo cáo thành tích``; a person's or household's bears no number."""
    said = ACHIEVEMENTS.written(says, outline)
    return Paper(
        kind=PaperKind.ACHIEVEMENT_REPORT,
        header=frame.header(says.symbol),
        title="Báo cáo thành tích",
        abstract=said.abstract,
        blocks=said.blocks,
        closing=said.closing,
        signers=(says.confirmed_by, says.author),
        draft=frame.draft,
    )


ACHIEVEMENTS: Final[Template[Achievements]] = Template(
    Vocabulary(
        {
            "ten": "tên người, hộ, tập thể được đề nghị",
            "hinh_thuc": "hình thức đề nghị, ví dụ: Giấy khen",
            "phong_trao": "tên phong trào, ví dụ: trong Phong trào thi đua “…”",
            "muc_mot": "tên mục I: “Sơ yếu lý lịch” của cá nhân, hộ; “Sơ lược đặc điểm, "
            "tình hình” của tập thể",
        },
        {
            "so_luoc": "tên, địa chỉ",
            "ket_qua": "kết quả trong phong trào, lấy từ kết quả đã công nhận",
            "thanh_tich": "thành tích do đơn vị viết",
            "da_khen": "bảng các hình thức đã được khen thưởng",
        },
        frozenset({"so_luoc", "ket_qua", "thanh_tich", "da_khen"}),
    ),
    """\
Trích yếu: Đề nghị tặng {{hinh_thuc}} cho {{ten}} {{phong_trao}}
Câu kết: Trên đây là báo cáo thành tích của {{ten}}, đề nghị các cấp xem xét
# {{muc_mot}}
[[so_luoc]]
# Thành tích đạt được
## Kết quả trong phong trào
[[ket_qua]]
## Thành tích cụ thể
[[thanh_tich]]
# Các hình thức đã được khen thưởng
[[da_khen]]
""",
    lambda says: {
        "ten": says.nominee,
        "hinh_thuc": says.form,
        "phong_trao": says.subject,
        "muc_mot": "Sơ yếu lý lịch" if says.is_person else "Sơ lược đặc điểm, tình hình",
    },
    {
        "so_luoc": lambda says: _written(says.about),
        "ket_qua": lambda says: _written(says.results),
        "thanh_tich": lambda says: _written(says.deeds),
        "da_khen": lambda says: (_distinctions(says.distinctions),),
    },
)


def _written(lines: tuple[str, ...]) -> list[Block]:
    said = [line.strip() for line in lines if line.strip()]
    if not said:
        return [Paragraph(NOT_WRITTEN)]
    return [
        BulletList((line.lstrip("-–+•* "),))
        if line.startswith(("-", "–", "+"))
        else Paragraph(line)
        for line in said
    ]


def _distinctions(rows: tuple[Distinction, ...]) -> Table:
    return Table(
        columns=(
            Column("Năm", 1, Align.CENTRE),
            Column("Hình thức khen thưởng", 4),
            Column("Số, ngày quyết định", 3),
            Column("Cơ quan ban hành", 3),
        ),
        rows=tuple((one.year, one.form, one.decision, one.issuer) for one in rows),
        empty_text="Chưa được khen thưởng.",
    )
