"""Decree 30/2020/NĐ-CP, Annex I, as a list of rules, and which of them each kind of paper keeps.

The tests of produced files use the same ids. Severities are the decree's: it says some things
flatly, others vary in practice.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class PaperKind(StrEnum):
    """The kinds of paper this engine sets; each has its own list of rules."""

    ANNUAL_REPORT = "annual_report"
    DECISION = "decision"
    LETTER = "letter"
    SUBMISSION = "submission"
    MINUTES = "minutes"
    ACHIEVEMENT_REPORT = "achievement_report"
    LIST = "list"
    SUMMARY_TABLE = "summary_table"
    VILLAGE_SHEET = "village_sheet"
    VILLAGE_MINUTES = "village_minutes"
    RECEIPT = "receipt"
    REGISTER = "register"


# Papers of an administrative body: number and symbol, a copy in its files.
NUMBERED: Final = frozenset(
    {
        PaperKind.ANNUAL_REPORT,
        PaperKind.DECISION,
        PaperKind.LETTER,
        PaperKind.SUBMISSION,
        PaperKind.MINUTES,
    }
)
# Papers that bear no number: those of a village (no administrative level), attachments, slips.
UNNUMBERED: Final = frozenset(PaperKind) - NUMBERED - {PaperKind.ACHIEVEMENT_REPORT}
# Papers that may end with a table or an article, without a sentence of their own at the end.
ENDS_OPEN: Final = frozenset(
    {PaperKind.DECISION, PaperKind.SUMMARY_TABLE, PaperKind.REGISTER, PaperKind.LIST}
)


class Severity(StrEnum):
    """How flatly the decree says it."""

    ERROR = "E"
    WARNING = "W"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of Annex I: its id, what it is about, and how strict it is."""

    id: str
    about: str
    severity: Severity = Severity.ERROR


_E, _W = Severity.ERROR, Severity.WARNING
RULES: Final[dict[str, Rule]] = {
    f"ND30-{number:03}": Rule(f"ND30-{number:03}", about, severity)
    for number, about, severity in (
        (1, "paper A4", _E),
        (2, "portrait, landscape only for wide tables and annexes", _E),
        (3, "top margin 20–25 mm", _E),
        (4, "bottom margin 20–25 mm", _E),
        (5, "left margin 30–35 mm", _E),
        (6, "right margin 15–20 mm", _E),
        (7, "Times New Roman or a metric clone, black, text in NFC", _E),
        (8, "page number 13–14, centred in the top margin, none on page 1", _E),
        (9, "each annex numbers its own pages", _E),
        (10, "name of the nation: capitals, 12–13, bold, one line, top right", _E),
        (11, "motto: 13–14, bold, hyphens with spaces", _E),
        (12, "line under the motto as long as the motto", _E),
        (13, "nation and motto at single spacing", _W),
        (14, "parent body: capitals, 12–13, not bold", _E),
        (15, "issuing body: capitals, 12–13, bold", _E),
        (16, "line under the issuing body: a third to a half of it", _E),
        (17, "number and symbol", _E),
        (18, "place and date: italic, 13–14, level with the number", _E),
        (19, "zeros of day and month", _E),
        (20, "name of the type: capitals, 13–14, bold, centred", _E),
        (21, "abstract: 13–14, bold, centred", _E),
        (22, "line under the abstract: a third to a half of it", _E),
        (23, "abstract of a công văn", _E),
        (24, "legal bases: italic, 13–14, semicolons, last one a full stop", _E),
        (25, "first citation in full", _W),
        (26, "body justified, upright, 13–14", _E),
        (27, "first line indented 1 or 1.27 cm", _E),
        (28, "at least 6 pt between paragraphs", _E),
        (29, "line spacing single to 1.5", _E),
        (30, "part and chapter", _E),
        (31, "section of a text in articles", _E),
        (32, "section of a report: Roman, capitals, bold", _E),
        (33, "article", _E),
        (34, "clause with a title: Arabic, bold, own line", _E),
        (35, "points by the Vietnamese alphabet", _E),
        (36, "./. at the end", _W),
        (37, "addressees", _E),
        (38, "signing authority with its full stop, capitals, bold", _E),
        (39, "signer's name: 13–14, bold, no academic title", _E),
        (40, "image of the signature", _W),
        (41, "image of the seal", _W),
        (42, "label Nơi nhận: 12, bold italic, level with the signer", _E),
        (43, "list of recipients: 11, upright, filing line last", _E),
        (44, "Như trên if and only if there is an addressee", _W),
        (45, "label of an annex: 14, bold, Roman when there are several", _E),
        (46, "title of an annex: capitals, 13–14, bold", _E),
        (47, "reference of an annex: italic, 13–14", _E),
        (48, "the text points to its annexes", _W),
        (49, "urgency stamp", _E),
        (50, "address block", _E),
        (51, "mark of the drafter", _E),
        (52, "own number series of a council", _E),
    )
}


def _ids(*numbers: int) -> frozenset[str]:
    return frozenset(f"ND30-{number:03}" for number in numbers)


# Only when the file carries the images of signature and seal.
SIGNED_ONLY: Final = _ids(40, 41)
# On no list: 30, 31 (parts, chapters), 49–51 (stamp of urgency, address, drafter's mark).
_PAGE: Final = _ids(1, 2, 3, 4, 5, 6, 7, 8, 9)
_HEAD: Final = _ids(10, 11, 12, 13, 14, 15, 16)
_DATED: Final = _ids(18, 19)
_NUMBER: Final = _ids(17, 52)
_TITLE: Final = _ids(20, 21, 22)
_BODY: Final = _ids(26, 27, 28, 29, 32, 34, 35)
_BASES: Final = _ids(24, 25)
_END: Final = _ids(36)
_TO: Final = _ids(37)
_SIGNER: Final = _ids(38, 39, 40, 41)
_COPIES: Final = _ids(42, 43, 44)
_ANNEXES: Final = _ids(45, 46, 47, 48)
_EVERY: Final = _PAGE | _HEAD | _TITLE | _BODY | _ANNEXES | _ids(39, 40, 41)
_OF_A_BODY: Final = _EVERY | _NUMBER | _END | _SIGNER | _COPIES

# The written list, kind by kind; ``paper.rules_for`` takes away what one paper does not have.
RULES_BY_KIND: Final[dict[PaperKind, frozenset[str]]] = {
    PaperKind.ANNUAL_REPORT: _OF_A_BODY | _DATED | _BASES | _TO,
    PaperKind.SUBMISSION: _OF_A_BODY | _DATED | _BASES | _TO,
    PaperKind.DECISION: _OF_A_BODY | _DATED | _BASES | _ids(33),
    # A công văn has its subject under the number in place of a type and a title.
    PaperKind.LETTER: (_OF_A_BODY | _DATED | _TO | _ids(23)) - _TITLE,
    # Minutes end with the moment they were closed: no line of place and date.
    PaperKind.MINUTES: _OF_A_BODY,
    PaperKind.ACHIEVEMENT_REPORT: _EVERY | _NUMBER | _DATED | _END | _COPIES | _ids(38),
    PaperKind.LIST: _EVERY | _DATED | _END,
    PaperKind.SUMMARY_TABLE: _EVERY | _DATED | _END,
    PaperKind.VILLAGE_SHEET: _EVERY | _DATED | _END,
    PaperKind.VILLAGE_MINUTES: _EVERY | _END,
    PaperKind.RECEIPT: _EVERY | _DATED | _END,
    PaperKind.REGISTER: _EVERY | _DATED | _END,
}
