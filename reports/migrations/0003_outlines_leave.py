"""Outlines are also written for papers of apps below; their table takes the campaigns' name."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("reports", "0002_outlines_of_every_paper")]

    operations = [
        migrations.AlterModelTable(name="reportoutline", table="campaigns_paperoutline"),
    ]
