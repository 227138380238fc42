"""Trường Yến Lạc is scored by Thông tư 22/2020: Ngọc scores, Minh reviews, Lan decides."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from assessments.enums import ScoreAct, ScoreStage
from assessments.models import ScoreLine, ScoreSheet
from assessments.selectors.holder_results import title_results
from assessments.selectors.score_page import score_page
from assessments.services import scoring
from assessments.services.scoring import LinesRefusedError, OwnLine, ReviewedLine
from campaigns.models import Participation
from core.errors import DomainError, StaleError
from core.models import AuditEvent
from criteria.models import CriteriaSet, Criterion
from criteria.scoring.verdicts import Said
from tests.builders import units
from tests.builders.assessments import NaRi
from tests.builders.campaigns import loaded_set
from tests.builders.recognitions import title
from tests.sending import send

pytestmark = pytest.mark.django_db


@pytest.fixture
def tt_22() -> CriteriaSet:
    """Thông tư 22/2020 as its file has it: 100 points."""
    return loaded_set("tt-22-2020-don-vi")


def full(rows: CriteriaSet) -> dict[int, OwnLine]:
    """Every line at its maximum."""
    lines = Criterion.objects.filter(criteria_set=rows).exclude(kind="heading")
    return {one.pk: OwnLine(one.max_points, evidence="Quyết định số 5") for one in lines}


def sheet_of(na: NaRi, rows: CriteriaSet) -> ScoreSheet:
    begun = scoring.begin_sheet(na.year, na.org.school, rows, actor=na.org.ngoc)
    return scoring.fetch_sheet(begun.pk)


def handed_in(na: NaRi, rows: CriteriaSet, **less: int) -> ScoreSheet:
    """Scored in full but for the lines named (``_1_2`` is 22-1.2), and handed in."""
    sheet = sheet_of(na, rows)
    given = full(rows)
    for code, number in less.items():
        pk = line(rows, code).pk
        given[pk] = OwnLine(Decimal(number))
    sheet = scoring.save_own(sheet, given, version=sheet.version, actor=na.org.ngoc)
    return scoring.move(ScoreAct.HAND_IN, sheet, version=sheet.version, actor=na.org.ngoc)


def line(rows: CriteriaSet, code: str) -> Criterion:
    return rows.criteria.get(code=code.replace("_1_", "22-1.").replace("_3_", "22-3."))


def result(na: NaRi) -> tuple[Said, str, bool]:
    [found] = [
        one for one in title_results(na.year, title("UNIT")) if one.unit_id == na.org.school.pk
    ]
    return found.said, found.level, found.is_provisional


def test_self_officer_and_final_stand_side_by_side(na: NaRi, tt_22: CriteriaSet) -> None:
    sheet = handed_in(na, tt_22)
    assert result(na) == (Said.YES, "Tốt", True)
    pk = line(tt_22, "_3_1").pk

    sheet = scoring.save_reviewed(
        sheet,
        {pk: ReviewedLine(Decimal(9), "Chưa có phiếu của thành viên.")},
        version=sheet.version,
        actor=na.org.minh,
    )
    assert result(na) == (Said.YES, "Khá", True)  # 100 − 25 + 9 = 84
    sheet = scoring.move(ScoreAct.APPROVE, sheet, version=sheet.version, actor=na.org.minh)
    sheet = scoring.move(
        ScoreAct.DECIDE,
        sheet,
        version=sheet.version,
        actor=na.org.lan,
        finals={pk: ReviewedLine(Decimal(10), "Đã bổ sung phiếu.")},
    )

    row = ScoreLine.objects.get(sheet=sheet, criterion_id=pk)
    stands = [row.own_number, row.reviewed_number, row.final_number]
    assert stands == [Decimal(25), Decimal(9), Decimal(10)]
    assert sheet.stage == ScoreStage.DECIDED
    assert result(na) == (Said.YES, "Tốt", False)  # 85
    acts = AuditEvent.objects.filter(object_kind="assessments.sheet").order_by("pk")
    assert [one.action.removeprefix("assessments.sheet_") for one in acts] == [
        "begun", "scored", "hand_in", "reviewed", "approve", "decide",
    ]  # fmt: skip


def test_points_outside_their_range_are_refused_and_nothing_is_written(
    na: NaRi, tt_22: CriteriaSet
) -> None:
    sheet = sheet_of(na, tt_22)
    given = full(tt_22)
    given[line(tt_22, "_1_1").pk] = OwnLine(Decimal("10.5"))
    given[line(tt_22, "_1_2").pk] = OwnLine(Decimal(-1))
    given[line(tt_22, "_1_3").pk] = OwnLine(applies=False)

    with pytest.raises(LinesRefusedError) as refused:
        scoring.save_own(sheet, given, version=0, actor=na.org.ngoc)

    assert sorted(refused.value.faults.values()) == [
        "22-1.1: 10,5 điểm vượt mức cao nhất là 10. Hãy ghi từ 0 đến 10.",
        "22-1.2: điểm không thể âm. Hãy ghi từ 0 trở lên.",
        "Hãy ghi vì sao mục này không áp dụng.",
    ]
    assert not ScoreLine.objects.exists()


def test_unscored_line_is_named_and_not_handed_in(na: NaRi, tt_22: CriteriaSet) -> None:
    sheet = sheet_of(na, tt_22)
    given = full(tt_22)
    given.pop(line(tt_22, "_3_2").pk)
    sheet = scoring.save_own(sheet, given, version=0, actor=na.org.ngoc)

    assert result(na)[0] == Said.UNKNOWN
    with pytest.raises(LinesRefusedError) as refused:
        scoring.move(ScoreAct.HAND_IN, sheet, version=sheet.version, actor=na.org.ngoc)
    assert set(refused.value.faults) == {line(tt_22, "_3_2").pk}


def test_officer_who_differs_must_say_why(na: NaRi, tt_22: CriteriaSet) -> None:
    sheet = handed_in(na, tt_22)
    pk = line(tt_22, "_1_1").pk

    with pytest.raises(LinesRefusedError) as refused:
        scoring.save_reviewed(
            sheet, {pk: ReviewedLine(Decimal(8))}, version=sheet.version, actor=na.org.minh
        )

    assert refused.value.faults == {pk: "Điểm khác thì phải ghi lý do."}


def test_no_stage_is_skipped_and_nobody_reviews_own_points(na: NaRi, tt_22: CriteriaSet) -> None:
    sheet = sheet_of(na, tt_22)
    sheet = scoring.save_own(sheet, full(tt_22), version=0, actor=na.org.minh)  # on behalf
    for act in (ScoreAct.APPROVE, ScoreAct.DECIDE):
        with pytest.raises((StaleError, PermissionDenied)):
            scoring.move(act, sheet, version=sheet.version, actor=na.org.lan)
    sheet = scoring.move(ScoreAct.HAND_IN, sheet, version=sheet.version, actor=na.org.minh)

    with pytest.raises(PermissionDenied):
        scoring.move(ScoreAct.APPROVE, sheet, version=sheet.version, actor=na.org.minh)
    with pytest.raises(StaleError):
        scoring.move(ScoreAct.DECIDE, sheet, version=sheet.version, actor=na.org.lan)
    with pytest.raises(StaleError):
        scoring.move(ScoreAct.APPROVE, sheet, version=0, actor=na.org.hoa)
    with pytest.raises(DomainError, match="lý do"):
        scoring.move(ScoreAct.SEND_BACK, sheet, version=sheet.version, actor=na.org.hoa)
    sheet.refresh_from_db()
    assert sheet.stage == ScoreStage.REVIEW


def test_partial_circular_gives_no_result_however_good_the_answers(na: NaRi) -> None:
    rows = loaded_set("tt-24-2023-huyen-muc-1")
    sheet = sheet_of(na, rows)
    lines = Criterion.objects.filter(criteria_set=rows).exclude(kind="heading")
    given = {one.pk: OwnLine(Decimal(1)) for one in lines}
    scoring.save_own(sheet, given, version=0, actor=na.org.ngoc)

    [found] = [one for one in title_results(na.year, title("UNIT")) if one.sheet_id]
    assert found.said == Said.UNKNOWN
    assert "chưa tìm được đủ văn bản" in found.reason


def reviewed(na: NaRi, rows: CriteriaSet) -> ScoreSheet:
    sheet = handed_in(na, rows)
    return scoring.move(ScoreAct.APPROVE, sheet, version=sheet.version, actor=na.org.minh)


ENDED = "Bộ này đã hết hiệu lực, chỉ để tham khảo."


def test_a_set_that_ended_is_told_wherever_a_title_is_decided_by_it(
    na: NaRi, client: Client, tt_22: CriteriaSet
) -> None:
    """Thông tư 22/2020 gave way to Thông tư 24/2023; the sheet, list and result say so alike."""
    sheet = reviewed(na, tt_22)
    school = na.org.school.pk
    base = f"/assessments/{na.campaign.slug}/2026"
    client.force_login(na.org.lan)

    def page(path: str) -> str:
        answer = client.get(path)
        assert answer.status_code == 200
        return answer.content.decode()

    candidates = page(f"{base}/recognition/?title=UNIT")
    assert ENDED in page(f"/assessments/scoring/{sheet.pk}/")
    assert candidates.count(f"{tt_22.name}: {ENDED}") == 1
    assert candidates.count("hết hiệu lực, tham khảo") == 1
    assert f"{tt_22.name}: {ENDED}" in page(
        f"{base}/recognition/decide/?title=UNIT&holder={school}"
    )
    assert f"{tt_22.name}: {ENDED}" in page(f"/assessments/holders/{na.year.pk}/{school}/result/")
    book = client.get(f"{base}/recognition/?title=UNIT&format=xlsx").content
    cells = [str(cell.value) for row in load_workbook(BytesIO(book)).active for cell in row]
    assert [ENDED in one for one in cells].count(True) == 1


@pytest.mark.parametrize(
    ("fields", "is_told"),
    [
        ({"is_in_force": True}, False),
        ({"is_in_force": None}, False),
        ({"is_in_force": True, "effective_to": dt.date(2026, 11, 20)}, False),
        ({"is_in_force": True, "effective_to": dt.date(2026, 11, 19)}, True),
        ({"is_in_force": False}, True),
    ],
)
def test_a_set_is_told_to_have_ended_from_the_day_after_its_last(
    na: NaRi, tt_22: CriteriaSet, fields: dict[str, object], is_told: bool
) -> None:
    sheet = handed_in(na, tt_22)
    CriteriaSet.objects.filter(pk=tt_22.pk).update(**fields)

    [found] = [one for one in title_results(na.year, title("UNIT")) if one.sheet_id]

    assert bool(found.ended) == is_told
    assert bool(score_page(scoring.fetch_sheet(sheet.pk)).ended) == is_told


@pytest.mark.parametrize("count", [1, 3, 50])
def test_telling_that_a_set_ended_asks_nothing_more(
    na: NaRi, tt_22: CriteriaSet, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    handed_in(na, tt_22)
    for number in range(count):
        kind = na.org.school.type
        other = units.unit(kind, f"Số {number}", na.org.na_ri, code=f"S{number}", position=number)
        Participation.objects.create(campaign_year=na.year, group=na.agencies, unit=other)
        ScoreSheet.objects.create(campaign_year=na.year, unit=other, criteria_set=tt_22)

    unit = title("UNIT")
    with django_assert_num_queries(16):
        found = title_results(na.year, unit)

    assert sum(bool(one.ended) for one in found) == count + 1


def test_set_for_others_is_refused(na: NaRi, tt_22: CriteriaSet) -> None:
    with pytest.raises(DomainError, match="không dành cho"):
        scoring.begin_sheet(na.year, na.org.ban_po, tt_22, actor=na.org.pao)


def test_head_scores_on_the_page_and_sees_the_result(
    na: NaRi, tt_22: CriteriaSet, client: Client
) -> None:
    org = na.org
    client.force_login(org.ngoc)
    begun = send(
        client, "/assessments/na-ri-2026/2026/scoring/", unit=org.school.pk, criteria_set=tt_22.pk
    )
    path = begun["Location"]
    lines = Criterion.objects.filter(criteria_set=tt_22).exclude(kind="heading")
    typed = {f"c{one.pk}-own": f"{one.max_points or 0:.0f}" for one in lines}
    wrong = f"c{line(tt_22, '_1_1').pk}-own"

    refused = send(client, path, version="0", **{**typed, wrong: "11"})
    unread = send(client, path, version="0", **{**typed, wrong: "mười"})
    saved = send(client, path, version="0", **typed)

    assert refused.status_code == unread.status_code == 422
    assert "22-1.1: 11 điểm vượt mức cao nhất là 10" in refused.content.decode()
    assert "không phải là số" in unread.content.decode()
    assert saved.status_code == 302
    page = client.get(path).content.decode()
    assert "<strong>Đạt vì</strong> tổng điểm 100/100, từ 85 trở lên." in page
    assert "Nộp để thẩm định" in page
    listed = client.get("/assessments/na-ri-2026/2026/scoring/").content.decode()
    assert path in listed
