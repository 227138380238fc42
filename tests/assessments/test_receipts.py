"""A receipt verifies: anybody with the code learns unit, year, time and state, and no more."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from assessments.selectors.receipts import clean_code
from assessments.services import submission
from assessments.services.steps import fetch
from assessments.views.verifying import MOST_A_MINUTE
from tests.builders.assessments import NaRi, submitted

PATH = "/assessments/receipts/"


def look(client: Client, code: str) -> str:
    """What a stranger with the code reads."""
    return client.get(PATH, {"code": code}).content.decode()


def test_a_stranger_checks_the_code_and_learns_no_more(na: NaRi, client: Client) -> None:
    record = submitted(na, na.org.ban_po, na.org.pao)

    page = look(client, record.receipt_code.replace("-", " ").lower())

    assert "biên nhận thật, đang có hiệu lực" in page
    assert "Thôn Bản Pò" in page
    assert "Phiếu tự đánh giá năm 2026" in page
    assert "đã nộp" in page
    assert "Hoàng Văn Páo" not in page


def test_a_withdrawn_and_a_replaced_receipt_say_so(na: NaRi, client: Client) -> None:
    org = na.org
    first = submitted(na, org.ban_po, org.pao)
    submission.withdraw(first, actor=org.pao, version=first.version)
    assert "đơn vị đã rút lại phiếu" in look(client, first.receipt_code)

    row = fetch(first.pk)
    submission.submit(row, actor=org.pao, version=row.version)

    assert "đã có lần nộp sau thay thế" in look(client, first.receipt_code)


@pytest.mark.parametrize("code", ["26-AAAAAA", "không có", "26-7K3M9Q' OR 1=1", "x" * 400])
def test_a_wrong_code_is_not_found(na: NaRi, client: Client, code: str) -> None:
    assert "Không có biên nhận nào mang mã" in look(client, code)


@pytest.mark.parametrize(
    ("typed", "code"),
    [("26-7k3m9q", "26-7K3M9Q"), ("267K3M9Q", "26-7K3M9Q"), ("26 7K3 M9Q", "26-7K3M9Q"),
     ("7K3M9Q", ""), ("26-7K3M9Qx", ""), ("", "")],
)  # fmt: skip
def test_codes_as_people_type_them(typed: str, code: str) -> None:
    assert clean_code(typed) == code


def test_whoever_tries_codes_in_a_row_has_to_wait(na: NaRi, client: Client) -> None:
    answers = [
        client.get(PATH, {"code": f"26-AAAA{place:02}"}).status_code
        for place in range(MOST_A_MINUTE + 1)
    ]

    assert set(answers[:MOST_A_MINUTE]) == {200}
    assert answers[MOST_A_MINUTE] == 429
    assert client.get(PATH).status_code == 200


def test_a_check_is_one_query(
    na: NaRi,
    client: Client,
    settings: Settings,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    settings.FRAME_PROVIDERS = []
    record = submitted(na, na.org.ban_po, na.org.pao)
    look(client, record.receipt_code)

    with django_assert_num_queries(2):  # the business day in the frame, and the receipt
        look(client, record.receipt_code)
