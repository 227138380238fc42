"""“Như năm trước”: what is taken over, what refuses, and that each value waits for a word."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from assessments import figures
from assessments.forms_of import progress_of
from assessments.models import Answer, Assessment, Evidence, IndicatorValue
from assessments.selectors.form_page import whole_form
from assessments.selectors.record_page import record_page
from assessments.services import carrying, entry, review, steps, submission
from assessments.services.carrying import Carrying
from campaigns.models import Participation
from campaigns.services import years
from core.errors import DomainError
from criteria.models import Criterion, Indicator
from documents.models import StoredFile
from tests.builders import units
from tests.builders.assessments import NaRi, answered, begun


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def once() -> dict[str, str]:
    return {"idempotency_key": uuid.uuid4().hex}


@pytest.fixture
def before(na: NaRi) -> Assessment:
    """Bản Pò's complete form of 2025, with a fund, a class, a proposal and a photo."""
    org = na.org
    na.campaign.first_year = 2025
    na.campaign.save()
    year = years.plan_year(na.campaign, 2025)
    year.state = "open"
    year.save()
    Participation.objects.create(campaign_year=year, group=na.villages, unit=org.ban_po)
    old = Assessment.objects.create(campaign_year=year, unit=org.ban_po, group=na.villages)
    record = answered(steps.fetch(old.pk), org.pao, value="partly")
    for code, typed in {"fund": "3.500.000", "proposals": "Xin sách."}.items():
        line = na.line(code)
        reading = figures.read(line, "", typed)
        entry.save_figure(record, line, reading, reason="", actor=org.pao)
    classes = na.line("classes")
    reading = figures.read(classes, "", [{"topic": "Chuyển đổi số", "attendance": "40"}])
    entry.save_figure(record, classes, reading, reason="", actor=org.pao)
    file = StoredFile.objects.create(sha256="ab" * 32, size=3, content_type="image/jpeg")
    entry.add_evidence(record, na.criterion("NR-1.4-a"), file, name="họp.jpg", actor=org.pao)
    return record


@pytest.fixture
def record(na: NaRi) -> Assessment:
    """This year's form, just begun."""
    return begun(na, na.org.ban_po, na.org.pao)


def test_values_are_taken_over_and_wait_while_days_lists_and_photos_stay(
    na: NaRi, before: Assessment, record: Assessment
) -> None:
    carrying.carry_last_year(record, actor=na.org.pao)

    taken = {
        row.indicator.code: (row.number, row.text, row.carried) for row in record.figures.all()
    }
    assert {code: (number, text) for code, (number, text, _carried) in taken.items()} == {
        "households": (98, ""),
        "families_registered": (60, ""),
        "front_signed": (1, ""),
        "fund": (3_500_000, ""),
        "proposals": (None, "Xin sách."),
    }
    assert {carried for _number, _text, carried in taken.values()} == {"waiting"}
    answers = record.answers.all()
    assert {(row.self_value, row.carried) for row in answers} == {("partly", "waiting")}
    assert not Evidence.objects.filter(assessment=record).exists()


@pytest.mark.parametrize("is_yearly", [True, False])
def test_lines_that_are_new_every_year_refuse(
    na: NaRi, before: Assessment, record: Assessment, is_yearly: bool
) -> None:
    Indicator.objects.filter(code="fund").update(is_yearly=is_yearly)
    Criterion.objects.filter(code="NR-1.4-a").update(is_yearly=is_yearly)

    done = carrying.carry_last_year(record, actor=na.org.pao)

    assert done.yearly == (2 if is_yearly else 0)
    assert record.figures.filter(indicator__code="fund").exists() is not is_yearly
    assert record.answers.filter(criterion__code="NR-1.4-a").exists() is not is_yearly


def test_what_was_answered_already_stays(na: NaRi, before: Assessment, record: Assessment) -> None:
    entry.save_answer(record, na.criterion("NR-1.4-a"), value="met", note="Mới.", actor=na.org.pao)

    carrying.carry_last_year(record, actor=na.org.pao)
    again = carrying.carry_last_year(record, actor=na.org.pao)

    row = record.answers.get(criterion__code="NR-1.4-a")
    assert (row.self_value, row.self_note, row.carried) == ("met", "Mới.", "")
    assert again == Carrying(copied=0, yearly=0)


def test_where_the_register_counts_another_number_the_line_stays_empty(
    na: NaRi, before: Assessment, record: Assessment
) -> None:
    units.household(na.org.ban_po, "Hoàng Văn An")

    carrying.carry_last_year(record, actor=na.org.pao)

    assert not record.figures.filter(indicator__code="households").exists()


def test_a_number_that_was_corrected_is_taken_over_as_corrected(
    na: NaRi, before: Assessment, record: Assessment
) -> None:
    before.figures.filter(indicator__code="families_registered").update(
        reviewed_number=55, reviewed_reason="Theo sổ."
    )

    carrying.carry_last_year(record, actor=na.org.pao)

    assert record.figures.get(indicator__code="families_registered").number == 55


def test_without_a_year_before_there_is_nothing_to_take(na: NaRi, record: Assessment) -> None:
    with pytest.raises(DomainError, match="không có gì để mang sang"):
        carrying.carry_last_year(record, actor=na.org.pao)


# ---------------------------------------------------------------- each waits for a word


def test_a_carried_value_does_not_count_until_it_is_confirmed_and_then_stays_marked(
    na: NaRi, before: Assessment, record: Assessment
) -> None:
    carrying.carry_last_year(record, actor=na.org.pao)
    assert progress_of(whole_form(record)).answered == 0

    criterion = na.criterion("NR-1.4-a")
    entry.save_answer(record, criterion, value="partly", note="", actor=na.org.pao)

    assert progress_of(whole_form(record)).answered == 1
    row = record.answers.get(criterion=criterion)
    assert row.carried == "confirmed"


def test_a_carried_value_that_is_changed_is_the_units_own(
    na: NaRi, before: Assessment, record: Assessment
) -> None:
    carrying.carry_last_year(record, actor=na.org.pao)
    line = na.line("households")

    entry.save_figure(record, line, figures.read(line, "", "101"), reason="", actor=na.org.pao)

    assert record.figures.get(indicator=line).carried == ""


def test_the_form_is_not_taken_in_before_every_carried_value_is_confirmed(
    na: NaRi, before: Assessment, record: Assessment
) -> None:
    org = na.org
    carrying.carry_last_year(record, actor=org.pao)
    day = na.line("meeting_on")
    entry.save_figure(record, day, figures.read(day, "", "15/11/2026"), reason="", actor=org.pao)
    with pytest.raises(DomainError, match="mang sang từ năm trước chưa xác nhận"):
        submission.submit(record, actor=org.pao, version=record.version)

    for answer in Answer.objects.filter(assessment=record, carried="waiting"):
        entry.save_answer(record, answer.criterion, value=answer.self_value, note="", actor=org.pao)
    for row in IndicatorValue.objects.filter(assessment=record, carried="waiting"):
        typed = row.text or str(int(row.number or 0))
        reading = figures.read(row.indicator, "", typed)
        entry.save_figure(record, row.indicator, reading, reason="", actor=org.pao)
    moved = submission.submit(record, actor=org.pao, version=record.version)

    assert moved.status == "submitted"
    seen = review.start(moved, actor=org.minh, version=moved.version)
    assert record_page(seen).carried == 8


# ---------------------------------------------------------------- on the page


def test_the_button_takes_over_once_and_says_how_much(na: NaRi, before: Assessment) -> None:
    part = na.participation(na.org.ban_po)
    client = signed_in(na.org.pao)
    address = reverse("assessments:carry", args=[part.pk])
    form = reverse("assessments:form", args=[part.pk])
    assert "Như năm trước" in client.get(form).content.decode()
    key = once()

    client.post(address, key)
    page = client.post(address, key, follow=True).content.decode()

    assert "Đã mang sang 8 mục của năm trước." in page
    assert "8 mục mang sang từ năm trước chờ xác nhận." in page
    assert page.count("Đúng, năm nay cũng vậy") == 8
    assert Answer.objects.filter(carried="waiting").count() == 3


def test_without_scripts_one_value_is_confirmed_by_its_button(
    na: NaRi, before: Assessment, record: Assessment
) -> None:
    carrying.carry_last_year(record, actor=na.org.pao)
    part = na.participation(na.org.ban_po)
    row = record.answers.get(criterion__code="NR-1.4-a")
    prefix = f"c{row.criterion_id}"

    answer = signed_in(na.org.pao).post(
        reverse("assessments:form", args=[part.pk]),
        {
            **once(),
            "confirm": prefix,
            f"{prefix}-value": "partly",
            f"{prefix}-note": "",
            f"{prefix}-version": str(row.version),
        },
    )

    assert answer["Location"].endswith(f"#{prefix}")
    assert record.answers.get(pk=row.pk).carried == "confirmed"
    assert Answer.objects.filter(carried="waiting").count() == 2


@pytest.mark.parametrize(("name", "status"), [("pao", 302), ("sam", 404), ("nga", 403)])
def test_who_takes_last_year_over(na: NaRi, before: Assessment, name: str, status: int) -> None:
    part = na.participation(na.org.ban_po)

    answer = signed_in(getattr(na.org, name)).post(
        reverse("assessments:carry", args=[part.pk]), once()
    )

    assert answer.status_code == status
    assert Answer.objects.filter(carried="waiting").exists() is (status == 302)
