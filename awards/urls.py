"""Addresses of the awards app."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from awards import register_urls
from awards.views import (
    acts,
    candidates,
    councils,
    letters,
    members,
    packs,
    proposals,
    quotas,
    signing,
)

app_name = "awards"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", proposals.proposal_list, name="proposal_list"),
    path("forms/", proposals.form_list, name="form_list"),
    path("quotas/", quotas.quota_start, name="quota_start"),
    path("quotas/<slug:slug>/", quotas.quota_list, name="quota_list"),
    path("quotas/<slug:slug>/add/", quotas.quota_add, name="quota_add"),
    path("quotas/<slug:slug>/end/", quotas.quota_end, name="quota_end"),
    path("candidates/", candidates.candidate_list, name="candidate_list"),
    path("candidates/propose/", candidates.candidate_propose, name="candidate_propose"),
    path("letters/", letters.letter_list, name="letter_list"),
    path("letters/<int:pk>/", letters.letter, name="letter"),
    path("letters/<int:pk>/meeting/", letters.letter_meeting, name="letter_meeting"),
    path("letters/<int:pk>/close/", letters.letter_close, name="letter_close"),
    path("letters/<int:pk>/pack/", packs.letter_pack, name="letter_pack"),
    path("proposals/<int:pk>/pack/", packs.proposal_pack, name="proposal_pack"),
    path("packs/<int:pk>/", packs.pack, name="pack"),
    path("packs/<int:pk>/progress/", packs.pack_progress, name="pack_progress"),
    path("packs/<int:pk>/file/", packs.pack_file, name="pack_file"),
    path("letters/<int:pk>/send/", letters.letter_send, name="letter_send"),
    path(
        "letters/<int:pk>/<slug:paper>.<slug:extension>",
        letters.letter_print,
        name="letter_print",
    ),
    path("proposals/<int:pk>/", proposals.proposal, name="proposal"),
    path("proposals/<int:pk>/edit/", proposals.proposal_edit, name="proposal_edit"),
    path("proposals/<int:pk>/remove/", letters.item_remove, name="item_remove"),
    path("proposals/<int:pk>/act/<slug:action>/", acts.proposal_act, name="proposal_act"),
    path("proposals/<int:pk>/appraise/", acts.proposal_appraise, name="proposal_appraise"),
    path(
        "proposals/<int:pk>/warnings/<int:warning>/",
        acts.warning_answer,
        name="warning_answer",
    ),
    path("proposals/<int:pk>/attach/", acts.proposal_attach, name="proposal_attach"),
    path("proposals/<int:pk>/files/<int:file>/", proposals.proposal_file, name="proposal_file"),
    path("proposals/<int:pk>/papers/<int:event>/", proposals.event_file, name="event_file"),
    path(
        "proposals/<int:pk>/report.<slug:extension>",
        proposals.proposal_report,
        name="proposal_report",
    ),
    path("signing/", signing.signing_table, name="signing"),
    path(
        "signing/decision.pdf",
        signing.decision_draft,
        {"extension": "pdf"},
        name="decision_pdf",
    ),
    path(
        "signing/decision.docx",
        signing.decision_draft,
        {"extension": "docx"},
        name="decision_docx",
    ),
    path("members/", members.member_list, name="member_list"),
    path("members/<int:pk>/end/", members.member_end, name="member_end"),
    path("members/<int:pk>/household/", members.member_household, name="member_household"),
    path("sessions/", councils.session_list, name="session_list"),
    path("sessions/new/", councils.session_new, name="session_new"),
    path("sessions/<int:pk>/", councils.session, name="session"),
    path("sessions/<int:pk>/agenda/", councils.session_agenda, name="session_agenda"),
    path("sessions/<int:pk>/attendance/", councils.session_attendance, name="session_attendance"),
    path("sessions/<int:pk>/remove/", councils.session_remove, name="session_remove"),
    path("sessions/<int:pk>/open/", councils.session_open, name="session_open"),
    path("sessions/<int:pk>/ballot/", councils.ballot, name="ballot"),
    path("sessions/<int:pk>/opinions/<int:member>/", councils.opinion, name="opinion"),
    path("sessions/<int:pk>/tally/", councils.session_tally, name="session_tally"),
    path("sessions/<int:pk>/close/", councils.session_close, name="session_close"),
    path(
        "sessions/<int:pk>/minutes.<slug:extension>",
        councils.session_minutes,
        name="session_minutes",
    ),
    *register_urls.urlpatterns,
]
