"""The two secrets of an installation that runs on one machine.

They are made once, beside the data they protect, and never leave that folder. A production
installation gets them from its environment instead.
"""

from __future__ import annotations

import base64
import os
import secrets
from contextlib import suppress
from pathlib import Path

FILE_NAME = "secrets.env"


def installation_keys(data_dir: Path) -> tuple[str, str]:
    """Return (SECRET_KEY, FIELD_KEY) of this data folder, making them on first use.

    SECRET_KEY signs sessions; FIELD_KEY encrypts phone numbers and national ids, so a backup of
    the database is worth nothing without this file, and the file must be backed up with it.
    """
    path = data_dir / FILE_NAME
    if not path.exists():
        _create(path)
    lines = path.read_text(encoding="ascii").splitlines()
    keys = dict(line.split("=", maxsplit=1) for line in lines)
    return keys["SECRET_KEY"], keys["FIELD_KEY"]


def _create(path: Path) -> None:
    """Write both keys whole or not at all, also when two processes start together."""
    path.parent.mkdir(parents=True, exist_ok=True)
    field_key = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()
    text = f"SECRET_KEY={secrets.token_urlsafe(64)}\nFIELD_KEY={field_key}\n"
    draft = path.with_name(f".{FILE_NAME}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileExistsError):
        # A link, unlike a rename, never replaces keys that another process has just made.
        path.hardlink_to(draft)
    draft.unlink()
