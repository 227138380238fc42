"""Minh looks at what is ready, edits it, sends it once; a mail server that refuses is told of."""

from __future__ import annotations

import datetime as dt
from smtplib import SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import User
from core import clock, jobs
from core.audit import SYSTEM
from core.errors import StaleError
from core.models import AuditEvent, Job
from notices.enums import MailingState, OutgoingState
from notices.models import Mailing, Notice, Outgoing
from notices.services import outbox
from notices.services.outbox import Draft, Occasion
from notices.tasks import notice_lost_jobs
from tests.builders import people
from tests.org import Org
from tests.sending import send

DAY = dt.date(2026, 11, 22)


class Refusing(EmailBackend):
    """A mail server that hangs up for the addresses in ``refused``."""

    refused: set[str] = set()

    def send_messages(self, email_messages: list[mail.EmailMessage]) -> int:  # type: ignore[override]
        if any(set(message.to) & self.refused for message in email_messages):
            raise SMTPServerDisconnected("connection unexpectedly closed")
        return super().send_messages(email_messages)


@pytest.fixture(autouse=True)
def _mail_server(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "tests.notices.test_outbox.Refusing"
    settings.OUTBOX_CHECKS = {}
    Refusing.refused = set()


def ready(org: Org, *to: User) -> Mailing:
    """A mailing of Na Rì's office to these people."""
    clock.set_business_day(DAY)
    drafts = [
        Draft(one, f"Việc của {one}", "Còn 3 ngày.", "/", (f"1:1:{one.pk}",), "Thôn Bản Pò")
        for one in to
    ]
    occasion = Occasion(org.na_ri, "reminder", DAY, "Nhắc việc ngày 22/11/2026")
    mailing = outbox.prepare(occasion, drafts, unreached=[], actor=SYSTEM)
    assert mailing is not None
    return mailing


def with_address(user: User, address: str) -> User:
    """The person gave an e-mail address."""
    User.objects.filter(pk=user.pk).update(email=address)
    user.refresh_from_db()
    return user


def edit(client: Client, message: Outgoing, **fields: str) -> Any:
    """Post the page of a message as it stands."""
    words = {"subject": "Phiếu", "seen": outbox.mark_of(message)} | fields
    return send(client, f"/notices/outbox/messages/{message.pk}/", **words)


def test_a_message_that_changed_since_it_was_opened_is_not_written_over(
    org: Org, client: Client
) -> None:
    """Minh's page is older than Hoa's words; his own stay on it, and hers are shown."""
    message = ready(org, org.pao).messages.get()
    old = outbox.mark_of(message)
    client.force_login(org.hoa)
    edit(client, message, body="Gia hạn đến hết ngày 28/11/2026.")
    client.force_login(org.minh)

    refused = edit(client, message, body="Mời ông nộp.", seen=old)

    page = refused.content.decode()
    assert "vừa đổi thành: “Gia hạn đến hết ngày 28/11/2026.”" in page
    assert "\nMời ông nộp.</textarea>" in page
    message.refresh_from_db()
    assert message.body == "Gia hạn đến hết ngày 28/11/2026."
    assert f'value="{outbox.mark_of(message)}"' in page
    edit(client, message, body="Mời ông nộp.")
    message.refresh_from_db()
    assert message.body == "Mời ông nộp."


def test_prepared_looked_at_edited_and_sent(org: Org, client: Client) -> None:
    mailing = ready(org, with_address(org.pao, "pao@example.vn"), org.sam, org.mai)
    own = mailing.messages.get(recipient=org.pao)
    client.force_login(org.minh)
    page = f"/notices/outbox/{mailing.pk}/"
    assert "chờ xem và gửi" in client.get("/notices/outbox/").content.decode()

    edit(client, own, body="Mời ông nộp.")
    edit(client, mailing.messages.get(recipient=org.mai), body="x", is_left_out="on")
    send(client, page, foreword="Văn phòng nhắc các thôn.")
    question = client.get(f"{page}send/").content.decode()
    assert "Gửi 2 tin?" in question
    answer = send(client, f"{page}send/", count="2")

    assert answer.url == page
    mailing.refresh_from_db()
    assert (mailing.state, mailing.sent_by) == (MailingState.SENT, org.minh)
    notice = Notice.objects.get(recipient=org.pao)
    assert (notice.subject, notice.body) == ("Phiếu", "Văn phòng nhắc các thôn.\n\nMời ông nộp.")
    assert Notice.objects.filter(recipient=org.sam).exists()
    assert not Notice.objects.filter(recipient=org.mai).exists()
    assert mail.outbox == []
    jobs.run_all_due()
    assert [(one.to, one.subject) for one in mail.outbox] == [(["pao@example.vn"], "Phiếu")]
    done = [one.action for one in AuditEvent.objects.filter(object_kind="notices.mailing")]
    assert done[::-1] == [
        "notices.mailing_prepared", "notices.message_edited", "notices.message_edited",
        "notices.foreword_set", "notices.mailing_sent", "notices.mailed",
    ]  # fmt: skip


def test_sent_twice_is_sent_once(org: Org, client: Client) -> None:
    mailing = ready(org, org.pao, org.sam)
    client.force_login(org.minh)
    path = f"/notices/outbox/{mailing.pk}/send/"

    send(client, path, count="2")
    again = send(client, path, count="2")

    assert again.status_code == 302
    assert Notice.objects.filter(object_kind="notices.mailing", recipient=org.pao).count() == 1
    with pytest.raises(StaleError):
        outbox.drop(mailing, actor=org.minh)


def test_another_count_than_seen_sends_nothing(org: Org, client: Client) -> None:
    mailing = ready(org, org.pao, org.sam)
    client.force_login(org.minh)

    send(client, f"/notices/outbox/{mailing.pk}/send/", count="1")

    mailing.refresh_from_db()
    assert mailing.state == MailingState.PREPARED
    assert not Notice.objects.filter(recipient=org.pao).exists()


def test_a_dropped_mailing_tells_nobody(org: Org, client: Client) -> None:
    mailing = ready(org, org.pao)
    client.force_login(org.lan)

    send(client, f"/notices/outbox/{mailing.pk}/drop/")

    mailing.refresh_from_db()
    assert mailing.state == MailingState.DROPPED
    assert not Notice.objects.filter(recipient=org.pao).exists()


def pass_time() -> None:
    """Let the pause before the next attempt go by."""
    Job.objects.filter(kind=outbox.JOB_KIND).update(run_at=timezone.now())


def test_a_refused_email_is_tried_again_told_and_can_be_sent_later(
    org: Org, client: Client
) -> None:
    with_address(org.pao, "pao@example.vn")
    with_address(org.sam, "sam@example.vn")
    Refusing.refused = {"pao@example.vn"}
    mailing = ready(org, org.pao, org.sam)
    outbox.send(mailing, count=2, actor=org.minh)

    for attempt in range(1, jobs.MAX_ATTEMPTS + 1):
        pass_time()
        jobs.run_all_due()
        left = OutgoingState.QUEUED if attempt < jobs.MAX_ATTEMPTS else OutgoingState.FAILED
        assert mailing.messages.get(recipient=org.pao).state == left

    assert [one.to for one in mail.outbox] == [["sam@example.vn"]]
    told = Notice.objects.filter(recipient=org.minh, subject__contains="chưa gửi được")
    assert "1 thư điện tử chưa gửi được" in told.get().subject
    client.force_login(org.minh)
    assert "Gửi lại 1 thư" in client.get(f"/notices/outbox/{mailing.pk}/").content.decode()
    Refusing.refused = set()
    send(client, f"/notices/outbox/{mailing.pk}/mail-again/")
    jobs.run_all_due()
    assert [one.to for one in mail.outbox] == [["sam@example.vn"], ["pao@example.vn"]]
    assert mailing.messages.get(recipient=org.pao).state == OutgoingState.SENT


def test_a_worker_that_died_too_often_is_told_of(org: Org) -> None:
    mailing = ready(org, with_address(org.pao, "pao@example.vn"))
    outbox.send(mailing, count=1, actor=org.minh)
    notice_lost_jobs()
    assert Outgoing.objects.get().state == OutgoingState.QUEUED
    Job.objects.filter(kind=outbox.JOB_KIND).update(state="failed")

    notice_lost_jobs()
    notice_lost_jobs()

    assert Outgoing.objects.get().state == OutgoingState.FAILED
    assert Notice.objects.filter(subject__contains="chưa gửi được", recipient=org.lan).count() == 1


def test_without_a_mail_server_the_inbox_has_it(org: Org, settings: Settings) -> None:
    settings.MAIL_IS_SET = False
    mailing = ready(org, with_address(org.pao, "pao@example.vn"))

    outbox.send(mailing, count=1, actor=org.minh)

    assert Outgoing.objects.get().state == OutgoingState.INBOX
    assert not Job.objects.filter(kind=outbox.JOB_KIND).exists()


SEEN = [("minh", 200), ("lan", 200), ("pao", 403), ("tuyet", 403), ("chi", 404), ("nga", 403)]


@pytest.mark.parametrize(("name", "answer"), SEEN)
def test_who_sees_the_outbox(org: Org, client: Client, name: str, answer: int) -> None:
    mailing = ready(org, org.pao)
    client.force_login(getattr(org, name))

    assert client.get(f"/notices/outbox/{mailing.pk}/").status_code == answer
    assert send(client, f"/notices/outbox/{mailing.pk}/drop/").status_code in {answer, 302}
    mailing.refresh_from_db()
    assert (mailing.state == MailingState.DROPPED) is (answer == 200)


@pytest.mark.parametrize("count", [1, 3, 50])
def test_the_pages_cost_the_same_for_any_number_of_messages(
    org: Org,
    client: Client,
    settings: Settings,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    settings.FRAME_PROVIDERS = []
    crowd = [people.user(f"dan.{place}", f"Dân {place}") for place in range(count)]
    mailing = ready(org, *crowd)
    client.force_login(org.minh)
    client.get("/notices/outbox/")

    with django_assert_num_queries(LIST_QUERIES):
        client.get("/notices/outbox/")
    with django_assert_num_queries(PAGE_QUERIES):
        client.get(f"/notices/outbox/{mailing.pk}/")


LIST_QUERIES, PAGE_QUERIES = 5, 5
