"""Outline and wording of a campaign's papers: written, restored, versions kept."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from campaigns.models import Campaign, PaperOutline
from campaigns.rules import can_manage_year
from campaigns.selectors.outlines import latest_outline
from campaigns.wording import WordedKind
from core import clock
from core.audit import record
from core.errors import DomainError, StaleError
from documents.outlines import read_outline
from units.access import audit_subject


@transaction.atomic
def write_outline(
    campaign: Campaign, kind: WordedKind, text: str, *, seen: int, actor: User
) -> PaperOutline:
    """Add a version for a kind of paper; ``seen`` is the one that the writer had before them.

    A text equal to the product's own, or an empty one, restores that. Raises
    ``PermissionDenied``, ``DomainError`` with the faults line by line, ``StaleError``.
    """
    if not can_manage_year(actor, campaign):
        raise PermissionDenied
    template = kind.template
    same = text.replace("\r\n", "\n").strip()
    given = "" if same == template.default.strip() else same
    faults = read_outline(given, template.vocabulary).faults if given else ()
    if faults:
        raise DomainError(" ".join(map(str, faults)))
    Campaign.objects.select_for_update().get(pk=campaign.pk)
    before = latest_outline(campaign, kind.code)
    if (before.version if before else 0) != seen:
        raise StaleError
    if before is not None and before.text == given:
        return before
    if before is None and not given:
        raise DomainError(_("Mẫu này chính là mẫu gốc nên không có gì để ghi."))
    made = PaperOutline.objects.create(
        campaign=campaign,
        paper=kind.code,
        version=seen + 1,
        text=given,
        written_at=clock.now(),
        written_by=actor,
    )
    record(
        "campaigns.outline_written",
        audit_subject(
            "campaigns.outline", made.pk, f"{kind.label}, {campaign}", campaign.launched_by
        ),
        actor=actor.as_actor,
        after={"version": made.version, "restored": not given},
    )
    return made
