"""One decision for everybody who is fit for a title: all of the list that was seen, or none."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.selectors.holder_results import title_results
from assessments.selectors.result_lists import list_print
from campaigns.models import CampaignYear
from core.errors import DomainError, StaleError
from core.text import listed
from criteria.scoring.verdicts import Said
from recognitions.models import Recognition, Title
from recognitions.services import Decision, grant
from units.models import Unit

MOST_NAMED = 5


@transaction.atomic
def recognise(
    campaign_year: CampaignYear,
    title: Title,
    holder_ids: Sequence[int],
    decision: Decision,
    *,
    seen: str,
    actor: User,
    reason: str = "",
) -> list[Recognition]:
    """Enter one decision for these holders; ``seen`` is the list as it stood on the page.

    Raises ``StaleError`` when another list was seen, ``DomainError`` naming whoever does not
    qualify (any more), and as ``recognitions.services.grant`` does. All or nothing.
    """
    if seen != list_print(holder_ids):
        raise StaleError(
            _("Danh sách đề nghị vừa thay đổi. Hãy xem lại danh sách rồi ghi quyết định.")
        )
    found = {one.unit_id: one for one in title_results(campaign_year, title, only=holder_ids)}
    unfit = [pk for pk in holder_ids if pk not in found or found[pk].said != Said.YES]
    if unfit:
        names = [found[pk].name if pk in found else str(pk) for pk in unfit]
        raise DomainError(
            _(
                "Chưa đủ điều kiện nên không ghi được quyết định: %(names)s. "
                "Hãy bỏ khỏi danh sách, hoặc xem lại kết quả."
            )
            % {"names": listed(names[:MOST_NAMED])},
            field="holders",
        )
    hindered = [found[pk] for pk in holder_ids if found[pk].hindrance]
    if hindered:
        names = [f"{one.name} ({one.hindrance})" for one in hindered]
        raise DomainError(
            _(
                "Kết quả chưa chắc chắn nên không ghi được quyết định: %(names)s. "
                "Hãy bỏ khỏi danh sách, hoặc làm xong việc ấy trước."
            )
            % {"names": listed(names[:MOST_NAMED])},
            field="holders",
        )
    holders = list(Unit.objects.filter(pk__in=holder_ids).in_order())
    return grant(title, holders, campaign_year.year, decision, actor=actor, reason=reason)
