"""Send a form as the page would: with the hidden key that makes it act once."""

from __future__ import annotations

from typing import Any

from django.test import Client

from core.once import FIELD, new_key


def send(client: Client, path: str, /, **fields: Any) -> Any:
    """POST the fields with a new key, unless one is given; returns the response."""
    fields.setdefault(FIELD, new_key())
    return client.post(path, fields)
