"""The list of what differs names the part, the row and the figure of every line in words."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from criteria.models import Indicator
from reports.models import AnnualReport
from reports.papers.differences import Difference, changed_figures
from reports.services import building, life
from tests.builders.reports import Form, PlanYear, finished, hand_in
from tests.reports.stories import full_year


@pytest.fixture(autouse=True)
def _page_alone(settings: Settings) -> None:
    settings.FRAME_PROVIDERS = []


def built(na: PlanYear) -> AnnualReport:
    return life.fetch(building.build(building.open_report(na.year, na.host).pk).pk)


def labels() -> dict[str, str]:
    return dict(Indicator.objects.order_by("pk").values_list("code", "label"))


def told(before: dict[str, Any], after: dict[str, Any]) -> list[tuple[str, str, str, str, str]]:
    return [
        (one.part, one.row, one.what, one.before, one.after)
        for one in changed_figures(before, after, labels())
    ]


def raised(value: Any) -> Any:
    """The same figures, each counted one more."""
    if isinstance(value, dict):
        return {key: raised(one) for key, one in value.items()}
    if isinstance(value, list):
        return [raised(one) for one in value]
    return value + 1 if isinstance(value, int) and not isinstance(value, bool) else value


def test_a_group_is_named_with_the_state_that_changed(na: PlanYear) -> None:
    full_year(na)
    before = built(na).figures or {}
    after = deepcopy(before)
    group = after["groups"][0]
    group["rates"]["states"]["draft"] += 2
    group["rates"]["submitted"][0] += 1
    after["rates"]["on_time"][1] += 1

    assert {one[:3] for one in told(before, after)} == {
        ("Tiêu chí theo nhóm", group["heading"], "đơn vị đã nộp"),
        ("Tiêu chí theo nhóm", group["heading"], "phiếu đang nhập"),
        ("Tiến độ nộp", "Chung", "đơn vị có thời hạn nộp"),
    }


def test_every_figure_that_may_change_is_named_in_words(na: PlanYear) -> None:
    """No row of the list leaves the reader to guess, and none shows a code."""
    full_year(na)
    before = built(na).figures or {}

    found = changed_figures(before, raised(before), labels(), most=5_000)

    assert len(found) > 200
    nameless = [one for one in found if not (one.part and one.row and one.what)]
    assert nameless == []
    assert [one for one in found if _looks_like_a_code(one)] == []


def _looks_like_a_code(one: Difference) -> bool:
    return "_" in one.row + one.what


def test_lines_of_the_own_form_are_told_apart(na: PlanYear) -> None:
    """Two lines that are counted in one measure are two rows."""
    full_year(na)
    before = built(na).figures or {}
    after = deepcopy(before)
    counted = [one for one in after["own"]["lines"] if isinstance(one.get("number"), int)][:2]
    for one in counted:
        one["number"] += 3

    assert [one[1] for one in told(before, after)] == [one["label"] for one in counted]


def test_lan_reads_which_village_answered_otherwise(na: PlanYear, client: Client) -> None:
    full_year(na)
    finished(built(na), na.org.lan)
    hand_in(na, na.org.na_lac, na.org.sam, Form(figures={"households": "77", "people": "300"}))
    second = built(na)
    client.force_login(na.org.lan)

    found = client.get(f"/reports/{second.pk}/differences/").context["figures"]

    assert ("Biểu theo thôn", "Thôn Nà Lạc") in {(one.part, one.row) for one in found}
    assert [one for one in found if not (one.part and one.row and one.what)] == []
