"""The project: settings, addresses, and the processes that serve them."""

from config.sqlite import use_bundled_sqlite

# Before anything imports Django's SQLite backend.
use_bundled_sqlite()

from config.celery import app as celery_app  # noqa: E402

__all__ = ["celery_app"]
