"""The app of legal documents, numbering and printed papers."""

from __future__ import annotations

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Legal documents, numbering and printed papers."""

    name = "documents"
    verbose_name = "Văn bản"

    def ready(self) -> None:
        from documents import tasks  # noqa: F401, PLC0415 the scheduler finds its work here
