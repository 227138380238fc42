"""Who holds which role where, from a day to a day, and what that opens."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from accounts.models import User
from core import clock
from core.audit import SYSTEM
from core.errors import DomainError
from core.models import AuditEvent
from tests.builders.people import PASSWORD, member, someone, user
from tests.org import Org, draw
from tests.sending import send
from tests.together import at_once
from units.access import access_of
from units.enums import Role
from units.models import Membership, Unit
from units.services import memberships

SPRING, SUMMER, AUTUMN = dt.date(2026, 1, 1), dt.date(2026, 6, 1), dt.date(2026, 9, 1)
DAY = dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("from_on", "to_on", "clashes"),
    [
        (SPRING, None, True),
        (SPRING, SUMMER - DAY, False),
        (SPRING, SUMMER, True),
        (SUMMER + DAY, AUTUMN - DAY, True),
        (AUTUMN, None, True),
        (AUTUMN + DAY, None, False),
        (AUTUMN + DAY, AUTUMN + DAY, False),
    ],
)
def test_periods_of_one_role_do_not_overlap(
    org: Org, from_on: dt.date, to_on: dt.date | None, *, clashes: bool
) -> None:
    member(org.khong, org.ban_po, Role.HEAD, from_on=SUMMER, to_on=AUTUMN)

    if clashes:
        with pytest.raises(DomainError, match="đã giữ vai trò này ở Thôn Bản Pò") as refused:
            member(org.khong, org.ban_po, Role.HEAD, from_on=from_on, to_on=to_on)
        assert refused.value.field == "from_on"
    else:
        member(org.khong, org.ban_po, Role.HEAD, from_on=from_on, to_on=to_on)
    assert Membership.objects.filter(user=org.khong).count() == (1 if clashes else 2)


def test_another_role_unit_or_person_does_not_clash(org: Org) -> None:
    member(org.khong, org.ban_po, Role.HEAD)

    member(org.khong, org.ban_po, Role.VIEWER)
    member(org.khong, org.na_lac, Role.HEAD)
    member(user("lo", "Lò Văn Ơn"), org.ban_po, Role.HEAD)

    assert Membership.objects.filter(unit=org.ban_po, role=Role.HEAD).count() == 3


@pytest.mark.parametrize(
    ("place", "role", "may_hold"),
    [
        ("ban_po", Role.HEAD, True),
        ("ban_po", Role.OFFICER, False),
        ("na_ri", Role.OFFICER, True),
        ("na_ri", Role.HEAD, False),
        ("agency", Role.LEADER, True),
        ("school", Role.CHAIR, False),
        ("na_ri", Role.CHAIR, True),
        ("thai_nguyen", Role.PROVINCE_OFFICER, True),
        ("na_ri", Role.PROVINCE_OFFICER, False),
        ("thai_nguyen", Role.ADMINISTRATOR, False),
        ("viet_nam", Role.ADMINISTRATOR, True),
        ("viet_nam", Role.AUDITOR, True),
        ("ban_po", Role.AUDITOR, True),
    ],
)
def test_a_role_is_held_where_it_belongs(
    org: Org, place: str, role: Role, *, may_hold: bool
) -> None:
    unit: Unit = getattr(org, place)

    if may_hold:
        assert member(org.khong, unit, role).role == role
    else:
        with pytest.raises(DomainError, match="không dành cho") as refused:
            member(org.khong, unit, role)
        assert refused.value.field == "role"


@pytest.mark.parametrize(
    ("role", "from_on", "to_on", "field"),
    [("king", SPRING, None, "role"), (Role.HEAD, SUMMER, SPRING, "to_on")],
)
def test_nonsense_is_refused_beside_its_field(
    org: Org, role: str, from_on: dt.date, to_on: dt.date | None, field: str
) -> None:
    with pytest.raises(DomainError) as refused:
        member(org.khong, org.ban_po, role, from_on=from_on, to_on=to_on)

    assert refused.value.field == field


def test_nobody_starts_in_a_unit_that_has_ended(org: Org) -> None:
    Unit.objects.filter(pk=org.ban_po.pk).update(valid_to=SPRING - DAY)
    org.ban_po.refresh_from_db()

    with pytest.raises(DomainError, match="đã kết thúc"):
        member(org.khong, org.ban_po, Role.HEAD, from_on=SPRING)


@pytest.mark.parametrize(
    ("today", "sees"),
    [(SUMMER - DAY, False), (SUMMER, True), (AUTUMN, True), (AUTUMN + DAY, False)],
)
def test_access_counts_from_the_first_to_the_last_day(
    org: Org, today: dt.date, *, sees: bool
) -> None:
    member(org.khong, org.ban_po, Role.HEAD, from_on=SUMMER, to_on=AUTUMN)
    clock.set_business_day(today)

    access = access_of(org.khong)
    assert access.has_role(Role.HEAD) is sees
    assert access.sees(org.ban_po) is sees
    assert list(Unit.objects.visible_to(org.khong)) == ([org.ban_po] if sees else [])


def test_a_role_reaches_down_and_not_up_or_sideways(org: Org) -> None:
    access = access_of(org.minh)

    assert access.has_role_over(org.na_ri, {Role.OFFICER})
    assert access.has_role_over(org.ban_po, {Role.OFFICER})
    assert not access.has_role_over(org.thai_nguyen, {Role.OFFICER})
    assert not access.has_role_over(org.son_hong, {Role.OFFICER})
    assert not access.has_role_over(org.ban_po, {Role.LEADER})
    assert access.has_role_in(org.na_ri, {Role.OFFICER})
    assert not access.has_role_in(org.ban_po, {Role.OFFICER})


def test_two_roles_do_not_mix(org: Org) -> None:
    """Chi is an officer in Sơn Hồng and a mere reader in Na Rì."""
    member(org.chi, org.na_ri, Role.VIEWER)

    access = access_of(org.chi)
    assert access.sees(org.ban_po)
    assert not access.has_role_over(org.ban_po, {Role.OFFICER})
    assert access.has_role_over(org.kim_son, {Role.OFFICER})


def test_a_closed_account_has_no_access(org: Org) -> None:
    User.objects.filter(pk=org.minh.pk).update(is_active=False)
    org.minh.refresh_from_db()

    assert access_of(org.minh).held == ()
    assert not Unit.objects.visible_to(org.minh).exists()


def test_a_role_ends_on_its_last_day_and_not_again(org: Org) -> None:
    row = member(org.khong, org.ban_po, Role.HEAD, from_on=SPRING)

    memberships.end(row, on=SUMMER, actor=SYSTEM)

    with pytest.raises(DomainError, match="đã kết thúc ngày 01/06/2026"):
        memberships.end(row, on=AUTUMN, actor=SYSTEM)
    with pytest.raises(DomainError, match="phải sau ngày bắt đầu"):
        memberships.end(row, on=SPRING - DAY, actor=SYSTEM)
    memberships.end(row, on=SPRING, actor=SYSTEM)
    row.refresh_from_db()
    assert row.to_on == SPRING


def test_a_role_given_by_mistake_is_taken_back_with_a_reason(org: Org) -> None:
    row = member(org.khong, org.ban_po, Role.HEAD)

    with pytest.raises(DomainError, match="lý do"):
        memberships.withdraw(row, reason=" ", actor=SYSTEM)
    memberships.withdraw(row, reason="nhầm người", actor=SYSTEM)

    assert not Membership.objects.filter(user=org.khong).exists()
    assert not Unit.objects.visible_to(org.khong).exists()
    event = AuditEvent.objects.latest("id")
    assert (event.action, event.reason) == ("memberships.withdrawn", "nhầm người")
    assert event.chain == f"commune:{org.na_ri.pk}"


@pytest.mark.django_db(transaction=True)
def test_two_grants_of_one_moment_are_one_role() -> None:
    org = draw()

    results = at_once(
        lambda: member(org.khong, org.ban_po, Role.HEAD, from_on=SPRING),
        lambda: member(org.khong, org.ban_po, Role.HEAD, from_on=SUMMER),
    )

    refused = [result for result in results if isinstance(result, Exception)]
    assert [type(error) for error in refused] == [DomainError]
    assert Membership.objects.filter(user=org.khong).count() == 1


@pytest.mark.parametrize("act", ["grant", "end", "withdraw", "close"])
def test_a_changed_role_asks_to_sign_in_at_the_next_page(
    org: Org, client: Client, act: str
) -> None:
    """Quản changes what Páo may; Páo's open browser is at the door with its next click."""
    steward, pao, other = Client(), client, Client()
    steward.force_login(org.quan)
    for browser, person in ((pao, "pao"), (other, "sam")):
        browser.post("/accounts/sign-in/", {"name": person, "password": PASSWORD})
        assert browser.get("/units/account/").status_code == 200
    row = Membership.objects.get(user=org.pao)

    person, role = f"/units/people/{org.pao.pk}", f"/units/roles/{row.pk}"
    if act == "grant":
        path = f"{person}/roles/?unit={org.na_lac.pk}"
        answer = send(steward, path, role="viewer", from_on="01/01/2026", to_on="")
    elif act == "end":
        answer = send(steward, f"{role}/end/", to_on="01/01/2026")
    elif act == "withdraw":
        answer = send(steward, f"{role}/withdraw/", reason="nhầm")
    else:
        answer = send(steward, f"{person}/active/", active="0")

    assert answer["Location"] == f"{person}/"
    assert pao.get("/units/account/")["Location"] == "/accounts/sign-in/?next=/units/account/"
    assert other.get("/units/account/").status_code == 200
    assert steward.get("/units/account/").status_code == 200


def test_the_same_person_with_two_units_sees_both(org: Org) -> None:
    both = someone("both", "Hoàng Thị Hai Nơi", org.ban_po, Role.EDITOR)
    member(both, org.kim_son, Role.EDITOR)

    assert {str(unit) for unit in Unit.objects.visible_to(both)} == {"Thôn Bản Pò", "Thôn Kim Sơn"}
