"""A report on its way: words of people, the check, numbers, a second version, what changed."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from core import clock, jobs
from core.errors import DomainError, StaleError
from documents import storage
from documents.enums import PaperState
from documents.services import numbering
from documents.services.signatories import name_signatory
from reports.models import AnnualReport, EditedPassage
from reports.papers.checking import Verdict, check_list
from reports.papers.passages import Passage, passages
from reports.papers.provenance import sources_of
from reports.papers.render import paper_of
from reports.papers.rich_text import from_html, to_html
from reports.services import building, editing, life
from tests.builders.recognitions import considered, recognised, title
from tests.builders.reports import Form, PlanYear, finished, hand_in
from tests.paper_words import docx_words, pdf_words
from tests.reports.stories import full_year
from tests.sending import send

WORD = (
    '<html xmlns:o="urn:x"><head><style>p{color:red}</style></head><body>'
    '<p class="MsoNormal" style="margin:0"><b>Xã</b> đã <span style="color:red">mở</span> 3 lớp'
    "<o:p></o:p></p><script>alert(1)</script><img src=file:///etc/passwd>"
    "<ul><li>Một</li><li><i>Hai</i></li></ul><table><tr><td>ô</td></tr></table></body></html>"
)


@pytest.fixture(autouse=True)
def _page_alone(settings: Settings) -> None:
    settings.FRAME_PROVIDERS = []


@pytest.fixture
def draft(na: PlanYear) -> AnnualReport:
    """The commune's draft of a full year."""
    full_year(na)
    return built(na)


def built(na: PlanYear) -> AnnualReport:
    return life.fetch(building.build(building.open_report(na.year, na.host).pk).pk)


def passage(report: AnnualReport, words: str) -> Passage:
    """The written passage that says this."""
    return next(one for one in passages(life.written(report).blocks) if words in one.text)


def edit(report: AnnualReport, key: str, html: str, who: User, seen: int = 0) -> None:
    editing.edit_passage(report, key, from_html(html), seen=seen, actor=who)
    jobs.run_all_due()


# ---------------------------------------------------------------- words of people


def test_pasted_word_becomes_the_papers_own_blocks_and_nothing_else() -> None:
    blocks = from_html(WORD)

    assert blocks == [
        ["p", [["Xã", True, False], [" đã mở 3 lớp", False, False]]],
        ["ul", [[["Một", False, False]], [["Hai", False, True]]]],
        ["p", [["ô", False, False]]],
    ]
    assert from_html(to_html(blocks)) == blocks
    hostile = from_html("<p>&lt;script&gt;1&lt;/script&gt;</p>")
    assert to_html(hostile) == "<p>&lt;script&gt;1&lt;/script&gt;</p>"
    for nothing in ("", "<p> </p>", "<script>a</script>"):
        with pytest.raises(DomainError, match="chưa có chữ"):
            from_html(nothing)


def test_edited_words_stand_in_both_files_and_outlive_a_rebuild(
    na: PlanYear, draft: AnnualReport
) -> None:
    org = na.org
    place = passage(draft, "đã nộp phiếu")
    edit(draft, place.key, "<p>Phong trào <b>lan rộng</b> tới mọi thôn.</p>", org.minh)
    hand_in(na, org.na_lac, org.sam, Form(figures={"households": "77", "people": "300"}))
    again = built(na)
    jobs.run_all_due()
    again = life.fetch(again.pk)

    assert again.pdf is not None
    assert again.docx is not None
    assert "Phong trào lan rộng tới mọi thôn." in pdf_words(storage.read(again.pdf.sha256))
    assert "Phong trào lan rộng tới mọi thôn." in docx_words(storage.read(again.docx.sha256))
    row = EditedPassage.objects.get()
    assert row.written_beside == place.digest
    assert passage(again, "đã nộp phiếu").digest != place.digest  # stale: figures moved
    assert again.files_for == life.content_hash(again)

    editing.drop_edit(again, place.key, actor=org.minh)
    jobs.run_all_due()
    plain = life.fetch(again.pk)
    assert plain.pdf is not None
    assert "lan rộng" not in pdf_words(storage.read(plain.pdf.sha256))


def test_two_people_on_one_passage_and_strangers(na: PlanYear, draft: AnnualReport) -> None:
    org = na.org
    key = passage(draft, "Gia đình học tập").key
    edit(draft, key, "<p>Một.</p>", org.minh)

    for seen in (0, 7):
        with pytest.raises(StaleError):
            edit(draft, key, "<p>Hai.</p>", org.hoa, seen)
    edit(draft, key, "<p>Hai.</p>", org.hoa, seen=1)
    for somebody in (org.nga, org.thuy, org.tuyet, org.pao, org.chi):
        with pytest.raises(PermissionDenied):
            edit(draft, key, "<p>Ba.</p>", somebody, seen=2)
    closed = finished(life.fetch(draft.pk), org.lan)
    with pytest.raises(DomainError, match="đã chốt"):
        edit(closed, key, "<p>Ba.</p>", org.minh, seen=2)


# ---------------------------------------------------------------- where numbers come from


def test_every_rate_of_the_models_leads_to_the_villages_figures(draft: AnnualReport) -> None:
    place = passage(draft, "“Gia đình học tập”:")
    figures = draft.figures or {}
    before = building.hash_of(figures)

    def found(number: int) -> list[str]:
        return sources_of(figures, lambda s: paper_of(s, draft.kind), place.key, number)

    assert found(0) == ["models.0.registered"]
    assert set(found(2)) == {"models.0.total", "models.0.registered"}
    assert found(9_999) == []
    assert building.hash_of(figures) == before


def test_a_number_on_the_page_leads_to_its_list(
    na: PlanYear, draft: AnnualReport, client: Client
) -> None:
    client.force_login(na.org.nga)
    page = client.get(f"/reports/{draft.pk}/text/").content.decode()
    links = re.findall(rf"/reports/{draft.pk}/text/[0-9a-f]{{16}}/figures/\?so=\d+", page)

    assert len(links) > 20
    body = client.get(links[0]).content.decode()
    assert "Nguồn của số" in body
    assert client.get(links[0].replace("?so=", "?so=9")).status_code in {200, 404}
    key = passage(draft, "“Gia đình học tập”:").key
    models = client.get(f"/reports/{draft.pk}/text/{key}/figures/?so=0").content.decode()
    assert "Thôn Bản Pò" in models
    client.force_login(na.org.chi)
    assert client.get(links[0]).status_code == 404


# ---------------------------------------------------------------- check


def test_the_list_finds_wrong_sums_bare_rates_and_numbers_typed_by_hand(
    na: PlanYear, draft: AnnualReport
) -> None:
    key = passage(draft, "Gia đình học tập").key
    edit(draft, key, "<p>Đạt 99% (1/2), hơn năm trước 12%. Có 4321 hộ.</p>", na.org.minh)
    report = life.fetch(draft.pk)
    figures = report.figures or {}
    figures["models"][0]["achieved"] += 1
    written = {one.key: one for one in passages(life.written(report).blocks)}
    lines = check_list(life.composed(report), figures, {key: written[key]}, [written[key]])
    found = {line.title: line for line in lines}

    assert [line.verdict for line in lines].count(Verdict.WRONG) == 2
    [rate] = found["Tỷ lệ ghi kèm tử số, mẫu số được tính đúng"].found
    assert "99% (1/2), tính ra 50,0%" in rate
    assert any(one.endswith(": 12%") for one in found["Tỷ lệ không kèm tử số, mẫu số"].found)
    assert "4321" in found["Số do người sửa ghi thêm"].found[0]
    clean = check_list(life.written(report), draft.figures or {}, {}, [])
    assert [line for line in clean if line.verdict == Verdict.WRONG] == []


def test_the_signer_named_at_the_check_stands_on_the_paper(
    na: PlanYear, draft: AnnualReport, client: Client
) -> None:
    org = na.org
    deputy = name_signatory(
        org.na_ri, name="Nông Thị Tuyên", lines=["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH"], from_on=dt.date(2026, 1, 1), to_on=None, basis="", actor=org.thuy,
    )  # fmt: skip
    client.force_login(org.minh)
    path = f"/reports/{draft.pk}/check/"
    assert "Nông Thị Tuyên" in client.get(path).content.decode()
    send(client, path, signatory=str(deputy.pk), seen=life.content_hash(draft))
    jobs.run_all_due()

    report = life.fetch(draft.pk)
    closed = building.freeze(report, actor=org.lan, figures_hash=report.figures_hash)
    assert closed.pdf is not None
    words = pdf_words(storage.read(closed.pdf.sha256))
    assert "KT. CHỦ TỊCH" in words
    assert "Nông Thị Tuyên" in words
    assert closed.paper is not None
    assert closed.paper.frozen_pdf == closed.pdf


# ---------------------------------------------------------------- after closing


def test_a_report_is_numbered_and_its_closed_bytes_stay(na: PlanYear, draft: AnnualReport) -> None:
    closed = finished(draft, na.org.lan)
    assert closed.paper is not None
    numbering.give_number(closed.paper, dated=clock.today(), actor=na.org.thuy)
    jobs.run_all_due()

    after = life.fetch(closed.pk)
    assert after.paper is not None
    assert after.paper.issued_pdf is not None
    assert "Số: 01/BC-UBND" in pdf_words(storage.read(after.paper.issued_pdf.sha256))
    assert after.pdf == closed.pdf


def test_figures_that_moved_are_told_and_a_second_version_lists_them(
    na: PlanYear, draft: AnnualReport, client: Client
) -> None:
    org = na.org
    first = finished(draft, org.lan)
    client.force_login(org.lan)
    quiet = client.get(f"/reports/{first.pk}/changes/").content.decode()
    assert "Có thay đổi sau khi chốt" not in quiet

    hand_in(na, org.na_lac, org.sam, Form(figures={"households": "77", "people": "300"}))
    told = client.get(f"/reports/{first.pk}/changes/").content.decode()
    assert "Có thay đổi sau khi chốt" in told
    assert "Nà Lạc" in told

    second = built(na)
    finished(second, org.lan)
    listed = client.get(f"/reports/{second.pk}/differences/").content.decode()
    assert "Bản 2 so với bản 1" in listed
    assert "Nà Lạc" in listed
    again = life.fetch(second.pk)
    assert again.paper is not None
    assert (again.paper.version, again.paper.replaces) == (2, first.paper)
    assert life.fetch(first.pk).pdf == first.pdf


def test_what_only_time_changes_is_no_change_of_a_closed_report(
    na: PlanYear, draft: AnnualReport, client: Client
) -> None:
    """A title runs out and a dossier grows old after the day for which the report was closed."""
    village_title = title("COMMUNITY_VILLAGE")
    recognised(village_title, na.org.ban_po, 2024, valid_to=dt.date(2027, 1, 31))
    considered(village_title, na.org.na_lac, 2025)
    first = finished(built(na), na.org.lan)
    clock.set_business_day(dt.date(2028, 3, 1))
    client.force_login(na.org.lan)

    quiet = client.get(f"/reports/{first.pk}/changes/").content.decode()

    assert "Có thay đổi sau khi chốt" not in quiet


def test_new_figures_take_a_checked_draft_back(na: PlanYear, draft: AnnualReport) -> None:
    checked = life.check(draft, actor=na.org.minh)
    assert checked.paper is not None
    assert checked.paper.state == PaperState.CHECKED
    same = built(na)
    assert same.paper is not None
    assert same.paper.state == PaperState.CHECKED
    hand_in(na, na.org.na_lac, na.org.sam, Form(figures={"households": "77", "people": "300"}))

    moved = built(na)
    assert moved.paper is not None
    assert moved.paper.state == PaperState.DRAFT
