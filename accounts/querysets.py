"""Which users, and how one is made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import BaseUserManager
from django.db import models

from core.crypto import blind_index
from core.text import fold, nfc

if TYPE_CHECKING:
    from accounts.models import User


def phone_key(phone: str) -> str:
    """Digits of a Vietnamese phone number in one form: ``+84 912…`` and ``0912…`` are equal."""
    digits = "".join(ch for ch in phone if ch.isascii() and ch.isdigit())
    return "0" + digits[2:] if digits.startswith("84") and len(digits) >= 11 else digits


class UserQuerySet(models.QuerySet["User"]):
    """Chainable answers to "which ones"."""

    def matching(self, query: str) -> UserQuerySet:
        """Users whose name or user name holds every word of the query, without diacritics."""
        found = self
        for word in fold(query).split():
            found = found.filter(search__contains=word)
        return found

    def in_order(self) -> UserQuerySet:
        """As in a Vietnamese list of names: by given name, then family name."""
        return self.order_by("sort_key", "pk")


class UserManager(BaseUserManager["User"]):
    """Users by user name or phone."""

    def get_queryset(self) -> UserQuerySet:
        return UserQuerySet(self.model, using=self._db)

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(username=nfc(username or "").strip().casefold())

    def by_sign_in_name(self, name: str) -> User | None:
        """The user behind a typed user name or phone number, or ``None``."""
        typed = nfc(name).strip().casefold()
        found = self.filter(username=typed).first()
        if found is None and phone_key(typed):
            found = self.filter(phone_index=blind_index(phone_key(typed))).first()
        return found

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> User:
        """A user who may sign in but holds no role yet. No password = not usable."""
        user = self.model(username=nfc(username).strip().casefold(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, username: str, password: str | None = None, **fields: Any) -> User:
        """A steward who may open the admin site and bypasses visibility, not the workflow."""
        return self.create_user(username, password, is_staff=True, is_superuser=True, **fields)
