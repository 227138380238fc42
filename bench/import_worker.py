"""Imports 100,000 households into a fresh database, and the floor of the same work.

``python -m bench.import_worker prepare ROWS`` makes database, commune and file in DATA_DIR;
``ours`` reads, validates and commits the file by the product's own path; ``floor`` reads the file
by calamine and inserts the very rows that the product wrote (COPY on PostgreSQL, executemany on
SQLite) with one batch row that holds what stood before and stands after; ``calamine`` reads only.
Each prints seconds and peak memory as JSON.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import resource
import sys
import time
from pathlib import Path
from typing import Any

import xlsxwriter
from python_calamine import CalamineWorkbook

HEADS = (
    "Thôn", "Họ và tên chủ hộ", "Họ và tên thành viên", "Năm sinh", "Giới tính", "Số điện thoại",
    "Số định danh cá nhân",
)  # fmt: skip
FAMILY = (
    *("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Đặng"),
    *("Bùi", "Đỗ", "Hồ", "Ngô", "Lý", "Nông", "Giàng", "Ma"),
)
MIDDLE = (
    *("Văn", "Thị", "Hữu", "Đức", "Ngọc", "Quốc"),
    *("Thế", "Minh", "Xuân", "Thanh", "Bá", "Công", "Đình"),
)
GIVEN = (
    *("An", "Bình", "Cường", "Dũng", "Đạt", "Giang", "Hằng", "Khuê"),
    *("Kiên", "Lễ", "Mẫn", "Nghĩa", "Oanh", "Quỳnh", "Tấn", "Ỷ"),
)
PER_VILLAGE = 160


def folder() -> Path:
    """Where file and SQLite database of this run lie."""
    return Path(os.environ["DATA_DIR"])


def write_file(path: Path, rows: int, *, faults: int = 0) -> None:
    """A list of households, one row each; every ``faults``-th row has a year that is none."""
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Hộ")
        sheet.write_row(0, 0, HEADS)
        for n in range(rows):
            sheet.write_string(n + 1, 0, f"Thôn {1 + n // PER_VILLAGE}")
            sheet.write_string(n + 1, 1, name_of(n))
            if faults and n % faults == 0:
                sheet.write_string(n + 1, 3, "không rõ")
            else:
                sheet.write_number(n + 1, 3, 1930 + n % 80)
            sheet.write_string(n + 1, 4, "Nam" if n % 3 else "Nữ")
            sheet.write_string(n + 1, 5, f"09{n:08d}")
            sheet.write_string(n + 1, 6, f"{10**10 + n:012d}")


def name_of(n: int) -> str:
    """The n-th name; names of one village differ."""
    parts = (FAMILY, MIDDLE, GIVEN, GIVEN)
    chosen = []
    for part in parts:
        n, place = divmod(n, len(part))
        chosen.append(part[place])
    return " ".join(chosen)


def start() -> None:
    """Django, on the database that the environment names."""
    import django  # noqa: PLC0415 the reading alone needs none

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.embedded")
    django.setup()


def prepare(rows: int, faults: int = 0) -> dict[str, Any]:
    """Database, commune with its villages, an officer, and the file."""
    start()
    from django.core.management import call_command  # noqa: PLC0415

    from accounts.models import User  # noqa: PLC0415
    from core.audit import SYSTEM  # noqa: PLC0415
    from units.enums import Role, UnitType  # noqa: PLC0415
    from units.services.memberships import grant  # noqa: PLC0415
    from units.services.tree import NewUnit, create_unit, create_units  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    path = folder() / "households.xlsx"
    write_file(path, rows, faults=faults)
    country = create_unit(NewUnit(UnitType.COUNTRY, "Việt Nam"), None, actor=SYSTEM)
    province = create_unit(NewUnit(UnitType.PROVINCE, "Thái Nguyên", "tỉnh"), country, actor=SYSTEM)
    new = NewUnit(UnitType.COMMUNE, "Na Rì", "xã", code="02155")
    commune = create_unit(new, province, actor=SYSTEM)
    villages = [
        NewUnit(UnitType.VILLAGE, str(n), "thôn", code=f"02155-T{n:03d}", position=n)
        for n in range(1, rows // PER_VILLAGE + 2)
    ]
    create_units(villages, commune, actor=SYSTEM)
    officer = User.objects.create_user("minh", "hoc-tap-suot-doi", full_name="Hoàng Văn Minh")
    grant(officer, commune, Role.OFFICER, from_on=dt.date(2020, 1, 1), actor=SYSTEM)
    return {"bytes": path.stat().st_size}


class _Quiet:
    """A job that nobody watches."""

    def report(self, _done: int, _total: int, _message: str = "") -> None:
        """Say nothing."""


def ours(mode: str = "all") -> dict[str, Any]:
    """Read, validate and commit by the product's own path."""
    start()
    from accounts.models import User  # noqa: PLC0415
    from assessments.services.files import keep  # noqa: PLC0415
    from documents.uploads import CheckedUpload, FileKind  # noqa: PLC0415
    from imports.enums import ImportState  # noqa: PLC0415
    from imports.models import Import  # noqa: PLC0415
    from imports.services.committing import commit_import  # noqa: PLC0415
    from units.models import Unit  # noqa: PLC0415

    content = (folder() / "households.xlsx").read_bytes()
    officer = User.objects.get(username="minh")
    row = Import.objects.create(
        kind="households",
        unit=Unit.objects.get(code="02155"),
        file=keep(CheckedUpload("households.xlsx", FileKind.XLSX, content)),
        file_name="households.xlsx",
        state=ImportState.PREVIEWED,
        mode=mode,
        created_by=officer,
        committed_by=officer,
    )
    del content
    before, used = time.perf_counter(), _cpu()
    done = commit_import(row.pk, _Quiet())  # type: ignore[arg-type]
    seconds, used = time.perf_counter() - before, _cpu() - used
    return {"seconds": seconds, "cpu": used, **done.preview["written"], **memory()}


def faulty() -> dict[str, Any]:
    """The rows of the file that the product refuses."""
    start()
    from imports.enums import Outcome  # noqa: PLC0415
    from imports.models import Import  # noqa: PLC0415
    from imports.services.reading import opened_import  # noqa: PLC0415

    with opened_import(Import.objects.get()) as found:
        lines = [line for part in found.lines() for line in part]
    return {"faulty": [line.row for line in lines if line.outcome == Outcome.REFUSED]}


def _cpu() -> float:
    """Processor seconds of this process and of its children that ended."""
    both = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(one.ru_utime + one.ru_stime for one in map(resource.getrusage, both))


def memory() -> dict[str, int]:
    """Peak memory in MB of this process and of the largest child that ended."""
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return {
        "own_mb": own,
        "child_mb": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024,
    }


def calamine() -> dict[str, Any]:
    """Read every row and keep none."""
    before = time.perf_counter()
    book = CalamineWorkbook.from_path(str(folder() / "households.xlsx"))
    rows = sum(1 for _row in book.get_sheet_by_index(0).iter_rows())
    return {"seconds": time.perf_counter() - before, "rows": rows, **memory()}


def floor() -> dict[str, Any]:
    """Read by calamine, then insert the rows that the product wrote, taken out before."""
    used = _cpu()
    read = calamine()["seconds"]
    used = _cpu() - used
    start()
    from django.db import connection, transaction  # noqa: PLC0415

    taken = {}
    with connection.cursor() as cursor:
        for table, condition in TABLES.items():
            cursor.execute(f"SELECT * FROM {table} WHERE {condition} ORDER BY id")  # noqa: S608 our own
            taken[table] = [column[0] for column in cursor.description], cursor.fetchall()
        cursor.execute("SELECT part_of_id, changes FROM imports_importbatch ORDER BY number")
        parts = cursor.fetchall()
        cursor.execute("DELETE FROM imports_importbatch")
        for table in reversed(TABLES):
            ids = [row[0] for row in taken[table][1]]
            for at in range(0, len(ids), 500):
                part = ",".join(str(pk) for pk in ids[at : at + 500])
                cursor.execute(f"DELETE FROM {table} WHERE id IN ({part})")  # noqa: S608 our own keys
    whole = [
        one for _pk, text in parts for one in (json.loads(text) if isinstance(text, str) else text)
    ]
    batch = (["part_of_id", "number", "changes"], [(parts[0][0], 1, json.dumps(whole))])
    before, started = time.perf_counter(), _cpu()
    with transaction.atomic():
        for table, (columns, rows) in {**taken, "imports_importbatch": batch}.items():
            _insert(table, columns, rows)
    seconds = time.perf_counter() - before
    return {"seconds": read + seconds, "read": read, "cpu": used + _cpu() - started}


TABLES = {
    "units_unit": "type = 'household'",
    "units_unitplacement": "unit_id IN (SELECT id FROM units_unit WHERE type = 'household')",
    "units_unitname": "unit_id IN (SELECT id FROM units_unit WHERE type = 'household')",
    "units_person": "1 = 1",
    "units_householdmember": "1 = 1",
}


def _insert(table: str, columns: list[str], rows: list[tuple[Any, ...]]) -> None:
    from django.db import connection  # noqa: PLC0415

    names = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            text = io.StringIO("".join("\t".join(map(_copied, row)) + "\n" for row in rows))
            cursor.cursor.copy_expert(f'COPY "{table}" ({names}) FROM STDIN', text)
            return
        marks = ", ".join("?" * len(columns))
        statement = f'INSERT INTO "{table}" ({names}) VALUES ({marks})'  # noqa: S608 our own names
        cursor.cursor.connection.executemany(statement, rows)


def _copied(value: Any) -> str:
    if value is None:
        return "\\N"
    return str(value).replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n")


def main(name: str, numbers: list[int]) -> dict[str, Any]:
    """One of the works, by name."""
    if name == "prepare":
        return prepare(*numbers)
    work = {"ours": ours, "good": lambda: ours("good"), "calamine": calamine, "floor": floor,
            "faulty": faulty}  # fmt: skip
    done: dict[str, Any] = work[name]()
    return done


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], [int(text) for text in sys.argv[2:]])))
