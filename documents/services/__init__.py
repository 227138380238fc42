"""Keeping files; the life of papers and their numbers."""

from __future__ import annotations

from documents.services.keeping import keep, row_of

__all__ = ["keep", "row_of"]
