"""Tags of lists, icons and marks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory
from pytest_django import DjangoAssertNumQueries

from core.display import ANSWERS, STATES
from core.enums import JobState
from core.models import Job

ROOT = Path(settings.BASE_DIR)
SPRITE = (ROOT / "static" / "icons" / "sprite.svg").read_text(encoding="utf-8")
SYMBOLS = set(re.findall(r'<symbol id="([a-z-]+)"', SPRITE))


def rendered(source: str, address: str = "/list/", **context: object) -> str:
    template = engines["django"].from_string(f"{{% load ui %}}{source}")
    html = template.render(context, RequestFactory().get(address))
    return " ".join(str(html).split())


def test_icon_is_silent_unless_it_is_given_a_word() -> None:
    assert 'aria-hidden="true"' in rendered('{% icon "send" %}')
    spoken = rendered('{% icon "lock" "đã khóa" %}')
    assert ('role="img"' in spoken, "<title>đã khóa</title>" in spoken) == (True, True)


def test_every_icon_that_is_asked_for_is_drawn() -> None:
    asked = {mark.icon for mark in (*STATES.values(), *ANSWERS.values())}
    for template in (ROOT / "templates").rglob("*.html"):
        text = template.read_text(encoding="utf-8")
        asked |= set(re.findall(r'{% icon "([^"]+)"', text))
        asked |= set(re.findall(r'icon_name="([^"]+)"', text))

    assert asked - SYMBOLS == set()


def test_state_is_word_and_icon_together() -> None:
    html = rendered('{% state_badge "returned" %}')

    assert ("đã trả lại" in html, "#return" in html) == (True, True)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("{% percent 21 31 %}", '67,7% <span class="rate-of">(21/31)</span>'),
        ("{% percent 38 100 %}", '38,0% <span class="rate-of">(38/100)</span>'),
        ("{% percent 0 0 %}", '– <span class="rate-of">(0/0)</span>'),
        ("{% percent None 31 %}", "chưa có số liệu"),
    ],
)
def test_percentage_shows_what_it_was_divided_from(source: str, words: str) -> None:
    assert words in rendered(source)


@pytest.mark.parametrize(
    ("address", "link", "order"),
    [
        ("/list/?q=ban&page=3", "?q=ban&amp;sort=name", None),
        ("/list/?q=ban&sort=name", "?q=ban&amp;sort=-name", "ascending"),
        ("/list/?q=ban&sort=-name", "?q=ban&amp;sort=name", "descending"),
        ("/list/?q=ban&sort=head", "?q=ban&amp;sort=name", None),
    ],
)
def test_head_of_a_column_sorts_and_keeps_the_filter(
    address: str, link: str, order: str | None
) -> None:
    html = rendered('{% sort_th "name" "Thôn" %}', address)

    assert f'href="{link}"' in html
    assert re.findall(r'aria-sort="(\w+)"', html) == ([order] if order else [])


def test_pager_keeps_filter_and_order() -> None:
    page = Paginator(range(40), 15).page(2)

    html = rendered("{% pager page %}", "/list/?q=ban&sort=-name&page=2", page=page)

    assert "16–30 trong 40" in html
    links = re.findall(r'href="([^"]+)"', html)
    assert links == [f"?q=ban&amp;sort=-name&amp;page={number}" for number in (1, 1, 3, 3)]
    assert re.findall(r'<span aria-current="page">(\d+)</span>', html) == ["2"]


def test_one_page_needs_no_links() -> None:
    html = rendered("{% pager page %}", page=Paginator(range(3), 15).page(1))

    assert ("1–3 trong 3" in html, "href" in html) == (True, False)


def test_search_form_carries_the_rest_of_the_filter() -> None:
    html = rendered('{% kept_query "q" %}', "/list/?q=ban&state=draft&state=final&page=4")

    assert re.findall(r'name="(\w+)" value="(\w+)"', html) == [
        ("state", "draft"),
        ("state", "final"),
    ]


def test_what_came_with_the_address_is_escaped() -> None:
    html = rendered('{% kept_query %}{% sort_th "name" "Thôn" %}', "/list/?q=%22%3E%3Cscript%3E")

    assert "<script>" not in html


@pytest.mark.parametrize(
    ("state", "asks_again"),
    [
        (JobState.QUEUED, True),
        (JobState.RUNNING, True),
        (JobState.DONE, False),
        (JobState.FAILED, False),
        (JobState.CANCELLED, False),
    ],
)
def test_progress_is_asked_for_until_the_job_ends(state: JobState, asks_again: bool) -> None:
    job = Job(pk=7, state=state, progress_done=1250, progress_total=3000, message="Nhập hộ")

    html = rendered('{% job_progress job "/jobs/7/" "/list/" %}', job=job)

    assert ('hx-trigger="every 1s"' in html) is asks_again
    assert ('href="/list/"' in html) is (state == JobState.DONE)
    assert 'role="status"' in html


@pytest.mark.django_db
def test_marks_with_a_given_day_ask_the_database_nothing(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(0):
        rendered('{% state_badge "draft" %}{% percent 1 2 %}{% icon "home" %}')
