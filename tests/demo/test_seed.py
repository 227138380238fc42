"""The demo year: five plans, their people, and who reads what."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import transaction
from django.db.models import F
from django.test import Client
from pytest_django import DjangoDbBlocker

from accounts.models import User
from assessments.figures import broken_checks
from assessments.forms_of import lines_of, number_of
from assessments.models import Assessment, CompactResult, IndicatorValue
from campaigns.calendar import last_day
from campaigns.models import Campaign, CampaignYear, Duty, DutyDelivery
from core import clock
from core.audit import first_broken
from core.models import AuditChain
from criteria.enums import IndicatorKind
from reports.demo.build import seed
from reports.demo.outside import NUMBER, _scan
from reports.demo.people import PASSWORD, demo_accounts
from reports.demo.places import DEMOS, Demo
from reports.demo.stages import Stage
from reports.models import AnnualReport
from reports.services.building import hash_of
from reports.snapshots.commune import commune_snapshot
from tests.paper_words import pdf_pages
from units.enums import Role, UnitType
from units.models import HouseholdMember, Unit

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def seeded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The demo at the stage of reviewing, built once for this file and rolled back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        seed(Stage.REVIEWING)
        yield
        transaction.set_rollback(True)


def sign_in(username: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=username))
    return client


def test_na_ri_is_as_large_as_promised() -> None:
    na_ri = Campaign.objects.get(slug="na-ri-2026").launched_by
    below = Counter(Unit.objects.below(na_ri).exclude(valid_to=None).values_list("type"))
    living = Counter(Unit.objects.below(na_ri).filter(valid_to=None).values_list("type", flat=True))

    assert living[UnitType.VILLAGE] == 40
    assert living[UnitType.HOUSEHOLD] == 200
    assert living[UnitType.CLAN] == 4
    assert HouseholdMember.objects.count() > 600
    assert below[(UnitType.COMMUNE,)] == 3  # Yến Lạc, Kim Lư and Sơn Thành of before


def test_every_plan_stands_where_its_year_has_come_to() -> None:
    states = dict(CampaignYear.objects.values_list("campaign__code", "state"))
    statuses = Counter(
        Assessment.objects.filter(campaign_year__campaign__code="NR").values_list(
            "status", flat=True
        )
    )

    assert states == {
        "NR": "open", "SH": "open", "CT": "closed", "NH": "closed", "BDT": "closed",
    }  # fmt: skip
    assert set(statuses) == {"draft", "submitted", "in_review", "returned", "reviewed"}
    assert f"{clock.today():%d/%m/%Y}" == "20/11/2026"


def test_households_registered_in_spring_count_in_their_villages_sheet() -> None:
    ban_po = Unit.objects.get(code="02155-T01")
    registered = CompactResult.objects.filter(unit__parent=ban_po, is_registered=True).count()
    line = IndicatorValue.objects.get(
        assessment__unit=ban_po, indicator__code="families_registered"
    )

    assert 25 < registered < 40
    assert line.number == registered


def test_finished_years_have_a_frozen_report() -> None:
    frozen = AnnualReport.objects.filter(state="frozen")

    assert set(frozen.values_list("campaign_year__campaign__code", flat=True)) == {
        "CT", "NH", "BDT",
    }  # fmt: skip


@pytest.mark.parametrize("demo", DEMOS, ids=lambda demo: demo.slug)
def test_an_officer_reads_the_own_campaign_and_no_other(demo: Demo) -> None:
    slug, login = demo.slug, demo.login
    officer = User.objects.get(username=f"{login}.congchuc")

    seen = set(Campaign.objects.visible_to(officer).values_list("slug", flat=True))

    assert seen == {slug}


@pytest.mark.parametrize("demo", DEMOS, ids=lambda demo: demo.slug)
def test_a_village_head_or_section_head_reads_it_too(demo: Demo) -> None:
    slug, login = demo.slug, demo.login
    head = User.objects.get(username=f"{login}.donvi01")

    seen = set(Campaign.objects.visible_to(head).values_list("slug", flat=True))

    assert seen == {slug}


def test_the_auditor_at_the_root_reads_all_five() -> None:
    hanh = User.objects.get(username="kiemtra")

    assert Campaign.objects.visible_to(hanh).count() == 5


def test_the_administrator_reads_none_by_that_role() -> None:
    quan = User.objects.get(username="quantri")

    assert Campaign.objects.visible_to(quan).count() == 0


@pytest.mark.parametrize(
    ("typed", "found"),
    [("na ri", "Xã Na Rì"), ("Nà Rì", "Xã Na Rì"), ("yen lac", "Xã Na Rì"), ("ban po", "Bản Pò")],
)
def test_the_auditor_finds_any_unit_without_diacritics(typed: str, found: str) -> None:
    answer = sign_in("kiemtra").get("/units/", {"q": typed})

    assert found in answer.content.decode()


def test_every_chain_of_the_trail_holds() -> None:
    chains = list(AuditChain.objects.values_list("name", flat=True))

    assert len(chains) >= 5
    assert {name: first_broken(name) for name in chains} == dict.fromkeys(chains)


def test_one_account_per_role_signs_in() -> None:
    accounts = demo_accounts()
    client = Client()

    signed_in = client.post(
        "/accounts/sign-in/", {"name": accounts[0].username, "password": PASSWORD}
    )

    assert {account.role for account in accounts} == {str(role.label) for role in Role}
    assert signed_in.status_code == 302


def test_seeding_again_changes_nothing() -> None:
    before = (User.objects.count(), Unit.objects.count(), Assessment.objects.count())

    call_command("seed_demo", verbosity=0)

    assert (User.objects.count(), Unit.objects.count(), Assessment.objects.count()) == before


# ---------------------------------------------------------------- V1–V10 over every figure


def numbers_of(record: Assessment) -> dict[str, Decimal | None]:
    return {row.indicator.code: number_of(row) for row in record.figures.all()}


def records() -> list[Assessment]:
    found = Assessment.objects.select_related("unit", "group", "campaign_year__campaign")
    return list(found.prefetch_related("figures__indicator").order_by("pk"))


def test_every_rule_between_figures_holds() -> None:
    """V1, V5 and V6, hard and soft alike: no demo unit has anything to explain."""
    asked = 0
    for record in records():
        _criteria, _indicators, checks = lines_of(record.group, record.unit.type)
        asked += len(checks)
        assert broken_checks(checks, numbers_of(record)) == [], str(record.unit)
    assert asked > 1000


def test_rates_are_never_typed_and_numbers_are_whole() -> None:
    """V2 and V7."""
    rows = IndicatorValue.objects.exclude(number=None)

    assert not rows.filter(indicator__kind=IndicatorKind.RATIO).exists()
    numbers = [number for number in rows.values_list("number", flat=True) if number is not None]
    assert all(number == number.to_integral_value() for number in numbers)


def test_the_villages_total_is_the_sum_and_names_who_is_missing() -> None:
    """V3, on the open year of Na Rì, where some have not handed in."""
    year = CampaignYear.objects.get(campaign__slug="na-ri-2026")
    figures = commune_snapshot(year, year.campaign.launched_by, clock.today())
    counted = [one for one in figures["villages"] if one["state"] == "counted"]
    missing = {one["name"] for one in figures["villages"] if one["state"] == "missing"}

    total = next(one for one in figures["models"] if one["name"] == "Gia đình học tập")
    assert total["total"] == sum(one["households"] for one in counted)
    assert total["achieved"] == sum(one["families_achieved"] for one in counted)
    assert missing
    assert missing <= {one["unit"] for one in figures["missing"]}
    assert figures["is_provisional"]


def test_nothing_jumps_where_a_year_before_is_known() -> None:
    """V4: no demo figure moves by more than 30 % from one year to the next."""
    by_year = {(one.unit_id, one.campaign_year.year): one for one in records()}
    for (unit, year), record in by_year.items():
        before = by_year.get((unit, year - 1))
        earlier = numbers_of(before) if before else {}
        for code, number in numbers_of(record).items():
            was = earlier.get(code)
            assert not was or number is None or abs(number - was) <= was * Decimal("0.3")


def test_no_household_stands_in_two_villages() -> None:
    """V8."""
    households = Unit.objects.filter(type=UnitType.HOUSEHOLD)
    places = Counter(households.values_list("placements__unit", flat=True))

    assert set(places.values()) == {1}


def test_frozen_figures_are_those_of_their_fingerprint() -> None:
    """V9."""
    frozen = list(AnnualReport.objects.filter(state="frozen"))

    assert len(frozen) == 3
    assert all(hash_of(one.figures or {}) == one.figures_hash for one in frozen)


def test_lateness_is_the_last_day_read_literally() -> None:
    """V10: "trước ngày 30/11" is until 29/11, and every demo form came by its day."""
    rows = DutyDelivery.objects.exclude(received_on=None).select_related("duty", "campaign_year")
    for row in rows:
        last = last_day(row.duty, row.campaign_year.year)
        assert last is None or (row.received_on is not None and row.received_on <= last)
    cam_tan = Duty.objects.filter(campaign__slug="cam-tan-2024", month=11).first()
    assert cam_tan is not None
    assert last_day(cam_tan, 2024) == dt.date(2024, 11, 29)


def test_people_follow_from_occasions() -> None:
    """Meetings are attended, classes have pupils, and no unit has more of a kind than there is."""
    seen = 0
    for record in records():
        known = {code: int(n) for code, n in numbers_of(record).items() if n is not None}
        if "conference_attendance" in known and "conferences" in known:
            seen += 1
            assert known["conference_attendance"] >= 4 * known["conferences"], str(record.unit)
        if "class_people" in known and "classes" in known:
            seen += 1
            assert known["class_people"] >= 10 * known["classes"]
            assert known["class_attendance"] >= 2 * known["class_people"]
        if "meeting_households" in known and "households" in known:
            assert known["meeting_households"] <= known["households"]
        if "branches" in known:
            assert known["branches"] >= known["branches_villages"] + known["branches_schools"]
            assert known["illiterate_15_25"] <= known["illiterate_15_60"]
            assert known["people_15_60"] <= known["people_15_plus"]
    assert seen > 40


def test_a_report_says_the_same_in_all_its_tables() -> None:
    """Clans are those of the villages; officials apart, no group is more than all people."""
    frozen = AnnualReport.objects.filter(state="frozen", unit__type=UnitType.COMMUNE)
    for figures in [one.figures or {} for one in frozen]:
        models = {one["name"]: one for one in figures["models"]}
        groups = figures["citizens"]
        assert all(one["achieved"] <= one["assessed"] <= one["people"] for one in groups)
        # Officials are counted where they work, everybody else in the villages.
        others = sum(one["people"] for one in groups[1:])
        assert others <= models["Công dân học tập"]["total"]
        if figures["villages"]:
            clans = models["Dòng họ học tập"]["total"]
            assert clans == sum(one["clans"] for one in figures["villages"])


def test_a_commune_that_keeps_its_clans_counts_each_in_one_village() -> None:
    """Na Rì has four: the other villages say "không có", which is not 0."""
    rows = IndicatorValue.objects.filter(
        assessment__campaign_year__campaign__slug="na-ri-2026",
        assessment__unit__type=UnitType.VILLAGE,
        indicator__code="clans",
    )
    known = list(rows.values_list("state", "number"))

    assert sum(number or 0 for _state, number in known) <= 4
    assert ("none", None) in known
    assert all(number != 0 for _state, number in known)


# ---------------------------------------------------------------- the level above, on paper


def test_a_finished_years_own_form_bears_the_decision_from_above() -> None:
    """Marked as made up: the number says so, and so does the one page of the file."""
    own = Assessment.objects.filter(
        campaign_year__year=2024, unit=F("campaign_year__campaign__launched_by")
    ).select_related("outside_file", "unit")

    assert own.count() >= 1
    for record in own:
        assert record.status == "final", str(record.unit)
        assert record.outside_number == NUMBER
        assert record.outside_date is not None
        assert record.outside_file is not None
        assert "TRÌNH DIỄN" in pdf_pages(_scan(record).content)[0]
