"""A paper of Na Rì on its way, as far as each story needs it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from accounts.models import User
from documents import kinds
from documents.models import IssuedPaper
from documents.paper import Paper
from documents.services import issuing, numbering
from documents.services.issuing import NewPaper
from tests.documents.papers import report
from units.models import Unit

KIND = "tests.report"
HASH = "ab" * 32


def written(_paper: IssuedPaper) -> Paper:
    """The content: a report of Na Rì without number."""
    whole = report()
    return replace(whole, header=replace(whole.header, number=None), draft=True)


kinds.register(KIND, kinds.PaperSource(set_paper=written))


def drafted(unit: Unit, key: str = "1", **more: Any) -> IssuedPaper:
    """A draft of the unit."""
    new = NewPaper(
        unit=unit, kind=KIND, object_id=key, title=f"Báo cáo {key}",
        symbol="BC-UBND", type_code="BC", body="UBND", **more,
    )  # fmt: skip
    return issuing.open_paper(new)


def frozen(unit: Unit, key: str = "1", *, by: User, **more: Any) -> IssuedPaper:
    """Checked and closed by its office leader."""
    draft = drafted(unit, key, **more)
    checked = issuing.check(draft, content_hash=HASH, actor=by)
    return issuing.freeze(
        checked, content_hash=HASH, pdf=f"%PDF-{key}".encode(), docx=b"PK", actor=by
    )


def numbered(
    unit: Unit, key: str = "1", *, by: User, clerk: User, dated: dt.date, **more: Any
) -> IssuedPaper:
    """With the next number of its book."""
    return numbering.give_number(frozen(unit, key, by=by, **more), dated=dated, actor=clerk)
