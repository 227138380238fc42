"""The catalogue of titles in the operator's window; the register itself is only looked at."""

from __future__ import annotations

from django.test import Client

from accounts.models import User
from recognitions.enums import RecognitionStatus
from recognitions.models import Recognition, Title
from tests.builders import recognitions as register
from tests.org import Org
from tests.trail import changes


def test_length_of_validity_is_entered_once_it_is_known(org: Org, client: Client) -> None:
    family = register.title("FAMILY")
    client.force_login(org.quan)

    answer = client.post(
        f"/quan-tri/recognitions/title/{family.pk}/change/",
        {"valid_months": "12", "basis_note": "Theo văn bản X", "code": "OTHER", "name": "Khác"},
    )

    assert answer.status_code == 302
    family.refresh_from_db()
    assert (family.valid_months, family.code, family.name) == (12, "FAMILY", "Gia đình học tập")
    [(before, after)] = changes("steward.changed")
    assert (before["valid_months"], after["valid_months"]) == (None, 12)


def test_title_of_another_campaign_comes_after_the_others(org: Org, client: Client) -> None:
    register.title("FAMILY")
    client.force_login(org.quan)

    answer = client.post(
        "/quan-tri/recognitions/title/add/",
        {
            "code": "CULTURE",
            "name": "Gia đình văn hóa",
            "holder_types": ["household"],
            "valid_months": "12",
            "basis_note": "Nghị định số 86/2023/NĐ-CP",
        },
    )

    assert answer.status_code == 302, answer.content.decode()
    assert [one.code for one in Title.objects.all()][-1] == "CULTURE"
    culture = Title.objects.get(code="CULTURE")
    assert (culture.holder_types, culture.is_of_learning) == (["household"], False)
    assert "FAMILY" in [one.code for one in Title.objects.of_learning()]
    assert len(changes("steward.added")) == 1


def test_nobody_writes_the_register_here(org: Org, client: Client) -> None:
    row = register.recognised(register.title("COMMUNITY_VILLAGE"), org.ban_po, 2026)
    steward = User.objects.create_superuser("steward", "mat-khau-rat-dai", full_name="Quản Lý")
    client.force_login(steward)
    path = f"/quan-tri/recognitions/recognition/{row.pk}/"

    assert "Thôn Bản Pò" in client.get("/quan-tri/recognitions/recognition/").content.decode()
    assert client.post(f"{path}change/", {"status": "revoked"}).status_code == 403
    assert client.post(f"{path}delete/", {"post": "yes"}).status_code == 403

    assert Recognition.objects.get().status == RecognitionStatus.RECOGNISED
