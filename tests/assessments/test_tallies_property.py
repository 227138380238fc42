"""Whatever is done in whatever order: no rate passes its whole, every sum is its parts.

Hypothesis makes up the orders. Each act goes through the product's own services, done by whoever
does it in the office or, now and then, by somebody who may not; a refusal must change nothing.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model, Sum
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.models import User
from assessments import figures
from assessments.enums import Action, Status
from assessments.models import (
    Answer,
    Assessment,
    AssessmentEvent,
    CompactResult,
    IndicatorValue,
)
from assessments.services import closing, compact, discarding, entry, recounting, review
from assessments.services.compact import CompactEntry
from assessments.services.steps import fetch
from assessments.standing import Rate, rates, standings
from campaigns.models import (
    CampaignYear,
    DutyDelivery,
    LineTally,
    Participation,
    PlaceTally,
    UnitTally,
)
from campaigns.models.tallies import COUNTS, STATE_COLUMNS
from campaigns.services import duties, duty_days, participation, years
from campaigns.services.tallies import lines_of
from core import clock
from core.errors import DomainError
from core.models import AuditChain
from criteria.models import Criterion
from reports.dashboards.places import Place
from reports.dashboards.status import StatusTable, status_table
from tests.builders import assessments as building
from tests.builders import campaigns, units
from tests.builders.assessments import NaRi, na_ri
from tests.ledger import Photograph, photograph
from tests.org import Org
from units.enums import UnitType
from units.models import Membership, Unit, UnitChange
from units.services import changes
from units.services.adding import UnitList, add_units
from units.services.changes import Basis

pytestmark = pytest.mark.django_db

REFUSALS = (DomainError, PermissionDenied)
RESULTS = ("", "achieved", "not_achieved")
# Everything that an act of this play may write.
WATCHED: tuple[type[Model], ...] = (
    *(Answer, Assessment, AssessmentEvent, CompactResult, IndicatorValue),
    *(CampaignYear, DutyDelivery, Participation, UnitTally, PlaceTally, LineTally),
    *(Membership, Unit, UnitChange, AuditChain),
)


@dataclass(frozen=True)
class Step:
    """One act: about which village, with which other thing, and by whom if not by the usual one."""

    act: str
    at: int
    other: int
    somebody: str


@dataclass
class Play:
    """Na Rì's open year, and one that the province launched for the same households."""

    na: NaRi
    of_province: CampaignYear
    homes: list[Unit]
    done: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)

    @property
    def org(self) -> Org:
        """The drawing."""
        return self.na.org

    @property
    def year(self) -> CampaignYear:
        """Na Rì's year as it stands now."""
        return CampaignYear.objects.get(pk=self.na.year.pk)

    def who(self, step: Step, usual: User) -> User:
        """Somebody of the step, else whoever does such a thing."""
        found = getattr(self.org, step.somebody) if step.somebody else usual
        return User.objects.get(pk=found.pk)

    def village(self, number: int) -> Unit:
        """One of the villages that ever stood."""
        every = list(Unit.objects.filter(type=UnitType.VILLAGE).order_by("pk"))
        return every[number % len(every)]

    def head(self, village: Unit) -> User:
        """Who enters for the village: its head, else the office."""
        heads = {self.org.ban_po.pk: self.org.pao, self.org.na_lac.pk: self.org.sam}
        return heads.get(village.pk, self.org.minh)

    def record(self, step: Step) -> Assessment:
        """One of the records that were begun; an act about none has nothing to refuse."""
        rows = list(Assessment.objects.filter(campaign_year=self.na.year).order_by("pk"))
        if not rows:
            raise NothingThereError
        return fetch(rows[step.at % len(rows)].pk)

    def part(self, step: Step) -> Participation:
        """The village's place in the year."""
        rows = Participation.objects.filter(campaign_year=self.year, unit=self.village(step.at))
        found = rows.select_related("campaign_year__campaign", "unit").first()
        if found is None:
            raise NothingThereError
        return found


class NothingThereError(Exception):
    """What the step is about does not exist yet."""


# ---------------------------------------------------------------- the acts


def begin(play: Play, step: Step) -> None:
    village = play.village(step.at)
    entry.begin(play.year, village, actor=play.who(step, play.head(village)))


def answer(play: Play, step: Step) -> None:
    """One criterion, or nothing any more."""
    record = play.record(step)
    criterion = play.na.criterion(f"NR-1.4-{'abc'[step.other % 3]}")
    value = ("met", "partly", "not_met", "")[(step.at + step.other) % 4]
    actor = play.who(step, play.head(record.unit))
    entry.save_answer(record, criterion, value=value, note="", actor=actor)


def fill(play: Play, step: Step) -> None:
    """The whole form."""
    village = play.village(step.at)
    actor = play.who(step, play.head(village))
    with transaction.atomic():  # several acts of one person; a refusal in the middle ends all
        record = entry.begin(play.year, village, actor=actor)
        for criterion in Criterion.objects.filter(code__startswith="NR-1.4-", kind="graded"):
            value = ("met", "partly")[step.other % 2]
            entry.save_answer(record, criterion, value=value, note="", actor=actor)
        for code, typed in building.TYPED.items():
            line = play.na.line(code)
            reading = figures.read(line, "", typed)
            entry.save_figure(record, line, reading, reason="Sổ chưa đủ hộ.", actor=actor)


def discard(play: Play, step: Step) -> None:
    record = play.record(step)
    if not discarding.discard_untouched(record, actor=play.who(step, play.head(record.unit))):
        raise NothingThereError


def of_workflow(action: Action, usual: Callable[[Play, Unit], User]) -> Callable[..., None]:
    """An act of the workflow, as the builder does it."""

    def act(play: Play, step: Step) -> None:
        record = play.record(step)
        building.do(action, record, play.who(step, usual(play, record.unit)))

    return act


def head(play: Play, village: Unit) -> User:
    return play.head(village)


def minh(play: Play, _village: Unit) -> User:
    return play.org.minh


def lan(play: Play, _village: Unit) -> User:
    return play.org.lan


def go_on(play: Play, step: Step) -> None:
    """What usually comes next for the village."""
    village = play.village(step.at)
    found = Assessment.objects.filter(campaign_year=play.na.year, unit=village).first()
    following = {
        "": fill,
        Status.DRAFT: of_workflow(Action.SUBMIT, head),
        Status.RETURNED: of_workflow(Action.SUBMIT, head),
        Status.SUBMITTED: of_workflow(Action.START_REVIEW, minh),
        Status.IN_REVIEW: of_workflow(Action.APPROVE, minh),
        Status.REVIEWED: of_workflow(Action.FINALISE, lan),
        Status.FINAL: of_workflow(Action.REOPEN, lan),
    }
    following[found.status if found else ""](play, step)


def decide(play: Play, step: Step) -> None:
    record = play.record(step)
    criterion = play.na.criterion(f"NR-1.4-{'abc'[step.other % 3]}")
    found = record.answers.filter(criterion=criterion).first()
    review.decide(
        record, criterion, value=("partly", "not_met")[step.other % 2], reason="Thiếu ảnh.",
        actor=play.who(step, play.org.minh), seen=found.version if found else 0,
    )  # fmt: skip


def correct(play: Play, step: Step) -> None:
    record = play.record(step)
    line = play.na.line("households")
    found = record.figures.filter(indicator=line).first()
    review.correct_figure(
        record, line, number=Decimal(90 + step.other), reason="Một hộ đã chuyển.",
        actor=play.who(step, play.org.minh), seen=found.version if found else 0,
    )  # fmt: skip


def leave_out(play: Play, step: Step) -> None:
    actor = play.who(step, play.org.minh)
    participation.exclude(play.part(step), reason="Sắp sáp nhập.", actor=actor)


def take_in(play: Play, step: Step) -> None:
    participation.include(play.part(step), actor=play.who(step, play.org.minh))


def enter_the_new(play: Play, step: Step) -> None:
    actor = play.who(step, play.org.minh)
    participation.register_participants(play.year, actor=actor.as_actor)


def give_time(play: Play, step: Step) -> None:
    duties.move_last_day(
        play.na.village_duty, play.year, play.village(step.at),
        day=dt.date(2026, 11, 26 + step.other % 4), reason="Lũ quét.",
        actor=play.who(step, play.org.minh),
    )  # fmt: skip


def set_day(play: Play, step: Step) -> None:
    """The villages' last day comes earlier, later or goes."""
    day, month = ((19, 11), (25, 11), (None, None))[step.other % 3]
    play.na.village_duty.refresh_from_db()
    duty_days.set_duty_day(
        play.na.village_duty, day=day, month=month, is_inclusive=True,
        actor=play.who(step, play.org.minh),
    )  # fmt: skip


def next_day(_play: Play, step: Step) -> None:
    clock.set_business_day(clock.today() + dt.timedelta(days=1 + step.other))


def open_village(play: Play, step: Step) -> None:
    names = f"Khuổi {'ABCDE'[step.other]}"
    wanted = UnitList(UnitType.VILLAGE, names, "thôn")
    if not add_units(play.who(step, play.org.minh), play.org.na_ri, wanted):
        raise NothingThereError


def basis() -> Basis:
    return Basis(clock.today(), "Nghị quyết số 12/NQ-HĐND")


def close_village(play: Play, step: Step) -> None:
    changes.close(
        play.who(step, play.org.minh), play.village(step.at),
        last_day=clock.today(), legal_basis="Nghị quyết số 12/NQ-HĐND",
    )  # fmt: skip


def reopen_village(play: Play, step: Step) -> None:
    actor = play.who(step, play.org.minh)
    changes.reopen(actor, play.village(step.at), reason="Đóng nhầm.")


def merge(play: Play, step: Step) -> None:
    """Two villages become the first of them, or a third."""
    olds = [play.village(step.at), play.village(step.at + 1 + step.other)]
    name = f"Hợp nhất {step.other}"
    into = {"into": olds[0]} if step.other % 2 else {"into": None}
    changes.merge(
        play.who(step, play.org.minh), olds, basis=basis(), name=name, kind_word="thôn", **into
    )


def split(play: Play, step: Step) -> None:
    changes.split(
        play.who(step, play.org.minh), play.village(step.at), [f"Nửa {step.other}"],
        kind_word="thôn", basis=basis(), ends=step.other % 2 == 0,
    )  # fmt: skip


def move(play: Play, step: Step) -> None:
    """A village goes to the neighbouring commune, with its households."""
    communes = list(Unit.objects.filter(type=UnitType.COMMUNE).order_by("pk"))
    parent = communes[step.other % len(communes)]
    changes.move(play.who(step, play.org.quan), play.village(step.at), parent, basis=basis())


def results_of(year: CampaignYear, play: Play, step: Step) -> None:
    """A household or clan registers, is judged, takes it back."""
    home = Unit.objects.select_related("parent").get(pk=play.homes[step.at % len(play.homes)].pk)
    said = CompactEntry(
        home.pk,
        is_registered=step.other != 0,
        result=RESULTS[step.other % 3] if step.other else "",
        values={"NR-1.5-a": ("met", "")[step.other % 2]} if year.pk == play.na.year.pk else {},
    )
    place = home.parent or home
    usual = play.org.minh if place.type == UnitType.COMMUNE else play.head(place)
    if not compact.set_results(year, place, [said], actor=play.who(step, usual)):
        raise NothingThereError


def results(play: Play, step: Step) -> None:
    results_of(play.year, play, step)


def results_for_the_province(play: Play, step: Step) -> None:
    results_of(play.of_province, play, step)


def close_year(play: Play, step: Step) -> None:
    closing.close_year(play.year, actor=play.who(step, play.org.lan))


def reopen_year(play: Play, step: Step) -> None:
    years.reopen_year(play.year, actor=play.who(step, play.org.lan), note="Hai thôn chưa nộp.")


ACTS: dict[str, Callable[[Play, Step], None]] = {
    act.__name__: act
    for act in (
        *(begin, answer, fill, discard, go_on, decide, correct, leave_out, take_in),
        *(enter_the_new, give_time, set_day, next_day, open_village, close_village),
        *(reopen_village, merge, split, move, results, results_for_the_province),
        *(close_year, reopen_year),
    )
} | {
    "submit": of_workflow(Action.SUBMIT, head),
    "withdraw": of_workflow(Action.WITHDRAW, head),
    "start_review": of_workflow(Action.START_REVIEW, minh),
    "stop_review": of_workflow(Action.STOP_REVIEW, minh),
    "return": of_workflow(Action.RETURN, minh),
    "approve": of_workflow(Action.APPROVE, minh),
    "object": of_workflow(Action.OBJECT, head),
    "review_again": of_workflow(Action.REVIEW_AGAIN, minh),
    "finalise": of_workflow(Action.FINALISE, lan),
    "reopen": of_workflow(Action.REOPEN, lan),
}
STEP = st.builds(
    Step,
    act=st.sampled_from(sorted(ACTS)),
    at=st.integers(0, 4),
    other=st.integers(0, 4),
    somebody=st.sampled_from(["", "", "", "", "", "minh", "lan", "pao", "chi"]),
)
# How far Bản Pò and Nà Lạc have come, and what then happens, each act once.
ORDERS = st.tuples(
    st.tuples(st.integers(0, 5), st.integers(0, 2)),
    st.lists(STEP, min_size=8, max_size=14, unique_by=lambda step: step.act),
)


def ahead(at: int, steps: int) -> list[Step]:
    """A village's form goes on by so many steps."""
    return [Step("go_on", at, 0, "")] * steps


def by_hand() -> list[Step]:
    """An order in which everything is done once; made-up orders need not come to every act."""
    words = """
        begin discard begin answer fill submit withdraw submit start_review stop_review start_review
        decide correct return go_on start_review approve object approve review_again approve
        finalise reopen approve leave_out take_in give_time set_day next_day
        results results_for_the_province open_village enter_the_new
    """
    return [
        *(Step(word, 0, 1, "") for word in words.split()),
        *(Step("close_village", 3, 0, ""), Step("reopen_village", 3, 0, "")),
        *(Step("split", 1, 1, ""), Step("merge", 1, 1, ""), Step("move", 0, 1, "")),
        *(Step("results_for_the_province", 0, 0, ""), Step("results", 0, 0, "")),
        *(Step("close_year", 0, 0, ""), Step("reopen_year", 0, 0, "")),
    ]


# ---------------------------------------------------------------- what must hold


def faults(play: Play) -> Iterator[str]:
    """Everything in the roll-up that is not as it must be, in words."""
    for year in CampaignYear.objects.select_related("campaign"):
        yield from (f"{year}: kept ≠ counted: {one}" for one in differences(year))
        yield from places_off(year)
        yield from lines_off(year)


def shown_wrongly(play: Play) -> Iterator[str]:
    """Everything on the pages that read it."""
    yield from standing_off(play)
    yield from pages_off(play)


def differences(year: CampaignYear) -> list[str]:
    """What ``manage.py recount --check`` says."""
    return recounting.differences(year).in_words()


def places_off(year: CampaignYear) -> Iterator[str]:
    """A place's sums against its participants and its results, added up here."""
    parts: dict[tuple[int, int], Counter[str]] = {}
    for row in UnitTally.objects.filter(campaign_year=year):
        parts.setdefault((row.place_id, row.group_id), Counter()).update(row.counts)
    for sums in PlaceTally.objects.filter(campaign_year=year):
        said = {name: getattr(sums, name) for name in COUNTS}
        yield from impossible(f"{year}: {sums}", said)
        if not sums.registered and not sums.assessed:
            own = parts.get((sums.place_id, sums.group_id), Counter())
            unlike = {name: (said[name], own[name]) for name in COUNTS if said[name] != own[name]}
            if unlike:
                yield f"{year}: {sums}: {unlike}"
    yield from results_off(year)


def results_off(year: CampaignYear) -> Iterator[str]:
    """All the year's results, and all that the whole places say of them."""
    told = Counter[str]()
    for row in CompactResult.objects.filter(campaign_year=year):
        told.update(
            registered=row.is_registered,
            assessed=row.is_assessed,
            achieved=row.result == "achieved",
        )
    wholes = PlaceTally.objects.filter(campaign_year=year, is_whole=True)
    kept = wholes.aggregate(**{name: Sum(name) for name in ("registered", "assessed", "achieved")})
    for name, number in kept.items():
        if (number or 0) != told[name]:
            yield f"{year}: {name}: {number} kept, {told[name]} entered"


def impossible(where: str, sums: dict[str, int]) -> Iterator[str]:
    """A number below nothing, a part above its whole, states that are not all."""
    if min(sums.values()) < 0:
        yield f"{where}: below nothing: {sums}"
    for part, whole in (
        ("submitted", "participants"),
        ("complete", "participants"),
        ("complete", "submitted"),
        ("dated", "participants"),
        ("on_time", "dated"),
        ("achieved", "registered"),
    ):
        if sums[part] > sums[whole]:
            yield f"{where}: {part} {sums[part]} > {whole} {sums[whole]}"
    if sum(sums[one] for one in STATE_COLUMNS.values()) != sums["participants"]:
        yield f"{where}: the states are not the participants: {sums}"


def lines_off(year: CampaignYear) -> Iterator[str]:
    """A line's sums against what the forms of its place say."""
    parts: dict[tuple[int, int, str, str], list[Decimal]] = {}
    for row in UnitTally.objects.filter(campaign_year=year):
        for (code, word), number in lines_of(row).items():
            parts.setdefault((row.place_id, row.group_id, code, word), []).append(number)
    for line in LineTally.objects.filter(campaign_year=year).exclude(code="NR-1.5-a"):
        said = parts.pop((line.place_id, line.group_id, line.code, line.word), [])
        if (line.units, line.total) != (len(said), sum(said)):
            yield f"{year}: {line}: {said}"
    yield from (f"{year}: {key} is said and not kept" for key in parts)


def standing_off(play: Play) -> Iterator[str]:
    """The year's page reads the records themselves: its rates are the roll-up's."""
    shown = rates(standings(play.year, clock.today()))
    kept = Counter[str]()
    for row in PlaceTally.objects.filter(campaign_year=play.na.year, is_whole=True):
        kept.update({name: getattr(row, name) for name in COUNTS})
    expected = {
        "submitted": Rate(kept["submitted"], kept["participants"]),
        "complete": Rate(kept["complete"], kept["participants"]),
        "on_time": Rate(kept["on_time"], kept["dated"]),
    }
    for name, rate in expected.items():
        if getattr(shown, name) != rate:
            yield f"{name}: the page {getattr(shown, name)}, the roll-up {rate}"


def pages_off(play: Play) -> Iterator[str]:
    """Country, provinces and communes: each line within 0–100 %, each total its lines' sum."""
    org = play.org
    country = table(org.viet_nam)
    provinces = [table(one) for one in (org.thai_nguyen, org.ha_tinh)]
    communes = [table(one) for one in Unit.objects.filter(type=UnitType.COMMUNE)]
    for one in (country, *provinces, *communes):
        yield from page_off(one)
    # What the province launched counts in a commune or, for a clan of no commune, in itself.
    for above, below in ((country, provinces), (country, communes)):
        total = Counter[str]()
        for one in below:
            total.update(one.total.sums)
        if dict(total) != above.total.sums:
            yield f"{above.place.unit}: {above.total.sums}, below it {dict(total)}"


def table(unit: Unit) -> StatusTable:
    fresh = Unit.objects.get(pk=unit.pk)
    return status_table(Place(fresh, 2026, (2026,)))


def page_off(shown: StatusTable) -> Iterator[str]:
    where = str(shown.place.unit)
    for one in (*shown.lines, shown.total):
        yield from impossible(f"{where}: {one.name}", one.sums)
        for percent, fraction in (*one.rates, (one.results[3], "")):
            if percent != "–" and not 0 <= number(percent) <= 100:
                yield f"{where}: {one.name}: {percent} ({fraction})"
    for name in COUNTS:
        if shown.total.sums[name] != sum(one.sums[name] for one in shown.lines):
            yield f"{where}: {name} is not the sum of its lines"


def number(percent: str) -> Decimal:
    return Decimal(percent.rstrip("%").replace(".", "").replace(",", "."))


# ---------------------------------------------------------------- the play


@pytest.fixture
def play(org: Org) -> Play:
    """Both years open on 20/11/2026, three households and a clan that may register."""
    na = na_ri(org)
    above = campaigns.campaign(org.thai_nguyen, slug="thai-nguyen-2026")
    campaigns.group(above, "2", "Gia đình", [UnitType.HOUSEHOLD, UnitType.CLAN])
    homes = [
        units.household(org.ban_po, "Hoàng Văn Páo"),
        units.household(org.ban_po, "Lý Thị Mai"),
        units.household(org.na_lac, "Lường Văn Sằm"),
        units.unit(UnitType.CLAN, "Hoàng", org.na_ri),
    ]
    return Play(na, campaigns.year(above), homes)


def done(play: Play, step: Step, before: Photograph) -> Photograph:
    """Do one act; whoever is refused has changed nothing, what was done is told as it is."""
    try:
        ACTS[step.act](play, step)
    except NothingThereError:
        return before
    except REFUSALS:
        play.refused[step.act] += 1
        assert photograph(WATCHED) == before, f"{step} was refused and changed something"
        return before
    play.done[step.act] += 1
    assert list(faults(play)) == [], step
    return photograph(WATCHED)


def played(play: Play, steps: Iterable[Step]) -> None:
    """One order of acts, looked at after each; then it never happened."""
    with transaction.atomic():
        stands = photograph(WATCHED)
        for step in steps:
            stands = done(play, step, stands)
        assert list(shown_wrongly(play)) == []
        transaction.set_rollback(True)


def test_every_act_of_the_play_can_be_done(play: Play) -> None:
    played(play, by_hand())

    assert set(ACTS) - set(play.done) == set()
    assert play.refused == Counter()


def test_in_whatever_order_no_rate_passes_its_whole_and_every_sum_is_its_parts(play: Play) -> None:
    @settings(max_examples=16, derandomize=True, deadline=None, database=None)
    @given(ORDERS)
    def in_any_order(order: tuple[tuple[int, int], list[Step]]) -> None:
        (ban_po, na_lac), steps = order
        played(play, [*ahead(0, ban_po), *ahead(1, na_lac), *steps])

    in_any_order()

    assert len(play.done) > 15
    assert sum(play.refused.values()) > 25


@pytest.mark.parametrize(
    ("table", "bent", "said"),
    [
        (PlaceTally, {"submitted": 2, "complete": 2}, "kept ≠ counted"),
        (UnitTally, {"status": "final"}, "kept ≠ counted"),
        (LineTally, {"total": 5000}, "kept ≠ counted"),
    ],
)
def test_the_play_sees_a_sum_that_somebody_bent(
    play: Play, table: type[Model], bent: dict[str, object], said: str
) -> None:
    for step in ahead(0, 2):
        ACTS[step.act](play, step)
    assert [*faults(play), *shown_wrongly(play)] == []

    table._default_manager.filter(group=play.na.villages).update(**bent)

    assert said in "".join(faults(play))
