"""Awards, evaluation, the coming year, proposals; block by block."""

from __future__ import annotations

from typing import Any

from documents.paper import Align, Column, Table
from documents.papers.unwritten import NOT_WRITTEN
from reports.papers import words
from reports.papers.script import Script
from reports.papers.situation import STT
from reports.papers.targets import next_table


def titles(script: Script) -> None:
    """Titles recognised, by the register."""
    script.topic("Danh hiệu đã công nhận")
    counts = script.snapshot["title_counts"]
    if counts:
        script.say(
            f"Tính đến ngày {words.date(script.snapshot['on'])}, các danh hiệu còn giá trị "
            f"và đang xét như sau {script.annex('titles')}:"
        )
        script.table("Danh hiệu", _title_table(script.snapshot))
    else:
        script.say("Sổ công nhận chưa có danh hiệu nào.")


def awards(script: Script) -> None:
    """Awards of the year and those asked of the level above."""
    script.topic("Khen thưởng trong năm, đề nghị cấp trên khen thưởng")
    script.say(NOT_WRITTEN)


def examples(script: Script) -> None:
    """Good examples."""
    script.topic("Điển hình tiên tiến, mô hình hay")
    _examples(script)


def _title_table(snapshot: dict[str, Any]) -> Table:
    return Table(
        columns=(
            STT,
            Column("Danh hiệu", 6),
            Column("Còn giá trị", 2, Align.RIGHT),
            Column(f"Trong đó công nhận năm {snapshot['year']}", 2.6, Align.RIGHT),
            Column("Đang xét", 2, Align.RIGHT),
        ),
        rows=tuple(
            (
                str(n),
                one["title"],
                words.cell(one["valid"]),
                words.cell(one["this_year"]),
                words.cell(one["under_consideration"]),
            )
            for n, one in enumerate(snapshot["title_counts"], start=1)
        ),
    )


def _examples(script: Script) -> None:
    """The report's own words, and beside them what units wrote."""
    told = script.told_by_units("highlights")
    if script.asks("highlights") and (script.is_written("highlights") or not told):
        script.write("highlights")
    script.items(told)
    if not told and not script.asks("highlights"):
        script.say(NOT_WRITTEN)


def evaluation(script: Script) -> None:
    """Strengths, shortcomings, causes, lessons."""
    for code, heading in (
        ("strengths", "Ưu điểm"),
        ("shortcomings", "Tồn tại, hạn chế"),
        ("causes", "Nguyên nhân"),
        ("lessons", "Bài học kinh nghiệm"),
    ):
        script.topic(heading)
        script.write(code)


def next_year(script: Script) -> None:
    """The wishes and the work of the coming year."""
    if script.snapshot["targets"]:
        year = script.snapshot["year"] + 1
        script.topic("Chỉ tiêu")
        script.table(f"Chỉ tiêu năm {year}", next_table(script.snapshot["targets"]))
        script.topic("Nhiệm vụ, giải pháp")
    script.write("next_year_tasks")


def proposals(script: Script) -> None:
    """What is asked of the level above, and where the units' own words stand."""
    script.write("proposals")
    pointer = script.annex("voices")
    if pointer:
        script.say(f"Khó khăn, vướng mắc và đề nghị của các đơn vị {pointer}.")
