"""The duties of the units somebody heads or enters for: one card each, one button."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.enums import Status
from assessments.models import Assessment
from campaigns.calendar import due
from campaigns.enums import DutyKind, YearState
from campaigns.models import Duty, DutyDelivery, Participation
from units.access import Access
from units.enums import Role, UnitType

OWN = frozenset({Role.HEAD, Role.EDITOR})
MOST_CARDS = 24


@dataclass(frozen=True)
class Card:
    """One form of one unit: what, state, days left, one button."""

    title: str
    unit: str
    state: str
    last_day: dt.date | None
    action: str
    url: str
    is_done: bool
    note: str
    year: int
    slug: str
    is_open_village: bool


@dataclass(frozen=True)
class _Duties:
    """The dated form duty of each group, and what each unit delivered on it."""

    by_group: dict[int, Duty]
    delivered: dict[tuple[int, int, int], DutyDelivery]


def cards(access: Access, day: dt.date) -> list[Card]:
    """One card per form of each own unit, the most urgent first, finished years last.

    Four queries: places in the years, records, duties, deliveries.
    """
    own = {held.unit_id for held in access.held if held.role in OWN}
    parts = list(
        Participation.objects.taking_part()
        .filter(unit_id__in=own)
        .exclude(campaign_year__state=YearState.PLANNED)
        .select_related("unit", "campaign_year__campaign")
        .order_by("-campaign_year__year", "pk")[:MOST_CARDS]
    )
    records = {
        (one.campaign_year_id, one.unit_id): one
        for one in Assessment.objects.filter(
            unit_id__in=own, campaign_year__in={part.campaign_year_id for part in parts}
        )
    }
    duties = _duties(parts)
    heads = {held.unit_id for held in access.held if held.role == Role.HEAD}
    found = [
        _card(
            part,
            records.get((part.campaign_year_id, part.unit_id)),
            duties,
            day,
            is_head=part.unit_id in heads,
        )
        for part in parts
    ]
    return sorted(found, key=lambda card: (card.is_done, -card.year, card.last_day or dt.date.max))


def households_links(found: list[Card]) -> list[tuple[str, str]]:
    """Where the village enters the results of its households, one link per open year."""
    links = {
        (card.slug, card.year): reverse("assessments:results", args=[card.slug, card.year])
        for card in found
        if card.is_open_village
    }
    return [
        (_("Ghi kết quả hộ gia đình, dòng họ năm %(year)s") % {"year": year}, url)
        for (_slug, year), url in links.items()
    ]


def _duties(parts: list[Participation]) -> _Duties:
    groups = {part.group_id for part in parts}
    links = (
        Duty.groups.through.objects.filter(
            participantgroup_id__in=groups, duty__kind=DutyKind.FORM, duty__month__isnull=False
        )
        .select_related("duty")
        .order_by("-duty__position")
    )
    rows = DutyDelivery.objects.filter(unit_id__in={part.unit_id for part in parts})
    return _Duties(
        by_group={link.participantgroup_id: link.duty for link in links},
        delivered={(row.duty_id, row.campaign_year_id, row.unit_id): row for row in rows},
    )


def _card(
    part: Participation,
    record: Assessment | None,
    duties: _Duties,
    day: dt.date,
    *,
    is_head: bool,
) -> Card:
    year = part.campaign_year
    duty = duties.by_group.get(part.group_id)
    row = duties.delivered.get((duty.pk, year.pk, part.unit_id)) if duty else None
    found = due(duty, year.year, day, row) if duty else None
    status = record.status if record else ""
    is_open = year.state == YearState.OPEN or (record is not None and record.is_reopened)
    action, url = _next_step(part, record, is_head=is_head, is_open=is_open)
    return Card(
        title=_("%(what)s %(year)s")
        % {"what": duty.what if duty else _("Phiếu tự đánh giá năm"), "year": year.year},
        unit=f"{part.unit.display_name} – {year.campaign.short_name}",
        state=status,
        last_day=found.last_day if found else None,
        action=action,
        url=url,
        is_done=not is_open or status not in {"", Status.DRAFT, Status.RETURNED},
        note=_note(status, found.moved_reason if found else "", is_open=is_open),
        year=year.year,
        slug=year.campaign.slug,
        is_open_village=is_open and part.unit.type == UnitType.VILLAGE,
    )


def _next_step(
    part: Participation, record: Assessment | None, *, is_head: bool, is_open: bool
) -> tuple[str, str]:
    """The word on the one button, and where it leads."""
    form = reverse("assessments:form", args=[part.pk])
    if record is None:
        return (_("Bắt đầu nhập") if is_open else _("Xem")), form
    if is_open and record.status == Status.DRAFT:
        return (_("Nhập tiếp và nộp") if is_head else _("Nhập tiếp")), form
    if is_open and record.status == Status.RETURNED:
        return _("Sửa mục bị trả lại"), form
    if record.status == Status.SUBMITTED and record.receipt_code:
        return _("Xem giấy biên nhận"), reverse("assessments:receipt", args=[record.pk])
    return _("Xem phiếu"), reverse("assessments:record", args=[record.pk])


def _note(status: str, moved_reason: str, *, is_open: bool) -> str:
    if not is_open and status not in {Status.REVIEWED, Status.FINAL}:
        return _("Năm này đã khóa.")
    if status == Status.RETURNED:
        return _("Cán bộ thẩm định đã trả lại một số mục, lý do ghi ở từng mục.")
    return _("Được gia hạn: %(reason)s") % {"reason": moved_reason} if moved_reason else ""
