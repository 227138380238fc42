"""A criterion or figure in a few words, where its whole text has no room."""

from __future__ import annotations

from django.utils.text import Truncator

SHORT = 70


def in_words(code: str, text: str) -> str:
    """Number and the beginning of the text: NR-1.4-a Có trên 60% hộ gia đình….

    A figure has no number of its own that people know: with an empty ``code`` the text alone.
    """
    short = Truncator(" ".join(text.split()).rstrip(" .;:")).chars(SHORT, truncate="…")
    return f"{code} {short}" if code else short
