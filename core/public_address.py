"""Under which address other people's devices reach this site, for what is printed on paper."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest

_PORT = re.compile(r":[0-9]+$")


@dataclass(frozen=True)
class PublicAddress:
    """An address to print; ``is_local``: only this machine itself understands it."""

    url: str
    is_local: bool


def public_address(request: HttpRequest, path: str) -> PublicAddress:
    """The address of a page as a phone elsewhere should open it.

    The setting ``PUBLIC_URL`` decides. Without it the host of the request is taken; where that
    is a loopback name, the machine's own address on the local network, if it has exactly one
    and answers to it. What is left is an address that no other device can open.
    """
    if settings.PUBLIC_URL:
        return PublicAddress(f"{settings.PUBLIC_URL}{path}", is_local=False)
    if not is_loopback(request.get_host()):
        return PublicAddress(request.build_absolute_uri(path), is_local=False)
    neighbours = [one for one in settings.LAN_ADDRESSES if one in settings.ALLOWED_HOSTS]
    if len(neighbours) == 1:
        port = _PORT.search(request.get_host())
        host = f"{neighbours[0]}{port[0] if port else ''}"
        return PublicAddress(f"{request.scheme}://{host}{path}", is_local=False)
    return PublicAddress(request.build_absolute_uri(path), is_local=True)


def is_loopback(host: str) -> bool:
    """Whether a host, with or without its port, names the machine that asks."""
    name = _PORT.sub("", host).strip("[]").lower()
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
