"""Approving several records at once: each by itself, a bad one refused and named."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from assessments import levels
from assessments.enums import Action, Status
from assessments.models import Assessment
from assessments.services import review
from assessments.services.steps import fetch
from core.errors import DomainError

# After these a record was never looked at, or was put back unread: nothing speaks against it.
UNSUSPECTED = frozenset({Action.SUBMIT, Action.START_REVIEW, Action.STOP_REVIEW, Action.FORWARD})


@dataclass(frozen=True)
class Chosen:
    """A record as it stood on the reviewer's screen."""

    pk: int
    version: int


@dataclass
class Outcome:
    """What became of the chosen records; the refused ones by name with the reason."""

    done: list[str] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)


def approve_many(chosen: Iterable[Chosen], *, actor: User) -> Outcome:
    """Approve each record that nothing speaks against; pass it on where a level follows.

    ``chosen`` are records in the actor's sight. One that somebody else moved, that bears a flag
    or that the actor entered stays as it is and is named; the others are done.
    """
    outcome = Outcome()
    for one in chosen:
        record = fetch(one.pk)
        name = record.unit.display_name
        try:
            with transaction.atomic():
                _approve(record, one.version, actor)
        except (DomainError, PermissionDenied) as error:
            outcome.refused.append((name, str(error) or _("Phiếu này không do ông/bà thẩm định.")))
        else:
            outcome.done.append(name)
    return outcome


def _approve(record: Assessment, version: int, actor: User) -> None:
    if record.status == Status.SUBMITTED:
        record = review.start(record, actor=actor, version=version)
        version = record.version
    moved = (
        review.approve(record, actor=actor, version=version)
        if levels.is_last_level(record)
        else review.forward(record, actor=actor, version=version)
    )
    _refuse_suspected(moved)  # under the lock of the year: nothing is added meanwhile


def _refuse_suspected(record: Assessment) -> None:
    kinds = dict.fromkeys(str(flag.get_kind_display()) for flag in record.flags.all())
    if kinds:
        raise DomainError(
            _("Có điều cần xem trước khi duyệt: %(what)s. Hãy mở phiếu.")
            % {"what": ", ".join(kinds).lower()}
        )
    before = record.events.order_by("-pk").exclude(action__in=[Action.APPROVE]).first()
    if before is not None and before.action not in UNSUSPECTED:
        raise DomainError(_("Phiếu đang được xét lại nên không duyệt theo loạt. Hãy mở phiếu."))
