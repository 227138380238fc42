"""Settings of framework apps that are set by subclassing."""

from __future__ import annotations

from django.contrib.admin import apps as admin_apps
from django.contrib.staticfiles import apps


class AdminConfig(admin_apps.AdminConfig):
    """The operator's window, without Django's own sign-in."""

    default_site = "units.admin_site.StewardSite"


class StaticFilesConfig(apps.StaticFilesConfig):
    """Publish only what pages ask for.

    The Bootstrap package holds every build of it; pages use one style sheet. The map belongs to
    it: the minified file names it, and a published file must not name a missing one.
    """

    ignore_patterns = (
        *("CVS", ".*", "*~"),
        *("bootstrap-grid*", "bootstrap-reboot*", "bootstrap-utilities*", "*.rtl.*"),
        *("bootstrap.css*", "bootstrap*.js*", "version.txt"),
        *("htmx-4*", "htmax*", "ext"),
    )
