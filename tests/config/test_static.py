"""Static files as a production installation publishes them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.templatetags.static import static
from pytest_django import Settings

ASSETS = [
    "bootstrap/css/bootstrap.min.css",
    "django_htmx/htmx-2.min.js",
    "admin/css/base.css",
]


@pytest.fixture
def published(settings: Settings, tmp_path: Path) -> Path:
    """The folder after collecting, every file named by its content."""
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    return tmp_path


@pytest.mark.usefixtures("published")
def test_assets_are_published_under_the_name_of_their_content() -> None:
    addresses = [static(name) for name in ASSETS]

    without_hash = [re.sub(r"\.[0-9a-f]{12}(?=\.)", "", address) for address in addresses]
    assert without_hash == [f"/static/{name}" for name in ASSETS]
    assert set(addresses).isdisjoint(without_hash)


def test_bootstrap_brings_its_licence_and_only_the_builds_in_use(published: Path) -> None:
    files = {path.name for path in (published / "bootstrap").rglob("*") if path.is_file()}
    plain = {name for name in files if not re.search(r"\.[0-9a-f]{12}(\.|$)", name)}

    assert plain == {
        "LICENSE",
        "bootstrap.min.css",
        "bootstrap.min.css.map",
    }


def test_no_style_sheet_reaches_for_another_host(published: Path) -> None:
    reaching = [
        path.name
        for path in published.rglob("*.css")
        if re.search(r"url\(['\"]?(https?:)?//", path.read_text(encoding="utf-8"))
    ]

    assert reaching == []
