"""``manage.py load_units``: the country's units, and the two that only the plans know."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from core.numbers import format_number
from units.data_files import FOLDER, DataFileError, read_nation
from units.services.national import load_nation
from units.services.plan_units import load_plan_units


class Command(BaseCommand):
    """Safe to repeat: what is there already is left as it is."""

    help = "Nạp 34 tỉnh, 3.321 xã với các đơn vị cũ, và đơn vị riêng của các kế hoạch."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the files from another folder: a newer edition, before it is adopted."""
        parser.add_argument("--folder", type=Path, default=FOLDER)

    def handle(self, *_args: Any, folder: Path, **_options: Any) -> None:
        """Load, then say what the country has and what was new."""
        try:
            loaded = load_nation(read_nation(folder))
        except DataFileError as error:
            raise CommandError(str(error)) from error
        load_plan_units()
        self.stdout.write(
            _(
                "Cả nước có %(provinces)s tỉnh, thành phố và %(communes)s xã, phường, đặc khu; "
                "đã thêm %(added)s đơn vị (kể cả đơn vị trước 01/7/2025)."
            )
            % {
                "provinces": loaded.provinces,
                "communes": format_number(loaded.communes),
                "added": format_number(loaded.added),
            }
        )
