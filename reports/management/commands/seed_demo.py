"""``manage.py seed_demo --stage=launched|assessing|reviewing|awarding|reported``."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from reports.demo.build import seed, summary
from reports.demo.stages import Stage


class Command(BaseCommand):
    """Build the demo year of the five plans up to a moment, through the services."""

    help = "Tạo năm trình diễn của năm kế hoạch, đến một thời điểm trong năm."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--stage", choices=[stage.name.lower() for stage in Stage], default="assessing"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        seed(Stage[options["stage"].upper()])
        self.stdout.write(", ".join(f"{count} {name}" for name, count in summary()))
