"""Answers saved one by one: four kinds of nothing, reasons, second tabs, who may."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from assessments import figures
from assessments.enums import Judgement, Status, ValueState
from assessments.figures import Reading
from assessments.forms_of import form_of, number_of
from assessments.models import Answer, Assessment, AssessmentEvent, IndicatorValue
from assessments.rules import is_author
from assessments.services import entry, steps
from campaigns.services import participation
from core.errors import DomainError, StaleError
from documents.models import StoredFile
from tests.builders import units
from tests.builders.assessments import NaRi, begun, in_state, returned


@pytest.fixture
def record(na: NaRi) -> Assessment:
    """Bản Pò's record, begun by its head Páo."""
    return begun(na, na.org.ban_po, na.org.pao)


def saved(na: NaRi, record: Assessment, code: str, value: str, note: str = "") -> Answer:
    return entry.save_answer(record, na.criterion(code), value=value, note=note, actor=na.org.pao)


def figure(na: NaRi, record: Assessment, code: str, typed: object, **more: str) -> IndicatorValue:
    line = na.line(code)
    return entry.save_figure(
        record,
        line,
        figures.read(line, more.get("state", ""), typed),
        reason=more.get("reason", ""),
        actor=na.org.pao,
    )


# ---------------------------------------------------------------- the first answer


NOT_THEIRS = ["sam", "nga", "tuyet", "hanh", "quan", "thuy", "dung", "chi", "khong"]


@pytest.mark.parametrize(
    ("name", "may"),
    [
        *((name, True) for name in ("pao", "mai", "minh", "lan")),
        *((name, False) for name in NOT_THEIRS),
    ],
)
def test_who_begins_the_record_of_ban_po(na: NaRi, name: str, may: bool) -> None:
    actor = getattr(na.org, name)

    if may:
        row = entry.begin(na.year, na.org.ban_po, actor=actor)
        assert (row.status, row.group, row.unit_name) == ("draft", na.villages, "Thôn Bản Pò")
        assert [event.action for event in row.events.all()] == ["begin"]
    else:
        with pytest.raises(PermissionDenied):
            entry.begin(na.year, na.org.ban_po, actor=actor)
        assert not Assessment.objects.exists()


def test_beginning_twice_gives_the_same_record(na: NaRi, record: Assessment) -> None:
    again = entry.begin(na.year, na.org.ban_po, actor=na.org.mai)

    assert again.pk == record.pk
    assert AssessmentEvent.objects.count() == 1


def test_a_year_that_is_not_open_takes_no_answers(na: NaRi) -> None:
    na.year.state = "planned"
    na.year.save()

    with pytest.raises(DomainError) as refused:
        entry.begin(na.year, na.org.ban_po, actor=na.org.pao)

    assert str(refused.value) == "Năm 2026 chưa mở hoặc đã khóa nên chưa nhập được."


def test_a_unit_left_out_of_the_year_has_no_form(na: NaRi) -> None:
    row = na.participation(na.org.ban_po)
    participation.exclude(row, reason="Thôn mới sáp nhập.", actor=na.org.minh)

    with pytest.raises(DomainError) as refused:
        entry.begin(na.year, na.org.ban_po, actor=na.org.pao)

    assert str(refused.value) == "Thôn Bản Pò không có trong danh sách tham gia năm 2026."


def test_closing_the_year_stops_entry_into_a_record_that_exists(
    na: NaRi, record: Assessment
) -> None:
    saved(na, record, "NR-1.4-a", Judgement.MET)
    na.year.state = "closed"
    na.year.save()

    with pytest.raises(StaleError) as refused:
        saved(na, steps.fetch(record.pk), "NR-1.4-a", Judgement.PARTLY)

    assert str(refused.value) == "Năm 2026 đã khóa nên không sửa được nữa."
    assert Answer.objects.get().self_value == "met"


# ---------------------------------------------------------------- criteria


def test_an_answer_is_kept_with_its_note_and_its_author(na: NaRi, record: Assessment) -> None:
    decomposed = "Ho\u0323p thôn"

    answer = saved(na, record, "NR-1.4-a", Judgement.PARTLY, f"  {decomposed}  ")

    assert (answer.self_value, answer.self_note, answer.version) == ("partly", "Họp thôn", 1)
    assert is_author(na.org.pao, steps.fetch(record.pk))
    assert not is_author(na.org.mai, steps.fetch(record.pk))


def test_an_answer_can_be_taken_back_to_not_entered(na: NaRi, record: Assessment) -> None:
    saved(na, record, "NR-1.4-a", Judgement.MET)

    answer = saved(na, record, "NR-1.4-a", "")

    assert (answer.self_value, answer.version) == ("", 2)


@pytest.mark.parametrize(
    ("code", "value", "note", "sentence", "field"),
    [
        ("NR-1.4-a", "not_applicable", " ", "Hãy ghi vì sao mục này không áp dụng.", "note"),
        ("NR-1.4-a", "excellent", "", "Cách trả lời này không có trong phiếu.", ""),
        ("NR-1.4-d", "met", "", "Danh hiệu lấy từ sổ công nhận, không nhập trực tiếp.", ""),
    ],
)
def test_an_answer_that_is_refused_says_why(
    na: NaRi, record: Assessment, code: str, value: str, note: str, sentence: str, field: str
) -> None:
    with pytest.raises(DomainError) as refused:
        saved(na, record, code, value, note)

    assert (str(refused.value), refused.value.field) == (sentence, field)
    assert not Answer.objects.exists()


def test_a_second_tab_is_shown_what_the_first_one_saved(na: NaRi, record: Assessment) -> None:
    criterion = na.criterion("NR-1.4-a")
    first = {"value": "met", "note": "", "actor": na.org.pao, "seen": 0}
    entry.save_answer(record, criterion, **first)  # type: ignore[arg-type]

    with pytest.raises(StaleError) as told:
        entry.save_answer(record, criterion, value="not_met", note="", actor=na.org.mai, seen=0)

    assert "Mục này vừa được ghi ở nơi khác: “Đạt”" in str(told.value)
    assert Answer.objects.get().self_value == "met"


def test_an_answer_sent_again_after_a_lost_reply_is_not_a_conflict(
    na: NaRi, record: Assessment
) -> None:
    criterion = na.criterion("NR-1.4-a")
    sent = {"value": "met", "note": "Đủ.", "actor": na.org.pao, "seen": 0}
    entry.save_answer(record, criterion, **sent)  # type: ignore[arg-type]

    answer = entry.save_answer(record, criterion, **sent)  # type: ignore[arg-type]

    assert (answer.self_value, answer.version) == ("met", 1)


def test_a_figure_sent_again_after_a_lost_reply_is_not_a_conflict(
    na: NaRi, record: Assessment
) -> None:
    line = na.line("households")
    sent = {"reading": figures.read(line, "", "98"), "reason": "", "actor": na.org.pao, "seen": 0}
    entry.save_figure(record, line, **sent)  # type: ignore[arg-type]

    row = entry.save_figure(record, line, **sent)  # type: ignore[arg-type]

    assert (row.number, row.version) == (Decimal(98), 1)


# ---------------------------------------------------------------- four kinds of nothing


def test_zero_none_not_applicable_and_missing_are_four_things(na: NaRi, record: Assessment) -> None:
    figure(na, record, "households", "0")
    figure(na, record, "families_registered", "", state="none")
    figure(na, record, "fund", "", state="not_applicable", reason="Thôn không lập quỹ.")

    rows = {row.indicator.code: row for row in IndicatorValue.objects.select_related("indicator")}
    numbers = form_of(record).numbers

    assert {code: row.state for code, row in rows.items()} == {
        "households": "value",
        "families_registered": "none",
        "fund": "not_applicable",
    }
    assert {code: numbers[code] for code in ("households", "families_registered", "fund")} == {
        "households": Decimal(0),
        "families_registered": Decimal(0),
        "fund": None,
    }
    assert numbers["literacy"] is None
    assert number_of(None) is None


def test_clearing_a_figure_makes_it_missing_again(na: NaRi, record: Assessment) -> None:
    figure(na, record, "households", "98")

    row = figure(na, record, "households", "")

    assert (row.state, row.number) == ("", None)


def test_not_applicable_needs_a_reason(na: NaRi, record: Assessment) -> None:
    with pytest.raises(DomainError) as refused:
        figure(na, record, "fund", "", state="not_applicable")

    assert str(refused.value) == "Hãy ghi vì sao dòng này không áp dụng."
    assert refused.value.field == "reason"


@pytest.mark.parametrize(
    ("code", "typed", "kept"),
    [
        ("households", "1.234", Reading(state="value", number=Decimal(1234))),
        ("fund", "12 500 000", Reading(state="value", number=Decimal(12500000))),
        ("front_signed", "0", Reading(state="value", number=Decimal(0))),
        ("literacy", "2", Reading(state="value", number=Decimal(2))),
        ("meeting_on", "5/11/26", Reading(state="value", date=dt.date(2026, 11, 5))),
        ("proposals", " Xin ho\u0302\u0303 trợ ", Reading(state="value", text="Xin hỗ trợ")),
        ("proposals", "   ", Reading()),
        (
            "classes",
            [{"topic": "Chuyển đổi số", "attendance": "40"}, {"topic": " ", "attendance": ""}],
            Reading(state="value", rows=[{"topic": "Chuyển đổi số", "attendance": "40"}]),
        ),
        ("classes", [{"topic": "", "attendance": ""}], Reading()),
    ],
)
def test_what_is_typed_on_a_line_is_understood(
    na: NaRi, code: str, typed: object, kept: Reading
) -> None:
    assert figures.read(na.line(code), "", typed) == kept


@pytest.mark.parametrize(
    ("code", "typed", "said"),
    [
        ("households", "1,385", "có thể hiểu là 1.385 hoặc là 1 phẩy 385"),
        ("households", "mười", "không phải là số"),
        ("households", "-3", "không thể âm"),
        ("front_signed", "có", "Hãy chọn Có hoặc Không."),
        ("literacy", "7", "Hãy chọn một trong các mức của dòng này."),
        ("meeting_on", "31/02/2026", "không có ngày 31"),
        ("registered_rate", "61", "phần mềm tính"),
        ("proposals", "x" * 5001, "dài quá 5.000 ký tự"),
        ("classes", [{"topic": "x"}] * 301, "nhiều nhất 300 dòng"),
        ("classes", [{"topic": "Số", "attendance": "bốn mươi"}], "không phải là số"),
    ],
)
def test_what_cannot_be_understood_is_refused_in_a_sentence(
    na: NaRi, code: str, typed: object, said: str
) -> None:
    with pytest.raises(DomainError) as refused:
        figures.read(na.line(code), "", typed)

    assert said in str(refused.value)


def test_an_unknown_way_to_answer_is_refused(na: NaRi) -> None:
    with pytest.raises(DomainError):
        figures.read(na.line("households"), "many", "3")


# ---------------------------------------------------------------- the registers know better


def test_a_number_that_differs_from_the_register_needs_a_reason(
    na: NaRi, record: Assessment
) -> None:
    units.household(na.org.ban_po, "Hoàng Văn An")
    units.household(na.org.ban_po, "Lường Thị Bé")

    with pytest.raises(DomainError) as refused:
        figure(na, record, "households", "3")

    assert "Sổ trên hệ thống đang có 2, ông/bà nhập 3." in str(refused.value)
    assert refused.value.field == "reason"
    row = figure(na, record, "households", "3", reason="Một hộ mới tách, chưa nhập vào sổ.")
    assert (row.number, row.reason) == (Decimal(3), "Một hộ mới tách, chưa nhập vào sổ.")


def test_the_registers_own_number_needs_none(na: NaRi, record: Assessment) -> None:
    units.household(na.org.ban_po, "Hoàng Văn An")

    assert figure(na, record, "households", "1").number == Decimal(1)


# ---------------------------------------------------------------- locked


@pytest.mark.parametrize(
    "status", [Status.SUBMITTED, Status.IN_REVIEW, Status.REVIEWED, Status.FINAL]
)
def test_a_form_that_was_handed_in_is_locked(na: NaRi, status: Status) -> None:
    record = in_state(na, status)

    with pytest.raises(StaleError) as told:
        saved(na, steps.fetch(record.pk), "NR-1.4-a", Judgement.NOT_MET)

    assert "nên không sửa được nữa" in str(told.value)
    assert Answer.objects.get(criterion__code="NR-1.4-a").self_value == "met"


def test_only_the_returned_items_open_again(na: NaRi) -> None:
    record = returned(na, na.org.ban_po, na.org.pao, na.org.minh, families_registered="Xem lại.")

    row = figure(na, record, "families_registered", "55")
    with pytest.raises(DomainError) as refused:
        saved(na, record, "NR-1.4-a", Judgement.NOT_MET)
    with pytest.raises(DomainError):
        figure(na, record, "fund", "100")

    assert row.number == Decimal(55)
    assert "không bị trả lại nên đang khóa" in str(refused.value)
    assert not IndicatorValue.objects.filter(indicator__code="fund").exists()


# ---------------------------------------------------------------- evidence


def stored(sha: str = "a" * 64) -> StoredFile:
    return StoredFile.objects.create(sha256=sha, size=3, content_type="image/jpeg")


def test_evidence_is_attached_and_taken_off_but_stays_in_the_trace(
    na: NaRi, record: Assessment
) -> None:
    criterion = na.criterion("NR-1.4-a")

    row = entry.add_evidence(
        record, criterion, stored(), name="Bie\u0302n bản.jpg", actor=na.org.pao
    )
    entry.remove_evidence(row, actor=na.org.mai)

    row.refresh_from_db()
    assert row.name == "Biên bản.jpg"
    assert row.removed_at is not None
    assert not record.evidence.kept().exists()


def test_evidence_of_an_item_that_was_not_returned_is_refused(na: NaRi) -> None:
    record = returned(na, na.org.ban_po, na.org.pao, na.org.minh)

    entry.add_evidence(
        record, na.criterion("NR-1.4-b"), stored(), name="Kế hoạch.pdf", actor=na.org.pao
    )
    with pytest.raises(DomainError):
        entry.add_evidence(
            record, na.criterion("NR-1.4-a"), stored("b" * 64), name="x.pdf", actor=na.org.pao
        )

    assert [one.name for one in record.evidence.kept()] == ["Kế hoạch.pdf"]


def test_evidence_of_an_item_that_was_not_returned_stays(na: NaRi) -> None:
    record = begun(na, na.org.ban_po, na.org.pao)
    kept = entry.add_evidence(
        record, na.criterion("NR-1.4-a"), stored(), name="Sổ họp.jpg", actor=na.org.pao
    )
    na.org.pao.refresh_from_db()
    Assessment.objects.filter(pk=record.pk).update(status=Status.RETURNED)
    kept = type(kept).objects.select_related("assessment").get(pk=kept.pk)

    with pytest.raises(DomainError):
        entry.remove_evidence(kept, actor=na.org.pao)

    kept.refresh_from_db()
    assert kept.removed_at is None


def test_states_of_a_figure_are_the_contracts(na: NaRi) -> None:
    assert ValueState.values == ["value", "none", "not_applicable"]
