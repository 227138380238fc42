"""Thủy the clerk enters decisions; the register keeps them whole, once, and as they were."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from awards.enums import AwardState, Level
from awards.models import Award, Decision
from awards.services.conferring import AwardLine, ConferralError, confer, record_outside
from awards.services.revoking import RevocationFacts, revoke
from core import clock
from core.errors import DomainError, StaleError
from tests.builders import awards, campaigns, units
from tests.org import Org
from tests.trail import changes

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _the_day() -> None:
    clock.set_business_day(dt.date(2026, 12, 7))


def test_one_decision_gives_many_awards_with_frozen_names(org: Org) -> None:
    an, binh = (units.household(org.ban_po, name) for name in ("Hoàng Văn An", "Lý Thị Bình"))

    decision = awards.conferred(org.na_ri, [an, binh, org.school], actor=org.thuy)
    an.name = "Hoàng Văn Khác"
    an.save()

    rows = decision.awards.order_by("pk").values_list(
        "recipient_name", "recipient_place", "recipient_kind", "form_name", "level", "state"
    )
    form = "Giấy khen của Chủ tịch Ủy ban nhân dân xã"
    at = "Thôn Bản Pò, xã Na Rì, tỉnh Thái Nguyên"
    assert list(rows) == [
        ("Hộ Hoàng Văn An", at, "household", form, "commune", "in_force"),
        ("Hộ Lý Thị Bình", at, "household", form, "commune", "in_force"),
        ("Trường Tiểu học Yến Lạc", "Xã Na Rì, tỉnh Thái Nguyên", "collective", form,
         "commune", "in_force"),
    ]  # fmt: skip
    [(_before, after)] = changes("awards.conferred")
    assert (after["number"], after["awards"]) == ("145/QĐ-UBND", 3)


@pytest.mark.parametrize(
    ("decided_on", "type_of", "prize"),
    [
        (dt.date(2026, 6, 30), "household", 1_053_000),
        (dt.date(2026, 7, 1), "household", 1_138_500),
        (dt.date(2026, 7, 1), "collective", 1_518_000),
    ],
)
def test_prize_money_follows_the_base_salary_of_the_decision(
    org: Org, decided_on: dt.date, type_of: str, prize: int
) -> None:
    recipient = units.household(org.ban_po, "An") if type_of == "household" else org.ban_po

    decision = confer(
        org.na_ri, awards.facts(decided_on=decided_on), [awards.line(recipient)], actor=org.thuy
    )

    assert awards.award_of(decision, recipient).prize == prize


def test_the_same_decision_twice_is_one_and_another_list_is_refused(org: Org) -> None:
    an, binh = (units.household(org.ban_po, name) for name in ("An", "Bình"))
    first = awards.conferred(org.na_ri, [an], actor=org.thuy)

    again = awards.conferred(org.na_ri, [an], actor=org.thuy)
    with pytest.raises(DomainError, match="đã có trong sổ với danh sách khác"):
        awards.conferred(org.na_ri, [an, binh], actor=org.thuy)

    assert again == first
    assert Award.objects.count() == 1
    assert len(changes("awards.conferred")) == 1


def test_every_bad_line_is_named_and_nothing_is_written(org: Org) -> None:
    an, binh = (units.household(org.ban_po, name) for name in ("Hoàng Văn An", "Lý Thị Bình"))
    here = campaigns.campaign(org.na_ri)
    confer(org.na_ri, awards.facts(), [awards.line(an, campaign=here)], actor=org.thuy)
    lines = [
        awards.line(an, campaign=here),
        awards.line(binh),
        awards.line(binh),
        awards.line(org.kim_son),
        awards.line(org.ban_po, 2027),
        awards.line(org.na_lac, award_type=awards.form("BK_PROVINCE")),
    ]

    with pytest.raises(ConferralError) as refused:
        confer(org.na_ri, awards.facts(number="146/QĐ-UBND"), lines, actor=org.thuy)

    said = refused.value.problems
    assert [words.partition(" ")[0] for words in said] == ["Hộ", "Hộ", "Thôn", "Thôn", "Thôn"]
    for part, words in zip(
        ("đã được khen cho thành tích này", "hai lần", "không thuộc Xã Na Rì", "năm thành tích",
         "không do cấp này tặng"),
        said,
        strict=True,
    ):  # fmt: skip
        assert part in words
    assert Decision.objects.count() == 1


def test_another_period_is_another_achievement_and_a_revoked_one_is_free(org: Org) -> None:
    an = units.household(org.ban_po, "An")
    here = campaigns.campaign(org.na_ri)
    first = confer(org.na_ri, awards.facts(), [awards.line(an, campaign=here)], actor=org.thuy)
    long = awards.line(an, campaign=here, award_type=awards.form("BK_PROVINCE"), period_from=2024)
    confer(
        org.na_ri,
        awards.facts(number="9/QĐ-UBND", level=Level.PROVINCE, issuer="Chủ tịch UBND tỉnh"),
        [long],
        actor=org.thuy,
    )
    again = awards.facts(number="150/QĐ-UBND", decided_on=dt.date(2026, 12, 1))
    with pytest.raises(ConferralError):
        confer(org.na_ri, again, [awards.line(an, campaign=here)], actor=org.thuy)

    revoke(awards.award_of(first, an), taken_back(), actor=org.lan)
    confer(org.na_ri, again, [awards.line(an, campaign=here)], actor=org.thuy)

    states = Award.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == [AwardState.REVOKED, AwardState.IN_FORCE, AwardState.IN_FORCE]


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("number", "  ", "số quyết định"),
        ("issuer", "", "người hoặc cơ quan"),
        ("decided_on", dt.date(2026, 12, 8), "sau hôm nay"),
    ],
)
def test_an_incomplete_decision_is_refused(org: Org, field: str, value: object, words: str) -> None:
    lines = [awards.line(org.ban_po)]

    with pytest.raises(DomainError, match=words) as refused:
        confer(org.na_ri, awards.facts(**{field: value}), lines, actor=org.thuy)

    assert refused.value.field == field


@pytest.mark.parametrize(
    ("who", "may"),
    [("thuy", True), ("minh", True), ("lan", True), ("pao", False), ("dung", False),
     ("chi", False), ("nga", False)],
)  # fmt: skip
def test_who_enters_a_decision_of_elsewhere(org: Org, who: str, may: bool) -> None:
    facts = awards.facts(level=Level.PROVINCE, issuer="Chủ tịch UBND tỉnh", is_outside=True)
    lines: list[AwardLine] = [awards.line(org.ban_po, award_type=awards.form("BK_PROVINCE"))]

    if may:
        assert record_outside(org.na_ri, facts, lines, actor=getattr(org, who)).is_outside
    else:
        with pytest.raises(PermissionDenied):
            record_outside(org.na_ri, facts, lines, actor=getattr(org, who))


# ---------------------------------------------------------------- taking back


def taken_back(**changed: object) -> RevocationFacts:
    wanted: dict[str, object] = {
        "number": "160/QĐ-UBND",
        "decided_on": dt.date(2026, 12, 5),
        "issuer": "Chủ tịch Ủy ban nhân dân xã Na Rì",
        "reason": "Kê khai không đúng thành tích",
    }
    return RevocationFacts(**(wanted | changed))  # type: ignore[arg-type]


def test_taken_back_once_with_its_reason(org: Org) -> None:
    decision = awards.conferred(org.na_ri, [org.ban_po], actor=org.thuy)
    seen_by_lan = awards.award_of(decision, org.ban_po)
    seen_by_minh = awards.award_of(decision, org.ban_po)

    row = revoke(seen_by_lan, taken_back(), actor=org.lan)
    with pytest.raises(StaleError):
        revoke(seen_by_minh, taken_back(number="161/QĐ-UBND"), actor=org.minh)

    assert awards.award_of(decision, org.ban_po).state == AwardState.REVOKED
    assert row.reason == "Kê khai không đúng thành tích"
    assert len(changes("awards.revoked")) == 1


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"decided_on": dt.date(2026, 11, 19)}, "decided_on"),
        ({"decided_on": dt.date(2026, 12, 8)}, "decided_on"),
        ({"reason": " "}, "reason"),
        ({"number": ""}, "number"),
        ({"issuer": ""}, "issuer"),
    ],
)
def test_a_revocation_without_its_facts_is_refused(
    org: Org, changed: dict[str, object], field: str
) -> None:
    decision = awards.conferred(org.na_ri, [org.ban_po], actor=org.thuy)

    with pytest.raises(DomainError) as refused:
        revoke(awards.award_of(decision, org.ban_po), taken_back(**changed), actor=org.lan)

    assert refused.value.field == field


@pytest.mark.parametrize("who", ["thuy", "pao", "nga", "chi"])
def test_only_the_office_takes_back(org: Org, who: str) -> None:
    decision = awards.conferred(org.na_ri, [org.ban_po], actor=org.thuy)

    with pytest.raises(PermissionDenied):
        revoke(awards.award_of(decision, org.ban_po), taken_back(), actor=getattr(org, who))


def test_counted_until_the_day_it_was_taken_back(org: Org) -> None:
    """A report of the day before keeps its figure, the next one no longer counts the award."""
    decision = awards.conferred(org.na_ri, [org.ban_po, org.na_lac], actor=org.thuy)
    revoke(awards.award_of(decision, org.ban_po), taken_back(), actor=org.lan)

    days = (dt.date(2026, 11, 19), dt.date(2026, 12, 4), dt.date(2026, 12, 5))
    assert [Award.objects.in_force_on(day).count() for day in days] == [0, 2, 1]
