"""Files kept by what is in them, safe through a power cut.

A file is written aside, forced to the disk, renamed to its SHA-256, and its folder forced too:
whoever commits a row that names the digest afterwards can rely on the bytes. Django's own
storage forces nothing, and a row outlives its file.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from django.conf import settings

_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
_CHUNK: Final = 64 * 1024
_PRIVATE: Final = 0o600
_PRIVATE_FOLDER: Final = 0o700
_STRAY_AFTER_SECONDS: Final = 24 * 60 * 60


class MissingFileError(Exception):
    """No file of this digest is kept, or its bytes are no longer what they were."""


@dataclass(frozen=True, slots=True)
class StoredBytes:
    """What a row needs to name a kept file."""

    sha256: str
    size: int


def store(content: bytes | Iterable[bytes]) -> StoredBytes:
    """Keep the bytes and return their digest and size; the same bytes are kept once.

    Takes bytes or chunks (``UploadedFile.chunks()``). When this returns, bytes and name are on the
    disk. Raises ``OSError`` when the disk refuses (full, read-only): nothing is left behind.
    """
    chunks = (content,) if isinstance(content, bytes) else content
    root = _root()
    incoming = _folder(root / "incoming")
    handle, name = tempfile.mkstemp(dir=incoming)
    aside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            kept = _write(file, chunks)
        target = path_of(kept.sha256)
        _folder(target.parent)
        aside.replace(target)
        _force_folder(target.parent)
    finally:
        aside.unlink(missing_ok=True)
    return kept


def sweep_incoming() -> int:
    """Remove what a worker that died left half-written more than a day ago; returns how many.

    Ages go by the real clock: a file being written now is never touched, whatever the business
    day says.
    """
    incoming = _root() / "incoming"
    if not incoming.is_dir():
        return 0
    before = time.time() - _STRAY_AFTER_SECONDS
    removed = 0
    for stray in incoming.iterdir():
        try:
            if stray.is_file() and stray.stat().st_mtime < before:
                stray.unlink()
                removed += 1
        except FileNotFoundError:  # another worker swept it, or its writer finished
            continue
    return removed


def path_of(sha256: str) -> Path:
    """Where the bytes of a digest belong. ``ValueError`` for what is no digest."""
    if not _DIGEST.fullmatch(sha256):
        raise ValueError(f"not a SHA-256 digest: {sha256!r}")
    return _root() / sha256[:2] / sha256[2:4] / sha256


def read(sha256: str) -> bytes:
    """The kept bytes, checked against their digest. Raises ``MissingFileError``."""
    try:
        content = path_of(sha256).read_bytes()
    except FileNotFoundError as error:
        raise MissingFileError(sha256) from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise MissingFileError(sha256)
    return content


def open_file(sha256: str) -> BinaryIO:
    """The kept file opened for reading, for ``FileResponse``. Raises ``MissingFileError``."""
    try:
        return path_of(sha256).open("rb")
    except FileNotFoundError as error:
        raise MissingFileError(sha256) from error


def _root() -> Path:
    return Path(settings.MEDIA_ROOT)


def _write(file: BinaryIO, chunks: Iterable[bytes]) -> StoredBytes:
    digest, size = hashlib.sha256(), 0
    for chunk in chunks:
        file.write(chunk)
        digest.update(chunk)
        size += len(chunk)
    os.fchmod(file.fileno(), _PRIVATE)
    file.flush()
    os.fsync(file.fileno())
    return StoredBytes(digest.hexdigest(), size)


def _folder(folder: Path) -> Path:
    """The folder, made and forced to the disk with every parent that was missing."""
    if not folder.is_dir():
        _folder(folder.parent)
        folder.mkdir(mode=_PRIVATE_FOLDER, exist_ok=True)
        _force_folder(folder.parent)
    return folder


def _force_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
