"""What Lan wrote before the outlines changed their app is there afterwards, on both engines."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader
from pytest_django import Settings

from campaigns.models import PaperOutline
from core import clock
from tests.builders import campaigns
from tests.org import Org

MOVE = (
    ("reports", "0003_outlines_leave"),
    ("campaigns", "0002_outlines"),
    ("reports", "0004_outlines_gone"),
)


def moved(loader: MigrationLoader, node: tuple[str, str], *, back: bool = False) -> None:
    """Play one step of the move, or take it back."""
    state = loader.project_state(node, at_end=False)
    step: Migration = loader.get_migration(*node)
    with connection.schema_editor(atomic=step.atomic) as editor:
        (step.unapply if back else step.apply)(state, editor)


@pytest.mark.django_db(transaction=True)
def test_every_version_moves_with_its_text_and_its_number(org: Org, settings: Settings) -> None:
    # Also where the tables of the tests were made straight from the models.
    settings.MIGRATION_MODULES = {}
    campaign = campaigns.campaign(org.na_ri)
    loader = MigrationLoader(connection)
    for node in reversed(MOVE):
        moved(loader, node, back=True)
    old = loader.project_state(MOVE[0], at_end=False).apps.get_model("reports", "ReportOutline")
    for version, text in ((1, "# Dàn ý của Lan"), (2, "")):
        old.objects.create(
            campaign_id=campaign.pk, paper="reminder", version=version, text=text,
            written_at=clock.now(), written_by_id=org.lan.pk,
        )  # fmt: skip

    for node in MOVE:
        moved(loader, node)

    rows = PaperOutline.objects.order_by("version")
    assert [(row.paper, row.version, row.text) for row in rows] == [
        ("reminder", 1, "# Dàn ý của Lan"),
        ("reminder", 2, ""),
    ]
    assert {row.written_by for row in rows} == {org.lan}
    third = PaperOutline.objects.create(
        campaign=campaign, paper="village_minutes", version=1,
        written_at=clock.now(), written_by=org.lan,
    )  # fmt: skip
    assert third.pk > max(row.pk for row in rows[:2])
    assert "reports_reportoutline" not in connection.introspection.table_names()
