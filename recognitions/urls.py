"""Addresses of the recognitions app."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from recognitions import views

app_name = "recognitions"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.recognition_list, name="recognition_list"),
    path("choose/", views.holder_choose, name="holder_choose"),
    path("grant/", views.recognition_grant, name="recognition_grant"),
    path("consider/", views.recognition_consider, name="recognition_consider"),
    path("<int:pk>/", views.recognition_detail, name="recognition_detail"),
    path("<int:pk>/scan/", views.recognition_scan, name="recognition_scan"),
    path("<int:pk>/revoke/", views.recognition_revoke, name="recognition_revoke"),
]
