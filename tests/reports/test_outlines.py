"""The office leader words the consolidated report: refused when broken, kept by version."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from core.errors import DomainError, StaleError
from core.models import AuditEvent
from documents.paper import Heading, Paragraph
from reports.models import ReportOutline
from reports.papers.outline import DEFAULT
from reports.papers.render import paper_of
from reports.services import building
from reports.services.outlines import latest, write_outline
from tests.builders.reports import PlanYear
from tests.reports.stories import full_year
from tests.sending import send

SHORT = """# Kết quả của {{don_vi}}
[[tinh_hinh_nop]]
[[tieu_chi]]
[[chi_tieu]]
Xã đề nghị tỉnh quan tâm năm {{nam_sau}}.
"""


def words_of(na: PlanYear) -> list[str]:
    snapshot = building.snapshot_of(na.year, na.host, "commune_report")
    return [
        block.text if isinstance(block, Heading) else block.runs[0].text
        for block in paper_of(snapshot, "commune_report").blocks
        if isinstance(block, Heading | Paragraph)
    ]


def test_report_is_worded_as_the_office_wrote_and_as_before_when_restored(na: PlanYear) -> None:
    full_year(na)
    usual = words_of(na)

    first = write_outline(na.campaign, SHORT, seen=0, actor=na.org.lan)
    worded = words_of(na)
    second = write_outline(na.campaign, DEFAULT, seen=1, actor=na.org.lan)

    assert (first.version, second.version, second.text) == (1, 2, "")
    assert worded[0] == "Kết quả của Xã Na Rì"
    assert worded[-1] == "Xã đề nghị tỉnh quan tâm năm 2027."
    assert "Bài học kinh nghiệm" in usual
    assert "Bài học kinh nghiệm" not in worded
    assert words_of(na) == usual
    assert AuditEvent.objects.filter(action="reports.outline").count() == 2


def test_broken_stale_and_forbidden_outlines_write_nothing(na: PlanYear) -> None:
    with pytest.raises(DomainError, match=r"Dòng 2: không có trường tên “x”"):
        write_outline(na.campaign, SHORT.replace("[[tinh", "{{x}}\n[[tinh"), seen=0,
                      actor=na.org.lan)  # fmt: skip
    with pytest.raises(StaleError):
        write_outline(na.campaign, SHORT, seen=4, actor=na.org.lan)
    with pytest.raises(PermissionDenied):
        write_outline(na.campaign, SHORT, seen=0, actor=na.org.khoa)

    assert latest(na.campaign) is None


def test_page_edits_previews_and_lists_versions(na: PlanYear, client: Client) -> None:
    client.force_login(na.org.lan)
    address = reverse("reports:outline", args=[na.campaign.slug])
    shown = client.get(address).content.decode()

    looked = client.post(
        reverse("reports:outline_preview", args=[na.campaign.slug]), {"text": SHORT, "seen": 0}
    )
    broken = send(client, address, text="# Chỉ có đề mục", seen=0)
    assert not ReportOutline.objects.exists()
    saved = send(client, address, text=SHORT, seen=0)

    assert "[[tinh_hinh_nop]]" in shown
    assert "Lời văn và dàn ý không có lỗi" in looked.content.decode()
    assert "Dòng 1: thiếu khối bắt buộc [[chi_tieu]]" in broken.content.decode()
    assert saved.status_code == 302
    assert "Bản 1" in client.get(address).content.decode()
