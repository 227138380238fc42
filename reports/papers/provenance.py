"""Which figures of the snapshot a printed number comes from, found by changing them.

Figures of the snapshot are raised, all of a part first, then ever smaller groups, and the paper
written again: a number that comes out differently stands on them. So the answer follows every
sentence that the builders write, and no builder has to say it. It is asked when somebody follows
a number, not when the report is built. Figures of many units under one name are one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from typing import Any, Final

from documents.paper import Paper
from reports.papers.passages import passages

NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)*%?")
Path = tuple[str | int, ...]
Figures = dict[str, list[Path]]
Write = Callable[[dict[str, Any]], Paper]
# Figures of the units below: one name, many rows.
_OF_UNITS: Final = frozenset({"villages", "bodies"})
_NO_FIGURES: Final = frozenset({"schema", "year", "id", "last_year", "position"})
_RAISED: Final = 7


def sources_of(snapshot: dict[str, Any], write: Write, key: str, place: int) -> list[str]:
    """The names of the figures behind one number of a passage.

    ``snapshot`` is changed while this runs and is as before when it returns.
    """
    before = _tokens(write(snapshot), key)
    if place >= len(before):
        return []
    found: list[str] = []

    def descend(some: Figures, depth: int) -> None:
        if not _moves(snapshot, write, key, before, some, place):
            return
        groups = _grouped(some, depth)
        while len(groups) == 1 and len(some) > 1:
            depth += 1
            groups = _grouped(some, depth)
        if len(some) == 1:
            found.extend(some)
            return
        for group in groups.values():
            descend(group, depth + 1)

    descend(_figures(snapshot), 0)
    return found


def _grouped(some: Figures, depth: int) -> dict[str, Figures]:
    groups: dict[str, Figures] = {}
    for name, places in some.items():
        start = ".".join(name.split(".")[: depth + 1])
        groups.setdefault(start, {})[name] = places
    return groups


def _moves(  # noqa: PLR0917 one question about one number
    snapshot: dict[str, Any], write: Write, key: str, before: list[str], some: Figures, place: int
) -> bool:
    """Whether the number comes out differently when these figures are raised.

    Each by another amount, so that a difference of two does not stay what it was.
    """
    paths = [path for found in some.values() for path in found]
    kept = [_raise(snapshot, path, by) for by, path in enumerate(paths, start=_RAISED)]
    try:
        after = _tokens(write(snapshot), key)
    except (ValueError, KeyError, ArithmeticError):
        # No paper can be written of such figures: smaller groups may still tell.
        return len(some) > 1
    finally:
        for path, value in zip(paths, kept, strict=True):
            _put(snapshot, path, value)
    return place in set(_changed(before, after))


def _tokens(paper: Paper, key: str) -> list[str]:
    text = next((one.text for one in passages(paper.blocks) if one.key == key), "")
    return NUMBER.findall(text)


def _changed(before: list[str], after: list[str]) -> Iterator[int]:
    if before == after:
        return
    for tag, start, end, _from, _to in SequenceMatcher(
        None, before, after, autojunk=False
    ).get_opcodes():
        if tag in {"replace", "delete"}:
            yield from range(start, end)


def _figures(snapshot: dict[str, Any]) -> dict[str, list[Path]]:
    """Every figure by its name; those of units under one name for all."""
    found: dict[str, list[Path]] = {}
    for path in _leaves(snapshot, ()):
        parts = [str(part) for part in path]
        if path[0] in _OF_UNITS and len(parts) > 1:
            parts[1] = "*"
        found.setdefault(".".join(parts), []).append(path)
    return found


def _leaves(value: Any, path: Path) -> Iterator[Path]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in _NO_FIGURES:
                yield from _leaves(inner, (*path, key))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _leaves(inner, (*path, place))
    elif isinstance(value, int) and not isinstance(value, bool):
        yield path


def _at(snapshot: Any, path: Path) -> Any:
    for part in path:
        snapshot = snapshot[part]
    return snapshot


def _put(snapshot: Any, path: Path, value: Any) -> None:
    _at(snapshot, path[:-1])[path[-1]] = value


def _raise(snapshot: Any, path: Path, by: int) -> Any:
    value = _at(snapshot, path)
    _put(snapshot, path, value + by)
    return value


def figure_at(snapshot: dict[str, Any], name: str) -> Any:
    """The value of a figure by its name; a list of (row, value) for a figure of units.

    Raises ``KeyError`` for a name that the snapshot does not have.
    """
    parts = name.split(".")
    try:
        if len(parts) == 3 and parts[1] == "*":
            return [(row, row[parts[2]]) for row in snapshot[parts[0]]]
        value: Any = snapshot
        for part in parts:
            value = value[int(part)] if isinstance(value, list) else value[part]
    except (IndexError, ValueError, TypeError) as error:
        raise KeyError(name) from error
    return value
