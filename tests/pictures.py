"""Pictures that pass for photographs."""

from __future__ import annotations

import io

from PIL import Image


def png() -> bytes:
    """A picture of one point."""
    kept = io.BytesIO()
    Image.new("RGB", (1, 1)).save(kept, "PNG")
    return kept.getvalue()
