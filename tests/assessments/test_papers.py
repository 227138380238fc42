"""Receipt, register and decision on a title: what stands on them, who gets them, Decree 30."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import User
from assessments.enums import HandInPaper, TitlePaper
from assessments.models import Assessment, CompactResult
from assessments.papers import TEMPLATES, receipt_paper, register_paper, title_decision_paper
from assessments.selectors.holder_results import title_results
from assessments.selectors.matrix import Matrix, Wanted, matrix
from assessments.services import submission
from assessments.services.submission import Submission
from campaigns.enums import Channel
from campaigns.services import participation
from campaigns.services.outlines import write_outline
from core import clock
from core.errors import DomainError
from core.models import AuditEvent
from documents.enums import DatePrecision
from documents.models import LegalDocument
from documents.outlines import read_outline
from documents.paper import Paper, rules_for
from documents.renderers.docx import render_docx
from documents.renderers.pdf import render_pdf
from recognitions.models import Recognition
from reports.papers.kinds import KINDS
from tests.builders import recognitions as register_of_titles
from tests.builders import units
from tests.builders.assessments import TODAY, NaRi, answered, begun, submitted
from tests.documents.nd30_checker import findings
from tests.documents.nd30_docx import read_docx
from tests.documents.nd30_pdf import read_pdf
from tests.documents.papers import LONG_NAME
from tests.paper_words import docx_words, pdf_words
from tests.sending import send
from units.models import Unit

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


@pytest.mark.look
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


@pytest.mark.look
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


# ---------------------------------------------------------------- in the office's own words

RECEIPT = """\
Trích yếu: Biên nhận của {{co_quan}}
Đã nhận {{noi_dung_nhan}} của {{don_vi_nop}}, {{cach_nop}}, lúc {{luc_nhan}}.
Mã tra cứu {{ma_bien_nhan}}; hạn {{han_nop}}.
Mã tra cứu {{ma_bien_nhan}}.
[[thanh_phan]]
Câu kết: Cảm ơn {{don_vi_nop}} đã nộp"""
REGISTER = """\
Trích yếu: Sổ nộp phiếu của {{don_vi}}, lập ngày {{ngay}}
[[danh_sach]]
[[so_luong]]
Sổ này lưu tại văn phòng, năm {{nam}}."""


def words_in_both_forms(paper: Paper) -> tuple[str, str]:
    return pdf_words(render_pdf(paper)), docx_words(render_docx(paper))


def handed_in(na: NaRi, unit: Unit, actor: User) -> Assessment:
    """Handed in now, after everything that the story has told so far."""
    record = answered(begun(na, unit, actor), actor)
    return submission.submit(record, actor=actor, version=record.version)


def worded(na: NaRi, kind: HandInPaper, text: str, seen: int = 0) -> None:
    write_outline(na.campaign, KINDS[kind], text, seen=seen, actor=na.org.lan)


@pytest.mark.look
@pytest.mark.parametrize("name", ["Na Rì", LONG])
def test_both_are_worded_by_lan_and_keep_the_decree(na: NaRi, name: str) -> None:
    worded(na, HandInPaper.RECEIPT, RECEIPT.replace("; hạn {{han_nop}}", ""))
    worded(na, HandInPaper.REGISTER, REGISTER)
    record = handed_in(na, na.org.ban_po, na.org.pao)
    record.unit_name = f"Thôn {name}"

    receipt = receipt_paper(record, who=name, due=None, files=0, check_url="")
    register = register_paper(na.year, of_lan(na), records(na), TODAY)

    for paper, said in (
        (receipt, f"Cảm ơn thôn {name[:60]}"),
        (register, "Sổ này lưu tại văn phòng, năm 2026."),
    ):
        keeps_the_decree(paper)
        for words in words_in_both_forms(paper):
            assert said in words


def test_a_receipt_keeps_the_words_of_the_moment_when_pao_handed_in(na: NaRi) -> None:
    before = handed_in(na, na.org.ban_po, na.org.pao)
    worded(na, HandInPaper.RECEIPT, RECEIPT.replace("; hạn {{han_nop}}", ""))
    after = handed_in(na, na.org.na_lac, na.org.sam)
    worded(na, HandInPaper.RECEIPT, "", seen=1)

    of_pao = pdf_words(given(na.org.pao, receipt_of(before)).content)
    of_sam = pdf_words(given(na.org.sam, receipt_of(after)).content)

    assert "Giấy này để làm căn cứ theo dõi, đối chiếu khi cần" in of_pao
    assert "Cảm ơn thôn Nà Lạc đã nộp" in of_sam


@pytest.mark.parametrize("kind", list(HandInPaper))
def test_their_own_words_have_no_fault_and_what_is_missing_is_named(
    na: NaRi, kind: HandInPaper
) -> None:
    template = TEMPLATES[kind]
    assert read_outline(template.default, template.vocabulary).faults == ()
    assert set(template.writers) == set(template.vocabulary.blocks)

    for name in template.vocabulary.required:
        lines = [line for line in template.default.splitlines() if name not in line]
        with pytest.raises(DomainError, match=rf"Dòng {len(lines)}: .*thiếu .*{name}"):
            worded(na, kind, "\n".join(lines))
    with pytest.raises(DomainError, match="Dòng 3: trường bắt buộc “ma_bien_nhan” phải đứng khác"):
        worded(na, HandInPaper.RECEIPT, RECEIPT)
    with pytest.raises(PermissionDenied):
        write_outline(na.campaign, KINDS[kind], template.default, seen=0, actor=na.org.minh)


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [(HandInPaper.RECEIPT, RECEIPT.replace("; hạn {{han_nop}}", ""), "Cảm ơn thôn Bản Pò đã nộp"),
     (HandInPaper.REGISTER, REGISTER, "Sổ này lưu tại văn phòng, năm 2026.")],
)  # fmt: skip
def test_lan_looks_at_the_words_on_the_newest_and_keeps_them(
    na: NaRi, kind: HandInPaper, text: str, said: str
) -> None:
    submitted(na, na.org.ban_po, na.org.pao)
    client = Client()
    client.force_login(na.org.lan)
    look = reverse("reports:outline_preview", args=[na.campaign.slug])
    page = reverse("reports:outline", args=[na.campaign.slug])

    looked = client.post(f"{look}?paper={kind}", {"text": text, "seen": 0}).content.decode()
    kept = send(client, f"{page}?paper={kind}", text=text, seen=0)

    assert said in looked
    assert kept.status_code == 302
    assert AuditEvent.objects.get(action="campaigns.outline_written").object_label.startswith(
        str(kind.label)
    )


# ---------------------------------------------------------------- the decision on a title

DECIDE = "/assessments/na-ri-2026/2026/recognition/decide/?title=FAMILY"


def fit_family(na: NaRi, name: str) -> Unit:
    """A family of Bản Pò that registered and was found to be fit."""
    family = units.household(na.org.ban_po, name)
    CompactResult.objects.create(
        campaign_year=na.year, unit=family, place=na.org.ban_po, group=na.families,
        title=register_of_titles.title("FAMILY"),
        is_registered=True, is_assessed=True, result="achieved", entered_by=na.org.pao,
    )  # fmt: skip
    return family


@pytest.mark.parametrize("name", ["Hoàng Văn An", LONG[:115]])
def test_minh_takes_the_draft_of_the_decision_with_its_list(na: NaRi, name: str) -> None:
    fit_family(na, name)
    second = fit_family(na, "Nông Thị Bình")

    pdf = given(na.org.minh, f"{DECIDE}&format=pdf")
    docx = given(na.org.minh, f"{DECIDE}&format=docx")
    ticked = given(na.org.minh, f"{DECIDE}&format=pdf&holder={second.pk}")

    assert docx.headers["Content-Disposition"].startswith("attachment")
    for words in (pdf_words(pdf.content), docx_words(docx.content)):
        assert "QUYẾT ĐỊNH" in words
        assert (
            "Công nhận danh hiệu “Gia đình học tập” năm 2026 cho 02 hộ gia đình trên địa bàn "
            "xã Na Rì (có danh sách tại Phụ lục kèm theo)." in words
        )
        assert f"Hộ {name}"[:40] in words
        assert "Hộ Nông Thị Bình" in words
    assert "cho 01 hộ gia đình" in pdf_words(ticked.content)
    assert f"Hộ {name}"[:40] not in pdf_words(ticked.content)
    assert not Recognition.objects.exists()  # a draft recognises nobody


@pytest.mark.look
def test_the_draft_keeps_the_decree_also_for_forty_families_and_in_lans_words(na: NaRi) -> None:
    for number in range(40):
        fit_family(na, f"Nông Văn Số {number}")
    title = register_of_titles.title("FAMILY")
    text = KINDS[TitlePaper.DECISION].template.default.replace(
        "Quyết định này có hiệu lực kể từ ngày ký.", "Quyết định có hiệu lực từ ngày 01/01/2027."
    )
    write_outline(na.campaign, KINDS[TitlePaper.DECISION], text, seen=0, actor=na.org.lan)

    paper = title_decision_paper(na.year, title, title_results(na.year, title))

    keeps_the_decree(paper)
    for words in words_in_both_forms(paper):
        assert "cho 40 hộ gia đình" in words
        assert "Quyết định có hiệu lực từ ngày 01/01/2027." in words
        assert "Hộ Nông Văn Số 39" in words
    with pytest.raises(DomainError, match=r"thiếu .*danh_hieu"):
        write_outline(
            na.campaign, KINDS[TitlePaper.DECISION], "Công nhận {{so_luong}} ({{phu_luc}}).",
            seen=1, actor=na.org.lan,
        )  # fmt: skip


def test_the_decision_cites_in_full_leaves_open_what_the_plan_does_and_says_who_proposed(
    na: NaRi,
) -> None:
    fit_family(na, "Hoàng Văn An")
    province = LegalDocument.objects.create(
        kind="Kế hoạch", reference_number="94/KH-UBND", issued_on=dt.date(2026, 3, 13),
        issued_precision=DatePrecision.DAY, issuer="Ủy ban nhân dân tỉnh Thái Nguyên",
        title="Triển khai Phong trào “Cả nước thi đua”",
    )  # fmt: skip
    criteria = LegalDocument.objects.create(
        kind="Quyết định", reference_number="242/QĐ-KHVN", issued_on=dt.date(2022, 7, 28),
        issued_precision=DatePrecision.DAY, issuer="Hội Khuyến học Việt Nam",
        title="Ban hành Bộ tiêu chí công nhận danh hiệu “Gia đình học tập”",
    )  # fmt: skip
    for position, document in enumerate((province, criteria), start=1):
        na.campaign.legal_bases.create(document=document, position=position)
    LegalDocument.objects.filter(pk=na.campaign.document_id).update(
        kind="Kế hoạch", reference_number="", issued_on=dt.date(2026, 3, 1),
        issued_precision=DatePrecision.MONTH, issuer="Ủy ban nhân dân xã Na Rì",
    )  # fmt: skip
    na.year.campaign.refresh_from_db()
    title = register_of_titles.title("FAMILY")

    paper = title_decision_paper(na.year, title, title_results(na.year, title))

    assert paper.legal_basis == (
        ("Căn cứ Quyết định số 242/QĐ-KHVN ngày 28 tháng 7 năm 2022 của Hội Khuyến học Việt Nam "
        "ban hành Bộ tiêu chí công nhận danh hiệu “Gia đình học tập”"),
        ("Căn cứ Kế hoạch số 94/KH-UBND ngày 13 tháng 3 năm 2026 của Ủy ban nhân dân tỉnh "
        "Thái Nguyên về triển khai Phong trào “Cả nước thi đua”"),
        "Căn cứ Kế hoạch số … ngày … tháng 3 năm 2026 của Ủy ban nhân dân xã Na Rì",
        "Theo đề nghị của Trưởng phòng Văn hóa - Xã hội",
    )  # fmt: skip
    keeps_the_decree(paper)


def test_only_the_office_takes_the_draft_and_only_of_somebody(na: NaRi) -> None:
    nobody = given(na.org.minh, f"{DECIDE}&format=docx")
    fit_family(na, "Hoàng Văn An")

    assert nobody.status_code == 302
    assert given(na.org.pao, f"{DECIDE}&format=docx").status_code == 403
    page = given(na.org.minh, "/assessments/na-ri-2026/2026/recognition/?title=FAMILY")
    assert "Dự thảo quyết định (Word)" in page.content.decode()


def test_lan_looks_at_the_decision_in_words_that_are_tried_out(na: NaRi) -> None:
    kind = KINDS[TitlePaper.DECISION]
    assert kind.trial(na.org.lan, na.campaign, "") is None
    fit_family(na, "Hoàng Văn An")

    paper = kind.trial(na.org.lan, na.campaign, "")

    assert paper is not None
    assert "01 hộ gia đình" in words_in_both_forms(paper)[1]
