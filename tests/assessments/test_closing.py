"""Closing the year, and opening one row again afterwards."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from assessments.enums import Action, Status
from assessments.models import Answer
from assessments.services import closing, entry, review, steps, submission
from assessments.workflow import open_actions
from campaigns.enums import YearState
from campaigns.models import CampaignYear
from campaigns.services import years
from core.errors import DomainError, StaleError
from tests.builders.assessments import NaRi, in_state, reviewed, submitted
from tests.builders.recognitions import recognised, title


def test_closing_makes_reviewed_rows_final_and_leaves_the_others(na: NaRi) -> None:
    org = na.org
    done = reviewed(na, org.ban_po, org.pao, org.minh)
    waiting = submitted(na, org.na_lac, org.sam)
    recognised(title("COMMUNITY_VILLAGE"), org.ban_po, 2025)

    closed = closing.close_year(na.year, actor=org.lan, note="Họp ngày 20/11.")

    assert (closed.state, closed.closed_on) == (YearState.CLOSED, dt.date(2026, 11, 20))
    assert [steps.fetch(pk).status for pk in (done.pk, waiting.pk)] == ["final", "submitted"]
    answers = {one.criterion.code: one for one in Answer.objects.filter(assessment=done)}
    assert answers["NR-1.4-a"].final_value == "met"
    assert answers["NR-1.4-d"].final_title_state == "achieved"
    event = closed.events.last()
    assert event is not None
    assert (event.actor, event.note) == (org.lan, "Họp ngày 20/11.")


@pytest.mark.parametrize("name", ["minh", "pao", "tuyet", "hanh", "quan", "chi"])
def test_nobody_but_the_leader_closes_the_year(na: NaRi, name: str) -> None:
    record = in_state(na, Status.REVIEWED)

    with pytest.raises(PermissionDenied):
        closing.close_year(na.year, actor=getattr(na.org, name))

    assert steps.fetch(record.pk).status == Status.REVIEWED
    na.year.refresh_from_db()
    assert na.year.state == YearState.OPEN


def test_a_year_is_closed_once(na: NaRi) -> None:
    seen_before = CampaignYear.objects.select_related("campaign__launched_by").get(pk=na.year.pk)
    closing.close_year(na.year, actor=na.org.lan)

    with pytest.raises(StaleError):
        closing.close_year(seen_before, actor=na.org.lan)

    assert na.year.events.filter(to_state="closed").count() == 1


def test_after_closing_every_act_is_refused_but_reopening(na: NaRi) -> None:
    org = na.org
    done = reviewed(na, org.ban_po, org.pao, org.minh)
    waiting = submitted(na, org.na_lac, org.sam)
    closing.close_year(na.year, actor=org.lan)

    open_to = {
        (person.username, action)
        for pk in (done.pk, waiting.pk)
        for person in org.people
        for action in open_actions(person, steps.fetch(pk))
    }

    assert open_to == {("lan", Action.REOPEN)}


def test_more_days_are_offered_in_an_open_year_alone(na: NaRi, client: Client) -> None:
    client.force_login(na.org.minh)
    more_days = f"/assessments/forms/{na.participation(na.org.na_lac).pk}/last-day/"

    assert more_days in client.get("/assessments/na-ri-2026/2026/").content.decode()
    closing.close_year(na.year, actor=na.org.lan)
    assert more_days not in client.get("/assessments/na-ri-2026/2026/").content.decode()


def test_one_row_is_reopened_mended_and_made_final_again_after_closing(na: NaRi) -> None:
    """Lan reopens Bản Pò; Minh sends one item back; Páo mends it; Minh approves; Lan freezes."""
    org = na.org
    record = reviewed(na, org.ban_po, org.pao, org.minh)
    closing.close_year(na.year, actor=org.lan)
    row = steps.fetch(record.pk)

    row = closing.reopen(row, reason="Kết luận thanh tra.", actor=org.lan, version=row.version)
    assert (row.status, row.is_reopened) == (Status.IN_REVIEW, True)
    assert not row.answers.exclude(final_value="").exists()
    row = review.return_items(
        row, reasons={"NR-1.4-c": "Ghi rõ sáng kiến."}, actor=org.minh, version=row.version
    )
    entry.save_answer(row, na.criterion("NR-1.4-c"), value="partly", note="Một.", actor=org.pao)
    row = submission.submit(row, actor=org.pao, version=row.version)
    row = review.start(row, actor=org.minh, version=row.version)
    row = review.approve(row, actor=org.minh, version=row.version)
    assert Action.OBJECT not in open_actions(org.pao, row)
    row = closing.finalise(row, actor=org.lan, version=row.version)

    assert (row.status, row.is_reopened) == (Status.FINAL, False)
    assert Answer.objects.get(assessment=row, criterion__code="NR-1.4-c").final_value == "partly"
    after = [event.action for event in row.events.filter(is_after_closing=True)]
    assert after == ["reopen", "return", "submit", "start-review", "approve", "finalise"]
    na.year.refresh_from_db()
    assert na.year.state == YearState.CLOSED


def test_reopening_a_row_needs_words(na: NaRi) -> None:
    record = in_state(na, Status.FINAL)

    with pytest.raises(DomainError):
        closing.reopen(record, reason=" ", actor=na.org.lan, version=record.version)

    assert steps.fetch(record.pk).status == Status.FINAL


def test_a_year_opened_again_takes_forms_and_keeps_final_rows(na: NaRi) -> None:
    org = na.org
    done = reviewed(na, org.ban_po, org.pao, org.minh)
    closed = closing.close_year(na.year, actor=org.lan)

    opened = years.reopen_year(closed, actor=org.lan, note="Hai thôn chưa nộp.")
    na.year.refresh_from_db()

    assert opened.state == YearState.OPEN
    assert steps.fetch(done.pk).status == Status.FINAL
    assert submitted(na, org.na_lac, org.sam).status == Status.SUBMITTED
