"""The demo's awards on paper: numbers, who agreed to be named, the open page, what went wrong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from accounts.models import User
from awards.enums import Level
from awards.models import Award, AwardType, Certificate, Decision
from awards.services.certificates import issue_certificates, reissue
from awards.services.conferring import AwardLine, DecisionFacts, record_outside
from awards.services.printing import PrinterFacts, save_printer
from awards.services.publishing import give_consent, open_honours
from awards.services.revoking import RevocationFacts, revoke
from reports.demo.stages import Play, at
from units.enums import UnitType
from units.models import Unit

# The day on which the chair's first decision is signed, too: numbers follow one another.
DECIDED_ON = (12, 7)
PREPRINTED = PrinterFacts(
    name="Máy in phòng VH-XH, khay tay",
    width=Decimal(297),
    height=Decimal(210),
    is_preprinted=True,
    shift_x=Decimal("1.5"),
    shift_y=Decimal("-0.5"),
)


def play_honours(play: Play, units: Sequence[Unit], clerk: User, chair: User) -> None:
    """Villages and schools are honoured on paper; every sheet of the commune gets its number."""
    host = play.year.campaign.launched_by
    at(dt.date(play.year.year, *DECIDED_ON))
    villages = [one for one in units if one.type == UnitType.VILLAGE][:4]
    schools = [one for one in units if one.type == UnitType.SCHOOL][:2]
    lines = [_line(play, one) for one in [*villages, *schools]]
    record_outside(host, _facts(play, host, chair), lines, actor=clerk)
    for decision in Decision.objects.filter(unit=host, is_outside=False).order_by("pk"):
        issue_certificates(decision, actor=clerk)
    _above(play, host, villages[0], clerk)
    save_printer(host, PREPRINTED, actor=clerk)
    homes = Unit.objects.filter(type=UnitType.HOUSEHOLD, awards__decision__unit=host)
    give_consent(list(homes.order_by("pk"))[::2], actor=play.office.officer)
    _afterwards(play, villages[1], schools[-1], clerk)
    open_honours(host, play.year.year, actor=play.office.leader)


def _facts(play: Play, host: Unit, chair: User) -> DecisionFacts:
    return DecisionFacts(
        number="231/QĐ-UBND",
        decided_on=dt.date(play.year.year, *DECIDED_ON),
        issuer=f"Chủ tịch Ủy ban nhân dân xã {host.name}",
        level=Level.COMMUNE,
        signer=chair.full_name,
        signer_title="Chủ tịch",
        abstract=(
            "Về việc tặng Giấy khen cho các tập thể có thành tích tiêu biểu trong phong trào "
            f"thi đua xây dựng xã hội học tập năm {play.year.year}"
        ),
    )


def _line(play: Play, recipient: Unit, code: str = "GK") -> AwardLine:
    year = play.year.year
    return AwardLine(
        recipient=recipient,
        award_type=AwardType.objects.get(code=code),
        period_from=year if code == "GK" else year - 1,
        period_to=year,
        campaign=play.year.campaign,
        achievement=(
            "Đã có thành tích tiêu biểu trong phong trào thi đua “Cả nước thi đua xây dựng "
            f"xã hội học tập, đẩy mạnh học tập suốt đời” năm {year}"
        ),
    )


def _above(play: Play, host: Unit, recipient: Unit, clerk: User) -> None:
    """The province's decision on the best village, for a longer period."""
    facts = DecisionFacts(
        number="2110/QĐ-UBND",
        decided_on=dt.date(play.year.year, 12, 1),
        issuer="Chủ tịch Ủy ban nhân dân tỉnh Thái Nguyên",
        level=Level.PROVINCE,
        is_outside=True,
    )
    record_outside(host, facts, [_line(play, recipient, "BK_PROVINCE")], actor=clerk)


def _afterwards(play: Play, spoilt: Unit, wrong: Unit, clerk: User) -> None:
    """One sheet was spoilt and replaced, one award turned out to be wrong."""
    host = play.year.campaign.launched_by
    sheets = Certificate.objects.select_related("award__decision__unit").filter(unit=host)
    reissue(sheets.get(award__recipient=spoilt), reason="Tờ cũ bị ướt khi trao tặng", actor=clerk)
    award = Award.objects.select_related("decision__unit").get(recipient=wrong, decision__unit=host)
    facts = RevocationFacts(
        number="240/QĐ-UBND",
        decided_on=dt.date(play.year.year, *DECIDED_ON),
        issuer=award.decision.issuer,
        reason="Kết luận xác minh: kê khai không đúng số buổi học",
    )
    revoke(award, facts, actor=play.office.leader)
