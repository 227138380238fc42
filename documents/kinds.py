"""What the apps above say of the papers they write; each registers its kinds when it is ready."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from accounts.models import User
from documents.models import IssuedPaper
from documents.paper import Paper


def _nothing(_paper: IssuedPaper, _actor: User | None) -> None:
    """Nothing follows."""


def _who_sees_it(_user: User, _paper: IssuedPaper) -> bool:
    """Whoever sees the paper opens its files."""
    return True


def _nowhere(_paper: IssuedPaper) -> str:
    return ""


@dataclass(frozen=True)
class PaperSource:
    """One kind of paper.

    ``set_paper`` gives the paper of the closed content, without number and as a draft;
    ``path`` is the page where its content is written; ``may_open`` says which of those who see
    the paper open its files; the others are called inside the transaction of the step that they
    are named after.
    """

    set_paper: Callable[[IssuedPaper], Paper]
    path: Callable[[IssuedPaper], str] = _nowhere
    may_open: Callable[[User, IssuedPaper], bool] = _who_sees_it
    when_numbered: Callable[[IssuedPaper, User | None], None] = _nothing
    when_sent: Callable[[IssuedPaper, User | None], None] = _nothing
    when_returned: Callable[[IssuedPaper, User | None], None] = _nothing


_SOURCES: dict[str, PaperSource] = {}


def register(kind: str, source: PaperSource) -> None:
    """Say who writes papers of this kind; saying it again replaces it."""
    _SOURCES[kind] = source


def source_of(paper: IssuedPaper) -> PaperSource:
    """Who writes this paper. ``KeyError`` for a kind that no app knows."""
    return _SOURCES[paper.kind]
