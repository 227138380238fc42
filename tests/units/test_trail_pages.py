"""The audit trail as the auditor reads and verifies it."""

from __future__ import annotations

import codecs
import csv
import datetime as dt
import hashlib
import hmac
import html
import io
import itertools
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db.models import QuerySet
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from core import jobs
from core.audit import Actor, Subject, record
from core.models import AuditChain, AuditEvent, Job
from tests.builders import units as communes
from tests.builders.people import member
from tests.org import Org
from tests.sending import send
from tests.statements import EVENT
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
    assert client.get(f"/units/{pk}/trail/copy/").status_code == code


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
        (
            {"last_day": "2026-11-27", "letters": ["2026-01-05"], "note": "số 2026-11-27/BC"},
            ["ngày cuối: 27/11/2026", "số thư thu hồi: 05/01/2026", "ghi chú: số 2026-11-27/BC"],
        ),
        ({"role": "head", "to": None, "phone_changed": True}, None),
        (
            {"note": "", "people": [], "user": {"to": None}, "position": 0, "is_female": False},
            ["thứ tự: 0", "nữ: không"],
        ),
        ([{"id": 1, "name": ""}, None, ""], ["mã số: 1"]),
        (
            {"A": "40.00", "B": "12.50", "C": "-1234567.5", "version": "2.10", "D": "1.234"},
            ["A: 40", "B: 12,5", "C: -1.234.567,5", "bản: 2.10", "D: 1.234"],
        ),
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


def checked(client: Client, unit: Unit) -> str:
    """The page after somebody pressed the button and the job ran."""
    send(client, f"/units/{unit.pk}/trail/verify/")
    jobs.run_all_due()
    return text_of(client, f"/units/{unit.pk}/trail/")


def test_two_clicks_are_one_check_and_a_later_click_another(org: Org, client: Client) -> None:
    happened(org.ban_po, "việc")
    client.force_login(org.hanh)
    path = f"/units/{org.na_ri.pk}/trail/verify/"

    for _ in range(2):
        send(client, path)
    waiting = Job.objects.count()
    jobs.run_all_due()
    send(client, path)

    assert (waiting, Job.objects.count()) == (1, 2)


def test_what_was_bent_after_a_check_is_found_by_the_next(org: Org, client: Client) -> None:
    """No new line came: the check must look again and not answer from memory."""
    happened(org.ban_po, "việc")
    client.force_login(org.hanh)
    assert "Mọi niêm phong đều khớp" in checked(client, org.na_ri)

    AuditEvent.objects.filter(object_label="việc").update(reason="khác")

    assert "Niêm phong không khớp" in checked(client, org.na_ri)


def edit(rows: QuerySet[AuditEvent]) -> None:
    rows.filter(object_label="việc 1").update(actor_label="Lý Thị Hoa")


def cut_out(rows: QuerySet[AuditEvent]) -> None:
    rows.filter(object_label="việc 1").delete()


def cut_off(rows: QuerySet[AuditEvent]) -> None:
    rows.filter(object_label="việc 2").delete()


def turn_back(rows: QuerySet[AuditEvent]) -> None:
    cut_off(rows)
    last = rows.order_by("-seq")[0]
    AuditChain.objects.filter(name=last.chain).update(seq=last.seq, hash=last.hash)


def forget(rows: QuerySet[AuditEvent]) -> None:
    AuditChain.objects.filter(name=rows[0].chain).delete()


@pytest.mark.parametrize(
    ("tamper", "line", "words"),
    [
        (edit, 1, "đã bị sửa ngoài phần mềm"),
        (cut_out, 1, "dòng đã bị xóa hoặc chuyển đi"),
        (cut_off, 2, "phần cuối đã bị cắt"),
        (turn_back, 2, "đã bị cắt hoặc viết lại từ sau lần ấy"),
        (forget, None, "đầu chuỗi đã bị xóa"),
    ],
)
def test_the_auditor_reads_where_and_what_was_done(
    org: Org,
    client: Client,
    tamper: Callable[[QuerySet[AuditEvent]], None],
    line: int | None,
    words: str,
) -> None:
    """Also a tail cut with its head: the check before noted where the chain ended."""
    first, *_later = [happened(org.kim_son, f"việc {number}").seq for number in range(3)]
    client.force_login(org.hanh)
    assert "Mọi niêm phong đều khớp" in checked(client, org.son_hong)

    tamper(AuditEvent.objects.filter(chain=f"commune:{org.son_hong.pk}"))

    for unit in (org.son_hong, org.viet_nam):
        text = checked(client, unit)
        where = 1 if line is None else first + line
        assert re.search(f"Xã Sơn Hồng: từ dòng {where}, [^<]*{words}", text), text
    assert "Mọi niêm phong đều khớp" in checked(client, org.na_ri)


def test_the_page_gives_the_last_seals_to_be_printed(org: Org, client: Client) -> None:
    last = happened(org.kim_son, "việc")
    client.force_login(org.hanh)

    text = checked(client, org.son_hong)

    assert f"Xã Sơn Hồng: dòng {last.seq}, niêm phong {last.hash}" in text


def copy_of(client: Client, path: str) -> list[dict[str, str]]:
    """The copy as another program reads it."""
    answer = client.get(path)
    assert answer.status_code == 200, path
    content = answer.getvalue()
    assert content.startswith(codecs.BOM_UTF8), "Excel reads the accents"
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_a_copy_is_verified_outside_with_the_key_alone(
    org: Org, client: Client, settings: Settings
) -> None:
    for number in range(3):
        happened(org.kim_son, f"việc {number}")
    client.force_login(org.hanh)

    rows = copy_of(client, f"/units/{org.son_hong.pk}/trail/copy/")

    assert [row["Đối tượng"] for row in rows][-4:-1] == ["việc 0", "việc 1", "việc 2"]
    assert rows[-1]["Việc"] == "Tải bản sao nhật ký"
    for row in rows:
        text = row["Niêm phong dòng trước"] + row["Nội dung được niêm phong"]
        sealed = hmac.new(settings.FIELD_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()
        assert sealed == row["Niêm phong"]
        told = json.loads(row["Nội dung được niêm phong"])
        assert (told["chain"], str(told["seq"])) == (row["Chuỗi"], row["Dòng"])
    for one, following in itertools.pairwise(rows):
        assert following["Niêm phong dòng trước"] == one["Niêm phong"]


def test_the_copy_holds_what_the_page_was_filtered_to(org: Org, client: Client) -> None:
    member(org.khong, org.na_ri, Role.AUDITOR)
    happened(org.ban_po, "=HYPERLINK(1)")
    happened(org.ban_po, "vai trò", "memberships.granted")
    happened(org.kim_son, "việc của xã khác")
    client.force_login(org.khong)
    base = f"/units/{org.na_ri.pk}/trail/"

    link = re.search(
        r'href="([^"]*/trail/copy/[^"]*)"', text_of(client, f"{base}?area=memberships")
    )
    assert link is not None
    narrow = copy_of(client, html.unescape(link[1]))
    rows = copy_of(client, f"{base}copy/")

    assert "vai trò" in {row["Đối tượng"] for row in narrow}
    assert {row["Việc"] for row in narrow} == {"Giao vai trò"}
    assert "'=HYPERLINK(1)" in {row["Đối tượng"] for row in rows}
    assert "việc của xã khác" not in {row["Đối tượng"] for row in rows}
    taken = AuditEvent.objects.filter(action="units.trail_copied").order_by("pk")
    assert [(one.actor_id, one.after) for one in taken] == [
        (org.khong.pk, {"kind_of_work": "memberships"}),
        (org.khong.pk, {}),
    ]
    assert client.get(f"/units/{org.son_hong.pk}/trail/copy/").status_code == 404


@pytest.mark.parametrize("count", [1, 3, 50])
def test_a_copy_asks_as_often_for_many_as_for_one(
    org: Org,
    client: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    for number in range(count):
        happened(org.kim_son, f"việc {number}")
    client.force_login(org.hanh)

    # user, access, business day; the unit; the copy's own event; the events
    with django_assert_num_queries(5 + EVENT):
        rows = copy_of(client, f"/units/{org.kim_son.pk}/trail/copy/")

    assert sum(row["Đối tượng"].startswith("việc ") for row in rows) == count


@pytest.mark.parametrize("count", [1, 3, 50])
def test_a_check_asks_as_often_for_many_chains_as_for_one(
    org: Org,
    client: Client,
    settings: Settings,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    settings.FRAME_PROVIDERS = []
    made = [communes.commune(f"Xã {number}", org.ha_tinh) for number in range(2 * count)]
    for one in made:
        happened(one, "việc")
    bent = [one.pk for one in made[:count]]
    AuditEvent.objects.filter(object_label="việc", unit_id__in=bent).update(reason="khác")
    client.force_login(org.hanh)
    send(client, f"/units/{org.ha_tinh.pk}/trail/verify/")
    jobs.run_all_due()

    # user, access, business day; the unit; the last check; the names of its chains
    with django_assert_num_queries(6):
        text = client.get(f"/units/{org.ha_tinh.pk}/trail/check/").content.decode()

    assert len(re.findall(r"Xã \d+: từ dòng \d+", text)) == count
    assert len(re.findall(r": dòng \d+, niêm phong [0-9a-f]{64}", text)) == min(count + 1, 20)


def told_by(*arguments: str) -> str:
    """What ``manage.py verify_trail`` prints."""
    out = io.StringIO()
    call_command("verify_trail", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_compares_the_trail_with_copies_kept_outside(
    org: Org, client: Client, tmp_path: Path
) -> None:
    for number in range(3):
        happened(org.kim_son, f"việc {number}")
    client.force_login(org.hanh)
    kept = tmp_path / "nhat-ky.csv"
    answer = client.get(f"/units/{org.viet_nam.pk}/trail/copy/")
    kept.write_bytes(answer.getvalue())
    last = AuditEvent.objects.filter(object_label="việc 2").get()
    said = told_by("--against", str(kept))
    assert f"Xã Sơn Hồng ({last.chain}): khớp đến dòng {last.seq}, niêm phong {last.hash}" in said

    turn_back(AuditEvent.objects.filter(chain=last.chain))

    assert "không khớp" not in told_by(), "the chain fits in itself"
    with pytest.raises(CommandError, match="1 chuỗi nhật ký không khớp"):
        told_by("--against", str(kept))


def test_the_command_says_which_copy_it_cannot_read(org: Org, tmp_path: Path) -> None:
    torn = tmp_path / "rach.csv"
    torn.write_text("Chuỗi,Dòng\ncommune:1,x\n")

    with pytest.raises(CommandError, match="Không đọc được bản sao nhật ký"):
        told_by("--against", str(torn))


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
