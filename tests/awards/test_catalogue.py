"""The catalogue of award forms: loaded once, dated, and pointed to by the plans."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from awards.data_files import CATALOGUE_FILE, load_catalogue
from awards.models import AwardRule, AwardType, BaseSalary, LegalRegime, PlanForm, PrizeRate
from awards.services import catalogue
from campaigns.models import PlanAward
from core.errors import DomainError
from core.models import AuditEvent
from tests.builders import campaigns
from tests.org import Org


def enter() -> bool:
    return catalogue.load_catalogue(load_catalogue())


def test_a_second_load_changes_nothing_and_leaves_no_event(org: Org) -> None:
    first = enter()
    rows = list(AwardRule.objects.order_by("pk").values())

    second = enter()

    assert (first, second) == (True, False)
    assert list(AwardRule.objects.order_by("pk").values()) == rows
    assert AuditEvent.objects.filter(action="awards.catalogue_loaded").count() == 1


def test_a_local_rule_survives_the_next_load(org: Org) -> None:
    enter()
    national = AwardRule.objects.on(dt.date(2026, 11, 1)).get(award_type__code="GK")
    local = AwardRule.objects.get(pk=national.pk)
    local.pk, local.place, local.vote_percent = None, org.na_ri, 80
    local.save()

    enter()

    assert AwardRule.objects.get(place=org.na_ri).vote_percent == 80


@pytest.mark.parametrize(
    ("day", "regime", "form", "salary"),
    [
        (dt.date(2025, 6, 30), "ND98", {}, 2_340_000),
        (dt.date(2025, 7, 1), "ND152", {"letter": "Mẫu số 01", "report": "Mẫu số 08"}, 2_340_000),
        (
            dt.date(2026, 6, 30),
            "ND152",
            {"letter": "Mẫu số 01", "report": "Mẫu số 08"},
            2_340_000,
        ),
        (
            dt.date(2026, 10, 1),
            "LAW06",
            {"letter": "Mẫu số 01", "report": "Mẫu số 08"},
            2_530_000,
        ),
    ],
)
def test_a_day_has_its_law_its_forms_and_its_salary(
    org: Org, day: dt.date, regime: str, form: dict[str, str], salary: int
) -> None:
    enter()

    assert LegalRegime.objects.on(day).get().code == regime
    assert AwardRule.objects.on(day).get(award_type__code="GK").form_codes == form
    assert BaseSalary.objects.on(day).get().amount == salary


def test_a_household_has_one_and_a_half_of_an_individual(org: Org) -> None:
    enter()

    rates = {
        (code, kind): multiple
        for code, kind, multiple in PrizeRate.objects.values_list(
            "award_type__code", "recipient_kind", "multiple"
        )
    }

    for code in ("GK", "BK_PROVINCE", "BK_MINISTRY", "BK_PRIME_MINISTER"):
        single = rates[code, "individual"]
        assert single is not None
        assert rates[code, "household"] == single * 3 / 2


def test_the_plans_words_point_to_the_catalogue(org: Org) -> None:
    campaign = campaigns.campaign(org.na_ri)
    PlanAward.objects.create(
        campaign=campaign,
        position=1,
        occasion="annual",
        authority="Chủ tịch Ủy ban nhân dân xã",
    )
    PlanAward.objects.create(
        campaign=campaign,
        position=2,
        occasion="final",
        forms=["Bằng khen cấp bộ, ban, ngành, tỉnh, đoàn thể Trung ương", "Giấy khen"],
    )

    enter()

    linked = list(
        PlanForm.objects.order_by("plan_award__position", "position").values_list(
            "plan_award__occasion", "award_type__code", "is_inferred"
        )
    )
    assert linked == [
        ("annual", "GK", True),
        ("final", "BK_PROVINCE", True),
        ("final", "BK_MINISTRY", True),
        ("final", "GK", True),
    ]


def test_a_percentage_of_101_is_refused_with_its_line(org: Org, tmp_path: Path) -> None:
    text = CATALOGUE_FILE.read_text(encoding="utf-8")
    broken = tmp_path / "sai.yaml"
    broken.write_text(text.replace("vote_percent: 50", "vote_percent: 101", 1), encoding="utf-8")

    with pytest.raises(DomainError, match=r"sai\.yaml:\d+: tỷ lệ 101% không thể có"):
        catalogue.load_catalogue(load_catalogue(broken))

    assert not AwardType.objects.exists()
