"""Who hears of a step, and who does not."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from assessments.services import review, submission
from notices.models import Notice
from tests.builders import people
from tests.builders.assessments import (
    ON_PAPER,
    NaRi,
    in_review,
    returned,
    reviewed,
    submitted,
)


def told() -> dict[str, str]:
    return {row.recipient.username: row.subject for row in Notice.objects.all()}


def test_the_unit_hears_of_returned_items(na: NaRi) -> None:
    record = returned(na, na.org.ban_po, na.org.pao, na.org.minh)

    subject = "Thôn Bản Pò: 1 mục của phiếu năm 2026 bị trả lại"
    assert told() == {"pao": subject, "mai": subject}
    notice = Notice.objects.filter(recipient=na.org.pao).get()
    assert notice.path == reverse("assessments:record", args=[record.pk])


def test_whoever_submitted_on_behalf_hears_of_it_too(na: NaRi) -> None:
    record = submitted(na, na.org.ban_po, na.org.minh, ON_PAPER)
    record = review.start(record, actor=na.org.hoa, version=record.version)

    review.return_items(
        record, reasons={"NR-1.4-a": "Xem lại."}, actor=na.org.hoa, version=record.version
    )

    assert sorted(told()) == ["mai", "minh", "pao"]


def test_the_unit_hears_of_the_result_and_the_office_of_an_objection(na: NaRi) -> None:
    record = reviewed(na, na.org.ban_po, na.org.pao, na.org.minh)
    after_approval = told()
    Notice.objects.all().delete()

    review.object_to(record, text="Thôn có đủ kế hoạch.", actor=na.org.pao, version=record.version)

    assert sorted(after_approval) == ["mai", "pao"]
    assert sorted(told()) == ["hoa", "lan", "minh"]
    assert Notice.objects.all()[0].body == "Thôn có đủ kế hoạch."


def test_what_was_refused_is_told_to_nobody(na: NaRi) -> None:
    record = in_review(na, na.org.ban_po, na.org.pao, na.org.minh)

    with pytest.raises(Exception, match="Không có mục"):
        review.return_items(
            record, reasons={"NR-9": "?"}, actor=na.org.minh, version=record.version
        )

    assert told() == {}


def test_handing_in_and_taking_back_tell_nobody(na: NaRi) -> None:
    record = submitted(na, na.org.ban_po, na.org.pao)
    submission.withdraw(record, actor=na.org.pao, version=record.version)

    assert told() == {}


def test_the_operator_sees_states_and_no_answers_and_changes_nothing(na: NaRi) -> None:
    record = returned(na, na.org.ban_po, na.org.pao, na.org.minh)
    steward = people.user("vanhanh", "Lê Văn Hành", is_staff=True, is_superuser=True)
    client = Client()
    client.force_login(steward)

    rows = client.get("/quan-tri/assessments/assessment/").content.decode()
    row = client.get(f"/quan-tri/assessments/assessment/{record.pk}/change/").content.decode()

    assert "Đã trả lại" in rows
    assert "Thiếu kế hoạch tuyên truyền" not in row
    assert 'name="status"' not in row
    assert client.get("/quan-tri/assessments/assessment/add/").status_code == 403
