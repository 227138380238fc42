"""Tables 8 and 10: results against the year's wish and the goal of the last year."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from core.numbers import format_percent
from documents.paper import Align, Column, GroupRow, Table
from reports.papers import words
from reports.papers.script import Script

NONE_SET = "Kế hoạch không đặt chỉ tiêu bằng số."
NUMBER = Align.RIGHT


def write_targets(script: Script) -> None:
    """The topic at the end of section III."""
    script.topic("So sánh với chỉ tiêu của kế hoạch")
    rows = script.snapshot["targets"]
    if rows:
        script.say(_summary(rows))
    script.table("Kết quả so với chỉ tiêu", results_table(rows))


def _summary(rows: list[dict[str, Any]]) -> str:
    """How many reach their year's wish; those without a wish are held against the last year."""
    verdicts = [verdict(one) for one in rows]
    reached = sum(one.startswith(("Đạt", "Vượt")) for one in verdicts)
    unknown = verdicts.count("Chưa có số liệu")
    said = f"Kế hoạch có {len(rows)} chỉ tiêu đo được: {reached} chỉ tiêu đạt"
    missed = len(rows) - reached - unknown
    rest = [
        f"{missed} chỉ tiêu chưa đạt" if missed else "",
        f"{unknown} chỉ tiêu chưa có số liệu" if unknown else "",
    ]
    tail = words.listed(rest)
    return f"{said}{', ' if tail else ''}{tail}."


def results_table(targets: list[dict[str, Any]]) -> Table:
    """Table 8: plan of the year, result with its fraction, share of the plan, goal, verdict."""
    return Table(
        columns=(
            Column("TT", 1, Align.CENTRE),
            Column("Chỉ tiêu", 6),
            Column("Kế hoạch năm", 1.8, NUMBER),
            Column("Thực hiện", 3, NUMBER),
            Column("% hoàn thành kế hoạch", 1.9, NUMBER),
            Column(_goal_header(targets), 2.1, NUMBER),
            Column("Đánh giá", 2.4, Align.CENTRE),
        ),
        rows=_by_section(
            targets,
            lambda one: (
                one["label"],
                wish(one, one["wanted"]),
                result(one),
                fulfilled(one),
                wish(one, one["goal"]),
                verdict(one),
            ),
        ),
        note=_unset_note(targets),
        empty_text=NONE_SET,
    )


def _unset_note(targets: list[dict[str, Any]]) -> str:
    unset = any(one["wanted"] is None for one in targets)
    return "Chỉ tiêu chưa giao cho năm được so với mục tiêu cuối kỳ." if unset else ""


def next_table(targets: list[dict[str, Any]]) -> Table:
    """Table 10: this year's result, next year's wish, the goal."""
    return Table(
        columns=(
            Column("TT", 1, Align.CENTRE),
            Column("Chỉ tiêu", 7),
            Column("Thực hiện năm nay", 3.2, NUMBER),
            Column("Kế hoạch năm sau", 2.2, NUMBER),
            Column(_goal_header(targets), 2, NUMBER),
        ),
        rows=_by_section(
            targets,
            lambda one: (
                one["label"],
                result(one),
                wish(one, one["wanted_next"]),
                wish(one, one["goal"]),
            ),
        ),
        empty_text=NONE_SET,
    )


def _goal_header(targets: list[dict[str, Any]]) -> str:
    years = {one["end_year"] for one in targets}
    return f"Mục tiêu {years.pop()}" if len(years) == 1 else "Mục tiêu cuối kỳ"


def _by_section(targets: list[dict[str, Any]], cells: Any) -> tuple[Any, ...]:
    """Rows under the plan's own headings, numbered through."""
    rows: list[Any] = []
    section = None
    for place, one in enumerate(targets, start=1):
        if one["section"] != section:
            section = one["section"]
            rows.append(GroupRow(section))
        rows.append((str(place), *cells(one)))
    return tuple(rows)


def wish(measure: dict[str, Any], value: str | None) -> str:
    """A wished value with its unit: "70%", "mức độ 3", "có"."""
    if value is None:
        return words.DASH
    if measure["kind"] == "yes_no":
        return "có" if Decimal(value) else "không"
    if measure["kind"] == "level":
        return f"mức độ {words.decimal(value)}"
    return f"{words.decimal(value)}%"


def result(measure: dict[str, Any]) -> str:
    """What was reached, a percentage with its fraction."""
    if measure["kind"] == "percent":
        return words.fraction(measure["numerator"], measure["denominator"])
    value = measure["number"]
    return words.NO_DATA if value is None else wish(measure, str(value))


def fulfilled(measure: dict[str, Any]) -> str:
    """The result as a share of the year's plan; a dash where either is not known."""
    if measure["kind"] != "percent" or measure["wanted"] is None:
        return words.DASH
    part, whole = measure["numerator"], measure["denominator"]
    wanted = Decimal(measure["wanted"])
    if part is None or not whole or not wanted:
        return words.DASH
    return format_percent(Decimal(part) * 100, Decimal(whole) * wanted)


def verdict(measure: dict[str, Any]) -> str:
    """Below, at or above the year's plan; without one, whether the last year's goal is reached.

    Compared by exact fractions, never by the printed percentage.
    """
    reached = _reached(measure)
    if reached is None:
        return "Chưa có số liệu"
    part, whole = reached
    if measure["wanted"] is None:
        is_there = part >= Decimal(measure["goal"]) * whole
        return f"{'Đạt' if is_there else 'Chưa đạt'} mục tiêu {measure['end_year']}"
    wanted = Decimal(measure["wanted"]) * whole
    if part < wanted:
        return "Chưa đạt"
    return "Vượt" if part > wanted and measure["kind"] != "yes_no" else "Đạt"


def _reached(measure: dict[str, Any]) -> tuple[Decimal, Decimal] | None:
    """The result as (value × scale, scale), so that it compares without dividing."""
    if measure["kind"] == "percent":
        part, whole = measure["numerator"], measure["denominator"]
        return (Decimal(part) * 100, Decimal(whole)) if part is not None and whole else None
    number = measure["number"]
    return None if number is None else (Decimal(number), Decimal(1))
