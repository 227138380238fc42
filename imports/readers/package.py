"""The first look at an uploaded workbook: its name, its first bytes, and the list of its parts.

Nothing is parsed here beyond the zip's own directory; what people send by mistake is told what to
do with it.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import Final

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from documents.uploads import (
    CheckedUpload,
    FileKind,
    UploadRefusedError,
    check_size,
    check_upload,
)

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
# A sheet of text packs to a tenth or a twentieth; a bomb to a thousandth.
MOST_RATIO: Final = 400
_RATIO_COUNTS_FROM: Final = 2 * 1024 * 1024
_HEAD: Final = 64 * 1024
_DOCTYPES: Final = tuple(
    word.encode(code)
    for word in ("<!DOCTYPE", "<!ENTITY", "<!doctype")
    for code in ("utf-8", "utf-16-le", "utf-16-be")
)
_STRANGE: Final = ("xl/externallinks/", "xl/activex/", "xl/embeddings/", "xl/macrosheets/",
                   "customui/")  # fmt: skip


def checked_workbook(upload: UploadedFile[bytes], *, field: str = "file") -> CheckedUpload:
    """The upload once name, size and parts passed.

    Raises ``UploadRefusedError`` with a sentence that says what to do.
    """
    try:
        check_size(upload.size or 0)
        name, content = upload.name or "", upload.read()
        _refuse_other_kinds(name, content)
        checked = check_upload(name, content, allowed=frozenset({FileKind.XLSX}), field=field)
        _refuse_strange_parts(content)
    except UploadRefusedError as error:
        error.field = field
        raise
    return checked


def _refuse_other_kinds(name: str, content: bytes) -> None:
    ending = PurePosixPath(name.lower()).suffix
    if content.startswith(_OLE):
        if _ENCRYPTED in content:
            raise UploadRefusedError(
                _("Tệp có mật khẩu nên không đọc được. Hãy mở tệp, bỏ mật khẩu, lưu lại rồi gửi.")
            )
        raise UploadRefusedError(
            _(
                "Tệp Excel đời cũ (.xls). Hãy mở tệp, chọn “Lưu thành” (Save As) dạng "
                "“Excel Workbook (*.xlsx)” rồi gửi lại."
            )
        )
    if ending == ".ods" or b"opendocument.spreadsheet" in content[:200]:
        raise UploadRefusedError(
            _("Tệp của LibreOffice (.ods). Hãy mở tệp, chọn “Lưu thành” dạng .xlsx rồi gửi lại.")
        )
    if ending in {".csv", ".txt", ".tsv"} or (content and not content.startswith(b"PK")):
        raise UploadRefusedError(
            _(
                "Tệp này không phải là tệp Excel (.xlsx). Hãy mở tệp bằng Excel, chọn “Lưu thành” "
                "dạng .xlsx rồi gửi lại, hoặc tải mẫu ở trang này và dán số liệu vào mẫu."
            )
        )


def _refuse_strange_parts(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        entries = package.infolist()
        names = [entry.filename.lower() for entry in entries]
        if any(name.startswith(_STRANGE) for name in names):
            raise UploadRefusedError(
                _(
                    "Tệp có liên kết tới tệp khác hoặc có đối tượng nhúng nên không được nhận. "
                    "Hãy chép các ô sang một tệp mới (Dán đặc biệt › Giá trị) rồi gửi lại."
                )
            )
        if len(set(names)) != len(names):
            raise UploadRefusedError(_strange())
        unpacked = sum(entry.file_size for entry in entries)
        if unpacked > _RATIO_COUNTS_FROM and unpacked > MOST_RATIO * len(content):
            raise UploadRefusedError(
                _("Tệp bung ra lớn bất thường nên không được nhận. Hãy lưu lại thành tệp mới.")
            )
        if any(_has_doctype(package, entry) for entry in entries):
            raise UploadRefusedError(_strange())


def _has_doctype(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    """Whether the part declares a document type, which no spreadsheet program writes."""
    if not entry.filename.lower().endswith((".xml", ".rels", ".vml")):
        return False
    try:
        with package.open(entry) as part:
            head = part.read(_HEAD)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError) as error:
        raise UploadRefusedError(_strange()) from error
    return any(word in head for word in _DOCTYPES)


def _strange() -> str:
    return _(
        "Tệp có cấu trúc lạ nên không được nhận. Hãy chép các ô sang một tệp Excel mới rồi gửi lại."
    )
