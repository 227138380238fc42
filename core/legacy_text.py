"""Text typed for a TCVN3 (.VnTime) or VNI font, which reads as rubbish in Unicode.

Which font it was is not guessed from single letters: the words are read both ways, and the way
that gives syllables of Vietnamese wins. Nothing is converted in silence: callers show the text
before and after and let a person decide.

Give the text as it came. ``core.text.nfc`` drops the soft hyphen, which is TCVN3's "ư".
Tables: TCVN 5712:1993 (VN3), and VNI's table of combined letters for Windows.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class OldFont(StrEnum):
    """The two families of fonts that state files still come in."""

    TCVN3 = "TCVN3"
    VNI = "VNI"


@dataclass(frozen=True)
class Conversion:
    """What stood there, what it reads as in Unicode, and for which fonts it was typed.

    TCVN3 keeps no capitals with tones: its capital fonts (.VnTimeH) show small letters, so
    that a name may come out as "nguyễn thị lan" and its capitals have to be set by hand.
    """

    before: str
    after: str
    font: OldFont


# Bytes A1–FE of TCVN3, as Windows shows them in a font of Western letters.
_TCVN3: Final = dict(
    zip(
        "¡¢£¤¥¦§¨©ª«¬\u00ad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
        "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        strict=True,
    )
)
_TCVN3_SIGNS: Final = re.compile("[" + "".join(_TCVN3) + "]")

# VNI writes a letter and then a sign for its tone and hat; a few letters are one sign.
_TONES: Final = dict(zip("ùøûõï", "\u0301\u0300\u0309\u0303\u0323", strict=True))
_NO_TONE_FIRST: Final = ("", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323")
_HATS: Final = dict(zip("âáàåãä", _NO_TONE_FIRST, strict=True))
_BREVES: Final = dict(zip("êéèúüë", _NO_TONE_FIRST, strict=True))
_VNI_ALONE: Final = dict(zip("ñôöíìæóòî", "đơưíìỉĩịỵ", strict=True))


def _vni_table() -> dict[str, str]:
    table = dict(_VNI_ALONE)
    for letter in "aeouy":
        table |= {letter + sign: letter + tone for sign, tone in _TONES.items()}
    for letter in "aeo":
        table |= {letter + sign: f"{letter}\u0302{tone}" for sign, tone in _HATS.items()}
    table |= {"a" + sign: f"a\u0306{tone}" for sign, tone in _BREVES.items()}
    for sign, letter in (("ô", "o\u031b"), ("ö", "u\u031b")):
        table |= {sign + mark: letter + tone for mark, tone in _TONES.items()}
    composed = {old: unicodedata.normalize("NFC", new) for old, new in table.items()}
    capitals = {old.upper(): new.upper() for old, new in composed.items()}
    mixed = {old[0].upper() + old[1:]: new.upper() for old, new in composed.items() if old[1:]}
    return composed | mixed | capitals


_VNI: Final = _vni_table()
_VNI_SIGNS: Final = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))

# Letters that only Unicode has: text with one of them was never typed for an old font.
_ONLY_UNICODE: Final = re.compile("[ăĂđĐĩĨũŨơƠưƯ\u1ea0-\u1ef9\u0300\u0301\u0303\u0309\u0323\u031b]")
_WORD: Final = re.compile(r"[^\s0-9.,;:!?()/\"'–-]+")
_SYLLABLE: Final = re.compile(
    r"(?:ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdđghklmnpqrstvx])?"
    r"(?:uyê|uya|uyu|iêu|yêu|uôi|ươi|ươu|oai|oay|oao|oeo|uây|uêu"
    r"|ai|ao|au|ay|âu|ây|eo|êu|ia|iê|yê|iu|oa|oă|oe|oi|oo|ôi|ơi|ua|uâ|uê|ui|uô|uơ|uy|ưa|ưi|ươ|ưu"
    r"|[aăâeêioôơuưy])"
    r"(?:ch|nh|ng|[cmnpt])?"
)
_TONE_MARKS: Final = re.compile("[\u0300\u0301\u0303\u0309\u0323]")


def detect(texts: Iterable[str]) -> OldFont | None:
    """For which old font the texts were typed, or ``None`` when they read well as they are.

    Give a whole column or sheet. One word is enough where it cannot be read as it stands.
    """
    words = [word for text in texts if not text.isascii() for word in _words(text)]
    suspects = [word for word in words if not _is_syllable(word)]
    if not suspects:
        return None
    read = {font: sum(_reads(word, font) for word in suspects) for font in OldFont}
    best = max(OldFont, key=lambda font: read[font])
    # A foreign name or a sign here and there reads as nothing in either table.
    return best if read[best] * 2 > len(suspects) else None


def convert(text: str, font: OldFont) -> str:
    """The text in Unicode. One that has letters only Unicode has comes back as it was."""
    if text.isascii() or _ONLY_UNICODE.search(text):
        return text
    if font is OldFont.TCVN3:
        return _TCVN3_SIGNS.sub(lambda found: _TCVN3[found[0]], text)
    return _VNI_SIGNS.sub(lambda found: _VNI[found[0]], text)


def convert_legacy(text: str) -> Conversion | None:
    """The text before and after, when it was typed for an old font; ``None`` when it was not.

    Blanks, tabs and line breaks stay, so that a pasted block may be given whole.
    """
    font = detect([text])
    if font is None:
        return None
    after = "\n".join(
        "\t".join(convert(cell, font) for cell in line.split("\t")) for line in text.split("\n")
    )
    return Conversion(text, after, font) if after != text else None


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text) if not word.isascii()]


def _is_syllable(word: str) -> bool:
    """Whether the word can be read as Vietnamese: an onset, a rhyme and at most one tone."""
    marked = unicodedata.normalize("NFD", word.lower().replace("\u00ad", "\uffff"))
    bare = unicodedata.normalize("NFC", _TONE_MARKS.sub("", marked))
    return len(_TONE_MARKS.findall(marked)) <= 1 and bool(_SYLLABLE.fullmatch(bare))


def _reads(word: str, font: OldFont) -> bool:
    converted = convert(word, font)
    return converted != word and _is_syllable(converted)
