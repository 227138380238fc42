"""Minh enters what was decided outside the product; Lan takes one back."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from core import clock
from core.errors import DomainError, StaleError
from core.models import AuditEvent
from recognitions.enums import RecognitionStatus
from recognitions.models import Recognition, Title
from recognitions.services import (
    Decision,
    consider,
    ensure_titles,
    grant,
    last_day_of_validity,
    revoke,
)
from tests.builders import recognitions as register
from tests.builders import units
from tests.org import Org

DECISION = Decision(
    number="45/QĐ-UBND",
    decided_on=dt.date(2026, 11, 15),
    decided_by="Chủ tịch UBND xã Na Rì",
    signer="Triệu Văn Dũng",
)


@pytest.fixture(autouse=True)
def _the_day(db: None) -> None:
    clock.set_business_day(dt.date(2026, 11, 20))


def test_catalogue_is_there_after_migration_and_is_entered_once() -> None:
    ensure_titles()
    ensure_titles()

    rows = [(one.code, one.holder_types, one.valid_months) for one in Title.objects.all()]
    assert rows == [
        ("FAMILY", ["household"], None),
        ("CLAN", ["clan"], None),
        ("COMMUNITY_VILLAGE", ["village"], None),
        ("COMMUNITY_COMMUNE", ["commune"], 36),
        (
            "UNIT",
            [
                "agency",
                "section",
                "mass_organisation",
                "school",
                "health_station",
                "enterprise",
                "cooperative",
            ],
            None,
        ),
        ("CITIZEN", ["individual"], None),
    ]


def test_length_of_validity_set_by_a_steward_survives_the_next_load() -> None:
    family = register.title("FAMILY")
    family.valid_months, family.name = 24, "Gia đình hiếu học"
    family.save()

    ensure_titles()

    family.refresh_from_db()
    assert (family.valid_months, family.name) == (24, "Gia đình học tập")


@pytest.mark.parametrize(
    ("first", "months", "last"),
    [
        (dt.date(2026, 11, 15), 36, dt.date(2029, 11, 14)),
        (dt.date(2026, 1, 1), 36, dt.date(2028, 12, 31)),
        (dt.date(2024, 2, 29), 12, dt.date(2025, 2, 27)),
        (dt.date(2026, 8, 31), 6, dt.date(2027, 2, 27)),
    ],
)
def test_validity_ends_the_day_before_the_same_day(
    first: dt.date, months: int, last: dt.date
) -> None:
    assert last_day_of_validity(first, months) == last


def test_commune_title_runs_36_months_and_village_title_stays_open(org: Org) -> None:
    commune = grant(
        register.title("COMMUNITY_COMMUNE"), [org.na_ri], 2026, DECISION, actor=org.minh
    )[0]
    village = grant(
        register.title("COMMUNITY_VILLAGE"), [org.ban_po], 2026, DECISION, actor=org.minh
    )[0]

    assert (commune.valid_from, commune.valid_to) == (dt.date(2026, 11, 15), dt.date(2029, 11, 14))
    assert (village.valid_from, village.valid_to) == (dt.date(2026, 11, 15), None)


def test_days_typed_by_the_officer_win_over_the_computed_ones(org: Org) -> None:
    own = Decision(
        "7/QĐ-UBND",
        dt.date(2026, 3, 2),
        "UBND xã",
        valid_from=dt.date(2026, 1, 1),
        valid_to=dt.date(2027, 12, 31),
    )

    row = grant(register.title("COMMUNITY_COMMUNE"), [org.na_ri], 2026, own, actor=org.lan)[0]

    assert (row.valid_from, row.valid_to) == (dt.date(2026, 1, 1), dt.date(2027, 12, 31))


def test_one_decision_recognises_many_and_takes_up_those_considered(org: Org) -> None:
    family = register.title("FAMILY")
    an, binh, cuong = (
        units.household(org.ban_po, name)
        for name in ("Hoàng Văn An", "Nông Thị Bình", "Lý A Cường")
    )
    waiting = consider(family, [an], 2026, actor=org.minh, note="Thôn họp 10/11")[0]

    rows = grant(family, [an, binh, cuong], 2026, DECISION, actor=org.hoa)

    assert sorted(row.holder_name for row in rows) == [
        "Hộ Hoàng Văn An",
        "Hộ Lý A Cường",
        "Hộ Nông Thị Bình",
    ]
    assert Recognition.objects.count() == 3
    waiting.refresh_from_db()
    assert waiting.status == RecognitionStatus.RECOGNISED
    assert waiting.decision_number == "45/QĐ-UBND"
    assert waiting.note == "Thôn họp 10/11"
    assert waiting.entered_by == org.hoa
    assert waiting.version == 1
    event = AuditEvent.objects.get(action="recognitions.granted")
    told: Any = event.after
    assert event.object_id == waiting.batch == rows[2].batch
    assert set(told["holders"].values()) == {row.holder_name for row in rows}


def test_holder_of_another_type_stops_the_whole_list(org: Org) -> None:
    village_title = register.title("COMMUNITY_VILLAGE")

    with pytest.raises(DomainError, match="không dành cho: Trường Tiểu học Yến Lạc") as refused:
        grant(village_title, [org.ban_po, org.school], 2026, DECISION, actor=org.minh)

    assert refused.value.field == "holders"
    assert Recognition.objects.count() == 0


def test_title_is_entered_once_a_year_and_again_after_it_was_revoked(org: Org) -> None:
    title = register.title("COMMUNITY_VILLAGE")
    first = grant(title, [org.ban_po], 2026, DECISION, actor=org.minh)[0]

    with pytest.raises(DomainError, match=r"đã có .* năm 2026 của: Thôn Bản Pò"):
        grant(title, [org.na_lac, org.ban_po], 2026, DECISION, actor=org.hoa)
    assert Recognition.objects.count() == 1

    revoke(first, reason="Nhập nhầm số quyết định", actor=org.minh)
    again = grant(title, [org.ban_po], 2026, DECISION, actor=org.minh)[0]
    assert again.pk != first.pk


def test_consideration_is_entered_once_a_year(org: Org) -> None:
    title = register.title("COMMUNITY_VILLAGE")
    consider(title, [org.ban_po], 2026, actor=org.minh)

    with pytest.raises(DomainError, match="Thôn Bản Pò"):
        consider(title, [org.ban_po], 2026, actor=org.hoa)

    assert Recognition.objects.count() == 1


@pytest.mark.parametrize(
    ("decision", "field"),
    [
        (Decision("  ", dt.date(2026, 11, 15), "UBND xã"), "number"),
        (Decision("1/QĐ", dt.date(2026, 11, 15), " "), "decided_by"),
        (Decision("1/QĐ", dt.date(2026, 11, 21), "UBND xã"), "decided_on"),
        (
            Decision("1/QĐ", dt.date(2026, 11, 15), "UBND xã", valid_to=dt.date(2026, 11, 14)),
            "valid_to",
        ),
    ],
)
def test_incomplete_decision_is_refused_beside_its_field(
    org: Org, decision: Decision, field: str
) -> None:
    with pytest.raises(DomainError) as refused:
        grant(register.title("COMMUNITY_VILLAGE"), [org.ban_po], 2026, decision, actor=org.minh)

    assert refused.value.field == field
    assert Recognition.objects.count() == 0


@pytest.mark.parametrize("year", [1999, 2027])
def test_year_out_of_range_is_refused(org: Org, year: int) -> None:
    with pytest.raises(DomainError, match="từ 2000 đến 2026"):
        consider(register.title("COMMUNITY_VILLAGE"), [org.ban_po], year, actor=org.minh)


def test_only_the_office_over_the_holder_writes(org: Org) -> None:
    title = register.title("COMMUNITY_VILLAGE")
    allowed = {}
    for name in ("lan", "minh", "pao", "mai", "nga", "tuyet", "hanh", "quan", "chi", "khong"):
        try:
            consider(title, [org.ban_po], 2026, actor=getattr(org, name))
        except PermissionDenied:
            allowed[name] = False
        else:
            allowed[name] = True
            Recognition.objects.all().delete()

    assert allowed == {
        "lan": True,
        "minh": True,
        "pao": False,
        "mai": False,
        "nga": False,
        "tuyet": False,
        "hanh": False,
        "quan": False,
        "chi": False,
        "khong": False,
    }


def test_revoking_needs_a_reason_and_leaves_a_trace(org: Org) -> None:
    row = register.recognised(register.title("COMMUNITY_VILLAGE"), org.ban_po, 2025)

    with pytest.raises(DomainError, match="lý do"):
        revoke(row, reason="   ", actor=org.minh)
    with pytest.raises(PermissionDenied):
        revoke(row, reason="Không còn đạt", actor=org.pao)
    revoke(row, reason="Không còn đạt", actor=org.lan)

    row.refresh_from_db()
    assert (row.status, row.revoked_reason) == (RecognitionStatus.REVOKED, "Không còn đạt")
    event = AuditEvent.objects.get(action="recognitions.revoked")
    assert (event.actor_label, event.reason) == ("Nông Thị Lan", "Không còn đạt")
    assert event.chain == f"commune:{org.na_ri.pk}"


def test_of_two_officers_at_once_the_second_is_told(org: Org) -> None:
    row = register.recognised(register.title("COMMUNITY_VILLAGE"), org.ban_po, 2025)
    seen_by_minh = Recognition.objects.get(pk=row.pk)
    seen_by_hoa = Recognition.objects.get(pk=row.pk)

    revoke(seen_by_minh, reason="Không còn đạt", actor=org.minh)
    with pytest.raises(StaleError):
        revoke(seen_by_hoa, reason="Nhập nhầm", actor=org.hoa)

    row.refresh_from_db()
    assert row.revoked_reason == "Không còn đạt"
    assert AuditEvent.objects.filter(action="recognitions.revoked").count() == 1
