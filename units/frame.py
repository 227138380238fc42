"""Units in the frame around every page: search, own units, people, the trail, one's account."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from core.context import Choice, FramePart, MenuItem
from units.access import Access, access_of
from units.enums import Role
from units.policy import ADMINISTRATORS, OFFICE


def frame_part(request: HttpRequest) -> FramePart:
    """Menu, account menu, search and unit switcher by role; no query beyond the access itself."""
    user: Any = request.user
    if not user.is_authenticated:
        return FramePart()
    access = access_of(user)
    has_any_role = access.sees_all or bool(access.held)
    return FramePart(
        menu=tuple(_menu(access)) if has_any_role else (),
        units=tuple(_units(access, request.path)),
        account=(
            MenuItem(label=_("Tài khoản của tôi"), url=reverse("units:account"), icon="user"),
            MenuItem(label=_("Đổi mật khẩu"), url=reverse("accounts:change_password"), icon="lock"),
        ),
        search_url=reverse("units:search") if has_any_role else "",
    )


def _menu(access: Access) -> list[MenuItem]:
    every = reverse("units:search")
    items = [MenuItem(label=_("Đơn vị"), url=_units_url(access), icon="units", also=(every,))]
    group = _("Quản lý")
    if access.sees_all or access.has_role(*OFFICE, *ADMINISTRATORS):
        items.append(
            MenuItem(
                label=_("Người dùng"),
                url=reverse("units:people"),
                icon="people",
                group=group,
                also=(f"{every}letters/", f"{every}roles/", f"{every}deputies/"),
            )
        )
    audited = next((held for held in access.held if held.role == Role.AUDITOR), None)
    if audited:
        url = reverse("units:trail", args=[audited.unit_id])
        label = _("Nhật ký thao tác")
        items.append(MenuItem(label=label, short=_("Nhật ký"), url=url, icon="book", group=group))
    if access.sees_all or access.has_role(Role.ADMINISTRATOR):
        label, short = _("Danh mục hệ thống"), _("Danh mục")
        url = reverse("admin:index")
        items.append(MenuItem(label=label, short=short, url=url, icon="settings", group=group))
    return items


def _units_url(access: Access) -> str:
    """The page of the only unit, or the search that begins with all of them."""
    ids = {held.unit_id for held in access.held if held.role != Role.ADMINISTRATOR}
    return reverse("units:unit", args=[ids.pop()]) if len(ids) == 1 else reverse("units:search")


def _units(access: Access, path: str) -> list[Choice]:
    """One's units, each leading to its page; the only one is the current one."""
    roles: dict[int, list[str]] = {}
    names: dict[int, str] = {}
    for held in access.held:
        roles.setdefault(held.unit_id, []).append(str(Role(held.role).label))
        names[held.unit_id] = held.unit_name
    urls = {pk: reverse("units:unit", args=[pk]) for pk in names}
    return [
        Choice(
            label=name,
            url=urls[pk],
            note=", ".join(roles[pk]),
            is_current=len(names) == 1 or path == urls[pk],
        )
        for pk, name in names.items()
    ]
