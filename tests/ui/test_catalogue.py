"""No English reaches a reader: our catalogue covers what Django leaves open."""

from __future__ import annotations

import re
from pathlib import Path

import django
import polib
import pytest
from django.conf import settings
from django.utils.translation import gettext, ngettext, pgettext

OWN = Path(settings.BASE_DIR) / "locale" / "vi" / "LC_MESSAGES"
DJANGO = Path(django.__file__).parent
PACKAGES = ["conf", "contrib/auth", "contrib/admin", "contrib/contenttypes", "contrib/sessions"]
# Names of languages, and the page of an empty new project.
UNSEEN = ("conf/global_settings.py", "views/templates/default_urlconf.html")
# The same in both languages.
ALIKE = {
    ":",
    ":?.!",
    ", ",
    "%(class_name)s %(instance)s",
    "%(size)d byte",
    "…",
    "%(truncated_text)s…",
    "IPv4",
    "IPv6",
    "Email",
    "Slug",
    "URL",
    "%s KB",
    "%s MB",
    "%s GB",
    "%s TB",
    "%s PB",
    "hash",
    "salt",
}


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_machine_file_matches_its_source(domain: str) -> None:
    source = polib.pofile(str(OWN / f"{domain}.po"))
    machine = polib.mofile(str(OWN / f"{domain}.mo"))

    said = {(e.msgctxt, e.msgid): e.msgstr or e.msgstr_plural[0] for e in source}
    read = {(e.msgctxt, e.msgid): e.msgstr or e.msgstr_plural[0] for e in machine}
    assert read == said, "run bin/messages"


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_placeholders_survive_translation(domain: str) -> None:
    names = re.compile(r"%\(\w+\)[sdr]|%[sd]|{\w*}")
    lost = {
        entry.msgid: entry.msgstr or entry.msgstr_plural[0]
        for entry in polib.pofile(str(OWN / f"{domain}.po"))
        if set(names.findall(entry.msgstr or entry.msgstr_plural[0]))
        - set(names.findall(entry.msgid))
    }

    assert lost == {}


def shown(entry: polib.POEntry) -> str:
    if entry.msgid_plural:
        return ngettext(entry.msgid, entry.msgid_plural, 2)
    if entry.msgctxt:
        return pgettext(entry.msgctxt, entry.msgid)
    return gettext(entry.msgid)


@pytest.mark.parametrize("package", PACKAGES)
def test_django_speaks_vietnamese(package: str) -> None:
    source = polib.pofile(str(DJANGO / package / "locale/en/LC_MESSAGES/django.po"))
    english = {
        entry.msgid
        for entry in source
        if not any(place in UNSEEN for place, _line in entry.occurrences)
        and shown(entry) in {entry.msgid, entry.msgid_plural}
    }

    assert english - ALIKE == set()
