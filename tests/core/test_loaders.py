"""Fixed sentences of a template are said once, when it is read; the page is the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.template import Context, Engine, Template
from django.template.base import TextNode
from django.templatetags.i18n import TranslateNode

PAGE = """{% load i18n %}{% translate "Tải về & in" %}|
{% if shown %}{% translate 'Có' %}{% elif name %}
{% translate "Chưa" %}{% else %}{% translate "Không" %}{% endif %}|
{% for one in many %}{% translate "Thôn" %} {{ one }}{% empty %}{% translate "Trống" %}{% endfor %}|
{% block foot %}{% translate name %}{% translate "100%" %}{% endblock %}|
{% translate "Đơn vị" as unit_title %}{{ unit_title }}|{% translate "abc"|upper %}"""
CHILD = """{% extends "page.html" %}{% load i18n %}
{% block foot %}{% translate "Hết" %}{% endblock %}"""
CONTEXTS: list[dict[str, object]] = [{}, {"shown": True, "many": ["Bản Pò"]}, {"name": "<b>"}]


def engine(folder: Path, *, said_once: bool) -> Engine:
    (folder / "page.html").write_text(PAGE, encoding="utf-8")
    (folder / "child.html").write_text(CHILD, encoding="utf-8")
    loader = "core.loaders.Loader" if said_once else "django.template.loaders.cached.Loader"
    inner = [("django.template.loaders.filesystem.Loader", [folder])]
    return Engine(loaders=[(loader, inner)], libraries={"i18n": "django.templatetags.i18n"})


@pytest.mark.parametrize("context", CONTEXTS)
@pytest.mark.parametrize("name", ["page.html", "child.html"])
def test_a_page_says_the_same(tmp_path: Path, name: str, context: dict[str, object]) -> None:
    ours, usual = (engine(tmp_path, said_once=once).get_template(name) for once in (True, False))

    for _look in range(2):
        assert ours.render(Context(context)) == usual.render(Context(context))


def test_only_what_can_change_is_asked_again(tmp_path: Path) -> None:
    page = engine(tmp_path, said_once=True).get_template("page.html")

    assert _words(page, TranslateNode) == [
        "translate name",
        'translate "Đơn vị" as unit_title',
        'translate "abc"|upper',
    ]
    said = {"Tải về & in", "Có", "Chưa", "Không", "Thôn", "Trống", "100%"}
    assert said <= set(_words(page, TextNode))


def _words(page: Template, kind: type[TranslateNode | TextNode]) -> list[str]:
    found: list[Any] = page.nodelist.get_nodes_by_type(kind)
    return [one.s if kind is TextNode else one.token.contents for one in found]
