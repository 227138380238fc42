"""Personal numbers at rest: AES-256-GCM with a blind index for looking them up."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
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
    nonce = os.urandom(_NONCE_BYTES)
    sealed = _cipher(_key("field")).encrypt(nonce, text.encode(), None)
    return _PREFIX + base64.b64encode(nonce + sealed).decode()


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
    return hmac.digest(_key("index"), text.encode(), "sha256").hex()


class EncryptedCharField(models.TextField):  # type: ignore[type-arg]
    """Text that lies encrypted in the database and is plain in Python. Never filter by it."""

    def get_prep_value(self, value: Any) -> Any:
        return encrypt(value) if value else ""

    def from_db_value(self, value: Any, *_rest: object) -> Any:
        return decrypt(value) if value else ""
