"""From the decision to the sheet in the hand: the clerk's pages, the office's, everybody's."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pypdfium2
import pytest
import zxingcpp
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from awards.models import (
    Award,
    Certificate,
    CertificatePrint,
    Decision,
    HonoursYear,
    Printer,
)
from awards.services.certificates import issue_certificates
from awards.services.publishing import give_consent, open_honours, withdraw_consent
from awards.services.revoking import RevocationFacts, revoke
from core import clock, jobs
from core.numbers import format_number
from documents import storage
from tests.builders import awards, units
from tests.org import Org
from tests.sending import send

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _the_day() -> None:
    clock.set_business_day(dt.date(2026, 12, 7))


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def text(answer: object) -> str:
    found: str = answer.content.decode()  # type: ignore[attr-defined]
    return " ".join(found.split())


@pytest.fixture
def decision(org: Org) -> Decision:
    """Two households and a village, decided on 20/11/2026 and numbered."""
    homes = [units.household(org.ban_po, name) for name in ("Hoàng Văn An", "Lý Thị Bình")]
    made = awards.conferred(org.na_ri, [*homes, org.ban_po], actor=org.thuy)
    issue_certificates(made, actor=org.thuy)
    return made


def sheet_of(decision: Decision, name: str) -> Certificate:
    found: Certificate = Certificate.objects.select_related("award__decision__unit").get(
        award__decision=decision, award__recipient_name__contains=name, state="in_force"
    )
    return found


def taken_back(award: Award, org: Org) -> None:
    facts = RevocationFacts(
        number="160/QĐ-UBND",
        decided_on=dt.date(2026, 12, 5),
        issuer="Chủ tịch Ủy ban nhân dân xã Na Rì",
        reason="Kê khai không đúng",
    )
    revoke(award, facts, actor=org.lan)


# ---------------------------------------------------------------- entering, numbering, printing


def test_the_clerk_enters_a_decision_of_the_province(org: Org) -> None:
    client = signed_in(org.thuy)
    form = awards.form("BK_PROVINCE")
    chosen = client.get(reverse("awards:recipients_choose"), {"q": "ban po"})
    assert "Thôn Bản Pò" in text(chosen)
    address = f"{reverse('awards:decision_new')}?recipient={org.ban_po.pk}"
    assert "1 đối tượng, ghi vào sổ của Xã Na Rì" in text(client.get(address))

    typed = {
        "award_type": str(form.pk),
        "number": "2110/QĐ-UBND",
        "decided_on": "01/12/2026",
        "issuer": "Chủ tịch UBND tỉnh Thái Nguyên",
        "period_from": "2026",
        "period_to": "2026",
    }
    wrong = send(client, address, **(typed | {"decided_on": "31/12/2026"}))
    answer = send(client, address, **typed)

    assert "không thể ở sau hôm nay (07/12/2026)" in text(wrong)
    made = Decision.objects.get()
    assert answer.headers["Location"] == reverse("awards:decision_detail", args=[made.pk])
    assert (made.level, made.is_outside) == ("province", True)
    page = text(client.get(answer.headers["Location"]))
    assert "bằng do nơi đó in và cấp số" in page
    assert "7.590.000" in page


def test_numbered_once_in_the_book_of_the_year(org: Org, decision: Decision) -> None:
    client = signed_in(org.thuy)
    later = awards.conferred(org.na_ri, [org.school], actor=org.thuy, number="146/QĐ-UBND")

    for _press in range(2):
        send(client, reverse("awards:decision_number", args=[later.pk]))

    numbers = [str(one) for one in Certificate.objects.order_by("pk")]
    assert numbers == ["001/2026", "002/2026", "003/2026", "004/2026"]


def test_one_file_for_the_whole_decision_with_a_picture_that_leads_to_the_page(
    org: Org, decision: Decision
) -> None:
    client = signed_in(org.thuy)
    printer = Printer.objects.create(unit=org.na_ri, name="Máy in VH-XH", is_preprinted=True)

    answer = send(
        client, reverse("awards:decision_print", args=[decision.pk]), printer=str(printer.pk)
    )
    jobs.run_all_due()

    row = CertificatePrint.objects.get()
    assert answer.headers["Location"] == reverse("awards:print_detail", args=[row.pk])
    assert "Tải tệp in 3 bằng" in text(client.get(answer.headers["Location"]))
    assert row.file is not None
    pages = pypdfium2.PdfDocument(storage.read(row.file.sha256))
    assert len(pages) == 3
    printed = pages[0].get_textpage().get_text_range()
    assert "Hộ Hoàng Văn An" in printed
    assert "CỘNG HÒA" not in printed  # the stock bears it already
    [read] = zxingcpp.read_barcodes(pages[0].render(scale=2).to_pil())
    assert read.text == f"http://testserver/c/{sheet_of(decision, 'An').token}/"
    assert Client().get(read.text.removeprefix("http://testserver")).status_code == 200


def test_preview_moves_with_the_printers_shift(org: Org, decision: Decision) -> None:
    client = signed_in(org.minh)
    printer = Printer.objects.create(unit=org.na_ri, name="Máy 1", shift_x="12.5", shift_y="-3")
    sheet = sheet_of(decision, "An")
    address = reverse("awards:certificate_preview", args=[sheet.pk])

    def place(query: str) -> tuple[float, float]:
        page = pypdfium2.PdfDocument(client.get(address + query).content)[0].get_textpage()
        left, bottom, _right, _top = page.get_charbox(page.search("GIẤY").get_next()[0])
        return left, bottom

    plain, moved = place(""), place(f"?printer={printer.pk}")

    mm = 72 / 25.4
    assert moved[0] - plain[0] == pytest.approx(12.5 * mm, abs=0.05)
    assert moved[1] - plain[1] == pytest.approx(3 * mm, abs=0.05)


def test_a_printer_is_measured_and_saved(org: Org) -> None:
    client = signed_in(org.thuy)
    new = reverse("awards:printer_new", args=[org.na_ri.pk])
    typed = {"name": "Khay tay", "width": "297", "height": "210", "shift_x": "1,5", "shift_y": "0"}

    wrong = send(client, new, **(typed | {"shift_x": "80", "width": "20"}))
    answer = send(client, new, **typed)
    twice = send(client, new, **typed)

    assert "từ -50 đến 50 mm" in text(wrong)
    assert "từ 100 đến 600 mm" in text(wrong)
    assert "Đã có máy in mang tên này" in text(twice)
    printer = Printer.objects.get()
    assert answer.headers["Location"] == reverse("awards:printer_edit", args=[printer.pk])
    sheet = client.get(reverse("awards:printer_sheet", args=[printer.pk])).content
    words = pypdfium2.PdfDocument(sheet)[0].get_textpage().get_text_range()
    assert "đang bù ngang 1,5 mm" in words


# ---------------------------------------------------------------- what everybody may look up


def test_the_picture_tells_name_form_decision_and_state(org: Org, decision: Decision) -> None:
    sheet = sheet_of(decision, "An")

    answer = Client().get(f"/c/{sheet.token}/")

    page = text(answer)
    for words in ("HIỆU LỰC", "Hộ Hoàng Văn An", "Giấy khen của Chủ tịch", "145/QĐ-UBND",
                  "20/11/2026", "001/2026"):  # fmt: skip
        assert words in page
    assert "Bản Pò" not in page  # no more than is needed to compare
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    sheet.refresh_from_db()
    assert sheet.checks == 1


def test_replaced_then_revoked_reads_so_at_once(org: Org, decision: Decision) -> None:
    old = sheet_of(decision, "An")
    client = signed_in(org.thuy)
    reissue = reverse("awards:certificate_reissue", args=[old.pk])

    send(client, reissue, reason="Rách", version=old.version)
    stale = send(client, reissue, reason="Rách", version=old.version)
    new = sheet_of(decision, "An")
    before = [text(Client().get(f"/c/{one.token}/")) for one in (old, new)]
    taken_back(awards.award_of(decision, old.award.recipient), org)
    after = [text(Client().get(f"/c/{one.token}/")) for one in (old, new)]

    assert "vừa được người khác thay đổi" in text(stale)
    assert (str(old), str(new)) == ("001/2026", "004/2026")
    assert "ĐÃ CẤP ĐỔI" in before[0]
    assert "tờ số 004/2026" in before[0]
    assert "HIỆU LỰC" in before[1]
    for page in after:
        assert "ĐÃ THU HỒI" in page
        assert "checked-bad" in page
        assert "160/QĐ-UBND" in page
        assert "Kê khai không đúng" not in page


def test_what_was_taken_back_is_paid_to_nobody(org: Org, decision: Decision) -> None:
    client = signed_in(org.thuy)
    address = reverse("awards:decision_detail", args=[decision.pk])
    prizes = {one.recipient_name: one.prize for one in decision.awards.all()}

    before = text(client.get(address))
    taken_back(sheet_of(decision, "An").award, org)
    after = text(client.get(address))

    left = sum(prize for name, prize in prizes.items() if "An" not in name and prize)
    assert "đã thu hồi" not in before
    assert format_number(sum(prize for prize in prizes.values() if prize)) in before
    assert format_number(left) in after
    assert "3, trong đó 1 đã thu hồi" in after


@pytest.mark.parametrize(
    "token", ["ABCDEFGHJKMNPQRS", "1", "' OR 1=1 --", "x" * 300, "%00", "Ð" * 16]
)
def test_a_forged_token_finds_nothing_and_is_told_what_to_do(
    org: Org, decision: Decision, token: str
) -> None:
    answer = Client().get(reverse("public:certificate", args=[token]))

    assert answer.status_code == 404
    assert "Không có bằng nào mang mã này" in text(answer)
    assert "mang tờ giấy đến Ủy ban nhân dân xã" in text(answer)


def test_a_typed_code_may_have_gaps_and_small_letters(org: Org, decision: Decision) -> None:
    token = sheet_of(decision, "An").token
    typed = f" {token[:4].lower()} {token[4:]} "

    answer = Client().get("/c/", {"code": typed})

    assert answer.headers["Location"] == f"/c/{token}/"


def test_guessing_is_slowed_down_and_readers_are_not(org: Org, decision: Decision) -> None:
    guesser = Client()

    codes = [guesser.get(f"/c/FALSCH{number:010}/").status_code for number in range(22)]

    assert codes == [404] * 20 + [429] * 2
    token = sheet_of(decision, "An").token
    assert guesser.get(f"/c/{token}/").status_code == 200
    cache.clear()


def test_the_page_of_a_picture_costs_three_queries(
    org: Org, decision: Decision, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    token = sheet_of(decision, "An").token
    with django_assert_num_queries(3):  # the certificate, its count, the business day
        Client().get(f"/c/{token}/")


# ---------------------------------------------------------------- honours


def test_collectives_are_named_and_people_only_with_their_word(
    org: Org, decision: Decision
) -> None:
    an = sheet_of(decision, "An").award.recipient
    open_honours(org.na_ri, 2026, actor=org.lan)
    address = reverse("public:honours", args=["02155", 2026])

    before = text(Client().get(address))
    give_consent([an], actor=org.minh)
    named = text(Client().get(address))
    withdraw_consent([an], actor=org.minh)
    after = text(Client().get(address))

    assert "Thôn Bản Pò" in before
    assert "Hoàng Văn An" not in before
    assert "2 trường hợp không nêu tên" in before
    assert "Hộ Hoàng Văn An" in named
    assert "Và 1 trường hợp khác không nêu tên" in named
    assert "Hoàng Văn An" not in after
    assert "2 trường hợp không nêu tên" in after


def test_consent_is_ticked_on_the_decisions_page(org: Org, decision: Decision) -> None:
    client = signed_in(org.minh)
    an = sheet_of(decision, "An").award.recipient
    address = reverse("awards:decision_names", args=[decision.pk])

    send(client, address, agrees=str(an.pk), given_by="Hoàng Văn An")
    assert an.name_consents.get().withdrawn_on is None
    send(client, address)

    assert an.name_consents.get().withdrawn_on == dt.date(2026, 12, 7)


@pytest.mark.parametrize("number", [1, 3, 50])
def test_honours_cost_three_queries_however_many(
    org: Org, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    homes = [units.household(org.ban_po, f"Hộ {one}") for one in range(number)]
    awards.conferred(org.na_ri, homes, actor=org.thuy)
    open_honours(org.na_ri, 2026, actor=org.lan)
    address = reverse("public:honours", args=["02155", 2026])

    with django_assert_num_queries(3):  # the year with the business day, its rules, its awards
        answer = Client().get(address)

    assert f"{number} trường hợp" in text(answer)


def test_a_year_that_is_not_open_or_closed_again_shows_nobody(org: Org, decision: Decision) -> None:
    address = reverse("public:honours", args=["02155", 2026])
    client = signed_in(org.lan)

    never = Client().get(address)
    send(client, reverse("awards:honours_list"), year="2026")
    opened = Client().get(address)
    row = HonoursYear.objects.get()
    script = text(client.get(reverse("awards:honours_script", args=[row.pk])))
    send(client, reverse("awards:honours_close", args=[row.pk]))
    closed = Client().get(address)

    assert (never.status_code, opened.status_code, closed.status_code) == (404, 200, 404)
    assert "Thôn Bản Pò, xã Na Rì, tỉnh Thái Nguyên." in script
    assert "2 hộ gia đình" in script
    assert "Hoàng Văn An" not in script


# ---------------------------------------------------------------- register and counts


def test_register_is_searched_filtered_and_taken_away(org: Org, decision: Decision) -> None:
    client = signed_in(org.minh)
    taken_back(awards.award_of(decision, org.ban_po), org)
    address = reverse("awards:register_list")

    assert "Hộ Lý Thị Bình" in text(client.get(address, {"q": "ly thi", "kind": "household"}))
    assert "Hộ Lý Thị Bình" not in text(client.get(address, {"state": "revoked"}))
    national = client.get(address, {"format": "national"}).content
    sheet = openpyxl.load_workbook(io.BytesIO(national)).active
    assert sheet is not None
    rows = {row[0]: row for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert rows["Thôn Bản Pò"][3:7] == (
        "145/QĐ-UBND", dt.datetime(2026, 11, 20),  # noqa: DTZ001
        2026, "Chủ tịch Ủy ban nhân dân xã Na Rì",
    )  # fmt: skip
    assert rows["Thôn Bản Pò"][-2:] == ("Đã thu hồi", "160/QĐ-UBND")


def test_a_village_head_sees_the_own_village_only(org: Org, decision: Decision) -> None:
    awards.conferred(org.na_ri, [org.na_lac], actor=org.thuy, number="147/QĐ-UBND")
    address = reverse("awards:register_list")

    pao, sam = (text(signed_in(one).get(address)) for one in (org.pao, org.sam))

    assert "Hộ Hoàng Văn An" in pao
    assert "Thôn Nà Lạc" not in pao
    assert "Hộ Hoàng Văn An" not in sam


@pytest.mark.parametrize("number", [1, 3, 50])
def test_register_costs_the_same_for_any_number(
    org: Org, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    homes = [units.household(org.ban_po, f"Hộ {one}") for one in range(number)]
    awards.conferred(org.na_ri, homes, actor=org.thuy)
    client = signed_in(org.minh)

    # session, user, memberships, business day, inbox, forms, count, rows
    with django_assert_num_queries(8):
        client.get(reverse("awards:register_list"))


def test_counts_leave_out_what_was_taken_back(org: Org, decision: Decision) -> None:
    taken_back(awards.award_of(decision, org.ban_po), org)
    client = signed_in(org.minh)
    address = reverse("awards:statistics")

    book = openpyxl.load_workbook(
        io.BytesIO(client.get(address, {"format": "xlsx", "year": "2026"}).content)
    )

    page = text(client.get(address))
    assert "Biểu 0603.N/BNV-TĐKT" in page
    assert [sheet.title for sheet in book] == [
        "Theo hình thức", "Theo năm", "0601.N", "0602.N", "0603.N", "0604.N",
    ]  # fmt: skip
    [row] = book["Theo hình thức"].iter_rows(min_row=2, values_only=True)
    assert row[2:7] == (0, 2, 0, 2, 2 * 1_138_500)


def test_decisions_are_listed_the_latest_first(org: Org, decision: Decision) -> None:
    day = dt.date(2026, 12, 1)
    awards.conferred(org.na_ri, [org.school], actor=org.thuy, number="9/QĐ-UBND", decided_on=day)
    client = signed_in(org.thuy)
    address = reverse("awards:decision_list")

    page = text(client.get(address))

    assert 0 < page.index("9/QĐ-UBND") < page.index("145/QĐ-UBND")
    assert "145/QĐ-UBND" not in text(client.get(address, {"q": "9/"}))
