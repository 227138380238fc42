"""Which figures of the snapshot a printed number comes from, found by changing them.

Figures of the snapshot are raised, all of a part first, then ever smaller groups, and the paper
written again: a number that comes out differently stands on them. So the answer follows every
sentence that the builders write, and no builder has to say it. It is asked when somebody follows
a number, not when the report is built; a page that links its numbers asks once, for all figures
together, which numbers come from any. Figures of many units under one name are one. A list whose
rows are counted in a sentence ("Còn 18 đơn vị") is a figure too: it grows by rows. A line answered
"không có" is said as 0 whatever its number: it is raised together with the answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from typing import Any, Final

from documents.paper import Paper
from reports.papers.passages import passages

NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)*%?")
_WORDS: Final = re.compile(r"\S+")
Path = tuple[str | int, ...]
Figures = dict[str, list[Path]]
Write = Callable[[dict[str, Any]], Paper]
# Figures of the units below: one name, many rows.
_OF_UNITS: Final = frozenset({"villages", "bodies"})
_NO_FIGURES: Final = frozenset({"schema", "year", "id", "last_year", "position"})
_RAISED: Final = 7
# Lists whose rows are counted in sentences; a row more is a figure more.
LISTS: Final = frozenset(
    {"missing", "excluded", "villages", "bodies", "criteria", "remarks.on_behalf"}
)


def sources_of(snapshot: dict[str, Any], write: Write, key: str, place: int) -> list[str]:
    """The names of the figures behind one number of a passage.

    ``snapshot`` is changed while this runs and is as before when it returns.
    """
    before = _texts(write(snapshot)).get(key, "")
    if place >= len(NUMBER.findall(before)):
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

    for part in _grouped(_figures(snapshot), 0).values():
        descend(part, 1)
    return found


def followable(snapshot: dict[str, Any], write: Write) -> set[tuple[str, int]]:
    """The numbers that stand on any figure: key of the passage and place among its numbers.

    Years, dates and numbers inside names stand on none. ``snapshot`` is changed while this runs
    and is as before when it returns.
    """
    before = _texts(write(snapshot))
    found: set[tuple[str, int]] = set()
    for part in _grouped(_figures(snapshot), 0).values():
        after = _raised_texts(snapshot, write, part)
        if after is None:
            continue
        for key, text in before.items():
            found |= {(key, place) for place in _changed(text, after.get(key, ""))}
    return found


def _grouped(some: Figures, depth: int) -> dict[str, Figures]:
    groups: dict[str, Figures] = {}
    for name, places in some.items():
        start = ".".join(name.split(".")[: depth + 1])
        groups.setdefault(start, {})[name] = places
    return groups


def _moves(  # noqa: PLR0917 one question about one number
    snapshot: dict[str, Any], write: Write, key: str, before: str, some: Figures, place: int
) -> bool:
    """Whether the number comes out differently when these figures are raised."""
    after = _raised_texts(snapshot, write, some)
    if after is None:
        # No paper can be written of such figures: smaller groups may still tell.
        return len(some) > 1
    return place in _changed(before, after.get(key, ""))


def _raised_texts(snapshot: dict[str, Any], write: Write, some: Figures) -> dict[str, str] | None:
    """The passages when these figures are raised; ``None`` where no paper comes of it.

    Each by another amount, so that a difference of two does not stay what it was.
    """
    paths = [path for found in some.values() for path in found]
    nothing = [row for row in (_at(snapshot, path[:-1]) for path in paths) if is_none(row)]
    kept = [_raise(snapshot, path, by) for by, path in enumerate(paths, start=_RAISED)]
    _answer(nothing, "value")
    try:
        return _texts(write(snapshot))
    except (ValueError, KeyError, ArithmeticError):
        return None
    finally:
        for path, value in zip(paths, kept, strict=True):
            _put(snapshot, path, value)
        _answer(nothing, "none")


def _texts(paper: Paper) -> dict[str, str]:
    return {one.key: one.text for one in passages(paper.blocks)}


def _changed(before: str, after: str) -> set[int]:
    """Places of the numbers that are another one afterwards, or whose words are gone.

    The words around say which number is which: two equal numbers are not taken for each other.
    """
    if before == after:
        return set()
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    bare_old, bare_new = ([NUMBER.sub("#", one) for one in words] for words in (old, new))
    at = _places_of_numbers(old)
    if bare_old == bare_new:
        return {at[i] + n for i in at for n in _differ(old[i], new[i])}
    found: set[int] = set()
    matcher = SequenceMatcher(None, bare_old, bare_new, autojunk=False)
    for tag, start, end, start_after, _end in matcher.get_opcodes():
        for i in range(start, end):
            if i not in at:
                continue
            if tag == "equal":
                found |= {at[i] + n for n in _differ(old[i], new[start_after + i - start])}
            else:
                found |= {at[i] + n for n in range(len(NUMBER.findall(old[i])))}
    return found


def _places_of_numbers(words: list[str]) -> dict[int, int]:
    """The words that have numbers in them, each with the place of its first."""
    places: dict[int, int] = {}
    count = 0
    for i, word in enumerate(words):
        numbers = len(NUMBER.findall(word))
        if numbers:
            places[i] = count
            count += numbers
    return places


def _differ(old: str, new: str) -> list[int]:
    """Which numbers of a word are another one in the same word written anew."""
    pairs = zip(NUMBER.findall(old), NUMBER.findall(new), strict=True)
    return [n for n, (was, now) in enumerate(pairs) if was != now]


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
        if value and ".".join(map(str, path)) in LISTS:
            yield path
        for place, inner in enumerate(value):
            yield from _leaves(inner, (*path, place))
    elif isinstance(value, int) and not isinstance(value, bool):
        yield path


def is_none(row: Any) -> bool:
    """Whether a line of a form was answered "không có"."""
    return isinstance(row, dict) and row.get("state") == "none" and "number" in row


def _answer(rows: list[dict[str, Any]], state: str) -> None:
    for row in rows:
        row["state"] = state


def _at(snapshot: Any, path: Path) -> Any:
    for part in path:
        snapshot = snapshot[part]
    return snapshot


def _put(snapshot: Any, path: Path, value: Any) -> None:
    _at(snapshot, path[:-1])[path[-1]] = value


def _raise(snapshot: Any, path: Path, by: int) -> Any:
    """Raise a figure by so much, a list by some rows; returns what stood there."""
    value = _at(snapshot, path)
    _put(snapshot, path, _longer(value) if isinstance(value, list) else value + by)
    return value


def _longer(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows and some more that count nothing but themselves.

    Of each state another number of rows, so that a share of them does not stay what it was.
    """
    of_state = {row.get("state", row.get("value")): row for row in rows}
    more = [
        {key: 0 if type(value) is int else value for key, value in row.items()}
        for times, row in enumerate(of_state.values(), start=1)
        for _n in range(times)
    ]
    return [*rows, *more]


def figure_at(snapshot: dict[str, Any], name: str) -> Any:
    """The value of a figure by its name; a list of (row, value) for a figure of units.

    Of a counted list the rows themselves; of a line answered "không có" that line.

    Raises ``KeyError`` for a name that the snapshot does not have.
    """
    parts = name.split(".")
    try:
        if len(parts) == 3 and parts[1] == "*":
            return [(row, row[parts[2]]) for row in snapshot[parts[0]]]
        row: Any = None
        value: Any = snapshot
        for part in parts:
            row, value = value, value[int(part)] if isinstance(value, list) else value[part]
    except (IndexError, ValueError, TypeError) as error:
        raise KeyError(name) from error
    return row if is_none(row) and parts[-1] == "number" else value
