"""Files that support a record: checked by content, kept by digest."""

from __future__ import annotations

from django.core.files.uploadedfile import UploadedFile

from documents.services import keep
from documents.uploads import CheckedUpload, check_size, check_upload

__all__ = ["checked", "keep"]


def checked(upload: UploadedFile[bytes], *, field: str = "file") -> CheckedUpload:
    """The upload, once size, name and content passed; read into memory only below the limit.

    Raises ``UploadRefusedError`` with a sentence for the person at the screen.
    """
    check_size(upload.size or 0)
    return check_upload(upload.name or "", upload.read(), field=field)
