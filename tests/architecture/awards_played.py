"""Awards played through every address that writes, for the trail's test."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from awards.data_files import load_catalogue
from awards.models import (
    AwardType,
    CouncilMember,
    CouncilSession,
    Proposal,
    Quota,
    SessionMember,
    Submission,
)
from awards.services import catalogue
from core import clock
from tests.builders import people, units
from tests.pictures import png
from units.enums import Role

if TYPE_CHECKING:
    from tests.architecture.test_every_write_is_audited import Player

REASON = "Báo cáo chưa nêu số liệu của năm, đề nghị bổ sung."
DAY = "20/11/2026"


def awards(player: Player) -> None:
    """Páo proposes three households; Minh appraises, the council votes twice, Thủy enters."""
    catalogue.load_catalogue(load_catalogue())
    org = player.org
    thu = people.someone("thu", "Mã Thị Thu", org.na_ri, Role.SECRETARY)
    homes = [
        units.household(org.ban_po, name)
        for name in ("Nông Văn Một", "Nông Văn Hai", "Nông Văn Ba")
    ]
    _quota(player)
    player.post(
        org.pao, "awards:candidate_propose",
        unit=org.ban_po.pk, year=player.na.year.pk, occasion="annual",
        form=AwardType.objects.get(code="GK").pk, pick=[home.pk for home in homes],
    )  # fmt: skip
    letter = Submission.objects.get()
    first, second, third = Proposal.objects.order_by("pk")
    player.post(org.pao, "awards:item_remove", third.pk)
    for one in (first, second):
        player.post(
            org.pao, "awards:proposal_edit", one.pk,
            version=one.version, summary="Tiêu biểu", report="Con cháu đi học đủ.",
        )  # fmt: skip
    votes = {f"yes-{one.pk}": "30" for one in (first, second)}
    votes |= {f"no-{one.pk}": "5" for one in (first, second)}
    player.post(
        org.pao, "awards:letter_meeting", letter.pk, held_on=DAY, households="60",
        present="35", chaired_by="Páo", kept_by="Mai", **votes,
    )  # fmt: skip
    player.post(org.pao, "awards:letter_send", letter.pk)
    player.post(org.pao, "awards:letter_close", letter.pk, unwritten_seen="on")
    player.post(org.minh, "awards:letter_pack", letter.pk)
    player.post(org.minh, "awards:proposal_pack", first.pk)
    _returned_once(player, first)
    _to_the_council(player, [first, second])
    player.post(
        thu, "awards:member_list",
        full_name="Triệu Văn Dũng", post="chair", user=org.dung.pk, from_on="01/01/2026",
    )  # fmt: skip
    player.post(
        thu, "awards:member_list", full_name="Bàn Thị Nga", post="member", from_on="01/01/2026"
    )
    seat = CouncilMember.objects.get(user=org.dung)
    home = units.household(org.na_lac, "Triệu Văn Dũng")
    player.post(thu, "awards:member_household", seat.pk, household=home.pk)
    _ballots(player, thu, first)
    _tally(player, thu, second)
    signed = [one.pk for one in Proposal.objects.filter(state="signature")]
    player.post(
        org.thuy, "awards:signing",
        item=signed, number="215/QĐ-UBND", decided_on=DAY, issuer="Chủ tịch UBND xã Na Rì",
    )  # fmt: skip
    member = CouncilMember.objects.get(full_name="Bàn Thị Nga")
    player.post(thu, "awards:member_end", member.pk, to_on=DAY)


def _quota(player: Player) -> None:
    """Lan sets a quota and ends it."""
    slug = player.na.campaign.slug
    player.post(
        player.org.lan, "awards:quota_add", slug,
        award_type=AwardType.objects.get(code="GK").pk, occasion="annual", year="2026",
        kinds="household", basis="absolute", value="9", rounding="down",
        source="Kế hoạch 157", valid_from=DAY,
    )  # fmt: skip
    quota = Quota.objects.get()
    player.post(
        player.org.lan, "awards:quota_end", slug, query=f"?quota={quota.pk}",
        last_day=DAY, reason="Tỉnh thay kế hoạch",
    )  # fmt: skip


def _act(player: Player, who: User, row: Proposal, action: str, **data: str) -> None:
    version = Proposal.objects.values_list("version", flat=True).get(pk=row.pk)
    player.post(who, "awards:proposal_act", row.pk, action, version=version, **data)


def _returned_once(player: Player, row: Proposal) -> None:
    org = player.org
    _act(player, org.minh, row, "return", note=REASON)
    file = SimpleUploadedFile("xac-nhan.png", png())
    player.post(org.pao, "awards:proposal_attach", row.pk, paper="related", scan=file)
    _act(player, org.pao, row, "resubmit")


def _to_the_council(player: Player, rows: list[Proposal]) -> None:
    org = player.org
    for row in rows:
        _act(player, org.minh, row, "accept")
        for warning in row.warnings.all():
            player.post(org.minh, "awards:warning_answer", row.pk, warning.pk, answer="Đã xem.")
        version = Proposal.objects.values_list("version", flat=True).get(pk=row.pk)
        player.post(
            org.minh, "awards:proposal_appraise", row.pk, version=version, appraisal="Đủ điều kiện."
        )
        for warning in row.warnings.filter(answer=""):
            player.post(org.minh, "awards:warning_answer", row.pk, warning.pk, answer="Đã xem.")
        _act(player, org.minh, row, "publish")
        Proposal.objects.filter(pk=row.pk).update(notice_until="2026-11-19")
        _act(player, org.minh, row, "to-council")


def _ballots(player: Player, thu: User, row: Proposal) -> None:
    """One votes on a phone, one in writing."""
    org = player.org
    player.post(thu, "awards:session_new", held_on=DAY, mode="phone")
    session = CouncilSession.objects.get()
    player.post(thu, "awards:session_agenda", session.pk, pick=row.pk)
    _relaxed(row)
    absent = SessionMember.objects.get(session=session, full_name="Bàn Thị Nga")
    player.post(thu, "awards:session_open", session.pk)
    player.post(thu, "awards:session_attendance", session.pk, **{f"m{absent.pk}": "written"})
    item = session.agenda.get()
    player.post(org.dung, "awards:ballot", session.pk, **{f"v{item.pk}": "yes"})
    player.post(thu, "awards:opinion", session.pk, absent.pk, **{f"v{item.pk}": "yes"})
    player.post(thu, "awards:session_close", session.pk)
    row.refresh_from_db()
    assert row.state == "signature"


def _relaxed(row: Proposal) -> None:
    """A council of two: half of it may decide."""
    rule = row.rule or Proposal.objects.select_related("rule").get(pk=row.pk).rule
    assert rule is not None
    type(rule).objects.filter(pk=rule.pk).update(quorum_percent=50)


def _tally(player: Player, thu: User, row: Proposal) -> None:
    """Paper ballots: one member leaves the session, one is there."""
    player.post(thu, "awards:session_new", held_on=DAY, mode="tally")
    session = CouncilSession.objects.order_by("-pk")[0]
    player.post(thu, "awards:session_open", session.pk)
    gone = SessionMember.objects.get(session=session, full_name="Bàn Thị Nga")
    player.post(thu, "awards:session_remove", session.pk, member=gone.pk, reason="Hết nhiệm kỳ")
    item = session.agenda.get()
    player.post(thu, "awards:session_tally", session.pk, **{f"yes-{item.pk}": "1"})
    player.post(thu, "awards:session_close", session.pk)
    row.refresh_from_db()
    assert row.state == "signature"
    assert clock.today().isoformat() == "2026-11-20"
