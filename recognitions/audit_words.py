"""What the audit trail calls the acts of this app."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from recognitions.enums import RecognitionStatus

AREAS: dict[str, str | Promise] = {"recognitions": _("Danh hiệu")}

ACTIONS: dict[str, str | Promise] = {
    "recognitions.considered": _("Ghi danh hiệu đang xét"),
    "recognitions.granted": _("Ghi quyết định công nhận danh hiệu"),
    "recognitions.revoked": _("Thu hồi danh hiệu"),
}

VALUES: dict[str, str | Promise] = {
    "year": _("năm"),
    "decision": _("số quyết định"),
    "decided_on": _("ngày quyết định"),
    "valid_to": _("có giá trị đến hết ngày"),
    "holders": _("đối tượng"),
}

WORDS: dict[str, str | Promise] = {one.value: one.label for one in RecognitionStatus}
