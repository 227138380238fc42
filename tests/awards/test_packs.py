"""Minh takes a whole dossier home in one file, with every time it was sent and its digests."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from accounts.models import User
from awards.enums import Action, Paper
from awards.models import DossierPack, Proposal
from awards.services import proposals, sending, signing
from awards.services.letter_life import close_letter
from awards.services.packing import request_pack, take_away
from awards.services.steps import fetch
from core import clock, jobs
from core.errors import DomainError
from core.models import AuditEvent
from documents import storage
from documents.services import numbering, row_of
from notices.models import Notice
from tests.awards.test_letters import seen
from tests.builders import people, proposing, units
from tests.builders.proposing import World
from tests.sending import send
from units.enums import Role


def browser(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def unpacked(row: DossierPack) -> dict[str, bytes]:
    """What lies in the file, by name."""
    row.refresh_from_db()
    assert row.file is not None
    with zipfile.ZipFile(io.BytesIO(storage.read(row.file.sha256))) as file:
        return {name: file.read(name) for name in file.namelist()}


def code(client: Client, path: str) -> int:
    answer: Any = client.get(path)
    assert answer.getvalue()  # read to its end, so that a file is closed
    return int(answer.status_code)


@pytest.fixture
def twice(aw: World) -> Proposal:
    """Tú's item: sent, returned for a paper, mended, sent again, conferred; and Páo's letter."""
    one = proposing.sent(aw, units.household(aw.org.ban_po, "Nông Văn Tú"))
    back = proposing.do(Action.RETURN, one, aw.org.minh, note=proposing.GOOD_REASON)
    file = row_of(storage.store(b"%PDF-1.4 xac nhan"), "application/pdf")
    proposals.attach(back, Paper.CONFIRMATION, file, "Xác nhận.pdf", actor=aw.org.pao)
    mended = proposals.edit_item(
        back, summary="Mới", report="Đã bổ sung số liệu.", is_leader=False,
        actor=aw.org.pao, version=back.version,
    )  # fmt: skip
    again = sending.send_again(mended, actor=aw.org.pao, version=mended.version)
    closed = close_letter(seen(again.submission), actor=aw.org.pao)
    numbering.give_number(closed, dated=clock.today(), actor=aw.org.pao)
    jobs.run_all_due()
    passed = proposing.passed(aw, again)
    scan = row_of(storage.store(b"%PDF-1.4 quyet dinh"), "application/pdf")
    facts = proposing.facts(scan=scan, scan_name="qd.pdf")
    signing.confer([passed], facts, actor=aw.org.dung)
    return fetch(passed.pk)


def test_the_whole_letter_with_every_time_it_was_sent(aw: World, twice: Proposal) -> None:
    minh, letter = browser(aw.org.minh), twice.submission
    address = reverse("awards:letter_pack", args=[letter.pk])
    assert address in minh.get(reverse("awards:letter", args=[letter.pk])).content.decode()

    answer = send(minh, address)
    waiting = minh.get(answer["Location"]).content.decode()
    jobs.run_all_due()

    row = DossierPack.objects.get()
    found = unpacked(row)
    home = "2-ho-so/001-Ho-Nong-Van-Tu"
    assert set(found) == {
        "1-to-trinh/danh-sach.pdf", "1-to-trinh/danh-sach.docx",
        "1-to-trinh/ban-1/ban-chot.pdf", "1-to-trinh/ban-1/ban-chot.docx",
        "1-to-trinh/ban-1/co-so.pdf", "1-to-trinh/ban-1/co-so.docx",
        "1-to-trinh/bien-ban-hop-thon.pdf", "1-to-trinh/bien-ban-hop-thon.docx",
        f"{home}/bao-cao-thanh-tich.pdf", f"{home}/bao-cao-thanh-tich.docx",
        f"{home}/giay-to/Xac-nhan-cua-co-quan-co-tham-quyen-Xac-nhan.pdf",
        f"{home}/lan-gui-01/noi-dung.json", f"{home}/lan-gui-01/bao-cao-thanh-tich.pdf",
        f"{home}/lan-gui-02/noi-dung.json", f"{home}/lan-gui-02/bao-cao-thanh-tich.pdf",
        f"{home}/van-ban/215-QD-UBND-Ghi-quyet-dinh-khen-thuong.pdf",
        *(name for name in found if name.startswith("3-hoi-dong/bien-ban-")),
        "4-quyet-dinh/Quyet-dinh-215-QD-UBND-ngay-10-11-2026.pdf",
        "5-qua-trinh/cac-buoc.csv", "5-qua-trinh/cac-buoc.xlsx",
        "5-qua-trinh/tham-dinh.csv", "5-qua-trinh/tham-dinh.xlsx",
        "muc-luc.csv", "muc-luc.xlsx", "SHA256SUMS.txt",
    }  # fmt: skip
    assert len([name for name in found if name.startswith("3-hoi-dong/")]) == 2
    assert "is_working" not in waiting
    assert row.entries == len(found) - 3
    assert Notice.objects.filter(recipient=aw.org.minh, object_kind="awards.pack").count() == 1
    page = minh.get(answer["Location"]).content.decode()
    assert f"{row.entries} tệp" in page
    assert code(minh, reverse("awards:pack_file", args=[row.pk])) == 200
    assert list(
        AuditEvent.objects.filter(object_kind="awards.pack")
        .order_by("pk").values_list("action", flat=True)
    ) == ["awards.pack_requested", "awards.pack_made", "awards.pack_taken"]  # fmt: skip


def test_the_list_says_the_digest_of_every_file_and_versions_bear_their_own(
    aw: World, twice: Proposal
) -> None:
    row = request_pack(twice.submission, actor=aw.org.minh, proposal=twice)
    jobs.run_all_due()

    found = unpacked(row)
    lines = list(csv.DictReader(io.StringIO(found["muc-luc.csv"].decode("utf-8-sig"))))
    assert {one["Tệp"]: one["SHA-256"] for one in lines} == {
        name: hashlib.sha256(content).hexdigest()
        for name, content in found.items()
        if not name.startswith(("muc-luc", "SHA256SUMS"))
    }
    versions = list(twice.versions.all())
    kept = [
        found[f"2-ho-so/001-Ho-Nong-Van-Tu/lan-gui-{one.number:02}/noi-dung.json"]
        for one in versions
    ]
    assert [hashlib.sha256(one).hexdigest() for one in kept] == [one.sha256 for one in versions]
    assert [json.loads(one)["report"] for one in kept][1] == "Đã bổ sung số liệu."
    assert len({json.loads(one)["report"] for one in kept}) == 2
    steps = found["5-qua-trinh/cac-buoc.csv"].decode("utf-8-sig")
    assert proposing.GOOD_REASON in steps
    sheet = load_workbook(io.BytesIO(found["5-qua-trinh/cac-buoc.xlsx"])).active
    written = [line["Lúc"] for line in csv.DictReader(io.StringIO(steps))]
    assert written == [f"{cell.value:%H:%M %d/%m/%Y}" for cell in sheet["F"][1:]]


def test_a_village_head_gets_the_own_dossier_without_the_councils_papers(
    aw: World, twice: Proposal
) -> None:
    row = request_pack(twice.submission, actor=aw.org.pao)
    jobs.run_all_due()

    names = set(unpacked(row))

    assert not [name for name in names if name.startswith(("3-hoi-dong", "4-quyet-dinh"))]
    assert "2-ho-so/001-Ho-Nong-Van-Tu/lan-gui-02/noi-dung.json" in names


def test_a_dossier_is_for_who_asked_and_only_while_they_are_in_the_chain(
    aw: World, twice: Proposal
) -> None:
    row = request_pack(twice.submission, actor=aw.org.minh)
    jobs.run_all_due()
    row.refresh_from_db()
    paths = [
        reverse(f"awards:{name}", args=[row.pk]) for name in ("pack", "pack_progress", "pack_file")
    ]

    assert [code(browser(aw.org.minh), path) for path in paths] == [200, 200, 200]
    for other in (aw.org.lan, aw.org.pao, aw.org.nga, aw.org.chi):
        assert [code(browser(other), path) for path in paths] == [404, 404, 404]
    for outside in (aw.org.nga, aw.org.mai, aw.org.sam, aw.org.chi):
        with pytest.raises(PermissionDenied):
            request_pack(twice.submission, actor=outside)
    with pytest.raises(PermissionDenied):
        take_away(row, actor=aw.org.lan)
    aw.org.minh.memberships.update(to_on=clock.today().replace(day=1))
    people.member(aw.org.minh, aw.org.na_ri, Role.VIEWER)
    assert [code(browser(aw.org.minh), path) for path in paths] == [403, 403, 403]


def test_a_draft_has_no_dossier(aw: World) -> None:
    letter = proposing.letter(aw, aw.org.ban_po, aw.org.pao)

    with pytest.raises(DomainError, match="chưa gửi"):
        request_pack(letter, actor=aw.org.pao)

    assert not DossierPack.objects.exists()
