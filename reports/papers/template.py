"""The templates of papers made from a snapshot, in which the text in force is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from documents.outlines import Vocabulary
from documents.paper import Block
from documents.papers import letterhead
from documents.papers.common import Written
from documents.papers.template import Template
from reports.papers import words
from reports.papers.movement import movement_of
from reports.papers.script import Script

Snapshot = dict[str, Any]
# Where the text in force stands in a snapshot; absent while it is the product's own.
OUTLINE: Final = "outline"

FIELDS: Final = {
    "don_vi": "tên đơn vị, ví dụ: Xã Na Rì",
    "co_quan": "cơ quan ban hành, ví dụ: Ủy ban nhân dân xã Na Rì",
    "nam": "năm báo cáo",
    "nam_sau": "năm sau năm báo cáo",
    "ngay_so_lieu": "ngày tính số liệu",
    "phong_trao": "tên ngắn của phong trào, dùng trong trích yếu",
    "phong_trao_day_du": "tên đầy đủ của phong trào kèm tên gọi tắt",
}


def values_of(snapshot: Snapshot) -> dict[str, str]:
    """What stands for the fields that every kind of paper knows."""
    movement = movement_of(snapshot["campaign"])
    return {
        "don_vi": str(snapshot["unit"]["name"]),
        "co_quan": letterhead.author(snapshot["unit"]),
        "nam": str(snapshot["year"]),
        "nam_sau": str(snapshot["year"] + 1),
        "ngay_so_lieu": words.date(snapshot["on"]),
        "phong_trao": movement.subject,
        "phong_trao_day_du": movement.introduced,
    }


def template(
    vocabulary: Vocabulary,
    default: str,
    writers: Mapping[str, Callable[[Script], None]],
    values: Callable[[Snapshot], dict[str, str]] = values_of,
    *,
    drops_bare_headings: bool = False,
) -> Template[Script]:
    """The template of a paper made from a snapshot; ``writers`` write into its script."""
    return Template(
        vocabulary,
        default,
        lambda script: values(script.snapshot),
        {name: _taken(write) for name, write in writers.items()},
        drops_bare_headings=drops_bare_headings,
    )


def _taken(write: Callable[[Script], None]) -> Callable[[Script], list[Block]]:
    def blocks(script: Script) -> list[Block]:
        write(script)
        return script.taken()

    return blocks


def written(kind: Template[Script], script: Script) -> Written:
    """The words that the outline kept with the figures makes of them."""
    return kind.written(script, script.snapshot.get(OUTLINE, ""))
