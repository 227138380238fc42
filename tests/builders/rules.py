"""Rules by which a group of a plan is judged."""

from __future__ import annotations

from typing import Any

from campaigns.models import ParticipantGroup
from criteria.models import PassRule


def all_met(group: ParticipantGroup, **fields: Any) -> PassRule:
    """The office's own rule for a group: every criterion that applies is met."""
    assert group.criteria_set is not None
    fields.setdefault("label", "Đạt")
    fields.setdefault("position", 1)
    return PassRule.objects.create(
        criteria_set=group.criteria_set,
        is_pass=True,
        needs_all=True,
        is_local=True,
        source="địa phương đặt",
        **fields,
    )
