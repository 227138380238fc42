"""``manage.py verify_trail``: compare every seal of the trail, also with copies kept outside."""

from __future__ import annotations

import csv
import sys
from itertools import chain
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from core.audit import Anchor, chain_names, first_broken
from units.selectors import trail


class Command(BaseCommand):
    """One line a chain; a non-zero end when something does not fit."""

    help = "Kiểm tra niêm phong của mọi chuỗi nhật ký, cả với các bản sao giữ ngoài hệ thống."

    def add_arguments(self, parser: CommandParser) -> None:
        """Copies that an auditor downloaded earlier."""
        parser.add_argument(
            "--against", nargs="*", type=Path, default=[], help=_("bản sao nhật ký (CSV)")
        )

    def handle(self, *_args: Any, against: list[Path], **_options: Any) -> None:
        """Verify all chains, and those that only the copies know."""
        anchors: dict[str, list[Anchor]] = {}
        for one in chain.from_iterable(map(_read, against)):
            anchors.setdefault(one.chain, []).append(one)
        names = sorted({*chain_names(), *anchors})
        labels = trail.chain_labels(names)
        heads = {one.chain: one for one in trail.heads_of(names)}
        broken = 0
        for name in names:
            found = first_broken(name, anchors.get(name, ()))
            broken += found is not None
            if found is not None:
                words = {"seq": found.seq, "damage": found.damage.label}
                said = _("không khớp từ dòng %(seq)s: %(damage)s") % words
            else:
                head = heads[name]
                words = {"seq": head.seq, "hash": head.hash}
                said = _("khớp đến dòng %(seq)s, niêm phong %(hash)s") % words
            self.stdout.write(f"{labels[name]} ({name}): {said}")
        if broken:
            raise CommandError(_("%(n)s chuỗi nhật ký không khớp.") % {"n": broken})


def _read(path: Path) -> list[Anchor]:
    csv.field_size_limit(sys.maxsize)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            _head, *rows = csv.reader(file)
        return list(trail.anchors_in(rows))
    except (OSError, ValueError, IndexError) as error:
        raise CommandError(
            _("Không đọc được bản sao nhật ký %(file)s.") % {"file": path}
        ) from error
