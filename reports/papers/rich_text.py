"""What an editor sends becomes the paper's own blocks; nothing else of it is kept.

Paragraphs, lists, bold and italic come through. Everything else of a page or a Word document –
styles, tables, pictures, links, scripts – is left out or becomes plain words, so no markup that
somebody typed or pasted ever reaches a renderer or a page.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from html.parser import HTMLParser
from typing import Any, Final

from django.utils.translation import gettext as _

from core.errors import DomainError
from documents.paper import BulletList, Paragraph, Run, clean
from reports.papers.passages import Plain, from_plain

MOST_LETTERS: Final = 20_000
MOST_BLOCKS: Final = 120
_DROPPED: Final = frozenset(
    {"script", "style", "head", "title", "template", "svg", "math", "iframe", "object", "xml",
     "noscript", "textarea", "select"}
)  # fmt: skip
_BREAKS: Final = frozenset(
    {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "br", "blockquote", "ul", "ol", "li",
     "table", "section", "article", "pre"}
)  # fmt: skip
_BOLD: Final = frozenset({"b", "strong"})
_ITALIC: Final = frozenset({"i", "em"})


_Attributes = list[tuple[str, str | None]]


class _Reader(HTMLParser):
    """Collects lines of runs; each line is a paragraph or an item of a list."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[tuple[bool, list[Run]]] = []
        self._runs: list[Run] = []
        self._dropping: list[str] = []
        self._bold = self._italic = self._lists = 0

    def handle_starttag(self, tag: str, attrs: _Attributes) -> None:  # noqa: ARG002 attributes are never read
        if tag in _DROPPED:
            self._dropping.append(tag)
        if tag in _BREAKS:
            self._end_line()
        self._bold += tag in _BOLD
        self._italic += tag in _ITALIC
        self._lists += tag in {"ul", "ol"}

    def handle_endtag(self, tag: str) -> None:
        if tag in self._dropping:
            while self._dropping.pop() != tag:
                pass
        if tag in _BREAKS:
            self._end_line()
        self._bold = max(0, self._bold - (tag in _BOLD))
        self._italic = max(0, self._italic - (tag in _ITALIC))
        self._lists = max(0, self._lists - (tag in {"ul", "ol"}))

    def handle_startendtag(self, tag: str, attrs: _Attributes) -> None:  # noqa: ARG002 attributes are never read
        if tag in _BREAKS:
            self._end_line()

    def handle_data(self, data: str) -> None:
        if not self._dropping:
            run = Run(data, bold=bool(self._bold), italic=bool(self._italic))
            if run.text:
                self._runs.append(run)

    def _end_line(self) -> None:
        if any(run.text.strip() for run in self._runs):
            self.lines.append((bool(self._lists), self._runs))
        self._runs = []

    def read(self, text: str) -> list[tuple[bool, list[Run]]]:
        """Every line of the text."""
        self.feed(text)
        self.close()
        self._end_line()
        return self.lines


def from_html(text: str) -> Plain:
    """The blocks of what an editor sent, as plain values.

    Raises ``DomainError`` where nothing is left, or far too much.
    """
    if len(text) > 20 * MOST_LETTERS:
        raise DomainError(_too_long(), field="text")
    lines = _Reader().read(text)
    if not lines:
        raise DomainError(
            _("Đoạn này chưa có chữ nào. Hãy viết nội dung, hoặc dùng lại bản lập tự động."),
            field="text",
        )
    if len(lines) > MOST_BLOCKS or _letters(lines) > MOST_LETTERS:
        raise DomainError(_too_long(), field="text")
    blocks: Plain = []
    for is_item, runs in lines:
        plain = _trimmed(runs)
        if is_item and blocks and blocks[-1][0] == "ul":
            blocks[-1][1].append(plain)
        else:
            blocks.append(["ul", [plain]] if is_item else ["p", plain])
    return blocks


def _letters(lines: Iterable[tuple[bool, list[Run]]]) -> int:
    return sum(len(run.text) for _is_item, runs in lines for run in runs)


def _too_long() -> str:
    return _("Đoạn này quá dài (nhiều nhất 20.000 chữ cái, 120 đoạn). Hãy rút gọn rồi lưu lại.")


def _trimmed(runs: list[Run]) -> list[list[Any]]:
    """Neighbours of one style joined, blanks at both ends left out."""
    joined: list[list[Any]] = []
    for run in runs:
        style = [run.bold, run.italic]
        if joined and joined[-1][1:] == style:
            joined[-1][0] += run.text
        else:
            joined.append([run.text, *style])
    joined[0][0] = joined[0][0].lstrip()
    joined[-1][0] = joined[-1][0].rstrip()
    return [[text, bold, italic] for text, bold, italic in joined if clean(text) or text == " "]


def to_html(plain: Plain) -> str:
    """The blocks as the markup that the editor understands; every sign escaped."""
    return "".join(_block(block) for block in from_plain(plain))


def _block(block: Paragraph | BulletList) -> str:
    if isinstance(block, BulletList):
        items = "".join(f"<li><p>{_inline(runs)}</p></li>" for runs in block.run_items)
        return f"<ul>{items}</ul>"
    return f"<p>{_inline(block.runs)}</p>"


def _inline(runs: Iterable[Run]) -> str:
    return "".join(_run(run) for run in runs)


def _run(run: Run) -> str:
    text = escape(run.text)
    text = f"<em>{text}</em>" if run.italic else text
    return f"<strong>{text}</strong>" if run.bold else text
