"""Who is reminded of what on which day, in one digest, and the text for a chat group."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import User
from assessments.selectors.reminders import DueLine, due_lines, nudges, open_lines
from assessments.services import extending, reminding
from campaigns.enums import DutyKind, YearState
from campaigns.models import Campaign, CampaignYear
from campaigns.services.duties import move_last_day
from core import clock, jobs
from core.errors import DomainError
from core.models import Job
from notices.enums import MailingState, OutgoingState
from notices.models import Mailing, Notice, Outgoing
from notices.services import outbox
from tests.builders import campaigns as plans
from tests.builders import people, units
from tests.builders.assessments import NaRi, submitted
from tests.org import Org
from tests.sending import send
from units.enums import Role, UnitType


def named(lines: list[DueLine]) -> dict[str, list[str]]:
    """The units that owe each duty, by its code."""
    found: dict[str, list[str]] = {}
    for line in lines:
        found.setdefault(line.due.duty.code, []).append(line.unit.name)
    return found


@pytest.mark.parametrize(
    ("day", "codes"),
    [
        (dt.date(2026, 11, 10), set()),
        (dt.date(2026, 11, 11), {"NR-DP-1"}),  # 14 days before 25/11
        (dt.date(2026, 11, 16), {"NR-DP-2"}),  # 14 days before 30/11
        (dt.date(2026, 11, 18), {"NR-DP-1"}),
        (dt.date(2026, 11, 20), set()),
        (dt.date(2026, 11, 22), {"NR-DP-1"}),
        (dt.date(2026, 11, 24), {"NR-DP-1", "NR-BC-2"}),
        (dt.date(2026, 11, 25), {"NR-DP-1"}),
        (dt.date(2026, 11, 26), {"NR-DP-1"}),  # the day after
        (dt.date(2026, 11, 27), {"NR-DP-2"}),
        (dt.date(2026, 11, 30), {"NR-DP-2", "NR-BC-2"}),
        (dt.date(2026, 12, 1), {"NR-DP-2", "NR-BC-2"}),
        (dt.date(2026, 12, 3), set()),
    ],
)
def test_each_duty_is_told_on_its_six_days(na: NaRi, day: dt.date, codes: set[str]) -> None:
    lines = [line for line in due_lines(day) if line.due.duty.code in DUTIES]

    assert set(named(lines)) == codes


DUTIES = {"NR-DP-1", "NR-DP-2", "NR-BC-2"}


@pytest.mark.parametrize(
    ("month", "day", "inclusive", "year", "reminded_on"),
    [
        (12, 31, True, 2026, dt.date(2027, 1, 1)),  # the day after lies in the next year
        (12, 31, True, 2026, dt.date(2026, 12, 31)),
        (11, 30, False, 2026, dt.date(2026, 11, 30)),  # last day 29/11
        (11, 30, True, 2026, dt.date(2026, 12, 1)),
        (3, 1, False, 2028, dt.date(2028, 2, 29)),  # a leap year: the last day itself
        (3, 1, False, 2027, dt.date(2027, 2, 28)),
        (2, 29, True, 2028, dt.date(2028, 3, 1)),
        (2, 29, True, 2027, dt.date(2027, 2, 28)),  # a common year reads it as the 28th
        (1, 7, True, 2027, dt.date(2026, 12, 31)),  # a week before, in the year before
    ],
)
def test_reminders_around_the_ends_of_years_and_in_leap_years(
    org: Org, month: int, day: int, inclusive: bool, year: int, reminded_on: dt.date
) -> None:
    owner = plans.campaign(org.na_ri)
    rows = plans.villages_group(owner)
    plans.duty(
        owner, "D", groups=[rows], day=day, month=month, is_inclusive=inclusive,
        opens_day=1, opens_month=1,
    )  # fmt: skip
    plans.participant(plans.year(owner, year), rows, org.ban_po)
    begun = reminded_on.year >= year

    found = [line.unit for line in due_lines(reminded_on)]

    assert found == ([org.ban_po] if begun else [])
    assert [line.unit for line in due_lines(reminded_on + dt.timedelta(days=30))] == []


def test_a_moved_last_day_moves_the_reminders_of_that_unit_alone(na: NaRi) -> None:
    org = na.org
    move_last_day(
        na.village_duty, na.year, org.na_lac, day=dt.date(2026, 11, 28), reason="Lũ quét.",
        actor=org.minh,
    )  # fmt: skip

    assert named(due_lines(dt.date(2026, 11, 24)))["NR-DP-1"] == ["Bản Pò"]
    assert named(due_lines(dt.date(2026, 11, 27)))["NR-DP-1"] == ["Nà Lạc"]
    text = next(
        one.text
        for one in nudges(open_lines(na.year, dt.date(2026, 11, 24)), dt.date(2026, 11, 24), "x")
        if "Nà Lạc" in one.text
    )
    assert "Thôn Nà Lạc (gia hạn đến 28/11/2026)" in text


def test_who_delivered_left_out_closed_or_paused_is_not_reminded(na: NaRi) -> None:
    org = na.org
    day = dt.date(2026, 11, 24)
    submitted(na, org.ban_po, org.pao)
    assert named(due_lines(day))["NR-DP-1"] == ["Nà Lạc"]

    na.participation(org.na_lac).__class__.objects.filter(unit=org.na_lac).update(
        is_excluded=True, excluded_reason="Sáp nhập."
    )
    assert "NR-DP-1" not in named(due_lines(day))

    CampaignYear.objects.update(state=YearState.CLOSED)
    assert due_lines(day) == []


def test_the_digest_names_all_duties_of_a_person_once(na: NaRi) -> None:
    """Páo heads Bản Pò and helps Nà Lạc: one message, both villages, the nearest duty first."""
    org = na.org
    people.member(org.pao, org.na_lac, Role.EDITOR)
    day = dt.date(2026, 11, 24)

    reminding.remind(day)
    reminding.remind(day)

    mailing = Mailing.objects.get()
    assert (mailing.unit, mailing.state, mailing.day) == (org.na_ri, MailingState.PREPARED, day)
    own = Outgoing.objects.get(recipient=org.pao)
    assert own.subject == "2 việc báo cáo chưa xong, việc gần nhất còn 1 ngày"
    assert "Thôn Bản Pò" in own.body
    assert "Thôn Nà Lạc" in own.body
    assert own.path == "/"
    told = set(Outgoing.objects.values_list("recipient__username", flat=True))
    # The villages' heads and editors; for the office's own paper Lan, Minh and Hoa.
    assert told == {"pao", "mai", "sam", "lan", "minh", "hoa"}
    assert not Notice.objects.filter(recipient=org.pao).exists()
    office = Notice.objects.filter(object_kind="notices.mailing")
    assert {one.recipient for one in office} == {org.lan, org.minh, org.hoa}
    assert "6 tin chờ xem và gửi" in office[0].subject


def test_a_person_with_duties_to_two_offices_hears_once(org: Org, na: NaRi) -> None:
    """The province asks Na Rì's office for a form on the day of the office's own paper."""
    above = plans.campaign(org.thai_nguyen, "thai-nguyen")
    rows = plans.group(above, "1", "Đối với các xã", [UnitType.COMMUNE])
    plans.duty(above, "TN-1", groups=[rows], day=1, month=12, is_inclusive=True, what="Phiếu xã")
    plans.participant(plans.year(above), rows, org.na_ri)
    reminding.remind(dt.date(2026, 11, 24))

    own = Outgoing.objects.get(recipient=org.minh)
    assert own.mailing.unit == org.na_ri  # the nearest office looks at it
    assert "Phiếu xã" in own.body
    assert len(own.about) == 2


def test_units_without_anybody_are_named_to_the_office(na: NaRi) -> None:
    far = units.village("Khuổi Tà", na.org.na_ri, 3)
    plans.participant(na.year, na.villages, far)

    reminding.remind(dt.date(2026, 11, 24))

    assert Mailing.objects.get().unreached == ["Thôn Khuổi Tà"]


@pytest.fixture
def automatic(na: NaRi) -> NaRi:
    """The office chose to have reminders sent without a look; Páo has an e-mail address."""
    Campaign.objects.update(reminders_automatic=True)
    User.objects.filter(pk=na.org.pao.pk).update(email="pao@example.vn")
    return na


def test_the_scheduler_run_twice_sends_once(automatic: NaRi) -> None:
    clock.set_business_day(dt.date(2026, 11, 24))

    for _again in range(2):
        jobs.tick()
        jobs.run_all_due()

    assert [message.to for message in mail.outbox] == [["pao@example.vn"]]
    assert Notice.objects.filter(recipient=automatic.org.pao).count() == 1
    pao = Outgoing.objects.get(recipient=automatic.org.pao)
    assert pao.state == OutgoingState.SENT
    assert Outgoing.objects.get(recipient=automatic.org.sam).state == OutgoingState.INBOX
    assert Job.objects.filter(kind=reminding.JOB_KIND).count() == 1
    assert "Ngày cuối: 25/11/2026 (còn 1 ngày)" in mail.outbox[0].body
    assert mail.outbox[0].subject == "Thôn Bản Pò: Phiếu tự đánh giá năm 2026, còn 1 ngày"


def test_a_new_day_of_a_new_offset_sends_again(automatic: NaRi) -> None:
    for day in (24, 25, 26):
        clock.set_business_day(dt.date(2026, 11, day))
        jobs.tick()
        jobs.run_all_due()

    assert [message.subject.rpartition(", ")[2] for message in mail.outbox] == [
        "còn 1 ngày",
        "hôm nay là ngày cuối",
        "quá hạn 1 ngày",
    ]


def test_a_weekend_without_the_machine_loses_no_reminder(automatic: NaRi) -> None:
    """It ran on Friday 20/11 and again on Monday 23/11; the reminder of Sunday comes then."""
    for day in (20, 23):
        clock.set_business_day(dt.date(2026, 11, day))
        jobs.tick()
        jobs.run_all_due()

    assert [message.subject.rpartition(", ")[2] for message in mail.outbox] == ["còn 2 ngày"]


def test_what_was_delivered_after_preparing_is_not_sent(na: NaRi) -> None:
    org = na.org
    reminding.remind(dt.date(2026, 11, 24))
    mailing = Mailing.objects.get()
    submitted(na, org.ban_po, org.pao)

    with pytest.raises(DomainError, match="từ 6 thành 4"):
        outbox.send(mailing, count=6, actor=org.minh)
    outbox.send(mailing, count=4, actor=org.minh)

    states = dict(Outgoing.objects.values_list("recipient__username", "state"))
    assert states["pao"] == states["mai"] == OutgoingState.NEEDLESS
    assert states["sam"] == OutgoingState.INBOX
    assert not Notice.objects.filter(recipient=org.pao).exists()


def test_more_days_given_after_preparing_are_told_and_the_old_day_is_not(na: NaRi) -> None:
    """Sằm heads Nà Lạc and reads the new day in his inbox; Páo helps there besides his Bản Pò.

    Chi only enters for Nà Lạc: nobody told her, so her reminder goes out with the new day.
    """
    org = na.org
    people.member(org.pao, org.na_lac, Role.EDITOR)
    chi = people.someone("nhap-na-lac", "Lò Thị Chi", org.na_lac, Role.EDITOR)
    reminding.remind(dt.date(2026, 11, 24))
    words = dict(Outgoing.objects.values_list("recipient__username", "body"))

    extending.extend(
        na.participation(org.na_lac), na.village_duty, day=dt.date(2026, 11, 28),
        reason="Lũ quét.", actor=org.minh,
    )  # fmt: skip

    told = "\n\nThôn Nà Lạc được gia hạn đến hết ngày 28/11/2026: Lũ quét."
    now = {one.recipient.username: one for one in Outgoing.objects.select_related("recipient")}
    assert now["sam"].state == OutgoingState.LEFT_OUT
    assert now["sam"].body == words["sam"] + told
    assert now["pao"].state == OutgoingState.WAITING
    assert now["pao"].body == words["pao"] + told
    assert (now["mai"].body, now["mai"].state) == (words["mai"], OutgoingState.WAITING)
    assert now[chi.username].state == OutgoingState.WAITING
    assert now[chi.username].body == words[chi.username] + told
    outbox.send(Mailing.objects.get(), count=6, actor=org.minh)
    subjects = Notice.objects.filter(recipient=org.sam).values_list("subject", flat=True)
    assert list(subjects) == ["Thôn Nà Lạc được gia hạn đến hết ngày 28/11/2026"]


def test_more_days_and_sending_lock_the_mailing_before_the_trail(na: NaRi) -> None:
    """In one order for both, or two people at the same moment would wait for each other."""
    org = na.org
    reminding.remind(dt.date(2026, 11, 24))
    mailing = Mailing.objects.get()

    def order(act: Callable[[], object]) -> list[str]:
        with CaptureQueriesContext(connection) as asked:
            act()
        found = [one["sql"] for one in asked if one["sql"].startswith(("SELECT", "UPDATE"))]
        tables = ("notices_mailing", "core_auditchain")
        first = {
            table: next(at for at, sql in enumerate(found) if f'FROM "{table}"' in sql)
            for table in tables
        }
        return sorted(first, key=lambda table: first[table])

    extended = order(
        lambda: extending.extend(
            na.participation(org.na_lac), na.village_duty, day=dt.date(2026, 11, 28),
            reason="Lũ quét.", actor=org.minh,
        )
    )  # fmt: skip
    sent = order(lambda: outbox.send(mailing, count=5, actor=org.minh))

    assert extended == sent == ["notices_mailing", "core_auditchain"]


def test_more_days_given_twice_are_told_twice_also_where_the_message_was_left_out(
    na: NaRi,
) -> None:
    org = na.org
    reminding.remind(dt.date(2026, 11, 24))

    for day in (28, 30):
        extending.extend(
            na.participation(org.na_lac), na.village_duty, day=dt.date(2026, 11, day),
            reason="Lũ quét.", actor=org.minh,
        )  # fmt: skip

    own = Outgoing.objects.get(recipient=org.sam)
    assert own.state == OutgoingState.LEFT_OUT
    assert own.body.endswith(
        "đến hết ngày 28/11/2026: Lũ quét.\n\n"
        "Thôn Nà Lạc được gia hạn đến hết ngày 30/11/2026: Lũ quét."
    )


def test_more_days_change_nothing_of_what_was_sent_or_dropped(na: NaRi) -> None:
    org = na.org
    reminding.remind(dt.date(2026, 11, 24))
    outbox.drop(Mailing.objects.get(), actor=org.minh)
    before = list(Outgoing.objects.values("body", "state"))

    extending.extend(
        na.participation(org.na_lac), na.village_duty, day=dt.date(2026, 11, 28),
        reason="Lũ quét.", actor=org.minh,
    )  # fmt: skip

    assert list(Outgoing.objects.values("body", "state")) == before


def test_by_hand_on_any_day_but_one_message_a_person_and_day(na: NaRi) -> None:
    org = na.org
    mailing = reminding.prepare_now(na.year, actor=org.minh)

    assert mailing.messages.count() == 8  # six, and the heads of agency and school
    assert reminding.prepare_now(na.year, actor=org.minh) == mailing
    outbox.drop(mailing, actor=org.minh)
    with pytest.raises(DomainError, match="mỗi người chỉ nhận một tin một ngày"):
        reminding.prepare_now(na.year, actor=org.minh)


# ---------------------------------------------------------------- pages

NUDGE = "/assessments/na-ri-2026/2026/nudge/"


def test_the_text_for_zalo_names_who_is_missing(na: NaRi, client: Client) -> None:
    org = na.org
    submitted(na, org.ban_po, org.pao)
    client.force_login(org.minh)

    page = client.get(NUDGE).content.decode()

    assert "Đến 20/11/2026 còn 1 đơn vị chưa nộp phiếu tự đánh giá năm:" in page
    assert "1. Thôn Nà Lạc" in page
    assert "Bản Pò" not in page
    assert "Ngày cuối: 25/11/2026 (còn 5 ngày)." in page
    assert 'data-copy="nudge-1"' in page

    answer = send(client, f"{NUDGE}prepare/")
    assert answer.url == f"/notices/outbox/{Mailing.objects.get().pk}/"


@pytest.mark.parametrize("name", ["pao", "tuyet", "nga", "chi"])
def test_only_the_launching_office_reminds(na: NaRi, client: Client, name: str) -> None:
    client.force_login(getattr(na.org, name))

    assert client.get(NUDGE).status_code in {403, 404}
    assert send(client, f"{NUDGE}prepare/").status_code in {403, 404}
    assert not Mailing.objects.exists()


def test_the_office_sets_days_and_way(na: NaRi, client: Client) -> None:
    client.force_login(na.org.minh)
    path = "/campaigns/na-ri-2026/reminders/"

    wrong = send(client, path, days="bảy")
    send(client, path, days="10; 5, −2", automatic="1")

    assert "Hãy ghi các số nguyên" in wrong.content.decode()
    row = Campaign.objects.get(slug="na-ri-2026")
    assert (row.reminder_days, row.reminders_automatic) == ([10, 5, -2], True)
    assert {line.due.duty.code for line in due_lines(dt.date(2026, 11, 15))} == {"NR-DP-1"}
    assert "từ -30" in send(client, path, days="-31").content.decode()


@pytest.mark.parametrize("count", [1, 3, 50])
def test_the_page_costs_the_same_for_any_number_of_villages(
    na: NaRi,
    client: Client,
    settings: Settings,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    settings.FRAME_PROVIDERS = []
    for place in range(count):
        plans.participant(na.year, na.villages, units.village(f"Thôn {place}", na.org.na_ri, place))
    client.force_login(na.org.minh)
    client.get(NUDGE)

    with django_assert_num_queries(PAGE_QUERIES):
        client.get(NUDGE)


PAGE_QUERIES = 12


def test_only_dated_duties_are_asked_for(na: NaRi) -> None:
    kinds: Callable[[DueLine], str] = lambda line: line.due.duty.kind  # noqa: E731

    assert DutyKind.PROBLEM not in {kinds(line) for line in open_lines(na.year, clock.today())}
