"""Addresses that a browser on a telephone asks for at the root of the site."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from assessments.views import device

app_name = "device"

urlpatterns: list[URLPattern | URLResolver] = [
    path("sw.js", device.service_worker, name="service_worker"),
    path("manifest.webmanifest", device.manifest, name="manifest"),
    path("device/", device.drafts, name="drafts"),
    path("device/session/", device.session, name="session"),
    path("device/offline/", device.offline, name="offline"),
]
