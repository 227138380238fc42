"""The office's pages of a year: the matrix, another last day, closing, reopening."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings
from python_calamine import CalamineWorkbook

from accounts.models import User
from assessments.services import closing, steps
from campaigns.models import DutyDelivery
from campaigns.services import participation, years
from notices.models import Notice
from tests.builders import campaigns, units
from tests.builders.assessments import NaRi, begun, na_ri, reviewed, submitted
from tests.org import Org


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def once() -> dict[str, str]:
    return {"idempotency_key": uuid.uuid4().hex}


def url(na: NaRi, name: str) -> str:
    return reverse(f"assessments:{name}", args=[na.campaign.slug, 2026])


def words_of(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page[page.index("<main") :]).split())


# ---------------------------------------------------------------- the matrix


@pytest.mark.parametrize(
    ("name", "status", "rows"),
    [
        ("lan", 200, 5),
        ("nga", 200, 5),
        ("hanh", 200, 5),
        ("tuyet", 200, 5),
        ("pao", 200, 1),
        ("chi", 404, 0),
        ("quan", 403, 0),
        ("khong", 403, 0),
    ],
)
def test_who_sees_which_part_of_the_matrix(na: NaRi, name: str, status: int, rows: int) -> None:
    answer = signed_in(getattr(na.org, name)).get(url(na, "matrix"))

    assert answer.status_code == status
    assert answer.content.decode().count('<th scope="row"><a href="/assessments/') == rows


def test_the_matrix_shows_the_three_rates_with_what_they_are_made_of(na: NaRi) -> None:
    submitted(na, na.org.ban_po, na.org.pao)

    words = words_of(signed_in(na.org.lan).get(url(na, "matrix")).content.decode())

    assert "Đã nộp 20,0% (1/5)" in words
    assert "Đúng hạn 25,0% (1/4)" in words
    assert "Đầy đủ 20,0% (1/5)" in words
    assert "Không có hạn 1 đơn vị" in words


def test_paging_and_sorting_keep_the_filter(na: NaRi) -> None:
    for number in range(60):
        units.village(f"Khuổi Nằn {number}", na.org.na_ri, number + 3)
    participation.register_participants(na.year, actor=na.org.lan.as_actor)
    client = signed_in(na.org.lan)

    page = client.get(url(na, "matrix"), {"q": "khuoi nan", "sort": "-unit"}).content.decode()
    second = client.get(
        url(na, "matrix"), {"q": "khuoi nan", "sort": "-unit", "page": "2"}
    ).content.decode()

    assert "1–50 trong 60" in page
    assert "?q=khuoi+nan&amp;sort=-unit&amp;page=2" in page
    assert "?q=khuoi+nan&amp;sort=state" in page
    assert "51–60 trong 60" in second


def test_what_is_seen_is_exported_and_stays_text(na: NaRi) -> None:
    odd = units.village("=SUM(A1:A9)", na.org.na_ri, 3)
    participation.register_participants(na.year, actor=na.org.lan.as_actor)
    submitted(na, na.org.ban_po, na.org.pao)
    client = signed_in(na.org.lan)

    page = client.get(url(na, "matrix"), {"q": "thon"}).content.decode()
    answer = client.get(url(na, "matrix"), {"q": "thon", "format": "xlsx"})

    book = CalamineWorkbook.from_filelike(BytesIO(answer.content))
    rows = book.get_sheet_by_index(0).to_python()
    assert "?q=thon&amp;format=xlsx" in page
    assert answer["Content-Disposition"].startswith("attachment")
    assert [row[0] for row in rows] == [
        "Đơn vị",
        "Thôn Bản Pò",
        "Thôn Nà Lạc",
        odd.display_name,
    ]
    assert rows[1][2:7] == [
        "đã nộp",
        "có",
        dt.date(2026, 11, 25),
        "đúng hạn",
        "Phòng Văn hóa - Xã hội",
    ]
    assert b"<f>" not in ZipFile(BytesIO(answer.content)).read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("more", [0, 2, 49])
def test_the_list_of_years_asks_the_same_number_of_questions_at_any_size(
    na: NaRi, more: int, settings: Settings, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    settings.FRAME_PROVIDERS = []
    for number in range(more):
        campaigns.year(campaigns.campaign(na.org.na_ri, f"khac-{number}", code=f"K{number}"))
    client = signed_in(na.org.lan)
    where = reverse("assessments:year_list")
    client.get(where, {"all": "1"})

    # User, business day, roles; which years are open, how many there are, those of the page.
    with django_assert_num_queries(3 + 3):
        page = client.get(where, {"all": "1"}).content.decode()
    assert page.count('<th scope="row">') == min(1 + more, 50)


@pytest.mark.parametrize(
    ("query", "said"),
    [({"q": "khong co"}, "Không tìm thấy gì"), ({"state": "final"}, "Không có đơn vị nào đúng")],
)
def test_an_empty_answer_says_what_to_do(na: NaRi, query: dict[str, str], said: str) -> None:
    page = signed_in(na.org.lan).get(url(na, "matrix"), query).content.decode()

    assert said in page
    assert "Bỏ lọc" in page


def test_a_year_without_participants_says_so(org: Org) -> None:
    na = na_ri(org, state="planned")

    page = signed_in(org.lan).get(url(na, "matrix")).content.decode()

    assert "Chưa có đơn vị nào tham gia năm này" in page


@pytest.mark.parametrize("more", [0, 2, 49])
def test_the_page_asks_the_same_number_of_questions_at_any_size(
    na: NaRi, more: int, settings: Settings, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    settings.FRAME_PROVIDERS = []
    for number in range(more):
        village = units.village(f"Khuổi Nằn {number}", na.org.na_ri, number + 3)
        participation.register_participants(na.year, actor=na.org.lan.as_actor)
        begun(na, village, na.org.minh)
    begun(na, na.org.ban_po, na.org.pao)
    client = signed_in(na.org.lan)
    client.get(url(na, "matrix"))

    # User, business day, roles. The year; the roll-up's rows with unit and group; to whom
    # each group's form goes.
    with django_assert_num_queries(3 + 3):
        client.get(url(na, "matrix"))


def test_the_only_open_year_is_shown_at_once(na: NaRi) -> None:
    client = signed_in(na.org.lan)

    straight = client.get(reverse("assessments:year_list"))
    every = client.get(reverse("assessments:year_list"), {"all": "1"})

    assert straight["Location"] == url(na, "matrix")
    assert url(na, "matrix") in every.content.decode()


def test_without_an_open_year_there_is_a_list_with_an_empty_state(na: NaRi) -> None:
    page = signed_in(na.org.chi).get(reverse("assessments:year_list")).content.decode()

    assert "Chưa có năm thi đua nào được mở" in page


# ---------------------------------------------------------------- another last day


def test_the_office_moves_the_last_day_of_one_unit(na: NaRi) -> None:
    part = na.participation(na.org.ban_po)
    where = reverse("assessments:last_day", args=[part.pk])
    client = signed_in(na.org.minh)

    page = client.get(where).content.decode()
    early = client.post(where, {**once(), "day": "24/11/2026", "reason": "Lũ."})
    silent = client.post(where, {**once(), "day": "28/11/2026", "reason": ""})
    done = client.post(where, {**once(), "day": "28.11.2026", "reason": "Lũ chia cắt."})

    row = DutyDelivery.objects.get()
    assert "Ngày cuối hiện nay: 25/11/2026" in page
    assert early.status_code == 422
    assert "phải sau ngày cuối hiện nay (25/11/2026)" in early.content.decode()
    assert silent.status_code == 422
    assert done["Location"] == url(na, "matrix")
    assert (row.moved_last_day, row.moved_reason) == (dt.date(2026, 11, 28), "Lũ chia cắt.")


def test_the_head_reads_in_the_inbox_until_when_and_why(na: NaRi) -> None:
    """Páo is told once; Mai, who only enters, and the office are not; a refusal tells nobody."""
    part = na.participation(na.org.ban_po)
    where = reverse("assessments:last_day", args=[part.pk])
    client = signed_in(na.org.minh)

    client.post(where, {**once(), "day": "28/11/2026", "reason": "Lũ chia cắt."})
    client.post(where, {**once(), "day": "27/11/2026", "reason": "Nhầm."})

    told = Notice.objects.get()
    assert told.recipient == na.org.pao
    assert told.subject == "Thôn Bản Pò được gia hạn đến hết ngày 28/11/2026"
    assert "Lý do gia hạn: Lũ chia cắt." in told.body
    assert signed_in(na.org.pao).get(told.path).status_code == 200


@pytest.mark.parametrize(
    ("name", "status"), [("lan", 200), ("pao", 403), ("nga", 403), ("chi", 404), ("tuyet", 403)]
)
def test_who_moves_a_last_day(na: NaRi, name: str, status: int) -> None:
    part = na.participation(na.org.ban_po)
    where = reverse("assessments:last_day", args=[part.pk])

    assert signed_in(getattr(na.org, name)).get(where).status_code == status


def test_where_there_is_no_day_there_is_none_to_move(na: NaRi) -> None:
    part = na.participation(na.org.na_ri)

    answer = signed_in(na.org.lan).get(reverse("assessments:last_day", args=[part.pk]))

    assert answer.status_code == 404


# ---------------------------------------------------------------- closing and reopening


def test_closing_says_what_becomes_final_and_names_what_stays(na: NaRi) -> None:
    org = na.org
    done = reviewed(na, org.ban_po, org.pao, org.minh)
    client = signed_in(org.lan)

    page = client.get(url(na, "close_year")).content.decode()
    answer = client.post(url(na, "close_year"), once())

    words = words_of(page)
    assert "1 phiếu đã thẩm định được chốt" in words
    assert "4 đơn vị chưa xong" in words
    assert "Thôn Nà Lạc chưa nhập" in words
    assert words.count("Thôn Bản Pò") == words.count("Thôn Bản Pò (đến hết ngày") == 1  # may object
    assert answer["Location"] == url(na, "matrix")
    na.year.refresh_from_db()
    assert (na.year.state, steps.fetch(done.pk).status) == ("closed", "final")


def test_closing_twice_closes_once(na: NaRi) -> None:
    client = signed_in(na.org.lan)
    data = once()

    answers = [client.post(url(na, "close_year"), data) for _sending in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert na.year.events.filter(to_state="closed").count() == 1


@pytest.mark.parametrize(
    ("name", "status"), [("minh", 403), ("pao", 403), ("tuyet", 403), ("chi", 403), ("hanh", 403)]
)
def test_who_may_not_close(na: NaRi, name: str, status: int) -> None:
    client = signed_in(getattr(na.org, name))

    assert client.get(url(na, "close_year")).status_code == status
    assert client.post(url(na, "close_year"), once()).status_code == status
    na.year.refresh_from_db()
    assert na.year.state == "open"


def test_a_closed_year_is_opened_again_with_a_typed_reason(na: NaRi) -> None:
    closing.close_year(na.year, actor=na.org.lan)
    client = signed_in(na.org.lan)

    silent = client.post(url(na, "reopen_year"), {**once(), "note": ""})
    done = client.post(url(na, "reopen_year"), {**once(), "note": "Hai thôn chưa nộp."})

    na.year.refresh_from_db()
    assert silent.status_code == 422
    assert (done["Location"], na.year.state) == (url(na, "matrix"), "open")
    event = na.year.events.last()
    assert event is not None
    assert event.note == "Hai thôn chưa nộp."


def test_the_matrix_offers_what_fits_the_year(na: NaRi) -> None:
    leader, officer = signed_in(na.org.lan), signed_in(na.org.minh)

    opened = leader.get(url(na, "matrix")).content.decode()
    for_officer = officer.get(url(na, "matrix")).content.decode()
    closing.close_year(na.year, actor=na.org.lan)
    closed = leader.get(url(na, "matrix")).content.decode()

    assert (url(na, "close_year") in opened, url(na, "reopen_year") in opened) == (True, False)
    assert (url(na, "close_year") in closed, url(na, "reopen_year") in closed) == (False, True)
    assert url(na, "close_year") not in for_officer


def test_closing_what_is_closed_and_reopening_what_is_open_leads_back(na: NaRi) -> None:
    client = signed_in(na.org.lan)

    reopen_open = client.get(url(na, "reopen_year"))
    closed = closing.close_year(na.year, actor=na.org.lan)
    close_closed = client.get(url(na, "close_year"))

    assert reopen_open["Location"] == close_closed["Location"] == url(na, "matrix")
    assert years.reopen_year(closed, actor=na.org.lan, note="x").state == "open"
