"""One machine on the local network: SQLite, one web process, one job runner, plain HTTP."""

from __future__ import annotations

import ipaddress
import socket
from contextlib import suppress
from urllib.parse import urlsplit

from config.keys import installation_keys
from config.settings.base import *  # noqa: F403
from config.settings.base import DATA_DIR, PUBLIC_URL, env


def local_names() -> list[str]:
    """Names and addresses under which neighbours on the local network reach this machine."""
    name = socket.gethostname().lower()
    names = {"localhost", "127.0.0.1", "[::1]", name, f"{name}.local"}
    # Connecting a datagram socket sends nothing; it only asks which own address would be used.
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("192.0.2.1", 9))
        names.add(probe.getsockname()[0])
    with suppress(OSError):
        names.update(str(info[4][0]) for info in socket.getaddrinfo(name, None, socket.AF_INET))
    return sorted(names)


def lan_addresses(names: list[str]) -> list[str]:
    """Of these names the addresses that neighbours on a private network can use."""
    found = []
    for name in names:
        with suppress(ValueError):
            address = ipaddress.IPv4Address(name)
            if address.is_private and not (address.is_loopback or address.is_link_local):
                found.append(name)
    return found


SECRET_KEY = env.str("SECRET_KEY", default="")
FIELD_KEY = env.str("FIELD_KEY", default="")
if not (SECRET_KEY and FIELD_KEY):
    SECRET_KEY, FIELD_KEY = installation_keys(DATA_DIR)

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=local_names())
if PUBLIC_URL and (_host := urlsplit(PUBLIC_URL).hostname) not in ALLOWED_HOSTS:
    ALLOWED_HOSTS.append(_host)
LAN_ADDRESSES = lan_addresses(ALLOWED_HOSTS)

# Browsers ignore this header without TLS and complain about it.
SECURE_CROSS_ORIGIN_OPENER_POLICY = None
