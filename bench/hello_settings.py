"""The embedded installation with one more address: the bare page that W2 compares with."""

from config.settings.embedded import *  # noqa: F403

ROOT_URLCONF = "bench.hello_urls"
