"""``manage.py demo_accounts``: the table that bin/run prints."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from reports.demo.people import PASSWORD, demo_accounts


class Command(BaseCommand):
    """Print one demo account per role, and the password they share."""

    help = "In bảng tài khoản trình diễn, mỗi vai trò một tài khoản."

    def handle(self, *_args: Any, **_options: Any) -> None:
        rows = demo_accounts()
        if not rows:
            self.stdout.write("Chưa có dữ liệu trình diễn. Chạy: manage.py seed_demo")
            return
        width = max(len(row.username) for row in rows)
        names = max(len(row.name) for row in rows)
        roles = max(len(row.role) for row in rows)
        for row in rows:
            self.stdout.write(
                f"  {row.username:<{width}}  {row.name:<{names}}  {row.role:<{roles}}  {row.unit}"
            )
        self.stdout.write(f"  Mật khẩu của tất cả: {PASSWORD}")
