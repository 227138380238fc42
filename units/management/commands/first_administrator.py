"""``manage.py first_administrator``: the account from which every other one is opened."""

from __future__ import annotations

import getpass
import sys
from typing import Any

from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import open_account
from core import clock
from core.audit import SYSTEM
from core.errors import DomainError
from units.enums import Role, UnitType
from units.models import Membership, Unit
from units.services.memberships import grant


class Command(BaseCommand):
    """Asks for what is not given; the password is typed twice and never shown."""

    help = "Tạo người quản trị hệ thống đầu tiên."

    def add_arguments(self, parser: CommandParser) -> None:
        """Name and user name may be given; the password is asked for, or read from a pipe."""
        parser.add_argument("--username")
        parser.add_argument("--full-name")

    def handle(
        self, *_args: Any, username: str | None, full_name: str | None, **_options: Any
    ) -> None:
        """Open the account and give it the administrator's role at the root."""
        root = Unit.objects.filter(type=UnitType.COUNTRY, parent=None).first()
        if root is None:
            raise CommandError(_("Chưa có danh mục đơn vị. Hãy chạy: manage.py load_units"))
        if Membership.objects.filter(role=Role.ADMINISTRATOR, to_on=None).exists():
            raise CommandError(
                _("Đã có người quản trị. Người ấy mở thêm tài khoản ở trang Người dùng.")
            )
        try:
            self._open(root, username or _ask(_("Tên đăng nhập: ")), full_name)
        except DomainError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            _("Đã tạo người quản trị. Hãy đăng nhập, rồi mở tài khoản ở trang Người dùng.")
        )

    @staticmethod
    @transaction.atomic
    def _open(root: Unit, username: str, full_name: str | None) -> None:
        full_name = full_name or _ask(_("Họ và tên: "))
        user = open_account(username=username, full_name=full_name, phone="", actor=SYSTEM)
        user.set_password(_new_password(user))
        user.save(update_fields=["password"])
        grant(user, root, Role.ADMINISTRATOR, from_on=clock.today(), actor=SYSTEM)


def _ask(question: str) -> str:
    try:
        return input(question).strip()
    except EOFError:
        raise CommandError(
            _("Không có bàn phím để hỏi thì ghi --username và --full-name sau lệnh.")
        ) from None


def _new_password(user: User) -> str:
    """The password, typed twice at a terminal; from a pipe its one line."""
    if sys.stdin.isatty():
        password = getpass.getpass(_("Mật khẩu (từ 10 ký tự, không hiện khi gõ): "))
        if password != getpass.getpass(_("Gõ lại mật khẩu: ")):
            raise CommandError(_("Hai lần gõ không giống nhau. Hãy chạy lại lệnh."))
    else:
        password = sys.stdin.readline().rstrip("\n")
    try:
        password_validation.validate_password(password, user)
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from error
    return password
