"""The consolidated annual report of a commune or agency (annual-report.md, section 2)."""

from __future__ import annotations

import datetime as dt
from typing import Any

from documents import nd30
from documents.outlines import Outline, filled
from documents.paper import Annex, Paper, PaperKind
from reports.papers import annexes, citing, letterhead
from reports.papers.movement import movement_of
from reports.papers.outline import outline_of, values_of, write
from reports.papers.script import Script


def consolidated_report(snapshot: dict[str, Any]) -> Paper:
    """The whole paper from one snapshot; what is not known says so."""
    unit = snapshot["unit"]
    outline, values = outline_of(snapshot), values_of(snapshot)
    attached = annexes.all_annexes(snapshot)
    day = dt.date.fromisoformat(snapshot["on"])
    return Paper(
        kind=PaperKind.ANNUAL_REPORT,
        header=letterhead.header(unit, day),
        title="Báo cáo",
        abstract=filled(outline.subject, values),
        addressees=letterhead.addressee(snapshot, upward=True),
        legal_basis=citing.bases(snapshot["campaign"]),
        blocks=tuple(_body(snapshot, attached, outline).blocks),
        closing=filled(outline.closing, values),
        signers=letterhead.signers(unit),
        recipients=letterhead.recipients(unit),
        filing=letterhead.filing(unit),
        annexes=tuple(attached.values()),
        draft=True,
    )


def _body(snapshot: dict[str, Any], attached: dict[str, Annex], outline: Outline) -> Script:
    labels = {
        key: nd30.annex_label(position, len(attached))
        for position, key in enumerate(attached, start=1)
    }
    script = Script(snapshot, labels)
    write(script, outline, movement_of(snapshot["campaign"]))
    return script
