"""The annexes of a consolidated report, each with its key; what would be empty is left out."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from documents.paper import Align, Annex, Block, Column, GroupRow, Paragraph, Table
from reports.papers import words
from reports.papers.form_tables import figures_table
from reports.papers.results import whom
from reports.papers.situation import MOST_NAMED, STT, total

NUMBER, CENTRE = Align.RIGHT, Align.CENTRE
VILLAGE_SUMS = (
    "households", "people", "families_registered", "families_achieved", "families_three_years",
    "clans", "clans_registered", "clans_achieved", "citizens_assessed", "citizens_achieved",
)  # fmt: skip
STATES = {"missing": "chưa nộp", "returned": "đang bổ sung", "counted": ""}


def all_annexes(snapshot: dict[str, Any]) -> dict[str, Annex]:
    """Every annex that has something to show, in order, by its key."""
    found = {
        "criteria": _annex("Kết quả theo tiêu chí của các nhóm đối tượng", criteria(snapshot)),
        "villages": _annex(
            "Kết quả theo thôn",
            [villages(snapshot)] if snapshot["villages"] else [],
            landscape=True,
        ),
        "bodies": _annex(
            f"Kết quả theo {'cơ quan, đơn vị' if snapshot['is_territory'] else 'phòng, bộ phận'}",
            bodies(snapshot),
        ),
        "titles": _annex(
            "Danh sách được công nhận danh hiệu",
            [titles(snapshot)] if snapshot["titles"] else [],
        ),
        "missing": _annex("Danh sách đơn vị chưa nộp phiếu", missing(snapshot)),
        "voices": _annex("Khó khăn, vướng mắc và đề nghị của các đơn vị", voices(snapshot)),
        "own": _annex(f"Biểu số liệu của {snapshot['unit']['name']}", own(snapshot)),
    }
    return {key: annex for key, annex in found.items() if annex is not None}


def _annex(title: str, blocks: list[Block], *, landscape: bool = False) -> Annex | None:
    return Annex(title=title, blocks=tuple(blocks), landscape=landscape) if blocks else None


def criteria(snapshot: dict[str, Any]) -> list[Block]:
    """Criteria by group: met, partly, not met, under consideration, not applicable, missing."""
    rows: list[tuple[str, ...] | GroupRow] = []
    for group in (one for one in snapshot["groups"] if one["criteria"] and one["units"]):
        rows.append(GroupRow(f"{group['number']} {whom(group['heading'])}"))
        rows += [
            (
                str(place),
                one["text"],
                str(one["met"]),
                str(one["partly"]),
                str(one["not_met"]),
                str(one.get("under_consideration", words.DASH)),
                str(one["not_applicable"]),
                str(one["missing"]),
            )
            for place, one in enumerate(group["criteria"], start=1)
        ]
    if not rows:
        return []
    return [
        Table(
            columns=(
                STT,
                Column("Tiêu chí", 9),
                Column("Đạt", 1.3, NUMBER),
                Column("Một phần", 1.4, NUMBER),
                Column("Chưa đạt", 1.4, NUMBER),
                Column("Đang xét", 1.4, NUMBER),
                Column("Không áp dụng", 1.5, NUMBER),
                Column("Chưa có kết quả", 1.5, NUMBER),
            ),
            rows=tuple(rows),
            note="Mỗi ô là số đơn vị, đối tượng có kết quả đó.",
        )
    ]


# ---------------------------------------------------------------- villages


def villages(snapshot: dict[str, Any]) -> Table:
    """Table 3; the total row adds up, its percentages are computed anew."""
    rows = snapshot["villages"]
    counted = [one for one in rows if one["state"] == "counted"]
    family, clan, citizen = "Gia đình học tập", "Dòng họ học tập", "Công dân học tập"
    return Table(
        columns=(
            STT,
            Column("Thôn", 4.6),
            Column("Số hộ", 1.7, NUMBER),
            Column("Nhân khẩu", 1.8, NUMBER),
            Column("Đăng ký", 1.7, NUMBER, group=family),
            Column("Đạt", 1.7, NUMBER, group=family),
            Column("Đạt/tổng (%)", 1.8, NUMBER, group=family),
            Column("Đạt 3 năm liên tục", 1.8, NUMBER, group=family),
            Column("Tổng", 1.4, NUMBER, group=clan),
            Column("Đăng ký", 1.6, NUMBER, group=clan),
            Column("Đạt", 1.4, NUMBER, group=clan),
            Column("Được đánh giá", 1.8, NUMBER, group=citizen),
            Column("Đạt", 1.8, NUMBER, group=citizen),
            Column("Cộng đồng học tập", 1.8, CENTRE),
            Column("Ghi chú", 2.6),
        ),
        rows=tuple(_village(n, one) for n, one in enumerate(rows, start=1)),
        total=_village_total(rows, counted),
        note=(
            f"{words.UNKNOWN_NOTE} {words.DASH_NOTE} Dấu “x”: danh hiệu còn giá trị. "
            "Hàng tổng cộng là tổng của các thôn đã nộp phiếu; tỷ lệ tính lại từ tổng."
        ),
    )


def _village(place: int, one: dict[str, Any]) -> tuple[str, ...]:
    return (
        str(place),
        one["name"],
        *_village_cells(one),
        "x" if one["title"] else "",
        STATES[one["state"]],
    )


def _village_cells(one: dict[str, Any]) -> tuple[str, ...]:
    def cell(code: str) -> str:
        return words.unit_cell(one, code)

    return (
        cell("households"),
        cell("people"),
        cell("families_registered"),
        cell("families_achieved"),
        words.percent(one["families_achieved"], one["households"]),
        cell("families_three_years"),
        cell("clans"),
        cell("clans_registered"),
        cell("clans_achieved"),
        cell("citizens_assessed"),
        cell("citizens_achieved"),
    )


def _village_total(rows: list[dict[str, Any]], counted: list[dict[str, Any]]) -> tuple[str, ...]:
    sums = {code: total(counted, code) for code in VILLAGE_SUMS}
    missing = len(rows) - len(counted)
    has_gap = any(one[code] is None for one in counted for code in VILLAGE_SUMS)
    remark = f"tạm tính, thiếu {missing}/{len(rows)} thôn" if missing else ""
    return (
        "",
        "Tổng cộng",
        *_village_cells(sums),
        str(sum(one["title"] for one in rows)),
        remark or ("tạm tính" if has_gap else ""),
    )


# ---------------------------------------------------------------- agencies, schools, businesses


def bodies(snapshot: dict[str, Any]) -> list[Block]:
    """One row an organisation, and one a business."""
    offices = [one for one in snapshot["bodies"] if not one["is_business"]]
    firms = [one for one in snapshot["bodies"] if one["is_business"]]
    blocks: list[Block] = []
    if offices:
        blocks.append(_offices(offices))
    if firms:
        blocks.append(_firms(firms))
    return blocks


def _offices(rows: list[dict[str, Any]]) -> Table:
    codes = ("unit_staff", "unit_officials", "unit_staff_trained", "unit_staff_assessed",
             "unit_staff_achieved")  # fmt: skip
    sums = {code: total(rows, code) for code in codes}
    citizen, learning = "Công dân học tập", "Đơn vị học tập"
    return Table(
        columns=(
            STT,
            Column("Cơ quan, đơn vị", 5),
            Column("Tổng số người", 1.5, NUMBER),
            Column("Cán bộ, công chức, viên chức", 1.6, NUMBER),
            Column("Được bồi dưỡng", 1.6, NUMBER),
            Column("Được đánh giá", 1.6, NUMBER, group=citizen),
            Column("Đạt", 1.4, NUMBER, group=citizen),
            Column("%", 1.3, NUMBER, group=citizen),
            Column("Đăng ký", 1.3, CENTRE, group=learning),
            Column("Đạt", 1.2, CENTRE, group=learning),
            Column("Ghi chú", 1.8),
        ),
        rows=tuple(
            (
                str(n),
                one["name"],
                *(words.unit_cell(one, code) for code in codes),
                words.percent(one["unit_staff_achieved"], one["unit_staff_assessed"]),
                "x" if one["unit_title_registered"] else "",
                "x" if one["title"] else "",
                STATES[one["state"]],
            )
            for n, one in enumerate(rows, start=1)
        ),
        total=(
            "",
            "Tổng cộng",
            *(words.cell(sums[code]) for code in codes),
            words.percent(sums["unit_staff_achieved"], sums["unit_staff_assessed"]),
            str(sum(bool(one["unit_title_registered"]) for one in rows)),
            str(sum(one["title"] for one in rows)),
            "",
        ),
        note=f"{words.UNKNOWN_NOTE} {words.DASH_NOTE} Dấu “x”: có.",
    )


def _firms(rows: list[dict[str, Any]]) -> Table:
    return Table(
        columns=(
            STT,
            Column("Doanh nghiệp, hợp tác xã", 6),
            Column("Đóng góp (đồng)", 2.6, NUMBER),
            Column("Người lao động được hỗ trợ", 2.2, NUMBER),
            Column("Đạt “Đơn vị học tập”", 1.8, CENTRE),
            Column("Ghi chú", 2),
        ),
        rows=tuple(
            (
                str(n),
                one["name"],
                words.unit_cell(one, "contribution"),
                words.unit_cell(one, "workers_supported"),
                "x" if one["title"] else "",
                STATES[one["state"]],
            )
            for n, one in enumerate(rows, start=1)
        ),
        total=(
            "",
            "Tổng cộng",
            words.cell(total(rows, "contribution")),
            words.cell(total(rows, "workers_supported")),
            str(sum(one["title"] for one in rows)),
            "",
        ),
    )


# ---------------------------------------------------------------- lists


def titles(snapshot: dict[str, Any]) -> Table:
    """Titles valid on the report's date with their decisions, then those under consideration."""
    rows: list[tuple[str, ...] | GroupRow] = []
    by_title = groupby(snapshot["titles"], key=lambda one: (one["is_considered"], one["title"]))
    for (is_considered, title), group in by_title:
        found = list(group)
        state = "đang xét" if is_considered else "đã được công nhận"
        rows.append(GroupRow(f"{title}: {len(found)} {state}"))
        rows += [
            (
                str(n),
                ", ".join(part for part in (one["holder"], one["place"]) if part),
                str(one["year"]),
                one["decision"],
                words.date(one["on"]),
            )
            for n, one in enumerate(found, start=1)
        ]
    return Table(
        columns=(
            STT,
            Column("Tập thể, hộ gia đình, cá nhân", 7),
            Column("Năm", 1.4, CENTRE),
            Column("Số quyết định", 3),
            Column("Ngày", 2.2, CENTRE),
        ),
        rows=tuple(rows),
    )


def missing(snapshot: dict[str, Any]) -> list[Block]:
    """Units that have not handed in, where they are too many for the text."""
    rows = snapshot["missing"]
    if len(rows) <= MOST_NAMED:
        return []
    named = {"": "chưa nhập", "draft": "đang nhập"}
    return [
        Table(
            columns=(
                STT,
                Column("Đơn vị", 7),
                Column("Mục", 1.4, CENTRE),
                Column("Ngày cuối", 2.4, CENTRE),
                Column("Tình trạng", 2.4),
            ),
            rows=tuple(
                (
                    str(n),
                    one["unit"],
                    one["group"],
                    words.date(one["last_day"]) or "không có hạn",
                    named.get(one["status"], ""),
                )
                for n, one in enumerate(rows, start=1)
            ),
        )
    ]


def voices(snapshot: dict[str, Any]) -> list[Block]:
    """Difficulties and proposals in the units' own words; then what arose during the year."""
    blocks: list[Block] = []
    said = [one for one in snapshot["voices"] if one["difficulties"] or one["proposals"]]
    if said:
        blocks.append(
            Table(
                columns=(
                    STT,
                    Column("Đơn vị", 3.4),
                    Column("Khó khăn, vướng mắc", 6),
                    Column("Đề nghị", 6),
                ),
                rows=tuple(
                    (str(n), one["unit"], one["difficulties"], one["proposals"])
                    for n, one in enumerate(said, start=1)
                ),
            )
        )
    if snapshot["problems"]:
        blocks.append(Paragraph("Khó khăn, vướng mắc báo cáo đột xuất trong năm:"))
        blocks.append(
            Table(
                columns=(
                    STT,
                    Column("Đơn vị", 3.4),
                    Column("Nội dung", 5),
                    Column("Đề xuất", 4),
                    Column("Trả lời của văn phòng", 4),
                ),
                rows=tuple(
                    (str(n), one["unit"], one["text"], one["proposal"], one["answer"] or "chưa")
                    for n, one in enumerate(snapshot["problems"], start=1)
                ),
            )
        )
    return blocks


def own(snapshot: dict[str, Any]) -> list[Block]:
    """The reporting unit's own form, line by line, once it counts."""
    form = snapshot["own"]
    lines = [one for one in form["lines"] if one["kind"] not in {"text", "list"}]
    return [figures_table(lines)] if form["is_submitted"] and lines else []
