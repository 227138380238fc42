"""The receipt and the register as papers: what stands on them, who gets them, Decree 30."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import User
from assessments.models import Assessment
from assessments.papers import receipt_paper, register_paper
from assessments.selectors.matrix import Matrix, Wanted, matrix
from assessments.services import submission
from assessments.services.submission import Submission
from campaigns.enums import Channel
from campaigns.services import participation
from core import clock
from documents.paper import Paper, rules_for
from documents.renderers.docx import render_docx
from documents.renderers.pdf import render_pdf
from tests.builders import units
from tests.builders.assessments import TODAY, NaRi, begun, submitted
from tests.documents.nd30_checker import findings
from tests.documents.nd30_docx import read_docx
from tests.documents.nd30_pdf import read_pdf
from tests.documents.papers import LONG_NAME
from tests.reports.reading import docx_words, pdf_words

LONG = f"{LONG_NAME} “Nà Lạc” & <b>x</b>"


@pytest.fixture(autouse=True)
def _page_alone(settings: Settings) -> None:
    settings.FRAME_PROVIDERS = []


def given(user: User, path: str) -> Any:
    client = Client()
    client.force_login(user)
    return client.get(path)


def receipt_of(record: Assessment, form: str = "pdf") -> str:
    return f"{reverse('assessments:receipt', args=[record.pk])}?format={form}"


def register_of(na: NaRi, form: str = "pdf", **query: str) -> str:
    more = "".join(f"&{key}={value}" for key, value in query.items())
    return f"{reverse('assessments:matrix', args=[na.campaign.slug, 2026])}?format={form}{more}"


def keeps_the_decree(paper: Paper) -> None:
    assert findings(read_pdf(render_pdf(paper)), rules_for(paper)) == []
    assert findings(read_docx(render_docx(paper)), rules_for(paper)) == []


def of_lan(na: NaRi) -> Matrix:
    """The year as Lan sees it."""
    return matrix(na.year, na.org.lan, TODAY, Wanted())


def records(na: NaRi) -> dict[int, Assessment]:
    return {row.pk: row for row in Assessment.objects.filter(campaign_year=na.year)}


# ---------------------------------------------------------------- the receipt


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_pao_takes_his_receipt_home(na: NaRi, form: str, settings: Settings) -> None:
    settings.PUBLIC_URL = "https://thidua.example.vn"
    record = submitted(na, na.org.ban_po, na.org.pao)

    answer = given(na.org.pao, receipt_of(record, form))

    words = (pdf_words if form == "pdf" else docx_words)(answer.content)
    address = "https://thidua.example.vn/assessments/receipts/"  # may stand on two lines
    assert f"kiểmtrađượcmãbiênnhậntại{address}" in words.replace(" ", "")
    for said in (
        "ỦY BAN NHÂN DÂN XÃ NA RÌ" if form == "docx" else "XÃ NA RÌ",
        "Na Rì, ngày 20 tháng 11 năm 2026",
        "GIẤY BIÊN NHẬN",
        "đã nhận của thôn Bản Pò: phiếu tự đánh giá năm 2026 (nộp trên hệ thống).",
        f"ngày 20/11/2026. Mã biên nhận: {record.receipt_code}.",
        "Người nộp: Hoàng Văn Páo.",
        "Ngày cuối của hạn nộp: 25/11/2026; nộp đúng hạn.",
        "NGƯỜI NHẬN",
    ):
        assert said in words
    assert "DỰ THẢO" not in words
    assert f"Giay-bien-nhan-{record.receipt_code}" in answer["Content-Disposition"]
    assert answer["Cache-Control"] == "private, no-store"


def test_a_form_that_minh_entered_says_how_it_came(na: NaRi) -> None:
    by_phone = Submission(Channel.PHONE, clock.today())
    handed = submitted(na, na.org.ban_po, na.org.minh, by_phone)

    words = pdf_words(given(na.org.minh, receipt_of(handed)).content)

    assert "(văn phòng nhập thay, kết quả báo qua điện thoại ngày 20/11/2026)" in words
    assert "Người nộp: Hoàng Văn Minh." in words


@pytest.mark.parametrize(
    ("who", "status"),
    [("pao", 200), ("mai", 200), ("minh", 200), ("nga", 200), ("sam", 404), ("khoa", 404),
     ("chi", 404), ("quan", 403)],
)  # fmt: skip
def test_whoever_reads_the_page_takes_the_paper(na: NaRi, who: str, status: int) -> None:
    record = submitted(na, na.org.ban_po, na.org.pao)
    person = getattr(na.org, who)

    page = given(person, receipt_of(record).partition("?")[0])
    paper = given(person, receipt_of(record))

    assert (page.status_code, paper.status_code) == (status, status)
    if status == 200:
        assert 'href="?format=pdf"' in page.content.decode()
        assert 'href="?format=docx"' in page.content.decode()


def test_a_receipt_that_was_taken_back_is_no_paper(na: NaRi) -> None:
    record = submitted(na, na.org.ban_po, na.org.pao)
    submission.withdraw(record, actor=na.org.pao, version=record.version)

    assert given(na.org.pao, receipt_of(record)).status_code == 404


@pytest.mark.parametrize("name", ["Na Rì", LONG])
def test_the_receipt_keeps_the_decree_also_with_long_names(na: NaRi, name: str) -> None:
    record = submitted(na, na.org.ban_po, na.org.pao)
    record.campaign_year.campaign.launched_by.name = name
    record.unit_name = f"Thôn {name}"

    for check in ("", "https://thi-dua.na-ri.thai-nguyen.gov.vn/assessments/receipts/"):
        keeps_the_decree(receipt_paper(record, who=name, due=None, files=0, check_url=check))


# ---------------------------------------------------------------- the register


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_the_register_says_who_handed_in_when(na: NaRi, form: str) -> None:
    record = submitted(na, na.org.ban_po, na.org.pao)
    begun(na, na.org.na_lac, na.org.sam)

    answer = given(na.org.lan, register_of(na, form))

    words = (pdf_words if form == "pdf" else docx_words)(answer.content)
    for said in (
        "SỔ THEO DÕI",
        "Việc nộp phiếu tự đánh giá năm 2026",
        "Đến ngày 20/11/2026 đã có 1/5 đơn vị nộp phiếu (20,0%).",
        "Thôn Bản Pò",
        record.receipt_code,
        "Tự nhập",
        "đúng hạn",
        "Thôn Nà Lạc",
        "đang nhập",
        "Văn phòng HĐND và UBND",
        "NGƯỜI LẬP SỔ",
    ):
        assert said in words
    assert (
        "So-theo-doi-viec-nop-phieu-tu-danh-gia-nam-2026-Xa-Na-Ri"
        in (answer["Content-Disposition"])
    )


def test_the_register_holds_what_its_reader_sees_and_says_what_was_left_out(na: NaRi) -> None:
    submitted(na, na.org.ban_po, na.org.pao)

    of_pao = pdf_words(given(na.org.pao, register_of(na)).content)
    narrowed = pdf_words(given(na.org.lan, register_of(na, state="submitted")).content)

    assert "Bản Pò" in of_pao
    assert "Nà Lạc" not in of_pao
    assert "sổ ghi 1 trong số 5 đơn vị" in narrowed
    assert "Nà Lạc" not in narrowed
    assert given(na.org.chi, register_of(na)).status_code == 404
    assert given(na.org.quan, register_of(na)).status_code == 403


def test_the_matrix_leads_to_the_register(na: NaRi) -> None:
    page = given(na.org.lan, register_of(na).partition("?")[0]).content.decode()

    assert 'href="?format=pdf"' in page
    assert "Sổ theo dõi (Word)" in page


@pytest.mark.parametrize("rows", [0, 1, 400])
def test_the_register_keeps_the_decree_with_long_names_many_villages_and_none(
    na: NaRi, rows: int
) -> None:
    submitted(na, na.org.ban_po, na.org.pao)
    table = of_lan(na)
    [model, *_others] = table.rows
    many = [
        replace(model, name=f"Thôn {n} {LONG if n % 50 == 1 else 'Hát Deng'}", place=n)
        for n in range(1, rows + 1)
    ]
    na.year.campaign.launched_by.name = LONG

    keeps_the_decree(register_paper(na.year, replace(table, rows=many), records(na), TODAY))


@pytest.mark.parametrize("more", [0, 2, 49])
def test_the_register_asks_the_same_number_of_questions_at_any_size(
    na: NaRi, more: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(more):
        village = units.village(f"Khuổi Nằn {number}", na.org.na_ri, number + 3)
        participation.register_participants(na.year, actor=na.org.lan.as_actor)
        begun(na, village, na.org.minh)
    begun(na, na.org.ban_po, na.org.pao)
    client = Client()
    client.force_login(na.org.lan)
    client.get(register_of(na))

    # As the page; then the records, the outline, and five names and places of the letterhead.
    with django_assert_num_queries(3 + 3 + 1 + 1 + 6):
        client.get(register_of(na))
