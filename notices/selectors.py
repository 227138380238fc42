"""Who works in an office; what its outbox shows."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from accounts.models import User
from core import clock
from notices.enums import OutgoingState
from notices.models import Mailing, Outgoing
from notices.querysets import MailingQuerySet
from units.access import memberships_on
from units.models import Membership, Unit
from units.policy import OFFICE

NOT_SENT = (OutgoingState.LEFT_OUT, OutgoingState.NEEDLESS)


def office_of(unit: Unit) -> QuerySet[User]:
    """The officers and leaders of a unit today."""
    held = Membership.objects.filter(
        memberships_on(clock.today()), unit=unit, role__in=OFFICE
    ).values("user_id")
    return User.objects.filter(pk__in=held, is_active=True).order_by("pk")


def listed(mailings: MailingQuerySet) -> QuerySet[Mailing]:
    """Mailings with how many messages each holds and how many e-mails failed."""
    return (
        mailings.select_related("unit", "sent_by")
        .annotate(
            message_count=Count("messages", filter=~Q(messages__state__in=NOT_SENT)),
            failed_count=Count("messages", filter=Q(messages__state=OutgoingState.FAILED)),
        )
        .order_by("-day", "-pk")
    )


@dataclass(frozen=True)
class MessageLine:
    """One message on the page of its mailing; ``is_needless``: the matter is done by now."""

    message: Outgoing
    is_needless: bool


@dataclass(frozen=True)
class MailingPage:
    """A mailing with all its messages, three queries and one for what is done by now."""

    mailing: Mailing
    lines: list[MessageLine]

    @property
    def count(self) -> int:
        """How many people would get a message now."""
        return sum(
            one.message.state == OutgoingState.WAITING and not one.is_needless for one in self.lines
        )

    @property
    def emails(self) -> int:
        """How many of them have an e-mail address."""
        return sum(
            one.message.state == OutgoingState.WAITING
            and not one.is_needless
            and bool(one.message.recipient.email)
            for one in self.lines
        )

    @property
    def failed(self) -> int:
        """How many e-mails could not be sent."""
        return sum(one.message.state == OutgoingState.FAILED for one in self.lines)


def mailing_page(mailing: Mailing, needless: set[int]) -> MailingPage:
    """The mailing's messages in the order in which they were prepared."""
    messages = mailing.messages.select_related("recipient").order_by("pk")
    return MailingPage(mailing, [MessageLine(one, one.pk in needless) for one in messages])
