"""What a new year took over as it was, and what somebody has to look at before relying on it.

Each item is worked out from the rows as they stand, so it goes away by itself once it is mended;
what cannot be mended is settled by the office's word (``YearDecision``).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from campaigns.calendar import last_day
from campaigns.enums import DutyKind, YearState
from campaigns.models import CampaignYear, Duty, Holiday, TargetMeasure, YearDecision
from core.display import vn_date
from criteria.enums import SetStatus
from criteria.models import CriteriaSet
from units.access import memberships_on
from units.enums import WITHOUT_FORM, Role
from units.models import Membership
from units.policy import OFFICE

ENTERING_FOR_UNIT = frozenset({Role.HEAD, Role.EDITOR}) | OFFICE
MOST_NAMES = 6
SATURDAY, SUNDAY = 5, 6


@dataclass(frozen=True)
class Item:
    """One thing to decide: what, where it is changed, and what was decided about it."""

    key: str
    text: str
    url: str = ""
    url_label: str = ""
    decision: YearDecision | None = None


@dataclass(frozen=True)
class Checklist:
    """The new year: what was taken over, what is open, what was settled."""

    before: CampaignYear | None
    copied: list[str]
    open: list[Item]
    settled: list[Item]


def checklist_of(campaign_year: CampaignYear, day: dt.date) -> Checklist:
    """The year's checklist; fifteen queries at most, whatever the number of units."""
    campaign = campaign_year.campaign
    before = (
        campaign.years.filter(year__lt=campaign_year.year)
        .exclude(state=YearState.PLANNED)
        .order_by("-year")
        .first()
    )
    duties = list(campaign.duties.order_by("position"))
    decided = {one.item: one for one in campaign_year.decisions.select_related("decided_by")}
    items = [
        Item(one.key, one.text, one.url, one.url_label, decided.get(one.key))
        for one in _items(campaign_year, before, duties, day)
    ]
    return Checklist(
        before=before,
        copied=_copied(campaign_year, duties),
        open=[one for one in items if one.decision is None],
        settled=[one for one in items if one.decision is not None],
    )


def _copied(campaign_year: CampaignYear, duties: list[Duty]) -> list[str]:
    campaign = campaign_year.campaign
    groups = campaign.groups.select_related("criteria_set").all()
    dated = [duty for duty in duties if last_day(duty, campaign_year.year) is not None]
    lines = [
        _("%(count)s nhóm tham gia với bộ tiêu chí và biểu số liệu như kế hoạch")
        % {"count": len(groups)}
    ]
    lines += [
        _("%(what)s: ngày cuối %(day)s")
        % {"what": duty.what, "day": vn_date(last_day(duty, campaign_year.year))}
        for duty in dated
    ]
    if campaign.reminder_days:
        days = ", ".join(str(one) for one in campaign.reminder_days)
        lines.append(_("Ngày nhắc việc trước ngày cuối: %(days)s") % {"days": days})
    lines.append(
        _("Đơn vị được có ý kiến trong %(days)s ngày từ ngày duyệt")
        % {"days": campaign.objection_days}
    )
    return lines


def _items(
    campaign_year: CampaignYear, before: CampaignYear | None, duties: list[Duty], day: dt.date
) -> Iterator[Item]:
    yield from _days_off(campaign_year, duties)
    yield from _recipients(campaign_year, duties)
    yield from _targets(campaign_year)
    yield from _criteria(campaign_year)
    yield from _council(campaign_year, day)
    yield from _left_out(campaign_year, before)
    yield from _without_account(campaign_year, day)
    yield from _tasks(campaign_year)
    yield from _reviews(campaign_year)


def _url(name: str, campaign_year: CampaignYear, *more: int) -> str:
    return reverse(f"campaigns:{name}", args=[campaign_year.campaign.slug, *more])


def _days_off(campaign_year: CampaignYear, duties: list[Duty]) -> Iterator[Item]:
    """Last days on a Saturday, a Sunday or a holiday: the plan does not move them."""
    holidays = list(Holiday.objects.all())
    for duty in duties:
        last = None if duty.kind == DutyKind.PROBLEM else last_day(duty, campaign_year.year)
        why = day_off(last, holidays) if last else ""
        if why:
            yield Item(
                f"day-{duty.pk}",
                _("%(what)s: ngày cuối %(day)s là %(why)s. Giữ nguyên hay đặt ngày khác?")
                % {"what": duty.what, "day": vn_date(last), "why": why},
                _url("duty_day", campaign_year, duty.pk),
                _("Đặt ngày"),
            )


def day_off(day: dt.date, holidays: list[Holiday]) -> str:
    """Why nobody works on the day, in words; empty on a working day."""
    for one in holidays:
        if (one.day, one.month) == (day.day, day.month) and one.year in {None, day.year}:
            return one.name
    return {SATURDAY: _("thứ Bảy"), SUNDAY: _("Chủ nhật")}.get(day.weekday(), "")


def _recipients(campaign_year: CampaignYear, duties: list[Duty]) -> Iterator[Item]:
    """Papers whose recipient the plan's own note calls into question."""
    for duty in duties:
        if duty.kind == DutyKind.REPORT and duty.note:
            yield Item(
                f"recipient-{duty.pk}",
                _("Nơi nhận %(what)s: %(to)s. %(note)s")
                % {"what": duty.what, "to": duty.to_text, "note": duty.note},
                reverse("campaigns:campaign_detail", args=[campaign_year.campaign.slug]),
                _("Xem thời hạn"),
            )


def _targets(campaign_year: CampaignYear) -> Iterator[Item]:
    measures = TargetMeasure.objects.filter(target__campaign=campaign_year.campaign)
    whole = measures.count()
    missing = measures.exclude(yearly__year=campaign_year.year).count()
    if missing:
        yield Item(
            "targets",
            _("%(missing)s/%(whole)s thước đo chưa có chỉ tiêu năm %(year)s.")
            % {"missing": missing, "whole": whole, "year": campaign_year.year},
            _url("yearly_targets", campaign_year, campaign_year.year),
            _("Nhập chỉ tiêu"),
        )


def _criteria(campaign_year: CampaignYear) -> Iterator[Item]:
    """Groups whose criteria were followed by a newer published version."""
    groups = campaign_year.campaign.groups.select_related("criteria_set", "indicator_set")
    sets = {one for group in groups for one in (group.criteria_set, group.indicator_set) if one}
    published = CriteriaSet.objects.filter(
        code__in={one.code for one in sets}, status=SetStatus.PUBLISHED
    )
    newest = {one.code: one for one in published.order_by("version")}
    for one in sorted(sets, key=lambda row: row.pk):
        newer = newest.get(one.code)
        if newer is not None and newer.version > one.version:
            yield Item(
                f"criteria-{one.pk}",
                _("%(name)s đã có bản %(newer)s; năm này vẫn dùng bản %(used)s.")
                % {"name": one.name, "newer": newer.version, "used": one.version},
                reverse("criteria:set_detail", args=[newer.code, newer.version]),
                _("Xem bản mới"),
            )


def _council(campaign_year: CampaignYear, day: dt.date) -> Iterator[Item]:
    host = campaign_year.campaign.launched_by
    held = Membership.objects.filter(
        memberships_on(day), unit=host, role__in=(Role.SECRETARY, Role.MEMBER)
    )
    if not held.exists():
        yield Item(
            "council",
            _("%(unit)s chưa có thư ký và thành viên hội đồng thi đua nào đang giữ vai trò.")
            % {"unit": host.display_name},
        )


def _left_out(campaign_year: CampaignYear, before: CampaignYear | None) -> Iterator[Item]:
    if before is None:
        return
    out = before.participations.filter(is_excluded=True).select_related("unit")
    still = campaign_year.participations.filter(
        is_excluded=False, unit__in=[one.unit_id for one in out]
    )
    names = [one.unit.display_name for one in still.select_related("unit")]
    if names:
        yield Item(
            "left-out",
            _("Năm %(year)s không tham gia, năm này đã được đưa vào: %(names)s.")
            % {"year": before.year, "names": _some(names)},
            _url("participant_list", campaign_year, campaign_year.year),
            _("Danh sách tham gia"),
        )


def _without_account(campaign_year: CampaignYear, day: dt.date) -> Iterator[Item]:
    held = Membership.objects.filter(
        memberships_on(day), role__in=ENTERING_FOR_UNIT, user__is_active=True
    ).values("unit_id")
    rows = (
        campaign_year.participations.taking_part()
        .exclude(unit__type__in=WITHOUT_FORM)
        .exclude(unit_id__in=held)
        .select_related("unit")
        .order_by("group__position", "unit__position", "unit__sort_key", "pk")
    )
    names = [one.unit.display_name for one in rows]
    if names:
        yield Item(
            "accounts",
            _("%(count)s đơn vị chưa ai có tài khoản để nhập và nhận tin nhắc: %(names)s.")
            % {"count": len(names), "names": _some(names)},
            reverse("units:people"),
            _("Tài khoản"),
        )


def _tasks(campaign_year: CampaignYear) -> Iterator[Item]:
    tasks = campaign_year.campaign.tasks
    whole = tasks.count()
    dated = campaign_year.task_progress.exclude(due_on=None).count()
    if whole > dated:
        yield Item(
            "tasks",
            _("%(missing)s/%(whole)s nhiệm vụ chưa đặt hạn trong năm %(year)s.")
            % {"missing": whole - dated, "whole": whole, "year": campaign_year.year},
            _url("task_list", campaign_year, campaign_year.year),
            _("Tiến độ nhiệm vụ"),
        )


def _reviews(campaign_year: CampaignYear) -> Iterator[Item]:
    year = campaign_year.year
    for phase in campaign_year.campaign.phases.all():
        if year in {phase.interim_review_year, phase.final_review_year}:
            what = _("sơ kết") if year == phase.interim_review_year else _("tổng kết")
            yield Item(
                f"review-{phase.pk}",
                _("Năm %(year)s là năm %(what)s: %(phase)s.")
                % {"year": year, "what": what, "phase": phase.name},
            )


def _some(names: list[str]) -> str:
    shown = ", ".join(names[:MOST_NAMES])
    more = len(names) - MOST_NAMES
    return shown if more <= 0 else _("%(names)s và %(more)s đơn vị khác") % {
        "names": shown, "more": more,
    }  # fmt: skip
