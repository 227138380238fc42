"""Minh enters what the commune wants of each measure this year."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from campaigns.enums import MeasureKind, TaskState, YearState
from campaigns.models import (
    Campaign,
    CampaignYear,
    PlanTask,
    ResponsibleBody,
    TargetMeasure,
    TaskProgress,
    YearlyTarget,
)
from campaigns.services.targets import set_yearly_targets
from core import clock
from core.errors import DomainError
from core.models import AuditEvent
from criteria.enums import IndicatorKind
from criteria.models import Indicator
from tests.builders import campaigns as plans
from tests.org import Org
from tests.sending import send
from tests.trail import changes
from units.enums import UnitType

PATH = "/campaigns/son-hong-2026/years/2026/targets/"


@pytest.fixture(autouse=True)
def _the_day(db: None, settings: Settings) -> None:
    settings.FRAME_PROVIDERS = []
    clock.set_business_day(dt.date(2026, 11, 20))


@pytest.fixture
def campaign(org: Org) -> Campaign:
    """Sơn Hồng's plan, the one with figures."""
    return plans.campaign(org.son_hong, "son-hong-2026")


@pytest.fixture
def percent(campaign: Campaign) -> TargetMeasure:
    return plans.target(campaign, "SH-1.2-a", 70, "Người lao động có năng lực thông tin")


@pytest.fixture
def level(campaign: Campaign) -> TargetMeasure:
    return plans.target(campaign, "SH-1.1-a", 3, "PCGD tiểu học", kind=MeasureKind.LEVEL)


@pytest.fixture
def yes_no(campaign: Campaign) -> TargetMeasure:
    return plans.target(campaign, "SH-1.4-b", 1, "Xã học tập", kind=MeasureKind.YES_NO)


def stored(campaign: Campaign, year: int = 2026) -> dict[str, Decimal]:
    rows = YearlyTarget.objects.filter(measure__target__campaign=campaign, year=year)
    return {row.measure.code: row.value for row in rows.select_related("measure")}


def test_figures_are_typed_as_they_are_written_here(
    org: Org,
    campaign: Campaign,
    percent: TargetMeasure,
    level: TargetMeasure,
    yes_no: TargetMeasure,
    client: Client,
) -> None:
    client.force_login(org.chi)

    answer = send(
        client,
        PATH,
        **{
            f"measure_{percent.pk}": "62,5",
            f"measure_{level.pk}": "3",
            f"measure_{yes_no.pk}": "0",
        },
    )

    assert answer.url == "/campaigns/son-hong-2026/targets/?year=2026"
    assert stored(campaign) == {
        "SH-1.2-a": Decimal("62.5"),
        "SH-1.1-a": Decimal(3),
        "SH-1.4-b": Decimal(0),
    }
    shown = client.get(PATH).content.decode()
    assert 'value="62,5"' in shown
    assert "SH-1.2-a, đích đến năm 2030: 70%" in shown


def test_what_cannot_be_understood_stays_in_its_field(
    org: Org, campaign: Campaign, percent: TargetMeasure, level: TargetMeasure, client: Client
) -> None:
    client.force_login(org.chi)

    shown = send(
        client, PATH, **{f"measure_{percent.pk}": "sáu mươi", f"measure_{level.pk}": "2"}
    ).content.decode()

    assert 'value="sáu mươi"' in shown
    assert "“sáu mươi” không phải là số" in shown
    assert 'value="2"' in shown
    assert stored(campaign) == {}


@pytest.mark.parametrize(
    ("kind", "typed", "reason"),
    [
        (MeasureKind.PERCENT, "100,1", "từ 0 đến 100"),
        (MeasureKind.PERCENT, "-1", "từ 0 đến 100"),
        (MeasureKind.LEVEL, "2,5", "số nguyên"),
        (MeasureKind.LEVEL, "0", "số nguyên"),
        (MeasureKind.LEVEL, "101", "từ 1 đến 9"),
    ],
)
def test_value_that_cannot_be_is_refused_beside_its_field(
    org: Org, campaign: Campaign, client: Client, kind: MeasureKind, typed: str, reason: str
) -> None:
    measure = plans.target(campaign, "SH-X", 70, kind=kind)
    client.force_login(org.chi)

    shown = send(client, PATH, **{f"measure_{measure.pk}": typed}).content.decode()

    assert reason in shown
    assert f'id="id_measure_{measure.pk}_error"' in shown
    assert f'value="{typed}"' in shown
    assert stored(campaign) == {}


@pytest.mark.parametrize(
    ("line", "typed", "reason"),
    [
        ("primary_level", "9", "chỉ có các mức độ từ 1 đến 3"),
        ("primary_level", "4", "chỉ có các mức độ từ 1 đến 3"),
        ("literacy_level", "3", "chỉ có các mức độ từ 1 đến 2"),
    ],
)
def test_a_level_that_the_form_does_not_know_is_refused_beside_its_field(
    org: Org, campaign: Campaign, client: Client, line: str, typed: str, reason: str
) -> None:
    """The sheet of Sơn Hồng asks for one of few levels; no result could ever reach a higher one."""
    sheet = plans.criteria_set("bieu-xa-co-quan")
    for code, highest in (("primary_level", 3), ("literacy_level", 2)):
        levels = [{"value": one, "label": f"Mức độ {one}"} for one in range(1, highest + 1)]
        Indicator.objects.create(
            criteria_set=sheet, code=code, position=1, kind=IndicatorKind.LEVEL, options=levels
        )
    plans.group(campaign, "1.1", "Đối với xã", [UnitType.COMMUNE], indicator_set=sheet)
    measure = plans.target(
        campaign, "SH-1.1-a", 2, "Phổ cập", kind=MeasureKind.LEVEL, indicator=line
    )
    client.force_login(org.chi)

    shown = send(client, PATH, **{f"measure_{measure.pk}": typed}).content.decode()

    assert reason in shown
    assert f'id="id_measure_{measure.pk}_error"' in shown
    assert f'value="{typed}"' in shown
    assert stored(campaign) == {}
    assert send(client, PATH, **{f"measure_{measure.pk}": "2"}).status_code == 302
    assert stored(campaign) == {"SH-1.1-a": Decimal(2)}


def test_history_of_a_value_stands_in_the_audit(
    org: Org, campaign: Campaign, percent: TargetMeasure, level: TargetMeasure
) -> None:
    for value in (Decimal(60), Decimal(60), Decimal(65), None):
        set_yearly_targets(campaign, 2026, {percent.pk: value, level.pk: Decimal(2)}, actor=org.chi)

    done = changes("campaigns.yearly_targets_set")
    assert [(before["values"], after["values"]) for before, after in done] == [
        ({"SH-1.2-a": None, "SH-1.1-a": None}, {"SH-1.2-a": "60", "SH-1.1-a": "2"}),
        ({"SH-1.2-a": "60.00"}, {"SH-1.2-a": "65"}),
        ({"SH-1.2-a": "65.00"}, {"SH-1.2-a": None}),
    ]
    actors = AuditEvent.objects.filter(action="campaigns.yearly_targets_set")
    assert {event.actor_label for event in actors} == {"Trần Thị Chi"}
    assert stored(campaign) == {"SH-1.1-a": Decimal(2)}


def test_years_of_the_plan_only(org: Org, campaign: Campaign, percent: TargetMeasure) -> None:
    with pytest.raises(DomainError, match="từ 2026 đến 2030"):
        set_yearly_targets(campaign, 2031, {percent.pk: Decimal(1)}, actor=org.chi)


def test_measures_of_another_campaign_are_not_touched(org: Org, campaign: Campaign) -> None:
    other = plans.target(plans.campaign(org.na_ri), "NR-X", 70)

    assert set_yearly_targets(campaign, 2026, {other.pk: Decimal(1)}, actor=org.chi) == 0
    assert YearlyTarget.objects.count() == 0


def test_only_the_office_of_the_commune_enters(
    org: Org, campaign: Campaign, percent: TargetMeasure, client: Client
) -> None:
    answers = {}
    for name in ("chi", "bao", "minh", "hanh", "khong"):
        client.force_login(getattr(org, name))
        answers[name] = send(client, PATH, **{f"measure_{percent.pk}": "60"}).status_code
    with pytest.raises(PermissionDenied):
        set_yearly_targets(campaign, 2026, {percent.pk: Decimal(1)}, actor=org.bao)

    assert answers == {"chi": 302, "bao": 403, "minh": 404, "hanh": 403, "khong": 403}


def test_form_sent_twice_acts_once(
    org: Org, campaign: Campaign, percent: TargetMeasure, client: Client
) -> None:
    client.force_login(org.chi)
    fields = {f"measure_{percent.pk}": "60", "idempotency_key": "a" * 32}

    assert send(client, PATH, **fields).status_code == 302
    YearlyTarget.objects.update(value=65)
    assert send(client, PATH, **fields).status_code == 302

    assert stored(campaign) == {"SH-1.2-a": Decimal(65)}


@pytest.mark.parametrize("number", [1, 3, 50])
def test_entry_page_costs_the_same_at_any_size(
    org: Org,
    campaign: Campaign,
    client: Client,
    number: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for one in range(number):
        measure = plans.target(campaign, f"T-{one}", 70)
        YearlyTarget.objects.create(measure=measure, year=2026, value=one)
    client.force_login(org.chi)

    # user, memberships, business day; campaign, years, measures with targets, values
    with django_assert_num_queries(3 + 4):
        assert client.get(PATH).status_code == 200


def _task_of(campaign: Campaign) -> tuple[PlanTask, CampaignYear]:
    """A task of Sơn Hồng's plan and its open year."""
    return plans.task(campaign, "SH-2.1-a", "Quán triệt văn bản"), plans.year(campaign)


TASKS = "/campaigns/son-hong-2026/years/2026/tasks/"


def test_task_is_followed_with_who_how_far_and_by_when(
    org: Org, campaign: Campaign, client: Client
) -> None:
    task, year = _task_of(campaign)
    body = ResponsibleBody.objects.create(campaign=campaign, position=1, name="Phòng VH-XH")
    path = f"{TASKS}{task.pk}/"
    client.force_login(org.chi)

    answer = send(
        client, path, state="ongoing", body=body.pk, note="Đã họp 2/4 đơn vị", due_on="30/11/2026"
    )

    assert answer.url == f"{TASKS}#SH-2.1-a"
    row = TaskProgress.objects.get(task=task, campaign_year=year)
    task.refresh_from_db()
    assert (row.state, row.note, row.due_on, task.body, row.changed_by) == (
        TaskState.ONGOING,
        "Đã họp 2/4 đơn vị",
        dt.date(2026, 11, 30),
        body,
        org.chi,
    )
    [(before, after)] = changes("campaigns.task_followed")
    assert (before["state"], after["state"]) == ("not_started", "ongoing")


def test_task_refuses_an_unknown_state_and_a_foreign_body(
    org: Org, campaign: Campaign, client: Client
) -> None:
    task, _year = _task_of(campaign)
    foreign = ResponsibleBody.objects.create(
        campaign=plans.campaign(org.na_ri), position=1, name="Phòng Kinh tế"
    )
    path = f"{TASKS}{task.pk}/"
    client.force_login(org.chi)

    assert send(client, path, state="paused").status_code == 200
    assert send(client, path, state="done", body=foreign.pk).status_code == 200

    assert not TaskProgress.objects.exists()


def test_task_is_followed_by_the_office_and_the_responsible_body(
    org: Org, campaign: Campaign, client: Client
) -> None:
    """Bảo heads Kim Sơn: once the task is Kim Sơn's, he says how far it is, not by when."""
    task, _year = _task_of(campaign)
    path = f"{TASKS}{task.pk}/"
    answers = {}
    for name in ("chi", "bao", "minh", "hanh"):
        client.force_login(getattr(org, name))
        answers[name] = client.get(path).status_code
    assert answers == {"chi": 200, "bao": 403, "minh": 404, "hanh": 403}

    body = ResponsibleBody.objects.create(
        campaign=campaign, position=1, name="Thôn Kim Sơn", unit=org.kim_son
    )
    PlanTask.objects.filter(pk=task.pk).update(body=body)
    client.force_login(org.bao)
    send(client, path, state="done", note="Xong.", due_on="01/01/2026")

    row = TaskProgress.objects.get()
    assert (row.state, row.due_on) == (TaskState.DONE, None)


def test_a_closed_year_wants_a_reason_for_a_task_and_a_target(
    org: Org, campaign: Campaign, client: Client
) -> None:
    task, year = _task_of(campaign)
    measure = plans.target(campaign, "SH-1.2-b", 70)
    CampaignYear.objects.filter(pk=year.pk).update(state=YearState.CLOSED)
    client.force_login(org.chi)
    targets = "/campaigns/son-hong-2026/years/2026/targets/"
    wanted = {f"measure_{measure.pk}": "60"}

    assert send(client, f"{TASKS}{task.pk}/", state="done").status_code == 200
    assert send(client, targets, **wanted).status_code == 200
    assert not TaskProgress.objects.exists()
    assert not YearlyTarget.objects.exists()
    send(client, f"{TASKS}{task.pk}/", state="done", reason="Báo cáo bổ sung.")
    send(client, targets, **wanted, reason="Tỉnh giao lại.")

    reasons = dict(
        AuditEvent.objects.filter(action__startswith="campaigns.").values_list("action", "reason")
    )
    assert reasons["campaigns.task_followed"] == "Báo cáo bổ sung."
    assert reasons["campaigns.yearly_targets_set"] == "Tỉnh giao lại."
