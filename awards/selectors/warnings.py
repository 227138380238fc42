"""What the office is told about an item before anyone votes, and has to answer in writing."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from awards.enums import AwardKind, WarningCode
from awards.models import Award, Proposal
from awards.models.proposals import ENDED
from core.numbers import format_date

RECENT_YEARS = 2


def warnings_of(proposal: Proposal) -> Iterator[tuple[WarningCode, str]]:
    """The warnings that stand about an item."""
    yield from _overlaps(proposal)
    yield from _past_awards(proposal)
    letter = proposal.submission
    if not proposal.reason.strip():
        yield WarningCode.NO_RESULT, _("Sổ chưa có kết quả đạt của năm đề nghị.")
    if letter.regime is not None and letter.regime.warning:
        yield WarningCode.LAW, letter.regime.warning
    if letter.is_late and letter.sent_on and letter.last_day:
        yield (
            WarningCode.LATE,
            _("Gửi ngày %(sent)s, sau ngày cuối %(last)s. Lý do của đơn vị: %(why)s")
            % {
                "sent": format_date(letter.sent_on),
                "last": format_date(letter.last_day),
                "why": letter.late_reason or _("chưa ghi"),
            },
        )


def _overlaps(proposal: Proposal) -> Iterator[tuple[WarningCode, str]]:
    mine = proposal.achievement
    near = (
        Proposal.objects.filter(
            achievement__recipient=mine.recipient_id,
            achievement__campaign=mine.campaign_id,
            achievement__period_from__lte=mine.period_to,
            achievement__period_to__gte=mine.period_from,
        )
        .exclude(state__in=ENDED)
        .exclude(pk=proposal.pk)
        .select_related("award_type", "achievement")
        .first()
    )
    if near is not None:
        yield (
            WarningCode.OVERLAP,
            _("Đã có đề nghị %(form)s cho thành tích %(period)s, trùng thời gian.")
            % {"form": near.award_type, "period": near.achievement.period_words},
        )


def _past_awards(proposal: Proposal) -> Iterator[tuple[WarningCode, str]]:
    mine = proposal.achievement
    rows = list(
        Award.objects.in_force()
        .filter(recipient=mine.recipient_id, period_to__gte=mine.period_to - RECENT_YEARS)
        .select_related("decision")
        .order_by("-period_to")
    )
    if rows:
        told = "; ".join(f"{row.form_name} {row.period_words} ({row.decision})" for row in rows[:3])
        yield WarningCode.PAST_AWARD, _("Đã được khen: %(awards)s.") % {"awards": told}
    merit = proposal.rule is not None and proposal.rule.kind == AwardKind.MERIT
    if merit and any(row.kind == AwardKind.CAMPAIGN for row in rows):
        yield (
            WarningCode.EVIDENCE,
            _("Khen phong trào không dùng làm căn cứ đề nghị khen công trạng."),
        )
