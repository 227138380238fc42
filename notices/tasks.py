"""The e-mails of the outbox: a job with retries, whose failure is told and never lost."""

from __future__ import annotations

import logging
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from core import clock, jobs
from core.enums import JobState
from core.models import Job
from notices.enums import OutgoingState
from notices.models import Mailing, Outgoing
from notices.services import outbox

logger = logging.getLogger(__name__)


class MailNotSentError(Exception):
    """Some messages could not be handed to the mail server; the job is tried again."""


@jobs.handler(outbox.JOB_KIND)
def send_emails(progress: jobs.Progress) -> dict[str, Any]:
    """Hand every waiting e-mail of a mailing to the mail server; what is sent stays sent.

    After the last attempt the rest is marked and the office is told.
    """
    mailing = Mailing.objects.select_related("unit").get(pk=progress.arguments["mailing_id"])
    waiting = list(mailing.messages.filter(state=OutgoingState.QUEUED).select_related("recipient"))
    sent = 0
    for done, message in enumerate(waiting):
        progress.report(done, len(waiting))
        sent += _send(mailing, message)
    if sent:
        outbox.note_mailed(mailing, sent)
    left = len(waiting) - sent
    if left and progress.job.attempts < jobs.MAX_ATTEMPTS:
        raise MailNotSentError(left)
    return {"sent": sent, "failed": outbox.give_up(mailing)}


def _send(mailing: Mailing, message: Outgoing) -> bool:
    connection: BaseEmailBackend = get_connection()
    try:
        EmailMessage(
            subject=message.subject,
            body=_text(mailing, message),
            to=[message.recipient.email],
            connection=connection,
            # The same message handed over twice after a crash keeps its name.
            headers={"Message-ID": f"<nhac-viec-{message.pk}@{settings.MAIL_DOMAIN}>"},
        ).send()
    except (SMTPException, OSError) as error:
        logger.warning("message %s was not taken by the mail server: %s", message.pk, error)
        Outgoing.objects.filter(pk=message.pk).update(error=str(error)[:500])
        return False
    Outgoing.objects.filter(pk=message.pk, state=OutgoingState.QUEUED).update(
        state=OutgoingState.SENT, mailed_at=clock.now(), error=""
    )
    return True


def _text(mailing: Mailing, message: Outgoing) -> str:
    text = outbox.text_of(mailing, message)
    known = settings.PUBLIC_URL and message.path
    return f"{text}\n\n{settings.PUBLIC_URL}{message.path}" if known else text


@jobs.on_tick
def notice_lost_jobs() -> None:
    """A worker that died too often leaves its messages waiting: they are told of as well."""
    queued = Mailing.objects.filter(messages__state=OutgoingState.QUEUED).distinct()
    for mailing in queued.select_related("unit"):
        wish = Job.objects.filter(
            kind=outbox.JOB_KIND, object_key=str(mailing.pk), input_hash=str(mailing.version)
        )
        if wish.filter(state__in=[JobState.FAILED, JobState.CANCELLED]).exists():
            outbox.give_up(mailing, told_at=":lost")
