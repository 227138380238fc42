"""The operator's window: who looks in, what may be mended, and that it is written down."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.test import Client

from accounts.models import User
from core.models import AuditEvent
from tests.org import Org
from units.models import Membership, Unit


@pytest.fixture
def steward(db: None) -> User:
    """A superuser."""
    return User.objects.create_superuser("goc", "x", full_name="Người Vận Hành")


@pytest.mark.parametrize("name", ["lan", "tuyet", "hanh", "pao", "khong"])
def test_no_other_role_looks_in(org: Org, client: Client, name: str) -> None:
    client.force_login(getattr(org, name))

    assert client.get("/quan-tri/", follow=True).status_code == 403


def test_the_administrator_looks_in(org: Org, client: Client) -> None:
    client.force_login(org.quan)

    for path in ("", "units/unit/", f"units/unit/{org.na_ri.pk}/change/", "units/membership/"):
        assert client.get(f"/quan-tri/{path}").status_code == 200
    assert client.get(f"/quan-tri/accounts/user/{org.pao.pk}/change/").status_code == 200


def test_the_window_has_no_sign_in_of_its_own(org: Org, client: Client) -> None:
    answer = client.get("/quan-tri/units/unit/", follow=True)

    assert answer.redirect_chain[-1][0] == "/accounts/sign-in/?next=/quan-tri/units/unit/"
    sent = client.post("/quan-tri/login/", {"username": "quan", "password": "cam-on-thay-co-2026"})
    assert sent["Location"].startswith("/accounts/sign-in/")
    assert "_auth_user_id" not in client.session
    client.force_login(org.quan)
    assert client.get("/quan-tri/password_change/")["Location"] == "/accounts/password/"


def test_what_a_service_writes_is_only_shown(org: Org, client: Client, steward: User) -> None:
    client.force_login(steward)
    path = f"/quan-tri/units/unit/{org.na_ri.pk}/change/"
    page = client.get(path).content.decode()
    for field in ("name", "code", "parent", "path", "valid_to", "type"):
        assert f'name="{field}"' not in page

    client.post(
        path,
        {"name": "Tự sửa", "parent": "", "path": "x", "position": "7", "place_name": "Yến Lạc",
         "letterhead": "", "symbol": "UBND", "note": ""},
    )  # fmt: skip

    unit = Unit.objects.get(pk=org.na_ri.pk)
    assert (unit.name, unit.parent, unit.path) == ("Na Rì", org.thai_nguyen, org.na_ri.path)
    assert (unit.position, unit.place_name, unit.symbol) == (7, "Yến Lạc", "UBND")
    event = AuditEvent.objects.latest("id")
    assert (event.action, event.actor_label) == ("steward.changed", "Người Vận Hành")
    assert event.before == {"position": 0, "place_name": "Na Rì", "symbol": ""}
    assert event.after == {"position": 7, "place_name": "Yến Lạc", "symbol": "UBND"}


def test_units_users_and_roles_are_neither_added_nor_deleted_here(
    org: Org, client: Client, steward: User
) -> None:
    client.force_login(steward)
    row = Membership.objects.get(user=org.pao)

    for model in ("units/unit", "units/membership", "units/unitchange", "accounts/user"):
        assert client.get(f"/quan-tri/{model}/add/").status_code == 403
    for path in (
        f"units/unit/{org.ban_po.pk}",
        f"units/membership/{row.pk}",
        f"accounts/user/{org.pao.pk}",
    ):
        assert client.post(f"/quan-tri/{path}/delete/", {"post": "yes"}).status_code == 403
    assert Membership.objects.filter(pk=row.pk).exists()


def test_the_administrator_cannot_make_a_superuser(org: Org, client: Client, steward: User) -> None:
    path = f"/quan-tri/accounts/user/{org.quan.pk}/change/"
    client.force_login(org.quan)
    client.post(path, {"is_superuser": "on", "is_staff": "on", "username": "quan2"})
    quan = User.objects.get(pk=org.quan.pk)
    assert (quan.is_superuser, quan.is_staff, quan.username) == (False, False, "quan")

    client.force_login(steward)
    client.post(path, {"is_superuser": "on", "is_staff": "on", "username": "quan2"})
    quan = User.objects.get(pk=org.quan.pk)
    assert (quan.is_superuser, quan.is_staff, quan.username) == (True, True, "quan")
    assert AuditEvent.objects.latest("id").action == "steward.changed"


def test_the_administrator_reads_nobodys_work_here(org: Org, client: Client) -> None:
    """Whatever is registered of the upper apps, by this role alone only reference data opens."""
    client.force_login(org.quan)
    reference = {"accounts", "core", "criteria", "documents", "units"}

    opened = {
        model._meta.label_lower
        for model in admin.site._registry
        if client.get(f"/quan-tri/{model._meta.app_label}/{model._meta.model_name}/").status_code
        == 200
    }

    assert {"units.unit", "accounts.user"} <= opened
    assert {label for label in opened if label.partition(".")[0] not in reference} <= {
        "recognitions.title"
    }


def test_units_are_found_without_diacritics_here_too(org: Org, client: Client) -> None:
    client.force_login(org.quan)

    assert "Thôn Nà Lạc" in client.get("/quan-tri/units/unit/?q=na+lac").content.decode()
    assert "Thôn Bản Pò" in client.get("/quan-tri/units/membership/?q=pao").content.decode()
