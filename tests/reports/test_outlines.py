"""The office leader words the campaign's papers: refused when broken, kept by version."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from campaigns.models import PaperOutline
from campaigns.selectors.outlines import latest_outline
from campaigns.services.outlines import write_outline
from core import clock
from core.errors import DomainError, StaleError
from core.models import AuditEvent
from documents import storage
from documents.outlines import read_outline
from documents.paper import Heading, Paper, Paragraph, Table, rules_for
from reports.papers.kinds import KINDS
from reports.papers.render import TEMPLATES, as_docx, as_pdf, paper_of
from reports.services import building
from tests.builders.reports import PlanYear, finished
from tests.documents.nd30_checker import findings
from tests.documents.nd30_docx import read_docx
from tests.documents.nd30_pdf import read_pdf
from tests.org import Org
from tests.paper_words import pdf_words
from tests.reports.stories import full_year
from tests.sending import send
from units.models import Unit

SHORT = """# Kết quả của {{don_vi}}
[[tinh_hinh_nop]]
[[tieu_chi]]
[[chi_tieu]]
Xã đề nghị tỉnh quan tâm năm {{nam_sau}}.
"""
SHEET = """Trích yếu: Bản tự đánh giá của {{don_vi}}
[[tinh_hinh_nop]]
# Tiêu chí
[[tieu_chi]]
# Số liệu của {{don_vi}}
[[so_lieu]]
[[tu_tham_dinh]]
Đề nghị xã xem xét, {{nam}}.
"""
# Another wording of each kind, and what it makes the paper say.
REWORDED = {
    "commune_report": (SHORT, "Xã đề nghị tỉnh quan tâm năm 2027."),
    "agency_report": (SHEET, "Bản tự đánh giá của Văn phòng HĐND và UBND"),
    "village_sheet": (SHEET, "SỐ LIỆU CỦA THÔN BẢN PÒ, XÃ NA RÌ"),
    "reminder": (
        "{{co_quan}} thông báo:\n[[don_vi_chua_nop]]\nĐề nghị nộp trước ngày 30/11.",
        "Đề nghị nộp trước ngày 30/11.",
    ),
    "by_village": (
        "Trích yếu: Tổng hợp {{nam}}\n[[bang_theo_thon]]\nCâu kết: Bảng này gửi kèm báo cáo",
        "Bảng này gửi kèm báo cáo",
    ),
    "several_years": (
        "# Mô hình\n[[nguon_so_lieu]]\n[[mo_hinh_qua_cac_nam]]\n# Bài học\n- Giao việc rõ người",
        "Giao việc rõ người",
    ),
}


@pytest.fixture(autouse=True)
def _page_alone(settings: Settings) -> None:
    settings.FRAME_PROVIDERS = []


def unit_of(org: Org, kind: str) -> Unit:
    """Whose paper of this kind the tests look at."""
    return {"agency_report": org.agency, "village_sheet": org.ban_po}.get(kind, org.na_ri)


def paper(na: PlanYear, kind: str) -> Paper:
    """The paper of today."""
    return paper_of(building.snapshot_of(na.year, unit_of(na.org, kind), kind), kind)


def words_of(na: PlanYear) -> list[str]:
    return [
        block.text if isinstance(block, Heading) else block.runs[0].text
        for block in paper(na, "commune_report").blocks
        if isinstance(block, Heading | Paragraph)
    ]


def test_report_is_worded_as_the_office_wrote_and_as_before_when_restored(na: PlanYear) -> None:
    full_year(na)
    usual = words_of(na)
    default = TEMPLATES["commune_report"].default

    first = write_outline(na.campaign, KINDS["commune_report"], SHORT, seen=0, actor=na.org.lan)
    worded = words_of(na)
    second = write_outline(na.campaign, KINDS["commune_report"], default, seen=1, actor=na.org.lan)

    assert (first.version, second.version, second.text) == (1, 2, "")
    assert worded[0] == "Kết quả của Xã Na Rì"
    assert worded[-1] == "Xã đề nghị tỉnh quan tâm năm 2027."
    assert "Bài học kinh nghiệm" in usual
    assert "Bài học kinh nghiệm" not in worded
    assert words_of(na) == usual
    assert AuditEvent.objects.filter(action="campaigns.outline_written").count() == 2


@pytest.mark.look
@pytest.mark.parametrize("kind", list(TEMPLATES))
def test_the_products_own_outline_has_no_fault_and_writes_the_paper(
    na: PlanYear, kind: str
) -> None:
    full_year(na)
    template = TEMPLATES[kind]

    assert read_outline(template.default, template.vocabulary).faults == ()
    assert set(template.writers) == set(template.vocabulary.blocks)
    usual = paper(na, kind)
    assert findings(read_pdf(as_pdf(usual)), rules_for(usual)) == []


@pytest.mark.look
@pytest.mark.parametrize("kind", list(TEMPLATES))
def test_each_kind_is_worded_for_itself_and_keeps_the_decree(na: PlanYear, kind: str) -> None:
    full_year(na)
    before = {other: paper(na, other) for other in TEMPLATES}
    text, said = REWORDED[kind]

    write_outline(na.campaign, KINDS[kind], text, seen=0, actor=na.org.lan)

    after = {other: paper(na, other) for other in TEMPLATES}
    assert [other for other in TEMPLATES if before[other] != after[other]] == [kind]
    assert findings(read_pdf(as_pdf(after[kind])), rules_for(after[kind])) == []
    assert findings(read_docx(as_docx(after[kind])), rules_for(after[kind])) == []
    assert said in pdf_words(as_pdf(after[kind]))


@pytest.mark.parametrize("kind", list(TEMPLATES))
def test_a_broken_outline_of_any_kind_is_refused_with_line_and_reason(
    na: PlanYear, kind: str
) -> None:
    text = TEMPLATES[kind].default.replace("[[", "{{khong_co}}\n[[", 1)
    line = text.splitlines().index("{{khong_co}}") + 1

    with pytest.raises(DomainError, match=rf"Dòng {line}: không có trường tên “khong_co”"):
        write_outline(na.campaign, KINDS[kind], text, seen=0, actor=na.org.lan)
    with pytest.raises(DomainError, match="thiếu khối bắt buộc"):
        write_outline(na.campaign, KINDS[kind], "# Chỉ có đề mục", seen=0, actor=na.org.lan)

    assert latest_outline(na.campaign, kind) is None


def test_a_heading_of_a_sheet_over_nothing_is_left_out(na: PlanYear) -> None:
    """The school's form has not been begun: nothing was written in words."""
    full_year(na)
    snapshot = building.snapshot_of(na.year, na.org.school, "agency_report") | {"criteria": []}

    headings = [
        one.text for one in paper_of(snapshot, "agency_report").blocks if isinstance(one, Heading)
    ]

    assert headings == ["Số liệu trong năm"]


def test_a_closed_sheet_keeps_the_words_it_had(na: PlanYear) -> None:
    full_year(na)
    sheet = building.build(building.open_report(na.year, na.org.ban_po).pk)
    closed = finished(sheet, na.org.pao)
    write_outline(na.campaign, KINDS["village_sheet"], SHEET, seen=0, actor=na.org.lan)

    assert paper_of(closed.figures or {}, closed.kind).abstract.startswith("Kết quả thực hiện")
    assert closed.pdf is not None
    assert "Bản tự đánh giá của" not in pdf_words(storage.read(closed.pdf.sha256))


def test_broken_stale_and_forbidden_outlines_write_nothing(na: PlanYear) -> None:
    broken = SHORT.replace("[[tinh", "{{x}}\n[[tinh")
    with pytest.raises(DomainError, match=r"Dòng 2: không có trường tên “x”"):
        write_outline(na.campaign, KINDS["commune_report"], broken, seen=0, actor=na.org.lan)
    with pytest.raises(StaleError):
        write_outline(na.campaign, KINDS["commune_report"], SHORT, seen=4, actor=na.org.lan)
    with pytest.raises(PermissionDenied):
        write_outline(na.campaign, KINDS["commune_report"], SHORT, seen=0, actor=na.org.khoa)

    assert latest_outline(na.campaign, "commune_report") is None


def test_page_edits_previews_and_lists_versions(na: PlanYear, client: Client) -> None:
    client.force_login(na.org.lan)
    address = reverse("reports:outline", args=[na.campaign.slug])
    shown = client.get(address).content.decode()

    looked = client.post(
        reverse("reports:outline_preview", args=[na.campaign.slug]), {"text": SHORT, "seen": 0}
    )
    broken = send(client, address, text="# Chỉ có đề mục", seen=0)
    assert not PaperOutline.objects.exists()
    saved = send(client, address, text=SHORT, seen=0)

    assert "[[tinh_hinh_nop]]" in shown
    assert "Lời văn và dàn ý không có lỗi" in looked.content.decode()
    assert "Dòng 1: thiếu khối bắt buộc [[chi_tieu]]" in broken.content.decode()
    assert saved.status_code == 302
    assert "Bản 1" in client.get(address).content.decode()


def test_the_page_of_a_villages_sheet_edits_that_and_nothing_else(
    na: PlanYear, client: Client
) -> None:
    full_year(na)
    building.build(building.open_report(na.year, na.org.ban_po).pk)
    client.force_login(na.org.lan)
    address = reverse("reports:outline", args=[na.campaign.slug]) + "?paper=village_sheet"
    look = reverse("reports:outline_preview", args=[na.campaign.slug]) + "?paper=village_sheet"

    shown = client.get(address).content.decode()
    looked = client.post(look, {"text": SHEET, "seen": 0}).content.decode()
    saved = send(client, address, text=SHEET, seen=0)

    assert "[[noi_dung_viet]]" in shown
    assert "[[chi_tieu]]" not in shown
    assert "SỐ LIỆU CỦA THÔN BẢN PÒ, XÃ NA RÌ" in looked
    assert saved["Location"] == address
    assert PaperOutline.objects.get().paper == "village_sheet"
    again = client.get(f"{address}&version=1").content.decode()
    assert "Bản tự đánh giá của {{don_vi}}" in again
    assert "[[noi_dung_viet]]" in client.get(f"{address}&default=1").content.decode()
    assert client.get(address.replace("village_sheet", "khong_co")).status_code == 404


@pytest.mark.parametrize("versions", [1, 3, 50])
def test_the_page_takes_the_same_queries_whatever_its_versions(
    na: PlanYear, client: Client, django_assert_num_queries: DjangoAssertNumQueries, versions: int
) -> None:
    """The user, the business day, the roles, the campaign, the text in force, its versions."""
    for number in range(versions):
        PaperOutline.objects.create(
            campaign=na.campaign, paper="reminder", version=number + 1, text="x",
            written_at=clock.now(), written_by=na.org.lan,
        )  # fmt: skip
    client.force_login(na.org.lan)
    address = reverse("reports:outline", args=[na.campaign.slug]) + "?paper=reminder"
    client.get(address)

    with django_assert_num_queries(6):
        client.get(address)


def test_a_table_stays_a_table_whatever_stands_around_it(na: PlanYear) -> None:
    full_year(na)
    text, _said = REWORDED["by_village"]
    write_outline(na.campaign, KINDS["by_village"], text, seen=0, actor=na.org.lan)

    assert sum(isinstance(one, Table) for one in paper(na, "by_village").blocks) == 1


def test_lan_finds_the_words_of_every_paper_on_the_page_of_the_year(
    na: PlanYear, client: Client
) -> None:
    page = reverse("campaigns:year_detail", args=[na.campaign.slug, na.year.year])
    here = reverse("reports:outline", args=[na.campaign.slug])

    client.force_login(na.org.lan)
    assert f'<a href="{here}">Mẫu giấy tờ</a>' in client.get(page).content.decode()
    outlines = client.get(here).content.decode()
    client.force_login(na.org.minh)
    assert here not in client.get(page).content.decode()

    assert all(f"?paper={code}" in outlines for code in KINDS)
