"""``manage.py report --unit CODE --year 2026 [--campaign SLUG] --out DIR``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import F

from campaigns.models import Campaign, CampaignYear
from core.errors import DomainError
from core.numbers import format_date
from core.text import one_line
from documents.models import StoredFile
from reports.models import AnnualReport
from reports.rules import kind_for
from reports.services import building
from units.models import Unit


@dataclass(frozen=True)
class Choice:
    """One paper that the wish may mean."""

    year: CampaignYear
    unit: Unit

    def __str__(self) -> str:
        return f"{_described(self.unit)}: --campaign {self.year.campaign.slug}"


class Command(BaseCommand):
    """Build a unit's annual report from the shell and write both files into a folder.

    A frozen report is written as it was frozen, otherwise the draft is built anew.
    """

    help = "Lập báo cáo năm của một đơn vị và ghi bản PDF, bản Word vào một thư mục."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--unit", required=True, help="Mã đơn vị, ví dụ 02155 hoặc 02155-T01.")
        parser.add_argument("--year", required=True, type=int, help="Năm báo cáo.")
        parser.add_argument("--campaign", default="", help="Tên ngắn của phong trào (slug).")
        parser.add_argument("--out", required=True, type=Path, help="Thư mục nhận tệp.")

    def handle(self, *_args: Any, **options: Any) -> None:
        choice = _chosen(options["unit"], options["year"], options["campaign"])
        try:
            report = _built(choice)
        except DomainError as error:
            raise CommandError(str(error)) from error
        for path in _written(report, options["out"]):
            self.stdout.write(str(path))


def _chosen(typed: str, year: int, slug: str) -> Choice:
    """The paper meant. An unknown code and a wish that may mean two papers are refused."""
    code = one_line(typed).upper()
    older_first = (F("valid_from").asc(nulls_first=True), "pk")
    units = list(Unit.objects.filter(code=code).order_by(*older_first))
    if not units:
        raise CommandError(f"Không có đơn vị nào mang mã {code}.")
    known = Campaign.objects.order_by("slug")
    if slug and not known.filter(slug=slug).exists():
        slugs = ", ".join(known.values_list("slug", flat=True))
        raise CommandError(f"Không có phong trào “{slug}”. Các phong trào: {slugs}.")
    choices = [
        Choice(row, unit)
        for row in _years(slug).filter(year=year)
        for unit in units
        if building.has_paper(row, unit)
    ]
    if len(choices) == 1:
        return choices[0]
    if choices:
        listed = "\n".join(f"  {choice}" for choice in choices)
        raise CommandError(f"Mã {code} có thể là:\n{listed}\nHãy ghi rõ phong trào.")
    raise CommandError(_nothing(code, units, year, slug))


def _years(slug: str) -> Any:
    rows = CampaignYear.objects.select_related("campaign__launched_by", "campaign__document")
    found = rows.order_by("campaign__slug", "year")
    return found.filter(campaign__slug=slug) if slug else found


def _nothing(code: str, units: list[Unit], year: int, slug: str) -> str:
    """Why there is no paper: which units bear the code, and in which years they have one."""
    named = "; ".join(_described(unit) for unit in units)
    elsewhere = [
        f"{row.campaign.slug} năm {row.year}"
        for row in _years("")
        if any(building.has_paper(row, unit) for unit in units)
    ]
    wanted = f"phong trào {slug}" if slug else "phong trào nào"
    hint = f" Có ở: {', '.join(elsewhere)}." if elsewhere else ""
    return f"Mã {code} ({named}) không tham gia {wanted} năm {year}.{hint}"


def _built(choice: Choice) -> AnnualReport:
    """The newest frozen report as it stands, else a draft from today's figures."""
    frozen = AnnualReport.objects.filter(
        campaign_year=choice.year,
        unit=choice.unit,
        kind=kind_for(choice.year, choice.unit),
        state="frozen",
    )
    latest = (
        frozen.select_related("unit", "campaign_year", "pdf", "docx").order_by("version").last()
    )
    if latest is not None:
        return latest
    return building.build(building.open_report(choice.year, choice.unit).pk)


def _written(report: AnnualReport, folder: Path) -> list[Path]:
    name = f"bao-cao-{report.unit.code}-{report.campaign_year.year}-v{report.version}"
    files: dict[str, StoredFile | None] = {"pdf": report.pdf, "docx": report.docx}
    paths = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for suffix, stored in files.items():
            if stored is not None:
                path = folder / f"{name}.{suffix}"
                path.write_bytes(building.content_of(stored))
                paths.append(path)
    except OSError as error:
        raise CommandError(f"Không ghi được vào {folder}: {error.strerror}.") from error
    return paths


def _described(unit: Unit) -> str:
    start = f" từ {format_date(unit.valid_from)}" if unit.valid_from else ""
    end = f" đến hết {format_date(unit.valid_to)}" if unit.valid_to else ""
    return f"{unit}{start}{end}"
