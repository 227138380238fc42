"""No address shows or does anything that its policy does not allow: every one is knocked at."""

from __future__ import annotations

import pytest

from core.policy import Audience, Endpoint, Scope
from tests.architecture.matrix import (
    MAY_BE_MISSING,
    NARROWER,
    RENAMED,
    Matrix,
    captures_of,
    drops_files,
    product_endpoints,
)
from tests.builders import world as drawing
from tests.builders.objects import KINDS, OWN_KINDS
from units.enums import Role
from units.models import Unit

ENDPOINTS = product_endpoints()
PUBLIC = {
    "accounts:sign_in",
    "accounts:sign_out",
    "accounts:open_letter",
    "accounts:use_letter",
    "assessments:verify_receipt",
    "device:service_worker",
    "device:manifest",
    "device:session",
    "device:offline",
    "public:check_code",
    "public:certificate",
    "public:honours",
}


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=[one.name for one in ENDPOINTS])
def test_every_knock_is_answered_as_the_policy_says(matrix: Matrix, endpoint: Endpoint) -> None:
    faults = [str(fault) for fault in matrix.faults(endpoint)]

    assert not faults, "\n".join(["", *faults])


def test_every_kind_of_object_has_a_factory(matrix: Matrix) -> None:
    """A view that names a kind without a factory would be knocked at with nothing."""
    for endpoint in ENDPOINTS:
        policy = endpoint.policy
        assert policy is not None, f"{endpoint.name} declares no policy"
        if captures_of(endpoint):
            kinds = OWN_KINDS if policy.scope == Scope.OWN else KINDS
            assert policy.obj in kinds, (
                f"{endpoint.name}: tests/builders/objects/ has no factory for {policy.obj!r}"
            )


def test_exceptions_name_addresses_that_exist() -> None:
    names = {endpoint.name for endpoint in ENDPOINTS}

    assert set(NARROWER) | set(MAY_BE_MISSING) | set(RENAMED) <= names


def test_public_addresses_are_these() -> None:
    """A new public address is a decision: it is added here by hand."""
    found = {
        endpoint.name
        for endpoint in ENDPOINTS
        if endpoint.policy is not None and endpoint.policy.audience == Audience.PUBLIC
    }

    assert found == PUBLIC


def test_the_drawing_holds_every_relation_between_a_person_and_a_unit(matrix: Matrix) -> None:
    """Own, parent, child, sibling, other commune, other province, ended, none: all occur."""
    head = matrix.world.personas["head"]
    (own,) = head.tops
    parent = drawing.PLACES[own][0]
    places = set(matrix.objects["units.unit"])

    relations = {
        "own": {own},
        "parent": {parent},
        "child": {place for place in places if drawing.PLACES[place][0] == own},
        "sibling": {place for place in places if drawing.PLACES[place][0] == parent} - {own},
        "other commune": {"cl", "cv"},
        "other province": {"ht", "sh", "ks"},
        "ended": {drawing.ENDED},
    }

    assert {name for name, found in relations.items() if not found & places} == set()
    assert {place for place in places if head.sees(place)} == {own, *relations["child"]}
    ended = Unit.objects.get(pk=matrix.world.places[drawing.ENDED].pk)
    assert ended.valid_to is not None
    assert ended.valid_to < drawing.TODAY


@pytest.mark.parametrize(("way", "drops"), [("", True), (' enctype="multipart/form-data"', False)])
def test_a_form_that_sends_no_file_is_found(way: str, drops: bool) -> None:
    page = f'<form method="post"{way}><input name="sheet" type="file"></form><form></form>'

    assert drops_files(page) is drops


def test_every_role_knocks() -> None:
    held = {role for roles in drawing.PERSONAS.values() for role, _place in roles}

    assert held == set(Role)
