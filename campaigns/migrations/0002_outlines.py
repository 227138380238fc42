"""The outlines of papers come from the app of reports, with every row they have."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("campaigns", "0001_initial"),
        ("reports", "0003_outlines_leave"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        # The table is there already, under this name; only its constraint is still called reports'.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="PaperOutline",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("paper", models.CharField(default="commune_report", max_length=16)),
                        ("version", models.PositiveSmallIntegerField()),
                        ("text", models.TextField(blank=True, default="")),
                        ("written_at", models.DateTimeField()),
                        (
                            "campaign",
                            models.ForeignKey(
                                on_delete=models.PROTECT,
                                related_name="outlines",
                                to="campaigns.campaign",
                            ),
                        ),
                        (
                            "written_by",
                            models.ForeignKey(
                                on_delete=models.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={"ordering": ["-version"]},
                ),
                migrations.AddConstraint(
                    model_name="paperoutline",
                    constraint=models.UniqueConstraint(
                        fields=("campaign", "paper", "version"),
                        name="reports_outline_one_per_version",
                    ),
                ),
            ]
        ),
        migrations.RemoveConstraint(
            model_name="paperoutline", name="reports_outline_one_per_version"
        ),
        migrations.AlterField(
            model_name="paperoutline", name="paper", field=models.CharField(max_length=24)
        ),
        migrations.AddConstraint(
            model_name="paperoutline",
            constraint=models.UniqueConstraint(
                fields=("campaign", "paper", "version"), name="campaigns_outline_one_per_version"
            ),
        ),
    ]
