"""What the audit trail calls the acts of this app."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from notices.enums import MailingState, OutgoingState

AREAS: dict[str, str | Promise] = {"notices": _("Nhắc việc, gửi tin")}

ACTIONS: dict[str, str | Promise] = {
    "notices.mailing_prepared": _("Chuẩn bị đợt nhắc việc"),
    "notices.message_edited": _("Sửa tin trước khi gửi"),
    "notices.foreword_set": _("Ghi lời nhắn chung của đợt"),
    "notices.mailing_sent": _("Gửi đợt nhắc việc"),
    "notices.mailing_dropped": _("Bỏ đợt nhắc việc"),
    "notices.mailed": _("Gửi thư điện tử"),
    "notices.mail_failed": _("Không gửi được thư điện tử"),
    "notices.mail_tried_again": _("Gửi lại thư điện tử"),
}

VALUES: dict[str, str | Promise] = {
    "messages": _("số tin"),
    "emails": _("số thư điện tử"),
    "subject": _("tiêu đề"),
    "body": _("nội dung"),
    "state": _("trạng thái"),
}

WORDS: dict[str, str | Promise] = {
    one.value: one.label for words in (MailingState, OutgoingState) for one in words
}

JOBS: dict[str, str | Promise] = {
    "notices.email": _("Gửi thư điện tử"),
}
