"""Two people write into one passage at once: both texts are seen, and the second may still save."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from core import jobs
from reports.models import AnnualReport, EditedPassage
from reports.papers.passages import passages
from reports.papers.rich_text import from_html
from reports.services import building, life
from tests.builders.reports import PlanYear
from tests.sending import send


@pytest.fixture(autouse=True)
def _page_alone(settings: Settings) -> None:
    settings.FRAME_PROVIDERS = []


@pytest.fixture
def draft(na: PlanYear) -> AnnualReport:
    """The commune's draft of a year in which nobody handed in yet."""
    return life.fetch(building.build(building.open_report(na.year, na.host).pk).pk)


def path_of(draft: AnnualReport) -> str:
    key = passages(life.written(draft).blocks)[1].key
    return f"/reports/{draft.pk}/text/{key}/"


def version_in(page: str) -> str:
    """The version that the form on this page knows."""
    found = re.search(r'<input type="hidden" name="version" value="(\d+)"', page)
    assert found is not None
    return found[1]


def opened(client: Client, who: User, path: str) -> str:
    client.force_login(who)
    return version_in(client.get(path).content.decode())


def saved(client: Client, who: User, path: str, text: str, version: str) -> str:
    """The answer to Lưu đoạn: empty once it is saved, else the page that says why not."""
    client.force_login(who)
    answer = send(client, path, text=f"<p>{text}</p>", version=version)
    return "" if answer.status_code == 302 else answer.content.decode()


def test_hoa_sees_minhs_words_beside_hers_and_saves_again(
    na: PlanYear, draft: AnnualReport, client: Client
) -> None:
    path = path_of(draft)
    of_minh, of_hoa = (opened(client, who, path) for who in (na.org.minh, na.org.hoa))
    assert not saved(client, na.org.minh, path, "Minh viết trước.", of_minh)

    refused = saved(client, na.org.hoa, path, "Hòa viết sau.", of_hoa)

    assert "vừa được lưu ở nơi khác" in refused
    assert "Hòa viết sau." in refused
    assert "Minh viết trước." in refused
    assert f"{na.org.minh} sửa lúc" in refused
    assert EditedPassage.objects.get().blocks == from_html("<p>Minh viết trước.</p>")

    assert not saved(client, na.org.hoa, path, "Cả hai cùng viết.", version_in(refused))
    assert EditedPassage.objects.get().blocks == from_html("<p>Cả hai cùng viết.</p>")


def test_hoa_learns_that_minh_took_the_written_words_again(
    na: PlanYear, draft: AnnualReport, client: Client
) -> None:
    path = path_of(draft)
    assert not saved(client, na.org.minh, path, "Minh viết trước.", "0")
    of_hoa = opened(client, na.org.hoa, path)
    client.force_login(na.org.minh)
    send(client, f"{path}drop/")

    refused = saved(client, na.org.hoa, path, "Hòa viết sau.", of_hoa)

    assert "đang dùng bản lập tự động" in refused
    assert not saved(client, na.org.hoa, path, "Hòa viết sau.", version_in(refused))
    assert EditedPassage.objects.get().blocks == from_html("<p>Hòa viết sau.</p>")


def test_while_the_files_are_made_anew_the_page_says_that_they_are_the_older_ones(
    na: PlanYear, draft: AnnualReport, client: Client
) -> None:
    told = "Tệp PDF và Word ở trên là bản trước"
    page = f"/reports/{draft.pk}/"
    client.force_login(na.org.minh)
    assert told not in client.get(page).content.decode()

    assert not saved(client, na.org.minh, path_of(draft), "Minh viết.", "0")
    assert told in client.get(page).content.decode()

    jobs.run_all_due()
    assert told not in client.get(page).content.decode()
