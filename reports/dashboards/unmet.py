"""Which criteria are not met most often, and by whom (Pareto)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, Sum
from django.db.models.fields.json import KeyTransform
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.enums import Judgement
from campaigns.models import LineTally, UnitTally
from core.display import Mark, answer_mark
from core.numbers import format_number, format_percent
from criteria.models import Criterion
from documents.renderers.workbook import Cell, Rate
from reports.dashboards.places import Place
from units.paths import under

SHOWN_UNITS = 300
FAILING = (Judgement.NOT_MET, Judgement.PARTLY)


@dataclass(frozen=True)
class UnmetLine:
    """One criterion: how many of the assessed did not or only partly meet it.

    ``so_far`` of ``total``: the unmet judgements down to this line, as a Pareto chart reads.
    """

    code: str
    text: str
    not_met: int
    partly: int
    judged: int
    so_far: int
    total: int
    width: str

    @property
    def unmet(self) -> int:
        """Not met and partly met together."""
        return self.not_met + self.partly

    @property
    def share(self) -> str:
        """Unmet among the judged; "không áp dụng" counts on neither side."""
        return format_percent(self.unmet, self.judged)

    @property
    def cumulated(self) -> str:
        """The share of all unmet judgements down to this line."""
        return format_percent(self.so_far, self.total)

    @property
    def of(self) -> str:
        """The share's fraction."""
        return f"{format_number(self.unmet)}/{format_number(self.judged)}"


def unmet_lines(place: Place) -> list[UnmetLine]:
    """The criteria with something unmet, the most frequent first; two statements."""
    rows = (
        LineTally.objects.filter(_here(place))
        .exclude(word="")
        .order_by()
        .values("group__criteria_set_id", "code", "word")
        .annotate(n=Sum("units"))
    )
    counts: dict[tuple[int, str], Counter[str]] = {}
    for row in rows:
        line = (row["group__criteria_set_id"], row["code"])
        counts.setdefault(line, Counter())[row["word"]] += row["n"]
    sums = {line: words for line, words in counts.items() if _unmet(words)}
    texts = _texts(sums)
    return _ranked(sums, texts)


def sheet_of(lines: list[UnmetLine]) -> tuple[list[str], list[Sequence[Cell]]]:
    """Head and rows of the export."""
    head = [
        *(_("Mã"), _("Tiêu chí"), _("Chưa đạt"), _("Đạt một phần"), _("Đã đánh giá")),
        *(_("Tỷ lệ"), _("Cộng dồn")),
    ]
    return head, [
        (
            *(one.code, one.text, one.not_met, one.partly, one.judged),
            *(Rate(one.unmet, one.judged), Rate(one.so_far, one.total)),
        )
        for one in lines
    ]


def _here(place: Place) -> Q:
    whole = Q(campaign_year__year=place.year)
    if place.is_leaf:
        return whole & Q(place=place.unit)
    return whole & Q(place__in=place.sums.order_by().values("place_id"))


def _unmet(words: Counter[str]) -> int:
    return words[Judgement.NOT_MET] + words[Judgement.PARTLY]


def _texts(sums: dict[tuple[int, str], Any]) -> dict[tuple[int, str], str]:
    found = Criterion.objects.filter(
        criteria_set_id__in={pk for pk, _code in sums}, code__in={code for _pk, code in sums}
    )
    return {
        (pk, code): text
        for pk, code, text in found.values_list("criteria_set_id", "code", "text_shown")
    }


def _ranked(
    sums: dict[tuple[int, str], Counter[str]], texts: dict[tuple[int, str], str]
) -> list[UnmetLine]:
    order = sorted(sums, key=lambda line: (-_unmet(sums[line]), line[1]))
    total = sum(_unmet(words) for words in sums.values())
    most = max((_unmet(words) for words in sums.values()), default=0)
    lines, so_far = [], 0
    for line in order:
        words = sums[line]
        so_far += _unmet(words)
        lines.append(
            UnmetLine(
                code=line[1],
                text=texts.get(line, line[1]),
                not_met=words[Judgement.NOT_MET],
                partly=words[Judgement.PARTLY],
                judged=_unmet(words) + words[Judgement.MET],
                so_far=so_far,
                total=total,
                width=f"{_unmet(words) * 1000 / most:.0f}",
            )
        )
    return lines


@dataclass(frozen=True)
class Failing:
    """A unit that does not meet the asked criterion, with the way to its form."""

    name: str
    where: str
    url: str
    mark: Mark


def failing_units(place: Place, code: str, most: int = SHOWN_UNITS + 1) -> list[Failing]:
    """The units behind a line of the table, at most so many; one statement.

    One more than the page shows tells that there are more.
    """
    rows = (
        UnitTally.objects.counted()
        .filter(under(place.unit.path, "unit__path"), campaign_year__year=place.year)
        .annotate(said=KeyTransform(code, "lines"))
        .filter(said__in=FAILING)
        .select_related("unit", "place")
        .defer("unit__search", "place__search")
        .order_by("place__sort_key", "unit__position", "unit__sort_key", "unit_id")
    )
    return [
        Failing(
            name=row.unit.display_name,
            where=row.place.display_name if place.is_above else "",
            url=reverse("assessments:record", args=[row.record_id]),
            mark=answer_mark(row.lines[code]),
        )
        for row in rows[:most]
    ]


def failing_sheet(found: list[Failing]) -> tuple[list[str], list[list[Cell]]]:
    """Head and rows of the units behind a criterion, for the export."""
    head = [_("Đơn vị"), _("Thuộc"), _("Kết quả")]
    return head, [[one.name, one.where, str(one.mark.word)] for one in found]
