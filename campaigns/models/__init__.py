"""A campaign as its plan writes it, its years, and the duties to report."""

from campaigns.models.campaign import (
    Campaign,
    CampaignYear,
    CampaignYearEvent,
    LegalBasis,
    ParticipantGroup,
    Participation,
    Phase,
    PlanText,
)
from campaigns.models.duties import Duty, DutyDelivery, ProblemReport
from campaigns.models.follow_up import (
    Finding,
    Holiday,
    Inspection,
    TaskEvidence,
    TaskProgress,
    YearDecision,
)
from campaigns.models.outlines import PaperOutline
from campaigns.models.plan import (
    PlanAward,
    PlanTask,
    ResponsibleBody,
    Target,
    TargetMeasure,
    YearlyTarget,
)
from campaigns.models.tallies import LineTally, PlaceTally, UnitTally

__all__ = [
    "Campaign",
    "CampaignYear",
    "CampaignYearEvent",
    "Duty",
    "DutyDelivery",
    "Finding",
    "Holiday",
    "Inspection",
    "LegalBasis",
    "LineTally",
    "PaperOutline",
    "ParticipantGroup",
    "Participation",
    "Phase",
    "PlaceTally",
    "PlanAward",
    "PlanTask",
    "PlanText",
    "ProblemReport",
    "ResponsibleBody",
    "Target",
    "TargetMeasure",
    "TaskEvidence",
    "TaskProgress",
    "UnitTally",
    "YearDecision",
    "YearlyTarget",
]
