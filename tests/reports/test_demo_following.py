"""What the office of a demo follows is made through the services, on any campaign."""

from __future__ import annotations

import datetime as dt

import pytest

from campaigns.models import Finding, Inspection, TaskProgress
from core import clock
from notices.models import Mailing
from reports.demo.following import follow, prepare_reminders
from reports.demo.places import DEMOS
from reports.demo.stages import Office, Play
from tests.builders import campaigns as plans
from tests.builders.assessments import na_ri
from tests.org import Org


@pytest.mark.parametrize("tasks", [0, 5])
def test_tasks_inspections_and_a_mailing_that_waits(org: Org, tasks: int) -> None:
    na = na_ri(org)
    for place in range(tasks):
        plans.task(na.campaign, f"NR-{place}", "Tuyên truyền")
    heads = {org.ban_po.pk: org.pao, org.na_lac.pk: org.sam}
    played = Play(DEMOS[0], na.year, Office(org.lan, org.minh, org.hoa, heads))

    follow(played)
    clock.set_business_day(dt.date(2026, 11, 20))
    prepare_reminders(played)

    assert TaskProgress.objects.count() == tasks
    assert Inspection.objects.count() == 2
    assert [one.resolved_on is not None for one in Finding.objects.order_by("pk")] == [True, False]
    assert Mailing.objects.get().messages.count() == 8
    assert na.year.decisions.count() == 0 or na.year.decisions.get().item.startswith("day-")
