"""Which outline the minutes of a council's session are set with."""

from __future__ import annotations

from awards.enums import AwardPaper
from awards.models import CouncilSession
from campaigns.selectors.outlines import outline_text


def outline_of_session(session: CouncilSession) -> str:
    """The words of the campaign that the session is about.

    A session about several campaigns keeps the product's own words: none of the offices speaks
    for the others.
    """
    campaigns = set(session.agenda.values_list("proposal__achievement__campaign", flat=True))
    if len(campaigns) != 1:
        return ""
    return outline_text(campaigns.pop(), AwardPaper.COUNCIL_MINUTES)
