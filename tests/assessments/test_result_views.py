"""Results on the screen: reasons line by line, lists, one decision for many, the office's rules."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from assessments.enums import Action
from assessments.models import CompactResult
from assessments.selectors.result_lists import first_type, list_print
from core.models import AuditEvent
from criteria.models import PassRule
from recognitions.models import Recognition
from tests.builders import recognitions as register
from tests.builders import units
from tests.builders.assessments import NaRi, answered, begun, do, submitted
from tests.builders.reports import ban_dan_toc_year
from tests.builders.rules import all_met
from tests.org import Org
from tests.sending import send
from units.enums import UnitType
from units.models import Unit

pytestmark = pytest.mark.django_db
YEAR = "/assessments/na-ri-2026/2026/"
CANDIDATES = f"{YEAR}recognition/"
DECIDE = f"{CANDIDATES}decide/"
RULES = "/campaigns/na-ri-2026/pass-rules/"
DECISION = {
    "number": "45/QĐ-UBND",
    "decided_on": "18/11/2026",
    "decided_by": "Chủ tịch UBND xã Na Rì",
}


@pytest.fixture(autouse=True)
def _no_frame(settings: Settings) -> None:
    settings.FRAME_PROVIDERS = []


def family(na: NaRi, name: str, result: str = "achieved") -> Unit:
    """A family of Bản Pò that registered, and what the village found."""
    unit = units.household(na.org.ban_po, name)
    CompactResult.objects.create(
        campaign_year=na.year, unit=unit, place=na.org.ban_po, group=na.families,
        title=register.title("FAMILY"),
        is_registered=True, is_assessed=bool(result), result=result, entered_by=na.org.pao,
    )  # fmt: skip
    return unit


def text(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, answer.content.decode()
    return answer.content.decode()


@pytest.mark.parametrize("is_handed_in", [False, True])
def test_a_result_of_a_form_that_is_not_handed_in_says_so(
    na: NaRi, client: Client, is_handed_in: bool
) -> None:
    all_met(na.villages)
    record = answered(begun(na, na.org.ban_po, na.org.pao), na.org.pao)
    if is_handed_in:
        do(Action.SUBMIT, record, na.org.pao)
    client.force_login(na.org.minh)

    pages = (
        text(client, "/assessments/na-ri-2026/2026/outcomes/?type=village"),
        text(client, f"/assessments/{record.pk}/result/"),
    )

    for page in pages:
        assert "tạm tính" in page
        assert ("phiếu chưa nộp" in page) == (not is_handed_in)


def test_record_says_line_by_line_why_it_is_not_reached_yet(na: NaRi, client: Client) -> None:
    all_met(na.villages)
    record = submitted(na, na.org.ban_po, na.org.pao)
    client.force_login(na.org.pao)

    page = text(client, f"/assessments/{record.pk}/result/")

    assert "Kết quả tạm tính" in page
    assert "<strong>Chưa đạt vì</strong>" not in page.split("Xét danh hiệu")[1]
    assert "NR-1.4-d Thôn được công nhận “Cộng đồng học tập”: chưa đạt." in page
    assert "<strong>Đạt vì</strong> NR-1.4-a" in page
    assert "địa phương đặt" in page
    assert f"/assessments/{record.pk}/result/" in text(client, f"/assessments/{record.pk}/")


def test_without_a_rule_there_is_no_result_and_the_page_says_what_is_missing(
    na: NaRi, client: Client
) -> None:
    record = begun(na, na.org.ban_po, na.org.pao)
    answered(record, na.org.pao)
    client.force_login(na.org.pao)

    page = text(client, f"/assessments/{record.pk}/result/")

    assert "chưa có kết quả" in page
    assert "quy tắc xét: chưa có quy tắc nào cho loại đơn vị này" in page


def test_family_page_is_reached_from_its_row(na: NaRi, client: Client) -> None:
    an = family(na, "Hoàng Văn An")
    path = f"/assessments/holders/{na.year.pk}/{an.pk}/result/"
    client.force_login(na.org.pao)

    assert path in text(client, f"{YEAR}results/?unit={na.org.ban_po.pk}&type=household")
    assert "<strong>Đạt vì</strong> thôn đánh giá đạt." in text(client, path)
    client.force_login(na.org.sam)
    text(client, path, 404)


def test_matrix_leads_to_the_years_results(na: NaRi, client: Client) -> None:
    submitted(na, na.org.ban_po, na.org.pao)
    client.force_login(na.org.minh)

    assert f"{YEAR}outcomes/" in text(client, YEAR)
    page = text(client, f"{YEAR}outcomes/?type=village")
    assert "Thôn Bản Pò" in page
    assert "Chưa có kết quả vì thiếu" in page


def test_the_list_opens_on_the_villages_where_there_are_any() -> None:
    agency, village = ("agency", "Cơ quan"), ("village", "Thôn")

    assert first_type([agency, village]) == "village"
    assert first_type([agency, ("school", "Trường")]) == "agency"


def test_village_head_sees_the_own_village_only(na: NaRi, client: Client) -> None:
    all_met(na.villages)
    client.force_login(na.org.sam)
    page = text(client, f"{YEAR}outcomes/?type=village")
    assert "Thôn Nà Lạc" in page
    assert "Thôn Bản Pò" not in page
    text(client, f"{YEAR}outcomes/?type=village&unit={na.org.ban_po.pk}", 404)


@pytest.mark.parametrize("count", [1, 3, 50])
def test_lists_ask_the_same_number_of_queries(
    na: NaRi, client: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        family(na, f"Số {number}")
    client.force_login(na.org.minh)
    text(client, CANDIDATES)
    with django_assert_num_queries(21):
        assert text(client, f"{CANDIDATES}?title=FAMILY").count("/result/") == count
    with django_assert_num_queries(17):
        text(client, f"{YEAR}outcomes/?type=household")


def decide(client: Client, ids: list[int], query: str = "?title=FAMILY", **more: str) -> Any:
    return send(client, f"{DECIDE}{query}", seen=list_print(ids), **{**DECISION, **more})


def test_one_decision_recognises_everybody_who_is_fit(na: NaRi, client: Client) -> None:
    an, binh = family(na, "Hoàng Văn An"), family(na, "Nông Thị Bình")
    cuong = family(na, "Lý A Cường", "not_achieved")
    client.force_login(na.org.minh)
    page = text(client, f"{CANDIDATES}?title=FAMILY")
    assert "Ghi quyết định cho 2 đối tượng" in page
    assert "Chưa đạt vì thôn đánh giá chưa đạt." in page

    answer = decide(client, [an.pk, binh.pk])

    assert answer.status_code == 302, answer.content.decode()
    rows = Recognition.objects.all()
    assert {row.holder_id for row in rows} == {an.pk, binh.pk}
    assert len({row.batch for row in rows}) == 1
    told: Any = AuditEvent.objects.get(action="recognitions.granted").after
    assert told["holders"] == {
        str(an.pk): "Hộ Hoàng Văn An",
        str(binh.pk): "Hộ Nông Thị Bình",
    }
    assert cuong.pk not in {row.holder_id for row in rows}
    # The page of one of them tells the decision, not everybody else's name.
    detail = text(client, f"/recognitions/{rows[0].pk}/")
    assert "Ghi quyết định công nhận danh hiệu" in detail
    assert sum(name in detail for name in told["holders"].values()) == 1


def test_list_that_changed_since_is_not_decided_on(na: NaRi, client: Client) -> None:
    an = family(na, "Hoàng Văn An")
    client.force_login(na.org.minh)
    family(na, "Nông Thị Bình")  # Páo enters one more while Minh looks

    answer = decide(client, [an.pk])

    assert "Danh sách đề nghị vừa thay đổi" in answer.content.decode()
    assert not Recognition.objects.exists()


def test_whoever_does_not_qualify_is_refused_by_name(na: NaRi, client: Client) -> None:
    cuong = family(na, "Lý A Cường", "not_achieved")
    client.force_login(na.org.minh)

    answer = decide(client, [cuong.pk], f"?title=FAMILY&holder={cuong.pk}")

    assert "Chưa đủ điều kiện nên không ghi được quyết định: Hộ Lý A Cường" in (
        answer.content.decode()
    )
    assert not Recognition.objects.exists()


def test_decision_needs_its_number_and_the_office(na: NaRi, client: Client) -> None:
    an = family(na, "Hoàng Văn An")
    client.force_login(na.org.minh)
    assert "Số quyết định" in decide(client, [an.pk], number="").content.decode()
    client.force_login(na.org.pao)
    assert decide(client, [an.pk]).status_code == 403
    assert not Recognition.objects.exists()


# ---------------------------------------------------------------- the office's own rules


def rule(client: Client, na: NaRi, **typed: str) -> Any:
    given = {
        "label": "Đạt", "is_pass": "yes", "position": "1", "needs_all": "on",
        "valid_from": "01/01/2026", **typed,
    }  # fmt: skip
    kept = {key: one for key, one in given.items() if one}
    return send(client, f"{RULES}add/?group={na.villages.pk}", **kept)


def test_leader_sets_a_dated_rule_marked_as_the_offices_own(na: NaRi, client: Client) -> None:
    client.force_login(na.org.lan)
    assert "Chưa có quy tắc: hệ thống không tính kết quả" in text(client, RULES)

    assert rule(client, na).status_code == 302

    made = PassRule.objects.get()
    assert (made.is_local, made.source, made.valid_from) == (
        True, "địa phương đặt", dt.date(2026, 1, 1),
    )  # fmt: skip
    page = text(client, RULES)
    assert "mọi tiêu chí áp dụng đều đạt" in page
    assert "địa phương đặt" in page
    assert AuditEvent.objects.get(action="criteria.rule_added").unit_id == na.org.na_ri.pk


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"label": ""}, "Hãy ghi tên mức"),
        ({"needs_all": ""}, "phải có ít nhất một điều kiện"),
        ({"ratio": "families_held"}, "cả hai"),
        ({"ratio": "families_held", "min_ratio": "101"}, "không quá 100%"),
        ({"ratio": "families_held", "min_ratio": "0"}, "lớn hơn 0"),
        ({"valid_to": "31/12/2025"}, "từ ngày áp dụng trở đi"),
        ({"valid_from": ""}, "Hãy nhập ngày"),
        ({"position": "không"}, "một số từ 1 đến 99"),
    ],
)
def test_rule_that_makes_no_sense_is_refused_beside_its_field(
    na: NaRi, client: Client, typed: dict[str, str], said: str
) -> None:
    client.force_login(na.org.lan)
    assert said in rule(client, na, **typed).content.decode()
    assert not PassRule.objects.exists()


def test_same_level_twice_at_the_same_time_is_refused_until_the_first_ended(
    na: NaRi, client: Client
) -> None:
    client.force_login(na.org.lan)
    rule(client, na)
    assert "đã có quy tắc áp dụng" in rule(client, na).content.decode()
    first = PassRule.objects.get()

    bare = send(client, f"{RULES}end/?rule={first.pk}", last_day="31/10/2026", reason=" ")
    send(client, f"{RULES}end/?rule={first.pk}", last_day="31/10/2026", reason="Đặt lại.")
    again = rule(client, na, valid_from="01/11/2026")

    assert "Hãy ghi lý do kết thúc quy tắc" in bare.content.decode()
    assert again.status_code == 302
    first.refresh_from_db()
    assert first.valid_to == dt.date(2026, 10, 31)


def test_only_the_leader_of_the_launching_unit_sets_rules(na: NaRi, client: Client) -> None:
    for person, status in ((na.org.minh, 403), (na.org.pao, 403), (na.org.chi, 403)):
        client.force_login(person)
        assert rule(client, na).status_code == status
    assert not PassRule.objects.exists()


# ---------------------------------------------------------------- the whole beside the list


def test_the_total_of_an_agencys_list_is_its_rows(org: Org, client: Client) -> None:
    """The Ban Dân tộc launches and gathers; its two sections are judged, it itself is not."""
    bdt = ban_dan_toc_year(org)
    client.force_login(bdt.leader)
    path = f"/assessments/{bdt.campaign.slug}/{bdt.year.year}/recognition/?title=UNIT"

    page = text(client, path)

    assert page.count('<th scope="row">') == 2
    assert "<dt>Tổng số</dt><dd>2</dd>" in page


def test_who_does_not_take_part_counts_in_no_total_of_units_with_a_form(
    na: NaRi, client: Client
) -> None:
    outside = units.unit(UnitType.AGENCY, "Hạt Kiểm lâm", na.org.na_ri)
    register.recognised(register.title("UNIT"), outside, 2026)
    register.recognised(register.title("UNIT"), na.org.agency, 2026)
    client.force_login(na.org.lan)

    page = text(client, f"{CANDIDATES}?title=UNIT")

    rows = page.count('<th scope="row">')
    assert "Hạt Kiểm lâm" not in page
    assert f"<dt>Tổng số</dt><dd>{rows}</dd>" in page
    assert f"(1/{rows})" in page
