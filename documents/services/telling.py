"""Who hears what about a paper."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from core import clock
from documents.enums import PaperState
from documents.models import IssuedPaper
from notices.services import tell
from units.access import memberships_on
from units.enums import Role
from units.models import Unit
from units.policy import OFFICE

_RECEIVING = OFFICE | {Role.PROVINCE_OFFICER, Role.CLERK}
_SENDING = OFFICE | {Role.CLERK, Role.HEAD}


def holders(unit: Unit, roles: Iterable[str]) -> list[User]:
    """Whoever holds one of the roles in exactly this unit today."""
    here = User.objects.filter(
        pk__in=unit.memberships.filter(memberships_on(clock.today()), role__in=list(roles)).values(
            "user_id"
        )
    )
    return list(here.order_by("pk"))


def sent(paper: IssuedPaper) -> None:
    """The receiving office hears that a paper came."""
    if paper.recipient is None:
        return
    tell(
        holders(paper.recipient, _RECEIVING),
        _("%(unit)s gửi: %(title)s") % {"unit": paper.unit, "title": paper.title},
        body=paper.number_words,
        path=reverse("documents:detail", args=[paper.pk]),
        object_kind="documents.paper",
        object_id=paper.pk,
        once_key=f"documents.sent:{paper.pk}",
    )


def answered(paper: IssuedPaper, note: str) -> None:
    """The sending office hears that its paper was received or came back."""
    whom = paper.recipient or paper.recipient_name or _("Nơi nhận")
    if paper.state == PaperState.RETURNED:
        subject = _("%(whom)s trả lại: %(title)s") % {"whom": whom, "title": paper.title}
    else:
        subject = _("%(whom)s đã nhận: %(title)s") % {"whom": whom, "title": paper.title}
    tell(
        holders(paper.unit, _SENDING),
        subject,
        body=note,
        path=reverse("documents:detail", args=[paper.pk]),
        object_kind="documents.paper",
        object_id=paper.pk,
        once_key=f"documents.answered:{paper.pk}",
    )
