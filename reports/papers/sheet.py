"""A unit's own paper: the village's Phiếu tự đánh giá with its Biểu, or an agency's report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any, Final

from documents.outlines import Vocabulary
from documents.paper import Heading, Level, Paper, PaperKind, Paragraph
from documents.papers import citing, letterhead
from reports.papers import words
from reports.papers.form_tables import criteria_table, figures_table, list_table, without_number
from reports.papers.movement import movement_of
from reports.papers.script import Script, own_words
from reports.papers.summary import summary
from reports.papers.template import FIELDS, Snapshot, template, values_of, written

FRONT_HEAD = "front_committee_head"
_FIELDS: Final = {key: FIELDS[key] for key in ("nam", "nam_sau", "ngay_so_lieu", "phong_trao")} | {
    "don_vi": "tên đơn vị; thôn kèm tên xã",
    "phong_trao_day_du": "tên đầy đủ của phong trào",
}
_BLOCKS: Final = {
    "tinh_hinh_nop": "phiếu đã nộp hay chưa, giờ nhận, mã biên nhận",
    "tieu_chi": "bảng kết quả các tiêu chí",
    "so_lieu": "tóm tắt và bảng số liệu của Biểu",
    "noi_dung_viet": "các nội dung đơn vị viết bằng lời, kèm đề mục của Biểu",
    "tu_tham_dinh": "lý do khi người nhập phiếu đồng thời là người thẩm định",
}
# What was handed in, and how it came about, is not left out of the paper.
_REQUIRED: Final = frozenset({"tinh_hinh_nop", "tieu_chi", "so_lieu", "tu_tham_dinh"})
_VOCABULARY: Final = Vocabulary(_FIELDS, _BLOCKS, _REQUIRED)
_BODY: Final = """\
{{don_vi}} báo cáo kết quả năm {{nam}} thực hiện {{phong_trao_day_du}}.
[[tinh_hinh_nop]]
# Kết quả thực hiện các tiêu chí
[[tieu_chi]]
# Số liệu trong năm
[[so_lieu]]
[[noi_dung_viet]]
[[tu_tham_dinh]]
"""
_SUBJECT: Final = "Trích yếu: Kết quả thực hiện {{phong_trao}} năm {{nam}}\n"
_VILLAGE: Final = (
    f"{_SUBJECT}Câu kết: Thôn cam đoan các nội dung và số liệu trên là đúng với thực tế\n{_BODY}"
)
_AGENCY: Final = (
    f"{_SUBJECT}Câu kết: Trên đây là kết quả thực hiện {{{{phong_trao}}}} năm {{{{nam}}}}, "
    f"{{{{don_vi}}}} trân trọng báo cáo\n{_BODY}"
)


def _values(snapshot: Snapshot) -> dict[str, str]:
    unit = snapshot["unit"]
    place = f", {letterhead.lower_first(unit['commune'])}" if unit["type"] == "village" else ""
    return values_of(snapshot) | {
        "don_vi": f"{unit['name']}{place}",
        "phong_trao_day_du": movement_of(snapshot["campaign"]).full,
    }


def village_sheet(snapshot: dict[str, Any]) -> Paper:
    """The village's sheet: no number and symbol, two signers, Quốc hiệu kept."""
    named = [one["text"] for one in snapshot["lines"] if one["code"] == FRONT_HEAD]
    said = written(VILLAGE, Script(snapshot))
    return Paper(
        kind=PaperKind.VILLAGE_SHEET,
        header=letterhead.header(snapshot["unit"], _day(snapshot), numbered=False),
        title="Phiếu tự đánh giá",
        abstract=said.abstract,
        blocks=said.blocks,
        closing=said.closing,
        signers=letterhead.signers(snapshot["unit"], snapshot["head"], beside="".join(named)),
        draft=not snapshot["is_final"],
    )


def agency_report(snapshot: dict[str, Any]) -> Paper:
    """The report of an agency, school, mass organisation or enterprise."""
    said = written(AGENCY, Script(snapshot))
    return Paper(
        kind=PaperKind.ANNUAL_REPORT,
        header=letterhead.header(snapshot["unit"], _day(snapshot)),
        title="Báo cáo",
        abstract=said.abstract,
        addressees=letterhead.addressee(snapshot, upward=False),
        legal_basis=(citing.own_plan(snapshot["campaign"]),),
        blocks=said.blocks,
        closing=citing.replacing(said.closing, snapshot),
        signers=letterhead.signers(snapshot["unit"], snapshot["head"]),
        filing=("VT",),
        draft=not snapshot["is_final"],
    )


def _day(snapshot: dict[str, Any]) -> dt.date:
    return dt.date.fromisoformat(snapshot["on"])


# ---------------------------------------------------------------- body


def _receipt(script: Script) -> None:
    receipt = script.snapshot["receipt"]
    if receipt is None:
        script.say("Phiếu chưa được nộp, các nội dung dưới đây còn có thể thay đổi.")
        return
    when = dt.datetime.fromisoformat(receipt["at"])
    said = f"Phiếu nộp lúc {when:%H:%M} ngày {when:%d/%m/%Y}, mã biên nhận {receipt['code']}"
    how = words.CHANNELS.get(receipt["channel"])
    if how:
        said += f"; văn phòng nhập thay, nhận {how} ngày {words.date(receipt['paper_on'])}"
    script.say(f"{said}.")


def _criteria(script: Script) -> None:
    criteria = script.snapshot["criteria"]
    if criteria:
        script.say(_tally(criteria))
        script.blocks.append(criteria_table(criteria))


def _tally(criteria: list[dict[str, Any]]) -> str:
    """How many criteria stand where; each answer once."""
    values = [words.JUDGEMENTS[one["value"]].lower() for one in criteria]
    counted = [
        f"{words.share(values.count(one), len(values), 'tiêu chí')} {one}"
        for one in dict.fromkeys(word.lower() for word in words.JUDGEMENTS.values())
        if one in values
    ]
    return f"Phiếu có {len(values)} tiêu chí: {words.listed(counted)}."


def _figures(script: Script) -> None:
    _texts, lines = _split(script.snapshot["lines"])
    for said in summary(script.snapshot["lines"]):
        script.say(said)
    if not any(line["state"] or line["kind"] == "ratio" for line in lines):
        script.say("Chưa có số liệu.")
        return
    script.blocks.append(figures_table(lines))
    script.blocks += [list_table(one) for one in lines if one["kind"] == "list" and one["rows"]]


def _written(script: Script) -> None:
    """What the unit wrote in words, under the heading that its form gives it."""
    texts, _lines = _split(script.snapshot["lines"])
    answered = [one for one in texts if one["state"] or one["reason"]]
    if answered:
        script.blocks.append(Heading(Level.SECTION, without_number(answered[0]["section"])))
    for line in answered:
        script.blocks.append(Heading(Level.TOPIC, line["label"]))
        script.blocks += own_words(words.shown(line))


def _own_work(script: Script) -> None:
    reason = script.snapshot["own_work_reason"].rstrip(".")
    if reason:
        script.blocks.append(
            Paragraph(f"Người nhập phiếu đồng thời là người thẩm định, lý do: {reason}.")
        )


def _split(lines: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Long texts of the closing section apart from figures and short answers."""
    last = lines[-1]["section"] if lines else ""
    texts = [one for one in lines if one["kind"] == "text" and one["section"] == last]
    return texts, [one for one in lines if one not in texts]


_WRITERS: Final[Mapping[str, Callable[[Script], None]]] = {
    "tinh_hinh_nop": _receipt,
    "tieu_chi": _criteria,
    "so_lieu": _figures,
    "noi_dung_viet": _written,
    "tu_tham_dinh": _own_work,
}
VILLAGE: Final = template(_VOCABULARY, _VILLAGE, _WRITERS, _values, drops_bare_headings=True)
AGENCY: Final = template(_VOCABULARY, _AGENCY, _WRITERS, _values, drops_bare_headings=True)
