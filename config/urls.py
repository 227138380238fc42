"""Where each app's pages stand."""

from __future__ import annotations

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("reports.home_urls")),
    path("", include("assessments.device_urls")),
    path("", include("awards.public_urls")),
    path("quan-tri/", admin.site.urls),
    path("accounts/", include("accounts.urls")),
    path("units/", include("units.urls")),
    path("campaigns/", include("campaigns.urls")),
    path("criteria/", include("criteria.urls")),
    path("assessments/", include("assessments.urls")),
    path("papers/", include("documents.urls")),
    path("recognitions/", include("recognitions.urls")),
    path("awards/", include("awards.urls")),
    path("imports/", include("imports.urls")),
    path("reports/", include("reports.urls")),
    path("notices/", include("notices.urls")),
]
