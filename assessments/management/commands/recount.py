"""``manage.py recount``: prove the roll-up against the rows it counts, and set it right."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from assessments.services import recounting
from campaigns.models import CampaignYear


class Command(BaseCommand):
    """Without ``--check`` what differs is mended, with an event in the trail."""

    help = "Đếm lại số tổng hợp của mọi năm, nêu chỗ lệch và sửa theo số đếm."

    def add_arguments(self, parser: CommandParser) -> None:
        """Only look, or also mend."""
        parser.add_argument("--check", action="store_true", help=_("chỉ kiểm tra, không sửa"))

    def handle(self, *_args: Any, check: bool, **_options: Any) -> None:
        """One line a year; a non-zero end when a check finds something."""
        wrong = 0
        rows = CampaignYear.objects.select_related("campaign__launched_by").order_by("pk")
        for year in rows:
            found = recounting.differences(year).in_words() if check else recounting.mend(year)
            wrong += bool(found)
            self.stdout.write(_("%(year)s: %(n)s chỗ lệch") % {"year": year, "n": len(found)})
            for line in found[:20]:
                self.stdout.write(f"  {line}")
        if check and wrong:
            raise CommandError(_("%(n)s năm có số tổng hợp lệch.") % {"n": wrong})
