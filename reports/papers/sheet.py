"""A unit's own paper: the village's Phiếu tự đánh giá with its Biểu, or an agency's report."""

from __future__ import annotations

import datetime as dt
import re
from itertools import groupby
from typing import Any

from documents.paper import (
    Align,
    Block,
    Column,
    GroupRow,
    Heading,
    Level,
    Paper,
    PaperKind,
    Paragraph,
    Table,
)
from reports.papers import citing, letterhead, words
from reports.papers.movement import movement_of
from reports.papers.script import own_words
from reports.papers.summary import summary

FRONT_HEAD = "front_committee_head"


def village_sheet(snapshot: dict[str, Any]) -> Paper:
    """The village's sheet: no number and symbol, two signers, Quốc hiệu kept."""
    named = [one["text"] for one in snapshot["lines"] if one["code"] == FRONT_HEAD]
    return Paper(
        kind=PaperKind.VILLAGE_SHEET,
        header=letterhead.header(snapshot["unit"], _day(snapshot), numbered=False),
        title="Phiếu tự đánh giá",
        abstract=_abstract(snapshot),
        blocks=tuple(_blocks(snapshot)),
        closing="Thôn cam đoan các nội dung và số liệu trên là đúng với thực tế",
        signers=letterhead.signers(snapshot["unit"], snapshot["head"], beside="".join(named)),
        draft=not snapshot["is_final"],
    )


def agency_report(snapshot: dict[str, Any]) -> Paper:
    """The report of an agency, school, mass organisation or enterprise."""
    movement = movement_of(snapshot["campaign"])
    return Paper(
        kind=PaperKind.ANNUAL_REPORT,
        header=letterhead.header(snapshot["unit"], _day(snapshot)),
        title="Báo cáo",
        abstract=_abstract(snapshot),
        addressees=letterhead.addressee(snapshot, upward=False),
        legal_basis=(citing.own_plan(snapshot["campaign"]),),
        blocks=tuple(_blocks(snapshot)),
        closing=(
            f"Trên đây là kết quả thực hiện {movement.subject} năm {snapshot['year']}, "
            f"{snapshot['unit']['name']} trân trọng báo cáo"
        ),
        signers=letterhead.signers(snapshot["unit"], snapshot["head"]),
        filing=("VT",),
        draft=not snapshot["is_final"],
    )


def _day(snapshot: dict[str, Any]) -> dt.date:
    return dt.date.fromisoformat(snapshot["on"])


def _abstract(snapshot: dict[str, Any]) -> str:
    subject = movement_of(snapshot["campaign"]).subject
    return f"Kết quả thực hiện {subject} năm {snapshot['year']}"


# ---------------------------------------------------------------- body


def _blocks(snapshot: dict[str, Any]) -> list[Block]:
    blocks: list[Block] = [Paragraph(_opening(snapshot)), Paragraph(_receipt(snapshot))]
    texts, figures = _split(snapshot["lines"])
    if snapshot["criteria"]:
        blocks += [
            Heading(Level.SECTION, "Kết quả thực hiện các tiêu chí"),
            Paragraph(_tally(snapshot["criteria"])),
            criteria_table(snapshot["criteria"]),
        ]
    blocks.append(Heading(Level.SECTION, "Số liệu trong năm"))
    blocks += [Paragraph(said) for said in summary(snapshot["lines"]) if said]
    blocks += _figures(figures)
    answered = [one for one in texts if one["state"] or one["reason"]]
    if answered:
        blocks.append(Heading(Level.SECTION, without_number(answered[0]["section"])))
        for line in answered:
            blocks.append(Heading(Level.TOPIC, line["label"]))
            blocks += own_words(words.shown(line))
    if snapshot["own_work_reason"]:
        reason = snapshot["own_work_reason"].rstrip(".")
        blocks.append(Paragraph(f"Người nhập phiếu đồng thời là người thẩm định, lý do: {reason}."))
    return blocks


def _opening(snapshot: dict[str, Any]) -> str:
    unit = snapshot["unit"]
    place = f", {letterhead.lower_first(unit['commune'])}" if unit["type"] == "village" else ""
    movement = movement_of(snapshot["campaign"])
    return (
        f"{unit['name']}{place} báo cáo kết quả năm {snapshot['year']} thực hiện {movement.full}."
    )


def _receipt(snapshot: dict[str, Any]) -> str:
    receipt = snapshot["receipt"]
    if receipt is None:
        return "Phiếu chưa được nộp, các nội dung dưới đây còn có thể thay đổi."
    when = dt.datetime.fromisoformat(receipt["at"])
    said = f"Phiếu nộp lúc {when:%H:%M} ngày {when:%d/%m/%Y}, mã biên nhận {receipt['code']}"
    how = words.CHANNELS.get(receipt["channel"])
    if how:
        said += f"; văn phòng nhập thay, nhận {how} ngày {words.date(receipt['paper_on'])}"
    return f"{said}."


def _tally(criteria: list[dict[str, Any]]) -> str:
    """How many criteria stand where; each answer once."""
    values = [words.JUDGEMENTS[one["value"]].lower() for one in criteria]
    counted = [
        f"{words.share(values.count(one), len(values), 'tiêu chí')} {one}"
        for one in dict.fromkeys(word.lower() for word in words.JUDGEMENTS.values())
        if one in values
    ]
    return f"Phiếu có {len(values)} tiêu chí: {words.listed(counted)}."


def _figures(lines: list[dict[str, Any]]) -> list[Block]:
    if not any(line["state"] or line["kind"] == "ratio" for line in lines):
        return [Paragraph("Chưa có số liệu.")]
    blocks: list[Block] = [figures_table(lines)]
    blocks += [list_table(one) for one in lines if one["kind"] == "list" and one["rows"]]
    return blocks


def _split(lines: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Long texts of the closing section apart from figures and short answers."""
    last = lines[-1]["section"] if lines else ""
    texts = [one for one in lines if one["kind"] == "text" and one["section"] == last]
    return texts, [one for one in lines if one not in texts]


def criteria_table(criteria: list[dict[str, Any]]) -> Table:
    """One row a criterion: text, value, and the reason where the reviewer saw it otherwise."""
    return Table(
        columns=(
            Column("TT", 1, Align.CENTRE),
            Column("Tiêu chí", 9),
            Column("Kết quả", 2.6, Align.CENTRE),
            Column("Minh chứng, lý do", 4.4),
        ),
        rows=tuple(
            (str(place), one["text"], words.JUDGEMENTS[one["value"]], _because(one))
            for place, one in enumerate(criteria, start=1)
        ),
    )


def _because(criterion: dict[str, Any]) -> str:
    if criterion["kind"] == "title":
        return str(criterion.get("detail", ""))
    said = [criterion["note"], criterion.get("gap_reason", "")]
    own = criterion.get("self", "")
    if own and own != criterion["value"]:
        said.append(f"Đơn vị tự đánh giá: {words.JUDGEMENTS[own].lower()}. {criterion['reason']}")
    return " ".join(words.sentence(one) for one in said if one)


def figures_table(lines: list[dict[str, Any]]) -> Table:
    """The lines by section, each with its value and unit in words."""
    rows: list[tuple[str, ...] | GroupRow] = []
    place = 0
    sections = 0
    for section, group in groupby(lines, key=lambda one: one["section"]):
        shown = [one for one in group if one["kind"] != "list"]
        if shown:
            sections += 1
            rows.append(GroupRow(f"{sections}. {without_number(section)}"))
        for one in shown:
            place += 1
            rows.append((str(place), one["label"], _with_correction(one)))
    return Table(
        columns=(
            Column("TT", 1, Align.CENTRE),
            Column("Nội dung", 9),
            Column("Kết quả", 5),
        ),
        rows=tuple(rows),
    )


def without_number(section: str) -> str:
    """A section's heading without the number that it has in its set: "8. Thư viện" → "Thư viện"."""
    return re.sub(r"^[0-9]+\.\s*", "", section)


def _with_correction(line: dict[str, Any]) -> str:
    said, correction = words.shown(line), words.corrected(line)
    return f"{said} ({correction})" if correction else said


def list_table(line: dict[str, Any]) -> Table:
    """A list of a form (documents issued, classes held) as a table of its own."""
    columns = line["columns"]
    return Table(
        caption=line["label"],
        columns=(
            Column("TT", 1, Align.CENTRE),
            *(_list_column(one, line["rows"]) for one in columns),
        ),
        rows=tuple(
            (str(place), *(_list_cell(row, one) for one in columns))
            for place, row in enumerate(line["rows"], start=1)
        ),
    )


def _list_cell(row: dict[str, str], column: dict[str, Any]) -> str:
    return words.listed_cell(str(row.get(column["code"], "")), column["kind"])


def _list_column(column: dict[str, Any], rows: list[dict[str, Any]]) -> Column:
    """Wide where the texts are long."""
    longest = max(len(str(row.get(column["code"], ""))) for row in rows)
    align = {"count": Align.RIGHT, "money": Align.RIGHT, "date": Align.CENTRE}
    return Column(
        column["label"], 2 + min(longest, 60) / 8, align.get(column["kind"].lower(), Align.LEFT)
    )
