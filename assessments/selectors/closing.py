"""What is still open in a year that somebody is about to close, beside the forms themselves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.enums import Status
from assessments.models import Assessment, CompactResult
from campaigns.calendar import last_day
from campaigns.enums import DutyKind, ProblemState, TaskState
from campaigns.models import CampaignYear, DutyDelivery, Finding, TaskProgress


@dataclass(frozen=True)
class Matter:
    """Something that is open, how many there are, and where they are listed."""

    text: str
    count: int
    url: str


def open_matters(campaign_year: CampaignYear, day: dt.date) -> list[Matter]:
    """Everything that closing would leave as it is or cut off; seven queries."""
    return [one for one in _matters(campaign_year, day) if one.count]


def _matters(campaign_year: CampaignYear, day: dt.date) -> Iterator[Matter]:
    slug, year = campaign_year.campaign.slug, campaign_year.year
    here = [slug, year]
    matrix = reverse("assessments:matrix", args=here)
    earliest = day - dt.timedelta(days=campaign_year.campaign.objection_days)
    yield Matter(
        _("phiếu còn trong thời gian đơn vị được có ý kiến; chốt rồi thì không còn"),
        Assessment.objects.filter(
            campaign_year=campaign_year, status=Status.REVIEWED, reviewed_on__gte=earliest
        ).count(),
        f"{matrix}?state={Status.REVIEWED}",
    )
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
