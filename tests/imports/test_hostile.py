"""Workbooks made to hurt: refused in a sentence or read as what they are; nothing breaks."""

from __future__ import annotations

import contextlib
import io
import random
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from core import jobs
from documents import storage
from documents.uploads import CheckedUpload, FileKind, UploadRefusedError
from imports.enums import ImportState
from imports.models import Import
from imports.readers.package import checked_workbook
from imports.readers.workbook import WorkbookError, opened
from imports.services import uploading
from tests.imports.files import HEADS, as_upload, book, households
from tests.org import Org
from units.models import Person

GOOD = households(("Bản Pò", "Hoàng Văn An", "", 1970))


def repacked(change: Callable[[str, bytes], bytes | None], *more: tuple[str, bytes]) -> bytes:
    """The good workbook with its parts changed, and perhaps some more of them."""
    content = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(GOOD)) as source,
        zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.infolist():
            changed = change(entry.filename, source.read(entry))
            if changed is not None:
                target.writestr(entry.filename, changed)
        for name, part in more:
            target.writestr(name, part)
    return content.getvalue()


def same(_name: str, part: bytes) -> bytes:
    return part


def in_sheet(old: bytes, new: bytes) -> bytes:
    """The good workbook with something else in its sheet."""
    return repacked(
        lambda name, part: part.replace(old, new) if name.endswith("sheet1.xml") else part
    )


DOCTYPE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
BOMB = b"\x00" * 90_000_000


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("ds.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "đời cũ"),
        ("ds.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
         "mật khẩu"),
        ("ds.csv", "Thôn;Chủ hộ\n".encode(), "không phải là tệp Excel"),
        ("ds.xlsx", "Thôn;Chủ hộ\n".encode(), "không phải là tệp Excel"),
        ("ds.ods", b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.spreadsheet", ".ods"),
        ("ds.xlsx", b"", "rỗng"),
        ("ds.xlsx", GOOD[:200], "không"),
        ("ds.xlsx", b"%PDF-1.7 ...", "không phải là tệp Excel"),
        ("ds.xlsx", repacked(same, ("xl/vbaProject.bin", b"x")), "macro"),
        ("ds.xlsx", repacked(same, ("xl/externalLinks/externalLink1.xml", b"<x/>")), "liên kết"),
        ("ds.xlsx", repacked(same, ("xl/embeddings/oleObject1.bin", b"x")), "đối tượng nhúng"),
        ("ds.xlsx", repacked(same, ("../../etc/passwd", b"x")), "cấu trúc lạ"),
        ("ds.xlsx", repacked(same, ("xl/media/bomb.bin", BOMB)), "bung ra"),
        ("ds.xlsx", repacked(lambda n, p: DOCTYPE + p if n == "xl/workbook.xml" else p),
         "cấu trúc lạ"),
        ("ds.xlsx", repacked(same, *((f"x{n}.bin", b"") for n in range(5_001))), "quá lớn"),
        ("../../a.xlsx", GOOD, "Tên tệp"),
    ],
)  # fmt: skip
def test_refused_at_the_door_with_what_to_do(name: str, content: bytes, told: str) -> None:
    upload = SimpleUploadedFile("a.xlsx", content)
    upload.__dict__["_name"] = name
    with pytest.raises(UploadRefusedError) as refused:
        checked_workbook(upload)
    assert told in str(refused.value)
    assert str(refused.value).endswith(".")


def read(content: bytes) -> list[tuple[int, list[Any]]]:
    """What the child makes of a file that passed no door."""
    kept = storage.store(content)
    with opened(storage.path_of(kept.sha256)) as found:
        return [row for sheet in found.sheets for row in sheet.rows()]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no zip at all",
        GOOD[: len(GOOD) // 2],
        repacked(lambda n, p: None if n == "xl/workbook.xml" else p),
        repacked(lambda n, p: None if n.endswith("sheet1.xml") else p),
        repacked(lambda n, p: p[: len(p) // 2] if n.endswith("sheet1.xml") else p),
        repacked(lambda n, p: b"\xff\xfe\x00" * 999 if n.endswith("sheet1.xml") else p),
        in_sheet(b'r="B2"', b'r="XFD1048576"'),
        in_sheet(b'r="B2"', b'r="ZZZZZZ99999999999"'),
    ],
    ids=["empty", "text", "half", "no-book", "no-sheet", "half-sheet", "noise",
         "far-cell", "no-cell"],
)  # fmt: skip
def test_the_child_never_takes_the_server_along(content: bytes) -> None:
    with contextlib.suppress(WorkbookError):
        assert isinstance(read(content), list)


def test_a_sheet_that_claims_a_million_rows_is_what_it_holds() -> None:
    rows = read(in_sheet(b'<dimension ref="A1:G2"/>', b'<dimension ref="A1:XFD1048576"/>'))
    assert [number for number, _row in rows] == [1, 2]


def test_too_many_cells_are_refused_before_anything_is_kept(monkeypatch: Any) -> None:
    monkeypatch.setattr("imports.readers.workbook.MOST_CELLS", 10)
    with pytest.raises(WorkbookError, match="quá nhiều ô"):
        read(GOOD)


def test_a_child_without_memory_or_time_dies_alone(monkeypatch: Any) -> None:
    monkeypatch.setattr("imports.readers.workbook.MOST_MEMORY", 1024 * 1024)
    with pytest.raises(WorkbookError, match="quá nặng"):
        read(GOOD)
    monkeypatch.undo()
    assert [number for number, _row in read(GOOD)] == [1, 2]


def test_formulas_that_failed_or_were_never_worked_out_are_no_empty_cells() -> None:
    failed = in_sheet(b'<c r="D2"><v>1970</v></c>', b'<c r="D2" t="e"><f>1/0</f><v>#DIV/0!</v></c>')
    unworked = in_sheet(b'<c r="D2"><v>1970</v></c>', b'<c r="D2"><f>1900+70</f></c>')
    worked = in_sheet(b'<c r="D2"><v>1970</v></c>', b'<c r="D2"><f>1900+70</f><v>1970</v></c>')

    assert read(failed)[1][1][3] == "#VALUE!"
    assert read(unworked)[1][1][3] == "#VALUE!"
    assert read(worked)[1][1][3] == 1970


@pytest.mark.django_db
def test_random_damage_is_refused_or_previewed_and_writes_nothing(org: Org) -> None:
    """Bytes flipped, cut and doubled: never an error page, never a row."""
    chance = random.Random(20_261_122)  # noqa: S311 no secret
    for _round in range(12):
        broken = bytearray(GOOD)
        for _flip in range(chance.randint(1, 40)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        if chance.random() < 0.3:
            del broken[chance.randrange(len(broken)) :]
        content = bytes(broken)
        try:
            file = checked_workbook(as_upload(content))
        except UploadRefusedError:
            file = CheckedUpload("a.xlsx", FileKind.XLSX, content or b"x")
        row = uploading.upload("households", org.na_ri, file, actor=org.minh)
        jobs.run_all_due()
        row.refresh_from_db()
        assert row.state in {ImportState.REFUSED, ImportState.PREVIEWED, ImportState.READ}
    assert not Person.objects.exists()


NASTY = [
    "x" * 40_000, "\u202eabc", "\u0000", "=1+1", "@SUM(A1)", "<script>", "{{7*7}}", "%s%n", "٣",
    "1e400", "NaN", "-0", "31/02/2026", "🎉", "o\u0300" * 300, "a\u200db", -1, 1e308, True, 0,
]  # fmt: skip


@pytest.mark.django_db
def test_hostile_cells_are_problems_or_text(org: Org) -> None:
    rows: list[list[Any]] = []
    for nasty in NASTY:
        for column in range(len(HEADS)):
            row: list[Any] = ["Bản Pò", "Hoàng Văn An", f"Người {len(rows)}", 1970, "Nam", "", ""]
            row[column] = nasty[:32_000] if isinstance(nasty, str) else nasty
            rows.append(row)
    file = checked_workbook(as_upload(book(HEADS, rows)))
    sent = uploading.upload("households", org.na_ri, file, actor=org.minh)
    jobs.run_all_due()

    found = Import.objects.get(pk=sent.pk)
    assert found.state == ImportState.PREVIEWED, found.message
    assert sum(found.preview["counts"].values()) == len(rows)
    assert all(len(one["value"]) < 300 for one in found.preview["problems"])
    assert not Person.objects.exists()
