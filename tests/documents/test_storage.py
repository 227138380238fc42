"""Files kept by their content: once, whole, under a name that cannot lead elsewhere."""

from __future__ import annotations

import hashlib
import os
import stat
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pytest_django import Settings

import documents.tasks
from core import jobs
from documents import storage
from documents.storage import MissingFileError, StoredBytes

SCAN = b"%PDF-1.7 bien ban hop thon Ban Po"
DIGEST = hashlib.sha256(SCAN).hexdigest()


def test_stored_bytes_come_back() -> None:
    kept = storage.store(SCAN)

    assert kept == StoredBytes(DIGEST, len(SCAN))
    assert storage.read(DIGEST) == SCAN
    with storage.open_file(DIGEST) as file:
        assert file.read() == SCAN


def test_same_bytes_are_kept_once_in_chunks_or_whole(settings: Settings) -> None:
    storage.store(SCAN)
    storage.store(iter([SCAN[:10], SCAN[10:]]))

    files = [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    assert files == [storage.path_of(DIGEST)]
    assert files[0].parts[-3:] == (DIGEST[:2], DIGEST[2:4], DIGEST)


def test_files_are_for_the_product_alone() -> None:
    path = storage.path_of(storage.store(SCAN).sha256)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_bytes_and_every_new_folder_are_forced_to_the_disk(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    """The order that survives a power cut: file, rename, then the folder that holds its name."""
    steps: list[str] = []
    forced, renamed = os.fsync, os.replace

    def fsync(handle: int) -> None:
        steps.append("file" if stat.S_ISREG(os.fstat(handle).st_mode) else "folder")
        forced(handle)

    def replace(self: Path, target: Path) -> Path:
        steps.append("rename")
        renamed(self, target)
        return target

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(Path, "replace", replace)

    storage.store(SCAN)
    first, steps[:] = list(steps), []
    storage.store(SCAN)

    assert first[-2:] == ["rename", "folder"]
    assert first.index("file") < first.index("rename")
    assert first.count("folder") >= 4
    assert steps == ["file", "rename", "folder"]


@pytest.mark.parametrize("name", ["", "../../etc/passwd", DIGEST.upper(), f"{DIGEST[:-1]}/", "a"])
def test_only_a_digest_names_a_file(name: str) -> None:
    with pytest.raises(ValueError, match="not a SHA-256"):
        storage.path_of(name)


def test_missing_and_damaged_files_are_told_apart_from_good_ones() -> None:
    with pytest.raises(MissingFileError):
        storage.read(DIGEST)
    with pytest.raises(MissingFileError):
        storage.open_file(DIGEST)

    storage.path_of(storage.store(SCAN).sha256).write_bytes(b"damaged")

    with pytest.raises(MissingFileError):
        storage.read(DIGEST)
    storage.store(SCAN)
    assert storage.read(DIGEST) == SCAN


def test_upload_that_breaks_off_leaves_nothing(settings: Settings) -> None:
    def chunks() -> Iterator[bytes]:
        yield SCAN
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        storage.store(chunks())

    assert not [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def test_two_people_storing_the_same_scan_at_once() -> None:
    with ThreadPoolExecutor(4) as pool:
        kept = list(pool.map(lambda _: storage.store(SCAN), range(20)))

    assert set(kept) == {StoredBytes(DIGEST, len(SCAN))}
    assert storage.read(DIGEST) == SCAN


def test_the_scheduler_sweeps_what_was_left_half_written(settings: Settings) -> None:
    """Yesterday's stray goes; the upload being written now and the kept file stay."""
    kept = storage.store(SCAN)
    incoming = Path(settings.MEDIA_ROOT) / "incoming"
    stray, running = incoming / "tmpold", incoming / "tmpnew"
    for path in (stray, running):
        path.write_bytes(b"half")
    a_day_and_a_minute = time.time() - 24 * 3600 - 60
    for path in (stray, storage.path_of(kept.sha256)):
        os.utime(path, (a_day_and_a_minute, a_day_and_a_minute))

    documents.tasks.sweep_stray_files()
    documents.tasks.sweep_stray_files()

    assert [path.name for path in incoming.iterdir()] == ["tmpnew"]
    assert storage.read(DIGEST) == SCAN
    assert documents.tasks.sweep_stray_files in jobs._ticks


def test_sweeping_before_anything_was_kept_is_harmless() -> None:
    assert storage.sweep_incoming() == 0
