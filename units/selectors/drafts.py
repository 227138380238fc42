"""A pasted list of names, read line by line before anything is written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from core.errors import DomainError
from core.text import display_name, fold, one_line, without_kind
from units.enums import UnitType
from units.models import HouseholdMember, Unit
from units.selectors.duplicates import Candidate, Resident, alike_candidates, residents_of

MOST_LINES = 300
LONGEST_NAME = 200
# Only these are called by a kind word; "Trường Tiểu học Yến Lạc" is a whole name.
KIND_WORD_TYPES = frozenset({UnitType.PROVINCE, UnitType.COMMUNE, UnitType.VILLAGE, UnitType.CLAN})
USUAL_KIND_WORDS = {
    UnitType.PROVINCE: "tỉnh",
    UnitType.COMMUNE: "xã",
    UnitType.VILLAGE: "thôn",
    UnitType.CLAN: "dòng họ",
}
# What lists in Word and Zalo put before a name: "1. ", "12) ", "- ", "• ".
_BULLET = re.compile(r"^(?:\d{1,3}[.)]|[-–•*+])\s+")


@dataclass(frozen=True)
class DraftUnit:
    """One line of the list: the unit it makes, or why it makes none."""

    line: int
    name: str
    shown: str
    skipped: str = ""

    @property
    def is_new(self) -> bool:
        """Whether the line makes a unit."""
        return not self.skipped


def list_lines(text: str) -> list[tuple[int, str]]:
    """The lines that hold something, each with its number in the list, without list marks.

    Raises ``DomainError`` for an empty list and for one too long to be looked over.
    """
    lines = [
        (number, _BULLET.sub("", line.strip()).strip())
        for number, line in enumerate(text.splitlines(), start=1)
    ]
    found = [(number, line) for number, line in lines if line]
    if not found:
        raise DomainError(_("Hãy ghi ít nhất một tên, mỗi dòng một tên."), field="names")
    if len(found) > MOST_LINES:
        raise DomainError(
            _("Danh sách có %(count)d dòng; mỗi lần chỉ nhận %(most)d dòng. Hãy chia ra.")
            % {"count": len(found), "most": MOST_LINES},
            field="names",
        )
    return found


def draft_units(parent: Unit, unit_type: str, kind_word: str, text: str) -> list[DraftUnit]:
    """What each line of the list would make below the parent; one query.

    A name that stands there already, or twice in the list, makes nothing and says so. Raises
    ``DomainError`` naming the line when a line cannot be a name, or when nothing is new.
    """
    standing = Unit.objects.filter(parent=parent, type=unit_type, valid_to=None)
    known = {fold(unit.name): unit for unit in standing.order_by("-pk")}
    seen: dict[str, int] = {}
    drafts = []
    for number, line in list_lines(text):
        name = without_kind(kind_word, _checked(number, line))
        key = fold(name)
        drafts.append(
            DraftUnit(number, name, display_name(kind_word, name), _why_not(key, known, seen))
        )
        seen.setdefault(key, number)
    if not any(draft.is_new for draft in drafts):
        raise DomainError(_no_news(drafts), field="names")
    return drafts


def _checked(number: int, line: str) -> str:
    if "\t" in line:
        raise DomainError(
            _("Dòng %(line)d có nhiều cột. Hãy chỉ dán cột tên.") % {"line": number},
            field="names",
        )
    name = one_line(line)
    if not fold(name):
        raise DomainError(
            _("Dòng %(line)d không có chữ nào: “%(text)s”. Hãy sửa hoặc xóa dòng này.")
            % {"line": number, "text": name[:40]},
            field="names",
        )
    if len(name) > LONGEST_NAME:
        raise DomainError(
            _("Dòng %(line)d dài quá %(most)d ký tự. Hãy rút gọn tên.")
            % {"line": number, "most": LONGEST_NAME},
            field="names",
        )
    return name


def _why_not(key: str, known: dict[str, Unit], seen: dict[str, int]) -> str:
    if key in known:
        unit = known[key]
        code = f" ({unit.code})" if unit.code else ""
        return _("đã có %(unit)s%(code)s") % {"unit": unit, "code": code}
    if key in seen:
        return _("trùng dòng %(line)d") % {"line": seen[key]}
    return ""


def _no_news(drafts: Sequence[DraftUnit]) -> str:
    first = drafts[0]
    return _("Không có đơn vị nào mới: dòng %(line)d %(why)s.") % {
        "line": first.line,
        "why": first.skipped,
    }


# ---------------------------------------------------------------- households

OLDEST = 130
_FEMALE = frozenset({"nu", "gai", "female"})
_MALE = frozenset({"nam", "trai", "male"})
_PARTS = re.compile(r"[\t;,|]")


@dataclass(frozen=True)
class DraftHousehold:
    """One line of a list of households: its head, or why the line makes none."""

    line: int
    full_name: str
    birth_year: int | None = None
    is_female: bool | None = None
    skipped: str = ""
    # Who elsewhere in the commune has this name and birth year; the line is not refused for it.
    alike: str = ""

    @property
    def is_new(self) -> bool:
        """Whether the line makes a household."""
        return not self.skipped


def draft_households(
    village: Unit, text: str, *, this_year: int, sees_commune: bool
) -> list[DraftHousehold]:
    """What each line "Họ và tên; năm sinh; nam/nữ" would make in the village; two queries.

    Somebody of the same name and birth year who heads a household there already, or stands twice
    in the list, makes none. Raises ``DomainError`` naming the line that cannot be read, or when
    nothing is new.
    """
    heads = HouseholdMember.objects.filter(
        household__parent=village, household__valid_to=None, is_head=True, to_on=None
    )
    rows = heads.values_list("person__full_name", "person__birth_year", "household__code")
    known = {(fold(name), year): code for name, year, code in rows.order_by("-pk")}
    seen: dict[tuple[str, int | None], int] = {}
    drafts = []
    for number, line in list_lines(text):
        name, year, is_female = _head_of(number, line, this_year)
        key = (fold(name), year)
        drafts.append(DraftHousehold(number, name, year, is_female, _why_no_home(key, known, seen)))
        seen.setdefault(key, number)
    if not any(draft.is_new for draft in drafts):
        raise DomainError(
            _("Không có hộ nào mới: dòng %(line)d %(why)s.")
            % {"line": drafts[0].line, "why": drafts[0].skipped},
            field="names",
        )
    return _with_alike(village, drafts, sees_commune=sees_commune)


def _with_alike(
    village: Unit, drafts: list[DraftHousehold], *, sees_commune: bool
) -> list[DraftHousehold]:
    """The new ones with whoever of the commune looks like them, in this village or another."""
    commune = village.commune or village
    born_in = {one.birth_year for one in drafts if one.is_new and one.birth_year}
    residents = residents_of(commune, born_in=born_in)
    candidates = [
        Candidate(one.full_name, one.birth_year if one.is_new else None) for one in drafts
    ]
    alike = alike_candidates(residents, candidates)
    return [
        replace(
            one,
            alike="; ".join(
                _where(found.resident)
                if sees_commune or found.resident.village_id == village.pk
                else _("một hộ ở thôn khác")
                for found in alike.get(place, ())
            ),
        )
        for place, one in enumerate(drafts)
    ]


def _where(resident: Resident) -> str:
    return _("%(name)s, hộ %(household)s, %(village)s") % {
        "name": resident.full_name,
        "household": resident.household_name,
        "village": resident.village_name,
    }


def _head_of(number: int, line: str, this_year: int) -> tuple[str, int | None, bool | None]:
    name, *others = [one_line(part) for part in _PARTS.split(line)]
    name = _checked(number, name)
    year, is_female = None, None
    for part in filter(None, others):
        if part.isascii() and part.isdecimal() and this_year - OLDEST <= int(part) <= this_year:
            year = int(part)
        elif fold(part) in _FEMALE | _MALE:
            is_female = fold(part) in _FEMALE
        else:
            raise DomainError(
                _(
                    "Dòng %(line)d: không hiểu “%(part)s”. "
                    "Hãy ghi: Họ và tên; năm sinh; nam hoặc nữ."
                )
                % {"line": number, "part": part[:40]},
                field="names",
            )
    return name, year, is_female


def _why_no_home(
    key: tuple[str, int | None],
    known: dict[tuple[str, int | None], str],
    seen: dict[tuple[str, int | None], int],
) -> str:
    if key in known:
        return _("đã có hộ này, mã %(code)s") % {"code": known[key] or "–"}
    if key in seen:
        return _("trùng dòng %(line)d") % {"line": seen[key]}
    return ""
