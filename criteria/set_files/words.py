"""What the shapes of both kinds of set file share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum
from typing import Annotated, Final, Self

from django.utils.translation import gettext as _

from core.data_files import AtMost, Fault, already_used
from recognitions.data import TITLES

Code = Annotated[str, AtMost(40)]
SetCode = Annotated[str, AtMost(60)]
Name = Annotated[str, AtMost(300)]

TITLE_CODES: Final = frozenset(fact.code for fact in TITLES)


class TitleCode(str):
    """The code of a title of the register (``recognitions.data``)."""

    __slots__ = ()

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Return the code, or raise ``ValueError`` with the codes that exist."""
        if text not in TITLE_CODES:
            raise ValueError(
                _("không có danh hiệu “%(text)s”; hãy chọn một trong: %(choices)s")
                % {"text": text, "choices": ", ".join(sorted(TITLE_CODES))}
            )
        return cls(text)


class FileKind(Enum):
    """What a file of the folder holds."""

    OFFICIAL = "official"
    INDICATORS = "indicators"


def twice(parts: Iterable[object]) -> Iterator[Fault]:
    """Complain about every part whose ``code`` an earlier one already has."""
    seen: set[str] = set()
    for part in parts:
        code = str(getattr(part, "code", ""))
        if code in seen:
            yield Fault(part, "code", already_used(code))
        seen.add(code)
