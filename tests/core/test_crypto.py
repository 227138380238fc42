"""Personal numbers at rest."""

from __future__ import annotations

import base64

import pytest
from cryptography.exceptions import InvalidTag
from django.db import connection
from pytest_django import Settings

from accounts.models import User
from core.crypto import blind_index, decrypt, encrypt
from tests.builders.people import user

NUMBER = "019088001234"


@pytest.mark.parametrize("text", [NUMBER, "0912 345 678", "Nà Lạc – thôn 2", "x" * 5000])
def test_what_was_sealed_can_be_read_again(text: str) -> None:
    assert decrypt(encrypt(text)) == text


def test_the_same_number_looks_different_each_time_and_shows_nothing() -> None:
    first, second = encrypt(NUMBER), encrypt(NUMBER)

    assert first != second
    assert NUMBER not in first
    assert NUMBER.encode() not in base64.b64decode(first.removeprefix("v1:"))


def test_a_changed_seal_is_refused() -> None:
    raw = bytearray(base64.b64decode(encrypt(NUMBER).removeprefix("v1:")))
    raw[-1] ^= 1

    with pytest.raises(InvalidTag):
        decrypt("v1:" + base64.b64encode(bytes(raw)).decode())


def test_another_installation_reads_nothing_and_finds_nothing(settings: Settings) -> None:
    sealed, index = encrypt(NUMBER), blind_index(NUMBER)

    settings.FIELD_KEY = "another-key"

    assert blind_index(NUMBER) != index
    with pytest.raises(InvalidTag):
        decrypt(sealed)


def test_the_index_is_equal_for_equal_texts_only() -> None:
    assert blind_index(NUMBER) == blind_index(NUMBER)
    assert blind_index(NUMBER) != blind_index(NUMBER[:-1])


@pytest.mark.django_db
def test_the_phone_number_stands_nowhere_in_the_row_and_is_found_by_any_spelling() -> None:
    pao = user("pao", "Hoàng Văn Páo", phone="0912345678")

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM accounts_user WHERE id = %s", [pao.pk])
        row = " ".join(str(value) for value in cursor.fetchone())
    assert "912345678" not in row
    assert User.objects.get(pk=pao.pk).phone == "0912345678"
    for typed in ("0912345678", "0912 345 678", "+84 912.345.678", "84912345678"):
        assert User.objects.by_sign_in_name(typed) == pao
    assert User.objects.by_sign_in_name("0912345679") is None
