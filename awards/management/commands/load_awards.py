"""``manage.py load_awards``: the catalogue of award forms, all or nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from awards.data_files import CATALOGUE_FILE, load_catalogue
from awards.services import catalogue
from core.errors import DomainError


class Command(BaseCommand):
    """Safe to repeat: what is there already is left as it is; a bad file loads nothing."""

    help = "Nạp danh mục hình thức khen thưởng từ tệp dữ liệu. Tệp có lỗi thì không nạp gì."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take another file."""
        parser.add_argument("--file", type=Path, default=CATALOGUE_FILE)

    def handle(self, *_args: Any, file: Path, **_options: Any) -> None:
        """Read the file, then enter it in one transaction."""
        try:
            changed = catalogue.load_catalogue(load_catalogue(file))
        except DomainError as error:
            raise CommandError(str(error)) from error
        state = _("đã nạp") if changed else _("giữ nguyên")
        self.stdout.write(f"{_('Hình thức khen thưởng')}: {state}")
