"""The national unit files, read into frozen rows and checked before anybody uses them.

units/data/NOTICE.md says where they come from and what is not known from them.
"""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

FOLDER: Final = Path(__file__).parent / "data" / "national"
TWO_LEVELS_FROM: Final = dt.date(2025, 7, 1)
THREE_LEVELS_TO: Final = dt.date(2025, 6, 30)


class DataFileError(ValueError):
    """A national file is not what it says; names the file and what is wrong with it."""


class Province(NamedTuple):
    """A province of today."""

    code: str
    kind: str
    name: str


class Commune(NamedTuple):
    """A commune of today."""

    code: str
    kind: str
    name: str
    province: str


class OldProvince(NamedTuple):
    """A province until 30/06/2025, and the one of today that holds its territory."""

    code: str
    kind: str
    name: str
    province_today: str


class OldDistrict(NamedTuple):
    """A district until 30/06/2025."""

    code: str
    kind: str
    name: str
    old_province: str


class OldCommune(NamedTuple):
    """A commune until 30/06/2025."""

    code: str
    kind: str
    name: str
    old_district: str


class Change(NamedTuple):
    """Some or all of an old unit went to a commune of today.

    ``old_commune`` is empty for the five island districts that had no communes: there the
    district itself became the commune.
    """

    old_district: str
    old_commune: str
    new_commune: str
    partly: bool


@dataclass(frozen=True)
class Nation:
    """Every administrative unit of the country, before and after 01/07/2025."""

    provinces: tuple[Province, ...]
    communes: tuple[Commune, ...]
    old_provinces: tuple[OldProvince, ...]
    old_districts: tuple[OldDistrict, ...]
    old_communes: tuple[OldCommune, ...]
    changes: tuple[Change, ...]


def read_nation(folder: Path = FOLDER) -> Nation:
    """Read the six files. Raises DataFileError when one is missing, malformed or inconsistent."""
    nation = Nation(
        provinces=tuple(Province(*row) for row in _rows(folder, "provinces", Province)),
        communes=tuple(Commune(*row) for row in _rows(folder, "communes", Commune)),
        old_provinces=tuple(
            OldProvince(*row) for row in _rows(folder, "old_provinces", OldProvince)
        ),
        old_districts=tuple(
            OldDistrict(*row) for row in _rows(folder, "old_districts", OldDistrict)
        ),
        old_communes=tuple(OldCommune(*row) for row in _rows(folder, "old_communes", OldCommune)),
        changes=tuple(
            Change(district, commune, new, partly == "1")
            for district, commune, new, partly in _rows(folder, "changes", Change)
        ),
    )
    _check(nation)
    return nation


def _rows(folder: Path, name: str, shape: type[tuple[object, ...]]) -> list[list[str]]:
    """The rows of one file, after its head has been compared with the shape."""
    path = folder / f"{name}.tsv"
    if not path.is_file():
        raise DataFileError(f"{path.name}: the file is missing")
    expected = list(getattr(shape, "_fields", ()))
    with path.open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file, delimiter="\t")
    if head != expected:
        raise DataFileError(f"{path.name}, line 1: expected the columns {expected}, found {head}")
    for line, row in enumerate(rows, start=2):
        if len(row) != len(expected):
            raise DataFileError(f"{path.name}, line {line}: {len(row)} columns")
    return rows


def _check(nation: Nation) -> None:
    """Codes have their digits, occur once, and point to something that exists."""
    provinces = _codes("provinces", nation.provinces, 2)
    communes = _codes("communes", nation.communes, 5)
    old_provinces = _codes("old_provinces", nation.old_provinces, 2)
    old_districts = _codes("old_districts", nation.old_districts, 3)
    old_communes = _codes("old_communes", nation.old_communes, 5)
    _points("communes", (row.province for row in nation.communes), provinces)
    _points("old_provinces", (row.province_today for row in nation.old_provinces), provinces)
    _points("old_districts", (row.old_province for row in nation.old_districts), old_provinces)
    _points("old_communes", (row.old_district for row in nation.old_communes), old_districts)
    _points("changes", (row.new_commune for row in nation.changes), communes)
    _points("changes", (row.old_district for row in nation.changes), old_districts)
    _points("changes", (row.old_commune for row in nation.changes), old_communes | {""})


def _codes(
    file: str,
    rows: Iterable[Province | Commune | OldProvince | OldDistrict | OldCommune],
    digits: int,
) -> set[str]:
    seen: set[str] = set()
    for row in rows:
        if not re.fullmatch(rf"[0-9]{{{digits}}}", row.code):
            raise DataFileError(f"{file}.tsv: code {row.code!r} does not have {digits} digits")
        if row.code in seen:
            raise DataFileError(f"{file}.tsv: code {row.code} stands there twice")
        seen.add(row.code)
    return seen


def _points(file: str, codes: Iterable[str], known: set[str]) -> None:
    unknown = sorted(set(codes) - known)
    if unknown:
        raise DataFileError(f"{file}.tsv points to unknown codes: {', '.join(unknown[:5])}")
