"""Letters and their items: made, filled, discussed in the village, sent, mended, appraised."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.models import User
from awards.enums import Action, AwardPaper, BatchState, Paper, State, WarningCode
from awards.models import (
    Achievement,
    AwardType,
    DossierFile,
    DossierVersion,
    Proposal,
    ProposalWarning,
    Submission,
    VillageMeeting,
)
from awards.models.proposals import BEFORE_SENDING, ENDED, MENDABLE
from awards.rules import can_appraise, can_propose, can_propose_for
from awards.selectors.law import calendar, regime_on, rule_for
from awards.selectors.recipients import kind_of, places_of
from awards.selectors.village_votes import votes_cast
from awards.selectors.warnings import warnings_of
from awards.services.steps import Details, Refusal, fetch, note_change, perform, perform_each
from campaigns import calendar as duty_days
from campaigns.models import Campaign
from campaigns.selectors.outlines import outline_text, outline_texts
from core import clock
from core.audit import canonical, record
from core.errors import DomainError, StaleError
from core.numbers import format_date
from core.text import nfc, one_line
from documents.models import StoredFile
from units.access import audit_subject
from units.enums import UnitType
from units.models import Person, Unit


@dataclass(frozen=True, kw_only=True)
class NewItem:
    """Whom a letter proposes for what."""

    recipient: Unit
    award_type: AwardType
    period_from: int
    period_to: int
    reason: str = ""
    summary: str = ""
    report: str = ""
    is_leader: bool | None = None


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """What the village's minutes say; votes by item id as (yes, no)."""

    held_on: dt.date
    households: int
    present: int
    chaired_by: str
    kept_by: str
    minutes: str = ""
    votes: Mapping[int, tuple[int, int]]
    scan: StoredFile | None = None
    scan_name: str = ""


# ------------------------------------------------------------------ the letter


@transaction.atomic
def open_submission(
    unit: Unit, campaign: Campaign, *, occasion: str, year: int, actor: User
) -> Submission:
    """Begin a letter of a unit; raises ``PermissionDenied``."""
    if not can_propose_for(actor, unit):
        raise PermissionDenied
    letter = Submission.objects.create(
        unit=unit,
        host=campaign.launched_by,
        campaign=campaign,
        occasion=occasion,
        year=year,
        created_by=actor,
        created_at=clock.now(),
    )
    note_letter(
        letter, "awards.letter_begun", actor, after={"year": year, "occasion": str(occasion)}
    )
    return letter


def note_letter(letter: Submission, action: str, actor: User, *, after: Any = None) -> None:
    """Write the audit row of a change in this letter."""
    record(
        action,
        audit_subject(
            "awards.submission",
            letter.pk,
            f"Tờ trình {letter.unit} {letter.year}",
            letter.unit,
        ),
        actor=actor.as_actor,
        after=after,
    )


@transaction.atomic
def add_items(
    letter: Submission, items: Iterable[NewItem], *, actor: User
) -> tuple[list[Proposal], list[str]]:
    """Put recipients on the letter; who cannot be there is named with the reason, the rest stay.

    Raises ``PermissionDenied`` and ``DomainError`` for a letter that was sent.
    """
    _may_write(letter, actor)
    wanted = list(items)
    places = places_of(item.recipient for item in wanted)
    women = _women(item.recipient for item in wanted)
    made: list[Proposal] = []
    refused: list[str] = []
    for item in wanted:
        try:
            with transaction.atomic():
                made.append(_add(letter, item, places, women, actor))
        except DomainError as error:
            refused.append(f"{item.recipient.display_name}: {error}")
    if made:
        note_letter(
            letter,
            "awards.items_added",
            actor,
            after={"names": [one.recipient_name for one in made]},
        )
    return made, refused


def _add(
    letter: Submission,
    item: NewItem,
    places: Mapping[int, str],
    women: Mapping[int, bool | None],
    actor: User,
) -> Proposal:
    recipient = item.recipient
    if not recipient.path.startswith(letter.unit.path):
        raise DomainError(_("không thuộc %(unit)s.") % {"unit": letter.unit})
    if not letter.campaign.first_year <= item.period_from <= item.period_to <= letter.year:
        raise DomainError(
            _("thành tích phải nằm trong các năm %(first)s–%(last)s.")
            % {"first": letter.campaign.first_year, "last": letter.year}
        )
    achievement, _created = Achievement.objects.get_or_create(
        recipient=recipient,
        campaign=letter.campaign,
        period_from=item.period_from,
        period_to=item.period_to,
    )
    _refuse_second(achievement)
    try:
        with transaction.atomic():
            proposal = Proposal.objects.create(
                submission=letter,
                achievement=achievement,
                award_type=item.award_type,
                rule=rule_for(item.award_type, letter.host, clock.today()),
                recipient_kind=kind_of(recipient),
                recipient_name=recipient.display_name,
                recipient_place=places[recipient.pk],
                is_female=women.get(recipient.pk),
                is_leader=item.is_leader,
                reason=nfc(item.reason).strip(),
                summary=nfc(item.summary).strip(),
                report=nfc(item.report).strip(),
                created_by=actor,
            )
    except IntegrityError as error:
        raise DomainError(_second_words(achievement)) from error
    return proposal


def _refuse_second(achievement: Achievement) -> None:
    if achievement.proposals.exclude(state__in=ENDED).exists():
        raise DomainError(_second_words(achievement))


def _second_words(achievement: Achievement) -> str:
    there = (
        achievement.proposals.exclude(state__in=ENDED)
        .select_related("submission__unit", "award_type")
        .first()
    )
    where = there.submission.unit if there else ""
    form = there.award_type if there else ""
    return _(
        "thành tích %(period)s đã được %(unit)s đề nghị %(form)s. Một thành tích chỉ được "
        "khen một lần, một hình thức."
    ) % {"period": achievement.period_words, "unit": where, "form": form}


def _women(recipients: Iterable[Unit]) -> dict[int, bool | None]:
    """Whether the person is a woman; of a household its head."""
    ids = [one.pk for one in recipients]
    found = dict(Person.objects.filter(unit__in=ids).values_list("unit_id", "is_female"))
    heads = Person.objects.filter(
        households__household__in=ids, households__is_head=True, households__to_on=None
    ).values_list("households__household_id", "is_female")
    found.update(dict(heads))
    return dict(found)


def _may_write(letter: Submission, actor: User) -> None:
    if not can_propose_for(actor, letter.unit):
        raise PermissionDenied
    if letter.state != BatchState.DRAFT:
        raise DomainError(_("Tờ trình đã gửi nên không thêm, bớt được nữa."))


@transaction.atomic
def edit_item(
    proposal: Proposal,
    *,
    summary: str,
    report: str,
    is_leader: bool | None,
    actor: User,
    version: int,
) -> Proposal:
    """Write the achievement report of an item that was not sent or came back."""
    if not can_propose(actor, proposal):
        raise PermissionDenied
    proposal.version = version
    rows = Proposal.objects.standing_at(proposal, frozenset(MENDABLE))
    if not rows.update(
        summary=nfc(summary).strip(),
        report=nfc(report).strip(),
        is_leader=is_leader,
        version=F("version") + 1,
    ):
        raise StaleError
    note_change("awards.item_edited", proposal, actor, after={"summary": nfc(summary).strip()})
    return fetch(proposal.pk)


@transaction.atomic
def remove_item(proposal: Proposal, *, actor: User) -> None:
    """Take an item off a letter that was not sent; nothing of it was seen by others."""
    _may_write(proposal.submission, actor)
    if proposal.state not in BEFORE_SENDING:
        raise StaleError
    note_change("awards.item_removed", proposal, actor)
    proposal.delete()


@transaction.atomic
def attach(
    proposal: Proposal, paper: Paper, file: StoredFile, name: str, *, actor: User
) -> DossierFile:
    """Put a paper into the dossier; an older one of the same kind stays beside it."""
    if not (can_propose(actor, proposal) or can_appraise(actor, proposal)):
        raise PermissionDenied
    row = DossierFile.objects.create(
        proposal=proposal,
        paper=paper,
        file=file,
        name=one_line(name),
        added_by=actor,
        added_at=clock.now(),
    )
    note_change(
        "awards.file_added", proposal, actor, after={"paper": paper.label, "name": row.name}
    )
    return row


# ------------------------------------------------------------------ the village's meeting


@transaction.atomic
def record_meeting(letter: Submission, meeting: Meeting, *, actor: User) -> Submission:
    """Write down the village's meeting; every vote is checked against who was there.

    Raises ``DomainError`` naming each item whose votes cannot be.
    """
    _may_write(letter, actor)
    _check_meeting(letter, meeting)
    items = {one.pk: one for one in letter.proposals.filter(state__in=BEFORE_SENDING)}
    wrong = [
        _("%(name)s: %(yes)s đồng ý và %(no)s không đồng ý, nhiều hơn %(present)s người dự")
        % {"name": items[pk].recipient_name, "yes": yes, "no": no, "present": meeting.present}
        for pk, (yes, no) in meeting.votes.items()
        if pk in items and (yes < 0 or no < 0 or yes + no > meeting.present)
    ]
    if wrong:
        raise DomainError("; ".join(wrong) + ".", field="votes")
    held, _made = VillageMeeting.objects.update_or_create(
        submission=letter,
        defaults={
            "held_on": meeting.held_on,
            "households": meeting.households,
            "present": meeting.present,
            "chaired_by": one_line(meeting.chaired_by),
            "kept_by": one_line(meeting.kept_by),
            "minutes": nfc(meeting.minutes).strip(),
            "scan": meeting.scan,
            "scan_name": meeting.scan_name,
            "outline": outline_text(letter.campaign_id, AwardPaper.VILLAGE_MINUTES),
        },
    )
    for pk, (yes, no) in meeting.votes.items():
        if pk in items:
            Proposal.objects.filter(pk=pk, state__in=BEFORE_SENDING).update(
                village_yes=yes, village_no=no, version=F("version") + 1
            )
            if items[pk].state == State.DRAFT:
                moved = fetch(pk)
                perform(Action.TO_MEETING, moved, actor=actor, version=moved.version)
    held.votes = votes_cast(held, letter.proposals.for_page())
    held.save(update_fields=["votes"])
    note_letter(
        letter,
        "awards.meeting_recorded",
        actor,
        after={"held_on": meeting.held_on, "present": meeting.present},
    )
    return Submission.objects.select_related("unit", "host", "campaign").get(pk=letter.pk)


def _check_meeting(letter: Submission, meeting: Meeting) -> None:
    if letter.unit.type != UnitType.VILLAGE:
        raise DomainError(_("Chỉ thôn, tổ dân phố mới ghi biên bản họp thôn."))
    if meeting.held_on > clock.today():
        raise DomainError(_("Ngày họp không thể ở sau hôm nay."), field="held_on")
    if not meeting.present:
        raise DomainError(_("Hãy ghi số người dự họp."), field="present")
    if meeting.households < 1:
        raise DomainError(_("Hãy ghi tổng số hộ của thôn."), field="households")


# ------------------------------------------------------------------ sending


@transaction.atomic
def send(letter: Submission, *, actor: User, late_reason: str = "") -> list[Refusal]:
    """Send the letter: its items that may go go, the others leave it with their reason.

    What did not pass the village's vote ends there; what is incomplete stays in the letter only
    when nothing else could go. Raises ``DomainError`` when no item can go, or when it is late and
    nobody says why.
    """
    _may_write(letter, actor)
    last = last_day_of(letter)
    today = clock.today()
    if last is not None and today > last and not late_reason.strip():
        raise DomainError(
            _("Đã quá ngày cuối %(day)s. Hãy ghi lý do gửi muộn; xã vẫn xem xét được.")
            % {"day": format_date(last)},
            field="late_reason",
        )
    Submission.objects.filter(pk=letter.pk).update(last_day=last)
    items = [
        fetch(pk)
        for pk in letter.proposals.filter(state__in=BEFORE_SENDING).values_list("pk", flat=True)
    ]
    _set_rules(letter, items)
    moved, refused = perform_each(Action.SUBMIT, [fetch(one.pk) for one in items], actor=actor)
    if not moved:
        reasons = " ".join(str(one) for one in refused)
        raise DomainError(_("Chưa gửi được mục nào. %(reasons)s") % {"reasons": reasons}) from None
    swapped = Submission.objects.filter(
        pk=letter.pk, state=BatchState.DRAFT, version=letter.version
    ).update(
        state=BatchState.SENT,
        sent_on=today,
        unit_name=letter.unit.display_name,
        regime=regime_on(today),
        late_reason=nfc(late_reason).strip(),
        version=F("version") + 1,
    )
    if not swapped:
        raise StaleError
    outlines = outline_texts(letter.campaign_id, (AwardPaper.REPORT, AwardPaper.VILLAGE_MINUTES))
    VillageMeeting.objects.filter(submission=letter, scan=None).update(
        outline=outlines.get(AwardPaper.VILLAGE_MINUTES, "")
    )
    for one in moved:
        _keep_version(one, actor, outlines.get(AwardPaper.REPORT, ""))
        refresh_warnings(fetch(one.pk))
    _leave_behind(letter, refused, actor)
    note_letter(
        letter, "awards.letter_sent", actor, after={"sent": len(moved), "left": len(refused)}
    )
    return refused


def _set_rules(letter: Submission, items: Iterable[Proposal]) -> None:
    """The rule of the day of sending holds for the whole way."""
    today = clock.today()
    for one in items:
        rule = rule_for(one.award_type, letter.host, today)
        Proposal.objects.filter(pk=one.pk).update(rule=rule)


def _leave_behind(letter: Submission, refused: list[Refusal], actor: User) -> None:
    """What could not go moves to a new draft of the unit, so that nothing is lost."""
    if not refused:
        return
    rest = open_submission(
        letter.unit, letter.campaign, occasion=letter.occasion, year=letter.year, actor=actor
    )
    for one in refused:
        Proposal.objects.filter(pk=one.proposal.pk).update(
            submission=rest, state=State.DRAFT, village_yes=None, village_no=None
        )
        note_change("awards.item_left_behind", one.proposal, actor, reason=one.reason)


def last_day_of(letter: Submission) -> dt.date | None:
    """The last day of the unit's duty in the campaign and year, where the plan names one."""
    duties = letter.campaign.duties.filter(
        groups__unit_types__icontains=f'"{letter.unit.type}"', day__isnull=False
    ).distinct()
    days = [duty_days.last_day(duty, letter.year) for duty in duties]
    return max((day for day in days if day is not None), default=None)


@transaction.atomic
def send_again(proposal: Proposal, *, actor: User, version: int, note: str = "") -> Proposal:
    """Send a returned item again; the dossier's versions all stay."""
    moved = perform(
        Action.RESUBMIT, proposal, actor=actor, version=version, details=Details(note=note)
    )
    _keep_version(moved, actor, outline_text(moved.submission.campaign_id, AwardPaper.REPORT))
    return moved


def _keep_version(proposal: Proposal, actor: User, outline: str) -> None:
    content = {
        "outline": outline,
        "summary": proposal.summary,
        "report": proposal.report,
        "form": proposal.award_type.name,
        "files": [
            [one.paper, one.name, one.file.sha256] for one in proposal.files.select_related("file")
        ],
    }
    DossierVersion.objects.create(
        proposal=proposal,
        number=proposal.versions.count() + 1,
        content=content,
        sha256=hashlib.sha256(canonical(content).encode()).hexdigest(),
        sent_by=actor,
        sent_at=clock.now(),
    )


def refresh_warnings(proposal: Proposal) -> None:
    """Bring the warnings up to date; an answer stays where its warning still says the same."""
    there = {one.code: one for one in proposal.warnings.all()}
    for code, text in warnings_of(proposal):
        known = there.get(code)
        if known is None:
            ProposalWarning.objects.create(proposal=proposal, code=code, text=text)
        elif known.text != text:
            ProposalWarning.objects.filter(pk=known.pk).update(
                text=text, answer="", answered_by=None, answered_at=None
            )


# ------------------------------------------------------------------ the office


@transaction.atomic
def answer_warning(
    warning: ProposalWarning, *, answer: str, actor: User, proposal: Proposal
) -> None:
    """Answer a warning in writing."""
    if not can_appraise(actor, proposal):
        raise PermissionDenied
    text = nfc(answer).strip()
    if not text:
        raise DomainError(_("Hãy ghi ý kiến trả lời."), field="answer")
    ProposalWarning.objects.filter(pk=warning.pk).update(
        answer=text, answered_by=actor, answered_at=clock.now()
    )
    note_change("awards.warning_answered", proposal, actor, after={"answer": text})


@transaction.atomic
def appraise(proposal: Proposal, *, text: str, actor: User, version: int) -> Proposal:
    """Write what the office found; whoever wrote it does not sign."""
    if not can_appraise(actor, proposal):
        raise PermissionDenied
    words = nfc(text).strip()
    if not words:
        raise DomainError(_("Hãy ghi ý kiến thẩm định."), field="appraisal")
    proposal.version = version
    rows = Proposal.objects.standing_at(proposal, frozenset({State.APPRAISAL, State.NOTICE}))
    if not rows.update(appraisal=words, appraised_by=actor, version=F("version") + 1):
        raise StaleError
    note_change("awards.appraised", proposal, actor, after={"appraisal": words})
    moved = fetch(proposal.pk)
    refresh_warnings(moved)
    return fetch(proposal.pk)


@transaction.atomic
def publish(proposal: Proposal, *, actor: User, version: int) -> Proposal:
    """Put the item up for the public; the days are working days after today."""
    days = (proposal.rule.notice_days if proposal.rule else None) or 0
    until = calendar().after(clock.today(), days)
    return perform(
        Action.PUBLISH,
        proposal,
        actor=actor,
        version=version,
        details=Details(changes={"notice_until": until}),
    )


def held_after_vote(proposal: Proposal) -> bool:
    """Whether the item was stopped between the council's vote and the signature."""
    return proposal.paused_state == State.SIGNATURE


@transaction.atomic
def resume(proposal: Proposal, *, actor: User, version: int, details: Details) -> Proposal:
    """Let a held item go on from where it stood.

    A vote that was taken before the hold stands; whoever signs is warned and answers.
    """
    after_vote = held_after_vote(proposal)
    moved = perform(Action.RESUME, proposal, actor=actor, version=version, details=details)
    if after_vote:
        ProposalWarning.objects.get_or_create(
            proposal=moved,
            code=WarningCode.HELD_BEFORE,
            defaults={
                "text": _(
                    "Hồ sơ đã tạm dừng sau khi Hội đồng biểu quyết. Không bắt buộc biểu quyết "
                    "lại; hãy ghi vì sao trình tiếp."
                )
            },
        )
    return fetch(moved.pk)
