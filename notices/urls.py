"""Addresses of the notices app."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from notices.views import inbox, outbox

app_name = "notices"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", inbox.inbox, name="inbox"),
    path("read/", inbox.read_all, name="read_all"),
    path("<int:pk>/open/", inbox.open_notice, name="open"),
    path("outbox/", outbox.mailing_list, name="outbox"),
    path("outbox/<int:pk>/", outbox.mailing_detail, name="mailing"),
    path("outbox/<int:pk>/send/", outbox.mailing_send, name="mailing_send"),
    path("outbox/<int:pk>/drop/", outbox.mailing_drop, name="mailing_drop"),
    path("outbox/<int:pk>/mail-again/", outbox.mail_again, name="mail_again"),
    path("outbox/messages/<int:pk>/", outbox.message_edit, name="message"),
]
