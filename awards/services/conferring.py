"""One decision, many awards: written whole or not at all, and once, however often it is sent."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from awards.enums import AwardKind, Level
from awards.models import Award, AwardRule, AwardType, Decision
from awards.rules import can_keep_register
from awards.selectors.prizes import prize_of, prizes_on
from awards.selectors.recipients import kind_of, places_of
from campaigns.models import Campaign
from core import clock
from core.audit import Subject, record
from core.errors import DomainError, StaleError
from core.text import nfc, one_line
from documents.models import StoredFile
from units.access import audit_subject
from units.models import Unit

FIRST_YEAR = 2000


@dataclass(frozen=True, kw_only=True)
class DecisionFacts:
    """What stands on the signed paper."""

    number: str
    decided_on: dt.date
    issuer: str
    level: Level
    signer: str = ""
    signer_title: str = ""
    abstract: str = ""
    is_outside: bool = False
    scan: StoredFile | None = None
    scan_name: str = ""


@dataclass(frozen=True, kw_only=True)
class AwardLine:
    """One line of the decision's list; a period of one year has the same first and last year."""

    recipient: Unit
    award_type: AwardType
    period_from: int
    period_to: int
    campaign: Campaign | None = None
    achievement: str = ""
    kind: AwardKind = AwardKind.CAMPAIGN


class ConferralError(DomainError):
    """Lines of the list were refused; ``problems`` has a sentence for each, nothing was written."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__(" ".join(problems), field="recipients")
        self.problems = tuple(problems)


@transaction.atomic
def record_outside(
    unit: Unit, facts: DecisionFacts, lines: Sequence[AwardLine], *, actor: User
) -> Decision:
    """Enter a decision that was signed outside of the product.

    Raises ``PermissionDenied``, and what ``confer`` raises.
    """
    if not can_keep_register(actor, unit):
        raise PermissionDenied
    return confer(unit, facts, lines, actor=actor)


@transaction.atomic
def confer(
    unit: Unit, facts: DecisionFacts, lines: Sequence[AwardLine], *, actor: User
) -> Decision:
    """Enter the decision of ``unit`` with everybody on its list; whoever calls asked the rights.

    The same decision with the same list gives the row that is there. Raises ``DomainError`` for
    an incomplete or future decision, ``ConferralError`` for lines that cannot stand (all of them
    are named), ``StaleError`` when somebody entered it in the same moment.
    """
    checked = _checked(facts)
    found = Decision.objects.filter(
        unit=unit,
        issuer=checked.issuer,
        number=checked.number,
        decided_on=checked.decided_on,
    ).first()
    if found is not None:
        return _same_or_refused(found, lines)
    problems = list(_problems(unit, checked, lines))
    if problems:
        raise ConferralError(problems)
    try:
        with transaction.atomic():
            decision = _write(unit, checked, lines, actor)
    except IntegrityError as error:
        raise StaleError from error
    record(
        "awards.conferred",
        decision_subject(decision),
        actor=actor.as_actor,
        after={
            "number": decision.number,
            "decided_on": decision.decided_on,
            "issuer": decision.issuer,
            "awards": len(lines),
        },
    )
    return decision


def decision_subject(decision: Decision) -> Subject:
    """The decision in the audit trail of its unit."""
    return audit_subject("awards.decision", decision.pk, str(decision), decision.unit)


def award_subject(award: Award) -> Subject:
    """The award in the audit trail of the unit that keeps its decision."""
    return audit_subject("awards.award", award.pk, str(award), award.decision.unit)


def _checked(facts: DecisionFacts) -> DecisionFacts:
    number, issuer = one_line(facts.number), one_line(facts.issuer)
    if not number:
        raise DomainError(_("Hãy ghi số quyết định."), field="number")
    if not issuer:
        raise DomainError(_("Hãy ghi người hoặc cơ quan ra quyết định."), field="issuer")
    if facts.decided_on > clock.today():
        raise DomainError(
            _("Ngày quyết định không thể ở sau hôm nay (%(day)s).")
            % {"day": f"{clock.today():%d/%m/%Y}"},
            field="decided_on",
        )
    return DecisionFacts(
        number=number,
        issuer=issuer,
        decided_on=facts.decided_on,
        level=facts.level,
        signer=one_line(facts.signer),
        signer_title=one_line(facts.signer_title),
        abstract=nfc(facts.abstract).strip(),
        is_outside=facts.is_outside,
        scan=facts.scan,
        scan_name=facts.scan_name,
    )


def _same_or_refused(found: Decision, lines: Sequence[AwardLine]) -> Decision:
    there = set(found.awards.values_list("recipient_id", "award_type_id"))
    if there == {(line.recipient.pk, line.award_type.pk) for line in lines}:
        return found
    raise DomainError(
        _(
            "Quyết định số %(number)s ngày %(day)s đã có trong sổ với danh sách khác. "
            "Hãy mở quyết định đó để xem, hoặc kiểm tra lại số và ngày."
        )
        % {"number": found.number, "day": f"{found.decided_on:%d/%m/%Y}"},
        field="number",
    )


# ---------------------------------------------------------------- what cannot stand


def _problems(unit: Unit, facts: DecisionFacts, lines: Sequence[AwardLine]) -> Iterator[str]:
    """A sentence for every line that cannot stand; three queries, however long the list."""
    if not lines:
        yield _("Danh sách chưa có ai.")
        return
    twice = Counter((line.recipient.pk, line.award_type.pk) for line in lines)
    kinds = _allowed_kinds(facts.decided_on, lines)
    taken = _taken(lines)
    for line in lines:
        name = line.recipient.display_name
        if not line.recipient.path.startswith(unit.path):
            yield _("%(name)s không thuộc %(unit)s.") % {"name": name, "unit": unit.display_name}
        if twice.pop((line.recipient.pk, line.award_type.pk), 0) > 1:
            yield _("%(name)s có tên hai lần trong danh sách.") % {"name": name}
        if line.award_type.level != facts.level:
            yield _("%(name)s: “%(form)s” không do cấp này tặng.") % {
                "name": name,
                "form": line.award_type,
            }
        allowed = kinds.get(line.award_type.pk)
        if allowed is not None and kind_of(line.recipient) not in allowed:
            yield _("%(name)s: “%(form)s” không tặng cho %(kind)s.") % {
                "name": name,
                "form": line.award_type,
                "kind": str(kind_of(line.recipient).label).lower(),
            }
        yield from _period_problems(line, facts.decided_on)
        if before := taken.get(_achievement(line)):
            yield _(
                "%(name)s đã được khen cho thành tích này: %(award)s theo quyết định %(number)s. "
                "Một thành tích chỉ được khen một lần."
            ) % {"name": name, "award": before.form_name, "number": before.decision}


def _period_problems(line: AwardLine, decided_on: dt.date) -> Iterator[str]:
    if not FIRST_YEAR <= line.period_from <= line.period_to <= decided_on.year:
        yield _(
            "%(name)s: năm thành tích phải từ %(first)s đến %(last)s, năm đầu không sau năm cuối."
        ) % {
            "name": line.recipient.display_name,
            "first": FIRST_YEAR,
            "last": decided_on.year,
        }


def _allowed_kinds(day: dt.date, lines: Sequence[AwardLine]) -> dict[int, set[str]]:
    rules = AwardRule.objects.on(day).filter(
        award_type__in={line.award_type.pk for line in lines}, place=None
    )
    found: dict[int, set[str]] = {}
    for rule in rules:
        found.setdefault(rule.award_type_id, {str(kind) for kind in rule.recipients})
    return found


def _achievement(line: AwardLine) -> tuple[int, int | None, int, int]:
    campaign = line.campaign.pk if line.campaign else None
    return (line.recipient.pk, campaign, line.period_from, line.period_to)


def _taken(lines: Sequence[AwardLine]) -> dict[tuple[int, int | None, int, int], Award]:
    """Awards that stand for one of the achievements already."""
    rows = (
        Award.objects.in_force()
        .filter(
            recipient__in={line.recipient.pk for line in lines},
            campaign__in={line.campaign.pk for line in lines if line.campaign},
        )
        .select_related("decision")
    )
    return {
        (row.recipient_id, row.campaign_id, row.period_from, row.period_to): row for row in rows
    }


# ---------------------------------------------------------------- writing


def _write(unit: Unit, facts: DecisionFacts, lines: Sequence[AwardLine], actor: User) -> Decision:
    decision = Decision.objects.create(
        unit=unit,
        number=facts.number,
        decided_on=facts.decided_on,
        issuer=facts.issuer,
        level=facts.level,
        signer=facts.signer,
        signer_title=facts.signer_title,
        abstract=facts.abstract,
        is_outside=facts.is_outside,
        scan=facts.scan,
        scan_name=facts.scan_name,
        entered_by=actor,
        entered_at=clock.now(),
    )
    prizes = prizes_on(facts.decided_on, [line.award_type.pk for line in lines])
    places = places_of(line.recipient for line in lines)
    rows = []
    for line in lines:
        kind = kind_of(line.recipient)
        prize = prize_of(prizes, line.award_type.pk, kind)
        rows.append(
            Award(
                decision=decision,
                recipient=line.recipient,
                recipient_name=line.recipient.display_name,
                recipient_place=places[line.recipient.pk],
                recipient_kind=kind,
                award_type=line.award_type,
                form_name=line.award_type.name,
                level=line.award_type.level,
                kind=line.kind,
                campaign=line.campaign,
                period_from=line.period_from,
                period_to=line.period_to,
                achievement=nfc(line.achievement).strip(),
                base_salary=prize.base_salary,
                multiple=prize.multiple,
                prize=prize.amount,
            )
        )
    Award.objects.bulk_create(rows, batch_size=500)
    return decision
