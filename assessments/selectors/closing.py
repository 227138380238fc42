"""What is still open in a year that somebody is about to close, beside the forms themselves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from textwrap import shorten

from django.db.models import F, Max, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.enums import Action, Status
from assessments.models import Assessment, CompactResult
from campaigns.calendar import last_day
from campaigns.enums import DutyKind, ProblemState, TaskState
from campaigns.models import CampaignYear, DutyDelivery, Finding, TaskProgress
from core.display import vn_date


@dataclass(frozen=True)
class Matter:
    """Something that is open, how many there are, and where they are listed.

    ``names``: the units, where a number alone does not help. ``until``: up to which day a unit
    could still act on it, where closing ends that.
    """

    text: str
    count: int | None
    url: str
    names: tuple[str, ...] = ()
    until: dt.date | None = None


def open_matters(campaign_year: CampaignYear, day: dt.date) -> list[Matter]:
    """Everything that closing would leave as it is or cut off; eleven queries."""
    return [one for one in _matters(campaign_year, day) if one.count != 0]


def cut_off_words(matters: Iterable[Matter]) -> str:
    """What stands beside the button while units may still object; empty when none may."""
    until = max((one.until for one in matters if one.until), default=None)
    if until is None:
        return ""
    return _(
        "Có đơn vị còn được gửi ý kiến đến hết ngày %(day)s; khóa năm bây giờ thì đơn vị không "
        "gửi ý kiến được nữa."
    ) % {"day": vn_date(until)}


def _matters(campaign_year: CampaignYear, day: dt.date) -> Iterator[Matter]:
    slug, year = campaign_year.campaign.slug, campaign_year.year
    here = [slug, year]
    yield from _days_to_come(campaign_year, day)
    yield _may_object(campaign_year, day)
    yield _objected(campaign_year)
    yield Matter(
        _("báo cáo tổng hợp chưa được chốt"),
        _reports_open(campaign_year),
        reverse("campaigns:campaign_detail", args=[slug]),
    )
    yield Matter(
        _("hộ, dòng họ, cá nhân đã đăng ký mà chưa có kết quả"),
        CompactResult.objects.filter(
            campaign_year=campaign_year, is_registered=True, result=""
        ).count(),
        reverse("assessments:results", args=here),
    )
    yield Matter(
        _("khó khăn, vướng mắc chưa trả lời"),
        campaign_year.problems.filter(state=ProblemState.OPEN).count(),
        reverse("campaigns:problem_list", args=here) + "?state=open",
    )
    yield Matter(
        _("nhiệm vụ chưa xong"),
        campaign_year.campaign.tasks.count()
        - TaskProgress.objects.filter(campaign_year=campaign_year, state=TaskState.DONE).count(),
        reverse("campaigns:task_list", args=here),
    )
    yield Matter(
        _("tồn tại sau kiểm tra chưa khắc phục"),
        Finding.objects.filter(inspection__campaign_year=campaign_year, resolved_on=None).count(),
        reverse("campaigns:inspection_list", args=here),
    )


def _days_to_come(campaign_year: CampaignYear, day: dt.date) -> Iterator[Matter]:
    """Last days that have not come: of the plan's duties, and of units that were given more."""
    matrix = _matrix(campaign_year)
    for duty in campaign_year.campaign.duties.order_by("position"):
        last = last_day(duty, campaign_year.year)
        if last is not None and last > day:
            words = {"day": vn_date(last), "duty": shorten(duty.what, 120, placeholder=" …")}
            yield Matter(_("Hạn cuối %(day)s chưa đến: %(duty)s") % words, None, matrix)
    moved = DutyDelivery.objects.filter(
        campaign_year=campaign_year, moved_last_day__gt=day, received_on=None
    ).select_related("unit")
    names = [_until(one.unit.display_name, one.moved_last_day) for one in moved.order_by("pk")]
    yield Matter(
        _("đơn vị được gia hạn chưa nộp, hạn cuối chưa đến"), len(names), matrix, tuple(names)
    )


def _may_object(campaign_year: CampaignYear, day: dt.date) -> Matter:
    """Forms of which the unit may still say that it does not agree (``rules.may_object_until``)."""
    campaign = campaign_year.campaign
    term = dt.timedelta(days=campaign.objection_days)
    rows = _forms(campaign_year).filter(status=Status.REVIEWED, reviewed_on__gte=day - term)
    if not campaign.province_reviews:  # its own form is then decided on paper
        rows = rows.exclude(unit_id=campaign.launched_by_id)
    found = [(one.unit.display_name, one.reviewed_on + term) for one in rows if one.reviewed_on]
    return Matter(
        _("phiếu còn trong thời gian đơn vị được có ý kiến; chốt rồi thì không còn"),
        len(found),
        f"{_matrix(campaign_year)}?state={Status.REVIEWED}",
        tuple(_until(name, until) for name, until in found),
        max((until for _name, until in found), default=None),
    )


def _objected(campaign_year: CampaignYear) -> Matter:
    """Forms looked at again because the unit did not agree, at whatever level they are."""
    rows = _forms(campaign_year).filter(status__in=[Status.SUBMITTED, Status.IN_REVIEW])
    settled = Q(events__action__in=[Action.APPROVE, Action.RETURN])
    rows = rows.annotate(
        objected=Max("events", filter=Q(events__action=Action.OBJECT)),
        settled=Max("events", filter=settled),
    ).filter(objected__gt=F("settled"))
    names = [one.unit.display_name for one in rows]
    return Matter(
        _("phiếu có ý kiến của đơn vị chưa được xem xét xong"),
        len(names),
        f"{_matrix(campaign_year)}?state={Status.IN_REVIEW}",
        tuple(names),
    )


def _forms(campaign_year: CampaignYear) -> QuerySet[Assessment]:
    rows = Assessment.objects.filter(campaign_year=campaign_year).select_related("unit")
    return rows.order_by("unit__position", "unit__sort_key", "unit_id")


def _until(name: str, day: dt.date | None) -> str:
    return _("%(unit)s (đến hết ngày %(day)s)") % {"unit": name, "day": vn_date(day)}


def _matrix(campaign_year: CampaignYear) -> str:
    return reverse("assessments:matrix", args=[campaign_year.campaign.slug, campaign_year.year])


def _reports_open(campaign_year: CampaignYear) -> int:
    duties = campaign_year.campaign.duties.filter(kind=DutyKind.REPORT)
    received = set(
        DutyDelivery.objects.filter(campaign_year=campaign_year, duty__kind=DutyKind.REPORT)
        .exclude(received_on=None)
        .values_list("duty_id", flat=True)
    )
    return sum(
        duty.pk not in received and last_day(duty, campaign_year.year) is not None
        for duty in duties
    )
