"""What the grid's script says; ``{name}`` is filled in by the script."""

from __future__ import annotations

from django.utils.translation import gettext as _


def grid_words() -> dict[str, str]:
    """The sentences by name."""
    return {
        "total": _("Cộng"),
        "cell": _("{row}, cột “{column}”"),
        "locked": _("Chỉ xem: {reason}"),
        "read_only": _("Cột này chỉ để xem."),
        "changed": _("Đã sửa, chưa lưu; trên máy chủ: {saved}"),
        "carried": _("Mang sang từ năm trước, chưa xác nhận"),
        "returned": _("Bị trả lại"),
        "noted": _("Có ghi chú"),
        "invalid": _("Chưa hợp lệ: {error}"),
        "empty": _("trống"),
        "none_found": _("Không có tên nào khớp."),
        "found": _("{count}/{all} dòng"),
        "unsaved": _("{count} ô chưa lưu"),
        "all_saved": _("Đã lưu trên máy chủ {at}"),
        "nothing": _("Chưa có ô nào thay đổi."),
        "saving": _("Đang lưu…"),
        "reading": _("Đang đọc khối dán…"),
        "offline": _("Chưa lưu được vì mất mạng. Các ô đã sửa còn trên máy này; hãy lưu lại sau."),
        "signed_out": _(
            "Hết phiên làm việc. Các ô đã sửa còn trên máy này: hãy đăng nhập lại rồi bấm Lưu."
        ),
        "other_account": _(
            "Trình duyệt này đang đăng nhập tài khoản khác nên chưa ô nào được lưu. Các ô đã sửa "
            "còn trên máy này: hãy đăng nhập lại bằng tài khoản đã mở bảng rồi bấm Lưu."
        ),
        "failed": _("Máy chủ chưa ghi được (mã {code}). Các ô đã sửa còn nguyên; hãy lưu lại sau."),
        "has_invalid": _("Còn {count} ô chưa hợp lệ. Hãy sửa các ô tô đỏ rồi lưu."),
        "restored": _("Đã đưa lại {count} ô chưa lưu từ lần trước. Ctrl+Z để bỏ."),
        "undone": _("Đã hoàn tác {count} ô."),
        "redone": _("Đã làm lại {count} ô."),
        "copied": _("Đã chép {count} ô."),
        "repeated": _("Lần lưu này đã được ghi trước đó; không ghi thêm lần nữa."),
        "paste_sum": _("{changed} ô sẽ thay đổi · {same} ô giữ nguyên · {refused} ô bị từ chối"),
        "paste_none": _("Khối dán không làm ô nào thay đổi."),
        "paste_merged": _(
            "Ô gộp: giá trị chỉ đứng ở ô đầu. Hãy bỏ gộp ô trong Excel rồi chép lại."
        ),
        "paste_wide": _("Khối dán rộng hơn bảng {count} cột; phần thừa không được đưa vào."),
        "paste_long": _("Khối dán dài hơn bảng {count} dòng; phần thừa không được đưa vào."),
        "paste_trimmed": _("Đã bỏ {columns} cột và {rows} dòng trống ở cuối khối."),
        "save_cells": _("Lưu {count} ô"),
        "put_cells": _("Đưa {count} ô vào bảng"),
        "legacy": _("Khối này gõ bằng phông {font}. Có thể chuyển {count} ô sang Unicode:"),
        "legacy_convert": _("Chuyển {count} ô sang Unicode"),
        "conflict": _("{who} vừa sửa"),
        "someone": _("Người khác"),
    }
