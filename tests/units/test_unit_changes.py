"""A unit is renamed, moved, merged, divided, closed and opened again, by whom it concerns."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from accounts.models import User
from core import clock
from core.errors import DomainError
from core.models import AuditEvent
from tests.builders import units
from tests.org import Org
from tests.sending import send
from tests.units.test_tree import assert_whole
from units.enums import ChangeKind
from units.models import Membership, Unit, UnitChange
from units.selectors.history import predecessors, successors
from units.services import changes
from units.services.changes import Basis
from units.services.corrections import Particulars, correct

BASIS = "Nghị quyết số 12/NQ-HĐND ngày 20/6/2026"
DAY = dt.date(2026, 7, 1)


@pytest.fixture(autouse=True)
def _business_day(db: None) -> None:
    clock.set_business_day(dt.date(2026, 11, 20))


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def errors(text: str) -> list[str]:
    found = re.findall(r'class="field-error".*?<p>(.*?)</p>', text, re.DOTALL)
    return [error.strip() for error in found]


def fresh(unit: Unit) -> Unit:
    return Unit.objects.get(pk=unit.pk)


# ------------------------------------------------------------ who may


@pytest.mark.parametrize(
    ("name", "place", "code"),
    [
        ("quan", "na_ri", 200),
        ("quan", "ban_po", 200),
        ("quan", "viet_nam", 403),
        ("minh", "ban_po", 200),
        ("lan", "school", 200),
        ("minh", "na_ri", 403),
        ("minh", "kim_son", 404),
        ("pao", "ban_po", 403),
        ("khoa", "agency", 403),
        ("thuy", "ban_po", 403),
        ("hanh", "ban_po", 403),
    ],
)
@pytest.mark.parametrize("act", ["rename", "correct", "move", "merge", "split", "close"])
def test_who_changes_what(org: Org, name: str, place: str, code: int, act: str) -> None:
    client = signed_in(getattr(org, name))

    assert client.get(f"/units/{getattr(org, place).pk}/{act}/").status_code == code


# ------------------------------------------------------------ names and particulars


def test_a_village_is_renamed_from_a_day_with_its_basis(org: Org) -> None:
    answer = send(
        signed_in(org.minh), f"/units/{org.ban_po.pk}/rename/",
        kind_word="thôn", name="Pò Mới", on="01/07/2026", legal_basis=BASIS,
    )  # fmt: skip

    assert answer.status_code == 302
    assert str(fresh(org.ban_po)) == "Thôn Pò Mới"
    assert [str(row) for row in org.ban_po.names.order_by("pk")] == ["Thôn Bản Pò", "Thôn Pò Mới"]
    change = UnitChange.objects.get(kind=ChangeKind.RENAME)
    assert (change.on, change.legal_basis) == (DAY, BASIS)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"name": ""}, "Phải nhập"),
        ({"name": "nà lạc"}, "Đã có Thôn Nà Lạc ở cùng nơi"),
        ({"on": "21/11/2026"}, "Ngày 21/11/2026 chưa đến"),
        ({"legal_basis": ""}, "Hãy ghi văn bản làm căn cứ"),
    ],
)
def test_a_name_that_cannot_be_given_is_refused_beside_its_field(
    org: Org, typed: dict[str, str], why: str
) -> None:
    wanted = {"kind_word": "thôn", "name": "Pò Mới", "on": "01/07/2026", "legal_basis": BASIS}

    page = send(
        signed_in(org.minh), f"/units/{org.ban_po.pk}/rename/", **{**wanted, **typed}
    ).content.decode()

    found = errors(page)
    assert len(found) == 1
    if why != "Phải nhập":
        assert why in found[0]
    assert str(fresh(org.ban_po)) == "Thôn Bản Pò"


def test_a_day_before_the_present_name_began_is_refused(org: Org) -> None:
    changes.rename(org.minh, org.ban_po, kind_word="thôn", name="Pò Mới", basis=Basis(DAY))

    with pytest.raises(DomainError, match="Tên hiện nay có từ ngày 01/07/2026"):
        changes.rename(
            org.minh, org.ban_po, kind_word="thôn", name="Pò", basis=Basis(dt.date(2026, 6, 1))
        )


def test_a_misspelt_name_is_mended_without_a_change_of_name(org: Org) -> None:
    answer = send(
        signed_in(org.minh), f"/units/{org.ban_po.pk}/correct/",
        kind_word="bản", name="Pò", code="02155-t01", position="7",
    )  # fmt: skip

    assert answer.status_code == 302
    mended = fresh(org.ban_po)
    assert (str(mended), mended.code, mended.position) == ("Bản Pò", "02155-T01", 7)
    assert [str(row) for row in mended.names.all()] == ["Bản Pò"]
    assert not UnitChange.objects.exists()
    assert list(Unit.objects.matching("ban po")) == [mended]
    event = AuditEvent.objects.get(action="units.corrected")
    assert event.before == {"name": "Bản Pò", "kind_word": "thôn", "position": 1}


def test_a_code_in_use_is_refused(org: Org) -> None:
    page = send(
        signed_in(org.minh), f"/units/{org.ban_po.pk}/correct/",
        kind_word="thôn", name="Bản Pò", code="02155-T02",
    ).content.decode()  # fmt: skip

    assert errors(page) == ["Mã “02155-T02” đang là của Thôn Nà Lạc. Hãy ghi mã khác."]


def test_nothing_changed_leaves_no_event(org: Org) -> None:
    correct(org.minh, org.ban_po, Particulars.of(org.ban_po))

    assert not AuditEvent.objects.filter(action="units.corrected").exists()


# ------------------------------------------------------------ places


def test_the_administrator_moves_a_village_to_another_commune(org: Org) -> None:
    quan, address = signed_in(org.quan), f"/units/{org.ban_po.pk}/move/"

    assert "Xã Sơn Hồng" in quan.get(address, {"q": "son hong"}).content.decode()
    send(quan, f"{address}?parent={org.son_hong.pk}", on="01/07/2026", legal_basis=BASIS)

    assert_whole()
    assert fresh(org.ban_po).parent == org.son_hong


def test_an_office_moves_nothing_into_another_commune(org: Org) -> None:
    with pytest.raises(PermissionDenied):
        changes.move(org.minh, org.ban_po, org.son_hong, basis=Basis(DAY))


@pytest.mark.parametrize(
    ("unit", "parent", "why"),
    [
        ("ban_po", "na_ri", "đang ở Xã Na Rì rồi"),
        ("ban_po", "na_lac", "không đặt dưới Thôn Nà Lạc được"),
        ("school", "ban_po", "không đặt dưới Thôn Bản Pò được"),
    ],
)
def test_a_unit_goes_only_where_such_units_hang(org: Org, unit: str, parent: str, why: str) -> None:
    with pytest.raises(DomainError, match=why):
        changes.move(org.quan, getattr(org, unit), getattr(org, parent), basis=Basis(DAY))


def test_a_household_moves_to_another_village_of_the_commune(org: Org) -> None:
    house = units.household(org.ban_po, "Hoàng Văn Tư")
    minh, address = signed_in(org.minh), f"/units/{house.pk}/move/"

    assert "Thôn Nà Lạc" in minh.get(address).content.decode()
    send(minh, f"{address}?parent={org.na_lac.pk}", on="01/07/2026", legal_basis="")

    assert fresh(house).parent == org.na_lac


# ------------------------------------------------------------ mergers


def merging(org: Org, **typed: object) -> dict[str, object]:
    return {
        "others": [str(org.na_lac.pk)], "into": "new", "kind_word": "thôn", "name": "Pò Lạc",
        "on": "01/07/2026", "legal_basis": BASIS, **typed,
    }  # fmt: skip


def test_two_villages_become_a_new_one_after_a_second_look(org: Org) -> None:
    house = units.household(org.ban_po, "Hoàng Văn Tư")
    minh, address = signed_in(org.minh), f"/units/{org.ban_po.pk}/merge/"

    asked = send(minh, address, **merging(org)).content.decode()

    assert "Sáp nhập thành thôn Pò Lạc?" in asked
    assert "Thôn Bản Pò, Thôn Nà Lạc" in asked
    assert "Sáp nhập không hoàn tác được" in asked
    assert not UnitChange.objects.exists()

    answer = send(minh, address, **merging(org, step="save"))

    new = Unit.objects.get(name="Pò Lạc")
    assert answer.headers["Location"] == f"/units/{new.pk}/"
    assert_whole()
    assert (new.code, new.valid_from, fresh(house).parent) == ("02155-T03", DAY, new)
    assert [(one.unit, one.on) for one in successors(fresh(org.na_lac))] == [(new, DAY)]
    assert {one.unit for one in predecessors(new)} == {org.ban_po, org.na_lac}
    assert fresh(org.ban_po).valid_to == DAY - dt.timedelta(days=1)
    heads = Membership.objects.filter(unit=new, to_on=None).order_by("user__username")
    assert [row.user.username for row in heads] == ["mai", "pao", "sam"]
    assert new in Unit.objects.matching("na lac")


def test_one_of_the_villages_may_go_on(org: Org) -> None:
    into = changes.merge(
        org.minh, [org.ban_po, org.na_lac], into=org.ban_po, basis=Basis(DAY, BASIS)
    )

    assert into == org.ban_po
    assert fresh(org.ban_po).valid_to is None
    assert fresh(org.na_lac).valid_to == DAY - dt.timedelta(days=1)
    assert fresh(org.na_lac).parent == org.ban_po
    assert_whole()


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"others": []}, "Hãy chọn ít nhất một đơn vị khác"),
        ({"name": ""}, "Hãy ghi tên đơn vị mới"),
        ({"on": "21/11/2026"}, "chưa đến"),
    ],
)
def test_a_merger_that_cannot_be_is_refused_before_it_is_asked_about(
    org: Org, typed: dict[str, object], why: str
) -> None:
    page = send(
        signed_in(org.minh), f"/units/{org.ban_po.pk}/merge/", **merging(org, **typed)
    ).content.decode()

    assert why in errors(page)[0]
    assert fresh(org.na_lac).valid_to is None


def test_different_kinds_do_not_become_one(org: Org) -> None:
    with pytest.raises(DomainError, match="cùng loại, cùng cấp trên"):
        changes.merge(org.quan, [org.ban_po, org.school], into=org.ban_po, basis=Basis(DAY))


def test_a_neighbour_of_another_commune_is_not_merged_in(org: Org) -> None:
    with pytest.raises(PermissionDenied):
        changes.merge(org.minh, [org.ban_po, org.kim_son], into=org.ban_po, basis=Basis(DAY))


def test_what_a_merger_takes_along_stands_in_the_trail_with_both_places(org: Org) -> None:
    home = units.household(org.na_lac, "Lường Văn Sằm")

    changes.merge(
        org.minh, [org.ban_po, org.na_lac], into=org.ban_po, basis=Basis(DAY, legal_basis=BASIS)
    )

    event = AuditEvent.objects.get(action="units.carried_along")
    assert (event.object_id, event.reason) == (str(org.ban_po.pk), BASIS)
    assert event.before == {str(home.pk): org.na_lac.pk, str(org.na_lac.pk): org.na_ri.pk}
    assert event.after == {str(home.pk): org.ban_po.pk, str(org.na_lac.pk): org.ban_po.pk}


# ------------------------------------------------------------ divisions


def test_a_part_of_a_village_becomes_its_own(org: Org) -> None:
    minh, address = signed_in(org.minh), f"/units/{org.ban_po.pk}/split/"
    typed = {"kind_word": "thôn", "names": "Pò Nọi", "on": "01/07/2026", "legal_basis": BASIS}

    asked = send(minh, address, **typed).content.decode()
    assert "Chia tách Thôn Bản Pò?" in asked
    send(minh, address, **typed, step="save")

    new = Unit.objects.get(name="Pò Nọi")
    assert [(one.unit, one.partly) for one in predecessors(new)] == [(org.ban_po, True)]
    assert fresh(org.ban_po).valid_to is None
    assert AuditEvent.objects.get(action="units.split").reason == BASIS


def test_a_village_with_households_does_not_end_by_a_division(org: Org) -> None:
    units.household(org.ban_po, "Hoàng Văn Tư")

    with pytest.raises(DomainError, match="còn 1 đơn vị, hộ trực thuộc"):
        changes.split(
            org.minh, org.ban_po, ["Pò A", "Pò B"], kind_word="thôn", basis=Basis(DAY), ends=True
        )

    changes.split(
        org.minh, org.na_lac, ["Lạc A", "Lạc B"], kind_word="thôn", basis=Basis(DAY), ends=True
    )
    assert fresh(org.na_lac).valid_to == DAY - dt.timedelta(days=1)


# ------------------------------------------------------------ closing and opening again


def test_a_village_is_closed_with_its_roles_and_opened_again(org: Org) -> None:
    minh, here = signed_in(org.minh), f"/units/{org.ban_po.pk}"
    asked = minh.get(f"{here}/close/").content.decode()
    assert "vai trò kết thúc cùng ngày" in asked

    send(minh, f"{here}/close/", last_day="30/06/2026", legal_basis=BASIS, note="")

    assert fresh(org.ban_po).valid_to == dt.date(2026, 6, 30)
    assert not Membership.objects.filter(unit=org.ban_po, to_on=None).exists()
    page = send(minh, f"{here}/reopen/", reason="").content.decode()
    assert errors(page) == ["Hãy ghi lý do mở lại."]

    send(minh, f"{here}/reopen/", reason="Đóng nhầm thôn.")

    assert fresh(org.ban_po).valid_to is None
    assert not UnitChange.objects.exists()
    assert AuditEvent.objects.get(action="units.reopened").reason == "Đóng nhầm thôn."


def test_what_others_hang_under_is_not_closed(org: Org) -> None:
    units.household(org.ban_po, "Hoàng Văn Tư")

    with pytest.raises(DomainError, match="Hãy chuyển chúng sang nơi khác trước"):
        changes.close(org.minh, org.ban_po, last_day=DAY, legal_basis=BASIS)


def test_a_merged_unit_is_not_opened_again(org: Org) -> None:
    changes.merge(org.minh, [org.ban_po, org.na_lac], into=org.ban_po, basis=Basis(DAY))

    with pytest.raises(DomainError, match="đã thành Thôn Bản Pò"):
        changes.reopen(org.minh, org.na_lac, reason="nhầm")


def test_an_ended_unit_is_not_changed_any_more(org: Org) -> None:
    changes.close(org.minh, org.ban_po, last_day=DAY, legal_basis=BASIS)

    page = send(
        signed_in(org.minh), f"/units/{org.ban_po.pk}/rename/",
        kind_word="thôn", name="Pò Mới", on="01/07/2026", legal_basis=BASIS,
    ).content.decode()  # fmt: skip

    assert "đã kết thúc ngày 01/07/2026 nên không thay đổi được nữa" in page
