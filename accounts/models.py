"""Users and the two kinds of rows that guard their door."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts.enums import LetterState
from accounts.querysets import UserManager, phone_key
from core.audit import Actor
from core.crypto import EncryptedCharField, blind_index
from core.text import fold, person_sort_key


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who signs in. Roles are memberships in units; without one nothing is visible."""

    username = models.CharField(
        _("tên đăng nhập"),
        max_length=60,
        unique=True,
        validators=[
            RegexValidator(
                r"^[a-z0-9._-]{3,60}$",
                _("Tên đăng nhập gồm 3–60 chữ cái không dấu, chữ số, dấu chấm hoặc gạch."),
            )
        ],
        error_messages={"unique": _("Tên đăng nhập này đã có người dùng. Hãy chọn tên khác.")},
    )
    full_name = models.CharField(_("họ và tên"), max_length=120)
    phone = EncryptedCharField(_("số điện thoại"), blank=True, default="")
    phone_index = models.CharField(max_length=64, blank=True, default="", editable=False)
    email = models.EmailField(_("thư điện tử"), blank=True, default="")
    is_active = models.BooleanField(_("đang hoạt động"), default=True)
    is_staff = models.BooleanField(_("vào trang quản trị"), default=False)
    session_epoch = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(_("tạo lúc"), auto_now_add=True)
    search = models.CharField(
        _("họ tên không dấu"), max_length=400, blank=True, default="", editable=False
    )
    sort_key = models.CharField(max_length=800, blank=True, default="", editable=False)

    objects = UserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = _("người dùng")
        verbose_name_plural = _("người dùng")
        ordering = ["username"]
        constraints = [
            models.UniqueConstraint(
                fields=["phone_index"],
                condition=~models.Q(phone_index=""),
                name="accounts_phone_once",
            )
        ]

    def __str__(self) -> str:
        return self.full_name or self.username

    def save(self, *args: Any, **kwargs: Any) -> None:
        key = phone_key(self.phone)
        self.phone_index = blind_index(key) if key else ""
        self.search = f"{fold(self.full_name)} {self.username}"
        self.sort_key = person_sort_key(self.full_name)
        super().save(*args, **kwargs)

    def get_session_auth_hash(self) -> str:
        """Fingerprint kept in each session; a new password or a changed role makes it stale."""
        value = f"{self.password}|{self.session_epoch}"
        return salted_hmac("accounts.User.session", value, algorithm="sha256").hexdigest()

    def get_session_auth_fallback_hash(self) -> Any:
        return iter(())

    @property
    def as_actor(self) -> Actor:
        """The plain id and label that audit rows keep."""
        return Actor(self.pk, str(self))


class SignInDelay(models.Model):
    """Failures of one key (an account from one address, or one address) and when to try again."""

    key = models.CharField(max_length=64, primary_key=True)
    failures = models.PositiveIntegerField(default=0)
    last_failure_at = models.DateTimeField()
    open_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.failures} → {self.open_at}"


class OneTimeLetter(models.Model):
    """A printed letter that lets its reader set a password once."""

    user = models.ForeignKey(
        User, verbose_name=_("người nhận"), on_delete=models.CASCADE, related_name="letters"
    )
    code_index = models.CharField(max_length=64, unique=True)
    issued_by = models.ForeignKey(
        User, verbose_name=_("người cấp"), on_delete=models.PROTECT, related_name="+"
    )
    issued_at = models.DateTimeField(_("cấp lúc"))
    expires_at = models.DateTimeField(_("hết hạn lúc"))
    used_at = models.DateTimeField(_("dùng lúc"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("thu hồi lúc"), null=True, blank=True)
    withdrawal_reason = models.CharField(_("lý do thu hồi"), max_length=300, blank=True, default="")

    class Meta:
        verbose_name = _("thư mở tài khoản")
        verbose_name_plural = _("thư mở tài khoản")
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(used_at=None, withdrawn_at=None),
                name="accounts_letter_one_open",
            )
        ]

    def __str__(self) -> str:
        return _("Thư mở tài khoản số %(number)s") % {"number": self.pk}

    @property
    def state(self) -> LetterState:
        """What the letter still opens, by the real clock, as its code is checked."""
        if self.used_at is not None:
            return LetterState.USED
        if self.withdrawn_at is not None:
            return LetterState.WITHDRAWN
        return LetterState.OPEN if self.expires_at > timezone.now() else LetterState.EXPIRED
