"""Minh keeps the register; Páo and the auditor read it; Chi of Sơn Hồng sees nothing of it."""

from __future__ import annotations

import datetime as dt
import io

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from core import clock
from documents.models import StoredFile
from recognitions.enums import RecognitionStatus
from recognitions.models import Recognition
from recognitions.services import revoke
from tests.builders import recognitions as register
from tests.builders import units
from tests.org import Org
from tests.reading import cells
from tests.sending import send


@pytest.fixture(autouse=True)
def _the_day(db: None, settings: Settings) -> None:
    settings.FRAME_PROVIDERS = []
    clock.set_business_day(dt.date(2026, 11, 20))


def pdf() -> bytes:
    """A page of a decision."""
    made, buffer = pikepdf.new(), io.BytesIO()
    made.add_blank_page()
    made.save(buffer)
    return buffer.getvalue()


def grant_path(*holders: int, title: str = "FAMILY") -> str:
    return f"/recognitions/grant/?title={title}" + "".join(f"&holder={pk}" for pk in holders)


FIELDS = {
    "year": "2026",
    "number": "45/QĐ-UBND",
    "decided_on": "15/11/2026",
    "decided_by": "Chủ tịch UBND xã Na Rì",
    "signer": "Triệu Văn Dũng",
}


def test_one_decision_with_its_scan_is_entered_for_two_families(org: Org, client: Client) -> None:
    an, binh = (units.household(org.ban_po, name) for name in ("Hoàng Văn An", "Nông Thị Bình"))
    client.force_login(org.minh)
    content = pdf()
    scan = SimpleUploadedFile("Quyết định 45.pdf", content)

    answer = send(client, grant_path(an.pk, binh.pk), **FIELDS, scan=scan)

    assert answer.url == "/recognitions/?title=FAMILY&year=2026"
    rows = list(Recognition.objects.order_by("holder_name"))
    assert [row.holder for row in rows] == [an, binh]
    assert {row.decision_number for row in rows} == {"45/QĐ-UBND"}
    assert {row.valid_from for row in rows} == {dt.date(2026, 11, 15)}
    assert StoredFile.objects.count() == 1
    download = client.get(f"/recognitions/{rows[0].pk}/scan/")
    assert download.getvalue() == content
    assert download["Content-Type"] == "application/pdf"
    assert download["Content-Disposition"].startswith("attachment")
    page = client.get(f"/recognitions/{rows[0].pk}/").content.decode()
    for shown in ("45/QĐ-UBND", "15/11/2026", "Triệu Văn Dũng", "Quyết định 45.pdf", "còn giá trị"):
        assert shown in page


def test_commune_title_says_and_computes_its_36_months(org: Org, client: Client) -> None:
    client.force_login(org.minh)
    path = grant_path(org.na_ri.pk, title="COMMUNITY_COMMUNE")
    register.title("COMMUNITY_COMMUNE")
    assert "36 tháng" in client.get(path).content.decode()

    answer = send(client, path, **FIELDS)

    assert Recognition.objects.get().valid_to == dt.date(2029, 11, 14)
    assert "14/11/2029" in client.get(answer.url).content.decode()


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({"number": ""}, "number", ""),
        ({"decided_on": "31/11/2026"}, "decided_on", "không có ngày 31"),
        ({"decided_on": "21/11/2026"}, "decided_on", "ở sau hôm nay"),
        ({"valid_to": "01/01/2026"}, "valid_to", "phải từ ngày bắt đầu"),
        ({"year": "2027"}, "year", "từ 2000 đến 2026"),
        ({"year": "hai nghìn"}, "year", "bốn chữ số"),
    ],
)
def test_wrong_entry_is_explained_beside_its_field_and_the_rest_stays(
    org: Org, client: Client, wrong: dict[str, str], field: str, sentence: str
) -> None:
    client.force_login(org.minh)
    register.title("COMMUNITY_VILLAGE")

    shown = send(
        client, grant_path(org.ban_po.pk, title="COMMUNITY_VILLAGE"), **{**FIELDS, **wrong}
    ).content.decode()

    assert f'id="id_{field}_error"' in shown
    assert sentence in shown
    assert 'value="Triệu Văn Dũng"' in shown
    assert Recognition.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("quyet-dinh.pdf", b"MZ\x90 not a pdf", "không thuộc loại được nhận"),
        ("quyet-dinh.pdf", b"", "rỗng"),
        ("quyet-dinh.docx", b"PK\x03\x04 broken", "không thuộc loại được nhận"),
        ("to.pdf", b"%PDF-1.4" + b"0" * (10 * 1024 * 1024), "vượt mức 10 MB"),
    ],
)
def test_scan_of_the_wrong_kind_or_size_is_refused_with_the_reason(
    org: Org, client: Client, name: str, content: bytes, reason: str
) -> None:
    client.force_login(org.minh)
    register.title("COMMUNITY_VILLAGE")
    scan = SimpleUploadedFile(name, content)

    shown = send(
        client, grant_path(org.ban_po.pk, title="COMMUNITY_VILLAGE"), **FIELDS, scan=scan
    ).content.decode()

    assert 'id="id_scan_error"' in shown
    assert reason in shown
    assert "Hãy chọn lại bản quét" in shown
    assert Recognition.objects.count() == 0
    assert StoredFile.objects.count() == 0


def test_already_recognised_family_stops_the_list_by_name(org: Org, client: Client) -> None:
    family = register.title("FAMILY")
    an, binh = (units.household(org.ban_po, name) for name in ("Hoàng Văn An", "Nông Thị Bình"))
    register.recognised(family, an, 2026)
    client.force_login(org.minh)

    shown = send(client, grant_path(an.pk, binh.pk), **FIELDS).content.decode()

    assert "Sổ danh hiệu đã có “Gia đình học tập” năm 2026 của: Hộ Hoàng Văn An" in shown
    assert Recognition.objects.count() == 1


def test_form_sent_twice_enters_once(org: Org, client: Client) -> None:
    register.title("COMMUNITY_VILLAGE")
    client.force_login(org.minh)
    path = grant_path(org.ban_po.pk, title="COMMUNITY_VILLAGE")

    first, second = (send(client, path, **FIELDS, idempotency_key="c" * 32) for _time in range(2))

    assert Recognition.objects.count() == 1
    assert first.url == second.url == f"/recognitions/{Recognition.objects.get().pk}/"


def test_choosing_finds_without_diacritics_and_keeps_what_was_ticked(
    org: Org, client: Client
) -> None:
    register.title("FAMILY")
    an, binh = (units.household(org.ban_po, name) for name in ("Hoàng Văn An", "Nông Thị Bình"))
    outside = units.household(org.kim_son, "Nông Văn Bằng")
    client.force_login(org.minh)

    nothing_asked = client.get("/recognitions/choose/?title=FAMILY").content.decode()
    assert "Gõ tên hoặc chọn thôn" in nothing_asked
    shown = client.get(f"/recognitions/choose/?title=FAMILY&q=nong&holder={an.pk}").content.decode()
    assert f'value="{an.pk}" id="holder-{an.pk}" checked' in shown
    assert f'value="{binh.pk}" id="holder-{binh.pk}">' in shown
    assert f"holder-{outside.pk}" not in shown
    by_village = client.get(
        f"/recognitions/choose/?title=FAMILY&village={org.na_lac.pk}"
    ).content.decode()
    assert f"holder-{binh.pk}" not in by_village
    assert "Không tìm thấy ai khớp" in by_village


def test_choosing_offers_only_holders_of_the_title(org: Org, client: Client) -> None:
    register.title("UNIT")
    client.force_login(org.minh)

    shown = client.get("/recognitions/choose/?title=UNIT").content.decode()

    assert f"holder-{org.school.pk}" in shown
    assert f"holder-{org.agency.pk}" in shown
    assert f"holder-{org.ban_po.pk}" not in shown


def test_nobody_ticked_is_asked_for_somebody(org: Org, client: Client) -> None:
    register.title("FAMILY")
    client.force_login(org.minh)

    answer = client.get("/recognitions/grant/?title=FAMILY&q=an", follow=True)

    assert answer.request["PATH_INFO"] == "/recognitions/choose/"
    assert "Hãy đánh dấu ít nhất một" in answer.content.decode()


def test_consideration_becomes_a_decision_from_its_page(org: Org, client: Client) -> None:
    register.title("COMMUNITY_VILLAGE")
    client.force_login(org.minh)
    path = f"/recognitions/consider/?title=COMMUNITY_VILLAGE&holder={org.ban_po.pk}"

    waiting = send(client, path, year="2026", note="Thôn họp ngày 10/11")

    page = client.get(waiting.url).content.decode()
    assert "đang xét" in page
    assert "Thôn họp ngày 10/11" in page
    assert f"/recognitions/grant/?title=COMMUNITY_VILLAGE&amp;holder={org.ban_po.pk}" in page
    send(client, grant_path(org.ban_po.pk, title="COMMUNITY_VILLAGE"), **FIELDS)
    row = Recognition.objects.get()
    assert (row.status, row.note) == (RecognitionStatus.RECOGNISED, "Thôn họp ngày 10/11")
    assert "Ghi danh hiệu đang xét" in client.get(waiting.url).content.decode()


def test_revoking_asks_for_a_reason_and_shows_it(org: Org, client: Client) -> None:
    row = register.recognised(register.title("COMMUNITY_VILLAGE"), org.ban_po, 2025)
    client.force_login(org.minh)
    path = f"/recognitions/{row.pk}/revoke/"
    assert "Thu hồi “Cộng đồng học tập (thôn)” năm 2025 của Thôn Bản Pò?" in (
        client.get(path).content.decode()
    )

    refused = send(client, path, reason="", version=0)
    assert 'id="id_reason_error"' in refused.content.decode()
    answer = send(client, path, reason="Không còn đạt", version=0)

    page = client.get(answer.url).content.decode()
    assert "Không còn đạt" in page
    assert "đã thu hồi" in page
    assert f"{path}" not in page


def test_page_that_is_behind_cannot_revoke(org: Org, client: Client) -> None:
    row = register.recognised(register.title("COMMUNITY_VILLAGE"), org.ban_po, 2025)
    Recognition.objects.filter(pk=row.pk).update(version=1)
    client.force_login(org.hoa)

    shown = send(client, f"/recognitions/{row.pk}/revoke/", reason="Nhầm", version=0)

    assert "vừa được người khác thay đổi" in shown.content.decode()
    assert Recognition.objects.get().status == RecognitionStatus.RECOGNISED


def test_who_reads_and_who_enters(org: Org, client: Client) -> None:
    scan = StoredFile.objects.create(sha256="d" * 64, size=1, content_type="application/pdf")
    row = register.recognised(
        register.title("COMMUNITY_VILLAGE"), org.ban_po, 2026, scan=scan, scan_name="qd.pdf"
    )
    entry = grant_path(org.ban_po.pk, title="COMMUNITY_VILLAGE")
    answers = {}
    for name in ("minh", "lan", "pao", "sam", "nga", "tuyet", "hanh", "chi", "quan", "khong"):
        client.force_login(getattr(org, name))
        listed = client.get("/recognitions/")
        answers[name] = (
            listed.status_code,
            "Thôn Bản Pò" in listed.content.decode(),
            client.get(f"/recognitions/{row.pk}/").status_code,
            client.get(f"/recognitions/{row.pk}/revoke/").status_code,
            client.get("/recognitions/choose/").status_code,
            client.get(entry).status_code,
            send(client, entry, **FIELDS).status_code,
        )

    writes = (200, True, 200, 200, 200, 200, 200)
    reads = (200, True, 200, 403, 403, 403, 403)
    assert answers == {
        "minh": writes,
        "lan": writes,
        "pao": reads,
        "sam": (200, False, 404, 403, 403, 403, 403),
        "nga": reads,
        "tuyet": reads,
        "hanh": reads,
        "chi": (200, False, 404, 404, 200, 404, 404),
        "quan": (403, False, 403, 403, 403, 403, 403),
        "khong": (403, False, 403, 403, 403, 403, 403),
    }
    assert Recognition.objects.count() == 1


def test_scan_is_downloaded_with_the_rights_of_its_page(org: Org, client: Client) -> None:
    client.force_login(org.minh)
    register.title("COMMUNITY_VILLAGE")
    send(
        client,
        grant_path(org.ban_po.pk, title="COMMUNITY_VILLAGE"),
        **FIELDS,
        scan=SimpleUploadedFile("qd.pdf", pdf()),
    )
    path = f"/recognitions/{Recognition.objects.get().pk}/scan/"
    answers = {}
    for name in ("minh", "pao", "hanh", "sam", "chi", "quan"):
        client.force_login(getattr(org, name))
        answer = client.get(path)
        answers[name] = answer.status_code
        b"".join(answer)  # reading to the end closes the file

    assert answers == {
        "minh": 200, "pao": 200, "hanh": 200, "sam": 404, "chi": 404, "quan": 403,
    }  # fmt: skip


def test_list_is_narrowed_by_every_filter(org: Org, client: Client) -> None:
    family, village = register.title("FAMILY"), register.title("COMMUNITY_VILLAGE")
    an, binh = (
        units.household(place, name)
        for place, name in ((org.ban_po, "Hoàng Văn An"), (org.na_lac, "Nông Thị Bình"))
    )
    register.recognised(family, an, 2026, decision_number="45/QĐ-UBND")
    register.recognised(family, binh, 2022, valid_to=dt.date(2025, 12, 31))
    register.considered(village, org.ban_po, 2026)
    lost = register.recognised(village, org.na_lac, 2025)
    revoke(lost, reason="Nhầm", actor=org.minh)
    client.force_login(org.minh)
    names = ["Hộ Hoàng Văn An", "Hộ Nông Thị Bình", "Thôn Bản Pò</a>", "Thôn Nà Lạc</a>"]

    def shown(query: str) -> list[bool]:
        text = client.get(f"/recognitions/?{query}").content.decode()
        return [name in text for name in names]

    assert shown("") == [True] * 4
    assert shown("q=hoang+van") == [True, False, False, False]
    assert shown("q=45") == [True, False, False, False]
    assert shown("title=FAMILY") == [True, True, False, False]
    assert shown("year=2026") == [True, False, True, False]
    assert shown("standing=valid") == [True, False, False, False]
    assert shown("standing=considered") == [False, False, True, False]
    assert shown("standing=ended") == [False, True, False, False]
    assert shown("standing=revoked") == [False, False, False, True]
    assert shown(f"village={org.na_lac.pk}") == [False, True, False, True]
    assert shown("year=20x6&village=abc&sort=nonsense&page=99") == [True] * 4


def test_list_sorts_and_pages(org: Org, client: Client) -> None:
    family = register.title("FAMILY")
    for number in range(30):
        home = units.household(org.ban_po, f"Hoàng Văn {number + 1}")
        register.recognised(family, home, 2026)
    client.force_login(org.minh)

    first = client.get("/recognitions/?sort=-holder&title=FAMILY").content.decode()
    assert "Hoàng Văn 30<" in first
    assert "Hoàng Văn 2<" not in first
    assert "1–25 trong 30" in first
    assert "sort=-holder&amp;title=FAMILY&amp;page=2" in first
    second = client.get("/recognitions/?sort=-holder&title=FAMILY&page=2").content.decode()
    assert "Hoàng Văn 2<" in second


def test_empty_register_says_what_to_do(org: Org, client: Client) -> None:
    client.force_login(org.minh)

    text = client.get("/recognitions/").content.decode()

    assert "Sổ chưa có danh hiệu nào" in text
    assert "Ghi danh hiệu" in text


@pytest.mark.parametrize("number", [1, 3, 25])
def test_list_costs_the_same_at_any_size(
    org: Org, client: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    family = register.title("FAMILY")
    for one in range(number):
        register.recognised(family, units.household(org.ban_po, f"Lý A {one}"), 2026)
    client.force_login(org.minh)

    # user, memberships, business day; count, rows with title and holder, villages, titles
    with django_assert_num_queries(3 + 4):
        assert client.get("/recognitions/").status_code == 200


@pytest.mark.parametrize("number", [1, 3, 50])
def test_choosing_costs_the_same_at_any_size(
    org: Org, client: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    register.title("FAMILY")
    homes = [units.household(org.ban_po, f"Lý A {one}") for one in range(number + 1)]
    client.force_login(org.minh)
    path = f"/recognitions/choose/?title=FAMILY&q=ly&holder={homes[0].pk}"

    # user, memberships, business day; title, villages, ticked, found, what the register holds
    # of both, titles
    with django_assert_num_queries(3 + 7):
        assert client.get(path).status_code == 200


def test_the_register_as_it_is_seen_is_saved_as_a_workbook(org: Org, client: Client) -> None:
    family = register.title("FAMILY")
    an = register.recognised(family, units.household(org.ban_po, "Hoàng Văn An"), 2026)
    register.recognised(family, units.household(org.kim_son, "Lê Thị Hoa"), 2026)
    client.force_login(org.minh)

    shown = client.get("/recognitions/?q=an").content.decode()
    rows = cells(client, org.minh, "/recognitions/?q=hoang&format=xlsx")

    assert "?q=an&amp;format=xlsx" in shown
    assert [row[:4] for row in rows] == [
        ["Đối tượng", "Thuộc", "Danh hiệu", "Năm"],
        [an.holder_name, "Thôn Bản Pò", family.name, 2026],
    ]
    assert rows[1][5:7] == [an.decision_number, an.decided_on]
    assert rows[1][9] == (an.valid_to or "")
    assert len(cells(client, org.minh, "/recognitions/?format=xlsx")) == 2
    assert len(cells(client, org.chi, "/recognitions/?format=xlsx")) == 2, "her own commune's"
