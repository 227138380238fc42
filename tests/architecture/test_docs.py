"""What the documentation says is there: links, commands, apps, accounts, words on buttons."""

from __future__ import annotations

import ast
import inspect
import os
import re
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import get_commands

from reports.demo import people

ROOT: Path = settings.BASE_DIR
README = ROOT / "README.md"
GUIDES = ROOT / "docs" / "huong-dan"
PICTURES = GUIDES / "anh"
DOCS = sorted([README, ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")])
PICTURE_LIMIT = 120_000

GETTEXT = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy"}
TRANSLATE = re.compile(r"""(?:\btranslate\s+|\b_\()(["'])(.+?)\1""")
BLOCK = re.compile(r"{%\s*blocktranslate\b[^%]*%}(.*?){%\s*endblocktranslate\s*%}", re.DOTALL)
PLURAL = re.compile(r"{%\s*plural\s*%}")
HOLE = re.compile(r"{{.*?}}|%\(\w+\)[sd]|%[sd]")


def local_apps() -> list[str]:
    """The product's own apps, by folder."""
    return [one.name for one in apps.get_app_configs() if Path(one.path).parent == ROOT]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


# ---------------------------------------------------------------- the words of the product


def words_of_template(text: str) -> list[str]:
    """Every text that a template hands to gettext."""
    found = [match[2] for match in TRANSLATE.finditer(text)]
    for match in BLOCK.finditer(text):
        found += PLURAL.split(match[1])
    return [" ".join(one.split()) for one in found]


def words_of_module(text: str) -> list[str]:
    """Every literal that a module hands to gettext."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        if node.func.id in GETTEXT:
            words = [one.value for one in node.args if isinstance(one, ast.Constant)]
            found += [word for word in words if isinstance(word, str)]
    return found


@cache
def spoken() -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    """What the product can say: fixed texts, and texts with holes for names and numbers."""
    words: set[str] = set()
    for template in (ROOT / "templates").rglob("*.html"):
        words.update(words_of_template(template.read_text(encoding="utf-8")))
    for app in local_apps():
        for module in (ROOT / app).rglob("*.py"):
            words.update(words_of_module(module.read_text(encoding="utf-8")))
    # A text that begins with a hole would match nearly anything.
    with_holes = [word for word in words if len(HOLE.split(word)[0].strip()) >= 3]
    patterns = [
        re.compile(".+".join(re.escape(part) for part in HOLE.split(word))) for word in with_holes
    ]
    return frozenset(words), tuple(patterns)


def is_spoken(word: str) -> bool:
    """Whether a screen of the product can show this very text."""
    fixed, patterns = spoken()
    return word in fixed or any(pattern.fullmatch(word) for pattern in patterns)


# ---------------------------------------------------------------- tests


@pytest.mark.parametrize("path", DOCS, ids=name_of)
def test_links_lead_somewhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    targets = [target.split("#")[0] for target in re.findall(r"\]\(([^)\s]+)\)", text)]
    local = [target for target in targets if target and not target.startswith("http")]
    assert [target for target in local if not (path.parent / target).exists()] == []


@pytest.mark.parametrize("path", DOCS, ids=name_of)
def test_documents_name_no_machine(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"(?<![\w.])/(?:work|tmp|root|home)/\S*", text) == []


@pytest.mark.parametrize("path", sorted(GUIDES.glob("*.md")), ids=name_of)
def test_words_in_bold_stand_on_the_screen(path: Path) -> None:
    words = re.findall(r"\*\*(.+?)\*\*", path.read_text(encoding="utf-8").replace("\n", " "))
    assert [word for word in words if word != "in đậm" and not is_spoken(word)] == []


def test_words_that_no_screen_shows_are_found() -> None:
    assert is_spoken("Duyệt và sang đơn vị kế tiếp")
    assert is_spoken("Mở năm 2027")
    assert not is_spoken("Duyệt hết mọi đơn vị")
    assert not is_spoken("Mở tháng 2027")


def test_every_picture_is_used_made_and_small() -> None:
    texts = "\n".join(path.read_text(encoding="utf-8") for path in DOCS)
    script = (GUIDES / "screenshots.py").read_text(encoding="utf-8")
    kept = {path.stem: path.stat().st_size for path in PICTURES.glob("*.png")}
    assert kept.keys() == set(re.findall(r"anh/([\w-]+)\.png\)", texts))
    assert [name for name in kept if f'"{name}"' not in script and name != "tong-quan"] == []
    assert {name: size for name, size in kept.items() if size > PICTURE_LIMIT} == {}


def test_readme_fits_and_names_every_app() -> None:
    text = README.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 120
    assert [app for app in local_apps() if f"| `{app}` |" not in text] == []


@pytest.mark.parametrize("path", DOCS, ids=name_of)
def test_commands_named_exist(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    scripts = {ROOT / "bin" / name for name in re.findall(r"(?<![\w./-])bin/(\w+)", text)}
    assert [one.name for one in scripts if not os.access(one, os.X_OK)] == []
    named = set(re.findall(r"manage\.py (\w+)", text))
    assert named - get_commands().keys() == set()


def test_readme_shows_the_accounts_that_bin_run_prints() -> None:
    text = README.read_text(encoding="utf-8")
    told = re.findall(r"^\| `([a-z]+\.?[a-z0-9]+)` \|", text, re.MULTILINE)
    source = ast.parse(inspect.getsource(people.demo_accounts))
    wanted = next(node for node in ast.walk(source) if isinstance(node, ast.Tuple))
    names = tuple(name for name in told if name not in local_apps())
    assert names == ast.literal_eval(wanted)
