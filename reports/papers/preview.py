"""A paper as the page of its outline shows it: words and tables without the paper's layout."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from documents.paper import Paper
from documents.renderers.columns import TableLayout
from documents.renderers.compose import compose
from documents.renderers.printed import Style

_TAGS = {Style.SECTION: "h2", Style.TOPIC: "h3", Style.POINT: "h4"}


def preview_blocks(paper: Paper) -> list[dict[str, Any]]:
    """What the paper says, block by block."""
    printed = compose(paper)
    title = {"tag": "h1", "text": f"{printed.title} {' '.join(printed.abstract_lines)}"}
    return [title, *_blocks(printed.blocks), *([_line(printed.closing)] if printed.closing else [])]


def _blocks(blocks: Any) -> Iterator[dict[str, Any]]:
    for block in blocks:
        if isinstance(block, TableLayout):
            rows = [row.cells for row in block.rows]
            heads = [[cell.text for cell in line] for line in block.header_rows]
            yield {"tag": "table", "text": block.caption, "heads": heads, "rows": rows}
        else:
            yield _line(block)


def _line(block: Any) -> dict[str, Any]:
    text = "".join(run.text for run in block.runs)
    return {"tag": _TAGS.get(block.style, "p"), "text": text}
