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
from awards.services import ballots, council_members, proposals, sessions
from awards.services.sessions import Closing
from awards.services.steps import fetch
from awards.views.letters import items_of
from campaigns.models import Campaign
from core import clock
from documents.paper import Paper
from documents.renderers.docx import render_docx
from documents.renderers.pdf import render_pdf
from tests.builders import proposing, units
from tests.builders.proposing import World

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
    proposals.send(letter, actor=org.pao)
    letter.refresh_from_db()
    items = items_of(letter)
    ready = [proposing.appraised(aw, one) for one in items]
    until = []
    for one in ready:
        seen = proposals.publish(one, actor=org.minh, version=one.version)
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
        "village": village_paper(letter, items_of(letter)),
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
