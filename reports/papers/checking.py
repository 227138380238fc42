"""The list that an officer goes through before a report is closed (flow 4.3, step 4)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from django.utils.translation import gettext as _

from core.numbers import format_percent
from documents.paper import Block, GroupRow, Heading, Paper, Table
from reports.papers.passages import Passage, passages
from reports.papers.provenance import NUMBER

_WITH_FRACTION: Final = re.compile(
    r"(?P<percent>\d+(?:,\d+)?)% \((?P<part>[\d.]+)/(?P<whole>[\d.]+)\)"
)
_SHARE: Final = re.compile(
    r"(?P<part>[\d.]+)/(?P<whole>[\d.]+) [^()/%]{1,60}\((?P<percent>\d+(?:,\d+)?)%\)"
)
_PERCENT: Final = re.compile(r"\d+(?:,\d+)?%")
_EMPTY: Final = ("Chưa có nội dung", "chưa có nội dung", "Chưa có số liệu", "chưa có số liệu")
_MOST_NAMED: Final = 12


class Verdict(StrEnum):
    """How one line of the list stands."""

    FINE = "fine"
    LOOK = "look"
    WRONG = "wrong"


@dataclass(frozen=True)
class Line:
    """One thing to look at: what, how it stands, what was found."""

    title: str
    verdict: Verdict
    found: list[str] = field(default_factory=list)


def check_list(
    paper: Paper, snapshot: dict[str, Any], edited: dict[str, Passage], stale: Iterable[Passage]
) -> list[Line]:
    """Every line of the list for a paper as it stands.

    ``edited``: written passages that people's words replaced, by key; ``stale``: those of them
    whose figures changed since.
    """
    return [
        _line(_("Tổng cộng bằng tổng các dòng, số trong bài bằng phụ lục"), _sums(paper, snapshot)),
        _line(_("Tỷ lệ ghi kèm tử số, mẫu số được tính đúng"), _fractions(paper)),
        _line(_("Tỷ lệ không kèm tử số, mẫu số"), _bare_rates(paper), Verdict.LOOK),
        _line(_("Số năm trước để so sánh"), _last_year(snapshot), Verdict.LOOK),
        _line(_("Mục, đoạn chưa có nội dung"), _empty(paper), Verdict.LOOK),
        _line(_("Đơn vị chưa nộp"), _missing(snapshot), Verdict.LOOK),
        _line(
            _("Đoạn đã sửa nhưng số liệu thay đổi sau đó"),
            [_where(one) for one in stale],
            Verdict.LOOK,
        ),
        _line(_("Số do người sửa ghi thêm"), _typed(paper, edited), Verdict.LOOK),
    ]


def _line(title: str, found: Iterable[str], worst: Verdict = Verdict.WRONG) -> Line:
    said = list(found)
    more = len(said) - _MOST_NAMED
    shown = [*said[:_MOST_NAMED], _("và %(n)s chỗ khác") % {"n": more}] if more > 0 else said
    return Line(title, worst if said else Verdict.FINE, shown)


def _where(passage: Passage) -> str:
    return " / ".join(passage.headings) or _("Phần mở đầu")


# ---------------------------------------------------------------- sums


def _figure(cell: str) -> int | None:
    bare = cell.replace(".", "")
    return int(bare) if bare.isdecimal() else None


def _tables(paper: Paper) -> Iterator[tuple[str, Table]]:
    for block in paper.blocks:
        if isinstance(block, Table):
            yield block.caption, block
    for annex in paper.annexes:
        for block in annex.blocks:
            if isinstance(block, Table):
                yield block.caption or annex.title, block


def _sums(paper: Paper, snapshot: dict[str, Any]) -> Iterator[str]:
    for name, table in _tables(paper):
        yield from _wrong_totals(name, table)
    yield from _beside_annex(snapshot)


def _wrong_totals(name: str, table: Table) -> Iterator[str]:
    """Columns of whole numbers whose total is not their sum."""
    if table.total is None:
        return
    rows = [row for row in table.rows if not isinstance(row, GroupRow)]
    for place, column in enumerate(table.columns):
        total = _figure(table.total[place])
        figures = [_figure(row[place]) for row in rows]
        known = [one for one in figures if one is not None]
        if total is None or not known or "%" in column.header or place == 0:
            continue
        if total != sum(known):
            yield _("%(where)s: tổng cộng ghi %(total)s, các dòng cộng lại %(sum)s") % {
                "where": f"{name}, {column.header}", "total": table.total[place],
                "sum": sum(known),
            }  # fmt: skip


BESIDE_VILLAGES: Final = {
    "Gia đình học tập": ("households", "families_registered", "families_achieved"),
    "Dòng họ học tập": ("clans", "clans_registered", "clans_achieved"),
}


def _beside_annex(snapshot: dict[str, Any]) -> Iterator[str]:
    """Figures of the text that differ from the sum of the villages in the annex."""
    villages = [one for one in snapshot.get("villages", []) if one.get("state") == "counted"]
    for model in snapshot.get("models", []) if villages else []:
        for name, code in zip(
            ("total", "registered", "achieved"),
            BESIDE_VILLAGES.get(model["name"], ()),
            strict=False,
        ):
            known = [row[code] for row in villages if row.get(code) is not None]
            if known and model[name] is not None and model[name] != sum(known):
                yield _("“%(model)s”: trong bài %(text)s, cộng theo thôn %(sum)s") % {
                    "model": model["name"], "text": model[name], "sum": sum(known),
                }  # fmt: skip


# ---------------------------------------------------------------- percentages


def _fractions(paper: Paper) -> Iterator[str]:
    for passage in passages(paper.blocks):
        for one in _told(passage.text):
            part, whole = _figure(one["part"]), _figure(one["whole"])
            right = format_percent(part or 0, whole) if whole else ""
            if right and right.rstrip("%") not in {one["percent"], f"{one['percent']},0"}:
                yield _("%(where)s: %(said)s, tính ra %(right)s") % {
                    "where": _where(passage), "said": one[0], "right": right,
                }  # fmt: skip


def _told(text: str) -> list[re.Match[str]]:
    """Rates that stand with their numerator and denominator."""
    return [*_WITH_FRACTION.finditer(text), *_SHARE.finditer(text)]


def _bare_rates(paper: Paper) -> Iterator[str]:
    """Rates without a fraction: goals of the plan, or somebody's own words."""
    for passage in passages(paper.blocks):
        spans = [one.span() for one in _told(passage.text)]
        bare = [
            one[0]
            for one in _PERCENT.finditer(passage.text)
            if not any(start <= one.start() < end for start, end in spans)
        ]
        if bare:
            yield f"{_where(passage)}: {', '.join(bare)}"


# ---------------------------------------------------------------- the rest


def _last_year(snapshot: dict[str, Any]) -> Iterator[str]:
    if "previous" in snapshot and not snapshot["previous"]:
        yield _("Chưa có báo cáo năm trước đã chốt nên không có cột so sánh.")


def _empty(paper: Paper) -> Iterator[str]:
    yield from (
        _where(one) for one in passages(paper.blocks) if any(say in one.text for say in _EMPTY)
    )
    yield from _bare_headings(paper.blocks)


def _bare_headings(blocks: tuple[Block, ...]) -> Iterator[str]:
    """Headings with nothing between them and the next of the same or a higher level."""
    for here, after in zip(blocks, (*blocks[1:], None), strict=True):
        if not isinstance(here, Heading):
            continue
        if after is None or (isinstance(after, Heading) and after.level <= here.level):
            yield here.text


def _missing(snapshot: dict[str, Any]) -> list[str]:
    return [str(one["unit"]) for one in snapshot.get("missing", [])]


def _typed(paper: Paper, edited: dict[str, Passage]) -> Iterator[str]:
    """Numbers in people's words that no written passage of that place has."""
    for passage in passages(paper.blocks):
        before = edited.get(passage.key)
        if before is None:
            continue
        own = set(NUMBER.findall(passage.text)) - set(NUMBER.findall(before.text))
        if own:
            yield f"{_where(passage)}: {', '.join(sorted(own))}"
