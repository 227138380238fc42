"""The papers of an award: the same counts on every one, number and day of a draft blank."""

from __future__ import annotations

import datetime as dt

import pytest

from awards.enums import Action, Choice
from awards.papers import (
    council_paper,
    decision_paper,
    letter_paper,
    list_paper,
    merit_of,
    report_paper,
    village_paper,
)
from awards.papers.common import issuer_of
from awards.services import appraising, ballots, council_members, sending, sessions
from awards.services.sessions import Closing
from awards.services.steps import fetch
from awards.views.letters import items_of
from campaigns.models import Campaign
from core import clock
from documents.enums import DatePrecision
from documents.models import LegalDocument
from documents.paper import Paper, rules_for
from documents.renderers.docx import render_docx
from documents.renderers.pdf import render_pdf
from tests.builders import proposing, units
from tests.builders.proposing import World
from tests.documents.nd30_checker import findings
from tests.documents.nd30_docx import read_docx
from tests.documents.nd30_pdf import read_pdf
from units.models import Unit

THREE = "03 hộ gia đình"


def words(paper: Paper) -> str:
    """Everything the paper says."""
    return repr(paper)


def test_letter_list_minutes_and_decision_count_the_same(aw: World) -> None:
    org = aw.org
    letter = proposing.letter(aw, org.ban_po, org.pao)
    for name in ("Nông Văn Một", "Nông Văn Hai", "Nông Văn Ba"):
        proposing.item(aw, letter, units.household(org.ban_po, name), org.pao)
    letter = proposing.meet(letter, org.pao)
    sending.send(letter, actor=org.pao)
    letter.refresh_from_db()
    items = items_of(letter)
    ready = [proposing.appraised(aw, one) for one in items]
    until = []
    for one in ready:
        seen = appraising.publish(one, actor=org.minh, version=one.version)
        until.append(seen.notice_until)
    clock.set_business_day(max(day for day in until if day).replace(day=20))
    for one in ready:
        proposing.do(Action.TO_COUNCIL, one, org.minh)
    on = proposing.session(aw, [fetch(one.pk) for one in ready])
    proposing.vote(aw, on, 9)
    on = sessions.close(on, Closing(), actor=aw.thu)
    signed = [fetch(one.pk) for one in ready]

    papers = {
        "letter": letter_paper(letter, items_of(letter)),
        "list": list_paper(letter, items_of(letter)),
        "village": village_paper(letter),
        "council": council_paper(on),
        "decision": decision_paper(org.na_ri, signed),
    }

    assert {name: THREE in words(paper) for name, paper in papers.items()} == dict.fromkeys(
        papers, True
    )
    assert all(paper.draft and paper.header.number is None for paper in papers.values())
    # 3 households × 0.45 × 2 530 000 đồng.
    assert "3.415.500" in words(papers["decision"])
    assert "Nghị định số 152/2025/NĐ-CP" in words(papers["letter"])


def test_a_report_of_achievements_is_set_as_pdf_and_word(aw: World) -> None:
    one = proposing.sent(aw, units.household(aw.org.ban_po, "Nông Văn Tú"))

    paper = report_paper(one)

    assert render_pdf(paper).startswith(b"%PDF")
    assert render_docx(paper).startswith(b"PK")
    assert "Giấy khen của Chủ tịch Ủy ban nhân dân xã" in words(paper)


@pytest.mark.parametrize(
    ("says", "told"),
    [(True, "chủ tọa Triệu Văn Dũng đồng ý; kết quả: đạt."),
     (False, "chủ tọa Triệu Văn Dũng không đồng ý; kết quả: không đạt.")],
)  # fmt: skip
def test_the_minutes_tell_the_chairs_word_on_equal_votes_and_on_nothing_else(
    aw: World, says: bool, told: str
) -> None:
    proposing.rule("GK", tie_to_chair=True)
    tied, clear = (
        proposing.before_council(aw, proposing.sent(aw, units.household(aw.org.ban_po, name)))
        for name in ("Nông Văn Tú", "Nông Văn Khác")
    )
    seat = aw.org.na_ri.council_members.get(user=aw.members[8])
    council_members.unseat(seat, to_on=clock.today() - dt.timedelta(days=1), actor=aw.thu)
    on = proposing.session(aw, [tied, clear])
    equal, other = on.agenda.all()
    for place, user in enumerate(aw.members[:8]):
        half = Choice.YES if place < 4 else Choice.NO
        ballots.cast(on, {equal.pk: half, other.pk: Choice.YES}, actor=user)
    assert "Ngang phiếu" not in words(council_paper(on))

    closed = sessions.close(
        on, Closing(chair_says={equal.pk: says, other.pk: not says}), actor=aw.thu
    )

    said = words(council_paper(closed))
    assert f"Ngang phiếu về Hộ Nông Văn Tú (4/8 đồng ý): {told}" in said
    assert said.count("Ngang phiếu về") == 1


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Cả nước thi đua học tập", "Phong trào thi đua “Cả nước thi đua học tập” năm 2026"),
        ("Phong trào “Cả nước học tập”", "trong Phong trào “Cả nước học tập” năm 2026"),
    ],
)
def test_a_campaign_that_calls_itself_so_is_not_called_so_twice(name: str, said: str) -> None:
    assert merit_of(Campaign(name=name), "2026").endswith(said)


# ---------------------------------------------------------------- place


@pytest.mark.parametrize(("entered", "place"), [("", "Na Rì"), ("Yến Lạc", "Yến Lạc")])
def test_the_place_before_the_day_is_that_of_the_reports(
    aw: World, entered: str, place: str
) -> None:
    """Nobody has to enter it: a commune's papers are dated at the commune."""
    Unit.objects.filter(pk=aw.org.na_ri.pk).update(place_name=entered)
    one = proposing.sent(aw, units.household(aw.org.ban_po, "Nông Văn Tú"))
    letter = one.submission

    papers = [
        letter_paper(letter, [one]),
        list_paper(letter, [one]),
        report_paper(one),
        decision_paper(Unit.objects.get(pk=aw.org.na_ri.pk), [one]),
    ]

    assert {paper.header.place for paper in papers} == {place}
    assert issuer_of(Unit.objects.get(pk=aw.org.agency.pk)).place == place


# ---------------------------------------------------------------- căn cứ


@pytest.fixture
def drafted_plan(aw: World) -> World:
    """Na Rì's plan as its copy reads: no number, "ngày   tháng 3 năm 2026"."""
    LegalDocument.objects.filter(pk=aw.campaign.document_id).update(
        kind="Kế hoạch", reference_number="", issued_on=dt.date(2026, 3, 1),
        issued_precision=DatePrecision.MONTH, issuer="Ủy ban nhân dân xã Na Rì",
        title="Triển khai Phong trào “Cả nước thi đua”",
    )  # fmt: skip
    aw.campaign.refresh_from_db()
    return aw


PLAN = (
    "Căn cứ Kế hoạch số … ngày … tháng 3 năm 2026 của Ủy ban nhân dân xã Na Rì về triển khai "
    "Phong trào “Cả nước thi đua”"
)


def test_what_the_plan_leaves_open_is_dotted_and_no_day_is_invented(drafted_plan: World) -> None:
    aw = drafted_plan
    one = proposing.sent(aw, units.household(aw.org.ban_po, "Nông Văn Tú"))
    letter = letter_paper(one.submission, [one])
    decision = decision_paper(aw.org.na_ri, [one])

    assert letter.legal_basis[-1] == PLAN
    assert PLAN in decision.legal_basis
    assert "ngày 01 tháng 3" not in words(letter) + words(decision)
    assert "01/03/2026" not in words(letter) + words(decision)
    for paper in (letter, decision, village_paper(one.submission)):
        assert findings(read_pdf(render_pdf(paper)), rules_for(paper)) == []
        assert findings(read_docx(render_docx(paper)), rules_for(paper)) == []


def test_the_decision_says_last_who_proposed_it(aw: World) -> None:
    one = proposing.sent(aw, units.household(aw.org.ban_po, "Nông Văn Tú"))

    heard = decision_paper(aw.org.na_ri, [one])
    proposing.rule("GK", council_required=False)
    without = decision_paper(aw.org.na_ri, [fetch(one.pk)])

    assert heard.legal_basis[-1] == "Theo đề nghị của Hội đồng Thi đua - Khen thưởng xã Na Rì"
    assert without.legal_basis[-1] == "Theo đề nghị của Trưởng phòng Văn hóa - Xã hội"


def test_an_agency_that_has_no_council_leaves_open_who_proposed(aw: World) -> None:
    one = proposing.sent(aw, units.household(aw.org.ban_po, "Nông Văn Tú"))
    proposing.rule("GK", council_required=False)

    paper = decision_paper(aw.org.agency, [fetch(one.pk)])

    assert paper.legal_basis[-1] == "Theo đề nghị của …"
