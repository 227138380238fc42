"""Criteria and titles are counted by group, as the plan names the groups."""

from __future__ import annotations

from assessments.enums import Judgement
from assessments.models import CompactResult
from assessments.services import closing, review
from campaigns.services import participation
from criteria.models import Criterion
from tests.builders import units
from tests.builders.recognitions import considered, recognised, title
from tests.builders.reports import Form, PlanYear, hand_in
from tests.reports.figures import criterion, group, snapshot
from units.enums import UnitType


def test_criteria_are_counted_by_group(na: PlanYear) -> None:
    org = na.org
    units.village("Khuổi Nằn", org.na_ri, 3)
    participation.register_participants(na.year, actor=org.lan.as_actor)
    answers = {"NR-1.4-a": Judgement.MET, "NR-1.4-b": Judgement.NOT_MET,
               "NR-1.4-c": Judgement.NOT_APPLICABLE}  # fmt: skip
    hand_in(na, org.ban_po, org.pao,
            Form(answers=answers, notes={"NR-1.4-c": "Thôn mới sáp nhập"}))  # fmt: skip
    hand_in(na, org.na_lac, org.sam, Form(answers={"NR-1.4-b": Judgement.PARTLY}))

    tally = {one["code"]: one for one in group(na, "1.4")["criteria"]}

    keys = ("met", "partly", "not_met", "not_applicable", "missing")
    assert [tally["NR-1.4-a"][key] for key in keys] == [2, 0, 0, 0, 1]
    assert [tally["NR-1.4-b"][key] for key in keys] == [0, 1, 1, 0, 1]
    assert [tally["NR-1.4-c"][key] for key in keys] == [1, 0, 0, 1, 1]


def test_the_reviewers_value_counts_and_at_the_end_the_leaders(na: PlanYear) -> None:
    org = na.org
    record = hand_in(na, org.ban_po, org.pao)
    started = review.start(record, actor=org.minh, version=record.version)
    asked = Criterion.objects.get(code="NR-1.4-a")
    review.decide(
        started, asked, value=Judgement.PARTLY, reason="Thiếu kế hoạch", actor=org.minh,
        seen=started.answers.get(criterion=asked).version,
    )  # fmt: skip
    assert criterion(na, "NR-1.4-a")["partly"] == 1

    reviewed = review.approve(started, actor=org.minh, version=started.version)
    closing.finalise(
        reviewed, actor=org.lan, version=reviewed.version,
        different={"NR-1.4-a": (Judgement.NOT_MET, "Không có minh chứng")},
    )  # fmt: skip
    assert (criterion(na, "NR-1.4-a")["partly"], criterion(na, "NR-1.4-a")["not_met"]) == (0, 1)


def test_a_title_criterion_asks_the_register_of_the_day_of_submission(na: PlanYear) -> None:
    org = na.org
    considered(title("COMMUNITY_COMMUNE"), org.na_ri, 2026)
    hand_in(na, org.na_ri, org.lan)

    found = criterion(na, "NR-1.1-c")

    assert (found["met"], found["under_consideration"], found["missing"]) == (0, 1, 0)


def test_households_and_clans_count_without_a_form(na: PlanYear) -> None:
    org = na.org
    pham = units.household(org.ban_po, "Phạm Văn Tài")
    ly = units.household(org.ban_po, "Lý Thị Sen")
    clan = units.unit(UnitType.CLAN, "Hoàng", org.na_ri)
    families = na.campaign.groups.get(source_number="1.5")
    for unit, value in ((pham, Judgement.MET), (ly, Judgement.NOT_MET), (clan, "")):
        CompactResult.objects.create(
            campaign_year=na.year, unit=unit, place_id=unit.parent_id or 0, group=families,
            entered_by=org.pao,
            is_registered=True, is_assessed=bool(value),
            values={"NR-1.5-b": value} if value else {},
        )  # fmt: skip
    recognised(title("FAMILY"), pham, 2026)
    considered(title("CLAN"), clan, 2026)

    titled, judged = criterion(na, "NR-1.5-a"), criterion(na, "NR-1.5-b")

    assert (titled["met"], titled["under_consideration"], titled["not_met"]) == (1, 1, 1)
    assert (judged["met"], judged["not_met"], judged["missing"]) == (1, 1, 1)
    assert group(na, "1.5")["units"] == 3
    assert group(na, "1.5")["rates"]["submitted"] == [0, 0]
    assert snapshot(na)["compact"]["household"] == {"all": 2, "registered": 2, "assessed": 2}
    assert not any("Hoàng" in one["unit"] for one in snapshot(na)["missing"])
