"""Whatever is written into a closed year wants a reason and stands on the page of later changes."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import User
from assessments.enums import Outcome
from assessments.services import closing, recheck, scoring
from assessments.services.compact import CompactEntry, set_results
from awards.services.conferring import confer
from awards.services.revoking import RevocationFacts, revoke
from campaigns.services import duty_days, inspections, pass_rules
from campaigns.services.years import reopen_year
from core import clock
from core.errors import DomainError
from criteria.services.rules import RuleRow
from recognitions import services as titles
from recognitions.services import Decision
from tests.builders import awards as giving
from tests.builders import campaigns as plans
from tests.builders import recognitions as register
from tests.builders import units
from tests.builders.assessments import NaRi
from tests.imports.acting import undone, written
from tests.imports.files import book, sent
from tests.sending import send
from units.enums import UnitType
from units.models import Unit

PATH = "/assessments/na-ri-2026/2026/after-closing/"
REFUSED = "Năm 2026 đã khóa. Hãy ghi lý do thay đổi sau khi chốt."
WHY = "Kết luận thanh tra số 5."
DECISION = Decision(
    number="45/QĐ-UBND", decided_on=dt.date(2026, 11, 18), decided_by="Chủ tịch UBND xã Na Rì"
)


@pytest.fixture
def closed(na: NaRi) -> NaRi:
    """Na Rì's year, closed by Lan."""
    closing.close_year(na.year, actor=na.org.lan)
    na.year.refresh_from_db()
    return na


def lines(person: User, path: str = PATH) -> list[list[str]]:
    """The rows of the page as the person reads them: moment, who, what, before, after, why."""
    client = Client()
    client.force_login(person)
    page = client.get(path).content.decode()
    body = page.partition("<tbody>")[2].partition("</tbody>")[0]
    return [
        [
            html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", cell))).strip()
            for cell in re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.DOTALL)
        ]
        for row in re.findall(r"<tr>(.*?)</tr>", body, re.DOTALL)
    ]


def acts(person: User) -> list[tuple[str, str, str]]:
    """Who did what, and why, the latest first; what is as long as the page says it."""
    return [(row[1], row[2], row[5]) for row in lines(person)]


def families(village: Unit, *names: str) -> list[Unit]:
    return [units.household(village, name) for name in names]


def refuses(act: Callable[..., Any]) -> None:
    """Without a reason nothing is written, and the sentence stands beside the reason's box."""
    before = len(lines(User.objects.get(username="lan")))
    with pytest.raises(DomainError, match="đã khóa") as refused:
        act()
    assert (str(refused.value), refused.value.field) == (REFUSED, "reason")
    assert len(lines(User.objects.get(username="lan"))) == before


# ---------------------------------------------------------------- titles


def test_a_title_decided_after_the_closing_wants_a_reason_and_stands_there(closed: NaRi) -> None:
    org, title = closed.org, register.title("COMMUNITY_VILLAGE")

    def decided(reason: str = "") -> None:
        titles.grant(title, [org.ban_po], 2026, DECISION, actor=org.minh, reason=reason)

    refuses(decided)
    decided(WHY)

    [(_when, who, what, before, after, why)] = lines(org.lan)
    assert (who, before, why) == ("Hoàng Văn Minh", "", WHY)
    assert "Ghi quyết định công nhận danh hiệu" in what
    assert f"{title} 2026: Thôn Bản Pò" in what
    assert "số quyết định: 45/QĐ-UBND" in after
    assert "trạng thái: Đã công nhận" in after


def test_a_title_considered_then_decided_then_taken_back_shows_each_step(closed: NaRi) -> None:
    org, title = closed.org, register.title("COMMUNITY_VILLAGE")

    def waits(reason: str = "") -> None:
        titles.consider(title, [org.ban_po], 2026, actor=org.minh, reason=reason)

    refuses(waits)
    waits("Thôn họp lại.")
    (row,) = titles.grant(title, [org.ban_po], 2026, DECISION, actor=org.hoa, reason=WHY)
    titles.revoke(row, reason="Ghi nhầm thôn.", actor=org.lan)

    found = lines(org.lan)
    assert [(row[1], row[5]) for row in found] == [
        ("Nông Thị Lan", "Ghi nhầm thôn."),
        ("Lý Thị Hoa", WHY),
        ("Hoàng Văn Minh", "Thôn họp lại."),
    ]
    assert (found[0][3], found[0][4]) == ("Đã công nhận", "Đã thu hồi")
    assert found[1][3] == "trạng thái: Đang xét"


def test_one_decision_for_many_is_seen_by_each_village_without_the_others(closed: NaRi) -> None:
    org = closed.org
    an, binh = families(org.ban_po, "Hoàng Văn An", "Hoàng Văn Bình")
    (chai,) = families(org.na_lac, "Lường Văn Chài")

    titles.grant(
        register.title("FAMILY"), [an, binh, chai], 2026, DECISION, actor=org.minh, reason=WHY
    )

    def holders(person: User) -> set[str]:
        [row] = lines(person)
        names = ("Hộ Hoàng Văn An", "Hộ Hoàng Văn Bình", "Hộ Lường Văn Chài")
        return {name for name in names if name in row[4]}

    assert holders(org.lan) == {"Hộ Hoàng Văn An", "Hộ Hoàng Văn Bình", "Hộ Lường Văn Chài"}
    assert holders(org.pao) == {"Hộ Hoàng Văn An", "Hộ Hoàng Văn Bình"}
    assert holders(org.sam) == {"Hộ Lường Văn Chài"}


def test_titles_of_other_years_and_places_neither_ask_nor_stand_there(closed: NaRi) -> None:
    org, title = closed.org, register.title("COMMUNITY_VILLAGE")
    old = Decision(number="1", decided_on=dt.date(2025, 12, 1), decided_by="Chủ tịch UBND xã")

    titles.grant(title, [org.ban_po], 2025, old, actor=org.minh)
    titles.grant(title, [org.kim_son], 2026, DECISION, actor=org.chi)

    assert lines(org.lan) == []


def test_a_title_of_last_year_that_is_decided_in_the_closed_one_counts_in_it(
    closed: NaRi,
) -> None:
    """The report of 2026 counts what was recognised in 2026, whatever year it was for."""
    org, title = closed.org, register.title("COMMUNITY_VILLAGE")

    refuses(lambda: titles.grant(title, [org.ban_po], 2025, DECISION, actor=org.minh))
    titles.grant(title, [org.ban_po], 2025, DECISION, actor=org.minh, reason=WHY)

    assert [why for _who, _what, why in acts(org.lan)] == [WHY]


def test_the_register_asks_for_the_reason_beside_its_box(closed: NaRi, client: Client) -> None:
    org, title = closed.org, register.title("COMMUNITY_VILLAGE")
    client.force_login(org.minh)
    path = f"/recognitions/grant/?title={title.code}&holder={org.ban_po.pk}"
    typed = {
        "year": "2026", "number": "45/QĐ-UBND", "decided_on": "18/11/2026",
        "decided_by": "Chủ tịch UBND xã Na Rì", "signer": "", "valid_from": "", "valid_to": "",
        "note": "",
    }  # fmt: skip

    page = client.get(path).content.decode()
    refused = send(client, path, **typed, reason="").content.decode()
    saved = send(client, path, **typed, reason=WHY)

    assert "Phải ghi khi năm xét hoặc năm của quyết định đã khóa (2026)." in page
    assert REFUSED in refused
    assert saved.status_code == 302
    assert [why for _who, _what, why in acts(org.lan)] == [WHY]


def test_the_register_of_an_open_year_asks_for_no_reason(na: NaRi, client: Client) -> None:
    client.force_login(na.org.minh)
    title = register.title("COMMUNITY_VILLAGE")

    for act in ("grant", "consider"):
        path = f"/recognitions/{act}/?title={title.code}&holder={na.org.ban_po.pk}"
        assert 'name="reason"' not in client.get(path).content.decode()


# ---------------------------------------------------------------- checks on the spot


def test_a_recheck_after_the_closing_wants_a_reason_and_stands_there(na: NaRi) -> None:
    org = na.org
    homes = families(org.ban_po, "Hoàng Văn An", "Hoàng Văn Bình")
    found = [CompactEntry(one.pk, is_registered=True, result=Outcome.ACHIEVED) for one in homes]
    set_results(na.year, org.ban_po, found, actor=org.pao)
    closing.close_year(na.year, actor=org.lan)
    na.year.refresh_from_db()

    def drawn(reason: str = "") -> Any:
        return recheck.draw_sample(
            na.year, kind="households", size=1, seed="7", actor=org.minh, reason=reason
        )

    refuses(drawn)
    item = drawn("Có đơn phản ánh.").items.get()

    def entered(reason: str = "") -> None:
        recheck.enter_result(
            item, found=0, note="Không có bằng.", checked_on=clock.today(), actor=org.minh,
            seen=item.version, reason=reason,
        )  # fmt: skip

    refuses(entered)
    entered(WHY)

    (result, sample) = lines(org.lan)
    assert "Ghi kết quả phúc tra" in result[2]
    assert "phúc tra thấy" not in result[3]
    assert "phúc tra thấy: 0" in result[4]
    assert "ghi chú: Không có bằng." in result[4]
    assert result[5] == WHY
    assert ("Rút mẫu phúc tra" in sample[2], sample[5]) == (True, "Có đơn phản ánh.")


def test_the_pages_of_rechecks_ask_for_the_reason(na: NaRi, client: Client) -> None:
    org = na.org
    (home,) = families(org.ban_po, "Hoàng Văn An")
    said = [CompactEntry(home.pk, is_registered=True, result=Outcome.ACHIEVED)]
    set_results(na.year, org.ban_po, said, actor=org.pao)
    client.force_login(org.minh)
    path = "/assessments/na-ri-2026/2026/rechecks/"
    assert 'name="reason"' not in client.get(path).content.decode()
    closing.close_year(na.year, actor=org.lan)

    typed = {"kind": "households", "size": "1", "seed": "7"}
    refused = send(client, path, **typed)
    drawn = send(client, path, **typed, reason="Có đơn phản ánh.")
    sample = client.get(drawn.url).content.decode()
    item = na.year.recheck_samples.get().items.get()
    here = f"/assessments/rechecks/{item.sample_id}/{item.pk}/"
    found = {"found": "1", "checked_on": "20/11/2026", "note": "", "version": str(item.version)}
    send(client, here, **found)
    item.refresh_from_db()
    without = item.found
    send(client, here, **found, reason=WHY)
    item.refresh_from_db()

    assert refused.status_code == 422
    assert 'name="reason"' in sample
    assert (without, item.found) == (None, 1)
    assert acts(org.lan)[0][2] == WHY


# ---------------------------------------------------------------- what the office follows


def test_inspections_planned_found_and_mended_after_the_closing_want_a_reason(
    closed: NaRi,
) -> None:
    org = closed.org
    plan = inspections.Plan("Kiểm tra hồ sơ", dt.date(2026, 11, 18), "Minh, Hoa")

    def planned(reason: str = "") -> Any:
        return inspections.plan_inspection(
            closed.year, plan, [org.ban_po], actor=org.minh, reason=reason
        )

    refuses(planned)
    visit = planned("Có đơn.")

    def noted(reason: str = "") -> Any:
        return inspections.add_finding(
            visit, org.ban_po, text="Thiếu biên bản", request="Bổ sung",
            due_on=dt.date(2026, 11, 30), actor=org.minh, reason=reason,
        )  # fmt: skip

    refuses(noted)
    finding = noted(WHY)

    def mended(reason: str = "") -> None:
        inspections.resolve_finding(
            finding, on=clock.today(), resolution="Đã bổ sung", actor=org.minh, reason=reason
        )

    refuses(mended)
    mended("Thôn đã bổ sung.")

    assert [(row[2].split(" Thôn")[0].split(" Xã")[0], row[5]) for row in lines(org.lan)] == [
        ("Ghi kết quả khắc phục", "Thôn đã bổ sung."),
        ("Ghi tồn tại sau kiểm tra", WHY),
        ("Lập kế hoạch kiểm tra", "Có đơn."),
    ]


def test_the_pages_of_inspections_ask_for_the_reason(closed: NaRi, client: Client) -> None:
    org = closed.org
    client.force_login(org.minh)
    base = "/campaigns/na-ri-2026/years/2026/inspections/"
    typed = {
        "subject": "Kiểm tra hồ sơ", "planned_on": "18/11/2026", "members": "Minh",
        "units": org.ban_po.pk, "done_on": "", "conclusion": "",
    }  # fmt: skip

    send(client, f"{base}new/", **typed)
    assert not closed.year.inspections.exists()
    send(client, f"{base}new/", **typed, reason="Có đơn.")
    visit = closed.year.inspections.get()
    noted = {"unit": org.ban_po.pk, "text": "Thiếu", "request": "Bổ sung", "due_on": "30/11/2026"}
    send(client, f"{base}{visit.pk}/finding/", **noted)
    assert not visit.findings.exists()
    send(client, f"{base}{visit.pk}/finding/", **noted, reason=WHY)

    assert [why for _who, _what, why in acts(org.lan)] == [WHY, "Có đơn."]


# ---------------------------------------------------------------- of every year of the campaign


def test_a_duty_day_that_moves_a_closed_years_punctuality_wants_a_reason(closed: NaRi) -> None:
    org, duty = closed.org, closed.village_duty

    def set_to(day: int, reason: str = "") -> None:
        duty_days.set_duty_day(
            duty, day=day, month=11, is_inclusive=True, actor=org.minh, reason=reason
        )

    refuses(lambda: set_to(15))
    set_to(15, WHY)
    set_to(15)

    [row] = lines(org.lan)
    assert "Đặt ngày báo cáo" in row[2]
    assert ("ngày: 25" in row[3], "ngày: 15" in row[4], row[5]) == (True, True, WHY)


def test_the_page_of_a_duty_asks_and_the_operators_window_sends_there(
    closed: NaRi, client: Client
) -> None:
    org, duty = closed.org, closed.village_duty
    client.force_login(org.minh)
    here = f"/campaigns/na-ri-2026/duties/{duty.pk}/"
    send(client, here, day="15", month="11", is_inclusive="on")
    duty.refresh_from_db()
    before = duty.day
    send(client, here, day="15", month="11", is_inclusive="on", reason=WHY)
    duty.refresh_from_db()
    client.force_login(User.objects.create_superuser("goc", "mat-khau-rat-dai", full_name="Gốc"))
    typed = {
        "day": "16", "month": "11", "is_inclusive": "on", "opens_day": duty.opens_day,
        "opens_month": duty.opens_month, "prepare_days_before": duty.prepare_days_before,
        "to_text": duty.to_text, "note": duty.note,
    }  # fmt: skip
    window = client.post(f"/quan-tri/campaigns/duty/{duty.pk}/change/", typed).content.decode()

    assert (before, duty.day) == (25, 15)
    assert "đổi ngày phải ghi lý do" in window
    duty.refresh_from_db()
    assert duty.day == 15


@pytest.mark.parametrize(
    ("begins", "asks"), [(dt.date(2026, 1, 1), True), (dt.date(2027, 1, 1), False)]
)
def test_a_rule_that_judges_the_closed_year_wants_a_reason(
    closed: NaRi, begins: dt.date, *, asks: bool
) -> None:
    org = closed.org

    def ruled(reason: str = "") -> None:
        row = RuleRow(label="Đạt", needs_all=True, valid_from=begins)
        pass_rules.set_local_rule(
            closed.campaign, closed.villages, row, actor=org.lan, reason=reason
        )

    if asks:
        refuses(ruled)
    ruled(WHY if asks else "")

    assert [why for _who, _what, why in acts(org.lan)] == ([WHY] if asks else [])


def test_a_rule_that_is_ended_stands_in_the_years_that_it_judged(closed: NaRi) -> None:
    org = closed.org
    row = RuleRow(label="Đạt", needs_all=True, valid_from=dt.date(2026, 1, 1))
    rule = pass_rules.set_local_rule(
        closed.campaign, closed.villages, row, actor=org.lan, reason=WHY
    )

    pass_rules.end_local_rule(
        closed.campaign, rule, last_day=dt.date(2026, 12, 31), reason="Đổi.", actor=org.lan
    )
    assert [why for _who, _what, why in acts(org.lan)] == [WHY]
    pass_rules.end_local_rule(
        closed.campaign, rule, last_day=dt.date(2026, 6, 30), reason="Sai.", actor=org.lan
    )
    assert [why for _who, _what, why in acts(org.lan)] == ["Sai.", WHY]


# ---------------------------------------------------------------- a year that was opened again


@pytest.fixture
def reopened(closed: NaRi) -> NaRi:
    """The year, opened again because a village had not answered."""
    reopen_year(closed.year, actor=closed.org.lan, note="Một thôn chưa nộp.")
    closed.year.refresh_from_db()
    return closed


def test_results_entered_and_imported_since_stand_there_by_name(reopened: NaRi) -> None:
    na, org = reopened, reopened.org
    (home,) = families(org.ban_po, "Hoàng Văn An")
    entry = CompactEntry(home.pk, is_registered=True, result=Outcome.ACHIEVED, note="Đủ.")
    set_results(na.year, org.ban_po, [entry], actor=org.pao)
    heads = ("Thôn", "Họ và tên chủ hộ", "Đăng ký danh hiệu", "Diện hộ")
    content = book(heads, [("Bản Pò", "Hoàng Văn An", "x", "Hộ nghèo")])
    more: dict[str, Any] = {"year": na.year, "unit_type": "household"}
    row = written(sent("registrations", org.na_ri, content, org.minh, **more), org.minh)
    undone(row, org.minh)

    found = lines(org.lan)
    said = [what.split(" Thôn")[0].split(" Xã")[0] for _w, _who, what, *_rest in found]
    assert sorted(said[:-1]) == sorted(
        [
            *("Ghi dữ liệu từ tệp Excel", "Hoàn tác lần nhập Excel"),
            *["Ghi kết quả hộ, dòng họ, cá nhân"] * 3,
        ]
    )
    own = next(row for row in found if row[1] == "Hoàng Văn Páo")
    assert own[3] == ""
    assert own[4] == "Hộ Hoàng Văn An: đăng ký: có, kết quả: Đạt, ghi chú: Đủ."


def test_individuals_registered_since_stand_there(reopened: NaRi) -> None:
    na, org = reopened, reopened.org
    plans.group(na.campaign, "1.7", "Cá nhân", [UnitType.INDIVIDUAL])
    khanh = units.unit(UnitType.INDIVIDUAL, "Hứa Văn Khánh", org.ban_po)

    set_results(na.year, org.ban_po, [CompactEntry(khanh.pk, is_registered=True)], actor=org.pao)

    assert lines(org.lan)[0][4] == "Hứa Văn Khánh: đăng ký: có"


def test_points_scored_since_stand_there(reopened: NaRi) -> None:
    na, org = reopened, reopened.org
    points = plans.loaded_set("tt-22-2020-don-vi")

    scoring.begin_sheet(na.year, org.school, points, actor=org.ngoc)

    assert "Mở phiếu chấm điểm" in lines(org.lan)[0][2]


# ---------------------------------------------------------------- awards


def test_awards_for_the_year_stand_there_and_those_of_others_do_not(closed: NaRi) -> None:
    org = closed.org
    given = [giving.line(org.ban_po, campaign=closed.campaign)]
    decision = confer(org.na_ri, giving.facts(), given, actor=org.minh)
    other = giving.facts(number="146/QĐ-UBND")
    confer(
        org.na_ri, other, [giving.line(org.na_lac, 2025, campaign=closed.campaign)], actor=org.minh
    )
    award = giving.award_of(decision, org.ban_po)
    taken = RevocationFacts(
        number="150/QĐ-UBND", decided_on=dt.date(2026, 11, 20),
        issuer="Chủ tịch Ủy ban nhân dân xã Na Rì", reason="Kê khai sai.",
    )  # fmt: skip
    revoke(award, taken, actor=org.lan)

    found = lines(org.lan)
    assert [(row[3], row[5]) for row in found] == [("Hiệu lực", "Kê khai sai."), ("", "")]
    assert "Ghi quyết định khen thưởng" in found[1][2]
    assert "145/QĐ-UBND" in found[1][4]


# ---------------------------------------------------------------- the page itself


def test_the_workbook_says_the_same_as_the_page(closed: NaRi, client: Client) -> None:
    org = closed.org
    an, binh = families(org.ban_po, "Hoàng Văn An", "Hoàng Văn Bình")
    titles.grant(register.title("FAMILY"), [an, binh], 2026, DECISION, actor=org.minh, reason=WHY)
    client.force_login(org.lan)

    content = client.get(f"{PATH}?format=xlsx").content
    sheet = load_workbook(BytesIO(content)).active
    [row] = [[cell.value for cell in one] for one in sheet.iter_rows(min_row=2)]

    assert row[2] == "Ghi quyết định công nhận danh hiệu"
    assert "Hộ Hoàng Văn Bình" in str(row[6])
    assert row[7] == WHY


@pytest.mark.parametrize("count", [1, 3, 50])
@pytest.mark.parametrize(("name", "queries"), [("lan", 11), ("pao", 12)])
def test_decisions_for_many_cost_the_same_whatever_their_number(
    closed: NaRi,
    client: Client,
    settings: Settings,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
    name: str,
    queries: int,
) -> None:
    """Who sees less than the commune asks once more, for the holders in sight."""
    settings.FRAME_PROVIDERS = []
    org = closed.org
    for number in range(count):
        pair = [
            *families(org.ban_po, f"Hoàng Văn {number}"),
            *families(org.na_lac, f"Lường Văn {number}"),
        ]
        titles.grant(register.title("FAMILY"), pair, 2026, DECISION, actor=org.minh, reason=WHY)
    client.force_login(getattr(org, name))
    client.get(PATH)

    with django_assert_num_queries(queries):
        client.get(PATH)
