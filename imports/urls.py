"""Addresses of importing."""

from __future__ import annotations

from django.urls import path

from imports.views import acts, files, pages

app_name = "imports"

urlpatterns = [
    path("", pages.import_list, name="list"),
    path("new/<slug:kind>/<int:unit_pk>/", pages.start, name="start"),
    path("template/<slug:kind>/<int:unit_pk>/", files.template, name="template"),
    path("<int:pk>/", pages.detail, name="detail"),
    path("<int:pk>/progress/", pages.progress, name="progress"),
    path("<int:pk>/font/", acts.font, name="font"),
    path("<int:pk>/commit/", acts.commit, name="commit"),
    path("<int:pk>/undo/", acts.undo, name="undo"),
    path("<int:pk>/refuse/", acts.refuse, name="refuse"),
    path("<int:pk>/file/<slug:which>/", files.kept_file, name="file"),
]
