"""The year of every plan, from its opening to its frozen report, with the business day set.

Each plan has one unit that hands in on the last day, one that comes a day late and one that
never does; the office reviews, the scheduler prepares, the leader closes and freezes. Days and
weekdays are those of the plans, "trước ngày X" read literally.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from accounts.models import User
from assessments.enums import Status
from assessments.models import Assessment
from assessments.services import closing
from campaigns.calendar import DueState, due, last_day, prepare_on
from campaigns.enums import YearState
from campaigns.models import CampaignYear, Duty, DutyDelivery
from campaigns.services import years
from core import clock, jobs
from core.numbers import format_number
from reports.enums import ReportState
from reports.models import AnnualReport
from reports.services import building
from tests.builders import people, units
from tests.builders.reports import Form, PlanYear, approve, enter, finished, hand_in, plan_campaign
from tests.org import Org
from tests.paper_words import docx_words, pdf_words
from units.enums import Role, UnitType
from units.models import Unit

VILLAGE, AGENCY, SCHOOL = UnitType.VILLAGE, UnitType.AGENCY, UnitType.SCHOOL
FRONT, SECTION, FIRM = UnitType.MASS_ORGANISATION, UnitType.SECTION, UnitType.ENTERPRISE


@dataclass(frozen=True)
class Plan:
    """What the plan says about its days, and who takes part in the test.

    ``dated`` duties of units: code → last day; ``reports``: the same of the office's own report.
    ``members``: three for each dated duty (in time, late, never), the others come in time.
    """

    slug: str
    opens: dt.date
    host: Callable[[Org], Unit]
    members: tuple[tuple[UnitType, str], ...]
    dated: dict[str, dt.date]
    reports: dict[str, dt.date]
    title: str
    addressee: str
    own_form: bool = True
    trios: tuple[tuple[str, str, str], ...] = field(default=())

    @property
    def year(self) -> int:
        return self.opens.year


def na_ri(org: Org) -> Unit:
    """The commune of the drawing without the units it is drawn with."""
    for unit in (org.ban_po, org.na_lac, org.agency, org.school):
        Unit.objects.filter(pk=unit.pk).update(valid_to=dt.date(2025, 12, 31))
    return org.na_ri


def son_hong(org: Org) -> Unit:
    """The commune of the drawing."""
    return org.son_hong


def cam_tan(org: Org) -> Unit:
    """The old commune of Cẩm Thủy district."""
    province = units.province("Thanh Hóa", org.viet_nam, code="38")
    district = units.unit(UnitType.DISTRICT, "Cẩm Thủy", province, kind_word="huyện", code="388")
    return units.commune("Cẩm Tân", district, code="15178", place_name="Cẩm Tân")


def ninh_hai(org: Org) -> Unit:
    """A commune without an official code today."""
    province = units.province("Hải Dương", org.viet_nam, code="30")
    district = units.unit(UnitType.DISTRICT, "Ninh Giang", province, kind_word="huyện", code="299")
    return units.commune("Ninh Hải", district, place_name="Ninh Hải")


def ban_dan_toc(org: Org) -> Unit:
    """An agency; its province is inferred."""
    province = units.province("Ninh Thuận", org.viet_nam, code="58")
    return units.unit(AGENCY, "Ban Dân tộc", province, code="58-C01", is_inferred=True)


PLANS = (
    Plan(
        "na-ri-2026", dt.date(2026, 3, 16), na_ri,
        ((VILLAGE, "Bản Kén"), (VILLAGE, "Khuổi Ít"), (VILLAGE, "Nà Hin"),
         (AGENCY, "Phòng Kinh tế"), (SCHOOL, "Trường Tiểu học Kim Lư"), (FRONT, "Hội Nông dân xã"),
         (FIRM, "Công ty Miến dong Côn Minh")),
        {"NR-DP-1": dt.date(2026, 11, 25), "NR-DP-2": dt.date(2026, 11, 30)},
        {"NR-BC-2": dt.date(2026, 12, 1), "NR-DP-3": dt.date(2026, 12, 5)},
        "Kết quả thực hiện Phong trào thi đua xây dựng xã hội học tập năm 2026",
        "Kính gửi: Ủy ban nhân dân tỉnh Thái Nguyên",
        trios=(("Thôn Bản Kén", "Thôn Khuổi Ít", "Thôn Nà Hin"),
               ("Phòng Kinh tế", "Trường Tiểu học Kim Lư", "Hội Nông dân xã")),
    ),
    Plan(
        "son-hong-2026", dt.date(2026, 2, 2), son_hong,
        ((AGENCY, "Phòng Kinh tế"), (SCHOOL, "Trường Mầm non Sơn Hồng"),
         (UnitType.HEALTH_STATION, "Trạm Y tế xã")),
        {"SH-BC-1": dt.date(2026, 11, 30)},
        {},
        "Kết quả thực hiện công tác xây dựng xã hội học tập năm 2026",
        "Kính gửi: Ủy ban nhân dân tỉnh Hà Tĩnh",
        trios=(("Phòng Kinh tế", "Trường Mầm non Sơn Hồng", "Trạm Y tế xã"),),
    ),
    Plan(
        "cam-tan-2024", dt.date(2024, 4, 8), cam_tan,
        ((VILLAGE, "Do Thượng"), (AGENCY, "Văn phòng UBND xã"),
         (SCHOOL, "Trường Tiểu học Cẩm Tân"), (FRONT, "Hội Cựu chiến binh xã")),
        {"CT-BC-1": dt.date(2024, 11, 29)},
        {"CT-BC-2": dt.date(2024, 12, 4)},
        "Kết quả thực hiện Phong trào thi đua xây dựng xã hội học tập năm 2024",
        "Kính gửi: Ủy ban nhân dân huyện Cẩm Thủy",
        trios=(("Văn phòng UBND xã", "Trường Tiểu học Cẩm Tân", "Hội Cựu chiến binh xã"),),
    ),
    Plan(
        "ninh-hai-2024", dt.date(2024, 5, 20), ninh_hai,
        ((VILLAGE, "Đông Cao"), (AGENCY, "Đài truyền thanh xã"),
         (SCHOOL, "Trường Mầm non Ninh Hải"), (FRONT, "Hội Khuyến học xã")),
        {"NH-BC-1": dt.date(2024, 11, 29)},
        {},
        "Kết quả thực hiện Phong trào thi đua xây dựng xã hội học tập năm 2024",
        "Kính gửi: Ủy ban nhân dân huyện Ninh Giang",
        trios=(("Đài truyền thanh xã", "Trường Mầm non Ninh Hải", "Hội Khuyến học xã"),),
    ),
    Plan(
        "ban-dan-toc-2023", dt.date(2024, 1, 8), ban_dan_toc,
        ((SECTION, "Phòng Chính sách Dân tộc"), (SECTION, "Phòng Tuyên truyền và Địa bàn")),
        {},
        {"BDT-BC-1": dt.date(2024, 12, 5)},
        "Kết quả thực hiện Phong trào thi đua xây dựng xã hội học tập năm 2024",
        "Kính gửi: Ủy ban nhân dân tỉnh (qua Sở Giáo dục và Đào tạo)",
        own_form=False,
    ),
)  # fmt: skip
NAMES = [plan.slug for plan in PLANS]


@dataclass(frozen=True)
class Cast:
    """A plan's year with its people."""

    plan: Plan
    of: PlanYear
    officer: User
    heads: dict[str, User]
    units: dict[str, Unit]

    def duty(self, code: str) -> Duty:
        return self.of.duty(code)

    def state(self, name: str, duty: Duty) -> DueState:
        """Where a unit stands to a duty today."""
        delivery = DutyDelivery.objects.filter(duty=duty, unit=self.units[name]).first()
        return due(duty, self.plan.year, clock.today(), delivery).state

    def form(self, name: str) -> Form:
        """Figures that no other unit has: a village's households, an office's staff."""
        number = 1 + list(self.units).index(name)
        if self.units[name].type == VILLAGE:
            return Form(figures={
                "households": str(610 + number), "people": str(2400 + number),
                "families_registered": str(520 + number), "families_achieved": str(430 + number),
            })  # fmt: skip
        staff = {
            "unit_staff": str(370 + number),
            "unit_staff_assessed": str(350 + number),
            "unit_staff_achieved": str(310 + number),
            "shortcomings": f"Chưa đủ {number} phòng đọc",
        }
        if self.units[name].type != FIRM:
            staff["unit_officials"] = str(330 + number)
        return Form(figures=staff)


def opened(plan: Plan, org: Org) -> Cast:
    """The plan entered for its unit and its year opened by the leader."""
    clock.set_business_day(plan.opens)
    host = plan.host(org)
    leader = people.someone("lanhdao", "Lê Thị Lãnh", host, Role.LEADER)
    officer = people.someone("congchuc", "Trần Văn Công", host, Role.OFFICER)
    members: dict[str, Unit] = {}
    heads: dict[str, User] = {}
    for number, (kind, name) in enumerate(plan.members, start=1):
        unit = (
            units.village(name, host, number)
            if kind == VILLAGE
            else units.unit(kind, name, host, position=number)
        )
        members[unit.display_name] = unit
        heads[unit.display_name] = people.someone(
            f"dauviec{number}", f"Phạm Văn {number}", unit, Role.HEAD
        )
    campaign = plan_campaign(plan.slug, host)
    year = years.open_year(years.plan_year(campaign, plan.year), actor=leader)
    return Cast(plan, PlanYear(org, campaign, year, leader), officer, heads, members)


def morning(day: dt.date) -> None:
    """The scheduler's minute at the start of a day, and the work that it finds."""
    clock.set_business_day(day)
    jobs.tick()
    jobs.run_all_due()


def day_before(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=1)


def day_after(day: dt.date) -> dt.date:
    return day + dt.timedelta(days=1)


@pytest.fixture(params=PLANS, ids=NAMES)
def cast(request: pytest.FixtureRequest, org: Org) -> Cast:
    """Every plan in turn, its year open."""
    return opened(request.param, org)


# ---------------------------------------------------------------- days

WEEKDAYS = {
    "NH-BC-1": "Friday", "CT-BC-1": "Friday", "CT-BC-2": "Wednesday", "SH-BC-1": "Monday",
    "NR-DP-1": "Wednesday", "NR-DP-2": "Monday", "NR-BC-2": "Tuesday", "NR-DP-3": "Saturday",
    "BDT-BC-1": "Thursday",
}  # fmt: skip


def test_last_days_are_the_plans_days_read_literally(cast: Cast) -> None:
    dated = cast.of.campaign.duties.exclude(day=None)

    found = {duty.code: last_day(duty, cast.plan.year) for duty in dated}

    assert found == cast.plan.dated | cast.plan.reports
    assert {code: f"{day:%A}" for code, day in found.items() if day} == {
        code: WEEKDAYS[code] for code in found
    }


# ---------------------------------------------------------------- the year


def play_duty(cast: Cast, code: str, trio: tuple[str, str, str]) -> None:
    """One dated duty: drafts on the morning set, one in time, one late, one never."""
    duty, (in_time, late, never) = cast.duty(code), trio
    last, first = cast.plan.dated[code], prepare_on(duty, cast.plan.year)
    assert first == last - dt.timedelta(days=3)
    enter(cast.of, cast.units[in_time], cast.heads[in_time])

    morning(day_before(first))
    assert not AnnualReport.objects.filter(unit=cast.units[in_time]).exists()
    morning(first)
    draft = AnnualReport.objects.get(unit=cast.units[in_time])
    assert (draft.state, draft.built_on) == (ReportState.DRAFT, first)

    morning(last)
    hand_in(cast.of, cast.units[in_time], cast.heads[in_time], cast.form(in_time))
    assert cast.state(in_time, duty) == DueState.ON_TIME
    assert cast.state(late, duty) == DueState.SOON
    morning(day_after(last))
    hand_in(cast.of, cast.units[late], cast.heads[late], cast.form(late))
    assert [cast.state(name, duty) for name in trio] == [
        DueState.ON_TIME, DueState.LATE, DueState.OVERDUE,
    ]  # fmt: skip
    noted = DutyDelivery.objects.filter(duty=duty).exclude(overdue_noted_on=None)
    assert {row.unit for row in noted} == {cast.units[late], cast.units[never]}


def play_the_others(cast: Cast) -> None:
    """Who is in none of the stories hands in early."""
    dated = {name for trio in cast.plan.trios for name in trio}
    for name in [one for one in cast.units if one not in dated]:
        hand_in(cast.of, cast.units[name], cast.heads[name], cast.form(name))


def play_the_office(cast: Cast) -> None:
    """The officer approves what came; the host's own form is entered and handed in."""
    for record in Assessment.objects.filter(
        campaign_year=cast.of.year, status=Status.SUBMITTED
    ).select_related("unit"):
        approve(record, cast.officer)
    if cast.plan.own_form:
        figures = {"households": "7531", "people": "28642", "documents_issued": "47"}
        hand_in(
            cast.of, cast.of.host, cast.of.leader,
            Form(figures=figures, reasons=dict.fromkeys(figures, "Theo sổ hộ tịch")),
        )  # fmt: skip


def test_the_year_is_played_to_its_frozen_report(cast: Cast) -> None:
    plan = cast.plan
    clock.set_business_day(dt.date(plan.year, 11, 12))
    play_the_others(cast)
    for code, trio in zip(plan.dated, plan.trios, strict=True):
        play_duty(cast, code, trio)
    play_the_office(cast)

    report = reported(cast)

    read_back(cast, report)
    closed(cast)
    assert DutyDelivery.objects.filter(unit=cast.of.host).exclude(received_on=None).count() == len(
        plan.reports
    )


def reported(cast: Cast) -> AnnualReport:
    """The scheduler drafts the office's report where a duty asks for one; the leader freezes it.

    Before freezing the leader has it built anew: forms came in since the morning.
    """
    host, leader = cast.of.host, cast.of.leader
    days = list(cast.plan.reports.values())
    if days:
        morning(max(days[0] - dt.timedelta(days=3), clock.today()))
        assert AnnualReport.objects.get(unit=host).state == ReportState.DRAFT
        morning(days[0])
        assert AnnualReport.objects.get(unit=host).built_on == days[0]
    building.request_build(cast.of.year, host, actor=leader)
    jobs.run_all_due()
    draft = AnnualReport.objects.get(unit=host)
    frozen = finished(draft, leader)
    for duty, delivery in _reports_of(cast).items():
        assert delivery.received_on == clock.today()
        state = due(duty, cast.plan.year, clock.today(), delivery).state
        assert state == DueState.ON_TIME
    morning(day_after(clock.today()))
    frozen.refresh_from_db()
    assert (frozen.state, frozen.built_on) == (ReportState.FROZEN, day_before(clock.today()))
    assert AnnualReport.objects.filter(unit=host).count() == 1
    return frozen


def _reports_of(cast: Cast) -> dict[Duty, DutyDelivery]:
    rows = DutyDelivery.objects.filter(unit=cast.of.host, duty__kind="report")
    return {row.duty: row for row in rows.select_related("duty")}


def read_back(cast: Cast, report: AnnualReport) -> None:
    """Both files say what was typed, who came late and who never came."""
    plan = cast.plan
    assert report.pdf is not None
    assert report.docx is not None
    never = [trio[2] for trio in plan.trios]
    handed_in = [name for name in cast.units if name not in never]
    in_time, dated = len(plan.trios), 3 * len(plan.trios)
    other_dated = sum(kind == FIRM for kind, _name in plan.members)
    told = [
        plan.title,
        plan.addressee,
        f"{len(handed_in) + plan.own_form}/{len(cast.units) + plan.own_form} đơn vị",
        *(f"{value}" for name in handed_in for value in _figures(cast, name)),
    ]
    if dated:
        told.append(f"{in_time + other_dated}/{dated + other_dated} đơn vị có thời hạn")
        told.append(f"Còn {len(never)} đơn vị chưa nộp phiếu: ")
        told += never
    if plan.own_form:
        told += ["7.531", "28.642", "đã ban hành 47 văn bản"]
    for words in (
        pdf_words(building.content_of(report.pdf)),
        docx_words(building.content_of(report.docx)),
    ):
        assert [one for one in told if one not in words] == []


def _figures(cast: Cast, name: str) -> list[str]:
    """What the unit typed, as it is printed."""
    typed = cast.form(name).figures
    if cast.units[name].type == FIRM:
        return []
    return [format_number(int(one)) for one in typed.values() if one.isdecimal()]


def closed(cast: Cast) -> CampaignYear:
    """The leader closes the year: what was reviewed is final, the rest stays and has a name."""
    before = set(Assessment.objects.filter(status=Status.REVIEWED).values_list("pk", flat=True))
    year = closing.close_year(cast.of.year, actor=cast.of.leader, note="Kết thúc năm")
    final = set(Assessment.objects.filter(status=Status.FINAL).values_list("pk", flat=True))
    assert year.state == YearState.CLOSED
    assert before == final
    assert len(final) == len(cast.units) - len(cast.plan.trios)
    return year
