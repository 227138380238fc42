"""How far the demo year has come, and how it gets there through the services."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import IntEnum
from random import Random

from accounts.models import User
from assessments.models import Assessment
from assessments.services import closing, review, submission
from assessments.services.entry import begin
from assessments.services.sheets import save_sheet
from assessments.services.steps import fetch
from campaigns.enums import Channel
from campaigns.models import CampaignYear, Participation
from campaigns.services import tallies
from core import clock
from core.request_info import remembering
from documents.models import Signatory
from documents.services import issuing, numbering
from documents.services.signatories import name_signatory
from documents.services.telling import holders
from reports.demo import outside
from reports.demo.answers import sheet_for
from reports.demo.places import Demo
from reports.models import AnnualReport
from reports.services import building, life
from units.enums import Role
from units.models import Unit

# Month and day: the office reviews once most forms are there, and closes when the villages' last
# day is over and its own report not yet due.
REVIEWED_ON = (11, 20)
CLOSED_ON = (11, 27)


class Stage(IntEnum):
    """The moments of the year that the demo can stand at."""

    LAUNCHED = 1
    ASSESSING = 2
    REVIEWING = 3
    AWARDING = 4
    REPORTED = 5


@dataclass(frozen=True)
class Office:
    """Who acts in a demo: the office, and the head of each unit by unit id."""

    leader: User
    officer: User
    second: User
    heads: dict[int, User]


@dataclass(frozen=True)
class Play:
    """One campaign year being played by its people."""

    demo: Demo
    year: CampaignYear
    office: Office

    def rng(self, what: str) -> Random:
        """A random source of its own for each part of the play."""
        return Random(f"{self.demo.slug}:{self.year.year}:{what}")  # noqa: S311

    def participants(self) -> list[Participation]:
        """Everybody with a form, the launching unit last: its figures add up the others'."""
        host = self.year.campaign.launched_by_id
        rows = list(
            self.year.participations.taking_part()
            .select_related("unit", "group")
            .order_by("group__position", "unit__position", "unit_id")
        )
        return sorted(rows, key=lambda row: row.unit_id == host)


def at(day: dt.date) -> None:
    """Let the business day be this one."""
    clock.set_business_day(day)


def play(play_: Play, stage: Stage) -> None:
    """Bring one campaign year to a stage; ``LAUNCHED`` leaves it open and empty."""
    if stage >= Stage.ASSESSING:
        _assess(play_, complete=stage >= Stage.AWARDING)
    if stage >= Stage.REVIEWING:
        at(dt.date(play_.year.year, *REVIEWED_ON))
        _review(play_, everything=stage >= Stage.AWARDING)
    if stage >= Stage.AWARDING:
        at(dt.date(play_.year.year, *CLOSED_ON))
        _own_form(play_)
        closing.close_year(_fresh(play_.year), actor=play_.office.leader, note="Hết năm thi đua.")
    if stage >= Stage.REPORTED:
        freeze_report(play_)


def _fresh(year: CampaignYear) -> CampaignYear:
    return CampaignYear.objects.select_related("campaign__launched_by").get(pk=year.pk)


def _assess(play_: Play, *, complete: bool) -> None:
    """Most hand in; some are still filling, a few have not begun (unless ``complete``)."""
    host = play_.year.campaign.launched_by_id
    days = _days(play_)
    for place, row in enumerate(play_.participants()):
        if row.unit_id == host:
            continue
        fate = _fate(place, complete=complete)
        if fate == "nothing":
            continue
        at(days[place % len(days)])
        _fill(play_, row.unit, fate)


def _fate(place: int, *, complete: bool) -> str:
    """Two of three submitted, one of six still filling, one not begun; every tenth on paper."""
    if place % 10 == 7:
        return "paper"
    if complete:
        return "submit"
    return ("submit", "submit", "draft", "submit", "submit", "nothing")[place % 6]


def _days(play_: Play) -> list[dt.date]:
    """The days on which forms come in: before every last day of the plan."""
    year = play_.year.year
    return [dt.date(year, 11, day) for day in (10, 12, 13, 16, 17, 18, 19)]


@remembering()
@tallies.gathered()
def _fill(play_: Play, unit: Unit, fate: str) -> Assessment:
    head = play_.office.heads[unit.pk]
    if fate == "paper":
        head = play_.office.second
    record = begin(play_.year, unit, actor=head)
    sheet = sheet_for(record, play_.rng(unit.code or str(unit.pk)))
    if fate == "draft":
        sheet = replace(sheet, figures=dict(list(sheet.figures.items())[:9]))
    save_sheet(record, sheet, actor=head)
    record = fetch(record.pk)
    if fate == "submit":
        record = submission.submit(record, actor=head, version=record.version)
    if fate == "paper":
        record = _hand_in_paper(play_, record)
    return record


def _hand_in_paper(play_: Play, record: Assessment) -> Assessment:
    """The second officer enters what came on paper; so the first one may review it."""
    given = submission.Submission(channel=Channel.PAPER, paper_on=clock.today())
    return submission.submit(
        record, actor=play_.office.second, version=record.version, submission=given
    )


def _review(play_: Play, *, everything: bool) -> None:
    """Half are approved, one is returned, one is being reviewed (unless ``everything``)."""
    host = play_.year.campaign.launched_by_id
    waiting = [
        one.pk
        for one in Assessment.objects.filter(campaign_year=play_.year, status="submitted").order_by(
            "pk"
        )
        if one.unit_id != host
    ]
    acts = _review_acts(len(waiting), everything=everything)
    for pk, act in zip(waiting, acts, strict=True):
        with remembering():
            act(play_, fetch(pk))


# An act is one person's, and remembers as that person's request would.
Act = Callable[[Play, Assessment], None]


def _review_acts(count: int, *, everything: bool) -> list[Act]:
    if everything:
        return [_approve] * count
    kinds: list[Act] = [_approve, _approve, _nothing, _approve, _start, _nothing, _return]
    return [kinds[place % len(kinds)] for place in range(count)]


def _nothing(_play: Play, _record: Assessment) -> None:
    return


def _start(play_: Play, record: Assessment) -> None:
    review.start(record, actor=play_.office.officer, version=record.version)


def _approve(play_: Play, record: Assessment) -> None:
    moved = review.start(record, actor=play_.office.officer, version=record.version)
    review.approve(moved, actor=play_.office.officer, version=moved.version)


def _return(play_: Play, record: Assessment) -> None:
    moved = review.start(record, actor=play_.office.officer, version=record.version)
    first = moved.answers.exclude(self_value="").select_related("criterion").first()
    if first is None:
        return
    review.return_items(
        moved,
        reasons={first.criterion.code: "Đề nghị nêu rõ việc đã làm và gửi kèm ảnh minh chứng."},
        actor=play_.office.officer,
        version=moved.version,
    )


def _own_form(play_: Play) -> None:
    """The launching unit's own form: an officer enters, the leader submits.

    Where the province does not use the system the leader then records what it decided on paper.
    """
    host = play_.year.campaign.launched_by
    if not play_.year.participations.filter(unit=host).exists():
        return
    record = begin(play_.year, host, actor=play_.office.officer)
    save_sheet(record, sheet_for(record, play_.rng("own")), actor=play_.office.officer)
    record = fetch(record.pk)
    submission.submit(record, actor=play_.office.leader, version=record.version)
    outside.decide(fetch(record.pk), play_.office.leader)


def freeze_report(play_: Play) -> None:
    """Build and freeze the consolidated report."""
    host = play_.year.campaign.launched_by
    report = building.build(building.open_report(play_.year, host).pk)
    leader = play_.office.leader
    checked = life.check(report, actor=leader, signatory=_chair(play_, host))
    life.set_files(checked.pk)
    closed = building.freeze(checked, actor=leader, figures_hash=checked.figures_hash)
    _issue(closed, host)


def _chair(play_: Play, host: Unit) -> Signatory | None:
    """Who signs in this demo; a unit without a chair has nobody entered."""
    chairs = holders(host, {Role.CHAIR})
    if not chairs:
        return None
    return name_signatory(
        host, name=chairs[0].full_name, lines=["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"],
        from_on=dt.date(play_.year.year, 1, 1), to_on=None, basis="", actor=play_.office.leader,
    )  # fmt: skip


def _issue(report: AnnualReport, host: Unit) -> None:
    """The clerk, where there is one, gives the closed report its number."""
    clerks = holders(host, {Role.CLERK})
    if report.paper is not None and clerks:
        numbered = numbering.give_number(
            life.fetch(report.pk).paper or report.paper, dated=clock.today(), actor=clerks[0]
        )
        issuing.make_files(numbered.pk)
