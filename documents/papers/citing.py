"""How a document is cited among the căn cứ: type, number, day, issuer, subject.

What the source leaves open (a draft plan's number, an unknown day) stays open.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from core.text import fold
from documents import nd30

# A paper with more căn cứ than this would begin on its second page.
MOST_BASES = 6
_MOVEMENT = "thi đua"
# How a paper relies on the plan.
CARRIES_OUT, RESTS_ON = "Thực hiện", "Căn cứ"
# From the highest force down (issuers by the words that their names start with).
_RANKS = (
    ("quoc hoi",), ("chinh phu",), ("thu tuong chinh phu",), ("bo ", "ban bi thu", "trung uong"),
    ("hoi khuyen hoc viet nam",), ("uy ban nhan dan tinh", "uy ban nhan dan thanh pho"),
    ("uy ban nhan dan huyen",),
)  # fmt: skip
# A subject that starts with one of these continues the sentence; a name keeps its capital.
_VERBS = frozenset(
    {
        "ban", "phê", "triển", "thực", "đẩy", "phát", "tổ", "xây", "hướng", "quy", "tăng",
        "kiện", "thành", "điều", "sửa", "công", "giao", "tiếp", "thúc", "tuyên", "hỗ",
    }
)  # fmt: skip
_DECIDES = ("ban hành", "phê duyệt", "công nhận", "quy định", "sửa đổi", "kiện toàn", "thành lập")
# The decree cites these by name and day, without number and issuer.
_BY_NAME = frozenset({"Luật", "Pháp lệnh"})


def bases(
    grounds: dict[str, Any], *, about: str = _MOVEMENT, lead: str = CARRIES_OUT
) -> tuple[str, ...]:
    """The căn cứ from the highest force down; the plan itself comes last, after its ``lead``.

    ``grounds``: the plan's ``document`` and the ``basis`` on which it rests
    (``campaigns.selectors.citations``). Of a plan that cites very many documents only those about
    the movement, or ``about`` what the paper decides.
    """
    ranked = sorted(grounds["basis"], key=lambda one: (_rank(one), one["on"] or "9999"))
    if len(ranked) > MOST_BASES:
        ranked = [one for one in ranked if _is_about(one, about)]
    return (*(f"Căn cứ {cited(one)}" for one in ranked), own_plan(grounds, lead=lead))


def own_plan(grounds: dict[str, Any], *, lead: str = CARRIES_OUT) -> str:
    """The plan of the launching unit: a report carries it out, a decision or letter rests on it.

    Number and day that its copy leaves blank are left for the office to fill in.
    """
    document = grounds["document"]
    return f"{lead} {cited(document | {'number': document['number'] or '…'}, blank_day='…')}"


def replacing(closing: str, snapshot: dict[str, Any]) -> str:
    """The closing words, and after them the issued report whose place this version takes.

    There and not among the căn cứ, which name what a paper rests on; no person's edit of the
    body takes it out.
    """
    earlier = snapshot.get("replaces")
    if not earlier:
        return closing
    day = f" {nd30.date_words(dt.date.fromisoformat(earlier['on']))}" if earlier["on"] else ""
    return f"{closing.rstrip(' .')}. Báo cáo này thay thế Báo cáo số {earlier['number']}{day}"


def cited(document: dict[str, Any], *, blank_day: str = "") -> str:
    """One document in full: "Kế hoạch số 94/KH-UBND ngày 13 tháng 3 năm 2026 của …".

    ``blank_day`` stands for a day that is not known.
    """
    kind, title = str(document["kind"]), str(document["title"] or "").strip().rstrip(".;")
    day = _day(document, blank_day)
    if kind in _BY_NAME:
        return " ".join(part for part in (kind, title.removeprefix(f"{kind} "), day) if part)
    number = f"số {document['number']}" if document["number"] else ""
    issuer = f"của {document['issuer']}" if document["issuer"] else ""
    parts = (kind, number, day, issuer, _subject(kind, title))
    return " ".join(part for part in parts if part)


def _day(document: dict[str, Any], blank: str) -> str:
    """As exact as the source gives it."""
    if not document["on"] or document["precision"] == "unknown":
        return f"ngày {blank}" if blank else ""
    day = dt.date.fromisoformat(document["on"])
    if document["precision"] == "year":
        known = f"năm {day.year}"
    elif document["precision"] == "month":
        known = f"tháng {nd30.date_words(day).partition(' tháng ')[2]}"
    else:
        return nd30.date_words(day)
    return f"ngày {blank} {known}" if blank else known


def _subject(kind: str, title: str) -> str:
    for lead in ("về việc ", "Về việc ", "về ", "Về "):
        title = title.removeprefix(lead)
    if not title:
        return ""
    if title.partition(" ")[0].lower() in _VERBS:
        title = title[:1].lower() + title[1:]
    if not title.startswith(_DECIDES):
        return f"về {title}"
    return title if kind in {"Quyết định", "Thông tư", "Nghị định"} else f"về việc {title}"


def _is_about(document: dict[str, Any], subject: str) -> bool:
    title = str(document["title"] or "").lower()
    return not title or _MOVEMENT in title or subject.lower() in title


def _rank(document: dict[str, Any]) -> int:
    issuer = fold(document["issuer"] or "")
    for rank, names in enumerate(_RANKS):
        if issuer.startswith(names):
            return rank
    return len(_RANKS)
