"""What a campaign's office may word: kinds of paper, whichever app above makes them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from accounts.models import User
from campaigns.models import Campaign
from documents.paper import Paper
from documents.papers.template import Template


@dataclass(frozen=True)
class WordedKind:
    """A kind of paper: the code that its outlines are kept under, its name, its template.

    ``trial`` sets the newest one that a person sees in words that are only tried out.
    """

    code: str
    label: str | Promise
    template: Template[Any]
    trial: Callable[[User, Campaign, str], Paper | None]
