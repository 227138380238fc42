"""What the strict content policy and a weak line demand of templates and files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from pytest_django import Settings

from tests.org import Org

ROOT = Path(settings.BASE_DIR)
# Printed papers carry their own sheet and never meet the browser's policy.
PAPERS = ROOT / "templates" / "documents"
FORBIDDEN = {
    "style attribute": re.compile(r"\sstyle\s*="),
    "style element": re.compile(r"<style\b"),
    "event attribute": re.compile(r"\son[a-z]+\s*="),
    "inline script": re.compile(r"<script(?![^>]*\ssrc=)"),
    "evaluated htmx": re.compile(r"hx-on|js:|javascript:"),
    "foreign address": re.compile(r"""(?:src|href)=["'](?:https?:)?//"""),
}
KILO = 1000


def templates() -> Iterator[Path]:
    for path in sorted((ROOT / "templates").rglob("*.html")):
        if not path.is_relative_to(PAPERS):
            yield path


@pytest.mark.parametrize("kind", FORBIDDEN)
def test_template_keeps_to_the_policy(kind: str) -> None:
    found = {
        str(path.relative_to(ROOT)): FORBIDDEN[kind].findall(text)
        for path in templates()
        if FORBIDDEN[kind].search(
            text := re.sub(
                r"{% comment %}.*?{% endcomment %}",
                "",
                path.read_text(encoding="utf-8"),
                flags=re.DOTALL,
            )
        )
    }

    assert found == {}


def test_template_stays_readable() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in templates()
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 150
    }

    assert long == {}


def weight(html: str) -> tuple[int, dict[str, int]]:
    """Bytes on the line, brotli as served: the page, and each file it names or its sheet names."""
    names = set(re.findall(r'(?:src|href)="/static/([^"#]+)', html))
    sheets = [name for name in names if name.endswith(".css")]
    for sheet in sheets:
        text = Path(str(finders.find(sheet))).read_text(encoding="utf-8")
        names |= {f"fonts/{font}" for font in re.findall(r'url\("\.\./fonts/([^"]+)"', text)}
    files = {}
    for name in names:
        content = Path(str(finders.find(name))).read_bytes()
        files[name] = len(content if name.endswith("woff2") else brotli.compress(content))
    return len(brotli.compress(html.encode())), files


@pytest.mark.django_db
@pytest.mark.urls("tests.ui.gallery")
@pytest.mark.parametrize(("address", "limit"), [("/", 150), ("/autosave/", 100)])
def test_first_page_is_light(
    client: Client, org: Org, settings: Settings, address: str, limit: int
) -> None:
    settings.FRAME_PROVIDERS = ["tests.ui.gallery.frame_part"]
    client.force_login(org.lan)

    page, files = weight(client.get(address).content.decode())

    assert {"css/app.css", "bootstrap/css/bootstrap.min.css", "icons/sprite.svg"} <= set(files)
    assert len([name for name in files if name.endswith("woff2")]) == 2
    assert page + sum(files.values()) <= limit * KILO, files


def test_fonts_are_small_and_carry_their_licence() -> None:
    fonts = list((ROOT / "static" / "fonts").glob("*.woff2"))

    assert len(fonts) == 2
    assert sum(font.stat().st_size for font in fonts) <= 60 * KILO
    licence = (ROOT / "static" / "fonts" / "OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
