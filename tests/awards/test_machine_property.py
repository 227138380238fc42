"""Whatever is done in whatever order by whomever: no item leaves the law's table (section 11).

Hypothesis makes up the orders. Each act goes through the product's own services, done by whoever
does it or, now and then, by somebody who may not; a refusal must change nothing.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.models import User
from awards.enums import Action, Choice, Level, Paper, QuotaBasis, SessionState, State, VoteMode
from awards.models import (
    Achievement,
    AgendaItem,
    Award,
    BallotReceipt,
    CouncilSession,
    Decision,
    DossierVersion,
    Proposal,
    ProposalEvent,
    Quota,
    Revocation,
    Submission,
)
from awards.models.proposals import ENDED, GRANTED
from awards.selectors.quotas import TAKES_PLACE
from awards.services import appraising, ballots, proposals, sending, sessions, signing
from awards.services.revoking import RevocationFacts
from awards.services.sessions import Closing
from awards.services.steps import Details, fetch, perform
from awards.votes import reaches
from awards.workflow import STEPS, fits
from core import clock
from core.audit import canonical
from core.errors import DomainError
from core.models import AuditChain
from documents import storage
from documents.services import row_of
from tests.awards.test_workflow import LEADS_TO
from tests.builders import proposing, units
from tests.builders.proposing import GOOD_REASON, World
from tests.ledger import photograph
from units.services.tree import rename_unit

pytestmark = pytest.mark.django_db

REFUSALS = (DomainError, PermissionDenied)
# Everything that an act of this play may write.
WATCHED = (
    *(Achievement, AgendaItem, Award, BallotReceipt, CouncilSession, Decision, DossierVersion),
    *(Proposal, ProposalEvent, Revocation, Submission, AuditChain),
)
FORMS = ("GK", "GK", "BK_PROVINCE", "BK_PRIME_MINISTER")
PLACES = 2
DECISIONS = (Action.CONFER, Action.PROVINCE_CONFER, Action.MINISTRY_CONFER, Action.PRIME_CONFER)
LEVEL_OF = {
    Level.COMMUNE: Action.CONFER,
    Level.PROVINCE: Action.PROVINCE_CONFER,
    Level.PRIME_MINISTER: Action.PRIME_CONFER,
}


class NothingThereError(Exception):
    """What the step is about does not exist yet."""


@dataclass(frozen=True)
class Step:
    """One act: about which item, with which other thing, by whom if not by the usual one."""

    act: str
    at: int
    other: int
    somebody: str


@dataclass
class Play:
    """Páo's letter with four households, the council, and who signs."""

    aw: World
    letter: Submission
    sent_as: dict[int, str] = field(default_factory=dict)
    done: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)

    def who(self, step: Step, usual: User) -> User:
        """Somebody of the step, else whoever does such a thing."""
        if not step.somebody:
            return usual
        found: User = self.aw.thu if step.somebody == "thu" else getattr(self.aw.org, step.somebody)
        return found

    def item(self, step: Step) -> Proposal:
        """One of the items."""
        ids = list(Proposal.objects.order_by("pk").values_list("pk", flat=True))
        return fetch(ids[step.at % len(ids)])

    def session(self, state: SessionState) -> CouncilSession:
        """The session that stands there."""
        found = CouncilSession.objects.filter(state=state).select_related("unit").first()
        if found is None:
            raise NothingThereError
        return found

    def usual(self, action: Action) -> User:
        """Who does such a thing."""
        org = self.aw.org
        if action in {Action.TO_MEETING, Action.FAIL_MEETING, Action.SUBMIT, Action.RESUBMIT}:
            return org.pao
        if action in {Action.HOLD, Action.RESUME}:
            return org.lan
        if action in {Action.COUNCIL_PASS, Action.COUNCIL_FAIL}:
            return self.aw.thu
        return org.dung if action in {Action.CONFER, Action.DECLINE} else org.minh


# ---------------------------------------------------------------- the acts


def of_table(action: Action) -> Callable[[Play, Step], None]:
    """An act of the table, on the paper of today."""

    def act(play: Play, step: Step) -> None:
        item, actor = play.item(step), play.who(step, play.usual(action))
        details = Details(note=GOOD_REASON, number=f"{step.other}/CV", dated=clock.today())
        special: dict[Action, Callable[[], object]] = {
            Action.RESUBMIT: lambda: sending.send_again(item, actor=actor, version=item.version),
            Action.PUBLISH: lambda: appraising.publish(item, actor=actor, version=item.version),
            Action.RESUME: lambda: appraising.resume(
                item, actor=actor, version=item.version, details=details
            ),
            Action.LOWER: lambda: signing.lower(
                item, play.aw.form(), actor=actor, version=item.version, details=details
            ),
            Action.REVOKE: lambda: signing.revoke(
                item,
                RevocationFacts(
                    number="9/QĐ", decided_on=clock.today(), issuer="Chủ tịch", reason="Sai"
                ),
                actor=actor, version=item.version,
            ),
        }  # fmt: skip
        if action in special:
            special[action]()
        else:
            perform(action, item, actor=actor, version=item.version, details=details)

    return act


def meet(play: Play, step: Step) -> None:
    """The village meets; few or many say yes."""
    letter = Submission.objects.get(pk=play.letter.pk)
    with transaction.atomic():
        proposing.meet(letter, play.who(step, play.aw.org.pao), yes=(34, 30, 5)[step.other % 3])


def send_letter(play: Play, step: Step) -> None:
    letter = Submission.objects.select_related("unit", "host", "campaign").get(pk=play.letter.pk)
    sending.send(letter, actor=play.who(step, play.aw.org.pao), late_reason="Đường sạt lở.")


def mend(play: Play, step: Step) -> None:
    item = play.item(step)
    proposals.edit_item(
        item, summary="Mới", report=f"Lần sửa {step.other}.", is_leader=None,
        actor=play.who(step, play.aw.org.pao), version=item.version,
    )  # fmt: skip


def appraise(play: Play, step: Step) -> None:
    item, actor = play.item(step), play.who(step, play.aw.org.minh)
    with transaction.atomic():
        appraising.appraise(item, text="Đủ điều kiện.", actor=actor, version=item.version)
        for warning in fetch(item.pk).warnings.all():
            appraising.answer_warning(warning, answer="Đã xem.", actor=actor, proposal=item)


def answer(play: Play, step: Step) -> None:
    item, actor = play.item(step), play.who(step, play.aw.org.minh)
    warning = item.warnings.filter(answer="").first()
    if warning is None:
        raise NothingThereError
    appraising.answer_warning(warning, answer="Đã xem.", actor=actor, proposal=item)


def plan(play: Play, step: Step) -> None:
    """A session with everybody who waits."""
    actor = play.who(step, play.aw.thu)
    waiting = [fetch(one.pk) for one in Proposal.objects.filter(state=State.COUNCIL)]
    if not waiting:
        raise NothingThereError
    with transaction.atomic():
        made = sessions.plan_session(
            play.aw.org.na_ri, held_on=clock.today(), mode=VoteMode.PHONE, actor=actor
        )
        sessions.set_agenda(made, waiting, actor=actor)


def open_it(play: Play, step: Step) -> None:
    sessions.open_session(play.session(SessionState.PLANNED), actor=play.who(step, play.aw.thu))


def vote(play: Play, step: Step) -> None:
    """Those who have not voted yet do; so many of them say yes."""
    on = play.session(SessionState.OPEN)
    yes = (9, 8, 4)[step.other % 3]
    with transaction.atomic():
        for place, user in enumerate(play.aw.members):
            member = ballots.seat_of(on, user)
            if member is None or ballots.has_voted(member):
                raise NothingThereError
            choice = Choice.YES if place < yes else Choice.NO
            items = ballots.votable(on, member)
            ballots.cast(on, {one.pk: choice for one in items}, actor=user)


def close_it(play: Play, step: Step) -> None:
    sessions.close(play.session(SessionState.OPEN), Closing(), actor=play.who(step, play.aw.thu))


def decide(play: Play, step: Step) -> None:
    """A decision for one item, of its own level, or now and then of another."""
    item = play.item(step)
    level = Level(item.award_type.level) if step.other else Level.COMMUNE
    usual = play.aw.org.dung if level == Level.COMMUNE else play.aw.org.minh
    number = f"{item.pk}{step.other}/QĐ-{Decision.objects.count()}"
    facts = proposing.facts(number, level=level, is_outside=level != Level.COMMUNE)
    signing.confer([item], facts, actor=play.who(step, usual))


def next_days(_play: Play, step: Step) -> None:
    clock.set_business_day(clock.today() + dt.timedelta(days=1 + 5 * step.other))


def go_on(play: Play, step: Step) -> None:
    """What usually comes next for the item."""
    following: dict[str, Callable[[Play, Step], None]] = {
        State.DRAFT: meet,
        State.VILLAGE_MEETING: send_letter,
        State.RECEIVED: of_table(Action.ACCEPT),
        State.RETURNED: of_table(Action.RESUBMIT),
        State.ON_HOLD: of_table(Action.RESUME),
        State.COUNCIL: _in_council,
        State.PROVINCE_RECEIVED: of_table(Action.PROVINCE_ACCEPT),
        State.PROVINCE_RETURNED: of_table(Action.PROVINCE_AGAIN),
        State.PROVINCE_APPRAISAL: of_table(Action.PROVINCE_TO_COUNCIL),
        State.PROVINCE_COUNCIL: of_table(Action.PROVINCE_PASS),
        State.MINISTRY_RECEIVED: of_table(Action.MINISTRY_ACCEPT),
        State.MINISTRY_RETURNED: of_table(Action.MINISTRY_AGAIN),
        State.MINISTRY_APPRAISAL: of_table(Action.TO_PRIME_MINISTER),
        State.PRIME_MINISTER: _of_its_level,
        State.CONFERRED: of_table(Action.PRESENT),
    }
    item = play.item(step)
    state = State(item.state)
    if state == State.APPRAISAL:
        (of_table(Action.PUBLISH) if item.appraisal else appraise)(play, step)
    elif state == State.NOTICE:
        if item.notice_until is not None and clock.today() <= item.notice_until:
            clock.set_business_day(item.notice_until + dt.timedelta(days=1))
        of_table(Action.TO_COUNCIL)(play, step)
    elif state in {State.SIGNATURE, State.PROVINCE_SIGNATURE}:
        _above(play, step, item)
    elif state in following:
        following[state](play, step)
    else:
        raise NothingThereError


def _in_council(play: Play, step: Step) -> None:
    """Plan, open, vote or close, whichever is next."""
    for state, then in ((SessionState.PLANNED, open_it), (SessionState.OPEN, vote)):
        if CouncilSession.objects.filter(state=state).exists():
            try:
                then(play, step)
            except NothingThereError:
                close_it(play, step)
            return
    plan(play, step)


def _above(play: Play, step: Step, item: Proposal) -> None:
    here, level = State(item.state), Level(item.award_type.level)
    own = {Level.COMMUNE: State.SIGNATURE, Level.PROVINCE: State.PROVINCE_SIGNATURE}
    if own.get(level) == here:
        _of_its_level(play, step)
    else:
        up = Action.FORWARD if here == State.SIGNATURE else Action.FORWARD_UP
        of_table(up)(play, step)


def _of_its_level(play: Play, step: Step) -> None:
    decide(play, Step(step.act, step.at, 1, step.somebody))


def fitting(play: Play, step: Step) -> None:
    """One of the acts that the table has for where the item stands."""
    item = play.item(step)
    acts = [one for one in Action if fits(one, item) and not STEPS[one].decides]
    if not acts:
        raise NothingThereError
    action = acts[step.other % len(acts)]
    of_table(action)(play, step)
    play.done[action] += 1


def rename(play: Play, step: Step) -> None:
    rename_unit(
        play.aw.org.ban_po, kind_word="thôn", name=f"Bản Mới {step.other} {clock.today()}",
        on=clock.today(), actor=play.aw.org.minh.as_actor,
    )  # fmt: skip


ACTS: dict[str, Callable[[Play, Step], None]] = {
    **{one.value: of_table(one) for one in Action if not STEPS[one].decides},
    "meet": meet, "send": send_letter, "mend": mend, "appraise": appraise, "answer": answer,
    "plan": plan, "open": open_it, "vote": vote, "close": close_it, "decide": decide,
    "days": next_days, "rename": rename, "go_on": go_on, "fitting": fitting,
}  # fmt: skip
PEOPLE = ["", "", "", "", "minh", "lan", "thuy", "dung", "pao", "sam", "tuyet", "nga", "thu"]
STEP = st.builds(
    Step,
    act=st.sampled_from([*sorted(ACTS), *["fitting"] * 40, *["go_on"] * 5]),
    at=st.integers(0, 3),
    other=st.integers(0, 5),
    somebody=st.sampled_from(PEOPLE),
)
# How far each of the four has come, and what then happens.
ORDERS = st.tuples(
    st.tuples(*[st.integers(0, 14)] * len(FORMS)),
    st.lists(STEP, min_size=12, max_size=20, unique_by=lambda step: (step.at, step.other)),
)


# ---------------------------------------------------------------- what must hold


def faults(play: Play) -> Iterator[str]:
    """Everything that is not as the law's text wants it, in words."""
    for row in Proposal.objects.select_related("award__decision", "award_type", "rule"):
        item = fetch(row.pk)
        yield from walked_off_the_table(item)
        yield from wrongly_conferred(item)
        yield from lost_versions(item)
    yield from past_the_quota(play)
    yield from twice_for_one(play)


def walked_off_the_table(item: Proposal) -> Iterator[str]:
    """3: the log is a walk through the table, with somebody and a moment for each step."""
    state, held = State.DRAFT, State.DRAFT
    for event in item.events.all():
        action, before, after = Action(event.action), State(event.from_state), State(event.to_state)
        if before != state:
            yield f"{item}: {action} from {before}, but it stood at {state}"
        wanted = LEADS_TO.get((before, action))
        if wanted is None or (action != Action.RESUME and wanted[0] != after):
            yield f"{item}: {before} + {action} → {after} is not in the table"
        if action == Action.RESUME and after != held:
            yield f"{item}: resumed at {after}, was held at {held}"
        if action == Action.HOLD:
            held = before
        state = after
    if state != item.state:
        yield f"{item}: the log ends at {state}, the item stands at {item.state}"


def wrongly_conferred(item: Proposal) -> Iterator[str]:
    """1, 2, 5: a decision dated after all before; no council left out; nothing while held."""
    events = list(item.events.all())
    done = [Action(one.action) for one in events]
    granted = [one for one in done if one in DECISIONS]
    if item.state not in {*GRANTED, State.REVOKED}:
        if item.award_id is not None or granted:
            yield f"{item}: bears an award at {item.state}"
        return
    if item.award is None or len(granted) != 1:
        yield f"{item}: {item.state} by {granted}"
        return
    if granted[0] != LEVEL_OF[Level(item.award_type.level)]:
        yield f"{item}: {granted[0]} for a form of {item.award_type.level}"
    decided = item.award.decision.decided_on
    at = done.index(granted[0])
    if any(one.dated and one.dated > decided for one in events[:at]):
        yield f"{item}: decided on {decided}, before a paper it follows from"
    if item.rule and item.rule.council_required and Action.COUNCIL_PASS not in done[:at]:
        yield f"{item}: conferred without the council"
    central = item.award_type.level in {Level.MINISTRY, Level.PRIME_MINISTER}
    if central and Action.PROVINCE_PASS not in done[:at]:
        yield f"{item}: conferred without the province's council"
    yield from unpassed(item)


def unpassed(item: Proposal) -> Iterator[str]:
    """The council's yes reached the share of all members that the rule asks for."""
    line = item.agenda_items.filter(result="passed").select_related("rule").first()
    if line is None:
        yield f"{item}: no session passed it"
    elif not reaches(
        line.yes, line.total_members, line.rule.vote_percent or 50, over=line.rule.vote_is_over
    ):
        yield f"{item}: {line.yes}/{line.total_members} is no pass"


def lost_versions(item: Proposal) -> Iterator[str]:
    """4: a dossier keeps what it said each time it was sent."""
    sendings = [one for one in item.events.all() if one.action in {Action.SUBMIT, Action.RESUBMIT}]
    versions = list(item.versions.all())
    if [one.number for one in versions] != list(range(1, len(sendings) + 1)):
        yield f"{item}: sent {len(sendings)} times, {len(versions)} versions"
    for one in versions:
        if hashlib.sha256(canonical(one.content).encode()).hexdigest() != one.sha256:
            yield f"{item}: version {one.number} was changed"


def past_the_quota(play: Play) -> Iterator[str]:
    """6: what takes a place is never more than the places."""
    form = play.aw.form()
    # What came down from the province takes a place at the commune's table when it is decided.
    lowered = ProposalEvent.objects.filter(action=Action.LOWER).values("proposal")
    taken = Proposal.objects.filter(award_type=form, state__in=TAKES_PLACE)
    if taken.exclude(pk__in=lowered).count() > PLACES:
        yield f"{taken.count()} of {PLACES} places"
    if Proposal.objects.filter(award_type=form, state__in=GRANTED).count() > PLACES:
        yield "more granted than places"


def twice_for_one(play: Play) -> Iterator[str]:
    """7, 8: one award for one achievement; the name on a letter that was sent stays."""
    for achievement in Achievement.objects.all():
        if achievement.proposals.exclude(state__in=ENDED).count() > 1:
            yield f"{achievement}: two open or granted items"
    for award in Award.objects.in_force().select_related("recipient"):
        same = Award.objects.in_force().filter(
            recipient=award.recipient, campaign=award.campaign_id,
            period_from=award.period_from, period_to=award.period_to,
        )  # fmt: skip
        if same.count() > 1:
            yield f"{award}: awarded twice"
    for letter in Submission.objects.exclude(sent_on=None).filter(pk=play.letter.pk):
        if letter.unit_name != play.sent_as.setdefault(letter.pk, letter.unit_name):
            yield f"{letter.pk}: it was sent by {play.sent_as[letter.pk]}"


# ---------------------------------------------------------------- the play


@pytest.fixture
def play(aw: World) -> Play:
    """Four households on Páo's letter, two of them for a Giấy khen, and two places for those."""
    letter = proposing.letter(aw, aw.org.ban_po, aw.org.pao)
    file = row_of(storage.store(b"%PDF-1.4 xac nhan"), "application/pdf")
    for name, code in zip(("Một", "Hai", "Ba", "Bốn"), FORMS, strict=True):
        home = units.household(aw.org.ban_po, f"Nông Văn {name}")
        one = proposing.item(aw, letter, home, aw.org.pao, code)
        proposals.attach(one, Paper.CONFIRMATION, file, "Xác nhận.pdf", actor=aw.org.pao)
    Quota.objects.create(
        host=aw.org.na_ri, campaign=aw.campaign, occasion="annual", year=2026,
        award_type=aw.form(), kinds=["household"], basis=QuotaBasis.ABSOLUTE, value=PLACES,
        source="Kế hoạch 157",
    )  # fmt: skip
    return Play(aw, letter)


def is_done(play: Play, step: Step) -> bool:
    """Do one act; ``False`` for what was refused or is about nothing."""
    try:
        with transaction.atomic():
            ACTS[step.act](play, step)
    except (*REFUSALS, NothingThereError):
        return False
    return True


def played(play: Play, steps: Iterable[Step]) -> None:
    """One order of acts: what is refused changes nothing, and after each the law holds."""
    stands = photograph(WATCHED)
    for step in steps:
        if is_done(play, step):
            play.done[step.act] += 1
            assert list(faults(play)) == [], step
            stands = photograph(WATCHED)
        else:
            play.refused[step.act] += 1
            assert photograph(WATCHED) == stands, f"{step} was refused and changed something"


def ahead(at: int, steps: int) -> list[Step]:
    """An item goes on by so many steps, everybody voting yes."""
    return [Step("go_on", at, 0, "")] * steps


def test_no_order_of_acts_by_anybody_leaves_the_laws_table(play: Play) -> None:
    @settings(max_examples=12, derandomize=True, deadline=None, database=None)
    @given(ORDERS)
    def in_any_order(order: tuple[tuple[int, ...], list[Step]]) -> None:
        so_far, then = order
        play.sent_as.clear()
        with transaction.atomic():
            for step in (one for at, steps in enumerate(so_far) for one in ahead(at, steps)):
                is_done(play, step)
            assert list(faults(play)) == [], so_far
            played(play, then)
            transaction.set_rollback(True)

    in_any_order()

    assert len(play.done) > 10
    assert sum(play.refused.values()) > 25


def test_every_form_comes_to_its_end_in_this_play(play: Play) -> None:
    """So the made-up orders can come there too."""
    played(play, [step for at in (0, 1, 2, 3) for step in ahead(at, 24)])

    ends = [(one.award_type.code, one.state) for one in Proposal.objects.order_by("pk")]
    assert ends == [(code, State.PRESENTED) for code in FORMS]


def test_the_play_sees_what_somebody_bent(play: Play) -> None:
    played(play, ahead(0, 16))
    row = Proposal.objects.order_by("pk")[0]
    assert row.state == State.PRESENTED

    ProposalEvent.objects.filter(action=Action.COUNCIL_PASS).delete()
    alone = list(wrongly_conferred(fetch(row.pk)))
    Proposal.objects.filter(pk=row.pk).update(state=State.CONFERRED)
    walked = list(walked_off_the_table(fetch(row.pk)))
    DossierVersion.objects.filter(proposal=row).update(content={"report": "khác"})
    lost = list(lost_versions(fetch(row.pk)))
    Proposal.objects.exclude(pk=row.pk).update(award_type=play.aw.form(), state=State.COUNCIL)
    full = list(past_the_quota(play))

    assert any("without the council" in one for one in alone)
    assert any("the log ends at" in one for one in walked)
    assert any("was changed" in one for one in lost)
    assert full == ["4 of 2 places"]
