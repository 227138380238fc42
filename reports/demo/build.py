"""The whole demo: the country's units, the five plans, their people and their years."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal
from random import Random

from django.core.management import call_command
from django.db import transaction

from accounts.models import User
from assessments.models import Assessment
from campaigns.models import Campaign, CampaignYear, TargetMeasure
from campaigns.services import years
from campaigns.services.targets import set_yearly_targets
from core.audit import SYSTEM
from recognitions.models import Recognition
from reports.demo import names, people
from reports.demo.awards import play_awards
from reports.demo.following import follow, prepare_reminders
from reports.demo.honours import play_honours
from reports.demo.households import enter_households
from reports.demo.places import DEMOS, Demo
from reports.demo.results import score_units, set_rules
from reports.demo.stages import Office, Play, Stage, at, play
from reports.demo.titles import enter_titles
from units.enums import UnitType
from units.models import Unit
from units.services.people import NewHousehold, NewPerson, create_households, join_clan
from units.services.tree import NewUnit, create_units, suffix_code

TODAY = dt.date(2026, 11, 20)
AFTERWARDS = dt.date(2026, 12, 7)


def seed(stage: Stage) -> None:
    """Build the demo up to a stage; an installation that has it already is left as it is."""
    if User.objects.filter(username="nr.lanhdao").exists():
        return
    with transaction.atomic():
        call_command("load_units", verbosity=0)
        call_command("load_plans", verbosity=0)
        call_command("load_awards", stdout=io.StringIO())
        cast = people.Cast()
        root = Unit.objects.get(type=UnitType.COUNTRY)
        province = Unit.objects.get(type=UnitType.PROVINCE, code="19", valid_to=None)
        people.root_people(cast, root, province, dt.date(2024, 1, 1))
        for demo in DEMOS:
            _seed_plan(cast, demo, stage)
    at(AFTERWARDS if stage >= Stage.AWARDING else TODAY)


def _seed_plan(cast: people.Cast, demo: Demo, stage: Stage) -> None:
    campaign = Campaign.objects.select_related("launched_by").get(slug=demo.slug)
    host = campaign.launched_by
    at(dt.date(demo.year, 3, 2))
    units = _create_places(demo, host)
    if demo.households:
        _create_households(demo, units)
    office = people.host_people(cast, demo, host)
    heads = people.local_people(cast, demo, units)
    year = years.plan_year(campaign, demo.year, actor=office["lanhdao"].as_actor)
    opened = years.open_year(year, actor=office["lanhdao"], note="Mở năm thi đua.")
    _wanted(opened, office["lanhdao"])
    acted = Play(
        demo, opened, Office(office["lanhdao"], office["congchuc"], office["congchuc2"], heads)
    )
    set_rules(acted)
    enter_titles(acted, units)
    if demo.households and stage >= Stage.ASSESSING:
        enter_households(acted, units)
        score_units(acted, units)
    reached = Stage.REPORTED if demo.year < TODAY.year else stage
    follow(acted)
    play(acted, reached)
    if demo.slug == "na-ri-2026" and reached >= Stage.AWARDING:
        play_awards(acted, units)
        play_honours(acted, units, office["vanthu"], office["chutich"])
    if reached == Stage.REVIEWING:
        prepare_reminders(acted)


def _create_places(demo: Demo, host: Unit) -> list[Unit]:
    made: list[Unit] = []
    since = dt.date(demo.from_year, 1, 1)
    for unit_type in dict.fromkeys(place.type for place in demo.places):
        places = [place for place in demo.places if place.type == unit_type]
        start = Unit.objects.filter(parent=host, type=unit_type).count()
        made += create_units(
            [
                NewUnit(
                    type=place.type,
                    kind_word=place.kind_word,
                    name=place.name,
                    code=suffix_code(host, place.type, start + number),
                    position=start + number,
                    valid_from=since,
                    extra=(("symbol", place.symbol),),
                )
                for number, place in enumerate(places, start=1)
            ],
            host,
            actor=SYSTEM,
        )
    return made


def _create_households(demo: Demo, units: list[Unit]) -> None:
    rng = Random(f"{demo.slug}:households")  # noqa: S311
    villages = [unit for unit in units if unit.type == UnitType.VILLAGE]
    clans = [unit for unit in units if unit.type == UnitType.CLAN]
    each = demo.households // demo.villages_with_households
    for place, village in enumerate(villages[: demo.villages_with_households]):
        households = create_households(
            village, [_household(rng, demo) for _ in range(each)], actor=SYSTEM
        )
        if place < len(clans):
            join_clan(clans[place], households[: rng.randint(8, 16)], actor=SYSTEM)


def _household(rng: Random, demo: Demo) -> NewHousehold:
    head, is_female = names.person(rng, demo.region)
    members = [NewPerson(head, demo.year - rng.randint(32, 70), is_female)]
    for _ in range(rng.randint(1, 5)):
        name, female = names.person(rng, demo.region)
        members.append(NewPerson(name, demo.year - rng.randint(1, 66), female))
    return NewHousehold(tuple(members))


def _wanted(year: CampaignYear, actor: User) -> None:
    """Yearly targets on the way to the end of the period, this year's and the next."""
    measures = list(TargetMeasure.objects.filter(target__campaign=year.campaign))
    for ahead in (0, 1):
        values: dict[int, Decimal | None] = {
            one.pk: one.goal - 8 + 2 * ahead if one.kind == "percent" else one.goal
            for one in measures
        }
        if values:
            set_yearly_targets(year.campaign, year.year + ahead, values, actor=actor)


def summary() -> list[tuple[str, int]]:
    """What the demo consists of, for the last lines of the command."""
    return [
        ("đơn vị", Unit.objects.count()),
        ("tài khoản", User.objects.count()),
        ("phiếu tự đánh giá", Assessment.objects.count()),
        ("danh hiệu", Recognition.objects.count()),
    ]
