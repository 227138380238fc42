"""The app of inbox, outbox, e-mail."""

from __future__ import annotations

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Inbox, outbox, e-mail."""

    name = "notices"
    verbose_name = "Thông báo"

    def ready(self) -> None:
        from notices import tasks  # noqa: F401, PLC0415 the runner finds its work here
