"""Mai hands in for Bản Pò while Páo is away, and the record says on whose word."""

from __future__ import annotations

import datetime as dt

from django.test import Client

from assessments.enums import Status
from core import clock
from reports.snapshots.sheet import sheet_snapshot
from tests.builders.assessments import NaRi, submitted
from tests.sending import send
from units.enums import Role
from units.services.deputies import Mandate, end_deputy, name_deputy

TODAY = dt.date(2026, 11, 20)
NOTE = "Hoàng Thị Mai (được ủy quyền đến 31/12/2026)"


def page(na: NaRi, path: str) -> str:
    browser = Client()
    browser.force_login(na.org.minh)
    response = browser.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_the_record_and_the_receipt_name_the_mandate(na: NaRi) -> None:
    org = na.org
    mandate = Mandate(title="Phó thôn", role=Role.HEAD, from_on=TODAY, to_on=dt.date(2026, 12, 31))
    deputy = name_deputy(org.ban_po, org.mai, mandate, actor=org.pao)

    record = submitted(na, org.ban_po, org.mai)

    assert record.status == Status.SUBMITTED
    assert NOTE in page(na, f"/assessments/{record.pk}/")
    assert NOTE in page(na, f"/assessments/{record.pk}/receipt/")

    clock.set_business_day(TODAY + dt.timedelta(days=3))
    end_deputy(deputy, reason="Páo đã về.", actor=org.pao)
    assert NOTE in page(na, f"/assessments/{record.pk}/"), "what was true then stays"


def test_the_head_signs_the_paper_also_while_a_deputy_works(na: NaRi) -> None:
    org = na.org
    mandate = Mandate(title="Phó thôn", role=Role.HEAD, from_on=TODAY, to_on=dt.date(2026, 12, 31))
    name_deputy(org.ban_po, org.mai, mandate, actor=org.pao)

    assert sheet_snapshot(na.year, org.ban_po, TODAY)["head"] == "Hoàng Văn Páo"


def test_without_a_mandate_the_name_stands_alone(na: NaRi) -> None:
    record = submitted(na, na.org.ban_po, na.org.pao)

    text = page(na, f"/assessments/{record.pk}/")

    assert "Hoàng Văn Páo" in text
    assert "được ủy quyền" not in text


def test_the_hand_in_of_an_editors_deputy_is_refused(na: NaRi) -> None:
    org = na.org
    mandate = Mandate(title="Phó thôn", role=Role.EDITOR, from_on=TODAY, to_on=TODAY)
    name_deputy(org.ban_po, org.khong, mandate, actor=org.pao)
    browser = Client()
    browser.force_login(org.khong)

    answer = send(browser, f"/assessments/forms/{na.participation(org.ban_po).pk}/submit/")

    assert answer.status_code in {403, 404}
