"""Inside a bench installation: a commune with registered households, and their results timed.

``python -m bench.results_worker prepare N`` builds it, ``… run ROUNDS`` prints seconds as JSON.
"""

from __future__ import annotations

import datetime as dt
import json
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

import django

YEAR = 2026
VILLAGES = 24


def prepare(households: int) -> dict[str, int]:
    """Na Rì's plan, 24 villages, the households of each registered and answered, three years."""
    from django.core.management import call_command  # noqa: PLC0415 needs the apps

    call_command("migrate", verbosity=0)
    call_command("load_units", verbosity=0)
    call_command("load_plans", verbosity=0)
    from accounts.models import User  # noqa: PLC0415
    from campaigns.models import Campaign  # noqa: PLC0415
    from core import clock  # noqa: PLC0415
    from core.audit import SYSTEM  # noqa: PLC0415
    from units.enums import Role, UnitType  # noqa: PLC0415
    from units.services.memberships import grant  # noqa: PLC0415
    from units.services.tree import NewUnit, create_units  # noqa: PLC0415

    clock.set_business_day(dt.date(YEAR, 11, 20))
    host = Campaign.objects.get(slug="na-ri-2026").launched_by
    villages = create_units(
        [
            NewUnit(UnitType.VILLAGE, f"Bản {n}", "thôn", code=f"02155-B{n:02d}", position=n)
            for n in range(VILLAGES)
        ],
        host,
        actor=SYSTEM,
    )
    families = []
    for village in villages:
        new = [
            NewUnit(UnitType.HOUSEHOLD, f"Nguyễn Văn {n}", "hộ", position=n)
            for n in range(households // VILLAGES + 1)
        ]
        families += create_units(new, village, actor=SYSTEM)
    families = families[:households]
    leader = User.objects.create_user("lan", "hoc-tap-suot-doi", full_name="Nông Thị Lan")
    grant(leader, host, Role.LEADER, from_on=dt.date(2020, 1, 1), actor=SYSTEM)
    _results(leader, families)
    _titles(families)
    return {"households": len(families)}


def _results(leader: Any, families: list[Any]) -> None:
    from assessments.models import CompactResult  # noqa: PLC0415
    from campaigns.models import Campaign  # noqa: PLC0415
    from campaigns.services import years  # noqa: PLC0415
    from campaigns.services.participation import group_of  # noqa: PLC0415
    from campaigns.services.pass_rules import set_local_rule  # noqa: PLC0415
    from criteria.services.rules import RuleRow  # noqa: PLC0415

    campaign = Campaign.objects.select_related("launched_by").get(slug="na-ri-2026")
    year = years.open_year(years.plan_year(campaign, YEAR), actor=leader)
    group = group_of(campaign.groups.all(), families[0])
    if group is None or group.criteria_set is None:
        message = "the plan has no group of households"
        raise RuntimeError(message)
    row = RuleRow(label="Đạt", needs_all=True, valid_from=dt.date(YEAR, 1, 1))
    set_local_rule(campaign, group, row, actor=leader)
    codes = list(group.criteria_set.criteria.filter(kind="graded").values_list("code", flat=True))
    answers = ("met", "met", "met", "partly", "not_applicable")
    CompactResult.objects.bulk_create(
        CompactResult(
            campaign_year=year,
            unit=one,
            place_id=one.parent_id,
            group=group,
            is_registered=True,
            is_assessed=True,
            result=("achieved", "achieved", "not_achieved", "")[n % 4],
            values={code: answers[(n + at) % 5] for at, code in enumerate(codes)},
            entered_by=leader,
        )
        for n, one in enumerate(families)
    )


def _titles(families: list[Any]) -> None:
    from recognitions.enums import RecognitionStatus  # noqa: PLC0415
    from recognitions.models import Recognition, Title  # noqa: PLC0415

    title = Title.objects.get(code="FAMILY")
    Recognition.objects.bulk_create(
        Recognition(
            title=title,
            holder=one,
            holder_name=one.display_name,
            year=year,
            status=RecognitionStatus.RECOGNISED,
            decision_number=f"1/QĐ-UBND-{year}",
            decided_on=dt.date(year, 12, 1),
            valid_from=dt.date(year, 12, 1),
        )
        for year in (YEAR - 3, YEAR - 2, YEAR - 1)
        for n, one in enumerate(families)
        if (n + year) % 7
    )


def seconds(act: Callable[[], Any]) -> float:
    """How long the act takes by the wall."""
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def run(rounds: int) -> dict[str, float]:
    """Medians, ours and the floor in turns."""
    from django.test import Client  # noqa: PLC0415

    from accounts.models import User  # noqa: PLC0415
    from assessments.models import CompactResult  # noqa: PLC0415
    from assessments.selectors.holder_results import (  # noqa: PLC0415
        campaign_results,
        title_results,
    )
    from campaigns.models import CampaignYear  # noqa: PLC0415
    from recognitions.models import Recognition, Title  # noqa: PLC0415

    title = Title.objects.get(code="FAMILY")
    client = Client(HTTP_HOST="localhost")
    client.force_login(User.objects.get(username="lan"))

    def year() -> CampaignYear:
        found = CampaignYear.objects.select_related("campaign__launched_by")
        return found.get(campaign__slug="na-ri-2026", year=YEAR)

    def floor() -> None:
        list(CompactResult.objects.values_list("unit_id", "unit__name", "values", "result"))
        list(Recognition.objects.values_list("holder_id", "year", "decided_on"))

    def page() -> None:
        answer = client.get("/assessments/na-ri-2026/2026/recognition/?title=FAMILY")
        if answer.status_code != 200:
            raise RuntimeError(answer.status_code)

    acts: dict[str, Callable[[], Any]] = {
        "title": lambda: title_results(year(), title),
        "campaign": lambda: campaign_results(year(), ["household"]),
        "page": page,
        "floor": floor,
    }
    taken: dict[str, list[float]] = {name: [] for name in acts}
    for _round in range(max(rounds, 3)):
        for name, act in acts.items():
            taken[name].append(seconds(act))
    return {name: statistics.median(some) for name, some in taken.items()}


def main() -> None:
    """Do the work named on the command line."""
    django.setup()
    number = int(sys.argv[2])
    print(json.dumps(prepare(number) if sys.argv[1] == "prepare" else run(number)))


if __name__ == "__main__":
    main()
