"""The office's other papers: who is missing is named, villages are complete, years side by side."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from documents.paper import rules_for
from reports.models import AnnualReport
from reports.papers.office import PAPERS
from reports.papers.render import as_docx, as_pdf
from reports.services import building
from tests.builders.reports import PlanYear
from tests.documents.nd30_checker import findings
from tests.documents.nd30_docx import read_docx
from tests.documents.nd30_pdf import read_pdf
from tests.reports.reading import pdf_words
from tests.reports.stories import full_year

SAID = {
    "don-doc": ("V/v đôn đốc nộp phiếu tự đánh giá", "3/5 đơn vị", "Thôn Nà Lạc",
                "Trường Tiểu học Yến Lạc", "TL. CHỦ TỊCH"),
    "theo-thon": ("BẢNG TỔNG HỢP", "Bản Pò", "Nà Lạc", "Tổng cộng", "NGƯỜI LẬP BIỂU"),
    "nhieu-nam": ("giai đoạn 2025 - 2026", "“Gia đình học tập” qua các năm", "56,1"),
}  # fmt: skip


@pytest.mark.parametrize("name", list(PAPERS))
def test_paper_says_what_is_so_and_keeps_the_decree(na: PlanYear, name: str) -> None:
    full_year(na)
    today = building.snapshot_of(na.year, na.host, "commune_report")

    paper = PAPERS[name]([today | {"year": 2025}, today])
    pdf = as_pdf(paper)

    assert findings(read_pdf(pdf), rules_for(paper)) == []
    assert findings(read_docx(as_docx(paper)), rules_for(paper)) == []
    words = pdf_words(pdf)
    assert [one for one in SAID[name] if one.lower() not in words.lower()] == []


def test_office_takes_a_draft_and_nothing_is_kept(na: PlanYear, client: Client) -> None:
    full_year(na)
    address = reverse("reports:office_paper", args=[na.year.pk, "don-doc", "docx"])

    client.force_login(na.org.lan)
    answer = client.get(address)
    unknown = client.get(address.replace("don-doc", "khong-co"))
    client.force_login(na.org.khoa)
    refused = client.get(address)

    assert (answer.status_code, unknown.status_code, refused.status_code) == (200, 404, 403)
    assert "Cong-van-don-doc" in answer.headers["Content-Disposition"]
    assert not AnnualReport.objects.exists()
