"""Section III: what was reached, in sentences and tables made from the same figures."""

from __future__ import annotations

from typing import Any

from documents.paper import Align, Column, Table
from reports.papers import words
from reports.papers.script import Script
from reports.papers.situation import STT, total

NUMBER = Align.RIGHT


def criteria(script: Script) -> None:
    """Results by the plan's criteria, group by group."""
    script.topic("Kết quả theo tiêu chí của các nhóm đối tượng")
    _criteria(script)


def models(script: Script) -> None:
    """The learning models."""
    script.topic("Các mô hình học tập")
    _models(script)


def citizens(script: Script) -> None:
    """Learning citizens, where anybody counted them."""
    if script.snapshot["citizens"]:
        script.topic("Công dân học tập")
        _citizens(script)


# ---------------------------------------------------------------- criteria


def _criteria(script: Script) -> None:
    groups = [one for one in script.snapshot["groups"] if one["criteria"]]
    if not groups:
        script.say("Kế hoạch không đặt tiêu chí theo nhóm đối tượng.")
        return
    script.say(
        "Kết quả tự đánh giá, thẩm định theo các tiêu chí của kế hoạch như sau "
        f"{script.annex('criteria')}:"
    )
    script.items(_group(one) for one in groups)


def _group(group: dict[str, Any]) -> str:
    name = whom(group["heading"])
    if not group["units"]:
        none = "không có đơn vị tham gia" if group["has_form"] else "chưa có kết quả được nhập"
        return f"{name}: {none}."
    parts = []
    if group["has_form"]:
        sent, every = group["rates"]["submitted"]
        parts.append(f"{words.share(sent, every, 'đơn vị')} đã nộp phiếu")
    else:
        parts.append(f"{words.number(group['units'])} đối tượng có kết quả")
    judged = [one for one in group["criteria"] if one["kind"] != "title"]
    if judged:
        parts.append(_tally(judged))
    titled = [one for one in group["criteria"] if one["kind"] == "title"]
    if titled:
        parts.append(_titles(titled))
    return f"{name}: {'; '.join(parts)}."


def whom(heading: str) -> str:
    """The group itself: "Đối với các thôn trên địa bàn xã" → "Các thôn trên địa bàn xã"."""
    text = heading.removeprefix("Đối với ").strip().rstrip(".:;")
    return text[:1].upper() + text[1:]


def _tally(criteria: list[dict[str, Any]]) -> str:
    keys = (
        ("met", "đạt"),
        ("partly", "đạt một phần"),
        ("not_met", "chưa đạt"),
        ("not_applicable", "không áp dụng"),
        ("missing", "chưa có kết quả"),
    )
    sums = {key: sum(one[key] for one in criteria) for key, _name in keys}
    every = sum(sums.values())
    said = [f"{words.share(sums[key], every, 'lượt')} {name}" for key, name in keys if sums[key]]
    return f"trong {words.number(every)} lượt đánh giá tiêu chí có {words.listed(said)}"


def _titles(criteria: list[dict[str, Any]]) -> str:
    keys = (
        ("met", "đạt"),
        ("partly", "đạt một phần"),
        ("under_consideration", "đang xét"),
        ("not_met", "chưa đạt"),
        ("not_applicable", "không áp dụng"),
        ("missing", "chưa có kết quả"),
    )
    sums = {key: sum(one[key] for one in criteria) for key, _name in keys}
    said = [f"{words.number(sums[key])} {name}" for key, name in keys if sums[key]]
    return f"về danh hiệu: {words.listed(said)}" if said else "về danh hiệu: chưa có kết quả"


# ---------------------------------------------------------------- learning models


def _models(script: Script) -> None:
    models = script.snapshot["models"]
    script.items(_model(one) for one in models)
    script.table("Kết quả các mô hình học tập", _models_table(script.snapshot))
    pointers = [
        f"{name} {pointer}"
        for key, name in (("villages", "từng thôn"), ("bodies", "từng đơn vị"))
        if (pointer := script.annex(key))
    ]
    if pointers:
        script.say(f"Kết quả {words.listed(pointers)}.")


def _model(one: dict[str, Any]) -> str:
    whole, entered, achieved = one["total"], one["registered"], one["achieved"]
    noun = one["unit"]
    act = "được đánh giá" if _is_citizen(one) else "đăng ký"
    said = []
    if entered is None:
        said.append(f"chưa có số liệu {act}")
    elif whole:
        said.append(f"{words.share(entered, whole, noun)} {act}")
    else:
        said.append(f"{words.number(entered)} {noun} {act}")
    if achieved is None:
        said.append("chưa có số liệu kết quả")
    else:
        of_what = [
            f"{words.fraction(achieved, entered)} số {act}" if entered else "",
            f"{words.fraction(achieved, whole)} tổng số" if whole else "",
        ]
        equal = words.listed(of_what)
        said.append(f"{words.number(achieved)} {noun} đạt" + (f", bằng {equal}" if equal else ""))
    return f"“{one['name']}”: {'; '.join(said)}."


def _is_citizen(one: dict[str, Any]) -> bool:
    return str(one["name"]).startswith("Công dân")


def _models_table(snapshot: dict[str, Any]) -> Table:
    """Table 2; both percentages carry their denominator in the header.

    Last year's share and the year's wish stand beside it where they are known.
    """
    before = {one["name"]: one for one in snapshot["previous"] or ()}
    wished = {one["name"]: _wish(one, snapshot["targets"]) for one in snapshot["models"]}
    columns = [
        Column("Mô hình", 4.6),
        Column("Tổng số", 2.1, NUMBER),
        Column("Số đăng ký", 2.1, NUMBER),
        Column("Đăng ký/ tổng (%)", 2, NUMBER),
        Column("Số đạt", 2, NUMBER),
        Column("Đạt/ đăng ký (%)", 2, NUMBER),
        Column("Đạt/ tổng (%)", 2, NUMBER),
    ]
    if before:
        columns += [Column("Năm trước (%)", 2, NUMBER), Column("Tăng, giảm (điểm %)", 2, NUMBER)]
    if any(wished.values()):
        columns += [Column("Chỉ tiêu (%)", 2, NUMBER)]
    rows = []
    for one in snapshot["models"]:
        cells = _model_cells(one)
        if before:
            cells += _compared(one, before.get(one["name"]))
        if any(wished.values()):
            cells += [wished[one["name"]] or words.DASH]
        rows.append(tuple(cells))
    notes = [words.UNKNOWN_NOTE] if any(words.UNKNOWN in row for row in rows) else []
    if any(_is_citizen(one) for one in snapshot["models"]):
        notes.append("Với “Công dân học tập”, số đăng ký là số người được đánh giá.")
    return Table(columns=tuple(columns), rows=tuple(rows), note=" ".join(notes))


def _model_cells(one: dict[str, Any]) -> list[str]:
    return [
        f"{one['name']} ({one['unit']})",
        words.cell(one["total"]),
        words.cell(one["registered"]),
        words.percent(one["registered"], one["total"]),
        words.cell(one["achieved"]),
        words.percent(one["achieved"], one["registered"]),
        words.percent(one["achieved"], one["total"]),
    ]


def _compared(one: dict[str, Any], before: dict[str, Any] | None) -> list[str]:
    """Last year's achieved share of all, and the change in points of the printed shares."""
    if before is None:
        return [words.DASH, words.DASH]
    shown = words.percent(before["achieved"], before["total"])
    return [shown, words.points(one["achieved"], one["total"], before["achieved"], before["total"])]


def _wish(model: dict[str, Any], targets: list[dict[str, Any]]) -> str:
    """The year's wish for this model's share, where the plan measures just that."""
    if not _is_citizen(model):
        return ""
    measured = ["citizens_achieved", "people_15_plus"]
    found = next((one for one in targets if one.get("lines") == measured), None)
    return words.decimal(found["wanted"]) if found and found["wanted"] is not None else ""


# ---------------------------------------------------------------- citizens


def _citizens(script: Script) -> None:
    rows = script.snapshot["citizens"]
    sums: dict[str, Any] = {code: total(rows, code) for code in ("people", "assessed", "achieved")}
    if sums["assessed"] is None and sums["achieved"] is None:
        script.say("Chưa có số liệu.")
        return
    if sums["assessed"] is not None and sums["achieved"] is not None:
        script.say(
            f"Trong năm có {words.number(sums['assessed'])} người được đánh giá, "
            f"{words.number(sums['achieved'])} người đạt danh hiệu “Công dân học tập”, bằng "
            f"{words.fraction(sums['achieved'], sums['assessed'])} số được đánh giá."
        )
    table = Table(
        columns=(
            STT,
            Column("Nhóm", 6),
            Column("Tổng số người", 2, NUMBER),
            Column("Được đánh giá", 2, NUMBER),
            Column("Đạt", 2, NUMBER),
            Column("Đạt/đánh giá (%)", 2.2, NUMBER),
        ),
        rows=tuple((str(n), *_citizen_cells(one)) for n, one in enumerate(rows, start=1)),
        total=("", *_citizen_cells({"name": "Tổng cộng", **sums})),
        note=words.UNKNOWN_NOTE if _has_gap(rows) else "",
    )
    script.table("“Công dân học tập” theo nhóm", table)


def _has_gap(rows: list[dict[str, Any]]) -> bool:
    return any(row[code] is None for row in rows for code in ("people", "assessed", "achieved"))


def _citizen_cells(one: dict[str, Any]) -> tuple[str, ...]:
    return (
        one["name"],
        words.cell(one["people"]),
        words.cell(one["assessed"]),
        words.cell(one["achieved"]),
        words.percent(one["achieved"], one["assessed"]),
    )
