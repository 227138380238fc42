"""What differs between two versions of a report: figures, and passages in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from core.numbers import format_number
from documents.paper import Paper
from reports.papers.passages import passages

_PARTS: Final = {
    "rates": "Tiến độ nộp", "missing": "Đơn vị chưa nộp", "groups": "Tiêu chí theo nhóm",
    "models": "Mô hình học tập", "villages": "Biểu theo thôn", "bodies": "Biểu theo đơn vị",
    "citizens": "Công dân học tập", "own": "Biểu của đơn vị báo cáo", "propaganda": "Tuyên truyền",
    "centre": "Trung tâm học tập cộng đồng", "funds": "Khuyến học", "targets": "Chỉ tiêu",
    "titles": "Danh hiệu", "title_counts": "Danh hiệu", "counts": "Số đơn vị tham gia",
    "compact": "Hộ, dòng họ, cá nhân", "voices": "Ý kiến của đơn vị", "problems": "Vướng mắc",
    "remarks": "Ghi chú số liệu", "previous": "Năm trước", "excluded": "Đơn vị không tham gia",
    "years": "Các năm trước",
}  # fmt: skip
_WORDS: Final = {
    "total": "tổng số", "registered": "đăng ký", "achieved": "đạt", "met": "đạt",
    "not_met": "chưa đạt", "partly": "đạt một phần", "missing": "chưa có kết quả",
    "not_applicable": "không áp dụng", "under_consideration": "đang xét", "submitted": "đã nộp",
    "on_time": "đúng hạn", "complete": "nộp đầy đủ", "assessed": "được đánh giá",
    "people": "số người", "number": "số liệu", "text": "nội dung", "numerator": "tử số",
    "denominator": "mẫu số", "wanted": "kế hoạch", "state": "tình trạng", "units": "số đơn vị",
}  # fmt: skip
_SILENT: Final = frozenset({"on", "schema", "year_state", "is_provisional"})
_LABELS: Final = ("unit", "name", "label", "text", "title", "code", "holder")
MOST: Final = 400


@dataclass(frozen=True)
class Difference:
    """One figure that changed: part of the report, row, what it counts, before and after."""

    part: str
    row: str
    what: str
    before: str
    after: str


@dataclass(frozen=True)
class Reworded:
    """One passage that says something else now."""

    where: str
    before: str
    after: str


def changed_figures(
    before: dict[str, Any], after: dict[str, Any], labels: dict[str, str]
) -> list[Difference]:
    """Figures that differ between two snapshots, in the order of the newer one.

    ``labels`` names the lines of the forms by their codes.
    """
    found: list[Difference] = []
    for key in dict.fromkeys([*after, *before]):
        if key in _SILENT or key not in _PARTS:
            continue
        for row, what, old, new in _walk(before.get(key), after.get(key), "", ""):
            name = labels.get(what) or _WORDS.get(what, "")
            found.append(Difference(_PARTS[key], row, name, _said(old), _said(new)))
    return found[:MOST]


def _walk(old: Any, new: Any, row: str, what: str) -> Iterator[tuple[str, str, Any, Any]]:
    if old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict):
        named = _label(new) or row
        for key in dict.fromkeys([*new, *old]):
            yield from _walk(old.get(key), new.get(key), named, key)
    elif isinstance(old, list) and isinstance(new, list):
        yield from _walk_rows(old, new, row, what)
    else:
        yield row, what, old, new


def _walk_rows(
    old: list[Any], new: list[Any], row: str, what: str
) -> Iterator[tuple[str, str, Any, Any]]:
    """Rows are matched by their label where they have one, else by their place."""
    if not all(isinstance(one, dict) and _label(one) for one in [*old, *new]):
        for place in range(max(len(old), len(new))):
            yield from _walk(_get(old, place), _get(new, place), row, what)
        return
    earlier, later = _by_label(old), _by_label(new)
    for name in dict.fromkeys([*later, *earlier]):
        if name not in earlier or name not in later:
            yield name, what, _presence(name in earlier), _presence(name in later)
        else:
            yield from _walk(earlier[name], later[name], name, what)


def _by_label(rows: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {_label(one): one for one in rows}


def _presence(is_there: bool) -> str:  # noqa: FBT001 says itself
    return "có" if is_there else "không có"


def _get(rows: list[Any], place: int) -> Any:
    return rows[place] if place < len(rows) else None


def _label(row: dict[str, Any]) -> str:
    return next((str(row[key]) for key in _LABELS if isinstance(row.get(key), str)), "")


_STATES: Final = {
    "counted": "đã tính", "missing": "chưa nộp", "returned": "đang bổ sung", "draft": "đang nhập",
    "submitted": "đã nộp", "in_review": "đang thẩm định", "reviewed": "đã thẩm định",
    "final": "đã chốt", "": "chưa nhập", "value": "có số liệu", "none": "không có",
    "not_applicable": "không áp dụng",
}  # fmt: skip


def _said(value: Any) -> str:
    if value is None:
        return _("chưa có số liệu")
    if isinstance(value, bool):
        return _presence(value)
    if isinstance(value, int):
        return format_number(value)
    if isinstance(value, list | dict):
        return _("%(n)s mục") % {"n": len(value)}
    return _STATES.get(str(value), str(value))


def part_name(key: str) -> str:
    """What a part of the snapshot is called."""
    return _PARTS.get(key, "")


def figure_name(key: str) -> str:
    """What a figure of the snapshot is called where no form names it."""
    return _WORDS.get(key, "")


def reworded(before: Paper, after: Paper) -> list[Reworded]:
    """Passages whose words differ, in the order of the newer paper."""
    old = {one.key: one for one in passages(before.blocks)}
    new = {one.key: one for one in passages(after.blocks)}
    return [
        Reworded(
            " / ".join((new.get(key) or old[key]).headings),
            old[key].text if key in old else "",
            new[key].text if key in new else "",
        )
        for key in dict.fromkeys([*new, *old])
        if (old[key].text if key in old else "") != (new[key].text if key in new else "")
    ]
