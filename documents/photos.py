"""Photos made fit to keep, and told apart from others by what they show.

A phone writes into every photo where it was taken; nobody asked for that, so it goes before the
bytes are kept. What an iPhone calls HEIC becomes JPEG, which every reader opens.
"""

from __future__ import annotations

import io
from typing import Final

from PIL import Image, ImageOps

HEIC_BRANDS: Final = frozenset({b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1"})
_HEIC_QUALITY: Final = 88
_AGAIN_QUALITY: Final = 92
_ORIENTATION: Final = 0x0112
# What an image's info holds that is about the photo rather than in it.
_ABOUT: Final = frozenset({"exif", "xmp", "XML:com.adobe.xmp", "photoshop", "comment", "mp"})
_SIDE: Final = 8
_BITS: Final = 2 * _SIDE * _SIDE
# Re-compressing, shrinking and light editing move a few bits; other photos differ in about half.
_NEAR: Final = 12


class TooManyPixelsError(ValueError):
    """Unpacked, the picture would fill the memory."""


def is_heic(content: bytes) -> bool:
    """Whether the first bytes are those of a photo in HEIC."""
    return content[4:8] == b"ftyp" and content[8:12] in HEIC_BRANDS


def jpeg_of_heic(content: bytes, *, most_pixels: int) -> bytes:
    """The photo as JPEG, upright, without what was written about it.

    Raises ``TooManyPixelsError`` before unpacking more than ``most_pixels``, ``ValueError`` for
    broken bytes.
    """
    import pi_heif  # noqa: PLC0415 heavy, for this act alone

    try:
        opened = pi_heif.open_heif(io.BytesIO(content), convert_hdr_to_8bit=True)
        width, height = opened.size
        if width * height > most_pixels:
            raise TooManyPixelsError
        picture = opened.to_pillow().convert("RGB")
    except (OSError, EOFError, RuntimeError, SyntaxError) as error:
        raise ValueError(str(error)) from error
    return _written(picture, "JPEG", quality=_HEIC_QUALITY)


def without_notes(content: bytes) -> bytes:
    """The same picture without position, device, time and preview; which way is up stays.

    A picture that carries none of these is returned as it came, byte for byte. The picture must
    have been checked before: it is unpacked here.
    """
    with Image.open(io.BytesIO(content)) as picture:
        shape = picture.format or ""
        exif = picture.getexif()
        if not (exif or _ABOUT.intersection(picture.info) or shape == "MPO"):
            return content
        picture.load()
        kept = Image.Exif()
        if _ORIENTATION in exif:
            kept[_ORIENTATION] = exif[_ORIENTATION]
        for about in _ABOUT:
            picture.info.pop(about, None)
        if shape == "JPEG":
            return _written(picture, "JPEG", quality="keep", exif=kept)
        if shape == "PNG":
            return _written(picture, "PNG", exif=kept)
        again = "WEBP" if shape == "WEBP" else "JPEG"
        return _written(picture, again, quality=_AGAIN_QUALITY, exif=kept)


def _written(picture: Image.Image, shape: str, **how: object) -> bytes:
    out = io.BytesIO()
    profile = picture.info.get("icc_profile")
    picture.save(out, shape, icc_profile=profile, **how)
    return out.getvalue()


def fingerprint(content: bytes) -> str:
    """What the picture shows, as 32 hexadecimal digits that survive re-compression and shrinking.

    For each of 64 places: is the next one to the right brighter, and the next one below.
    """
    with Image.open(io.BytesIO(content)) as picture:
        upright = ImageOps.exif_transpose(picture).convert("L")
    across = upright.resize((_SIDE + 1, _SIDE), Image.Resampling.LANCZOS).tobytes()
    down = upright.resize((_SIDE, _SIDE + 1), Image.Resampling.LANCZOS).tobytes()
    bits = 0
    for row in range(_SIDE):
        for column in range(_SIDE):
            here = row * (_SIDE + 1) + column
            bits = bits << 1 | (across[here + 1] > across[here])
    for place in range(_SIDE * _SIDE):
        bits = bits << 1 | (down[place + _SIDE] > down[place])
    return f"{bits:0{_BITS // 4}x}"


def looks_same(one: str, other: str) -> bool:
    """Whether two fingerprints belong to the same picture; an empty one matches nothing."""
    if not one or not other:
        return False
    return (int(one, 16) ^ int(other, 16)).bit_count() <= _NEAR


def is_plain(mark: str) -> bool:
    """Whether the picture has too little in it to be told apart (a blank sheet, a black frame)."""
    return int(mark or "0", 16).bit_count() <= _NEAR
