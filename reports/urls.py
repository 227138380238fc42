"""Addresses of the reports app."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path, re_path

from reports.views import bundles, checking, figures, outlines, reports, tables, text

app_name = "reports"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", reports.report_list, name="list"),
    path("<int:pk>/", reports.report_detail, name="detail"),
    path("<int:pk>/progress/", reports.report_progress, name="progress"),
    re_path(r"^(?P<pk>[0-9]+)/file\.(?P<form>pdf|docx)$", reports.report_file, name="file"),
    path("<int:pk>/tables.xlsx", tables.report_tables, name="tables"),
    path("<int:pk>/text/", text.text, name="text"),
    re_path(r"^(?P<pk>[0-9]+)/text/(?P<key>[0-9a-f]{16})/$", text.passage, name="passage"),
    re_path(
        r"^(?P<pk>[0-9]+)/text/(?P<key>[0-9a-f]{16})/drop/$",
        text.drop_passage,
        name="drop_passage",
    ),
    re_path(r"^(?P<pk>[0-9]+)/text/(?P<key>[0-9a-f]{16})/figures/$", text.figures, name="figures"),
    path("<int:pk>/check/", checking.check, name="check"),
    path("<int:pk>/changes/", checking.changes, name="changes"),
    path("<int:pk>/differences/", checking.differences, name="differences"),
    path("<int:pk>/freeze/", reports.report_freeze, name="freeze"),
    path("years/<int:year_pk>/units/<int:unit_pk>/build/", reports.report_build, name="build"),
    path(
        "years/<int:year_pk>/units/<int:unit_pk>/bundles/<str:kind>/",
        bundles.bundle_new,
        name="bundle_new",
    ),
    path("bundles/", bundles.bundle_list, name="bundles"),
    path("bundles/<int:pk>/", bundles.bundle_detail, name="bundle"),
    path("bundles/<int:pk>/progress/", bundles.bundle_progress, name="bundle_progress"),
    path("bundles/<int:pk>/file/", bundles.bundle_file, name="bundle_file"),
    path("bundles/<int:pk>/cancel/", bundles.bundle_cancel, name="bundle_cancel"),
    path("units/<int:unit_pk>/", reports.unit_papers, name="unit"),
    path("campaigns/<slug:slug>/outline/", outlines.outline, name="outline"),
    path("campaigns/<slug:slug>/outline/preview/", outlines.preview, name="outline_preview"),
    path("figures/", figures.own_figures, name="own_figures"),
    path("figures/<int:unit_pk>/", figures.figures, name="place_figures"),
    path("figures/<int:unit_pk>/targets/", figures.targets, name="place_targets"),
    path("figures/<int:unit_pk>/unmet/", figures.unmet, name="place_unmet"),
    path("figures/<int:unit_pk>/compare/", figures.compare, name="place_compare"),
]
