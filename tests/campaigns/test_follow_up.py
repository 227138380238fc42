"""Tasks through a year, their files and who is late; inspections and what they found."""

from __future__ import annotations

import datetime as dt
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries, Settings

from campaigns.enums import TaskState, YearState
from campaigns.models import (
    CampaignYear,
    Finding,
    Inspection,
    ParticipantGroup,
    PlanTask,
    TaskEvidence,
    TaskProgress,
)
from campaigns.services import inspections
from campaigns.services.inspections import Plan
from core import clock
from core.errors import DomainError, StaleError
from notices.models import Notice
from tests.builders import campaigns as plans
from tests.builders import units
from tests.org import Org
from tests.pictures import png
from tests.sending import send
from units.enums import UnitType
from units.selectors.use import units_in_use

TODAY = dt.date(2026, 11, 20)
HERE = "/campaigns/na-ri-2026/years/2026/"


@pytest.fixture(autouse=True)
def _the_day(db: None, settings: Settings) -> None:
    settings.FRAME_PROVIDERS = []
    clock.set_business_day(TODAY)


@pytest.fixture
def year(org: Org) -> CampaignYear:
    """Na Rì's open year with its villages and three tasks."""
    owner = plans.campaign(org.na_ri)
    rows = plans.villages_group(owner)
    for code in ("NR-1", "NR-2", "NR-3"):
        plans.task(owner, code, f"Việc {code}")
    made = plans.year(owner)
    for unit in (org.ban_po, org.na_lac):
        plans.participant(made, rows, unit)
    return made


def progress(year: CampaignYear, code: str, state: str, due_on: dt.date | None) -> TaskProgress:
    """How far a task is."""
    task = PlanTask.objects.get(code=code)
    return TaskProgress.objects.create(campaign_year=year, task=task, state=state, due_on=due_on)


def test_the_page_says_who_is_late_and_exports_what_it_shows(
    org: Org, year: CampaignYear, client: Client
) -> None:
    """NR-1 was due yesterday and is not done; NR-2 was due yesterday and is; NR-3 is due today."""
    yesterday = TODAY - dt.timedelta(days=1)
    progress(year, "NR-1", TaskState.ONGOING, yesterday)
    progress(year, "NR-2", TaskState.DONE, yesterday)
    progress(year, "NR-3", TaskState.NOT_STARTED, TODAY)
    client.force_login(org.pao)

    late = client.get(f"{HERE}tasks/?state=late").content.decode()
    book = load_workbook(BytesIO(client.get(f"{HERE}tasks/?state=late&format=xlsx").content))

    assert "Việc NR-1" in late
    assert "Việc NR-2" not in late
    assert "Việc NR-3" not in late
    rows = [[cell.value for cell in row] for row in book.active.iter_rows(min_row=2)]
    assert [row[0] for row in rows] == ["NR-1"]
    assert rows[0][5] == "muộn"


def test_a_file_shows_what_was_done_and_can_be_taken_off(
    org: Org, year: CampaignYear, client: Client
) -> None:
    task = PlanTask.objects.get(code="NR-1")
    path = f"{HERE}tasks/{task.pk}/"
    client.force_login(org.minh)

    send(client, f"{path}evidence/", file=SimpleUploadedFile("ảnh.png", png()))
    row = TaskEvidence.objects.get()
    client.force_login(org.pao)
    shown = client.get(f"{HERE}tasks/").content.decode()
    got = client.get(f"{HERE}tasks/evidence/{row.pk}/")
    assert b"".join(got.streaming_content).startswith(b"\x89PNG")  # type: ignore[attr-defined]
    refused = send(client, f"{HERE}tasks/evidence/{row.pk}/remove/")

    assert row.name in shown
    assert (got.status_code, refused.status_code) == (200, 403)
    client.force_login(org.minh)
    send(client, f"{HERE}tasks/evidence/{row.pk}/remove/")
    assert client.get(f"{HERE}tasks/evidence/{row.pk}/").status_code == 404


@pytest.mark.parametrize("count", [1, 3, 50])
def test_the_pages_cost_the_same_for_any_number_of_rows(
    org: Org,
    year: CampaignYear,
    client: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    for place in range(count):
        task = plans.task(year.campaign, f"X-{place}", "Việc")
        TaskProgress.objects.create(campaign_year=year, task=task)
        visit = Inspection.objects.create(
            campaign_year=year, subject=f"Đoàn {place}", planned_on=TODAY, members="Minh"
        )
        visit.units.add(org.ban_po)
        Finding.objects.create(
            inspection=visit, unit=org.ban_po, text="a", request="b", due_on=TODAY
        )
    client.force_login(org.minh)
    client.get(f"{HERE}tasks/")

    with django_assert_num_queries(TASK_QUERIES):
        client.get(f"{HERE}tasks/")
    with django_assert_num_queries(INSPECTION_QUERIES):
        client.get(f"{HERE}inspections/")


# user, memberships, business day; the year, tasks, progress, files, the campaign and its years
TASK_QUERIES = 9
# the same frame; the year, inspections, units, findings, the campaign and its years
INSPECTION_QUERIES = 9


# ---------------------------------------------------------------- inspections

PLAN = Plan("Kiểm tra tủ sách", dt.date(2026, 11, 18), "Minh, Hoa")


def visit(org: Org, year: CampaignYear) -> Inspection:
    """Minh visits Bản Pò and Nà Lạc."""
    return inspections.plan_inspection(year, PLAN, [org.ban_po, org.na_lac], actor=org.minh)


def test_a_finding_is_told_to_its_unit_and_seen_by_no_neighbour(
    org: Org, year: CampaignYear, client: Client
) -> None:
    row = visit(org, year)
    path = f"{HERE}inspections/{row.pk}/"
    client.force_login(org.minh)

    send(
        client, f"{path}finding/", unit=org.ban_po.pk, text="Thiếu sổ mượn", request="Lập sổ",
        due_on="19/11/2026",
    )  # fmt: skip

    notice = Notice.objects.get(recipient=org.pao)
    assert (notice.path, notice.body) == (path, "Lập sổ")
    assert not Notice.objects.filter(recipient=org.sam).exists()
    pages = {}
    for name in ("minh", "pao", "sam"):
        client.force_login(getattr(org, name))
        pages[name] = client.get(path).content.decode()
    assert "quá hạn 1 ngày" in pages["minh"]
    assert "Thiếu sổ mượn" in pages["pao"]
    assert "Thiếu sổ mượn" not in pages["sam"]
    assert "Kiểm tra tủ sách" in pages["sam"]


def test_the_workbook_of_inspections_says_what_the_page_says(
    org: Org, year: CampaignYear, client: Client
) -> None:
    row = visit(org, year)
    client.force_login(org.minh)
    send(
        client, f"{HERE}inspections/{row.pk}/finding/", unit=org.ban_po.pk, text="Thiếu sổ mượn",
        request="Lập sổ", due_on="19/11/2026",
    )  # fmt: skip
    Inspection.objects.filter(pk=row.pk).update(done_on=dt.date(2026, 11, 18))

    book = load_workbook(BytesIO(client.get(f"{HERE}inspections/?format=xlsx").content))
    head, line = ([cell.value for cell in cells] for cells in book.active.iter_rows())

    told = dict(zip(head, line, strict=True))
    days = [told["Đã kiểm tra ngày"].date(), told["Hạn"].date()]
    assert days == [dt.date(2026, 11, 18), dt.date(2026, 11, 19)]
    assert (told["Đơn vị"], told["Trạng thái khắc phục"]) == ("Thôn Bản Pò", "quá hạn")


def test_a_page_below_the_campaign_leads_back_to_it(
    org: Org, year: CampaignYear, client: Client
) -> None:
    inspection = visit(org, year)
    client.force_login(org.minh)

    text = client.get(f"{HERE}inspections/{inspection.pk}/").content.decode()

    crumbs = text[text.index('<nav class="crumbs"') : text.index("</nav>", text.index("crumbs"))]
    assert 'href="/campaigns/na-ri-2026/"' in crumbs
    assert f'<span aria-current="page">{inspection.subject}</span>' in crumbs


def test_units_to_inspect_stand_kind_by_kind(org: Org, year: CampaignYear, client: Client) -> None:
    """A school with the first place of its kind does not stand among the villages."""
    school = units.unit(UnitType.SCHOOL, "Trường Mầm non Yến Lạc", org.na_ri, position=1)
    plans.participant(year, ParticipantGroup.objects.get(), school)
    client.force_login(org.minh)

    text = client.get(f"{HERE}inspections/new/").content.decode()

    places = [text.index(name) for name in ("Thôn Bản Pò", "Thôn Nà Lạc", "Trường Mầm non")]
    assert places == sorted(places)


def test_a_unit_of_an_inspection_is_in_use(org: Org, year: CampaignYear) -> None:
    """It is named in a list of units, not by a key of its own; a list taken back must see it."""
    visit(org, year)
    year.participations.all().delete()
    asked = [org.ban_po.pk, org.school.pk]
    but = {"unitplacement", "unitname", "membership", "auditevent"}

    assert units_in_use(asked, but=but) == {org.ban_po.pk}


def test_a_finding_is_resolved_once_with_words(org: Org, year: CampaignYear) -> None:
    row = visit(org, year)
    found = inspections.add_finding(
        row, org.ban_po, text="Thiếu sổ", request="Lập sổ", due_on=TODAY, actor=org.minh
    )

    with pytest.raises(DomainError):
        inspections.resolve_finding(found, on=TODAY, resolution=" ", actor=org.minh)
    with pytest.raises(DomainError):
        inspections.resolve_finding(found, on=dt.date(2026, 11, 21), resolution="x", actor=org.minh)
    inspections.resolve_finding(found, on=TODAY, resolution="Đã lập sổ.", actor=org.minh)
    with pytest.raises(StaleError):
        inspections.resolve_finding(found, on=TODAY, resolution="Lần nữa.", actor=org.hoa)

    assert Finding.objects.get().resolution == "Đã lập sổ."


def test_what_an_inspection_refuses(org: Org, year: CampaignYear) -> None:
    row = visit(org, year)
    school = units.village("Ngoài đoàn", org.na_ri, 9)

    with pytest.raises(PermissionDenied):
        inspections.plan_inspection(year, PLAN, [org.ban_po], actor=org.pao)
    with pytest.raises(DomainError):
        inspections.plan_inspection(year, PLAN, [], actor=org.minh)
    with pytest.raises(DomainError):
        inspections.add_finding(row, school, text="a", request="b", due_on=TODAY, actor=org.minh)
    with pytest.raises(DomainError):
        inspections.add_finding(
            row, org.ban_po, text="a", request="b", due_on=dt.date(2026, 11, 17), actor=org.minh
        )
    later = Plan("x", TODAY, "y", done_on=dt.date(2026, 11, 21))
    with pytest.raises(DomainError):
        inspections.change_inspection(row, later, [org.ban_po], actor=org.minh)
    CampaignYear.objects.update(state=YearState.CLOSED)
    year.refresh_from_db()
    with pytest.raises(DomainError):
        inspections.change_inspection(row, PLAN, [org.ban_po], actor=org.minh)
    assert Inspection.objects.count() == 1
    assert not Finding.objects.exists()
