"""What is the same everywhere. The other modules hold only values that differ."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF

from config.sqlite import journal_mode

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parents[2]
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "data"))).resolve()

DEBUG = False

INSTALLED_APPS = [
    "reports",
    "imports",
    "awards",
    "assessments",
    "campaigns",
    "criteria",
    "recognitions",
    "documents",
    "notices",
    "units",
    "accounts",
    "core",
    "config.apps.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.forms",
    "config.apps.StaticFilesConfig",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_htmx",
]

MIDDLEWARE = [
    "core.request_info.RequestInfoMiddleware",
    "config.middleware.UploadNamesAsSentMiddleware",
    "config.middleware.PageCompressionMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "config.middleware.AdminStyleMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.SignInRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "core.loaders.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "core.context.frame",
            ],
        },
    },
]

# One look for every field, whoever renders it.
FORM_RENDERER = "core.fields.FieldRenderer"
# Functions (request) -> core.context.FramePart: each app's share of menu, switchers and inbox.
FRAME_PROVIDERS = [
    "reports.frame.frame_part",
    "assessments.frame.frame_part",
    "campaigns.frame.frame_part",
    "documents.frame.frame_part",
    "recognitions.frame.frame_part",
    "awards.frame.frame_part",
    "imports.frame.frame_part",
    "units.frame.frame_part",
    "notices.frame.frame_part",
]
UNIT_LINK_PROVIDERS = [
    "assessments.unit_links.unit_links",
    "reports.unit_links.unit_links",
    "campaigns.unit_links.unit_links",
    "units.own_links.unit_links",
]
YEAR_LINK_PROVIDERS = ["reports.year_links.year_links"]
CLOSED_YEAR_PROVIDERS = ["campaigns.selectors.closed_years.closed_over"]
YEAR_EVENT_PROVIDERS = [
    "campaigns.selectors.year_events.own_events",
    "assessments.selectors.after_closing.own_events",
    "imports.selectors.year_events.own_events",
    "awards.selectors.year_events.own_events",
]
PRODUCT_VERSION = "0.1.0"

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# ---------------------------------------------------------------- data

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"


def database() -> dict[str, Any]:
    """The database of DATABASE_URL, or the SQLite file in DATA_DIR, tuned for its engine.

    SQLite: every transaction takes the write lock at once (no deadlock half-way) and waits for
    its turn; ``synchronous=FULL``, because NORMAL loses acknowledged rows in a power cut.

    PostgreSQL: of a row with all that hangs on it, the order of a dozen joins is taken as it is
    written. Trying the orders took twenty times as long as fetching the row.
    """
    if env.str("DATABASE_URL", default=""):
        config: dict[str, Any] = env.db_url("DATABASE_URL")
    else:
        config = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(DATA_DIR / "db.sqlite3")}
    config["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=600)
    if config["ENGINE"].endswith("sqlite3"):
        pragmas = [f"PRAGMA journal_mode={journal_mode()}", "PRAGMA synchronous=FULL"]
        config["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": ";".join(pragmas),
        }
    else:
        config["CONN_HEALTH_CHECKS"] = True
        given = config.setdefault("OPTIONS", {})
        given["options"] = f"{given.get('options', '')} -c join_collapse_limit=4".strip()
    return config


DATABASES = {"default": database()}

REDIS_URL = env.str("REDIS_URL", default="")
CACHES: dict[str, dict[str, Any]] = {
    # Sessions and kept pages of a commune's people; the default of 300 entries drops them early.
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 5000},
    }
}
# What stands in its place where Redis is there.
REDIS_CACHE: dict[str, Any] = {
    "BACKEND": "django.core.cache.backends.redis.RedisCache",
    "LOCATION": REDIS_URL,
    "OPTIONS": {"pool_class": "core.redis_pool.SharedPool"},
}

# Uploaded and produced files; never below a public address, always behind a view.
MEDIA_ROOT = DATA_DIR / "files"
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

# Where people outside this machine reach the site, for letters on paper: "https://thidua.xa.vn".
PUBLIC_URL = env.str("PUBLIC_URL", default="").rstrip("/")
# The machine's own addresses on the local network, where it is known to answer there.
LAN_ADDRESSES: list[str] = []

# A folder of certificates (*.pem) of the authorities whose signatures count as trusted.
SIGNATURE_ROOTS = env.str("SIGNATURE_ROOTS", default="")
# E-mail by EMAIL_URL ("smtp+tls://user:password@host:587"). Without a server mail goes to the log,
# reminders stay in the inboxes of the product, and the outbox says so.
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
MAIL_IS_SET = EMAIL_CONFIG["EMAIL_BACKEND"].rpartition(".")[0].endswith((".smtp", ".filebased"))
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="webmaster@localhost")
MAIL_DOMAIN = DEFAULT_FROM_EMAIL.rpartition("@")[2]
# From which hour of the day reminders are prepared.
REMINDER_HOUR = env.int("REMINDER_HOUR", default=7)
# Per kind of mailing: which of its waiting messages are no longer needed.
OUTBOX_CHECKS = {"reminder": "assessments.services.reminding.needless"}

MAX_UPLOAD_BYTES = 10 * 1024 * 1024
# Django counts the form's fields here, without files.
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DATA_UPLOAD_MAX_NUMBER_FILES = 20

# ---------------------------------------------------------------- people and sessions

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "units.backends.AdministratorBackend",
]
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = LOGIN_URL

PASSWORD_HASHERS = [
    "accounts.hashers.Argon2idHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "full_name", "search", "email")},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# ---------------------------------------------------------------- what browsers may do

ADMIN_PATH = "/quan-tri/"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}

# ---------------------------------------------------------------- language

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True
FORMAT_MODULE_PATH = ["config.formats"]
# Ids and years appear in templates too; figures are formatted where they are made.
USE_THOUSAND_SEPARATOR = False

# ---------------------------------------------------------------- static files


def package_folder(name: str) -> Path:
    """The folder of an installed package that is only files, found without importing it."""
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        message = f"Thiếu gói {name}; hãy chạy bin/setup."
        raise ModuleNotFoundError(message)
    return Path(next(iter(spec.submodule_search_locations)))


STATIC_URL = "/static/"
# Addresses that browsers ask for by themselves.
WHITENOISE_ROOT = BASE_DIR / "static" / "root"
# Only our own pages use these files.
WHITENOISE_ALLOW_ALL_ORIGINS = False
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(BASE_DIR / "staticfiles")))
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("bootstrap", package_folder("bootstrap")),
    (
        "prose",
        package_folder("django_prose_editor") / "static" / "django_prose_editor",
    ),
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "config.static_files.ManifestStorage"},
}
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (
    *("jpg", "jpeg", "png", "gif", "webp", "zip", "gz", "br", "woff", "woff2"),
    "map",
)

# ---------------------------------------------------------------- background work
# The job rows are the truth; a message carries only a row's id, so nothing is lost with the broker.

# How long a worker may be silent before another one takes its job over.
JOB_LEASE_SECONDS = env.int("JOB_LEASE_SECONDS", default=60)

# How much less than the web server the embedded runner gets of a busy processor.
JOB_NICENESS = env.int("JOB_NICENESS", default=10)

CELERY_BROKER_URL = REDIS_URL or None
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_timeout": 30, "socket_connect_timeout": 5}
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
# A message is given up before its job is worked, and none is fetched ahead: the lease and the tick
# bring a job back, and a worker that holds messages falls over when it loses Redis (decision 5).
CELERY_TASK_ACKS_LATE = False
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_DISABLE_PREFETCH = True
CELERY_TASK_SOFT_TIME_LIMIT = 25 * 60
CELERY_TASK_TIME_LIMIT = 30 * 60
# WeasyPrint does not give memory back.
CELERY_WORKER_MAX_TASKS_PER_CHILD = 20
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE = {"tick": {"task": "core.tick", "schedule": 60.0}}

# ---------------------------------------------------------------- log

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        "django": {"handlers": ["console"], "level": "INFO", "propagate": False},
        # Reading a PDF's fonts is nobody's news.
        "fontTools": {"level": "ERROR"},
        "weasyprint": {"level": "ERROR"},
        "pikepdf": {"level": "WARNING"},
    },
}
