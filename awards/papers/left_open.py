"""What the papers that go with a letter still leave open, named paper by paper."""

from __future__ import annotations

from collections.abc import Sequence

from awards.models import Proposal, Submission
from awards.papers.letters import letter_from, list_from, words_of
from documents.papers.unwritten import NOT_WRITTEN, left_open

_MOST_NAMED = 10


def left_open_in(letter: Submission, items: Sequence[Proposal]) -> list[str]:
    """Lines of the letter and its list that are no text yet, and reports that nobody wrote."""
    if not items:
        return []
    words = words_of(letter, items)
    papers = (("Tờ trình", letter_from(words)), ("Danh sách", list_from(words)))
    return [
        *(f"{name}: {line}" for name, paper in papers for line in left_open(paper)),
        *_reports("Kết quả trong phong trào", [(one, one.reason) for one in items]),
        *_reports("Thành tích cụ thể", [(one, one.report) for one in items]),
    ]


def _reports(section: str, told: Sequence[tuple[Proposal, str]]) -> list[str]:
    """A section of the report of achievements, with those whose report says nothing there."""
    names = [one.recipient_name for one, text in told if not text.strip() or NOT_WRITTEN in text]
    if not names:
        return []
    rest = len(names) - _MOST_NAMED
    more = f" và {rest} đối tượng khác" if rest > 0 else ""
    return [f"Báo cáo thành tích, mục {section}: {', '.join(names[:_MOST_NAMED])}{more}"]
