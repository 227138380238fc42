"""The outbox: messages are prepared, looked at and edited, then sent, each once.

Whoever prepares a mailing names the objects by keys of its own; a function of
``settings.OUTBOX_CHECKS`` says just before sending which messages are no longer needed.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from accounts.models import User
from core import clock, jobs
from core.audit import SYSTEM, Actor, record
from core.errors import DomainError, StaleError
from core.tasks import wake
from core.text import nfc, one_line
from notices.enums import MailingState, OutgoingState
from notices.models import Mailing, Outgoing
from notices.rules import can_send
from notices.selectors import office_of
from notices.services import tell
from units.access import audit_subject
from units.models import Unit

JOB_KIND = "notices.email"


@dataclass(frozen=True)
class Draft:
    """One message before anybody looked at it."""

    recipient: User
    subject: str
    body: str
    path: str
    about: tuple[str, ...]
    for_units: str


@dataclass(frozen=True)
class Occasion:
    """For whom, of which kind, for which day a mailing is prepared."""

    unit: Unit
    kind: str
    day: dt.date
    label: str
    is_automatic: bool = False


@transaction.atomic
def prepare(
    occasion: Occasion, drafts: Iterable[Draft], *, unreached: list[str], actor: Actor
) -> Mailing | None:
    """Put the day's messages into the office's outbox; ``None`` when there is nothing to say.

    Doing it twice adds nothing: a person has one message of a kind a day, whoever prepared it.
    """
    wanted = {draft.recipient.pk: draft for draft in drafts if draft.recipient.is_active}
    told = Outgoing.objects.filter(
        kind=occasion.kind, day=occasion.day, recipient_id__in=wanted
    ).values_list("recipient_id", flat=True)
    fresh = [draft for pk, draft in wanted.items() if pk not in set(told)]
    known = Mailing.objects.filter(
        unit=occasion.unit,
        kind=occasion.kind,
        day=occasion.day,
        is_automatic=occasion.is_automatic,
    ).first()
    if known is not None and (known.state != MailingState.PREPARED or not fresh):
        return known
    if known is None and not (fresh or (unreached and not wanted)):
        return None
    mailing = known or Mailing.objects.create(
        unit=occasion.unit,
        kind=occasion.kind,
        day=occasion.day,
        label=occasion.label,
        is_automatic=occasion.is_automatic,
        unreached=unreached,
    )
    Outgoing.objects.bulk_create(
        [
            Outgoing(
                mailing=mailing,
                recipient=draft.recipient,
                kind=occasion.kind,
                day=occasion.day,
                for_units=draft.for_units[:300],
                subject=one_line(draft.subject)[:300],
                body=nfc(draft.body),
                path=draft.path,
                about=list(draft.about),
            )
            for draft in fresh
        ],
        ignore_conflicts=True,
    )
    _note(mailing, "notices.mailing_prepared", actor, after={"messages": len(fresh)})
    if not occasion.is_automatic:
        _tell_office(mailing, _("%(label)s: %(count)s tin chờ xem và gửi")
                     % {"label": mailing.label, "count": len(fresh)})  # fmt: skip
    return mailing


def _tell_office(mailing: Mailing, subject: str, body: str = "", *, again: str = "") -> None:
    tell(
        office_of(mailing.unit),
        subject,
        body=body,
        path=reverse("notices:mailing", args=[mailing.pk]),
        object_kind="notices.mailing",
        object_id=mailing.pk,
        once_key=f"mailing:{mailing.pk}{again}",
    )


def _note(
    mailing: Mailing,
    action: str,
    actor: Actor,
    *,
    before: object = None,
    after: object = None,
    reason: str = "",
) -> None:
    record(
        action,
        audit_subject("notices.mailing", mailing.pk, mailing.label, mailing.unit),
        actor=actor,
        before=before,
        after=after,
        reason=reason,
    )


def _locked() -> QuerySet[Mailing]:
    """Mailings whose own rows are locked by whoever reads them; their units' are not."""
    return Mailing.objects.select_for_update(of=("self",)).select_related("unit")


def _held(mailing: Mailing, actor: User) -> Mailing:
    """The mailing with its row locked, still waiting for a look."""
    if not can_send(actor, mailing):
        raise PermissionDenied
    row = _locked().get(pk=mailing.pk)
    if row.state != MailingState.PREPARED:
        raise StaleError(_("Đợt này đã gửi hoặc đã bỏ nên không sửa được nữa."))
    return row


@transaction.atomic
def edit_message(
    message: Outgoing, *, subject: str, body: str, is_left_out: bool, seen: str, actor: User
) -> Outgoing:
    """Change the words of one message before it is sent, or leave the person out.

    Raises ``StaleError`` when the message is no longer the one whose mark was ``seen``.
    """
    mailing = _held(message.mailing, actor)
    message.refresh_from_db(fields=["subject", "body", "state"])
    if seen != mark_of(message):
        raise StaleError(
            _("Tin này vừa đổi thành: “%(body)s”. Hãy xem lại lời của ông/bà rồi ghi lần nữa.")
            % {"body": message.body}
        )
    subject, body = one_line(nfc(subject)).strip()[:300], nfc(body).strip()
    if not subject:
        raise DomainError(_("Hãy ghi tiêu đề."), field="subject")
    if not body:
        raise DomainError(_("Hãy ghi nội dung tin."), field="body")
    before = _words_of(message)
    message.subject, message.body = subject, body
    message.state = OutgoingState.LEFT_OUT if is_left_out else OutgoingState.WAITING
    message.save(update_fields=["subject", "body", "state"])
    _note_edited(mailing, message, before, actor)
    return message


@transaction.atomic
def set_foreword(mailing: Mailing, text: str, *, actor: User) -> Mailing:
    """The office's own words above every message of the mailing."""
    row = _held(mailing, actor)
    before, row.foreword = row.foreword, nfc(text).strip()
    row.save(update_fields=["foreword"])
    if before != row.foreword:
        _note(
            row, "notices.foreword_set", actor.as_actor, before=before or None, after=row.foreword
        )
    return row


def _about(kind: str, key: str) -> QuerySet[Outgoing]:
    """Messages about ``key`` that nobody sent or dropped yet; the office may still send each."""
    return Outgoing.objects.filter(
        kind=kind,
        state__in=[OutgoingState.WAITING, OutgoingState.LEFT_OUT],
        mailing__state=MailingState.PREPARED,
        about__icontains=f'"{key}"',
    )


def hold_about(kind: str, key: str) -> dict[int, Mailing]:
    """Lock the mailings with unsent messages about ``key``, by their ids.

    To be called before anything of the trail is written, as sending, editing and dropping lock
    the mailing first and the trail after it: two of them never wait for each other.
    """
    found = _locked().filter(pk__in=_about(kind, key).values("mailing")).order_by("pk")
    return {one.pk: one for one in found}


def amend(
    held: Mapping[int, Mailing],
    kind: str,
    key: str,
    told: str,
    *,
    knowing: Collection[int],
    actor: User,
) -> None:
    """What unsent messages of held mailings say about ``key`` no longer holds: add ``told``.

    A message to somebody who was told by other means (``knowing``, by id) and that is about
    nothing else is left out besides; the office may take that back on its page.
    """
    for message in _about(kind, key).filter(mailing__in=held.keys()).order_by("pk"):
        before = _words_of(message)
        message.body = f"{message.body}\n\n{nfc(told)}"
        if message.about == [key] and message.recipient_id in knowing:
            message.state = OutgoingState.LEFT_OUT
        message.save(update_fields=["body", "state"])
        _note_edited(held[message.mailing_id], message, before, actor)


def mark_of(message: Outgoing) -> str:
    """The words and the state of a message in a few letters, to tell whether they changed."""
    words = "\0".join(_words_of(message).values())
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def _words_of(message: Outgoing) -> dict[str, str]:
    return {"subject": message.subject, "body": message.body, "state": str(message.state)}


def _note_edited(mailing: Mailing, message: Outgoing, before: dict[str, str], actor: User) -> None:
    after = _words_of(message)
    if after != before:
        _note(mailing, "notices.message_edited", actor.as_actor, before=before, after=after)


def needless_of(mailing: Mailing) -> set[int]:
    """Messages that wait although what they remind of is done by now."""
    check = settings.OUTBOX_CHECKS.get(mailing.kind)
    waiting = mailing.messages.filter(state=OutgoingState.WAITING)
    found: set[int] = import_string(check)(list(waiting)) if check else set()
    return found


@transaction.atomic
def send(mailing: Mailing, *, count: int, actor: User) -> Mailing:
    """Send the mailing to the ``count`` people whom the sender saw on the page, once.

    Raises ``StaleError`` when somebody sent or dropped it, or when another number of people
    would get it by now (pretalx sent to everybody once, by a slip of a filter).
    """
    row = _held(mailing, actor)
    _set_needless_aside(row)
    waiting = row.messages.filter(state=OutgoingState.WAITING).count()
    if waiting != count:
        raise StaleError(
            _("Số người nhận vừa đổi từ %(before)s thành %(now)s. Hãy xem lại rồi gửi.")
            % {"before": count, "now": waiting}
        )
    if not waiting:
        raise DomainError(_("Không còn tin nào để gửi. Có thể bỏ đợt này."))
    return _send(row, sent_by=actor, actor=actor.as_actor)


@transaction.atomic
def send_automatically(mailing: Mailing) -> Mailing:
    """Send what the office chose to have sent without a look; a second call sends nothing."""
    row = _locked().get(pk=mailing.pk)
    if row.state != MailingState.PREPARED or not row.is_automatic:
        return row
    _set_needless_aside(row)
    return _send(row, sent_by=None, actor=SYSTEM)


def _set_needless_aside(mailing: Mailing) -> None:
    done = needless_of(mailing)
    mailing.messages.filter(pk__in=done, state=OutgoingState.WAITING).update(
        state=OutgoingState.NEEDLESS
    )


def _send(mailing: Mailing, *, sent_by: User | None, actor: Actor) -> Mailing:
    swapped = Mailing.objects.filter(
        pk=mailing.pk, state=MailingState.PREPARED, version=mailing.version
    ).update(
        state=MailingState.SENT, version=F("version") + 1, sent_at=clock.now(), sent_by=sent_by
    )
    if not swapped:
        raise StaleError
    mailing.refresh_from_db()
    messages = list(
        mailing.messages.filter(state=OutgoingState.WAITING).select_related("recipient")
    )
    for message in messages:
        _into_inbox(mailing, message)
    mails = [one.pk for one in messages if settings.MAIL_IS_SET and one.recipient.email]
    waiting = mailing.messages.filter(state=OutgoingState.WAITING)
    waiting.exclude(pk__in=mails).update(state=OutgoingState.INBOX)
    waiting.filter(pk__in=mails).update(state=OutgoingState.QUEUED)
    _note(
        mailing,
        "notices.mailing_sent",
        actor,
        after={"messages": len(messages), "emails": len(mails)},
    )
    if mails:
        _wish_for_mail(mailing, sent_by)
    return mailing


def _into_inbox(mailing: Mailing, message: Outgoing) -> None:
    tell(
        [message.recipient],
        message.subject,
        body=text_of(mailing, message),
        path=message.path,
        object_kind="notices.mailing",
        object_id=mailing.pk,
        once_key=f"{mailing.kind}:{mailing.day.isoformat()}",
    )


def text_of(mailing: Mailing, message: Outgoing) -> str:
    """What the person reads: the office's own words first."""
    return "\n\n".join(part for part in (mailing.foreword, message.body) if part)


def _wish_for_mail(mailing: Mailing, sent_by: User | None) -> None:
    job = jobs.enqueue(
        JOB_KIND,
        str(mailing.pk),
        input_hash=str(mailing.version),
        arguments={"mailing_id": mailing.pk},
        requested_by=sent_by.as_actor if sent_by else SYSTEM,
    )
    wake(job.pk)


@transaction.atomic
def drop(mailing: Mailing, *, actor: User) -> Mailing:
    """Send nothing of this mailing."""
    row = _held(mailing, actor)
    row.state = MailingState.DROPPED
    row.version += 1
    row.save(update_fields=["state", "version"])
    row.messages.filter(state=OutgoingState.WAITING).update(state=OutgoingState.LEFT_OUT)
    _note(row, "notices.mailing_dropped", actor.as_actor)
    return row


@transaction.atomic
def send_mail_again(mailing: Mailing, *, actor: User) -> int:
    """Try once more the e-mails that could not be sent; returns how many."""
    if not can_send(actor, mailing):
        raise PermissionDenied
    row = _locked().get(pk=mailing.pk)
    count = row.messages.filter(state=OutgoingState.FAILED).update(
        state=OutgoingState.QUEUED, error=""
    )
    if not count:
        raise DomainError(_("Không có thư nào chưa gửi được."))
    row.version += 1
    row.save(update_fields=["version"])
    _note(row, "notices.mail_tried_again", actor.as_actor, after={"emails": count})
    _wish_for_mail(row, actor)
    return count


@transaction.atomic
def note_mailed(mailing: Mailing, count: int) -> None:
    """Write down how many e-mails the mail server took."""
    _note(mailing, "notices.mailed", SYSTEM, after={"emails": count})


@transaction.atomic
def give_up(mailing: Mailing, *, told_at: str = "") -> int:
    """Mark what could not be sent by e-mail and tell the office; returns how many."""
    count = mailing.messages.filter(state=OutgoingState.QUEUED).update(state=OutgoingState.FAILED)
    if count:
        _note(mailing, "notices.mail_failed", SYSTEM, after={"emails": count})
        _tell_office(
            mailing,
            _("%(label)s: %(count)s thư điện tử chưa gửi được")
            % {"label": mailing.label, "count": count},
            _("Tin vẫn nằm trong hộp thư của người nhận trên hệ thống. Mở đợt gửi để xem và gửi "
              "lại, hoặc nhắc qua Zalo, điện thoại."),
            again=f":failed:{mailing.version}{told_at}",
        )  # fmt: skip
    return count
