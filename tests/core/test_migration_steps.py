"""Tables of models that refer to each other, made by one step of a migration."""

from __future__ import annotations

import pytest
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState

from core.migration_steps import CreateModels

STEP = CreateModels(
    models=[
        migrations.CreateModel(
            name="Hamlet",
            fields=[
                ("id", models.BigAutoField(primary_key=True)),
                ("head", models.ForeignKey("trial.Person", models.PROTECT, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", models.BigAutoField(primary_key=True)),
                ("home", models.ForeignKey("trial.Hamlet", models.PROTECT)),
            ],
        ),
    ]
)


@pytest.mark.django_db(transaction=True)
def test_two_models_in_a_circle_come_and_go_in_one_step() -> None:
    before, after = ProjectState(), ProjectState()
    STEP.state_forwards("trial", after)

    with connection.schema_editor() as editor:
        STEP.database_forwards("trial", editor, before, after)
    come = {"trial_hamlet", "trial_person"} & set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        keys = [
            connection.introspection.get_relations(cursor, table)
            for table in ("trial_hamlet", "trial_person")
        ]
    with connection.schema_editor() as editor:
        STEP.database_backwards("trial", editor, after, before)
    left = {"trial_hamlet", "trial_person"} & set(connection.introspection.table_names())

    assert come == {"trial_hamlet", "trial_person"}
    assert [{name: to[1] for name, to in found.items()} for found in keys] == [
        {"head_id": "trial_person"},
        {"home_id": "trial_hamlet"},
    ]
    assert left == set()


def test_the_step_is_written_down_with_its_models() -> None:
    name, arguments, named = STEP.deconstruct()

    assert (name, list(arguments), named) == ("CreateModels", [], {"models": STEP.models})
    assert STEP.describe() == "Create models Hamlet, Person"
