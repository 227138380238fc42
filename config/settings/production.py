"""Several processes behind a TLS proxy: PostgreSQL, Redis, Celery. Every value is demanded."""

from __future__ import annotations

from config.settings.base import *  # noqa: F403
from config.settings.base import REDIS_CACHE, REDIS_URL, env

SECRET_KEY = env.str("SECRET_KEY")
FIELD_KEY = env.str("FIELD_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = env.list(
    "CSRF_TRUSTED_ORIGINS", default=[f"https://{host}" for host in ALLOWED_HOSTS]
)

CACHES = {"default": REDIS_CACHE | {"LOCATION": env.str("REDIS_URL"), "KEY_PREFIX": "cache"}}
CELERY_BROKER_URL = REDIS_URL

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
# The health page is asked from inside, past the proxy.
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=365 * 24 * 60 * 60)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True

# The prefix makes browsers refuse these cookies from another host or over plain HTTP.
SESSION_COOKIE_NAME = "__Host-sessionid"
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrftoken"
CSRF_COOKIE_SECURE = True
