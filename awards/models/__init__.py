"""What awards store, by noun."""

from __future__ import annotations

from awards.models.catalogue import (
    AwardRule,
    AwardType,
    BaseSalary,
    LegalRegime,
    PlanForm,
    PrizeRate,
    SpecialDay,
)
from awards.models.certificates import Certificate, CertificatePrint, Printer
from awards.models.councils import (
    AgendaItem,
    BallotReceipt,
    CouncilMember,
    CouncilSession,
    OpenVote,
    Recusal,
    SessionMember,
)
from awards.models.decisions import Award, Decision, Revocation
from awards.models.packs import DossierPack
from awards.models.proposals import (
    Achievement,
    DossierFile,
    DossierVersion,
    Proposal,
    ProposalEvent,
    ProposalWarning,
    Submission,
    VillageMeeting,
)
from awards.models.publication import HonoursYear, NameConsent, NamingRule
from awards.models.quotas import Quota

__all__ = [
    "Achievement",
    "AgendaItem",
    "Award",
    "AwardRule",
    "AwardType",
    "BallotReceipt",
    "BaseSalary",
    "Certificate",
    "CertificatePrint",
    "CouncilMember",
    "CouncilSession",
    "Decision",
    "DossierFile",
    "DossierPack",
    "DossierVersion",
    "HonoursYear",
    "LegalRegime",
    "NameConsent",
    "NamingRule",
    "OpenVote",
    "PlanForm",
    "Printer",
    "PrizeRate",
    "Proposal",
    "ProposalEvent",
    "ProposalWarning",
    "Quota",
    "Recusal",
    "Revocation",
    "SessionMember",
    "SpecialDay",
    "Submission",
    "VillageMeeting",
]
