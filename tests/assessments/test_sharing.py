"""Asked once: two campaigns ask Bản Pò the same sheet for 2026; one edit updates both drafts."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from django.test import Client

from assessments.enums import Status
from assessments.figures import Reading
from assessments.models import Assessment, IndicatorValue
from assessments.services import entry, review, sheets
from assessments.services.steps import fetch
from campaigns.models import ParticipantGroup
from core.models import AuditEvent
from criteria.models import Indicator
from tests.builders import campaigns as plans
from tests.builders.assessments import NaRi, begun, submitted
from tests.sending import send
from units.enums import UnitType


@pytest.fixture
def other(na: NaRi) -> ParticipantGroup:
    """The province's campaign asks villages for the same sheet, without criteria."""
    owner = plans.campaign(na.org.thai_nguyen, "thai-nguyen")
    rows = plans.group(owner, "1", "Đối với thôn", [UnitType.VILLAGE])
    rows.indicator_set = na.villages.indicator_set
    rows.save()
    plans.participant(plans.year(owner), rows, na.org.ban_po)
    return rows


def second(na: NaRi, other: ParticipantGroup) -> Assessment:
    """Páo begins the province's form."""
    year = other.campaign.years.get()
    return entry.begin(year, na.org.ban_po, actor=na.org.pao)


def number(record: Assessment, code: str) -> Decimal | None:
    """What a form says on a line."""
    row = IndicatorValue.objects.filter(assessment=record, indicator__code=code).first()
    return row.number if row else None


FUND = Reading(state="value", number=Decimal(5_000_000))


def test_one_edit_updates_both_drafts(na: NaRi, other: ParticipantGroup) -> None:
    first, twin = begun(na, na.org.ban_po, na.org.pao), second(na, other)

    entry.save_figure(first, na.line("fund"), FUND, reason="", actor=na.org.pao)
    assert number(twin, "fund") == 5_000_000
    back = Reading(state="value", number=Decimal(6_000_000))
    entry.save_figure(twin, na.line("fund"), back, reason="", actor=na.org.mai)

    assert number(first, "fund") == 6_000_000
    told = AuditEvent.objects.filter(action="assessments.figure_shared").order_by("pk")
    assert [one.object_id for one in told] == [str(twin.pk), str(first.pk)]
    assert first.authors.filter(user=na.org.mai).exists()  # who entered may not review


def test_a_form_that_begins_starts_with_what_was_answered(
    na: NaRi, other: ParticipantGroup
) -> None:
    first = begun(na, na.org.ban_po, na.org.pao)
    sheets.save_sheet(first, sheets.Sheet(figures={"fund": (FUND, "")}), actor=na.org.pao)

    assert number(second(na, other), "fund") == 5_000_000


def test_a_submitted_form_stays_and_a_returned_one_takes_only_its_returned_lines(
    na: NaRi, other: ParticipantGroup
) -> None:
    org = na.org
    twin = second(na, other)
    first = submitted(na, org.ban_po, org.pao)
    stood = number(first, "fund")

    entry.save_figure(twin, na.line("fund"), FUND, reason="", actor=org.pao)
    assert number(first, "fund") == stood
    moved = review.start(fetch(first.pk), actor=org.minh, version=fetch(first.pk).version)
    review.return_items(moved, reasons={"fund": "Xem lại."}, actor=org.minh, version=moved.version)
    changed = Reading(state="value", number=Decimal(7_000_000))
    entry.save_figure(twin, na.line("fund"), changed, reason="", actor=org.pao)
    text = Reading(state="value", text="Thêm sách")
    entry.save_figure(twin, na.line("proposals"), text, reason="", actor=org.pao)

    assert fetch(first.pk).status == Status.RETURNED
    assert number(first, "fund") == 7_000_000
    row = IndicatorValue.objects.filter(assessment=first, indicator__code="proposals").first()
    assert row is None or row.text != "Thêm sách"


def test_other_years_units_and_sheets_are_no_twins(na: NaRi, other: ParticipantGroup) -> None:
    org = na.org
    twin = second(na, other)
    neighbour = begun(na, org.na_lac, org.sam)

    entry.save_figure(neighbour, na.line("fund"), FUND, reason="", actor=org.sam)

    assert number(twin, "fund") is None


def test_the_form_says_with_whom_it_shares(
    na: NaRi, other: ParticipantGroup, client: Client
) -> None:
    client.force_login(na.org.pao)
    own, there = na.participation(na.org.ban_po), other.campaign.years.get().participations.get()

    page = client.get(f"/assessments/forms/{own.pk}/").content.decode()

    assert "Biểu số liệu dùng chung với:" in page
    assert f'href="/assessments/forms/{there.pk}/"' in page


# ---------------------------------------------------------------- before the second form begins


def shown_in(page: str, line: Indicator) -> tuple[str, str]:
    """The value and the version that a form shows on a line."""
    value = re.search(rf'<input[^>]*name="f{line.pk}-value"[^>]*value="([^"]*)"', page)
    version = re.search(rf'<input[^>]*name="f{line.pk}-version"[^>]*value="([^"]*)"', page)
    assert value is not None
    assert version is not None
    return value[1], version[1]


def answered_twice(na: NaRi) -> Assessment:
    """Páo typed the fund twice in Na Rì's form, so its version is no first one."""
    first = begun(na, na.org.ban_po, na.org.pao)
    for amount in (4_000_000, 5_000_000):
        read = Reading(state="value", number=Decimal(amount))
        entry.save_figure(first, na.line("fund"), read, reason="", actor=na.org.pao)
    return first


def test_the_second_form_shows_the_shared_answers_before_it_is_begun(
    na: NaRi, other: ParticipantGroup, client: Client
) -> None:
    first = answered_twice(na)
    there = other.campaign.years.get().participations.get()
    client.force_login(na.org.pao)

    page = client.get(f"/assessments/forms/{there.pk}/").content.decode()

    row = IndicatorValue.objects.get(assessment=first, indicator=na.line("fund"))
    assert shown_in(page, na.line("fund")) == ("5.000.000", str(row.version))
    assert not Assessment.objects.filter(campaign_year=there.campaign_year).exists()


def test_the_first_saving_in_the_second_form_works_against_what_was_shown(
    na: NaRi, other: ParticipantGroup, client: Client
) -> None:
    first = answered_twice(na)
    there = other.campaign.years.get().participations.get()
    client.force_login(na.org.pao)
    line = na.line("fund")
    _value, seen = shown_in(client.get(f"/assessments/forms/{there.pk}/").content.decode(), line)

    answer = send(
        client,
        f"/assessments/forms/{there.pk}/figures/{line.pk}/",
        **{f"f{line.pk}-value": "6.000.000", f"f{line.pk}-version": seen},
    )

    assert answer.status_code == 200
    twin = Assessment.objects.get(campaign_year=there.campaign_year)
    assert [number(one, "fund") for one in (first, twin)] == [Decimal(6_000_000)] * 2


def test_a_shared_answer_that_changed_meanwhile_is_not_written_over_unseen(
    na: NaRi, other: ParticipantGroup, client: Client
) -> None:
    """Mai corrects Na Rì's form while Páo still looks at the province's, not yet begun."""
    first = answered_twice(na)
    there = other.campaign.years.get().participations.get()
    client.force_login(na.org.pao)
    line = na.line("fund")
    _value, seen = shown_in(client.get(f"/assessments/forms/{there.pk}/").content.decode(), line)
    newer = Reading(state="value", number=Decimal(9_000_000))
    entry.save_figure(first, line, newer, reason="", actor=na.org.mai)

    answer = send(
        client,
        f"/assessments/forms/{there.pk}/figures/{line.pk}/",
        **{f"f{line.pk}-value": "6.000.000", f"f{line.pk}-version": seen},
    )

    assert answer.status_code == 409
    assert "9.000.000" in answer.content.decode()
    assert number(first, "fund") == 9_000_000


def test_a_blank_paper_of_the_second_form_stays_blank(
    na: NaRi, other: ParticipantGroup, client: Client
) -> None:
    """One paper's lines are printed for every village: none bears what Bản Pò answered."""
    answered_twice(na)
    there = other.campaign.years.get().participations.get()
    client.force_login(na.org.pao)

    for query in ("", "?filled=1"):
        page = client.get(f"/assessments/forms/{there.pk}/printed/{query}")
        assert page.status_code == 200
        assert "5.000.000" not in page.content.decode()
