"""The catalogue of titles; later changes to it arrive through ``ensure_titles``."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from recognitions.data import TITLES


def enter_titles(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    title = apps.get_model("recognitions", "Title")
    for position, fact in enumerate(TITLES, start=1):
        title.objects.using(schema_editor.connection.alias).update_or_create(
            code=fact.code,
            defaults={
                "name": fact.name,
                "holder_types": list(fact.holder_types),
                "valid_months": fact.valid_months,
                "basis_note": fact.basis_note,
                "position": position,
            },
        )


class Migration(migrations.Migration):
    dependencies = [("recognitions", "0001_initial")]
    operations = [migrations.RunPython(enter_titles, migrations.RunPython.noop)]
