"""In which role an act was done: the role over the unit that it was about, not every role held."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from assessments.services import review
from core import clock, request_info
from core.audit import record
from core.models import AuditEvent
from core.request_info import remembering
from tests.builders import people
from tests.builders.assessments import na_ri, submitted
from tests.imports.acting import undone, written
from tests.imports.files import book, sent
from tests.org import Org
from tests.sending import send
from tests.statements import EVENT
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


# ---------------------------------------------------------------- where no request asked before


def test_a_list_that_a_job_wrote_says_the_role_of_who_confirmed_it(org: Org) -> None:
    people.member(org.minh, org.son_hong, Role.LEADER)
    content = book(("Loại đơn vị", "Từ chỉ loại", "Tên đơn vị"), [("Thôn", "thôn", "Hát Deng")])

    undone(written(sent("units", org.na_ri, content, org.minh), org.minh), org.minh)

    for action in ("units.created", "units.list_written", "imports.committed", "imports.undone"):
        event = AuditEvent.objects.get(action=action, actor_id=org.minh.pk)
        assert event.role == "officer", action


@pytest.mark.parametrize("count", [1, 3, 50])
def test_a_job_asks_for_the_roles_once_however_much_it_writes(
    org: Org, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    subject = audit_subject("tests.paper", 1, "Giấy", org.ban_po)
    record("tests.noted", subject, actor=org.minh.as_actor)

    with request_info.asking_late():
        record("tests.noted", subject, actor=org.minh.as_actor)
        # Each event with its business day; once the day of the roles and the roles.
        with django_assert_num_queries(count * (EVENT + 1) + 2):
            for _number in range(count):
                record("tests.noted", subject, actor=org.pao.as_actor)

    roles = AuditEvent.objects.filter(action="tests.noted").order_by("pk")
    assert list(roles.values_list("role", flat=True)) == ["", "officer"] + ["head"] * count


def test_who_is_gone_or_holds_no_role_stops_no_job(org: Org) -> None:
    subject = audit_subject("tests.paper", 1, "Giấy", org.ban_po)

    with request_info.asking_late():
        for actor in (org.khong.as_actor, replace(org.khong.as_actor, user_id=999_999)):
            assert record("tests.noted", subject, actor=actor).role == ""


@pytest.mark.parametrize("may_everything", [False, True])
def test_the_administrators_role_stands_in_what_the_window_changed(
    org: Org, client: Client, *, may_everything: bool
) -> None:
    """Django lets superusers, and staff with permissions of its own, in without their roles."""
    User.objects.filter(pk=org.quan.pk).update(is_staff=True, is_superuser=may_everything)
    staff = ("accounts", "units")
    org.quan.user_permissions.set(Permission.objects.filter(content_type__app_label__in=staff))
    client.force_login(org.quan)

    client.post(f"/quan-tri/accounts/user/{org.pao.pk}/change/", {"username": "pao2"})

    event = AuditEvent.objects.get(action="steward.changed")
    assert (event.actor_id, event.role) == (org.quan.pk, "administrator")


# ---------------------------------------------------------------- who asked


def test_the_check_of_seals_names_who_asked_for_it(org: Org, client: Client) -> None:
    client.force_login(org.hanh)

    send(client, f"/units/{org.viet_nam.pk}/trail/verify/")

    event = AuditEvent.objects.get(action="job.queued")
    assert (event.actor_id, event.actor_label, event.role) == (
        *(org.hanh.pk, str(org.hanh)),
        "auditor",
    )
    assert line_of(event).after == []


def test_a_year_opened_by_the_leader_was_also_planned_by_her(org: Org, client: Client) -> None:
    campaign = na_ri(org).campaign
    client.force_login(org.lan)

    send(client, f"/campaigns/{campaign.slug}/years/2027/open/")

    acts = AuditEvent.objects.filter(object_label__contains="2027").order_by("pk")
    assert [(one.action, one.actor_id, one.role) for one in acts] == [
        ("campaigns.year_planned", org.lan.pk, "leader"),
        ("campaigns.year_open", org.lan.pk, "leader"),
        ("campaigns.participants_registered", org.lan.pk, "leader"),
    ]
