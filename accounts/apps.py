"""Who signs in."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Users, passwords, one-time letters. A user alone can do nothing."""

    name = "accounts"
    verbose_name = "Tài khoản"
