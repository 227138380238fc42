"""Addresses of the accounts app."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from accounts import views

app_name = "accounts"
urlpatterns: list[URLPattern | URLResolver] = [
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("letter/", views.open_letter, name="open_letter"),
    path("letter/password/", views.use_letter, name="use_letter"),
    path("password/", views.change_password, name="change_password"),
]
