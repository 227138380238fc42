"""Addresses of the criteria app."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from criteria import views

app_name = "criteria"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.set_list, name="set_list"),
    path("<slug:code>/<int:version>/", views.set_detail, name="set_detail"),
]
