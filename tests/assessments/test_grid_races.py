"""Two people save cells of a grid in one moment: one is written, the other is told both values."""

from __future__ import annotations

import datetime as dt

import pytest

from accounts.models import User
from assessments.models import Answer, Assessment, CompactResult
from assessments.selectors.compact import tabs_of
from assessments.services import entry, results_grid, village_grid
from assessments.services.grid import CellsOvertakenError, Change, Judged
from assessments.services.submission import Submission
from core.errors import StaleError
from core.models import AuditEvent
from tests.builders import units
from tests.builders.assessments import NaRi
from tests.together import at_once

pytestmark = pytest.mark.django_db(transaction=True)
RECEIVED = Submission(channel="phone", paper_on=dt.date(2026, 11, 19))


def saved(na: NaRi, actor: User, text: str) -> list[Judged]:
    """One cell of Bản Pò, empty on the actor's screen."""
    change = Change(na.org.ban_po.pk, f"c{na.criterion('NR-1.4-a').pk}", text)
    return village_grid.save(na.year, na.villages, [change], actor=actor, received=RECEIVED)


def test_of_two_officers_one_writes_and_the_other_sees_both_values(na: NaRi) -> None:
    outcomes = at_once(
        lambda: saved(na, na.org.minh, "Đạt"), lambda: saved(na, na.org.hoa, "Chưa đạt")
    )

    failures = [one for one in outcomes if isinstance(one, Exception)]
    assert [type(one) for one in failures] == [CellsOvertakenError]
    value = Answer.objects.get().get_self_value_display()
    assert f"“{value}”" in str(failures[0])
    assert Assessment.objects.count() == 1
    assert AuditEvent.objects.filter(action="assessments.grid_saved").count() == 1


def test_the_unit_that_begins_its_form_in_that_moment_loses_nothing(na: NaRi) -> None:
    org = na.org

    def by_hand() -> Answer:
        record = entry.begin(na.year, org.ban_po, actor=org.pao)
        criterion = na.criterion("NR-1.4-b")
        return entry.save_answer(record, criterion, value="met", note="", actor=org.pao)

    outcomes = at_once(by_hand, lambda: saved(na, org.minh, "Đạt"))

    assert isinstance(outcomes[0], Answer)
    if isinstance(outcomes[1], Exception):
        assert type(outcomes[1]) is StaleError
        saved(na, org.minh, "Đạt")
    assert sorted(Answer.objects.values_list("self_value", flat=True)) == ["met", "met"]


def test_two_who_tick_one_household_write_one_row(na: NaRi) -> None:
    org = na.org
    home = units.household(org.ban_po, "Hoàng Văn An")
    tab = next(one for one in tabs_of(na.year) if one.type == "household")

    def noted(actor: User, text: str) -> list[Judged]:
        change = Change(home.pk, "note", text)
        return results_grid.save(na.year, org.ban_po, tab, [change], actor=actor)

    outcomes = at_once(lambda: noted(org.pao, "Ở nhà."), lambda: noted(org.mai, "Đi xa."))

    failures = [one for one in outcomes if isinstance(one, Exception)]
    assert [type(one) for one in failures] == [CellsOvertakenError]
    assert CompactResult.objects.get().note in str(failures[0])
