"""The audit trail as the auditor reads and verifies it."""

from __future__ import annotations

import datetime as dt
import re

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from core import jobs
from core.audit import Actor, Subject, record
from core.models import AuditEvent, Job
from tests.builders.people import member
from tests.org import Org
from tests.sending import send
from units.access import audit_subject
from units.audit_words import line_of
from units.enums import Role
from units.models import Unit

MINH = Actor(1, "Hoàng Văn Minh")


def happened(unit: Unit, what: str, action: str = "units.renamed") -> AuditEvent:
    subject = audit_subject("tests.paper", 1, what, unit)
    return record(action, subject, actor=MINH, before={"name": "cũ"}, after={"name": "mới"})


def text_of(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return str(response.content.decode())


@pytest.mark.parametrize(
    ("name", "place", "code"),
    [
        ("hanh", "viet_nam", 200),
        ("hanh", "ban_po", 200),
        ("minh", "na_ri", 403),
        ("quan", "viet_nam", 403),
        ("tuyet", "thai_nguyen", 403),
        ("khong", "ban_po", 403),
    ],
)
def test_only_the_auditor_reads_the_trail(
    org: Org, client: Client, name: str, place: str, code: int
) -> None:
    client.force_login(getattr(org, name))
    pk = getattr(org, place).pk

    assert client.get(f"/units/{pk}/trail/").status_code == code
    assert client.get(f"/units/{pk}/trail/check/").status_code == code


def test_an_auditor_of_one_commune_reads_that_one_only(org: Org, client: Client) -> None:
    member(org.khong, org.na_ri, Role.AUDITOR)
    member(org.khong, org.kim_son, Role.HEAD)
    happened(org.ban_po, "việc ở Bản Pò")
    happened(org.son_hong, "việc ở Sơn Hồng")
    client.force_login(org.khong)

    text = text_of(client, f"/units/{org.na_ri.pk}/trail/")

    assert "việc ở Bản Pò" in text
    assert "việc ở Sơn Hồng" not in text
    assert client.get(f"/units/{org.son_hong.pk}/trail/").status_code == 404
    assert client.get(f"/units/{org.kim_son.pk}/trail/").status_code == 403, "in sight, no auditor"


def test_the_root_also_holds_what_belongs_to_no_unit(org: Org, client: Client) -> None:
    record("accounts.sign_in_failed", Subject("accounts.user", 0, "không rõ ai"), actor=MINH)
    client.force_login(org.hanh)

    assert "không rõ ai" in text_of(client, f"/units/{org.viet_nam.pk}/trail/")
    assert "không rõ ai" not in text_of(client, f"/units/{org.thai_nguyen.pk}/trail/")


def test_the_trail_is_filtered_by_days_and_area(org: Org, client: Client) -> None:
    zone = dt.timezone(dt.timedelta(hours=7))
    for day, what in ((19, "hôm trước"), (20, "đúng hôm ấy"), (21, "hôm sau")):
        with time_machine.travel(dt.datetime(2026, 11, day, 23, 59, tzinfo=zone), tick=False):
            happened(org.ban_po, what)
    happened(org.ban_po, "vai trò", "memberships.granted")
    client.force_login(org.hanh)
    base = f"/units/{org.na_ri.pk}/trail/"

    one_day = text_of(client, f"{base}?from_on=20/11/2026&to_on=20/11/2026")
    roles = text_of(client, f"{base}?area=memberships")
    wrong = text_of(client, f"{base}?from_on=21/11/2026&to_on=20/11/2026")

    assert [what for what in ("hôm trước", "đúng hôm ấy", "hôm sau") if what in one_day] == [
        "đúng hôm ấy"
    ]
    assert "Giao vai trò" in roles
    assert "hôm sau" not in roles
    assert "Ngày cuối phải từ ngày đầu trở đi." in wrong


def test_the_trail_speaks_vietnamese(org: Org) -> None:
    line = line_of(happened(org.ban_po, "Thôn Bản Pò"))

    assert (line.label, line.before, line.after) == ("Đổi tên đơn vị", ["tên: cũ"], ["tên: mới"])


@pytest.mark.parametrize(
    ("value", "lines"),
    [
        (None, []),
        ("Thôn Bản Pò", ["Thôn Bản Pò"]),
        ([{"id": 1, "type": "village"}], ["mã số: 1, loại: Thôn, tổ dân phố"]),
        ({"role": "head", "to": None, "phone_changed": True}, None),
        (list(range(25)), [*[str(number) for number in range(20)], "…"]),
    ],
)
def test_values_are_written_for_people(org: Org, value: object, lines: list[str] | None) -> None:
    event = AuditEvent(action="units.created", after=value)

    expected = (
        lines
        if lines is not None
        else [
            "vai trò: Trưởng thôn, thủ trưởng đơn vị",
            "đến hết ngày: –",
            "đổi số điện thoại: có",
        ]
    )
    assert line_of(event).after == expected


def test_the_auditor_lets_the_seals_be_checked(org: Org, client: Client) -> None:
    for number in range(3):
        happened(org.ban_po, f"việc {number}")
        happened(org.kim_son, f"việc {number}")
    client.force_login(org.hanh)
    base = f"/units/{org.na_ri.pk}/trail/"

    answer = send(client, f"{base}verify/")
    waiting = text_of(client, f"{base}check/")
    jobs.run_all_due()
    whole = text_of(client, f"{base}check/")

    assert answer["Location"] == base
    assert "đang chờ" in waiting
    assert f'hx-get="{base}check/"' in waiting
    assert "Mọi niêm phong đều khớp" in whole


def test_a_broken_seal_is_named_with_its_commune_and_line(org: Org, client: Client) -> None:
    for number in range(3):
        happened(org.ban_po, f"việc {number}")
        happened(org.kim_son, f"việc {number}")
    first = AuditEvent.objects.filter(object_label="việc 1", unit_id=org.kim_son.pk)
    first.update(actor_label="Lý Thị Hoa")
    bad_line = first.get().seq
    client.force_login(org.hanh)

    for unit, is_broken in ((org.viet_nam, True), (org.son_hong, True), (org.na_ri, False)):
        send(client, f"/units/{unit.pk}/trail/verify/")
        jobs.run_all_due()
        text = text_of(client, f"/units/{unit.pk}/trail/")
        assert (f"Xã Sơn Hồng: từ dòng {bad_line}" in text) is is_broken
        assert ("Mọi niêm phong đều khớp" in text) is not is_broken


def test_the_same_trail_is_checked_once(org: Org, client: Client) -> None:
    happened(org.ban_po, "việc")
    client.force_login(org.hanh)
    path = f"/units/{org.na_ri.pk}/trail/verify/"

    for _ in range(2):
        send(client, path)
    same = Job.objects.count()
    happened(org.ban_po, "việc khác")
    send(client, path)

    assert (same, Job.objects.count()) == (1, 2)


@pytest.mark.parametrize("count", [1, 3, 50])
def test_the_trail_asks_as_often_for_many_as_for_one(
    org: Org,
    client: Client,
    settings: Settings,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    settings.FRAME_PROVIDERS = []
    for number in range(count):
        happened(org.kim_son, f"việc {number}")
    client.force_login(org.hanh)

    # user (the session is in the cache), access, business day; the unit; how many, the events;
    # the last check
    with django_assert_num_queries(7):
        text = client.get(f"/units/{org.kim_son.pk}/trail/?area=units").content.decode()

    assert len(re.findall(r"việc \d+", text)) >= count
