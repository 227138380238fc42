"""Every kind of paper that a campaign's office may word, whichever app makes it."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from assessments import papers as hand_in
from assessments.enums import HandInPaper, TitlePaper
from awards import papers as awards
from awards.enums import AwardPaper
from campaigns.models import Campaign
from campaigns.wording import WordedKind
from documents.paper import Paper
from documents.papers.decisions import RECOGNITION
from reports.enums import ReportKind
from reports.papers.render import TEMPLATES, paper_of
from reports.papers.template import OUTLINE
from reports.selectors import newest_figures


def _report(kind: ReportKind) -> WordedKind:
    def trial(_user: User, campaign: Campaign, text: str) -> Paper | None:
        figures = newest_figures(campaign, kind)
        return paper_of(figures | {OUTLINE: text}, kind) if figures else None

    return WordedKind(kind.value, kind.label, TEMPLATES[kind], trial)


def _hand_in(kind: HandInPaper) -> WordedKind:
    def trial(user: User, campaign: Campaign, text: str) -> Paper | None:
        return hand_in.trial_paper(user, campaign, kind, text)

    return WordedKind(kind.value, kind.label, hand_in.TEMPLATES[kind], trial)


def _title_decision() -> WordedKind:
    kind = TitlePaper.DECISION
    return WordedKind(kind.value, kind.label, RECOGNITION, hand_in.trial_title_decision)


def _award(kind: AwardPaper) -> WordedKind:
    def trial(user: User, campaign: Campaign, text: str) -> Paper | None:
        return awards.trial_paper(user, campaign, kind, text)

    return WordedKind(kind.value, kind.label, awards.TEMPLATES[kind], trial)


# As the page of outlines lists them.
GROUPS: Final[tuple[tuple[str | Promise, tuple[WordedKind, ...]], ...]] = (
    (
        _("Báo cáo, nộp phiếu"),
        (*map(_report, map(ReportKind, TEMPLATES)), *map(_hand_in, HandInPaper)),
    ),
    (_("Danh hiệu, khen thưởng"), (_title_decision(), *map(_award, AwardPaper))),
)
KINDS: Final[dict[str, WordedKind]] = {one.code: one for _name, kinds in GROUPS for one in kinds}
