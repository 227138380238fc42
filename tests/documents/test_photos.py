"""Bình's photos lose where they were taken, open everywhere, and are known again when re-sent."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from documents import photos
from documents.uploads import FileKind, UploadRefusedError, check_upload

FIXTURES = Path(__file__).parent / "fixtures"
GPS = 0x8825
ORIENTATION = 0x0112


def scene(seed: int = 0, size: tuple[int, int] = (640, 480)) -> Image.Image:
    """A drawn place: hills, a house and a sun somewhere else for every seed."""
    picture = Image.new("RGB", size, (190, 215, 235))
    draw = ImageDraw.Draw(picture)
    for step in range(12):
        left = (step * 97 + seed * 211) % size[0]
        top = (step * 61 + seed * 137) % size[1]
        shade = (step * 53 + seed * 71) % 200
        draw.rectangle((left, top, left + 120, top + 90), fill=(shade, 220 - shade, shade // 2))
    return picture


def saved(
    picture: Image.Image, kind: str = "JPEG", *, rotated: bool = False, **how: object
) -> bytes:
    """The picture as a phone saves it: with device, position and which way is up."""
    exif = Image.Exif()
    exif[0x010F] = "Samsung"
    place = exif.get_ifd(GPS)
    place[1], place[2] = "N", (22.0, 9.0, 30.0)
    place[3], place[4] = "E", (106.0, 5.0, 10.0)
    if rotated:
        exif[ORIENTATION] = 6
    out = io.BytesIO()
    picture.save(out, kind, exif=exif, **how)
    return out.getvalue()


def opened(content: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(content))
    picture.load()
    return picture


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_where_a_photo_was_taken_is_not_kept(kind: str) -> None:
    sent = saved(scene(), kind)
    assert opened(sent).getexif().get_ifd(GPS)

    kept = check_upload(f"anh.{kind.lower()}", sent)

    assert dict(opened(kept.content).getexif()) == {}
    assert b"Samsung" not in kept.content
    assert opened(kept.content).size == (640, 480)


def test_a_photo_stays_upright() -> None:
    sent = saved(scene(), rotated=True)

    kept = check_upload("anh.jpg", sent).content

    assert dict(opened(kept).getexif()) == {ORIENTATION: 6}
    assert photos.looks_same(photos.fingerprint(kept), photos.fingerprint(sent))


def test_a_photo_without_notes_is_kept_byte_for_byte() -> None:
    out = io.BytesIO()
    scene().save(out, "JPEG")

    assert check_upload("anh.jpg", out.getvalue()).content == out.getvalue()


def test_a_second_picture_hidden_behind_the_first_is_not_kept() -> None:
    out = io.BytesIO()
    scene().save(out, "MPO", save_all=True, append_images=[scene(3)], exif=b"")

    kept = check_upload("anh.jpg", out.getvalue())

    assert opened(kept.content).format == "JPEG"
    assert kept.content.count(b"\xff\xd8\xff") == 1


def test_an_iphones_photo_becomes_a_jpeg_without_its_place() -> None:
    sent = (FIXTURES / "nha-van-hoa.heic").read_bytes()

    kept = check_upload("IMG_0042.HEIC", sent)

    assert (kept.name, kept.kind) == ("IMG_0042.jpg", FileKind.JPEG)
    picture = opened(kept.content)
    assert (picture.format, picture.size, dict(picture.getexif())) == ("JPEG", (160, 120), {})
    red, green, blue = picture.convert("RGB").getpixel((45, 85))  # type: ignore[misc]
    assert red > green > blue  # the brown wall of the house


def test_an_iphones_photo_named_jpg_is_read_by_its_content() -> None:
    sent = (FIXTURES / "nha-van-hoa.heic").read_bytes()

    assert check_upload("anh.jpg", sent).kind == FileKind.JPEG


@pytest.mark.parametrize("cut", [40, 400, 1200])
def test_a_broken_iphone_photo_is_refused(cut: int) -> None:
    sent = (FIXTURES / "nha-van-hoa.heic").read_bytes()[:cut]

    with pytest.raises(UploadRefusedError, match="bị hỏng"):
        check_upload("anh.heic", sent)


def test_an_iphone_photo_with_too_many_points_is_refused_before_it_is_unpacked() -> None:
    sent = (FIXTURES / "nha-van-hoa.heic").read_bytes()

    with pytest.raises(photos.TooManyPixelsError):
        photos.jpeg_of_heic(sent, most_pixels=160 * 120 - 1)


@pytest.mark.parametrize(
    "again",
    [
        lambda picture: saved(picture, quality=35),
        lambda picture: saved(picture.resize((320, 240)), quality=60),
        lambda picture: saved(picture, "PNG"),
        lambda picture: saved(picture.resize((1600, 1200)), "WEBP", quality=70),
    ],
    ids=["worse", "smaller", "png", "larger"],
)
def test_the_same_picture_is_known_again(again: object) -> None:
    first = photos.fingerprint(saved(scene(1)))

    assert photos.looks_same(first, photos.fingerprint(again(scene(1))))  # type: ignore[operator]


def test_other_pictures_are_not_taken_for_it() -> None:
    marks = [photos.fingerprint(saved(scene(seed))) for seed in range(25)]

    same = [
        (one, other)
        for one in range(25)
        for other in range(one)
        if photos.looks_same(marks[one], marks[other])
    ]

    assert same == []


def test_a_blank_sheet_says_nothing() -> None:
    blank = photos.fingerprint(saved(Image.new("RGB", (400, 300), "white")))

    assert photos.is_plain(blank)
    assert not photos.is_plain(photos.fingerprint(saved(scene())))
    assert not photos.looks_same("", blank)
