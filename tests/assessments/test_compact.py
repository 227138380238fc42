"""Results without a form: households, clans and individuals in a grid."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from assessments.enums import Circumstance, Judgement, Outcome
from assessments.models import CompactResult
from assessments.services.compact import CompactEntry, set_results
from core.errors import DomainError, StaleError
from core.models import AuditEvent
from tests.builders import units
from tests.builders.assessments import NaRi
from tests.builders.recognitions import title
from units.enums import UnitType
from units.models import Unit

A, B = "NR-1.5-a", "NR-1.5-b"


@pytest.fixture
def household(na: NaRi) -> Unit:
    """A household of Bản Pò."""
    title("FAMILY")
    return units.household(na.org.ban_po, "Hoàng Văn An")


def given(unit: Unit, **values: object) -> CompactEntry:
    values.setdefault("is_registered", True)
    return CompactEntry(unit_id=unit.pk, **values)  # type: ignore[arg-type]


def test_a_household_is_registered_then_assessed(na: NaRi, household: Unit) -> None:
    org = na.org

    first = set_results(na.year, org.ban_po, [given(household)], actor=org.pao)
    second = set_results(
        na.year,
        org.ban_po,
        [given(household, values={A: Judgement.MET, B: ""}, note="Hộ gương mẫu.")],
        actor=org.pao,
    )

    row = CompactResult.objects.get()
    assert (first, second) == (1, 1)
    assert (row.is_registered, row.is_assessed, row.values) == (True, True, {A: "met"})
    assert (row.note, row.entered_by, row.group) == ("Hộ gương mẫu.", org.pao, na.families)
    assert row.title is not None
    assert row.title.code == "FAMILY"


def test_what_did_not_change_is_not_written(na: NaRi, household: Unit) -> None:
    set_results(na.year, na.org.ban_po, [given(household)], actor=na.org.pao)
    events = AuditEvent.objects.count()

    changed = set_results(na.year, na.org.ban_po, [given(household)], actor=na.org.mai)

    assert changed == 0
    assert AuditEvent.objects.count() == events
    assert CompactResult.objects.get().entered_by == na.org.pao


def test_a_row_that_says_nothing_is_not_made(na: NaRi, household: Unit) -> None:
    set_results(na.year, na.org.ban_po, [given(household, is_registered=False)], actor=na.org.pao)

    assert not CompactResult.objects.exists()


def test_one_saving_leaves_one_audit_event_with_before_and_after(na: NaRi, household: Unit) -> None:
    other = units.household(na.org.ban_po, "Lường Thị Bé")

    set_results(na.year, na.org.ban_po, [given(household), given(other)], actor=na.org.pao)

    event = AuditEvent.objects.filter(action="assessments.compact_results_set").get()
    assert event.before == {str(household.pk): "-", str(other.pk): "-"}
    assert event.after == {str(household.pk): "1||", str(other.pk): "1||"}


@pytest.mark.parametrize(
    ("name", "may"),
    [
        *((name, True) for name in ("pao", "mai", "minh", "lan")),
        *((name, False) for name in ("sam", "nga", "tuyet", "hanh", "chi", "quan", "thuy")),
    ],
)
def test_who_enters_the_households_of_ban_po(
    na: NaRi, household: Unit, name: str, may: bool
) -> None:
    actor = getattr(na.org, name)

    if may:
        assert set_results(na.year, na.org.ban_po, [given(household)], actor=actor) == 1
    else:
        with pytest.raises(PermissionDenied):
            set_results(na.year, na.org.ban_po, [given(household)], actor=actor)
        assert not CompactResult.objects.exists()


def test_a_household_of_another_village_is_refused(na: NaRi) -> None:
    stranger = units.household(na.org.na_lac, "Lường Văn Chài")

    with pytest.raises(PermissionDenied):
        set_results(na.year, na.org.ban_po, [given(stranger)], actor=na.org.minh)


def test_the_office_enters_clans(na: NaRi) -> None:
    clan = units.unit(UnitType.CLAN, "Hoàng", na.org.na_ri)

    changed = set_results(na.year, na.org.na_ri, [given(clan)], actor=na.org.minh)

    assert changed == 1


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"NR-9": "met"}, "cách trả lời này không có trong biểu"),
        ({A: "best"}, "cách trả lời này không có trong biểu"),
    ],
)
def test_an_unknown_answer_is_refused_whole(
    na: NaRi, household: Unit, values: dict[str, str], said: str
) -> None:
    other = units.household(na.org.ban_po, "Lường Thị Bé")

    with pytest.raises(DomainError) as refused:
        set_results(
            na.year, na.org.ban_po, [given(other), given(household, values=values)],
            actor=na.org.pao,
        )  # fmt: skip

    assert said in str(refused.value)
    assert not CompactResult.objects.exists()


def test_a_unit_with_a_form_of_its_own_is_refused(na: NaRi) -> None:
    with pytest.raises(DomainError) as refused:
        set_results(na.year, na.org.na_ri, [given(na.org.ban_po)], actor=na.org.minh)

    assert "Thôn Bản Pò không thuộc nhóm nào" in str(refused.value)


def test_a_year_that_is_not_open_takes_no_results(na: NaRi, household: Unit) -> None:
    na.year.state = "closed"
    na.year.save()

    with pytest.raises(DomainError) as refused:
        set_results(na.year, na.org.ban_po, [given(household)], actor=na.org.pao)

    assert "Năm 2026 chưa mở hoặc đã khóa" in str(refused.value)


def test_of_two_who_change_one_row_the_slower_is_told_its_name(na: NaRi, household: Unit) -> None:
    set_results(na.year, na.org.ban_po, [given(household, seen="-")], actor=na.org.pao)

    with pytest.raises(StaleError) as told:
        set_results(
            na.year,
            na.org.ban_po,
            [given(household, is_registered=False, note="Chuyển đi.", seen="-")],
            actor=na.org.mai,
        )

    assert "Người khác vừa sửa: Hộ Hoàng Văn An." in str(told.value)
    assert CompactResult.objects.get().is_registered


def test_a_registered_household_gets_a_result_and_an_old_client_leaves_it(
    na: NaRi, household: Unit
) -> None:
    set_results(
        na.year, na.org.ban_po,
        [given(household, result=Outcome.ACHIEVED, circumstance=Circumstance.POOR)],
        actor=na.org.pao,
    )  # fmt: skip

    set_results(na.year, na.org.ban_po, [given(household, note="Đã xem.")], actor=na.org.mai)

    row = CompactResult.objects.get()
    assert (row.result, row.circumstance, row.is_assessed) == ("achieved", "poor", True)
    assert AuditEvent.objects.filter(action="assessments.compact_results_set").order_by(
        "-pk"
    ).values_list("after", flat=True)[0] == {
        str(household.pk): "1|circumstance=poor,result=achieved|Đã xem."
    }


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"is_registered": False, "result": "achieved"}, "có kết quả nhưng chưa đăng ký"),
        ({"result": "best"}, "kết quả này không có trong biểu"),
        ({"circumstance": "rich"}, "diện hộ này không có trong biểu"),
    ],
)
def test_a_result_that_cannot_be_is_refused(
    na: NaRi, household: Unit, fields: dict[str, object], said: str
) -> None:
    with pytest.raises(DomainError) as refused:
        set_results(na.year, na.org.ban_po, [given(household, **fields)], actor=na.org.pao)

    assert str(refused.value).startswith("Hộ Hoàng Văn An")
    assert said in str(refused.value)
    assert not CompactResult.objects.exists()
