"""Communes on the last evening: every village's form is filled and waits for its head.

Each commune carries out a campaign of its own, with the villages' form of Na Rì's plan. What
people typed is laid down in bulk; the roll-up of it is counted by the product's own recount.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse

from accounts.models import User
from assessments.enums import Action, Judgement, Status, ValueState
from assessments.models import Answer, Assessment, AssessmentEvent, Author, IndicatorValue
from assessments.services import recounting
from campaigns.enums import DutyKind
from campaigns.models import Campaign, CampaignYear, Duty, ParticipantGroup
from campaigns.services import years
from core import clock
from core.audit import SYSTEM
from core.request_info import RequestInfoMiddleware
from criteria.enums import CriterionKind, IndicatorKind
from criteria.models import Criterion, Indicator
from units.enums import Role, UnitType
from units.models import Membership, Unit
from units.services.memberships import grant
from units.services.tree import NewUnit, create_units

YEAR = 2026
TODAY = dt.date(YEAR, 11, 25)
LONG_AGO = dt.date(2020, 1, 1)
_BATCH = 2000


@dataclass(frozen=True)
class Commune:
    """A commune with its open year, its officer and the drafts of its villages."""

    year: CampaignYear
    officer: User
    drafts: list[Assessment]


def load() -> None:
    """Tables, the national list of units, the plans that come with the product."""
    from django.core.management import call_command  # noqa: PLC0415 only where it is needed

    call_command("migrate", verbosity=0)
    call_command("load_units", verbosity=0)
    call_command("load_plans", verbosity=0)
    clock.set_business_day(TODAY)


def communes(count: int, villages: int) -> list[Commune]:
    """That many communes of today, each with that many villages whose forms are filled."""
    hosts = Unit.objects.filter(type=UnitType.COMMUNE, valid_to=None).exclude(code="")
    return [commune(host, villages) for host in hosts.order_by("pk")[:count]]


def commune(host: Unit, villages: int) -> Commune:
    """Villages with their heads, an officer, the campaign's open year, and the drafts."""
    places = create_units(
        [
            NewUnit(UnitType.VILLAGE, f"Bản {n}", "thôn", code=f"{host.code}-B{n:03d}", position=n)
            for n in range(villages)
        ],
        host,
        actor=SYSTEM,
    )
    heads = _heads(places)
    leader, officer = (_person(host, role) for role in (Role.LEADER, Role.OFFICER))
    year = years.open_year(years.plan_year(_campaign(host), YEAR), actor=leader)
    drafts = _drafts(year, places, heads)
    recounting.mend(year)
    return Commune(year, officer, drafts)


def _person(host: Unit, role: Role) -> User:
    person = User.objects.create(username=f"{role}.{host.pk}", full_name="Nông Thị Lan")
    grant(person, host, role, from_on=LONG_AGO, actor=SYSTEM)
    return person


def _heads(places: list[Unit]) -> list[User]:
    new = [User(username=f"head.{one.pk}", full_name=f"Hoàng Văn {one.pk}") for one in places]
    heads = User.objects.bulk_create(new)
    Membership.objects.bulk_create(
        Membership(user=head, unit=one, role=Role.HEAD, from_on=LONG_AGO)
        for head, one in zip(heads, places, strict=True)
    )
    return heads


def _campaign(host: Unit) -> Campaign:
    plan = Campaign.objects.get(slug="na-ri-2026")
    owner = Campaign.objects.create(
        slug=f"evening-{host.pk}",
        code=f"E{host.pk}",
        name=f"Xã hội học tập {host}",
        short_name=f"Xã hội học tập {host}",
        launched_by=host,
        document=plan.document,
        first_year=YEAR,
        last_year=YEAR + 4,
    )
    group = next(one for one in plan.groups.all() if UnitType.VILLAGE in one.unit_types)
    own = ParticipantGroup.objects.create(
        campaign=owner,
        position=1,
        source_number=group.source_number,
        heading=group.heading,
        unit_types=group.unit_types,
        criteria_set=group.criteria_set,
        indicator_set=group.indicator_set,
    )
    duty = Duty.objects.create(
        campaign=owner,
        code=f"E{host.pk}-1",
        kind=DutyKind.FORM,
        position=1,
        from_text="Các thôn",
        to_text="Phòng Văn hóa - Xã hội",
        what="Phiếu tự đánh giá năm",
        day=TODAY.day,
        month=TODAY.month,
        is_inclusive=True,
    )
    duty.groups.set([own])
    return owner


def _drafts(year: CampaignYear, places: list[Unit], heads: list[User]) -> list[Assessment]:
    group = year.campaign.groups.get()
    records = Assessment.objects.bulk_create(
        Assessment(campaign_year=year, unit=one, group=group, unit_name=one.display_name)
        for one in places
    )
    AssessmentEvent.objects.bulk_create(
        AssessmentEvent(
            assessment=one, action=Action.BEGIN, to_status=Status.DRAFT, actor=head, at=clock.now()
        )
        for one, head in zip(records, heads, strict=True)
    )
    Author.objects.bulk_create(
        Author(assessment=one, user=head) for one, head in zip(records, heads, strict=True)
    )
    Answer.objects.bulk_create(_answers(group, records), batch_size=_BATCH)
    IndicatorValue.objects.bulk_create(_figures(group, records), batch_size=_BATCH)
    return records


def _answers(group: ParticipantGroup, records: list[Assessment]) -> Iterable[Answer]:
    judged = list(
        Criterion.objects.filter(
            criteria_set_id=group.criteria_set_id, kind=CriterionKind.GRADED
        ).order_by("position")
    )
    for n, record in enumerate(records):
        for at, one in enumerate(judged):
            value = (Judgement.MET, Judgement.PARTLY, Judgement.NOT_MET)[(n + at) % 3]
            yield Answer(assessment=record, criterion=one, self_value=value, version=1)


def _figures(group: ParticipantGroup, records: list[Assessment]) -> Iterable[IndicatorValue]:
    lines = Indicator.objects.filter(criteria_set_id=group.indicator_set_id, is_required=True)
    asked = list(lines.exclude(kind=IndicatorKind.RATIO))
    for n, record in enumerate(records):
        for one in asked:
            row = IndicatorValue(assessment=record, indicator=one, state=ValueState.VALUE)
            if one.kind == IndicatorKind.DATE:
                row.date = TODAY - dt.timedelta(days=n % 20)
            elif one.kind == IndicatorKind.TEXT:
                row.text = f"Họp lần {n}"
            elif one.kind in {IndicatorKind.YES_NO, IndicatorKind.LEVEL}:
                row.number = 1
            else:
                row.number = 10 + n % 7
            yield row


def in_request(act: Callable[[], Any]) -> None:
    """Do it as inside a request of the product: with an id, and what was looked up remembered."""

    def answered(_request: HttpRequest) -> HttpResponse:
        act()
        return HttpResponse()

    RequestInfoMiddleware(answered)(HttpRequest())
