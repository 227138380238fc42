"""django-import-export with ``use_bulk`` on the same list, in the peers' own environment.

``python bench/import_peer.py FILE DATABASE_URL SHAPE`` reads the workbook by tablib and imports it;
prints seconds, rows written and the rows found faulty, as JSON. ``flat``: into one table of its
own. ``whole``: into the five tables that the product keeps of a household – the unit, where it
hangs, what it is called, its head, and that the head belongs to it –, one resource for each.
"""

from __future__ import annotations

import json
import re
import sys
import time
from functools import partial
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


class PersonColumns(models.Model):
    """What the list says of a head, whatever table it goes into."""

    head = models.CharField(max_length=120)
    birth_year = models.PositiveSmallIntegerField(null=True)
    sex = models.CharField(max_length=3, choices=[("Nam", "Nam"), ("Nữ", "Nữ")])
    phone = models.CharField(max_length=10)
    national_id = models.CharField(max_length=12, unique=True)

    objects: models.Manager[models.Model] = models.Manager()

    class Meta:
        abstract = True


class PeerHousehold(PersonColumns):
    """One row of the list."""

    village = models.ForeignKey(PeerVillage, models.PROTECT)

    class Meta:
        app_label = "contenttypes"


class PeerUnit(models.Model):
    """A household in the tree; what tells it from others is its head's number."""

    village = models.ForeignKey(PeerVillage, models.PROTECT)
    name = models.CharField(max_length=120)
    code = models.CharField(max_length=12, unique=True)

    objects: models.Manager[models.Model] = models.Manager()

    class Meta:
        app_label = "contenttypes"


class PeerPlacement(models.Model):
    """Where it hangs."""

    unit = models.ForeignKey(PeerUnit, models.CASCADE)
    village = models.ForeignKey(PeerVillage, models.PROTECT)

    objects: models.Manager[models.Model] = models.Manager()

    class Meta:
        app_label = "contenttypes"


class PeerName(models.Model):
    """What it is called."""

    unit = models.ForeignKey(PeerUnit, models.CASCADE)
    name = models.CharField(max_length=120)

    objects: models.Manager[models.Model] = models.Manager()

    class Meta:
        app_label = "contenttypes"


class PeerPerson(PersonColumns):
    """Its head."""

    class Meta:
        app_label = "contenttypes"


class PeerMember(models.Model):
    """That the head belongs to it."""

    unit = models.ForeignKey(PeerUnit, models.CASCADE)
    person = models.ForeignKey(PeerPerson, models.CASCADE)

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


def _bulk(of: type[models.Model], keys: tuple[str, ...], **columns: fields.Field) -> type[Any]:
    """A resource as the package's own manual has it for bulk work."""
    options = {
        "model": of,
        "import_id_fields": keys,
        "fields": tuple(columns),
        "use_bulk": True,
        "batch_size": 5_000,
        "skip_diff": True,
        "skip_html_diff": True,
        "use_transactions": False,
        "report_skipped": False,
        "force_init_instance": True,
    }
    body = {**columns, "Meta": type("Meta", (), options)}
    return type(f"{of.__name__}Resource", (resources.ModelResource,), body)


def _column(name: str, title: str, widget: widgets.Widget | None = None) -> fields.Field:
    return fields.Field(column_name=title, attribute=name, widget=widget)


def _points_to(name: str, title: str, of: type[models.Model], key: str) -> fields.Field:
    """Looked up among rows that are read once, the quickest that the package offers."""
    return _column(name, title, widgets.CachedForeignKeyWidget(of, key))


VILLAGE, HEAD, NUMBER = "Thôn", "Họ và tên chủ hộ", "Số định danh cá nhân"


def _person() -> dict[str, fields.Field]:
    return {
        "head": _column("head", HEAD),
        "birth_year": _column("birth_year", "Năm sinh", Year()),
        "sex": _column("sex", "Giới tính"),
        "phone": _column("phone", "Số điện thoại", Digits()),
        "national_id": _column("national_id", NUMBER, Digits()),
    }


def flat() -> list[type[Any]]:
    """One resource for one table."""
    village = _column("village", VILLAGE, widgets.ForeignKeyWidget(PeerVillage, "name"))
    return [_bulk(PeerHousehold, ("national_id",), village=village, **_person())]


def whole() -> list[type[Any]]:
    """A resource for each of the five tables; the first finds the faults."""
    unit = partial(_points_to, "unit", NUMBER, PeerUnit, "code")
    village = partial(_points_to, "village", VILLAGE, PeerVillage, "name")
    person = partial(_points_to, "person", NUMBER, PeerPerson, "national_id")
    return [
        _bulk(PeerPerson, ("national_id",), **_person()),
        _bulk(
            PeerUnit,
            ("code",),
            village=village(),
            name=_column("name", HEAD),
            code=_column("code", NUMBER),
        ),
        _bulk(PeerPlacement, ("unit",), unit=unit(), village=village()),
        _bulk(PeerName, ("unit",), unit=unit(), name=_column("name", HEAD)),
        _bulk(PeerMember, ("unit",), unit=unit(), person=person()),
    ]


SHAPES = {"flat": flat, "whole": whole}


def main(path: str, shape: str) -> None:
    """Make the tables, import, tell."""
    first, *others = SHAPES[shape]()
    made = [one._meta.model for one in (first, *others)]  # noqa: SLF001 the package keeps it there
    with connection.schema_editor() as editor:
        if PeerVillage._meta.db_table not in connection.introspection.table_names():  # noqa: SLF001
            editor.create_model(PeerVillage)
        # The unit and the person stand before what points to them.
        for model in sorted(made, key=lambda one: one in {PeerPlacement, PeerName, PeerMember}):
            editor.create_model(model)
    content = Path(path).read_bytes()
    names = {row[VILLAGE] for row in tablib.Dataset().load(content, format="xlsx").dict}
    if not PeerVillage.objects.exists():
        PeerVillage.objects.bulk_create([PeerVillage(name=name) for name in sorted(names)])
    before = time.perf_counter()
    data = tablib.Dataset().load(content, format="xlsx")
    result = first().import_data(data, dry_run=False, raise_errors=False)
    faulty = {number for number, _errors in result.row_errors()}
    faulty |= {row.number for row in result.invalid_rows}
    for number in sorted(faulty, reverse=True):
        del data[number - 1]
    for other in others:
        other().import_data(data, dry_run=False, raise_errors=True)
    seconds = time.perf_counter() - before
    written = [model.objects.count() for model in made]
    if len(set(written)) != 1:
        raise SystemExit(f"not every table has every household: {written}")
    print(json.dumps({"seconds": seconds, "written": written[0], "faulty": sorted(faulty)}))


main(sys.argv[1], sys.argv[3])
