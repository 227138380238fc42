"""What the audit trail calls the acts of this app."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from imports.enums import Mode

AREAS: dict[str, str | Promise] = {"imports": _("Nhập từ Excel")}

ACTIONS: dict[str, str | Promise] = {
    "imports.uploaded": _("Gửi tệp Excel"),
    "imports.read": _("Đọc tệp Excel"),
    "imports.previewed": _("Xem trước tệp Excel"),
    "imports.font_chosen": _("Chuyển chữ phông cũ của tệp Excel"),
    "imports.commit_requested": _("Xác nhận ghi tệp Excel"),
    "imports.undo_requested": _("Yêu cầu hoàn tác lần nhập Excel"),
    "imports.committed": _("Ghi dữ liệu từ tệp Excel"),
    "imports.undone": _("Hoàn tác lần nhập Excel"),
    "imports.refused": _("Không nhận tệp Excel"),
}

VALUES: dict[str, str | Promise] = {
    "kind": _("loại danh sách"),
    "file": _("tệp"),
    "list": _("danh sách"),
    "mode": _("cách ghi"),
    "rows": _("số dòng"),
    "skipped": _("bỏ qua"),
    "new": _("thêm mới"),
    "changed": _("thay đổi"),
    "same": _("không đổi"),
    "refused": _("có lỗi"),
    "digest": _("mã kiểm tra"),
}

# Short: the page on which it is chosen says what it means.
WORDS: dict[str, str | Promise] = {
    Mode.ALL.value: _("tất cả hoặc không"),
    Mode.GOOD.value: _("chỉ dòng đúng"),
}

JOBS: dict[str, str | Promise] = {
    "imports.read": _("Đọc tệp Excel"),
    "imports.commit": _("Ghi danh sách từ tệp Excel"),
    "imports.undo": _("Hoàn tác danh sách từ tệp Excel"),
}
