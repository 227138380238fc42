"""What goes wrong in templates without a word: a name given in one block is empty in another."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

import pytest
from django.conf import settings

FOLDER: Path = settings.BASE_DIR / "templates"
TAG = re.compile(r"{%\s*(.*?)\s*%}|{{\s*(.*?)\s*}}", re.DOTALL)
GIVEN = re.compile(r"\b(?:as|asvar)\s+(\w+)")


def borrowed_names(text: str) -> set[str]:
    """Names that one block of a child template gives and only another block uses."""
    given: dict[str, set[str]] = defaultdict(set)
    used: dict[str, set[str]] = defaultdict(set)
    stack: list[str] = []
    for match in TAG.finditer(text):
        inside = match[1] or match[2] or ""
        if inside.startswith("block "):
            stack.append(inside.split()[1])
        elif inside.split(" ")[0] == "endblock":
            stack.pop()
        elif stack:
            given[stack[0]] |= set(GIVEN.findall(inside))
            used[stack[0]] |= set(re.findall(r"(?<![\w.'\"])[a-z]\w*(?=[\s.|%}]|$)", inside))
    return {
        name
        for giver, names in given.items()
        for user in used.keys() - {giver}
        for name in (names & used[user]) - given[user]
    }


def test_a_borrowed_name_is_found() -> None:
    own = '{% block a %}{% url "x" as there %}{{ there }}{% endblock %}'

    assert borrowed_names(own + "{% block b %}{{ there }}#top{% endblock %}") == {"there"}
    assert (
        borrowed_names(own + '{% block b %}{% url "x" as there %}{{ there }}{% endblock %}')
        == set()
    )


@pytest.mark.parametrize(
    "path", sorted(FOLDER.rglob("*.html")), ids=lambda path: path.relative_to(FOLDER).as_posix()
)
def test_no_block_borrows_a_name_from_another(path: Path) -> None:
    assert borrowed_names(path.read_text(encoding="utf-8")) == set()


def unsaid(text: str) -> list[str]:
    """What a translated text cannot say: in it only plain names stand for something."""
    bodies = re.findall(
        r"{%\s*blocktranslate\b[^%]*(?:%(?!})[^%]*)*%}(.*?){%\s*endblocktranslate", text, re.DOTALL
    )
    said = [name for body in bodies for name in re.findall(r"{{\s*(.*?)\s*}}", body)]
    return [name for name in said if not name.isidentifier()]


def test_a_filter_in_a_translated_text_is_found() -> None:
    text = "{% blocktranslate %}{{ place|capfirst }}, {{ a.b }}, {{ c }}{% endblocktranslate %}"

    assert unsaid(text) == ["place|capfirst", "a.b"]


@pytest.mark.parametrize(
    "path", sorted(FOLDER.rglob("*.html")), ids=lambda path: path.relative_to(FOLDER).as_posix()
)
def test_every_translated_text_says_all_it_names(path: Path) -> None:
    assert unsaid(path.read_text(encoding="utf-8")) == []
