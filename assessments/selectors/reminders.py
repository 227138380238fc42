"""Who is to be reminded of what on a day: the dated duties that nobody fulfilled yet.

Days are counted between dates, so a last day on 31/12 is followed by a reminder on 01/01.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.rules import ENTERING_OWN
from campaigns.calendar import Due, DueState, due, last_day
from campaigns.enums import DutyKind, YearState
from campaigns.models import CampaignYear, Duty, DutyDelivery, Participation
from core.display import days_left, vn_date
from units.access import memberships_on
from units.enums import WITHOUT_FORM
from units.models import Membership, Unit
from units.policy import OFFICE

DONE = frozenset({DueState.ON_TIME, DueState.LATE})


@dataclass(frozen=True)
class DueLine:
    """One duty of one unit that is still open."""

    campaign_year: CampaignYear
    due: Due
    unit: Unit
    path: str

    @property
    def key(self) -> str:
        """The duty, the year and the unit in one word."""
        return key_of(self.due.duty.pk, self.campaign_year.pk, self.unit.pk)

    @property
    def is_of_the_office(self) -> bool:
        """Whether the launching unit itself has to deliver."""
        return self.unit.pk == self.campaign_year.campaign.launched_by_id


def key_of(duty_pk: int, year_pk: int, unit_pk: int) -> str:
    """What a reminder is about, in one word."""
    return f"{duty_pk}:{year_pk}:{unit_pk}"


def due_lines(day: dt.date, *, looked_back: int = 1) -> list[DueLine]:
    """The duties of which somebody is to be reminded on this day, by year and duty.

    ``looked_back`` days are asked for together: after a weekend without a scheduler the
    reminders of Saturday and Sunday come on Monday. One query for the years, two for their
    duties, and two for each duty that a reminder may concern.
    """
    found: list[DueLine] = []
    for campaign_year in _open_years():
        wanted = _Offsets(campaign_year.campaign.reminder_days, looked_back)
        for duty in campaign_year.campaign.duties.all():
            if duty.kind != DutyKind.PROBLEM and duty.day is not None:
                found += _of_duty(campaign_year, duty, day, wanted)
    return found


def open_lines(campaign_year: CampaignYear, day: dt.date) -> list[DueLine]:
    """Every dated duty of the year that has begun and is not fulfilled, near or far."""
    found: list[DueLine] = []
    for duty in campaign_year.campaign.duties.prefetch_related("groups").order_by("position"):
        if duty.kind != DutyKind.PROBLEM and duty.day is not None:
            found += _of_duty(campaign_year, duty, day, None)
    return found


def _open_years() -> list[CampaignYear]:
    years = CampaignYear.objects.filter(state=YearState.OPEN).select_related(
        "campaign__launched_by"
    )
    return list(years.prefetch_related("campaign__duties__groups").order_by("pk"))


@dataclass(frozen=True)
class _Offsets:
    """On which days before (or after) the last day a reminder goes out."""

    days: list[int]
    looked_back: int

    def hit(self, left: int) -> bool:
        return any(left <= one < left + self.looked_back for one in self.days)


def _of_duty(
    campaign_year: CampaignYear, duty: Duty, day: dt.date, wanted: _Offsets | None
) -> Iterator[DueLine]:
    deliveries = {
        one.unit_id: one
        for one in DutyDelivery.objects.filter(duty=duty, campaign_year=campaign_year)
    }
    if wanted is not None and not _may_concern(campaign_year, duty, day, wanted, deliveries):
        return
    for unit, path in _who(campaign_year, duty, day):
        one = due(duty, campaign_year.year, day, deliveries.get(unit.pk))
        if one.state in DONE or one.state == DueState.NOT_OPEN or one.days_left is None:
            continue
        if wanted is None or wanted.hit(one.days_left):
            yield DueLine(campaign_year, one, unit, path)


def _may_concern(
    campaign_year: CampaignYear,
    duty: Duty,
    day: dt.date,
    wanted: _Offsets,
    deliveries: Mapping[int, DutyDelivery],
) -> bool:
    last_days = {last_day(duty, campaign_year.year)}
    last_days |= {one.moved_last_day for one in deliveries.values()}
    return any(wanted.hit((last - day).days) for last in last_days if last is not None)


def _who(campaign_year: CampaignYear, duty: Duty, day: dt.date) -> Iterator[tuple[Unit, str]]:
    """The units that owe the duty, each with the address where it is fulfilled."""
    if duty.kind == DutyKind.REPORT:
        yield campaign_year.campaign.launched_by, "/"
        return
    rows = (
        Participation.objects.taking_part()
        .filter(campaign_year=campaign_year, group__in=[one.pk for one in duty.groups.all()])
        .filter(Q(unit__valid_to=None) | Q(unit__valid_to__gte=day))
        .exclude(unit__type__in=WITHOUT_FORM)
        .select_related("unit")
        .order_by("group__position", "unit__position", "unit__sort_key", "unit_id")
    )
    for row in rows:
        yield row.unit, reverse("assessments:form", args=[row.pk])


# ---------------------------------------------------------------- people


@dataclass(frozen=True)
class Reached:
    """The lines of each person, and those that nobody with an account would hear of."""

    people: dict[User, list[DueLine]]
    unreached: list[DueLine]


def reached_by(lines: Iterable[DueLine], day: dt.date) -> Reached:
    """Whoever enters for the unit today, in a commune its office; one query."""
    wanted = list(lines)
    held = (
        Membership.objects.filter(
            memberships_on(day),
            unit__in={line.unit.pk for line in wanted},
            role__in=ENTERING_OWN | OFFICE,
            user__is_active=True,
        )
        .select_related("user")
        .order_by("unit_id", "user_id", "role")
    )
    by_unit: dict[int, list[Membership]] = defaultdict(list)
    for one in held:
        by_unit[one.unit_id].append(one)
    people: dict[User, list[DueLine]] = {}
    unreached = []
    for line in wanted:
        users = {one.user for one in by_unit[line.unit.pk]}
        if not users:
            unreached.append(line)
        for user in users:
            people.setdefault(user, []).append(line)
    return Reached(people, unreached)


# ---------------------------------------------------------------- words


def days_word(line: DueLine, day: dt.date) -> str:
    """*còn 3 ngày*, *hôm nay là ngày cuối*, *quá hạn 1 ngày*."""
    return str(days_left(line.due.last_day, day).word)


def subject_of(lines: list[DueLine], day: dt.date) -> str:
    """The title of a digest: its only duty, or how many there are and how near the nearest is."""
    nearest = lines[0]
    if len(lines) == 1:
        return _("%(unit)s: %(what)s %(year)s, %(days)s") % {
            "unit": nearest.unit.display_name,
            "what": _up_to_year(nearest.due.duty.what),
            "year": nearest.campaign_year.year,
            "days": days_word(nearest, day),
        }
    return _("%(count)s việc báo cáo chưa xong, việc gần nhất %(days)s") % {
        "count": len(lines),
        "days": days_word(nearest, day),
    }


def _up_to_year(what: str) -> str:
    """“Phiếu tự đánh giá năm” and “Báo cáo tổng hợp” alike, ready for the year behind them."""
    return what if what.endswith(" năm") else _("%(what)s năm") % {"what": what}


def body_of(lines: list[DueLine], day: dt.date) -> str:
    """Every duty with its last day, the plan's wording and whether the day was moved."""
    parts = [_paragraph(line, day) for line in lines]
    return "\n\n".join([*parts, _("Nếu đã nộp, ông/bà không cần làm gì thêm.")])


def _paragraph(line: DueLine, day: dt.date) -> str:
    duty = line.due.duty
    text = _("%(unit)s: %(what)s, %(campaign)s năm %(year)s.\nNgày cuối: %(last)s (%(days)s).") % {
        "unit": line.unit.display_name,
        "what": duty.what,
        "campaign": line.campaign_year.campaign.short_name,
        "year": line.campaign_year.year,
        "last": vn_date(line.due.last_day),
        "days": days_word(line, day),
    }
    if line.due.is_moved:
        text += " " + _("Đã gia hạn: %(reason)s.") % {"reason": line.due.moved_reason.rstrip(".")}
    elif duty.source_text:
        text += " " + _("Văn bản ghi: “%(text)s”.") % {"text": duty.source_text}
    return text


# ---------------------------------------------------------------- the text for Zalo


@dataclass(frozen=True)
class Nudge:
    """A message to copy into a chat group: who has not delivered one duty."""

    what: str
    last_day: dt.date | None
    missing: int
    text: str


def nudges(lines: Iterable[DueLine], day: dt.date, address: str) -> list[Nudge]:
    """One text per duty, naming the units that have not delivered; the office's own apart."""
    others = [line for line in lines if not line.is_of_the_office]
    grouped = groupby(others, lambda line: line.due.duty.pk)
    return [_nudge(list(rows), day, address) for _pk, rows in grouped]


def _nudge(lines: list[DueLine], day: dt.date, address: str) -> Nudge:
    first = lines[0]
    usual = last_day(first.due.duty, first.campaign_year.year)
    head = _(
        "%(campaign)s, năm %(year)s\nĐến %(today)s còn %(count)s đơn vị chưa nộp %(what)s:"
    ) % {
        "campaign": first.campaign_year.campaign.short_name,
        "year": first.campaign_year.year,
        "today": vn_date(day),
        "count": len(lines),
        "what": first.due.duty.what[:1].lower() + first.due.duty.what[1:],
    }
    names = [_named(line, place) for place, line in enumerate(lines, start=1)]
    tail = _("Ngày cuối: %(last)s (%(days)s). Nộp tại %(address)s") % {
        "last": vn_date(usual),
        "days": days_left(usual, day).word,
        "address": address,
    }
    return Nudge(first.due.duty.what, usual, len(lines), "\n".join([head, *names, tail]))


def _named(line: DueLine, place: int) -> str:
    name = f"{place}. {line.unit.display_name}"
    if not line.due.is_moved:
        return name
    return _("%(name)s (gia hạn đến %(day)s)") % {"name": name, "day": vn_date(line.due.last_day)}
