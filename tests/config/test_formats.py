"""Dates and numbers as people in Việt Nam write them; each line was a trap once."""

from __future__ import annotations

import datetime as dt

import pytest
from django import forms
from django.template import Context, Template
from django.test import Client
from django.utils import formats, translation


class Slip(forms.Form):
    """One typed date."""

    day = forms.DateField()


@pytest.mark.parametrize(
    "typed",
    [
        *("05/11/2026", "5/11/2026", "5/11/26", "05-11-2026", "5.11.2026", "05112026"),
        "2026-11-05",
    ],
)
def test_typed_date_is_the_fifth_of_november(typed: str) -> None:
    form = Slip({"day": typed})

    assert form.is_valid(), form.errors
    assert form.cleaned_data["day"] == dt.date(2026, 11, 5)


@pytest.mark.parametrize("typed", ["31/02/2026", "11/13/2026", "hôm nay", "2026"])
def test_what_is_no_date_is_refused(typed: str) -> None:
    form = Slip({"day": typed})

    assert not form.is_valid()
    assert list(form.errors) == ["day"]


def test_templates_show_day_month_year() -> None:
    moment = dt.datetime(2026, 11, 5, 14, 30)  # noqa: DTZ001 (shown as it stands)
    template = Template("{{ day }}|{{ day|date:'SHORT_DATE_FORMAT' }}|{{ moment }}|{{ year }}")

    shown = template.render(Context({"day": moment.date(), "moment": moment, "year": 2026}))

    assert shown == "05/11/2026|05/11/2026|14:30 05/11/2026|2026"


def test_numbers_are_grouped_on_request_only() -> None:
    assert formats.number_format(1234567.5, use_l10n=True, force_grouping=True) == "1.234.567,5"
    assert Template("{{ id }}").render(Context({"id": 12345})) == "12345"


def test_week_starts_on_monday() -> None:
    sunday = 0

    assert formats.get_format("FIRST_DAY_OF_WEEK") == sunday + 1


@pytest.mark.django_db
def test_language_does_not_follow_the_browser(client: Client) -> None:
    client.get("/quan-tri/", headers={"accept-language": "en"})

    assert translation.get_language() == "vi"
    assert formats.date_format(dt.date(2026, 11, 5)) == "05/11/2026"
