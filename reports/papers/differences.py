"""What differs between two versions of a report: figures, and passages in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
# Parts that are counted, and whose rows are told from each other by no page of differences.
_COUNTED: Final = {"criteria": "Tiêu chí của phiếu", "lines": "Biểu của phiếu"}
_WORDS: Final = {
    "total": "tổng số", "registered": "đăng ký", "achieved": "đạt", "met": "đạt",
    "not_met": "chưa đạt", "partly": "đạt một phần", "missing": "chưa có kết quả",
    "not_applicable": "không áp dụng", "under_consideration": "đang xét", "submitted": "đã nộp",
    "on_time": "đúng hạn", "complete": "nộp đầy đủ", "assessed": "được đánh giá",
    "people": "số người", "number": "số liệu", "text": "nội dung", "numerator": "tử số",
    "denominator": "mẫu số", "wanted": "kế hoạch", "state": "tình trạng", "units": "số đơn vị",
    "wanted_next": "kế hoạch năm sau", "goal": "mục tiêu", "end_year": "năm cuối", "kind": "loại",
    "valid": "còn giá trị", "this_year": "công nhận trong năm", "all": "tất cả",
    "villages": "số thôn", "schools": "số trường học", "organisations": "số cơ quan, đơn vị",
    "sections": "số phòng, bộ phận", "businesses": "số doanh nghiệp, hợp tác xã",
    "participants": "số đơn vị tham gia", "count": "số đơn vị có số liệu", "title": "danh hiệu",
    "classes": "số lớp", "attendance": "số lượt người học", "year": "năm", "on": "ngày",
    "date": "ngày", "reason": "lý do", "status": "tình trạng", "last_day": "hạn nộp",
    "undated": "đơn vị không có thời hạn nộp", "is_submitted": "đã nộp phiếu",
    "is_considered": "đang xét", "is_business": "là doanh nghiệp", "has_form": "có phiếu",
    "channel": "cách nhận", "decision": "quyết định", "by": "nơi quyết định", "place": "nơi ở",
    "self_number": "số đơn vị nhập", "self_state": "đơn vị trả lời", "none": "không có",
    "reviewed_reason": "lý do sửa khi thẩm định", "proposal": "đề nghị", "answer": "trả lời",
    "rows": "các dòng", "opening": "dư đầu năm", "unit": "đơn vị tính", "type": "loại đơn vị",
    "group": "nhóm", "what": "việc", "times": "số lần",
}  # fmt: skip
_STATES: Final = {
    "counted": "đã tính", "missing": "chưa nộp", "returned": "đang bổ sung", "draft": "đang nhập",
    "submitted": "đã nộp", "in_review": "đang thẩm định", "reviewed": "đã thẩm định",
    "final": "đã chốt", "": "chưa nhập", "value": "có số liệu", "none": "không có",
    "not_applicable": "không áp dụng",
}  # fmt: skip
# A rate is kept as a pair: how many did, of how many.
_RATES: Final = {
    "submitted": ("đơn vị đã nộp", "đơn vị phải nộp"),
    "complete": ("đơn vị nộp đầy đủ", "đơn vị được tính nộp đầy đủ"),
    "on_time": ("đơn vị nộp đúng hạn", "đơn vị có thời hạn nộp"),
}
# What stands between a part and its figures, where it is not a row with a name of its own.
_BRANCHES: Final = {
    "household": "Hộ gia đình", "clan": "Dòng họ", "individual": "Cá nhân",
    "on_behalf": "Nhập thay", "own_work": "Tự thẩm định", "outside": "Cấp trên thẩm định",
    "after_closing": "Thay đổi sau khi khóa năm", "moved": "Gia hạn nộp",
}  # fmt: skip
_WHOSE: Final = {
    "own": "Quỹ của xã",
    "villages": "Quỹ của các thôn",
    "schools": "Quỹ của các trường",
}
# Parts whose figures share a code with a line of a form, but count something else.
_OWN_WORDS: Final = frozenset({"groups", "counts", "citizens", "centre"})
# The row of a figure that is counted over everybody.
_OVERALL: Final = "Chung"
_SILENT: Final = frozenset({"on", "schema", "year_state", "is_provisional"})
_LABELS: Final = ("heading", "name", "label", "holder", "unit", "text", "title", "code")
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


@dataclass(frozen=True)
class _Change:
    """Where a figure stands, from the part down, and what it was and is."""

    trail: tuple[str, ...]
    what: str
    before: Any
    after: Any


def changed_figures(
    before: dict[str, Any], after: dict[str, Any], labels: dict[str, str], *, most: int = MOST
) -> list[Difference]:
    """Figures that differ between two snapshots, in the order of the newer one.

    ``labels`` names the lines of the forms by their codes. Every row is named: by the unit, group
    or line that it belongs to, or as counted over everybody.
    """
    found: list[Difference] = []
    for key in dict.fromkeys([*after, *before]):
        if key in _SILENT or key not in _PARTS:
            continue
        known = {} if key in _OWN_WORDS else labels
        for one in _walk(before.get(key), after.get(key), (), "", known):
            row = " – ".join(one.trail) or _OVERALL
            what = one.what or _("số liệu")
            found.append(Difference(_PARTS[key], row, what, said(one.before), said(one.after)))
    return found[:most]


def _walk(
    old: Any, new: Any, trail: tuple[str, ...], what: str, labels: dict[str, str]
) -> Iterator[_Change]:
    if old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict):
        for key in dict.fromkeys([*new, *old]):
            yield from _walk_key(key, (old.get(key), new.get(key)), trail, labels)
    elif isinstance(old, list) and isinstance(new, list):
        yield from _walk_rows(old, new, trail, what, labels)
    else:
        yield _Change(trail, what, old, new)


def _walk_key(
    key: str, values: tuple[Any, Any], trail: tuple[str, ...], labels: dict[str, str]
) -> Iterator[_Change]:
    """What stands under one name of a row: a rate, how many stand in each state, a figure."""
    old, new = values
    if key in _RATES and all(isinstance(one, list) and len(one) == 2 for one in values):
        for name, was, now in zip(_RATES[key], old, new, strict=True):
            yield from _walk(was, now, trail, name, labels)
    elif key == "states" and isinstance(old, dict) and isinstance(new, dict):
        for state in dict.fromkeys([*new, *old]):
            yield from _walk(old.get(state), new.get(state), trail, _state_name(state), labels)
    elif key in _BRANCHES:
        yield from _walk(old, new, (*trail, _BRANCHES[key]), "", labels)
    else:
        yield from _walk(old, new, trail, labels.get(key) or _WORDS.get(key, ""), labels)


def _walk_rows(
    old: list[Any], new: list[Any], trail: tuple[str, ...], what: str, labels: dict[str, str]
) -> Iterator[_Change]:
    """Rows are matched by their label where they have one, else by their place."""
    if all(isinstance(one, str) for one in [*old, *new]):
        yield from _walk_codes(old, new, trail, what, labels)
        return
    earlier, later = _by_name(old), _by_name(new)
    for name in dict.fromkeys([*later, *earlier]):
        here = (*trail, name)
        if name not in earlier or name not in later:
            listed = what or _("có trong danh sách")
            yield _Change(here, listed, _presence(name in earlier), _presence(name in later))
        else:
            yield from _walk(earlier[name], later[name], here, what, labels)


def _walk_codes(
    old: list[str], new: list[str], trail: tuple[str, ...], what: str, labels: dict[str, str]
) -> Iterator[_Change]:
    """Lines of a form that a unit answered in one way: which came to it, which left it."""
    for code in dict.fromkeys([*new, *old]):
        if (code in old) != (code in new):
            name = f"{labels.get(code) or _WORDS.get(code, '')}: {what}".removeprefix(": ")
            yield _Change(trail, name, _presence(code in old), _presence(code in new))


def _by_name(rows: list[Any]) -> dict[str, Any]:
    """Rows by what they are called; those of one name, and those without, by their order."""
    found: dict[str, Any] = {}
    for place, one in enumerate(rows, start=1):
        name = row_name(one) or _("dòng %(n)s") % {"n": place}
        found[f"{name} ({place})" if name in found else name] = one
    return found


def _presence(is_there: bool) -> str:  # noqa: FBT001 says itself
    return "có" if is_there else "không có"


def row_name(row: Any) -> str:
    """What a row of a list is called: a group, a unit, a line, a title with its holder, a year.

    Empty where it has no name.
    """
    if not isinstance(row, dict):
        return ""
    if row.get("whose") in _WHOSE:
        return _WHOSE[row["whose"]]
    if isinstance(row.get("holder"), str):
        parts = (row["holder"], row.get("place"), row.get("title"))
        return ", ".join(str(one) for one in parts if one)
    if "models" in row:
        return _("Năm %(year)s") % {"year": row["year"]}
    return next((row[key] for key in _LABELS if isinstance(row.get(key), str) and row[key]), "")


def said(value: Any) -> str:
    """A value of the snapshot in words: a figure with its dots, a state by its name."""
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
    return _PARTS.get(key) or _COUNTED.get(key, "")


def figure_name(path: Sequence[str], labels: dict[str, str]) -> str:
    """What a figure is called by its way through the snapshot; ``labels`` name forms' lines."""
    part, key = path[0], path[-1]
    above = path[-2] if len(path) > 1 else ""
    if above in _RATES and key in {"0", "1"}:
        return _RATES[above][int(key)]
    if above == "states":
        return _state_name(key)
    if key in _BRANCHES:
        return _BRANCHES[key]
    line = "" if part in _OWN_WORDS else labels.get(key, "")
    return line or _WORDS.get(key, "")


def _state_name(state: str) -> str:
    return _("phiếu %(state)s") % {"state": _STATES.get(state, state)}


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
