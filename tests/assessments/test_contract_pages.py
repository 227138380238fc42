"""Second clicks, lost answers and old tabs, as the pages answer them."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import User
from assessments.enums import Action, Status
from assessments.models import Answer, Assessment, Evidence
from assessments.services import closing, review, steps
from campaigns.services import participation
from core.once import new_key
from reports.snapshots.sheet import sheet_snapshot
from tests.builders.assessments import (
    TODAY,
    NaRi,
    answered,
    begun,
    in_state,
    reviewed,
    submitted,
)
from tests.builders.recognitions import recognised, title
from tests.pictures import png
from tests.sending import send


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def shown(answer: Any) -> str:
    return str(answer.content.decode())


# ---------------------------------------------------------------- the answer was lost


def test_the_leaders_second_click_after_closing_is_told_and_not_shut_out(na: NaRi) -> None:
    """The first click made the reopened row final; with it the right to do so again went."""
    org = na.org
    record = reviewed(na, org.ban_po, org.pao, org.minh)
    closing.close_year(na.year, actor=org.lan)
    row = steps.fetch(record.pk)
    row = closing.reopen(row, reason="Thanh tra.", actor=org.lan, version=row.version)
    row = review.approve(row, actor=org.minh, version=row.version)
    lan, path = signed_in(org.lan), reverse("assessments:act", args=[row.pk, Action.FINALISE])
    typed = {"version": row.version, "idempotency_key": new_key()}

    first = lan.post(path, typed)
    second = lan.post(path, typed, follow=True)

    assert first.status_code == 302
    assert second.status_code == 200
    assert "không ghi thêm lần nữa" in shown(second)
    assert steps.fetch(row.pk).events.filter(action="finalise").count() == 2


def test_a_form_handed_in_twice_leads_to_the_same_receipt(na: NaRi) -> None:
    org = na.org
    record = answered(begun(na, org.ban_po, org.pao), org.pao)
    path = reverse("assessments:submit", args=[na.participation(org.ban_po).pk])
    pao, typed = signed_in(org.pao), {"version": record.version, "idempotency_key": new_key()}

    first, second = pao.post(path, typed), pao.post(path, typed)

    receipt = reverse("assessments:receipt", args=[record.pk])
    assert (first["Location"], second["Location"]) == (receipt, receipt)


def test_a_form_handed_in_from_another_tab_says_so(na: NaRi) -> None:
    org = na.org
    record = submitted(na, org.ban_po, org.pao)
    path = reverse("assessments:submit", args=[na.participation(org.ban_po).pk])

    answer = send(signed_in(org.pao), path, version=0)

    assert answer["Location"] == reverse("assessments:record", args=[record.pk])
    page = signed_in(org.pao).get(answer["Location"])
    assert page.status_code == 200
    assert steps.fetch(record.pk).version == record.version


def test_typed_text_that_comes_too_late_is_not_dropped_in_silence(na: NaRi) -> None:
    """The form without scripts, sent from a tab that stood open while the form was handed in."""
    org = na.org
    submitted(na, org.ban_po, org.pao)
    part, criterion = na.participation(org.ban_po), na.criterion("NR-1.4-a")
    client = signed_in(org.mai)

    answer = client.post(
        reverse("assessments:form", args=[part.pk]),
        {
            f"c{criterion.pk}-value": "partly",
            f"c{criterion.pk}-version": "1",
            "idempotency_key": new_key(),
        },
        follow=True,
    )

    assert "đang ở trạng thái “Đã nộp” nên không sửa được nữa" in shown(answer)
    assert Answer.objects.get(criterion=criterion).self_value == "met"


def test_a_unit_left_out_reads_its_form_and_types_nothing(na: NaRi) -> None:
    org = na.org
    record = in_state(na, Status.DRAFT)
    part = na.participation(org.ban_po)
    participation.exclude(part, reason="Sáp nhập.", actor=org.minh)
    pao = signed_in(org.pao)

    form = pao.get(reverse("assessments:form", args=[part.pk]))
    page = shown(pao.get(reverse("assessments:record", args=[record.pk])))

    assert form["Location"] == reverse("assessments:record", args=[record.pk])
    assert reverse("assessments:form", args=[part.pk]) not in page


# ---------------------------------------------------------------- files


def test_files_are_sent_as_downloads_that_nobody_keeps(na: NaRi) -> None:
    org = na.org
    part, criterion = na.participation(org.ban_po), na.criterion("NR-1.4-a")
    send(
        signed_in(org.pao),
        reverse("assessments:evidence_add", args=[part.pk, criterion.pk]),
        file=SimpleUploadedFile("họp.png", png()),
    )
    evidence = Evidence.objects.get()
    scanned = recognised(
        title("COMMUNITY_VILLAGE"), org.ban_po, 2025, scan=evidence.file, scan_name="45.png"
    )
    paths = [
        reverse("assessments:evidence", args=[evidence.pk]),
        reverse("recognitions:recognition_scan", args=[scanned.pk]),
    ]

    for path in paths:
        answer = signed_in(org.pao).get(path)
        assert answer.getvalue() == png()
        assert answer["Content-Disposition"].startswith("attachment"), path
        assert answer["X-Content-Type-Options"] == "nosniff", path
        assert answer["Cache-Control"] == "private, no-store", path
        assert answer["Content-Type"] == "image/png", path
        assert signed_in(org.sam).get(path).status_code == 404, path


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("lớn.png", b"\x89PNG\r\n\x1a\n" + b"0" * (10 * 1024 * 1024), "vượt mức 10 MB"),
        ("trang.png", b"<html><script>alert(1)</script>", "không thuộc loại được nhận"),
        ("rỗng.png", b"", ""),
    ],
)
def test_a_file_that_is_refused_says_why_and_leaves_nothing(
    na: NaRi, name: str, content: bytes, word: str
) -> None:
    org = na.org
    part, criterion = na.participation(org.ban_po), na.criterion("NR-1.4-a")

    answer = send(
        signed_in(org.pao),
        reverse("assessments:evidence_add", args=[part.pk, criterion.pk]),
        file=SimpleUploadedFile(name, content),
    )

    page = shown(signed_in(org.pao).get(answer["Location"]))
    assert not Evidence.objects.exists()
    assert not Assessment.objects.exists()
    assert page
    assert word in shown(_after(org.pao, part.pk, criterion.pk, name, content))


def _after(user: User, part: int, line: int, name: str, content: bytes) -> Any:
    client = signed_in(user)
    path = reverse("assessments:evidence_add", args=[part, line])
    file = SimpleUploadedFile(name, content)
    return client.post(path, {"file": file, "idempotency_key": new_key()}, follow=True)


# ---------------------------------------------------------------- titles on the unit's own paper


def test_the_units_paper_shows_the_title_as_it_was_when_the_form_came(na: NaRi) -> None:
    """As the commune's report does: frozen at submission, asked again only at the end."""
    org = na.org
    submitted(na, org.ban_po, org.pao)
    recognised(title("COMMUNITY_VILLAGE"), org.ban_po, 2025)

    snapshot = sheet_snapshot(na.year, org.ban_po, TODAY)

    values = {one["code"]: one["value"] for one in snapshot["criteria"]}
    assert values["NR-1.4-d"] == "not_achieved"
