"""The rules of a set: a row is added with its dates and source, and ended; never rewritten."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from core.audit import Actor, Subject, record
from core.errors import DomainError, StaleError
from core.numbers import format_date
from criteria.enums import ScoringMode
from criteria.models import CriteriaSet, Criterion, PassRule
from criteria.rulebooks import rule_of
from criteria.scoring.verdicts import refer_in_a_circle
from recognitions.models import Title

LOCAL_SOURCE = "địa phương đặt"
HUNDRED = Decimal(100)


@dataclass(frozen=True, kw_only=True)
class RuleRow:
    """A row to be; what is empty is not asked for."""

    label: str
    is_pass: bool = True
    position: int = 1
    needs_all: bool = False
    min_points: Decimal | None = None
    max_points_below: Decimal | None = None
    floor_each: Decimal | None = None
    title: Title | None = None
    needs: PassRule | None = None
    ratio: str = ""
    min_ratio: Decimal | None = None
    criterion: Criterion | None = None
    criterion_min: Decimal | None = None
    unit_types: tuple[str, ...] = ()
    area: str = ""
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    source: str = ""


@transaction.atomic
def add_rule(
    criteria_set: CriteriaSet,
    row: RuleRow,
    *,
    actor: Actor,
    subject: Subject,
    is_local: bool,
    reason: str = "",
) -> PassRule:
    """Publish one row of the rules of a set.

    Raises ``DomainError`` beside the field for a row that asks for nothing, contradicts itself,
    asks for something that the set does not have, or overlaps a row that is in force. ``subject``
    says in whose trail it stands.
    """
    CriteriaSet.objects.select_for_update().get(pk=criteria_set.pk)
    check_rule(criteria_set, row)
    made = PassRule(
        criteria_set=criteria_set,
        **{**row.__dict__, "unit_types": list(row.unit_types)},
        is_local=is_local,
    )
    if is_local and not made.source:
        made.source = LOCAL_SOURCE
    _refuse_overlap(made)
    made.save()
    _refuse_circle(criteria_set)
    record("criteria.rule_added", subject, actor=actor, after=told(made), reason=reason)
    return made


@transaction.atomic
def end_rule(
    rule: PassRule, *, last_day: dt.date, reason: str, actor: Actor, subject: Subject
) -> PassRule:
    """Let a row end on a day, with a reason; results of earlier days keep it.

    Raises ``StaleError`` when somebody else ended it meanwhile.
    """
    if not reason.strip():
        raise DomainError(_("Hãy ghi lý do kết thúc quy tắc."), field="reason")
    if rule.valid_from is not None and last_day < rule.valid_from:
        raise DomainError(
            _("Ngày kết thúc phải từ ngày áp dụng (%(day)s) trở đi.")
            % {"day": format_date(rule.valid_from)},
            field="last_day",
        )
    before = rule.valid_to
    swapped = PassRule.objects.filter(pk=rule.pk, valid_to=before).update(valid_to=last_day)
    if not swapped:
        raise StaleError
    rule.valid_to = last_day
    record(
        "criteria.rule_ended",
        subject,
        actor=actor,
        before={"label": rule.label, "valid_to": before},
        after={"label": rule.label, "valid_to": last_day},
        reason=reason.strip(),
    )
    return rule


def told(rule: PassRule) -> dict[str, object]:
    """The row as the audit trail keeps it: only what it asks for."""
    values: dict[str, object] = {
        "label": rule.label,
        "is_pass": rule.is_pass,
        "needs_all": rule.needs_all or None,
        "min_points": rule.min_points,
        "max_points_below": rule.max_points_below,
        "floor_each": rule.floor_each,
        "title": rule.title.name if rule.title else None,
        "needs": rule.needs.label if rule.needs else None,
        "ratio": str(rule.get_ratio_display()) or None,
        "min_ratio": rule.min_ratio,
        "criterion": rule.criterion.code if rule.criterion else None,
        "criterion_min": rule.criterion_min,
        "area": str(rule.get_area_display()) or None,
        "valid_from": rule.valid_from,
        "valid_to": rule.valid_to,
        "source": rule.source,
    }
    return {key: one for key, one in values.items() if one is not None}


def check_rule(criteria_set: CriteriaSet, row: RuleRow) -> None:
    """Refuse a row that could never give a fair answer, beside the field that is wrong."""
    if not row.label.strip():
        raise DomainError(_("Hãy ghi tên mức, ví dụ Đạt."), field="label")
    _check_points(criteria_set, row)
    _check_ratio(row)
    _check_others(criteria_set, row)
    if row.is_pass and not _asks(row):
        raise DomainError(
            _("Mức được tính là đạt phải có ít nhất một điều kiện. Hãy chọn hoặc ghi điều kiện."),
            field="needs_all",
        )
    if row.valid_from and row.valid_to and row.valid_to < row.valid_from:
        raise DomainError(_("Ngày hết áp dụng phải từ ngày áp dụng trở đi."), field="valid_to")


def _asks(row: RuleRow) -> bool:
    asked = (
        row.min_points, row.max_points_below, row.floor_each, row.title, row.needs, row.criterion,
    )  # fmt: skip
    return row.needs_all or bool(row.ratio) or any(one is not None for one in asked)


def _check_points(criteria_set: CriteriaSet, row: RuleRow) -> None:
    given = {
        "min_points": row.min_points,
        "max_points_below": row.max_points_below,
        "floor_each": row.floor_each,
    }
    for field, points in given.items():
        if points is None:
            continue
        if criteria_set.scoring_mode != ScoringMode.POINTS:
            raise DomainError(
                _("Bộ tiêu chí này không chấm điểm nên không đặt được mức điểm. Hãy để trống."),
                field=field,
            )
        if points < 0:
            raise DomainError(_("Điểm không thể âm. Hãy ghi từ 0 trở lên."), field=field)
    low, high = row.min_points, row.max_points_below
    if low is not None and high is not None and high <= low:
        raise DomainError(
            _("“Dưới” phải lớn hơn “từ”, nếu không thì không điểm nào vừa mức này."),
            field="max_points_below",
        )


def _check_ratio(row: RuleRow) -> None:
    if bool(row.ratio) != (row.min_ratio is not None):
        raise DomainError(_("Hãy chọn tỷ lệ và ghi mức phần trăm, cả hai."), field="min_ratio")
    if row.min_ratio is not None and not 0 < row.min_ratio <= HUNDRED:
        raise DomainError(_("Mức tỷ lệ phải lớn hơn 0 và không quá 100%."), field="min_ratio")


def asks_for_what_it_decides(title: Title) -> DomainError:
    """The refusal of a row that demands the very title that its result is looked at for."""
    return DomainError(
        _(
            "Danh hiệu “%(title)s” do chính kết quả này xét nên không thể là điều kiện. "
            "Hãy chọn danh hiệu khác, hoặc bỏ trống."
        )
        % {"title": title},
        field="title",
    )


def _check_others(criteria_set: CriteriaSet, row: RuleRow) -> None:
    if row.title is not None and row.title.pk == criteria_set.title_id:
        raise asks_for_what_it_decides(row.title)
    if row.needs is not None and row.needs.criteria_set_id != criteria_set.pk:
        raise DomainError(_("Mức phải đạt trước phải thuộc cùng bộ tiêu chí."), field="needs")
    criterion = row.criterion
    if criterion is None:
        return
    if criterion.criteria_set_id != criteria_set.pk:
        raise DomainError(_("Tiêu chí khống chế phải thuộc cùng bộ tiêu chí."), field="criterion")
    if row.criterion_min is not None and (
        criterion.max_points is None or not 0 <= row.criterion_min <= criterion.max_points
    ):
        raise DomainError(
            _("Mức điểm của tiêu chí khống chế phải từ 0 đến điểm cao nhất của tiêu chí đó."),
            field="criterion_min",
        )


def _refuse_overlap(made: PassRule) -> None:
    """The same level for the same places at the same time would be asked twice."""
    others = PassRule.objects.filter(
        criteria_set=made.criteria_set, label=made.label, area__in={made.area, ""}
    )
    if not made.area:
        others = PassRule.objects.filter(criteria_set=made.criteria_set, label=made.label)
    for other in others:
        types_meet = (
            not other.unit_types
            or not made.unit_types
            or bool(set(other.unit_types) & set(made.unit_types))
        )
        if types_meet and _days_meet(made, other):
            raise DomainError(
                _(
                    "Mức “%(level)s” đã có quy tắc áp dụng trong thời gian này. "
                    "Hãy kết thúc quy tắc cũ trước, hoặc chọn ngày áp dụng muộn hơn."
                )
                % {"level": made.label},
                field="valid_from",
            )


def _days_meet(one: PassRule, other: PassRule) -> bool:
    starts_after = one.valid_from and other.valid_to and one.valid_from > other.valid_to
    ends_before = one.valid_to and other.valid_from and one.valid_to < other.valid_from
    return not (starts_after or ends_before)


def _refuse_circle(criteria_set: CriteriaSet) -> None:
    rows = PassRule.objects.filter(criteria_set=criteria_set).select_related("title", "criterion")
    found = refer_in_a_circle(rule_of(one) for one in rows)
    if found is not None:
        raise refers_to_itself(found.label)


def refers_to_itself(label: str) -> DomainError:
    """The refusal of rows that ask for themselves, directly or through others."""
    return DomainError(
        _("Mức “%(level)s” lại đòi chính nó phải đạt trước. Hãy chọn mức khác, hoặc bỏ trống.")
        % {"level": label},
        field="needs",
    )
