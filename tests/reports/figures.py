"""What stands in the consolidated report of Na Rì, found by its name."""

from __future__ import annotations

from typing import Any

from reports.services import building
from tests.builders.reports import PlanYear


def snapshot(na: PlanYear) -> dict[str, Any]:
    return building.snapshot_of(na.year, na.host, "commune_report")


def group(na: PlanYear, number: str) -> dict[str, Any]:
    return next(one for one in snapshot(na)["groups"] if one["number"] == number)


def criterion(na: PlanYear, code: str) -> dict[str, Any]:
    found = [one for each in snapshot(na)["groups"] for one in each["criteria"]]
    return next(one for one in found if one["code"] == code)


def village(na: PlanYear, name: str) -> dict[str, Any]:
    return next(one for one in snapshot(na)["villages"] if one["name"] == name)


def line(na: PlanYear, code: str) -> dict[str, Any]:
    return next(one for one in snapshot(na)["own"]["lines"] if one["code"] == code)


def model(na: PlanYear, name: str) -> tuple[int | None, int | None, int | None]:
    one = next(one for one in snapshot(na)["models"] if one["name"] == name)
    return one["total"], one["registered"], one["achieved"]
