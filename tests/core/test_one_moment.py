"""On a demo every record of one act bears the same day: receipt, trail, inbox, report."""

from __future__ import annotations

import datetime as dt

from django.test import Client
from django.utils import timezone

from accounts.models import User
from core import clock
from core.audit import Actor, record
from core.models import AuditEvent
from notices.models import Notice
from notices.services import tell
from tests.org import Org
from units.access import audit_subject

DEMO_DAY = dt.date(2031, 11, 20)


def page(user: User, path: str) -> str:
    client = Client()
    client.force_login(user)
    return client.get(path).content.decode()


def test_the_trail_and_the_inbox_bear_the_business_day(org: Org) -> None:
    clock.set_business_day(DEMO_DAY)
    record("units.renamed", audit_subject("units.unit", 1, "Thôn Bản Pò", org.ban_po),
           actor=Actor(1, "Hoàng Văn Minh"))  # fmt: skip
    tell([org.pao], "Phiếu được trả lại")

    moments = [AuditEvent.objects.latest("pk").at, Notice.objects.get().created_at]

    assert [timezone.localtime(moment).date() for moment in moments] == [DEMO_DAY, DEMO_DAY]
    assert "20/11/2031" in page(org.hanh, f"/units/{org.ban_po.pk}/trail/").split("<main")[1]
    assert "20/11/2031" in page(org.pao, "/notices/").split("<main")[1]


def test_without_a_set_day_the_moments_are_those_of_the_calendar(org: Org) -> None:
    clock.set_business_day(None)
    before = timezone.now()
    tell([org.pao], "Phiếu được trả lại")

    assert before <= Notice.objects.get().created_at <= timezone.now()
