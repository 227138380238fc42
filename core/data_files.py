"""Read a data file (YAML) into frozen dataclasses and name every mistake with its line.

The shape of a file is written once, as dataclasses: field names are the keys, annotations
the kinds of value, defaults make a key optional. Known kinds: ``str``, ``int``, ``bool``,
``Decimal``, ``date``, enums (by member name), ``tuple[X, ...]``, ``X | None``, other
dataclasses, and any class with ``from_text`` (raises ``ValueError`` with a sentence).
``Annotated[str, AtMost(n)]`` is a text of at most n characters: what fits its column.

A dataclass may add ``faults()`` for rules about itself, and the outermost one
``references()`` for rules between its parts; the latter is asked only when all parts
could be read, so that one mistake is not reported as two.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
import types
from collections.abc import Callable, Iterable, Iterator
from dataclasses import MISSING, Field, asdict, dataclass, fields, is_dataclass
from decimal import Decimal
from enum import Enum
from functools import cache, partial
from pathlib import Path
from typing import (
    Annotated,
    Any,
    Final,
    Protocol,
    TypeVar,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    runtime_checkable,
)

import yaml
from django.utils.translation import gettext as _
from yaml.composer import Composer
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from core.errors import DomainError
from core.text import nfc

T = TypeVar("T")

NULL_TAG: Final = "tag:yaml.org,2002:null"
BROKEN: Final = object()
"""Stands for a value that could not be read and was already complained about."""


@dataclass(frozen=True)
class AtMost:
    """The longest text that fits: beside ``str`` in an ``Annotated``."""

    length: int


@dataclass(frozen=True)
class Fault:
    """A rule that a part of the file breaks: which part, which of its keys, why."""

    part: object
    key: str
    reason: str


@dataclass(frozen=True, order=True)
class Mistake:
    """One sentence about one line of the file."""

    line: int
    reason: str


class DataFileError(DomainError):
    """The file was refused; the message has one line ``file:line: reason`` per mistake."""

    def __init__(self, name: str, mistakes: Iterable[Mistake]) -> None:
        self.name = name
        self.mistakes = tuple(sorted(set(mistakes)))
        super().__init__("\n".join(f"{name}:{each.line}: {each.reason}" for each in self.mistakes))


@runtime_checkable
class Checked(Protocol):
    """A part of a file that knows rules about itself."""

    def faults(self) -> Iterable[Fault]: ...


@runtime_checkable
class CrossChecked(Protocol):
    """A whole file that knows rules between its parts."""

    def references(self) -> Iterable[Fault]: ...


class _Loader(Composer, yaml.CSafeLoader):
    """SafeLoader without anchors: a file is read as it is printed, and cannot loop.

    libyaml takes the text apart, in a tenth of the time; the nodes are put together here, where
    an anchor can still be seen.
    """

    def __init__(self, stream: str) -> None:
        yaml.CSafeLoader.__init__(self, stream)
        Composer.__init__(self)

    def compose_node(self, parent: Node | None, index: int) -> Node | None:
        peek: Callable[[], Any] = self.peek_event
        event = peek()
        if getattr(event, "anchor", None):
            problem = _("không dùng dấu neo (& và *) trong tệp dữ liệu")
            raise yaml.MarkedYAMLError(problem=problem, problem_mark=event.start_mark)
        return super().compose_node(parent, index)


def load(path: Path, shape: type[T], *, check: Callable[[T], Iterable[Fault]] | None = None) -> T:
    """Return the content of ``path`` as an instance of ``shape``.

    ``check`` compares it with what stands outside the file; like ``references()`` it is asked
    only when all parts could be read. Raises ``DataFileError`` with every mistake found, never
    only the first one.
    """
    reader = _Reader()
    root = reader.compose(path)
    whole = BROKEN if root is None else reader.read(root, shape)
    if not reader.mistakes and isinstance(whole, CrossChecked):
        reader.complain_about(whole.references())
    if not reader.mistakes and isinstance(whole, shape) and check is not None:
        reader.complain_about(check(whole))
    if reader.mistakes or not isinstance(whole, shape):
        raise DataFileError(path.name, reader.mistakes)
    return whole


def load_all(paths: Iterable[Path], read: Callable[[Path], T]) -> list[T]:
    """Read several files; raises one ``DomainError`` with the complaints about all of them."""
    found: list[T] = []
    complaints: list[str] = []
    for path in paths:
        try:
            found.append(read(path))
        except DataFileError as error:
            complaints.append(str(error))
    if complaints:
        raise DomainError("\n".join(complaints))
    return found


def fingerprint(part: Any) -> str:
    """A hash of a part's content: equal for equal content, whatever the file's layout."""
    content = json.dumps(asdict(part), default=str, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()


class _Reader:
    """Walks the nodes of one file; keeps the mistakes and the line of every part it built."""

    def __init__(self) -> None:
        self.mistakes: list[Mistake] = []
        self._parts: list[object] = []
        self._lines: dict[int, dict[str, int]] = {}

    def compose(self, path: Path) -> Node | None:
        """Return the root node, or ``None`` after complaining about an unreadable file."""
        try:
            text = path.read_text(encoding="utf-8")
            root = yaml.compose(text, Loader=_Loader)
        except OSError:
            self._complain(1, _("không mở được tệp"))
        except UnicodeDecodeError:
            self._complain(1, _("tệp không phải là văn bản UTF-8"))
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            self._complain(line, _("sai cú pháp YAML: %(why)s") % {"why": error.problem})
        except yaml.YAMLError as error:
            self._complain(1, _("sai cú pháp YAML: %(why)s") % {"why": error})
        else:
            if root is None:
                self._complain(1, _("tệp trống"))
            return root
        return None

    def complain_about(self, faults: Iterable[Fault]) -> None:
        """Turn faults into mistakes at the line of the part (or of its key)."""
        for fault in faults:
            lines = self._lines[id(fault.part)]
            self._complain(lines.get(fault.key, lines[""]), fault.reason)

    def read(self, node: Node, wanted: Any, key: str = "") -> Any:
        """Return the value of ``node`` as ``wanted``, or ``BROKEN`` after complaining."""
        options = _options(wanted)
        if node.tag == NULL_TAG:
            if type(None) in options:
                return None
            return self._refuse(node, _("“%(key)s” không được để trống") % {"key": key})
        (wanted,) = [each for each in options if each is not type(None)]
        if get_origin(wanted) is tuple:
            return self._read_list(node, get_args(wanted)[0], key)
        if is_dataclass(wanted) and not hasattr(wanted, "from_text"):
            return self._read_part(node, wanted, key)
        return self._read_scalar(node, wanted, key)

    def _read_list(self, node: Node, wanted: Any, key: str) -> Any:
        if not isinstance(node, SequenceNode):
            return self._refuse(node, _("“%(key)s” phải là một danh sách") % {"key": key})
        self._complain_about_twins(node)
        items = [self.read(each, wanted, key) for each in node.value]
        return tuple(each for each in items if each is not BROKEN)

    def _complain_about_twins(self, node: SequenceNode) -> None:
        """Entries of one list with the same ``code``, even where they cannot be read."""
        seen: set[str] = set()
        for name, value in _codes_in(node):
            if value.value in seen:
                self._complain(_line(name), already_used(value.value))
            seen.add(value.value)

    def _read_part(self, node: Node, shape: Any, key: str) -> Any:
        if not isinstance(node, MappingNode):
            reason = _("“%(key)s” phải là các cặp khóa: giá trị") % {"key": key}
            return self._refuse(node, reason)
        hints, known = _hints(shape), {each.name: each for each in fields(shape)}
        values: dict[str, Any] = {}
        lines = {"": _line(node)}
        for key_node, value_node in node.value:
            name = str(key_node.value)
            if name not in known:
                self._complain(_line(key_node), _unknown_key(name, known))
            elif name in lines:
                self._complain(_line(key_node), _("khóa “%(key)s” ghi hai lần") % {"key": name})
            else:
                lines[name] = _line(key_node)
                values[name] = self.read(value_node, hints[name], name)
        return self._build(shape, known, values, lines)

    def _build(
        self,
        shape: Any,
        known: dict[str, Field[Any]],
        values: dict[str, Any],
        lines: dict[str, int],
    ) -> Any:
        missing = [name for name, each in known.items() if _required(each) and name not in values]
        for name in missing:
            self._complain(lines[""], _("thiếu khóa “%(key)s”") % {"key": name})
        if missing or BROKEN in values.values():
            return BROKEN
        part = shape(**values)
        self._parts.append(part)  # keeps its id from being used again
        self._lines[id(part)] = lines
        if isinstance(part, Checked):
            self.complain_about(part.faults())
        return part

    def _read_scalar(self, node: Node, wanted: Any, key: str) -> Any:
        if not isinstance(node, ScalarNode):
            return self._refuse(node, _("“%(key)s” phải là một giá trị đơn") % {"key": key})
        text = nfc(node.value).strip()
        try:
            return _fitting(wanted, _converter(_bare(wanted))(text))
        except ValueError as error:
            return self._refuse(node, _("“%(key)s”: %(why)s") % {"key": key, "why": error})

    def _refuse(self, node: Node, reason: str) -> object:
        self._complain(_line(node), reason)
        return BROKEN

    def _complain(self, line: int, reason: str) -> None:
        self.mistakes.append(Mistake(line, reason))


def already_used(code: str) -> str:
    """The sentence about a code that an earlier part of the file already has."""
    return _("mã “%(code)s” đã dùng ở trên") % {"code": code}


def _codes_in(node: SequenceNode) -> Iterator[tuple[Node, ScalarNode]]:
    for item in node.value:
        if isinstance(item, MappingNode):
            for name, value in item.value:
                if name.value == "code" and isinstance(value, ScalarNode):
                    yield name, value


def _line(node: Node) -> int:
    return node.start_mark.line + 1


def _options(wanted: Any) -> tuple[Any, ...]:
    is_union = get_origin(wanted) in {Union, types.UnionType}
    return get_args(wanted) if is_union else (wanted,)


def _required(field: Field[Any]) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def _unknown_key(name: str, known: dict[str, Field[Any]]) -> str:
    return _("khóa lạ “%(key)s”; các khóa dùng được: %(known)s") % {
        "key": name,
        "known": ", ".join(sorted(known)),
    }


@cache
def _hints(shape: Any) -> dict[str, Any]:
    return get_type_hints(shape, include_extras=True)


def _bare(wanted: Any) -> Any:
    return get_args(wanted)[0] if get_origin(wanted) is Annotated else wanted


def _fitting(wanted: Any, value: Any) -> Any:
    if get_origin(wanted) is Annotated:
        (limit,) = wanted.__metadata__
        if len(value) > limit.length:
            raise ValueError(
                _("dài %(length)s ký tự, nhiều nhất là %(most)s")
                % {"length": len(value), "most": limit.length}
            )
    return value


def _converter(wanted: Any) -> Callable[[str], Any]:
    if isinstance(wanted, type) and issubclass(wanted, Enum):
        return partial(_as_member, wanted)
    if hasattr(wanted, "from_text"):
        reader: Callable[[str], Any] = wanted.from_text
        return reader
    return _CONVERTERS[wanted]


def _as_member(words: type[Enum], text: str) -> Enum:
    if text not in words.__members__:
        choices = ", ".join(words.__members__)
        raise ValueError(
            _("không có giá trị “%(text)s”; hãy chọn một trong: %(choices)s")
            % {"text": text, "choices": choices}
        )
    return words[text]


def _as_text(text: str) -> str:
    if not text:
        raise ValueError(_("không được để trống"))
    return text


def _as_int(text: str) -> int:
    if not re.fullmatch(r"-?[0-9]{1,9}", text):
        raise ValueError(_("“%(text)s” không phải là số nguyên") % {"text": text})
    return int(text)


def _as_decimal(text: str) -> Decimal:
    if not re.fullmatch(r"-?[0-9]{1,9}(\.[0-9]{1,4})?", text):
        raise ValueError(_("“%(text)s” không phải là số") % {"text": text})
    return Decimal(text)


def _as_bool(text: str) -> bool:
    if text not in {"true", "false"}:
        raise ValueError(_("chỉ ghi true hoặc false, không ghi “%(text)s”") % {"text": text})
    return text == "true"


def _as_date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        message = _("“%(text)s” không phải là một ngày có thật (viết dạng 2026-03-13)")
        raise ValueError(message % {"text": text}) from None


_CONVERTERS: Final[dict[Any, Callable[[str], Any]]] = {
    str: _as_text,
    int: _as_int,
    bool: _as_bool,
    Decimal: _as_decimal,
    dt.date: _as_date,
}
