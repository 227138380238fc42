"""Xã mới bắt đầu từ trang trắng: from the first administrator to a village head's form.

Nothing but the reference data is there: Quản makes the office's accounts, Minh pastes the
villages, Páo his households, Lan opens the year, and Páo's form waits for him.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import uuid

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from accounts.models import User
from campaigns.models import Campaign, Participation
from core import clock
from units.enums import UnitType
from units.models import Unit

PASSWORD = "mười hai câu dễ nhớ"


class Browser:
    """Somebody at a computer without scripts."""

    def __init__(self) -> None:
        self.client = Client()

    def sign_in(self, name: str) -> Browser:
        """By the door."""
        answer = self.client.post(reverse("accounts:sign_in"), {"name": name, "password": PASSWORD})
        assert answer.status_code == 302, answer.content.decode()
        return self

    def read(self, path: str) -> str:
        """A page, wherever its address leads."""
        answer = self.client.get(path, follow=True)
        assert answer.status_code == 200, (path, answer.status_code)
        return answer.content.decode()

    def send(self, path: str, **typed: object) -> str:
        """Send a form and read the page that follows."""
        data = {"idempotency_key": uuid.uuid4().hex, **typed}
        answer = self.client.post(path, data, follow=True)
        page = answer.content.decode()
        assert answer.status_code == 200, (path, answer.status_code)
        assert 'class="field-error"' not in page, page
        return page


def opened_account(quan: Browser, username: str, name: str, unit: Unit, role: str) -> User:
    """Quản opens an account and gives a role."""
    quan.send(reverse("units:new_person"), username=username, full_name=name, phone="")
    person = User.objects.get(username=username)
    address = f"{reverse('units:grant_role', args=[person.pk])}?unit={unit.pk}"
    quan.send(address, role=role, from_on="01/01/2026", to_on="")
    return person


def enters_by_letter(issuer: Browser, person: User) -> Browser:
    """A letter is printed and handed over; its reader sets a password and signs in."""
    page = issuer.send(reverse("units:issue_letter", args=[person.pk]))
    groups = page.split('class="letter-groups">')[1].split("</p>")[0]
    code = "".join(re.findall(r"<span>(\w+)</span>", groups))
    reader = Browser()
    reader.send(reverse("accounts:open_letter"), code=code)
    reader.send(reverse("accounts:use_letter"), password=PASSWORD, repeated=PASSWORD)
    return Browser().sign_in(person.username)


def test_a_commune_begins_from_nothing(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    clock.set_business_day(dt.date(2026, 3, 10))
    call_command("load_units", stdout=io.StringIO())
    call_command("load_plans", stdout=io.StringIO())
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))
    call_command("first_administrator", username="quan.tri", full_name="Đỗ Văn Quản")
    na_ri = Unit.objects.get(code="02155", valid_to=None)

    quan = Browser().sign_in("quan.tri")
    assert "Xã Na Rì – Tỉnh Thái Nguyên" in quan.read("/units/?q=na+ri+thai+nguyen")
    person = opened_account(quan, "nong.lan", "Nông Thị Lan", na_ri, "leader")
    lan = enters_by_letter(quan, person)
    person = opened_account(quan, "hoang.minh", "Hoàng Văn Minh", na_ri, "officer")
    minh = enters_by_letter(quan, person)

    villages_are_pasted(minh, na_ri)
    ban_po = Unit.objects.get(parent=na_ri, name="Bản Pò")
    person = opened_account(quan, "hoang.pao", "Hoàng Văn Páo", ban_po, "head")
    pao = enters_by_letter(minh, person)
    households_are_entered(pao, ban_po)

    year_is_opened(lan, minh, na_ri)

    part = Participation.objects.get(campaign_year__year=2026, unit=ban_po)
    form = reverse("assessments:form", args=[part.pk])
    assert form in pao.read(reverse("home"))
    assert form in pao.read(reverse("units:unit", args=[ban_po.pk]))
    assert "Thôn Bản Pò" in pao.read(form)


def villages_are_pasted(minh: Browser, na_ri: Unit) -> None:
    address = reverse("units:new_units", args=[na_ri.pk])
    assert address in minh.read(reverse("units:unit", args=[na_ri.pk]))
    typed = {"type": "village", "kind_word": "thôn", "names": "1. Bản Pò\n2. Nà Lạc\n3. Bản Pò"}

    seen = minh.send(address, **typed, step="preview")
    assert "Sẽ thêm 2 đơn vị vào Xã Na Rì" in seen
    assert "trùng dòng 1" in seen
    made = minh.send(address, **typed, step="save")

    assert "02155-T02" in made
    minh.send(address, type="school", kind_word="", names="Trường Mầm non Na Rì", step="save")


def households_are_entered(pao: Browser, ban_po: Unit) -> None:
    address = reverse("units:new_households", args=[ban_po.pk])
    assert address in pao.read(reverse("units:unit", args=[ban_po.pk]))
    pao.send(address, names="Hoàng Văn Tư; 1968; nam\nLý Thị Bảy; 1970; nữ", step="save")

    house = Unit.objects.get(parent=ban_po, name="Lý Thị Bảy")
    page = pao.send(
        reverse("units:new_member", args=[house.pk]),
        full_name="Lý Văn Tám", birth_year="1999", sex="0", from_on="",
    )  # fmt: skip
    assert "Lý Văn Tám" in page


def year_is_opened(lan: Browser, minh: Browser, na_ri: Unit) -> None:
    """Every unit takes part; one that came later is added."""
    campaign = Campaign.objects.get(launched_by=na_ri)
    here = (campaign.slug, 2026)
    opening = reverse("campaigns:year_open", args=here)
    page_of_year = reverse("campaigns:year_detail", args=here)
    assert page_of_year in lan.read(reverse("campaigns:campaign_detail", args=[campaign.slug]))
    assert opening in lan.read(page_of_year)
    lan.send(opening)
    parts = Participation.objects.filter(campaign_year__campaign=campaign)
    assert parts.filter(unit__type=UnitType.VILLAGE).count() == 2
    minh.send(
        reverse("units:new_units", args=[na_ri.pk]),
        type="village", kind_word="thôn", names="Khuổi Tà", step="save",
    )  # fmt: skip

    minh.send(reverse("campaigns:participants_add", args=here))

    assert parts.filter(unit__type=UnitType.VILLAGE).count() == 3
