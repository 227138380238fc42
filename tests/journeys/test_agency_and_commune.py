"""The same year without a browser: a school, and the commune's own form.

Khoa's office hands in its form and Minh approves it. The commune's own form is entered by Minh,
submitted by Lan, and the province's paper is recorded; then Lan closes the year.
"""

from __future__ import annotations

import datetime as dt
import re
import uuid
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from PIL import Image

from accounts.models import User
from assessments.enums import Status
from assessments.models import Assessment
from assessments.services import steps
from campaigns.models import CampaignYear, DutyDelivery, Participation
from core import clock
from tests.builders.people import PASSWORD
from tests.org import Org
from units.models import Unit


class Browser:
    """Somebody at a computer without scripts: reads a page, sends its forms as they stand."""

    def __init__(self, person: User) -> None:
        self.client = Client()
        signed = self.client.post(
            reverse("accounts:sign_in"), {"name": person.username, "password": PASSWORD}
        )
        assert signed.status_code == 302, signed.content.decode()

    def read(self, path: str) -> str:
        """A page, wherever its address leads."""
        answer = self.client.get(path, follow=True)
        assert answer.status_code == 200, (path, answer.status_code)
        return answer.content.decode()

    def send(self, path: str, **typed: object) -> str:
        """Send a form and read the page that follows."""
        data = {"idempotency_key": uuid.uuid4().hex, **typed}
        answer = self.client.post(path, data, follow=True)
        assert answer.status_code == 200, (path, refusals(answer.content.decode()))
        return answer.content.decode()


def refusals(page: str) -> list[str]:
    """The sentences beside the fields."""
    errors = re.findall(r'class="field-error".*?</(?:p|div)>', page, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", one).split()) for one in errors]


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page[page.index("<main") :]).split())


@pytest.fixture
def na_ri(org: Org) -> Org:
    """Na Rì's real plan, its year 2026 opened by Lan through the page."""
    call_command("load_plans", "na-ri-2026", verbosity=0)
    clock.set_business_day(dt.date(2026, 11, 20))
    opened = Browser(org.lan).send(reverse("campaigns:year_open", args=["na-ri-2026", 2026]))
    assert "Đã mở năm 2026." in opened
    return org


def place(unit: Unit) -> Participation:
    return Participation.objects.select_related("group").get(unit=unit, campaign_year__year=2026)


def record_of(unit: Unit) -> Assessment:
    return steps.fetch(Assessment.objects.get(unit=unit).pk)


def fill_in(person: Browser, unit: Unit) -> None:
    """Answer every line of the form that asks for something, in one sending."""
    path = reverse("assessments:form", args=[place(unit).pk])
    page = person.read(path)
    typed: dict[str, str] = dict(re.findall(r'name="([cf]\d+-version)" value="(\d+)"', page))
    assert typed, "a form without a line"
    for name in re.findall(r'type="radio" form="draft" name="(c\d+-value)" value="met"', page):
        typed[name] = "met"
    for name, value in re.findall(
        r'type="radio" form="draft" name="(f\d+-value)" value="(\d+)"', page
    ):
        typed.setdefault(name, value)
    for name in re.findall(r'inputmode="decimal" id="(f\d+)-value"', page):
        typed[f"{name}-value"] = "0"
        typed[f"{name}-reason"] = "Chưa có sổ."
    for name in re.findall(r'inputmode="numeric"[^>]* id="(f\d+)-value"', page):
        typed[f"{name}-value"] = "15/11/2026"
    texts = re.findall(r'<textarea[^>]* id="(f\d+)-value"', page)
    lists = re.findall(r'name="(f\d+)-r0-', page)
    for name in {*texts, *lists}:
        typed[f"{name}-state"] = "none"
    saved = person.send(path, section="s0", **typed)
    assert "Đã lưu nháp trên máy chủ." in saved, refusals(saved)


def hand_in(person: Browser, unit: Unit) -> str:
    path = reverse("assessments:submit", args=[place(unit).pk])
    assert "Phiếu đã đủ." in person.read(path)
    version = Assessment.objects.get(unit=unit).version
    return person.send(path, version=version)


def act(person: Browser, unit: Unit, action: str, **typed: object) -> str:
    record = record_of(unit)
    path = reverse("assessments:act", args=[record.pk, action])
    return person.send(path, version=record.version, **typed)


def test_an_agency_plays_its_year(na_ri: Org) -> None:
    org = na_ri
    khoa, minh = Browser(org.khoa), Browser(org.minh)
    assert "Bắt đầu nhập" in words(khoa.read("/"))

    fill_in(khoa, org.agency)
    receipt = hand_in(khoa, org.agency)
    record = record_of(org.agency)
    assert record.receipt_code in receipt
    assert "đúng hạn" in receipt
    act(minh, org.agency, "start-review")
    code = record.answers.select_related("criterion").filter(criterion__kind="graded")[0]
    back = act(
        minh,
        org.agency,
        "return",
        item=[code.criterion.code],
        **{f"item-{code.criterion.code}": "Gửi kèm kế hoạch."},
    )
    assert "Đã trả lại phiếu." in back
    assert "Gửi kèm kế hoạch." in words(
        khoa.read(reverse("assessments:form", args=[place(org.agency).pk]))
    )
    khoa.send(
        reverse("assessments:form", args=[place(org.agency).pk]),
        section="s0",
        **{
            f"c{code.criterion_id}-value": "partly",
            f"c{code.criterion_id}-note": "Kế hoạch số 05/KH-VP.",
            f"c{code.criterion_id}-version": str(code.version),
        },
    )
    hand_in(khoa, org.agency)
    act(minh, org.agency, "start-review")
    approved = act(minh, org.agency, "approve", next="1")

    record = record_of(org.agency)
    assert "Đã duyệt phiếu." in approved
    assert (record.status, record.reviewed_by) == (Status.REVIEWED, org.minh)
    assert record.answers.get(pk=code.pk).reviewed_value == "partly"
    delivery = DutyDelivery.objects.get(unit=org.agency)
    assert delivery.received_on == dt.date(2026, 11, 20)
    assert delivery.duty.code == "NR-DP-2"
    assert [event.action for event in record.events.all()] == [
        "begin",
        "submit",
        "start-review",
        "return",
        "submit",
        "start-review",
        "approve",
    ]


def paper() -> SimpleUploadedFile:
    picture = BytesIO()
    Image.new("RGB", (8, 8), "white").save(picture, "JPEG")
    return SimpleUploadedFile("Thông báo kết quả.jpg", picture.getvalue())


def test_the_communes_own_form_plays_its_year(na_ri: Org) -> None:
    org = na_ri
    minh, lan = Browser(org.minh), Browser(org.lan)

    fill_in(minh, org.na_ri)
    waiting = minh.read(reverse("assessments:submit", args=[place(org.na_ri).pk]))
    assert 'name="version"' not in waiting
    receipt = hand_in(lan, org.na_ri)
    record = record_of(org.na_ri)
    assert record.receipt_code in receipt
    assert record.submitted_by == org.lan
    for person in (org.minh, org.hoa, org.tuyet):
        path = reverse("assessments:act", args=[record.pk, "start-review"])
        client = Browser(person).client
        assert client.get(path).status_code == 403
    recorded = act(
        lan,
        org.na_ri,
        "record-outside",
        number="112/TB-SVHTTDL",
        date="20/11/2026",
        file=paper(),
    )
    assert "Kết quả của cấp trên: văn bản số 112/TB-SVHTTDL ngày 20/11/2026." in words(recorded)

    closed = lan.send(reverse("assessments:close_year", args=["na-ri-2026", 2026]))

    record = record_of(org.na_ri)
    assert "Đã khóa năm 2026." in closed
    assert CampaignYear.objects.get(year=2026).state == "closed"
    assert record.status == Status.FINAL
    assert set(
        record.answers.filter(criterion__kind="graded").values_list("final_value", flat=True)
    ) == {"met"}
    assert "Năm này đã khóa." in words(Browser(org.pao).read("/"))


def test_an_office_hands_in_for_a_village_without_a_telephone(na_ri: Org) -> None:
    """Sằm brings the signed sheet to the office: Minh enters it, so Hoa reviews it."""
    org = na_ri
    minh, hoa = Browser(org.minh), Browser(org.hoa)
    fill_in(minh, org.na_lac)
    path = reverse("assessments:submit", args=[place(org.na_lac).pk])

    minh.send(
        path,
        version=Assessment.objects.get(unit=org.na_lac).version,
        channel="paper",
        paper_on="19/11/2026",
        sheet=paper(),
    )
    refused = minh.client.post(
        reverse("assessments:act", args=[record_of(org.na_lac).pk, "start-review"])
    )
    act(hoa, org.na_lac, "start-review")
    act(hoa, org.na_lac, "approve")

    record = record_of(org.na_lac)
    assert refused.status_code == 403
    assert (record.status, record.channel, record.reviewed_by) == (
        Status.REVIEWED,
        "paper",
        org.hoa,
    )
    delivery = DutyDelivery.objects.get(unit=org.na_lac)
    assert (delivery.received_on, delivery.channel) == (dt.date(2026, 11, 19), "paper")
    assert "nộp thay (Phiếu giấy)" in words(
        Browser(org.sam).read(reverse("assessments:record", args=[record.pk]))
    )
