"""A deputy for a period: who may name one, what the deputy may do, and how it ends."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import OneTimeLetter, User
from accounts.services import use_letter
from core import clock
from core.errors import DomainError
from core.models import AuditEvent
from core.once import new_key
from tests.builders.people import member, user
from tests.org import Org
from tests.sending import send
from units import rules
from units.access import access_of
from units.enums import DeputyState, Role
from units.models import Deputy, Membership, Unit
from units.services.deputies import Mandate, end_deputy, last_day_possible, name_deputy

TODAY = dt.date(2026, 11, 20)
LAST = dt.date(2026, 12, 31)


@pytest.fixture(autouse=True)
def the_day(db: None) -> None:
    """The business day of these stories."""
    clock.set_business_day(TODAY)


def browser_of(person: User) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


def text_of(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return str(response.content.decode())


def mandate(
    role: str = Role.HEAD, first: dt.date = TODAY, last: dt.date = LAST, title: str = "Phó thôn"
) -> Mandate:
    return Mandate(title=title, role=role, from_on=first, to_on=last)


def named(org: Org, person: User, unit: Unit | None = None, **of: object) -> Deputy:
    """Páo names somebody for Bản Pò."""
    wish = mandate(**of)  # type: ignore[arg-type]
    return name_deputy(unit or org.ban_po, person, wish, actor=org.pao)


def typed(**fields: str) -> dict[str, str]:
    """The form as Páo fills it in for somebody without an account."""
    given = {
        "person": "",
        "full_name": "Triệu Thị Mận",
        "phone": "0912 345 678",
        "title": "Phó thôn",
        "role": "head",
        "from_on": "20/11/2026",
        "to_on": "31/12/2026",
    }
    return {**given, **fields}


# ------------------------------------------------------------ who may name whom where


@pytest.mark.parametrize(
    ("name", "unit", "may"),
    [
        ("pao", "ban_po", True),
        ("pao", "na_lac", False),
        ("pao", "na_ri", False),
        ("mai", "ban_po", False),
        ("khoa", "agency", True),
        ("minh", "ban_po", True),
        ("lan", "school", True),
        ("minh", "na_ri", False),
        ("minh", "kim_son", False),
        ("chi", "ban_po", False),
        ("tuyet", "ban_po", False),
        ("quan", "ban_po", False),
        ("nga", "ban_po", False),
    ],
)
def test_who_may_name_a_deputy_where(org: Org, name: str, unit: str, *, may: bool) -> None:
    assert rules.can_name_deputy(getattr(org, name), getattr(org, unit)) is may


def test_a_deputy_does_the_heads_work_and_names_nobody(org: Org) -> None:
    named(org, org.mai)

    access = access_of(org.mai)
    assert access.has_role_in(org.ban_po, {Role.HEAD})
    assert not access.heads(org.ban_po)
    assert not rules.can_name_deputy(org.mai, org.ban_po)
    assert browser_of(org.mai).get(f"/units/{org.ban_po.pk}/deputies/new/").status_code == 403


def test_a_head_names_nobody_in_another_village(org: Org) -> None:
    pao = browser_of(org.pao)

    assert pao.get(f"/units/{org.na_lac.pk}/deputies/new/").status_code == 404
    assert send(pao, f"/units/{org.na_lac.pk}/deputies/new/", **typed()).status_code == 404
    assert not Deputy.objects.exists()


# ------------------------------------------------------------ Páo names Mai


def test_pao_names_mai_who_signs_in_as_always(org: Org) -> None:
    """Mai enters in Bản Pò already: she keeps her account and password, no letter is printed."""
    pao = browser_of(org.pao)
    fields = typed(person=str(org.mai.pk), full_name="", phone="")

    answer = send(pao, f"/units/{org.ban_po.pk}/deputies/new/", **fields)

    assert answer["Location"] == f"/units/{org.ban_po.pk}/deputies/"
    row = Deputy.objects.get()
    assert (row.user, row.unit, row.named_by, row.role) == (org.mai, org.ban_po, org.pao, "head")
    assert (row.from_on, row.to_on) == (TODAY, LAST)
    assert not OneTimeLetter.objects.exists()
    text = text_of(pao, f"/units/{org.ban_po.pk}/")
    assert "Phó thôn, được ủy quyền đến hết 31/12/2026" in " ".join(text.split())
    actions = AuditEvent.objects.filter(actor_id=org.pao.pk).order_by("pk")
    assert list(actions.values_list("action", flat=True)) == [
        "memberships.granted",
        "deputies.named",
    ]


def test_somebody_new_gets_an_account_and_a_letter_of_their_own(org: Org) -> None:
    pao = browser_of(org.pao)

    answer = send(pao, f"/units/{org.ban_po.pk}/deputies/new/", **typed())

    man = User.objects.get(full_name="Triệu Thị Mận")
    letter = OneTimeLetter.objects.get(user=man)
    assert man.username == "trieu.thi.man"
    assert answer["Location"] == f"/units/letters/{letter.pk}/"
    paper = " ".join(text_of(pao, answer["Location"]).split())
    assert "Phó thôn, Thôn Bản Pò (được ủy quyền từ 20/11/2026 đến hết 31/12/2026)" in paper
    assert "letter-groups" in paper


def test_two_clicks_name_one_deputy(org: Org) -> None:
    pao, key = browser_of(org.pao), new_key()
    path = f"/units/{org.ban_po.pk}/deputies/new/"

    first = send(pao, path, idempotency_key=key, **typed())
    second = send(pao, path, idempotency_key=key, **typed())

    assert first["Location"] == second["Location"]
    assert Deputy.objects.count() == OneTimeLetter.objects.count() == 1


def test_a_known_number_names_its_owner_and_opens_no_second_account(org: Org) -> None:
    org.sam.phone = "0987654321"
    org.sam.save()
    path = f"/units/{org.ban_po.pk}/deputies/new/"
    pao = browser_of(org.pao)

    other = send(pao, path, **typed(full_name="Ai Khác", phone="+84 987 654 321"))
    right = send(pao, path, **typed(full_name="lường văn sằm", phone="+84 987 654 321"))

    assert "mang tên khác" in other.content.decode()
    assert "Lường Văn Sằm" not in other.content.decode()
    assert right.status_code == 302
    assert Deputy.objects.get().user == org.sam
    assert not OneTimeLetter.objects.exists()


# ------------------------------------------------------------ what is refused


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"to_on": ""}, "Hãy nhập ngày"),
        ({"to_on": "19/11/2026"}, "sau ngày bắt đầu"),
        ({"to_on": "20/11/2027"}, "nhiều nhất một năm"),
        ({"from_on": "19/11/2026"}, "sớm nhất từ hôm nay"),
        ({"full_name": ""}, "Hãy ghi họ và tên"),
        ({"phone": ""}, "Hãy ghi số điện thoại"),
        ({"phone": "12345"}, "Số điện thoại gồm"),
        ({"title": ""}, "Hãy điền mục này"),
        ({"role": "officer"}, "officer"),
    ],
)
def test_what_is_typed_wrong_is_said_and_kept(org: Org, fields: dict[str, str], words: str) -> None:
    answer = send(browser_of(org.pao), f"/units/{org.ban_po.pk}/deputies/new/", **typed(**fields))

    text = answer.content.decode()
    assert answer.status_code == 200
    assert words in text
    assert 'value="Phó thôn"' in text or "title" in fields
    assert not Deputy.objects.exists()
    assert not User.objects.filter(full_name="Triệu Thị Mận").exists()


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (dt.date(2026, 12, 1), dt.date(2027, 11, 30)),
        (dt.date(2027, 1, 1), dt.date(2027, 12, 31)),
        (dt.date(2028, 2, 29), dt.date(2029, 2, 28)),
    ],
)
def test_a_year_is_a_year(first: dt.date, last: dt.date) -> None:
    assert last_day_possible(first) == last


def test_periods_of_one_role_do_not_overlap(org: Org) -> None:
    named(org, org.mai, last=dt.date(2026, 11, 30))

    with pytest.raises(DomainError, match="đã giữ vai trò này"):
        named(org, org.mai, first=dt.date(2026, 11, 30))
    later = named(org, org.mai, first=dt.date(2026, 12, 1))

    assert later.state_on(TODAY) == DeputyState.TO_COME


def test_nobody_of_the_office_becomes_a_deputy(org: Org) -> None:
    """Minh would hand in for Bản Pò what he reviews."""
    with pytest.raises(DomainError, match="ở cấp trên"):
        named(org, org.minh)
    with pytest.raises(DomainError, match="chính mình"):
        named(org, org.pao)


def test_a_head_gets_no_letter_for_an_account_with_a_password(org: Org) -> None:
    """With a letter for Mai's account Páo would sign in as Mai."""
    row = named(org, org.mai)

    assert not rules.can_issue_letter(org.pao, org.mai)
    answer = send(browser_of(org.pao), f"/units/deputies/{row.pk}/letter/")
    assert answer.status_code == 403
    assert not OneTimeLetter.objects.exists()


def test_a_new_letter_for_a_deputy_until_the_first_password(org: Org) -> None:
    man = User.objects.create_user("man", None, full_name="Triệu Thị Mận")
    row = named(org, man)
    pao = browser_of(org.pao)

    answer = send(pao, f"/units/deputies/{row.pk}/letter/")
    assert answer.status_code == 302
    assert "letter-groups" in text_of(pao, answer["Location"])
    assert not rules.can_issue_letter(org.sam, man)

    man.set_password("mot-cau-rat-dai")
    man.save()
    assert send(pao, f"/units/deputies/{row.pk}/letter/").status_code == 403


# ------------------------------------------------------------ how it ends


def test_it_ends_by_itself_after_the_last_day(org: Org) -> None:
    row = named(org, org.mai)

    clock.set_business_day(LAST)
    assert access_of(org.mai).has_role_in(org.ban_po, {Role.HEAD})
    assert row.state_on(LAST) == DeputyState.IN_FORCE
    clock.set_business_day(LAST + dt.timedelta(days=1))
    assert not access_of(org.mai).has_role_in(org.ban_po, {Role.HEAD})
    assert row.state_on(LAST + dt.timedelta(days=1)) == DeputyState.OVER
    with pytest.raises(DomainError, match="đã kết thúc"):
        end_deputy(row, reason="Hết việc.", actor=org.pao)


@pytest.mark.parametrize("days", [0, 5], ids=["on the first day", "later"])
@pytest.mark.parametrize("name", ["pao", "minh"])
def test_it_is_ended_early_with_a_reason(org: Org, name: str, days: int) -> None:
    row = named(org, org.mai)
    clock.set_business_day(TODAY + dt.timedelta(days=days))
    mai, path = browser_of(org.mai), f"/units/deputies/{row.pk}/end/"
    browser = browser_of(getattr(org, name))

    without = send(browser, path, reason=" ")
    assert without.status_code == 200
    assert access_of(org.mai).has_role_in(org.ban_po, {Role.HEAD})
    answer = send(browser, path, reason="Páo đã về.")

    assert answer["Location"] == f"/units/{org.ban_po.pk}/deputies/"
    assert not access_of(org.mai).has_role_in(org.ban_po, {Role.HEAD})
    assert mai.get("/").status_code == 302, "Mai's session has ended"
    row.refresh_from_db()
    assert row.state_on(clock.today()) == DeputyState.ENDED
    assert row.to_on == LAST, "what was said stays"
    ended = AuditEvent.objects.get(action="deputies.ended")
    assert (ended.actor_id, ended.reason) == (getattr(org, name).pk, "Páo đã về.")
    assert "Páo đã về." in text_of(browser, f"/units/{org.ban_po.pk}/deputies/")
    with pytest.raises(DomainError, match="đã kết thúc"):
        end_deputy(row, reason="Lần nữa.", actor=org.pao)


def test_with_the_mandate_the_unused_letter_ends(org: Org) -> None:
    pao = browser_of(org.pao)
    send(pao, f"/units/{org.ban_po.pk}/deputies/new/", **typed())
    letter = OneTimeLetter.objects.get()

    end_deputy(Deputy.objects.get(), reason="Nhầm người.", actor=org.pao)

    letter.refresh_from_db()
    assert letter.withdrawn_at is not None
    assert AuditEvent.objects.filter(action="accounts.letter_withdrawn").count() == 1
    assert "letter-groups" not in text_of(pao, f"/units/letters/{letter.pk}/")


def test_somebody_elses_mandate_is_not_touched(org: Org) -> None:
    row = named(org, org.mai)

    for name, code in (("sam", 404), ("mai", 403), ("chi", 404), ("nga", 403), ("quan", 403)):
        answer = send(browser_of(getattr(org, name)), f"/units/deputies/{row.pk}/end/", reason="x")
        assert answer.status_code == code, name
    assert access_of(org.mai).has_role_in(org.ban_po, {Role.HEAD})


def test_the_administrator_may_end_the_role_itself(org: Org) -> None:
    row = named(org, org.mai)

    role = Membership.objects.get(user=org.mai, role=Role.HEAD)
    send(browser_of(org.quan), f"/units/roles/{role.pk}/withdraw/", reason="Giao nhầm.")

    row.refresh_from_db()
    assert row.state_on(TODAY) == DeputyState.ENDED


# ------------------------------------------------------------ where it shows


def test_the_head_stands_before_the_deputy(org: Org) -> None:
    named(org, org.mai)

    text = text_of(browser_of(org.minh), f"/units/{org.ban_po.pk}/")
    contacts = text.split('class="contacts"')[1].split("</ul>")[0]

    assert contacts.index("Hoàng Văn Páo") < contacts.index("Hoàng Thị Mai")


def test_people_lists_tell_a_deputy_from_the_head(org: Org) -> None:
    named(org, org.mai)

    text = " ".join(text_of(browser_of(org.minh), "/units/people/?q=mai").split())

    assert "Phó thôn, được ủy quyền đến hết 31/12/2026, Thôn Bản Pò" in text


@pytest.mark.parametrize("count", [1, 3, 50])
def test_the_list_of_deputies_asks_the_same_however_long(
    org: Org, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for number in range(count):
        person = user(f"pho{number}", f"Người Phó {number}")
        named(org, person)
    member(org.mai, org.na_lac, Role.VIEWER)
    pao = browser_of(org.pao)
    text_of(pao, f"/units/{org.ban_po.pk}/deputies/")

    with django_assert_num_queries(9):
        text = text_of(pao, f"/units/{org.ban_po.pk}/deputies/")

    assert text.count("Kết thúc sớm") == count


def test_the_letter_of_a_deputy_sets_the_deputys_own_password(org: Org) -> None:
    pao = browser_of(org.pao)
    answer = send(pao, f"/units/{org.ban_po.pk}/deputies/new/", **typed())
    groups = text_of(pao, answer["Location"]).split('class="letter-groups">')[1].split("</p>")[0]
    code = "".join(part.split("</span>")[0] for part in groups.split("<span>")[1:])
    before = User.objects.get(pk=org.pao.pk).password

    owner = use_letter(code, "suoi-nguon-trong-veo")

    assert owner.full_name == "Triệu Thị Mận"
    assert User.objects.get(pk=org.pao.pk).password == before
