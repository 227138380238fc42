"""The same product, only quicker: cheap hashes, files in a folder that vanishes."""

from __future__ import annotations

import base64
import tempfile
from pathlib import Path

from config.settings.base import *  # noqa: F403
from config.settings.base import DATABASES, REDIS_CACHE, REDIS_URL, STORAGES

# Kept in a name: the folder goes when the process ends.
_scratch = tempfile.TemporaryDirectory(prefix="test-data-")
DATA_DIR = Path(_scratch.name)
MEDIA_ROOT = DATA_DIR / "files"
STATIC_ROOT = DATA_DIR / "staticfiles"
STATIC_ROOT.mkdir()

SECRET_KEY = "only-for-tests-" + "x" * 50
FIELD_KEY = base64.urlsafe_b64encode(b"only-for-tests".ljust(32)).decode()
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]

# A file, not memory: two threads must meet on it as two people do. Nobody cuts the power here.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
    # Not even a test that opens the database on its own may reach the installation's.
    DATABASES["default"]["NAME"] = str(DATA_DIR / "nobody.sqlite3")
    DATABASES["default"]["OPTIONS"]["init_command"] = (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=OFF"
    )
else:
    # Neither is a commit waited for, nor is another process started to count small tables.
    DATABASES["default"]["OPTIONS"]["options"] += (
        " -c synchronous_commit=off -c max_parallel_workers_per_gather=0 -c jit=off"
    )
DATABASES["default"]["CONN_MAX_AGE"] = 0

if REDIS_URL:
    CACHES = {"default": REDIS_CACHE}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MAIL_IS_SET = True
REMINDER_HOUR = 0

# Whatever REDIS_URL says: a task runs where it is called, and its failure is the test's failure.
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
CELERY_BROKER_URL = "memory://"
