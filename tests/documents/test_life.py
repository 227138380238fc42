"""A paper's life after it is closed: signed copy, sent, received or returned; who does what."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import User
from core import clock
from core.errors import DomainError, StaleError
from core.models import AuditEvent
from documents.enums import PaperState
from documents.models import IssuedPaper, Signatory
from documents.renderers.pdf import render_pdf
from documents.services import issuing, steps
from documents.services.signatories import name_signatory
from documents.signatures import read_signatures
from documents.uploads import CheckedUpload, FileKind, check_upload
from notices.models import Notice
from tests.builders.papers import HASH, drafted, frozen, numbered
from tests.documents.papers import report
from tests.documents.signing import NAME, signed
from tests.org import Org
from tests.sending import send
from units.audit_words import line_of

DAY = dt.date(2026, 12, 4)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _friday(org: Org) -> None:
    clock.set_business_day(DAY)


def scan(content: bytes | None = None) -> CheckedUpload:
    """A copy on paper that went through the scanner."""
    return check_upload("ban-ky.pdf", content or render_pdf(report()), allowed={FileKind.PDF})  # type: ignore[arg-type]


def sent_up(org: Org) -> IssuedPaper:
    """Na Rì's paper, numbered, with its signed copy, sent to the province."""
    paper = numbered(org.na_ri, by=org.lan, clerk=org.thuy, dated=DAY, recipient=org.thai_nguyen)
    issuing.record_signing(paper, actor=org.dung, signed_on=DAY)
    copied = issuing.upload_signed(steps.fetch(paper.pk), scan(), actor=org.thuy)
    return issuing.send(copied, actor=org.thuy)


def test_a_paper_goes_its_way_and_leaves_an_event_and_a_trail_for_each_step(org: Org) -> None:
    paper = issuing.receive(sent_up(org), actor=org.tuyet)

    assert [one.action for one in paper.events.all()] == [
        "check", "freeze", "number", "record_signing", "upload_signed", "send", "receive",
    ]  # fmt: skip
    trail = AuditEvent.objects.filter(object_kind="documents.paper").exclude(
        action__in=["documents.opened"]
    )
    assert trail.count() == 7
    assert paper.state == PaperState.RECEIVED
    assert set(Notice.objects.values_list("recipient__username", flat=True)) == {
        "tuyet", "lan", "minh", "hoa", "thuy",
    }  # fmt: skip


def test_the_province_returns_it_with_a_reason_and_the_office_hears_it(org: Org) -> None:
    paper = sent_up(org)
    with pytest.raises(DomainError, match="lý do"):
        issuing.give_back(paper, actor=org.tuyet, note=" ")
    issuing.give_back(paper, actor=org.tuyet, note="Thiếu biểu số 3.")

    assert steps.fetch(paper.pk).state == PaperState.RETURNED
    assert Notice.objects.get(recipient=org.lan).body == "Thiếu biểu số 3."
    with pytest.raises(StaleError):
        issuing.receive(paper, actor=org.tuyet)


def test_each_role_does_its_own_part(org: Org) -> None:
    draft = drafted(org.na_ri)
    for somebody in (org.thuy, org.dung, org.nga, org.tuyet, org.pao):
        with pytest.raises(PermissionDenied):
            issuing.check(draft, content_hash=HASH, actor=somebody)
    checked = issuing.check(draft, content_hash=HASH, actor=org.minh)
    for somebody in (org.minh, org.thuy, org.tuyet, org.chi):
        with pytest.raises(PermissionDenied):
            issuing.freeze(checked, content_hash=HASH, pdf=b"a", docx=b"b", actor=somebody)
    with pytest.raises(PermissionDenied):
        issuing.record_signing(frozen(org.na_ri, "2", by=org.lan), actor=org.lan, signed_on=DAY)
    paper = sent_up_as(org)
    for somebody in (org.lan, org.thuy, org.chi, org.hanh):
        with pytest.raises(PermissionDenied):
            issuing.receive(paper, actor=somebody)


def sent_up_as(org: Org) -> IssuedPaper:
    paper = numbered(
        org.na_ri, "3", by=org.lan, clerk=org.thuy, dated=DAY, recipient=org.thai_nguyen
    )
    copied = issuing.upload_signed(paper, scan(), actor=org.thuy)
    return issuing.send(copied, actor=org.thuy)


def test_what_changed_after_the_check_is_not_closed(org: Org) -> None:
    draft = drafted(org.na_ri)
    checked = issuing.check(draft, content_hash=HASH, actor=org.minh)

    with pytest.raises(DomainError, match="kiểm tra lại"):
        issuing.freeze(checked, content_hash="cd" * 32, pdf=b"a", docx=b"b", actor=org.lan)
    again = issuing.redraft(checked, actor=None)
    assert (again.state, again.checked_hash) == (PaperState.DRAFT, "")


def test_the_signature_in_a_signed_copy_is_read_and_a_tampered_file_is_refused(
    org: Org, tmp_path: Path, settings: Settings
) -> None:
    content = signed(render_pdf(report()), tmp_path)
    paper = numbered(org.na_ri, by=org.lan, clerk=org.thuy, dated=DAY)
    broken = bytearray(content)
    at = broken.index(b"/Producer") if b"/Producer" in broken else broken.index(b"/Title")
    broken[at + 12] ^= 1

    with pytest.raises(DomainError, match="đã bị sửa sau khi ký"):
        issuing.upload_signed(paper, _as_upload(bytes(broken)), actor=org.thuy)
    kept = issuing.upload_signed(paper, scan(content), actor=org.thuy)
    [found] = kept.signatures
    assert (found["signer"], found["is_intact"], found["is_whole"]) == (NAME, True, True)
    assert found["is_trusted"] is None

    settings.SIGNATURE_ROOTS = str(tmp_path)
    (tmp_path / "key.pem").unlink()
    assert [one.is_trusted for one in read_signatures(content)] == [True]
    assert read_signatures(render_pdf(report())) == []


def _as_upload(content: bytes) -> CheckedUpload:
    return CheckedUpload(name="a.pdf", content=content, kind=FileKind.PDF)


def test_a_deputy_signs_by_the_lines_named_for_that_day(org: Org) -> None:
    deputy = name_signatory(
        org.na_ri, name="Nông Thị Tuyên", lines=["KT CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
        from_on=dt.date(2026, 1, 1), to_on=dt.date(2026, 12, 31), basis="", actor=org.lan,
    )  # fmt: skip
    paper = issuing.check(drafted(org.na_ri), content_hash=HASH, actor=org.minh, signatory=deputy)
    [signer] = issuing.signers_of(paper, report().signers)

    assert (signer.lines, signer.name) == (("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), "Nông Thị Tuyên")
    with pytest.raises(PermissionDenied):
        name_signatory(
            org.na_ri, name="X", lines=["A"], from_on=DAY, to_on=None, basis="", actor=org.minh
        )
    assert Signatory.objects.count() == 1


# ---------------------------------------------------------------- the pages


def page(client: Client, who: User, path: str) -> str:
    client.force_login(who)
    answer = client.get(path)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_the_list_leads_nobody_to_books_they_may_not_open(org: Org, client: Client) -> None:
    books = f"/papers/units/{org.na_ri.pk}/books/"
    signatories = f"/papers/units/{org.na_ri.pk}/signatories/"

    clerk, leader = page(client, org.thuy, "/papers/"), page(client, org.lan, "/papers/")

    assert (books in clerk, signatories in clerk) == (True, True)
    assert (books in leader, signatories in leader) == (False, True)
    assert client.get(books).status_code == 403
    assert f'href="/units/{org.na_ri.pk}/"' in page(client, org.thuy, books)


def test_lan_mends_a_signer_typed_twice_and_ends_one_who_has_signed(
    org: Org, client: Client
) -> None:
    lines = ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]
    day = dt.date(2026, 1, 1)
    hue, twice = (
        name_signatory(
            org.na_ri, name=name, lines=lines, from_on=day, to_on=None, basis="", actor=org.lan
        )
        for name in ("Hứa Thị Huệ", "ThS. Hứa Thị Huệ")
    )
    client.force_login(org.lan)
    typed = {"lines": "\n".join(lines), "from_on": "01/01/2026", "to_on": "", "basis": ""}

    send(client, f"/papers/signatories/{hue.pk}/", name="Hứa Thị Huế", **typed)
    hue.refresh_from_db()
    assert hue.name == "Hứa Thị Huế"
    told = AuditEvent.objects.get(action="documents.signatory_corrected")
    assert (told.actor_label, told.role) == (str(org.lan), "leader")
    assert "Lãnh đạo Phòng Văn hóa - Xã hội" in line_of(told).roles

    issuing.check(drafted(org.na_ri), content_hash=HASH, actor=org.lan, signatory=hue)
    path = f"/papers/signatories/{hue.pk}/"
    refused = send(client, path, name="Người Khác", **typed).content.decode()
    assert "đã đứng tên ở văn bản nên chỉ ghi được ngày cuối" in refused
    send(client, path, step="remove")
    assert org.na_ri.signatories.count() == 2
    send(client, path, name="Hứa Thị Huế", **{**typed, "to_on": "30/11/2026"})
    hue.refresh_from_db()
    assert (hue.name, hue.to_on) == ("Hứa Thị Huế", dt.date(2026, 11, 30))

    send(client, f"/papers/signatories/{twice.pk}/", step="remove")
    assert list(org.na_ri.signatories.all()) == [hue]
    client.force_login(org.minh)
    assert client.get(path).status_code == 403


def test_the_clerk_numbers_uploads_and_sends_in_the_browser(org: Org, client: Client) -> None:
    paper = frozen(org.na_ri, by=org.lan, recipient=org.thai_nguyen)
    path = f"/papers/{paper.pk}/"
    assert "Cấp số" in page(client, org.thuy, path)
    assert "01/BC-UBND" in page(client, org.thuy, f"{path}number/")
    assert "Cấp số" not in page(client, org.lan, path)

    client.force_login(org.thuy)
    send(client, f"{path}number/", dated="04/12/2026")
    copy = SimpleUploadedFile("ky.pdf", render_pdf(report()), content_type="application/pdf")
    send(client, f"{path}signed/", file=copy)
    send(client, f"{path}send/")

    body = page(client, org.tuyet, path)
    assert "01/BC-UBND" in body
    assert "Nhận văn bản" in body
    assert client.get(f"{path}signed.pdf").content == render_pdf(report())
    client.force_login(org.chi)
    assert client.get(path).status_code == 404


def test_the_receiver_elsewhere_sees_only_what_was_sent(org: Org) -> None:
    paper = frozen(org.na_ri, by=org.lan, recipient=org.ha_tinh)
    assert not IssuedPaper.objects.visible_to(org.chi).exists()
    IssuedPaper.objects.filter(pk=paper.pk).update(recipient=org.son_hong)
    assert not IssuedPaper.objects.visible_to(org.chi).exists()
    IssuedPaper.objects.filter(pk=paper.pk).update(
        recipient=org.son_hong, state=PaperState.SENT, sent_at=clock.now()
    )
    assert IssuedPaper.objects.visible_to(org.chi).exists()
    assert not IssuedPaper.objects.visible_to(org.bao).exists()


@pytest.mark.parametrize("rows", [1, 3, 50])
def test_the_list_asks_as_much_for_fifty_as_for_one(
    org: Org, client: Client, settings: Settings, rows: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    settings.FRAME_PROVIDERS = []
    first = frozen(org.na_ri, by=org.lan)
    for n in range(rows - 1):
        IssuedPaper.objects.create(
            unit=org.na_ri, kind="tests.report", object_id=f"x{n}", title=f"Báo cáo {n}",
            state=PaperState.FROZEN, content_hash=HASH, frozen_pdf=first.frozen_pdf,
        )  # fmt: skip
    client.force_login(org.nga)
    with django_assert_num_queries(5):
        assert client.get("/papers/").status_code == 200
