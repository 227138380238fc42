"""Make the national unit files from a copy of the vietnamadminunits 1.0.4 wheel. For developers.

    pip download vietnamadminunits==1.0.4 --no-deps
    python units/data/build.py vietnamadminunits-1.0.4-py3-none-any.whl

The product never imports that package: it reads the files written here (units/data_files.py).
The same wheel always gives the same bytes. What is judged and left out, and why, is written to
``left_out.tsv``; NOTICE.md tells the story.
"""

from __future__ import annotations

import csv
import json
import math
import sqlite3
import sys
import tempfile
import unicodedata
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parent / "national"
DATABASE = "vietnamadminunits/data/dataset.db"
CONVERSION = "vietnamadminunits/data/converter_2025.json"
LICENCE = "vietnamadminunits-1.0.4.dist-info/licenses/LICENSE"
KINDS = (
    "tỉnh", "thành phố", "huyện", "quận", "thị xã", "thị trấn", "xã", "phường", "đặc khu",
)  # fmt: skip

# Two lines that distance cannot judge: both communes are called Phú Tân, both districts Châu
# Thành, and they touch. The new commune Thuận Hòa carries the code of Sóc Trăng's Phú Tân (31582)
# and Phú Hữu lies in old Hậu Giang, so each line across is the namesake's.
CROSSED_BY_HAND = {("31379", "31582"), ("31582", "31378")}
NEAR_KM = 10

Conversion = dict[str, Any]
"""The package's JSON: province, then new or old commune, by unaccented name."""


@dataclass(frozen=True)
class Place:
    """A row of the package: keys for its conversion table, codes and names for ours."""

    code: str
    name: str
    key: str
    at: tuple[float, float] | None


@dataclass(frozen=True)
class OldPlace(Place):
    """A unit below the district until 30/06/2025; an island district has no code and no key."""

    district_code: str


@dataclass(frozen=True)
class NewPlace(Place):
    """A commune since 01/07/2025."""

    province_code: str


@dataclass(frozen=True)
class Line:
    """Some or all of an old unit went to a new commune."""

    old: OldPlace
    new: NewPlace


def main(wheel: Path) -> None:
    """Read the wheel and write every file of the national folder."""
    with zipfile.ZipFile(wheel) as archive, tempfile.TemporaryDirectory() as folder:
        archive.extract(DATABASE, folder)
        conversion = json.loads(archive.read(CONVERSION))
        licence = archive.read(LICENCE).decode()
        connection = sqlite3.connect(Path(folder) / DATABASE)
        connection.row_factory = sqlite3.Row
        new_rows = connection.execute("select * from admin_units").fetchall()
        old_rows = connection.execute("select * from admin_units_legacy").fetchall()
        connection.close()
    TARGET.mkdir(exist_ok=True)
    (TARGET / "LICENSE.vietnamadminunits.txt").write_text(licence, encoding="utf-8")
    write_units(new_rows, old_rows, conversion)
    write_changes(new_rows, old_rows, conversion)


def write_units(
    new_rows: list[sqlite3.Row], old_rows: list[sqlite3.Row], conversion: Conversion
) -> None:
    """Write today's provinces and communes, and the three levels that ended on 30/06/2025."""
    today = {row["provinceKey"]: row["provinceCode"] for row in new_rows}
    went_to = {old: today[new] for new, olds in conversion["DICT_PROVINCE"].items() for old in olds}
    write(
        "provinces.tsv",
        ("code", "kind", "name"),
        {(row["provinceCode"], *parted(row["province"])) for row in new_rows},
    )
    write(
        "communes.tsv",
        ("code", "kind", "name", "province"),
        ((row["wardCode"], *parted(row["ward"]), row["provinceCode"]) for row in new_rows),
    )
    write(
        "old_provinces.tsv",
        ("code", "kind", "name", "province_today"),
        {
            (row["provinceCode"], *parted(row["province"]), went_to[row["provinceKey"]])
            for row in old_rows
        },
    )
    write(
        "old_districts.tsv",
        ("code", "kind", "name", "old_province"),
        {(row["districtCode"], *parted(row["district"]), row["provinceCode"]) for row in old_rows},
    )
    write(
        "old_communes.tsv",
        ("code", "kind", "name", "old_district"),
        (
            (row["wardCode"], *parted(row["ward"]), row["districtCode"])
            for row in old_rows
            if row["wardCode"]
        ),
    )


def write_changes(
    new_rows: list[sqlite3.Row], old_rows: list[sqlite3.Row], conversion: Conversion
) -> None:
    """Write which old unit went to which new commune, and the lines that are not believed."""
    lines = read_lines(new_rows, old_rows, conversion)
    doubted = crossed_namesakes(lines)
    kept = [line for line in lines if line not in doubted]
    parts = Counter(line.old for line in kept)
    lost = {line.old for line in lines} - parts.keys()
    if lost:
        msg = f"left without any successor: {sorted(old.code for old in lost)}"
        raise ValueError(msg)
    write(
        "changes.tsv",
        ("old_district", "old_commune", "new_commune", "partly"),
        (
            (line.old.district_code, line.old.code, line.new.code, str(int(parts[line.old] > 1)))
            for line in kept
        ),
    )
    write(
        "left_out.tsv",
        ("old_commune", "old_name", "new_commune", "new_name", "reason"),
        ((line.old.code, line.old.name, line.new.code, line.new.name, why)
         for line, why in doubted.items()),
    )  # fmt: skip


def read_lines(
    new_rows: list[sqlite3.Row], old_rows: list[sqlite3.Row], conversion: Conversion
) -> list[Line]:
    """The package's conversion table, its unaccented name keys resolved to units."""
    olds = {
        f"{row['provinceKey']}_{row['districtKey']}_{row['wardKey'] or ''}": old_place(row)
        for row in old_rows
    }
    news = {(row["provinceKey"], row["wardKey"]): new_place(row) for row in new_rows}
    whole = [
        Line(olds[old], news[province, new])
        for province, table in conversion["DICT_PROVINCE_WARD_NO_DIVIDED"].items()
        for new, keys in table.items()
        for old in keys
    ]
    divided = [
        Line(olds[old], news[province, new["newWardKey"]])
        for province, table in conversion["DICT_PROVINCE_WARD_DIVIDED"].items()
        for old, targets in table.items()
        for new in targets
    ]
    return whole + divided


def crossed_namesakes(lines: list[Line]) -> dict[Line, str]:
    """Lines in which the package took an old commune for its namesake elsewhere in the province.

    Its table knows old units by name, so "Phường 4" of Mỹ Tho also received what became of
    "Phường 4" of Cao Lãnh, 81 km away. A line is not believed when a namesake in the same new
    province claims the same new commune from less than half the distance, and the distance is
    more than 10 km.
    """
    namesakes: dict[tuple[str, str, str], set[OldPlace]] = defaultdict(set)
    for line in lines:
        namesakes[line.new.province_code, line.old.key, line.new.code].add(line.old)
    doubted = {}
    for line in lines:
        others = namesakes[line.new.province_code, line.old.key, line.new.code] - {line.old}
        here = distance(line.old, line.new)
        nearest = min((distance(other, line.new) for other in others), default=math.inf)
        if here > NEAR_KM and nearest < here / 2:
            doubted[line] = f"namesake at {nearest:.0f} km, this one at {here:.0f} km"
        elif (line.old.code, line.new.code) in CROSSED_BY_HAND:
            doubted[line] = "namesake in the next district of the same name"
    return doubted


def distance(one: Place, other: Place) -> float:
    """Kilometres on a flat map, good enough to tell 3 from 80; infinite where a place has none."""
    if one.at is None or other.at is None:
        return math.inf
    north, east = one.at[0] - other.at[0], one.at[1] - other.at[1]
    return math.hypot(north, east * math.cos(math.radians(one.at[0]))) * 111


def old_place(row: sqlite3.Row) -> OldPlace:
    """An old row; the code is empty for the five island districts that had no communes."""
    return OldPlace(
        code=row["wardCode"] or "",
        name=clean(row["ward"] or row["district"]),
        key=row["wardKey"] or "",
        at=(row["wardLat"], row["wardLon"]) if row["wardLat"] else None,
        district_code=row["districtCode"],
    )


def new_place(row: sqlite3.Row) -> NewPlace:
    """A row of today."""
    return NewPlace(
        code=row["wardCode"],
        name=clean(row["ward"]),
        key=row["wardKey"],
        at=(row["wardLat"], row["wardLon"]),
        province_code=row["provinceCode"],
    )


def parted(full_name: str) -> tuple[str, str]:
    """Kind and name. The full name decides: seven rows of the package carry another kind."""
    full_name = clean(full_name)
    for kind in KINDS:
        if full_name.casefold().startswith(f"{kind} "):
            return kind, full_name[len(kind) + 1 :]
    msg = f"no known kind: {full_name}"
    raise ValueError(msg)


def clean(text: str) -> str:
    """Composed, single blanks."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def write(name: str, head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    """Write one file, sorted, so that the same data gives the same bytes."""
    with (TARGET / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n")
        writer.writerow(head)
        writer.writerows(sorted(rows))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
