"""The acceptance tests of the law's text (awards.md, section 11) and its bad input, as stories."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from awards.enums import Action, Attendance, Choice, QuotaBasis, State, VoteMode
from awards.models import Award, Proposal, Quota, Submission
from awards.rules import can_propose
from awards.selectors.law import clock_for
from awards.services import (
    appraising,
    ballots,
    proposals,
    sending,
    sessions,
    signing,
    village_meeting,
)
from awards.services.ballots import Count
from awards.services.packing import request_pack
from awards.services.proposals import NewItem
from awards.services.revoking import RevocationFacts
from awards.services.sessions import Closing
from awards.services.steps import Details, fetch
from core import clock, jobs
from core.errors import DomainError, StaleError
from tests.awards.test_packs import unpacked
from tests.builders import campaigns, proposing, units
from tests.builders.proposing import World
from tests.sending import send
from units.models import Unit


@pytest.fixture
def tu(aw: World) -> Unit:
    """The household of Nông Văn Tú in Bản Pò."""
    return units.household(aw.org.ban_po, "Nông Văn Tú")


# ------------------------------------------------------------------ 1 votes


@pytest.mark.parametrize(("yes", "state"), [(7, State.NOT_PASSED), (8, State.SIGNATURE)])
def test_1_nine_members_and_80_percent(aw: World, tu: Unit, yes: int, state: State) -> None:
    proposing.rule("GK", vote_percent=80, vote_is_over=False)
    proposal = proposing.before_council(aw, proposing.sent(aw, tu))
    on = proposing.session(aw, [proposal])

    proposing.vote(aw, on, yes)
    closed = sessions.close(on, Closing(), actor=aw.thu)

    assert fetch(proposal.pk).state == state
    assert closed.result is not None
    line = closed.result["items"][0]
    assert (line["yes"], line["no"], line["total"]) == (yes, 9 - yes, 9)
    assert len(closed.result_hash) == 64


def test_1_the_written_yes_of_one_who_is_absent_counts(aw: World, tu: Unit) -> None:
    proposing.rule("GK", vote_percent=80, vote_is_over=False)
    proposal = proposing.before_council(aw, proposing.sent(aw, tu))
    on = proposing.session(aw, [proposal])
    absent = ballots.seat_of(on, aw.members[8])
    assert absent is not None
    sessions.set_attendance(on, {absent.pk: Attendance.WRITTEN}, actor=aw.thu)
    absent.refresh_from_db()

    proposing.vote(aw, on, 7)
    items = ballots.votable(on, absent)
    ballots.enter_opinion(absent, {items[0].pk: Choice.YES}, actor=aw.thu)
    sessions.close(on, Closing(), actor=aw.thu)

    assert fetch(proposal.pk).state == State.SIGNATURE


# ------------------------------------------------------------------ 2 one achievement, one award


def test_2_a_household_of_two_villages_after_a_merger_is_one(aw: World, tu: Unit) -> None:
    """Bản Pò proposed the household; it now lives in Nà Lạc, which proposes it again."""
    from units.services.tree import move_unit  # noqa: PLC0415

    proposing.sent(aw, tu)
    move_unit(tu, aw.org.na_lac, on=clock.today(), actor=aw.org.minh.as_actor)
    tu.refresh_from_db()
    second = proposing.letter(aw, aw.org.na_lac, aw.org.sam)
    other = units.household(aw.org.na_lac, "Lường Văn Pành")

    made, refused = proposals.add_items(
        second,
        [
            NewItem(recipient=one, award_type=aw.form(), period_from=2026, period_to=2026)
            for one in (tu, other)
        ],
        actor=aw.org.sam,
    )

    assert [one.recipient_name for one in made] == [other.display_name]
    assert len(refused) == 1
    assert "đã được Thôn Bản Pò đề nghị Giấy khen" in refused[0]
    assert Proposal.objects.filter(achievement__recipient=tu).count() == 1


def test_2_the_yearly_award_and_that_of_the_period_are_two_achievements(
    aw: World, tu: Unit
) -> None:
    proposing.sent(aw, tu)
    clock.set_business_day(dt.date(2030, 11, 2))
    letter = proposing.letter(aw, aw.org.ban_po, aw.org.pao, occasion="final", year=2030)

    period = proposing.item(aw, letter, tu, aw.org.pao, "BK_PROVINCE", period_from=2026)

    assert period.achievement.period_words == "2026–2030"


# ------------------------------------------------------------------ 3 the law of the day


@pytest.mark.parametrize(
    ("day", "cites", "warns"),
    [
        (dt.date(2025, 6, 30), "98/2023/NĐ-CP", False),
        (dt.date(2025, 7, 1), "152/2025/NĐ-CP", False),
        (dt.date(2026, 10, 2), "152/2025/NĐ-CP", True),
    ],
)
def test_3_a_letter_stands_on_the_law_of_its_day(
    aw: World, tu: Unit, day: dt.date, cites: str, warns: bool
) -> None:
    aw.campaign.first_year = 2024
    aw.campaign.save()
    clock.set_business_day(day)
    letter = proposing.letter(aw, aw.org.ban_po, aw.org.pao, year=day.year)
    proposal = proposing.item(aw, letter, tu, aw.org.pao)
    letter = proposing.meet(letter, aw.org.pao)

    sending.send(letter, actor=aw.org.pao)

    regime = Submission.objects.select_related("regime").get(pk=letter.pk).regime
    assert regime is not None
    assert any(cites in one for one in regime.citations)
    told = [one.text for one in fetch(proposal.pk).warnings.all()]
    assert any("Luật 06/2026/QH16 - kiểm tra" in one for one in told) is warns


# ------------------------------------------------------------------ 5 hold


def test_5_an_inspection_between_vote_and_signature(aw: World, tu: Unit) -> None:
    proposal = proposing.passed(aw, proposing.sent(aw, tu))
    day = clock.today()
    held = proposing.do(
        Action.HOLD, proposal, aw.org.lan, note="Có đơn thư đang xác minh", number="9/TB", dated=day
    )
    running = clock_for(held, day)
    assert running is not None
    used = running.used

    with pytest.raises(StaleError):
        signing.confer([held], proposing.facts(), actor=aw.org.dung)
    clock.set_business_day(day + dt.timedelta(days=30))
    assert clock_for(fetch(held.pk), clock.today()).used == used  # type: ignore[union-attr]
    back = appraising.resume(
        held,
        actor=aw.org.lan,
        version=held.version,
        details=Details(note="Không có vi phạm", number="15/KL", dated=clock.today()),
    )

    assert back.state == State.SIGNATURE
    assert [one.code for one in back.warnings.all() if not one.answer] == ["held_before"]
    with pytest.raises(DomainError, match="cảnh báo chưa trả lời"):
        signing.confer([back], proposing.facts(), actor=aw.org.dung)


# ------------------------------------------------------------------ 6 quota


def test_6_a_tenth_of_47_is_four_and_the_fifth_is_refused_with_its_source(aw: World) -> None:
    source = "Kế hoạch số 157/KH-UBND"
    Quota.objects.create(
        host=aw.org.na_ri, campaign=aw.campaign, occasion="annual", year=2026,
        award_type=aw.form(), kinds=["household"], basis=QuotaBasis.PERCENT, value=10,
        base_count=47, source=source,
    )  # fmt: skip
    letter = proposing.letter(aw, aw.org.ban_po, aw.org.pao)
    made = [
        proposing.item(aw, letter, units.household(aw.org.ban_po, name), aw.org.pao)
        for name in ("Nông Văn Một", "Nông Văn Hai", "Nông Văn Ba", "Nông Văn Bốn", "Nông Văn Năm")
    ]
    sending.send(proposing.meet(letter, aw.org.pao), actor=aw.org.pao)
    ready = [proposing.appraised(aw, one) for one in made]
    for one in ready:
        proposing.put(one, State.NOTICE, notice_until=clock.today() - dt.timedelta(days=1))

    for one in ready[:4]:
        proposing.do(Action.TO_COUNCIL, one, aw.org.minh)
    with pytest.raises(DomainError, match=f"{source}: hạn mức 4, đã đề nghị 4"):
        proposing.do(Action.TO_COUNCIL, ready[4], aw.org.minh)


def test_6_either_a_household_or_a_collective(aw: World, tu: Unit) -> None:
    Quota.objects.create(
        host=aw.org.na_ri, campaign=aw.campaign, occasion="annual", year=2026,
        award_type=aw.form(), kinds=["household", "collective"], basis=QuotaBasis.ABSOLUTE,
        value=2, either_or=True, source="Hướng dẫn 0125",
    )  # fmt: skip
    proposing.before_council(aw, proposing.sent(aw, tu))
    letter = proposing.letter(aw, aw.org.school, aw.org.ngoc)
    school = proposing.item(aw, letter, aw.org.school, aw.org.ngoc)
    sending.send(letter, actor=aw.org.ngoc)
    school = proposing.appraised(aw, school)
    proposing.put(school, State.NOTICE, notice_until=clock.today() - dt.timedelta(days=1))

    with pytest.raises(DomainError, match="chỉ đề nghị một loại đối tượng, đã có hộ gia đình"):
        proposing.do(Action.TO_COUNCIL, school, aw.org.minh)


# ------------------------------------------------------------------ 7, 8 revocation and money


def test_7_8_a_household_has_1_5_times_and_a_revoked_award_stays_in_history(
    aw: World, tu: Unit
) -> None:
    proposal = proposing.passed(aw, proposing.sent(aw, tu))
    signing.confer([proposal], proposing.facts(), actor=aw.org.dung)
    granted = fetch(proposal.pk)
    assert granted.award is not None
    assert granted.award.prize == 1_138_500

    taken = signing.revoke(
        granted,
        RevocationFacts(
            number="301/QĐ-UBND",
            decided_on=clock.today(),
            issuer="Chủ tịch UBND xã Na Rì",
            reason="Kê khai không đúng",
        ),
        actor=aw.org.minh,
        version=granted.version,
    )

    assert taken.state == State.REVOKED
    assert Award.objects.in_force().count() == 0
    assert Award.objects.count() == 1
    assert [event.action for event in taken.events.all()][-2:] == ["confer", "revoke"]


# ------------------------------------------------------------------ 9, 10 villages and lateness


def test_9_a_village_sees_and_changes_only_its_own(aw: World, tu: Unit) -> None:
    proposal = proposing.sent(aw, tu)
    draft = proposing.letter(aw, aw.org.ban_po, aw.org.pao)
    own = Proposal.objects.visible_to(aw.org.pao)

    assert list(own) == [proposal]
    assert not Proposal.objects.visible_to(aw.org.sam).exists()
    assert not can_propose(aw.org.sam, proposal)
    assert list(Proposal.objects.visible_to(aw.org.minh)) == [proposal]
    assert draft not in Submission.objects.visible_to(aw.org.minh)
    for action in (Action.ACCEPT, Action.TO_COUNCIL, Action.CONFER):
        with pytest.raises(PermissionDenied):
            proposing.do(action, proposal, aw.org.pao)


def test_10_a_late_letter_says_why_and_is_still_processed(aw: World, tu: Unit) -> None:
    group = campaigns.villages_group(aw.campaign)
    duty = campaigns.duty(aw.campaign, "NR-BC-V", day=30, month=11, is_inclusive=True)
    duty.groups.add(group)
    clock.set_business_day(dt.date(2026, 12, 2))
    letter = proposing.letter(aw, aw.org.ban_po, aw.org.pao)
    proposal = proposing.item(aw, letter, tu, aw.org.pao)
    letter = proposing.meet(letter, aw.org.pao)

    with pytest.raises(DomainError, match="Đã quá ngày cuối 30/11/2026"):
        sending.send(letter, actor=aw.org.pao)
    letter.refresh_from_db()
    sending.send(letter, actor=aw.org.pao, late_reason="Đường sạt lở, thôn họp muộn.")

    letter.refresh_from_db()
    assert letter.is_late
    assert proposing.do(Action.ACCEPT, proposal, aw.org.minh).state == State.APPRAISAL
    assert "late" in [one.code for one in fetch(proposal.pk).warnings.all()]


# ------------------------------------------------------------------ the way to the Prime Minister


def _for_the_prime_minister(aw: World, tu: Unit) -> Proposal:
    """Tú's household for the whole period, sent in its last year."""
    clock.set_business_day(dt.date(2030, 9, 2))
    letter = proposing.letter(aw, aw.org.ban_po, aw.org.pao, occasion="final", year=2030)
    proposal = proposing.item(aw, letter, tu, aw.org.pao, "BK_PRIME_MINISTER", period_from=2026)
    sending.send(proposing.meet(letter, aw.org.pao), actor=aw.org.pao)
    return proposal


def test_4_the_dossier_for_the_prime_minister_holds_every_paper_twice(aw: World, tu: Unit) -> None:
    proposal = _for_the_prime_minister(aw, tu)
    _confirm(proposal, aw)
    on = proposing.session(aw, [proposing.before_council(aw, proposal)])
    proposing.vote(aw, on, 9)
    sessions.close(on, Closing(), actor=aw.thu)

    row = request_pack(fetch(proposal.pk).submission, actor=aw.org.minh)
    jobs.run_all_due()

    names = list(unpacked(row))
    for paper in (
        "1-to-trinh/to-trinh-du-thao",
        "1-to-trinh/bien-ban-hop-thon",
        "2-ho-so/001-Ho-Nong-Van-Tu/bao-cao-thanh-tich",
        f"3-hoi-dong/bien-ban-{on.held_on:%Y-%m-%d}-{on.pk}",
    ):
        assert {f"{paper}.pdf", f"{paper}.docx"} <= set(names), names


def test_a_bang_khen_of_the_prime_minister_through_every_recorded_level(
    aw: World, tu: Unit
) -> None:
    proposal = _for_the_prime_minister(aw, tu)
    with pytest.raises(DomainError, match="xác nhận của cơ quan có thẩm quyền"):
        proposing.do(Action.ACCEPT, proposal, aw.org.minh)
    _confirm(proposal, aw)
    proposal = proposing.before_council(aw, proposal)
    on = proposing.session(aw, [proposal])
    proposing.vote(aw, on, 9)
    sessions.close(on, Closing(), actor=aw.thu)
    minh = aw.org.minh

    with pytest.raises(StaleError):
        signing.confer([proposal], proposing.facts(), actor=aw.org.dung)
    way = [
        (Action.FORWARD, "UBND xã Na Rì"),
        (Action.PROVINCE_RETURN, "Sở Nội vụ tỉnh Thái Nguyên"),
        (Action.PROVINCE_AGAIN, "UBND xã Na Rì"),
        (Action.PROVINCE_ACCEPT, "Sở Nội vụ tỉnh Thái Nguyên"),
        (Action.PROVINCE_TO_COUNCIL, "Sở Nội vụ tỉnh Thái Nguyên"),
        (Action.PROVINCE_PASS, "Hội đồng TĐ-KT tỉnh Thái Nguyên"),
        (Action.FORWARD_UP, "UBND tỉnh Thái Nguyên"),
        (Action.MINISTRY_RETURN, "Bộ Nội vụ"),
        (Action.MINISTRY_AGAIN, "UBND tỉnh Thái Nguyên"),
        (Action.MINISTRY_ACCEPT, "Bộ Nội vụ"),
        (Action.TO_PRIME_MINISTER, "Bộ Nội vụ"),
    ]
    for number, (action, issuer) in enumerate(way, start=1):
        clock.set_business_day(clock.today() + dt.timedelta(days=3))
        proposing.do(
            action, proposal, minh, issuer=issuer, number=f"{number}/TTr",
            dated=clock.today(), note="Theo văn bản kèm theo",
        )  # fmt: skip
    clock.set_business_day(clock.today() + dt.timedelta(days=3))
    decision = signing.confer(
        [proposal],
        proposing.facts(
            "1580/QĐ-TTg", issuer="Thủ tướng Chính phủ", level="prime_minister", is_outside=True
        ),
        actor=minh,
    )

    granted = fetch(proposal.pk)
    recorded = [event.issuer for event in granted.events.all() if event.number]
    assert granted.state == State.CONFERRED
    assert granted.award.decision == decision  # type: ignore[union-attr]
    assert recorded == [issuer for _action, issuer in way] + ["Thủ tướng Chính phủ"]
    assert [one.dated for one in granted.events.all() if one.dated] == sorted(
        one.dated for one in granted.events.all() if one.dated
    )


def _confirm(proposal: Proposal, aw: World) -> None:
    from awards.enums import Paper  # noqa: PLC0415
    from documents import storage  # noqa: PLC0415
    from documents.services import row_of  # noqa: PLC0415

    file = row_of(storage.store(b"%PDF-1.4 xac nhan"), "application/pdf")
    proposals.attach(proposal, Paper.CONFIRMATION, file, "Xác nhận.pdf", actor=aw.org.pao)


# ------------------------------------------------------------------ bad input


def test_village_votes_above_who_was_there_are_refused_by_item(aw: World, tu: Unit) -> None:
    letter = proposing.letter(aw, aw.org.ban_po, aw.org.pao)
    proposal = proposing.item(aw, letter, tu, aw.org.pao)

    with pytest.raises(DomainError, match=r"Nông Văn Tú: 40 đồng ý .* nhiều hơn 35 người dự"):
        village_meeting.record_meeting(
            letter,
            village_meeting.Meeting(
                held_on=clock.today(), households=60, present=35, chaired_by="Páo",
                kept_by="Mai", votes={proposal.pk: (40, 0)},
            ),
            actor=aw.org.pao,
        )  # fmt: skip

    assert fetch(proposal.pk).village_yes is None


def test_a_tally_above_who_may_vote_is_refused_by_item_and_the_rest_stays(
    aw: World, tu: Unit
) -> None:
    one = proposing.before_council(aw, proposing.sent(aw, tu))
    on = proposing.session(aw, [one], mode=VoteMode.TALLY)
    line = on.agenda.get()

    with pytest.raises(DomainError, match=r"10 phiếu, nhiều hơn 9 người được biểu quyết"):
        ballots.enter_tally(on, {line.pk: Count(10, 0)}, actor=aw.thu)

    line.refresh_from_db()
    assert (line.yes, line.no) == (0, 0)


def test_a_decision_dated_before_its_session_changes_nothing(aw: World, tu: Unit) -> None:
    proposal = proposing.passed(aw, proposing.sent(aw, tu))

    with pytest.raises(DomainError, match="đứng trước bước liền trước"):
        signing.confer(
            [proposal],
            proposing.facts(decided_on=clock.today() - dt.timedelta(days=1)),
            actor=aw.org.dung,
        )

    assert fetch(proposal.pk).state == State.SIGNATURE
    assert not Award.objects.exists()


def test_one_bad_item_is_left_with_its_reason_and_the_batch_goes(aw: World, tu: Unit) -> None:
    letter = proposing.letter(aw, aw.org.ban_po, aw.org.pao)
    good = proposing.item(aw, letter, tu, aw.org.pao)
    bad = proposing.item(
        aw, letter, units.household(aw.org.ban_po, "Nông Văn Hai"), aw.org.pao, report=""
    )
    letter = proposing.meet(letter, aw.org.pao)

    refused = sending.send(letter, actor=aw.org.pao)

    assert [str(one) for one in refused] == [f"{bad.recipient_name}: chưa có báo cáo thành tích."]
    assert fetch(good.pk).state == State.RECEIVED
    left = fetch(bad.pk)
    assert (left.state, left.submission.state) == (State.DRAFT, "draft")
    assert left.submission_id != letter.pk


def test_a_returned_dossier_keeps_every_version(aw: World, tu: Unit) -> None:
    proposal = proposing.sent(aw, tu)
    with pytest.raises(DomainError, match="ít nhất 20 ký tự"):
        proposing.do(Action.RETURN, proposal, aw.org.minh, note="Thiếu")
    back = proposing.do(Action.RETURN, proposal, aw.org.minh, note=proposing.GOOD_REASON)
    mended = proposals.edit_item(
        back, summary="Mới", report="Đã bổ sung số liệu.", is_leader=False,
        actor=aw.org.pao, version=back.version,
    )  # fmt: skip

    sending.send_again(mended, actor=aw.org.pao, version=mended.version)

    versions = list(fetch(proposal.pk).versions.all())
    assert [one.number for one in versions] == [1, 2]
    assert versions[0].content["report"] != versions[1].content["report"]


def test_what_was_dissolved_is_not_proposed(aw: World) -> None:
    school = aw.org.school
    letter = proposing.letter(aw, school, aw.org.ngoc)
    proposing.item(aw, letter, school, aw.org.ngoc)
    Unit.objects.filter(pk=school.pk).update(valid_to=dt.date(2026, 10, 31))

    with pytest.raises(DomainError, match="đã giải thể, sáp nhập từ ngày 01/11/2026"):
        sending.send(letter, actor=aw.org.ngoc)


def test_a_finding_written_on_an_old_page_is_refused_and_stays_on_it(
    aw: World, tu: Unit, client: Client
) -> None:
    """Minh appraised while Hoa was still writing: her words come back to her, his stand."""
    proposal = proposing.sent(aw, tu)
    seen = proposing.do(Action.ACCEPT, proposal, aw.org.minh)
    appraising.appraise(seen, text="Đủ điều kiện.", actor=aw.org.minh, version=seen.version)
    client.force_login(aw.org.hoa)
    path = reverse("awards:proposal_appraise", args=[proposal.pk])

    refused = send(client, path, appraisal="Đề nghị Hội đồng xét.", version=seen.version)

    page = refused.content.decode()
    assert refused.status_code == 422
    assert "vừa được người khác thay đổi" in page
    assert "Đề nghị Hội đồng xét." in page
    now = fetch(proposal.pk)
    assert now.appraisal == "Đủ điều kiện."
    done = send(client, path, appraisal="Đề nghị Hội đồng xét.", version=now.version)
    assert done.status_code == 302
    assert fetch(proposal.pk).appraisal == "Đề nghị Hội đồng xét."
