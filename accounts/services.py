"""Signing in, letters, passwords."""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
import re
import secrets

from django.contrib.auth import password_validation
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import OneTimeLetter, SignInDelay, User
from accounts.querysets import phone_key
from core.audit import SYSTEM, Actor, Subject, record
from core.crypto import blind_index
from core.errors import DomainError
from core.text import fold, nfc, one_line

FREE_FAILURES_ACCOUNT = 5
FREE_FAILURES_ADDRESS = 50
LONGEST_DELAY = dt.timedelta(minutes=15)
FORGET_AFTER = dt.timedelta(hours=24)
LETTER_LIFE = dt.timedelta(days=14)
# No 0/O, 1/I/L: the code is read from paper by people of 60.
CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 12
SHORTEST_USERNAME = 3


class SignInRefusedError(Exception):
    """The door stays shut; ``wait`` says how long, zero when name or password is wrong."""

    def __init__(self, wait: dt.timedelta = dt.timedelta(0)) -> None:
        super().__init__(wait)
        self.wait = wait


def _subject(user: User) -> Subject:
    return Subject("accounts.user", user.pk, str(user))


def _keys(user: User | None, name: str, address: str) -> list[tuple[str, int]]:
    """The delay keys of an attempt, each with its number of free failures.

    The account's key includes the address, so a stranger's guesses never lock the owner out. It
    is the account's, however it was named: by user name, phone, capitals or signs nobody sees.
    """
    whom = f"user {user.pk}" if user else nfc(name).strip().casefold()
    account = hashlib.sha256(f"account|{whom}|{address}".encode()).hexdigest()
    place = hashlib.sha256(f"address|{address}".encode()).hexdigest()
    return [(account, FREE_FAILURES_ACCOUNT), (place, FREE_FAILURES_ADDRESS)]


def _remaining_delay(keys: list[tuple[str, int]]) -> dt.timedelta:
    now = timezone.now()
    waits = SignInDelay.objects.filter(key__in=[key for key, _free in keys], open_at__gt=now)
    return max((row.open_at - now for row in waits), default=dt.timedelta(0))


def _count_failure(key: str, free: int) -> None:
    now = timezone.now()
    row, created = SignInDelay.objects.get_or_create(
        key=key, defaults={"failures": 1, "last_failure_at": now, "open_at": now}
    )
    if created:
        return
    if now - row.last_failure_at > FORGET_AFTER:
        SignInDelay.objects.filter(key=key).update(failures=1, last_failure_at=now, open_at=now)
        return
    SignInDelay.objects.filter(key=key).update(failures=F("failures") + 1, last_failure_at=now)
    over = SignInDelay.objects.get(key=key).failures - free
    if over >= 0:
        delay = min(dt.timedelta(seconds=2 ** min(over, 10)), LONGEST_DELAY)
        SignInDelay.objects.filter(key=key).update(open_at=now + delay)


def authenticate(name: str, password: str, *, address: str) -> User:
    """The user behind a name (or phone) and password.

    Raises ``SignInRefusedError``: with a wait while a growing delay runs for this account from this
    address or for the address, without one when name or password is wrong. An unknown name
    costs the same time and gives the same answer as a wrong password.
    """
    user = User.objects.by_sign_in_name(name)
    keys = _keys(user, name, address)
    wait = _remaining_delay(keys)
    if wait:
        raise SignInRefusedError(wait)
    if user is None:
        make_password(password)  # the same work as a check
    elif user.check_password(password) and user.is_active:
        SignInDelay.objects.filter(key=keys[0][0]).delete()
        record("accounts.signed_in", _subject(user), actor=user.as_actor)
        return user
    for key, free in keys:
        _count_failure(key, free)
    label = str(user) if user else _("không có tài khoản này")
    record(
        "accounts.sign_in_failed",
        Subject("accounts.user", user.pk if user else 0, label),
        actor=SYSTEM,
    )
    raise SignInRefusedError


@transaction.atomic
def end_sessions(user: User) -> None:
    """Make every session of this user stale: the next request asks to sign in again."""
    User.objects.filter(pk=user.pk).update(session_epoch=F("session_epoch") + 1)
    user.refresh_from_db(fields=["session_epoch"])


def _new_code() -> str:
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))


def _code_index(code: str) -> str:
    plain = "".join(ch for ch in code.upper() if ch.isalnum())
    return blind_index(f"letter|{plain}")


def _close_letters(user: User, reason: str) -> int:
    """Close whatever letter of this user still opens something; how many that were."""
    return OneTimeLetter.objects.filter(user=user, used_at=None, withdrawn_at=None).update(
        withdrawn_at=timezone.now(), withdrawal_reason=reason
    )


@transaction.atomic
def issue_letter(user: User, *, actor: User) -> tuple[OneTimeLetter, str]:
    """A new one-time letter and its code, which is shown only now. Older letters end."""
    if not user.is_active:
        raise DomainError(_("Tài khoản này đã ngừng hoạt động nên không cấp thư được."))
    now = timezone.now()
    _close_letters(user, _("Đã cấp thư mới."))
    code = _new_code()
    letter = OneTimeLetter.objects.create(
        user=user,
        code_index=_code_index(code),
        issued_by=actor,
        issued_at=now,
        expires_at=now + LETTER_LIFE,
    )
    record("accounts.letter_issued", _subject(user), actor=actor.as_actor)
    return letter, code


def open_letter(code: str) -> OneTimeLetter:
    """The letter behind a typed or scanned code.

    Raises ``DomainError`` when there is none, or it was used, replaced or is too old.
    """
    letter = (
        OneTimeLetter.objects.select_related("user")
        .filter(
            code_index=_code_index(code),
            used_at=None,
            withdrawn_at=None,
            expires_at__gt=timezone.now(),
            user__is_active=True,
        )
        .first()
    )
    if letter is None:
        raise DomainError(
            _(
                "Mã này không đúng, đã dùng hoặc đã hết hạn. "
                "Hãy xem lại từng chữ trên thư, hoặc xin thư mới ở Phòng Văn hóa - Xã hội."
            ),
            field="code",
        )
    return letter


@transaction.atomic
def use_letter(code: str, password: str) -> User:
    """Set the password by a letter; the letter is spent and every older session ends."""
    letter = open_letter(code)
    user = letter.user
    _check_strength(password, user)
    spent = OneTimeLetter.objects.filter(pk=letter.pk, used_at=None, withdrawn_at=None).update(
        used_at=timezone.now()
    )
    if not spent:
        raise DomainError(_("Thư này vừa được dùng. Hãy đăng nhập bằng mật khẩu mới."))
    user.set_password(password)
    user.save(update_fields=["password"])
    record("accounts.password_set_by_letter", _subject(user), actor=user.as_actor)
    return user


@transaction.atomic
def withdraw_letter(user: User, *, reason: str, actor: User) -> None:
    """Withdraw the user's open letter: from now on its code opens nothing.

    Raises ``DomainError`` without a reason, and when there is no letter that still opens
    something: used, withdrawn or expired meanwhile.
    """
    reason = one_line(reason)
    if not reason:
        raise DomainError(_("Hãy ghi lý do thu hồi thư."), field="reason")
    taken = OneTimeLetter.objects.filter(
        user=user, used_at=None, withdrawn_at=None, expires_at__gt=timezone.now()
    ).update(withdrawn_at=timezone.now(), withdrawal_reason=reason)
    if not taken:
        raise DomainError(
            _("%(user)s không có thư nào còn hiệu lực: thư đã dùng, đã thu hồi hoặc hết hạn.")
            % {"user": user}
        )
    record("accounts.letter_withdrawn", _subject(user), actor=actor.as_actor, reason=reason)


@transaction.atomic
def withdraw_unused_letter(user: User, *, reason: str, actor: User) -> None:
    """Withdraw what still opens the account, if anything does: the right behind it is gone."""
    if _close_letters(user, reason):
        record("accounts.letter_withdrawn", _subject(user), actor=actor.as_actor, reason=reason)


@transaction.atomic
def report_phone_lost(user: User, *, drop_password: bool, actor: User) -> None:
    """Shut out a lost phone: every session ends and the open letter is withdrawn.

    ``drop_password`` also makes the password useless, for a phone that remembers it: then only a
    new letter opens the account again.
    """
    closed = _close_letters(user, _("Mất điện thoại."))
    if drop_password:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    end_sessions(user)
    record(
        "accounts.phone_lost",
        _subject(user),
        actor=actor.as_actor,
        after={"letters": closed, "password_dropped": drop_password},
    )


@transaction.atomic
def change_password(user: User, old: str, new: str) -> None:
    """Change one's own password; every other session ends.

    Raises ``DomainError`` with ``field`` ``old_password`` or ``password``.
    """
    if not user.check_password(old):
        raise DomainError(_("Mật khẩu hiện nay chưa đúng."), field="old_password")
    _check_strength(new, user)
    user.set_password(new)
    user.save(update_fields=["password"])
    record("accounts.password_changed", _subject(user), actor=user.as_actor)


def _check_strength(password: str, user: User) -> None:
    try:
        password_validation.validate_password(password, user)
    except ValidationError as error:
        raise DomainError(" ".join(error.messages), field="password") from error


def _check_phone(phone: str, owner: User | None = None) -> str:
    """The phone number in one form.

    Raises ``DomainError`` when it is none of Vietnam's or belongs to another account.
    """
    digits = phone_key(phone)
    if phone.strip() and not (digits.startswith("0") and 10 <= len(digits) <= 11):
        raise DomainError(
            _("Số điện thoại gồm 10 hoặc 11 chữ số, bắt đầu bằng 0 hoặc +84."), field="phone"
        )
    others = User.objects.exclude(pk=owner.pk) if owner else User.objects.all()
    if digits and others.filter(phone_index=blind_index(digits)).exists():
        raise DomainError(
            _("Số điện thoại này đã gắn với một tài khoản khác. Mỗi số chỉ dùng cho một người."),
            field="phone",
        )
    return digits


def _check_name(full_name: str) -> str:
    name = one_line(full_name)
    if not name:
        raise DomainError(_("Hãy ghi họ và tên."), field="full_name")
    return name


def suggest_username(full_name: str) -> str:
    """A free user name made of the person's name: ``hoang.van.pao``, else with a number."""
    base = ".".join(re.findall(r"[a-z0-9]+", fold(full_name)))[:50].strip(".")
    if len(base) < SHORTEST_USERNAME:
        base = f"nguoi.dung.{base}".strip(".")
    taken = set(User.objects.filter(username__startswith=base).values_list("username", flat=True))
    numbered = (f"{base}{number}" for number in itertools.count(2))
    return base if base not in taken else next(one for one in numbered if one not in taken)


@transaction.atomic
def open_account(*, full_name: str, username: str, phone: str = "", actor: Actor) -> User:
    """A new account without password or role; its owner enters by a one-time letter.

    Raises ``DomainError`` with a field for a missing name, and for a user name or phone number
    that is malformed or taken.
    """
    user = User(
        full_name=_check_name(full_name),
        username=nfc(username).strip().casefold(),
        phone=_check_phone(phone),
    )
    user.set_unusable_password()
    try:
        user.full_clean()
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise DomainError(messages[0], field=field) from error
    user.save()
    record("accounts.opened", _subject(user), actor=actor, after={"username": user.username})
    return user


@transaction.atomic
def change_account(user: User, *, full_name: str, phone: str, actor: Actor) -> None:
    """Correct name and phone. The number itself never stands in the audit trail.

    Raises ``DomainError`` as ``open_account`` does.
    """
    before = {"full_name": user.full_name}
    digits = _check_phone(phone, user)
    after = {"full_name": _check_name(full_name), "phone_changed": digits != phone_key(user.phone)}
    user.full_name, user.phone = str(after["full_name"]), digits
    user.save(update_fields=["full_name", "phone", "phone_index", "search", "sort_key"])
    record("accounts.changed", _subject(user), actor=actor, before=before, after=after)


@transaction.atomic
def set_active(user: User, *, active: bool, actor: User) -> None:
    """Close an account, or open it again; closing ends its sessions and its letter at once.

    Raises ``DomainError`` when somebody would close the account they are using.
    """
    if user.pk == actor.pk:
        raise DomainError(_("Không thể tự ngừng tài khoản đang dùng."))
    user.is_active = active
    user.save(update_fields=["is_active"])
    if not active:
        _close_letters(user, _("Tài khoản đã ngừng."))
        end_sessions(user)
    action = "accounts.reopened" if active else "accounts.closed"
    record(action, _subject(user), actor=actor.as_actor)
