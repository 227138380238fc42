"""What may be uploaded: checked by content, not by name, and refused in a sentence.

Size first, then the name, then the bytes: a photo must decode, a PDF must open and carry no
active content, a Word or Excel file must be one inside, without macros and of a sane size unpacked.
A photo that passes loses what the phone wrote about it, and HEIC becomes JPEG.
"""

from __future__ import annotations

import io
import lzma
import re
import struct
import warnings
import zipfile
import zlib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Final

import pikepdf
from django.conf import settings
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from core.errors import DomainError
from core.text import one_line
from documents import photos

MAX_PIXELS: Final = 60_000_000
MAX_UNPACKED: Final = 100 * 1024 * 1024
MAX_ENTRIES: Final = 5_000
MAX_NAME: Final = 120


class FileKind(StrEnum):
    """The kinds that are taken; the value is the extension a kept name gets."""

    JPEG = "jpg"
    PNG = "png"
    WEBP = "webp"
    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"


IMAGES: Final = frozenset({FileKind.JPEG, FileKind.PNG, FileKind.WEBP})
EVIDENCE: Final = frozenset(FileKind)
CONTENT_TYPES: Final = {
    FileKind.JPEG: "image/jpeg",
    FileKind.PNG: "image/png",
    FileKind.WEBP: "image/webp",
    FileKind.PDF: "application/pdf",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class UploadRefusedError(DomainError):
    """The file is not taken; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class CheckedUpload:
    """A file that passed: a safe name with the extension of its content, kind, and bytes."""

    name: str
    kind: FileKind
    content: bytes

    @property
    def content_type(self) -> str:
        """The media type to store and to serve."""
        return CONTENT_TYPES[self.kind]


def check_upload(
    name: str, content: bytes, *, allowed: frozenset[FileKind] = EVIDENCE, field: str = ""
) -> CheckedUpload:
    """The upload with a safe name and its kind by content.

    Raises ``UploadRefusedError`` with a sentence for the person at the screen. ``field`` names the
    input. For a file of unknown size ask :func:`check_size` before reading it into memory.
    """
    try:
        return _checked(name, content, allowed)
    except UploadRefusedError as error:
        error.field = field
        raise


def _checked(name: str, content: bytes, allowed: frozenset[FileKind]) -> CheckedUpload:
    check_size(len(content))
    safe = safe_name(name)
    if photos.is_heic(content):
        content = _jpeg(content)
    kind = _kind(content, allowed)
    if kind not in allowed:
        raise UploadRefusedError(_not_taken(allowed))
    _check_name_agrees(safe, kind)
    _CHECKS[kind](content)
    if kind in IMAGES:
        content = photos.without_notes(content)
    return CheckedUpload(f"{PurePosixPath(safe).stem}.{kind.value}", kind, content)


_TENTH: Final = 1024 * 1024 // 10


def check_size(size: int) -> None:
    """Refuse an empty file and one above ``MAX_UPLOAD_BYTES``."""
    limit: int = settings.MAX_UPLOAD_BYTES
    if size == 0:
        raise UploadRefusedError(_("Tệp rỗng, không có nội dung. Hãy chọn lại tệp."))
    if size > limit:
        raise UploadRefusedError(
            _(
                "Tệp nặng %(size)s MB, vượt mức %(limit)s MB. "
                "Hãy giảm cỡ ảnh hoặc tách tệp rồi gửi lại."
            )
            # A file above the limit never seems to be as large as the limit.
            % {"size": _megabytes(max(size, limit + _TENTH)), "limit": _megabytes(limit)}
        )


def _megabytes(size: int) -> str:
    return f"{size / (1024 * 1024):.1f}".removesuffix(".0").replace(".", ",")


# ---------------------------------------------------------------- names

_FOLDER_SIGNS: Final = re.compile(r'[/\\:\x00-\x1f\x7f<>"|?*\u202a-\u202e\u2066-\u2069]')


def safe_name(name: str) -> str:
    """The name composed and shortened; one that reaches for a folder is refused, not repaired."""
    if _FOLDER_SIGNS.search(name) or name.strip().strip(".") == "":
        raise UploadRefusedError(
            _(
                "Tên tệp “%(name)s” có dấu không dùng được (/, \\, :, …). "
                "Hãy đổi tên tệp, chỉ dùng chữ, số, dấu cách và gạch nối, rồi gửi lại."
            )
            % {"name": _FOLDER_SIGNS.sub("_", name)[:MAX_NAME]}
        )
    path = PurePosixPath(one_line(name).lstrip("."))
    return f"{path.stem[: MAX_NAME - len(path.suffix)].rstrip(' .')}{path.suffix[:10]}"


_FAMILIES: Final = {
    "jpg": "image", "jpeg": "image", "jpe": "image", "jfif": "image", "png": "image",
    "webp": "image", "heic": "image", "heif": "image", "pdf": "pdf", "docx": "docx", "xlsx": "xlsx",
}  # fmt: skip


def _check_name_agrees(name: str, kind: FileKind) -> None:
    """Phones name a PNG ``.jpg``, which is put right; a PDF named ``.docx`` is refused."""
    written = PurePosixPath(name).suffix.lower().removeprefix(".")
    if written and _FAMILIES.get(written) != _FAMILIES[kind.value]:
        raise UploadRefusedError(
            _(
                "Tên tệp ghi “.%(written)s” nhưng nội dung là tệp %(kind)s. "
                "Hãy kiểm tra lại tệp và gửi đúng loại."
            )
            % {"written": written, "kind": kind.name}
        )


# ---------------------------------------------------------------- content

# What a damaged or encrypted package makes the standard library say.
_DAMAGED: Final = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError, RuntimeError, EOFError,
    OSError, ValueError, struct.error,
)  # fmt: skip
_OLD_OFFICE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OFFICE: Final = frozenset({FileKind.DOCX, FileKind.XLSX})
_VIDEO_LIKE: Final = frozenset({b"hevc", b"hevx", b"avif", b"avis"})


def _kind(content: bytes, allowed: frozenset[FileKind]) -> FileKind:
    """The kind by the first bytes; refuses with a hint what people often send by mistake.

    The hint names only what is ``allowed`` in this place.
    """
    if content.startswith(b"\xff\xd8\xff"):
        return FileKind.JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return FileKind.PNG
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return FileKind.WEBP
    if b"%PDF-" in content[:1024]:
        return FileKind.PDF
    if content.startswith(b"PK\x03\x04"):
        return _office_kind(content, allowed)
    raise UploadRefusedError(_hint(content, allowed))


def _hint(content: bytes, allowed: frozenset[FileKind]) -> str:
    if allowed & IMAGES and content[4:8] == b"ftyp" and content[8:12] in _VIDEO_LIKE:
        return _(
            "Ảnh động hoặc dạng ảnh mới của điện thoại, hệ thống chưa đọc được. Hãy vào Cài đặt › "
            "Camera › Định dạng, chọn “Tương thích nhất” rồi chụp lại, hoặc gửi ảnh dạng JPEG."
        )
    if allowed & _OFFICE and content.startswith(_OLD_OFFICE):
        return _(
            "Tệp Word hoặc Excel đời cũ (.doc, .xls). "
            "Hãy mở tệp, chọn “Lưu thành” dạng .docx hoặc .xlsx rồi gửi lại."
        )
    return _not_taken(allowed)


def _not_taken(allowed: frozenset[FileKind]) -> str:
    names = ", ".join(kind.name for kind in FileKind if kind in allowed)
    if len(allowed) == 1:
        return _("Nội dung tệp không thuộc loại được nhận. Hãy gửi tệp %(kind)s.") % {"kind": names}
    return _(
        "Nội dung tệp không thuộc loại được nhận. Hãy gửi tệp thuộc một trong các loại: %(kinds)s."
    ) % {"kinds": names}


def _office_kind(content: bytes, allowed: frozenset[FileKind]) -> FileKind:
    """DOCX or XLSX by the list of parts inside; no macros, no bomb, no path out of the package."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            entries = package.infolist()
            _check_package(entries)
            types = package.read("[Content_Types].xml").lower()
    except (KeyError, *_DAMAGED) as error:
        raise UploadRefusedError(_not_taken(allowed)) from error
    names = {entry.filename.lower() for entry in entries}
    if b"macroenabled" in types or any(name.endswith("vbaproject.bin") for name in names):
        raise UploadRefusedError(
            _("Tệp có chứa macro nên không được nhận. Hãy lưu lại dạng .docx hoặc .xlsx rồi gửi.")
        )
    if "word/document.xml" in names:
        return FileKind.DOCX
    if "xl/workbook.xml" in names:
        return FileKind.XLSX
    raise UploadRefusedError(_not_taken(allowed))


def _check_package(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise UploadRefusedError(
            _("Tệp bung ra quá lớn nên không được nhận. Hãy bỏ bớt ảnh hoặc trang rồi gửi lại.")
        )
    if any(".." in PurePosixPath(entry.filename).parts for entry in entries):
        raise UploadRefusedError(_("Tệp có cấu trúc lạ nên không được nhận. Hãy lưu lại tệp mới."))


def _check_office(content: bytes) -> None:
    """Every part unpacks to what the package says."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        try:
            broken = package.testzip()
        except _DAMAGED as error:
            raise UploadRefusedError(_broken()) from error
    if broken is not None:
        raise UploadRefusedError(_broken())


def _jpeg(content: bytes) -> bytes:
    try:
        return photos.jpeg_of_heic(content, most_pixels=MAX_PIXELS)
    except photos.TooManyPixelsError as error:
        raise UploadRefusedError(_too_many_pixels()) from error
    except ValueError as error:
        raise UploadRefusedError(_broken()) from error


def _check_image(content: bytes) -> None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP")) as image:
                if image.width * image.height > MAX_PIXELS:
                    raise UploadRefusedError(_too_many_pixels())
                image.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise UploadRefusedError(_too_many_pixels()) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise UploadRefusedError(_broken()) from error


def _too_many_pixels() -> str:
    return _("Ảnh có quá nhiều điểm ảnh. Hãy giảm cỡ ảnh rồi gửi lại.")


def _broken() -> str:
    return _("Tệp bị hỏng, không mở được. Hãy mở thử trên máy, lưu lại rồi gửi.")


_ACTIVE: Final = ("/JavaScript", "/JS", "/Launch", "/EmbeddedFile", "/RichMedia", "/XFA")


def _check_pdf(content: bytes) -> None:
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            if not len(pdf.pages):
                raise UploadRefusedError(_broken())
            active = any(_is_active(item) for item in pdf.objects)
    except pikepdf.PasswordError as error:
        raise UploadRefusedError(
            _("Tệp PDF có mật khẩu nên không đọc được. Hãy bỏ mật khẩu rồi gửi lại.")
        ) from error
    except pikepdf.PdfError as error:
        raise UploadRefusedError(_broken()) from error
    if active:
        raise UploadRefusedError(
            _(
                "Tệp PDF có mã lệnh hoặc tệp đính kèm bên trong nên không được nhận. "
                "Hãy in lại thành PDF mới rồi gửi."
            )
        )


def _is_active(item: pikepdf.Object) -> bool:
    """Whether a PDF object, or one written inside it, runs something or carries another file."""
    waiting = [item]
    while waiting:
        one = waiting.pop()
        if isinstance(one, pikepdf.Array):
            waiting += [child for child in one.as_list() if _is_inside(child)]
        elif isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
            if any(key in one for key in ("/JS", "/XFA", "/EF")):
                return True
            if any(str(one.get(key)) in _ACTIVE for key in ("/S", "/Type", "/Subtype")):
                return True
            entries = one.stream_dict if isinstance(one, pikepdf.Stream) else one
            waiting += [child for child in entries.as_dict().values() if _is_inside(child)]
    return False


def _is_inside(child: object) -> bool:
    """Objects of their own come up by themselves; plain values run nothing."""
    return isinstance(child, pikepdf.Object) and not child.is_indirect


_CHECKS: Final = {
    FileKind.JPEG: _check_image,
    FileKind.PNG: _check_image,
    FileKind.WEBP: _check_image,
    FileKind.PDF: _check_pdf,
    FileKind.DOCX: _check_office,
    FileKind.XLSX: _check_office,
}
