"""The files of ``criteria/sets``: official criteria sets and designed indicator sets.

Pure reading and checking, no database. Unknown points, thresholds and dates are ``None`` and
stay so; the keys are explained in ``docs/plan-data.md``.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from core.data_files import load, load_all
from criteria.set_files.indicators import IndicatorSet, Rule
from criteria.set_files.official import OfficialFile, OfficialSet
from criteria.set_files.words import FileKind, TitleCode, twice

__all__ = [
    "SETS_FOLDER",
    "FileKind",
    "IndicatorSet",
    "OfficialFile",
    "OfficialSet",
    "Rule",
    "TitleCode",
    "indicator_codes",
    "is_indicator_file",
    "load_folder",
    "load_indicators",
    "load_official",
    "set_paths",
    "twice",
]

SETS_FOLDER: Final = Path(__file__).parent.parent / "sets"


def set_paths(folder: Path = SETS_FOLDER) -> list[Path]:
    """The set files of a folder, in a fixed order."""
    return sorted(folder.glob("*.yaml"))


def is_indicator_file(path: Path) -> bool:
    """Whether the file says ``kind: INDICATORS``; everything else is read as official."""
    text = path.read_text(encoding="utf-8", errors="replace")
    return any(line.split("#")[0].split() == ["kind:", "INDICATORS"] for line in text.splitlines())


def load_official(path: Path) -> OfficialFile:
    """Read one file of official sets. Raises ``DataFileError`` with every mistake."""
    return load(path, OfficialFile)


def load_indicators(path: Path) -> IndicatorSet:
    """Read one designed indicator set. Raises ``DataFileError`` with every mistake."""
    return load(path, IndicatorSet)


def load_folder(folder: Path = SETS_FOLDER) -> tuple[list[OfficialFile], list[IndicatorSet]]:
    """Read every set file. Raises ``DomainError`` with the complaints about all of them."""
    paths = set_paths(folder)
    sheets = {path for path in paths if is_indicator_file(path)}
    official = load_all([path for path in paths if path not in sheets], load_official)
    return official, load_all(sorted(sheets), load_indicators)


def indicator_codes(indicators: Iterable[IndicatorSet]) -> frozenset[str]:
    """Every line as “set.line”, the way plans refer to them."""
    return frozenset(f"{each.code}.{line.code}" for each in indicators for line in each.lines())
