"""``manage.py load_plans``: the criteria sets and the plans, all or nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.translation import gettext as _

from campaigns.plan_files import PLANS_FOLDER, KnownSets, Plan, load_plan, plan_paths
from campaigns.services.holidays import enter_fixed_holidays
from campaigns.services.hosts import host_unit
from campaigns.services.loading import LoadedPlan
from campaigns.services.loading import load_plan as enter_plan
from core.data_files import load_all
from core.errors import DomainError
from criteria.services.loading import LoadedSets, load_sets
from criteria.set_files import SETS_FOLDER, load_folder


class Command(BaseCommand):
    """Safe to repeat: what is there already is left as it is; a bad file loads nothing."""

    help = "Nạp các bộ tiêu chí và các kế hoạch từ tệp dữ liệu. Tệp có lỗi thì không nạp gì."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take other folders, and only some of the plans."""
        parser.add_argument("slugs", nargs="*", help=_("chỉ nạp các kế hoạch này"))
        parser.add_argument("--folder", type=Path, default=PLANS_FOLDER)
        parser.add_argument("--sets", type=Path, default=SETS_FOLDER)

    def handle(
        self, *_args: Any, slugs: list[str], folder: Path, sets: Path, **_options: Any
    ) -> None:
        """Read every file first; then enter all of them in one transaction."""
        try:
            loaded_sets, plans = self._load(slugs, folder, sets)
        except DomainError as error:
            raise CommandError(str(error)) from error
        self._tell(loaded_sets, plans)

    def _load(
        self, slugs: list[str], folder: Path, sets: Path
    ) -> tuple[LoadedSets, list[LoadedPlan]]:
        official, indicators = load_folder(sets)
        known = KnownSets.of(official, indicators)
        plans = load_all(plan_paths(folder), lambda path: load_plan(path, known=known))
        with transaction.atomic():
            enter_fixed_holidays()
            loaded = load_sets(official, indicators)
            return loaded, [
                enter_plan(plan, host_unit=host_unit(plan)) for plan in _chosen(plans, slugs)
            ]

    def _tell(self, loaded: LoadedSets, plans: list[LoadedPlan]) -> None:
        self.stdout.write(
            _("Bộ tiêu chí: %(new)s bộ có phiên bản mới, %(same)s bộ giữ nguyên.")
            % {"new": len(loaded.published), "same": loaded.unchanged}
        )
        for plan in plans:
            state = _("đã nạp") if plan.changed else _("giữ nguyên")
            self.stdout.write(f"{plan.campaign.slug}: {state}")
            for code in plan.kept_sets:
                self.stdout.write(
                    _("  %(code)s: năm đã mở nên nhóm giữ phiên bản đang dùng.") % {"code": code}
                )


def _chosen(plans: list[Plan], slugs: list[str]) -> list[Plan]:
    unknown = sorted(set(slugs) - {plan.slug for plan in plans})
    if unknown:
        raise DomainError(_("Không có kế hoạch: %(slugs)s.") % {"slugs": ", ".join(unknown)})
    return [plan for plan in plans if not slugs or plan.slug in slugs]
