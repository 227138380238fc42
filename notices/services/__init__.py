"""Tell people something, and remember what they have opened."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from accounts.models import User
from core.prepared import insert
from core.text import nfc, one_line
from notices.models import Notice

_BATCH = 500


def tell(
    users: Iterable[User],
    subject: str,
    *,
    body: str = "",
    path: str = "",
    object_kind: str = "",
    object_id: int | str = "",
    once_key: str = "",
) -> None:
    """Put one message into the inbox of each person, inside the caller's transaction.

    ``path`` is where the object can be opened, an address of this site. With a ``once_key`` the
    same person hears the same thing once: telling it again adds nothing. Nobody gets a message
    twice in one call, and people who no longer may sign in get none.

    Raises ``ValueError`` when ``path`` leads to another site.
    """
    if path and (not path.startswith("/") or path.startswith("//")):
        message = f"a notice leads to an address of this site, not to {path!r}"
        raise ValueError(message)
    people = {user.pk: user for user in users if user.is_active}
    rows = [
        Notice(
            recipient=user,
            subject=one_line(subject)[:300],
            body=nfc(body),
            path=path,
            object_kind=object_kind,
            object_id=str(object_id),
            once_key=once_key,
        )
        for user in people.values()
    ]
    if len(rows) == 1 and not once_key:
        insert(rows[0])
    else:
        Notice.objects.bulk_create(rows, ignore_conflicts=bool(once_key), batch_size=_BATCH)


def mark_read(notice: Notice) -> None:
    """Note when the message was first opened; opening it again changes nothing."""
    Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=timezone.now())


def mark_all_read(user: User) -> int:
    """Everything in the person's inbox counts as opened; returns how many were not."""
    return Notice.objects.visible_to(user).unread().update(read_at=timezone.now())
