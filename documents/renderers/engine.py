"""WeasyPrint, warmed up once in a process and kept from fetching anything.

Three things make a short paper cheap: the style sheet and the faces are read once, the paper's
own well-formed HTML is parsed as XML, and a short sheet of defaults stands in for the engine's.
"""

from __future__ import annotations

import gc
import importlib
import os
import threading
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Final

import cssselect2

from documents.fonts.metrics import FONT_FOLDER

TEMPLATES: Final = Path(__file__).resolve().parents[2] / "templates"
# The engine keeps caches per font configuration: start afresh now and then.
RENDERS_PER_STUDIO: Final = 200
_LOCK: Final = threading.Lock()


class RenderError(RuntimeError):
    """A paper could not be set; the message says what was asked for and refused."""


class Studio:
    """WeasyPrint with the faces loaded and the style sheets read, for one process."""

    def __init__(self) -> None:
        # Imported on first use: it needs Pango and half a second, which the web pages do not.
        self._weasyprint: Any = importlib.import_module("weasyprint")
        fonts: Any = importlib.import_module("weasyprint.text.fonts")
        urls: Any = importlib.import_module("weasyprint.urls")
        self._refusal: type[BaseException] = urls.FatalURLFetchingError
        self.fetcher = _shipped_faces_only(urls)
        self._fonts = fonts.FontConfiguration()
        self._defaults = self.stylesheet(css_file("paper_defaults.css"))
        self._base = self.stylesheet(css_file("paper.css"))
        self._document = _document_class(self._weasyprint, self._defaults, self.fetcher)
        self.renders = 0

    def stylesheet(self, text: str) -> Any:
        """A parsed style sheet; relative addresses name files in the font folder."""
        return self._weasyprint.CSS(
            string=text,
            font_config=self._fonts,
            url_fetcher=self.fetcher,
            base_url=f"{FONT_FOLDER.as_uri()}/",
        )

    def lay_out(self, html: str, css: str) -> Any:
        """The document laid out in pages, not yet drawn.

        Raises ``RenderError`` where it asks for anything but the shipped faces.
        """
        self.renders += 1
        try:
            return self._document(html).render(
                stylesheets=[self._base, self.stylesheet(css)], font_config=self._fonts
            )
        except self._refusal as error:
            raise RenderError(f"refused to fetch {error}") from error


@contextmanager
def studio() -> Iterator[Studio]:
    """The process's studio, for one paper at a time, with the cyclic collector resting.

    A collection in the middle would walk all boxes again and again. What stands before (modules,
    settings) is frozen, so that the one collection afterwards looks at the paper's rubbish only.
    """
    with _LOCK:
        was_on = gc.isenabled()
        gc.disable()
        gc.freeze()
        try:
            yield _current()
        finally:
            gc.collect()
            gc.unfreeze()
            if was_on:
                gc.enable()


def _current() -> Studio:
    found = _studio_of(os.getpid())
    if found.renders >= RENDERS_PER_STUDIO:
        _studio_of.cache_clear()
        found = _studio_of(os.getpid())
    return found


@cache
def _studio_of(process: int) -> Studio:  # noqa: ARG001
    """One studio a process: the temporary folder of the faces must not be shared over a fork."""
    return Studio()


@cache
def css_file(name: str) -> str:
    """The text of one of the papers' style sheets."""
    return (TEMPLATES / "documents" / name).read_text(encoding="utf-8")


def _document_class(weasyprint: Any, defaults: Any, fetcher: Any) -> Any:
    """WeasyPrint's document, read from well-formed HTML and with the short sheet of defaults."""

    class PaperDocument(weasyprint.HTML):  # type: ignore[misc]
        def __init__(self, html: str) -> None:
            # The HTML is our own template's, every value in it escaped: no outside XML.
            root = ET.fromstring(html)  # noqa: S314
            self.base_url = None
            self.url_fetcher = fetcher
            self.media_type = "print"
            self.wrapper_element = cssselect2.ElementWrapper.from_html_root(
                root, content_language=None
            )
            self.etree_element = self.wrapper_element.etree_element

        def _ua_stylesheets(self, forms: bool = False) -> list[Any]:  # noqa: ARG002, FBT001, FBT002
            return [defaults]

    return PaperDocument


def _shipped_faces_only(urls: Any) -> Any:
    """A fetcher that knows the shipped faces and embedded data, and stops at anything else."""
    allowed = {face.as_uri() for face in FONT_FOLDER.glob("*.ttf")}

    class ShippedFacesOnly(urls.URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            if url in allowed or url.startswith("data:"):
                return super().fetch(url, headers)
            raise urls.FatalURLFetchingError(url)

    return ShippedFacesOnly(allowed_protocols=("data", "file"), allow_redirects=False)
