"""In which role an act was done: the role over the unit that it was about, not every role held."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from accounts.models import User
from assessments.services import review
from core import clock
from core.models import AuditEvent
from core.request_info import remembering
from tests.builders import people
from tests.builders.assessments import na_ri, submitted
from tests.org import Org
from tests.sending import send
from units.access import access_of, audit_subject
from units.audit_words import line_of
from units.enums import Role


@pytest.fixture(autouse=True)
def _business_day(db: None) -> None:
    clock.set_business_day(dt.date(2026, 11, 20))


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def renamed(org: Org, person: User) -> AuditEvent:
    send(
        signed_in(person), f"/units/{org.ban_po.pk}/rename/",
        kind_word="thôn", name="Pò", on="01/07/2026", legal_basis="Nghị quyết 12",
    )  # fmt: skip
    return AuditEvent.objects.get(action="units.renamed")


def test_a_role_held_elsewhere_stands_in_no_event_of_this_commune(org: Org) -> None:
    people.member(org.minh, org.son_hong, Role.LEADER)
    people.member(org.minh, org.na_lac, Role.VIEWER)
    org.minh.refresh_from_db()

    event = renamed(org, org.minh)

    assert event.role == "officer"
    assert line_of(event).roles == str(Role.OFFICER.label)


def test_every_role_over_the_unit_stands_in_the_event(org: Org) -> None:
    people.member(org.minh, org.thai_nguyen, Role.VIEWER)
    org.minh.refresh_from_db()

    assert renamed(org, org.minh).role == "officer, viewer"


def test_a_step_of_a_form_and_a_change_of_a_unit_say_the_same(org: Org) -> None:
    na = na_ri(org)
    people.member(org.minh, org.son_hong, Role.LEADER)
    record = submitted(na, org.ban_po, org.pao)

    with remembering():
        review.start(record, actor=org.minh, version=record.version)

    assert AuditEvent.objects.get(action="assessments.start-review").role == "officer"


def test_an_act_about_no_unit_says_every_role_held(org: Org) -> None:
    """A holiday belongs to nobody's place, so nothing tells the roles apart."""
    people.member(org.quan, org.na_lac, Role.VIEWER)

    with remembering():
        access = access_of(org.quan)
        of_root = access.roles_over(audit_subject("units.unit", 1, "", org.viet_nam).unit_path)

    assert (access.roles_over(""), of_root) == ("administrator, viewer", "administrator")
