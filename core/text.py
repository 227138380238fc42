"""Vietnamese text: one stored form, search without diacritics, alphabetical order, display.

Every function is pure. What two engines must agree on (search keys, order) is computed here and
stored as plain ASCII, so that no collation of either engine has a say in it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from functools import lru_cache
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)

# Control signs, which PostgreSQL and Word files refuse; zero-width blanks and joiners, soft
# hyphen, byte-order mark: left behind by Word and Zalo.
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\u200b-\u200f\u2060\ufeff]")
_APOSTROPHES = "'’‘ʼ`´"
_GRAVE, _HOOK, _TILDE, _ACUTE, _DOT = "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"
# ngang, huyền, hỏi, ngã, sắc, nặng: the order of the dictionaries and of CLDR's "vi".
_TONES = {_GRAVE: "2", _HOOK: "3", _TILDE: "4", _ACUTE: "5", _DOT: "6"}
_NO_TONE, _OTHER_MARK = "1", "7"
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_SPACE, _PUNCTUATION, _END = "10", "11", "00"
_NUMBER_OR_SIGN = re.compile(r"[0-9]+|.")
_LETTER_CODES = {letter: str(30 + number) for number, letter in enumerate(_ALPHABET)}


def nfc(text: str) -> str:
    """The one form in which text is stored: composed, without invisible signs, line breaks kept.

    Text pasted from macOS or a phone often comes decomposed and looks the same.
    """
    composed = unicodedata.normalize("NFC", text)
    # Every invisible sign is one that is not printed; nearly all text has none.
    return composed if composed.isprintable() else _INVISIBLE.sub("", composed)


def one_line(text: str) -> str:
    """As :func:`nfc`, without outer blanks, inner blanks and line breaks single blanks: names."""
    return " ".join(nfc(text).split())


def fold(text: str) -> str:
    """The search key: lower case, no marks, ``đ`` as ``d``, single blanks, nothing but words.

    "Hòa", "Hoà", "HOA" and their decomposed spellings give "hoa"; "Ea H'Leo" gives "ea hleo",
    "Bà Rịa - Vũng Tàu" gives "ba ria vung tau". Folding twice changes nothing.
    """
    return " ".join(filter(None, map(_folded_word, nfc(text).split())))


@lru_cache(maxsize=16_384)
def _folded_word(word: str) -> str:
    return " ".join("".join(_folded(char) for char in _without_marks(word)).split())


def _without_marks(text: str) -> str:
    # Case folding can bring marks back (İ), and NFKD can bring capitals back (℡): go round once.
    bare = unicodedata.normalize("NFKD", text).casefold()
    return unicodedata.normalize("NFKD", bare).casefold()


def _folded(char: str) -> str:
    if char == "đ":
        return "d"
    if char in _APOSTROPHES or unicodedata.combining(char):
        return ""
    return char if char.isalnum() else " "


def sort_key(text: str) -> str:
    """A key whose plain order is the Vietnamese alphabetical order.

    Letters first (a ă â b c d đ e ê … o ô ơ … u ư …), a blank before every letter; only where all
    letters are equal do the tones decide, word by word: ngang huyền hỏi ngã sắc nặng. Capitals
    and the place of the tone mark ("Hòa", "Hoà") make no difference; "Thôn 2" stands before
    "Thôn 10". The key holds digits only, two for a letter and one for a tone: every collation of
    every engine orders those alike.
    """
    return _sort_key(nfc(text))


def _sort_key(text: str) -> str:
    codes = list(map(_word_codes, text.casefold().split()))
    letters = _SPACE.join([letters for letters, _tones in codes])
    return letters + _END + "".join([tones for _letters, tones in codes])


@lru_cache(maxsize=8192)
def _word_codes(word: str) -> tuple[str, str]:
    """The codes of a word's letters and numbers, and of its tone (or of its marks, in order)."""
    codes: list[str] = []
    marks: list[str] = []
    for part in _NUMBER_OR_SIGN.findall(word):
        if part.isascii() and part.isdecimal():
            codes.append(_number_code(part))
            continue
        letter, part_marks = _letter_and_marks(part)
        codes.append(_letter_code(letter) if letter else "")
        marks += [_TONES.get(mark, _OTHER_MARK) for mark in part_marks]
    return "".join(codes), "".join(marks) or _NO_TONE


def _number_code(digits: str) -> str:
    """A number by its size: how many digits it has (20–29, below every letter), then they."""
    digits = digits.lstrip("0")[:9]
    return f"{20 + len(digits)}{digits}"


def _letter_and_marks(char: str) -> tuple[str, list[str]]:
    """Part a character from its marks; breve, circumflex and horn stay where they make a letter."""
    if unicodedata.combining(char):
        return "", [char]
    base, *marks = list(unicodedata.normalize("NFD", char))
    for mark in marks:
        letter = unicodedata.normalize("NFC", base + mark)
        if letter in _LETTER_CODES:
            return letter, [other for other in marks if other != mark]
    return base, marks


def _letter_code(letter: str) -> str:
    if letter in _LETTER_CODES:
        return _LETTER_CODES[letter]
    return f"99{ord(letter):07}" if letter.isalnum() else _PUNCTUATION


def person_sort_key(full_name: str) -> str:
    """The order of people in a list: given name (the last word), then family name, then the rest.

    "Hoàng Thị An" stands before "Nông Văn An", both before "Bế Văn Bình".
    """
    *before, given = nfc(full_name).split() or [""]
    family, middle = before[0] if before else "", " ".join(before[1:])
    # "0" is below every tone: a given name's key ends before the next part begins.
    return f"{_name_key(given)}0{_name_key(family)}0{_name_key(middle)}"


@lru_cache(maxsize=8192)
def _name_key(part: str) -> str:
    return sort_key(part)


def name_keys(full_name: str) -> tuple[str, str, str]:
    """:func:`one_line`, :func:`fold` and :func:`sort_key` of a name at once, for long lists."""
    words = nfc(full_name).split()
    line = " ".join(words)
    return line, " ".join(filter(None, map(_folded_word, words))), _sort_key(line)


def capitalise(text: str) -> str:
    """The same text with a capital first letter; the rest as it was ("bản Mới" → "Bản Mới")."""
    text = one_line(text)
    return text[:1].upper() + text[1:]


def without_kind(kind: str, name: str) -> str:
    """The name without its leading kind word: ("xã", "Xã Na Rì") → "Na Rì".

    Only this very kind word goes: the name of "thôn Bản Mới" keeps its "Bản". A name that is
    nothing but the kind word stays.
    """
    return _without_kind(one_line(kind), one_line(name))


def _without_kind(kind: str, name: str) -> str:
    start = f"{kind} ".casefold()
    return name[len(start) :] if kind and name.casefold().startswith(start) else name


def with_kind(kind: str, name: str) -> str:
    """Kind word and name in a sentence, the kind never doubled: "xã", "Xã Na Rì" → "xã Na Rì"."""
    kind = one_line(kind)
    return f"{kind} {_without_kind(kind, one_line(name))}".strip()


def display_name(kind: str, name: str) -> str:
    """Kind word and name standing alone: ("xã", "Na Rì") → "Xã Na Rì"; no kind: the name alone."""
    text = with_kind(kind, name)
    return text[:1].upper() + text[1:]


def listed(names: Iterable[str]) -> str:
    """Names one after the other; a comma stands within a name: "Xã Cẩm Tân, Tỉnh Thanh Hóa"."""
    return "; ".join(names)


def told_apart(names: Mapping[Key, str], *hints: tuple[Mapping[Key, str], str]) -> dict[Key, str]:
    """Names of which no two are alike, as far as the hints reach.

    A hint is what may be added to each name and how it is written, ``"%s, %s"``; it is added to
    names that are alike where it sets at least two of them apart, the earlier hints first.
    """
    found = dict(names)
    for words, written in hints:
        alike: dict[str, list[Key]] = defaultdict(list)
        for key, name in found.items():
            alike[name].append(key)
        for name, keys in alike.items():
            if len({words.get(key, "") for key in keys}) > 1:
                for key in keys:
                    if words.get(key):
                        found[key] = written % (name, words[key])
    return found


def spreadsheet_safe(text: str) -> str:
    """Text for a cell of a CSV file, in which a spreadsheet would run "=…" as a formula."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text
