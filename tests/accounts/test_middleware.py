"""Where somebody without a session is sent, so that nothing they did is lost."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.org import Org


def test_a_page_is_asked_for_again_after_signing_in(client: Client, db: None) -> None:
    answer = client.get("/units/?q=na+ri")

    assert answer["Location"] == "/accounts/sign-in/?next=/units/%3Fq%3Dna%2Bri"


@pytest.mark.parametrize(
    ("referer", "back"),
    [
        ("http://testserver/units/people/new/?x=1", "/units/people/new/%3Fx%3D1"),
        ("http://evil.example/units/", "/"),
        ("//evil.example/", "/"),
        ("", "/"),
    ],
)
def test_a_form_sent_too_late_leads_back_to_the_page_with_the_form(
    client: Client, db: None, referer: str, back: str
) -> None:
    answer = client.post("/units/people/3/active/", {"active": "0"}, headers={"referer": referer})

    assert answer["Location"] == f"/accounts/sign-in/?next={back}"


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_fragment_is_refused_instead_of_showing_the_door_inside_a_page(
    org: Org, client: Client, method: str
) -> None:
    path = f"/units/{org.na_ri.pk}/trail/check/"

    answer = getattr(client, method)(path, headers={"hx-request": "true"})

    assert (answer.status_code, answer.content) == (401, b"")
