"""The table of outlines is the campaigns' now, with its rows; here nothing is left of it."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("reports", "0003_outlines_leave"), ("campaigns", "0002_outlines")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.DeleteModel(name="ReportOutline")]
        ),
    ]
