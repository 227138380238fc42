"""The address of the first page."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from reports.views import home

urlpatterns: list[URLPattern | URLResolver] = [path("", home.home, name="home")]
