"""Addresses of papers that are issued."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path, re_path

from documents.views import acts, papers, series

app_name = "documents"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", papers.paper_list, name="list"),
    path("<int:pk>/", papers.paper_detail, name="detail"),
    re_path(
        r"^(?P<pk>[0-9]+)/(?P<which>frozen|issued|signed)\.(?P<form>pdf|docx)$",
        papers.paper_file,
        name="file",
    ),
    path("<int:pk>/signing/", acts.record_signing, name="record_signing"),
    path("<int:pk>/number/", acts.number, name="number"),
    path("<int:pk>/signed/", acts.upload_signed, name="upload_signed"),
    path("<int:pk>/send/", acts.send, name="send"),
    path("<int:pk>/receive/", acts.receive, name="receive"),
    path("<int:pk>/return/", acts.give_back, name="return"),
    path("<int:pk>/correct/", acts.correct, name="correct"),
    path("<int:pk>/recall/", acts.recall, name="recall"),
    path("units/<int:unit_pk>/books/", series.books, name="books"),
    path("units/<int:unit_pk>/signatories/", series.signatories, name="signatories"),
    path("signatories/<int:pk>/", series.signatory, name="signatory"),
]
