"""What the papers of an award share: the list, the law, who issues and who signs."""

from __future__ import annotations

from collections.abc import Sequence

from awards.enums import AwardPaper, SessionState
from awards.models import AgendaItem, Award, Proposal, Submission, VillageMeeting
from awards.selectors.law import regime_on
from awards.selectors.village_votes import votes_of
from campaigns.models import Campaign
from campaigns.selectors.citations import facts_of
from campaigns.selectors.outlines import outline_text
from core import clock
from core.numbers import format_percent
from documents.paper import DraftDate, Signer
from documents.papers import citing, common, letterhead
from documents.papers.common import Frame, Issuer, Nominee, NomineeKind
from units.enums import UnitType
from units.models import Unit
from units.selectors.names import names_on_paper


def nominees(items: Sequence[Proposal]) -> tuple[Nominee, ...]:
    """The list, in its order; the one source of every count."""
    past = _past(items)
    votes = _votes(items)
    return tuple(
        Nominee(
            kind=NomineeKind(one.recipient_kind),
            name=one.recipient_name,
            place=one.recipient_place,
            award=one.award_type.name,
            achievement=one.summary or one.reason,
            already="; ".join(past.get(one.achievement.recipient_id, ())),
            votes=votes.get(one.pk, ""),
        )
        for one in items
    )


def _past(items: Sequence[Proposal]) -> dict[int, list[str]]:
    rows = (
        Award.objects.in_force()
        .filter(recipient__in=[one.achievement.recipient_id for one in items])
        .exclude(proposal__in=items)
        .select_related("decision")
    )
    found: dict[int, list[str]] = {}
    for row in rows:
        found.setdefault(row.recipient_id, []).append(f"{row.form_name} ({row.decision})")
    return found


def _votes(items: Sequence[Proposal]) -> dict[int, str]:
    """The rate with its fraction: of the village, then of the latest session of the council."""
    meetings = VillageMeeting.objects.filter(submission__in={one.submission_id for one in items})
    cast = [vote for meeting in meetings for vote in votes_of(meeting)]
    found = {one.proposal: _rate(one.yes, one.of) for one in cast}
    lines = AgendaItem.objects.filter(proposal__in=items, session__state=SessionState.CLOSED)
    for line in lines.order_by("pk"):
        found[line.proposal_id] = _rate(line.yes, line.total_members)
    return found


def _rate(yes: int, of: int) -> str:
    return f"{format_percent(yes, of)} ({yes}/{of})"


def outline_of(letter: Submission, paper: AwardPaper) -> str:
    """How the campaign's office words this paper today; empty while it is the product's own."""
    return outline_text(letter.campaign_id, paper)


def forms_of(items: Sequence[Proposal]) -> str:
    """The forms that the list asks for, each once."""
    names = list(dict.fromkeys(one.award_type.name for one in items))
    return ", ".join(names) or "khen thưởng"


def merit_of(campaign: Campaign, period: str) -> str:
    """*thành tích xuất sắc trong Phong trào … năm 2026*."""
    when = f"giai đoạn {period}" if "–" in period else f"năm {period}"
    return f"thành tích xuất sắc trong {called(campaign)} {when}"


def called(campaign: Campaign) -> str:
    """The campaign in a sentence; a plan that calls it *Phong trào …* itself is not doubled."""
    if campaign.name.casefold().startswith("phong trào"):
        return campaign.name
    return f"Phong trào thi đua “{campaign.name}”"


def period_of(items: Sequence[Proposal], year: int) -> str:
    """The period of the achievements where all have the same, else the year."""
    periods = {one.achievement.period_words for one in items}
    return periods.pop() if len(periods) == 1 else str(year)


def basis_of(letter: Submission) -> tuple[str, ...]:
    """What a letter and the decision that follows it stand on: the law of its day, the plan."""
    regime = letter.regime or regime_on(clock.today())
    cited = regime.citations if regime else []
    grounds = {"document": facts_of(letter.campaign.document)}
    return (*(f"Căn cứ {one}" for one in cited), citing.own_plan(grounds, lead=citing.RESTS_ON))


def in_sentence(unit: Unit) -> str:
    """*xã Na Rì*: a unit's name as it stands inside a sentence."""
    name = unit.display_name
    return name[:1].lower() + name[1:]


def place_of(unit: Unit) -> str:
    """The place before the day, by the rule of the reports."""
    return letterhead.place_of(names_on_paper(unit, clock.today()))


def issuer_of(unit: Unit) -> Issuer:
    """Who issues a paper of the unit."""
    commune = unit if unit.type == UnitType.COMMUNE else unit.commune
    if unit.type == UnitType.COMMUNE:
        return common.committee(in_sentence(unit), place_of(unit))
    above = in_sentence(commune) if commune else ""
    if unit.type == UnitType.VILLAGE:
        return common.village(unit.display_name, above, place_of(unit))
    return Issuer(
        lines=(unit.display_name.upper(),),
        name=unit.display_name,
        code=unit.symbol or "ĐV",
        place=place_of(unit),
        parent=f"UBND {above}" if above else "",
    )


def frame_of(unit: Unit, year: int, *signers: Signer, recipients: tuple[str, ...] = ()) -> Frame:
    """A draft: number and day blank."""
    return Frame(
        issuer=issuer_of(unit), dated=DraftDate(year), signers=signers, recipients=recipients
    )


def head_signer(unit: Unit) -> Signer:
    """Who signs for the unit that proposes, where nobody was named."""
    if unit.type == UnitType.COMMUNE:
        return common.committee_signer()
    return Signer(("TRƯỞNG THÔN" if unit.type == UnitType.VILLAGE else "THỦ TRƯỞNG ĐƠN VỊ",))
