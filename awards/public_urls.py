"""Addresses that everybody may open; short, because one of them stands in a printed picture."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from awards.views import public

app_name = "public"
urlpatterns: list[URLPattern | URLResolver] = [
    path("c/", public.check_code, name="check_code"),
    path("c/<str:token>/", public.certificate, name="certificate"),
    path("honours/<str:code>/<int:year>/", public.honours, name="honours"),
]
