"""Letters and their items: a letter begun, recipients put on it, their reports and papers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.models import User
from awards.enums import BatchState, Paper
from awards.models import Achievement, AwardType, DossierFile, Proposal, Submission
from awards.models.proposals import BEFORE_SENDING, ENDED, MENDABLE
from awards.rules import can_appraise, can_propose, can_propose_for
from awards.selectors.law import rule_for
from awards.selectors.recipients import kind_of, places_of
from awards.services.steps import fetch, note_change
from campaigns.models import Campaign
from core import clock
from core.audit import record
from core.errors import DomainError, StaleError
from core.text import nfc, one_line
from documents.models import StoredFile
from units.access import audit_subject
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
    may_write(letter, actor)
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


def may_write(letter: Submission, actor: User) -> None:
    """Raise ``PermissionDenied`` for who may not, ``DomainError`` for a letter that was sent."""
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
    may_write(proposal.submission, actor)
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
