"""The people of the demo: who signs in, and which role each one holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Permission

from accounts.models import User
from core.audit import SYSTEM
from reports.demo.names import person
from reports.demo.places import Demo
from units.enums import Role, UnitType
from units.models import Membership, Unit
from units.services.memberships import grant

# Shown to everybody by design: the demo holds no real data.
PASSWORD = "hoc-tap-suot-doi"  # noqa: S105
LOCAL_TYPES = frozenset(
    {
        UnitType.VILLAGE,
        UnitType.AGENCY,
        UnitType.SECTION,
        UnitType.MASS_ORGANISATION,
        UnitType.SCHOOL,
        UnitType.HEALTH_STATION,
        UnitType.ENTERPRISE,
        UnitType.COOPERATIVE,
    }
)
STEWARDED_APPS = ("accounts", "units", "documents", "recognitions", "criteria", "campaigns")


@dataclass(frozen=True)
class Account:
    """A row of the table that bin/run prints."""

    username: str
    name: str
    role: str
    unit: str


class Cast:
    """Creates the demo's users once each, all with the same password."""

    def __init__(self) -> None:
        self._hash = make_password(PASSWORD)

    def user(self, username: str, full_name: str, *, is_staff: bool = False) -> User:
        """The demo user of this name, created when new."""
        found = User.objects.filter(username=username).first()
        if found is not None:
            return found
        user = User.objects.create_user(username, None, full_name=full_name, is_staff=is_staff)
        User.objects.filter(pk=user.pk).update(password=self._hash)
        user.refresh_from_db()
        return user

    def hold(self, user: User, unit: Unit, role: Role, since: dt.date) -> User:
        """Give the user the role, once."""
        if not Membership.objects.filter(user=user, unit=unit, role=role).exists():
            grant(user, unit, role, from_on=since, actor=SYSTEM)
        return user


def root_people(cast: Cast, root: Unit, province: Unit, since: dt.date) -> None:
    """Auditor and administrator of the whole, and a province's officer."""
    cast.hold(cast.user("kiemtra", "Đặng Thị Hạnh"), root, Role.AUDITOR, since)
    steward = cast.user("quantri", "Trần Minh Quản", is_staff=True)
    cast.hold(steward, root, Role.ADMINISTRATOR, since)
    steward.user_permissions.set(
        Permission.objects.filter(content_type__app_label__in=STEWARDED_APPS)
    )
    cast.hold(cast.user("tinh.thainguyen", "Ma Thị Tuyết"), province, Role.PROVINCE_OFFICER, since)


def host_people(cast: Cast, demo: Demo, host: Unit) -> dict[str, User]:
    """The office of a plan's unit: leader, two officers and, in a commune, its other roles."""
    since = dt.date(demo.from_year, 1, 1)
    rng = Random(f"{demo.slug}:office")  # noqa: S311
    roles = [
        ("lanhdao", Role.LEADER),
        ("congchuc", Role.OFFICER),
        ("congchuc2", Role.OFFICER),
    ]
    if demo.slug == "na-ri-2026":
        roles += [
            ("vanthu", Role.CLERK),
            ("chutich", Role.CHAIR),
            ("thuky", Role.SECRETARY),
            ("hoidong", Role.MEMBER),
            ("xem", Role.VIEWER),
        ]
    made = {}
    for word, role in roles:
        name, _female = person(rng, demo.region)
        user = cast.user(f"{demo.login}.{word}", name)
        made[word] = cast.hold(user, host, role, since)
    return made


def local_people(cast: Cast, demo: Demo, units: list[Unit]) -> dict[int, User]:
    """The head of each unit with a form, by unit id; the first village has an editor too."""
    since = dt.date(demo.from_year, 1, 1)
    rng = Random(f"{demo.slug}:heads")  # noqa: S311
    heads: dict[int, User] = {}
    for username, unit in _usernames(demo, units):
        name, _female = person(rng, demo.region)
        heads[unit.pk] = cast.hold(cast.user(username, name), unit, Role.HEAD, since)
    village = next((unit for unit in units if unit.type == UnitType.VILLAGE), None)
    if village is not None:
        name, _female = person(rng, demo.region, female=True)
        cast.hold(cast.user(f"{demo.login}.nhaplieu", name), village, Role.EDITOR, since)
    return heads


def _usernames(demo: Demo, units: list[Unit]) -> Iterator[tuple[str, Unit]]:
    counts = {"thon": 0, "donvi": 0}
    for unit in units:
        if unit.type in LOCAL_TYPES:
            word = "thon" if unit.type == UnitType.VILLAGE else "donvi"
            counts[word] += 1
            yield f"{demo.login}.{word}{counts[word]:02d}", unit


def demo_accounts() -> list[Account]:
    """One account per role, for whoever wants to look around."""
    wanted = (
        "nr.lanhdao", "nr.congchuc", "nr.thon01", "nr.thon08", "nr.nhaplieu", "nr.donvi03",
        "nr.vanthu", "nr.chutich", "nr.thuky", "nr.hoidong", "nr.xem", "tinh.thainguyen", "kiemtra",
        "quantri", "sh.congchuc", "ct.congchuc", "nh.congchuc", "bdt.congchuc",
    )  # fmt: skip
    rows = Membership.objects.filter(user__username__in=wanted).select_related("user", "unit")
    by_name = {row.user.username: row for row in rows}
    return [
        Account(
            username=name,
            name=by_name[name].user.full_name,
            role=str(by_name[name].get_role_display()),
            unit=by_name[name].unit.display_name,
        )
        for name in wanted
        if name in by_name
    ]
