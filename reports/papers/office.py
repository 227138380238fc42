"""The office's other papers of a campaign: reminder, results by village, review of several years.

All from the snapshots that the annual report is made of; drafts with number and day left blank.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any, Final

from documents import nd30
from documents.paper import (
    Align,
    Column,
    DraftDate,
    Heading,
    Level,
    Paper,
    PaperKind,
    Paragraph,
    Signer,
    Table,
)
from documents.papers.common import Frame, Issuer, by_order_signer
from documents.papers.letters import MissingUnit, Reminder, reminder_letter
from documents.papers.slips import TablePaper, summary_table
from reports.papers import annexes, citing, letterhead, words
from reports.papers.movement import movement_of

NUMBER: Final = Align.RIGHT
Snapshot = dict[str, Any]
_STATES: Final = {"": "chưa bắt đầu", "draft": "đang nhập", "returned": "đang bổ sung"}


def reminder(snapshots: Sequence[Snapshot]) -> Paper:
    """``Công văn đôn đốc`` of the year's office, naming every unit without a standing receipt."""
    snapshot = snapshots[-1]
    movement, rates = movement_of(snapshot["campaign"]), snapshot["rates"]
    done, every = rates["submitted"]
    bases = citing.bases(snapshot["campaign"])
    office = "Trưởng phòng Văn hóa - Xã hội"
    is_commune = snapshot["unit"]["type"] == "commune"
    signers = (by_order_signer(office),) if is_commune else letterhead.signers(snapshot["unit"])
    says = Reminder(
        what=f"phiếu tự đánh giá {movement.subject} năm {snapshot['year']}",
        on=words.date(snapshot["on"]),
        handed_in=done,
        all_units=every,
        missing=tuple(
            MissingUnit(
                one["unit"],
                words.date(one["last_day"]) if one["last_day"] else "",
                _STATES.get(one["status"], ""),
            )
            for one in snapshot["missing"]
        ),
        basis=bases[0] if bases else "",
    )
    return reminder_letter(_frame(snapshot, signers), says)


def by_village(snapshots: Sequence[Snapshot]) -> Paper:
    """``Bảng tổng hợp theo thôn``, the villages in the commune's own order."""
    snapshot = snapshots[-1]
    movement = movement_of(snapshot["campaign"])
    says = TablePaper(
        "Bảng tổng hợp",
        f"Kết quả {movement.subject} năm {snapshot['year']} theo thôn",
        annexes.villages(snapshot),
        remark=f"Số liệu tính đến ngày {words.date(snapshot['on'])}.",
    )
    signers = (Signer(("NGƯỜI LẬP BIỂU",)), *letterhead.signers(snapshot["unit"]))
    return summary_table(_frame(snapshot, signers), says)


def several_years(snapshots: Sequence[Snapshot]) -> Paper:
    """``Báo cáo sơ kết, tổng kết``: the learning models year by year, from each year's figures."""
    first, last = snapshots[0], snapshots[-1]
    movement = movement_of(last["campaign"])
    span = f"giai đoạn {first['year']} - {last['year']}"
    is_final = last["year"] == last["campaign"]["last_year"]
    what = "Tổng kết" if is_final else "Sơ kết"
    author = letterhead.author(last["unit"])
    header = letterhead.header(last["unit"], dt.date.fromisoformat(last["on"]))
    return Paper(
        kind=PaperKind.ANNUAL_REPORT,
        header=header,
        title="Báo cáo",
        abstract=f"{what} {movement.subject} {span}",
        addressees=letterhead.addressee(last, upward=True),
        legal_basis=citing.bases(last["campaign"]),
        blocks=(
            Paragraph(f"{author} báo cáo {what.lower()} {movement.introduced} {span}, như sau:"),
            Heading(Level.SECTION, "Kết quả qua các năm"),
            Paragraph(
                "Số liệu mỗi năm lấy từ báo cáo tổng hợp của năm đó: "
                + "; ".join(_source(one) for one in snapshots)
                + "."
            ),
            *(_of_model(name, snapshots) for name in _models(snapshots)),
            Heading(Level.SECTION, "Đánh giá chung"),
            Paragraph("(Chưa có nội dung; bổ sung trước khi trình ký.)"),
            Heading(Level.SECTION, "Phương hướng, nhiệm vụ"),
            Paragraph("(Chưa có nội dung; bổ sung trước khi trình ký.)"),
        ),
        closing=f"Trên đây là báo cáo {what.lower()} {movement.subject} {span}, {author} "
        "trân trọng báo cáo",
        signers=letterhead.signers(last["unit"]),
        recipients=letterhead.recipients(last["unit"]),
        filing=letterhead.filing(last["unit"]),
        draft=True,
    )


PAPERS: Final[dict[str, Callable[[Sequence[Snapshot]], Paper]]] = {
    "don-doc": reminder,
    "theo-thon": by_village,
    "nhieu-nam": several_years,
}


def _source(one: Snapshot) -> str:
    return f"năm {one['year']} tính đến ngày {words.date(one['on'])}"


def _models(snapshots: Sequence[Snapshot]) -> list[str]:
    """The models of every year, each once, in the order of the newest."""
    named = [model["name"] for one in reversed(snapshots) for model in one["models"]]
    return list(dict.fromkeys(named))


def _of_model(name: str, snapshots: Sequence[Snapshot]) -> Table:
    """A model's total, registered and achieved of each year; shares from those numbers."""
    rows = []
    for one in snapshots:
        found = next((model for model in one["models"] if model["name"] == name), None)
        if found is None:
            rows.append((str(one["year"]), *[words.DASH] * 5))
            continue
        whole, entered, achieved = found["total"], found["registered"], found["achieved"]
        rows.append(
            (
                str(one["year"]),
                words.cell(whole),
                words.cell(entered),
                words.cell(achieved),
                words.percent(achieved, entered),
                words.percent(achieved, whole),
            )
        )
    return Table(
        columns=(
            Column("Năm", 1.4, Align.CENTRE),
            Column("Tổng số", 2, NUMBER),
            Column("Số đăng ký", 2, NUMBER),
            Column("Số đạt", 2, NUMBER),
            Column("Đạt/ đăng ký (%)", 2, NUMBER),
            Column("Đạt/ tổng (%)", 2, NUMBER),
        ),
        rows=tuple(rows),
        caption=f"“{name}” qua các năm",
    )


def _frame(snapshot: Snapshot, signers: tuple[Signer, ...]) -> Frame:
    """The unit's letterhead as a frame; number and day blank."""
    unit = snapshot["unit"]
    head = letterhead.header(unit, dt.date.fromisoformat(snapshot["on"]))
    code = head.symbol.split("-", 1)[-1] or nd30.COMMITTEE_CODE
    issuer = Issuer(
        lines=head.issuing_body,
        name=head.issuer_name,
        code=code,
        place=head.place,
        parent=head.parent_body,
        office="VHXH" if unit["type"] == "commune" else "",
    )
    return Frame(
        issuer=issuer,
        dated=DraftDate(int(snapshot["on"][:4])),
        signers=signers,
        recipients=letterhead.recipients(unit),
    )
