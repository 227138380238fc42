"""The lines of a record that an act ticks or decides: for returning and for finalising."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from accounts.http import SignedInRequest
from assessments.enums import Action, Judgement
from assessments.models import Assessment
from assessments.selectors.record_page import CriterionRow, RecordPage, record_page

# What the names of typed fields begin with; the line's code follows.
ITEM = "item-"
PHRASE = "phrase-"
FINAL = "final-"


@dataclass(frozen=True)
class Item:
    """A line that can be ticked, with the words typed for it."""

    prefix: str
    code: str
    label: str
    own: str
    is_ticked: bool
    reason: str
    number: int | None = None
    row: CriterionRow | None = None
    chosen: str = ""
    phrase: str = ""


def items_of(request: SignedInRequest, record: Assessment, action: Action) -> dict[str, Any]:
    """The lines of a record for the page of an act, with what was ticked and typed so far."""
    page: RecordPage = record_page(record)
    post = request.POST
    # Why the office decided otherwise is mostly what has to be mended, and is not typed again.
    is_known = action == Action.RETURN and not post
    ticked = set(post.getlist("item") or request.GET.getlist("item"))
    criteria = [
        Item(
            prefix=row.prefix,
            code=row.code,
            label=row.text,
            number=row.number,
            own=str(row.own.word),
            is_ticked=row.code in ticked,
            reason=post.get(f"{ITEM}{row.code}", "")
            or post.get(f"{FINAL}{row.code}-reason", "")
            or (row.reviewed_reason if is_known else ""),
            row=row,
            phrase=post.get(f"{PHRASE}{row.code}", ""),
            chosen=post.get(f"{FINAL}{row.code}", row.reviewed_value),
        )
        for row in page.criteria
        if not row.is_title
    ]
    figures = [
        Item(
            prefix=row.prefix,
            code=row.code,
            label=row.label,
            own=row.own,
            is_ticked=row.code in ticked,
            reason=post.get(f"{ITEM}{row.code}", "") or (row.reviewed_reason if is_known else ""),
            phrase=post.get(f"{PHRASE}{row.code}", ""),
        )
        for section in page.sections
        for row in section.rows
        if row.can_correct or row.head or row.own
    ]
    return {
        "criteria": criteria,
        "figures": figures,
        "figures_open": any(item.is_ticked for item in figures),
        "judgements": Judgement.choices,
    }
