"""The office's other papers of a campaign: reminder, results by village, review of several years.

Each from a snapshot of its own; drafts with number and day left blank.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Final

from documents.outlines import Vocabulary
from documents.paper import (
    Align,
    Column,
    DraftDate,
    Paper,
    PaperKind,
    Signer,
    Table,
)
from documents.papers import citing, letterhead
from documents.papers.common import OFFICE_HEAD, Frame, by_order_signer
from documents.papers.letters import Missing, MissingUnit, reminder_letter, told
from documents.papers.slips import TablePaper, summary_table
from documents.papers.unwritten import NOT_WRITTEN
from reports.papers import annexes, words
from reports.papers.movement import movement_of
from reports.papers.script import Script
from reports.papers.template import FIELDS, Snapshot, template, values_of, written

NUMBER: Final = Align.RIGHT
_STATES: Final = {"": "chưa bắt đầu", "draft": "đang nhập", "returned": "đang bổ sung"}


# ---------------------------------------------------------------- the reminder


def reminder(snapshot: Snapshot) -> Paper:
    """``Công văn đôn đốc`` of the year's office, naming every unit without a standing receipt."""
    is_commune = snapshot["unit"]["type"] == "commune"
    head = letterhead.signers(snapshot["unit"])
    signers = (by_order_signer(OFFICE_HEAD),) if is_commune else head
    said = written(REMINDER, Script(snapshot))
    return reminder_letter(_frame(snapshot, signers), _missing(snapshot), said)


def _missing(snapshot: Snapshot) -> Missing:
    done, every = snapshot["rates"]["submitted"]
    return Missing(
        what=f"phiếu tự đánh giá {movement_of(snapshot['campaign']).subject} "
        f"năm {snapshot['year']}",
        on=words.date(snapshot["on"]),
        handed_in=done,
        all_units=every,
        units=tuple(
            MissingUnit(
                one["unit"],
                words.date(one["last_day"]) if one["last_day"] else "",
                _STATES.get(one["status"], ""),
            )
            for one in snapshot["missing"]
        ),
        basis=citing.own_plan(snapshot["campaign"]),
        villages=snapshot.get("missing_villages", 0),
    )


def _told(script: Script) -> None:
    script.blocks += told(_missing(script.snapshot))


REMINDER: Final = template(
    Vocabulary(
        FIELDS,
        {"don_vi_chua_nop": "bao nhiêu đơn vị đã nộp, tên từng đơn vị chưa nộp"},
        frozenset({"don_vi_chua_nop"}),
    ),
    """\
Trích yếu: Đôn đốc nộp phiếu tự đánh giá {{phong_trao}} năm {{nam}}
Câu kết: {{co_quan}} đề nghị các đơn vị phối hợp thực hiện
[[don_vi_chua_nop]]
{{co_quan}} đề nghị các đơn vị nêu trên hoàn thành và nộp trong thời gian sớm nhất.
""",
    {"don_vi_chua_nop": _told},
)


# ---------------------------------------------------------------- results by village


def by_village(snapshot: Snapshot) -> Paper:
    """``Bảng tổng hợp theo thôn``, the villages in the commune's own order.

    A table gets no number after it is closed, so nothing else would ever take DỰ THẢO off it.
    """
    signers = (Signer(("NGƯỜI LẬP BIỂU",)), *letterhead.signers(snapshot["unit"]))
    said = written(BY_VILLAGE, Script(snapshot))
    frame = replace(_frame(snapshot, signers), draft=False)
    return summary_table(frame, TablePaper("Bảng tổng hợp", said))


def _villages(script: Script) -> None:
    script.blocks.append(annexes.villages(script.snapshot))


BY_VILLAGE: Final = template(
    Vocabulary(
        FIELDS,
        {"bang_theo_thon": "bảng kết quả của từng thôn và dòng tổng cộng"},
        frozenset({"bang_theo_thon"}),
    ),
    """\
Trích yếu: Kết quả {{phong_trao}} năm {{nam}} theo thôn
Số liệu tính đến ngày {{ngay_so_lieu}}.
[[bang_theo_thon]]
""",
    {"bang_theo_thon": _villages},
)


# ---------------------------------------------------------------- several years


def several_years(snapshot: Snapshot) -> Paper:
    """``Báo cáo sơ kết, tổng kết``: the learning models year by year, from each year's figures."""
    unit = snapshot["unit"]
    said = written(SEVERAL_YEARS, Script(snapshot))
    return Paper(
        kind=PaperKind.ANNUAL_REPORT,
        header=letterhead.header(unit, dt.date.fromisoformat(snapshot["on"])),
        title="Báo cáo",
        abstract=said.abstract,
        addressees=letterhead.addressee(snapshot, upward=True),
        legal_basis=citing.bases(snapshot["campaign"]),
        blocks=said.blocks,
        closing=citing.replacing(said.closing, snapshot),
        signers=letterhead.signers(unit),
        recipients=letterhead.recipients(unit),
        filing=letterhead.filing(unit),
        draft=True,
    )


def _years(snapshot: Snapshot) -> list[Snapshot]:
    """Year, day and models of every year, the paper's own last."""
    day = snapshot.get("data_on", snapshot["on"])
    own = {"year": snapshot["year"], "on": day, "models": snapshot["models"]}
    return [*snapshot["years"], own]


def _values_of_years(snapshot: Snapshot) -> dict[str, str]:
    first, last = _years(snapshot)[0]["year"], snapshot["year"]
    is_final = last == snapshot["campaign"]["last_year"]
    return values_of(snapshot) | {
        "so_ket_tong_ket": "tổng kết" if is_final else "sơ kết",
        "giai_doan": f"giai đoạn {first} - {last}" if first != last else f"năm {last}",
    }


def _sources(script: Script) -> None:
    snapshot = script.snapshot
    reported, own = _years(snapshot), ""
    if not snapshot.get("is_reported", True):
        now = reported.pop()
        own = (
            f"Số liệu năm {now['year']} tổng hợp từ các phiếu đến ngày {words.date(now['on'])}, "
            "báo cáo của năm chưa chốt."
        )
    sources = "; ".join(
        f"năm {one['year']} tính đến ngày {words.date(one['on'])}" for one in reported
    )
    told = f"Số liệu mỗi năm lấy từ báo cáo tổng hợp của năm đó: {sources}." if sources else ""
    script.say(" ".join(part for part in (told, own) if part))


def _models(script: Script) -> None:
    years = _years(script.snapshot)
    named = [model["name"] for one in reversed(years) for model in one["models"]]
    for name in dict.fromkeys(named):
        script.table(f"“{name}” qua các năm", _of_model(name, years))


def _of_model(name: str, years: list[Snapshot]) -> Table:
    """A model's total, registered and achieved of each year; shares from those numbers."""
    rows = []
    for one in years:
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
    )


SEVERAL_YEARS: Final = template(
    Vocabulary(
        FIELDS
        | {
            "so_ket_tong_ket": "“sơ kết”, hoặc “tổng kết” ở năm cuối của phong trào",
            "giai_doan": "các năm trong báo cáo, ví dụ: giai đoạn 2024 - 2026",
        },
        {
            "nguon_so_lieu": "số liệu mỗi năm lấy từ báo cáo nào, tính đến ngày nào",
            "mo_hinh_qua_cac_nam": "bảng từng mô hình học tập qua các năm",
        },
        frozenset({"nguon_so_lieu", "mo_hinh_qua_cac_nam"}),
    ),
    """\
Trích yếu: {{so_ket_tong_ket}} {{phong_trao}} {{giai_doan}}
Câu kết: Trên đây là báo cáo {{so_ket_tong_ket}} {{phong_trao}} {{giai_doan}}, \
{{co_quan}} trân trọng báo cáo
{{co_quan}} báo cáo {{so_ket_tong_ket}} {{phong_trao_day_du}} {{giai_doan}}, như sau:
# Kết quả qua các năm
[[nguon_so_lieu]]
[[mo_hinh_qua_cac_nam]]
"""
    f"# Đánh giá chung\n{NOT_WRITTEN}\n"
    f"# Phương hướng, nhiệm vụ\n{NOT_WRITTEN}\n",
    {"nguon_so_lieu": _sources, "mo_hinh_qua_cac_nam": _models},
    _values_of_years,
)


def _frame(snapshot: Snapshot, signers: tuple[Signer, ...]) -> Frame:
    """The unit's letterhead around a draft; number and day blank."""
    unit = snapshot["unit"]
    return Frame(
        issuer=letterhead.issuer(unit),
        dated=DraftDate(int(snapshot["on"][:4])),
        signers=signers,
        recipients=letterhead.recipients(unit),
    )
