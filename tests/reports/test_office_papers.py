"""The office's other papers: who is missing is named, villages are complete, years side by side."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from assessments.standing import standings
from campaigns.models import DutyDelivery
from core import clock, jobs
from core.errors import DomainError
from core.once import new_key
from documents import storage
from documents.enums import PaperState, Purpose
from documents.models import IssuedPaper
from documents.paper import rules_for
from documents.services import afterwards, numbering
from reports.models import AnnualReport
from reports.papers.render import as_docx, as_pdf, paper_of
from reports.services import building, life
from reports.snapshots.common import Snapshot
from tests.builders.assessments import ON_PAPER
from tests.builders.reports import Form, PlanYear, ban_dan_toc_year, finished, hand_in
from tests.documents.nd30_checker import findings
from tests.documents.nd30_docx import read_docx
from tests.documents.nd30_pdf import read_pdf
from tests.documents.papers import LONG_NAME
from tests.org import Org
from tests.paper_words import docx_words, pdf_words
from tests.reports.stories import full_year

SAID = {
    "reminder": ("V/v đôn đốc nộp phiếu tự đánh giá", "2/4 đơn vị", "Thôn Nà Lạc",
                 "Trường Tiểu học Yến Lạc", "TL. CHỦ TỊCH"),
    "by_village": ("BẢNG TỔNG HỢP", "Bản Pò", "Nà Lạc", "Tổng cộng", "NGƯỜI LẬP BIỂU"),
    "several_years": ("Sơ kết", "giai đoạn 2025 - 2026", "“Gia đình học tập” qua các năm", "56,1",
                      "năm 2025 tính đến ngày 30/11/2025"),
}  # fmt: skip
OFFICE = list(SAID)


@pytest.fixture(autouse=True)
def _page_alone(settings: Settings) -> None:
    settings.FRAME_PROVIDERS = []


def drafted(na: PlanYear, kind: str) -> AnnualReport:
    """The draft that Minh asks for and the job builds."""
    asked = building.request_build(na.year, na.host, kind=kind, actor=na.org.minh)
    jobs.run_all_due()
    return life.fetch(asked.pk)


def figures(na: PlanYear, kind: str) -> Snapshot:
    """Today's figures of the paper; the review of several years has one year before."""
    found = building.snapshot_of(na.year, na.host, kind)
    if kind == "several_years":
        found["years"] = [{"year": 2025, "on": "2025-11-30", "models": found["models"]}]
    return found


def keeps_the_decree(snapshot: Snapshot, kind: str) -> None:
    paper = paper_of(snapshot, kind)
    assert findings(read_pdf(as_pdf(paper)), rules_for(paper)) == []
    assert findings(read_docx(as_docx(paper)), rules_for(paper)) == []


def hostile(snapshot: Snapshot, rows: int) -> Snapshot:
    """An issuer of more than 120 letters, and so many villages."""
    names = [f"Thôn {n} {LONG_NAME if n < 9 else 'Hát Deng'}" for n in range(1, rows + 1)]
    village = {"state": "counted", "title": True, "not_applicable": [], "none": []}
    given: dict[str, Any] = {
        "unit": snapshot["unit"] | {"name": LONG_NAME, "letterhead": "", "type": "agency"},
        "rates": {"submitted": [0, rows]},
        "missing": [{"unit": one, "last_day": "2026-11-25", "status": ""} for one in names],
        "villages": [
            dict.fromkeys(_codes(snapshot), 1_234) | village | {"name": one} for one in names
        ],
        "models": [
            {"name": one, "total": None, "registered": 0, "achieved": None} for one in names[:12]
        ],
    }
    return snapshot | {key: value for key, value in given.items() if key in snapshot}


def _codes(snapshot: Snapshot) -> list[str]:
    rows = snapshot.get("villages") or [{}]
    return [key for key, value in rows[0].items() if value is None or isinstance(value, int)]


@pytest.mark.parametrize("kind", OFFICE)
def test_paper_says_what_is_so_and_keeps_the_decree(na: PlanYear, kind: str) -> None:
    full_year(na)
    snapshot = figures(na, kind)

    keeps_the_decree(snapshot, kind)

    words = pdf_words(as_pdf(paper_of(snapshot, kind)))
    assert [one for one in SAID[kind] if one.lower() not in words.lower()] == []


@pytest.mark.look
@pytest.mark.parametrize("rows", [0, 1, 400])
@pytest.mark.parametrize("kind", OFFICE)
def test_long_names_many_villages_and_none_keep_the_decree(
    na: PlanYear, kind: str, rows: int
) -> None:
    full_year(na)

    keeps_the_decree(hostile(figures(na, kind), rows), kind)


# ---------------------------------------------------------------- its life


def test_minhs_reminder_is_checked_closed_numbered_and_names_who_is_missing(
    na: PlanYear,
) -> None:
    full_year(na)
    draft = drafted(na, "reminder")

    closed = finished(draft, na.org.lan)
    assert closed.paper is not None
    numbering.give_number(closed.paper, dated=clock.today(), actor=na.org.thuy)
    jobs.run_all_due()

    paper = IssuedPaper.objects.get()
    assert (paper.state, paper.type_code, paper.body) == (PaperState.NUMBERED, "CV", "UBND")
    assert paper.number_words == "01/UBND-VHXH"
    assert paper.issued_pdf is not None
    assert paper.issued_docx is not None
    for words in (
        pdf_words(storage.read(paper.issued_pdf.sha256)),
        docx_words(storage.read(paper.issued_docx.sha256)),
    ):
        assert "Số: 01/UBND-VHXH" in words
        assert "Thôn Nà Lạc (đang nhập, hạn nộp 25/11/2026)." in words
    assert not DutyDelivery.objects.filter(unit=na.host).exclude(received_on=None).exists()


def test_a_letter_to_nobody_is_not_written(na: PlanYear, client: Client) -> None:
    org = na.org
    for unit, head in ((org.ban_po, org.pao), (org.na_lac, org.sam), (org.agency, org.khoa),
                       (org.school, org.ngoc), (org.na_ri, org.lan)):  # fmt: skip
        hand_in(na, unit, head, Form())
    client.force_login(org.minh)
    address = reverse("reports:build", args=[na.year.pk, na.host.pk])

    answer = client.post(
        address, {"kind": "reminder", "idempotency_key": new_key()}, follow=True
    ).content.decode()

    assert "không có đơn vị nào để đôn đốc" in answer
    assert not AnnualReport.objects.exists()


def test_the_office_does_not_remind_itself_and_addresses_only_who_is_missing(na: PlanYear) -> None:
    full_year(na)
    assert na.host in [row.participation.unit for row in standings(na.year, clock.today())]

    letter = paper_of(figures(na, "reminder"), "reminder")
    said = "\n".join(map(str, letter.blocks))
    assert "2/4 đơn vị" in said
    assert "Xã Na Rì" not in said
    assert letter.addressees == (
        "Thủ trưởng các cơ quan, đơn vị; trưởng các thôn có tên trong văn bản này",
    )

    hand_in(na, na.org.na_lac, na.org.minh, how=ON_PAPER)
    (addressee,) = paper_of(figures(na, "reminder"), "reminder").addressees
    assert addressee == "Thủ trưởng các cơ quan, đơn vị có tên trong văn bản này"


def test_a_reminder_that_names_somebody_who_handed_in_meanwhile_is_not_closed(
    na: PlanYear,
) -> None:
    full_year(na)
    checked = life.check(drafted(na, "reminder"), actor=na.org.minh)
    jobs.run_all_due()
    hand_in(na, na.org.na_lac, na.org.sam, Form())

    with pytest.raises(DomainError, match="Số liệu đã thay đổi"):
        building.freeze(checked, actor=na.org.lan, figures_hash=checked.figures_hash)


def test_what_a_village_adds_to_its_text_makes_no_reminder_old(na: PlanYear) -> None:
    """The reminder holds what stands on it, so other figures do not keep it from being closed."""
    full_year(na)
    draft = drafted(na, "reminder")

    assert set(draft.figures or {}) >= {"rates", "missing"}
    assert not {"villages", "models", "voices"} & set(draft.figures or {})


def test_the_table_by_village_is_closed_without_a_number(na: PlanYear) -> None:
    """A table is no paper of the decree's numbered types."""
    full_year(na)
    draft = drafted(na, "by_village")

    with pytest.raises(PermissionDenied):
        building.freeze(draft, actor=na.org.minh, figures_hash=draft.figures_hash)
    closed = building.freeze(draft, actor=na.org.lan, figures_hash=draft.figures_hash)

    assert (closed.state, closed.paper) == ("frozen", None)
    assert closed.pdf is not None
    assert "DỰ THẢO" not in pdf_words(storage.read(closed.pdf.sha256))


def test_the_review_of_years_takes_last_years_figures_from_its_own_report(na: PlanYear) -> None:
    full_year(na)
    last = finished(building.build(building.open_report(na.year, na.host).pk), na.org.lan)
    reminder = drafted(na, "reminder")
    finished(reminder, na.org.lan)
    next_year = na.campaign.years.create(year=2027)
    clock.set_business_day(dt.date(2027, 11, 28))

    asked = building.request_build(next_year, na.host, kind="several_years", actor=na.org.minh)
    jobs.run_all_due()
    draft = life.fetch(asked.pk)
    figures_of_years = draft.figures or {}

    assert [one["year"] for one in figures_of_years["years"]] == [2026]
    assert figures_of_years["years"][0]["models"] == (last.figures or {})["models"]
    assert draft.paper is not None
    assert draft.paper.symbol == "BC-UBND"
    assert draft.pdf is not None
    assert "giai đoạn 2026 - 2027" in pdf_words(storage.read(draft.pdf.sha256))
    before = building.snapshot_of(next_year, na.host, "commune_report")["previous"]
    assert before == (last.figures or {})["models"]  # not the reminder's


def test_the_review_says_which_years_have_a_report_and_takes_this_years_when_it_is_frozen(
    na: PlanYear,
) -> None:
    full_year(na)
    clock.set_business_day(dt.date(2026, 12, 2))
    early = drafted(na, "several_years")
    assert early.pdf is not None
    said = pdf_words(storage.read(early.pdf.sha256))
    assert "Số liệu năm 2026 tổng hợp từ các phiếu đến ngày 02/12/2026" in said
    assert "lấy từ báo cáo tổng hợp" not in said

    finished(building.build(building.open_report(na.year, na.host).pk), na.org.lan)
    clock.set_business_day(dt.date(2026, 12, 20))
    late = drafted(na, "several_years")
    assert late.pdf is not None
    said = pdf_words(storage.read(late.pdf.sha256))
    assert "báo cáo tổng hợp của năm đó: năm 2026 tính đến ngày 02/12/2026." in said


def test_a_numbered_letter_is_recalled_by_a_letter_of_the_same_body(na: PlanYear) -> None:
    full_year(na)
    closed = finished(drafted(na, "reminder"), na.org.lan)
    assert closed.paper is not None
    numbered = numbering.give_number(closed.paper, dated=clock.today(), actor=na.org.thuy)

    recall = afterwards.write(numbered, Purpose.RECALL, {"reason": "Gửi nhầm."}, actor=na.org.lan)

    assert recall.symbol == "UBND-VHXH"
    assert recall.title.startswith("Công văn thu hồi Công văn số 01/UBND-VHXH ngày")


# ---------------------------------------------------------------- pages


def test_minh_finds_every_paper_on_the_units_page_and_has_one_built(
    na: PlanYear, client: Client
) -> None:
    full_year(na)
    client.force_login(na.org.minh)
    here = reverse("reports:unit", args=[na.host.pk])
    address = reverse("reports:build", args=[na.year.pk, na.host.pk])

    shown = client.get(here).content.decode()
    asked = client.post(address, {"kind": "reminder", "idempotency_key": new_key()})
    jobs.run_all_due()
    report = AnnualReport.objects.get()
    page = client.get(asked["Location"]).content.decode()

    for name in ("Báo cáo tổng hợp năm", "Công văn đôn đốc", "Bảng tổng hợp theo thôn",
                 "Báo cáo sơ kết, tổng kết"):  # fmt: skip
        assert f">{name}</h3>" in shown
    assert report.kind == "reminder"
    nudge = client.get(reverse("assessments:nudge", args=[na.campaign.slug, 2026])).content.decode()
    assert f'href="{here}#reminder-{na.year.pk}"' in nudge
    assert f'id="reminder-{na.year.pk}"' in shown
    assert "Trường Tiểu học Yến Lạc; Thôn Nà Lạc" in page
    assert "Số liệu tạm tính" not in page
    for name in ("text", "check", "tables"):
        assert client.get(reverse(f"reports:{name}", args=[report.pk])).status_code == 200
    assert (
        "Công văn đôn đốc"
        in client.get(f"{reverse('reports:list')}?kind=reminder").content.decode()
    )


@pytest.mark.parametrize("kind", OFFICE)
def test_every_page_of_each_paper_answers_before_and_after_it_is_closed(
    na: PlanYear, client: Client, kind: str
) -> None:
    full_year(na)
    draft = drafted(na, kind)
    client.force_login(na.org.lan)

    def page(name: str) -> str:
        answer = client.get(reverse(f"reports:{name}", args=[draft.pk]))
        assert answer.status_code == 200, name
        return str(answer.content.decode())

    text = page("text")
    for link in re.findall(r'href="(/reports/[^"]+/figures/[^"]*)"', text)[:3]:
        assert client.get(link.replace("&amp;", "&")).status_code == 200
    assert client.get(reverse("reports:tables", args=[draft.pk])).status_code == 200
    assert f"?paper={kind}" in page("detail")
    assert ("Tải bảng biểu (Excel)" in page("detail")) == (kind != "reminder")
    finished(draft, na.org.lan)
    assert "Xem câu chữ" in page("text")
    assert "Lập bản mới để phát hành lại" in page("detail")
    assert "Có thay đổi sau khi chốt" not in page("changes")

    clock.set_business_day(clock.today() + dt.timedelta(days=9))
    assert "Có thay đổi sau khi chốt" not in page("changes")
    hand_in(na, na.org.na_lac, na.org.sam, Form(figures={"households": "77", "people": "300"}))
    # The models rest on the commune's own form, which stays.
    moves = kind != "several_years"
    assert ("Có thay đổi sau khi chốt" in page("changes")) is moves


@pytest.mark.parametrize(
    ("who", "unit", "kind", "status"),
    [
        ("pao", "ban_po", "reminder", 404),  # a village has no such paper
        ("lan", "na_ri", "agency_report", 404),
        ("lan", "na_ri", "khong-co", 404),
        ("pao", "na_ri", "reminder", 404),
        ("thuy", "na_ri", "reminder", 403),
        ("nga", "na_ri", "reminder", 403),
        ("chi", "na_ri", "reminder", 404),
        ("lan", "na_ri", "by_village", 302),
    ],
)
def test_only_the_office_has_its_papers_built(
    na: PlanYear, client: Client, who: str, unit: str, kind: str, status: int
) -> None:
    client.force_login(getattr(na.org, who))
    address = reverse("reports:build", args=[na.year.pk, getattr(na.org, unit).pk])

    answer = client.post(address, {"kind": kind, "idempotency_key": new_key()})

    assert answer.status_code == status
    assert AnnualReport.objects.exists() is (status == 302)


def test_an_agencys_campaign_has_no_table_by_village(org: Org, client: Client) -> None:
    bdt = ban_dan_toc_year(org)
    client.force_login(bdt.leader)

    shown = client.get(reverse("reports:unit", args=[bdt.host.pk])).content.decode()

    assert "Công văn đôn đốc" in shown
    assert "Bảng tổng hợp theo thôn" not in shown
