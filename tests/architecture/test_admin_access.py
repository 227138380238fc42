"""The operator's window, walked whole: every registered model, for everybody."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from accounts.models import User
from core.policy import Audience, endpoints
from tests.architecture.matrix import Matrix, undone
from tests.builders.world import ANONYMOUS, INACTIVE, PERSONAS
from units.models import Unit

STEWARDS = {"administrator"}
DOORS = ("/quan-tri/login/?next=", "/accounts/sign-in/?next=")
OUTSIDE = sorted(set(PERSONAS) - STEWARDS - {ANONYMOUS, INACTIVE})


def addresses() -> list[str]:
    """Index and app lists; of each model the list, a new row, and the pages of its first row."""
    found = [reverse("admin:index"), reverse("admin:jsi18n"), reverse("admin:autocomplete")]
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        found += [reverse(f"{name}_changelist"), reverse(f"{name}_add")]
        first = model._default_manager.order_by("pk").first()
        pk = 1 if first is None else first.pk
        found += [reverse(f"{name}_{page}", args=[pk]) for page in ("change", "history", "delete")]
    return found


@pytest.mark.parametrize("name", [ANONYMOUS, INACTIVE])
def test_the_street_is_sent_to_sign_in(matrix: Matrix, name: str) -> None:
    client = matrix.client(matrix.world.personas[name])

    for path in addresses():
        for answer in (client.get(path), client.post(path)):
            assert answer.status_code == 302, path
            assert answer["Location"].startswith(DOORS), path
    door = client.get("/quan-tri/login/?next=/quan-tri/")
    assert door["Location"] == "/accounts/sign-in/?next=/quan-tri/"


@pytest.mark.parametrize("name", OUTSIDE)
def test_no_other_role_looks_in(matrix: Matrix, name: str) -> None:
    client = matrix.client(matrix.world.personas[name])

    codes = {(path, client.get(path).status_code) for path in addresses()}

    assert {code for _path, code in codes} == {403}


def test_the_administrator_opens_reference_data_and_reads_nobodys_work(matrix: Matrix) -> None:
    persona = matrix.world.personas["administrator"]
    client = matrix.client(persona)

    for path in addresses():
        for method in (client.get, client.post):
            with undone():
                answer = method(path)
                text = "" if answer.streaming else answer.content.decode()
            assert answer.status_code in {200, 302, 403, 404, 405}, path
            assert matrix.world.leaks(persona, text) == set(), path


def test_a_steward_opens_every_list_and_row(matrix: Matrix) -> None:
    client = Client()
    client.force_login(User.objects.create_superuser("goc", "x", full_name="Người Vận Hành"))

    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        assert client.get(reverse(f"{name}_changelist")).status_code == 200, name
        first = model._default_manager.order_by("pk").first()
        if first is not None:
            page = client.get(reverse(f"{name}_change", args=[first.pk]))
            assert page.status_code == 200, name


def test_admin_addresses_are_declared_for_stewards() -> None:
    found = {one.policy.audience for one in endpoints() if one.policy and "admin:" in one.name}

    assert found == {Audience.STAFF}
    assert Unit in admin.site._registry


def test_every_list_of_the_admin_has_a_vietnamese_name() -> None:
    """Django makes a name of the class where none is given, and that one is English."""
    english = {
        model._meta.label
        for model in admin.site._registry
        if str(model._meta.verbose_name).isascii() and str(model._meta.verbose_name).islower()
    }

    assert english == set()
    assert Group not in admin.site._registry
