"""What the pages of criteria sets show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.text import fold
from criteria.enums import Completeness, CriterionKind, ScoringMode, SetKind, SetStatus
from criteria.models import CriteriaSet, Criterion, Indicator, PassRule

COMPLETENESS: dict[str, str | Promise] = {
    Completeness.COMPLETE: gettext_lazy("Đủ mọi dòng, điểm và ngưỡng; có thể tính kết quả."),
    Completeness.PARTIAL: gettext_lazy(
        "Mới có một phần. Chỗ nào chưa biết thì để trống, không có số thay thế, "
        "nên hệ thống không tính kết quả."
    ),
    Completeness.EMPTY: gettext_lazy(
        "Chưa tìm được nội dung của bộ này. Khi có văn bản chính thức, quản trị nhập vào; "
        "cho đến lúc đó hệ thống không tính kết quả."
    ),
}

# How sure a figure is, as the files write it before the source.
_CERTAINTY: dict[str, str | Promise] = {
    "[found]": gettext_lazy("đọc tại"),
    "[inferred]": gettext_lazy("suy luận:"),
    "[recalled]": gettext_lazy("nhớ lại, chưa đối chiếu:"),
    "[suggested]": gettext_lazy("gợi ý:"),
}


def shared_sets() -> QuerySet[CriteriaSet]:
    """Official sets and sheets of figures, every version.

    The plans' own criteria stand on their campaign's page, which not everybody sees.
    """
    return CriteriaSet.objects.exclude(kind=SetKind.PLAN).select_related("document")


def sets_to_list(query: str = "", completeness: str = "") -> QuerySet[CriteriaSet]:
    """The present version of every shared set that fits, official ones first."""
    found = shared_sets().exclude(status=SetStatus.RETIRED)
    if completeness in Completeness.values:
        found = found.filter(completeness=completeness)
    wanted = fold(query).split()
    if wanted:
        names = found.values_list("pk", "name", "code", "document__reference_number")
        fitting = [
            pk
            for pk, *texts in names
            if all(word in fold(" ".join(text or "" for text in texts)) for word in wanted)
        ]
        found = found.filter(pk__in=fitting)
    return found.order_by("-kind", "code", "-version")


def ended(criteria_set: CriteriaSet, day: dt.date) -> bool:
    """Whether its document no longer holds, as its source says or by its last day."""
    last = criteria_set.effective_to
    return criteria_set.is_in_force is False or (last is not None and last < day)


def ended_words(criteria_set: CriteriaSet, day: dt.date) -> str:
    """That a set's document no longer holds, in a sentence; empty while it does."""
    return _("Bộ này đã hết hiệu lực, chỉ để tham khảo.") if ended(criteria_set, day) else ""


@dataclass(frozen=True)
class SetLine:
    """One line of a set; ``points``: what it is worth, in words where it is not known."""

    criterion: Criterion
    points: str
    source: str
    is_heading: bool


@dataclass(frozen=True)
class RuleLine:
    """A result and what it needs."""

    rule: PassRule
    needs: str
    source: str


@dataclass(frozen=True)
class SetPage:
    """A set with its lines, results, figures and other versions."""

    criteria_set: CriteriaSet
    ended: str
    explanation: str
    lines: list[SetLine]
    total: Decimal | None
    rules: list[RuleLine]
    sections: list[tuple[str, list[Indicator]]]
    versions: list[CriteriaSet]


def set_page(criteria_set: CriteriaSet, day: dt.date) -> SetPage:
    """Everything about one set; four queries."""
    rows = list(criteria_set.criteria.all())
    has_points = criteria_set.scoring_mode == ScoringMode.POINTS
    indicators = groupby(criteria_set.indicators.all(), lambda one: one.section)
    versions = CriteriaSet.objects.filter(code=criteria_set.code).exclude(pk=criteria_set.pk)
    return SetPage(
        criteria_set=criteria_set,
        ended=ended_words(criteria_set, day),
        explanation=str(_explanation(criteria_set)),
        lines=[_line(row, has_points=has_points) for row in rows],
        total=total_points(rows) if has_points else None,
        rules=[
            RuleLine(rule, needs_in_words(rule), source_line(rule.source))
            for rule in criteria_set.rules.select_related("title", "criterion", "needs")
        ],
        sections=[(section, list(found)) for section, found in indicators],
        versions=list(versions.order_by("-version")),
    )


def _explanation(criteria_set: CriteriaSet) -> str | Promise:
    """How far the set can be trusted, in a sentence."""
    if criteria_set.kind == SetKind.INDICATORS:
        return gettext_lazy(
            "Biểu số liệu để tổng hợp báo cáo năm. Sửa biểu tạo phiên bản mới; "
            "số liệu đã nhập giữ theo phiên bản cũ."
        )
    return COMPLETENESS[criteria_set.completeness]


def total_points(rows: Iterable[Criterion]) -> Decimal | None:
    """The sum of the scored lines; ``None`` while a single one is unknown or there is none."""
    points = [row.max_points for row in rows if row.kind == CriterionKind.SCORED]
    known = [one for one in points if one is not None]
    return sum(known, Decimal(0)) if points and len(known) == len(points) else None


def _line(row: Criterion, *, has_points: bool) -> SetLine:
    return SetLine(
        criterion=row,
        points=_worth(row) if has_points else "",
        source=source_line(row.source),
        is_heading=row.kind == CriterionKind.HEADING,
    )


def _worth(row: Criterion) -> str:
    if row.max_points is None:
        return _("chưa rõ")
    return _("%(points)s điểm") % {"points": _plain(row.max_points)}


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}".replace(".", ",")


def needs_in_words(rule: PassRule) -> str:
    """Everything that a row asks for, in words."""
    parts = [*_points_in_words(rule)]
    if rule.needs_all:
        parts.append(_("mọi tiêu chí áp dụng đều đạt"))
    if rule.criterion is not None:
        parts.append(_criterion_in_words(rule, rule.criterion))
    if rule.title is not None:
        parts.append(_("có danh hiệu “%(title)s”") % {"title": rule.title.name})
    if rule.ratio and rule.min_ratio is not None:
        label = str(rule.get_ratio_display())
        parts.append(
            _("%(ratio)s từ %(percent)s%%")
            % {"ratio": label[:1].lower() + label[1:], "percent": _plain(rule.min_ratio)}
        )
    if rule.needs is not None:
        parts.append(_("đã đạt mức “%(level)s”") % {"level": rule.needs.label})
    return ", ".join(parts) or (_("chưa rõ") if rule.is_pass else _("còn lại"))


def _points_in_words(rule: PassRule) -> Iterator[str]:
    if rule.min_points is not None:
        yield _("từ %(points)s điểm") % {"points": _plain(rule.min_points)}
    if rule.max_points_below is not None:
        yield _("dưới %(points)s điểm") % {"points": _plain(rule.max_points_below)}
    if rule.floor_each is not None:
        yield _("không mục nào dưới %(points)s điểm") % {"points": _plain(rule.floor_each)}


def _criterion_in_words(rule: PassRule, criterion: Criterion) -> str:
    if rule.criterion_min is None:
        return _("đạt tiêu chí %(code)s") % {"code": criterion.code}
    return _("tiêu chí %(code)s từ %(points)s điểm") % {
        "code": criterion.code,
        "points": _plain(rule.criterion_min),
    }


def source_line(source: str) -> str:
    """The source in Vietnamese: "[found] lawnet 16408" → "đọc tại lawnet 16408"."""
    for mark, words in _CERTAINTY.items():
        if source.startswith(mark):
            return f"{words} {source.removeprefix(mark).strip()}"
    return source
