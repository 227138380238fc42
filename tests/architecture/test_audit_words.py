"""Every act that is recorded has a word for the auditor; a code on the page helps nobody."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings

from assessments.enums import Action
from campaigns.enums import YearState
from core import jobs
from units.audit_words import ACTIONS, AREAS, JOBS, action_label, names_of

ACT = re.compile(r"[a-z]+\.[a-z][a-z_-]+")
# Functions that write to the trail, by their names.
RECORDING = re.compile(r"^_?(record|note|note_change|trail|log)")


def own_sources() -> Iterator[Path]:
    """The product's modules without migrations."""
    root = Path(settings.BASE_DIR)
    for config in apps.get_app_configs():
        folder = Path(config.path)
        if folder.parent == root:
            yield from (one for one in folder.rglob("*.py") if "migrations" not in one.parts)


def recorded_in(path: Path) -> Iterator[str]:
    """The acts that stand as plain text in calls that record something."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and RECORDING.match(_name(node.func)):
            for argument in node.args[:3]:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield from ACT.findall(argument.value)


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def test_every_recorded_act_has_a_word() -> None:
    recorded = {act for path in own_sources() for act in recorded_in(path)}

    assert {"accounts.signed_in", "units.moved", "reports.frozen"} <= recorded
    assert sorted(recorded - set(ACTIONS)) == []


def test_every_kind_of_work_in_the_background_has_a_word() -> None:
    own = {config.label for config in apps.get_app_configs()}
    kinds = {kind for kind in vars(jobs)["_handlers"] if kind.split(".")[0] in own}

    assert {"assessments.remind", "reports.build"} <= kinds
    assert sorted(kinds - set(JOBS)) == []
    assert names_of(["assessments.remind all"]) == {
        "assessments.remind all": "Chuẩn bị tin nhắc nộp"
    }


def test_acts_of_the_workflow_and_states_of_a_year_have_words() -> None:
    acts = {f"assessments.{action}" for action in Action}
    states = {f"campaigns.year_{state}" for state in YearState}

    assert sorted((acts | states) - set(ACTIONS)) == []


def test_every_word_belongs_to_an_area_that_can_be_chosen() -> None:
    assert {act.partition(".")[0] for act in ACTIONS} == set(AREAS)
    assert action_label("units.moved") == "Chuyển đơn vị cấp trên"
