"""How one figure is written on paper. Unknown, none, not applicable and 0 stay four things."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from core.numbers import format_number, format_percent, rate

NO_DATA = "chưa có số liệu"
NO_TEXT = "chưa có nội dung"
NONE = "không có"
NOT_APPLICABLE = "không áp dụng"
DASH = "–"
UNKNOWN = "…"
UNKNOWN_NOTE = "Dấu “…”: chưa có số liệu."
DASH_NOTE = "Dấu “–”: không áp dụng hoặc không tính được."

JUDGEMENTS = {
    "met": "Đạt",
    "partly": "Đạt một phần",
    "not_met": "Chưa đạt",
    "not_applicable": "Không áp dụng",
    "achieved": "Đạt",
    "under_consideration": "Đang xét",
    "not_achieved": "Chưa đạt",
    "": "Chưa nhập",
}
CHANNELS = {"phone": "qua điện thoại", "paper": "bằng phiếu giấy", "meeting": "tại họp thôn"}


def number(value: int | None) -> str:
    """A count, or the words for "not known"."""
    return NO_DATA if value is None else format_number(value)


def cell(value: int | None, *, applies: bool = True, is_none: bool = False) -> str:
    """A count in a narrow cell: "…" stands for "not known", "–" for "does not apply".

    ``is_none``: the unit answered "không có", which is not the figure 0.
    """
    if not applies:
        return DASH
    if is_none:
        return NONE
    return UNKNOWN if value is None else format_number(value)


def unit_cell(row: dict[str, Any], code: str) -> str:
    """One figure of a unit's line in an annex, as the unit answered it."""
    return cell(
        row[code],
        applies=code not in row.get("not_applicable", ()),
        is_none=code in row.get("none", ()),
    )


def listed_cell(value: str, kind: str) -> str:
    """A cell of a list as it was written; a bare figure gets its dots."""
    is_figure = kind.lower() in {"count", "money"} and value.isdecimal()
    return format_number(int(value)) if is_figure else value


def percent(part: int | None, whole: int | None) -> str:
    """A percentage in a cell whose head says %: "67,7", or a dash where it cannot be computed."""
    if part is None or not whole:
        return DASH
    return format_percent(part, whole).rstrip("%")


def fraction(part: int | None, whole: int | None) -> str:
    """A percentage with its numerator and denominator: ``67,7% (21/31)``."""
    if part is None or whole is None:
        return NO_DATA
    if not whole:
        return f"{DASH} ({format_number(part)}/0)"
    return f"{format_percent(part, whole)} ({format_number(part)}/{format_number(whole)})"


def share(part: int, whole: int, noun: str) -> str:
    """A part of a whole in a sentence: ``21/31 thôn (67,7%)``."""
    shown = f"{format_number(part)}/{format_number(whole)} {noun}"
    return f"{shown} ({format_percent(part, whole)})" if whole else shown


def decimal(value: str | None) -> str:
    """A goal as the plan writes it: ``70`` → "70", ``12.50`` → "12,5"."""
    return DASH if value is None else format_number(Decimal(value))


def date(text: str | None) -> str:
    """An ISO date as 30/11/2026."""
    return f"{dt.date.fromisoformat(text):%d/%m/%Y}" if text else ""


def listed(parts: Iterable[str]) -> str:
    """Parts of a sentence: "a, b và c"."""
    said = [part for part in parts if part]
    if len(said) < 2:
        return "".join(said)
    return f"{', '.join(said[:-1])} và {said[-1]}"


def sentence(text: str) -> str:
    """Somebody's own words as a sentence: a capital first, a full stop last.

    The ``./.`` that ends a whole paper does not end a sentence in it.
    """
    said = text.strip().removesuffix("./.").rstrip(" ;,")
    if not said:
        return ""
    said = f"{said[:1].upper()}{said[1:]}"
    return said if said.endswith((".", "!", "?", "…", ":")) else f"{said}."


def shown(line: dict[str, Any]) -> str:
    """One line of a form in words."""
    if line["kind"] == "ratio":
        return _ratio(line)
    state = line["state"]
    if state in {"none", "not_applicable", ""}:
        missing = NO_TEXT if line["kind"] in {"text", "list"} else NO_DATA
        words = {"none": NONE, "not_applicable": NOT_APPLICABLE, "": missing}[state]
        reason = line.get("reason") or ""
        return f"{words} ({reason.rstrip('.')})" if reason and state != "none" else words
    return _value(line)


def corrected(line: dict[str, Any]) -> str:
    """What the unit had written where the reviewer wrote another number; empty otherwise."""
    if "reviewed_reason" not in line:
        return ""
    own = line["self_number"]
    return f"đơn vị nhập {number(own)}; {str(line['reviewed_reason']).rstrip('.')}"


def _ratio(line: dict[str, Any]) -> str:
    part, whole = line["numerator"], line["denominator"]
    if line["unit"] == "%":
        return fraction(part, whole)
    if part is None or not whole:
        return NO_DATA
    return f"{format_number(Decimal(part) / Decimal(whole), 0)} {line['unit']}"


def _value(line: dict[str, Any]) -> str:
    if line["kind"] == "yes_no":
        return "có" if line["number"] else "không"
    if line["kind"] == "date":
        return date(line["date"])
    if line["kind"] == "level":
        return level(line)
    if line["number"] is not None:
        unit = f" {line['unit']}" if line["unit"] else ""
        return f"{format_number(line['number'])}{unit}"
    return str(line["text"])


def level(line: dict[str, Any]) -> str:
    """The name of a level: "Khá", "Mức độ 2"."""
    names = {int(one["value"]): str(one["label"]) for one in line.get("options", [])}
    value = line["number"]
    return NO_DATA if value is None else names.get(value, format_number(value))


def names(units: Sequence[str], most: int = 0) -> str:
    """Units by name, parted by semicolons; beyond ``most`` the rest is counted."""
    if not most or len(units) <= most:
        return "; ".join(units)
    return f"{'; '.join(units[:most])} và {len(units) - most} đơn vị khác"


def points(part: int | None, whole: int | None, before: int | None, of: int | None) -> str:
    """The change between two shares in percentage points, with its sign: "+3,4", "-0,5", "0,0"."""
    now = rate(part, whole) if part is not None and whole else None
    then = rate(before, of) if before is not None and of else None
    if now is None or then is None:
        return DASH
    change = now - then
    return f"{'+' if change > 0 else ''}{format_number(change, 1)}"
