"""django-import-export with ``use_bulk`` on the same list, in the peers' own environment.

``python bench/import_peer.py FILE DATABASE_URL`` reads the workbook by tablib and imports it into
one flat table; prints seconds, rows written and the rows found faulty, as JSON.
"""

from __future__ import annotations

import json
import re
import sys
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import django
from django.conf import settings


def _database(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": parts.path,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
            },
        }
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": parts.username or "postgres",
        "HOST": parts.hostname or "127.0.0.1",
        "PORT": parts.port or 5432,
    }


settings.configure(
    DATABASES={"default": _database(sys.argv[2])},
    INSTALLED_APPS=["django.contrib.contenttypes", "import_export"],
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    USE_TZ=True,
)
django.setup()

import tablib  # noqa: E402 after the set-up
from django.core.exceptions import ValidationError  # noqa: E402 as above
from django.db import connection, models  # noqa: E402 as above
from import_export import fields, resources, widgets  # noqa: E402 as above


class PeerVillage(models.Model):
    """A village by its name."""

    name = models.CharField(max_length=80, unique=True)

    objects: models.Manager[models.Model] = models.Manager()

    class Meta:
        app_label = "contenttypes"


class PeerHousehold(models.Model):
    """One row of the list."""

    village = models.ForeignKey(PeerVillage, models.PROTECT)
    head = models.CharField(max_length=120)
    birth_year = models.PositiveSmallIntegerField(null=True)
    sex = models.CharField(max_length=3, choices=[("Nam", "Nam"), ("Nữ", "Nữ")])
    phone = models.CharField(max_length=10)
    national_id = models.CharField(max_length=12, unique=True)

    objects: models.Manager[models.Model] = models.Manager()

    class Meta:
        app_label = "contenttypes"


class Year(widgets.IntegerWidget):
    """A year that is one."""

    def clean(self, value: Any, row: Any = None, **_more: Any) -> Any:
        """Refuse what is no year."""
        year = super().clean(value, row)
        if year is not None and not 1900 <= year <= 2100:
            raise ValidationError("year")
        return year


class Digits(widgets.CharWidget):
    """Digits and nothing else."""

    def clean(self, value: Any, *_row: Any, **_more: Any) -> Any:
        """Refuse what is no number."""
        text = str(value or "")
        if not re.fullmatch(r"\d{10}|\d{12}", text):
            raise ValidationError("digits")
        return text


class Households(resources.ModelResource):
    """The list as the package's own manual has it for bulk work."""

    village = fields.Field(
        column_name="Thôn",
        attribute="village",
        widget=widgets.ForeignKeyWidget(PeerVillage, "name"),
    )
    head = fields.Field(column_name="Họ và tên chủ hộ", attribute="head")
    birth_year = fields.Field(column_name="Năm sinh", attribute="birth_year", widget=Year())
    sex = fields.Field(column_name="Giới tính", attribute="sex")
    phone = fields.Field(column_name="Số điện thoại", attribute="phone", widget=Digits())
    national_id = fields.Field(
        column_name="Số định danh cá nhân", attribute="national_id", widget=Digits()
    )

    class Meta:
        model = PeerHousehold
        import_id_fields = ("national_id",)
        fields = ("village", "head", "birth_year", "sex", "phone", "national_id")
        use_bulk = True
        batch_size = 5_000
        skip_diff = True
        skip_html_diff = True
        use_transactions = False
        report_skipped = False
        force_init_instance = True


def main(path: str) -> None:
    """Make the tables, import, tell."""
    with connection.schema_editor() as editor:
        for model in (PeerVillage, PeerHousehold):
            editor.create_model(model)
    content = Path(path).read_bytes()
    names = {row["Thôn"] for row in tablib.Dataset().load(content, format="xlsx").dict}
    PeerVillage.objects.bulk_create([PeerVillage(name=name) for name in sorted(names)])
    before = time.perf_counter()
    data = tablib.Dataset().load(content, format="xlsx")
    result = Households().import_data(data, dry_run=False, raise_errors=False)
    seconds = time.perf_counter() - before
    faulty = {number for number, _errors in result.row_errors()}
    faulty |= {row.number for row in result.invalid_rows}
    written = PeerHousehold.objects.count()
    print(json.dumps({"seconds": seconds, "written": written, "faulty": sorted(faulty)}))


main(sys.argv[1])
