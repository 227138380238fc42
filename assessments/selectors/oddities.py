"""What looks odd in a form that is handed in: jumps, everything met, texts of another unit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models.functions import Length

from assessments.enums import Judgement, Status, ValueState
from assessments.forms_of import FormOf
from assessments.models import Answer, Assessment, IndicatorValue, ReviewSetting
from assessments.registers import is_computed
from assessments.selectors.figure_text import number_text
from assessments.selectors.last_year import LastYear, last_year_of
from campaigns.models import Campaign
from core.text import nfc
from criteria.enums import CriterionKind, IndicatorKind
from criteria.models import Indicator

# What a unit counts itself; days, levels and texts do not jump, ratios follow their terms.
JUMPING = frozenset({IndicatorKind.COUNT, IndicatorKind.MONEY})


def setting_of(campaign: Campaign) -> ReviewSetting:
    """From when on something looks odd: as the office set it, else as the product begins."""
    found = ReviewSetting.objects.filter(campaign=campaign).first()
    return found or ReviewSetting(campaign=campaign)


@dataclass(frozen=True)
class Jump:
    """A figure far from last year's; ``reason`` is what the unit said about it before."""

    indicator: Indicator
    before: Decimal
    now: Decimal
    reason: str = ""

    @property
    def words(self) -> str:
        """Before and now: 41 hộ → 98 hộ."""
        return (
            f"{number_text(self.indicator, self.before)} → {number_text(self.indicator, self.now)}"
        )


def own_number(row: IndicatorValue | None) -> Decimal | None:
    """What the unit itself wrote; "không có" is 0."""
    if row is None:
        return None
    return Decimal(0) if row.state == ValueState.NONE else row.number


def is_jump(before: Decimal, now: Decimal, setting: ReviewSetting) -> bool:
    """Whether a figure changed by more than the limits, both of them."""
    if not setting.jump_percent:
        return False
    change = abs(now - before)
    return change >= setting.jump_minimum and change * 100 > setting.jump_percent * abs(before)


def jumps_of(record: Assessment, form: FormOf, before: LastYear | None = None) -> list[Jump]:
    """The unit's own figures that are far from last year's, in the order of the sheet."""
    asked = [one for one in form.indicators if one.kind in JUMPING and not is_computed(one)]
    if not asked:
        return []
    last = before or last_year_of(record)
    if not last.figures:
        return []
    setting = setting_of(record.campaign_year.campaign)
    found = []
    for one in asked:
        row, old = form.figures.get(one.pk), last.number(one)
        now = own_number(row)
        if row is None or old is None or now is None or not is_jump(old, now, setting):
            continue
        found.append(Jump(one, old, now, row.jump_reason))
    return found


def is_all_met(form: FormOf, setting: ReviewSetting) -> bool:
    """Whether every judged criterion is met and every share is the whole."""
    if not setting.all_met_from:
        return False
    judged = [one for one in form.criteria if one.kind == CriterionKind.GRADED]
    values = [row.self_value if (row := form.answers.get(one.pk)) else "" for one in judged]
    shares = _shares(form)
    whole = all(part == of for part, of in shares)
    met = all(value == Judgement.MET for value in values)
    return met and whole and len(values) + len(shares) >= setting.all_met_from


def _shares(form: FormOf) -> list[tuple[Decimal, Decimal]]:
    numbers = {one.code: own_number(form.figures.get(one.pk)) for one in form.indicators}
    found = []
    for one in form.indicators:
        if one.kind != IndicatorKind.RATIO:
            continue
        part, of = numbers.get(one.numerator), numbers.get(one.denominator)
        if part is not None and of:
            found.append((part, of))
    return found


@dataclass(frozen=True)
class Text:
    """Words that a unit wrote beside a criterion or into a line of the sheet."""

    assessment_id: int
    words: str
    criterion_id: int | None = None
    indicator_id: int | None = None


def same_texts(record: Assessment, form: FormOf, setting: ReviewSetting) -> list[tuple[Text, Text]]:
    """Words of the record that another unit of the year handed in too, letter by letter.

    Pairs of the own text and the other's; case, spaces and end signs do not count.
    """
    own = [one for one in _own_texts(record, form) if len(one.words) >= setting.text_length]
    if not own or not setting.text_length:
        return []
    by_words: dict[str, list[Text]] = {}
    for other in _texts_of_others(record, setting.text_length):
        by_words.setdefault(other.words, []).append(other)
    return [(one, other) for one in own for other in by_words.get(one.words, [])]


def _own_texts(record: Assessment, form: FormOf) -> Iterable[Text]:
    for pk, answer in form.answers.items():
        yield Text(record.pk, plain(answer.self_note), criterion_id=pk)
    for pk, figure in form.figures.items():
        yield Text(record.pk, plain(figure.text), indicator_id=pk)


def _texts_of_others(record: Assessment, length: int) -> Iterable[Text]:
    of_year = {"assessment__campaign_year_id": record.campaign_year_id}
    answers = (
        Answer.objects.filter(**of_year)
        .exclude(assessment=record)
        .exclude(assessment__status=Status.DRAFT)
        .annotate(letters=Length("self_note"))
        .filter(letters__gte=length)
    )
    for pk, line, text in answers.values_list("assessment_id", "criterion_id", "self_note"):
        yield Text(pk, plain(text), criterion_id=line)
    figures = (
        IndicatorValue.objects.filter(**of_year)
        .exclude(assessment=record)
        .exclude(assessment__status=Status.DRAFT)
        .annotate(letters=Length("text"))
        .filter(letters__gte=length)
    )
    for pk, line, text in figures.values_list("assessment_id", "indicator_id", "text"):
        yield Text(pk, plain(text), indicator_id=line)


def plain(text: str) -> str:
    """A text as it is compared: one case, single spaces, no sign at its ends."""
    return " ".join(nfc(text).casefold().split()).strip(" .,;:!?…-–")
