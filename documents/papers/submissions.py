"""What a proposal for awards consists of: submission, list, report of achievements."""

from __future__ import annotations

from dataclasses import dataclass

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

LIST_COLUMNS = ("name", "place", "award", "achievement", "already", "votes", "note")


@dataclass(frozen=True)
class Submission:
    """What is asked of whom: form 01 of NĐ 152/2025.

    ``form``: "Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh". ``merit``: "thành tích xuất sắc trong
    Phong trào … năm 2026". ``attached``: what goes with it. ``lead``: words before the request.
    """

    addressees: tuple[str, ...]
    form: str
    merit: str
    legal_basis: tuple[str, ...]
    nominees: tuple[Nominee, ...]
    attached: tuple[str, ...] = ("danh sách", "báo cáo thành tích", "biên bản")
    lead: str = ""


def submission(frame: Frame, says: Submission) -> Paper:
    """``Tờ trình đề nghị khen thưởng``."""
    kinds = kinds_named(says.nominees)
    whom = says.addressees[0] if says.addressees else "cấp có thẩm quyền"
    request = (
        f"{frame.issuer.name} kính trình {whom} xem xét, tặng {says.form} cho "
        f"{counted(says.nominees)} đã có {says.merit}."
    )
    return Paper(
        kind=PaperKind.SUBMISSION,
        header=frame.header(frame.issuer.symbol("Tờ trình")),
        title="Tờ trình",
        abstract=f"Về việc đề nghị tặng {says.form} cho các {kinds} có {says.merit}",
        addressees=says.addressees,
        legal_basis=says.legal_basis,
        blocks=(
            *([Paragraph(says.lead)] if says.lead else []),
            Paragraph(request),
            Paragraph(f"Hồ sơ gửi kèm gồm: {', '.join(says.attached)}."),
        ),
        closing=f"{frame.issuer.name} kính trình {whom} xem xét, quyết định",
        signers=frame.signers,
        recipients=frame.recipients,
        filing=frame.issuer.filing,
        draft=frame.draft,
    )


@dataclass(frozen=True)
class Nominations:
    """The list that goes with a submission. ``reference``: ``(Kèm theo Tờ trình số … của …)``."""

    subject: str
    reference: str
    nominees: tuple[Nominee, ...]


def nomination_list(frame: Frame, says: Nominations) -> Paper:
    """``Danh sách đề nghị khen thưởng``, three blocks, each numbered from 1."""
    return Paper(
        kind=PaperKind.LIST,
        header=frame.header(),
        title="Danh sách",
        abstract=f"Đề nghị khen thưởng {says.subject}",
        reference=says.reference,
        blocks=(nominee_table(says.nominees, LIST_COLUMNS),),
        closing=f"Danh sách có {counted(says.nominees)}",
        signers=frame.signers,
        draft=frame.draft,
        landscape=bool(says.nominees),
    )


@dataclass(frozen=True)
class Section:
    """A section of free words: a heading and what was written under it, line by line."""

    heading: str
    lines: tuple[str, ...]


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

    ``about``: I, facts about a body or a person; ``achievements``: II; ``distinctions``: III.
    ``author``: who signs on the right; ``confirmed_by``: who confirms on the left.
    """

    nominee: str
    form: str
    subject: str
    is_person: bool
    about: tuple[str, ...]
    achievements: tuple[Section, ...]
    author: Signer
    confirmed_by: Signer
    distinctions: tuple[Distinction, ...] = ()
    symbol: str = ""


NOT_WRITTEN = "(Chưa có nội dung; bổ sung trước khi trình ký.)"


def achievement_report(frame: Frame, says: Achievements) -> Paper:
    """``Báo cáo thành tích``; a person's or household's bears no number."""
    first = "Sơ yếu lý lịch" if says.is_person else "Sơ lược đặc điểm, tình hình"
    blocks: list[Block] = [Heading(Level.SECTION, first)]
    blocks += _written(says.about)
    blocks.append(Heading(Level.SECTION, "Thành tích đạt được"))
    for part in says.achievements:
        blocks.append(Heading(Level.TOPIC, part.heading))
        blocks += _written(part.lines)
    if not says.achievements:
        blocks.append(Paragraph(NOT_WRITTEN))
    blocks.append(Heading(Level.SECTION, "Các hình thức đã được khen thưởng"))
    blocks.append(_distinctions(says.distinctions))
    return Paper(
        kind=PaperKind.ACHIEVEMENT_REPORT,
        header=frame.header(says.symbol),
        title="Báo cáo thành tích",
        abstract=f"Đề nghị tặng {says.form} cho {says.nominee} {says.subject}",
        blocks=tuple(blocks),
        closing=f"Trên đây là báo cáo thành tích của {says.nominee}, đề nghị các cấp xem xét",
        signers=(says.confirmed_by, says.author),
        draft=frame.draft,
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
