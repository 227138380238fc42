"""The audit trail in words: what each action is called, for the auditor's page.

An app above says its own words in a module ``audit_words`` with ``AREAS``, ``ACTIONS`` and
``VALUES``, where it has such also ``WORDS`` (codes of states and answers), ``JOBS`` (kinds of
work in the background) and ``FROM`` (acts with another name where they began from a state).
A module ``audit_names`` turns codes of the app's rows into words with ``names_of``, and with
``READERS`` what events of a kind keep in short into the names and values that it stands for.
All are gathered when the product starts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from importlib import import_module
from typing import Any

from django.apps import apps
from django.utils.functional import Promise
from django.utils.module_loading import module_has_submodule
from django.utils.translation import gettext_lazy as _

from core.models import AuditEvent
from core.numbers import format_number
from units.enums import Leaving, Role, UnitType

# The first part of an action names its area.
AREAS: dict[str, str | Promise] = {
    "accounts": _("Tài khoản và đăng nhập"),
    "memberships": _("Vai trò"),
    "deputies": _("Ủy quyền cho cấp phó"),
    "units": _("Đơn vị"),
    "job": _("Việc nền"),
    "steward": _("Trang quản trị"),
}

ACTIONS: dict[str, str | Promise] = {
    "accounts.signed_in": _("Đăng nhập"),
    "accounts.sign_in_failed": _("Đăng nhập không thành công"),
    "accounts.letter_issued": _("Cấp thư mở tài khoản"),
    "accounts.letter_withdrawn": _("Thu hồi thư mở tài khoản"),
    "accounts.phone_lost": _("Báo mất điện thoại: kết thúc mọi phiên, thu hồi thư"),
    "accounts.password_set_by_letter": _("Đặt mật khẩu bằng thư"),
    "accounts.password_changed": _("Đổi mật khẩu"),
    "accounts.opened": _("Mở tài khoản"),
    "accounts.changed": _("Sửa thông tin tài khoản"),
    "accounts.closed": _("Ngừng tài khoản"),
    "accounts.reopened": _("Mở lại tài khoản"),
    "memberships.granted": _("Giao vai trò"),
    "memberships.ended": _("Kết thúc vai trò"),
    "memberships.withdrawn": _("Thu hồi vai trò giao nhầm"),
    "deputies.named": _("Ủy quyền cho cấp phó"),
    "deputies.ended": _("Kết thúc ủy quyền trước hạn"),
    "units.created": _("Lập đơn vị"),
    "units.moved": _("Chuyển đơn vị cấp trên"),
    "units.renamed": _("Đổi tên đơn vị"),
    "units.merged": _("Sáp nhập đơn vị"),
    "units.carried_along": _("Chuyển đơn vị, hộ trực thuộc theo đơn vị sáp nhập"),
    "units.dissolved": _("Giải thể đơn vị"),
    "units.split": _("Chia tách đơn vị"),
    "units.reopened": _("Mở lại đơn vị đóng nhầm"),
    "units.corrected": _("Sửa thông tin đơn vị"),
    "units.member_added": _("Ghi người vào hộ"),
    "units.member_corrected": _("Sửa thông tin người trong hộ"),
    "units.member_left": _("Ghi người rời hộ"),
    "units.individuals_entered": _("Đưa người trong hộ vào danh sách cá nhân"),
    "units.head_changed": _("Đổi chủ hộ"),
    "units.list_written": _("Ghi cả danh sách từ tệp Excel"),
    "units.list_taken_back": _("Hoàn tác cả danh sách từ tệp Excel"),
    "units.clan_joined": _("Ghi các hộ của dòng họ"),
    "units.nation_loaded": _("Nạp danh mục đơn vị cả nước"),
    "units.trail_copied": _("Tải bản sao nhật ký"),
    "job.queued": _("Xếp việc nền"),
    "steward.added": _("Thêm ở trang quản trị"),
    "steward.changed": _("Sửa ở trang quản trị"),
    "steward.deleted": _("Xóa ở trang quản trị"),
}


# Names of values in "before" and "after".
VALUES: dict[str, str | Promise] = {
    "username": _("tên đăng nhập"),
    "full_name": _("họ và tên"),
    "phone_changed": _("đổi số điện thoại"),
    "letters": _("số thư thu hồi"),
    "password_dropped": _("bỏ mật khẩu đang dùng"),
    "user": _("mã người dùng"),
    "role": _("vai trò"),
    "title": _("chức danh"),
    "from": _("từ ngày"),
    "to": _("đến hết ngày"),
    "id": _("mã số"),
    "type": _("loại"),
    "name": _("tên"),
    "parent": _("đơn vị cấp trên"),
    "path": _("vị trí trong cây"),
    "last_day": _("ngày cuối"),
    "kind_word": _("từ chỉ loại"),
    "code": _("mã"),
    "position": _("thứ tự"),
    "place_name": _("địa danh ghi trên văn bản"),
    "letterhead": _("tên cơ quan ghi trên văn bản"),
    "symbol": _("chữ viết tắt trong ký hiệu"),
    "is_difficult_area": _("vùng khó khăn"),
    "note": _("ghi chú"),
    "new": _("đơn vị mới"),
    "ended": _("đơn vị cũ kết thúc"),
    "birth_year": _("năm sinh"),
    "is_female": _("nữ"),
    "people": _("người trong hộ"),
    "person": _("mã người"),
    "bearers": _("đơn vị mang tên"),
    "individual": _("đơn vị cá nhân"),
    "leaving": _("lý do rời hộ"),
    "head": _("chủ hộ"),
    "since": _("chủ hộ từ ngày"),
    "partly": _("một phần"),
    "legal_basis": _("căn cứ"),
    "requested_by": _("mã người yêu cầu"),
    "value": _("kết quả"),
    "number": _("số"),
    "status": _("trạng thái"),
    "answers": _("tiêu chí"),
    "figures": _("số liệu"),
    "reason": _("lý do"),
    "rows": _("các dòng"),
    "file": _("mã tệp"),
    "figures_hash": _("mã kiểm tra số liệu"),
    "version": _("bản"),
    "job": _("mã việc"),
    "kind_of_work": _("mảng việc"),
    "added": _("thêm"),
    "changed": _("sửa"),
    "deleted": _("xóa"),
    "with_it": _("xóa cùng"),
}
_WORDS: dict[str, str | Promise] = {
    **{role.value: role.label for role in Role},
    **{one.value: one.label for one in UnitType},
    **{one.value: one.label for one in Leaving},
}
# What a kind of work in the background does, where no namer tells more of the one job.
JOBS: dict[str, str | Promise] = {"units.verify_trail": _("Kiểm tra niêm phong nhật ký")}
# Acts that are called otherwise where this stood before.
_FROM: dict[tuple[str, str], str | Promise] = {}
MOST_ROWS = 20
# A day as the trail keeps it.
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
# A figure as the database keeps it. Three places could be thousands that were written with a dot.
_DECIMAL = re.compile(r"-?\d+\.\d{1,2}")
# Text with dots that is no figure.
_NO_FIGURES = frozenset({"code", "note", "reason", "symbol", "text", "title", "version"})

Names = dict[str, str]
# Each looks at every code of a page and answers those that are its own: one query a namer.
_NAMERS: list[Callable[[frozenset[str]], Names]] = []
# By the kind of object: what its events keep as before and after, in names and values.
_READERS: dict[str, Callable[[Any], Any]] = {}


@dataclass(frozen=True)
class TrailLine:
    """An event as the auditor reads it."""

    event: AuditEvent
    label: str
    about: str
    before: list[str]
    after: list[str]

    @property
    def roles(self) -> str:
        """In which roles the actor did it, in words."""
        held = filter(None, self.event.role.split(", "))
        return ", ".join(str(_WORDS.get(one, one)) for one in held)


def gather() -> None:
    """Add the words of every app that has some."""
    for app in apps.get_app_configs():
        if app.module is not None and module_has_submodule(app.module, "audit_words"):
            own = import_module(f"{app.name}.audit_words")
            AREAS.update(own.AREAS)
            ACTIONS.update(own.ACTIONS)
            VALUES.update(own.VALUES)
            _WORDS.update(getattr(own, "WORDS", {}))
            JOBS.update(getattr(own, "JOBS", {}))
            _FROM.update(getattr(own, "FROM", {}))
        if app.module is not None and module_has_submodule(app.module, "audit_names"):
            names = import_module(f"{app.name}.audit_names")
            _NAMERS.append(names.names_of)
            _READERS.update(getattr(names, "READERS", {}))


def lines_of(events: Iterable[AuditEvent]) -> list[TrailLine]:
    """The events in Vietnamese: the action, its object, the values before and after.

    Codes that stand in them are asked of the apps all at once.
    """
    shown = [(one, _read(one, one.before), _read(one, one.after)) for one in events]
    names = names_of(
        {
            code
            for event, before, after in shown
            for code in (event.object_label, *_keys([before, after]))
        }
    )
    return [
        TrailLine(
            event,
            act_of(event),
            names.get(event.object_label, event.object_label),
            _lines(before, names),
            _lines(after, names),
        )
        for event, before, after in shown
    ]


def _read(event: AuditEvent, value: Any) -> Any:
    reader = _READERS.get(event.object_kind)
    return value if reader is None else reader(value)


def line_of(event: AuditEvent) -> TrailLine:
    """One event in Vietnamese."""
    return lines_of([event])[0]


def names_of(codes: Iterable[str]) -> Names:
    """What the codes stand for, as far as some app knows; a code nobody knows is left out."""
    asked = frozenset(codes)
    kinds = {code: code.split(" ", 1)[0] for code in asked}
    names = {code: str(JOBS[kind]) for code, kind in kinds.items() if kind in JOBS}
    for namer in _NAMERS:
        names.update(namer(asked))
    return names


def _keys(value: Any) -> Iterator[str]:
    """The keys of a value, however deep, that have no fixed word."""
    if isinstance(value, dict):
        for key, one in value.items():
            if key not in VALUES:
                yield key
            yield from _keys(one)
    elif isinstance(value, list):
        for one in value:
            yield from _keys(one)


def action_label(action: str) -> str:
    """The action in Vietnamese; an action without a word stays what it is."""
    return str(ACTIONS.get(action, action))


def act_of(event: AuditEvent) -> str:
    """What was done, in Vietnamese."""
    return act_from(event.action, event.before if isinstance(event.before, str) else "")


def act_from(action: str, before: str) -> str:
    """The action as it is called from this state: to open what was closed is to open it again."""
    return str(_FROM.get((action, before)) or action_label(action))


def _lines(value: Any, names: Names) -> list[str]:
    """What stands in a value; what is empty says nothing and is left out."""
    if isinstance(value, dict):
        told = [line for key, one in value.items() if (line := _entry(key, one, names))]
        return _cut(told) if all(key.isdecimal() for key in value) else told
    if isinstance(value, list):
        return _cut([text for one in value if (text := _text(one, names))])
    return [text] if (text := _text(value, names)) else []


def _entry(key: str, value: Any, names: Names) -> str:
    label = str(VALUES.get(key) or names.get(key, key))
    if isinstance(value, str) and value in {label, key}:  # a code that stands for itself
        return label
    is_text = isinstance(value, str) and key in _NO_FIGURES and not _DAY.fullmatch(value)
    told = value if is_text else _text(value, names)
    return f"{label}: {told}" if told else ""


def _cut(lines: list[str]) -> list[str]:
    """No more rows than a page can show; the trail keeps them all."""
    return [*lines[:MOST_ROWS], "…"] if len(lines) > MOST_ROWS else lines


def _text(value: Any, names: Names) -> str:
    """A value in words; nothing for what is empty."""
    if isinstance(value, dict):
        return ", ".join(_lines(value, names))
    if isinstance(value, bool):
        return str(_("có") if value else _("không"))
    if isinstance(value, list):
        return ", ".join(text for one in value if (text := _text(one, names)))
    if isinstance(value, Decimal):
        return format_number(value)
    return "" if value is None else _word(str(value))


def _word(text: str) -> str:
    """A day, a figure, the word of a code, or the text as it is."""
    if _DAY.fullmatch(text):
        return f"{text[8:]}/{text[5:7]}/{text[:4]}"
    if _DECIMAL.fullmatch(text):
        return format_number(Decimal(text))
    return str(_WORDS.get(text, text)).strip()
