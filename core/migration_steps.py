"""Steps of migrations that Django has no word for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation, OperationCategory
from django.db.migrations.state import ProjectState


def on_postgresql(sql: str) -> Callable[[Any, BaseDatabaseSchemaEditor], None]:
    """A step for ``RunPython`` that runs the SQL on PostgreSQL, and nothing on another engine."""

    def run(_apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(sql, params=None)

    return run


class CreateModels(Operation):
    """Create the tables of models that may refer to each other in circles.

    Django draws every related model anew after each ``CreateModel``; with a hundred models that
    is most of what a first start waits for. Told together, they are drawn once. Foreign keys
    of a circle need no step of their own either: SQLite looks at them when rows come, PostgreSQL
    gets them after the last table.
    """

    category = OperationCategory.ADDITION
    serialization_expand_args = ["models"]

    def __init__(self, models: Sequence[CreateModel]) -> None:
        self.models = models

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        """How the step is written down."""
        return type(self).__qualname__, [], {"models": self.models}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """All models join the state before any of them is drawn."""
        vars(state).pop("apps", None)
        for model in self.models:
            model.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Table after table."""
        for model in self.models:
            model.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """The tables go in the other order."""
        for model in reversed(self.models):
            model.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """What the step does, for the list of a plan."""
        return f"Create models {', '.join(model.name for model in self.models)}"
