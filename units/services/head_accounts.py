"""The first account of a unit's head, opened by the office together with the letter."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts import services as accounts
from accounts.models import User
from core import clock
from core.errors import DomainError
from units.enums import Role
from units.models import Unit
from units.services import memberships


@transaction.atomic
def open_head_account(
    unit: Unit, *, full_name: str, phone: str, username: str, actor: User
) -> User:
    """Open the account and give it the head's role from today on.

    An empty user name is made of the person's name. Raises ``DomainError`` when the unit has a
    head by now, and as ``open_account`` and ``grant`` do.
    """
    Unit.objects.select_for_update().get(pk=unit.pk)  # two officers at once wait for each other
    heads = unit.memberships.filter(
        Q(to_on=None) | Q(to_on__gte=clock.today()), role=Role.HEAD, deputy=None
    )
    if heads.exists():
        raise DomainError(
            _("%(unit)s vừa có người phụ trách. Hãy tải lại trang để xem.") % {"unit": unit},
            field="full_name",
        )
    person = accounts.open_account(
        full_name=full_name,
        username=username.strip() or accounts.suggest_username(full_name),
        phone=phone,
        actor=actor.as_actor,
    )
    memberships.grant(person, unit, Role.HEAD, from_on=clock.today(), actor=actor.as_actor)
    return person
