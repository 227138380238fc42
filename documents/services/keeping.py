"""Keep a file: its bytes safe on the disk, then the row that names them."""

from __future__ import annotations

from documents import photos, storage
from documents.models import StoredFile
from documents.storage import StoredBytes
from documents.uploads import IMAGES, CheckedUpload


def keep(upload: CheckedUpload) -> StoredFile:
    """The row that names the bytes of a checked upload; the same bytes are kept once.

    The row of a picture also says what the picture shows, so that it is known again after it was
    sent through a chat and came back smaller.
    """
    shows = photos.fingerprint(upload.content) if upload.kind in IMAGES else ""
    return row_of(storage.store(upload.content), upload.content_type, shows=shows)


def row_of(kept: StoredBytes, content_type: str, *, shows: str = "") -> StoredFile:
    """The row of bytes that are on the disk already, made where there is none."""
    row, _created = StoredFile.objects.get_or_create(
        sha256=kept.sha256,
        defaults={"size": kept.size, "content_type": content_type, "shows": shows},
    )
    return row
