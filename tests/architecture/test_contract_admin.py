"""The operator's window opens no way around the services; what it changes is told on the spot."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib import admin
from django.db.models import Model
from django.test import Client, RequestFactory
from django.urls import reverse

from accounts.models import User
from core.models import AuditEvent
from tests.builders import people
from tests.builders.assessments import NaRi, na_ri
from tests.org import Org
from units.access import audit_subject

pytestmark = pytest.mark.django_db
# What only services write: states, caches, results, receipts, the past.
SERVICES_OWN = {
    *("status", "state", "version", "path", "search", "sort_key", "opened_on", "closed_on"),
    *("reviewed_value", "final_value", "self_value", "figures", "figures_hash", "frozen_at"),
    *("received_on", "receipt_code", "moved_last_day", "password", "phone", "session_epoch"),
    *("decision_number", "is_excluded", "hash", "sha256", "content_hash", "code_index"),
}
# A set of criteria is a draft until it is published by its service; its texts are typed here.
MODELS = sorted(admin.site._registry, key=lambda one: one._meta.label_lower)


@pytest.fixture
def root(db: None) -> User:
    """Somebody who passes every permission of Django's own."""
    return User.objects.create_superuser("goc", people.PASSWORD, full_name="Gốc")


@pytest.mark.parametrize("model", MODELS, ids=[one._meta.label_lower for one in MODELS])
def test_no_form_of_the_admin_writes_what_services_own(root: User, model: type[Model]) -> None:
    request = RequestFactory().get("/")
    request.user = root
    own = admin.site._registry[model]
    if not (own.has_add_permission(request) or own.has_change_permission(request)):
        return

    form: Any = own.get_form(request)

    assert set(form.base_fields) & SERVICES_OWN == set()


def test_the_root_user_changes_no_year_by_hand(root: User, org: Org) -> None:
    na = na_ri(org)
    client = Client()
    client.force_login(root)

    answer = client.post(
        reverse("admin:campaigns_campaignyear_change", args=[na.year.pk]), {"state": "closed"}
    )

    na.year.refresh_from_db()
    assert (answer.status_code, na.year.state) == (403, "open")


def duty_changed(root: User, na: NaRi) -> AuditEvent:
    client = Client()
    client.force_login(root)
    path = reverse("admin:campaigns_duty_change", args=[na.village_duty.pk])
    duty = na.village_duty
    answer = client.post(
        path,
        {
            "to_text": duty.to_text,
            "day": "27",
            "month": "11",
            "is_inclusive": "on",
            "opens_day": "1",
            "opens_month": "1",
            "prepare_days_before": "3",
            "note": "Lu\u0303",
        },
    )
    assert answer.status_code == 302, answer.content[:2000]
    return AuditEvent.objects.get(action="steward.changed")


def test_a_stewards_change_stands_in_the_communes_own_trail(root: User, org: Org) -> None:
    """So the commune's auditor reads it, and pages kept by the chain are built anew."""
    na = na_ri(org)

    event = duty_changed(root, na)

    expected = audit_subject("campaigns.duty", na.village_duty.pk, "", org.na_ri)
    na.village_duty.refresh_from_db()
    assert (event.chain, event.unit_id) == (expected.chain, org.na_ri.pk)
    assert event.object_kind == "campaigns.duty"
    assert (na.village_duty.day, na.village_duty.note) == (27, "Lũ")


def test_the_head_sees_at_once_what_the_steward_set(root: User, org: Org) -> None:
    na = na_ri(org)
    pao = Client()
    pao.force_login(org.pao)
    before = pao.get("/").content.decode()

    duty_changed(root, na)

    assert "25/11/2026" in before
    assert "27/11/2026" in pao.get("/").content.decode()


def test_a_stewards_change_of_a_unit_stands_in_its_trail(root: User, org: Org) -> None:
    client = Client()
    client.force_login(root)

    client.post(
        reverse("admin:units_unit_change", args=[org.ban_po.pk]),
        {"position": "1", "place_name": "Bản Pò", "letterhead": "", "symbol": "", "note": ""},
    )

    event = AuditEvent.objects.get(action="steward.changed")
    assert (event.chain, event.unit_id) == (f"commune:{org.na_ri.pk}", org.ban_po.pk)
