"""Uploads: what Bình photographs or scans is taken, what could harm is refused in a sentence."""

from __future__ import annotations

import io
import unicodedata
import zipfile
import zlib

import pikepdf
import pytest
from docx import Document
from PIL import Image
from pytest_django import Settings
from xlsxwriter import Workbook

from documents.uploads import (
    IMAGES,
    MAX_NAME,
    FileKind,
    UploadRefusedError,
    check_size,
    check_upload,
    safe_name,
)


def image(kind: str, size: tuple[int, int] = (40, 30)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "green").save(out, kind)
    return out.getvalue()


def pdf(*, password: str = "", script: bool = False, attachment: bool = False) -> bytes:
    document = pikepdf.new()
    document.add_blank_page()
    if script:
        document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    if attachment:
        document.attachments["danh-sach.exe"] = b"MZ"
    out = io.BytesIO()
    encryption = pikepdf.Encryption(user=password, owner=password) if password else False
    document.save(out, encryption=encryption)
    return out.getvalue()


def docx() -> bytes:
    out = io.BytesIO()
    Document().save(out)
    return out.getvalue()


def xlsx() -> bytes:
    out = io.BytesIO()
    book = Workbook(out)
    book.add_worksheet().write(0, 0, "Bản Pò")
    book.close()
    return out.getvalue()


def package(**parts: bytes) -> bytes:
    """A ZIP with the parts of an office file; ``__`` stands for ``/`` in their names."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(
                name.replace("__", "/").replace("TYPES", "[Content_Types].xml"), content
            )
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "kept", "media_type"),
    [
        ("Ảnh họp thôn.JPG", image("JPEG"), "Ảnh họp thôn.jpg", "image/jpeg"),
        ("so do.png", image("PNG"), "so do.png", "image/png"),
        ("zalo.webp", image("WEBP"), "zalo.webp", "image/webp"),
        ("Biên bản số 1.pdf", pdf(), "Biên bản số 1.pdf", "application/pdf"),
        ("khong-duoi", pdf(), "khong-duoi.pdf", "application/pdf"),
        ("anh zalo.jpg", image("PNG"), "anh zalo.png", "image/png"),
    ],
)
def test_good_files_are_taken(name: str, content: bytes, kept: str, media_type: str) -> None:
    upload = check_upload(name, content)

    assert (upload.name, upload.content_type, upload.content) == (kept, media_type, content)


def test_word_and_excel_files_are_taken() -> None:
    assert check_upload("Báo cáo.docx", docx()).kind is FileKind.DOCX
    assert check_upload("Danh sách hộ.xlsx", xlsx()).kind is FileKind.XLSX


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("rong.pdf", b"", "Tệp rỗng"),
        ("tro-choi.jpg", b"MZ\x90\x00" * 50, "không thuộc loại được nhận"),
        ("trang.pdf", b"<html><script>alert(1)</script></html>", "không thuộc loại được nhận"),
        ("hinh.svg", b"<svg onload='alert(1)'/>", "không thuộc loại được nhận"),
        ("bao-cao.docx", pdf(), "Tên tệp ghi “.docx” nhưng nội dung là tệp PDF"),
        ("anh.exe", image("JPEG"), "Tên tệp ghi “.exe”"),
        ("bao-cao.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "đời cũ"),
        ("IMG_1.HEIC", b"\0\0\0\x18ftypheic" + b"\0" * 64, "bị hỏng"),
        ("IMG_2.HEIC", b"\0\0\0\x18ftyphevc" + b"\0" * 64, "Tương thích nhất"),
        ("hong.jpg", image("JPEG")[:200], "bị hỏng"),
        ("hong.pdf", b"%PDF-1.7\nxin chao", "bị hỏng"),
        ("khoa.pdf", pdf(password="na-ri"), "mật khẩu"),
        ("ma.pdf", pdf(script=True), "mã lệnh"),
        ("kem.pdf", pdf(attachment=True), "tệp đính kèm"),
        ("nen.zip", package(a=b"1"), "không thuộc loại được nhận"),
        ("la.docx", package(TYPES=b"<Types/>", a=b"1"), "không thuộc loại được nhận"),
    ],
)
def test_bad_files_are_refused_with_a_sentence(name: str, content: bytes, says: str) -> None:
    with pytest.raises(UploadRefusedError) as refusal:
        check_upload(name, content, field="evidence")

    assert says in str(refusal.value)
    assert str(refusal.value).endswith((".", ")"))
    assert refusal.value.field == "evidence"


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ({"TYPES": b"<x/>", "word__document.xml": b"", "word__vbaProject.bin": b"1"}, "macro"),
        ({"TYPES": b"macroEnabled.main+xml", "xl__workbook.xml": b""}, "macro"),
        ({"TYPES": b"<x/>", "word__document.xml": b"\0" * 101 * 2**20}, "quá lớn"),
        ({"TYPES": b"<x/>", "word__document.xml": b"", "..__..__etc__passwd": b""}, "cấu trúc lạ"),
    ],
    ids=["macro file", "macro type", "bomb", "path"],
)
def test_harmful_office_files_are_refused(parts: dict[str, bytes], says: str) -> None:
    with pytest.raises(UploadRefusedError, match=says):
        check_upload("bao-cao.docx", package(**parts))


def test_office_file_with_a_damaged_part_is_refused() -> None:
    content = bytearray(docx())
    name = content.index(b"word/document.xml")
    content[name + 40 : name + 60] = zlib.crc32(b"x").to_bytes(4, "big") * 5

    with pytest.raises(UploadRefusedError, match="bị hỏng"):
        check_upload("bao-cao.docx", bytes(content))


def test_ten_megabytes_are_taken_and_one_byte_more_is_not(settings: Settings) -> None:
    settings.MAX_UPLOAD_BYTES = 10 * 1024 * 1024

    check_size(10 * 1024 * 1024)
    with pytest.raises(UploadRefusedError, match="10,1 MB, vượt mức 10 MB"):
        check_size(10 * 1024 * 1024 + 1)
    with pytest.raises(UploadRefusedError, match="12,5 MB, vượt mức 10 MB"):
        check_upload("to.pdf", b"x" * (25 * 512 * 1024))


def test_picture_with_too_many_points_is_refused_before_it_is_unpacked() -> None:
    header = bytearray(image("PNG"))
    header[16:24] = (60_000).to_bytes(4, "big") * 2
    header[29:33] = zlib.crc32(header[12:29]).to_bytes(4, "big")

    with pytest.raises(UploadRefusedError, match="quá nhiều điểm ảnh"):
        check_upload("to.png", bytes(header))


def test_only_the_allowed_kinds_pass() -> None:
    assert check_upload("a.png", image("PNG"), allowed=IMAGES).kind is FileKind.PNG
    with pytest.raises(UploadRefusedError, match="JPEG, PNG, WEBP"):
        check_upload("a.pdf", pdf(), allowed=IMAGES)


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd", "..\\..\\boot.ini", "/etc/passwd", "C:\\anh.jpg", "a\x00.jpg", "..", " ",
     "anh\u202egpj.exe", "a|b.jpg", "con/../x.jpg"],
)  # fmt: skip
def test_names_that_reach_for_a_folder_are_refused(name: str) -> None:
    with pytest.raises(UploadRefusedError, match="Hãy đổi tên tệp"):
        check_upload(name, image("JPEG"))


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        (unicodedata.normalize("NFD", "Ảnh  thôn Bản Pò.jpg"), "Ảnh thôn Bản Pò.jpg"),
        (".htaccess.jpg", "htaccess.jpg"),
        ("a" * 300 + ".pdf", "a" * (MAX_NAME - 4) + ".pdf"),
        ("bien-ban..pdf", "bien-ban.pdf"),
    ],
)
def test_names_are_composed_and_shortened(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("da-ky.pdf", b"MZ\x90 not a pdf"),
        ("da-ky.jpg", image("JPEG")),
        ("da-ky.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 64),
        ("da-ky.docx", b"PK\x03\x04 broken"),
        ("da-ky.avif", b"\0\0\0\x20ftypavif" + b"\0" * 64),
    ],
)
def test_where_a_signed_pdf_is_asked_for_only_a_pdf_is_named(name: str, content: bytes) -> None:
    with pytest.raises(UploadRefusedError) as refused:
        check_upload(name, content, allowed=frozenset({FileKind.PDF}))

    assert str(refused.value) == ("Nội dung tệp không thuộc loại được nhận. Hãy gửi tệp PDF.")
