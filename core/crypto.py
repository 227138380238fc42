"""Personal numbers at rest: AES-256-GCM with a blind index for looking them up."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import models

_NONCE_BYTES = 12
_PREFIX = "v1:"


def _key(purpose: str) -> bytes:
    """A key of its own for each purpose, all from the installation's one secret."""
    return _derived(settings.FIELD_KEY, purpose)


@lru_cache(maxsize=8)
def _derived(secret: str, purpose: str) -> bytes:
    return hashlib.blake2b(secret.encode(), digest_size=32, person=purpose.encode()[:16]).digest()


@lru_cache(maxsize=4)
def _cipher(key: bytes) -> AESGCM:
    return AESGCM(key)


def encrypt(text: str) -> str:
    """The text sealed for storage; the same text gives another result each time."""
    return sealing()(text)


def sealing() -> Callable[[str], str]:
    """:func:`encrypt` for a long list: the key is looked up once."""
    seal = _cipher(_key("field")).encrypt

    def encrypt_one(text: str) -> str:
        nonce = os.urandom(_NONCE_BYTES)
        sealed = nonce + seal(nonce, text.encode(), None)
        return _PREFIX + binascii.b2a_base64(sealed, newline=False).decode()

    return encrypt_one


def decrypt(stored: str) -> str:
    """The text behind a stored value.

    Raises ``cryptography.exceptions.InvalidTag`` when the value was changed or the key is not
    this installation's.
    """
    raw = base64.b64decode(stored.removeprefix(_PREFIX))
    plain = _cipher(_key("field")).decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], None)
    return plain.decode()


def blind_index(text: str) -> str:
    """A keyed fingerprint: equal texts have equal ones, and nothing can be read back."""
    return indexing()(text)


def indexing() -> Callable[[str], str]:
    """:func:`blind_index` for a long list: the key is looked up once."""
    key, digest = _key("index"), hmac.digest
    return lambda text: digest(key, text.encode(), "sha256").hex()


class EncryptedCharField(models.TextField):  # type: ignore[type-arg]
    """Text that lies encrypted in the database and is plain in Python. Never filter by it."""

    def get_prep_value(self, value: Any) -> Any:
        return encrypt(value) if value else ""

    def from_db_value(self, value: Any, *_rest: object) -> Any:
        return decrypt(value) if value else ""
