"""A letter as a paper: closed, numbered in the unit's book, signed, taken home by who may."""

from __future__ import annotations

import datetime as dt
import io
from importlib import import_module
from typing import Any

import docx
import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from awards.enums import Action, AwardPaper, State
from awards.models import Proposal, Submission, VillageMeeting
from awards.papers import letter_paper, list_paper
from awards.services import sending, sessions, village_meeting
from awards.services.letter_life import close_letter, items_sent, standing_paper
from awards.services.sessions import Closing
from campaigns.services.outlines import write_outline
from core import clock, jobs
from core.errors import DomainError
from documents.enums import DatePrecision, PaperState
from documents.models import IssuedPaper, NumberSeries
from documents.papers.unwritten import NOT_WRITTEN
from documents.renderers.pdf import render_pdf
from documents.services import issuing, numbering
from documents.services.signatories import name_signatory
from documents.services.steps import fetch as fetch_paper
from reports.papers.kinds import KINDS
from tests.builders import proposing, units
from tests.builders.proposing import World
from tests.sending import send
from units.services.tree import rename_unit

BLANK = "Số:      /TTr-"


def browser(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def text(client: Client, path: str) -> str:
    return " ".join(client.get(path).content.decode().split())


def page(of: Submission) -> str:
    return reverse("awards:letter", args=[of.pk])


def printed(client: Client, of: Submission, paper: str = "letter") -> str:
    """What the Word file of a paper of the letter says."""
    answer: Any = client.get(reverse("awards:letter_print", args=[of.pk, paper, "docx"]))
    assert answer.status_code == 200
    content = answer.getvalue() if answer.streaming else answer.content
    found = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in found.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in found.paragraphs), *cells])


def seen(of: Submission) -> Submission:
    rows = Submission.objects.select_related(
        "unit__commune", "host", "campaign__document", "regime", "paper__unit"
    )
    return rows.get(pk=of.pk)


@pytest.fixture
def own(aw: World) -> Submission:
    """The commune's own letter, with two households, sent by Minh."""
    made = proposing.letter(aw, aw.org.na_ri, aw.org.minh)
    for name in ("Nông Văn Một", "Nông Văn Hai"):
        proposing.item(aw, made, units.household(aw.org.ban_po, name), aw.org.minh)
    assert sending.send(made, actor=aw.org.minh) == []
    return seen(made)


def numbered(aw: World, letter: Submission) -> IssuedPaper:
    """Closed by Lan and numbered by Thủy today; the files are made."""
    close_letter(letter, actor=aw.org.lan)
    paper = standing_paper(seen(letter))
    assert paper is not None
    made = numbering.give_number(fetch_paper(paper.pk), dated=clock.today(), actor=aw.org.thuy)
    jobs.run_all_due()
    return fetch_paper(made.pk)


# ------------------------------------------------------------------ the life


def test_lan_closes_thuy_numbers_and_both_papers_carry_number_and_day(
    aw: World, own: Submission
) -> None:
    lan, thuy = browser(aw.org.lan), browser(aw.org.thuy)
    NumberSeries.objects.create(
        unit=aw.org.na_ri, body="UBND", year=2026, kind="TTr", started_after=41, last_number=41
    )
    assert BLANK in printed(lan, own)
    assert "chưa chốt" in text(lan, page(own))
    assert "Cấp số" not in text(thuy, page(own))

    send(lan, reverse("awards:letter_close", args=[own.pk]), unwritten_seen="on")
    closed = seen(own).paper
    assert closed is not None
    assert "đã chốt, chờ cấp số" in text(lan, page(own))
    assert BLANK in printed(lan, own)
    number = reverse("documents:number", args=[closed.pk])
    assert number in text(thuy, page(own))
    assert number not in text(lan, page(own))
    send(thuy, number, dated="02/11/2026")
    jobs.run_all_due()

    assert "42/TTr-UBND, 02/11/2026" in text(lan, page(own))
    letter, names = printed(lan, own), printed(lan, own, "list")
    assert "Số: 42/TTr-UBND" in letter
    assert "Na Rì, ngày 02 tháng 11 năm 2026" in letter
    assert "Kèm theo Tờ trình số 42/TTr-UBND ngày 02 tháng 11 năm 2026" in names
    assert "Hộ Nông Văn Một" in names
    pdf = reverse("awards:letter_print", args=[own.pk, "letter", "pdf"])
    answer: Any = lan.get(pdf)
    assert answer.getvalue().startswith(b"%PDF")


def test_numbers_run_without_gap_through_the_letters_of_the_year(aw: World) -> None:
    given = []
    for name in ("Nông Văn Một", "Nông Văn Hai", "Nông Văn Ba"):
        letter = proposing.letter(aw, aw.org.na_ri, aw.org.minh)
        proposing.item(aw, letter, units.household(aw.org.ban_po, name), aw.org.minh)
        sending.send(letter, actor=aw.org.minh)
        given.append(numbered(aw, seen(letter)).number_words)

    assert given == ["01/TTr-UBND", "02/TTr-UBND", "03/TTr-UBND"]


def test_a_village_numbers_in_a_book_of_its_own(aw: World) -> None:
    one = proposing.sent(aw, units.household(aw.org.ban_po, "Nông Văn Tú"))
    letter = seen(one.submission)
    closed = close_letter(letter, actor=aw.org.pao)

    with pytest.raises(PermissionDenied):
        numbering.give_number(closed, dated=clock.today(), actor=aw.org.thuy)
    made = numbering.give_number(closed, dated=clock.today(), actor=aw.org.pao)

    assert made.number_words == "01/TTr-T"
    assert made.recipient == aw.org.na_ri
    assert "01/TTr-T, 02/11/2026" in text(browser(aw.org.minh), page(letter))


def test_what_is_closed_stays_when_rows_and_names_change(aw: World, own: Submission) -> None:
    close_letter(own, actor=aw.org.lan)
    one = own.proposals.get(recipient_name="Hộ Nông Văn Hai")
    proposing.do(Action.WITHDRAW, proposing.put(one, State.RECEIVED), aw.org.minh, note="Rút")
    rename_unit(
        aw.org.na_ri, kind_word="phường", name="Na Rì Mới", on=clock.today(),
        actor=aw.org.minh.as_actor,
    )  # fmt: skip
    paper = standing_paper(seen(own))
    assert paper is not None
    numbering.give_number(fetch_paper(paper.pk), dated=clock.today(), actor=aw.org.thuy)
    jobs.run_all_due()

    letter, names = (printed(browser(aw.org.lan), own, kind) for kind in ("letter", "list"))
    assert "02 hộ gia đình" in letter
    assert "xã Na Rì" in letter
    assert "Na Rì Mới" not in letter + names
    assert "Hộ Nông Văn Hai" in names


def test_the_named_signer_stands_on_the_letter(aw: World, own: Submission) -> None:
    tuyen = name_signatory(
        aw.org.na_ri, name="Nông Thị Tuyên",
        lines=["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
        from_on=dt.date(2026, 1, 1), to_on=None, basis="", actor=aw.org.lan,
    )  # fmt: skip

    send(
        browser(aw.org.lan), reverse("awards:letter_close", args=[own.pk]),
        signatory=str(tuyen.pk), unwritten_seen="on",
    )  # fmt: skip

    assert "Nông Thị Tuyên" in printed(browser(aw.org.lan), own)


def test_a_signed_copy_is_taken_home_by_who_is_in_the_chain(aw: World, own: Submission) -> None:
    paper = numbered(aw, own)
    scan = SimpleUploadedFile("ban-ky.pdf", render_pdf(letter_paper(own, items_sent(own))))
    send(browser(aw.org.thuy), reverse("documents:upload_signed", args=[paper.pk]), file=scan)
    signed = reverse("documents:file", args=[paper.pk, "signed", "pdf"])

    assert signed in text(browser(aw.org.minh), page(own))
    codes = {
        name: browser(getattr(aw.org, name)).get(signed).status_code
        for name in ("minh", "thuy", "dung", "tuyet", "hanh", "nga", "chi", "pao")
    }
    # Nga only views: she reads the list and opens no file; Chi and Páo do not see it at all.
    assert codes == {
        "minh": 200, "thuy": 200, "dung": 200, "tuyet": 200, "hanh": 200,
        "nga": 403, "chi": 404, "pao": 404,
    }  # fmt: skip
    detail = text(browser(aw.org.nga), reverse("documents:detail", args=[paper.pk]))
    assert signed not in detail
    assert signed not in text(browser(aw.org.nga), page(own))


def test_a_letter_that_came_back_is_closed_again_as_the_next_version(aw: World) -> None:
    one = proposing.sent(aw, units.household(aw.org.ban_po, "Nông Văn Tú"))
    letter = seen(one.submission)
    first = close_letter(letter, actor=aw.org.pao)
    first = numbering.give_number(first, dated=clock.today(), actor=aw.org.pao)
    IssuedPaper.objects.filter(pk=first.pk).update(state=PaperState.SENT, sent_at=clock.now())
    issuing.give_back(fetch_paper(first.pk), actor=aw.org.minh, note="Thiếu căn cứ kế hoạch")
    assert "Chốt bản mới" in text(browser(aw.org.pao), page(letter))

    second = close_letter(seen(letter), actor=aw.org.pao)

    assert (second.version, second.replaces) == (2, first)
    second = numbering.give_number(second, dated=clock.today(), actor=aw.org.pao)
    assert second.number == 2


# ------------------------------------------------------------------ refusals


def test_what_cannot_be_closed_says_why_and_leaves_nothing(aw: World, own: Submission) -> None:
    draft = proposing.letter(aw, aw.org.na_ri, aw.org.minh)
    empty = proposing.letter(aw, aw.org.na_ri, aw.org.minh)
    one = proposing.item(aw, empty, units.household(aw.org.ban_po, "Nông Văn Ba"), aw.org.minh)
    sending.send(empty, actor=aw.org.minh)
    proposing.do(Action.WITHDRAW, one, aw.org.minh, note="Rút cả tờ trình")

    for actor in (aw.org.minh, aw.org.thuy, aw.org.dung, aw.org.tuyet, aw.org.chi):
        with pytest.raises(PermissionDenied):
            close_letter(own, actor=actor)
    with pytest.raises(DomainError, match="Hãy gửi tờ trình trước"):
        close_letter(seen(draft), actor=aw.org.lan)
    with pytest.raises(DomainError, match="không còn tên nào"):
        close_letter(seen(empty), actor=aw.org.lan)
    close_letter(own, actor=aw.org.lan)
    with pytest.raises(DomainError, match="đã chốt"):
        close_letter(seen(own), actor=aw.org.lan)

    assert IssuedPaper.objects.count() == 1


def test_who_failed_in_the_village_is_not_on_the_letter(aw: World) -> None:
    letter = proposing.letter(aw, aw.org.ban_po, aw.org.pao)
    good, bad = (
        proposing.item(aw, letter, units.household(aw.org.ban_po, name), aw.org.pao)
        for name in ("Nông Văn Một", "Nông Văn Hai")
    )
    letter = proposing.meet(letter, aw.org.pao)
    proposing.do(Action.FAIL_MEETING, bad, aw.org.pao)
    sending.send(letter, actor=aw.org.pao)

    assert [one.pk for one in items_sent(letter)] == [good.pk]


def three_voted(aw: World) -> tuple[Submission, list[Proposal]]:
    """Of 32 people in Bản Pò 30 agree to two households, 10 to a third; not sent yet."""
    letter = proposing.letter(aw, aw.org.ban_po, aw.org.pao)
    rows = [
        proposing.item(aw, letter, units.household(aw.org.ban_po, name), aw.org.pao)
        for name in ("Nông Văn Một", "Nông Văn Hai", "Nông Văn Ba")
    ]
    votes = dict(zip([one.pk for one in rows], [(30, 2), (30, 2), (10, 22)], strict=True))
    meeting = village_meeting.Meeting(
        held_on=clock.today(), households=60, present=32, chaired_by="Hoàng Văn Páo",
        kept_by="Hoàng Thị Mai", votes=votes,
    )  # fmt: skip
    return village_meeting.record_meeting(letter, meeting, actor=aw.org.pao), rows


def test_the_minutes_keep_every_vote_of_the_meeting_before_and_after_sending(aw: World) -> None:
    letter, rows = three_voted(aw)
    pao = browser(aw.org.pao)

    before = printed(pao, letter, "minutes")
    refused = sending.send(letter, actor=aw.org.pao)

    assert [one.proposal.pk for one in refused] == [rows[2].pk]
    for name, cells in (
        ("Nông Văn Một", ["30", "2", "93,8", "Đề nghị"]),
        ("Nông Văn Hai", ["30", "2", "93,8", "Đề nghị"]),
        ("Nông Văn Ba", ["10", "22", "31,3", "Không đạt tỷ lệ"]),
    ):
        said = before.splitlines()
        at = said.index(f"Hộ {name}")
        assert said[at + 2 : at + 6] == cells
    assert "Cuộc họp đề nghị khen thưởng 02 hộ gia đình" in before
    assert printed(pao, letter, "minutes") == before
    # The third has to be put to a new meeting, which has not been held.
    rest = Submission.objects.get(proposals=rows[2])
    assert "minutes" not in text(pao, page(rest))
    missing = pao.get(reverse("awards:letter_print", args=[rest.pk, "minutes", "docx"]))
    assert missing.status_code == 404


def test_meetings_written_down_before_they_kept_their_votes_take_them_from_the_items(
    aw: World,
) -> None:
    letter, _rows = three_voted(aw)
    kept = letter.meeting.votes
    VillageMeeting.objects.update(votes=[])

    import_module("awards.migrations.0008_votes_of_meetings").keep_votes(apps, None)

    assert len(kept) == 3
    assert VillageMeeting.objects.get().votes == kept


def test_the_letter_goes_to_its_addressee_once_and_the_list_gives_rates(aw: World) -> None:
    letter, rows = three_voted(aw)
    [refused] = sending.send(letter, actor=aw.org.pao)

    sent = printed(browser(aw.org.pao), letter)
    listed = printed(browser(aw.org.pao), letter, "list")

    assert sent.count("- Như trên;") == 1
    assert listed.count("93,8% (30/32)") == 2
    assert "(31,3 %)" in refused.reason
    assert refused.proposal.pk == rows[2].pk


def test_the_list_gives_the_councils_rate_once_it_has_voted(aw: World) -> None:
    one = proposing.before_council(
        aw, proposing.sent(aw, units.household(aw.org.ban_po, "Nông Văn Tú"))
    )
    session = proposing.session(aw, [one])
    proposing.vote(aw, session, 8)
    sessions.close(session, Closing(), actor=aw.thu)

    assert "88,9% (8/9)" in printed(browser(aw.org.minh), one.submission, "list")


def test_who_was_taken_off_by_hand_after_the_vote_is_not_proposed(aw: World) -> None:
    letter, rows = three_voted(aw)
    proposing.do(Action.FAIL_MEETING, rows[0], aw.org.pao)

    said = printed(browser(aw.org.pao), letter, "minutes").splitlines()

    assert said[said.index("Hộ Nông Văn Một") + 5] == "Không đề nghị"
    assert any("Cuộc họp đề nghị khen thưởng 01 hộ gia đình" in line for line in said)


def test_minutes_can_be_read_when_everybody_was_withdrawn_from_the_letter(aw: World) -> None:
    one = proposing.sent(aw, units.household(aw.org.ban_po, "Nông Văn Tú"))
    proposing.do(Action.WITHDRAW, one, aw.org.minh, note="Gia đình xin rút.")

    assert "Hộ Nông Văn Tú" in printed(browser(aw.org.minh), one.submission, "minutes")


def test_what_the_province_grants_is_addressed_to_the_province(aw: World) -> None:
    letter = proposing.letter(aw, aw.org.na_ri, aw.org.minh)
    home = units.household(aw.org.ban_po, "Nông Văn Một")
    one = proposing.item(aw, letter, home, aw.org.minh, "BK_PROVINCE")

    paper = letter_paper(seen(letter), [one])

    assert paper.addressees == ("Chủ tịch Ủy ban nhân dân tỉnh Thái Nguyên",)
    assert paper.draft
    assert list_paper(seen(letter), [one]).header.number is None


# ------------------------------------------------------------------ what pages ask


def of_many(aw: World, count: int) -> Submission:
    """A sent letter of Bản Pò with so many households."""
    letter = proposing.letter(aw, aw.org.ban_po, aw.org.pao)
    for number in range(count):
        home = units.household(aw.org.ban_po, f"Nông Văn {number}")
        proposing.item(aw, letter, home, aw.org.pao)
    letter = proposing.meet(letter, aw.org.pao)
    assert sending.send(letter, actor=aw.org.pao) == []
    return letter


@pytest.mark.parametrize("count", [1, 3, 50])
def test_the_letters_page_asks_the_same_however_many_names(
    aw: World, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    letter = of_many(aw, count)
    close_letter(seen(letter), actor=aw.org.pao)
    minh = browser(aw.org.minh)
    text(minh, page(letter))

    with django_assert_num_queries(7):
        shown = text(minh, page(letter))

    assert shown.count("Hộ Nông Văn ") == count


@pytest.mark.parametrize("count", [1, 3, 50])
def test_the_signing_page_asks_the_same_however_many_wait(
    aw: World, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    of_many(aw, count).proposals.update(state=State.SIGNATURE)
    dung = browser(aw.org.dung)
    text(dung, reverse("awards:signing"))

    with django_assert_num_queries(7):
        shown = text(dung, reverse("awards:signing"))

    assert shown.count('name="item"') == count


@pytest.mark.parametrize("count", [1, 3, 50])
def test_the_papers_of_a_letter_and_of_a_decision_ask_the_same_however_many_names(
    aw: World, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    letter = of_many(aw, count)
    letter.proposals.update(state=State.SIGNATURE)
    dung = browser(aw.org.dung)
    names = reverse("awards:letter_print", args=[letter.pk, "list", "docx"])
    draft = reverse("awards:decision_docx")
    dung.get(names)

    # The rows, the outline in force, and the names above the unit for the place.
    with django_assert_num_queries(8 + 1 + 7):
        dung.get(names)
    with django_assert_num_queries(7 + 1 + 6):
        dung.get(draft)


# ------------------------------------------------------------------ what is still left open

TICK = "chỗ chưa có nội dung và vẫn chốt"
OPEN_BASIS = "Tờ trình: Căn cứ Kế hoạch số … ngày … tháng 3 năm 2026"


def closing_page(of: Submission, person: User) -> str:
    return text(browser(person), reverse("awards:letter_close", args=[of.pk]))


def close(of: Submission, person: User, **fields: str) -> Any:
    return send(browser(person), reverse("awards:letter_close", args=[of.pk]), **fields)


def numbered_plan(aw: World) -> None:
    """The office enters number and day of the plan that the letter rests on."""
    aw.campaign.document.reference_number = "94/KH-UBND"
    aw.campaign.document.issued_on = dt.date(2026, 3, 13)
    aw.campaign.document.issued_precision = DatePrecision.DAY
    aw.campaign.document.save()


def test_lan_is_told_what_the_letter_leaves_open_and_says_that_she_saw_it(
    aw: World, own: Submission
) -> None:
    page = closing_page(own, aw.org.lan)
    assert f"<li>{OPEN_BASIS}" in page
    assert f"Tôi đã xem 1 {TICK}" in page

    refused = close(own, aw.org.lan)

    assert refused.status_code == 422
    assert "Tờ trình này còn 1 chỗ chưa có nội dung" in refused.content.decode()
    assert not IssuedPaper.objects.exists()
    assert close(own, aw.org.lan, unwritten_seen="on").status_code == 302
    assert seen(own).paper is not None


def test_lan_is_asked_nothing_when_nothing_is_left_open(aw: World, own: Submission) -> None:
    numbered_plan(aw)

    assert TICK not in closing_page(own, aw.org.lan)
    assert close(own, aw.org.lan).status_code == 302
    assert seen(own).paper is not None


def test_reports_that_nobody_wrote_are_named_with_whose_they_are(aw: World) -> None:
    numbered_plan(aw)
    made = proposing.letter(aw, aw.org.na_ri, aw.org.minh)
    for name in ("Nông Văn Một", "Nông Văn Hai"):
        home = units.household(aw.org.ban_po, name)
        proposing.item(aw, made, home, aw.org.minh, reason=" ")
    full = units.household(aw.org.ban_po, "Nông Văn Ba")
    proposing.item(aw, made, full, aw.org.minh)
    sending.send(made, actor=aw.org.minh)

    page = closing_page(seen(made), aw.org.lan)

    said = "Báo cáo thành tích, mục Kết quả trong phong trào: Hộ Nông Văn Một, Hộ Nông Văn Hai"
    assert f"<li>{said}</li>" in page
    assert "Nông Văn Ba" not in page.split("<main")[1]


def test_a_hint_in_the_offices_own_wording_is_no_text(aw: World, own: Submission) -> None:
    numbered_plan(aw)
    kind = KINDS[AwardPaper.LETTER]
    own_words = f"{kind.template.default}Tập thể tiêu biểu: ............\n{NOT_WRITTEN}\n"
    write_outline(aw.campaign, kind, own_words, actor=aw.org.lan, seen=0)

    page = closing_page(own, aw.org.lan)

    assert "<li>Tờ trình: Tập thể tiêu biểu: ............</li>" in page
    assert f"<li>Tờ trình: {NOT_WRITTEN}</li>" in page
    assert close(own, aw.org.lan).status_code == 422


@pytest.mark.parametrize("more", [0, 2, 49])
def test_what_is_left_open_costs_the_same_for_any_number_of_names(
    aw: World, own: Submission, more: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    made = proposing.letter(aw, aw.org.na_ri, aw.org.minh)
    for number in range(more + 1):
        home = units.household(aw.org.ban_po, f"Nông Văn {number}")
        proposing.item(aw, made, home, aw.org.minh)
    sending.send(made, actor=aw.org.minh)
    client = browser(aw.org.lan)
    path = reverse("awards:letter_close", args=[made.pk])
    client.get(path)

    with django_assert_num_queries(18):
        client.get(path)
