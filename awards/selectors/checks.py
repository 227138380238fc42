"""Why a step cannot be made: each check answers with a sentence for the person, or nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.utils.translation import gettext as _

from awards.enums import Action, Denominator, Level, Paper, RecipientKind, State
from awards.models import AwardRule, Proposal, VillageMeeting
from awards.selectors.quotas import quotas_of, use_of
from awards.votes import percent_of, reaches
from core import clock
from core.numbers import format_date
from units.enums import UnitType

Check = Callable[[Proposal], str]
OK = ""


def _rule(proposal: Proposal) -> AwardRule | None:
    return proposal.rule


def recipient_fits(proposal: Proposal) -> str:
    """The form is for this kind of recipient (its rule), and the recipient still exists (R8)."""
    recipient = proposal.achievement.recipient
    today = clock.today()
    if recipient.valid_to is not None and recipient.valid_to < today:
        return _("đã giải thể, sáp nhập từ ngày %(day)s nên không đề nghị khen được") % {
            "day": format_date(recipient.valid_to + dt.timedelta(days=1))
        }
    rule = _rule(proposal)
    if rule is None:
        return _("chưa có quy định nào về hình thức này cho ngày gửi")
    if proposal.recipient_kind not in rule.recipients:
        return _("“%(form)s” không tặng cho %(kind)s") % {
            "form": proposal.award_type,
            "kind": str(RecipientKind(proposal.recipient_kind).label).lower(),
        }
    return OK


def has_report(proposal: Proposal) -> str:
    """The achievement report is written."""
    if proposal.report.strip():
        return OK
    return _("chưa có báo cáo thành tích")


def village_agreed(proposal: Proposal) -> str:
    """What a village sends has its minutes and the share of votes that the rule asks for."""
    letter = proposal.submission
    if letter.unit.type != UnitType.VILLAGE:
        return OK
    meeting: VillageMeeting | None = getattr(letter, "meeting", None)
    if meeting is None or proposal.village_yes is None:
        return _("chưa ghi biên bản họp thôn và kết quả biểu quyết")
    rule = _rule(proposal)
    if rule is None or village_passes(rule, meeting, proposal):
        return OK
    of = village_total(rule, meeting, proposal)
    return _("thôn đồng ý %(yes)s/%(of)s (%(percent)s %%), chưa đạt tỷ lệ %(needed)s %%") % {
        "yes": proposal.village_yes,
        "of": of,
        "percent": percent_of(proposal.village_yes, of),
        "needed": rule.village_percent,
    }


def village_passes(rule: AwardRule, meeting: VillageMeeting, proposal: Proposal) -> bool:
    """Whether the village's votes reach the share that the rule asks for, if it asks for one."""
    if rule.village_percent is None:
        return True
    of = village_total(rule, meeting, proposal)
    yes = proposal.village_yes or 0
    return reaches(yes, of, rule.village_percent, over=rule.village_is_over)


def village_total(rule: AwardRule, meeting: VillageMeeting, proposal: Proposal) -> int:
    """From what the village's share is counted: the rule says."""
    if rule.village_denominator == Denominator.HOUSEHOLDS:
        return meeting.households
    if rule.village_denominator == Denominator.VALID_BALLOTS:
        return (proposal.village_yes or 0) + (proposal.village_no or 0)
    return meeting.present


def dossier_complete(proposal: Proposal) -> str:
    """Everything that the rule's dossier asks of the unit is there."""
    names = [str(paper.label).lower() for paper in missing_papers(proposal)]
    if not names:
        return OK
    return _("hồ sơ còn thiếu: %(papers)s") % {"papers": ", ".join(names)}


def missing_papers(proposal: Proposal) -> list[Paper]:
    """The papers of the dossier that neither stand in the product nor were attached."""
    rule = _rule(proposal)
    wanted = [Paper(one) for one in rule.dossier] if rule else []
    attached = {one.paper for one in proposal.files.all()}
    return [paper for paper in wanted if paper not in attached and not _made(paper, proposal)]


def _made(paper: Paper, proposal: Proposal) -> bool:
    """Whether the product itself makes the paper, or it comes later on the way."""
    letter = proposal.submission
    if paper == Paper.REPORT:
        return bool(proposal.report.strip())
    if paper == Paper.VILLAGE_MINUTES:
        return letter.unit.type != UnitType.VILLAGE or hasattr(letter, "meeting")
    # The letter with its list is printed from the rows; the council has yet to meet.
    return paper in {Paper.LETTER, Paper.LIST, Paper.COUNCIL_MINUTES, Paper.RELATED}


def confirmed_for_above(proposal: Proposal) -> str:
    """What goes to the Prime Minister bears the confirmations the rule asks for."""
    return dossier_complete(proposal)


def answered(proposal: Proposal) -> str:
    """Every warning was answered in writing."""
    open_ones = [one for one in proposal.warnings.all() if not one.answer.strip()]
    if not open_ones:
        return OK
    return _("còn %(count)s cảnh báo chưa trả lời bằng văn bản: %(first)s") % {
        "count": len(open_ones),
        "first": open_ones[0].text,
    }


def appraised(proposal: Proposal) -> str:
    """The office wrote what it found."""
    return OK if proposal.appraisal.strip() else _("chưa ghi ý kiến thẩm định")


def within_quota(proposal: Proposal) -> str:
    """A place of every quota is left (R10); the sentence names the paper that sets it."""
    for quota in quotas_of(proposal):
        use = use_of(quota, proposal)
        if use.other_kind:
            return _("%(source)s: chỉ đề nghị một loại đối tượng, đã có %(kind)s") % {
                "source": quota.source,
                "kind": str(RecipientKind(use.other_kind).label).lower(),
            }
        if use.is_full:
            return _("%(source)s: hạn mức %(limit)s, đã đề nghị %(taken)s") % {
                "source": quota.source,
                "limit": use.limit,
                "taken": use.taken,
            }
    return OK


def notice_is_wanted(proposal: Proposal) -> str:
    """The rule asks for a public notice."""
    rule = _rule(proposal)
    return (
        OK if rule and rule.notice_days else _("hình thức này không phải công khai trước khi xét")
    )


def notice_is_over(proposal: Proposal) -> str:
    """Where a public notice is asked for, it was made and its days are over (R9)."""
    rule = _rule(proposal)
    if rule is None or not rule.notice_days:
        return OK
    if proposal.notice_until is None:
        return _("phải công khai %(days)s ngày làm việc trước khi xét") % {"days": rule.notice_days}
    if clock.today() <= proposal.notice_until:
        return _("còn công khai đến hết ngày %(day)s") % {"day": format_date(proposal.notice_until)}
    return OK


def council_is_wanted(proposal: Proposal) -> str:
    """The rule sends the form to the council."""
    rule = _rule(proposal)
    return OK if rule and rule.council_required else _("hình thức này không qua Hội đồng")


def council_is_not_wanted(proposal: Proposal) -> str:
    """The rule lets the form be signed without the council."""
    rule = _rule(proposal)
    return _("hình thức này phải qua Hội đồng") if rule is None or rule.council_required else OK


def passed_councils(proposal: Proposal) -> str:
    """The council's yes is on record; for the centre the province's council too."""
    done = {event.action for event in proposal.events.all()}
    rule = _rule(proposal)
    if rule is not None and rule.council_required and Action.COUNCIL_PASS not in done:
        return _("chưa có kết quả thông qua của Hội đồng")
    central = proposal.award_type.level in {Level.MINISTRY, Level.PRIME_MINISTER}
    if central and proposal.state in _AFTER_PROVINCE and Action.PROVINCE_PASS not in done:
        return _("chưa có kết quả thông qua của Hội đồng cấp tỉnh")
    return OK


_AFTER_PROVINCE = {
    State.PROVINCE_SIGNATURE,
    State.MINISTRY_RECEIVED,
    State.MINISTRY_RETURNED,
    State.MINISTRY_APPRAISAL,
    State.PRIME_MINISTER,
}

_BEFORE_COUNCIL: tuple[Check, ...] = (
    recipient_fits,
    appraised,
    answered,
    notice_is_over,
    within_quota,
)

CHECKS: dict[Action, tuple[Check, ...]] = {
    Action.SUBMIT: (recipient_fits, has_report, village_agreed),
    Action.RESUBMIT: (recipient_fits, has_report, village_agreed),
    Action.ACCEPT: (recipient_fits, dossier_complete),
    Action.PUBLISH: (notice_is_wanted,),
    Action.TO_COUNCIL: (council_is_wanted, *_BEFORE_COUNCIL),
    Action.TO_SIGNATURE: (council_is_not_wanted, *_BEFORE_COUNCIL),
    Action.CONFER: (recipient_fits, passed_councils, answered, within_quota),
    Action.FORWARD: (passed_councils, answered, confirmed_for_above),
    Action.FORWARD_UP: (passed_councils,),
    Action.PROVINCE_CONFER: (passed_councils,),
    Action.MINISTRY_CONFER: (passed_councils,),
    Action.TO_PRIME_MINISTER: (passed_councils,),
    Action.PRIME_CONFER: (passed_councils,),
}


def faults(action: Action, proposal: Proposal) -> list[str]:
    """Every sentence that stands in the way of a step."""
    return [text for check in CHECKS.get(action, ()) if (text := check(proposal))]
