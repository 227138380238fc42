"""What browsers ask for by themselves is there, also beside pages that name no icon."""

from __future__ import annotations

from django.test import Client


def test_the_icon_is_found_without_signing_in(client: Client) -> None:
    answer = client.get("/favicon.ico")

    assert answer.status_code == 200
    assert answer.getvalue()[:4] == b"\x00\x00\x01\x00"
