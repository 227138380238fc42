"""How figures, days and states are written."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.db.models import TextChoices
from django.utils import timezone

from assessments.enums import Judgement, Status, ValueState
from campaigns.enums import TaskState, YearState
from core import display
from core.display import Tone
from core.enums import JobState
from recognitions.enums import RecognitionStatus, TitleState

TODAY = dt.date(2026, 11, 20)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Decimal("1234.5"), "1.234,5"),
        (Decimal(1234567), "1.234.567"),
        (Decimal("70.00"), "70"),
        (0, "0"),
        (2.5, "2,5"),
        (None, "chưa có số liệu"),
    ],
)
def test_number_is_written_the_vietnamese_way(value: display.Number | None, shown: str) -> None:
    assert display.vn_number(value) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Decimal("67.74"), "67,7%"),
        (70, "70%"),
        (Decimal("99.95"), "100%"),
        (0, "0%"),
        (None, "chưa có số liệu"),
    ],
)
def test_percentage_has_one_digit_after_the_comma(value: display.Number | None, shown: str) -> None:
    assert display.vn_percent(value) == shown


def test_moment_is_shown_in_vietnam() -> None:
    in_london = dt.datetime(2026, 11, 20, 18, 30, tzinfo=dt.UTC)

    assert display.vn_moment(in_london) == "01:30 21/11/2026"
    assert display.vn_date(in_london) == "21/11/2026"
    assert display.vn_moment(timezone.make_naive(in_london)) == "01:30 21/11/2026"
    assert (display.vn_moment(None), display.vn_date(None)) == ("", "")


@pytest.mark.parametrize(
    ("last_day", "words", "tone"),
    [
        (dt.date(2026, 11, 29), "còn 9 ngày", Tone.NEUTRAL),
        (dt.date(2026, 11, 27), "còn 7 ngày", Tone.WARN),
        (dt.date(2026, 11, 21), "còn 1 ngày", Tone.WARN),
        (TODAY, "hôm nay là ngày cuối", Tone.WARN),
        (dt.date(2026, 11, 17), "quá hạn 3 ngày", Tone.BAD),
        (None, "không có hạn", Tone.NEUTRAL),
    ],
)
def test_time_left_in_words(last_day: dt.date | None, words: str, tone: Tone) -> None:
    mark = display.days_left(last_day, TODAY)

    assert (mark.word, mark.tone) == (words, tone)


@pytest.mark.parametrize("words", [Status, JobState, YearState, TaskState])
def test_every_state_has_the_word_of_its_enum(words: type[TextChoices]) -> None:
    shown = {member.value: str(display.state_mark(member.value).word) for member in words}

    assert shown == {member.value: str(member.label).lower() for member in words}


@pytest.mark.parametrize("words", [Judgement, ValueState, TitleState, RecognitionStatus])
def test_every_answer_has_the_word_of_its_enum(words: type[TextChoices]) -> None:
    shown = {member.value: str(display.answer_mark(member.value).word) for member in words}

    assert shown == {member.value: str(member.label).lower() for member in words}


@pytest.mark.parametrize("nothing", [None, "", Status.DRAFT.value[:0]])
def test_nothing_yet_is_said(nothing: str | None) -> None:
    assert display.state_mark(nothing).word == "chưa nhập"
    assert display.answer_mark(nothing).word == "chưa nhập"


def test_member_and_value_are_the_same_state() -> None:
    assert display.state_mark(Status.IN_REVIEW) == display.state_mark("in_review")
    assert display.state_mark("thrown away").word == "không rõ"


def test_code_is_read_in_groups_of_four() -> None:
    assert display.spoken_code("a3f912c488d1") == "A3F9-12C4-88D1"
    assert display.spoken_code("") == ""
