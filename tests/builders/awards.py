"""Decisions that give awards, and what hangs on them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from accounts.models import User
from awards.data_files import load_catalogue
from awards.enums import Level
from awards.models import Award, AwardType, Decision
from awards.services import catalogue
from awards.services.conferring import AwardLine, DecisionFacts, confer
from campaigns.models import Campaign
from units.models import Unit


def form(code: str = "GK") -> AwardType:
    """An award form of the catalogue: ``form("GK")``, ``form("BK_PROVINCE")``."""
    if not AwardType.objects.filter(code=code).exists():
        catalogue.load_catalogue(load_catalogue())
    return AwardType.objects.get(code=code)


def facts(**changes: Any) -> DecisionFacts:
    """The decision of Na Rì's chair of 20/11/2026."""
    wanted: dict[str, Any] = {
        "number": "145/QĐ-UBND",
        "decided_on": dt.date(2026, 11, 20),
        "issuer": "Chủ tịch Ủy ban nhân dân xã Na Rì",
        "level": Level.COMMUNE,
        "signer": "Triệu Văn Dũng",
        "signer_title": "Chủ tịch",
    }
    return DecisionFacts(**(wanted | changes))


def line(
    recipient: Unit, year: int = 2026, *, campaign: Campaign | None = None, **changes: Any
) -> AwardLine:
    """Somebody on the list, for the achievements of a year."""
    wanted: dict[str, Any] = {
        "recipient": recipient,
        "award_type": form(),
        "period_from": year,
        "period_to": year,
        "campaign": campaign,
        "achievement": f"Đã có thành tích tiêu biểu trong phong trào thi đua năm {year}",
    }
    return AwardLine(**(wanted | changes))


def conferred(unit: Unit, recipients: Iterable[Unit], *, actor: User, **changes: Any) -> Decision:
    """A decision of the unit for its recipients."""
    return confer(unit, facts(**changes), [line(one) for one in recipients], actor=actor)


def award_of(decision: Decision, recipient: Unit) -> Award:
    """The recipient's line of the decision."""
    found: Award = Award.objects.select_related("decision__unit").get(
        decision=decision, recipient=recipient
    )
    return found
