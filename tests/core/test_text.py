"""Vietnamese text: what is stored, found, sorted and shown."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text import (
    capitalise,
    display_name,
    fold,
    nfc,
    one_line,
    person_sort_key,
    sort_key,
    spreadsheet_safe,
    told_apart,
    with_kind,
    without_kind,
)

VIETNAMESE = st.text(
    alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxy"
    "àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
    "AĂÂĐÊÔƠƯÁẠỆ 0123456789'-",
    max_size=30,
)


def decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def test_nfc_composes_and_drops_what_nobody_sees() -> None:
    assert nfc(decomposed("Xã Na Rì")) == "Xã Na Rì"
    assert nfc("\ufeffNa\u200b Rì") == "Na Rì"
    assert nfc("dòng một\ndòng hai") == "dòng một\ndòng hai"


def test_one_line_squeezes_blanks_of_every_kind() -> None:
    assert one_line("  Nông\u00a0Thị \n Hòa ") == "Nông Thị Hòa"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Xã Na Rì", "xa na ri"),
        ("Đặng Thị ĐÀO", "dang thi dao"),
        ("Hòa", "hoa"),
        ("Hoà", "hoa"),
        ("Ea H'Leo", "ea hleo"),
        ("Ea H’Leo", "ea hleo"),
        ("Bà Rịa - Vũng Tàu", "ba ria vung tau"),
        ("02155-T01", "02155 t01"),
        ("  Na \u200b Rì\n", "na ri"),
        ("Buôn Krăi, Ưng Oát", "buon krai ung oat"),
        ("", ""),
    ],
)
def test_fold_gives_the_search_key(text: str, key: str) -> None:
    assert fold(text) == key
    assert fold(decomposed(text)) == key


@given(st.text(max_size=40))
def test_fold_twice_is_fold_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(VIETNAMESE)
def test_fold_of_vietnamese_is_plain_ascii(text: str) -> None:
    assert fold(text).isascii()
    assert fold(text) == fold(decomposed(text)) == fold(text.upper())


# The order that ICU gives these words for "vi"; so it does for all 7,678 names of the country but
# for numbers, which people count.
DICTIONARY = [
    "An",
    "Àn",
    "Ản",
    "Ãn",
    "Án",
    "Ạn",
    "An Bình",
    "Ăn",
    "Ân",
    "Ấn",
    "Ba",
    "Ba Bể",
    "Bà Rịa",
    "Ba Vì",
    "Dương",
    "Đặng",
    "Đông",
    "Em",
    "Êm",
    "Na Hang",
    "Na Rì",
    "Nam",
    "Nga",
    "Nghị",
    "On",
    "Ông",
    "Ơn",
    "Tân",
    "Thanh",
    "Thành",
    "Ung",
    "Ưng",
    "Vân",
    "Xuân",
    "Ý Yên",
]


def test_sort_key_gives_the_order_of_the_dictionary() -> None:
    shuffled = sorted(DICTIONARY, key=lambda word: word[::-1])

    assert shuffled != DICTIONARY
    assert sorted(shuffled, key=sort_key) == DICTIONARY


def test_sort_key_knows_letters_before_tones_across_words() -> None:
    # "Hòa An" before "Hoa Bình": the tone of the first word does not outweigh a later letter.
    assert sort_key("Hòa An") < sort_key("Hoa Bình") < sort_key("Hòa Bình")


def test_sort_key_counts_villages_as_people_do() -> None:
    villages = ["Thôn 10", "Thôn 2", "Thôn 1", "Thôn 2A", "Thôn Đoài"]

    assert sorted(villages, key=sort_key) == [
        "Thôn 1",
        "Thôn 2",
        "Thôn 2A",
        "Thôn 10",
        "Thôn Đoài",
    ]


def test_sort_key_makes_no_difference_of_spelling_alone() -> None:
    assert sort_key("Hòa") == sort_key("Hoà") == sort_key("HÒA") == sort_key(decomposed("hòa"))
    assert sort_key("Hòa") != sort_key("Hóa")


@given(st.text(max_size=40))
def test_sort_key_is_digits_so_that_every_collation_agrees(text: str) -> None:
    assert sort_key(text).isascii()
    assert sort_key(text).isdecimal()


@given(VIETNAMESE, VIETNAMESE)
def test_sort_key_never_parts_what_is_written_alike(one: str, other: str) -> None:
    if one_line(one).casefold() == one_line(other).casefold():
        assert sort_key(one) == sort_key(other)
    if fold(one) != fold(other) and fold(one).isalpha() and fold(other).isalpha():
        assert sort_key(one) != sort_key(other)


def test_people_stand_by_given_name_then_family_name() -> None:
    people = [
        "Bế Văn Bình",
        "Nông Văn An",
        "Hoàng Thị An",
        "Đặng Văn Ân",
        "Hoàng Văn An",
        "Lý Ánh",
        "An",
    ]

    assert sorted(people, key=person_sort_key) == [
        "An",
        "Hoàng Thị An",
        "Hoàng Văn An",
        "Nông Văn An",
        "Lý Ánh",
        "Đặng Văn Ân",
        "Bế Văn Bình",
    ]


@pytest.mark.parametrize(
    ("kind", "name", "in_sentence", "alone"),
    [
        ("xã", "Na Rì", "xã Na Rì", "Xã Na Rì"),
        ("xã", "Xã Na Rì", "xã Na Rì", "Xã Na Rì"),
        ("thôn", "Bản Mới", "thôn Bản Mới", "Thôn Bản Mới"),
        ("bản", "Bản Mới", "bản Mới", "Bản Mới"),
        ("phường", "1", "phường 1", "Phường 1"),
        ("thôn", "Thôn", "thôn Thôn", "Thôn Thôn"),
        ("xã", decomposed("Xã Sơn Hồng"), "xã Sơn Hồng", "Xã Sơn Hồng"),
        ("", "MTTQ xã", "MTTQ xã", "MTTQ xã"),
        ("đặc khu", "Phú Quốc", "đặc khu Phú Quốc", "Đặc khu Phú Quốc"),
    ],
)
def test_kind_word_is_never_doubled(kind: str, name: str, in_sentence: str, alone: str) -> None:
    assert with_kind(kind, name) == in_sentence
    assert display_name(kind, name) == alone


def test_without_kind_takes_only_that_word() -> None:
    assert without_kind("xã", "Xã Xá Nhè") == "Xá Nhè"
    assert without_kind("xã", "Xá Nhè") == "Xá Nhè"


def test_capitalise_leaves_the_rest() -> None:
    assert capitalise("đặc khu Côn Đảo") == "Đặc khu Côn Đảo"
    assert capitalise("") == ""


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+84 912", "'+84 912"),
        ("@an", "'@an"),
        ("-5", "'-5"),
        ("Na Rì", "Na Rì"),
        ("", ""),
    ],
)
def test_spreadsheet_safe_disarms_formulas(text: str, cell: str) -> None:
    assert spreadsheet_safe(text) == cell


ABOVE = ({1: "Xã Cẩm Tân", 2: "Xã Na Rì", 3: "Xã Na Rì", 4: "Xã Na Rì"}, "%s, %s")
YEARS = ({3: "từ 2026"}, "%s (%s)")


def test_only_names_that_are_alike_get_what_sets_them_apart() -> None:
    names = {1: "Thôn Đoài", 2: "Thôn Đoài", 3: "Thôn Đoài", 4: "Thôn Bản Pò"}

    assert told_apart(names, ABOVE, YEARS) == {
        1: "Thôn Đoài, Xã Cẩm Tân",
        2: "Thôn Đoài, Xã Na Rì",
        3: "Thôn Đoài, Xã Na Rì (từ 2026)",
        4: "Thôn Bản Pò",
    }


def test_a_hint_that_sets_nobody_apart_is_left_out() -> None:
    names = {2: "Thôn Đoài 100%", 3: "Thôn Đoài 100%"}

    assert told_apart(names, ABOVE, YEARS) == {
        2: "Thôn Đoài 100%",
        3: "Thôn Đoài 100% (từ 2026)",
    }
