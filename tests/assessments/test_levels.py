"""Several levels of review that nobody skips, and who stands in while a reviewer is away."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from assessments.enums import Action, Status
from assessments.frame import frame_part
from assessments.models import Assessment, AssessmentEvent
from assessments.selectors.waiting import holder_of
from assessments.services import review, review_settings, steps, submission, substitutes
from assessments.services.substitutes import Absence
from assessments.workflow import open_actions
from core import clock
from core.audit import SYSTEM
from core.errors import DomainError, StaleError
from core.models import AuditEvent
from core.request_info import RequestInfoMiddleware
from notices.models import Notice
from tests.builders import people
from tests.builders.assessments import ON_PAPER, NaRi, do, in_review, in_state, submitted
from units.enums import Role
from units.services import memberships

# ---------------------------------------------------------------- levels


@pytest.fixture
def two(na: NaRi) -> NaRi:
    """Villages are reviewed by an officer, then by the province (chosen by Lan)."""
    review_settings.set_chain(na.villages, "office-province", actor=na.org.lan)
    return na


# Level, status → who may do what with Bản Pò's form; Minh began the review at the first level.
MAY_AT = {
    (1, Status.SUBMITTED): {
        Action.WITHDRAW: ["pao"],
        Action.START_REVIEW: ["hoa", "lan", "minh"],
    },
    (1, Status.IN_REVIEW): {
        Action.STOP_REVIEW: ["hoa", "lan", "minh"],
        Action.RETURN: ["hoa", "lan", "minh"],
        Action.FORWARD: ["hoa", "lan", "minh"],
    },
    (2, Status.SUBMITTED): {Action.START_REVIEW: ["tuyet"]},
    (2, Status.IN_REVIEW): {
        Action.STOP_REVIEW: ["tuyet"],
        Action.RETURN: ["tuyet"],
        Action.APPROVE: ["tuyet"],
    },
    (2, Status.REVIEWED): {
        Action.OBJECT: ["pao"],
        Action.REVIEW_AGAIN: ["tuyet"],
        Action.FINALISE: ["lan"],
    },
}


def at_level(na: NaRi, level: int, status: Status) -> Assessment:
    org = na.org
    record = submitted(na, org.ban_po, org.pao)
    if level == 2:
        record = review.start(record, actor=org.minh, version=record.version)
        record = review.forward(record, actor=org.minh, version=record.version)
    reviewer = org.minh if level == 1 else org.tuyet
    if status != Status.SUBMITTED:
        record = review.start(record, actor=reviewer, version=record.version)
    if status == Status.REVIEWED:
        record = review.approve(record, actor=reviewer, version=record.version)
    return record


@pytest.mark.parametrize(("level", "status"), MAY_AT)
def test_who_may_do_what_at_a_level(two: NaRi, level: int, status: Status) -> None:
    record = at_level(two, level, status)

    seen: dict[Action, list[str]] = {}
    for person in two.org.people:
        for action in open_actions(person, steps.fetch(record.pk)):
            seen.setdefault(action, []).append(person.username)

    assert {action: sorted(names) for action, names in seen.items()} == MAY_AT[level, status]


@pytest.mark.parametrize(
    ("level", "status", "action", "name", "words"),
    [
        (1, Status.SUBMITTED, Action.START_REVIEW, "tuyet", "Không bỏ qua cấp thẩm định nào"),
        (1, Status.IN_REVIEW, Action.APPROVE, "tuyet", "Không bỏ qua cấp thẩm định nào"),
        (1, Status.IN_REVIEW, Action.APPROVE, "minh", "Hãy chuyển cấp trên"),
        (2, Status.IN_REVIEW, Action.APPROVE, "minh", "đã qua cấp của ông/bà"),
        (2, Status.SUBMITTED, Action.START_REVIEW, "hoa", "đã qua cấp của ông/bà"),
        (2, Status.SUBMITTED, Action.WITHDRAW, "pao", ""),
    ],
)
def test_a_level_is_not_skipped_and_the_reason_is_said(
    two: NaRi, level: int, status: Status, action: Action, name: str, words: str
) -> None:
    record = at_level(two, level, status)
    events = record.events.count()

    with pytest.raises(PermissionDenied) as refused:
        do(action, record, getattr(two.org, name))

    assert words in str(refused.value)
    left = steps.fetch(record.pk)
    assert (left.status, left.level, left.events.count()) == (status, level, events)


def test_nobody_passes_one_record_at_two_levels(na: NaRi) -> None:
    org = na.org
    review_settings.set_chain(na.villages, "office-leader", actor=org.lan)
    record = in_review(na, org.ban_po, org.pao, org.lan)
    record = review.forward(record, actor=org.lan, version=record.version)

    with pytest.raises(PermissionDenied) as refused:
        review.start(record, actor=org.lan, version=record.version)

    assert "ở cấp dưới nên người khác" in str(refused.value)
    assert str(holder_of(record)) == (
        "lãnh đạo Phòng Văn hóa - Xã hội (cấp 2/2): không còn ai thẩm định được"
    )


def test_returned_at_the_second_level_it_begins_at_the_first_again(two: NaRi) -> None:
    org = two.org
    record = at_level(two, 2, Status.IN_REVIEW)
    reasons = {"NR-1.4-a": "Chưa rõ."}
    record = review.return_items(record, reasons=reasons, actor=org.tuyet, version=record.version)

    record = submission.submit(record, actor=org.pao, version=record.version)

    assert (record.level, record.forwarded_by) == (1, None)
    assert Action.START_REVIEW in open_actions(org.minh, record)


def test_a_record_passed_on_tells_the_next_level(two: NaRi) -> None:
    at_level(two, 2, Status.SUBMITTED)

    told = two.org.tuyet.notices.values_list("subject", flat=True)

    assert list(told) == ["Thôn Bản Pò: phiếu năm 2026 chờ thẩm định ở cấp của ông/bà"]


def test_levels_change_only_while_no_form_lies_between(na: NaRi) -> None:
    submitted(na, na.org.ban_po, na.org.pao)

    with pytest.raises(DomainError):
        review_settings.set_chain(na.villages, "office-leader", actor=na.org.lan)
    with pytest.raises(PermissionDenied):
        review_settings.set_chain(na.agencies, "office-leader", actor=na.org.minh)

    na.villages.refresh_from_db()
    assert na.villages.review_chain == []


def test_passing_on_from_an_old_screen_is_refused(two: NaRi) -> None:
    record = at_level(two, 1, Status.IN_REVIEW)
    seen = record.version
    record = review.stop(record, actor=two.org.hoa, version=seen)
    record = review.start(record, actor=two.org.hoa, version=record.version)

    with pytest.raises(StaleError):
        review.forward(steps.fetch(record.pk), actor=two.org.minh, version=seen)

    assert steps.fetch(record.pk).level == 1


# ---------------------------------------------------------------- standing in


def stands_in(na: NaRi, person: User, **changes: object) -> None:
    """Lan names somebody for Minh, who is away from 20 to 27 November."""
    typed = {
        "absent": na.org.minh,
        "stand_in": person,
        "from_on": dt.date(2026, 11, 20),
        "to_on": dt.date(2026, 11, 27),
        "reason": "Đi tập huấn.",
        **changes,
    }
    substitutes.name_substitute(na.org.na_ri, Absence(**typed), actor=na.org.lan)  # type: ignore[arg-type]


def test_thuy_reviews_for_minh_in_those_days_alone_and_both_names_stand_in_the_trail(
    na: NaRi,
) -> None:
    org = na.org
    record = submitted(na, org.ban_po, org.pao)
    before = Action.START_REVIEW in open_actions(org.thuy, record)
    stands_in(na, org.thuy)

    record = review.start(record, actor=org.thuy, version=record.version)
    record = review.approve(record, actor=org.thuy, version=record.version)

    clock.set_business_day(dt.date(2026, 11, 28))
    after = Action.REVIEW_AGAIN in open_actions(org.thuy, record)
    event = AssessmentEvent.objects.get(assessment=record, action=Action.APPROVE)
    audit = AuditEvent.objects.filter(action="assessments.approve").latest("pk")
    assert (before, after) == (False, False)
    assert (event.actor, event.instead_of) == (org.thuy, org.minh)
    assert audit.actor_label == "Ma Thị Thủy thay Hoàng Văn Minh"


def test_thuy_is_told_and_finds_the_desk_in_her_menu_while_she_stands_in(
    na: NaRi, client: Client
) -> None:
    desk = reverse("assessments:desk")
    submitted(na, na.org.ban_po, na.org.pao)

    def menu(person: User) -> bool:
        client.force_login(person)
        return f'href="{desk}"' in client.get("/").content.decode()

    assert (menu(na.org.thuy), menu(na.org.minh)) == (False, True)
    stands_in(na, na.org.thuy)

    assert menu(na.org.thuy)
    notice = Notice.objects.get(recipient=na.org.thuy)
    assert notice.subject == ("Ông/bà thẩm định thay Hoàng Văn Minh từ 20/11/2026 đến 27/11/2026")
    assert notice.path == desk
    assert "Thôn Bản Pò" in client.get(desk).content.decode()
    clock.set_business_day(dt.date(2026, 11, 28))
    assert not menu(na.org.thuy)


@pytest.mark.parametrize(
    ("name", "role"), [("Vi Thị Nhung", Role.EDITOR), ("Lộc Văn Tài", Role.HEAD)]
)
def test_editor_and_head_of_the_reviewing_agency_find_the_desk_while_they_stand_in(
    na: NaRi, client: Client, name: str, role: Role
) -> None:
    agency = na.org.agency
    leader = people.someone("vinh", "Đàm Quang Vinh", agency, Role.LEADER)
    away = people.someone("oanh", "Bế Thị Oanh", agency, Role.OFFICER)
    person = people.someone("thay", name, agency, role)
    link = f'href="{reverse("assessments:desk")}"'
    client.force_login(person)
    before = link in client.get("/").content.decode()

    days = (dt.date(2026, 11, 20), dt.date(2026, 11, 27))
    absence = Absence(
        absent=away, stand_in=person, from_on=days[0], to_on=days[1], reason="Đi tập huấn."
    )
    substitutes.name_substitute(agency, absence, actor=leader)

    assert not before
    assert Notice.objects.get(recipient=person).path == reverse("assessments:desk")
    assert link in client.get("/").content.decode()


def test_an_auditor_of_the_commune_may_stand_in_and_finds_the_desk(
    na: NaRi, client: Client
) -> None:
    auditor = people.someone("kiem", "Lục Thị Kiểm", na.org.na_ri, Role.AUDITOR)
    client.force_login(auditor)

    stands_in(na, auditor)

    assert f'href="{reverse("assessments:desk")}"' in client.get("/").content.decode()


def test_who_left_the_office_stands_in_no_more_and_loses_the_desk(na: NaRi, client: Client) -> None:
    desk = reverse("assessments:desk")
    submitted(na, na.org.ban_po, na.org.pao)
    stands_in(na, na.org.thuy)
    memberships.grant(na.org.thuy, na.org.na_lac, Role.VIEWER, from_on=clock.today(), actor=SYSTEM)
    memberships.withdraw(
        na.org.thuy.memberships.get(role=Role.CLERK), reason="Chuyển công tác.", actor=SYSTEM
    )
    na.org.thuy.refresh_from_db()  # a changed role ends the sessions
    client.force_login(na.org.thuy)

    page = client.get("/", follow=True)

    assert "Ma Thị Thủy" in page.content.decode()
    assert f'href="{desk}"' not in page.content.decode()


@pytest.mark.parametrize(
    ("name", "queries"), [("pao", 2), ("mai", 2), ("minh", 2), ("khoa", 3), ("thuy", 3)]
)
def test_the_menu_asks_who_stands_in_only_of_people_of_a_reviewing_body(
    na: NaRi,
    rf: RequestFactory,
    django_assert_num_queries: DjangoAssertNumQueries,
    name: str,
    queries: int,
) -> None:
    """Access, business day, and who is away; a village's head and editor pay for no more."""
    request = rf.get("/")
    request.user = getattr(na.org, name)

    def shown(one: HttpRequest) -> HttpResponse:
        frame_part(one)
        return HttpResponse()

    with django_assert_num_queries(queries):
        RequestInfoMiddleware(shown)(request)


def test_who_reviews_in_the_own_right_is_named_alone(na: NaRi) -> None:
    org = na.org
    stands_in(na, org.hoa)
    record = in_review(na, org.ban_po, org.pao, org.hoa)

    event = AssessmentEvent.objects.get(assessment=record, action=Action.START_REVIEW)

    assert event.instead_of is None


@pytest.mark.parametrize("author", ["minh", "thuy"])
def test_own_work_is_not_reviewed_through_a_stand_in(na: NaRi, author: str) -> None:
    """Neither what the stand-in entered, nor what the absent one did."""
    org = na.org
    na.campaign.own_review_allowed = True
    na.campaign.save()
    record = submitted(na, org.ban_po, org.minh if author == "minh" else org.hoa, ON_PAPER)
    if author == "thuy":
        record.authors.create(user=org.thuy)
    stands_in(na, org.thuy)
    record = steps.fetch(record.pk)

    with pytest.raises(PermissionDenied) as refused:
        review.start(record, actor=org.thuy, version=record.version)

    assert "đã nhập hoặc nộp hồ sơ này" in str(refused.value)
    assert steps.fetch(record.pk).status == Status.SUBMITTED


def test_a_stand_in_has_no_more_than_the_absent_one(na: NaRi) -> None:
    org = na.org
    review_settings.set_chain(na.villages, "office-leader", actor=org.lan)
    stands_in(na, org.thuy)
    record = in_review(na, org.ban_po, org.pao, org.hoa)
    record = review.forward(record, actor=org.hoa, version=record.version)

    assert open_actions(org.thuy, record) == []


def test_nobody_passes_a_second_level_through_a_stand_in(na: NaRi) -> None:
    """Lan passed the first level; whoever she lets stand in for her has no second voice either."""
    record = forwarded_by_lan(na)
    stands_in(na, na.org.thuy, absent=na.org.lan)

    with pytest.raises(PermissionDenied) as refused:
        review.start(record, actor=na.org.thuy, version=record.version)

    assert "người thay Nông Thị Lan cũng không thẩm định" in str(refused.value)
    assert holder_of(record).nobody


def test_ended_today_it_ends_at_once(na: NaRi) -> None:
    org = na.org
    record = submitted(na, org.ban_po, org.pao)
    stands_in(na, org.thuy)

    substitutes.end_substitute(org.minh.substituted_by.get(), actor=org.lan)

    assert open_actions(org.thuy, record) == []
    with pytest.raises(DomainError):
        substitutes.end_substitute(org.minh.substituted_by.get(), actor=org.lan)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"absent": None}, "absent"),
        ({"absent": "nga"}, "absent"),
        ({"stand_in": None}, "stand_in"),
        ({"stand_in": "pao"}, "stand_in"),
        ({"stand_in": "minh"}, "stand_in"),
        ({"to_on": dt.date(2026, 11, 19)}, "to_on"),
        ({"to_on": dt.date(2027, 12, 1)}, "to_on"),
        ({"from_on": dt.date(2026, 11, 1), "to_on": dt.date(2026, 11, 10)}, "to_on"),
        ({"reason": " "}, "reason"),
    ],
)
def test_an_absence_that_does_not_hold_is_refused_beside_its_field(
    na: NaRi, changes: dict[str, object], field: str
) -> None:
    people_named = {"absent", "stand_in"}
    typed = {
        name: getattr(na.org, str(value)) if name in people_named and value else value
        for name, value in changes.items()
    }

    with pytest.raises(DomainError) as refused:
        stands_in(na, na.org.thuy, **typed)

    assert refused.value.field == field
    assert not na.org.minh.substituted_by.exists()


def test_two_stand_ins_for_the_same_days_are_refused_and_only_the_leader_names(na: NaRi) -> None:
    stands_in(na, na.org.thuy)

    absence = Absence(
        absent=na.org.hoa,
        stand_in=na.org.nga,
        from_on=clock.today(),
        to_on=clock.today(),
        reason="Ốm.",
    )

    with pytest.raises(DomainError) as refused:
        stands_in(na, na.org.nga, from_on=dt.date(2026, 11, 27), to_on=dt.date(2026, 12, 2))
    with pytest.raises(PermissionDenied):
        substitutes.name_substitute(na.org.na_ri, absence, actor=na.org.minh)

    assert "đã có Ma Thị Thủy thay" in str(refused.value)


# ---------------------------------------------------------------- on whom it waits


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (Status.DRAFT, "Thôn Bản Pò: Hoàng Văn Páo"),
        (Status.RETURNED, "Thôn Bản Pò: Hoàng Văn Páo"),
        (Status.SUBMITTED, "Phòng Văn hóa - Xã hội: Nông Thị Lan, Hoàng Văn Minh, Lý Thị Hoa"),
        (Status.IN_REVIEW, "Phòng Văn hóa - Xã hội: Hoàng Văn Minh"),
        (Status.REVIEWED, "chờ chốt: Nông Thị Lan"),
        (Status.FINAL, ""),
    ],
)
def test_on_whom_a_record_waits(na: NaRi, status: Status, words: str) -> None:
    assert str(holder_of(in_state(na, status))) == words


def test_the_absent_and_the_author_are_not_waited_for(na: NaRi) -> None:
    org = na.org
    record = submitted(na, org.ban_po, org.hoa, ON_PAPER)
    stands_in(na, org.thuy)

    words = str(holder_of(steps.fetch(record.pk)))

    assert words == ("Phòng Văn hóa - Xã hội: Nông Thị Lan, Ma Thị Thủy (thay Hoàng Văn Minh)")


# Who else is a leader in Na Rì, who stands in for whom → on whom the form waits that Lan passed on.
ELSE: dict[str, tuple[bool, str, str]] = {
    "nobody": (False, "", ": không còn ai thẩm định được"),
    "another leader": (True, "", ": Đàm Quang Vinh"),
    "who stands in for that leader": (True, "thuy", ": Ma Thị Thủy (thay Đàm Quang Vinh)"),
    "that leader, whose stand-in is Lan herself": (True, "lan", ": Đàm Quang Vinh"),
}


def forwarded_by_lan(na: NaRi) -> Assessment:
    """Bản Pò's form, which Lan reviewed as the office and passed on to the leaders."""
    review_settings.set_chain(na.villages, "office-leader", actor=na.org.lan)
    record = in_review(na, na.org.ban_po, na.org.pao, na.org.lan)
    return review.forward(record, actor=na.org.lan, version=record.version)


@pytest.mark.parametrize("case", ELSE)
def test_who_is_left_at_the_next_level(na: NaRi, case: str) -> None:
    has_second, stand_in, words = ELSE[case]
    record = forwarded_by_lan(na)
    if has_second:
        vinh = people.someone("vinh", "Đàm Quang Vinh", na.org.na_ri, Role.LEADER)
        if stand_in:
            stands_in(na, getattr(na.org, stand_in), absent=vinh)

    holder = holder_of(steps.fetch(record.pk))

    assert str(holder) == f"lãnh đạo Phòng Văn hóa - Xã hội (cấp 2/2){words}"
    assert bool(holder.nobody) == (case == "nobody")


def test_who_left_the_office_is_not_waited_for_as_a_stand_in(na: NaRi) -> None:
    record = submitted(na, na.org.ban_po, na.org.pao)
    stands_in(na, na.org.thuy)
    memberships.withdraw(
        na.org.thuy.memberships.get(role=Role.CLERK), reason="Chuyển công tác.", actor=SYSTEM
    )

    assert "Nông Thị Lan, Hoàng Văn Minh, Lý Thị Hoa" in str(holder_of(record))


def test_a_form_handed_in_by_the_only_officer_waits_for_nobody_until_own_review_is_allowed(
    na: NaRi,
) -> None:
    org = na.org
    for person in (org.lan, org.hoa):
        person.memberships.update(to_on=dt.date(2026, 11, 19))
    record = submitted(na, org.ban_po, org.minh, ON_PAPER)

    assert holder_of(record).nobody.startswith(
        "Không còn ai khác giữ vai trò “Công chức phụ trách” hoặc “Lãnh đạo Phòng Văn hóa - Xã hội”"
        " ở cấp thẩm định này: Hoàng Văn Minh đã nhập hoặc nộp phiếu này."
    )
    na.campaign.own_review_allowed = True
    na.campaign.save()
    assert str(holder_of(steps.fetch(record.pk))) == "Phòng Văn hóa - Xã hội: Hoàng Văn Minh"


def test_where_the_province_has_no_officer_it_says_who_gives_the_role(two: NaRi) -> None:
    two.org.tuyet.memberships.update(to_on=dt.date(2026, 11, 19))
    record = at_level(two, 2, Status.SUBMITTED)

    assert holder_of(record).nobody == (
        "Chưa có ai giữ vai trò “Cán bộ cấp tỉnh” ở cấp thẩm định này. Hãy nhờ người quản trị giao "
        "vai trò này cho một người nữa ở trang “Người dùng”."
    )


@pytest.mark.parametrize(
    ("page", "name", "has_link"),
    [
        ("review", "lan", False),
        ("record", "lan", False),
        ("review", "lan and administrator", True),
        ("record", "lan and administrator", True),
        ("record", "pao", False),
        ("record", "dung", False),
    ],
)
def test_the_page_says_that_nobody_is_left_and_what_to_do(
    na: NaRi, client: Client, page: str, name: str, has_link: bool
) -> None:
    """The link stands there for those who give roles themselves."""
    record = forwarded_by_lan(na)
    person = getattr(na.org, name.split(maxsplit=1)[0])
    if name.endswith("administrator"):
        memberships.grant(
            person, na.org.viet_nam, Role.ADMINISTRATOR, from_on=clock.today(), actor=SYSTEM
        )
        person.refresh_from_db()
    client.force_login(person)

    text = client.get(reverse(f"assessments:{page}", args=[record.pk])).content.decode()

    assert "không còn ai thẩm định được" in text
    assert "Nông Thị Lan đã thẩm định ở cấp dưới" in text
    assert "giao vai trò này cho một người nữa" in text
    assert (f'<a href="{reverse("units:people")}">Người dùng</a>' in text) == has_link


def test_the_desk_says_that_nobody_is_left(na: NaRi, client: Client) -> None:
    forwarded_by_lan(na)
    client.force_login(na.org.lan)

    text = client.get(reverse("assessments:desk")).content.decode()

    assert "lãnh đạo Phòng Văn hóa - Xã hội (cấp 2/2): không còn ai thẩm định được" in text


def test_a_stand_in_needs_a_role_of_the_same_house(na: NaRi) -> None:
    stranger = people.someone("la", "Trần Văn Lạ", na.org.son_hong, Role.OFFICER)

    with pytest.raises(DomainError) as refused:
        stands_in(na, stranger)

    assert refused.value.field == "stand_in"
