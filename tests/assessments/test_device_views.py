"""What a telephone asks for at the root: its worker, its manifest, who is signed in."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from django.urls import reverse

from tests.org import Org

pytestmark = pytest.mark.django_db


def test_the_worker_may_reach_every_page_and_is_never_held_back(client: Client) -> None:
    answer = client.get("/sw.js")

    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Service-Worker-Allowed"] == "/"
    assert "no-store" in answer["Cache-Control"]
    assert "script-src 'self'" in answer["Content-Security-Policy"]
    assert answer.content.decode().startswith("const VERSION = ")


def test_the_app_can_be_installed(client: Client) -> None:
    answer = client.get("/manifest.webmanifest")

    found = json.loads(answer.content)
    assert answer["Content-Type"] == "application/manifest+json"
    assert (found["display"], found["start_url"], found["lang"]) == ("standalone", "/", "vi")
    assert {icon["sizes"] for icon in found["icons"]} >= {"192x192", "512x512"}
    assert {icon["purpose"] for icon in found["icons"]} == {"any", "maskable"}


def test_who_is_signed_in_is_told_with_a_token_and_nobody_keeps_the_answer(
    org: Org, client: Client
) -> None:
    nobody = client.get(reverse("device:session"))
    client.force_login(org.pao)
    pao = client.get(reverse("device:session"))

    assert nobody.json()["user"] == ""
    assert pao.json()["user"] == str(org.pao.pk)
    assert pao.json()["token"]
    assert "no-store" in pao["Cache-Control"]


def test_the_page_for_no_network_names_nobody(org: Org, client: Client) -> None:
    client.force_login(org.pao)

    page = client.get(reverse("device:offline")).content.decode()

    assert "Chưa có mạng" in page
    assert org.pao.full_name not in page
