"""Lan words the papers of an award: each kind for itself, refused when broken, kept when closed."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.models import User
from awards.enums import Action, AwardPaper
from awards.models import CouncilSession, Proposal, Submission
from awards.papers import (
    TEMPLATES,
    council_paper,
    decision_paper,
    letter_paper,
    list_paper,
    report_paper,
    village_paper,
)
from awards.services import appraising, sending, sessions, village_meeting
from awards.services.letter_life import close_letter, items_sent
from awards.services.packing import request_pack
from awards.services.sessions import Closing
from awards.services.steps import fetch
from campaigns.models import Campaign, PaperOutline
from campaigns.selectors.outlines import latest_outline
from campaigns.services.outlines import write_outline
from core import clock, jobs
from core.errors import DomainError, StaleError
from core.models import AuditEvent
from documents import storage
from documents.outlines import read_outline
from documents.paper import Paper, rules_for
from documents.renderers.docx import render_docx
from documents.renderers.pdf import render_pdf
from documents.services import numbering, row_of
from documents.services.steps import fetch as fetch_paper
from reports.papers.kinds import KINDS
from tests.awards.test_letters import numbered, seen
from tests.builders import campaigns, people, proposing, units
from tests.builders.proposing import World
from tests.documents.nd30_checker import findings
from tests.documents.nd30_docx import read_docx
from tests.documents.nd30_pdf import read_pdf
from tests.documents.papers import LONG_NAME
from tests.paper_words import docx_words, pdf_words
from tests.sending import send
from units.enums import Role

PLAIN = "Hộ Nông Văn Một"
HOSTILE = f"Hộ {LONG_NAME} <b>Lý</b> & {{{{so_luong}}}} [[danh_sach]]"
# Another wording of each kind, and what it makes the paper say.
REWORDED = {
    AwardPaper.LETTER: (
        """\
{{co_quan}} trân trọng đề nghị {{noi_nhan}} tặng {{hinh_thuc}} cho {{so_luong}}.
- Lý do: {{thanh_tich}}
Câu kết: Kính mong được xem xét sớm""",
        "Kính mong được xem xét sớm",
    ),
    AwardPaper.LIST: (
        """\
Trích yếu: Tổng hợp đề nghị khen {{dip}}
[[danh_sach]]
Câu kết: Cộng {{so_luong}}, đã đối chiếu với hồ sơ""",
        "đã đối chiếu với hồ sơ",
    ),
    AwardPaper.REPORT: (
        """\
# Ai
[[so_luoc]]
# Việc đã làm
[[ket_qua]]
[[thanh_tich]]
# Đã được khen
[[da_khen]]
Gia đình cam đoan lời khai trên là đúng.""",
        "Gia đình cam đoan lời khai trên là đúng.",
    ),
    AwardPaper.VILLAGE_MINUTES: (
        """\
Hôm nay, {{bat_dau}}, thôn họp; dự họp {{so_du_hop}} hộ.
Chủ trì {{chu_tri}}, ghi biên bản {{thu_ky}}.
# Ý kiến
[[noi_dung]]
# Biểu quyết
[[ket_qua]]
Bà con nhất trí đề nghị {{so_luong}}.""",
        "Bà con nhất trí đề nghị 02 hộ gia đình.",
    ),
    AwardPaper.COUNCIL_MINUTES: (
        """\
Phiên họp bắt đầu {{bat_dau}}.
[[thanh_phan]]
Chủ tọa {{chu_tri}}, thư ký {{thu_ky}}.
# Thẩm định
[[tham_dinh]]
# Trao đổi
[[thao_luan]]
# Phiếu
[[ket_qua]]
# Kết thúc
Hội đồng trình khen {{so_luong}}.
Mã: {{ma_xac_nhan}}.""",
        "Hội đồng trình khen 02 hộ gia đình.",
    ),
    AwardPaper.DECISION: (
        """\
Khen {{so_luong}}, hình thức {{hinh_thuc}}, vì {{thanh_tich}} ({{phu_luc}}).
Chi {{tien_thuong}} đồng từ quỹ của xã.
Quyết định có hiệu lực từ ngày ký.""",
        "Chi 2.277.000 đồng từ quỹ của xã.",
    ),
}


@pytest.fixture(autouse=True)
def _page_alone(settings: Settings) -> None:
    settings.FRAME_PROVIDERS = []


@pytest.fixture
def campaign(aw: World) -> Campaign:
    return aw.campaign


def word(aw: World, kind: AwardPaper, text: str | None = None, seen_before: int = 0) -> None:
    """Lan writes another wording of a kind."""
    text = REWORDED[kind][0] if text is None else text
    write_outline(aw.campaign, KINDS[kind], text, seen=seen_before, actor=aw.org.lan)


def called(letter: Submission, name: str) -> Submission:
    """The letter whose first household, place and meeting bear a name."""
    first = letter.proposals.order_by("pk")[:1].get()
    letter.proposals.filter(pk=first.pk).update(
        recipient_name=name, recipient_place=name, summary=name, report=f"{name}\n- {name}"
    )
    if name != PLAIN:
        type(letter.meeting).objects.update(minutes=name, chaired_by=LONG_NAME[:120])
        Campaign.objects.update(name=f"{HOSTILE}"[:300])
    return Submission.objects.select_related("unit", "host", "campaign").get(pk=letter.pk)


def written(aw: World) -> Submission:
    """A letter of Bản Pò that Páo has not sent; the village has met."""
    letter = proposing.letter(aw, aw.org.ban_po, aw.org.pao)
    for name in ("Nông Văn Một", "Nông Văn Hai"):
        proposing.item(aw, letter, units.household(aw.org.ban_po, name), aw.org.pao)
    return proposing.meet(letter, aw.org.pao)


def heard(aw: World, letter: Submission) -> CouncilSession:
    """Sent by Páo, appraised by Minh, on the table of the council; everybody voted."""
    assert sending.send(letter, actor=aw.org.pao) == []
    ready = [proposing.appraised(aw, one) for one in letter.proposals.for_page()]
    days = [appraising.publish(one, actor=aw.org.minh, version=one.version) for one in ready]
    clock.set_business_day(
        max(one.notice_until for one in days if one.notice_until).replace(day=20)
    )
    for one in ready:
        proposing.do(Action.TO_COUNCIL, one, aw.org.minh)
    session = proposing.session(aw, [fetch(one.pk) for one in ready])
    proposing.vote(aw, session, 9)
    return session


def items(letter: Submission) -> list[Proposal]:
    return list(letter.proposals.for_page().order_by("pk"))


def papers_of(aw: World, letter: Submission) -> dict[AwardPaper, Paper]:
    """Every paper of a letter on its whole way."""
    session = sessions.close(heard(aw, letter), Closing(minutes="Nhất trí."), actor=aw.thu)
    letter = seen(letter)
    return {
        AwardPaper.LETTER: letter_paper(letter, items_sent(letter)),
        AwardPaper.LIST: list_paper(letter, items_sent(letter)),
        AwardPaper.REPORT: report_paper(items(letter)[0]),
        AwardPaper.VILLAGE_MINUTES: village_paper(letter),
        AwardPaper.COUNCIL_MINUTES: council_paper(session),
        AwardPaper.DECISION: decision_paper(aw.org.na_ri, items(letter)),
    }


def said(paper: Paper) -> str:
    return docx_words(render_docx(paper))


# ------------------------------------------------------------------ every kind


@pytest.mark.look
@pytest.mark.parametrize("name", [PLAIN, HOSTILE])
def test_every_kind_is_worded_and_keeps_the_decree_in_both_forms(aw: World, name: str) -> None:
    for kind in AwardPaper:
        word(aw, kind)

    papers = papers_of(aw, called(written(aw), name))

    for kind, paper in papers.items():
        pdf, docx = render_pdf(paper), render_docx(paper)
        assert findings(read_pdf(pdf), rules_for(paper)) == [], kind
        assert findings(read_docx(docx), rules_for(paper)) == [], kind
        assert REWORDED[kind][1] in pdf_words(pdf), kind
        assert REWORDED[kind][1] in docx_words(docx), kind


@pytest.mark.look
@pytest.mark.parametrize("name", [PLAIN, HOSTILE])
def test_the_products_own_words_keep_the_decree_and_say_what_they_said(
    aw: World, name: str
) -> None:
    papers = papers_of(aw, called(written(aw), name))

    for kind, paper in papers.items():
        assert findings(read_pdf(render_pdf(paper)), rules_for(paper)) == [], kind
        assert findings(read_docx(render_docx(paper)), rules_for(paper)) == [], kind
    for kind, words in {
        AwardPaper.LETTER: "Ủy ban nhân dân xã Na Rì xem xét, tặng Giấy khen của Chủ tịch Ủy ban "
        "nhân dân xã cho 02 hộ gia đình đã có thành tích xuất sắc trong Phong trào",
        AwardPaper.LIST: "Danh sách có 02 hộ gia đình./.",
        AwardPaper.REPORT: "1. Kết quả trong phong trào Đạt Gia đình học tập năm 2026",
        AwardPaper.VILLAGE_MINUTES: "Thành phần tham dự: 35/60 hộ. Chủ trì: ",
        AwardPaper.COUNCIL_MINUTES: "Hội đồng thống nhất đề nghị khen thưởng 02 hộ gia đình.",
        AwardPaper.DECISION: "Kèm theo tiền thưởng theo quy định, tổng số tiền 2.277.000 đồng, "
        "từ quỹ thi đua, khen thưởng.",
    }.items():
        assert words in said(papers[kind]), kind


@pytest.mark.parametrize("kind", list(AwardPaper))
def test_each_kind_is_worded_for_itself(aw: World, kind: AwardPaper) -> None:
    word(aw, kind)

    papers = papers_of(aw, written(aw))

    worded = [other for other, paper in papers.items() if REWORDED[other][1] in said(paper)]
    assert worded == [kind]


@pytest.mark.parametrize("kind", list(AwardPaper))
def test_the_products_own_outline_has_no_fault(kind: AwardPaper) -> None:
    template = TEMPLATES[kind]

    assert read_outline(template.default, template.vocabulary).faults == ()
    assert set(template.writers) == set(template.vocabulary.blocks)
    known = set(template.vocabulary.blocks) | set(template.vocabulary.fields)
    assert template.vocabulary.required | template.vocabulary.optional <= known


# ------------------------------------------------------------------ refusals


@pytest.mark.parametrize("kind", list(AwardPaper))
def test_a_broken_outline_of_any_kind_is_refused_with_line_and_reason(
    campaign: Campaign, aw: World, kind: AwardPaper
) -> None:
    template = TEMPLATES[kind]
    broken = f"{{{{khong_co}}}}\n{template.default}"

    with pytest.raises(DomainError, match="Dòng 1: không có trường tên “khong_co”"):
        word(aw, kind, broken)
    for name in template.vocabulary.required:
        lines = [line for line in template.default.splitlines() if name not in line]
        with pytest.raises(DomainError, match=rf"Dòng {len(lines)}: .*thiếu .*{name}"):
            word(aw, kind, "\n".join(lines))
    with pytest.raises(StaleError):
        word(aw, kind, seen_before=3)

    assert not campaign.outlines.exists()


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("# Điều khoản chung", "mỗi dòng một điều, không có đề mục"),
        ("- Tặng thêm quà", "không gạch đầu dòng"),
        ("Câu kết: Kính trình", "không có câu kết"),
        ("{{hinh_thuc}} kèm {{tien_thuong}} đồng", "phải đứng khác dòng với “tien_thuong”"),
        ("Trích yếu: Thưởng {{tien_thuong}} đồng", "không dùng trong “Trích yếu”"),
    ],
)
def test_what_a_decision_cannot_hold_is_named(aw: World, line: str, reason: str) -> None:
    text, _said = REWORDED[AwardPaper.DECISION]

    with pytest.raises(DomainError, match=f"Dòng 4: .*{reason}"):
        word(aw, AwardPaper.DECISION, f"{text}\n{line}")


def test_money_that_is_not_given_is_not_spoken_of_and_the_articles_stay_counted(
    aw: World,
) -> None:
    letter = written(aw)
    word(aw, AwardPaper.DECISION)
    with_money = decision_paper(aw.org.na_ri, items(letter))
    proposing.rule("GK")
    for rate in aw.form().rates.all():
        rate.delete()

    without = decision_paper(aw.org.na_ri, items(letter))

    assert "đồng từ quỹ" in said(with_money)
    assert "đồng từ quỹ" not in said(without)
    assert (with_money.recipients[0], without.recipients[0]) == ("Như Điều 3", "Như Điều 2")


# ------------------------------------------------------------------ what is closed stays


def test_a_closed_letter_and_its_list_keep_the_words_they_had(aw: World) -> None:
    letter = proposing.letter(aw, aw.org.na_ri, aw.org.minh)
    proposing.item(aw, letter, units.household(aw.org.ban_po, "Nông Văn Một"), aw.org.minh)
    assert sending.send(letter, actor=aw.org.minh) == []
    for kind in (AwardPaper.LETTER, AwardPaper.LIST):
        word(aw, kind)
    closed = close_letter(seen(letter), actor=aw.org.lan)
    for kind in (AwardPaper.LETTER, AwardPaper.LIST):
        word(aw, kind, "", seen_before=1)
    numbering.give_number(fetch_paper(closed.pk), dated=clock.today(), actor=aw.org.thuy)
    jobs.run_all_due()

    lan = browser(aw.org.lan)
    for kind, paper in ((AwardPaper.LETTER, "letter"), (AwardPaper.LIST, "list")):
        told = docx_words(taken(lan, "awards:letter_print", letter.pk, paper, "docx"))
        assert REWORDED[kind][1] in told
    assert "Số: 01/TTr-UBND" in docx_words(
        taken(lan, "awards:letter_print", letter.pk, "letter", "docx")
    )


def test_a_letter_closed_before_it_could_be_worded_reads_as_it_did(
    aw: World,
) -> None:
    letter = proposing.letter(aw, aw.org.na_ri, aw.org.minh)
    proposing.item(aw, letter, units.household(aw.org.ban_po, "Nông Văn Một"), aw.org.minh)
    assert sending.send(letter, actor=aw.org.minh) == []
    paper = numbered(aw, seen(letter))
    type(paper).objects.filter(pk=paper.pk).update(
        content={key: value for key, value in paper.content.items() if key != "outlines"}
    )
    word(aw, AwardPaper.LIST)

    told = taken(browser(aw.org.lan), "awards:letter_print", letter.pk, "list", "pdf")

    assert "Danh sách có 01 hộ gia đình" in pdf_words(told)


def test_minutes_of_the_village_change_until_they_are_sent(aw: World) -> None:
    letter = written(aw)
    word(aw, AwardPaper.VILLAGE_MINUTES)
    before = said(village_paper(seen(letter)))
    assert sending.send(letter, actor=aw.org.pao) == []
    word(aw, AwardPaper.VILLAGE_MINUTES, "", seen_before=1)

    assert REWORDED[AwardPaper.VILLAGE_MINUTES][1] in before
    assert said(village_paper(seen(letter))) == before


def test_minutes_whose_signed_copy_is_there_keep_their_words(aw: World) -> None:
    letter = written(aw)
    scan = row_of(storage.store(b"%PDF-1.4 bien ban"), "application/pdf")
    meeting = letter.meeting
    village_meeting.record_meeting(
        letter,
        village_meeting.Meeting(
            held_on=meeting.held_on, households=60, present=35, chaired_by="Hoàng Văn Páo",
            kept_by="Hoàng Thị Mai", votes={}, scan=scan, scan_name="bien-ban.pdf",
        ),
        actor=aw.org.pao,
    )  # fmt: skip
    word(aw, AwardPaper.VILLAGE_MINUTES)
    assert sending.send(seen(letter), actor=aw.org.pao) == []

    told = said(village_paper(seen(letter)))

    assert "Cuộc họp đề nghị khen thưởng 02 hộ gia đình." in told


def test_a_report_keeps_the_words_it_was_sent_with_until_it_is_sent_again(aw: World) -> None:
    one = proposing.sent(aw, units.household(aw.org.ban_po, "Nông Văn Tú"))
    word(aw, AwardPaper.REPORT)
    told = REWORDED[AwardPaper.REPORT][1]
    assert told not in said(report_paper(fetch(one.pk)))

    back = proposing.do(Action.RETURN, one, aw.org.minh, note=proposing.GOOD_REASON)
    assert told in said(report_paper(fetch(back.pk)))
    again = sending.send_again(back, actor=aw.org.pao, version=back.version)
    word(aw, AwardPaper.REPORT, "", seen_before=1)
    assert told in said(report_paper(fetch(again.pk)))

    row = request_pack(again.submission, actor=aw.org.minh)
    jobs.run_all_due()
    row.refresh_from_db()
    assert row.file is not None
    with zipfile.ZipFile(io.BytesIO(storage.read(row.file.sha256))) as file:
        first, second = (
            pdf_words(file.read(f"2-ho-so/001-Ho-Nong-Van-Tu/lan-gui-0{n}/bao-cao-thanh-tich.pdf"))
            for n in (1, 2)
        )
    assert told not in first
    assert told in second


def test_minutes_of_the_council_change_until_the_session_is_closed(aw: World) -> None:
    session = heard(aw, written(aw))
    word(aw, AwardPaper.COUNCIL_MINUTES)
    open_minutes = said(council_paper(session))
    closed = sessions.close(session, Closing(), actor=aw.thu)
    word(aw, AwardPaper.COUNCIL_MINUTES, "", seen_before=1)

    assert "Phiên họp bắt đầu ngày" in open_minutes
    assert "Hội đồng trình khen" not in open_minutes
    assert "KẾT THÚC" not in open_minutes
    assert REWORDED[AwardPaper.COUNCIL_MINUTES][1] in said(council_paper(closed))


def test_a_session_about_two_campaigns_speaks_for_neither(aw: World) -> None:
    word(aw, AwardPaper.COUNCIL_MINUTES)
    session = heard(aw, written(aw))
    other = campaigns.campaign(aw.org.na_ri, "khac-2026", document=aw.campaign.document)
    achievement = items(session.agenda.all()[0].proposal.submission)[0].achievement
    type(achievement).objects.filter(pk=achievement.pk).update(campaign=other)

    assert "Thư ký (người ghi biên bản)" in said(council_paper(session))


# ------------------------------------------------------------------ the page


def browser(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def taken(client: Client, name: str, *args: Any) -> bytes:
    """The bytes of a paper as it is downloaded."""
    answer: Any = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return bytes(answer.getvalue() if answer.streaming else answer.content)


def address(campaign: Campaign, kind: str, name: str = "reports:outline") -> str:
    return f"{reverse(name, args=[campaign.slug])}?paper={kind}"


@pytest.mark.parametrize("kind", list(AwardPaper))
def test_lan_looks_writes_and_restores_on_the_page_of_each_kind(
    aw: World, campaign: Campaign, kind: AwardPaper
) -> None:
    papers_of(aw, written(aw))
    lan, here = browser(aw.org.lan), address(campaign, kind)
    text, told = REWORDED[kind]

    from_reports = lan.get(address(campaign, "commune_report")).content.decode()
    shown = lan.get(here).content.decode()
    look = address(campaign, kind, "reports:outline_preview")
    looked = lan.post(look, {"text": text, "seen": 0}).content.decode()
    assert not PaperOutline.objects.exists()
    broken = send(lan, here, text=f"{text}\n{{{{khong_co}}}}", seen=0)
    saved = send(lan, here, text=text, seen=0)
    again = lan.get(here).content.decode()
    restored = send(lan, here, text="", seen=1)

    assert f"?paper={kind.value}" in from_reports
    assert f"Mẫu: {kind.label}" in shown
    assert told in looked
    assert f"Dòng {len(text.splitlines()) + 1}: không có trường tên “khong_co”" in (
        broken.content.decode()
    )
    assert (saved.status_code, saved["Location"]) == (302, here)
    assert "Bản 1" in again
    assert restored.status_code == 302
    newest = latest_outline(campaign, kind)
    assert newest is not None
    assert (newest.version, newest.text) == (2, "")
    events = AuditEvent.objects.filter(action="campaigns.outline_written").order_by("pk")
    assert [row.after for row in events] == [
        {"version": 1, "restored": False},
        {"version": 2, "restored": True},
    ]
    assert all(str(kind.label) in row.object_label for row in events)


def test_without_a_letter_there_is_nothing_to_look_at_and_no_fault(
    aw: World, campaign: Campaign
) -> None:
    lan = browser(aw.org.lan)
    for kind in AwardPaper:
        look = address(campaign, kind, "reports:outline_preview")
        shown = lan.post(look, {"text": REWORDED[kind][0], "seen": 0}).content.decode()
        assert "Lời văn và dàn ý không có lỗi" in shown


@pytest.mark.parametrize(
    ("who", "status"),
    [("lan", 200), ("minh", 403), ("dung", 403), ("thuy", 403), ("nga", 403), ("pao", 403),
     ("khoa", 403), ("tuyet", 403), ("chi", 403), ("hanh", 403), ("quan", 403)],
)  # fmt: skip
def test_only_the_leader_of_the_launching_unit_words_the_papers(
    aw: World, campaign: Campaign, who: str, status: int
) -> None:
    person = getattr(aw.org, who)
    here = address(campaign, AwardPaper.DECISION)

    assert browser(person).get(here).status_code == status
    if status != 200:
        answer = send(browser(person), here, text=REWORDED[AwardPaper.DECISION][0], seen=0)
        assert answer.status_code == status
        with pytest.raises(PermissionDenied):
            write_outline(campaign, KINDS[AwardPaper.DECISION], "x", seen=0, actor=person)
        assert not PaperOutline.objects.exists()


def test_the_leader_of_another_commune_does_not_find_the_campaign(
    aw: World, campaign: Campaign
) -> None:
    leader = people.someone("huong", "Trần Thị Hương", aw.org.son_hong, Role.LEADER)

    answer = browser(leader).get(address(campaign, AwardPaper.LETTER))

    assert answer.status_code == 404
