"""Who qualifies and why: the results of all holders of a year, computed from what stands there.

Two questions are answered. *The campaign's result*: the criteria of the holder's group by the
rules of that set. *Fit for a title*: for households, clans and individuals what the village found
and the same rules; for units with a form the points of the title's official set, else the same
rules; in both the criterion that asks for the title itself is left out.

Nothing is stored, so nothing can be stale: a commune of 8,000 households is a handful of
queries, and holders who answered alike are judged once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from assessments.enums import Outcome, Status
from assessments.ratios import ratios_of_units
from assessments.selectors.holders import Holder, holders
from assessments.selectors.rechecks import refuted_ids
from assessments.selectors.score_values import DecidedSheet, sheets_of
from assessments.titles import TitlesOfMany
from campaigns.models import CampaignYear, ParticipantGroup
from core import clock
from criteria.models import CriteriaSet
from criteria.rulebooks import Rulebook, rulebooks
from criteria.scoring.facts import Answered, Given, Ratio, Subject, Value
from criteria.scoring.verdicts import Reason, Said, Verdict
from criteria.selectors import ended_words
from recognitions.enums import TitleState
from recognitions.models import Title
from recognitions.selectors import standing_in_year, streaks
from units.enums import WITHOUT_FORM
from units.models import Unit
from units.paths import under

_TITLE_ANSWERS = {
    TitleState.ACHIEVED: Answered.MET,
    TitleState.PARTLY: Answered.PARTLY,
    TitleState.NOT_ACHIEVED: Answered.NOT_MET,
    TitleState.UNDER_CONSIDERATION: Answered.WAITING,
    TitleState.NOT_APPLICABLE: Answered.NOT_APPLICABLE,
}
# Where the office has looked at a form.
_REVIEWED = frozenset({Status.REVIEWED, Status.FINAL})
_WITH_UNIT = frozenset({Status.DRAFT, Status.RETURNED})


@dataclass(frozen=True)
class HolderResult:
    """One holder's result with its reasons.

    ``streak``: for how many years running the holder has been recognised. ``held``: this year's
    title stands in the register; ``considered``: it is awaited. ``is_provisional``: something it
    rests on is not final yet. ``is_draft``: its form lies with the unit, to be handed in still, or
    again. ``hindrance``: why nobody may be recognised by it yet, if so.
    ``ended``: the set it was judged by no longer holds, named and said; empty while it does.
    """

    unit_id: int
    unit_type: str
    name: str
    place: str
    place_id: int | None
    verdict: Verdict
    streak: int = 0
    held: bool = False
    considered: bool = False
    is_provisional: bool = False
    is_draft: bool = False
    hindrance: str = ""
    ended: str = ""
    record_id: int | None = None
    sheet_id: int | None = None

    @property
    def said(self) -> Said:
        """Whether the holder qualifies; ``UNKNOWN``: there is no result."""
        return self.verdict.said

    @property
    def may_be_recognised(self) -> bool:
        """Whether a decision may name the holder: fit, reviewed, not found otherwise, not yet."""
        return self.said == Said.YES and not self.held and not self.hindrance

    @property
    def level(self) -> str:
        """The level reached, in the words of the rule."""
        return self.verdict.label

    @property
    def reason(self) -> str:
        """Why, in one sentence."""
        return self.verdict.sentence


def judging_day(campaign_year: CampaignYear) -> dt.date:
    """The day whose rules hold for a year: today, but never after the year's last day."""
    return min(clock.today(), dt.date(campaign_year.year, 12, 31))


def campaign_results(
    campaign_year: CampaignYear,
    unit_types: Iterable[str],
    *,
    place: Unit | None = None,
    only: Iterable[int] | None = None,
) -> list[HolderResult]:
    """The campaign's result of every holder of these types, in the commune's order.

    Households, clans and individuals: those that registered. Units with a form: those that take
    part. ``place`` narrows to the units at or below one, ``only`` to these ids.
    """
    return _Judge(campaign_year, list(unit_types), place, only, None).results()


def title_results(
    campaign_year: CampaignYear,
    title: Title,
    *,
    place: Unit | None = None,
    only: Iterable[int] | None = None,
) -> list[HolderResult]:
    """Who is fit for a title in a year and why, who is not and why, in the commune's order."""
    return _Judge(campaign_year, list(title.holder_types), place, only, title).results()


class _Judge:
    """All holders of some types of one year, each register asked once."""

    def __init__(
        self,
        campaign_year: CampaignYear,
        unit_types: Sequence[str],
        place: Unit | None,
        only: Iterable[int] | None,
        title: Title | None,
    ) -> None:
        self.year = campaign_year
        self.types = unit_types
        self.host: Unit = campaign_year.campaign.launched_by
        self.place = place or self.host
        self.only = only
        self.title = title
        self.day = judging_day(campaign_year)
        self._known: dict[Hashable, Verdict] = {}

    def results(self) -> list[HolderResult]:
        """Judge them all."""
        found = holders(self.year, self.types, self.place, self.only)
        return [self._result(one) for one in found]

    # ------------------------------------------------------------ what is known of all

    @cached_property
    def _books(self) -> dict[int, Rulebook]:
        """The rulebook of each group, by the group's id; without the title that is asked about."""
        groups: list[ParticipantGroup] = list(self.year.campaign.groups.all())
        books = rulebooks(one.criteria_set_id for one in groups if one.criteria_set_id)
        if self.title is not None:
            books = {key: book.without(self.title.pk) for key, book in books.items()}
        return {
            one.pk: books[one.criteria_set_id] for one in groups if one.criteria_set_id in books
        }

    @cached_property
    def _titles(self) -> TitlesOfMany:
        wanted = [line.titles for book in self._books.values() for line in book.lines]
        return TitlesOfMany(self.host, frozenset().union(*wanted), self.day)

    @cached_property
    def _own_titles(self) -> list[Title]:
        """The titles that this question is about."""
        if self.title is not None:
            return [self.title]
        types = set(self.types)
        return [one for one in Title.objects.of_learning() if types & set(one.holder_types)]

    @cached_property
    def _streaks(self) -> dict[int, int]:
        where = under(self.place.path, "holder__path")
        return streaks(where, self._own_titles, self.year.year, self.day)

    @cached_property
    def _standing(self) -> dict[int, bool]:
        where = under(self.place.path, "holder__path")
        return standing_in_year(where, self._own_titles, self.year.year, self.day)

    @cached_property
    def _sheets(self) -> dict[int, DecidedSheet]:
        if self.title is None or set(self.types) <= WITHOUT_FORM:
            return {}
        return sheets_of(self.year, self.title)

    # ------------------------------------------------------------ judging one

    def _result(self, holder: Holder) -> HolderResult:
        sheet = self._sheets.get(holder.unit_id)
        verdict = self._verdict(holder, sheet)
        standing = self._standing.get(holder.unit_id)
        return HolderResult(
            unit_id=holder.unit_id,
            unit_type=holder.unit_type,
            name=holder.name,
            place=holder.place,
            place_id=holder.place_id,
            verdict=verdict,
            streak=self._streaks.get(holder.unit_id, 0),
            held=standing is True,
            considered=standing is False,
            is_provisional=self._is_provisional(holder, sheet),
            is_draft=sheet is None and holder.outcome is None and holder.status in _WITH_UNIT,
            hindrance=self._hindrance(holder, sheet),
            ended=self._ended(holder, sheet),
            record_id=holder.record_id,
            sheet_id=sheet.pk if sheet else None,
        )

    @staticmethod
    def _is_provisional(holder: Holder, sheet: DecidedSheet | None) -> bool:
        if sheet is not None:
            return not sheet.is_final
        return holder.outcome is None and holder.status != Status.FINAL

    def _hindrance(self, holder: Holder, sheet: DecidedSheet | None) -> str:
        """A title rests on what the office reviewed, and not on what it found to be otherwise."""
        if self.title is None:
            return ""
        if sheet is not None:
            return "" if sheet.is_reviewed else _("bảng điểm chưa được thẩm định")
        if holder.outcome is None:
            return "" if holder.status in _REVIEWED else _("phiếu chưa được thẩm định")
        is_refuted = holder.unit_id in self._refuted
        return _("phúc tra thấy chưa đạt: sửa kết quả, hoặc phúc tra lại") if is_refuted else ""

    def _ended(self, holder: Holder, sheet: DecidedSheet | None) -> str:
        book = sheet.book if sheet is not None else self._books.get(holder.group_id)
        return "" if book is None else self._ended_books[book.criteria_set]

    @cached_property
    def _ended_books(self) -> dict[CriteriaSet, str]:
        """Of each set that is judged by: its name, and that it no longer holds."""
        books = [*self._books.values(), *(one.book for one in self._sheets.values())]
        words = {one.criteria_set: ended_words(one.criteria_set, self.day) for one in books}
        return {one: f"{one.name}: {said}" if said else "" for one, said in words.items()}

    @cached_property
    def _refuted(self) -> frozenset[int]:
        return refuted_ids(self.year)

    def _verdict(self, holder: Holder, sheet: DecidedSheet | None) -> Verdict:
        subject = Subject(holder.unit_type, holder.is_difficult, self.day)
        if sheet is not None:
            return sheet.verdict(subject)
        book = self._books.get(holder.group_id)
        if book is None:
            return _nothing(_("bộ tiêu chí của nhóm này"))
        titles = self._titles.of(holder.unit_id, holder.unit_type, holder.path, book.lines)
        key: Hashable = (
            holder.group_id,
            holder.outcome,
            subject,
            tuple(sorted(holder.values.items())),
            tuple(titles.items()),
            holder.unit_id if book.ratios else None,
        )
        if key not in self._known:
            self._known[key] = self._judged(holder, subject, book, titles)
        return self._known[key]

    def _judged(
        self,
        holder: Holder,
        subject: Subject,
        book: Rulebook,
        titles: Mapping[str, TitleState],
    ) -> Verdict:
        if holder.outcome is None and holder.record_id is None:
            return _nothing(_("phiếu tự đánh giá: đơn vị chưa bắt đầu nhập"))
        values = {code: Value(Answered(one)) for code, one in _judgements(holder.values).items()}
        for code, state in titles.items():
            frozen = holder.values.get(code, "")
            known = TitleState(frozen) if frozen in TitleState.values else state
            values[code] = Value(_TITLE_ANSWERS[known])
        ratios = self._ratios.get(holder.unit_id, {})
        given = Given(subject, values, self._titles.names_held(holder.unit_id), ratios)
        if self.title is None or holder.outcome is None:
            return book.verdict(given)
        return _with_finding(holder.outcome, book.verdict(given) if book.asks(subject) else None)

    @cached_property
    def _ratios(self) -> dict[int, dict[str, Ratio]]:
        kinds = frozenset().union(*(one.ratios for one in self._books.values()))
        return ratios_of_units(self.year, self.place, kinds, self.day) if kinds else {}


def _judgements(values: Mapping[str, str]) -> dict[str, str]:
    known = {str(one) for one in Answered}
    return {code: one for code, one in values.items() if one in known}


def _nothing(what: str) -> Verdict:
    return Verdict(Said.UNKNOWN, _("Chưa có kết quả"), missing=(what,))


def _with_finding(outcome: str, rules: Verdict | None) -> Verdict:
    """What the village found of the title registered for, together with the rules."""
    if not outcome or (rules is not None and rules.said == Said.UNKNOWN):
        missing = [] if outcome else [_("kết quả thôn đánh giá danh hiệu đã đăng ký")]
        missing += rules.missing if rules else ()
        return Verdict(Said.UNKNOWN, _("Chưa có kết quả"), missing=tuple(missing))
    achieved = outcome == Outcome.ACHIEVED
    text = _("thôn đánh giá đạt") if achieved else _("thôn đánh giá chưa đạt")
    found = Reason(Said.YES if achieved else Said.NO, text)
    said = Said.YES if achieved and (rules is None or rules.said == Said.YES) else Said.NO
    label = _("Đạt") if said == Said.YES else _("Chưa đạt")
    reasons = (found, *(rules.reasons if rules else ()))
    levels = rules.levels if rules else ()
    return Verdict(said, label, reasons, levels, rules.total if rules else None)
