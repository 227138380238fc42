"""A number on the page leads to the figures behind it, and one that has none leads nowhere."""

from __future__ import annotations

import copy
import re

import pytest
from django.test import Client
from pytest_django import Settings

from assessments.services.submission import Submission
from reports.models import AnnualReport
from reports.papers.passages import passages
from reports.papers.provenance import NUMBER, followable, sources_of
from reports.papers.render import paper_of
from reports.services import building, life
from tests.builders.reports import Form, PlanYear, hand_in
from tests.reports.stories import full_year


@pytest.fixture(autouse=True)
def _page_alone(settings: Settings) -> None:
    settings.FRAME_PROVIDERS = []


@pytest.fixture
def draft(na: PlanYear) -> AnnualReport:
    """The commune's draft of a full year."""
    full_year(na)
    return life.fetch(building.build(building.open_report(na.year, na.host).pk).pk)


def place_of(report: AnnualReport, sentence: str) -> tuple[str, int]:
    """Where the number between the marks stands: passage and place among its numbers."""
    before, number, after = sentence.split("*")
    for one in passages(life.written(report).blocks):
        at = one.text.find(before + number + after)
        if at >= 0:
            return one.key, len(NUMBER.findall(one.text[: at + len(before)]))
    raise AssertionError(sentence)


def sources(report: AnnualReport, sentence: str) -> list[str]:
    key, place = place_of(report, sentence)
    return sources_of(report.figures or {}, lambda s: paper_of(s, report.kind), key, place)


def links(client: Client, report: AnnualReport) -> set[tuple[str, int]]:
    """Every number that is a link on the page of the words."""
    page = client.get(f"/reports/{report.pk}/text/").content.decode()
    found = re.findall(r"/text/([0-9a-f]{16})/figures/\?so=(\d+)", page)
    return {(key, int(place)) for key, place in found}


def test_years_days_and_ages_are_no_links(
    na: PlanYear, draft: AnnualReport, client: Client
) -> None:
    client.force_login(na.org.nga)
    found = links(client, draft)

    for sentence in (
        "số liệu tính đến ngày *28*/11/2026",
        "Quyết định số *203*/QĐ-UBND",
        "thi đua năm *2026* có",
        "người từ *15* tuổi trở lên",
    ):
        assert place_of(draft, sentence) not in found, sentence
    for sentence in ("Còn *2* đơn vị chưa nộp", "“Gia đình học tập”: *60*/98"):
        assert place_of(draft, sentence) in found, sentence


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Còn *2* đơn vị chưa nộp", ["missing"]),
        ("*1* đơn vị không có thời hạn", ["rates.undated"]),
        ("*1* phiếu đang thẩm định", ["rates.states.in_review"]),
        ("*1* phiếu chờ thẩm định", ["rates.states.submitted"]),
        ("đơn vị (50,0%) đăng ký; *0* đơn vị đạt", ["models.3.achieved"]),
        ("“Dòng họ học tập”: *2*/3", ["models.1.registered"]),
        ("161/*240* người trong độ tuổi", ["own.lines.4.number"]),
    ],
)
def test_a_number_is_told_from_its_equal_neighbours(
    draft: AnnualReport, sentence: str, names: list[str]
) -> None:
    assert sources(draft, sentence) == names


def test_asking_leaves_the_snapshot_as_it_was(draft: AnnualReport) -> None:
    before = copy.deepcopy(draft.figures)

    sources(draft, "*0*/3 cơ sở giáo dục")
    followable(draft.figures or {}, lambda s: paper_of(s, draft.kind))

    assert draft.figures == before


def test_every_link_of_two_sections_leads_to_figures(draft: AnnualReport) -> None:
    figures = draft.figures or {}
    linked = followable(figures, lambda s: paper_of(s, draft.kind))
    key, _place = place_of(draft, "Còn *2* đơn vị chưa nộp")
    of_reporting = sorted(one for one in linked if one[0] == key)
    models, _place = place_of(draft, "“Gia đình học tập”: *60*/98")
    of_models = sorted(one for one in linked if one[0] == models)

    assert len(of_reporting) + len(of_models) > 30
    for at in [*of_reporting, *of_models]:
        assert sources_of(figures, lambda s: paper_of(s, draft.kind), *at), at


def test_nga_opens_who_has_not_handed_in_and_who_was_typed_for(
    na: PlanYear, client: Client
) -> None:
    full_year(na)
    phoned = Submission("phone", na.year.campaign.document.issued_on)
    hand_in(na, na.org.na_lac, na.org.minh, Form(), how=phoned)
    report = life.fetch(building.build(building.open_report(na.year, na.host).pk).pk)
    client.force_login(na.org.nga)

    def opened(sentence: str) -> str:
        key, place = place_of(report, sentence)
        return client.get(f"/reports/{report.pk}/text/{key}/figures/?so={place}").content.decode()

    missing = opened("Còn *1* đơn vị chưa nộp")
    assert "Đơn vị chưa nộp" in missing
    assert (report.figures or {})["missing"][0]["unit"] in missing
    typed = opened("nhập thay kết quả của *1* đơn vị")
    assert "Thôn Nà Lạc" in typed
    assert "qua điện thoại" in typed


def test_a_share_of_several_criteria_names_each_of_them(
    na: PlanYear, draft: AnnualReport, client: Client
) -> None:
    client.force_login(na.org.nga)
    key, place = place_of(draft, "có 2/6 lượt (*33,3%*) đạt")

    page = client.get(f"/reports/{draft.pk}/text/{key}/figures/?so={place}")

    names = [one.name for one in page.context["single"]]
    group = (draft.figures or {})["groups"][3]
    assert len(set(names)) == len(names) > 3
    for name in names:
        assert name.startswith(f"Tiêu chí theo nhóm – {group['heading']} – "), name
        assert name.endswith(("– đạt", "– đạt một phần", "– chưa đạt", "– không áp dụng",
                              "– chưa có kết quả")), name  # fmt: skip


def test_of_a_fraction_whose_numerator_is_none_both_numbers_lead_on(
    na: PlanYear, draft: AnnualReport, client: Client
) -> None:
    client.force_login(na.org.nga)
    found = links(client, draft)

    for sentence in ("*0*/3 cơ sở giáo dục", "0/*3* cơ sở giáo dục", "cơ sở giáo dục (*0,0%*)"):
        assert place_of(draft, sentence) in found, sentence
    key, place = place_of(draft, "*0*/3 cơ sở giáo dục")
    page = client.get(f"/reports/{draft.pk}/text/{key}/figures/?so={place}").content.decode()
    assert "Số cơ sở giáo dục quản lý, dạy và học trên môi trường số" in page
    assert "không có" in page
    assert "chưa có số liệu" not in page


SAID = {"NR-1.4-a": "met", "NR-1.4-b": "met", "NR-1.4-c": "partly"}


def sheet_of(na: PlanYear, *, handed_in: bool) -> AnnualReport:
    """Bản Pò's own paper."""
    if handed_in:
        hand_in(na, na.org.ban_po, na.org.pao, Form(answers=SAID))
    return life.fetch(building.build(building.open_report(na.year, na.org.ban_po).pk).pk)


def test_the_criteria_counted_in_a_sheet_are_listed_with_their_results(
    na: PlanYear, client: Client
) -> None:
    sheet = sheet_of(na, handed_in=True)
    client.force_login(na.org.pao)
    found = links(client, sheet)

    for sentence in (
        "Phiếu có *3* tiêu chí",
        "*2*/3 tiêu chí (66,7%) đạt",
        "2/*3* tiêu chí (66,7%) đạt",
        "2/3 tiêu chí (*66,7%*) đạt",
        "*1*/3 tiêu chí (33,3%) đạt một phần",
        "1/3 tiêu chí (*33,3%*) đạt một phần",
    ):
        assert place_of(sheet, sentence) in found, sentence
    key, place = place_of(sheet, "*1*/3 tiêu chí (33,3%) đạt một phần")
    answer = client.get(f"/reports/{sheet.pk}/text/{key}/figures/?so={place}")
    [listed] = answer.context["lists"]
    assert listed.name == "Tiêu chí của phiếu"
    assert [value for _name, _path, value in listed.rows] == ["Đạt", "Đạt", "Đạt một phần"]
    assert listed.total == 3


def test_before_the_first_answer_the_sheet_lists_what_is_to_be_answered(
    na: PlanYear, client: Client
) -> None:
    sheet = sheet_of(na, handed_in=False)
    client.force_login(na.org.pao)

    key, place = place_of(sheet, "*3*/3 tiêu chí (100,0%) chưa nhập")
    assert (key, place) in links(client, sheet)
    answer = client.get(f"/reports/{sheet.pk}/text/{key}/figures/?so={place}")
    [listed] = answer.context["lists"]
    assert [value for _name, _path, value in listed.rows] == ["Chưa nhập"] * 3
