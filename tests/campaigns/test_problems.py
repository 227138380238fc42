"""Páo reports a difficulty; Minh answers; neighbours see nothing."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import User
from campaigns.enums import DutyKind, ProblemState, YearState
from campaigns.models import CampaignYear, ProblemReport
from campaigns.services.problems import answer_problem, report_problem
from core import clock
from core.errors import DomainError, StaleError
from core.models import AuditEvent
from notices.models import Notice
from tests.builders import campaigns as plans
from tests.builders import people
from tests.org import Org
from tests.sending import send
from units.enums import Role
from units.models import Unit

LIST = "/campaigns/na-ri-2026/years/2026/problems/"


@pytest.fixture(autouse=True)
def _the_day(db: None, settings: Settings) -> None:
    settings.FRAME_PROVIDERS = []
    clock.set_business_day(dt.date(2026, 11, 20))


@pytest.fixture
def year(org: Org) -> CampaignYear:
    """Na Rì's year 2026, open."""
    campaign = plans.campaign(org.na_ri)
    plans.duty(
        campaign,
        "NR-BC-1",
        kind=DutyKind.PROBLEM,
        from_text="Các cơ quan, đơn vị, thôn",
        what="Khó khăn, vướng mắc trong quá trình thực hiện",
        source_text="kịp thời báo cáo những khó khăn, vướng mắc (nếu có)",
    )
    return plans.year(campaign)


def problem(
    year: CampaignYear, unit: Unit, author: User, text: str = "Lớp học thiếu đèn"
) -> ProblemReport:
    """A difficulty of the unit, reported by its head."""
    return report_problem(year, unit, text=text, actor=author)


def test_village_head_reports_and_the_office_is_told(
    org: Org, year: CampaignYear, client: Client
) -> None:
    client.force_login(org.pao)

    answer = send(
        client,
        f"{LIST}new/",
        unit=org.ban_po.pk,
        text="Lớp xóa mù chữ không có đèn buổi tối",
        proposal="Hỗ trợ 2 bộ đèn",
    )

    row = ProblemReport.objects.get()
    assert answer.url == f"{LIST}{row.pk}/"
    assert (row.unit, row.author, row.state) == (org.ban_po, org.pao, ProblemState.OPEN)
    assert row.created_on == dt.date(2026, 11, 20)
    told = Notice.objects.order_by("recipient__username")
    assert [one.recipient for one in told] == [org.hoa, org.lan, org.minh]
    assert {one.path for one in told} == {f"{LIST}{row.pk}/"}
    event = AuditEvent.objects.get(action="campaigns.problem_reported")
    assert (event.actor_label, event.chain) == ("Hoàng Văn Páo", f"commune:{org.na_ri.pk}")


def test_form_sent_twice_reports_once(org: Org, year: CampaignYear, client: Client) -> None:
    client.force_login(org.pao)
    fields = {"unit": org.ban_po.pk, "text": "Thiếu đèn", "idempotency_key": "b" * 32}

    first, second = (send(client, f"{LIST}new/", **fields) for _time in range(2))

    assert ProblemReport.objects.count() == 1
    assert first.url == second.url


def test_officer_answers_and_the_author_is_told(
    org: Org, year: CampaignYear, client: Client
) -> None:
    row = problem(year, org.ban_po, org.pao)
    client.force_login(org.minh)

    send(client, f"{LIST}{row.pk}/answer/", answer="Xã cấp đèn trong tháng 12")

    row.refresh_from_db()
    assert (row.state, row.answer, row.answered_by) == (
        ProblemState.ANSWERED,
        "Xã cấp đèn trong tháng 12",
        org.minh,
    )
    notice = Notice.objects.get(recipient=org.pao)
    assert notice.body == "Xã cấp đèn trong tháng 12"
    client.force_login(org.pao)
    shown = client.get(notice.path).content.decode()
    assert "Xã cấp đèn trong tháng 12" in shown
    assert "Hoàng Văn Minh" in shown


def test_of_two_answers_the_first_stands(org: Org, year: CampaignYear, client: Client) -> None:
    row = problem(year, org.ban_po, org.pao)
    seen_by_hoa = ProblemReport.objects.get(pk=row.pk)

    answer_problem(row, answer="Xã cấp đèn", actor=org.minh)
    with pytest.raises(StaleError):
        answer_problem(seen_by_hoa, answer="Chờ năm sau", actor=org.hoa)

    client.force_login(org.hoa)
    shown = send(client, f"{LIST}{row.pk}/answer/", answer="Chờ năm sau").content.decode()
    assert "vừa được người khác thay đổi" in shown
    assert "Xã cấp đèn" in shown
    assert "Bạn vừa gõ: Chờ năm sau" in shown
    assert ProblemReport.objects.get().answer == "Xã cấp đèn"


def test_empty_text_is_refused_and_what_was_typed_stays(
    org: Org, year: CampaignYear, client: Client
) -> None:
    client.force_login(org.pao)

    shown = send(
        client, f"{LIST}new/", unit=org.ban_po.pk, text="  ", proposal="Hỗ trợ đèn"
    ).content.decode()

    assert "Hỗ trợ đèn" in shown
    assert 'id="id_text_error"' in shown
    assert ProblemReport.objects.count() == 0


def test_only_an_open_year_takes_reports(org: Org, year: CampaignYear) -> None:
    CampaignYear.objects.update(state=YearState.CLOSED)
    year.refresh_from_db()

    with pytest.raises(DomainError, match="Năm 2026 không mở"):
        problem(year, org.ban_po, org.pao)


def test_unit_outside_the_campaign_cannot_report(org: Org, year: CampaignYear) -> None:
    with pytest.raises(DomainError, match="không thuộc phong trào"):
        problem(year, org.kim_son, org.bao)


def test_nobody_writes_for_a_unit_that_is_not_theirs(
    org: Org, year: CampaignYear, client: Client
) -> None:
    with pytest.raises(PermissionDenied):
        problem(year, org.ban_po, org.sam)
    client.force_login(org.sam)

    shown = send(client, f"{LIST}new/", unit=org.ban_po.pk, text="Thiếu đèn")

    assert shown.status_code == 200
    assert ProblemReport.objects.count() == 0


def test_head_of_two_villages_chooses_and_others_need_not(
    org: Org, year: CampaignYear, client: Client
) -> None:
    client.force_login(org.pao)
    assert 'type="hidden" name="unit"' in client.get(f"{LIST}new/").content.decode()

    people.member(org.pao, org.na_lac, Role.HEAD)
    client.force_login(org.pao)
    choices = client.get(f"{LIST}new/").content.decode()
    assert "Thôn Bản Pò</option>" in choices
    assert "Thôn Nà Lạc</option>" in choices


def test_who_sees_writes_and_answers(org: Org, year: CampaignYear, client: Client) -> None:
    row = problem(year, org.ban_po, org.pao)
    seen = {}
    for name in ("pao", "mai", "sam", "khoa", "minh", "lan", "nga", "tuyet", "hanh", "chi", "quan"):
        client.force_login(getattr(org, name))
        seen[name] = (
            "Lớp học thiếu đèn" in client.get(LIST).content.decode(),
            client.get(f"{LIST}new/").status_code,
            client.get(f"{LIST}{row.pk}/").status_code,
            send(client, f"{LIST}{row.pk}/answer/", answer="").status_code,
        )

    assert seen == {
        "pao": (True, 200, 200, 403),
        "mai": (True, 200, 200, 403),
        "sam": (False, 200, 404, 403),
        "khoa": (False, 200, 404, 403),
        "minh": (True, 403, 200, 200),
        "lan": (True, 403, 200, 200),
        "nga": (True, 403, 200, 403),
        "tuyet": (True, 403, 200, 403),
        "hanh": (True, 403, 200, 403),
        "chi": (False, 403, 404, 404),
        "quan": (False, 403, 403, 403),
    }


def test_list_puts_unanswered_first_and_filters(
    org: Org, year: CampaignYear, client: Client
) -> None:
    first = problem(year, org.ban_po, org.pao, "Thiếu đèn")
    problem(year, org.na_lac, org.sam, "Thiếu sách")
    third = problem(year, org.ban_po, org.pao, "Thiếu bàn")
    answer_problem(third, answer="Đã cấp", actor=org.minh)
    client.force_login(org.minh)

    text = client.get(LIST).content.decode()
    assert text.index("Thiếu sách") < text.index("Thiếu đèn") < text.index("Thiếu bàn")
    assert "kịp thời báo cáo những khó khăn, vướng mắc (nếu có)" in text

    assert "Thiếu bàn" not in client.get(f"{LIST}?state=open").content.decode()
    found = client.get(f"{LIST}?q=na lac").content.decode()
    assert "Thiếu sách" in found
    assert first.text not in found


@pytest.mark.parametrize("number", [1, 3, 50])
def test_list_costs_the_same_at_any_size(
    org: Org,
    year: CampaignYear,
    client: Client,
    number: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for one in range(number):
        problem(year, org.ban_po, org.pao, f"Việc {one}")
    client.force_login(org.minh)

    # user, memberships, business day; campaign, years, duties without date, count, reports
    with django_assert_num_queries(3 + 5):
        assert client.get(LIST).status_code == 200
