"""The office's word on an item of a new year's checklist."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from campaigns.models import CampaignYear, YearDecision
from campaigns.rules import can_work_office
from campaigns.selectors.rollover import checklist_of
from campaigns.services.open_years import refuse_unless_open
from core import clock
from core.audit import record
from core.errors import DomainError
from core.text import nfc
from units.access import audit_subject


@transaction.atomic
def decide_item(campaign_year: CampaignYear, item: str, *, note: str, actor: User) -> YearDecision:
    """Settle an open item with the office's words. An item that is not open is refused."""
    campaign = campaign_year.campaign
    if not can_work_office(actor, campaign):
        raise PermissionDenied
    refuse_unless_open(campaign_year)
    note = nfc(note).strip()
    if not note:
        raise DomainError(_("Hãy ghi đã quyết định thế nào."), field="note")
    known = {one.key: one for one in checklist_of(campaign_year, clock.today()).open}
    if item not in known:
        raise DomainError(_("Việc này đã xong hoặc đã được quyết định."))
    row = YearDecision.objects.create(
        campaign_year=campaign_year, item=item, note=note, decided_by=actor
    )
    record(
        "campaigns.item_decided",
        audit_subject("campaigns.decision", row.pk, known[item].text[:200], campaign.launched_by),
        actor=actor.as_actor,
        after=note,
    )
    return row
