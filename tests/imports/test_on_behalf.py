"""What the villages told the office stands in its file: by which way, and on which day."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from assessments.models import Answer, Assessment, AssessmentEvent
from assessments.services import entry, review, submission
from assessments.services.grid import Change
from assessments.services.submission import Submission
from assessments.services.village_grid import save as save_grid
from core import clock, jobs
from core.errors import DomainError
from core.models import AuditEvent
from imports.enums import ImportState
from imports.models import Import
from tests.builders import people, units
from tests.builders.assessments import NaRi, answered, begun, na_ri
from tests.imports.acting import told, undone, written
from tests.imports.files import book, households, sent
from tests.org import Org
from tests.sending import send
from units.audit_words import lines_of
from units.enums import Role
from units.models import Membership

pytestmark = pytest.mark.django_db

HEADS = ("Thôn", "NR-1.4-a", "Số hộ đăng ký")
BY_PHONE = Submission(channel="phone", paper_on=dt.date(2026, 11, 19))
ON_PAPER = Submission(channel="paper", paper_on=dt.date(2026, 11, 12))


def client_of(who: User) -> Client:
    client = Client()
    client.force_login(who)
    return client


def file_of(na: NaRi, who: User, *rows: tuple[Any, ...]) -> Import:
    """The villages' workbook, sent by somebody and read."""
    told_rows = rows or (("Bản Pò", "Đạt", 60), ("Nà Lạc", "Chưa đạt", 12))
    return sent("village-results", na.org.na_ri, book(HEADS, told_rows), who, year=na.year)


def confirm(row: Import, who: User, **fields: Any) -> Any:
    """The preview's form as the browser sends it."""
    path = reverse("imports:commit", args=[row.pk])
    return send(client_of(who), path, **{"seen": row.version, "mode": "all", **fields})


def page_of(row: Import, who: User) -> str:
    return client_of(who).get(reverse("imports:detail", args=[row.pk])).content.decode()


def receipt(record: Assessment) -> tuple[str, dt.date | None]:
    record.refresh_from_db()
    return record.channel, record.paper_received_on


def test_minh_says_once_for_the_file_how_and_when_the_villages_told_it(na: NaRi) -> None:
    row = file_of(na, na.org.minh)
    page = page_of(row, na.org.minh)
    assert "Kết quả của các thôn đến bằng" in page
    assert 'value="20/11/2026"' in page

    confirm(row, na.org.minh, channel="phone", paper_on="19/11/2026")
    jobs.run_all_due()

    row.refresh_from_db()
    assert row.state == ImportState.COMMITTED, told(row)
    assert (row.channel, row.received_on) == ("phone", dt.date(2026, 11, 19))
    for village in (na.org.ban_po, na.org.na_lac):
        record = Assessment.objects.get(unit=village)
        assert receipt(record) == ("phone", dt.date(2026, 11, 19))
        assert AssessmentEvent.objects.get(assessment=record).channel == "phone"
    shown = client_of(na.org.pao).get(
        reverse("assessments:record", args=[Assessment.objects.get(unit=na.org.ban_po).pk])
    )
    assert "nhập thay (Điện thoại)" in shown.content.decode()
    assert "Điện thoại, nhận ngày 19/11/2026" in page_of(row, na.org.minh)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"paper_on": "19/11/2026"}, "đến bằng cách nào"),
        ({"channel": "self", "paper_on": "19/11/2026"}, "self"),
        ({"channel": "phone", "paper_on": ""}, "ghi ngày nhận kết quả"),
        ({"channel": "phone", "paper_on": "21/11/2026"}, "không thể sau hôm nay"),
        ({"channel": "phone", "paper_on": "31/12/2025"}, "phải từ 01/01/2026"),
        ({"channel": "phone", "paper_on": "30/02/2026"}, "không có ngày 30"),
    ],
)
def test_without_the_way_and_a_possible_day_nothing_is_written(
    na: NaRi, fields: dict[str, str], said: str
) -> None:
    row = file_of(na, na.org.minh)

    answer = confirm(row, na.org.minh, **fields)
    jobs.run_all_due()

    page = answer.content.decode()
    assert (answer.status_code, said in page) == (422, True)
    assert "Kết quả của các thôn đến bằng" in page
    assert "Kết quả của đơn vị đến bằng" not in page
    assert not Assessment.objects.exists()
    row.refresh_from_db()
    assert (row.state, row.channel, row.received_on) == (ImportState.PREVIEWED, "", None)


def test_every_act_in_the_trail_says_the_way_and_the_day(na: NaRi) -> None:
    row = written(file_of(na, na.org.minh), na.org.minh, received=BY_PHONE)
    assert row.state == ImportState.COMMITTED, told(row)

    acts = ("imports.commit_requested", "imports.committed", "assessments.sheet_saved")
    for act in acts:
        for event in AuditEvent.objects.filter(action=act):
            after = event.after or {}
            assert (after["channel"], after["received_on"]) == ("phone", "2026-11-19"), act
    assert AuditEvent.objects.filter(action="assessments.sheet_saved").count() == 2
    (line,) = lines_of(AuditEvent.objects.filter(action="imports.committed"))
    assert "hình thức nộp: Điện thoại" in line.after
    assert "ngày nhận kết quả: 19/11/2026" in line.after


def test_the_record_says_it_as_after_the_grid(na: NaRi) -> None:
    column = f"c{na.criterion('NR-1.4-a').pk}"
    change = Change(na.org.na_lac.pk, column, "Đạt")
    save_grid(na.year, na.villages, [change], actor=na.org.minh, received=BY_PHONE)
    written(file_of(na, na.org.minh, ("Bản Pò", "Đạt", 60)), na.org.minh, received=BY_PHONE)

    by_grid, by_file = (Assessment.objects.get(unit=one) for one in (na.org.na_lac, na.org.ban_po))
    assert receipt(by_grid) == receipt(by_file)
    pages = [
        client_of(na.org.hoa).get(reverse("assessments:record", args=[one.pk])).content.decode()
        for one in (by_grid, by_file)
    ]
    assert ["nhập thay (Điện thoại)" in page for page in pages] == [True, True]
    events = [one.events.get() for one in (by_grid, by_file)]
    assert [(one.action, one.channel) for one in events] == [("begin", "phone")] * 2


def test_taking_the_file_back_puts_back_what_the_record_said(na: NaRi) -> None:
    column = f"c{na.criterion('NR-1.4-b').pk}"
    change = Change(na.org.ban_po.pk, column, "Đạt")
    save_grid(na.year, na.villages, [change], actor=na.org.hoa, received=ON_PAPER)
    row = written(file_of(na, na.org.minh), na.org.minh, received=BY_PHONE)
    record = Assessment.objects.get(unit=na.org.ban_po)
    assert receipt(record) == ("phone", dt.date(2026, 11, 19))

    row = undone(row, na.org.minh)

    assert row.state == ImportState.UNDONE, told(row)
    assert receipt(record) == ("paper", dt.date(2026, 11, 12))
    assert Answer.objects.exclude(self_value="").get().criterion.code == "NR-1.4-b"
    assert not Assessment.objects.filter(unit=na.org.na_lac).exists()
    event = AuditEvent.objects.get(action="assessments.receipt_put_back")
    assert event.before == {"channel": "phone", "received_on": "2026-11-19"}
    assert event.after == {"channel": "paper", "received_on": "2026-11-12"}


def test_a_record_that_pao_began_is_his_own_again(na: NaRi) -> None:
    record = begun(na, na.org.ban_po, na.org.pao)
    row = written(file_of(na, na.org.minh), na.org.minh, received=BY_PHONE)
    entry.save_answer(record, na.criterion("NR-1.4-b"), value="met", note="", actor=na.org.pao)

    undone(row, na.org.minh)

    assert receipt(record) == ("self", None)


def test_what_was_told_later_another_way_stays(na: NaRi) -> None:
    row = written(file_of(na, na.org.minh), na.org.minh, received=BY_PHONE)
    change = Change(na.org.ban_po.pk, f"c{na.criterion('NR-1.4-b').pk}", "Đạt")
    save_grid(na.year, na.villages, [change], actor=na.org.hoa, received=ON_PAPER)

    row = undone(row, na.org.minh)

    assert row.state == ImportState.UNDONE, told(row)
    record = Assessment.objects.get(unit=na.org.ban_po)
    assert receipt(record) == ("paper", dt.date(2026, 11, 12))


def test_a_returned_form_keeps_how_it_was_handed_in(na: NaRi) -> None:
    record = answered(begun(na, na.org.ban_po, na.org.hoa), na.org.hoa)
    record = submission.submit(
        record, actor=na.org.hoa, version=record.version, submission=ON_PAPER
    )
    record = review.start(record, actor=na.org.minh, version=record.version)
    review.return_items(
        record, reasons={"NR-1.4-a": "Xem lại."}, actor=na.org.minh, version=record.version
    )
    row = file_of(na, na.org.hoa, ("Bản Pò", "Chưa đạt", None))

    row = written(row, na.org.hoa, received=BY_PHONE)

    assert row.state == ImportState.COMMITTED, told(row)
    assert receipt(record) == ("paper", dt.date(2026, 11, 12))
    event = AuditEvent.objects.filter(action="assessments.sheet_saved").latest("pk")
    assert (event.after or {})["channel"] == "phone"
    undone(row, na.org.hoa)
    assert receipt(record) == ("paper", dt.date(2026, 11, 12))


def head_and_officer(na: NaRi) -> User:
    """Sằm, who also helps in the commune's office."""
    people.member(na.org.sam, na.org.na_ri, Role.OFFICER)
    return na.org.sam


def test_an_officer_who_heads_the_village_is_asked_nothing_about_it(na: NaRi) -> None:
    sam = head_and_officer(na)
    row = file_of(na, sam, ("Nà Lạc", "Đạt", 12))
    assert "đến bằng" not in page_of(row, sam)
    # Minh, who would write the very same file on behalf, is asked.
    assert "đến bằng" in page_of(row, na.org.minh)

    confirm(row, sam)
    jobs.run_all_due()

    row.refresh_from_db()
    assert (row.state, row.channel) == (ImportState.COMMITTED, ""), told(row)
    assert receipt(Assessment.objects.get()) == ("self", None)


def test_in_one_file_the_own_village_is_told_from_the_others(na: NaRi) -> None:
    sam = head_and_officer(na)
    row = file_of(na, sam)
    assert "đến bằng" in page_of(row, sam)

    written(row, sam, received=BY_PHONE)

    own, other = (Assessment.objects.get(unit=one) for one in (na.org.na_lac, na.org.ban_po))
    assert receipt(own) == ("self", None)
    assert receipt(other) == ("phone", dt.date(2026, 11, 19))


def test_a_role_that_ended_before_the_writing_lets_nothing_pass_unmarked(na: NaRi) -> None:
    sam = head_and_officer(na)
    row = file_of(na, sam, ("Nà Lạc", "Đạt", 12))
    confirm(row, sam)
    Membership.objects.filter(user=sam, unit=na.org.na_lac).update(
        to_on=clock.today() - dt.timedelta(1)
    )

    jobs.run_all_due()

    row.refresh_from_db()
    assert row.state == ImportState.PREVIEWED
    assert "đến bằng cách nào" in told(row)
    assert not Assessment.objects.exists()


def test_other_lists_are_not_asked(na: NaRi) -> None:
    row = sent("households", na.org.na_ri, households(("Bản Pò", "Hoàng Văn An")), na.org.minh)

    assert "đến bằng" not in page_of(row, na.org.minh)
    assert confirm(row, na.org.minh).status_code == 302


@pytest.mark.parametrize("count", [1, 3, 50])
def test_the_preview_costs_the_same_for_any_number_of_villages(
    org: Org, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    names = [f"Bản {number}" for number in range(count)]
    for place, name in enumerate(names, start=10):
        units.village(name, org.na_ri, place)
    na = na_ri(org)
    row = file_of(na, na.org.minh, *((name, "Đạt", 1) for name in names))
    assert row.preview["counts"] == {"new": count}, row.preview
    client = client_of(na.org.minh)
    client.get(reverse("imports:detail", args=[row.pk]))

    with django_assert_num_queries(9):
        client.get(reverse("imports:detail", args=[row.pk]))


def test_a_day_typed_wrong_is_refused_by_the_service_too(na: NaRi) -> None:
    row = file_of(na, na.org.minh)
    with pytest.raises(DomainError, match="đến bằng cách nào"):
        written(row, na.org.minh)
