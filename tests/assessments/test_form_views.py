"""The form in the browser: who opens it, how a line is saved, what a refusal looks like."""

from __future__ import annotations

import datetime as dt
import re
import uuid

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import User
from assessments import figures
from assessments.models import Answer, Assessment, IndicatorValue
from assessments.selectors.form_page import whole_form
from assessments.services import entry, steps
from campaigns.models import Participation
from campaigns.services import participation as participants
from core.models import AuditEvent
from tests.builders import units
from tests.builders.assessments import (
    NaRi,
    answered,
    begun,
    in_state,
    returned,
    submitted,
)
from tests.builders.recognitions import recognised, title
from tests.statements import EVENT


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def once() -> dict[str, str]:
    return {"idempotency_key": uuid.uuid4().hex}


def form_url(part: Participation) -> str:
    return reverse("assessments:form", args=[part.pk])


def line_url(part: Participation, name: str, pk: int) -> str:
    return reverse(f"assessments:{name}", args=[part.pk, pk])


@pytest.fixture
def part(na: NaRi) -> Participation:
    """Bản Pò's place in the year."""
    return na.participation(na.org.ban_po)


# ---------------------------------------------------------------- who


@pytest.mark.parametrize(
    ("name", "status"),
    [
        *((name, 200) for name in ("pao", "mai", "minh", "lan", "nga", "tuyet", "hanh", "thuy")),
        *((name, 404) for name in ("sam", "chi", "bao")),
        *((name, 403) for name in ("quan", "khong")),
    ],
)
def test_who_opens_the_form_of_ban_po(
    na: NaRi, part: Participation, name: str, status: int
) -> None:
    assert signed_in(getattr(na.org, name)).get(form_url(part)).status_code == status


@pytest.mark.parametrize(
    ("name", "can_type"), [("pao", True), ("mai", True), ("minh", True), ("nga", False)]
)
def test_only_those_who_enter_get_inputs(
    na: NaRi, part: Participation, name: str, can_type: bool
) -> None:
    page = signed_in(getattr(na.org, name)).get(form_url(part)).content.decode()

    assert ('type="radio"' in page) is can_type
    assert ("Chưa có phiếu" in page) is not can_type


@pytest.mark.parametrize(
    ("name", "status"),
    [("pao", 200), ("mai", 200), ("minh", 200), ("sam", 404), ("nga", 403), ("hanh", 403)],
)
def test_who_saves_an_answer(na: NaRi, part: Participation, name: str, status: int) -> None:
    criterion = na.criterion("NR-1.4-a")

    answer = signed_in(getattr(na.org, name)).post(
        line_url(part, "save_criterion", criterion.pk),
        {f"c{criterion.pk}-value": "met", f"c{criterion.pk}-version": "0"},
    )

    assert answer.status_code == status
    assert Answer.objects.exists() is (status == 200)


def test_a_criterion_of_another_group_is_not_found(na: NaRi, part: Participation) -> None:
    other = na.criterion("NR-1.3-a")

    answer = signed_in(na.org.pao).post(
        line_url(part, "save_criterion", other.pk), {f"c{other.pk}-value": "met"}
    )

    assert answer.status_code == 404


# ---------------------------------------------------------------- one line


def test_an_answer_is_saved_and_said_so_with_its_version(na: NaRi, part: Participation) -> None:
    criterion = na.criterion("NR-1.4-a")
    prefix = f"c{criterion.pk}"

    answer = signed_in(na.org.pao).post(
        line_url(part, "save_criterion", criterion.pk),
        {f"{prefix}-value": "partly", f"{prefix}-note": "Họp\r\nhai lần", f"{prefix}-version": "0"},
    )

    row = Answer.objects.get()
    body = answer.content.decode()
    assert (row.self_value, row.self_note, row.version) == ("partly", "Họp\nhai lần", 1)
    assert re.search(rf'name="{prefix}-version" value="1"', body)
    assert re.search(r"Đã lưu trên máy chủ \d\d:\d\d", body)
    assert re.fullmatch(r"\d\d:\d\d", answer["X-Saved-At"])
    assert "<strong>1/7</strong>" in body


def test_a_refused_answer_keeps_the_version_and_says_why(na: NaRi, part: Participation) -> None:
    criterion = na.criterion("NR-1.4-a")
    prefix = f"c{criterion.pk}"

    answer = signed_in(na.org.pao).post(
        line_url(part, "save_criterion", criterion.pk),
        {f"{prefix}-value": "not_applicable", f"{prefix}-version": "0"},
    )

    assert answer.status_code == 422
    body = answer.content.decode()
    assert "Hãy ghi vì sao mục này không áp dụng." in body
    assert f'name="{prefix}-version" value="0"' in body
    assert not Answer.objects.exists()


def test_a_second_tab_gets_the_line_as_it_stands(na: NaRi, part: Participation) -> None:
    criterion = na.criterion("NR-1.4-a")
    prefix = f"c{criterion.pk}"
    url = line_url(part, "save_criterion", criterion.pk)
    head, editor = signed_in(na.org.pao), signed_in(na.org.mai)
    head.post(url, {f"{prefix}-value": "met", f"{prefix}-version": "0"})

    answer = editor.post(url, {f"{prefix}-value": "not_met", f"{prefix}-version": "0"})

    body = answer.content.decode()
    assert answer.status_code == 409
    assert answer["HX-Retarget"] == f"#{prefix}-body"
    assert "Mục này vừa được ghi ở nơi khác: “Đạt”" in body
    assert re.search(r'value="met" checked', body)
    assert f'name="{prefix}-version" value="1"' in body
    assert Answer.objects.get().self_value == "met"


def test_a_tab_left_open_after_submission_gets_a_locked_line(na: NaRi, part: Participation) -> None:
    submitted(na, na.org.ban_po, na.org.pao)
    criterion = na.criterion("NR-1.4-a")
    prefix = f"c{criterion.pk}"

    answer = signed_in(na.org.mai).post(
        line_url(part, "save_criterion", criterion.pk),
        {f"{prefix}-value": "not_met", f"{prefix}-version": "1"},
    )

    body = answer.content.decode()
    assert answer.status_code == 409
    assert "đang ở trạng thái “Đã nộp”" in body
    assert "<input" not in body


def sent(na: NaRi, part: Participation, code: str, **typed: object) -> tuple[int, str]:
    line = na.line(code)
    data = {f"f{line.pk}-{name.replace('_', '-')}": value for name, value in typed.items()}
    answer = signed_in(na.org.pao).post(
        line_url(part, "save_figure", line.pk), {f"f{line.pk}-version": "0", **data}
    )
    return answer.status_code, answer.content.decode()


def test_a_number_changes_the_rate_that_is_made_of_it(na: NaRi, part: Participation) -> None:
    sent(na, part, "households", value="1.250")

    status, body = sent(na, part, "families_registered", value="800")

    rate = na.line("registered_rate")
    assert status == 200
    assert f'id="f{rate.pk}-computed" hx-swap-oob="true">64,0% (800/1.250)' in body


def test_a_rule_that_is_broken_is_said_at_once(na: NaRi, part: Participation) -> None:
    sent(na, part, "households", value="50")

    status, body = sent(na, part, "families_registered", value="60")

    assert status == 200
    assert "Số hộ đăng ký không thể lớn hơn tổng số hộ của thôn." in body


@pytest.mark.parametrize(
    ("code", "typed", "said", "wants_reason"),
    [
        ("households", {"value": "1,385"}, "có thể hiểu là", False),
        ("households", {"value": "5", "state": "none"}, "vừa có số liệu vừa chọn", False),
        ("households", {"state": ["none", "not_applicable"]}, "Hãy chỉ chọn một", False),
        ("households", {"state": "not_applicable"}, "Hãy ghi vì sao dòng này", True),
        ("meeting_on", {"value": "31/11/2026"}, "không có ngày 31", False),
    ],
)
def test_a_figure_that_is_refused_says_why(
    na: NaRi,
    part: Participation,
    code: str,
    typed: dict[str, object],
    said: str,
    wants_reason: bool,
) -> None:
    status, body = sent(na, part, code, **typed)

    assert status == 422
    assert said in body
    assert ("data-wants-reason" in body) is wants_reason
    assert not IndicatorValue.objects.exists()


@pytest.mark.parametrize(
    ("code", "typed", "read"),
    [
        ("meeting_on", "05/11/2026", "ngày 05 tháng 11 năm 2026"),
        ("households", "85 hộ", "85 hộ"),
        ("fund", "3500000đ", "3.500.000 đồng"),
        ("proposals", "Xin hỗ trợ", None),
    ],
)
def test_what_could_be_misread_is_shown_as_it_was_read(
    na: NaRi, part: Participation, code: str, typed: str, read: str | None
) -> None:
    line = na.line(code)

    answer = signed_in(na.org.pao).post(
        line_url(part, "save_figure", line.pk),
        {f"f{line.pk}-value": typed, f"f{line.pk}-version": "0"},
    )

    page = " ".join(answer.content.decode().split())
    assert (f": <strong>{read}</strong>" in page) is (read is not None)
    assert ("line-saved" in page) is True


def test_sections_are_counted_from_one_and_readers_are_told_the_number_of_the_sheet(
    na: NaRi, part: Participation
) -> None:
    na.villages.indicator_set.indicators.filter(section="2. Họp thôn").delete()  # type: ignore[union-attr]
    record = begun(na, na.org.ban_po, na.org.pao)

    form = signed_in(na.org.pao).get(form_url(part)).content.decode()
    read = signed_in(na.org.minh).get(reverse("assessments:record", args=[record.pk]))

    assert "2. Quỹ và lớp học" in form
    assert "3. Quỹ và lớp học" not in form
    assert "mục 3 của biểu" not in form
    assert "2. Quỹ và lớp học" in read.content.decode()
    assert "mục 3 của biểu" in read.content.decode()


def test_a_rate_says_what_it_is_made_of_and_what_is_missing(na: NaRi, part: Participation) -> None:
    record = begun(na, na.org.ban_po, na.org.pao)
    line = na.line("households")
    signed_in(na.org.pao).post(
        line_url(part, "save_figure", line.pk),
        {f"f{line.pk}-value": "98", f"f{line.pk}-version": "0"},
    )
    said = "tính từ “Số hộ đăng ký” chia cho “Tổng số hộ”; còn thiếu “Số hộ đăng ký”"

    form = signed_in(na.org.pao).get(form_url(part))
    read = signed_in(na.org.minh).get(reverse("assessments:record", args=[record.pk]))

    assert said in form.content.decode()
    assert said in read.content.decode()


def test_the_rows_of_a_list_are_saved(na: NaRi, part: Participation) -> None:
    line = na.line("classes")
    prefix = f"f{line.pk}"

    answer = signed_in(na.org.pao).post(
        line_url(part, "save_figure", line.pk),
        {
            f"{prefix}-version": "0",
            f"{prefix}-r0-topic": "Chuyển đổi số",
            f"{prefix}-r0-attendance": "1200",
            f"{prefix}-r1-topic": "",
            f"{prefix}-r1-attendance": "",
        },
    )

    assert answer.status_code == 200
    assert IndicatorValue.objects.get().rows == [{"topic": "Chuyển đổi số", "attendance": "1.200"}]


def test_signs_that_no_database_keeps_are_left_out(na: NaRi, part: Participation) -> None:
    status, _body = sent(na, part, "proposals", value="Xin\x00 hỗ\x07 trợ\u200b")

    assert status == 200
    assert IndicatorValue.objects.get().text == "Xin hỗ trợ"


@pytest.mark.parametrize("seen", ["", "-1", "abc", "9" * 30, "1.5"])
def test_a_version_that_is_no_number_is_older_than_any(
    na: NaRi, part: Participation, seen: str
) -> None:
    criterion = na.criterion("NR-1.4-a")
    url = line_url(part, "save_criterion", criterion.pk)
    client = signed_in(na.org.pao)
    client.post(url, {f"c{criterion.pk}-value": "met", f"c{criterion.pk}-version": "0"})

    answer = client.post(
        url, {f"c{criterion.pk}-value": "not_met", f"c{criterion.pk}-version": seen}
    )

    assert answer.status_code == 409
    assert Answer.objects.get().self_value == "met"


def test_the_register_offers_its_number(na: NaRi, part: Participation) -> None:
    units.household(na.org.ban_po, "Hoàng Văn An")
    units.household(na.org.ban_po, "Lường Thị Bé")

    page = signed_in(na.org.pao).get(form_url(part)).content.decode()
    status, body = sent(na, part, "households", value="3")

    line = na.line("households")
    assert f'data-take="2" data-into="f{line.pk}-value"' in page
    assert status == 422
    assert "Sổ trên hệ thống đang có 2, ông/bà nhập 3." in body
    assert sent(na, part, "households", value="3", reason="Mới tách một hộ.")[0] == 200


def test_a_title_is_shown_with_its_decision_and_has_no_input(na: NaRi, part: Participation) -> None:
    recognised(title("COMMUNITY_VILLAGE"), na.org.ban_po, 2025)
    criterion = na.criterion("NR-1.4-d")

    page = signed_in(na.org.pao).get(form_url(part)).content.decode()

    assert "Quyết định số 01/QĐ-UBND-2025 ngày 15/11/2025" in page
    assert f'name="c{criterion.pk}-value"' not in page


# ---------------------------------------------------------------- without scripts


def test_a_section_is_saved_without_scripts_and_refused_lines_stay_typed(
    na: NaRi, part: Participation
) -> None:
    first, second = na.criterion("NR-1.4-a"), na.criterion("NR-1.4-b")
    line = na.line("households")
    client = signed_in(na.org.pao)

    answer = client.post(
        form_url(part),
        {
            **once(),
            "section": "s0",
            f"c{first.pk}-value": "met",
            f"c{first.pk}-version": "0",
            f"c{second.pk}-value": "not_applicable",
            f"c{second.pk}-version": "0",
            f"f{line.pk}-value": "mười",
            f"f{line.pk}-version": "0",
        },
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert [(row.criterion.code, row.self_value) for row in Answer.objects.all()] == [
        ("NR-1.4-a", "met")
    ]
    assert "Còn 2 dòng chưa lưu được" in page
    assert "Hãy ghi vì sao mục này không áp dụng." in page
    assert "“mười” không phải là số." in page
    assert f'name="f{line.pk}-value" value="mười"' in page
    assert re.search(rf'name="c{second.pk}-value" value="not_applicable" checked', page)


def test_a_section_sent_twice_is_saved_once(na: NaRi, part: Participation) -> None:
    criterion = na.criterion("NR-1.4-a")
    data = {
        **once(),
        "section": "s0",
        f"c{criterion.pk}-value": "met",
        f"c{criterion.pk}-version": "0",
    }
    client = signed_in(na.org.pao)

    answers = [client.post(form_url(part), data) for _sending in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert [answer["Location"] for answer in answers] == [f"{form_url(part)}#s0"] * 2
    assert Answer.objects.get().version == 1


def test_lines_that_did_not_change_make_nobody_an_author(na: NaRi, part: Participation) -> None:
    record = answered(begun(na, na.org.ban_po, na.org.pao), na.org.pao)
    page = signed_in(na.org.minh).get(form_url(part)).content.decode()
    data = dict(re.findall(r'type="radio"[^>]*name="([^"]+)" value="([^"]+)" checked', page))
    data |= dict(re.findall(r'name="([cf]\d+-version)" value="(\d+)"', page))
    data |= dict(re.findall(r'type="text"[^>]*name="(f\d+-value)" value="([^"]*)"', page))

    answer = signed_in(na.org.minh).post(form_url(part), {**once(), **data})

    assert answer.status_code == 302
    assert [author.user for author in steps.fetch(record.pk).authors.all()] == [na.org.pao]


def test_a_page_too_old_to_carry_a_key_is_told_so(na: NaRi, part: Participation) -> None:
    client = signed_in(na.org.pao)

    answer = client.post(form_url(part), {"section": "s0"}, follow=True)

    assert "Trang này đã cũ." in answer.content.decode()


# ---------------------------------------------------------------- states


@pytest.mark.parametrize("status", ["submitted", "in_review", "reviewed", "final"])
def test_a_form_that_was_handed_in_is_read_elsewhere(
    na: NaRi, part: Participation, status: str
) -> None:
    record = in_state(na, status)

    answer = signed_in(na.org.pao).get(form_url(part))

    assert (answer.status_code, answer["Location"]) == (
        302,
        reverse("assessments:record", args=[record.pk]),
    )


def test_only_returned_items_have_inputs_and_their_reasons_stand_on_top(
    na: NaRi, part: Participation
) -> None:
    returned(na, na.org.ban_po, na.org.pao, na.org.minh)
    back, kept = na.criterion("NR-1.4-b"), na.criterion("NR-1.4-a")

    page = signed_in(na.org.pao).get(form_url(part)).content.decode()

    assert "1 mục cần sửa" in page
    assert page.index("Thiếu kế hoạch tuyên truyền.") < page.index('id="s0"')
    assert f'name="c{back.pk}-value"' in page
    assert f'name="c{kept.pk}-value"' not in page
    assert not re.search(r'name="f\d', page)


def test_a_year_that_is_not_open_says_so(na: NaRi, part: Participation) -> None:
    na.year.state = "closed"
    na.year.save()

    page = signed_in(na.org.pao).get(form_url(part)).content.decode()

    assert "Năm này đã khóa và đơn vị chưa nhập gì." in page


def test_a_unit_left_out_sees_why(na: NaRi, part: Participation) -> None:
    participants.exclude(part, reason="Thôn mới sáp nhập.", actor=na.org.minh)

    page = signed_in(na.org.pao).get(form_url(part)).content.decode()

    assert "Đơn vị không tham gia năm này: Thôn mới sáp nhập." in page


def test_whoever_enters_for_another_unit_is_reminded(na: NaRi, part: Participation) -> None:
    head = signed_in(na.org.pao).get(form_url(part)).content.decode()
    officer = signed_in(na.org.minh).get(form_url(part)).content.decode()

    assert "Ông/bà đang nhập thay Thôn Bản Pò." in officer
    assert "đang nhập thay" not in head


# ---------------------------------------------------------------- what is refused begins nothing


def nothing_begun() -> bool:
    """Whether neither a form nor a trace of one exists."""
    traces = AuditEvent.objects.filter(action__startswith="assessments.")
    return not (Assessment.objects.exists() or traces.exists())


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("save_criterion", {"value": "yes"}),
        ("save_criterion", {"value": "not_applicable", "note": ""}),
        ("save_figure", {"value": "chín"}),
        ("save_figure", {"state": "not_applicable", "reason": ""}),
    ],
)
def test_a_first_value_that_is_refused_does_not_begin_the_form(
    na: NaRi, part: Participation, name: str, typed: dict[str, str]
) -> None:
    is_figure = name == "save_figure"
    line = na.line("households") if is_figure else na.criterion("NR-1.4-a")
    prefix = f"{'f' if is_figure else 'c'}{line.pk}"
    sent = {f"{prefix}-{key}": value for key, value in {**typed, "version": "0"}.items()}

    answer = signed_in(na.org.pao).post(line_url(part, name, line.pk), sent)

    assert answer.status_code == 422
    assert "field-error" in answer.content.decode()
    assert nothing_begun()


def test_a_section_of_which_every_line_is_refused_begins_nothing(
    na: NaRi, part: Participation
) -> None:
    first, second = na.criterion("NR-1.4-a"), na.criterion("NR-1.4-b")
    sent = {
        **once(),
        f"c{first.pk}-value": "not_applicable", f"c{first.pk}-version": "0",
        f"c{second.pk}-value": "not_applicable", f"c{second.pk}-version": "0",
    }  # fmt: skip

    answer = signed_in(na.org.pao).post(form_url(part), sent)

    assert answer.status_code == 422
    assert "Hãy ghi vì sao mục này không áp dụng." in answer.content.decode()
    assert nothing_begun()


def test_of_a_section_the_good_line_begins_the_form_and_the_refused_one_stays_typed(
    na: NaRi, part: Participation
) -> None:
    first, second = na.criterion("NR-1.4-a"), na.criterion("NR-1.4-b")
    sent = {
        **once(),
        f"c{first.pk}-value": "not_applicable", f"c{first.pk}-version": "0",
        f"c{second.pk}-value": "met", f"c{second.pk}-version": "0",
    }  # fmt: skip

    answer = signed_in(na.org.pao).post(form_url(part), sent)

    assert answer.status_code == 422
    assert [row.criterion.code for row in Answer.objects.all()] == ["NR-1.4-b"]


def test_a_page_of_a_form_that_was_thrown_away_is_told_so_and_begins_nothing(
    na: NaRi, part: Participation
) -> None:
    criterion = na.criterion("NR-1.4-a")
    sent = {f"c{criterion.pk}-value": "met", f"c{criterion.pk}-version": "3"}

    answer = signed_in(na.org.pao).post(line_url(part, "save_criterion", criterion.pk), sent)

    assert answer.status_code == 409
    assert "vừa được ghi ở nơi khác: “chưa nhập”" in answer.content.decode()
    assert nothing_begun()


# ---------------------------------------------------------------- queries


@pytest.mark.parametrize("households", [1, 3, 50])
def test_the_form_asks_the_same_number_of_questions_whatever_the_size(
    na: NaRi,
    part: Participation,
    households: int,
    settings: Settings,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    settings.FRAME_PROVIDERS = []
    for number in range(households):
        units.household(na.org.ban_po, f"Hoàng Văn {number}")
    answered(begun(na, na.org.ban_po, na.org.pao), na.org.pao, skip=["households"])
    client = signed_in(na.org.pao)
    client.get(form_url(part))

    # User, business day, roles. The place in the year, the record; criteria with their titles,
    # figures asked, rules, answers, figures given; titles held and considered; evidence; the
    # register of households; the record of last year; the duty and its delivery; where else the
    # same sheet is asked.
    with django_assert_num_queries(3 + 16):
        client.get(form_url(part))


@pytest.mark.parametrize("count", [0, 1, 2])
def test_saving_an_answer_asks_the_same_number_of_questions_whatever_was_answered(
    na: NaRi,
    part: Participation,
    count: int,
    settings: Settings,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    settings.FRAME_PROVIDERS = []
    record = begun(na, na.org.ban_po, na.org.pao)
    counts = [one for one in whole_form(record).indicators if one.kind == "count"][:count]
    assert len(counts) == count
    for line in counts:
        entry.save_figure(record, line, figures.read(line, "", "1"), reason="", actor=na.org.pao)
    criterion = na.criterion("NR-1.4-a")
    address, client = line_url(part, "save_criterion", criterion.pk), signed_in(na.org.pao)
    client.post(address, {f"c{criterion.pk}-value": "met", f"c{criterion.pk}-version": "0"})

    # User, business day, roles. The place in the year, the criterion, the record; in one
    # transaction the record held, the answer before with its author, the answer, its event; in
    # one what is asked and what was given.
    again = {f"c{criterion.pk}-value": "not_met", f"c{criterion.pk}-version": "1"}
    with django_assert_num_queries(3 + 3 + 5 + EVENT + 1):
        client.post(address, again)


def test_the_answer_to_a_saving_is_what_its_template_shows(
    na: NaRi, part: Participation, settings: Settings
) -> None:
    begun(na, na.org.ban_po, na.org.pao)
    criterion = na.criterion("NR-1.4-a")
    address, client = line_url(part, "save_criterion", criterion.pk), signed_in(na.org.pao)

    def saved(value: str, version: int) -> str:
        sent = {f"c{criterion.pk}-value": value, f"c{criterion.pk}-version": str(version)}
        return client.post(address, sent).content.decode()

    with time_machine.travel(dt.datetime(2026, 11, 20, 2, 42, tzinfo=dt.UTC), tick=False):
        kept = saved("met", 0)
        settings.DEBUG = True  # templates are read anew
        by_template = saved("not_met", 1)

    assert "Đã lưu trên máy chủ 09:42" in kept
    assert kept == by_template.replace('version" value="2"', 'version" value="1"')


# ---------------------------------------------------------------- on a weak line


def test_a_draft_that_arrives_with_somebody_elses_session_is_not_taken(
    na: NaRi, part: Participation
) -> None:
    criterion = na.criterion("NR-1.4-a")
    address = line_url(part, "save_criterion", criterion.pk)
    typed = {f"c{criterion.pk}-value": "met", f"c{criterion.pk}-version": "0"}

    as_mai = signed_in(na.org.mai).post(address, typed, headers={"X-Sender": str(na.org.pao.pk)})
    assert as_mai.status_code == 401
    assert not Answer.objects.exists()
    own = signed_in(na.org.pao).post(address, typed, headers={"X-Sender": str(na.org.pao.pk)})
    assert own.status_code == 200


def test_the_same_answer_sent_again_after_a_lost_reply_is_written_once(
    na: NaRi, part: Participation
) -> None:
    criterion = na.criterion("NR-1.4-a")
    typed = {f"c{criterion.pk}-value": "met", f"c{criterion.pk}-version": "0"}
    client = signed_in(na.org.pao)

    for _sending in range(3):
        answer = client.post(line_url(part, "save_criterion", criterion.pk), typed)
        assert answer.status_code == 200

    assert Answer.objects.get().version == 1
