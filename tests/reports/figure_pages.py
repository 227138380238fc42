"""The status page as somebody reads it."""

from __future__ import annotations

from html import unescape

from django.test import Client
from django.urls import reverse

from accounts.models import User
from units.models import Unit


def address(unit: Unit, **query: str) -> str:
    """The page of a unit in 2026."""
    more = "".join(f"&{key}={value}" for key, value in query.items())
    return reverse("reports:place_figures", args=[unit.pk]) + f"?year=2026{more}"


def page(reader: User, unit: Unit, **query: str) -> str:
    """Its text in one line, as this person gets it."""
    client = Client()
    client.force_login(reader)
    return " ".join(unescape(client.get(address(unit, **query)).content.decode()).split())
